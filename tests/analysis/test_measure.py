"""Measures of a whole recording: spans, real people, and the table of definitions."""

from __future__ import annotations

import contextlib
import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.analysis.cop import MIN_LOAD_N
from steadyquest.analysis.definitions import quiet
from steadyquest.analysis.measure import measure, measure_samples, measured, span
from steadyquest.errors import SignalError
from steadyquest.signal.calibration import counts_at, nominal

KEYS = (
    "duration_s",
    "rate_hz",
    "filter_hz",
    "n",
    "sway_path_mm",
    "mean_velocity_mm_s",
    "mean_velocity_ml_mm_s",
    "mean_velocity_ap_mm_s",
    "ellipse_area_95_mm2",
    "rms_ml_mm",
    "rms_ap_mm",
    "range_ml_mm",
    "range_ap_mm",
    "mean_distance_mm",
    "sway_area_rate_mm2_s",
    "rotational_frequency_hz",
    "median_frequency_ml_hz",
    "median_frequency_ap_hz",
    "power_frequency_95_ml_hz",
    "power_frequency_95_ap_hz",
    "sample_entropy_ml",
    "sample_entropy_ap",
)
SAMPLE = np.dtype(
    [("t_us", "<i8"), ("epoch", "<i4"), ("counts", "<i4", 4), ("age_us", "<i4", 4), ("fresh", "u1"), ("faulty", "u1")]
)


def _recorded(cop: np.ndarray, *, force_n: float = 700.0) -> np.ndarray:
    calibration = nominal("test")
    rows = np.zeros(len(cop), SAMPLE)
    rows["t_us"] = 1_000_000 + np.arange(len(cop)) * 10_000
    rows["counts"] = [counts_at(calibration, force_n=force_n, cop_ml_mm=x, cop_ap_mm=y) for x, y in cop]
    return rows


def test_measure_gives_exactly_the_promised_keys(circle):
    """The keys are a contract with scripts; each has its definition, and all are plain numbers."""
    figures = measure(*circle())
    assert tuple(figures) == KEYS == tuple(quiet())
    assert json.loads(json.dumps(figures)) == figures
    assert (figures["n"], figures["rate_hz"], figures["filter_hz"]) == (2000, 100.0, 10.0)
    assert figures["duration_s"] == pytest.approx(19.99)


def test_what_cannot_be_had_is_none_with_its_reason():
    """Ten seconds have no frequency, a wave without a low-pass no entropy; all else is there."""
    t = np.arange(1000) / 100
    wave = np.column_stack((np.sin(t), np.cos(2 * t)))
    short, bare = measured(t, wave), measured(np.arange(3000) / 100, np.tile(wave, (3, 1)), filter_hz=0)
    assert {key for key, value in short.values.items() if value is None} == set(KEYS[16:20])
    assert {key for key, value in bare.values.items() if value is None} == set(KEYS[20:])
    for found in (short, bare):
        assert set(found.why_not) == {key for key, value in found.values.items() if value is None}
    assert "at least 20 s" in short.why_not["median_frequency_ap_hz"]
    assert "low-pass of at most 12.5 Hz" in bare.why_not["sample_entropy_ml"]


def test_a_real_recording_has_every_measure(read_bds):
    """Sixty seconds of a standing adult: no measure is missing, and all are above nothing."""
    found = measured(*read_bds("BDS00013"))
    assert not found.why_not
    assert all(value is not None and math.isfinite(value) and value > 0 for value in found.values.values())


def test_the_filter_may_be_switched_off_both_ways(circle):
    """0 and None are the same, and reported as 0."""
    assert measure(*circle(), filter_hz=None) == measure(*circle(), filter_hz=0)
    assert measure(*circle(), filter_hz=0)["filter_hz"] == 0.0


def test_a_circle_keeps_its_closed_forms_all_the_way(circle):
    """Nothing between the file and the figure costs a digit."""
    figures = measure(*circle(radius_mm=12.0, hz=0.25, rate_hz=80.0), filter_hz=0)
    assert figures["mean_distance_mm"] == pytest.approx(12.0, rel=1e-12)
    assert figures["mean_velocity_mm_s"] == pytest.approx(2 * 12 * 80 * math.sin(math.pi * 0.25 / 80), rel=1e-12)
    assert figures["sway_area_rate_mm2_s"] == pytest.approx(72 * 80 * math.sin(2 * math.pi * 0.25 / 80), rel=1e-12)


