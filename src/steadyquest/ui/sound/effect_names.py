"""The table of short sounds: notes in the key of the place. What rises has gone well, and nothing falls. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from steadyquest.ui.sound.sound_help import CHORD, NOTES, grain_name

_MALLET, _BELL, _PLAIN = (1.0, 0.12, 0.06), (1.0, 0.3, 0.14, 0.06), (1.0, 0.08)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Notes as (when in seconds, degree, strength), and how they are struck."""

    notes: tuple[tuple[float, int, float], ...]
    seconds: float
    fall_s: float = 0.25
    attack_s: float = 0.012
    partials: tuple[float, ...] = _MALLET
    kind: str = "effect"
    below_db: float = 0.0
    """How far under the ceiling of its kind."""


def _rising(first: int) -> Effect:
    notes = ((0.0, first, 0.7), (0.1, first + 2, 0.85), (0.2, first + 4, 1.0))
    return Effect(notes=notes, seconds=1.0, fall_s=0.3, partials=_BELL)


EFFECTS: dict[str, Effect] = {
    "reached0": _rising(0),
    "reached1": _rising(1),
    "reached2": _rising(2),
    "tick": Effect(notes=((0.0, 0, 1.0),), seconds=0.12, fall_s=0.03, below_db=8.0),
    "beat": Effect(notes=((0.0, 0, 1.0), (0.0, 5, 0.25)), seconds=0.3, fall_s=0.08),
    "count": Effect(notes=((0.0, 0, 1.0),), seconds=0.4, fall_s=0.12, below_db=4.0),
    "go": Effect(notes=((0.0, 3, 1.0), (0.0, 5, 0.6)), seconds=0.7, fall_s=0.25, below_db=2.0),
    "star1": Effect(notes=((0.0, 3, 1.0),), seconds=1.2, fall_s=0.4, partials=_BELL, below_db=3.0),
    "star2": Effect(notes=((0.0, 5, 1.0),), seconds=1.2, fall_s=0.4, partials=_BELL, below_db=3.0),
    "star3": Effect(notes=((0.0, 8, 1.0), (0.0, 5, 0.5)), seconds=1.4, fall_s=0.5, partials=_BELL, below_db=3.0),
    "pause": Effect(notes=((0.0, -5, 1.0), (0.0, -2, 0.4)), seconds=1.4, fall_s=0.5, attack_s=0.08, below_db=6.0),
    "focus": Effect(notes=((0.0, 2, 1.0),), seconds=0.1, fall_s=0.03, partials=_PLAIN, kind="menu", below_db=6.0),
    "choose": Effect(notes=((0.0, 0, 0.8), (0.07, 3, 1.0)), seconds=0.35, fall_s=0.1, partials=_PLAIN, kind="menu"),
}
HELP_NAMES = (*(grain_name(number) for number in range(NOTES)), CHORD)
EFFECT_NAMES = (*EFFECTS, *HELP_NAMES)
"""Every short sound of a place."""
