"""What somebody who looks at a scene is asked to do: where to lean, which foot to stand on, how far to rise.

It reads nothing but the scene, and remembers what a person would: a place that was studied, how fast a thing came.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from steadyquest.conventions import TICK_S
from steadyquest.game.scene import Item, Scene
from steadyquest.simulate.rolling import Rolling

ASKING = {
    kind: rank for rank, kind in enumerate(("target", "answer", "zone", "gate", "drifter", "beat", "foot", "guide"))
}
"""Kinds that ask for the lean to come to them; the strongest is the lowest."""
OVER = {"reached", "missed", "done", "next"}
"""States of a thing that asks for nothing any more, or not yet."""
LOWEST, HIGHEST = -0.6, 0.6
"""Where the guide of a rise is when one sits, and when one stands."""


class Goal(NamedTuple):
    """Where to lean, in reach units."""

    key: tuple[object, ...]
    """What makes it another goal: reacted to, and aimed at anew."""
    x: float
    y: float
    steps: bool = False
    """Whether it is a foot to stand on: that is further than one leans, and quicker."""
    steers: bool = False
    """Whether the lean itself is what one means, and the avatar is elsewhere."""


CENTRE = Goal(("centre",), 0.0, 0.0)


class Aims:
    """Looks at one scene after the other and says what is asked."""

    def __init__(self) -> None:
        self.risen = 1.0
        """How far one is asked to have risen: 0 sitting, 1 standing."""
        self._goal = CENTRE
        self._studied: dict[tuple[int, int], tuple[float, float]] = {}
        self._came: tuple[int, Item] | None = None
        """The thing that drifts in, when it was first seen in this rep, and that tick."""
        self._rolling = Rolling()

    def look(self, scene: Scene) -> Goal:
        """The goal of this scene; the one so far while a result is shown; the centre when it asks for nothing."""
        if scene.task == "rise":
            self.risen, self._goal = _risen(scene), CENTRE
        else:
            self.risen, self._goal = 1.0, self._asked(scene)
        return self._goal

    def _asked(self, scene: Scene) -> Goal:
        if scene.task == "roll":
            x, y = self._rolling.lean(scene)
            return Goal(("roll", scene.step), x, y, steers=True)
        things = _strongest(scene.items)
        if not things:
            return self._found_or_home(scene)
        # A guide does not wait while it shows how its last lap went.
        asking = things if things[0].kind == "guide" else [item for item in things if item.state not in OVER]
        return self._towards(_meant(asking, scene.meant), things, scene) if asking else self._goal

    def _found_or_home(self, scene: Scene) -> Goal:
        place = self._studied.get((scene.step, scene.rep))
        if place is not None and any(item.kind == "hint" for item in scene.items):
            return Goal(("found", scene.step, scene.rep), *place)
        home = next((item for item in scene.items if item.kind == "home"), None)
        return CENTRE if home is None else Goal(("home", scene.step, scene.rep), home.x, home.y)

    def _towards(self, thing: Item, things: Sequence[Item], scene: Scene) -> Goal:
        if scene.task == "recall":
            self._studied = {(scene.step, scene.rep): (thing.x, thing.y)}
        rep = (thing.kind, scene.step, scene.rep)
        if thing.kind == "guide":
            # It moves; it stays the same goal.
            return Goal(("guide", scene.step), thing.x, thing.y)
        if thing.kind == "gate":
            return Goal(rep, thing.x, 0.0) if thing.name == "ml" else Goal(rep, 0.0, thing.y)
        if thing.kind == "drifter":
            return self._meeting(thing, scene)
        if thing.kind == "foot":
            return _standing(things, rep)
        return Goal((*rep, thing.x, thing.y), thing.x, thing.y)

    def _meeting(self, thing: Item, scene: Scene) -> Goal:
        """Where a thing that drifts in comes nearest. What is to be let pass is not gone to."""
        rep = ("drifter", scene.step, scene.rep)
        if thing.state == "avoid":
            return Goal(rep, 0.0, 0.0)
        if self._came is None or self._goal.key != rep or self._came[0] > scene.tick:
            self._came = (scene.tick, thing)
        _, first = self._came
        vx, vy = thing.x - first.x, thing.y - first.y
        moved = vx * vx + vy * vy
        if moved < 1e-6:
            return Goal(rep, self._goal.x, self._goal.y)
        ahead = max(0.0, -(thing.x * vx + thing.y * vy) / moved)
        return Goal(rep, thing.x + vx * ahead, thing.y + vy * ahead)


def _strongest(items: Sequence[Item]) -> list[Item]:
    """All things of the kind that asks the most."""
    things = [item for item in items if item.kind in ASKING and item.state != "count"]
    if len(things) < 2:
        return things
    best = min(things, key=_rank).kind
    return [item for item in things if item.kind == best]


def _rank(item: Item) -> int:
    return ASKING[item.kind]


def _meant(asking: Sequence[Item], name: str) -> Item:
    """The one that the words mean, or the first."""
    return next((item for item in asking if item.name == name), asking[0])


def _standing(feet: Sequence[Item], rep: tuple[object, ...]) -> Goal:
    """The foot that is not to be lifted, well within what counts."""
    foot = next((item for item in feet if item.state != "lift"), feet[0])
    return Goal(rep, foot.x - math.copysign(foot.radius / 2, foot.x), 0.0, steps=True)


def _risen(scene: Scene) -> float:
    guide = next((item for item in scene.items if item.kind == "guide"), None)
    if guide is None:
        return 1.0
    return min(1.0, max(0.0, (guide.y - LOWEST) / (HIGHEST - LOWEST)))


def speed_of(before: Goal, after: Goal, *, ticks: int) -> tuple[float, float]:
    """How fast the same goal goes, in reach units a second."""
    seconds = ticks * TICK_S
    if seconds <= 0.0 or before.key != after.key or after.steers:
        return 0.0, 0.0
    return (after.x - before.x) / seconds, (after.y - before.y) / seconds
