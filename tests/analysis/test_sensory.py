"""The sensory test: means, composite and ratios, and what is missing."""

from __future__ import annotations

from statistics import fmean

import pytest

from steadyquest.analysis.sensory import CONDITIONS, romberg_ratio, sensory
from steadyquest.errors import SignalError

FULL = {
    ("open", "firm"): [8.0, 9.0, 10.0],
    ("closed", "firm"): [11.0, 12.0, 13.0],
    ("open", "foam"): [20.0, 21.0, 22.0],
    ("closed", "foam"): [30.0, 33.0, 36.0],
}


def test_the_composite_is_the_mean_of_all_twelve_trials():
    """Not of anything else: twelve figures added up and divided."""
    found = sensory(FULL)
    assert found.composite == pytest.approx(fmean(v for values in FULL.values() for v in values), rel=1e-12)
    assert found.means == {condition: fmean(values) for condition, values in FULL.items()}
    assert tuple(found.means) == CONDITIONS
    assert (found.romberg_firm, found.romberg_foam) == pytest.approx((12 / 9, 33 / 21), rel=1e-12)


@pytest.mark.parametrize("without", CONDITIONS)
def test_a_missing_condition_leaves_the_others_and_no_composite(without):
    """A mean of the rest would not be the same measure."""
    found = sensory({condition: values for condition, values in FULL.items() if condition != without})
    assert found.composite is None
    assert "all four conditions" in found.why_not
    assert without not in found.means
    assert (found.romberg_firm is None) == (without[1] == "firm")
    assert (found.romberg_foam is None) == (without[1] == "foam")


def test_unequal_numbers_of_trials_have_no_composite():
    """Two of one and three of the others."""
    found = sensory({**FULL, ("closed", "foam"): [30.0, 33.0]})
    assert found.composite is None
    assert found.trials[("closed", "foam")] == 2


@pytest.mark.parametrize("bad", [0.0, -1.0, float("nan"), float("inf")])
def test_a_velocity_that_is_none_is_refused(bad):
    """No mean is taken of it."""
    with pytest.raises(SignalError, match="above zero"):
        sensory({("open", "firm"): [bad]})
    with pytest.raises(SignalError, match="above zero"):
        romberg_ratio(10.0, bad)


def test_an_unknown_condition_is_refused():
    """Eyes shut on ice."""
    with pytest.raises(SignalError, match="no condition of the sensory test"):
        sensory({("closed", "ice"): [1.0]})
