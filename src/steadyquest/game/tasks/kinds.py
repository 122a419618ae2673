"""The table of kinds: which spec is which task, and which skill it trains. A new task is a line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from steadyquest.game.spec import (
    CatchSpec,
    ChooseSpec,
    FollowSpec,
    HoldSpec,
    LevelSpec,
    LimitsSpec,
    MarchSpec,
    MatchSpec,
    ReachSpec,
    RecallSpec,
    RestSpec,
    RhythmSpec,
    RiseSpec,
    RollSpec,
    StandSpec,
    SteerSpec,
    StepSpec,
    TaskSpec,
)
from steadyquest.game.tasks.catch import Catch
from steadyquest.game.tasks.choose import Choose
from steadyquest.game.tasks.counting import Counting
from steadyquest.game.tasks.follow import Follow
from steadyquest.game.tasks.hold import Hold
from steadyquest.game.tasks.limits import Limits
from steadyquest.game.tasks.march import March
from steadyquest.game.tasks.match import Match
from steadyquest.game.tasks.reach import Reach
from steadyquest.game.tasks.recall import Recall
from steadyquest.game.tasks.rest import Rest
from steadyquest.game.tasks.rhythm import Rhythm
from steadyquest.game.tasks.rise import Rise
from steadyquest.game.tasks.roll import Roll
from steadyquest.game.tasks.stage import Stage, Task
from steadyquest.game.tasks.stand import Stand
from steadyquest.game.tasks.steer import Steer


class Kind(NamedTuple):
    """One kind of task."""

    name: str
    skill: str | None
    judged: bool
    """Whether its reps succeed or miss, and so move the difficulty."""
    make: Callable[..., Task]
    by_legs: bool = False
    """Whether it needs to know where the feet stand."""
    bends: bool = True
    """Whether wind, gain and reversed mean anything in it."""


KINDS: dict[type, Kind] = {
    HoldSpec: Kind("hold", "steadiness", True, Hold),
    ReachSpec: Kind("reach", "reach", True, Reach),
    ChooseSpec: Kind("choose", "reach", True, Choose),
    FollowSpec: Kind("follow", "tracking", True, Follow),
    SteerSpec: Kind("steer", "tracking", True, Steer),
    RollSpec: Kind("roll", "tracking", True, Roll),
    CatchSpec: Kind("catch", "timing", True, Catch),
    RhythmSpec: Kind("rhythm", "timing", True, Rhythm),
    MatchSpec: Kind("match", "loading", True, Match, by_legs=True, bends=False),
    MarchSpec: Kind("march", "stepping", True, March, by_legs=True, bends=False),
    RiseSpec: Kind("rise", "rising", True, Rise, bends=False),
    RecallSpec: Kind("recall", "feel", False, Recall),
    RestSpec: Kind("rest", None, False, Rest, bends=False),
    StandSpec: Kind("stand", None, False, Stand, bends=False),
    LimitsSpec: Kind("limits", None, False, Limits, bends=False),
}
SKILLS = ("steadiness", "reach", "tracking", "timing", "loading", "stepping", "rising", "feel")
_SIDES = frozenset({"affected", "other"})
_LENT_FROM = {"feel": "steadiness"}
"""Skills that take their difficulty and rung from another."""


def staircase_of(skill: str) -> str:
    """The skill whose difficulty and rung a skill uses: mostly its own."""
    return _LENT_FROM.get(skill, skill)


def kind_of(step: StepSpec) -> Kind:
    """The kind of a step."""
    return KINDS[type(step.task)]


def needs_feet(level: LevelSpec) -> bool:
    """Whether a level can only be played by somebody whose place on the mat is known."""
    return any(kind_of(step).by_legs for step in level.steps)


def asks_for_side(level: LevelSpec) -> bool:
    """Whether a level speaks of an affected side. Somebody without one plays it too: the left then stands for it."""
    return any(_is_sided(step.task) for step in level.steps) or any(name.endswith("_affected") for name in level.stance)


def _is_sided(task: TaskSpec) -> bool:
    if isinstance(task, ReachSpec | RecallSpec | LimitsSpec):
        return not _SIDES.isdisjoint(map(str, task.where)) or getattr(task, "emphasis", None) is not None
    if isinstance(task, HoldSpec):
        return not _SIDES.isdisjoint(map(str, task.at))
    return isinstance(task, MatchSpec) and task.leg in _SIDES


def make_task(step: StepSpec, stage: Stage) -> Task:
    """The task of a step, ready to be played."""
    extra: dict[str, Any] = {"until_good": step.until_good} if step.until_good else {}
    task = kind_of(step).make(step.task, stage, **extra)
    return Counting(task, most=step.distractors, stage=stage) if step.distractors else task
