"""Errors of places found unseen: known offsets give exactly these, and nothing inside the band is a change."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.analysis.feel import change, feel_errors, repeatability
from steadyquest.errors import SignalError

SIDES = ["left", "left", "right", "right", "forward", "forward", "back", "back"]
T_8 = 2.306004135204166
"""97.5 % point of Student's t with 8 degrees of freedom, as tables have it."""


def test_known_offsets_come_out_exactly():
    """Each side has its own bias; across it another; all scatter is ±1 about the bias."""
    bias = {"left": -12.0, "right": 3.0, "forward": 7.0, "back": 0.0}
    along = [bias[side] + (1.0 if i % 2 else -1.0) for i, side in enumerate(SIDES)]
    found = feel_errors(SIDES, along, [2.5] * 8)
    for side, mm in bias.items():
        assert found.sides[side] == (2, pytest.approx(mm, abs=1e-12), 2.5, pytest.approx(math.sqrt(2), abs=1e-12))
    assert found.constant_mm == pytest.approx(-0.5)
    assert found.variable_mm == pytest.approx(math.sqrt(2))
    assert found.absolute_mm == pytest.approx(np.abs(along).mean())


def test_a_bias_that_differs_between_sides_is_no_scatter():
    """Both answers of a side alike: the variable error is 0, however far the sides are from one another."""
    found = feel_errors(SIDES, [-9, -9, 4, 4, 12, 12, 1, 1], [0.0] * 8)
    assert found.variable_mm == 0.0


def test_one_answer_a_side_has_no_scatter_to_tell():
    """NaN, not zero."""
    found = feel_errors(["left", "right"], [1.0, 2.0], [0.0, 0.0])
    assert math.isnan(found.variable_mm)
    assert math.isnan(found.sides["left"].variable_mm)


@pytest.mark.parametrize(("sides", "along"), [([], []), (["left"], [1.0, 2.0]), (["left"], [math.nan])])
def test_what_is_no_answer_is_refused(sides, along):
    """No answers, unequal lengths, and what is not a number."""
    with pytest.raises(SignalError):
        feel_errors(sides, along, [0.0] * len(along))


@settings(max_examples=50)
@given(st.lists(st.floats(-50, 50), min_size=2, max_size=12), st.floats(-100, 100))
def test_a_shift_moves_the_constant_error_alone(along, shift):
    """Adding the same to every answer adds it to the constant error and leaves the variable one."""
    sides, zeros = ["left"] * len(along), [0.0] * len(along)
    before, after = feel_errors(sides, along, zeros), feel_errors(sides, [a + shift for a in along], zeros)
    assert after.constant_mm == pytest.approx(before.constant_mm + shift, abs=1e-9)
    assert after.variable_mm == pytest.approx(before.variable_mm, abs=1e-6)


def test_the_band_needs_three_probes_and_is_the_formula():
    """SEM pooled over four sides, 8 degrees of freedom: MDC95 = t·√2·SEM."""
    values = np.array([[1.0, 10.0, -5.0, 0.0], [3.0, 12.0, -3.0, 2.0], [5.0, 14.0, -1.0, 4.0]])
    assert repeatability(values[:2]) is None
    found = repeatability(values)
    assert (found.sem_mm, found.df) == (2.0, 8)
    assert found.mdc95_mm == pytest.approx(T_8 * math.sqrt(2) * 2.0, rel=1e-9)


def test_with_many_probes_the_band_is_the_published_one():
    """Student's t goes to 1.96."""
    values = np.random.default_rng(3).normal(size=(4000, 2))
    found = repeatability(values)
    assert found.mdc95_mm == pytest.approx(1.96 * math.sqrt(2) * found.sem_mm, rel=1e-3)


def test_a_missing_side_costs_only_itself():
    """Probes without an answer on one side still tell the other; a side with one value tells nothing."""
    values = [[1.0, math.nan], [2.0, math.nan], [3.0, 9.0]]
    assert repeatability(values)[:2] == (1.0, 2)
    assert repeatability([[math.nan], [math.nan], [1.0]]) is None


def test_nothing_is_a_change_before_the_fourth_probe():
    """However large it looks."""
    assert change([[20.0], [20.0], [1.0]]) == (None,)


def test_a_change_is_what_lies_outside_the_band_of_the_probes_before():
    """The newest does not widen the band it is held against; inside the band it is none."""
    steady = [[9.0, 0.0], [10.0, 1.0], [11.0, 2.0]]
    large, small = change([*steady, [0.0, 2.5]])
    assert (large.is_change, large.is_nearer, large.baseline_mm) == (True, True, 10.0)
    assert (small.is_change, small.difference_mm) == (False, 1.5)
    assert change([*steady, [math.nan, 1.0]])[0] is None


def test_chance_alone_is_seldom_called_a_change():
    """Of 2000 players who never change, at most about one in twenty is told so, also with only three probes before."""
    rng = np.random.default_rng(11)
    called = sum(change(rng.normal(10.0, 3.0, size=(4, 1)))[0].is_change for _ in range(2000))
    assert called / 2000 <= 0.05
