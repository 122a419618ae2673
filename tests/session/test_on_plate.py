"""Who stands on the emulated plate, met with a stand-in for the emulator: what is pressed, when, and until when."""

from __future__ import annotations

import itertools

import pytest

from steadyquest.device.cop_csv import read_cop_csv
from steadyquest.device.firmware_emulator import EMPTY
from steadyquest.device.playback import LEAD_IN_S, Playback
from steadyquest.errors import DeviceError
from steadyquest.session.on_plate import RATE_HZ, person_visit, recording_visit, serve

PERIOD_S = 0.001


class StandIn:
    """An emulator whose hosts come and go after so many presses."""

    def __init__(self, *, comes=(0,), leaves=()) -> None:
        self.pressed: list[tuple[int, ...]] = []
        self.running, self._comes, self._leaves = True, comes, leaves

    @property
    def hosts(self) -> int:
        return sum(len(self.pressed) > n for n in self._comes)

    @property
    def host_here(self) -> bool:
        return self.hosts > sum(len(self.pressed) > n for n in self._leaves)

    def press(self, counts) -> None:
        if not self.running:
            raise DeviceError("the emulator has ended")
        self.pressed.append(tuple(counts))


def steps():
    """A weight that is another at each tick."""
    return ((n, n, n, n) for n in itertools.count(1))


def test_a_person_leaves_the_plate_empty_for_the_tare_and_then_stands():
    """Five seconds of nothing; then the weight of a steady adult, the same again for the same seed."""
    first, again = (list(itertools.islice(person_visit("steady", seed=2), 600)) for _ in range(2))
    assert first == again
    lead_in = round(LEAD_IN_S * RATE_HZ)
    assert set(first[:lead_in]) == {EMPTY}
    assert all(sum(counts) == pytest.approx(70 * 9.80665 * 2190, rel=0.01) for counts in first[lead_in:])


def test_a_recording_is_met_after_the_tare_with_its_holes(tmp_path):
    """The playback's own ticks, from the first; None where nothing is known."""
    file = tmp_path / "a.csv"
    times = [i / 50 for i in range(50)] + [2 + i / 50 for i in range(50)]
    file.write_text("\n".join(["time_s,cop_ml_mm,cop_ap_mm", *(f"{t},{10 * (t % 1)},0" for t in times)]))
    visit = recording_visit(Playback(read_cop_csv(file)), seed=0)
    pressed = list(itertools.islice(visit, 5 * 50 + 160))
    assert set(pressed[: 5 * 50]) == {EMPTY}
    assert pressed[5 * 50 :].count(None) == 50
    assert pressed[-1] == EMPTY


def test_nobody_is_pressed_on_before_a_host_has_come(monkeypatch):
    """The plate is empty while nobody looks."""
    monkeypatch.setattr("steadyquest.session.on_plate.LOOK_S", 0.0)
    board = StandIn(comes=())
    looks = itertools.count()
    serve(board, steps, period_s=PERIOD_S, stop=lambda: next(looks) > 50)
    assert set(board.pressed) == {EMPTY}


def test_each_host_meets_the_visit_from_its_start():
    """The first leaves in the middle; the next begins anew; in between the plate is empty."""
    board = StandIn(comes=(0, 11), leaves=(10,))
    serve(board, steps, period_s=PERIOD_S, stop=lambda: len(board.pressed) > 20)
    starts = [i for i, counts in enumerate(board.pressed) if counts == (1, 1, 1, 1)]
    assert len(starts) == 2
    assert board.pressed[starts[1] - 1] == EMPTY


def test_an_emulator_that_ended_is_an_error():
    """Before a host has come, and while one is there."""
    board = StandIn(comes=())
    board.press(EMPTY)
    board.running = False
    with pytest.raises(DeviceError, match="ended"):
        serve(board, steps, period_s=PERIOD_S, stop=lambda: False)
