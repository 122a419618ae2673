"""The stage that a task acts on: all that it may ask of its world, and the frame of its reps."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from random import Random
from typing import Protocol

from steadyquest.conventions import TICK_S, TICKS_PER_S, Lean, ReachMap
from steadyquest.game.events import Event, RepEnded, RepSkipped, RepStarted
from steadyquest.game.scene import Item
from steadyquest.game.spec import Point, Profile

AFTER_TICKS = 100
"""The moment after a rep: success is seen, the rung `reveal` shows the lantern, and the body has time."""
STILL_TICKS = 100
AVATAR_RADIUS = 0.12
LEFT_SHARE = 0.35
"""Share of the way to the target after which being still counts as an answer."""
RADIUS_FLOOR_MM = 10.0
RADIUS_FLOOR_RMS = 2.5
WIDEST = 0.9
CLEAR = 0.1
"""How far the edge of a target stays away from the centre, in reach units."""
_ANGLES = tuple(i * math.pi / 4 for i in range(8))


def ticks(seconds: float) -> int:
    """Whole ticks for a time; never less than one."""
    return max(1, round(seconds * TICKS_PER_S))


class Stage:
    """What the world lends to a task: time, chance, the player's measures, the difficulty of its skill."""

    __slots__ = (
        "affected",
        "avoid",
        "blind",
        "difficulty",
        "emphasis",
        "eyes",
        "feet",
        "floor_mm",
        "is_lit",
        "reach",
        "rng",
        "says",
        "stance",
        "step",
        "thing",
        "tick",
        "way_hints",
        "weight_kg",
    )

    def __init__(
        self,
        *,
        step: int,
        rng: Random,
        reach: ReachMap,
        profile: Profile,
        thing: str,
        avoid: str,
        blind: bool,
        difficulty: Callable[[], float],
        is_lit: Callable[[int], bool],
        eyes: str = "open",
        says: bool = False,
        way_hints: bool = False,
    ) -> None:
        self.tick = 0
        self.step, self.rng, self.reach, self.thing, self.avoid = step, rng, reach, thing, avoid
        self.affected, self.feet, self.stance = profile.affected, profile.feet, profile.stance
        self.weight_kg = profile.weight_kg
        self.emphasis = profile.emphasis if profile.affected else None
        """The share of reps to the affected side that holds where a step has none of its own."""
        self.blind = blind
        """On the rung `memory` a rep ends by stillness or by time, so that its end tells nothing."""
        self.difficulty, self.is_lit = difficulty, is_lit
        """`is_lit` of a rep: whether the lantern is lit in it, now."""
        self.eyes, self.says = eyes, says
        """What the player was told to do with the eyes; whether the step has a sentence of its own."""
        self.way_hints = way_hints
        """Whether the player is new and is shown which way to lean."""
        self.floor_mm = max(RADIUS_FLOOR_MM, RADIUS_FLOOR_RMS * profile.quiet_rms_mm)

    def radius(self, wanted: float, at: Point) -> float:
        """The radius in reach units, but never smaller than this body can keep to."""
        x, y = at
        directions = (math.atan2(y, x),) if x or y else _ANGLES
        mm = min(self.reach.mm_at(angle) for angle in directions)
        return max(wanted, self.floor_mm / mm)

    def apart(self, at: Point, radius: float) -> tuple[Point, float]:
        """A target that does not cover the centre: who only stands still must not be on it.

        Where the reach is short and the radius at its floor, the target goes out, at most to the whole reach.
        """
        radius = min(radius, WIDEST)
        distance = math.hypot(*at)
        if not distance or distance > radius + CLEAR:
            return at, radius
        out = min(1.0, radius + CLEAR) / distance
        return (at[0] * out, at[1] * out), radius


class Task(Protocol):
    """One step of a level while it is played."""

    done: bool
    rep: int
    reps: int
    dark: bool
    """In a half that is dark at every rung, with no sound help either."""
    revealing: bool
    """In the moment after a rep."""
    bright: bool
    """Lit at every rung: nothing is to be felt now."""
    words: str
    """What the player is told now instead of the step's sentence; empty for that one."""
    meant: str
    """The picture that these words mean."""
    avatar_radius: float
    beat: float | None
    """While a beat sounds: from which side, -1 (left) to 1."""
    calls: bool
    """While a signal to set out is heard."""

    def step(self, lean: Lean) -> list[Event]:
        """One tick."""
        ...

    def scene(self) -> Iterable[Item]:
        """What there is to be seen of the task, by full light."""
        ...

    def avatar(self, lean: Lean) -> Point:
        """Where this lean puts the player's picture."""
        ...

    def skip(self) -> list[Event]:
        """End the step now; the running rep counts neither way."""
        ...

    def place(self, at: Point) -> None:
        """A person says where the next target is to be."""
        ...


