"""Limits of stability, one direction at a time: how soon, how fast, how far and how straight somebody leans.

Owns the theoretical limits and the definition of the first movement. Published tools define these measures each in
their own way (the directional control of one and the same trial came out as 83, 97, 49 and −22 % in four of them), so
that ours are named here to the letter, and are not claimed to equal those of any product. They are measures of the
centre of pressure, which runs ahead of the centre of mass and beyond it.

* Clinical terms (reaction time, movement velocity, endpoint and maximum excursion, directional control) as in the
  limits-of-stability test of computerised posturography; 8° forward and sideways and 4.5° back as its usual 100 %.
* Teasdale N, Bard C, Fleury M, Young DE, Proteau L (1993). Determining movement onsets from temporal series.
  Journal of Motor Behavior 25(2), 97–106: the onset is looked for backwards from the movement.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from steadyquest.analysis.prepare import FloatArray, prepare
from steadyquest.conventions import UNIT_VECTORS
from steadyquest.errors import SignalError
from steadyquest.words import tr

COM_HEIGHT_SHARE = 0.55
FORWARD_RAD, BACK_RAD = math.radians(8.0), math.radians(4.5)
HEIGHTS_CM = (60.0, 230.0)
LEAN_FILTER_HZ = 2.0
"""Zero phase, as for quiet standing, and lower: a voluntary lean has nothing above 2 Hz, while its speed, and with it
the two thresholds, would be lost in what a tremor of 3 Hz and the plate add. Steady people's leans come out alike with
2 to 10 Hz; those of a simulated adult with a tremor only with 2."""
ONSET_SHARE = 0.05
"""Of the peak speed: below it nobody moves."""
SURE_SHARE = 0.5
"""Of the peak speed: from here on it is the lean, and no sway."""
LEAST_LEAN_MM = 10.0
"""Less than this further out than at the cue is not told from standing."""
LEAST_REACTION_S = 0.1
"""Nobody reacts sooner: whoever moves earlier did not wait for the cue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsTrial:
    """One lean. What cannot be had is None, and `why_not` says why, by the field's name."""

    limit_mm: float
    """What 100 % stands for."""
    maximum_mm: float
    """The furthest on-axis point of the trial, about the centre."""
    reaction_s: float | None = None
    """Cue to onset."""
    movement_velocity_mm_s: float | None = None
    """Mean on-axis velocity from 5 to 95 % of the endpoint excursion."""
    endpoint_mm: float | None = None
    """On-axis position at the end of the first movement."""
    directional_control_percent: float | None = None
    """(on-axis path − off-axis path) / on-axis path over the first movement; below zero when it went astray more."""
    onset_s: float | None = None
    end_s: float | None = None
    """Of the first movement, since the cue."""
    why_not: Mapping[str, str] = field(default_factory=dict)

    @property
    def maximum_percent(self) -> float:
        """The maximum excursion as a share of the theoretical limit."""
        return 100 * self.maximum_mm / self.limit_mm

    @property
    def endpoint_percent(self) -> float | None:
        """The endpoint excursion as a share of the theoretical limit."""
        return None if self.endpoint_mm is None else 100 * self.endpoint_mm / self.limit_mm


def limit_mm(height_cm: float, direction: str) -> float:
    """The theoretical limit in a direction, in mm: 100 % of the limits-of-stability test.

    Forward and sideways 0.55·H·sin 8°, back 0.55·H·sin 4.5° of a centre of mass at 0.55 of height. The convention
    names four directions; a diagonal lies on the quarter of the ellipse through its two neighbours, which is our
    choice: 1/√(cos²/a² + sin²/b²) at 45°.

    Parameters
    ----------
    height_cm : standing height
    direction : one of `conventions.DIRECTIONS`

    Raises
    ------
    SignalError
        A height that nobody has, or a direction that is none.

    Examples
    --------
    >>> [round(limit_mm(170, where)) for where in ("forward", "left", "forward_left", "back", "back_left")]
    [130, 130, 130, 73, 90]
    """
    if not HEIGHTS_CM[0] <= height_cm <= HEIGHTS_CM[1]:
        raise SignalError(
            tr("a height of {height:g} cm has no limits of stability; give one from {least:g} to {most:g} cm").format(
                height=height_cm, least=HEIGHTS_CM[0], most=HEIGHTS_CM[1]
            )
        )
    if direction not in UNIT_VECTORS:
        raise SignalError(tr("there is no direction {direction}").format(direction=direction))
    x, y = UNIT_VECTORS[direction]
    com_mm = 10 * height_cm * COM_HEIGHT_SHARE
    side, ahead = com_mm * math.sin(FORWARD_RAD), com_mm * math.sin(BACK_RAD if y < 0 else FORWARD_RAD)
    return 1 / math.hypot(x / side, y / ahead)


