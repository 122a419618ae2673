"""Rhythmic shift: cosines that turn at their beats, early, late and crooked."""

from __future__ import annotations

import numpy as np
import pytest

from steadyquest.analysis.shifting import rhythmic_shift
from steadyquest.errors import SignalError

T = np.arange(4100) / 100


def _shift(*, half_s: float = 2.0, far_mm: float = 40.0, late_s: float = 0.0, bow: float = 0.0, axis: int = 0):
    cop = np.zeros((len(T), 2))
    cop[:, axis] = far_mm * np.cos(np.pi * (T - late_s) / half_s)
    cop[:, 1 - axis] = bow * cop[:, axis]
    return cop


@pytest.mark.parametrize(("name", "axis"), [("ml", 0), ("ap", 1)])
@pytest.mark.parametrize("half_s", [3.0, 2.0, 1.0])
def test_a_cosine_has_the_measures_it_was_drawn_with(name, axis, half_s):
    """Twice the amplitude in each half cycle; the turns on their beats; straight."""
    beats = np.arange(half_s, 39, half_s)
    found = rhythmic_shift(T, _shift(half_s=half_s, axis=axis), axis=name, half_cycle_s=half_s, beats_s=beats)
    assert found.beats == len(beats)
    assert found.velocity_mm_s == pytest.approx(2 * 40 / half_s, rel=0.005)
    assert found.amplitude_mm == pytest.approx(40.0, rel=0.005)
    assert found.directional_control_percent == pytest.approx(100.0, abs=1e-6)
    assert (found.timing_s, found.timing_sd_s) == pytest.approx((0.0, 0.0), abs=0.011)
    assert (found.amplitude_sd_mm, found.middle_mm) == pytest.approx((0.0, 0.0), abs=0.1)


@pytest.mark.parametrize("late_s", [-0.2, 0.15, 0.3])
def test_turns_before_and_after_the_beat_are_told_with_their_sign(late_s):
    """Late is more than nothing."""
    found = rhythmic_shift(T, _shift(late_s=late_s), axis="ml", half_cycle_s=2.0, beats_s=np.arange(2, 39, 2.0))
    assert found.timing_s == pytest.approx(late_s, abs=0.015)


def test_a_bow_costs_its_share_of_control():
    """A quarter aside leaves three quarters."""
    found = rhythmic_shift(T, _shift(bow=0.25), axis="ml", half_cycle_s=2.0, beats_s=np.arange(2, 39, 2.0))
    assert found.directional_control_percent == pytest.approx(75.0, abs=1e-6)


def test_the_middle_and_unequal_turns_are_told():
    """Mean turns of 42 and −30: the middle is six to the right; turns of 40 and 44 on one side."""
    turns = np.array([40.0, -30, 44, -30] * 6)
    between = np.clip(T / 1.5 - 1, 0, 22.999)
    k = between.astype(int)
    # Round turns, as people make them: a half cosine from each to the next.
    way = turns[k] + (turns[k + 1] - turns[k]) * (1 - np.cos(np.pi * (between - k))) / 2
    cop = np.column_stack((way, 0 * T))
    found = rhythmic_shift(T, cop, axis="ml", half_cycle_s=1.5, beats_s=1.5 * np.arange(24) + 1.5)
    assert found.middle_mm == pytest.approx(6.0, abs=0.3)
    assert found.amplitude_mm == pytest.approx(36.0, abs=0.3)
    assert found.amplitude_sd_mm == pytest.approx(np.sqrt(12 * 4 / 22), rel=0.05)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"axis": "up"}, "along ml or ap"),
        ({"half_cycle_s": 0.0}, "longer than no time"),
        ({"beats_s": [2.0, 4.0, 6.0]}, "3 beats are too few"),
        ({"beats_s": [102.0, 104.0, 106.0, 108.0]}, "0 beats are too few"),
    ],
)
def test_a_question_without_sense_is_refused(options, words):
    """One plain line for each."""
    with pytest.raises(SignalError, match=words):
        rhythmic_shift(T, _shift(), **{"axis": "ml", "half_cycle_s": 2.0, "beats_s": [2.0, 4.0, 6.0, 8.0], **options})


def test_who_never_moved_has_no_shift():
    """A still axis is refused."""
    with pytest.raises(SignalError, match="nothing moved along the axis"):
        rhythmic_shift(T, np.zeros((len(T), 2)), axis="ml", half_cycle_s=2.0, beats_s=[2.0, 4.0, 6.0, 8.0])
