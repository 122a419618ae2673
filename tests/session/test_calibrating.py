"""The calibration as a procedure, acted out by hands at a modelled board that sends 80 samples a second."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from steadyquest.analysis.cop import cop_from_counts
from steadyquest.conventions import STATUS_SATURATED, BoardSample
from steadyquest.errors import CalibrationError
from steadyquest.session.calibrating import Calibrating
from steadyquest.session.calibration_plan import OtherWeight, Plan
from steadyquest.signal.mat import MARKS
from steadyquest.simulate.plate import home_built

PERIOD_US = 12_500
NOISE = 150.0
"""Counts: 0.07 N a cell, what an HX711 at 80 samples a second does with a calm supply."""


class Hands:
    """Puts a weight on a plate and takes it off again, while samples go to the procedure."""

    def __init__(self, *, seed=1, mass_kg=10.0, said_kg=None, warm_up_s=0.0, plan=None, **plate):
        self.rng = random.Random(seed)
        self.plate = home_built(self.rng, **{"noise_counts": NOISE, **plate})
        self.mass_kg, self.load = mass_kg, (0.0, 0.0, 0.0)
        self.shake_kg = 0.0
        self.drift = (0.0, 0.0, 0.0, 0.0)
        self.status = self.faulty = 0
        self.t_us, self.epoch, self.seq = 1_000_000, 0, 0
        self.doing = Calibrating(plan or Plan(board_id="E3000001"), mass_kg=said_kg or mass_kg, warm_up_s=warm_up_s)

    def wait(self, seconds=4.0, *, until=None):
        """Let samples come; with `until`, at most so long."""
        for _ in range(round(seconds * 1e6 / PERIOD_US)):
            if until is not None and until(self.doing):
                return self
            kg, ml, ap = self.load
            kg += self.rng.gauss(0, self.shake_kg) if self.shake_kg else 0.0
            counts = self.plate.counts(self.rng, mass_kg=kg, ml_mm=ml, ap_mm=ap)
            counts = tuple(round(c + d) for c, d in zip(counts, self.drift, strict=True))
            ages = tuple(64 * self.rng.randrange(200) for _ in range(4))
            self.t_us += PERIOD_US
            self.seq += 1
            self.doing.feed(
                BoardSample(self.t_us, self.epoch, self.seq & 0xFFFF, counts, ages, self.status, 15, self.faulty)
            )
        return self

    def lay(self, place, *, kg=None, off=(0.0, 0.0)):
        """Put the weight down; a number is a mark."""
        ml, ap = MARKS[place - 1] if isinstance(place, int) else place
        self.load = (self.mass_kg if kg is None else kg, ml + off[0], ap + off[1])
        return self

    def lift(self):
        """Take it off."""
        self.load = (0.0, 0.0, 0.0)
        return self

    def replug(self):
        """The cable was out: the board's clock begins anew, and its zero is another."""
        self.epoch, self.t_us = self.epoch + 1, 0
        zero = tuple(z + self.rng.gauss(0, 500) for z in self.plate.zero)
        self.plate.zero = zero
        return self

    def ready(self):
        """Zero taken, first mark next."""
        return self.wait(5.0, until=lambda doing: doing.stage == "placing")

    def all_marks(self, *, place_sd_mm=0.0):
        """As it should be done: each mark from the air."""
        while self.doing.mark is not None:
            number = self.doing.mark
            self.lift().wait(0.6)
            self.lay(number, off=(self.rng.gauss(0, place_sd_mm), self.rng.gauss(0, place_sd_mm)))
            self.wait(12.0, until=lambda doing, n=number: doing.mark != n)
            assert self.doing.mark != number, self.doing.hint
        return self

    def finish(self):
        """Everything off, the empty check, the outcome."""
        self.lift().wait(6.0, until=lambda doing: doing.stage == "done")
        assert self.doing.stage == "done", self.doing.hint
        return self.doing.outcome()


def codes(outcome):
    """What it was refused for."""
    return [refusal.code for refusal in outcome.refusals]


def test_the_whole_procedure_needs_no_key(monkeypatch):
    """Empty, nine marks, empty; accepted, and a person of 70 kg is where they are, to 1.1 mm."""
    hands = Hands()
    assert hands.doing.stage == "taring"
    hands.ready()
    outcome = hands.all_marks(place_sd_mm=0.7).finish()
    assert codes(outcome) == []
    assert sorted(hands.doing.taken) == list(range(1, 10))
    assert person_error_mm(hands.plate, hands.rng, outcome.calibration) < 1.1
    assert outcome.card.noise_sd_mm > outcome.card.noise_filtered_mm > 0
    assert outcome.card.noise_mark == 5


