"""What the progress page is made of: difficulty, range and hour of every skill, session by session, and the probes.

Owns the reading from the store; plain data without a word for people in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from steadyquest.game.staircase import REASONS
from steadyquest.game.tasks.kinds import SKILLS
from steadyquest.reports.assessment_data import AssessmentHistory, assessment_history
from steadyquest.reports.plan_section import PlanDocument, plan_document
from steadyquest.session.feel_probe import Probe, probes_of
from steadyquest.session.rung_advice import RungAdvice
from steadyquest.session.today import AFTER, BEFORE, FACES

if TYPE_CHECKING:
    from steadyquest.records.practice import PractisedMove, PractisedRep, StaircaseRow
    from steadyquest.records.rows import Player, RunRow, SessionRow
    from steadyquest.records.store import Store

BY_HAND = (REASONS["easier"], REASONS["harder"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Practised:
    """A skill at one rung in one session."""

    session_id: int
    at: datetime
    order: int
    """Of the session among all that were played, from 0."""
    skill: str
    rung: int
    d: float
    """Where the session has left it."""
    d_low: float
    d_high: float
    lo: float
    hi: float
    """The therapist's range on that day."""
    opened: float | None
    """Where it opened, as far as is known."""
    why_opened: tuple[str, ...]
    ups: int
    downs: int
    by_hand: int
    reps: int
    """That counted."""
    succeeded: int

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        names = ("session_id", "rung", "d", "d_low", "d_high", "lo", "hi", "opened", "ups", "downs", "by_hand")
        return {
            **{name: getattr(self, name) for name in names},
            "at": self.at,
            "reps": self.reps,
            "succeeded": self.succeeded,
            "why_opened": list(self.why_opened),
        }


@dataclass(frozen=True, slots=True)
class RungMove:
    """Another hour for a skill, and why."""

    at: datetime
    skill: str
    before: int
    after: int
    reason: str
    """In words, as older records have it; `progress_words.rung_reason` tells it."""
    why: Any = None
    """As data."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody said they felt in one session: 0 is none of it, 4 the most; nothing where nobody asked."""

    at: datetime
    before: Mapping[str, int]
    after: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressDocument:
    """All that is told of a player's way."""

    player: str
    sessions: tuple[SessionRow, ...]
    """Those in which something was played, oldest first."""
    minutes: float
    """In levels."""
    reps: int
    skills: Mapping[str, tuple[Practised, ...]]
    """Only those that were practised, each oldest first."""
    rung_moves: tuple[RungMove, ...]
    advice: Mapping[str, RungAdvice]
    probes: tuple[Probe, ...]
    faces: tuple[Asked, ...] = ()
    """Of the sessions in which somebody asked, oldest first."""
    plan: PlanDocument | None = None
    """As it stood at the end of the newest session."""
    history: AssessmentHistory
    """All that was measured and never judged."""
    until: datetime
    """When that was; for a player without a session, when they were added."""


def gather_progress(store: Store, player: Player, *, advice: Mapping[str, RungAdvice]) -> ProgressDocument:
    """Everything of one player. The advice is `Person.rung_advice`: it knows the player's ranges and plan."""
    played = [(row, store.sessions.runs(row.id)) for row in reversed(store.sessions.all(player.id))]
    played = [(row, runs) for row, runs in played if runs]
    return ProgressDocument(
        player=player.name,
        sessions=tuple(row for row, _ in played),
        minutes=sum(run.seconds or 0.0 for _, runs in played for run in runs) / 60,
        reps=sum(run.tried for _, runs in played for run in runs),
        skills=practised(store, player.id, sessions=played),
        rung_moves=tuple(_rung_moves(store.staircases.rung_history(player.id))),
        advice=advice,
        probes=probes_of(store, player.id),
        faces=asked([row for row, _ in played]),
        plan=plan_document(store, played[-1][0]) if played else None,
        history=assessment_history(store, player),
        until=played[-1][0].started_at if played else player.made_at,
    )


def asked(sessions: Iterable[SessionRow]) -> tuple[Asked, ...]:
    """The faces that were pointed at."""
    kept = [(row.started_at, row.notes or {}) for row in sessions]
    found = [Asked(at, _faces(notes.get(BEFORE)), _faces(notes.get(AFTER))) for at, notes in kept]
    return tuple(one for one in found if one.before or one.after)


def _faces(kept: object) -> dict[str, int]:
    if not isinstance(kept, Mapping):
        return {}
    return {kind: int(kept[kind]) for kind in FACES if isinstance(kept.get(kind), int | float)}


def practised(
    store: Store, player_id: int, *, sessions: Sequence[tuple[SessionRow, Sequence[RunRow]]]
) -> dict[str, tuple[Practised, ...]]:
    """What was practised in these sessions, by skill. Sessions at a fixed difficulty leave nothing to tell."""
    order = {row.id: (i, row) for i, (row, _) in enumerate(sessions)}
    newest, until = (1, sessions[0][0].id) if len(sessions) == 1 else (None, None)
    moves = _grouped(store.practice.moves(player_id, newest=newest, until=until))
    reps = _grouped(rep for rep in store.practice.reps(player_id, newest=newest, until=until) if rep.counted)
    found: dict[str, list[Practised]] = {}
    for row in store.practice.staircases(player_id):
        if row.session_id in order:
            i, session = order[row.session_id]
            key = (session.id, row.skill, row.rung)
            one = _practised(row, session, order=i, moves=moves.get(key, []), reps=reps.get(key, []))
            found.setdefault(row.skill, []).append(one)
    return {skill: tuple(sorted(found[skill], key=lambda p: (p.order, p.rung))) for skill in SKILLS if skill in found}


def _practised(
    row: StaircaseRow,
    session: SessionRow,
    *,
    order: int,
    moves: Sequence[PractisedMove],
    reps: Sequence[PractisedRep],
) -> Practised:
    openings = [
        opening
        for opening in session.settings.get("openings", ())
        if (opening.get("skill"), opening.get("rung")) == (row.skill, row.rung)
    ]
    values = [value for move in moves for value in (move.before, move.after)] or [row.d]
    in_play = [move for move in moves if move.reason not in BY_HAND]
    return Practised(
        session_id=session.id,
        at=session.started_at,
        order=order,
        skill=row.skill,
        rung=row.rung,
        d=row.d,
        d_low=min(values),
        d_high=max(values),
        lo=row.lo,
        hi=row.hi,
        opened=openings[-1]["after"] if openings else moves[0].before if moves else None,
        why_opened=tuple(str(opening["reason"]) for opening in openings),
        ups=sum(move.after > move.before for move in in_play),
        downs=sum(move.after < move.before for move in in_play),
        by_hand=len(moves) - len(in_play),
        reps=len(reps),
        succeeded=sum(rep.success for rep in reps),
    )


def _grouped(things: Iterable[Any]) -> dict[tuple[int, str, int], list[Any]]:
    groups: dict[tuple[int, str, int], list[Any]] = {}
    for thing in things:
        groups.setdefault((thing.session_id, thing.skill, thing.rung), []).append(thing)
    return groups


def _rung_moves(history: Iterable[Mapping[str, Any]]) -> Iterable[RungMove]:
    now: dict[str, int] = {}
    for move in history:
        skill, rung = str(move["skill"]), int(move["rung"])
        yield RungMove(move["made_at"], skill, now.get(skill, 0), rung, str(move["reason"]), move["why"])
        now[skill] = rung
