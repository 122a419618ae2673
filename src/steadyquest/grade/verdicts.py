"""Verdicts: for whom a level is too easy, right or too hard, from how often their reps succeed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from steadyquest.grade.cells import HIGHEST_RIGHT, LOWEST_RIGHT, WON, Cell, LevelGrade
from steadyquest.grade.plan import IDLE
from steadyquest.grade.shares import Share, is_more

Code = Literal["right", "between", "too_easy", "too_hard", "wins", "does_not_win", "by_error"]
"""`between`: too easy at one difficulty and too hard at the next, so that it is right somewhere between them.
`wins` and `does_not_win` are for people who do not play; `by_error` for levels in which nothing is judged."""
SUITS: tuple[Code, ...] = ("right", "between")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a level is for one person at one rung."""

    person: str
    rung: int
    code: Code
    at: tuple[float, ...]
    """At which difficulties it is right, or won; of `between` the two that it lies between."""
    easier_at: tuple[float, ...]
    """Difficulties that are clearly easier than the one before: what should fall rises."""
    least: float | None
    most: float | None
    """Success at the difficulty where it is least, and where it is most."""

    @property
    def suits(self) -> bool:
        """Whether it is right for this person at some difficulty."""
        return self.code in SUITS

    def as_dict(self) -> dict[str, Any]:
        """Plain data for programs."""
        return {
            "person": self.person,
            "rung": self.rung,
            "code": self.code,
            "at": list(self.at),
            "easier_at": list(self.easier_at),
        }


def verdicts(grade: LevelGrade) -> tuple[Verdict, ...]:
    """One for each person who played, at the lowest rung."""
    lowest = grade.rungs[0]
    return tuple(_verdict(person, lowest, grade.of(person, rung=lowest)) for person in grade.people)


def climbed(grade: LevelGrade) -> tuple[Verdict, ...]:
    """One for each further rung, for the person who plays at all."""
    return tuple(_verdict(grade.climber, rung, grade.of(grade.climber, rung=rung)) for rung in grade.rungs[1:])


def _verdict(person: str, rung: int, cells: Sequence[Cell]) -> Verdict:
    judged = [(cell.difficulty, cell.share) for cell in cells if cell.share is not None]
    values = [share.value for _, share in judged]
    code, at = _idle(judged) if person in IDLE else _playing(judged)
    return Verdict(
        person=person,
        rung=rung,
        code=code,
        at=at,
        easier_at=tuple(after[0] for before, after in pairwise(judged) if is_more(after[1], before[1])),
        least=min(values, default=None),
        most=max(values, default=None),
    )


_Judged = Sequence[tuple[float, Share]]


def _idle(judged: _Judged) -> tuple[Code, tuple[float, ...]]:
    if not judged:
        return "by_error", ()
    won = tuple(d for d, share in judged if share.value >= WON)
    return ("wins" if won else "does_not_win"), won


def _playing(judged: _Judged) -> tuple[Code, tuple[float, ...]]:
    if not judged:
        return "by_error", ()
    right = tuple(d for d, share in judged if LOWEST_RIGHT <= share.value <= HIGHEST_RIGHT)
    if right:
        return "right", right
    if all(share.value > HIGHEST_RIGHT for _, share in judged):
        return "too_easy", ()
    if all(share.value < LOWEST_RIGHT for _, share in judged):
        return "too_hard", ()
    easy = [share.value > HIGHEST_RIGHT for _, share in judged]
    turn = next(i for i, (one, two) in enumerate(pairwise(easy)) if one != two)
    return "between", (judged[turn][0], judged[turn + 1][0])
