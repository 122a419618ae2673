"""The levels that come with the game, played: harder at the hard end, done by a calm person, not by standing still."""

from __future__ import annotations

import math
from dataclasses import fields

import pytest

from steadyquest.conventions import Lean
from steadyquest.game.events import RunFinished
from steadyquest.game.spec import HoldSpec, Profile, Range, RecallSpec, RiseSpec
from steadyquest.game.staircase import Staircase
from steadyquest.game.tasks.kinds import SKILLS, needs_feet
from steadyquest.game.world import World
from steadyquest.levels.library import shipped
from steadyquest.simulate.aims import Aims

LEVELS = shipped()


@pytest.fixture(params=LEVELS, ids=lambda level: level.key)
def level(request):
    return request.param


HARDER = {
    "radius": -1,
    "distance": 1,
    "dwell_s": 1,
    "limit_s": -1,
    "size": 1,
    "seconds": 1,
    "period_s": -1,
    "study_s": -1,
    "gate": -1,
    "every_s": -1,
    "friction": 1,
    "per_min": 1,
    "speed": 1,
    "avoid_share": 1,
    "beat_s": -1,
    "tolerance": -1,
    "lift_share": -1,
    "tempo_s": -1,
}
"""Which way each number is harder. More friction asks for more lean. A share is harder further from one half."""


def test_every_shipped_level_gets_harder_with_difficulty(level):
    """Smaller, farther, longer or quicker at the hard end; never easier in any of it."""
    moves = [
        _harder(field.name, value)
        for step in level.spec.steps
        for field in fields(step.task)
        if isinstance(value := getattr(step.task, field.name), Range)
    ]
    assert min(moves) >= 0 < max(moves)


def _harder(name: str, value: Range) -> float:
    if name == "share":
        return abs(value.hard - 0.5) - abs(value.easy - 0.5)
    return HARDER[name] * (value.hard - value.easy)


def test_no_target_of_stillness_is_where_one_stands_anyway(level):
    """Away from the middle, a zone is clear of it also at its widest: who does not move is not there by chance."""
    for step in level.spec.steps:
        if isinstance(step.task, HoldSpec):
            away = [math.hypot(*place) for place in step.task.at if not isinstance(place, str)]
            assert min(away, default=1.0) > max(step.task.radius)


def _play(level, *, moves: bool) -> RunFinished:
    """One run at d = 0.3 of a person who goes calmly to whatever is asked for, or of one who never moves."""
    ladder = {skill: Staircase(d=0.3, fixed=True) for skill in SKILLS}
    world = World(level.spec, seed=1, staircases=ladder, profile=Profile(affected="left"), reach=Round())
    aims = Aims()
    at = (0.0, 0.0)
    events = []
    while not world.finished:
        goal = _wished(aims, world.scene(), at=at) if moves else at
        way = math.dist(at, goal)
        step = min(1.0, CALM_PER_TICK / way) if way else 0.0
        at = (at[0] + step * (goal[0] - at[0]), at[1] + step * (goal[1] - at[1]))
        events += world.step(Lean(10_000 * world.tick, *at, 80 * at[0], 80 * at[1], 70.0, valid=True))
    assert isinstance(events[-1], RunFinished)
    return events[-1]


CALM_PER_TICK = 0.006
"""Of a reach: 60 % of it a second, the most that a level may ask for."""


def _wished(aims: Aims, scene, *, at: tuple[float, float]) -> tuple[float, float]:
    """Where to lean so that the picture comes to what is asked for: a wind has to be leaned against."""
    goal = aims.look(scene)
    avatar = next((item for item in scene.items if item.kind == "avatar"), None)
    if avatar is None or goal.steers:
        return goal.x, goal.y
    return at[0] + goal.x - avatar.x, at[1] + goal.y - avatar.y


def _leans_do(level) -> bool:
    """Whether plain leaning plays it: weight that goes from foot to foot, rising and mirrors are for whole bodies."""
    steps = level.spec.steps
    return not needs_feet(level.spec) and not any(step.reversed or isinstance(step.task, RiseSpec) for step in steps)


LEANT = [level for level in LEVELS if _leans_do(level)]


class Round:
    """A reach of 80 mm in every direction."""

    def mm_at(self, angle_rad):
        return 80.0

    def to_mm(self, x, y):
        return 80 * x, 80 * y

    def to_units(self, ml_mm, ap_mm):
        return ml_mm / 80, ap_mm / 80


@pytest.mark.parametrize("level", LEANT, ids=lambda level: level.key)
def test_every_shipped_level_can_be_played_to_its_end(level):
    """A calm person goes through the whole level, without a hurry and without its clock cutting it short."""
    finished = _play(level, moves=True)
    assert finished.complete
    assert finished.tick < level.spec.max_s * 100
    assert finished.success is None or finished.success >= 0.75


@pytest.mark.parametrize("level", LEANT, ids=lambda level: level.key)
def test_no_shipped_level_is_won_by_standing_still(level):
    """Somebody who never moves does not succeed in a level, unless it says why."""
    if level.spec.still_ok or all(isinstance(step.task, RecallSpec) for step in level.spec.steps):
        return
    assert _play(level, moves=False).success < 0.6