def person_error_mm(plate, rng, calibration):
    """RMS over 25 places of half the plate, for somebody of 70 kg."""
    leans = [(ml, ap) for ml in (-100, -50, 0, 50, 100) for ap in (-70, -35, 0, 35, 70)]
    counts = [plate.counts(rng, mass_kg=70.0, ml_mm=ml, ap_mm=ap) for ml, ap in leans]
    _, cop = cop_from_counts(counts, calibration.matrix, calibration.tare)
    return float(np.sqrt(((cop - np.array(leans)) ** 2).sum(axis=1).mean()))


def test_many_home_calibrations_reach_the_design_through_samples():
    """1 mm of placing, through noise and ages: accepted, 0.6 mm (median over plates), and none is off by 1.1 mm."""
    errors = []
    for seed in range(9):
        hands = Hands(seed=seed).ready().all_marks(place_sd_mm=1.0)
        outcome = hands.finish()
        assert codes(outcome) == []
        errors.append(person_error_mm(hands.plate, hands.rng, outcome.calibration))
    assert float(np.median(errors)) == pytest.approx(0.6, abs=0.15)
    assert max(errors) < 1.1, errors


def test_the_warm_up_takes_its_time_shows_drift_and_can_be_left():
    """Ten minutes of the board's own clock; a steady zero says so after two; leaving it goes on."""
    hands = Hands(warm_up_s=600.0)
    hands.wait(30.0)
    assert hands.doing.stage == "warming"
    assert hands.doing.progress == pytest.approx(0.05, abs=0.005)
    assert hands.doing.hint == ""
    hands.wait(100.0)
    assert hands.doing.hint == "steady"
    assert "two minutes" in hands.doing.hint_words
    hands.doing.skip_warm_up()
    hands.ready()
    assert hands.doing.material().mass_kg == 10.0
    assert hands.doing.material().warm_s == pytest.approx(130.0, abs=0.2)


def test_a_warm_up_that_drifts_is_not_called_steady():
    """0.1 kg a minute: the drift is shown."""
    hands = Hands(warm_up_s=600.0)
    for minute in range(18):
        hands.drift = (minute * 179.0, minute * 179.0, minute * 179.0, minute * 179.0)
        hands.wait(10.0)
    assert hands.doing.warm_up.drift_kg == pytest.approx(18 * 179 * 4 / 2190 / 9.80665, rel=0.15)
    assert not hands.doing.warm_up.steady


def test_a_warm_up_ends_by_itself():
    """When its time has passed."""
    hands = Hands(warm_up_s=20.0)
    hands.wait(21.0)
    assert hands.doing.stage == "taring"


def test_a_bag_on_the_warming_plate_is_noticed():
    """What is put on is no drift."""
    hands = Hands(warm_up_s=600.0).wait(20.0).lay((0.0, 0.0), kg=3.0)
    hands.wait(7.0)
    assert hands.doing.hint == "disturbed"
    hands.wait(20.0)
    assert abs(hands.doing.warm_up.drift_kg) < 0.1


def test_the_weight_is_asked_for_when_it_was_not_said():
    """After the zero; a weight that cannot be is refused and the question stays."""
    hands = Hands()
    hands.doing = Calibrating(Plan(board_id="E3000001"), warm_up_s=0.0)
    hands.wait(4.0)
    assert hands.doing.stage == "weighing"
    for bad in (0.0, -3.0, 1.9, 51.0, float("nan"), float("inf")):
        with pytest.raises(CalibrationError, match="5 to 10 kg"):
            hands.doing.weigh(bad)
    with pytest.raises(CalibrationError, match="how heavy"):
        hands.doing.material()
    hands.doing.weigh(7.5)
    assert (hands.doing.stage, hands.doing.mark) == ("placing", 1)


def test_a_zero_is_not_taken_while_somebody_moves_on_the_plate():
    """Somebody stands on it and sways."""
    hands = Hands()
    hands.shake_kg = 1.5
    hands.lay((0.0, 0.0), kg=60.0).wait(8.0)
    assert (hands.doing.stage, hands.doing.hint) == ("taring", "moving")


