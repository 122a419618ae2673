"""The intention: where somebody who looks at the scene wishes to lean, and how they get there.

It reads nothing but the scene: in the dark there is no avatar in it, and what was seen before has to be remembered.
"""

from __future__ import annotations

import math
import random
from typing import NamedTuple

from steadyquest.conventions import TICK_S
from steadyquest.game.scene import Item, Scene
from steadyquest.simulate.people import Habits

ASKING = ("target", "zone", "guide")
"""Kinds that ask for the lean to come to them, the strongest first."""
OVER = {"reached", "missed", "done", "next"}
"""States of a thing that asks for nothing any more, or not yet."""
AHEAD_S = 0.3
"""How far ahead of a thing that moves one aims: about what the body takes to follow."""
ARRIVED = 0.08
FURTHEST = 1.15
ERROR_MOST = 0.5
REACTION_SPREAD, REACTION_LEAST_S = 0.15, 0.15
WANDER_S = (1.5, 4.0)
WANDER_RADIUS = 0.9


class _Goal(NamedTuple):
    key: tuple[object, ...]
    """What makes it another goal: reacted to, and aimed at anew."""
    x: float
    y: float


CENTRE = _Goal(("centre",), 0.0, 0.0)


class Intention:
    """One person's wish, in reach units; one step a sample."""

    def __init__(self, habits: Habits, *, rng: random.Random, rate_hz: float = 100.0) -> None:
        self._habits, self._rng, self._dt = habits, rng, 1.0 / rate_hz
        self._seen = self._goal = CENTRE
        self._react_in_s = 0.0
        self._goal_vx = self._goal_vy = 0.0
        self._tick = 0
        self._remembered: dict[tuple[int, int], tuple[float, float]] = {}
        self._avatar: Item | None = None
        self._x = self._y = 0.0
        self._off_x, self._off_y = 0.0, 0.0
        """How far the felt place is from the true one."""
        self._wander_s = 0.0

    def observe(self, scene: Scene | None) -> None:
        """Look; at most once a sample. None: there is nothing to be seen."""
        if self._habits.moves != "to_what_is_asked":
            return
        self._avatar = None if scene is None else next((item for item in scene.items if item.kind == "avatar"), None)
        if scene is None:
            self._notice(CENTRE)
        elif not scene.paused:
            self._notice(self._asked(scene), after_s=(scene.tick - self._tick) * TICK_S)
            self._tick = scene.tick

    def step(self) -> tuple[float, float]:
        """The wished lean one sample later."""
        if self._habits.moves == "never":
            return 0.0, 0.0
        if self._habits.moves == "anywhere":
            self._wander()
        self._react()
        self._feel()
        self._head_for(self._goal.x + self._off_x, self._goal.y + self._off_y)
        return self._x, self._y

    def _asked(self, scene: Scene) -> _Goal:
        """What the scene asks for; the goal so far while a result is shown; the centre when it asks for nothing."""
        for kind in ASKING:
            things = [item for item in scene.items if item.kind == kind]
            asking = next((item for item in things if item.state not in OVER), None)
            if asking is not None:
                return self._towards(asking, scene)
            if things:
                return self._seen
        place = self._remembered.get((scene.step, scene.rep))
        if place is not None and any(item.kind == "hint" for item in scene.items):
            return _Goal(("found", scene.step, scene.rep), *place)
        home = next((item for item in scene.items if item.kind == "home"), None)
        return CENTRE if home is None else _Goal(("home", scene.step, scene.rep), home.x, home.y)

    def _towards(self, thing: Item, scene: Scene) -> _Goal:
        if scene.task == "recall":
            self._remembered = {(scene.step, scene.rep): (thing.x, thing.y)}
        if thing.kind == "guide":
            # It moves; it stays the same goal.
            return _Goal(("guide", scene.step), thing.x, thing.y)
        return _Goal((thing.kind, scene.step, scene.rep, thing.x, thing.y), thing.x, thing.y)

    def _notice(self, goal: _Goal, *, after_s: float = 0.0) -> None:
        """See what is asked, and how fast it goes."""
        before, self._seen = self._seen, goal
        if goal.key != before.key:
            slower = 1.0 + self._rng.gauss(0.0, REACTION_SPREAD)
            self._react_in_s = max(REACTION_LEAST_S, self._habits.reaction_s * slower)
            self._goal_vx = self._goal_vy = 0.0
        elif after_s > 0.0:
            self._goal_vx, self._goal_vy = (goal.x - before.x) / after_s, (goal.y - before.y) / after_s

    def _react(self) -> None:
        """After the reaction time what was seen becomes the goal; a goal that moves is then followed."""
        if self._seen.key != self._goal.key:
            self._react_in_s -= self._dt
            if self._react_in_s > 0.0:
                return
            self._set_out_for(self._seen)
        self._goal = self._seen

    def _set_out_for(self, goal: _Goal) -> None:
        """Aim, a little beside it: further off for a longer way, and in the dark."""
        habits = self._habits
        spread = habits.scatter + habits.scatter_per_unit * math.hypot(goal.x - self._x, goal.y - self._y)
        if self._avatar is None:
            spread *= habits.darkness
        self._off_x, self._off_y = self._rng.gauss(0.0, spread), self._rng.gauss(0.0, spread)

    def _feel(self) -> None:
        """By light a seen error is taken back; in the dark the felt place wanders."""
        habits, avatar, goal = self._habits, self._avatar, self._goal
        if avatar is None:
            wander = habits.drift_per_root_s * math.sqrt(self._dt)
            dx, dy = self._rng.gauss(0.0, wander), self._rng.gauss(0.0, wander)
        elif math.hypot(goal.x + self._off_x - self._x, goal.y + self._off_y - self._y) < ARRIVED:
            back = habits.correction_per_s * self._dt
            dx, dy = back * (goal.x - avatar.x), back * (goal.y - avatar.y)
        else:
            return
        self._off_x = min(max(self._off_x + dx, -ERROR_MOST), ERROR_MOST)
        self._off_y = min(max(self._off_y + dy, -ERROR_MOST), ERROR_MOST)

    def _head_for(self, x: float, y: float) -> None:
        """As fast as this person leans, ahead of what moves."""
        x, y = _within(x + AHEAD_S * self._goal_vx, y + AHEAD_S * self._goal_vy)
        way_x, way_y = x - self._x, y - self._y
        steps = math.hypot(way_x, way_y) / (self._habits.speed_per_s * self._dt)
        if steps > 1.0:
            way_x, way_y = way_x / steps, way_y / steps
        self._x, self._y = self._x + way_x, self._y + way_y

    def _wander(self) -> None:
        self._wander_s -= self._dt
        if self._wander_s > 0.0:
            return
        self._wander_s = self._rng.uniform(*WANDER_S)
        radius, angle = WANDER_RADIUS * math.sqrt(self._rng.random()), self._rng.uniform(-math.pi, math.pi)
        self._seen = _Goal(("somewhere", self._wander_s), radius * math.cos(angle), radius * math.sin(angle))
        self._react_in_s = 0.0


def _within(x: float, y: float) -> tuple[float, float]:
    """Nobody wishes to fall."""
    far = math.hypot(x, y) / FURTHEST
    return (x / far, y / far) if far > 1.0 else (x, y)
