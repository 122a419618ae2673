"""The cursor's filter: still at rest, quick when moving."""

import math
from itertools import pairwise
from random import Random

import pytest

from steadyquest.signal.one_euro import STEADINESS, OneEuro, OneEuroSpec

DT_US = 12_500


def run(points, spec=OneEuroSpec()):
    cursor = OneEuro(spec)
    return [cursor.step(i * DT_US, x, 0.0)[0] for i, x in enumerate(points)]


def test_the_first_steps_by_hand():
    """Two steps computed by the paper's formulas, at 80 Hz, from 0 to 10 mm."""
    dt = 0.0125
    a_speed = 1 / (1 + 1 / (2 * math.pi * 1.0 * dt))
    speed = a_speed * (10.0 - 0.0) / dt
    cutoff = 1.5 + 0.02 * speed
    first = 10.0 / (1 + 1 / (2 * math.pi * cutoff * dt))
    speed += a_speed * ((10.0 - first) / dt - speed)
    cutoff = 1.5 + 0.02 * speed
    second = first + (10.0 - first) / (1 + 1 / (2 * math.pi * cutoff * dt))
    assert run([0.0, 10.0, 10.0])[1:] == [pytest.approx(first, abs=1e-12), pytest.approx(second, abs=1e-12)]


def test_a_step_of_50_mm_is_followed_within_40_ms():
    """At 80 Hz nine tenths of the way are done after three samples (38 ms in the design's measurement)."""
    path = run([0.0] * 40 + [50.0] * 20)
    assert path[40 + 3] >= 45.0


def test_noise_at_rest_is_smoothed():
    """Half a millimetre of noise comes out at about a quarter of that."""
    rng = Random(3)
    path = run([rng.gauss(0, 0.5) for _ in range(4000)])
    rms = math.sqrt(sum(x * x for x in path[200:]) / len(path[200:]))
    assert 0.05 < rms < 0.2


def test_calm_is_calmer_and_lively_livelier():
    """The three settings are in the order of their names."""
    rng = Random(5)
    noise = [rng.gauss(0, 0.5) for _ in range(2000)]
    jitter = {
        name: sum(abs(b - a) for a, b in pairwise(p)) for name in STEADINESS for p in [run(noise, STEADINESS[name])]
    }
    assert jitter["calm"] < jitter["normal"] < jitter["lively"]


def test_a_time_of_zero_is_a_time_and_time_that_stands_still_changes_nothing():
    """The first sample may be at 0; a repeated or backward stamp leaves the point as it is."""
    cursor = OneEuro(OneEuroSpec())
    assert cursor.step(0, 1.0, 2.0) == (1.0, 2.0)
    moved = cursor.step(10_000, 5.0, 2.0)
    assert 1.0 < moved[0] < 5.0
    assert cursor.step(10_000, 99.0, 99.0) == cursor.step(5_000, 99.0, 99.0) == moved


def test_reset_forgets():
    """After a hole the next point passes as it is."""
    cursor = OneEuro(OneEuroSpec())
    cursor.step(0, 0.0, 0.0)
    cursor.reset()
    assert cursor.step(10_000, 30.0, -4.0) == (30.0, -4.0)
