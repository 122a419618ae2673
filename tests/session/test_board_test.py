"""The board's self-test, acted out: a modelled plate, each fault in turn, and healthy boards that must pass."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.conventions import GRAVITY_M_S2, BoardSample
from steadyquest.session import board_limits as limits
from steadyquest.session.board_test import QUICK, SYMPTOMS, USUAL, WHOLE, BoardTest, Report
from steadyquest.signal.calibration import NOMINAL_COUNTS_PER_N, Calibration, corner_forces, gains, nominal

FL, FR, RL, RR = range(4)
PER_KG = NOMINAL_COUNTS_PER_N * GRAVITY_M_S2
AMPLIFIER_COUNTS = 39.0
"""90 nV rms of an HX711 at 80 values a second, in counts."""
PLACES = {FL: (-1, 1), FR: (1, 1), RL: (-1, -1), RR: (1, -1)}
FAR = (190.0, 130.0)
MARK = (150.0, 100.0)


@dataclass
class Plate:
    """A board with faults: what it sends for what stands on it."""

    seed: int = 0
    rates_hz: tuple[float, ...] = (81.0, 78.0, 93.0, 86.0)
    noise: list[float] = field(default_factory=lambda: [AMPLIFIER_COUNTS] * 4)
    zeros: list[float] = field(default_factory=lambda: [12000.0, -40500.0, 7300.0, 150200.0])
    gain: list[float] = field(default_factory=lambda: [1.03, 0.97, 1.02, 0.96])
    plug: list[int] = field(default_factory=lambda: [0, 1, 2, 3])
    """plug[channel]: the corner whose cell is plugged in there."""
    drift_kg_min: list[float] = field(default_factory=lambda: [0.0] * 4)
    missing: set[int] = field(default_factory=set)
    missing_share: float = 1.0
    stuck: set[int] = field(default_factory=set)
    saturated: set[int] = field(default_factory=set)
    spikes: dict[int, float] = field(default_factory=dict)
    lose: float = 0.0
    load: Any = None
    """A function of time in seconds: kilograms, ML and AP in mm."""
    epoch: int = 0
    t_us: int = 1_000_000
    seq: int = 65_400
    step: int = 0

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.next_us = [self.t_us + self.rng.random() * 12_000 for _ in range(4)]
        self.values = [0] * 4
        self.converted_us = [0.0] * 4

    def run(self, seconds: float) -> list[BoardSample]:
        """The frames of some seconds, as the firmware sends them: when all are fresh, or after 25 ms."""
        frames: list[BoardSample] = []
        end = self.t_us + seconds * 1e6
        while self.t_us < end:
            frames += self._frame()
        return frames

    def _frame(self) -> list[BoardSample]:
        begin, fresh = self.t_us, 0
        working = 0b1111 & ~sum(1 << c for c in self.missing if self.missing_share >= 1.0)
        while fresh & working != working or not working:
            channel = min((c for c in range(4) if working >> c & 1), key=lambda c: self.next_us[c], default=None)
            if channel is None or self.next_us[channel] > begin + 25_000:
                self.t_us = begin + 25_000
                break
            at = self.next_us[channel]
            self.t_us = max(self.t_us, round(at) + 40)
            self.values[channel], self.converted_us[channel] = self._count(channel, at), at
            self.next_us[channel] += 1e6 / self.rates_hz[channel]
            fresh |= 1 << channel
        faulty = sum(1 << c for c in self.missing if self.rng.random() < self.missing_share)
        ages = tuple(min(255, round((self.t_us - at) / 64)) * 64 for at in self.converted_us)
        self.seq = (self.seq + 1) & 0xFFFF
        if self.rng.random() < self.lose:
            return []
        status = 4 * bool(self.saturated) | 2 * bool(faulty)
        return [BoardSample(self.t_us, self.epoch, self.seq, tuple(self.values), ages, status, fresh & ~faulty, faulty)]

    def _count(self, channel: int, at_us: float) -> int:
        if channel in self.saturated:
            return (1 << 23) - 1
        if channel in self.stuck:
            return 4711
        corner = self.plug[channel]
        kg = self.drift_kg_min[corner] * at_us / 60e6
        if self.load is not None:
            force = corner_forces(*self.load(at_us / 1e6))
            kg += force[corner]
        if self.rng.random() < self.spikes.get(channel, 0.0):
            kg += self.rng.choice((-1, 1)) * self.rng.uniform(1.0, 300.0)
        noise = self.rng.gauss(0.0, self.noise[channel])
        return round(self.zeros[channel] + kg * self.gain[corner] * PER_KG + noise)


def put(kg: float, corner: int | None, far: tuple[float, float] = FAR) -> Any:
    """A load at a corner, or nothing."""
    if corner is None:
        return None
    right, front = PLACES[corner]
    return lambda _t: (kg, right * far[0], front * far[1])


def act(
    plate: Plate,
    parts: Any = USUAL,
    *,
    calibration: Calibration | None = None,
    presses: Any = None,
    kg: float = 12.0,
    weight_kg: float = 20.0,
    **more: Any,
) -> Report:
    """A person who does as the test asks. `presses`: asked corner → the corner that is pressed instead, or None."""
    test = BoardTest(calibration or nominal("E3000001", tare=None), parts=parts, **more)
    empty = plate.load
    for _ in range(400):
        if test.stage == "done":
            return test.report()
        asked = test.asked
        plate.load = empty
        if test.stage == "press" and asked is not None:
            where = asked if presses is None else presses.get(asked, asked)
            for sample in plate.run(0.4):
                test.feed(sample)
            plate.load = put(kg, where) or empty
            for sample in plate.run(1.0):
                test.feed(sample)
            continue
        if test.stage == "weigh" and asked is not None:
            plate.load = put(weight_kg, asked, MARK)
        for sample in plate.run(1.0):
            test.feed(sample)
    raise AssertionError("the test never ends")


def codes(report: Report) -> list[tuple[str, tuple[int, ...]]]:
    """What was found, where."""
    return [(finding.code, finding.cells) for finding in report.findings]


def test_a_healthy_board_passes_every_part() -> None:
    """Four mismatched oscillators, 5 % of gain spread, the amplifier's own noise: nothing to mend."""
    plate = Plate()
    report = act(plate, WHOLE, last_zero=tuple(plate.zeros))
    assert codes(report) == []
    assert report.well
    assert report.weighed
    assert report.unpressed == ()
    assert report.notes() == []


