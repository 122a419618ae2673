"""What comes next: three levels to choose from: the right-sized one, a new one, and a favourite."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from steadyquest.game.stars import KEPT
from steadyquest.game.tasks.kinds import needs_feet
from steadyquest.levels.demand import expected_s
from steadyquest.levels.word import needs_word
from steadyquest.session.past import Past
from steadyquest.session.worlds import place_of

if TYPE_CHECKING:
    from steadyquest.levels.read import Level

OFFERS = 3
FAVOURITE, RIGHT_SIZED, NEW, SURE = "favourite", "right_sized", "new", "sure"
"""Why a level is offered."""
_FAVOURITE_AFTER = 2
"""What was picked again is liked."""
_NEARLY_SURE = 0.85
_AS_GOOD = 0.05
"""Expected shares this near to each other are the same; then what was played less comes first."""
_KNOWN_BY = 0.1
"""What was played is sooner the right size: a level that is new has to be nearer to 75 % by more than this."""
_UNKNOWN_OFF = 0.15
"""How far off a level is taken to be of which nothing is known, or in which nothing is judged."""

Expected = Callable[["Level"], float | None]


@dataclass(frozen=True, slots=True)
class Offer:
    """A level to choose, and why: `favourite`, `right_sized`, `new`, or at a session's end `sure`."""

    level: Level
    why: str


def suits(level: Level, stance: str | None) -> bool:
    """Whether a level can be played in this stance; None is any."""
    return stance is None or stance in level.spec.stance


def offered(
    levels: Sequence[Level],
    past: Sequence[Past],
    *,
    stance: str | None = None,
    feet_known: bool = True,
    wanted: Collection[str] | None = None,
    expected: Expected | None = None,
    opened: Collection[str] | None = None,
    sure: bool = False,
) -> list[Offer]:
    """Up to three levels: the one nearest 75 % expected success, a new one, and a favourite.

    None that needs the therapist's word, or feet on the mat that nobody told of, and none in a closed place.
    `wanted` are the keys of a plan's present phase: only these, while any of them can be, open place or not.
    `sure`, for the end of a session, are levels that went well last time; the usual ones where there are none.
    """
    able = [
        level
        for level in levels
        if suits(level, stance) and not needs_word(level, stance) and (feet_known or not needs_feet(level.spec))
    ]
    planned = [level for level in able if level.key in wanted] if wanted else []
    able = planned or [level for level in able if opened is None or place_of(level) in opened]
    known = {entry.level_key: entry for entry in past if entry.plays}
    went_well = _went_well(able, known) if sure else []
    found = went_well or _usual(able, known, expected or (lambda level: _last(level, known)))
    once: dict[str, Offer] = {}
    for offer in found:
        once.setdefault(offer.level.key, offer)
    return list(once.values())[:OFFERS]


def _usual(able: Sequence[Level], known: Mapping[str, Past], expected: Expected) -> Iterator[Offer]:
    """One of each kind, then more of the new ones, then of those played before."""
    fresh = _by_turns([level for level in able if level.key not in known], known=known, able=able)
    played = [level for level in able if level.key in known]
    liked = _liked(played, known)
    sized = sorted(
        (level for level in (*played, *fresh) if level is not liked),
        key=lambda level: (_size(level, known, expected), _plays(level, known)),
    )
    first = sized[:1]
    yield from (Offer(level, RIGHT_SIZED if level.key in known else NEW) for level in first)
    unseen = [level for level in fresh if level not in first]
    yield from (Offer(level, NEW) for level in unseen[:1])
    if liked is not None:
        yield Offer(liked, FAVOURITE)
    yield from (Offer(level, NEW) for level in unseen[1:])
    yield from (Offer(level, RIGHT_SIZED) for level in sized if level.key in known)


def _went_well(able: Sequence[Level], known: Mapping[str, Past]) -> list[Offer]:
    well = [level for level in able if level.key in known and (known[level.key].last_success or 0.0) >= _NEARLY_SURE]
    return [Offer(level, SURE) for level in sorted(well, key=lambda level: -_plays(level, known))]


def _liked(played: Sequence[Level], known: Mapping[str, Past]) -> Level | None:
    """What was played most often, more than once; then what has most stars."""
    often = [level for level in played if _plays(level, known) >= _FAVOURITE_AFTER]
    return max(often, key=lambda level: (_plays(level, known), known[level.key].stars), default=None)


def _by_turns(fresh: Iterable[Level], *, known: Mapping[str, Past], able: Iterable[Level]) -> list[Level]:
    """One level of each place, then the next of each; places where less was played come first, and simple levels."""
    seen: dict[str, int] = {}
    for level in able:
        seen[place_of(level)] = seen.get(place_of(level), 0) + (level.key in known)
    places: dict[str, list[Level]] = {}
    for level in sorted(fresh, key=lambda level: (len(level.spec.steps), expected_s(level.spec))):
        places.setdefault(place_of(level), []).append(level)
    turns = zip_longest(*(places[place] for place in sorted(places, key=lambda place: seen[place])))
    return [level for turn in turns for level in turn if level is not None]


def _plays(level: Level, known: Mapping[str, Past]) -> int:
    return known[level.key].plays if level.key in known else 0


def _last(level: Level, known: Mapping[str, Past]) -> float | None:
    return known[level.key].last_success if level.key in known else None


def _size(level: Level, known: Mapping[str, Past], expected: Expected) -> int:
    """How far from the right size, in steps within which levels are as good as each other."""
    return round((_off(level, expected) + (0.0 if level.key in known else _KNOWN_BY)) / _AS_GOOD)


def _off(level: Level, expected: Expected) -> float:
    """How far a level is expected to be from 75 %."""
    share = expected(level)
    return _UNKNOWN_OFF if share is None else abs(share - KEPT)