NOTHING: list[Event] = []
"""What most ticks bring. Never changed by anyone."""


class Acting:
    """What most tasks tell the world besides their items: nothing out of the ordinary."""

    dark = revealing = bright = calls = False
    words = meant = ""
    beat: float | None = None
    avatar_radius = AVATAR_RADIUS

    def avatar(self, lean: Lean) -> Point:
        """The player is where the lean is."""
        return lean.x, lean.y

    def place(self, at: Point) -> None:
        """Only a live reach listens."""


class Reps(Acting):
    """The frame that tasks with reps share: phases, the rep's count and its beginning and end.

    A phase is a method; `_enter` goes to it with its clock at zero.
    """

    after_ticks = AFTER_TICKS

    def __init__(self, stage: Stage, *, reps: int) -> None:
        self._stage = stage
        self.rep, self.reps = 0, reps
        self.done = self.dark = self.revealing = False
        self._at: Point = (0.0, 0.0)
        self._radius = 0.0
        self._ticks = 0
        self._began = 0
        self._running = False
        self._verdict = ""
        self._act: Callable[[Lean], list[Event]] = self._open

    def step(self, lean: Lean) -> list[Event]:
        """One tick of the running phase."""
        self._ticks += 1
        return self._act(lean)

    def skip(self) -> list[Event]:
        """End the step now; the running rep counts neither way."""
        self.done = True
        if not self._running:
            return []
        self._running = False
        return [RepSkipped(self._stage.tick, self._stage.step, self.rep)]

    def _open(self, lean: Lean) -> list[Event]:
        """Prepare the next rep and enter its first phase."""
        raise NotImplementedError

    def _enter(self, act: Callable[[Lean], list[Event]]) -> None:
        self._act, self._ticks = act, 0

    def _begin(self, at: Point, *, radius: float, d: float) -> list[Event]:
        stage = self._stage
        self._running, self._verdict, self._began = True, "", stage.tick
        return [RepStarted(stage.tick, stage.step, self.rep, d, at[0], at[1], radius, stage.is_lit(self.rep))]

    def _end(self, kind: type[RepEnded], share: float, *detail: object) -> list[Event]:
        stage = self._stage
        seconds = round((stage.tick - self._began) * TICK_S, 2)
        self._running, self.revealing = False, True
        self._enter(self._after)
        return [kind(stage.tick, stage.step, self.rep, round(share, 6), seconds, *detail)]

    def _after(self, lean: Lean) -> list[Event]:
        if self._ticks < self.after_ticks:
            return NOTHING
        self.revealing = False
        self.rep += 1
        if self._is_over():
            self.done = True
            return NOTHING
        return self._between(lean)

    def _between(self, lean: Lean) -> list[Event]:
        """What comes before the next rep; nothing, unless a task has a way home."""
        return self._open(lean)

    def _is_over(self) -> bool:
        return self.rep >= self.reps

    def _holds(self, lean: Lean) -> bool:
        """Whether the lean is within the radius of where the rep is now."""
        return math.hypot(lean.x - self._at[0], lean.y - self._at[1]) <= self._radius


class UnseenAnswer:
    """Whether the player has answered in the dark: left where they were, and come to rest within a small circle."""

    __slots__ = ("_count", "_from", "_has_left", "_leave", "_need", "_radius_mm", "_x", "_y")

    def __init__(self, *, radius_mm: float, need: int, start: Lean, target: Point) -> None:
        self._radius_mm, self._need = radius_mm, need
        self._x = self._y = math.inf
        self._count = 0
        self._from = (start.x, start.y)
        self._leave = LEFT_SHARE * math.dist(self._from, target)
        self._has_left = False

    def step(self, lean: Lean) -> bool:
        """One tick; whether this is the answer."""
        if math.hypot(lean.cop_ml_mm - self._x, lean.cop_ap_mm - self._y) > self._radius_mm:
            self._x, self._y, self._count = lean.cop_ml_mm, lean.cop_ap_mm, 0
        self._count += 1
        self._has_left = self._has_left or math.dist((lean.x, lean.y), self._from) >= self._leave
        return self._has_left and self._count >= self._need
