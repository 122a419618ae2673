"""What a level asks of a person: for how long, how fast, and on which side. Estimates, from its numbers alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from steadyquest.conventions import TICKS_PER_S, UNIT_VECTORS
from steadyquest.game.places import expanded
from steadyquest.game.spec import (
    CatchSpec,
    ChooseSpec,
    FollowSpec,
    HoldSpec,
    LevelSpec,
    LimitsSpec,
    MarchSpec,
    MatchSpec,
    Place,
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
from steadyquest.game.stars import KEPT
from steadyquest.game.tasks import catch, steer
from steadyquest.game.tasks.garden import Garden, nearest

# What a person is expected to do.
REACTION_S = 0.4
LEAN_S = 1.5
"""One calm lean out or back."""
ASK_S = 1.0
"""Stillness before the next try."""
THINK_S = 2.0
COUNT_S = 6.0
"""To say how many there were."""
ROLL_S = 0.35
"""Reach units a second that a marble comes along, corners included."""
SIDEWAYS = 0.1
"""Nearer to the middle than this is no side."""
EIGHT_LENGTH = 6.1
"""Length of the lemniscate (sin t, ½ sin 2t)."""


class Demand(NamedTuple):
    """What one kind of task asks for: its time, its speed, its sides."""

    seconds: Callable[[Any], float]
    reach_s: Callable[[Any, float], float] | None = None
    """The lean's speed at a difficulty, in reach units a second."""
    key: str = ""
    """The key to be changed when that is too fast."""
    places: Callable[[Any], tuple[Place, ...]] = lambda _task: ()


def expected_s(spec: LevelSpec) -> float:
    """About how long a level plays at half its difficulty, rests included."""
    once = sum(step_s(step) for step in spec.steps)
    return min(spec.max_s, once * spec.repeat)


def step_s(step: StepSpec) -> float:
    """About how long a step lasts for a person at half its difficulty."""
    seconds = demand_of(step.task).seconds(step.task)
    if isinstance(step.task, ReachSpec) and step.until_good is not None:
        seconds *= step.until_good / KEPT / step.task.count
    return seconds + (COUNT_S if step.distractors else 0.0)


def fastest(task: TaskSpec) -> tuple[float, str]:
    """The speed that a task asks for at either end of its pairs, in reach units a second, and the key for it."""
    demand = demand_of(task)
    if demand.reach_s is None:
        return 0.0, ""
    return max(demand.reach_s(task, d) for d in (0.0, 1.0)), demand.key


def sides(step: StepSpec) -> Iterator[tuple[str, float]]:
    """Each side that a step uses, and for how long."""
    places = demand_of(step.task).places(step.task)
    for place in places:
        side = side_of_place(place)
        if side:
            yield side, step_s(step) / len(places)


def side_of_place(place: Place) -> str:
    """left, right, affected, other, or empty for neither."""
    if place in {"affected", "other"}:
        return str(place)
    x, _ = UNIT_VECTORS.get(place, (0.0, 0.0)) if isinstance(place, str) else place
    return "" if abs(x) < SIDEWAYS else ("right" if x > 0 else "left")


def demand_of(task: TaskSpec) -> Demand:
    """What a task asks for."""
    return _DEMANDS[type(task)]


def in_time(way: float, seconds: float) -> float:
    """A way in reach units in a time; endless when there is none."""
    return max(0.0, way) / seconds if seconds > 0 else math.inf


def seen_ahead(task: CatchSpec, d: float) -> float:
    """How far ahead things come into sight when so many come in a minute."""
    gap_s = 60.0 / task.per_min.at(d) - catch.AFTER_CATCH_TICKS / TICKS_PER_S
    return min(catch.FURTHEST, task.speed.at(d) * gap_s - catch.PAST)


def _reach_s(task: ReachSpec) -> float:
    out_and_back = LEAN_S * (2 if task.back else 1)
    return task.count * min(task.limit_s.at(0.5), REACTION_S + task.dwell_s.at(0.5) + out_and_back)


def _limits_s(task: LimitsSpec) -> float:
    """Every trial with its signal, and the way back."""
    wait_s = sum(task.wait_s) / 2
    return (task.practice + len(expanded(task.where))) * (LEAN_S + wait_s + task.seconds + ASK_S)


