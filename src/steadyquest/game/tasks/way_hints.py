"""Which way to lean: a small sign for a new player, in each direction until it has been found a few times."""

from __future__ import annotations

import math
from collections import Counter

from steadyquest.game.scene import Item
from steadyquest.game.spec import Point

ENOUGH = 2
"""So many good reps in a direction, and its sign is not shown again in this step."""
SECTOR = math.pi / 4
AT_SHARE, AT_LEAST = 0.37, 0.22
"""Where the sign is, on the way from the centre to the target; outside of who stands in the middle."""


class WayHints:
    """The signs of one step."""

    __slots__ = ("_found", "_wanted")

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._found: Counter[int] = Counter()

    def found(self, at: Point) -> None:
        """The player came to a target there."""
        self._found[_sector(at)] += 1

    def items(self, at: Point) -> tuple[Item, ...]:
        """The sign on the way to a target; none where that way is known."""
        far = math.hypot(*at)
        if not self._wanted or not far or self._found[_sector(at)] >= ENOUGH:
            return ()
        share = max(AT_SHARE, AT_LEAST / far)
        return (Item("way", "way", at[0] * share, at[1] * share),)


def _sector(at: Point) -> int:
    """One of eight directions.

    >>> [_sector(at) for at in ((1.0, 0.0), (0.5, 0.5), (0.0, 1.0), (-1.0, 0.05), (0.0, -1.0))]
    [0, 1, 2, 4, 6]
    """
    return round(math.atan2(at[1], at[0]) / SECTOR) % 8
