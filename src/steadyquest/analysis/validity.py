"""Whether a trial may be measured: each thing that speaks against it has a code and one plain line.

Two degrees. "refuse": no measures, the trial is repeated. "flag": the measures are shown, and marked. Nothing here
mends a recording; `prepare` bridges holes of up to 100 ms and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from steadyquest.analysis.noise import FLAG_SHARE, REFUSE_SHARE, noise_share, too_high_percent
from steadyquest.analysis.prepare import MAX_GAP_S, MIN_SECONDS, FloatArray, as_recording, prepare
from steadyquest.analysis.stepping import feet_moved_at_s
from steadyquest.errors import SignalError
from steadyquest.words import tr

CODES = (
    "not_numbers",
    "backward",
    "duplicate",
    "too_short",
    "gaps",
    "unequal_rate",
    "constant",
    "frozen",
    "wrong_unit",
    "clipped",
    "load_changed",
    "feet_moved",
    "noise",
)
"""All that may speak against a trial."""
SHORT_SHARE = 0.02
"""A trial that misses this part of its time is not of equal duration any more."""
HALF = 0.5
STOOD_S = 1.0
"""So long the same value to the last digit: the link stood still, not the player."""
GLUED_S, GLUED_TIMES = 0.1, 3.0
"""So long at one end, and so many times longer than at any value between the ends."""
SATURATED_S = 0.1
MOST_MM, LEAST_MM = 1000.0, 0.1
LIKELY_MM = (3.0, 400.0)
"""The range of a centre of pressure that a person can have."""
LOAD_SHARE, LOAD_S = 0.1, 0.3
UNITS = (("m", 1000.0), ("cm", 10.0), ("µm", 0.001))


@dataclass(frozen=True, slots=True)
class TrialFlag:
    """One thing that speaks against a trial."""

    code: str
    """A stable name, such as too_short."""
    severity: Literal["refuse", "flag"]
    line: str
    """One plain sentence, in the chosen language."""
    at_s: float | None = None
    """When, in seconds from the first sample, where it has a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """What the single checks look at: finite samples only."""

    times: FloatArray
    cop: FloatArray
    force: FloatArray
    saturated: NDArray[np.bool_]
    wanted_s: float | None
    surface: str
    quiet: bool


def check_trial(
    t_s: ArrayLike,
    cop_mm: ArrayLike,
    force_n: ArrayLike | None,
    *,
    wanted_s: float | None = None,
    surface: str = "firm",
    quiet: bool = True,
    saturated: ArrayLike | None = None,
    noise_mm_s: float | None = None,
    velocity_mm_s: float | None = None,
) -> tuple[TrialFlag, ...]:
    """All that speaks against a trial, what refuses it first; empty when nothing does.

    Parameters
    ----------
    t_s : (n,) seconds
    cop_mm : (n, 2) millimetres, ML then AP; rows that are NaN are samples without a person or with a faulty channel
    force_n : (n,) newtons, or None for a recording that has none (then neither load nor feet are checked)
    wanted_s : how long the trial was to last
    surface : firm or foam
    quiet : whether the player was to stand still; while somebody leans, a quick way of the weight is no step
    saturated : (n,) True where a channel was at the end of its range
    noise_mm_s, velocity_mm_s : the plate's own noise as a velocity (`noise.plate_noise`) and the measured one

    Returns
    -------
    tuple of TrialFlag
        With one of `CODES` each. Never raises for what is wrong with the samples.

    Examples
    --------
    >>> t = np.arange(1000) / 100
    >>> sway = np.column_stack((np.sin(t), 3 * np.cos(t)))
    >>> check_trial(t, sway, np.full(1000, 700.0), wanted_s=10)
    ()
    >>> [(flag.code, flag.severity) for flag in check_trial(t, sway, np.full(1000, 700.0), wanted_s=12)]
    [('too_short', 'flag')]
    """
    try:
        times, cop = as_recording(t_s, cop_mm)
    except SignalError as fault:
        return (TrialFlag("not_numbers", "refuse", str(fault)),)
    known = np.asarray(~np.isnan(cop).any(axis=1), dtype=np.bool_)
    found = list(_numbers(times, cop, known))
    if any(flag.severity == "refuse" for flag in found):
        return tuple(found)
    force = np.full(len(times), np.nan) if force_n is None else np.asarray(force_n, dtype=np.float64)
    ends = np.zeros(len(times), dtype=np.bool_) if saturated is None else np.asarray(saturated, dtype=np.bool_)
    trial = _Trial(
        times=times[known] - times[0],
        cop=cop[known],
        force=force[known],
        saturated=ends[known],
        wanted_s=wanted_s,
        surface=surface,
        quiet=quiet,
    )
    found += _stamps(trial)
    if any(flag.severity == "refuse" for flag in found):
        return tuple(found)
    for look in (_length, _gaps, _constant, _unit, _clipped, _load):
        found += look(trial)
    # A recording in a wrong unit, or with a hole, would step all the time.
    if not any(flag.severity == "refuse" for flag in found):
        found += _feet(trial)
    if noise_mm_s is not None and velocity_mm_s is not None:
        found += noise_flags(noise_mm_s, velocity_mm_s)
    return tuple(sorted(found, key=lambda flag: flag.severity != "refuse"))