def test_a_hand_on_the_weight_keeps_the_mark_waiting():
    """A trembling hand is seen; letting go is enough."""
    hands = Hands().ready()
    hands.shake_kg = 0.4
    hands.lay(1).wait(8.0)
    assert (hands.doing.mark, hands.doing.hint) == (1, "moving")
    hands.shake_kg = 0.0
    hands.wait(4.0)
    assert hands.doing.mark == 2


def test_a_weight_that_stays_is_not_taken_twice():
    """It has to go from mark 1 before mark 2 is measured; sliding it there is enough."""
    hands = Hands().ready().lay(1).wait(12.0)
    assert hands.doing.mark == 2
    hands.lay(2).wait(4.0)
    assert hands.doing.mark == 3


def test_a_weight_on_another_mark_is_asked_about_and_then_believed():
    """For six seconds a hint names both marks; then it is taken as it lies, for the card to judge."""
    hands = Hands().ready().lay(1).wait(4.0).lift().wait(1.0).lay(4).wait(4.0)
    assert (hands.doing.mark, hands.doing.hint) == (2, "elsewhere")
    assert "mark 4; mark 2 is next" in hands.doing.hint_words
    hands.wait(6.0)
    assert hands.doing.mark == 3


def test_a_person_on_the_plate_is_no_weight():
    """Far more than the weight: it waits."""
    hands = Hands().ready().lay(1, kg=70.0).wait(5.0)
    assert (hands.doing.mark, hands.doing.hint) == (1, "too_much")


def test_another_weight_is_told_when_it_is_laid_and_taken_all_the_same():
    """5 kg instead of 10 on mark 3: said before and after the mark is taken, until it is lifted; then repeated."""
    hands, hints = Hands().ready(), []
    for number in (1, 2):
        hands.lift().wait(0.6).lay(number).wait(4.0, until=lambda doing: hints.append(doing.hint))
    assert set(hints) <= {"", "moving"}
    hands.lift().wait(0.6).lay(3, kg=5.0).wait(1.9, until=lambda doing: doing.hint == "other_weight")
    assert (hands.doing.mark, hands.doing.hint) == (3, "other_weight")
    words = hands.doing.hint_words
    assert words.startswith(("This feels 4.", "This feels 5."))
    assert ", the others " in words
    hands.wait(2.0)
    assert (hands.doing.mark, hands.doing.hint_words) == (4, words)
    hands.lift().wait(0.6)
    assert hands.doing.hint == ""
    hands.doing.repeat(3)
    hands.lay(3).wait(4.0, until=lambda doing: hints.append(doing.hint))
    assert set(hints) <= {"", "moving"}
    assert codes(hands.all_marks().finish()) == []


def test_a_weight_that_is_not_the_one_that_was_said_is_told_at_the_first_mark():
    """There is no other mark to compare it with."""
    hands = Hands(said_kg=5.0).ready().lay(1).wait(4.0)
    assert hands.doing.mark == 2
    assert "but you said 5.0 kg" in hands.doing.hint_words


@pytest.mark.parametrize("seed", range(4))
def test_cells_that_differ_as_they_do_are_no_other_weight(seed):
    """A tenth of spread between the gains is what calibrating is for."""
    hands, hints = Hands(seed=seed, gain_sd=0.1).ready(), set()
    for number in range(1, 10):
        hands.lift().wait(0.6).lay(number).wait(3.0, until=lambda doing: hints.add(doing.hint))
    assert hints <= {"", "moving"}


def test_marks_can_be_left_out_down_to_four():
    """Five of nine may be skipped, the sixth not; four give gains."""
    hands = Hands().ready()
    assert [hands.doing.skip_mark() for _ in range(6)] == [True] * 5 + [False]
    assert hands.doing.mark == 6
    outcome = hands.all_marks().finish()
    assert outcome.calibration.kind == "gains"
    assert outcome.card.map_left_out_mm is None


def test_a_mark_at_fault_is_named_repeated_and_then_all_is_well():
    """Two centimetres beside mark 6: refused, repeated alone, accepted."""
    hands = Hands().ready()
    for number in range(1, 10):
        hands.lift().wait(0.6).lay(number, off=(20.0, 0.0) if number == 6 else (0.0, 0.0)).wait(4.0)
    outcome = hands.finish()
    assert codes(outcome) == ["mark_off"]
    assert outcome.card.marks_at_fault == (6,)
    hands.doing.repeat(*outcome.card.marks_at_fault)
    assert hands.doing.mark == 6
    assert codes(hands.all_marks().finish()) == []


