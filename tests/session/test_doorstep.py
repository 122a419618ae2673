"""Before there is a session: who stands on the plate, and where they lean."""

from __future__ import annotations

import pytest

from steadyquest.conventions import BoardSample
from steadyquest.records.store import open_store
from steadyquest.session.doorstep import REACH_MM, Doorstep
from steadyquest.session.zero import keep_zero, last_zero
from steadyquest.signal.calibration import counts_at, nominal
from steadyquest.signal.source import Health

OFFSET = (81_000, -12_000, 500, 33_000)


class Plate:
    """A board with its own offsets, on which somebody leans in millimetres."""

    ended = False
    board_id = "CAFE0001"

    def __init__(self):
        self.calibration, self.health = nominal(self.board_id, tare=None), Health()
        self._t_us, self._known = 0, nominal(self.board_id)

    def stand(self, seconds, *, kg=0.0, ml_mm=0.0, ap_mm=0.0):
        counts = counts_at(self._known, force_n=kg * 9.80665, cop_ml_mm=ml_mm, cop_ap_mm=ap_mm)
        counts = tuple(round(count + zero) for count, zero in zip(counts, OFFSET, strict=True))
        for _ in range(round(seconds * 100)):
            self._t_us += 10_000
            yield BoardSample(self._t_us, 0, 0, counts, (0, 0, 0, 0), 0, 15, 0)

    def read(self):
        return []

    def close(self):
        pass


@pytest.fixture
def plate():
    return Plate()


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "records.db") as opened:
        yield opened


def fed(door, *pieces):
    for piece in pieces:
        door.feed(list(piece), now_s=1.0)
    return door


def test_an_empty_plate_gives_the_zero_and_two_still_seconds_the_middle(plate):
    """Whoever steps on to it stands where they stand: that is their middle, and leans are from there."""
    door = fed(Doorstep(plate, store=None), plate.stand(2.5))
    assert not door.ready(now_s=1.0)
    fed(door, plate.stand(2.5, kg=30.0, ml_mm=12.0, ap_mm=-9.0))
    assert door.ready(now_s=1.0)
    fed(door, plate.stand(1.0, kg=30.0, ml_mm=12.0 + REACH_MM, ap_mm=-9.0))
    assert door.lean.x == pytest.approx(1.0, abs=0.02)
    assert door.lean.y == pytest.approx(0.0, abs=0.02)


def test_with_a_known_zero_nobody_has_to_step_off(plate, store):
    """They stand on it before the game was opened."""
    keep_zero(store, plate.board_id, tuple(map(float, OFFSET)))
    door = fed(Doorstep(plate, store=store), plate.stand(2.5, kg=30.0))
    assert door.ready(now_s=1.0)
    assert door.lean.load_kg == pytest.approx(30.0, abs=0.1)


def test_a_zero_with_somebody_on_it_is_taken_again_when_they_have_gone(plate):
    """Nothing weighs less than an empty plate."""
    door = fed(Doorstep(plate, store=None), plate.stand(3.0, kg=30.0), plate.stand(3.5), plate.stand(2.5, kg=30.0))
    assert door.ready(now_s=1.0)
    assert door.lean.load_kg == pytest.approx(30.0, abs=0.1)


def test_the_next_one_has_a_middle_of_their_own(plate):
    """One second off the plate is a change of people; a hop is not."""
    door = fed(Doorstep(plate, store=None), plate.stand(2.5), plate.stand(2.5, kg=30.0, ml_mm=20.0))
    fed(door, plate.stand(0.5), plate.stand(0.5, kg=30.0, ml_mm=20.0))
    assert door.ready(now_s=1.0)
    fed(door, plate.stand(1.2))
    assert not door.ready(now_s=1.0)
    fed(door, plate.stand(2.5, kg=50.0, ml_mm=-20.0))
    assert door.ready(now_s=1.0)
    assert door.lean.x == pytest.approx(0.0, abs=0.01)


def test_without_samples_nobody_stands_there(plate):
    """A cable that was pulled must not leave a lean behind."""
    door = fed(Doorstep(plate, store=None), plate.stand(2.5), plate.stand(2.5, kg=30.0))
    assert door.ready(now_s=1.2)
    assert not door.ready(now_s=1.3)


def test_nothing_of_it_is_kept(plate, store):
    """Nobody was asked anything yet: neither zero nor sample goes into the records."""
    fed(Doorstep(plate, store=store), plate.stand(2.5), plate.stand(2.5, kg=30.0))
    assert last_zero(store, plate.board_id) is None
