"""The measures of one quiet recording, all at once, and what each of them means.

Owns the choice of a span, and the table of names, units, definitions and sources that reports and help print.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from steadyquest.analysis import sway
from steadyquest.analysis.cop import recorded_cop
from steadyquest.analysis.prepare import FILTER_HZ, FloatArray, as_recording, prepare
from steadyquest.conventions import VALID_KG
from steadyquest.errors import SignalError
from steadyquest.words import tr


class Definition(NamedTuple):
    """How a measure is called, counted and defined, and by whom."""

    name: str
    unit: str
    definition: str
    source: str = ""


def measure(
    t_s: ArrayLike,
    cop_mm: ArrayLike,
    *,
    filter_hz: float | None = FILTER_HZ,
    start_s: float | None = None,
    seconds: float | None = None,
    valid: NDArray[np.bool_] | None = None,
) -> dict[str, float]:
    """All measures of quiet standing of one recording, or of a span of it.

    Parameters
    ----------
    t_s : (n,) seconds, increasing
    cop_mm : (n, 2) millimetres, ML then AP
    filter_hz : cutoff of the zero-phase low-pass; 0 or None is off
    start_s : where the span begins, in seconds from the first sample
    seconds : how long the span is
    valid : (n,) False where nobody was on the plate; such samples are a gap, or at either end left away

    Returns
    -------
    dict
        The keys of `definitions()`, in its order. `filter_hz` is 0 when the filter was off.

    Raises
    ------
    SignalError
        A span outside the recording, whatever `prepare` refuses, or a centre of pressure that never moves.

    Examples
    --------
    A circle of 10 mm, once around in two seconds, has a velocity of 2 · 10 · 100 · sin(π/200) mm/s.

    >>> t = np.arange(1001) / 100
    >>> circle = 10 * np.column_stack((np.cos(np.pi * t), np.sin(np.pi * t)))
    >>> round(measure(t, circle, filter_hz=0)["mean_velocity_mm_s"], 6)
    31.414635
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
    return {
        "duration_s": ready.duration_s,
        "rate_hz": ready.rate_hz,
        "filter_hz": ready.filter_hz,
        "n": len(ready.cop_mm),
        **sway_measures(ready.cop_mm, rate_hz=ready.rate_hz),
    }


def measure_samples(
    samples: NDArray[Any],
    matrix: ArrayLike,
    tare: ArrayLike,
    *,
    least_kg: ArrayLike = VALID_KG,
    filter_hz: float | None = FILTER_HZ,
    start_s: float | None = None,
    seconds: float | None = None,
) -> dict[str, float]:
    """`measure` of recorded samples: `samples` to `least_kg` are those of `recorded_cop`, the others its own."""
    times, _, cop = recorded_cop(samples, matrix, tare, least_kg=least_kg)
    valid = ~np.isnan(cop[:, 0])
    return measure(times, cop, filter_hz=filter_hz, start_s=start_s, seconds=seconds, valid=valid)


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


def definitions() -> dict[str, Definition]:
    """Every key that `measure` gives, in its order: name, unit, definition, source, in the chosen language."""
    prieto, schubert = "Prieto 1996", "Schubert & Kirchner 2014"
    table: dict[str, tuple[Any, ...]] = {
        "duration_s": (tr("Duration"), "s", tr("from the first to the last sample: (N − 1) / rate")),
        "rate_hz": (tr("Rate"), "Hz", tr("samples a second")),
        "filter_hz": (tr("Filter"), "Hz", tr("Butterworth low-pass of fourth order, forward and backward; 0 is off")),
        "n": (tr("Samples"), "", tr("how many went into the measures")),
        "sway_path_mm": (
            tr("Sway path"),
            "mm",
            tr("the length of the way that the centre of pressure went: L = Σ‖p[i+1] − p[i]‖"),
            prieto,
        ),
        "mean_velocity_mm_s": (
            tr("Mean velocity"),
            "mm/s",
            tr("sway path over time: L / ((N − 1) / rate)"),
            prieto,
        ),
        "mean_velocity_ml_mm_s": (
            tr("Mean velocity, sideways"),
            "mm/s",
            tr("the same along ML alone: Σ|x[i+1] − x[i]| / ((N − 1) / rate)"),
            prieto,
        ),
        "mean_velocity_ap_mm_s": (
            tr("Mean velocity, forward and back"),
            "mm/s",
            tr("the same along AP alone: Σ|y[i+1] − y[i]| / ((N − 1) / rate)"),
            prieto,
        ),
        "ellipse_area_95_mm2": (
            tr("95 % ellipse area"),
            "mm²",
            tr("the ellipse that would hold a further point with 95 % probability: ")
            + "π·Π√(λ·F(0.95; 2, N−2)·2(N−1)(N+1)/(N(N−2)))",
            schubert,
        ),
        "rms_ml_mm": (tr("RMS, sideways"), "mm", tr("root mean square about the mean: √mean(x²)"), prieto),
        "rms_ap_mm": (
            tr("RMS, forward and back"),
            "mm",
            tr("root mean square about the mean: √mean(y²)"),
            prieto,
        ),
        "range_ml_mm": (tr("Range, sideways"), "mm", tr("largest less smallest x"), prieto),
        "range_ap_mm": (tr("Range, forward and back"), "mm", tr("largest less smallest y"), prieto),
        "mean_distance_mm": (tr("Mean distance"), "mm", tr("mean distance from the mean place: mean ‖p‖"), prieto),
        "sway_area_rate_mm2_s": (
            tr("Sway area rate"),
            "mm²/s",
            tr("area swept about the mean place in a second: ") + "Σ|x[i]·y[i+1] − x[i+1]·y[i]| / (2(N − 1) / rate)",
            prieto,
        ),
        "rotational_frequency_hz": (
            tr("Rotational frequency"),
            "Hz",
            tr("turns a second of a circle with this mean distance and velocity: v / (2π·mean ‖p‖)"),
            prieto,
        ),
    }
    return {key: Definition(*row) for key, row in table.items()}
