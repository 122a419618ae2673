"""The score of a run: how many reps were judged, told and left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from steadyquest.game.stars import Outcome


@dataclass(slots=True)
class Score:
    """Counts of one run. Only the therapist sees them."""

    judged: int = 0
    good: int = 0
    told: int = 0
    """Reps that have an error instead of a verdict."""
    left_out: int = 0

    def judge(self, *, success: bool) -> None:
        """One rep that succeeded or missed."""
        self.judged += 1
        self.good += success

    def tell(self) -> None:
        """One rep whose result is an error, neither way."""
        self.told += 1

    def leave_out(self) -> None:
        """A step was skipped."""
        self.left_out += 1

    @property
    def tried(self) -> int:
        """All reps that came to their end."""
        return self.judged + self.told

    @property
    def success(self) -> float | None:
        """Share of judged reps that succeeded; None when none was judged."""
        return round(self.good / self.judged, 6) if self.judged else None

    def outcome(self, *, complete: bool, rung: int, best_d: Mapping[str, float]) -> Outcome:
        """What the stars are given for. `best_d`: the hardest d that ever succeeded, this run included."""
        return Outcome(complete, not self.left_out, self.success, rung, best_d)
