"""Difficulty: a weighted up-down staircase that aims at 75 % success (Kaernbach 1991).

One step up after a success, three down after a miss: at 75 % the two balance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

FIRST_D = 0.1
STEP, FINE_STEP = 0.04, 0.02
FINE_AFTER = 8
"""Reversals until the step is halved."""
DOWN = 3
BY_HAND = 0.1
REOPEN, REOPEN_AFTER_WEEK, NEW_RUNG = 0.1, 0.2, 0.25
"""How far below the last d a session opens, after a week away, and on a new rung."""

REASONS = {
    "success": "a rep went well: a little harder",
    "miss": "a rep was missed: easier",
    "tagged": "the rep was tagged: it does not count",
    "easier": "the therapist made it easier",
    "harder": "the therapist made it harder",
    "top": "at the upper end of the range the therapist set",
    "bottom": "at the lower end of the range the therapist set",
    "session": "a new session opens a little below the last",
    "week": "a week away or more: the session opens further below the last",
    "rung": "a new rung opens below the one before",
    "range": "the range that the therapist set is another one",
}
WEEK_DAYS = 7


class Move(NamedTuple):
    """Where the difficulty went, and why, in words."""

    before: float
    after: float
    reason: str


@dataclass(slots=True)
class Staircase:
    """The difficulty of one skill at one rung for one player, inside the therapist's envelope [lo, hi]."""

    d: float = FIRST_D
    reversals: int = 0
    direction: int = 0
    """+1 after a success, −1 after a miss, 0 at first."""
    best_d: float = 0.0
    """The hardest d at which a rep succeeded."""
    lo: float = 0.0
    hi: float = 1.0
    fixed: bool = False
    """A difficulty given from outside that nothing moves."""

    def __post_init__(self) -> None:
        self.d = self._held(self.d)

    def judge(self, *, success: bool, played_d: float | None = None) -> Move:
        """Move after a rep that was played at `played_d` (now, when not given). A fixed difficulty stays."""
        if success:
            self.best_d = max(self.best_d, self.d if played_d is None else played_d)
        direction = 1 if success else -1
        if self.direction and direction != self.direction:
            self.reversals += 1
        self.direction = direction
        step = FINE_STEP if self.reversals >= FINE_AFTER else STEP
        return self._to(self.d + step * (1 if success else -DOWN), REASONS["success" if success else "miss"])

    def by_hand(self, kind: str) -> Move:
        """The therapist's easier or harder."""
        return self._to(self.d + (BY_HAND if kind == "harder" else -BY_HAND), REASONS[kind])

    def reopened(self, *, days_away: float) -> Staircase:
        """As it opens a new session: a little below the last, more after a week away."""
        back = REOPEN_AFTER_WEEK if days_away >= WEEK_DAYS else REOPEN
        return Staircase(self._held(self.d - back), self.reversals, 0, self.best_d, self.lo, self.hi, self.fixed)

    def take_back(self, before: Staircase) -> Move:
        """Undo the move since `before`: the rep does not count after all."""
        left = self.d
        self.d, self.reversals, self.direction, self.best_d = (
            before.d,
            before.reversals,
            before.direction,
            before.best_d,
        )
        return Move(left, self.d, REASONS["tagged"])

    def _held(self, d: float) -> float:
        # Rounded, so that forty steps up and down again are where they began.
        return round(min(max(d, self.lo), self.hi), 6)

    def _to(self, d: float, reason: str) -> Move:
        before = self.d
        if not self.fixed:
            self.d = self._held(d)
        if self.d == before and not self.fixed:
            reason = REASONS["top" if d > before else "bottom"]
        return Move(before, self.d, reason)


def on_new_rung(below: Staircase) -> Staircase:
    """The staircase of a rung that was never played: a quarter below the rung it came from."""
    return Staircase(max(0.0, below.d - NEW_RUNG), lo=below.lo, hi=below.hi)
