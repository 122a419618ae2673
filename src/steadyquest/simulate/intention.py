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
from steadyquest.simulate.picture import Picture

Place = tuple[float, float]

AHEAD_S = 0.3
"""How far ahead of a thing that moves one aims: about what the body takes to follow."""
ARRIVED = 0.08
FURTHEST, FOOT_FURTHEST = 1.15, 3.0
"""How far one wishes to lean, and to step."""
FOOT_FASTER = 3.0
"""Weight goes from foot to foot so many times faster than one leans."""
STEP_FAR = 1.0
"""A step scatters as a lean of one reach does, however far apart the feet are: a foot that is loaded is felt."""
RISE_PER_S = 1.2
"""Of the whole way up, for somebody who leans one reach a second."""
RISEN_CLOSE = 1e-4
ERROR_MOST = 0.5
LOOK_MOST_S = 0.5
"""Who has not looked for longer was not there."""
FOUND_S = 0.5
"""How soon somebody who sees the lantern knows again where they are."""
REACTION_SPREAD, REACTION_LEAST_S = 0.15, 0.15
WANDER_S = (1.5, 4.0)
WANDER_RADIUS = 0.9


class Intention:
    """One person's wish, in reach units; one step a sample."""

    __slots__ = (
        "_aim",
        "_aims",
        "_at_ease",
        "_dt",
        "_goal",
        "_goal_vx",
        "_goal_vy",
        "_habits",
        "_is_busy",
        "_is_lit",
        "_looked",
        "_lost_x",
        "_lost_y",
        "_most",
        "_off_x",
        "_off_y",
        "_picture",
        "_react_in_s",
        "_rng",
        "_samples",
        "_seen",
        "_stays",
        "_tick",
        "_tired",
        "_wander_s",
        "_wanders",
        "_wish",
        "risen",
    )

    def __init__(self, habits: Habits, *, rng: random.Random, rate_hz: float = 100.0) -> None:
        self._habits, self._rng, self._dt = habits, rng, 1.0 / rate_hz
        self._stays, self._wanders = habits.moves == "never", habits.moves == "anywhere"
        self._most = habits.speed_per_s * self._dt
        """The furthest way of one sample."""
        self._samples = self._looked = 0
        self._tired = 1.0
        self._seen = self._goal = CENTRE
        self._react_in_s = 0.0
        self._goal_vx = self._goal_vy = 0.0
        self._tick = 0
        self._aims, self._picture = Aims(), Picture()
        self._is_lit = False
        self._at_ease = True
        """Nothing is shown, and nothing has to be felt: one just stands, as in the recordings."""
        self._wish: Place = (0.0, 0.0)
        self._aim: Place = (0.0, 0.0)
        self._is_busy = self._wanders
        """Whether there is more to do than to go where one aims."""
        self._off_x, self._off_y = 0.0, 0.0
        """How far beside the goal one aims this time."""
        self._lost_x, self._lost_y = 0.0, 0.0
        """How far the felt place has drifted from the true one while nothing was seen."""
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
        since_s = min(LOOK_MOST_S, (self._samples - self._looked) * self._dt)
        self._looked = self._samples
        if scene is None or (scene.task == "stand" and _only_gazes(scene)):
            self._is_lit, self._at_ease = False, True
            self._aims.risen = 1.0
            self._notice(CENTRE)
        else:
            avatar = _lantern(scene)
            self._is_lit, self._at_ease = avatar is not None, False
            if not scene.paused:
                self._notice(self._aims.look(scene), ticks=scene.tick - self._tick)
                self._tick = scene.tick
            self._picture.feel(self._wish, since_s=since_s)
            if avatar is None:
                self._drift_off(since_s)
            else:
                self._picture.see(avatar, scene, since_s=since_s)
                self._find_oneself(avatar, since_s)
        self._is_busy = self._seen is not self._goal or self.risen != self._aims.risen
        self._aim = self._aimed()

    def step(self) -> Place:
        """The wished lean one sample later."""
        if self._stays:
            return 0.0, 0.0
        self._samples += 1
        if self._is_busy:
            self._turn()
        wish, aim = self._wish, self._aim
        if wish != aim:
            most = FOOT_FASTER * self._most if self._goal.steps else self._most
            self._wish = wish = _nearer(wish, aim, most=most)
        return wish

    def _turn(self) -> None:
        """Whatever else there is to do: find another place, react, rise."""
        if self._wanders:
            self._wander()
        if self._seen is not self._goal:
            self._react()
            self._aim = self._aimed()
        if self.risen != self._aims.risen:
            self._rise()
        self._is_busy = self._wanders or self._seen is not self._goal or self.risen != self._aims.risen

    def _aimed(self) -> Place:
        """Where one goes: ahead of the goal, beside it, and beside where one thinks one is. Nobody wishes to fall."""
        goal, gain = self._goal, self._picture.gain
        x = (goal.x + AHEAD_S * self._goal_vx + self._off_x + self._lost_x) / gain
        y = (goal.y + AHEAD_S * self._goal_vy + self._off_y + self._lost_y) / gain
        furthest, far = FOOT_FURTHEST if goal.steps else FURTHEST, math.hypot(x, y)
        return (x * furthest / far, y * furthest / far) if far > furthest else (x, y)

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
        if goal.key == self._goal.key:
            # A goal that moves is followed at once.
            self._goal = goal

    def _react(self) -> None:
        """After the reaction time what was seen becomes the goal."""
        self._react_in_s -= self._dt
        if self._react_in_s <= 0.0:
            self._set_out_for(self._seen)
            self._goal = self._seen

    def _set_out_for(self, goal: Goal) -> None:
        """Aim, a little beside it: further off for a longer way, and in the dark."""
        habits, (x, y) = self._habits, self._wish
        way = math.hypot(goal.x - x, goal.y - y)
        spread = habits.scatter + habits.scatter_per_unit * (min(way, STEP_FAR) if goal.steps else way)
        spread *= self._tired
        if not (self._is_lit or self._wanders):
            spread *= habits.darkness
        self._off_x, self._off_y = self._rng.gauss(0.0, spread), self._rng.gauss(0.0, spread)

    def _tire(self) -> None:
        """How long one has stood tells on everything that one sets out for from now on."""
        habits = self._habits
        if habits.tires_per_min:
            self._tired = tired(habits.tires_per_min, self._samples * self._dt)
            self._most = habits.speed_per_s * self._dt / self._tired

    def _drift_off(self, since_s: float) -> None:
        """In the dark the felt place wanders, from rep to rep too: nothing puts it right."""
        if self._goal.steers:
            self._off_x = self._off_y = 0.0
            return
        spread, draw = self._habits.drift_per_root_s * math.sqrt(since_s) * UNIFORM, self._rng.random
        self._lost_x = _near(self._lost_x + spread * (draw() - 0.5))
        self._lost_y = _near(self._lost_y + spread * (draw() - 0.5))

    def _find_oneself(self, avatar: Item, since_s: float) -> None:
        """By light one knows again where one is; and a seen error is taken back, once one has arrived."""
        goal, (x, y), (aim_x, aim_y) = self._goal, self._wish, self._aim
        if goal.steers:
            # The lean is corrected by what the marble does.
            self._off_x = self._off_y = self._lost_x = self._lost_y = 0.0
            return
        keep = max(0.0, 1.0 - since_s / FOUND_S)
        self._lost_x *= keep
        self._lost_y *= keep
        if math.hypot(aim_x - x, aim_y - y) < ARRIVED:
            back = self._habits.correction_per_s * since_s
            self._off_x = _near(self._off_x + back * (goal.x - avatar.x))
            self._off_y = _near(self._off_y + back * (goal.y - avatar.y))

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


def _only_gazes(scene: Scene) -> bool:
    """Whether there is nothing to do but to stand: after it, something may still be asked."""
    return bool(scene.items) and scene.items[0].kind == "gaze"


def _lantern(scene: Scene) -> Item | None:
    """The avatar; it is the last of the items."""
    for item in reversed(scene.items):
        if item.kind == "avatar":
            return item
    return None


def _nearer(at: Place, to: Place, *, most: float) -> Place:
    """One sample's way from one place to another."""
    way_x, way_y = to[0] - at[0], to[1] - at[1]
    way = math.hypot(way_x, way_y)
    return to if way <= most else (at[0] + way_x * most / way, at[1] + way_y * most / way)


def _near(off: float) -> float:
    """Nobody is mistaken by more than that."""
    return off if -ERROR_MOST < off < ERROR_MOST else math.copysign(ERROR_MOST, off)
