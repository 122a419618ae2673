"""What is heard of a scene: the beat, and sound help (distance as pitch, side as stereo, a chord on target)."""

from __future__ import annotations

import math
from collections.abc import Iterable

from steadyquest.game.scene import Item, Tone
from steadyquest.game.spec import Point

ASKING = frozenset({"target", "zone", "guide", "home", "drifter", "gate", "beat", "foot", "gem", "answer"})
"""Kinds that the player is to come to."""
SILENT = frozenset({"avoid", "count", "next", "done", "gone"})
"""States of what is not to be come to, or not yet."""
BEAT_PITCH = START_PITCH = 0.5


def help_tones(items: Iterable[Item], at: Point) -> tuple[Tone, ...]:
    """Where the first thing that asks for the player is from where they are."""
    # A place to come back to asks only where nothing else does.
    for item in sorted(items, key=lambda item: item.kind == "home"):
        if item.kind in ASKING and item.state not in SILENT:
            dx, dy = item.x - at[0], item.y - at[1]
            # A gate is open along its own axis only.
            if item.kind == "gate":
                dx, dy = (dx, 0.0) if item.name == "ml" else (0.0, dy)
            distance = math.hypot(dx, dy)
            kind = "on_target" if distance <= item.radius else "distance"
            return (Tone(kind, max(0.0, 1.0 - distance), max(-1.0, min(1.0, dx))),)
    return ()


def start_tone() -> Tone:
    """The signal to set out: from nowhere in particular, so that it does not tell which way."""
    return Tone("start", START_PITCH)


def beat_tone(side: float) -> Tone:
    """The metronome, from the side that is asked for."""
    return Tone("beat", BEAT_PITCH, max(-1.0, min(1.0, side)))
