"""What the names in a plan stand for: keys of levels, and places for all of their levels that ask no word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from steadyquest.game.spec import RUNGS
from steadyquest.levels.own import own_folder, own_levels
from steadyquest.levels.plan_spec import PlanSpec
from steadyquest.levels.read import OWN, Level
from steadyquest.levels.schema import WORLDS
from steadyquest.levels.word import needs_word

PLACES = (*WORLDS, OWN)


def library() -> list[Level]:
    """Every level that a plan may name: those that came with the game, and the therapist's own."""
    from steadyquest.levels.library import shipped

    return [*shipped(), *own_levels(own_folder())[0]]


def stances_in(spec: PlanSpec, level: Level) -> tuple[str, ...]:
    """The stances in which this plan plays a level: its own where the level allows them, else the level's."""
    return tuple(s for s in spec.stance if s in level.spec.stance) if spec.stance else level.spec.stance


def asks_word_at_home(spec: PlanSpec, level: Level) -> tuple[str, ...]:
    """Why a level is not for home: what wants somebody standing by, in any stance that may be chosen."""
    reasons = [reason for stance in stances_in(spec, level) for reason in needs_word(level, stance)]
    return tuple(dict.fromkeys(reasons))


def lowest_rung(level: Level) -> int:
    """The rung at which its darkest step is played whatever anybody has reached: by its own sight, or from there on."""
    return max((_lowest(step.sight.sight, step.sight.sight_min) for step in level.spec.steps), default=0)


def is_too_dark(spec: PlanSpec, level: Level) -> bool:
    """Whether a level cannot be played within this plan's highest rung."""
    return lowest_rung(level) > spec.rung_max


def keys_of(names: Iterable[str], levels: Sequence[Level], *, spec: PlanSpec, home: bool = False) -> tuple[str, ...]:
    """The keys that these names stand for, in their order; what is not there any more, or too dark, is left out."""
    found: list[str] = []
    levels = [level for level in levels if not is_too_dark(spec, level)]
    for name in names:
        if name in PLACES:
            found += [level.key for level in levels if _place(level) == name and _is_open(level, spec=spec, home=home)]
        else:
            found += [level.key for level in levels if level.key == name]
    return tuple(dict.fromkeys(found))


def _lowest(sight: str, least: int) -> int:
    return least if sight == "player" else RUNGS.index(sight)


def _place(level: Level) -> str:
    return level.key.partition("/")[0]


def _is_open(level: Level, *, spec: PlanSpec, home: bool) -> bool:
    stances = stances_in(spec, level)
    if home:
        return bool(stances) and not asks_word_at_home(spec, level)
    return any(not needs_word(level, stance) for stance in stances)
