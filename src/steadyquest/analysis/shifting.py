"""Rhythmic weight shift: to and fro to a beat, 3, 2 or 1 s for each half cycle, sideways or forward and back.

Owns on-axis velocity and directional control as in `limits`, how far the turns were out and how well they met the
beat. Velocity is what the beat and the distance ask for as much as what somebody can do: compare only equal tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from steadyquest.analysis.limits import LEAN_FILTER_HZ, directional_control_percent
from steadyquest.analysis.prepare import FloatArray, prepare
from steadyquest.errors import SignalError
from steadyquest.words import tr

AXES = {"ml": 0, "ap": 1}
LEAST_BEATS = 4
"""Two turns on each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmicShift:
    """One pace along one axis, from the first beat to the last."""

    beats: int
    velocity_mm_s: float
    """On-axis path over time."""
    directional_control_percent: float
    """(on-axis path − off-axis path) / on-axis path."""
    amplitude_mm: float
    """Half the distance between the mean turns of the two sides."""
    amplitude_sd_mm: float
    """How much the turns of one side differ, pooled over both (N − 2)."""
    middle_mm: float
    """Where the middle between the mean turns is, about the player's centre."""
    timing_s: float
    """Mean time of the turns less that of their beats: + too late."""
    timing_sd_s: float
    """Its standard deviation (N − 1)."""


def rhythmic_shift(
    t_s: ArrayLike, cop_mm: ArrayLike, *, axis: str, half_cycle_s: float, beats_s: Sequence[float]
) -> RhythmicShift:
    """The measures of one rhythmic weight shift.

    A turn is the furthest point on the side of its beat, in the half cycle about it. Which side the first beat has is
    the one for which the turns come out further apart.

    Parameters
    ----------
    t_s : (n,) seconds
    cop_mm : (n, 2) millimetres about the player's centre, ML then AP
    axis : ml or ap
    half_cycle_s : from one beat to the next
    beats_s : when the beats were, by the same clock; beats outside the recording are left away

    Returns
    -------
    RhythmicShift

    Raises
    ------
    SignalError
        Whatever `prepare` refuses; fewer than four beats; an axis that never moved.

    Examples
    --------
    A cosine of 40 mm that turns at every beat, two seconds apart, with a bow of a tenth.

    >>> t = np.arange(4100) / 100
    >>> way = 40 * np.cos(np.pi * t / 2)
    >>> found = rhythmic_shift(t, np.column_stack((way, way / 10)), axis="ml", half_cycle_s=2, beats_s=range(2, 40, 2))
    >>> found.beats, round(found.amplitude_mm), round(found.velocity_mm_s), round(found.directional_control_percent)
    (19, 40, 40, 90)
    """
    if axis not in AXES:
        raise SignalError(tr("a rhythmic shift goes along ml or ap, not {axis}").format(axis=axis))
    if not half_cycle_s > 0:
        raise SignalError(tr("a half cycle must last longer than no time"))
    times, cop = _smooth(t_s, cop_mm)
    beats = np.array([beat for beat in beats_s if times[0] <= beat <= times[-1]])
    if len(beats) < LEAST_BEATS:
        raise SignalError(
            tr("{n} beats are too few for a rhythmic shift; at least {least} are needed").format(
                n=len(beats), least=LEAST_BEATS
            )
        )
    on, off = cop[:, AXES[axis]], cop[:, 1 - AXES[axis]]
    between = (times >= beats[0]) & (times <= beats[-1])
    control = directional_control_percent(on[between], off[between])
    path_mm, lasted_s = float(np.abs(np.diff(on[between])).sum()), float(np.ptp(times[between]))
    turns = max((_turns(times, on, beats, half_cycle_s, first=side) for side in (1, -1)), key=_apart)
    sides = turns[::2, 0], turns[1::2, 0]
    left_over = sum(float(((side - side.mean()) ** 2).sum()) for side in sides)
    return RhythmicShift(
        beats=len(beats),
        velocity_mm_s=path_mm / lasted_s,
        directional_control_percent=control,
        amplitude_mm=_apart(turns) / 2,
        amplitude_sd_mm=float(np.sqrt(left_over / (len(turns) - 2))),
        middle_mm=float(sides[0].mean() + sides[1].mean()) / 2,
        timing_s=float(turns[:, 1].mean()),
        timing_sd_s=float(turns[:, 1].std(ddof=1)),
    )


def _smooth(t_s: ArrayLike, cop_mm: ArrayLike) -> tuple[FloatArray, FloatArray]:
    ready = prepare(t_s, cop_mm, filter_hz=LEAN_FILTER_HZ)
    times = float(np.asarray(t_s, dtype=np.float64)[0]) + np.arange(len(ready.cop_mm)) / ready.rate_hz
    return times, ready.cop_mm + np.array(ready.mean_mm)


def _turns(times: FloatArray, on: FloatArray, beats: FloatArray, half_cycle_s: float, *, first: int) -> FloatArray:
    """(beats, 2): where the turn at each beat was, and how much later than the beat."""
    turns = np.empty((len(beats), 2))
    for k, beat in enumerate(beats):
        a, b = np.searchsorted(times, (beat - half_cycle_s / 2, beat + half_cycle_s / 2))
        side = first if k % 2 == 0 else -first
        i = int(a) + int(np.argmax(side * on[a : max(b, a + 1)]))
        turns[k] = on[i], times[i] - beat
    return turns


def _apart(turns: FloatArray) -> float:
    return abs(float(turns[::2, 0].mean() - turns[1::2, 0].mean()))
