"""The sight ladder: takes the lantern away, rung by rung. Applied to the scene here, once, and nowhere else.

It hides the avatar and every sign of where it is; targets stay.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from steadyquest.conventions import TICKS_PER_S
from steadyquest.game.scene import Item
from steadyquest.game.spec import RUNGS, SightSpec

FULL, GLIMPSE, SOME, REVEAL, MEMORY = range(len(RUNGS))

_TELLTALE = frozenset({"avatar", "glow", "way"})
"""Kinds of item that are where the player is, or lead by the hand: in the dark nobody is led."""
_SCENERY = frozenset({"path", "wall"})
_TIMED = frozenset({"beat", "foot", "gaze"})
"""Kinds whose ring is a clock and tells nothing of the player."""
_VERDICTS = frozenset({"reached", "missed"})


def is_lit(spec: SightSpec, rung: int, *, tick: int, rep: int, revealing: bool) -> bool:
    """Whether the lantern is lit now. `revealing`: in the moment after a rep."""
    if rung == FULL:
        return True
    if rung == GLIMPSE:
        on, off = round(spec.on_s * TICKS_PER_S), round(spec.off_s * TICKS_PER_S)
        return tick % max(1, on + off) < on
    if rung == SOME:
        return lit_rep(rep, spec.lit_share)
    return rung == REVEAL and revealing


def lit_rep(rep: int, share: float) -> bool:
    """Whether this rep is among the lit share: evenly spread, the first one lit.

    >>> [lit_rep(rep, 0.5) for rep in range(4)], [lit_rep(rep, 0.25) for rep in range(4)]
    ([True, False, True, False], [True, False, False, False])
    """
    return math.ceil((rep + 1) * share) > math.ceil(rep * share)


def rung_of(spec: SightSpec, player_rung: int) -> int:
    """The rung that a step asks for: its own, or the player's within its bounds."""
    if spec.sight != "player":
        return RUNGS.index(spec.sight)
    return min(max(player_rung, spec.sight_min), spec.sight_max)


def seen(items: Iterable[Item], *, lit: bool, rung: int) -> tuple[Item, ...]:
    """What of these items may be seen: in the dark nothing that tells where the player is, or how it went."""
    if lit:
        return tuple(items)
    return tuple(
        item if item.kind in _SCENERY else _darkened(item, rung) for item in items if item.kind not in _TELLTALE
    )


def _darkened(item: Item, rung: int) -> Item:
    state = item.state
    if state == "inside" or (rung == MEMORY and state in _VERDICTS):
        state = "done" if state in _VERDICTS else ""
    return item._replace(progress=item.progress if item.kind in _TIMED else 0.0, state=state)