def test_a_mark_can_be_repeated_in_between():
    """Mark 2 was not good, the person knows: it comes again, then mark 4."""
    hands = Hands().ready()
    for number in (1, 2, 3):
        hands.lift().wait(0.6).lay(number).wait(4.0)
    hands.doing.repeat(2)
    assert (hands.doing.mark, sorted(hands.doing.taken)) == (2, [1, 3])
    hands.lift().wait(0.6).lay(2).wait(4.0)
    assert hands.doing.mark == 4


def test_marks_survive_a_pulled_cable_and_the_zero_is_taken_again():
    """The board's clock begins anew: marks stay, the zero is another, and the outcome is as good."""
    hands = Hands().ready()
    for number in (1, 2, 3, 4):
        hands.lift().wait(0.6).lay(number).wait(4.0)
    hands.replug().wait(3.0)
    assert (hands.doing.stage, hands.doing.hint) == ("taring", "take_off")
    assert "restarted" in hands.doing.words
    hands.lift().wait(3.0)
    assert (hands.doing.stage, hands.doing.mark) == ("placing", 5)
    assert codes(hands.all_marks().finish()) == []
    assert {r.stretch for r in hands.doing.material().readings} == {0, 1}


def test_a_restart_after_the_end_wants_a_new_zero_before_a_mark_is_repeated():
    """The old zero is not that of the new stretch."""
    hands = Hands().ready().all_marks()
    assert codes(hands.finish()) == []
    hands.replug().wait(1.0)
    assert hands.doing.stage == "done"
    hands.doing.repeat(3)
    assert hands.doing.stage == "taring"
    hands.wait(3.0)
    assert hands.doing.mark == 3
    assert codes(hands.all_marks().finish()) == []


def test_a_weight_that_lay_on_the_plate_at_the_zero_is_noticed_when_it_is_lifted():
    """The hint says so at once; beginning again mends it."""
    hands = Hands().lay((0.0, 0.0)).ready()
    hands.lift().wait(1.0)
    assert hands.doing.hint == "lighter"
    assert "kg lighter" in hands.doing.hint_words
    hands.doing.begin_again()
    assert "restarted" not in hands.doing.words
    hands.ready()
    assert codes(hands.all_marks().finish()) == []


def test_the_empty_check_waits_for_the_weight_to_go():
    """With the weight still on mark 9 nothing is finished."""
    hands = Hands().ready().all_marks().wait(6.0)
    assert hands.doing.stage == "clearing"
    hands.finish()
    assert hands.doing.stage == "done"


def test_drift_during_the_marks_is_on_the_card_and_half_a_kilogram_is_refused():
    """0.5 kg in all cells together since the zero."""
    hands = Hands().ready()
    step = 0.5 * 9.80665 * 2190 / 4 / 10
    while (number := hands.doing.mark) is not None:
        hands.drift = tuple(d + step for d in hands.drift)
        hands.lift().wait(0.6).lay(number).wait(6.0, until=lambda doing, n=number: doing.mark != n)
    hands.drift = tuple(d + step for d in hands.drift)
    outcome = hands.finish()
    assert outcome.card.drift_kg == pytest.approx(0.5, abs=0.05)
    assert codes(outcome) == ["not_warm"]


@pytest.mark.parametrize("channel", range(4))
def test_a_dead_cell_does_not_hold_up_the_procedure_and_is_named_at_the_end(channel):
    """Even the mark right over it is taken."""
    hands = Hands()
    cells = list(hands.plate.cells)
    cells[channel] = (0.0, 0.0, 0.0, 0.0)
    hands.plate.cells = tuple(cells)
    outcome = hands.ready().all_marks().finish()
    assert codes(outcome) == ["cell_dead"]
    assert outcome.refusals[0].cells == (("FL", "FR", "RL", "RR")[channel],)


def test_a_reversed_cell_is_named_at_the_end():
    """Its plug is the wrong way round."""
    hands = Hands()
    hands.plate.cells = (tuple(-g for g in hands.plate.cells[0]), *hands.plate.cells[1:])
    assert codes(hands.ready().all_marks().finish()) == ["cell_reversed"]