def noise_flags(noise_mm_s: float, velocity_mm_s: float) -> tuple[TrialFlag, ...]:
    """What the plate's own noise says against a measured mean velocity (`noise` has the rule).

    >>> [noise_flags(noise, 10.0)[0].severity for noise in (3.0, 6.0)], noise_flags(1.0, 10.0)
    (['flag', 'refuse'], ())
    """
    if not velocity_mm_s > 0 or noise_share(noise_mm_s, velocity_mm_s) <= FLAG_SHARE:
        return ()
    if noise_share(noise_mm_s, velocity_mm_s) > REFUSE_SHARE:
        line = tr("the plate's own noise is {noise:.1f} mm/s of {velocity:.1f} mm/s; velocity cannot be told")
        return (TrialFlag("noise", "refuse", line.format(noise=noise_mm_s, velocity=velocity_mm_s)),)
    line = tr("the plate's own noise is {noise:.1f} mm/s; it makes the velocity about {percent:.0f} % too high")
    percent = too_high_percent(noise_mm_s, velocity_mm_s)
    return (TrialFlag("noise", "flag", line.format(noise=noise_mm_s, percent=percent)),)


def _numbers(times: FloatArray, cop: FloatArray, known: NDArray[np.bool_]) -> Iterator[TrialFlag]:
    if not known.any():
        yield TrialFlag("not_numbers", "refuse", tr("there is no centre of pressure in this trial; nobody stood on it"))
    # Written so that NaN is refused, too. What cannot be squared is as good as no number.
    elif not ((np.abs(times) < 1e150).all() and (np.abs(cop[known]) < 1e150).all()):
        yield TrialFlag("not_numbers", "refuse", tr("a time or a place of this trial is not a number"))
    elif not known.all():
        line = tr("{n} of {all} samples have no centre of pressure and were left out")
        yield TrialFlag("not_numbers", "flag", line.format(n=int((~known).sum()), all=len(known)))


def _stamps(trial: _Trial) -> Iterator[TrialFlag]:
    steps = np.diff(trial.times)
    for code, wrong, line in (
        ("backward", steps < 0, tr("time runs backward at {at:.2f} s")),
        ("duplicate", steps == 0, tr("two samples have the same time at {at:.2f} s")),
    ):
        if wrong.any():
            at = float(trial.times[int(np.argmax(wrong))])
            yield TrialFlag(code, "refuse", line.format(at=at), at)


def _length(trial: _Trial) -> Iterator[TrialFlag]:
    steps = np.diff(trial.times)
    lasts = float(np.ptp(trial.times)) + (float(np.median(steps)) if len(steps) else 0.0)
    wanted = trial.wanted_s
    if lasts < MIN_SECONDS * (1 - 1e-3) or (wanted and lasts < HALF * wanted):
        line = tr("only {seconds:.1f} s were recorded; that is too short to measure")
        yield TrialFlag("too_short", "refuse", line.format(seconds=lasts))
    elif wanted and lasts < (1 - SHORT_SHARE) * wanted:
        line = tr("only {seconds:.1f} of {wanted:g} s were recorded; compare it with no full trial")
        yield TrialFlag("too_short", "flag", line.format(seconds=lasts, wanted=wanted))


def _gaps(trial: _Trial) -> Iterator[TrialFlag]:
    steps = np.diff(trial.times)
    if len(steps) and steps.max() > MAX_GAP_S:
        i = int(np.argmax(steps > MAX_GAP_S))
        line = tr("nothing came for {gap:.2f} s at {at:.2f} s; a gap over 0.1 s is not bridged")
        at = float(trial.times[i])
        yield TrialFlag("gaps", "refuse", line.format(gap=float(steps[i]), at=at), at)
        return
    try:
        flags = prepare(trial.times, trial.cop, filter_hz=0).flags
    except SignalError:
        return  # too short: told already
    if "resampled" in flags:
        line = tr("the samples did not come evenly; they were put on an even grid")
        yield TrialFlag("unequal_rate", "flag", line)