def limits_trial(t_s: ArrayLike, cop_mm: ArrayLike, *, direction: Sequence[float], limit_mm: float) -> LimitsTrial:
    """The measures of one lean from its cue on.

    Peak speed is the largest on-axis speed of the trial. The first movement is the one in which the speed first
    reaches half of that peak. Its onset is the last moment before at which the speed was not above 5 % of the peak;
    its end is the first moment after at which it no longer is.

    Parameters
    ----------
    t_s : (n,) seconds since the cue; samples before it (below zero) may be given, and mend the filter's beginning
    cop_mm : (n, 2) millimetres about the player's centre, ML then AP; not about their own mean
    direction : (2,) unit vector of the lean
    limit_mm : what 100 % stands for

    Returns
    -------
    LimitsTrial
        Without a lean of 10 mm only the maximum is told; `why_not` holds the reason for all that is None.

    Raises
    ------
    SignalError
        Whatever `prepare` refuses, a direction that is no unit vector, a limit that is not above zero, no sample
        after the cue.

    Notes
    -----
    Put to the test with straight leans of known course (minimum jerk) laid over the quiet standing of two adults, nine
    of ten came out so: for 60 mm in 0.8 s and 100 mm in 1 s the reaction time 0.2 s too short to 0.1 s too long, the
    endpoint 6 mm too near to 10 mm too far, directional control 57 to 99 % though all were straight. For a slow one of
    30 mm in 1.5 s the reaction time may be 0.4 s off: sway then is as quick as the lean. So one lean says little;
    several of a direction say more.

    Examples
    --------
    A lean to the right with a bow of a tenth: 0.5 s after the cue, 1 s long, 80 mm.

    >>> t = np.arange(800) / 100
    >>> u = np.clip(t - 0.5, 0, 1)
    >>> way = 80 * (10 * u**3 - 15 * u**4 + 6 * u**5)
    >>> found = limits_trial(t, np.column_stack((way, way / 10)), direction=(1, 0), limit_mm=100)
    >>> round(found.reaction_s, 2), round(found.endpoint_mm), round(found.maximum_percent)
    (0.54, 80, 80)
    >>> round(found.directional_control_percent, 1)
    90.0
    """
    axis = _unit(direction)
    if not (math.isfinite(limit_mm) and limit_mm > 0):
        raise SignalError(tr("a limit of stability must be a length above zero, not {found}").format(found=limit_mm))
    times, on, off = _along(t_s, cop_mm, axis)
    after = times >= 0
    if after.sum() < 3:
        raise SignalError(tr("there are no samples after the cue; there is nothing to measure"))
    maximum = float(on[after].max())
    if maximum - float(on[after][0]) < LEAST_LEAN_MM:
        why_not = tr("no lean can be told from standing: less than {least:.0f} mm further than at the cue")
        return _without(maximum, limit_mm, why_not.format(least=LEAST_LEAN_MM))
    return _lean(times, on, off, first=int(np.argmax(after)), maximum=maximum, limit_mm=limit_mm)


