"""What was chosen for a session: by the command line, or on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from steadyquest.levels.plan_spec import Plan
from steadyquest.signal.mat import Feet


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All optional; None means "as the player's settings or the levels say"."""

    stance: str | None = None
    last_stance: str | None = None
    """As last time: taken where neither `stance` nor a plan says anything else."""
    surface: str | None = None
    """What lies on the plate before a level says so."""
    feet: Feet | None = None
    """Where the feet stand on the mat, in that stance."""
    minutes: float = 20.0
    minutes_given: bool = False
    """Somebody said for how long today; the plan's minutes do not count then."""
    reach_mm: float | None = None
    difficulty: float | None = None
    """Fixes d for every skill."""
    seed: int | None = None
    """Run k of the session gets seed + k; None: by chance."""
    plan: Plan | None = None
    """A plan to try, which is assigned to nobody."""
    home: bool = False
    """Played at home: by the plan's levels and minutes for home."""
    no_plan: bool = False
    """Play without the player's plan."""
    now: Callable[[], datetime] = _now
    """What day it is. Another clock rehearses a plan of weeks in minutes."""

    @property
    def moment(self) -> datetime | None:
        """What day it is by another clock than the machine's; None: the records stamp what they are given."""
        return None if self.now is _now else self.now()

    probe: str = ""
    """Begin with the feel probe although it is not due: "now", or "anew" with other places."""
