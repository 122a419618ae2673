"""What was chosen for a session: by the command line, or on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from steadyquest.signal.mat import Feet


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All optional; None means "as the player's settings or the levels say"."""

    stance: str | None = None
    surface: str | None = None
    """What lies on the plate before a level says so."""
    feet: Feet | None = None
    """Where the feet stand on the mat, in that stance."""
    minutes: float = 20.0
    reach_mm: float | None = None
    difficulty: float | None = None
    """Fixes d for every skill."""
    seed: int | None = None
    """Run k of the session gets seed + k; None: by chance."""