@pytest.mark.parametrize("seed", range(12))
def test_no_false_alarm_from_rare_strays(seed: int) -> None:
    """One value and one frame in a thousand go astray, at three times the usual noise."""
    rng = random.Random(seed)
    plate = Plate(seed=seed, noise=[3 * AMPLIFIER_COUNTS] * 4, spikes=dict.fromkeys(range(4), 0.001), lose=0.001)
    plate.rates_hz = tuple(rng.uniform(78.0, 95.0) for _ in range(4))
    plate.zeros = [rng.uniform(-400_000, 400_000) for _ in range(4)]
    plate.gain = [rng.uniform(0.95, 1.05) for _ in range(4)]
    last = tuple(zero + rng.uniform(-0.06, 0.06) * PER_KG for zero in plate.zeros)
    assert codes(act(plate, QUICK, last_zero=last)) == []


@pytest.mark.parametrize("cell", range(4))
@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("cell_missing", lambda plate, cell: plate.missing.add(cell)),
        ("cell_stuck", lambda plate, cell: plate.stuck.add(cell)),
        ("cell_saturated", lambda plate, cell: plate.saturated.add(cell)),
        ("cell_noisy", lambda plate, cell: plate.noise.__setitem__(cell, 0.08 * PER_KG)),
        ("cell_noisy", lambda plate, cell: plate.spikes.__setitem__(cell, 0.06)),
        ("drifting", lambda plate, cell: plate.drift_kg_min.__setitem__(cell, 0.2)),
        ("slow_rate", lambda plate, cell: set_rate(plate, cell, 10.6)),
        ("uneven_rates", lambda plate, cell: set_rate(plate, cell, 55.0)),
        ("uneven_rates", lambda plate, cell: set_rate(plate, cell, 118.0)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_fault_of_one_cell_is_named_alone_and_at_its_corner(code: str, fault: Any, cell: int) -> None:
    """The empty plate is enough; nothing else is blamed."""
    plate = Plate(seed=cell)
    fault(plate, cell)
    assert codes(act(plate, QUICK)) == [(code, (cell,))]


def set_rate(plate: Plate, cell: int, rate_hz: float) -> None:
    """Another oscillator, or RATE pin."""
    plate.rates_hz = tuple(rate_hz if c == cell else 85.0 for c in range(4))


def test_a_wire_that_breaks_off_now_and_then_is_a_missing_cell() -> None:
    """One frame in ten without its value is no accident; one in four hundred is."""
    assert codes(act(Plate(missing={RL}, missing_share=0.1), QUICK)) == [("cell_missing", (RL,))]
    assert codes(act(Plate(missing={RL}, missing_share=0.0025), QUICK)) == []


def test_four_slow_amplifiers_are_four_rate_pins_and_not_four_dead_ones() -> None:
    """A board as it comes out of the bag."""
    report = act(Plate(rates_hz=(10.2, 9.7, 11.1, 10.4)), QUICK)
    assert codes(report) == [("slow_rate", (FL, FR, RL, RR))]


@pytest.mark.parametrize("dead", [{FL, FR}, {FL, RL, RR}, {FL, FR, RL, RR}])
def test_several_missing_cells_are_each_named(dead: set[int]) -> None:
    """All in one line, for they have one mend; the rest keep their rate, and are not blamed."""
    assert codes(act(Plate(missing=dead), QUICK)) == [("cell_missing", tuple(sorted(dead)))]


def test_lost_and_broken_frames_are_told_apart() -> None:
    """A broken frame is missing too, and is counted once."""
    assert codes(act(Plate(lose=0.05), QUICK)) == [("frames_lost", ())]
    test = BoardTest(nominal("E3000001", tare=None), parts=QUICK)
    plate = Plate(lose=0.05)
    test.note_corrupt(7)
    frames = plate.run(limits.QUICK_S + 1.0)
    for at, sample in enumerate(frames):
        test.note_corrupt(7 + at // 19)
        test.feed(sample)
    assert codes(test.report()) == [("frames_corrupt", ())]


@pytest.mark.parametrize(("moved_kg", "code"), [(0.25, None), (0.4, "zero_moved"), (-0.4, "zero_moved")])
def test_a_zero_that_moved_further_than_it_may_is_named(moved_kg: float, code: str | None) -> None:
    """By the corner, against the last zero of the board; without one nothing can be said."""
    plate = Plate()
    last = tuple(zero - moved_kg * PER_KG * (cell == RL) for cell, zero in enumerate(plate.zeros))
    assert codes(act(plate, QUICK, last_zero=last)) == ([(code, (RL,))] if code else [])
    assert codes(act(Plate(), QUICK)) == []


def test_small_moves_of_all_corners_add_up() -> None:
    """0.15 kg on each is 0.6 kg in all."""
    plate = Plate()
    last = tuple(zero - 0.15 * PER_KG for zero in plate.zeros)
    assert codes(act(plate, QUICK, last_zero=last)) == [("zero_moved", ())]


def test_something_left_on_the_plate_is_not_called_a_moved_zero() -> None:
    """A bag of 6 kg, on a board whose zero is known."""
    plate = Plate(load=put(6.0, FL, (60.0, 40.0)))
    assert codes(act(plate, QUICK, last_zero=tuple(plate.zeros))) == [("plate_not_empty", ())]


@pytest.mark.parametrize("parts", [USUAL, WHOLE])
def test_a_plate_that_is_not_empty_ends_the_test_before_anything_is_pressed(parts: Any) -> None:
    """Nobody is sent round the corners for nothing; no corner counts as looked at, and no zero is kept."""
    plate = Plate(load=put(60.0, FL, (60.0, 40.0)))
    test = BoardTest(nominal("E3000001", tare=None), parts=parts, last_zero=tuple(plate.zeros))
    for sample in plate.run(limits.LISTEN_S + 0.5):
        test.feed(sample)
    report = test.report()
    assert test.stage == "done"
    assert codes(report) == [("plate_not_empty", ())]
    assert report.unpressed == (FL, FR, RL, RR)
    assert report.zero is None


def test_without_an_earlier_zero_it_asks_whether_the_plate_is_empty() -> None:
    """That is no fault, for it cannot be known; counts that no bridge is off by are told in kilograms."""
    report = act(Plate(), QUICK)
    assert report.well
    assert report.notes() == ["There is no earlier zero to compare with: is the plate really empty?"]
    loaded = act(Plate(load=put(60.0, FL, (60.0, 40.0))), QUICK)
    assert loaded.well
    assert "this one looks like 66 kg" in loaded.notes()[0]
    assert loaded.as_dict()["notes"] == loaded.notes()


def test_a_last_zero_under_load_is_told_and_is_no_fault() -> None:
    """Nothing weighs less than empty: nothing rubs, the last zero was wrong; with a corner that rose it is a fault."""
    plate = Plate()
    report = act(plate, QUICK, last_zero=tuple(zero + 15 * PER_KG for zero in plate.zeros))
    assert report.well
    assert "last zero had about 60 kg on it" in report.notes()[0]
    assert report.zero is not None
    shifts = (-20.0, -20.0, 5.0, -20.0)
    mixed = act(Plate(), QUICK, last_zero=tuple(z - kg * PER_KG for z, kg in zip(plate.zeros, shifts, strict=True)))
    assert codes(mixed) == [("zero_moved", (FL, FR, RL, RR))]
    assert mixed.notes() == []


def test_a_person_who_stands_there_is_neither_noise_nor_drift() -> None:
    """Without any known zero: they sway, and all cells with them."""
    rng = random.Random(1)
    phases = [rng.uniform(0, 6.28) for _ in range(4)]

    def sway(t: float) -> tuple[float, float, float]:
        from math import sin

        ml = 4 * sin(2.1 * t + phases[0]) + 2 * sin(5.3 * t + phases[1])
        return 62.0 + 0.3 * sin(7.0 * t), ml, -20 + 6 * sin(1.7 * t + phases[2]) + 2 * sin(4.1 * t + phases[3])

    assert codes(act(Plate(load=sway), QUICK)) == [("plate_not_empty", ())]


@pytest.mark.parametrize("off", [False, True])
@pytest.mark.parametrize("missing", [set(), {FR}, {FR, RR}])
def test_somebody_who_steps_on_or_off_meanwhile_is_not_noise_and_drift(missing: set[int], off: bool) -> None:
    """Half of the time with 40 kg, half of it without."""
    plate = Plate(missing=missing)
    plate.load = lambda t: (40.0 if (t > 6.0) != off else 0.0, 20.0, -10.0)
    found = codes(act(plate, QUICK))
    assert [code for code, _ in found if code != "cell_missing"] == ["plate_not_empty"]


def test_cells_with_the_same_fault_share_a_line_and_keep_their_figures() -> None:
    """One mend for all of them."""
    report = act(Plate(rates_hz=(10.0, 80.0, 12.6, 80.0)), QUICK)
    (finding,) = report.findings
    assert finding.where == "front left, rear left"
    assert finding.figures == "front left 10 a second; rear left 13 a second"


def test_a_coarse_board_is_not_stuck_because_its_numbers_rest() -> None:
    """A Wii board counts in steps of 10 g and sends nothing new while nothing moves."""
    calibration = gains("wii", (0.0980665,) * 4)
    test = BoardTest(calibration, parts=QUICK)
    for i in range(1200):
        test.feed(BoardSample(i * 10_000, 0, i, (3, -2, 0, 7), (0, 0, 0, 0), 0, 0b1111 if i == 0 else 0, 0))
    assert test.stage == "done"
    assert codes(test.report()) == []


# -- the corners ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "other"), [(FL, FR), (FL, RL), (FL, RR), (FR, RL), (FR, RR), (RL, RR)])
def test_two_swapped_plugs_are_both_named(one: int, other: int) -> None:
    """Whichever two."""
    plate = Plate()
    plate.plug[one], plate.plug[other] = other, one
    report = act(plate)
    assert codes(report) == [("corners_swapped", (one, other))]
    assert "swap the plugs of" in report.findings[0].detail


def test_three_plugs_in_a_ring_need_two_exchanges() -> None:
    """And doing them puts every cell in its place."""
    plate = Plate(plug=[FR, RL, FL, RR])
    report = act(plate)
    assert codes(report) == [("corners_swapped", (FL, FR, RL))]
    assert report.findings[0].detail.count("swap the plugs") == 2


def test_a_plate_that_stands_back_to_front_is_told_to_be_turned() -> None:
    """All four are across: more likely the plate than the plugs."""
    report = act(Plate(plug=[RR, RL, FR, FL]))
    assert codes(report) == [("corners_swapped", (FL, FR, RL, RR))]
    assert "turn the plate" in report.findings[0].detail


@pytest.mark.parametrize("cell", range(4))
def test_a_reversed_cell_is_named(cell: int) -> None:
    """Its count falls when it is pressed."""
    plate = Plate()
    plate.gain[cell] *= -1
    assert codes(act(plate)) == [("cell_reversed", (cell,))]


@pytest.mark.parametrize("cell", range(4))
@pytest.mark.parametrize("kg", [8.0, 45.0])
def test_a_cell_that_feels_nothing_is_dead_even_where_its_neighbours_feel_the_foot(cell: int, kg: float) -> None:
    """Alive on the empty plate, noise and all, and silent under a hand or a foot."""
    plate = Plate()
    plate.gain[cell] = 0.0
    assert codes(act(plate, kg=kg)) == [("cell_dead", (cell,))]


def test_swapped_and_reversed_at_once() -> None:
    """Both are said; the reversed cell by the corner where it sits."""
    plate = Plate()
    plate.plug[FL], plate.plug[FR] = FR, FL
    plate.gain[RR] *= -1
    assert codes(act(plate)) == [("cell_reversed", (RR,)), ("corners_swapped", (FL, FR))]


def test_a_missing_cell_is_not_called_dead_as_well() -> None:
    """What is known already is said once."""
    assert codes(act(Plate(missing={FR}))) == [("cell_missing", (FR,))]


def test_a_missing_cell_and_a_dead_one_are_both_said() -> None:
    """The missing one does not excuse the other."""
    plate = Plate(missing={FR})
    plate.gain[RL] = 0.0
    assert codes(act(plate)) == [("cell_missing", (FR,)), ("cell_dead", (RL,))]


def test_a_person_who_mistakes_left_for_right_once_is_asked_again() -> None:
    """Only what is wrong twice is believed."""
    once = {FL: FR}

    class Confused(dict[int, int]):
        def get(self, asked: int, default: Any = None) -> Any:
            return once.pop(asked, default)

    assert codes(act(Plate(), presses=Confused())) == []


def test_a_person_who_does_not_press_again_is_believed_the_first_time() -> None:
    """They have gone on to mend it already."""
    plate = Plate()
    plate.plug[FL], plate.plug[RR] = RR, FL
    asked_before: set[int] = set()

    class Once(dict[int, int]):
        def get(self, asked: int, default: Any = None) -> Any:
            known = asked in asked_before and len(asked_before) == 4
            asked_before.add(asked)
            return None if known else default

    assert codes(act(plate, presses=Once())) == [("corners_swapped", (FL, RR))]


def test_when_nobody_presses_no_cell_is_blamed() -> None:
    """Nobody was there; the test says what it could not look at, and ends by itself."""
    report = act(Plate(), presses=dict.fromkeys(range(4), None))
    assert codes(report) == []
    assert report.unpressed == (FL, FR, RL, RR)
    assert "front left" in report.notes()[-1]


def test_a_press_in_the_middle_says_nothing_and_the_words_ask_for_the_corner() -> None:
    """All four feel it alike."""
    plate = Plate()
    test = BoardTest(nominal("E3000001", tare=None))
    for sample in plate.run(limits.LISTEN_S + 1.0):
        test.feed(sample)
    assert test.words == "Press the front left corner and hold it"
    plate.load = put(20.0, FL, (10.0, 10.0))
    for sample in plate.run(1.0):
        test.feed(sample)
    assert test.words == "Press nearer to the front left corner"
    plate.load = put(20.0, FL)
    for sample in plate.run(1.0):
        test.feed(sample)
    assert test.words == "Let go of the plate"
    assert test.good_corners == {FL}
    assert test.asked == FR


def test_a_skipped_corner_is_not_judged() -> None:
    """The others are."""
    plate = Plate()
    plate.gain[RR] *= -1
    test = BoardTest(nominal("E3000001", tare=None))
    for sample in plate.run(limits.LISTEN_S + 0.5):
        test.feed(sample)
    test.skip()
    while test.stage != "done" and test.asked is not None:
        plate.load = put(10.0, test.asked)
        for sample in plate.run(1.0):
            test.feed(sample)
        plate.load = None
        for sample in plate.run(0.4):
            test.feed(sample)
    assert codes(test.report()) == [("cell_reversed", (RR,))]
    assert test.report().unpressed == (FL,)


# -- the weight -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", range(4))
@pytest.mark.parametrize("factor", [0.8, 1.25])
def test_a_cell_that_weighs_otherwise_is_named(cell: int, factor: float) -> None:
    """A fifth too little or a quarter too much, by one and the same weight on every corner."""
    plate = Plate(gain=[1.0] * 4)
    plate.gain[cell] = factor
    report = act(plate, WHOLE)
    assert codes(report) == [("gain_mismatch", (cell,))]
    assert f"{100 * (factor - 1):+.0f} %" in report.findings[0].detail


def test_with_its_own_calibration_a_spread_is_no_mismatch() -> None:
    """The gains of the calibration are used."""
    plate = Plate(gain=[1.0, 1.25, 1.0, 1.0])
    fl, fr, rl, rr = (1 / (NOMINAL_COUNTS_PER_N * gain) for gain in plate.gain)
    assert codes(act(plate, WHOLE, calibration=gains("E3000001", (fl, fr, rl, rr)))) == []


def test_without_a_weight_nothing_is_said_of_gains() -> None:
    """It ends by itself, and says so."""
    report = act(Plate(), WHOLE, weight_kg=0.0)
    assert codes(report) == []
    assert report.weighed is False
    assert "could not be compared" in report.notes()[-1]


# -- the line breaks --------------------------------------------------------------------------------------------------


def test_a_board_that_restarts_is_named_and_listened_to_anew() -> None:
    """Its clock began again; the figures are those of one epoch."""
    plate = Plate()
    test = BoardTest(nominal("E3000001", tare=None), parts=QUICK)
    for sample in plate.run(4.0):
        test.feed(sample)
    again = Plate(epoch=1)
    for sample in again.run(limits.QUICK_S + 1.0):
        test.feed(sample)
    assert codes(test.report()) == [("board_restarts", ())]


def test_a_board_that_restarts_all_the_time_ends_the_test() -> None:
    """Nothing else is said of it."""
    test = BoardTest(nominal("E3000001", tare=None))
    for epoch in range(6):
        for sample in Plate(epoch=epoch).run(1.0):
            test.feed(sample)
    assert codes(test.report())[0] == ("board_restarts", ())
    assert {code for code, _ in codes(test.report())} == {"board_restarts"}


@pytest.mark.parametrize("seconds", [0.0, 0.05, 3.0, 7.0])
def test_a_board_that_goes_away_ends_the_test_at_any_moment(seconds: float) -> None:
    """With what was found until then."""
    plate = Plate(missing={RL})
    test = BoardTest(nominal("E3000001", tare=None))
    for sample in plate.run(seconds) if seconds else []:
        test.feed(sample)
    test.gone("unplugged")
    assert test.stage == "done"
    assert ("board_gone", ()) in codes(test.report())
    assert (("cell_missing", (RL,)) in codes(test.report())) == (seconds >= 3.0)


def test_every_symptom_has_a_short_title_and_a_mend() -> None:
    """In words that say what to do."""
    for symptom in SYMPTOMS.values():
        assert 10 < len(symptom.title) <= 50
        assert symptom.mend.endswith(".")
        assert len(symptom.mend) <= 130


def test_the_report_is_plain_data_for_programs() -> None:
    """Every cell by its name, each finding with its mend."""
    plate = Plate()
    plate.gain[RR] *= -1
    data = act(plate).as_dict()
    assert data["well"] is False
    assert data["findings"][0]["cells"] == ["RR"]
    assert data["findings"][0]["mend"] == SYMPTOMS["cell_reversed"].mend
    assert data["cells"]["RR"]["symptoms"] == ["cell_reversed"]
    assert data["cells"]["FL"]["rate_hz"] == pytest.approx(81.0, abs=1.0)
    assert data["cells"]["FL"]["noise_kg"] == pytest.approx(AMPLIFIER_COUNTS / PER_KG, rel=0.2)


# -- anything at all ------------------------------------------------------------------------------------------------

ANY_COUNT = st.integers(-(1 << 23), (1 << 23) - 1)
ANY_SAMPLE = st.builds(
    BoardSample,
    t_us=st.integers(0, 30_000_000),
    epoch=st.integers(0, 2),
    seq=st.integers(0, 65_535),
    counts=st.tuples(*[ANY_COUNT] * 4),
    age_us=st.tuples(*[st.integers(0, 16_320)] * 4),
    status=st.integers(0, 63),
    fresh=st.integers(0, 15),
    faulty=st.integers(0, 15),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_SAMPLE, max_size=60), st.sampled_from([QUICK, USUAL, WHOLE]), st.integers(0, 60))
def test_no_stream_breaks_the_test(samples: list[BoardSample], parts: Any, skip_at: int) -> None:
    """Times that jump, counts at their ends, everything faulty: it goes on, and its report is data."""
    test = BoardTest(nominal("E3000001", tare=None), parts=parts, last_zero=(0.0, 0.0, 0.0, 0.0))
    for at, sample in enumerate(samples):
        test.feed(sample)
        if at == skip_at:
            test.skip()
        assert test.words
        assert 0.0 <= test.progress <= 1.0
    test.gone()
    json.dumps(test.report().as_dict(), allow_nan=False)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    missing=st.sets(st.integers(0, 3)),
    stuck=st.sets(st.integers(0, 3)),
    reversed_=st.sets(st.integers(0, 3)),
    plug=st.permutations(range(4)),
    seed=st.integers(0, 99),
)
def test_faults_together_are_found_together(
    missing: set[int], stuck: set[int], reversed_: set[int], plug: list[int], seed: int
) -> None:
    """Every broken cell is named; a healthy corner among the pressed ones is called neither dead nor reversed."""
    plate = Plate(seed=seed, missing=missing, stuck=stuck, plug=list(plug))
    for corner in reversed_:
        plate.gain[corner] *= -1
    found = dict(codes(act(plate)))
    assert set(found.get("cell_missing", ())) == missing
    assert set(found.get("cell_stuck", ())) == stuck - missing
    lame = {plug[channel] for channel in missing | stuck}
    assert set(found.get("cell_reversed", ())) == reversed_ - lame
    assert "cell_dead" not in found
    if not lame:
        assert set(found.get("corners_swapped", ())) == {c for c in range(4) if plug[c] != c}
