"""What a play asked of the body."""

from __future__ import annotations

import math

import pytest

from steadyquest.conventions import Lean
from steadyquest.grade.lean_log import LeanLog


def logged(place, *, seconds=10.0, hz=100):
    log = LeanLog()
    for n in range(round(seconds * hz) + 1):
        x, y = place(n / hz)
        log.feed(Lean(round(n * 1e6 / hz), x, y, 0.0, 0.0, 70.0, True))
    return log


def test_a_steady_pace_has_that_speed_and_that_way():
    """0.2 reach a second for ten seconds."""
    log = logged(lambda t: (0.0, 0.2 * t))
    assert (log.speed, log.speed_95, log.path) == pytest.approx((0.2, 0.2, 2.0))
    assert (log.left, log.right) == (0.0, 0.0)


def test_work_is_how_far_out_for_how_long_on_each_side():
    """Half the time 0.4 to the left, half 0.2 to the right."""
    log = logged(lambda t: (-0.4, 0.0) if t < 5 else (0.2, 0.0))
    assert (log.left, log.right) == pytest.approx((2.0, 1.0), abs=0.05)


def test_little_of_a_quick_trembling_is_taken_for_a_way():
    """A hundredth of the reach to and fro at 25 Hz would be ten reach units in ten seconds, seen at every sample."""
    assert logged(lambda t: (0.01 * math.cos(math.tau * 25 * t), 0.0)).path < 2.5


def test_what_lies_before_and_after_a_pause_is_no_way():
    """A second without samples: whoever came back elsewhere did not lean there."""
    log = LeanLog()
    for t_us, x in ((0, 0.0), (100_000, 0.0), (1_200_000, 0.9), (1_300_000, 0.9)):
        log.feed(Lean(t_us, x, 0.0, 0.0, 0.0, 70.0, True))
    assert log.path == 0.0
    assert log.right == pytest.approx(0.09)


def test_nothing_played_is_nothing_asked():
    """No division by nought."""
    assert (LeanLog().speed, LeanLog().speed_95, LeanLog().path) == (0.0, 0.0, 0.0)