@pytest.mark.parametrize(("said_kg", "found"), [(6.0, ["wrong_mass"]), (16.0, ["wrong_mass"])])
def test_a_wrong_mass_is_refused(said_kg, found):
    """Ten kilograms lay there."""
    assert codes(Hands(said_kg=said_kg).ready().all_marks().finish()) == found


def test_a_turned_sheet_is_found():
    """Every mark is on the opposite side."""
    hands = Hands().ready()
    while (number := hands.doing.mark) is not None:
        ml, ap = MARKS[number - 1]
        hands.lift().wait(0.6).lay((-ml, -ap)).wait(14.0, until=lambda doing, n=number: doing.mark != n)
    assert codes(hands.finish()) == ["sheet_turned"]


def test_somebody_who_leans_on_the_plate_at_one_mark_is_found():
    """Quite still, with a kilogram, on mark 7."""
    hands = Hands().ready()
    while (number := hands.doing.mark) is not None:
        hands.lift().wait(0.6).lay(number, kg=11.0 if number == 7 else 10.0).wait(4.0)
    outcome = hands.finish()
    assert codes(outcome) == ["leaned_on"]
    assert outcome.card.marks_at_fault == (7,)


class Resting(Hands):
    """Somebody whose hand or knee rests on the plate, quite still, whenever `rests` is true."""

    def __init__(self, *, hand=(1.0, 0.0, -140.0), **more):
        super().__init__(**more)
        self.hand, self.rests = hand, False

    def wait(self, seconds=4.0, *, until=None):
        kg, ml, ap = self.hand if self.rests else (0.0, 0.0, 0.0)
        calm = replace(self.plate, noise_counts=0.0, zero=(0.0, 0.0, 0.0, 0.0))
        self.drift = tuple(map(float, calm.counts(self.rng, mass_kg=kg, ml_mm=ml, ap_mm=ap)))
        return super().wait(seconds, until=until)

    def lay(self, place, *, kg=None, off=(0.0, 0.0)):
        self.rests = True
        return super().lay(place, kg=kg, off=off)


class Releasing(Resting):
    """Likewise, and lets go together with the weight."""

    def lift(self):
        self.rests = False
        return super().lift()


HANDS = [(1.0, 0.0, -140.0), (1.0, 200.0, -140.0), (0.5, -200.0, 0.0), (2.0, 0.0, -140.0), (0.5, 0.0, 140.0)]


@pytest.mark.parametrize("hand", HANDS)
def test_a_hand_that_rests_on_the_plate_at_every_mark_is_refused(hand):
    """And lets go with the weight, so that all zeros are clean: no mark is at fault, all have to be done again."""
    outcome = Releasing(seed=2, hand=hand).ready().all_marks(place_sd_mm=0.7).finish()
    assert codes(outcome) == ["leaned_on"]
    assert outcome.card.marks_at_fault == ()


def test_after_a_resting_hand_everything_is_done_again_and_all_is_well():
    """The line says so, and so it is."""
    hands = Releasing(seed=2).ready().all_marks(place_sd_mm=0.7)
    assert "Begin again" in hands.finish().refusals[0].line
    hands.hand = (0.0, 0.0, 0.0)
    hands.doing.begin_again()
    assert codes(hands.ready().all_marks(place_sd_mm=0.7).finish()) == []


@pytest.mark.parametrize("kg", [0.5, 0.9])
def test_a_hand_that_stays_for_the_empty_check_is_taken_for_drift_and_refused(kg):
    """It came after the first zero and never went: the end is heavier than any drift."""
    outcome = Resting(seed=2, hand=(kg, 0.0, -140.0)).ready().all_marks(place_sd_mm=0.7).finish()
    assert "not_warm" in codes(outcome)


def test_a_heavy_hand_keeps_the_empty_check_waiting():
    """Two kilograms are no empty plate."""
    hands = Resting(seed=2, hand=(2.0, 0.0, -140.0)).ready().all_marks().lift().wait(6.0)
    assert hands.doing.stage == "clearing"
    hands.rests = False
    assert codes(hands.finish()) == ["leaned_on"]


