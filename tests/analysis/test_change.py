"""The band inside which nothing is called a change: published, own, or none."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.analysis.change import PUBLISHED, change_band, repeatability
from steadyquest.errors import SignalError

VELOCITY, AREA = "mean_velocity_mm_s", "ellipse_area_95_mm2"


def test_the_published_bands_are_those_of_the_table(bds):
    """MDC95 of a single trial: per cent of the mean, and in mm/s and mm²."""
    rows = json.loads((bds.parent / "norms_bds_pds.json").read_text())["repeatability_single_60s_trial"]
    names, factors = {VELOCITY: "COPvelo", AREA: "COParea"}, {VELOCITY: 10, AREA: 100}
    assert len(PUBLISHED) == len(rows) == 16
    for (key, group, eyes, surface), found in PUBLISHED.items():
        row = rows[f"{f'{group}|{eyes}|{surface}'.title()}|{names[key]}"]
        assert found.percent == pytest.approx(row["MDC95_pct_of_mean"], abs=0.06)
        assert found.absolute == pytest.approx(factors[key] * row["MDC95"], rel=2e-3)


@pytest.mark.parametrize(
    ("values", "outside"), [([10.0], None), ([10.0, 13.4], False), ([10.0, 13.6], True), ([10.0, 20.0, 6.6], False)]
)
def test_up_to_three_sessions_the_published_band_is_about_the_first(values, outside):
    """35.1 % of 10 mm/s are 3.51; a single session has nothing to differ from."""
    band = change_band(values, key=VELOCITY, group="young")
    assert (band.source, band.baseline, band.is_outside) == ("published", 10.0, outside)
    assert (band.low, band.high) == pytest.approx((6.49, 13.51))


def test_a_small_value_has_no_smaller_band_than_was_measured():
    """Of 5 mm/s 35 % would be 1.8; single trials of young adults differ by 3.1."""
    assert change_band([5.0, 7.9], key=VELOCITY, group="young").mdc95 == pytest.approx(3.09)


def test_from_the_fourth_session_the_band_is_the_players_own():
    """Two degrees of freedom: t = 4.303, SEM of 9, 10, 11 is 1; the newest does not widen its own band."""
    for group in (None, "young", "old"):
        band = change_band([9.0, 10.0, 11.0, 16.0], key=VELOCITY, group=group)
        assert (band.source, band.baseline, band.is_outside) == ("own", 10.0, False)
        assert band.mdc95 == pytest.approx(4.303 * np.sqrt(2), rel=1e-3)
    assert change_band([9.0, 10.0, 11.0, 17.0], key=VELOCITY, group=None).is_outside


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_child_without_four_sessions_has_no_band_and_no_claim(n):
    """However much the values differ."""
    band = change_band([10.0, 30.0, 90.0][:n], key=VELOCITY, group=None)
    assert (band.source, band.mdc95, band.low, band.high, band.is_outside) == ("none", None, None, None, None)
    assert "children" in band.why_not


@pytest.mark.parametrize(
    "options", [{"stance": "narrow"}, {"duration_s": 30.0}, {"surface": "sand"}, {"key": "rms_ml_mm"}]
)
def test_an_adult_who_stood_otherwise_has_no_published_band(options):
    """It was found for 60 s with the feet as one likes."""
    band = change_band([10.0, 30.0], **{"key": VELOCITY, "group": "old", **options})
    assert band.source == "none"
    assert "no band is published for this condition" in band.why_not


def test_sides_are_pooled_and_what_is_missing_is_left_out():
    """Within-column squares over within-column degrees of freedom."""
    found = repeatability([[1.0, 10.0], [3.0, np.nan], [np.nan, 14.0], [2.0, 12.0]])
    assert found.df == 4
    assert found.sem == pytest.approx(np.sqrt((1 + 1 + 0 + 4 + 4 + 0) / 4))


@pytest.mark.parametrize("values", [[[1.0], [2.0]], [[1.0, np.nan], [np.nan, 2.0], [np.nan, np.nan]]])
def test_too_few_values_have_no_repeatability(values):
    """Two sessions, or none with two values."""
    assert repeatability(values) is None


def test_of_many_who_do_not_change_hardly_any_is_outside():
    """Five in a hundred at most: the baseline is a mean of three, so that the band rather is too wide."""
    rng = np.random.default_rng(1)
    tried = rng.normal(10.0, 1.0, (2000, 8))
    outside = [change_band(list(values), key=VELOCITY, group=None).is_outside for values in tried]
    assert np.mean(outside) < 0.05


@settings(max_examples=50, deadline=None)
@given(values=st.lists(st.floats(0.1, 1e4), min_size=4, max_size=12), scale=st.floats(0.01, 100))
def test_the_verdict_does_not_depend_on_the_unit(values, scale):
    """Values in another unit have the same band, in that unit."""
    one, other = (change_band([k * v for v in values], key=VELOCITY, group=None) for k in (1.0, scale))
    assert other.mdc95 == pytest.approx(scale * one.mdc95, rel=1e-6, abs=1e-6 * scale)


@pytest.mark.parametrize("values", [[], [1.0, float("nan")]])
def test_no_values_are_refused(values):
    """Nothing is compared with nothing."""
    with pytest.raises(SignalError, match="values that are numbers"):
        change_band(values, key=VELOCITY, group=None)
