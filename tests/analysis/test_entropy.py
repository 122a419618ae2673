"""Sample entropy: against a naive double loop, and against what probability says of noise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.analysis.entropy import decimated, sample_entropy, sample_entropy_axes
from steadyquest.errors import SignalError


def _naive(values: list[float], *, m: int, r: float) -> float:
    """Richman and Moorman's definition word by word."""
    n, shorter, longer = len(values), 0, 0
    for i in range(n - m):
        for j in range(n - m):
            if i != j and all(abs(values[i + k] - values[j + k]) <= r for k in range(m)):
                shorter += 1
                longer += abs(values[i + m] - values[j + m]) <= r
    return -math.log(longer / shorter)


@pytest.mark.parametrize("m", [1, 2, 3])
def test_it_is_what_a_double_loop_counts(m):
    """Noise, a wandering walk and a rounded wave."""
    rng = np.random.default_rng(1)
    for values in (rng.normal(size=250), rng.normal(size=250).cumsum(), np.round(np.sin(np.arange(250) / 7), 2)):
        found = sample_entropy(values, m=m)
        assert found == pytest.approx(_naive(values.tolist(), m=m, r=0.2 * float(values.std())), rel=1e-12)


def test_normal_noise_has_the_entropy_of_two_draws_that_meet():
    """Two independent draws differ by a normal of √2σ: alike with probability erf(0.2 / 2)."""
    values = np.random.default_rng(2).normal(size=6000)
    assert sample_entropy(values) == pytest.approx(-math.log(math.erf(0.1)), rel=0.03)


def test_what_repeats_brings_no_news():
    """Ten steps over and over: whoever was alike stays alike, exactly."""
    assert sample_entropy(np.tile(np.arange(10.0), 40)) == 0.0


@settings(max_examples=20, deadline=None)
@given(scale=st.floats(0.01, 1e3), shift=st.floats(-1e3, 1e3), seed=st.integers(0, 20))
def test_it_does_not_depend_on_size_or_place(scale, shift, seed):
    """The tolerance grows with the sway. Rounding may move a pair over its edge, no more."""
    values = np.random.default_rng(seed).normal(size=300).cumsum()
    assert sample_entropy(scale * values + shift) == pytest.approx(sample_entropy(values), abs=0.01)


def test_both_axes_are_measured_at_twenty_five_hertz():
    """Of 100 Hz every fourth sample, alone, goes in."""
    cop = np.random.default_rng(4).normal(size=(4000, 2)).cumsum(axis=0)
    found = sample_entropy_axes(cop, rate_hz=100.0)
    assert found == (sample_entropy(cop[::4, 0]), sample_entropy(cop[::4, 1]))


def test_other_rates_are_read_off_between_their_samples():
    """A ramp of 80 Hz is the same ramp at 25 Hz, and as long."""
    t = np.arange(800) / 80
    at = decimated(np.column_stack((t, 2 * t)), rate_hz=80.0)
    assert at == pytest.approx(np.column_stack((np.arange(250) / 25, np.arange(250) / 12.5)))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (np.zeros(500), "never moves"),
        (np.full(500, 1e9), "never moves"),
        (np.arange(199.0), "at least 200"),
    ],
)
def test_what_has_no_entropy_is_refused(values, words):
    """Never infinity, never a zero that looks like a figure."""
    with pytest.raises(SignalError, match=words):
        sample_entropy(values)


def test_where_nothing_comes_again_there_is_no_entropy():
    """A ramp whose every value is further from all others than the tolerance."""
    with pytest.raises(SignalError, match="nothing in the recording comes again"):
        sample_entropy(np.arange(300.0), r_share=1e-3)


def test_too_slow_a_recording_is_refused():
    """Twenty samples a second cannot be put at twenty-five."""
    with pytest.raises(SignalError, match="at least 25 samples a second"):
        sample_entropy_axes(np.zeros((900, 2)), rate_hz=20.0)
