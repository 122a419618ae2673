"""The zero-phase low-pass: against scipy's, against long arithmetic where that one loses digits, and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from steadyquest.analysis.zero_phase import Filter, butterworth, edge_samples, low_passed
from steadyquest.errors import SignalError

LONG = np.finfo(np.longdouble).eps < 1e-18
"""Whether this machine has more digits than those of a float."""


def _walk(n: int, *, k: int = 2, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(n, k)).cumsum(axis=0)


def _response(low_pass: Filter, hz: np.ndarray, *, rate_hz: float) -> np.ndarray:
    z = np.exp(2j * np.pi * np.asarray(hz) / rate_hz)
    return low_pass.feedthrough + (low_pass.residues / (z[..., None] - low_pass.poles)).sum(axis=-1)


def _in_long_arithmetic(values: np.ndarray, *, cutoff_hz: float, rate_hz: float, order: int = 4) -> np.ndarray:
    """The definition sample by sample: poles, odd ends, forward, backward, with nineteen digits."""
    half_turn = np.longdouble("3.14159265358979323846264338327950288")
    warped = np.tan(half_turn * np.longdouble(cutoff_hz) / np.longdouble(rate_hz))
    s = np.exp(1j * half_turn * (2 * np.arange(order) + order + 1).astype(np.longdouble) / (2 * order))
    poles = (1 + warped * s) / (1 - warped * s)
    others = np.array([np.prod(np.delete(s[i] - s, i)) for i in range(order)])
    residues = 2 * warped / ((1 - warped * s) ** 2 * others)
    feedthrough, edge = np.prod(warped / (1 - warped * s)).real, edge_samples(order)
    x = values.astype(np.longdouble)
    way = np.concatenate((2 * x[0] - x[edge:0:-1], x, 2 * x[-1] - x[-2 : -edge - 2 : -1]))
    for _ in range(2):
        state, out = way[0] / (1 - poles), np.empty_like(way)
        for i, value in enumerate(way):
            out[i] = feedthrough * value + (residues * state).sum().real
            state = poles * state + value
        way = out[::-1]
    return way[edge:-edge]


@settings(max_examples=150, deadline=None)
@given(
    order=st.integers(1, 8),
    share=st.floats(0.01, 0.49),
    rate_hz=st.sampled_from([50.0, 52.3, 80.0, 100.0, 1000.0]),
    n=st.integers(28, 700),
    k=st.integers(1, 3),
)
def test_it_is_what_scipy_gives(order, share, rate_hz, n, k):
    """Any order, rate, length and number of signals: the same to twelve digits of the largest value."""
    values, cutoff_hz = _walk(n, k=k, seed=n), share * rate_hz
    expected = signal.sosfiltfilt(signal.butter(order, cutoff_hz, output="sos", fs=rate_hz), values, axis=0)
    found = low_passed(values, cutoff_hz=cutoff_hz, rate_hz=rate_hz, order=order)
    assert found == pytest.approx(expected, rel=0, abs=1e-12 * np.abs(values).max())


@pytest.mark.parametrize("n", [28, 33, 34, 35, 97, 98, 99, 6000])
def test_a_power_of_two_is_a_length_like_any_other(n):
    """One sample less or more than the doubling comes to, both ends counted in."""
    values = _walk(n)
    expected = signal.sosfiltfilt(signal.butter(4, 10.0, output="sos", fs=100.0), values, axis=0)
    assert low_passed(values, cutoff_hz=10.0, rate_hz=100.0) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("order", range(1, 9))
def test_the_poles_are_those_of_scipy(order):
    """In another order."""
    _, poles, _ = signal.butter(order, 7.3, output="zpk", fs=80.0)
    found = butterworth(order, cutoff_hz=7.3, rate_hz=80.0).poles
    assert np.sort_complex(found.round(12)) == pytest.approx(np.sort_complex(poles.round(12)), abs=1e-11)


@pytest.mark.skipif(not LONG, reason="long floats are no longer than others here")
@pytest.mark.parametrize(
    ("cutoff_hz", "rate_hz"), [(10.0, 100.0), (2.0, 100.0), (0.5, 1000.0), (0.1, 1000.0), (0.01, 1000.0), (49.9, 100.0)]
)
def test_low_cutoffs_keep_their_digits(cutoff_hz, rate_hz):
    """A ten-thousandth of the rate, where coefficients of second-order sections cancel to nine digits."""
    values = _walk(2000, k=1)
    expected = _in_long_arithmetic(values[:, 0], cutoff_hz=cutoff_hz, rate_hz=rate_hz)
    found = low_passed(values, cutoff_hz=cutoff_hz, rate_hz=rate_hz)[:, 0]
    assert float(np.abs(found - expected).max()) < 1e-12 * np.abs(values).max()


@settings(max_examples=100, deadline=None)
@given(order=st.integers(1, 8), share=st.floats(1e-4, 0.49))
def test_the_power_is_halved_at_the_cutoff(order, share):
    """One pass: |H|² is a half there, 1 at rest, and nothing is left at half of the rate."""
    low_pass = butterworth(order, cutoff_hz=100 * share, rate_hz=100.0)
    found = np.abs(_response(low_pass, np.array([0.0, 100 * share, 50.0]), rate_hz=100.0)) ** 2
    assert found == pytest.approx([1.0, 0.5, 0.0], abs=1e-11)
    assert np.abs(low_pass.poles).max() < 1


@pytest.mark.parametrize("hz", [1.0, 4.0, 7.5, 10.0, 12.0, 20.0])
def test_a_wave_keeps_its_place_and_loses_what_butterworth_says(hz):
    """Both passes leave 1 / (1 + (f / cutoff)⁸) of a sine, f and cutoff warped as tan(π·f / rate), and shift none."""
    wave = np.sin(2 * np.pi * hz * np.arange(4000) / 100)[:, None]
    left = 1 / (1 + (np.tan(np.pi * hz / 100) / np.tan(np.pi * 10 / 100)) ** 8)
    middle = slice(500, -500)
    assert low_passed(wave, cutoff_hz=10.0, rate_hz=100.0)[middle] == pytest.approx(left * wave[middle], abs=1e-12)


@pytest.mark.parametrize("share", [1e-5, 1e-4, 0.02, 0.1, 0.25, 0.49])
@pytest.mark.parametrize("n", [16, 100, 1000])
def test_what_stands_still_stays(n, share):
    """A constant is a constant, at both ends, too."""
    found = low_passed(np.full((n, 1), 321.5), cutoff_hz=1000 * share, rate_hz=1000.0)
    assert found == pytest.approx(np.full((n, 1), 321.5), rel=1e-11)


def test_a_straight_line_stays_straight():
    """Exactly in the middle, and to three hundredths of a step at the ends, where a pass begins as if it had stood."""
    line = np.arange(500.0)[:, None]
    off = np.abs(low_passed(line, cutoff_hz=10.0, rate_hz=100.0) - line)[:, 0]
    assert off[150:-150].max() < 1e-10
    assert off.max() < 0.03


def test_signals_know_nothing_of_each_other():
    """Two columns together are each of them alone."""
    values = _walk(700)
    both = low_passed(values, cutoff_hz=5.0, rate_hz=100.0)
    for axis in range(2):
        alone = low_passed(values[:, [axis]], cutoff_hz=5.0, rate_hz=100.0)
        assert both[:, [axis]] == pytest.approx(alone, abs=1e-12)


def test_what_goes_in_is_left_alone():
    """The caller's values are the caller's."""
    values = _walk(100)
    before = values.copy()
    low_passed(values, cutoff_hz=10.0, rate_hz=100.0)
    assert np.array_equal(values, before)


def test_what_cannot_be_filtered_is_refused():
    """A cutoff at half of the rate, and fewer samples than the ends need."""
    with pytest.raises(SignalError, match="more than 100 samples a second, and there are 100;"):
        low_passed(_walk(100), cutoff_hz=50.0, rate_hz=100.0)
    with pytest.raises(SignalError, match="15 samples are too few for the filter; at least 16"):
        low_passed(_walk(15), cutoff_hz=10.0, rate_hz=100.0)
    assert low_passed(_walk(16), cutoff_hz=10.0, rate_hz=100.0).shape == (16, 2)
