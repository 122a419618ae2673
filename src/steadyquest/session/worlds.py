"""Which places of the valley are open: two at first, the next ones as lights are lit. Decision 0014."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from steadyquest.levels.own import is_own
from steadyquest.levels.read import OWN
from steadyquest.levels.schema import WORLDS

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.session.past import Past

OPEN_AT_FIRST = 2
"""Meadow and river."""
LIGHTS_EACH = 3
"""So many more lights lift the mist from the next place: each of the first sessions sees one or two open."""
OPENED = "open_worlds"
"""The player's setting of what the therapist opened by hand."""
_NOT_PLACES = ("probe/",)
"""Runs that are no play light nothing."""


def place_of(level: Level) -> str:
    """The place of the map where a level is found: its world, or the therapist's own valley."""
    return OWN if is_own(level) else level.spec.world


def lights(past: Iterable[Past]) -> int:
    """One for each level and hour that was played to its end. They only grow more."""
    return sum(len(entry.rungs) for entry in past if not entry.level_key.startswith(_NOT_PLACES))


def lights_needed(world: str) -> int:
    """How many lights open a place; none for the first two and the own valley."""
    order = WORLDS.index(world) if world in WORLDS else 0
    return LIGHTS_EACH * max(0, order + 1 - OPEN_AT_FIRST)


def open_worlds(past: Iterable[Past], *, by_hand: Collection[str] = ()) -> frozenset[str]:
    """The places that are open: by lights, or because the therapist opened them. The own valley always is."""
    lit = lights(past)
    return frozenset((OWN, *(world for world in WORLDS if world in by_hand or lights_needed(world) <= lit)))