def _constant(trial: _Trial) -> Iterator[TrialFlag]:
    if not np.ptp(trial.cop, axis=0).any():
        yield TrialFlag("constant", "refuse", tr("the centre of pressure never moves; look at the board"))
        return
    same = np.concatenate(([False], (np.diff(trial.cop, axis=0) == 0).all(axis=1)))
    lasted, last = _longest(trial.times, same)
    if lasted >= STOOD_S:
        line = tr("the same sample came for {seconds:.1f} s at {at:.1f} s; the link or the board stood still")
        at = float(trial.times[last]) - lasted
        yield TrialFlag("frozen", "flag", line.format(seconds=lasted, at=at), at)


def _unit(trial: _Trial) -> Iterator[TrialFlag]:
    extent = float(np.ptp(trial.cop, axis=0).max())
    if LEAST_MM <= extent <= MOST_MM or extent == 0:
        return
    likely = [name for name, factor in UNITS if LIKELY_MM[0] <= extent * factor <= LIKELY_MM[1]]
    line = (
        tr("the centre of pressure moves over {extent:g} mm; is the recording in {unit}?").format(
            extent=float(f"{extent:.2g}"), unit=likely[0]
        )
        if likely
        else tr("the centre of pressure moves over {extent:g} mm, which no person does; look at its unit").format(
            extent=float(f"{extent:.2g}")
        )
    )
    yield TrialFlag("wrong_unit", "refuse", line)


def _clipped(trial: _Trial) -> Iterator[TrialFlag]:
    lasted = float(trial.saturated.sum()) * float(np.median(np.diff(trial.times))) if len(trial.times) > 1 else 0.0
    if lasted > 0:
        line = tr("a cell was at the end of its range for {seconds:.2f} s")
        severity: Literal["refuse", "flag"] = "refuse" if lasted > SATURATED_S else "flag"
        yield TrialFlag(
            "clipped", severity, line.format(seconds=lasted), float(trial.times[np.argmax(trial.saturated)])
        )
    elif any(_is_glued(trial.times, axis) for axis in trial.cop.T):
        yield TrialFlag(
            "clipped", "flag", tr("the centre of pressure sticks to one end of its range; it may be cut off")
        )


def _is_glued(times: FloatArray, values: FloatArray) -> bool:
    """Whether values stay at their largest or smallest far longer than anywhere between."""
    same = np.concatenate(([False], np.diff(values) == 0))
    between = (values != values.max()) & (values != values.min())
    if not between.any():
        return False
    longest = [_longest(times, same & (values == end))[0] for end in (values.max(), values.min())]
    return max(longest) >= max(GLUED_S, GLUED_TIMES * _longest(times, same & between)[0])


def _load(trial: _Trial) -> Iterator[TrialFlag]:
    if not np.isfinite(trial.force).all():
        return
    usual = float(np.median(trial.force))
    lasted, last = _longest(trial.times, np.abs(trial.force - usual) > LOAD_SHARE * abs(usual))
    if lasted > LOAD_S:
        line = tr("the load differed by more than a tenth for {seconds:.1f} s at {at:.1f} s; was somebody holding on?")
        at = float(trial.times[last]) - lasted
        yield TrialFlag("load_changed", "flag", line.format(seconds=lasted, at=at), at)


def _feet(trial: _Trial) -> Iterator[TrialFlag]:
    if not trial.quiet or not np.isfinite(trial.force).all():
        return
    at = feet_moved_at_s(trial.times, trial.cop, trial.force, surface=trial.surface)
    if at is not None:
        line = tr("the feet seem to have moved at {at:.1f} s; if they did, repeat the trial")
        yield TrialFlag("feet_moved", "flag", line.format(at=at), at)


def _longest(times: FloatArray, mask: NDArray[np.bool_]) -> tuple[float, int]:
    """How long, in seconds, a condition held without a break at most, and the index of the last such sample."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    if not len(edges):
        return 0.0, 0
    first, last = edges[::2], edges[1::2] - 1
    lasted = times[last] - times[np.maximum(first - 1, 0)]
    k = int(np.argmax(lasted))
    return float(lasted[k]), int(last[k])
