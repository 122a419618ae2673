"""Where the power of sway lies: median and 95 % power frequency from Welch's spectrum.

Functions take `cop_mm`, an (n, 2) array in mm, ML then AP, on a uniform grid (what `analysis.prepare` gives).

* Prieto TE et al. (1996), as in `sway`: the two frequencies, and the band they are looked for in.
* Welch PD (1967). The use of fast Fourier transform for the estimation of power spectra. IEEE Transactions on Audio
  and Electroacoustics 15:70.
* Quijoux F et al. (2021). A review of center of pressure (COP) variables to quantify standing balance in elderly
  people: algorithms and open-access code. Physiological Reports 9(22), e15067: segments, window and padding.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from steadyquest.analysis.sway import Pair
from steadyquest.errors import SignalError
from steadyquest.words import tr

FloatArray = NDArray[np.float64]

LEAST_S = 20.0
SEGMENT_S = 10.0
OVERLAP = 0.5
BAND_HZ = (0.15, 5.0)
MEDIAN, NEARLY_ALL = 0.5, 0.95


class Spectrum(NamedTuple):
    """Power spectral density."""

    hz: FloatArray
    """(k,)"""
    power_mm2_hz: FloatArray
    """(k, 2), ML then AP, in mm²/Hz."""


def power_spectrum(cop_mm: FloatArray, *, rate_hz: float) -> Spectrum:
    """Welch's estimate from 0.15 to 5 Hz: Hann segments of 10 s, half overlapping, each without its straight trend.

    Segments are padded with zeros to the length of the recording (nfft = N), which draws the spectrum finer and adds
    nothing: what 10 s can tell apart is 0.1 Hz.

    Parameters
    ----------
    cop_mm : (n, 2) millimetres
    rate_hz : samples a second

    Raises
    ------
    SignalError
        Less than 20 s, or a rate that cannot carry 5 Hz.

    Examples
    --------
    >>> t = np.arange(3000) / 100
    >>> wave = np.column_stack((np.sin(2 * np.pi * t), np.sin(4 * np.pi * t)))
    >>> found = power_spectrum(wave, rate_hz=100.0)
    >>> [round(float(hz), 2) for hz in found.hz[found.power_mm2_hz.argmax(axis=0)]]
    [1.0, 2.0]
    """
    n = len(cop_mm)
    if n < round(LEAST_S * rate_hz):
        raise SignalError(
            tr("a spectrum needs at least {least:.0f} s, and there are {seconds:.1f} s").format(
                least=LEAST_S, seconds=n / rate_hz
            )
        )
    if rate_hz < 2 * BAND_HZ[1]:
        raise SignalError(tr("{rate:g} samples a second cannot carry 5 Hz").format(rate=rate_hz))
    hz, power = welch(cop_mm, rate_hz=rate_hz, segment=round(SEGMENT_S * rate_hz))
    inside = (hz >= BAND_HZ[0]) & (hz <= BAND_HZ[1])
    return Spectrum(hz[inside], power[inside])


def welch(cop_mm: FloatArray, *, rate_hz: float, segment: int) -> Spectrum:
    """Welch's estimate of the power spectral density (Welch 1967), one-sided, from 0 to half of the rate.

    Segments overlap by half, lose their straight trend, go through a Hann window and are padded with zeros to the
    length of the recording; their periodograms are averaged. Summed over all frequencies, times the step between
    them, the density is the mean square of what went in.

    Parameters
    ----------
    cop_mm : (n, k) millimetres
    rate_hz : samples a second
    segment : samples in each segment, from 3 to n; what does not fill one more at the end is left away

    Returns
    -------
    Spectrum
        (n // 2 + 1,) Hz and (n // 2 + 1, k) mm²/Hz.

    Examples
    --------
    Half of the square of its amplitude is the power of a sine.

    >>> t = np.arange(1000) / 50
    >>> found = welch(3.0 * np.cos(2 * np.pi * t)[:, None], rate_hz=50.0, segment=500)
    >>> round(float(found.power_mm2_hz.sum() * 50.0 / 1000), 4)
    4.5
    """
    n = len(cop_mm)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(segment) / segment)
    step = segment - int(OVERLAP * segment)
    # (k, segments, segment)
    parts = np.lib.stride_tricks.sliding_window_view(np.ascontiguousarray(cop_mm.T), segment, axis=1)[:, ::step]
    waves = np.fft.rfft(straightened(parts) * window, n)
    mean = (waves.real**2 + waves.imag**2).mean(axis=1).T
    power = mean / float(rate_hz * (window @ window))
    # Each frequency stands for its negative, too; 0 and half of the rate are their own.
    power[1 : (n + 1) // 2] *= 2
    return Spectrum(np.arange(n // 2 + 1, dtype=np.float64) * (rate_hz / n), power)


def straightened(segments: FloatArray) -> FloatArray:
    """Each row less its straight line of least squares.

    >>> straightened(np.array([[1.0, 3.0, 5.0], [0.0, 3.0, 0.0]])).tolist()
    [[0.0, 0.0, 0.0], [-1.0, 2.0, -1.0]]
    """
    steps = np.arange(segments.shape[-1]) - (segments.shape[-1] - 1) / 2
    level = segments - segments.mean(axis=-1, keepdims=True)
    slopes = level @ steps / (steps @ steps)
    return np.asarray(level - slopes[..., None] * steps, dtype=np.float64)


def power_frequency_hz(spectrum: Spectrum, *, share: float) -> Pair:
    """The frequency, per axis, up to which this share of the band's power lies (Prieto 1996): its first bin.

    Raises SignalError where an axis has no power at all.

    >>> flat = Spectrum(np.arange(1.0, 11.0), np.ones((10, 2)))
    >>> power_frequency_hz(flat, share=0.5)
    Pair(ml=5.0, ap=5.0)
    """
    summed = np.cumsum(spectrum.power_mm2_hz, axis=0)
    if not (summed[-1] > 0).all():
        raise SignalError(tr("one axis never moves, so that it has no spectrum"))
    # Against rounding: half of ten ones is reached by the fifth.
    reached = summed >= share * summed[-1] * (1 - 1e-12)
    return Pair(*spectrum.hz[np.argmax(reached, axis=0)].tolist())


def median_frequency_hz(spectrum: Spectrum) -> Pair:
    """Half of the power between 0.15 and 5 Hz lies below it, per axis, in Hz (Prieto 1996: 50 % power frequency).

    >>> median_frequency_hz(Spectrum(np.array([0.5, 1.0, 2.0]), np.array([[1.0, 9.0], [8.0, 0.5], [1.0, 0.5]])))
    Pair(ml=1.0, ap=0.5)
    """
    return power_frequency_hz(spectrum, share=MEDIAN)


def power_frequency_95_hz(spectrum: Spectrum) -> Pair:
    """95 % of the power between 0.15 and 5 Hz lies below it, per axis, in Hz (Prieto 1996).

    >>> power_frequency_95_hz(Spectrum(np.array([0.5, 1.0, 2.0]), np.array([[1.0, 9.0], [8.0, 0.8], [1.0, 0.2]])))
    Pair(ml=2.0, ap=1.0)
    """
    return power_frequency_hz(spectrum, share=NEARLY_ALL)
