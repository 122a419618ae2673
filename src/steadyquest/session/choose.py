"""What comes next: three levels to choose from, a favourite, the right-sized one, and a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from steadyquest.game.stars import KEPT
from steadyquest.game.tasks.kinds import kind_of

if TYPE_CHECKING:
    from steadyquest.levels.read import Level

RISKY_STANCES = frozenset(
    {"narrow", "tandem_left", "tandem_right", "tandem_affected", "single_left", "single_right", "single_affected"}
)
OFFERS = 3
_NEARLY_SURE = 0.85


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of one level's earlier runs by this player."""

    level_key: str
    plays: int
    last_success: float | None
    stars: int
    rungs: tuple[int, ...] = ()
    """Rungs at which it was finished."""


def needs_word(level: Level, stance: str | None = None) -> tuple[str, ...]:
    """Why a level needs the therapist's word that somebody stands by, in this stance: codes, empty for none."""
    spec = level.spec
    chosen = stance or spec.stance[0]
    reasons = [chosen] if chosen in RISKY_STANCES else []
    reasons += ["foam"] if spec.surface == "foam" else []
    reasons += ["eyes_closed"] if spec.eyes == "closed" else []
    reasons += ["reversed"] if any(step.reversed for step in spec.steps) else []
    reasons += ["sway"] if any(step.scene_sway for step in spec.steps) else []
    tasks = {kind_of(step).name for step in spec.steps}
    reasons += [task for task in ("march", "rise") if task in tasks]
    return tuple(reasons)


def suits(level: Level, stance: str | None) -> bool:
    """Whether a level can be played in this stance; None is any."""
    return stance is None or stance in level.spec.stance


def offers(levels: Sequence[Level], past: Sequence[Past], *, stance: str | None = None) -> list[Level]:
    """Up to three levels: the favourite, the one nearest 75 % expected success, and a new one. None that is risky."""
    able = [level for level in levels if suits(level, stance) and not needs_word(level, stance)]
    known = {entry.level_key: entry for entry in past}
    played = [level for level in able if level.key in known]
    fresh = _by_turns([level for level in able if level.key not in known])
    ranked = [
        *sorted(played, key=lambda level: _off_target(known[level.key]))[:1],
        *fresh[:1],
        *sorted(played, key=lambda level: (-known[level.key].plays, -known[level.key].stars))[:2],
        *fresh[1:],
        *played,
    ]
    return list({level.key: level for level in ranked}.values())[:OFFERS]


def _by_turns(levels: Sequence[Level]) -> list[Level]:
    """One level of each place, then the next of each, so that what is new is also somewhere else."""
    places: dict[str, list[Level]] = {}
    for level in levels:
        places.setdefault(level.spec.world, []).append(level)
    turns = zip_longest(*places.values())
    return [level for turn in turns for level in turn if level is not None]


def nearly_sure(levels: Sequence[Level], past: Sequence[Past], *, stance: str | None = None) -> list[Level]:
    """Levels that went well last time: what a session ends on. Falls back to the usual offers."""
    known = {entry.level_key: entry for entry in past}
    sure = [
        level
        for level in levels
        if suits(level, stance) and level.key in known and (known[level.key].last_success or 0.0) >= _NEARLY_SURE
    ]
    return sure[:OFFERS] or offers(levels, past, stance=stance)


def _off_target(entry: Past) -> float:
    return abs((KEPT if entry.last_success is None else entry.last_success) - KEPT)
