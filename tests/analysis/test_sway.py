"""Sway: closed forms, and what turning, scaling and shifting must and must not change."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from steadyquest.analysis import sway
from steadyquest.errors import SignalError

EXACT = 1e-12


def _wander(seed: int, n: int = 500) -> np.ndarray:
    steps = np.random.default_rng(seed).normal(size=(n, 2)) * (1.0, 2.0)
    walk = steps.cumsum(axis=0)
    return walk - walk.mean(axis=0)


def _turned(cop: np.ndarray, angle: float) -> np.ndarray:
    c, s = math.cos(angle), math.sin(angle)
    return cop @ np.array([[c, s], [-s, c]])


@pytest.mark.parametrize("rate_hz", [50.0, 80.0, 100.0, 1000.0])
@pytest.mark.parametrize(("radius_mm", "hz"), [(10.0, 0.5), (0.25, 1.0), (80.0, 0.25)])
def test_a_circle_has_the_measures_that_geometry_gives_it(circle, radius_mm, hz, rate_hz):
    """A sampled circle is its own chord polygon: velocity, area rate, mean distance and RMS are known exactly."""
    _, cop = circle(radius_mm=radius_mm, hz=hz, rate_hz=rate_hz)
    chord = 2 * radius_mm * rate_hz * math.sin(math.pi * hz / rate_hz)
    assert sway.mean_distance_mm(cop) == pytest.approx(radius_mm, rel=EXACT)
    assert sway.mean_velocity_mm_s(cop, rate_hz=rate_hz) == pytest.approx(chord, rel=EXACT)
    assert sway.sway_area_rate_mm2_s(cop, rate_hz=rate_hz) == pytest.approx(
        radius_mm**2 * rate_hz * math.sin(2 * math.pi * hz / rate_hz) / 2, rel=EXACT
    )
    assert sway.rms_mm(cop) == pytest.approx((radius_mm / math.sqrt(2),) * 2, rel=EXACT)
    assert sway.rotational_frequency_hz(cop, rate_hz=rate_hz) == pytest.approx(
        chord / (2 * math.pi * radius_mm), rel=EXACT
    )
    assert sway.range_mm(cop).ml == pytest.approx(2 * radius_mm, rel=1e-3)


def test_the_ellipse_of_a_circle_is_the_published_formula(circle):
    """Covariance R²·N/(2(N−1)) on both axes; the rest is F and N."""
    _, cop = circle(radius_mm=10.0)
    n = len(cop)
    variance = 100.0 * n / (2 * (n - 1))
    f = special.fdtri(2, n - 2, 0.95)
    area = math.pi * variance * f * 2 * (n - 1) * (n + 1) / (n * (n - 2))
    assert sway.ellipse_area_95_mm2(cop) == pytest.approx(area, rel=1e-11)


@pytest.mark.parametrize("slope", [0.0, 0.3, 1.0, -7.0])
def test_a_straight_ramp_has_no_area(slope):
    """A line has length and no width, whatever way it points."""
    ramp = np.linspace(-50.0, 50.0, 4001)
    line = np.column_stack((ramp, slope * ramp))
    assert sway.ellipse_area_95_mm2(line) == pytest.approx(0.0, abs=1e-8)
    assert sway.sway_area_rate_mm2_s(line, rate_hz=100.0) == pytest.approx(0.0, abs=1e-8)
    assert sway.sway_path_mm(line) == pytest.approx(100.0 * math.hypot(1.0, slope), rel=EXACT)
    assert sway.prediction_ellipse(line).angle_rad == pytest.approx(math.atan(slope), abs=1e-9)


@pytest.mark.parametrize("dof", [1, 2, 3, 10, 998, 5998, 100_000])
def test_the_closed_f_quantile_is_the_tables(dof):
    """With two degrees of freedom above, F needs no table."""
    assert sway.f_quantile_95(dof) == pytest.approx(special.fdtri(2, dof, 0.95), rel=1e-9)


def test_an_ellipse_holds_about_95_percent_of_gaussian_sway():
    """The area says what its name says."""
    cop = np.random.default_rng(3).normal(size=(20_000, 2)) * (3.0, 8.0)
    shape = sway.prediction_ellipse(cop)
    along = _turned(cop - cop.mean(axis=0), -shape.angle_rad)
    inside = (along[:, 0] / shape.semi_major_mm) ** 2 + (along[:, 1] / shape.semi_minor_mm) ** 2 <= 1
    assert inside.mean() == pytest.approx(0.95, abs=0.005)
    assert abs(shape.angle_rad) == pytest.approx(math.pi / 2, abs=0.05)
    assert shape.area_mm2 == pytest.approx(math.pi * shape.semi_major_mm * shape.semi_minor_mm)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), angle=st.floats(-math.pi, math.pi))
def test_turning_the_plate_changes_no_measure_of_size(seed, angle):
    """Path, area, mean distance, area rate and rotational frequency know no left and right."""
    cop, turned = _wander(seed), _turned(_wander(seed), angle)
    for size in (sway.sway_path_mm, sway.ellipse_area_95_mm2, sway.mean_distance_mm):
        assert size(turned) == pytest.approx(size(cop), rel=1e-9)
    for rate in (sway.sway_area_rate_mm2_s, sway.rotational_frequency_hz, sway.mean_velocity_mm_s):
        assert rate(turned, rate_hz=80.0) == pytest.approx(rate(cop, rate_hz=80.0), rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), k=st.floats(0.01, 100.0))
def test_a_larger_sway_is_larger_by_its_power(seed, k):
    """Lengths scale with k, areas with k², frequencies not at all."""
    cop = _wander(seed)
    assert sway.sway_path_mm(k * cop) == pytest.approx(k * sway.sway_path_mm(cop), rel=1e-9)
    assert sway.ellipse_area_95_mm2(k * cop) == pytest.approx(k**2 * sway.ellipse_area_95_mm2(cop), rel=1e-9)
    assert sway.rms_mm(k * cop) == pytest.approx([k * v for v in sway.rms_mm(cop)], rel=1e-9)
    assert sway.range_mm(k * cop) == pytest.approx([k * v for v in sway.range_mm(cop)], rel=1e-9)
    assert sway.rotational_frequency_hz(k * cop, rate_hz=80.0) == pytest.approx(
        sway.rotational_frequency_hz(cop, rate_hz=80.0), rel=1e-9
    )


def test_the_axes_together_are_never_shorter_than_the_path_nor_longer_than_twice():
    """Velocity lies between each axis's and their sum."""
    for seed in range(20):
        cop = _wander(seed)
        whole = sway.mean_velocity_mm_s(cop, rate_hz=100.0)
        ml, ap = sway.mean_velocity_axes_mm_s(cop, rate_hz=100.0)
        assert max(ml, ap) <= whole <= ml + ap


def test_nothing_that_moves_turns_at_no_frequency():
    """A constant has no rotational frequency, and says so."""
    with pytest.raises(SignalError, match="never moves"):
        sway.rotational_frequency_hz(np.zeros((100, 2)), rate_hz=100.0)


@pytest.mark.parametrize(
    ("call", "n"),
    [
        (sway.ellipse_area_95_mm2, 2),
        (lambda cop: sway.mean_velocity_mm_s(cop, rate_hz=100.0), 1),
        (lambda cop: sway.sway_area_rate_mm2_s(cop, rate_hz=100.0), 0),
    ],
)
def test_too_few_samples_are_refused(call, n):
    """A point has no velocity, two have no ellipse."""
    with pytest.raises(SignalError, match="at least"):
        call(np.zeros((n, 2)))
