"""Reach: one unit is as far as this body goes that way."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyquest.conventions import UNIT_VECTORS, Lean
from steadyquest.errors import SignalError
from steadyquest.signal.reach import LEAST_MM, Reach, cautious, completed, uniform
from steadyquest.signal.reach_measure import FULL, ReachMeasure

LENGTH = st.floats(15, 200)
EIGHT = st.tuples(*[LENGTH] * 8)


@given(EIGHT, st.floats(-1.5, 1.5), st.floats(-1.5, 1.5))
def test_units_and_millimetres_are_inverse(mm, x, y):
    """Going to millimetres and back is the identity in every direction."""
    reach = Reach(mm)
    assert reach.to_units(*reach.to_mm(x, y)) == (pytest.approx(x, abs=1e-9), pytest.approx(y, abs=1e-9))


@given(EIGHT, st.floats(-10, 10))
def test_between_two_directions_reach_stays_between_them_and_is_smooth(mm, angle):
    """No bump beyond either neighbour, no jump, no kink."""
    reach = Reach(mm)
    below = math.floor(angle / (math.pi / 4))
    pair = sorted((mm[below % 8], mm[(below + 1) % 8]))
    assert pair[0] - 1e-9 <= reach.mm_at(angle) <= pair[1] + 1e-9
    assert reach.mm_at(angle + 1e-7) == pytest.approx(reach.mm_at(angle), abs=1e-3)


def test_each_direction_gets_its_own_length():
    """At the eight angles the length is the one given, in the order of the compass."""
    mm = tuple(float(v) for v in range(20, 100, 10))
    reach = Reach(mm)
    for length, (ux, uy) in zip(mm, UNIT_VECTORS.values(), strict=True):
        assert reach.to_mm(ux, uy) == (pytest.approx(ux * length), pytest.approx(uy * length))


def test_unmeasured_directions_are_cautious():
    """Back is half of forward, a diagonal a little less than the mean of its neighbours, and never under 15 mm."""
    reach = completed({"left": 60.0, "right": 80.0, "forward": 40.0}, kind="quick")
    right, _, forward, _, left, _, back, back_right = reach.mm
    assert (right, forward, left, back) == (80.0, 40.0, 60.0, 20.0)
    assert back_right == pytest.approx(0.9 * (80 + 20) / 2)
    assert min(completed({"left": 1.0, "right": 1.0, "forward": 1.0}, kind="quick").mm) == LEAST_MM


@pytest.mark.parametrize("mm", [(50.0,) * 7, (50.0,) * 7 + (0.0,), (50.0,) * 7 + (math.nan,)])
def test_a_reach_that_is_none_is_refused(mm):
    """Eight lengths above zero, nothing else."""
    with pytest.raises(SignalError, match="eight lengths"):
        Reach(mm)


@pytest.mark.parametrize("mm", [0.0, 14.0, 401.0, math.nan])
def test_a_given_reach_is_within_human_limits(mm):
    """`--reach` takes 15 to 400 mm."""
    with pytest.raises(SignalError, match="15 to 400"):
        uniform(mm)


def test_the_default_grows_with_height_and_is_smaller_when_seated():
    """A child gets less than an adult, a sitting person less than a standing one; of unknown height gets a child's."""
    assert cautious(height_cm=110).mm[0] < cautious(height_cm=170).mm[0]
    assert cautious(height_cm=170, stance="sit_on_plate").mm[0] < cautious(height_cm=170).mm[0]
    assert cautious().mm == cautious(height_cm=120).mm


GUESS = cautious(height_cm=140)


def lean(t_s, ml_mm, ap_mm=0.0):
    return Lean(round(t_s * 1e6), 0.0, 0.0, ml_mm, ap_mm, 70.0, True)


def go(measure, start_s, extent_mm, direction, hold_s=0.8):
    ux, uy = UNIT_VECTORS[direction]
    shape = [i / 50 for i in range(50)] + [1.0] * round(hold_s * 100) + [1 - i / 50 for i in range(51)]
    for i, part in enumerate(shape):
        measure.feed(lean(start_s + i * 0.01, 5 + ux * part * extent_mm, -3 + uy * part * extent_mm))
    return start_s + len(shape) * 0.01


def test_quick_reach_measures_left_right_forward_about_the_own_centre():
    """Three leans of 50, 70 and 60 mm about a centre at (5, −3) give those lengths."""
    measure, t = ReachMeasure("quick", centre_mm=(5.0, -3.0)), 0.0
    for direction, mm in (("left", 50.0), ("right", 70.0), ("forward", 60.0)):
        assert measure.direction == direction
        t = go(measure, t, mm, direction)
    assert measure.done
    reach = measure.reach(GUESS)
    assert (reach.mm[4], reach.mm[0], reach.mm[2]) == (pytest.approx(50), pytest.approx(70), pytest.approx(60))
    assert reach.kind == "quick"


def test_a_swing_is_not_a_lean():
    """What is not kept for half a second does not count."""
    measure = ReachMeasure("quick", centre_mm=(5.0, -3.0))
    go(measure, 0.0, 80.0, "left", hold_s=0.1)
    assert measure.extent_mm < 60.0


def wait(measure, ml_mm=0.0, *, at_s=0.0, n=1):
    """Nobody leans further than this while so many directions go by."""
    for i in range(803 * n):
        measure.feed(lean(at_s + i * 0.01, 5 + ml_mm, -3.0))


def test_who_does_not_come_is_asked_once_more_and_not_waited_for():
    """After eight seconds the next direction is asked; when no lean was seen at all, the guess is all there is."""
    measure = ReachMeasure("quick", centre_mm=(5.0, -3.0))
    wait(measure, n=3)
    assert (measure.direction, measure.asks_again, measure.number) == ("left", True, (4, 6))
    wait(measure, at_s=100.0, n=3)
    assert measure.done
    assert set(measure.unseen) == {"left", "right", "forward"}
    assert measure.reach(GUESS) is GUESS


def test_where_no_lean_was_seen_the_guess_is_used():
    """The other directions are what was measured; a small lean is one, and is 15 mm long."""
    measure = ReachMeasure("quick", centre_mm=(5.0, -3.0))
    wait(measure, -10.0)
    t = go(measure, 8.03, 70.0, "right")
    wait(measure, at_s=t, n=3)
    assert measure.done
    assert measure.unseen == ("forward",)
    reach = measure.reach(GUESS)
    assert (reach.mm[0], reach.mm[4], reach.mm[2]) == (pytest.approx(70), LEAST_MM, GUESS.mm[2])
    assert reach.kind == "quick"


def test_what_is_skipped_is_not_asked_again():
    """Whoever skips has said so."""
    measure = ReachMeasure("quick", centre_mm=(5.0, -3.0))
    for _ in range(3):
        measure.skip()
    assert measure.done


def test_full_reach_takes_the_best_of_two():
    """Sixteen leans; the better one of each direction stays."""
    measure, t = ReachMeasure("full", centre_mm=(5.0, -3.0)), 0.0
    for number, direction in enumerate(FULL):
        t = go(measure, t, 40.0 + number, direction)
    assert measure.done
    assert [round(mm) for mm in measure.reach(GUESS).mm] == list(range(48, 56))
