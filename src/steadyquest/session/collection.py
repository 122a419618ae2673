"""The collection: whom and what a player met on the way, place by place, computed from levels and what was finished.

A picture is met when a level in which it plays a part was played to its end. Nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from steadyquest.session.worlds import place_of

if TYPE_CHECKING:
    from steadyquest.levels.read import Level


class Finished(Protocol):
    """What has to be known of a level: at which hours it was finished."""

    @property
    def level_key(self) -> str:
        """The level's name."""
        ...

    @property
    def rungs(self) -> tuple[int, ...]:
        """The hours, as rungs of the sight ladder."""
        ...


class Keepsake(NamedTuple):
    """One picture of a place."""

    name: str
    level: Level
    """Where its picture is found: the first level that has it."""
    hours: tuple[int, ...]
    """At which it was met; none as long as it is still to be met."""
    titles: tuple[str, ...]
    """The levels it was met in, else those in which it can be."""
    is_own: bool = False
    """Whether it is the therapist's own picture beside the level."""

    @property
    def met(self) -> bool:
        """Whether it was met."""
        return bool(self.hours)


def collection(
    levels: Sequence[Level], past: Iterable[Finished], *, shown: Callable[[str], str] = lambda name: name
) -> dict[str, tuple[Keepsake, ...]]:
    """The pictures of each place, in the order of its levels. `shown` says which picture stands for which."""
    hours = {entry.level_key: entry.rungs for entry in past}
    found: dict[str, dict[str, list[Level]]] = {}
    for level in levels:
        place = found.setdefault(place_of(level), {})
        for name in _pictures(level, shown):
            place.setdefault(name, []).append(level)
    return {
        place: tuple(_keepsake(name, among, hours) for name, among in pictures.items())
        for place, pictures in found.items()
    }


def _pictures(level: Level, shown: Callable[[str], str]) -> list[str]:
    """What is played for, what is to be let pass, who one is; each once."""
    spec = level.spec
    thing = _own_picture(level) if spec.picture is not None else shown(spec.thing)
    return list(dict.fromkeys([thing, *([shown(spec.avoid)] if spec.avoid else []), shown(spec.you)]))


def _own_picture(level: Level) -> str:
    return f"own picture of {level.key}"


def _keepsake(name: str, among: Sequence[Level], hours: dict[str, tuple[int, ...]]) -> Keepsake:
    met = [level for level in among if hours.get(level.key)]
    kept = sorted({hour for level in met for hour in hours[level.key]})
    titles = tuple(level.spec.title for level in met or among)
    return Keepsake(name, among[0], tuple(kept), titles, name == _own_picture(among[0]))
