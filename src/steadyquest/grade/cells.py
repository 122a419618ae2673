"""What a grading found of one level: for each person, rung and difficulty what their plays came to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from steadyquest.game.stars import KEPT
from steadyquest.game.tasks.kinds import kind_of
from steadyquest.grade.play import Outcome, Recalled
from steadyquest.grade.shares import Share
from steadyquest.levels.read import Level
from steadyquest.session.rung_advice import TOO_HARD

LOWEST_RIGHT, HIGHEST_RIGHT = TOO_HARD, 0.80
"""The useful zone: neither too hard nor too easy."""
WON = KEPT
"""Who does not play wins when so many reps succeed all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """All plays of one person at one rung and difficulty: means over the plays, and all their reps together."""

    person: str
    rung: int
    difficulty: float
    plays: int
    share: Share | None
    """Of judged reps that succeeded; None when none was judged."""
    seconds: float
    complete: int
    """Plays that came to their end with no rep cut off."""
    pauses: int
    speed: float
    speed_95: float
    path: float
    left: float
    right: float
    recalled: Recalled | None

    def as_dict(self) -> dict[str, Any]:
        """Plain data for programs, rounded so that it reads the same from everywhere."""
        share, recalled = self.share, self.recalled
        return {
            "person": self.person,
            "rung": self.rung,
            "difficulty": self.difficulty,
            "plays": self.plays,
            "reps": share.all if share else 0,
            "good": share.good if share else 0,
            "success": round(share.value, 4) if share else None,
            "interval": [round(end, 4) for end in share.interval] if share else None,
            "seconds": round(self.seconds, 2),
            "complete": self.complete,
            "pauses": self.pauses,
            "speed": round(self.speed, 4),
            "speed_95": round(self.speed_95, 4),
            "path": round(self.path, 3),
            "left": round(self.left, 3),
            "right": round(self.right, 3),
            "recalled": None
            if recalled is None
            else {
                "reps": recalled.reps,
                "answered": recalled.answered,
                "off": round(recalled.off, 4),
                "off_mm": round(recalled.off_mm, 2),
                "along": round(recalled.along, 4),
                "along_mm": round(recalled.along_mm, 2),
            },
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelGrade:
    """One level and all its cells."""

    level: Level
    climber: str
    """Who played at all rungs."""
    cells: tuple[Cell, ...]

    @property
    def judged(self) -> bool:
        """Whether any of its steps is judged; otherwise it is told by its errors."""
        return any(kind_of(step).judged for step in self.level.spec.steps)

    @property
    def people(self) -> tuple[str, ...]:
        """Who played, in order."""
        return tuple(dict.fromkeys(cell.person for cell in self.cells))

    @property
    def difficulties(self) -> tuple[float, ...]:
        """At which difficulties."""
        return tuple(dict.fromkeys(cell.difficulty for cell in self.cells))

    @property
    def rungs(self) -> tuple[int, ...]:
        """At which rungs the climber played."""
        return tuple(dict.fromkeys(cell.rung for cell in self.cells if cell.person == self.climber))

    def of(self, person: str, *, rung: int | None = None) -> tuple[Cell, ...]:
        """The cells of somebody, from easy to hard; at the lowest rung that was played, or at another."""
        lowest = self.rungs[0] if rung is None and self.rungs else rung
        return tuple(cell for cell in self.cells if cell.person == person and cell.rung == lowest)


def together(cells: Iterable[Cell]) -> Share | None:
    """All reps of some cells as one share; None without any."""
    shares = [cell.share for cell in cells if cell.share is not None]
    return Share(sum(s.good for s in shares), sum(s.all for s in shares)) if shares else None


def cell_of(outcomes: Sequence[Outcome], *, person: str, rung: int, difficulty: float) -> Cell:
    """What some plays came to, together."""
    reps = sum(one.reps for one in outcomes)
    return Cell(
        person=person,
        rung=rung,
        difficulty=difficulty,
        plays=len(outcomes),
        share=Share(sum(one.good for one in outcomes), reps) if reps else None,
        seconds=fmean(one.seconds for one in outcomes),
        complete=sum(one.complete for one in outcomes),
        pauses=sum(one.pauses for one in outcomes),
        speed=fmean(one.speed for one in outcomes),
        speed_95=fmean(one.speed_95 for one in outcomes),
        path=fmean(one.path for one in outcomes),
        left=fmean(one.left for one in outcomes),
        right=fmean(one.right for one in outcomes),
        recalled=_recalled([one.recalled for one in outcomes if one.recalled is not None]),
    )


def _recalled(places: Sequence[Recalled]) -> Recalled | None:
    answered = sum(place.answered for place in places)
    if not places:
        return None

    def mean(name: str) -> float:
        total = sum(getattr(place, name) * place.answered for place in places)
        return float(total / answered) if answered else 0.0

    return Recalled(
        reps=sum(place.reps for place in places),
        answered=answered,
        off=mean("off"),
        off_mm=mean("off_mm"),
        along=mean("along"),
        along_mm=mean("along_mm"),
    )
