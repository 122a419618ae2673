"""The table of simulated people."""

from __future__ import annotations

import math
import random
import statistics

import pytest

from steadyquest.errors import DeviceError
from steadyquest.simulate.people import FITTED, PEOPLE, Standing, as_individual, find_person


def test_the_people_of_the_first_release_are_there():
    """Their names are those that `--board sim:NAME` takes; only the adults' sway claims to be fitted."""
    assert list(PEOPLE) == ["steady", "older", "child", "still", "random"]
    assert PEOPLE["steady"].sway == FITTED[Standing("young", "open", "firm")]
    assert PEOPLE["older"].sway == FITTED[Standing("old", "open", "firm")]
    assert not PEOPLE["child"].fitted


def test_an_unknown_person_is_told_with_those_there_are():
    """One line, and a hint for a slip of the keys."""
    with pytest.raises(DeviceError, match=r"no simulated person stedy; .* \(did you mean steady\?\)"):
        find_person("stedy")
    with pytest.raises(DeviceError, match=r"there are: steady, older, child, still, random$"):
        find_person("")


def test_people_of_one_kind_differ_by_a_log_normal_factor_on_both_axes():
    """The logarithm of the noise spreads by 0.3; the control stays the same."""
    sway, rng = PEOPLE["steady"].sway, random.Random(1)
    crowd = [as_individual(sway, rng=rng) for _ in range(2000)]
    factors = [one.ml.noise_mm / sway.ml.noise_mm for one in crowd]
    assert statistics.stdev(math.log(factor) for factor in factors) == pytest.approx(0.3, rel=0.1)
    assert statistics.median(factors) == pytest.approx(1.0, rel=0.05)
    assert all(
        one.ap.noise_mm / sway.ap.noise_mm == pytest.approx(factor) and one.ml.kp == sway.ml.kp
        for one, factor in zip(crowd, factors, strict=True)
    )


def test_without_spread_everybody_is_the_same():
    """The check against the reference ranges needs the fitted noise itself."""
    sway = PEOPLE["older"].sway
    assert as_individual(sway, rng=random.Random(9), spread=0.0) == sway
