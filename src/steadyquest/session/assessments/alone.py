"""An assessment without a screen: trial after trial by whoever stands there, or a recording taken as a trial."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from steadyquest.conventions import GRAVITY_M_S2
from steadyquest.session.assessments.conduct import Assessing
from steadyquest.session.assessments.protocol import QUIET, Assessment, Trial
from steadyquest.session.headless import HeadlessPlay

if TYPE_CHECKING:
    from steadyquest.device.cop_csv import CopRecording
    from steadyquest.game.scene import Scene
    from steadyquest.levels.read import Level
    from steadyquest.session.assessments.measured_trial import MeasuredTrial
    from steadyquest.session.sitting import Session

LOST_TICKS = 2
"""At the end of a recording: the tick that begins a trial, and the one that ends it."""


def conduct(
    assessing: Assessing,
    *,
    session: Session,
    ready: Callable[[Trial], Any],
    told: Callable[[MeasuredTrial | None], Any],
    watch: Callable[[Scene | None], None] | None = None,
    say: Callable[[str], None] = lambda line: None,  # noqa: ARG005
    fast: bool = False,
) -> None:
    """All trials, one after the other. `ready` is asked before each, `told` hears what each came to.

    Raises SignalError when nobody ever stood steady.
    """

    def levels() -> Iterator[Level]:
        while assessing.trial is not None:
            ready(assessing.trial)
            # What came while somebody was getting ready is no part of the trial.
            session.poll()
            yield assessing.level()
            told(assessing.outcome())
            assessing.go_on()

    def start(level: Level) -> None:
        session.start(level, part=assessing.part())

    HeadlessPlay(session, named=levels(), start=start, watch=watch, say=say, fast=fast).play()


def trial_of_recording(recording: CopRecording, *, eyes: str = "open", surface: str = "firm") -> Assessment:
    """A whole recording as one trial of quiet standing, from its first sample."""
    lasts_s = float(recording.t_s[-1] - recording.t_s[0])
    seconds = math.floor(lasts_s * 100 - LOST_TICKS) / 100
    return Assessment(QUIET, (Trial(kind=QUIET, number=1, eyes=eyes, surface=surface, seconds=seconds, settle_s=0.0),))


def take_in(assessing: Assessing, *, session: Session, recording: CopRecording) -> MeasuredTrial | None:
    """Play a recording as the present trial, from its first sample to its last; what it came to.

    Who stands there is known beforehand: the recording's mean weight and place.
    """
    session.stand_known(
        weight_kg=float(recording.fz_n.mean()) / GRAVITY_M_S2,
        own_mm=(float(recording.cop_ml_mm.mean()), float(recording.cop_ap_mm.mean())),
    )
    assessing.begin()
    while session.world is not None:
        session.poll()
    return assessing.outcome()
