"""The score of a run: how many reps were judged, told and left out, and the hardest d that succeeded."""

from __future__ import annotations

from dataclasses import dataclass, field

from steadyquest.game.stars import Outcome


@dataclass(slots=True)
class Score:
    """Counts of one run. Only the therapist sees them."""

    judged: int = 0
    good: int = 0
    told: int = 0
    """Reps that have an error instead of a verdict."""
    left_out: int = 0
    best_d: dict[str, float] = field(default_factory=dict)

    def judge(self, skill: str, *, d: float, success: bool) -> None:
        """One rep that succeeded or missed at difficulty d."""
        self.judged += 1
        if success:
            self.good += 1
            self.best_d[skill] = max(self.best_d.get(skill, 0.0), d)

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

    def outcome(self, *, complete: bool, every_rep_tried: bool, rung: int) -> Outcome:
        """What the stars are given for."""
        return Outcome(complete, every_rep_tried, self.success, rung, dict(self.best_d))
