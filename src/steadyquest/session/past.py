"""What was played before: of each level, as much as choosing the next one and opening places needs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of one level's earlier runs by this player."""

    level_key: str
    plays: int
    last_success: float | None
    stars: int
    rungs: tuple[int, ...] = ()
    """Rungs at which it was finished."""
