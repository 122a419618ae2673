"""How far a player is: rung and difficulty per skill, as kept in the records, as opened in this session."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from steadyquest.game.spec import LevelSpec
from steadyquest.game.staircase import REASONS, WEEK_DAYS, Staircase, on_new_rung
from steadyquest.session.skills import WIDEST, skills_of

if TYPE_CHECKING:
    from steadyquest.records.practice import PractisedRep
    from steadyquest.records.store import Store
    from steadyquest.session.rung_advice import RungAdvice

_FIELDS = ("d", "reversals", "best_d", "lo", "hi")


class Opening(NamedTuple):
    """A difficulty that changed before anybody played: why a session, a rung or another range opens where it does."""

    skill: str
    rung: int
    before: float
    after: float
    lo: float
    hi: float
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """For the session's record."""
        return self._asdict()


class Progress:
    """Staircases of one player, opened once a session. Without records it lives in memory alone."""

    def __init__(
        self,
        *,
        store: Store | None,
        player_id: int | None,
        difficulty: float | None,
        ranges: Mapping[str, Sequence[float]],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.ranges, self._now = ranges, now
        self._store = store if player_id is not None else None
        self._player_id = player_id or 0
        self._difficulty = difficulty
        self._open: dict[tuple[str, int], Staircase] = {}
        self._openings: dict[tuple[str, int], tuple[Opening, ...]] = {}
        self._told: dict[tuple[str, int], tuple[Opening, ...]] = {}
        self._lately: list[PractisedRep] | None = None
        """Read once in a session: the advice speaks of whole sessions, and a level's screen must not wait."""
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

    def openings(self, staircases: Mapping[str, Staircase], *, rung: int) -> list[Opening] | None:
        """Why the staircases that are played opened where they did, all so far; None when there is nothing new."""
        played = ((skill, rung) for skill, staircase in staircases.items() if not staircase.fixed)
        new = {key: self._openings[key] for key in played if self._openings.get(key) and key not in self._told}
        if not new:
            return None
        self._told.update(new)
        return [opening for openings in self._told.values() for opening in openings]

    def rung_advice(self, *, rung_max: int | None = None) -> dict[str, RungAdvice]:
        """Which rung each skill may be played on next, from what was recorded until this was first asked."""
        from steadyquest.game.sight import MEMORY
        from steadyquest.session.rung_advice import practised_lately, rung_advice

        if self._store is None:
            return {}
        if self._lately is None:
            self._lately = practised_lately(self._store, self._player_id)
        return rung_advice(
            self._store,
            self._player_id,
            ranges=self.ranges,
            rungs=self.rungs,
            rung_max=MEMORY if rung_max is None else rung_max,
            reps=self._lately,
        )

    def best_d(self, level: LevelSpec, *, rung: int) -> dict[str, float]:
        """The hardest d that succeeded before, per skill of a level."""
        return {skill: self._best(skill, rung) for skill in skills_of(level)}

    def keep(self, staircases: Mapping[str, Staircase], *, rung: int) -> None:
        """Carry on from where a run has left its staircases. Fixed ones are nobody's own."""
        self._open.update({(skill, rung): moved for skill, moved in staircases.items() if not moved.fixed})

    def _best(self, skill: str, rung: int) -> float:
        """Also where the difficulty is fixed, and no staircase is opened."""
        opened = self._open.get((skill, rung))
        if opened is not None:
            return opened.best_d
        stored = self._stored(skill, rung)
        return stored[0].best_d if stored is not None else 0.0

    def _stored(self, skill: str, rung: int) -> tuple[Staircase, float] | None:
        """As it was left, and how many days ago."""
        row = self._store.staircases.load(self._player_id, skill=skill, rung=rung) if self._store else None
        if row is None:
            return None
        kept = Staircase(**{name: row[name] for name in _FIELDS}, direction=row["last_direction"])
        return kept, (self._now() - _moment(row["updated_at"])).total_seconds() / 86_400

    def _opened(self, skill: str, rung: int) -> Staircase:
        """In the therapist's range as it is today, also where an earlier one was taken away again."""
        lo, hi = self.ranges.get(skill, WIDEST)
        steps = list(self._way(skill, rung, lo=lo, hi=hi))
        moves = pairwise(steps)
        self._openings[skill, rung] = tuple(
            Opening(skill, rung, before.d, after.d, after.lo, after.hi, REASONS[why])
            for (_, before), (why, after) in moves
            if (before.d, before.lo, before.hi) != (after.d, after.lo, after.hi)
        )
        return steps[-1][1]

    def _way(self, skill: str, rung: int, *, lo: float, hi: float) -> Iterator[tuple[str, Staircase]]:
        """From what was there before to what is opened, each with the reason for it."""
        stored = self._stored(skill, rung)
        if stored is not None:
            kept, days_away = stored
            held = replace(kept, lo=lo, hi=hi)
            yield "", kept
            yield "range", held
            yield "week" if days_away >= WEEK_DAYS else "session", held.reopened(days_away=days_away)
        elif rung:
            below = self.staircase(skill, rung - 1)
            yield "", below
            yield "rung", on_new_rung(below)
        else:
            yield "", replace(Staircase(), lo=lo, hi=hi)


def moved(before: Mapping[str, Staircase], after: Mapping[str, Staircase]) -> dict[str, Staircase]:
    """Those that a run has moved: what was only there is not said to have been practised."""
    return {skill: now for skill, now in after.items() if not now.fixed and now != before.get(skill)}


def row_of(staircase: Staircase) -> dict[str, float | int]:
    """A staircase as records keep it."""
    return {**{name: getattr(staircase, name) for name in _FIELDS}, "last_direction": staircase.direction}


def _moment(moment: datetime | str) -> datetime:
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment
