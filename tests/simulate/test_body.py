"""The simulated body: stands as people stand, leans where it wishes."""

from __future__ import annotations

import random
import statistics

import numpy as np
import pytest

from steadyquest.simulate.body import Axis, Body, Sway, _Pendulum
from steadyquest.simulate.people import FITTED, PEOPLE, Standing

# 5th and 95th percentile of mean velocity (cm/s) and ellipse area (cm²) over 163 adults: medians of three 60 s
# trials per person and condition, from BDSinfoCOP.txt (Santos & Duarte 2016, PeerJ 4:e2648, CC BY 4.0).
BDS = {
    Standing("young", "open", "firm"): ((0.5191, 1.5095), (0.6748, 5.9317)),
    Standing("young", "closed", "firm"): ((0.5768, 1.7514), (0.7496, 6.8125)),
    Standing("young", "open", "foam"): ((1.6593, 3.4233), (5.7401, 27.6863)),
    Standing("young", "closed", "foam"): ((1.9915, 5.4694), (6.9455, 28.5541)),
    Standing("old", "open", "firm"): ((0.6865, 2.0736), (0.8506, 5.5244)),
    Standing("old", "closed", "firm"): ((0.6222, 2.2163), (0.7926, 5.2317)),
    Standing("old", "open", "foam"): ((2.6091, 4.8411), (11.8023, 30.692)),
    Standing("old", "closed", "foam"): ((3.0362, 6.2633), (14.2743, 49.6062)),
}
RUNS, SECONDS, RATE_HZ = 20, 60, 100


def stand(sway, *, seed, seconds=SECONDS, rate_hz=RATE_HZ):
    body = Body(sway, rng=random.Random(seed), rate_hz=rate_hz)
    return np.array([body.step(0.0, 0.0) for _ in range(round(seconds * rate_hz))])


def noiseless(sway):
    return Sway(sway.height_m, sway.ml._replace(noise_mm=0.0), sway.ap._replace(noise_mm=0.0))


def velocity_and_area(cop_mm):
    """Mean velocity in cm/s and 95 % prediction ellipse in cm², after a 10 Hz low-pass without phase."""
    from scipy import signal, stats

    p = signal.filtfilt(*signal.butter(4, 10.0, fs=RATE_HZ), cop_mm - cop_mm.mean(axis=0), axis=0)
    n = len(p)
    velocity = np.hypot(*np.diff(p, axis=0).T).sum() / ((n - 1) / RATE_HZ) / 10.0
    quantile = stats.f.ppf(0.95, 2, n - 2)
    area = np.pi * np.sqrt(np.linalg.det(np.cov(p.T))) * quantile * 2 * (n - 1) * (n + 1) / (n * (n - 2)) / 100.0
    return velocity, area


@pytest.mark.slow
@pytest.mark.parametrize("standing", FITTED)
def test_each_fitted_sway_lies_within_the_reference_ranges(standing):
    """Of 20 runs of a minute at least 18, and their median, have the velocity and area of 9 in 10 adults."""
    runs = [velocity_and_area(stand(FITTED[standing], seed=seed)) for seed in range(RUNS)]
    (v_low, v_high), (a_low, a_high) = BDS[standing]
    inside = [v_low <= v <= v_high and a_low <= a <= a_high for v, a in runs]
    assert sum(inside) >= 18
    velocities, areas = zip(*runs, strict=True)
    assert v_low <= statistics.median(velocities) <= v_high
    assert a_low <= statistics.median(areas) <= a_high


def test_closed_eyes_and_foam_sway_more_than_open_and_firm():
    """The order of the conditions is the order of the recordings."""
    spreads = [
        np.mean([stand(FITTED[Standing("young", *how)], seed=seed, seconds=20).std() for seed in range(3)])
        for how in (("open", "firm"), ("open", "foam"), ("closed", "foam"))
    ]
    assert spreads == sorted(spreads)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_lean_arrives_where_it_was_wished_and_does_not_overshoot(name):
    """30 mm to the right and 20 mm back at a child's pace: there within two seconds, never a fifth too far."""
    body = Body(noiseless(PEOPLE[name].sway), rng=random.Random(1))
    path = [body.step(30.0 * min(1.0, i / 60), -20.0 * min(1.0, i / 60)) for i in range(800)]
    assert path[-1] == pytest.approx((30.0, -20.0), abs=0.01)
    assert max(abs(ml - 30.0) for ml, _ in path[200:]) < 2.0
    assert max(ml for ml, _ in path) < 36.0


def test_to_lean_one_first_presses_the_other_way():
    """An inverted pendulum falls to the side that is not pressed."""
    body = Body(noiseless(PEOPLE["steady"].sway), rng=random.Random(1))
    first = [body.step(30.0 * min(1.0, i / 60), 0.0)[0] for i in range(20)]
    assert min(first) < -1.0


@pytest.mark.parametrize("step_s", [0.005, 0.001])
def test_the_noise_has_its_stationary_deviation_and_time_constant_at_any_step(step_s):
    """An Ornstein-Uhlenbeck process: standard deviation as given, correlation 1/e after its time constant."""
    axis = Axis(kp=1.3, kd_s=0.3, delay_s=0.18, noise_tau_s=0.2, noise_mm=0.8)
    pendulum = _Pendulum(axis, height_m=0.95, steps=1, step_s=step_s, rng=random.Random(3))
    noise = np.array([pendulum.step(0.0) and pendulum._moving[-1] for _ in range(round(400 / step_s))])
    later = round(0.2 / step_s)
    assert noise.std() == pytest.approx(0.8, rel=0.06)
    assert np.corrcoef(noise[:-later], noise[later:])[0, 1] == pytest.approx(np.exp(-1), abs=0.06)


def test_the_same_seed_is_the_same_minute_and_another_is_another():
    """Chance comes from the generator that was passed in, and from nowhere else."""
    sway = PEOPLE["steady"].sway
    assert np.array_equal(stand(sway, seed=5, seconds=2), stand(sway, seed=5, seconds=2))
    assert not np.array_equal(stand(sway, seed=5, seconds=2), stand(sway, seed=6, seconds=2))


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("rate_hz", [50.0, 80.0, 100.0, 128.0])
def test_nobody_falls(name, rate_hz):
    """A minute of standing stay within a few centimetres, at any rate of the board."""
    assert np.abs(stand(PEOPLE[name].sway, seed=2, seconds=60, rate_hz=rate_hz)).max() < 60.0
