"""What in a scene makes a sound when it happens: success, the start of a rep, the beat. A miss is silence.

Looks at the scene alone: what the sight ladder hides is not heard either.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from steadyquest.game.scene import Item, Scene
from steadyquest.ui.scene_view_motion import MOVING

RISES = 3
"""Successes sound a little differently in turn."""
SIGNALS = {"beat": "beat", "start": "go"}
"""Tones that are signals, and the sounds they have."""
UNTICKED = frozenset({"rest", "march", "rhythm", "stand", "limits"})
"""Tasks whose reps have a signal of their own, or are measured in quiet."""
AT_ONCE_TICKS = 25
"""Two successes closer than this are one."""
JUMP = 0.3
"""What moves on its way goes less far in a frame, in reach units; further, and it is another one."""


class Cue(NamedTuple):
    """A sound to be made now, and the side it comes from."""

    name: str
    pan: float = 0.0


class Cues:
    """Compares each scene with the one before it."""

    def __init__(self) -> None:
        self.clear()
        self._rise = 0

    def clear(self) -> None:
        """Another run: nothing was seen yet."""
        self._tick, self._rep = -1, (-1, -1)
        self._reached: dict[tuple[object, ...], Item] = {}
        self._signals: frozenset[str] = frozenset()
        self._rose_at = -AT_ONCE_TICKS

    def of(self, scene: Scene) -> list[Cue]:
        """What is to be heard of this scene. The first scene of a run only begins to be known."""
        fresh = self._tick < 0 or scene.tick < self._tick
        if fresh:
            self.clear()
        cues = [*self._signal_cues(scene), *self._success_cues(scene, fresh=fresh), *self._rep_cues(scene, fresh=fresh)]
        self._tick = scene.tick
        return cues

    def _signal_cues(self, scene: Scene) -> Iterable[Cue]:
        before, tones = self._signals, [tone for tone in scene.tones if tone.kind in SIGNALS]
        self._signals = frozenset(tone.kind for tone in tones)
        return [Cue(SIGNALS[tone.kind], tone.pan) for tone in tones if tone.kind not in before]

    def _success_cues(self, scene: Scene, *, fresh: bool) -> Iterable[Cue]:
        before, now = self._reached, {_key(item): item for item in scene.items if item.state == "reached"}
        self._reached = now
        new = next((item for key, item in now.items() if _is_new(item, before.get(key))), None)
        if new is None or fresh or scene.tick - self._rose_at < AT_ONCE_TICKS:
            return []
        self._rise = (self._rise + 1) % RISES
        self._rose_at = scene.tick
        return [Cue(f"reached{self._rise}", max(-1.0, min(1.0, new.x)) * 0.5)]

    def _rep_cues(self, scene: Scene, *, fresh: bool) -> Iterable[Cue]:
        """A rep begins when the way home is over, not when the one before it ends: a miss stays silent."""
        rep = (scene.step, scene.rep)
        if rep == self._rep or any(item.kind == "home" for item in scene.items):
            return []
        self._rep = rep
        return [Cue("tick")] if scene.reps and not fresh and scene.task not in UNTICKED else []


def _key(item: Item) -> tuple[object, ...]:
    """What makes an item the same one from scene to scene: its place, or its name where it moves."""
    return (item.kind, item.name) if item.kind in MOVING else (item.kind, item.name, item.x, item.y)


def _is_new(item: Item, before: Item | None) -> bool:
    return before is None or math.dist((item.x, item.y), (before.x, before.y)) > JUMP