def test_real_recordings_give_the_published_figures(bds, read_bds):
    """All 24 trials: area as published; velocity after changing N/fs into (N − 1)/fs."""
    published = json.loads((bds / "published.json").read_text())
    assert len(published) == 24
    for trial in published:
        figures = measure(*read_bds(trial["Trial"]), filter_hz=0)
        n = figures["n"]
        assert figures["ellipse_area_95_mm2"] == pytest.approx(float(trial["COParea"]) * 100, rel=1e-9)
        assert figures["mean_velocity_mm_s"] == pytest.approx(float(trial["COPvelo"]) * 10 * n / (n - 1), rel=1e-9)


def test_real_recordings_are_changed_little_by_the_filter(read_bds):
    """They are low-passed at 10 Hz already: a second time takes less than a tenth of the velocity."""
    plain, filtered = (measure(*read_bds("BDS00013"), filter_hz=hz) for hz in (0, 10))
    assert 0.9 < filtered["mean_velocity_mm_s"] / plain["mean_velocity_mm_s"] < 1.0


def test_a_span_counts_from_the_first_sample():
    """start_s = 10 in a file that begins at 1000 s is 1010 s."""
    t = 1000 + np.arange(6000) / 100
    inside = span(t, start_s=10, seconds=20)
    assert (t[inside][0], t[inside][-1], inside.sum()) == pytest.approx((1010.0, 1029.99, 2000))


@pytest.mark.parametrize("jitter_s", [0.0, 0.002])
def test_a_span_holds_the_same_samples_whatever_the_rounding(jitter_s):
    """Edges lie between samples: 10 s at 100 Hz are 1000 samples, always."""
    rng = np.random.default_rng(5)
    for start in np.arange(0, 40, 0.37).round(2):
        t = 0.01 + np.arange(6000) * 0.01 + rng.uniform(-jitter_s, jitter_s, 6000)
        t[0] = 0.01
        assert span(t, start_s=float(start), seconds=10).sum() == 1000


def test_the_whole_recording_may_be_named_as_a_span():
    """6000 samples at 100 Hz are 60 s, though the last stamp is at 59.99 s."""
    t = np.arange(6000) / 100
    assert span(t, seconds=60).all()
    assert span(t, start_s=59.0).sum() == 100


@pytest.mark.parametrize(
    ("start_s", "seconds"),
    [(-1, 10), (0, 0), (0, -5), (60, 1), (55, 10), (float("nan"), 10), (0, float("nan")), (0, float("inf")), (1e9, 1)],
)
def test_a_span_outside_the_recording_is_refused(start_s, seconds):
    """The line says how long the recording is."""
    with pytest.raises(SignalError, match=r"the recording lasts 59\.99 s"):
        span(np.arange(6000) / 100, start_s=start_s, seconds=seconds)


def test_a_gap_outside_the_span_does_not_matter(circle):
    """The clean part that a refusal names can be measured, typed in as it was printed."""
    t, cop = circle(turns=30)
    keep = np.r_[0:2000, 2100:6000]
    with pytest.raises(SignalError, match=r"starts at 21\.000 s and lasts 38\.990 s"):
        measure(t[keep] + 5, cop[keep])
    assert measure(t[keep] + 5, cop[keep], start_s=21.0, seconds=38.99)["n"] == 3899


def test_what_never_moves_is_not_measured():
    """A frozen board or a keyboard at rest has no sway: no figure is made up."""
    t = np.arange(1000) / 100
    with pytest.raises(SignalError, match="never moves"):
        measure(t, np.full((1000, 2), 3.3))


