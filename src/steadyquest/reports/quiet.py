"""The quiet parts of a run: what was held long enough, and its measures.

A hold's clock starts when the player has come to the zone; the way there is not sway and is left away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from steadyquest.analysis.measure import measured
from steadyquest.analysis.prepare import FloatArray, Prepared, prepare
from steadyquest.errors import SignalError
from steadyquest.signal.reach import Reach
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.rows import RepRow

LEAST_S = 10.0
COME_S = 4.0
"""The longest way to the zone: after it the hold's clock runs anyway."""
ROUNDING_S = 0.1
"""The way to the zone is judged by the unfiltered centre of pressure, some samples earlier or later than in play."""

Timed = tuple["RepRow", Sequence[float]]


@dataclass(frozen=True, slots=True)
class QuietRecording:
    """One hold. Measured, or with one plain line why not."""

    rep: RepRow
    start_s: float
    """From the session's first sample."""
    seconds: float
    ready: Prepared | None = None
    figures: Mapping[str, float] | None = None
    why_not: str = ""
    not_told: tuple[str, ...] = ()
    """Why some figures are missing."""


def quiet_recordings(
    holds: Sequence[Timed],
    *,
    t_s: FloatArray,
    cop_mm: FloatArray,
    setup: Mapping[str, Any],
    pauses: Sequence[tuple[float, float]] = (),
) -> tuple[QuietRecording, ...]:
    """Each hold of a run, from when the player was in the zone to its end."""
    return tuple(_recording(rep, span, t_s=t_s, cop_mm=cop_mm, setup=setup, pauses=pauses) for rep, span in holds)


def _recording(
    rep: RepRow,
    span: Sequence[float],
    *,
    t_s: FloatArray,
    cop_mm: FloatArray,
    setup: Mapping[str, Any],
    pauses: Sequence[tuple[float, float]],
) -> QuietRecording:
    first, last = (int(i) for i in np.searchsorted(t_s, span))
    first = _arrival(rep, first, t_s=t_s, cop_mm=cop_mm, setup=setup)
    times, cop = t_s[first:last], cop_mm[first:last]
    start = float(times[0]) if len(times) else float(span[0])
    lasts = max(0.0, float(span[1]) - start)
    if any(a < span[1] and b > start for a, b in pauses):
        return QuietRecording(rep, start, lasts, why_not=tr("there was a pause in it"))
    if lasts < LEAST_S - ROUNDING_S:
        why_not = tr("too short to measure ({seconds:.1f} s; at least {least:.0f} s are needed)")
        return QuietRecording(rep, start, lasts, why_not=why_not.format(seconds=lasts, least=LEAST_S))
    valid = ~np.isnan(cop[:, 0])
    try:
        found = measured(times, cop, valid=valid)
        figures = {key: value for key, value in found.values.items() if value is not None}
        ready = prepare(times[valid], cop[valid])
        reasons = tuple(dict.fromkeys(found.why_not.values()))
        return QuietRecording(rep, start, lasts, ready=ready, figures=figures, not_told=reasons)
    except SignalError as error:
        return QuietRecording(rep, start, lasts, why_not=str(error))


def _arrival(rep: RepRow, first: int, *, t_s: FloatArray, cop_mm: FloatArray, setup: Mapping[str, Any]) -> int:
    """The first sample in the zone, or the one after the longest way there."""
    zone = zone_of(rep, setup)
    if zone is None or first >= len(t_s):
        return first
    latest = int(np.searchsorted(t_s, t_s[first] + COME_S))
    for i in range(first, min(latest, len(t_s))):
        if zone.holds(float(cop_mm[i, 0]), float(cop_mm[i, 1])):
            return i
    return min(latest, len(t_s))


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a hold was to be kept, in reach units about the centre."""

    x: float
    y: float
    radius: float
    reach: Reach
    centre_mm: tuple[float, float]

    def holds(self, ml_mm: float, ap_mm: float) -> bool:
        """Whether a place on the plate is in the zone. What is not a place is not."""
        if ml_mm != ml_mm or ap_mm != ap_mm:
            return False
        x, y = self.reach.to_units(ml_mm - self.centre_mm[0], ap_mm - self.centre_mm[1])
        return (x - self.x) ** 2 + (y - self.y) ** 2 <= self.radius**2


def zone_of(rep: RepRow, setup: Mapping[str, Any]) -> Zone | None:
    """The zone of a hold, when the record tells enough of it."""
    try:
        reach, centre = setup["reach"], setup["centre_mm"]
        known = Reach(tuple(float(v) for v in reach["mm"]), str(reach.get("kind", "")))
        at = (float(centre[0]), float(centre[1]))
    except (KeyError, TypeError, ValueError, IndexError, SignalError):
        return None
    if rep.x is None or rep.y is None or rep.radius is None:
        return None
    return Zone(rep.x, rep.y, rep.radius, known, at)
