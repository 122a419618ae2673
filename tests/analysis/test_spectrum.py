"""Spectrum: against a periodogram summed by hand, sines of known frequency, and noise of a known one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from steadyquest.analysis import spectrum
from steadyquest.errors import SignalError


def _noise(seed: int, *, n: int = 3000) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(n, 2)) * (1.0, 2.0)


def _by_hand(values: np.ndarray, *, rate_hz: float) -> np.ndarray:
    """Welch's definition word by word: a sum of sines and cosines for every segment, without any FFT."""
    n, segment = len(values), round(10 * rate_hz)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(segment) / segment)
    turns = np.exp(-2j * np.pi * np.outer(np.arange(n // 2 + 1), np.arange(segment)) / n)
    found = []
    for start in range(0, n - segment + 1, segment // 2):
        part, t = values[start : start + segment], np.arange(segment)
        part = part - np.polyval(np.polyfit(t, part, 1), t)
        found.append(2 * np.abs(turns @ (window * part)) ** 2 / (rate_hz * (window**2).sum()))
    return np.mean(found, axis=0)


@pytest.mark.parametrize("rate_hz", [50.0, 52.0])
def test_welch_is_the_mean_of_windowed_periodograms(rate_hz):
    """Each bin within the band is what summing sines and cosines by hand gives."""
    n = round(25 * rate_hz)
    cop = _noise(1, n=n) + np.linspace(0, 30, n)[:, None]
    found = spectrum.power_spectrum(cop, rate_hz=rate_hz)
    hz = np.arange(n // 2 + 1) * rate_hz / n
    inside = (hz >= 0.15) & (hz <= 5.0)
    assert found.hz == pytest.approx(hz[inside], rel=1e-12)
    for axis in range(2):
        assert found.power_mm2_hz[:, axis] == pytest.approx(_by_hand(cop[:, axis], rate_hz=rate_hz)[inside], rel=1e-9)


@settings(max_examples=80, deadline=None)
@given(
    n=st.integers(64, 1500),
    share=st.floats(0.05, 1.0),
    rate_hz=st.sampled_from([50.0, 52.3, 80.0, 100.0]),
    seed=st.integers(0, 99),
)
def test_welch_is_what_scipy_gives(n, share, rate_hz, seed):
    """Any length and segment, even or odd: the same to twelve digits, at rest and at half of the rate as well."""
    cop, segment = _noise(seed, n=n) + np.linspace(0, 5, n)[:, None], max(3, int(share * n))
    hz, power = signal.welch(
        cop.T, fs=rate_hz, nperseg=segment, noverlap=segment // 2, nfft=n, detrend="linear", window="hann"
    )
    found = spectrum.welch(cop, rate_hz=rate_hz, segment=segment)
    assert found.hz == pytest.approx(hz, rel=1e-12)
    assert found.power_mm2_hz == pytest.approx(power.T, rel=1e-12, abs=1e-12 * power.max())


@pytest.mark.parametrize(("ml_hz", "ap_hz"), [(0.5, 2.0), (0.2, 4.5)])
def test_a_sine_has_its_median_frequency_at_its_own(ml_hz, ap_hz):
    """To the resolution of ten seconds under a Hann window."""
    t = np.arange(6000) / 100
    wave = np.column_stack((np.sin(2 * np.pi * ml_hz * t), np.sin(2 * np.pi * ap_hz * t)))
    found = spectrum.power_spectrum(wave, rate_hz=100.0)
    assert spectrum.median_frequency_hz(found) == pytest.approx((ml_hz, ap_hz), abs=0.03)
    assert spectrum.power_frequency_95_hz(found) == pytest.approx((ml_hz, ap_hz), abs=0.15)


def test_white_noise_is_spread_evenly_over_the_band():
    """Half of it lies below the middle of 0.15 to 5 Hz, 95 % below 95 % of the way."""
    found = spectrum.power_spectrum(_noise(2, n=40_000), rate_hz=50.0)
    assert spectrum.median_frequency_hz(found) == pytest.approx((2.575, 2.575), abs=0.12)
    assert spectrum.power_frequency_95_hz(found) == pytest.approx((4.7575, 4.7575), abs=0.05)


def test_two_sines_share_the_power_as_their_squares():
    """Of 3² and 1² nine tenths lie at the lower one: the median is there, the 95 % frequency is not."""
    t = np.arange(6000) / 100
    wave = 3 * np.sin(2 * np.pi * 0.5 * t) + np.sin(2 * np.pi * 3.0 * t)
    found = spectrum.power_spectrum(np.column_stack((wave, wave)), rate_hz=100.0)
    assert spectrum.median_frequency_hz(found).ml == pytest.approx(0.5, abs=0.05)
    assert spectrum.power_frequency_95_hz(found).ml == pytest.approx(3.0, abs=0.05)


@settings(max_examples=15, deadline=None)
@given(scale=st.floats(0.01, 1e3), shift=st.floats(-1e3, 1e3), seed=st.integers(0, 50))
def test_frequencies_do_not_depend_on_size_or_place(scale, shift, seed):
    """Sway of another size, standing elsewhere, turns as quickly."""
    cop = _noise(seed, n=1000).cumsum(axis=0)
    plain, other = (spectrum.power_spectrum(values, rate_hz=50.0) for values in (cop, scale * cop + shift))
    assert spectrum.median_frequency_hz(other) == spectrum.median_frequency_hz(plain)


def test_less_than_twenty_seconds_have_no_spectrum():
    """19.9 s are refused and 20 s are not."""
    with pytest.raises(SignalError, match=r"at least 20 s, and there are 19\.9 s"):
        spectrum.power_spectrum(_noise(3, n=1990), rate_hz=100.0)
    assert len(spectrum.power_spectrum(_noise(3, n=2000), rate_hz=100.0).hz)


def test_what_has_no_power_has_no_frequency():
    """A still axis is refused, not told as zero Hz."""
    cop = _noise(4)
    cop[:, 1] = 0
    with pytest.raises(SignalError, match="never moves"):
        spectrum.median_frequency_hz(spectrum.power_spectrum(cop, rate_hz=100.0))


def test_a_rate_that_cannot_carry_the_band_is_refused():
    """Eight samples a second know nothing of 5 Hz."""
    with pytest.raises(SignalError, match="cannot carry"):
        spectrum.power_spectrum(_noise(5, n=800), rate_hz=8.0)
