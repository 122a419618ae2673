"""The leans of a run as the game had them, sample by sample, with the ticks that were played by then.

The same arithmetic as `session.run`, without the world: what the world did to the centre stands in the run's events.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from steadyquest.conventions import TICK_US, BoardSample, Lean
from steadyquest.errors import SteadyQuestError
from steadyquest.session.run import HOLE_US
from steadyquest.session.setup import RunSetup
from steadyquest.signal.chain import Chain

if TYPE_CHECKING:
    from steadyquest.records.rows import EventRow, RunRow


class Moment(NamedTuple):
    """A sample of a run: the last tick that was played when it had come, and the lean."""

    tick: int
    lean: Lean


class Leans:
    """Feed it each sample of a run from its first one on."""

    def __init__(self, setup: RunSetup, events: Sequence[EventRow], *, ended: bool = True) -> None:
        self._chain = Chain(setup.calibration, filter_spec=setup.filter, reach=setup.reach)
        self._chain.centre_mm, self._chain.least_kg = setup.centre_mm, setup.least_kg
        self._centres = {
            event.tick: (float(event.data["cop_ml_mm"]), float(event.data["cop_ap_mm"]))
            for event in events
            if event.name == "Recentred"
        }
        self._last_tick = max((event.tick for event in events), default=0) if ended else math.inf
        self._before: BoardSample | None = None
        self._next_us = self._tick = 0
        self.over = False
        """Whether the run's last tick was played."""

    def feed(self, sample: BoardSample) -> Moment:
        """The lean of one sample."""
        before, self._before, t_us = self._before, sample, sample.t_us
        if before is None:
            self._next_us = t_us + TICK_US
        elif not 0 <= t_us - before.t_us <= HOLE_US or sample.epoch != before.epoch:
            self._next_us = t_us + TICK_US
            self._chain.reset()
        lean = self._chain.feed(sample)
        while self._next_us <= t_us and not self.over:
            self._next_us += TICK_US
            self._tick += 1
            self._chain.centre_mm = self._centres.get(self._tick, self._chain.centre_mm)
            self.over = self._tick >= self._last_tick
        return Moment(self._tick, lean)

    def follow(self, samples: Iterable[BoardSample]) -> Iterator[Moment]:
        """The leans of samples, up to the run's end."""
        for sample in samples:
            if self.over:
                return
            yield self.feed(sample)


def leans_of(run: RunRow, events: Sequence[EventRow]) -> Leans | None:
    """The leans of a recorded run; None when its record does not tell enough."""
    try:
        return Leans(RunSetup.from_dict(run.setup), events, ended=run.ended is not None)
    except (KeyError, TypeError, ValueError, IndexError, SteadyQuestError):
        return None