def _roll_s(task: RollSpec) -> float:
    """From gem to gem, always to the nearest one."""
    garden = Garden(task.map)
    at, left, cells = garden.start, list(garden.gems), 0
    while left:
        ways = garden.ways(at)
        at = nearest(left, ways=ways)
        cells += ways.get(at, 0)
        left.remove(at)
    return cells * garden.cell / ROLL_S + len(garden.gems) * (REACTION_S + ASK_S)


def _reach_speed(task: ReachSpec, d: float) -> float:
    distance = task.distance.at(d)
    farthest = max(distance if isinstance(place, str) else math.hypot(*place) for place in task.where)
    # Without coming back, the next target may be on the other side.
    way = farthest * (1 if task.back else 2) - task.radius.at(d)
    return in_time(way, task.limit_s.at(d) - task.dwell_s.at(d) - REACTION_S)


def _lap_speed(task: FollowSpec, d: float) -> float:
    if task.path == "points":
        lap = [*task.points, task.points[0]]
        return sum(math.dist(a, b) for a, b in pairwise(lap)) / task.period_s.at(d)
    lengths = {"line_ml": 4.0, "line_ap": 4.0, "circle": math.tau, "eight": EIGHT_LENGTH}
    return lengths[task.path] * task.size.at(d) / task.period_s.at(d)


def _gate_speed(task: SteerSpec, d: float) -> float:
    """From the edge of one opening to the next one's."""
    gate, every_s = task.gate.at(d), task.every_s.at(d)
    way = max(min(2 * steer.WIDEST_OUT, steer.FASTEST * every_s), gate + 0.2)
    return in_time(way - gate, every_s - REACTION_S)


def _catch_speed(task: CatchSpec, d: float) -> float:
    """From one side to the other, from when a thing comes into sight until it comes by."""
    ahead = max(catch.NEAREST, seen_ahead(task, d))
    return in_time(2 * (catch.MOST_OUT.at(d) - task.radius.at(d)), ahead / task.speed.at(d) - REACTION_S)


def _beat_speed(task: RhythmSpec, d: float) -> float:
    return in_time(2 * (task.distance.at(d) - task.radius.at(d)), task.beat_s.at(d))


_DEMANDS: dict[type, Demand] = {
    HoldSpec: Demand(lambda task: task.seconds.at(0.5) * len(task.at), places=lambda task: task.at),
    ReachSpec: Demand(
        _reach_s, _reach_speed, "limit_s", lambda task: () if task.emphasis is not None else expanded(task.where)
    ),
    ChooseSpec: Demand(lambda task: task.count * (THINK_S + task.dwell_s.at(0.5) + 2 * LEAN_S + ASK_S)),
    FollowSpec: Demand(lambda task: task.seconds, _lap_speed, "period_s", lambda task: task.points),
    SteerSpec: Demand(lambda task: task.count * task.every_s.at(0.5) + ASK_S, _gate_speed, "every_s"),
    RollSpec: Demand(_roll_s),
    CatchSpec: Demand(lambda task: task.count * 60.0 / task.per_min.at(0.5), _catch_speed, "speed"),
    RhythmSpec: Demand(lambda task: (task.count + 1) * task.beat_s.at(0.5), _beat_speed, "beat_s"),
    MatchSpec: Demand(
        lambda task: task.count * (task.seconds.at(0.5) + 2 * LEAN_S + ASK_S), places=lambda task: (task.leg,)
    ),
    MarchSpec: Demand(lambda task: (task.count + 1) * task.beat_s.at(0.5)),
    RiseSpec: Demand(lambda task: task.count * (task.tempo_s.at(0.5) + 2 * ASK_S)),
    RecallSpec: Demand(
        lambda task: task.count * (task.study_s.at(0.5) + 3 * LEAN_S + task.still_s + ASK_S),
        places=lambda task: expanded(task.where),
    ),
    RestSpec: Demand(lambda task: task.seconds),
    StandSpec: Demand(lambda task: task.settle_s + task.seconds + ASK_S),
    LimitsSpec: Demand(_limits_s, places=lambda task: expanded(task.where)),
}
