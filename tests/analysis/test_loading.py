"""Sideways position and the estimated share of the legs."""

from __future__ import annotations

import numpy as np
import pytest

from steadyquest.analysis.loading import loading
from steadyquest.errors import SignalError
from steadyquest.signal.mat import parse_feet, share_error

T = np.arange(3000) / 100


def _stood(middle_mm: float) -> np.ndarray:
    return np.column_stack((middle_mm + 4 * np.sin(2 * np.pi * 0.5 * T), 3 * np.cos(T)))


@pytest.mark.parametrize(("middle_mm", "share"), [(0.0, 0.5), (40.0, 0.75), (-40.0, 0.25), (200.0, 1.0)])
def test_the_share_is_where_the_weight_is_between_the_heels(middle_mm, share):
    """Heels at ± 80 mm: a quarter of their distance is a quarter of the weight; never more than all of it."""
    found = loading(T, _stood(middle_mm), feet=parse_feet("D4 D4"))
    assert found.mean_ml_mm == pytest.approx(middle_mm, abs=1e-9)
    assert found.sd_ml_mm == pytest.approx(4 / np.sqrt(2), rel=1e-3)
    assert found.right_share == pytest.approx(share, abs=1e-9)
    assert found.error == share_error(parse_feet("D4 D4"))
    assert not found.why_not


def test_a_worse_board_has_a_larger_error():
    """Six millimetres instead of two."""
    good, bad = (loading(T, _stood(0), feet=parse_feet("D4 D4"), board_mm=mm) for mm in (2.0, 6.0))
    assert bad.error > good.error


@pytest.mark.parametrize(("feet", "words"), [(None, "is not known"), (parse_feet("B4 B4"), "too little")])
def test_without_the_feet_only_the_position_is_told(feet, words):
    """Not known, or too close together: the reason is said."""
    found = loading(T, _stood(12.0), feet=feet)
    assert (found.right_share, found.error) == (None, None)
    assert words in found.why_not
    assert found.mean_ml_mm == pytest.approx(12.0, abs=1e-9)


def test_what_cannot_be_prepared_is_refused():
    """A gap is no position."""
    with pytest.raises(SignalError, match="gap"):
        loading(np.delete(T, slice(1000, 1100)), np.delete(_stood(0), slice(1000, 1100), axis=0))
