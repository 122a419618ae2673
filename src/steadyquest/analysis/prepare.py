"""Preparation: ragged, real timestamps become a clean recording on a uniform grid.

Owns the order of the steps (uniform grid → mean subtracted → zero-phase low-pass) and all that is refused. Reports
filter with zero phase; the cursor's filter is online and lives elsewhere; they never mix.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from steadyquest.analysis.zero_phase import low_passed
from steadyquest.errors import SignalError
from steadyquest.words import tr

FloatArray = NDArray[np.float64]

FILTER_HZ = 10.0
MAX_GAP_S = 0.1
MIN_SECONDS = 2.0
MIN_RATE_HZ = 50.0
STAMP_S = 1e-3
"""Stamps that were rounded to a millisecond are still those of a uniform recording."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A recording that can be measured."""

    cop_mm: FloatArray
    """(n, 2), ML then AP, about its own mean, low-passed."""
    mean_mm: tuple[float, float]
    """Where that mean was on the plate, ML then AP."""
    rate_hz: float
    filter_hz: float
    """0 when the filter was off."""
    duration_s: float
    """(n − 1) / rate."""
    gaps: int
    """Short holes, up to 100 ms, that a straight line bridges. Longer ones are refused."""
    flags: tuple[str, ...]
    """resampled, gaps_bridged, unfiltered, slow (under 50 samples a second)."""


def prepare(
    t_s: ArrayLike, cop_mm: ArrayLike, *, filter_hz: float | None = FILTER_HZ, rate_hz: float | None = None
) -> Prepared:
    """Put a recording on a uniform grid, subtract its mean and low-pass it with zero phase.

    Stamps that are uniform already (to the rounding of a millisecond, or one part in a million) leave the values
    as they are; others are joined by straight lines and read off at the native rate, at least 50 Hz.

    Parameters
    ----------
    t_s : (n,) seconds, increasing
    cop_mm : (n, 2) millimetres, ML then AP
    filter_hz : cutoff of a Butterworth low-pass of fourth order, run forward and backward; 0 or None is off
    rate_hz : the grid's rate, when it is known better than the stamps tell

    Returns
    -------
    Prepared

    Raises
    ------
    SignalError
        Not numbers; time that stands or runs backward; a gap of more than 100 ms (the line names the longest clean
        span); less than two seconds; a cutoff that the rate cannot carry.

    Examples
    --------
    >>> import numpy as np
    >>> t = np.arange(300) / 100
    >>> ready = prepare(t, np.column_stack((t, -t)), filter_hz=0)
    >>> ready.rate_hz, ready.duration_s, ready.flags
    (100.0, 2.99, ('unfiltered',))
    """
    times, cop = as_recording(t_s, cop_mm)
    _refuse_non_numbers(times, cop)
    cutoff = _checked_cutoff(filter_hz)
    _refuse_bad_times(times)
    cop, rate, gaps, flags = _on_grid(times, cop, rate_hz=rate_hz)
    duration = (len(cop) - 1) / rate
    mean = cop.mean(axis=0)
    cop = cop - mean
    if cutoff:
        cop = low_passed(cop, cutoff_hz=cutoff, rate_hz=rate)
    else:
        flags.append("unfiltered")
    return Prepared(cop, (float(mean[0]), float(mean[1])), rate, cutoff, duration, gaps, tuple(flags))


