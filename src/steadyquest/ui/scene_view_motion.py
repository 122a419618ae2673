"""How decoration moves: eased by world time, remembered from one scene to the next, never ahead of the player.

Only what stands beside the play moves here (a thing makes room, hops, waves, fades); the avatar is drawn where it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from steadyquest.game.scene import Item, Scene

# Feel constants, in ticks of 10 ms.
LIFT_TICKS = 26
"""How long a thing takes to make room for the player."""
HOP_TICKS = 60
WAVE_TICKS = 40
FADE_TICKS = 55
LEAVING = 1.4
"""Of its radius: so far off a guide goes back to its place, and not to and fro with who sways at its edge."""
WAVE_UNITS = 9.0
HOP_UNITS = 26.0

MOVING = frozenset({"guide", "drifter", "gate", "foot"})
"""Kinds that go their own way in the scene and stay the same thing."""

_Key = tuple[str, int]


@dataclass(slots=True)
class _Memory:
    x: float
    y: float
    state: str
    since: int
    lift_from: float


@dataclass(frozen=True, slots=True)
class Motion:
    """Where a thing is, beside its own place, and how much of it is still there."""

    age: int
    """Ticks since the item took its state."""
    lift: float
    """How far it has made room, 0 to 1."""
    dx: float = 0.0
    dy: float = 0.0
    """Logical units, y down."""
    fade: float = 0.0
    """How far it is gone, 0 to 1."""


class Motions:
    """The memory of what moved, one entry for each item of a kind in the order of the scene.

    `still`: nothing hops, waves or glides aside; a miss only fades.
    """

    def __init__(self, *, still: bool = False) -> None:
        self._still = still
        self._of: dict[_Key, _Memory] = {}
        self._tick = -1
        self._you: Item | None = None
        self._met = False

    def begin(self, scene: Scene) -> None:
        """Look at a scene; one that is earlier than the last (a replay, a new run) starts afresh."""
        if scene.tick < self._tick:
            self._of.clear()
        self._tick = scene.tick
        self._you = next((item for item in scene.items if item.kind == "avatar"), None)

    def of(self, item: Item, index: int) -> Motion:
        """How the index-th item of its kind moves now."""
        item = self._as_met(item)
        memory = self._remember(item, index)
        age = self._tick - memory.since
        if self._still:
            fade = eased((age - WAVE_TICKS) / FADE_TICKS) if item.state == "missed" else 0.0
            return Motion(age, 1.0 if makes_room(item.state) else 0.0, fade=fade)
        lift = _lift(memory, age)
        if item.state == "reached":
            hop = -abs(math.sin(math.pi * 2 * min(1.0, age / HOP_TICKS))) * HOP_UNITS * max(0.0, 1 - age / HOP_TICKS)
            return Motion(age, lift, dy=hop)
        if item.state == "missed":
            wave = math.sin(math.pi * 4 * min(1.0, age / WAVE_TICKS)) * WAVE_UNITS
            return Motion(age, lift, dx=wave, fade=eased((age - WAVE_TICKS) / FADE_TICKS))
        return Motion(age, lift)

    def _as_met(self, item: Item) -> Item:
        """A guide that says nothing of the player, as what rises and sinks does, makes room where they cover it."""
        you = self._you
        if item.kind != "guide" or item.state or you is None:
            return item
        far = math.hypot(you.x - item.x, you.y - item.y)
        self._met = far <= item.radius * (LEAVING if self._met else 1.0)
        return item._replace(state="inside") if self._met else item

    def _remember(self, item: Item, index: int) -> _Memory:
        key = (item.kind, index)
        memory = self._of.get(key)
        moved = memory is not None and item.kind not in MOVING and (memory.x, memory.y) != (item.x, item.y)
        if memory is None or moved:
            # What is seen for the first time is at rest already: a picture of a scene is the same each time.
            settled = self._tick - HOP_TICKS if memory is None else self._tick
            memory = _Memory(item.x, item.y, item.state, settled, 1.0 if makes_room(item.state) else 0.0)
            self._of[key] = memory
        elif memory.state != item.state:
            memory.lift_from = _lift(memory, self._tick - memory.since)
            memory.state, memory.since = item.state, self._tick
        memory.x, memory.y = item.x, item.y
        return memory


def eased(share: float) -> float:
    """From 0 to 1 without a jerk.

    >>> eased(-1), eased(0.5), eased(2)
    (0.0, 0.5, 1.0)
    """
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def makes_room(state: str) -> bool:
    """Whether a thing stands aside because the player is there."""
    return state in ("inside", "reached")


def _lift(memory: _Memory, age: int) -> float:
    goal = 1.0 if makes_room(memory.state) else 0.0
    return memory.lift_from + (goal - memory.lift_from) * eased(age / LIFT_TICKS)
