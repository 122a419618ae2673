"""The simulated body: stands as people stand, leans where it wishes."""

from __future__ import annotations

import math
import random
import statistics
from itertools import chain, islice

import numpy as np
import pytest

from steadyquest.conventions import GRAVITY_M_S2
from steadyquest.simulate import body as bodies
from steadyquest.simulate.body import TIRED_MOST, Axis, Body, Sway, _blocks
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
    return stand_on(Body(sway, rng=random.Random(seed), rate_hz=rate_hz), seconds=seconds, rate_hz=rate_hz)


def stand_on(body, *, seconds, rate_hz=RATE_HZ):
    return np.array([body.step(0.0, 0.0) for _ in range(round(seconds * rate_hz))])


def noiseless(sway):
    ml, ap = (axis._replace(noise_mm=0.0, tremor_mm=0.0) for axis in (sway.ml, sway.ap))
    return Sway(sway.height_m, ml, ap)


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


def simulated_at_once(axis, *, height_m, step_s, kicks, first):
    """The equations of the module's head as they stand there, one step after the other; the centre of pressure."""
    stiff, keep = GRAVITY_M_S2 / height_m, math.exp(-step_s / axis.noise_tau_s)
    late, place, speed, noise = [0.0] * round(axis.delay_s / step_s), 0.0, 0.0, first
    for kick in kicks:
        cop = late.pop(0) + noise
        late.append(axis.kp * place + axis.kd_s * speed)
        place, speed = place + step_s * speed, speed + step_s * stiff * (place - cop)
        noise = keep * noise + axis.noise_mm * math.sqrt(1 - keep**2) * kick
        yield cop


def test_the_sway_made_in_blocks_is_that_of_the_equations_step_by_step(monkeypatch):
    """A pendulum, a delay line and the noise, written down plainly and fed the same kicks, give the same path."""
    monkeypatch.setattr(bodies, "WARM_UP_S", 0.0)
    axis, n = PEOPLE["older"].sway.ap, 4000
    rng = random.Random(4)
    first = rng.gauss(0.0, axis.noise_mm)
    kicks = [math.sqrt(12) * (rng.random() - 0.5) for _ in range(n)]
    blocks = _blocks(axis, height_m=0.95, step_s=0.005, rng=random.Random(4))
    plain = list(simulated_at_once(axis, height_m=0.95, step_s=0.005, kicks=kicks, first=first))
    assert list(islice(chain.from_iterable(blocks), n)) == pytest.approx(plain, abs=1e-9)


@pytest.mark.parametrize("step_s", [0.005, 0.001])
def test_the_noise_has_its_stationary_deviation_and_time_constant_at_any_step(step_s):
    """An Ornstein-Uhlenbeck process: standard deviation as given, correlation 1/e after its time constant.

    A delay without end never answers: what is left of the sway is the noise.
    """
    axis = Axis(kp=1.3, kd_s=0.3, delay_s=400.0, noise_tau_s=0.2, noise_mm=0.8)
    noise = np.array(next(_blocks(axis, height_m=1e12, step_s=step_s, rng=random.Random(3)))[1000:])
    later = round(0.2 / step_s)
    assert noise.std() == pytest.approx(0.8, rel=0.06)
    assert np.corrcoef(noise[:-later], noise[later:])[0, 1] == pytest.approx(np.exp(-1), abs=0.06)
    assert ((noise / noise.std()) ** 4).mean() == pytest.approx(3.0, abs=0.25)


def test_the_sway_does_not_depend_on_what_is_wished_meanwhile():
    """Lean and sway add up: the same seed sways the same about another place."""
    sway = PEOPLE["steady"].sway
    here, there = Body(sway, rng=random.Random(5)), Body(sway, rng=random.Random(5))
    for _ in range(500):
        at_ease, leaning = here.step(0.0, 0.0), there.step(25.0, -10.0)
    assert np.subtract(leaning, at_ease) == pytest.approx((25.0, -10.0), abs=1e-6)


def test_a_tremor_trembles_at_its_pace_and_as_strongly_as_it_is_said_to():
    """Without other noise the centre of pressure is the tremor alone: its deviation, and the middle of its power."""
    quiet = noiseless(PEOPLE["steady"].sway)
    sway = quiet._replace(ap=quiet.ap._replace(tremor_mm=2.0), tremor_hz=3.0)
    cop_mm = stand(sway, seed=1, seconds=200)
    power = np.abs(np.fft.rfft(cop_mm[:, 1])) ** 2
    hz = np.fft.rfftfreq(len(cop_mm), 1 / RATE_HZ)
    middle = hz[np.searchsorted(power.cumsum(), power.sum() / 2)]
    assert cop_mm[:, 0].std() == 0.0
    assert cop_mm[:, 1].std() == pytest.approx(2.0, rel=0.1)
    assert middle == pytest.approx(3.0, abs=0.1)


def test_who_tires_sways_more_and_more_up_to_a_limit():
    """A quarter more each minute: after four minutes twice as much, after an hour no more than the limit."""
    sway = PEOPLE["steady"].sway
    fresh, tiring = (
        stand_on(Body(sway, rng=random.Random(6), tires_per_min=per_min), seconds=1500) for per_min in (0.0, 0.25)
    )
    minute = 60 * RATE_HZ
    ratios = [tiring[i : i + minute].std() / fresh[i : i + minute].std() for i in range(0, len(fresh), minute)]
    assert ratios[0] == pytest.approx(1.125, abs=0.06)
    assert ratios[4] == pytest.approx(2.125, abs=0.12)
    assert ratios[-1] == pytest.approx(TIRED_MOST, abs=1e-6)


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
