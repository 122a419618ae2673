"""Slow mode: what a level asks for in time, given at a slower pace. A tick stays 10 ms, and a lean is never slowed.

Only the level slows down: a guide goes round in more seconds, things drift in more slowly and less often, beats come
further apart, a time limit is longer. How long one keeps still or stays on a target is as it was written: that is
what is practised, and longer would be harder. The pace is part of the player's profile, so a run is computed again
bit by bit (docs/decisions/0023).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from steadyquest.game.spec import (
    CatchSpec,
    FollowSpec,
    MarchSpec,
    Range,
    ReachSpec,
    RecallSpec,
    RhythmSpec,
    RiseSpec,
    RollSpec,
    SteerSpec,
    StepSpec,
    TaskSpec,
)

FULL = 1.0
LONGER: dict[type[TaskSpec], tuple[str, ...]] = {
    ReachSpec: ("limit_s",),
    FollowSpec: ("period_s",),
    RecallSpec: ("study_s", "limit_s"),
    SteerSpec: ("every_s",),
    RhythmSpec: ("beat_s",),
    MarchSpec: ("beat_s",),
    RiseSpec: ("tempo_s",),
    RollSpec: ("friction",),
}
"""Times that are given more of. More friction is a slower marble: its top speed is the push over the friction."""
SLOWER: dict[type[TaskSpec], tuple[str, ...]] = {CatchSpec: ("per_min", "speed")}
"""Speeds and rates."""


def paced(step: StepSpec, pace: float) -> StepSpec:
    """The step at a pace: 1 as it is written, 0.5 half as fast.

    >>> slow = paced(StepSpec(task=FollowSpec(period_s=Range(8.0, 4.0))), 0.5)
    >>> slow.task.period_s, slow.task.seconds
    (Range(easy=16.0, hard=8.0), 30.0)
    """
    if pace == FULL:
        return step
    task = step.task
    changed: dict[str, Any] = {
        **{name: _times(getattr(task, name), 1.0 / pace) for name in LONGER.get(type(task), ())},
        **{name: _times(getattr(task, name), pace) for name in SLOWER.get(type(task), ())},
    }
    return replace(step, task=replace(task, **changed)) if changed else step


def _times(value: Range | float, factor: float) -> Range | float:
    return Range(value.easy * factor, value.hard * factor) if isinstance(value, Range) else value * factor
