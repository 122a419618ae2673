"""Leans before there is a session, so that who stands on the plate can choose where to play, and as whom.

Nothing of it is measured, kept or taken over: a session takes its own zero and its own middle. Owns what is known of
the plate until then; which leans choose is not known here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from steadyquest.conventions import BoardSample, Lean
from steadyquest.session.preparation import READY, TARING, Preparation
from steadyquest.session.run import WATCHDOG_S
from steadyquest.session.zero import STEPPED_OFF_US, has_stepped_off, last_zero
from steadyquest.signal.calibration import Row
from steadyquest.signal.one_euro import STEADINESS
from steadyquest.signal.reach import uniform

if TYPE_CHECKING:
    from steadyquest.records.store import Store
    from steadyquest.signal.source import Source

REACH_MM = 50.0
"""A menu counts a lean from three fifths of it."""


class Doorstep:
    """Fed with every sample of a source that has no session yet.

    Nobody knows yet how far this body leans: the reach is one that children have sideways and forward, and that is
    more than people wander off in standing. The zero is the one that the records know of this board. Without one, an
    empty plate gives it; and a plate that weighs less than nothing gives another one, for then somebody was on it.
    """

    def __init__(self, source: Source, *, store: Store | None) -> None:
        self.source = source
        calibration = source.calibration
        known = last_zero(store, source.board_id) if calibration.tare is None else None
        if known is not None:
            calibration = calibration.tared(known.tare)
        self._preparation = Preparation(calibration, filter_spec=STEADINESS["normal"], reach=uniform(REACH_MM))
        self._off_since_us: int | None = None
        self._heard_s = -math.inf

    def ready(self, *, now_s: float) -> bool:
        """Whether somebody has stood still for long enough to have a middle, and samples of them come."""
        return self._preparation.stage == READY and now_s - self._heard_s <= WATCHDOG_S

    @property
    def empty(self) -> Row | None:
        """The plate's counts with nobody on it, as they were seen or as the records know them; None before that."""
        return self._preparation.calibration.tare

    @property
    def lean(self) -> Lean | None:
        """The newest lean, about the middle of whoever stands there."""
        return self._preparation.lean

    def feed(self, samples: Sequence[BoardSample], *, now_s: float) -> None:
        """Take what has come by now."""
        if samples:
            self._heard_s = now_s
        for sample in samples:
            lean = self._preparation.feed(sample)
            if lean is not None:
                self._mind(sample, lean)

    def _mind(self, sample: BoardSample, lean: Lean) -> None:
        """See whether somebody has gone: then the next one has a middle of their own, and perhaps another zero."""
        if lean.valid or self._preparation.stage == TARING:
            self._off_since_us = None
        elif self._off_since_us is None or lean.t_us < self._off_since_us:
            self._off_since_us = lean.t_us
        elif lean.t_us - self._off_since_us >= STEPPED_OFF_US:
            self._off_since_us = None
            if has_stepped_off(sample, self._preparation.calibration):
                self._preparation.tare()
            elif self._preparation.stage == READY:
                self._preparation.centre_again()
