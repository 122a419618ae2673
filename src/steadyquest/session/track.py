"""A session's samples in time: where the ticks of its runs are among them, and what turned its counts into newtons.

The way back from what is recorded to what can be measured; results, reports and exports all take it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from steadyquest.analysis.cop import seconds_since_first
from steadyquest.analysis.prepare import FloatArray
from steadyquest.conventions import TICK_S, VALID_KG, least_kg_of
from steadyquest.errors import RecordError
from steadyquest.signal.calibration import Calibration

if TYPE_CHECKING:
    from steadyquest.records.rows import RunRow, SessionRow
    from steadyquest.records.store import Store

HOLE_S = 0.25
"""A longer hole in the samples runs no ticks."""


@dataclass(frozen=True)
class Track:
    """A session's samples with their times in seconds since the first."""

    samples: NDArray[Any]
    t_s: FloatArray

    @property
    def seconds(self) -> float:
        """From the first sample to the last."""
        return float(self.t_s[-1]) if len(self.t_s) else 0.0

    def of_ticks(self, run: RunRow, ticks: Sequence[int]) -> list[float]:
        """When the ticks of a run were, in seconds since the session's first sample."""
        since, world = self.t_s[run.start_sample :], self.world_s[run.start_sample :]
        if not len(since):
            return [run.start_s + tick * TICK_S for tick in ticks]
        wanted = world[0] + np.asarray(ticks, dtype=np.float64) * TICK_S
        at = np.searchsorted(world, wanted - 1e-9).clip(0, len(since) - 1)
        return [float(t) for t in since[at]]

    @cached_property
    def world_s(self) -> FloatArray:
        """(n,) the time of each sample without the holes before it."""
        steps = np.diff(self.t_s, prepend=self.t_s[:1])
        return np.asarray(self.t_s - np.cumsum(np.where(steps > HOLE_S, steps, 0.0)), dtype=np.float64)


def track_of(store: Store, session: SessionRow) -> tuple[Track, str]:
    """The samples, or none and the reason why: a damaged block costs the curves, not the report."""
    try:
        samples = store.sessions.sample_array(session.id)
    except RecordError as error:
        return Track(np.zeros(0), np.zeros(0)), str(error)
    if not len(samples):
        return Track(samples, np.zeros(0)), ""
    return Track(samples, seconds_since_first(samples["t_us"], samples["epoch"])), ""


def calibration_of(session: SessionRow, run: RunRow | None = None) -> Calibration | None:
    """What turned this run's counts into newtons; None when the record does not say, or the zero is missing."""
    for data in ((run.setup or {}).get("calibration") if run else None, session.calibration):
        try:
            calibration = Calibration.from_dict(data) if data else None
        except (KeyError, TypeError, ValueError):
            continue
        if calibration is not None and calibration.tare is not None:
            return calibration
    return None


def least_kg_throughout(runs: Sequence[RunRow], n: int) -> FloatArray:
    """The least load of each of a session's samples: a run's stance holds until the next run, the first one's before.

    Only the feet of somebody who sits press on the plate, perhaps with less than somebody who stands has to.
    """
    least_kg = np.full(n, VALID_KG)
    for number, run in enumerate(runs):
        least_kg[run.start_sample if number else 0 :] = least_kg_of(run.stance)
    return least_kg