def _lean(
    times: FloatArray, on: FloatArray, off: FloatArray, *, first: int, maximum: float, limit_mm: float
) -> LimitsTrial:
    speed = np.gradient(on, times)
    peak = float(speed[first:].max())
    sure = first + int(np.argmax(speed[first:] >= SURE_SHARE * peak))
    still = np.flatnonzero(speed[: sure + 1] <= ONSET_SHARE * peak)
    over = np.flatnonzero(speed[sure:] <= ONSET_SHARE * peak)
    start = int(still[-1]) + 1 if len(still) else 0
    end = sure + int(over[0]) if len(over) else len(on) - 1
    why_not = {}
    reaction: float | None = float(times[start])
    if not len(still) or times[start] < LEAST_REACTION_S:
        why_not["reaction_s"] = tr("the lean began before anybody can have reacted to the cue")
        reaction = None
    endpoint = float(on[end])
    velocity = _velocity(times[start : end + 1], on[start : end + 1])
    if velocity is None:
        why_not["movement_velocity_mm_s"] = tr("the first movement ended where it began")
    control = _control(on[start : end + 1], off[start : end + 1])
    return LimitsTrial(
        limit_mm=limit_mm,
        maximum_mm=maximum,
        reaction_s=reaction,
        movement_velocity_mm_s=velocity,
        endpoint_mm=endpoint,
        directional_control_percent=control,
        onset_s=float(times[start]),
        end_s=float(times[end]),
        why_not=why_not,
    )


def directional_control_percent(on_mm: ArrayLike, off_mm: ArrayLike) -> float:
    """How straight a way was, in percent: 100·(Σ|Δon| − Σ|Δoff|) / Σ|Δon|. 100 is straight; it may be below zero.

    Raises SignalError when nothing moved along the axis.

    >>> directional_control_percent([0.0, 3.0, 6.0, 8.0], [0.0, 1.0, 1.0, 0.0])
    75.0
    """
    on, off = (float(np.abs(np.diff(np.asarray(way, dtype=np.float64))).sum()) for way in (on_mm, off_mm))
    if on == 0:
        raise SignalError(tr("nothing moved along the axis, so that there is no direction to keep"))
    return 100 * (on - off) / on


def _control(on: FloatArray, off: FloatArray) -> float | None:
    return directional_control_percent(on, off) if len(on) > 1 else None


def _velocity(times: FloatArray, on: FloatArray) -> float | None:
    """Mean velocity from 5 to 95 % of the endpoint excursion; from the onset where the lean began further out."""
    endpoint = float(on[-1])
    low, high = (_crossing(times, on, share * endpoint) for share in (0.05, 0.95))
    passed = high[0] - low[0]
    return (high[1] - low[1]) / passed if endpoint > 0 and passed > 0 else None


def _crossing(times: FloatArray, on: FloatArray, level: float) -> tuple[float, float]:
    """When and where the way first is as far out as the level, between two samples."""
    i = int(np.argmax(on >= level))
    if i == 0:
        return float(times[0]), float(on[0])
    share = (level - on[i - 1]) / (on[i] - on[i - 1])
    return float(times[i - 1] + share * (times[i] - times[i - 1])), level


def _without(maximum: float, limit_mm: float, why_not: str) -> LimitsTrial:
    missing = ("reaction_s", "movement_velocity_mm_s", "endpoint_mm", "directional_control_percent")
    return LimitsTrial(limit_mm=limit_mm, maximum_mm=maximum, why_not=dict.fromkeys(missing, why_not))


def _unit(direction: Sequence[float]) -> FloatArray:
    axis = np.asarray(direction, dtype=np.float64)
    if axis.shape != (2,) or not abs(float(np.hypot(*axis)) - 1) < 1e-6:
        raise SignalError(tr("a direction must be a unit vector of two numbers, right and forward"))
    return axis


def _along(t_s: ArrayLike, cop_mm: ArrayLike, axis: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Seconds, and the way along the axis and across it (to its left), low-passed, about the player's centre."""
    ready = prepare(t_s, cop_mm, filter_hz=LEAN_FILTER_HZ)
    cop = ready.cop_mm + np.array(ready.mean_mm)
    times = float(np.asarray(t_s, dtype=np.float64)[0]) + np.arange(len(cop)) / ready.rate_hz
    return times, cop @ axis, cop @ np.array([-axis[1], axis[0]])
