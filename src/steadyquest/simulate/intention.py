"""The intention: where somebody who looks at the scene wishes to lean, and how they get there.

It reads nothing but the scene: in the dark there is no avatar in it, and what was seen before has to be remembered.
"""

from __future__ import annotations

import math
import random

from steadyquest.game.scene import Item, Scene
from steadyquest.simulate.aims import CENTRE, Aims, Goal, speed_of
from steadyquest.simulate.people import Habits

AHEAD_S = 0.3
"""How far ahead of a thing that moves one aims: about what the body takes to follow."""
ARRIVED = 0.08
FURTHEST, FOOT_FURTHEST = 1.15, 3.0
"""How far one wishes to lean, and to step."""
FOOT_FASTER = 3.0
"""Weight goes from foot to foot so many times faster than one leans."""
RISE_PER_S = 1.2
"""Of the whole way up, for somebody who leans one reach a second."""
ERROR_MOST = 0.5
REACTION_SPREAD, REACTION_LEAST_S = 0.15, 0.15
WANDER_S = (1.5, 4.0)
WANDER_RADIUS = 0.9


class Intention:
    """One person's wish, in reach units; one step a sample."""

    def __init__(self, habits: Habits, *, rng: random.Random, rate_hz: float = 100.0) -> None:
        self._habits, self._rng, self._dt = habits, rng, 1.0 / rate_hz
        self._seen = self._goal = CENTRE
        self._react_in_s = 0.0
        self._goal_vx = self._goal_vy = 0.0
        self._tick = 0
        self._aims = Aims()
        self._avatar: Item | None = None
        self._x = self._y = 0.0
        self._off_x, self._off_y = 0.0, 0.0
        """How far the felt place is from the true one."""
        self._wander_s = 0.0
        self.risen = 1.0
        """How far one has risen: 0 sitting, 1 standing."""

    @property
    def steps(self) -> bool:
        """Whether the weight goes onto one foot, which is further than one leans."""
        return self._goal.steps

    def observe(self, scene: Scene | None) -> None:
        """Look; at most once a sample. None: there is nothing to be seen."""
        if self._habits.moves != "to_what_is_asked":
            return
        self._avatar = None if scene is None else next((item for item in scene.items if item.kind == "avatar"), None)
        if scene is None:
            self._aims.risen = 1.0
            self._notice(CENTRE)
        elif not scene.paused:
            self._notice(self._aims.look(scene), ticks=scene.tick - self._tick)
            self._tick = scene.tick

    def step(self) -> tuple[float, float]:
        """The wished lean one sample later."""
        if self._habits.moves == "never":
            return 0.0, 0.0
        if self._habits.moves == "anywhere":
            self._wander()
        self._react()
        self._rise()
        self._feel()
        self._head_for(self._goal.x + self._off_x, self._goal.y + self._off_y)
        return self._x, self._y

    def _notice(self, goal: Goal, *, ticks: int = 0) -> None:
        """See what is asked, and how fast it goes."""
        before, self._seen = self._seen, goal
        if goal.key != before.key:
            slower = 1.0 + self._rng.gauss(0.0, REACTION_SPREAD)
            self._react_in_s = max(REACTION_LEAST_S, self._habits.reaction_s * slower)
            self._goal_vx = self._goal_vy = 0.0
        elif ticks > 0:
            self._goal_vx, self._goal_vy = speed_of(before, goal, ticks=ticks)

    def _react(self) -> None:
        """After the reaction time what was seen becomes the goal; a goal that moves is then followed."""
        if self._seen.key != self._goal.key:
            self._react_in_s -= self._dt
            if self._react_in_s > 0.0:
                return
            self._set_out_for(self._seen)
        self._goal = self._seen

    def _set_out_for(self, goal: Goal) -> None:
        """Aim, a little beside it: further off for a longer way, and in the dark."""
        habits = self._habits
        spread = habits.scatter + habits.scatter_per_unit * math.hypot(goal.x - self._x, goal.y - self._y)
        if self._avatar is None:
            spread *= habits.darkness
        self._off_x, self._off_y = self._rng.gauss(0.0, spread), self._rng.gauss(0.0, spread)

    def _feel(self) -> None:
        """By light a seen error is taken back; in the dark the felt place wanders."""
        habits, avatar, goal = self._habits, self._avatar, self._goal
        if goal.steers:
            # The lean is corrected by what the marble does.
            self._off_x = self._off_y = 0.0
            return
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
        furthest, speed = (FOOT_FURTHEST, FOOT_FASTER) if self._goal.steps else (FURTHEST, 1.0)
        x, y = _within(x + AHEAD_S * self._goal_vx, y + AHEAD_S * self._goal_vy, furthest=furthest)
        way_x, way_y = x - self._x, y - self._y
        steps = math.hypot(way_x, way_y) / (self._habits.speed_per_s * speed * self._dt)
        if steps > 1.0:
            way_x, way_y = way_x / steps, way_y / steps
        self._x, self._y = self._x + way_x, self._y + way_y

    def _rise(self) -> None:
        """As fast as this person gets up and down, a little after being asked to."""
        asked = self._aims.risen if self._habits.moves == "to_what_is_asked" else 1.0
        most = RISE_PER_S * self._habits.speed_per_s * self._dt
        self.risen += min(most, max(-most, (asked - self.risen) * min(1.0, self._dt / self._habits.reaction_s)))

    def _wander(self) -> None:
        self._wander_s -= self._dt
        if self._wander_s > 0.0:
            return
        self._wander_s = self._rng.uniform(*WANDER_S)
        radius, angle = WANDER_RADIUS * math.sqrt(self._rng.random()), self._rng.uniform(-math.pi, math.pi)
        self._seen = Goal(("somewhere", self._wander_s), radius * math.cos(angle), radius * math.sin(angle))
        self._react_in_s = 0.0


def _within(x: float, y: float, *, furthest: float) -> tuple[float, float]:
    """Nobody wishes to fall."""
    far = math.hypot(x, y) / furthest
    return (x / far, y / far) if far > 1.0 else (x, y)
