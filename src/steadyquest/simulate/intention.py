"""The intention: where somebody who looks at the scene wishes to lean, and how they get there.

It reads nothing but the scene: in the dark there is no avatar in it, and what was seen before has to be remembered.
"""

from __future__ import annotations

import math
import random

from steadyquest.game.scene import Item, Scene
from steadyquest.simulate.aims import CENTRE, Aims, Goal, speed_of
from steadyquest.simulate.body import UNIFORM, tired
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
RISEN_CLOSE = 1e-4
ERROR_MOST = 0.5
REACTION_SPREAD, REACTION_LEAST_S = 0.15, 0.15
WANDER_S = (1.5, 4.0)
WANDER_RADIUS = 0.9


class Intention:
    """One person's wish, in reach units; one step a sample."""

    def __init__(self, habits: Habits, *, rng: random.Random, rate_hz: float = 100.0) -> None:
        self._habits, self._rng, self._dt = habits, rng, 1.0 / rate_hz
        self._stays, self._wanders = habits.moves == "never", habits.moves == "anywhere"
        self._drift = habits.drift_per_root_s * math.sqrt(self._dt) * UNIFORM
        self._back = habits.correction_per_s * self._dt
        self._most = habits.speed_per_s * self._dt
        """The furthest way of one sample."""
        self._samples, self._tired = 0, 1.0
        self._seen = self._goal = CENTRE
        self._react_in_s = 0.0
        self._goal_vx = self._goal_vy = 0.0
        self._tick = 0
        self._aims = Aims()
        self._avatar: Item | None = None
        self._at_ease = True
        """Nothing is shown, and nothing has to be felt: one just stands, as in the recordings."""
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
        self._avatar, self._at_ease = None, scene is None
        if scene is None:
            self._aims.risen = 1.0
            self._notice(CENTRE)
            return
        for item in reversed(scene.items):
            if item.kind == "avatar":
                self._avatar = item
                break
        if not scene.paused:
            self._notice(self._aims.look(scene), ticks=scene.tick - self._tick)
            self._tick = scene.tick

    def step(self) -> tuple[float, float]:
        """The wished lean one sample later."""
        if self._stays:
            return 0.0, 0.0
        self._samples += 1
        if self._wanders:
            self._wander()
        if self._seen is not self._goal:
            self._react()
        if self.risen != self._aims.risen:
            self._rise()
        goal = self._goal
        x, y = goal.x + AHEAD_S * self._goal_vx, goal.y + AHEAD_S * self._goal_vy
        if goal.steers:
            # The lean is corrected by what the marble does.
            self._off_x = self._off_y = 0.0
        elif self._avatar is None:
            if not self._at_ease:
                self._drift_off()
        elif math.hypot(x + self._off_x - self._x, y + self._off_y - self._y) < ARRIVED:
            self._take_back(self._avatar)
        return self._head_for(x + self._off_x, y + self._off_y)

    def _notice(self, goal: Goal, *, ticks: int = 0) -> None:
        """See what is asked, and how fast it goes."""
        before, self._seen = self._seen, goal
        if goal.key != before.key:
            self._tire()
            slower = self._tired * (1.0 + self._rng.gauss(0.0, REACTION_SPREAD))
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
        spread *= self._tired
        if self._avatar is None:
            spread *= habits.darkness
        self._off_x, self._off_y = self._rng.gauss(0.0, spread), self._rng.gauss(0.0, spread)

    def _tire(self) -> None:
        """How long one has stood tells on everything that one sets out for from now on."""
        habits = self._habits
        if habits.tires_per_min:
            self._tired = tired(habits.tires_per_min, self._samples * self._dt)
            self._most = habits.speed_per_s * self._dt / self._tired

    def _drift_off(self) -> None:
        """In the dark the felt place wanders."""
        draw, drift = self._rng.random, self._drift
        self._off_x = _near(self._off_x + drift * (draw() - 0.5))
        self._off_y = _near(self._off_y + drift * (draw() - 0.5))

    def _take_back(self, avatar: Item) -> None:
        """By light a seen error is taken back, once one has arrived."""
        goal, back = self._goal, self._back
        self._off_x = _near(self._off_x + back * (goal.x - avatar.x))
        self._off_y = _near(self._off_y + back * (goal.y - avatar.y))

    def _head_for(self, x: float, y: float) -> tuple[float, float]:
        """As fast as this person leans, and as far."""
        furthest, most = FURTHEST, self._most
        if self._goal.steps:
            furthest, most = FOOT_FURTHEST, FOOT_FASTER * most
        far = math.hypot(x, y)
        if far > furthest:
            # Nobody wishes to fall.
            x, y = x * furthest / far, y * furthest / far
        way_x, way_y = x - self._x, y - self._y
        way = math.hypot(way_x, way_y)
        if way > most:
            x, y = self._x + way_x * most / way, self._y + way_y * most / way
        self._x, self._y = x, y
        return x, y

    def _rise(self) -> None:
        """As fast as this person gets up and down, a little after being asked to."""
        most, to_go = RISE_PER_S * self._most, self._aims.risen - self.risen
        if abs(to_go) < RISEN_CLOSE:
            self.risen = self._aims.risen
            return
        self.risen += min(most, max(-most, to_go * min(1.0, self._dt / self._habits.reaction_s)))

    def _wander(self) -> None:
        self._wander_s -= self._dt
        if self._wander_s > 0.0:
            return
        self._wander_s = self._rng.uniform(*WANDER_S)
        radius, angle = WANDER_RADIUS * math.sqrt(self._rng.random()), self._rng.uniform(-math.pi, math.pi)
        self._seen = Goal(("somewhere", self._wander_s), radius * math.cos(angle), radius * math.sin(angle))
        self._react_in_s = 0.0


def _near(off: float) -> float:
    """Nobody is mistaken by more than that."""
    return off if -ERROR_MOST < off < ERROR_MOST else math.copysign(ERROR_MOST, off)