@pytest.mark.parametrize("kg", [0.5, 1.0])
def test_a_hand_that_was_always_there_spoils_nothing(kg):
    """At both zeros and at every mark alike: it is part of the empty plate, and the person is where they are."""
    hands = Resting(seed=2, hand=(kg, 0.0, -140.0))
    hands.rests = True
    outcome = hands.ready().all_marks(place_sd_mm=0.7).finish()
    assert codes(outcome) == []
    tare = tuple(hands.plate.zero)
    assert person_error_mm(hands.plate, hands.rng, outcome.calibration.tared(tare)) < 1.1


@pytest.mark.parametrize(("status", "faulty", "hint"), [(2, 1, "faulty"), (STATUS_SATURATED, 0, "saturated")])
def test_a_faulty_or_saturated_cell_stops_everything_and_says_so(status, faulty, hint):
    """No mark is taken from it."""
    hands = Hands().ready().lay(1)
    hands.status, hands.faulty = status, faulty
    hands.wait(5.0)
    assert (hands.doing.mark, hands.doing.hint) == (1, hint)
    assert hands.doing.hint_words
    hands.status = hands.faulty = 0
    hands.wait(3.0)
    assert hands.doing.mark == 2


def test_a_larger_and_a_smaller_plate_keep_to_their_own_spacing():
    """500 × 320 mm; on 300 × 260 the marks beside the cells still lie between them."""
    for half in ((250.0, 160.0), (150.0, 130.0)):
        plan = Plan(board_id="E3000001", half_ml_mm=half[0], half_ap_mm=half[1])
        outcome = Hands(plan=plan, half_ml_mm=half[0], half_ap_mm=half[1]).ready().all_marks().finish()
        assert codes(outcome) == []
        assert (outcome.calibration.half_ml_mm, outcome.calibration.half_ap_mm) == half


@pytest.mark.parametrize(
    ("half_ml_mm", "half_ap_mm", "said"),
    [(140.0, 130.0, "300 × 200 mm"), (50.0, 140.0, "100 mm cannot be"), (200.0, 5000.0, "10000 mm cannot be")],
)
def test_a_plate_that_the_sheet_does_not_fit_is_refused(half_ml_mm, half_ap_mm, said):
    """In one line."""
    with pytest.raises(CalibrationError, match=said):
        Plan(board_id="E3000001", half_ml_mm=half_ml_mm, half_ap_mm=half_ap_mm)


def test_a_hole_in_the_samples_is_no_stillness():
    """Two halves of a second before and after a hole are not one window."""
    hands = Hands()
    hands.wait(1.5)
    hands.t_us += 1_000_000
    hands.wait(1.2)
    assert hands.doing.stage == "taring"
    hands.wait(1.0)
    assert hands.doing.stage == "placing"


def test_no_board_is_said_to_be_better_than_half_a_millimetre():
    """A figure of 0.0 mm is one of the marks, not of the plate."""
    from steadyquest.session.calibration_words import believable

    assert [believable(mm) for mm in (0.0, 0.49, 0.5, 1.26)] == ["under 0.5 mm"] * 2 + ["0.5 mm", "1.3 mm"]


def test_every_stage_and_hint_has_its_words():
    """No code is shown to anybody."""
    from steadyquest.session.calibration_words import hint_words, stage_words

    for stage in ("warming", "taring", "weighing", "placing", "clearing", "done"):
        assert stage_words(stage, mark=3, restarted=False)
    hints = ("elsewhere", "lighter", "steady", "disturbed", "take_off", "too_much", "moving", "faulty", "saturated")
    assert all(hint_words(hint, mark=3, near=4, load_kg=-2.0) for hint in (*hints, "settling"))
    other = OtherWeight(5.0, 10.0, first=False)
    assert "feels 5.0 kg" in hint_words("other_weight", mark=3, near=3, load_kg=5.0, other=other)
    assert hint_words("", mark=None, near=None, load_kg=0.0) == ""


def test_one_more_zero_in_between_keeps_the_marks():
    """Asked for by a person: everything off, two still seconds, on with the same mark."""
    hands = Hands().ready()
    for number in (1, 2):
        hands.lift().wait(0.6).lay(number).wait(4.0)
    hands.doing.zero_again()
    hands.wait(1.0)
    assert (hands.doing.stage, hands.doing.hint) == ("taring", "take_off")
    assert "restarted" not in hands.doing.words
    hands.lift().wait(3.0)
    assert (hands.doing.mark, sorted(hands.doing.taken)) == (3, [1, 2])
    assert len(hands.doing.material().zeros) == 2
    assert codes(hands.all_marks().finish()) == []
