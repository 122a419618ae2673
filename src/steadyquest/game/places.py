"""Places: from the words of a level file to points in reach units, and their order over the reps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import chain, cycle, repeat
from random import Random

from steadyquest.conventions import DIRECTIONS, UNIT_VECTORS
from steadyquest.game.spec import Place, Point

_OTHER = {"left": "right", "right": "left"}
_NEAR_MIDLINE = 0.2


def expanded(where: Sequence[Place]) -> tuple[Place, ...]:
    """`all` becomes its eight directions."""
    return tuple(chain.from_iterable(DIRECTIONS if place == "all" else (place,) for place in where))


def direction_of(place: Place, affected: str | None) -> Point:
    """The unit vector of a direction, (0, 0) for the centre, or the point itself.

    Without an affected side, "affected" is left and "other" is right, so that both still get their turn.
    """
    if not isinstance(place, str):
        return place
    if place == "centre":
        return (0.0, 0.0)
    side = affected or "left"
    name = {"affected": side, "other": _OTHER[side]}.get(place, place)
    return UNIT_VECTORS[name]


def located(place: Place, *, distance: float, affected: str | None) -> Point:
    """Where a place is. `distance` applies to directions only; a point stays where it was written."""
    x, y = direction_of(place, affected)
    return (x * distance, y * distance) if isinstance(place, str) else (x, y)


def side_of(point: Point) -> str:
    """left, right or middle."""
    if abs(point[0]) < _NEAR_MIDLINE * max(1e-9, math.hypot(*point)):
        return "middle"
    return "right" if point[0] > 0 else "left"


def in_order(places: Sequence[Place], *, order: str, rng: Random) -> Iterator[Place]:
    """Places without end: as written, as shuffled bags, or each by chance."""
    if order == "fixed":
        return cycle(places)
    if order == "shuffled":
        return chain.from_iterable(rng.sample(places, len(places)) for _ in repeat(None))
    return (rng.choice(places) for _ in repeat(None))


def emphasised(
    places: Sequence[Place], *, share: float, count: int, order: str, affected: str | None, rng: Random
) -> Iterator[Place]:
    """Places of which a given share of the reps is on the affected side, as evenly spread as can be.

    Without an affected side nothing asks for more on one of them: every place has its turn.
    """
    near = [place for place in places if side_of(direction_of(place, affected)) == affected]
    far = [place for place in places if place not in near]
    if not near or not far:
        return in_order(places, order=order, rng=rng)
    turns = [math.floor((i + 1) * share + 0.5) > math.floor(i * share + 0.5) for i in range(count)]
    if order != "fixed":
        rng.shuffle(turns)
    bags = {True: in_order(near, order=order, rng=rng), False: in_order(far, order=order, rng=rng)}
    return (next(bags[turn]) for turn in cycle(turns))
