"""The measures of one quiet recording, all at once.

Owns the choice of a span, and what becomes of a measure that cannot be had: None, with the reason. What each of them
means stands in `definitions`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from steadyquest.analysis import entropy, spectrum, sway
from steadyquest.analysis.cop import recorded_cop
from steadyquest.analysis.definitions import Definition, definitions
from steadyquest.analysis.prepare import FILTER_HZ, FloatArray, Prepared, as_recording, prepare
from steadyquest.conventions import VALID_KG
from steadyquest.errors import SignalError
from steadyquest.words import tr

__all__ = ["Definition", "Measured", "definitions", "measure", "measure_samples", "measured", "span", "sway_measures"]


FREQUENCIES = (
    "median_frequency_ml_hz",
    "median_frequency_ap_hz",
    "power_frequency_95_ml_hz",
    "power_frequency_95_ap_hz",
)
ENTROPIES = ("sample_entropy_ml", "sample_entropy_ap")
DIFFUSION = ("diffusion_short_mm2_s", "diffusion_long_mm2_s", "diffusion_critical_s", "diffusion_critical_mm2")
"""The research panel, in the order of `diffusion.Diffusion`."""


class Measured(NamedTuple):
    """All measures of a recording by their keys; those that cannot be had are None, and `why_not` says why."""

    values: dict[str, float | None]
    why_not: dict[str, str]


def measure(
    t_s: ArrayLike,
    cop_mm: ArrayLike,
    *,
    filter_hz: float | None = FILTER_HZ,
    start_s: float | None = None,
    seconds: float | None = None,
    valid: NDArray[np.bool_] | None = None,
    research: bool = False,
) -> dict[str, float | None]:
    """All measures of quiet standing of one recording, or of a span of it: the values of `measured`.

    Examples
    --------
    A circle of 10 mm, once around in two seconds, has a velocity of 2 · 10 · 100 · sin(π/200) mm/s.

    >>> t = np.arange(1001) / 100
    >>> circle = 10 * np.column_stack((np.cos(np.pi * t), np.sin(np.pi * t)))
    >>> round(measure(t, circle, filter_hz=0)["mean_velocity_mm_s"], 6)
    31.414635
    """
    return measured(
        t_s, cop_mm, filter_hz=filter_hz, start_s=start_s, seconds=seconds, valid=valid, research=research
    ).values


def measured(
    t_s: ArrayLike,
    cop_mm: ArrayLike,
    *,
    filter_hz: float | None = FILTER_HZ,
    start_s: float | None = None,
    seconds: float | None = None,
    valid: NDArray[np.bool_] | None = None,
    research: bool = False,
) -> Measured:
    """All measures of quiet standing of one recording, or of a span of it, and why some cannot be had.

    Parameters
    ----------
    t_s : (n,) seconds, increasing
    cop_mm : (n, 2) millimetres, ML then AP
    filter_hz : cutoff of the zero-phase low-pass; 0 or None is off
    start_s : where the span begins, in seconds from the first sample
    seconds : how long the span is
    valid : (n,) False where nobody was on the plate; such samples are a gap, or at either end left away
    research : also the research panel, stabilogram diffusion (Collins & De Luca 1993)

    Returns
    -------
    Measured
        Keys as in `definitions.quiet`, in its order. `filter_hz` is 0 when the filter was off. Frequencies below 20 s,
        and sample entropy without a low-pass of at most 12.5 Hz, are None with the reason.

    Raises
    ------
    SignalError
        A span outside the recording, whatever `prepare` refuses, or a centre of pressure that never moves.

    Examples
    --------
    >>> t = np.arange(1000) / 100
    >>> found = measured(t, np.column_stack((np.sin(t), np.cos(2 * t))))
    >>> found.values["median_frequency_ml_hz"], found.why_not["median_frequency_ml_hz"]
    (None, 'a spectrum needs at least 20 s, and there are 10.0 s')
    """
    times, cop = as_recording(t_s, cop_mm)
    inside = span(times, start_s=start_s, seconds=seconds)
    if valid is not None:
        inside &= np.asarray(valid, dtype=np.bool_)
    if not inside.any():
        raise SignalError(tr("nobody was on the plate in this span; there is nothing to measure"))
    # From the first sample on, so that what a refusal says can be typed in as a span.
    times, cop = (times - times[0])[inside], cop[inside]
    if not np.any(cop != cop[0]):
        raise SignalError(tr("the centre of pressure never moves in this span; there is no sway to measure"))
    ready = prepare(times, cop, filter_hz=filter_hz)
    about = {
        "duration_s": ready.duration_s,
        "rate_hz": ready.rate_hz,
        "filter_hz": ready.filter_hz,
        "n": len(ready.cop_mm),
    }
    why_not: dict[str, str] = {}
    more: dict[str, float | None] = {}
    panels = [(FREQUENCIES, _frequencies), (ENTROPIES, _entropies), *([(DIFFUSION, _diffusion)] if research else [])]
    for keys, pairs in panels:
        try:
            more |= dict(zip(keys, pairs(ready), strict=True))
        except SignalError as fault:
            more |= dict.fromkeys(keys)
            why_not |= dict.fromkeys(keys, str(fault))
    return Measured({**about, **sway_measures(ready.cop_mm, rate_hz=ready.rate_hz), **more}, why_not)


def measure_samples(
    samples: NDArray[Any],
    matrix: ArrayLike,
    tare: ArrayLike,
    *,
    least_kg: ArrayLike = VALID_KG,
    filter_hz: float | None = FILTER_HZ,
    start_s: float | None = None,
    seconds: float | None = None,
    research: bool = False,
) -> dict[str, float | None]:
    """`measure` of recorded samples: `samples` to `least_kg` are those of `recorded_cop`, the others its own."""
    times, _, cop = recorded_cop(samples, matrix, tare, least_kg=least_kg)
    valid = ~np.isnan(cop[:, 0])
    return measure(times, cop, filter_hz=filter_hz, start_s=start_s, seconds=seconds, valid=valid, research=research)


def sway_measures(cop_mm: FloatArray, *, rate_hz: float) -> dict[str, float]:
    """The measures of a prepared recording, by their keys."""
    velocity = sway.mean_velocity_axes_mm_s(cop_mm, rate_hz=rate_hz)
    rms, extent = sway.rms_mm(cop_mm), sway.range_mm(cop_mm)
    return {
        "sway_path_mm": sway.sway_path_mm(cop_mm),
        "mean_velocity_mm_s": sway.mean_velocity_mm_s(cop_mm, rate_hz=rate_hz),
        "mean_velocity_ml_mm_s": velocity.ml,
        "mean_velocity_ap_mm_s": velocity.ap,
        "ellipse_area_95_mm2": sway.ellipse_area_95_mm2(cop_mm),
        "rms_ml_mm": rms.ml,
        "rms_ap_mm": rms.ap,
        "range_ml_mm": extent.ml,
        "range_ap_mm": extent.ap,
        "mean_distance_mm": sway.mean_distance_mm(cop_mm),
        "sway_area_rate_mm2_s": sway.sway_area_rate_mm2_s(cop_mm, rate_hz=rate_hz),
        "rotational_frequency_hz": sway.rotational_frequency_hz(cop_mm, rate_hz=rate_hz),
    }


def _frequencies(ready: Prepared) -> tuple[float, ...]:
    found = spectrum.power_spectrum(ready.cop_mm, rate_hz=ready.rate_hz)
    return (*spectrum.median_frequency_hz(found), *spectrum.power_frequency_95_hz(found))


def _diffusion(ready: Prepared) -> tuple[float, ...]:
    from steadyquest.analysis.diffusion import stabilogram_diffusion

    return tuple(stabilogram_diffusion(ready.cop_mm, rate_hz=ready.rate_hz))


def _entropies(ready: Prepared) -> tuple[float, ...]:
    if not 0 < ready.filter_hz <= entropy.HIGHEST_HZ:
        raise SignalError(
            tr("sample entropy at 25 Hz needs a low-pass of at most {most:g} Hz before it").format(
                most=entropy.HIGHEST_HZ
            )
        )
    return tuple(entropy.sample_entropy_axes(ready.cop_mm, rate_hz=ready.rate_hz))


def span(t_s: FloatArray, *, start_s: float | None = None, seconds: float | None = None) -> NDArray[np.bool_]:
    """Which samples lie in a span that begins `start_s` after the first one and lasts `seconds`.

    Its edges lie half a sample early, so that 10 s at 100 Hz are 1000 samples whatever the stamps' rounding.

    >>> int(span(np.arange(6000) / 100, start_s=20, seconds=10).sum())
    1000
    """
    if start_s is None and seconds is None:
        return np.ones(t_s.shape, dtype=bool)
    if t_s.ndim != 1 or len(t_s) < 2 or not np.isfinite(t_s).all():
        raise SignalError(tr("a span can be chosen only where every sample has a time"))
    since = t_s - t_s[0]
    half, last = float(np.median(np.diff(since))) / 2, float(since[-1])
    start = 0.0 if start_s is None else float(start_s)
    stop = last + 2 * half if seconds is None else start + float(seconds)
    # Written so that NaN is refused, too.
    if not (0 <= start <= last and start < stop <= last + 3 * half):
        raise SignalError(
            tr("the recording lasts {lasts:.2f} s; a span from {start:.2f} s to {stop:.2f} s is not inside it").format(
                lasts=last, start=start, stop=stop
            )
        )
    return np.asarray((since >= start - half) & (since < stop - half), dtype=np.bool_)