def test_one_still_axis_is_measured():
    """Sway along one line alone has no area, but a path."""
    t = np.arange(1000) / 100
    figures = measure(t, np.column_stack((np.sin(t), np.zeros(1000))), filter_hz=0)
    assert figures["rms_ap_mm"] == 0.0
    assert figures["ellipse_area_95_mm2"] == pytest.approx(0.0, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(
    n=st.integers(0, 2600),
    rate_hz=st.sampled_from([20.0, 50.0, 80.0, 100.0, 333.0]),
    size=st.sampled_from([1e-9, 1.0, 1e5]),
    spoiled=st.sampled_from([None, np.nan, np.inf, 0.0, 1e300]),
    seed=st.integers(0, 99),
)
def test_whatever_comes_is_refused_or_every_figure_is_finite_or_none(n, rate_hz, size, spoiled, seed):
    """Never a NaN, never an infinity, and a reason for all that is missing."""
    rng = np.random.default_rng(seed)
    cop = size * rng.normal(size=(n, 2)).cumsum(axis=0)
    if spoiled is not None and n:
        cop[int(rng.integers(n)) :, int(rng.integers(2))] = spoiled
    with contextlib.suppress(SignalError):
        found = measured(np.arange(n) / rate_hz, cop)
        assert all(value is None or math.isfinite(value) for value in found.values.values())
        assert set(found.why_not) == {key for key, value in found.values.items() if value is None}


def test_recorded_counts_measure_as_their_file_does(read_bds):
    """The way through the board's whole counts costs only their rounding."""
    t, cop = read_bds("BDS00014")
    straight = measure(t, cop, start_s=5, seconds=40)
    recorded = measure_samples(_recorded(cop), *_calibration(), start_s=5, seconds=40)
    assert recorded["n"] == straight["n"] == 4000
    for key, figure in straight.items():
        # Entropy counts pairs at the edge of its tolerance: rounding moves some over it.
        assert recorded[key] == pytest.approx(figure, rel=2e-2 if "entropy" in key else 2e-3), key


def test_the_empty_plate_before_and_after_is_left_away(circle):
    """Samples without a person at either end do not enter; a hole in the middle is a gap."""
    _, cop = circle(turns=20)
    whole = np.concatenate((_recorded(np.zeros((500, 2)), force_n=0.0), _recorded(cop)))
    whole["t_us"] = np.arange(len(whole)) * 10_000
    assert measure_samples(whole, *_calibration())["n"] == len(cop)
    whole["counts"][2000:2050] = 0
    with pytest.raises(SignalError, match=r"gap of 0\.51 s at 19\.99 s"):
        measure_samples(whole, *_calibration())


def test_the_feet_of_a_sitting_person_are_measured_from_less_load(circle):
    """Three kilograms are nobody who stands, and enough when one says so, for all samples or for each."""
    _, cop = circle(turns=20)
    light = _recorded(cop, force_n=3 * 9.80665)
    with pytest.raises(SignalError, match="nobody was on the plate"):
        measure_samples(light, *_calibration())
    assert measure_samples(light, *_calibration(), least_kg=2.0)["n"] == len(cop)
    later = np.where(np.arange(len(cop)) < 300, 5.0, 2.0)
    assert measure_samples(light, *_calibration(), least_kg=later)["n"] == len(cop) - 300


def test_an_empty_plate_alone_is_refused():
    """Nobody stood there."""
    with pytest.raises(SignalError, match="nobody was on the plate"):
        measure_samples(_recorded(np.zeros((500, 2)), force_n=0.5 * MIN_LOAD_N), *_calibration())


def _calibration() -> tuple[object, object]:
    calibration = nominal("test")
    return calibration.matrix, calibration.tare


def test_the_research_panel_is_there_only_when_asked_for():
    """Stabilogram diffusion stands beside the measures of a long enough recording; short of that it says why not."""
    from steadyquest.analysis.diffusion import stabilogram_diffusion
    from steadyquest.analysis.measure import DIFFUSION, measured
    from steadyquest.analysis.prepare import prepare

    rng = np.random.default_rng(3)
    t = np.arange(6000) / 100
    cop = np.cumsum(rng.normal(size=(6000, 2)), axis=0) * 0.1
    assert not set(DIFFUSION) & set(measured(t, cop).values)
    found = measured(t, cop, research=True)
    alone = stabilogram_diffusion(prepare(t, cop).cop_mm, rate_hz=100.0)
    assert tuple(found.values[key] for key in DIFFUSION) == pytest.approx(tuple(alone))
    short = measured(t[:400], cop[:400], research=True)
    assert {short.values[key] for key in DIFFUSION} == {None}
    assert all(short.why_not[key] for key in DIFFUSION)
