"""Whether to offer measuring the reach again: far targets have become easy, so this body leans further by now."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.practice import PractisedRep
    from steadyquest.records.rows import SavedReach
    from steadyquest.records.store import Store

FAR = 0.9
"""Targets from this many reach units on are far."""
EASY = 0.8
SESSIONS = 2
ENOUGH_REPS = 4
LOOK_BACK = 16


def measure_again(store: Store, player_id: int, *, stance: str, surface: str) -> str:
    """Why the reach should be measured again in this stance, in words; empty when it need not be.

    Targets at 0.9 or more that succeeded in 80 % over the last two sessions with four of them or more, since the
    reach was measured.
    """
    saved = store.reaches.latest(player_id, stance=stance, surface=surface)
    since = _since(store, saved)
    reps = (
        rep
        for rep in store.practice.reps(player_id, newest=LOOK_BACK)
        if (rep.stance, rep.surface) == (stance, surface) and (since is None or rep.when > since)
    )
    share = far_share(reps)
    if share is None or share < EASY:
        return ""
    said = tr("{n} % of the targets at 0.9 of the reach or more succeeded over two sessions: measure it again?")
    return said.format(n=int(100 * share + 1e-9))


def _since(store: Store, saved: SavedReach | None) -> tuple[datetime, int] | None:
    """The session in which the reach was measured, or the moment: what tells of it was played after that."""
    if saved is None:
        return None
    return (saved.made_at, 0) if saved.session_id is None else store.sessions.find(saved.session_id).when


def far_share(reps: Iterable[PractisedRep]) -> float | None:
    """The share of far targets that were reached in the last two sessions that had enough; None before."""
    by_session: dict[tuple[datetime, int], list[bool]] = {}
    for rep in reps:
        # Rounding in the file of a level must not make 0.9 less than 0.9.
        if rep.counted and rep.task == "reach" and math.hypot(rep.x, rep.y) >= FAR - 1e-6:
            by_session.setdefault(rep.when, []).append(rep.success)
    enough = [tried for _, tried in sorted(by_session.items()) if len(tried) >= ENOUGH_REPS][-SESSIONS:]
    if len(enough) < SESSIONS:
        return None
    together = [success for tried in enough for success in tried]
    return sum(together) / len(together)