def as_recording(t_s: ArrayLike, cop_mm: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """The arrays as floats of the right shape, or one line about what is wrong with them."""
    try:
        times, cop = np.asarray(t_s, dtype=np.float64), np.asarray(cop_mm, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise SignalError(tr("the recording holds something that is not a number; look at its columns")) from error
    if times.ndim != 1 or cop.shape != (len(times), 2):
        raise SignalError(
            tr("the recording must be n times and n × 2 positions, not {times} and {positions}").format(
                times=times.shape, positions=cop.shape
            )
        )
    if not len(times):
        raise SignalError(tr("the recording is empty; there is nothing to measure"))
    return times, cop


def longest_clean_span(t_s: FloatArray) -> tuple[float, float]:
    """First stamp and length, in seconds, of the longest part without a gap over 100 ms."""
    edges = [0, *(int(i) + 1 for i in np.flatnonzero(np.diff(t_s) > MAX_GAP_S)), len(t_s)]
    spans = [(float(t_s[a]), float(t_s[b - 1] - t_s[a])) for a, b in pairwise(edges)]
    return max(spans, key=lambda span: span[1])


def _refuse_non_numbers(times: FloatArray, cop: FloatArray) -> None:
    bad = np.flatnonzero(~(np.isfinite(times) & np.isfinite(cop).all(axis=1)))
    if len(bad):
        raise SignalError(
            tr("sample {number} of {total} is not a number; mend or cut the recording there").format(
                number=int(bad[0]) + 1, total=len(times)
            )
        )
    # Squares must stay finite, too: no plate is a kilometre wide, and no recording older than people.
    if float(np.abs(times).max()) > 1e12:
        raise SignalError(tr("a time is more than 30,000 years away; is the column in seconds?"))
    if float(np.abs(cop).max()) > 1e6:
        raise SignalError(tr("a position is more than a kilometre away; are the columns in millimetres?"))


def _checked_cutoff(filter_hz: float | None) -> float:
    cutoff = float(filter_hz or 0.0)
    if not np.isfinite(cutoff) or cutoff < 0:
        raise SignalError(
            tr("the filter's cutoff must be a frequency in Hz, or 0 for none, not {found}").format(found=filter_hz)
        )
    return cutoff


def _refuse_bad_times(times: FloatArray) -> None:
    steps = np.diff(times)
    stuck = np.flatnonzero(steps <= 0)
    if len(stuck):
        raise SignalError(
            tr("time does not go on at sample {number} ({at:.3f} s); the stamps must increase").format(
                number=int(stuck[0]) + 2, at=times[stuck[0] + 1]
            )
        )
    lasts = float(times[-1] - times[0]) + (float(np.median(steps)) if len(steps) else 0.0)
    if lasts < MIN_SECONDS * (1 - 1e-3):
        raise SignalError(
            tr("only {seconds:.2f} s of samples; at least {least:.0f} s are needed").format(
                seconds=times[-1] - times[0], least=MIN_SECONDS
            )
        )
    if float(np.median(steps)) > MAX_GAP_S:
        raise SignalError(
            tr("only {rate:.1f} samples a second; at least {least:.0f} are needed").format(
                rate=1 / float(np.median(steps)), least=MIN_RATE_HZ
            )
        )
    if steps.max() > MAX_GAP_S:
        _raise_gap(times, steps)


def _raise_gap(times: FloatArray, steps: FloatArray) -> None:
    gap = int(np.argmax(steps > MAX_GAP_S))
    start, length = longest_clean_span(times)
    raise SignalError(
        tr(
            "a gap of {gap:.2f} s at {at:.2f} s is not bridged; "
            "the longest clean span starts at {start:.3f} s and lasts {length:.3f} s"
        ).format(gap=steps[gap], at=times[gap], start=start, length=length)
    )


def _on_grid(times: FloatArray, cop: FloatArray, *, rate_hz: float | None) -> tuple[FloatArray, float, int, list[str]]:
    """The positions on a uniform grid, its rate, the short holes bridged, and what was done."""
    since = times - times[0]
    # Fourteen digits: 0.01 s between stamps shall be 100 Hz, not 99.99999999999999.
    plain = float(f"{(len(times) - 1) / float(since[-1]):.14g}")
    native = rate_hz or plain
    if not 0.5 * plain <= native <= 2 * plain:
        raise SignalError(
            tr("the stamps say {plain:.1f} samples a second, not {found}").format(plain=plain, found=rate_hz)
        )
    flags = ["slow"] if native < MIN_RATE_HZ * (1 - 1e-3) else []
    if _is_uniform(since, native):
        return cop, native, 0, flags
    missing = _missing(np.diff(since))
    if missing.any():
        flags.append("gaps_bridged")
    # At most twice the plain rate: stamps that come in bursts must not make a grid without end.
    rate = rate_hz or max(min((len(missing) + float(missing.sum())) / float(since[-1]), 2 * plain), MIN_RATE_HZ)
    grid = np.arange(int(since[-1] * rate + 1e-6) + 1) / rate
    on_grid = np.column_stack([np.interp(grid, since, axis) for axis in cop.T])
    return on_grid, rate, int(np.count_nonzero(missing)), [*flags, "resampled"]


def _missing(steps: FloatArray) -> FloatArray:
    """How many samples are missing in each step. A late one, whose neighbours make up for it, is not missing."""
    median = float(np.median(steps))
    around = np.convolve(steps, np.ones(3), mode="valid")
    made_up = np.concatenate(([False], around < 3.5 * median, [False]))
    return np.where(made_up, 0.0, np.maximum(np.rint(steps / median) - 1.0, 0.0))


def _is_uniform(since: FloatArray, rate_hz: float) -> bool:
    """Whether every stamp is within rounding of its place on the grid."""
    off = np.abs(since - np.arange(len(since)) / rate_hz)
    # At a kilohertz a millisecond is a whole sample: a quarter of one is the most that rounding may explain.
    return bool(off.max() <= min(max(STAMP_S * (1 + 1e-9), 1e-6 * float(since[-1])), 0.25 / rate_hz))
