"""How far a player is: rung and difficulty per skill, as kept in the records, as opened in this session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from steadyquest.game.spec import LevelSpec
from steadyquest.game.staircase import Staircase, on_new_rung
from steadyquest.game.tasks.kinds import kind_of, staircase_of

if TYPE_CHECKING:
    from steadyquest.records.store import Store

_FIELDS = ("d", "reversals", "best_d", "lo", "hi")


class Progress:
    """Staircases of one player, opened once a session. Without records it lives in memory alone."""

    def __init__(
        self,
        *,
        store: Store | None,
        player_id: int | None,
        difficulty: float | None,
        ranges: Mapping[str, Sequence[float]],
    ) -> None:
        self._ranges = ranges
        self._store = store if player_id is not None else None
        self._player_id = player_id or 0
        self._difficulty = difficulty
        self._open: dict[tuple[str, int], Staircase] = {}
        self.rungs: dict[str, int] = dict(store.staircases.rungs(player_id)) if store and player_id else {}

    def staircases_for(self, level: LevelSpec, *, rung: int) -> dict[str, Staircase]:
        """The staircases that a level moves at a rung."""
        return {skill: self.staircase(skill, rung) for skill in skills_of(level)}

    def staircase(self, skill: str, rung: int) -> Staircase:
        """The staircase of a skill at a rung, opened for this session when first asked for."""
        if self._difficulty is not None:
            return Staircase(self._difficulty, fixed=True)
        key = (skill, rung)
        if key not in self._open:
            self._open[key] = self._opened(skill, rung)
        return self._open[key]

    def best_d(self, level: LevelSpec, *, rung: int) -> dict[str, float]:
        """The hardest d that succeeded before, per skill of a level."""
        return {skill: self._best(skill, rung) for skill in skills_of(level)}

    def keep(self, staircases: Mapping[str, Staircase], *, rung: int) -> None:
        """Carry on from where a run has left its staircases."""
        if self._difficulty is None:
            self._open.update({(skill, rung): staircase for skill, staircase in staircases.items()})

    def _best(self, skill: str, rung: int) -> float:
        """Also where the difficulty is fixed, and no staircase is opened."""
        opened = self._open.get((skill, rung)) or self._stored(skill, rung)
        return opened.best_d if opened is not None else 0.0

    def _stored(self, skill: str, rung: int) -> Staircase | None:
        row = self._store.staircases.load(self._player_id, skill=skill, rung=rung) if self._store else None
        if row is None:
            return None
        kept = Staircase(**{name: row[name] for name in _FIELDS}, direction=row["last_direction"])
        return kept.reopened(days_away=_days_since(row["updated_at"]))

    def _opened(self, skill: str, rung: int) -> Staircase:
        known = self._stored(skill, rung)
        if known is None:
            known = on_new_rung(self.staircase(skill, rung - 1)) if rung else Staircase()
        lo, hi = self._ranges.get(skill, (known.lo, known.hi))
        return replace(known, lo=lo, hi=hi)


def skills_of(level: LevelSpec) -> list[str]:
    """The skills whose difficulty a level uses, in the order of its steps."""
    own = [skill for step in level.steps if (skill := kind_of(step).skill)]
    return list(dict.fromkeys(level.skill or staircase_of(skill) for skill in own))


def row_of(staircase: Staircase) -> dict[str, float | int]:
    """A staircase as records keep it."""
    return {**{name: getattr(staircase, name) for name in _FIELDS}, "last_direction": staircase.direction}


def _days_since(moment: datetime | str) -> float:
    then = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return (datetime.now(UTC) - then).total_seconds() / 86_400
