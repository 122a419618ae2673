"""Advice on the sight ladder: whether a player is ready for a darker hour. Advice only; the therapist decides.

The rule is that of the level format: up after at least 75 % success in two sessions at d 0.5 or more, down freely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from steadyquest.game.sight import MEMORY, rung_of
from steadyquest.game.spec import LevelSpec
from steadyquest.game.stars import KEPT
from steadyquest.game.tasks.kinds import SKILLS, kind_of
from steadyquest.session import reasons
from steadyquest.session.reasons import Reason
from steadyquest.session.skills import WIDEST, skills_of

if TYPE_CHECKING:
    from steadyquest.records.practice import PractisedRep
    from steadyquest.records.store import Store

HARD_D = 0.5
"""From this difficulty on success says that a rung is mastered, and from this mean on a session of a plan is good."""
SESSIONS = 2
ENOUGH_REPS = 6
"""Fewer reps say nothing of a session: three quarters of five could be luck or one bad moment."""
TOO_HARD = 0.6
"""The lower end of the useful zone of success."""
EASIEST = 0.05
"""So near to the lower end of its range the difficulty has nothing left to give."""
LOOK_BACK = 16
"""Sessions that are looked at: some weeks of practice, so that also a skill that is seldom played has its two."""

UP, DOWN, STAY = "up", "down", "stay"


@dataclass(frozen=True, slots=True)
class SessionOnRung:
    """What one session says of a skill at its rung: judged reps that counted."""

    session_id: int
    reps: int
    succeeded: int
    hard_reps: int
    """At d 0.5 or more."""
    hard_succeeded: int
    mean_d: float

    @property
    def share(self) -> float:
        """Of all reps, those that succeeded."""
        return self.succeeded / self.reps

    @property
    def hard_share(self) -> float | None:
        """The same at d 0.5 or more; None where too few were played there."""
        return self.hard_succeeded / self.hard_reps if self.hard_reps >= ENOUGH_REPS else None


@dataclass(frozen=True, slots=True)
class RungAdvice:
    """Which rung a skill may be played on next, and why."""

    skill: str
    rung: int
    suggested: int
    why: Reason
    sessions: tuple[SessionOnRung, ...] = ()
    """The newest ones on this rung, oldest first."""

    @property
    def way(self) -> str:
        """up, down or stay."""
        return UP if self.suggested > self.rung else DOWN if self.suggested < self.rung else STAY

    @property
    def reason(self) -> str:
        """Why, in words of the language that is spoken now."""
        return str(self.why)

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "skill": self.skill,
            "rung": self.rung,
            "suggested": self.suggested,
            "way": self.way,
            "reason": self.reason,
            "why": self.why.as_dict(),
            "sessions": [
                {"session": s.session_id, "reps": s.reps, "success": s.share, "hard_success": s.hard_share}
                for s in self.sessions
            ],
        }


def rung_advice(
    store: Store,
    player_id: int,
    *,
    ranges: Mapping[str, Sequence[float]],
    rungs: Mapping[str, int] | None = None,
    rung_max: int = MEMORY,
    until: int | None = None,
    reps: Sequence[PractisedRep] | None = None,
) -> dict[str, RungAdvice]:
    """Advice for every skill that was ever practised, from the records. `rungs`: as played now, else as last kept.

    `until`: as it was after that session; None is today. `reps`: as `practised_lately` gave them before.
    """
    reps = practised_lately(store, player_id, until=until) if reps is None else reps
    history = store.staircases.rung_history(player_id)
    if until is not None:
        last = store.sessions.find(until).when
        history = [move for move in history if _when(move) <= last]
    if rungs is None:
        rungs = {str(move["skill"]): int(move["rung"]) for move in history}
    since = _last_moves(history)
    practised = {rep.skill for rep in reps}
    return {
        skill: advise(
            (rep for rep in reps if rep.skill == skill and (skill not in since or rep.when >= since[skill])),
            skill=skill,
            rung=rungs.get(skill, 0),
            envelope=_envelope(ranges.get(skill, WIDEST)),
            rung_max=rung_max,
        )
        for skill in SKILLS
        if skill in practised
    }


def practised_lately(store: Store, player_id: int, *, until: int | None = None) -> list[PractisedRep]:
    """The reps that advice is made of."""
    return [rep for rep in store.practice.reps(player_id, newest=LOOK_BACK, until=until) if rep.counted]


def advise(
    reps: Iterable[PractisedRep],
    *,
    skill: str,
    rung: int,
    envelope: tuple[float, float] = WIDEST,
    rung_max: int = MEMORY,
) -> RungAdvice:
    """Advice for one skill from its counted reps; those on other rungs say nothing of this one."""
    said = [session for session in _sessions(reps, rung=rung) if session.reps >= ENOUGH_REPS][-SESSIONS:]
    stay = RungAdvice(skill, rung, rung, _not_yet(envelope[1]), tuple(said))
    if said and rung and said[-1].share < TOO_HARD and said[-1].mean_d <= envelope[0] + EASIEST:
        return replace(stay, suggested=rung - 1, why=Reason(reasons.TOO_HARD, {"share": said[-1].share}))
    shares = [session.hard_share for session in said]
    known = [share for share in shares if share is not None]
    if len(known) < SESSIONS:
        return stay
    found: dict[str, float | Sequence[float]] = {"d": HARD_D, "shares": known}
    if min(known) < KEPT:
        return replace(stay, why=Reason(reasons.NOT_ENOUGH, {**found, "least": KEPT}))
    if rung >= MEMORY:
        return replace(stay, why=Reason(reasons.LAST_RUNG, found))
    if rung >= rung_max:
        return replace(stay, why=Reason(reasons.PLAN_ENDS, found))
    return replace(stay, suggested=rung + 1, why=Reason(reasons.ENOUGH, found))


def chosen_reason(advice: RungAdvice | None, rung: int) -> Reason:
    """Why a skill is played on another rung from now on, as the records keep it."""
    if advice is None or advice.way == STAY or advice.suggested != rung:
        return Reason(reasons.CHOSEN)
    return Reason(reasons.CHOSEN, because=advice.why)


def suggested_rung(level: LevelSpec, advice: Mapping[str, RungAdvice]) -> tuple[int, str] | None:
    """The rung that a level is suggested at, with the reason; None where there is nothing to suggest.

    As a run's own rung it is the lowest among its skills. A level with a fixed hour is left alone.
    """
    named = [advice[skill] for skill in skills_of(level) if skill in advice]
    free = [step.sight for step in level.steps if kind_of(step).skill and step.sight.sight == "player"]
    moving = [one for one in named if one.way != STAY]
    if not moving or not free:
        return None
    lowest = min(one.rung for one in named)
    wanted = min(one.suggested for one in named)
    if wanted == lowest or rung_of(free[0], wanted) == rung_of(free[0], lowest):
        return None
    deciding = next(one for one in moving if one.suggested == wanted)
    return rung_of(free[0], wanted), deciding.reason


def _not_yet(hi: float) -> Reason:
    if hi < HARD_D:
        return Reason(reasons.NARROW, {"d": HARD_D})
    return Reason(reasons.TOO_FEW, {"n": ENOUGH_REPS, "d": HARD_D})


def _envelope(ends: Sequence[float]) -> tuple[float, float]:
    lo, hi = ends
    return lo, hi


def _last_moves(history: Iterable[Mapping[str, Any]]) -> dict[str, tuple[datetime, int]]:
    """Since when each skill is on its present rung: what was before is another time."""
    return {str(move["skill"]): _when(move) for move in history}


def _when(move: Mapping[str, Any]) -> tuple[datetime, int]:
    """The session of a move, whose reps count whole; where it was outside of any, its own moment."""
    return move["started_at"] or move["made_at"], move["session_id"] or 0


def _sessions(reps: Iterable[PractisedRep], *, rung: int) -> list[SessionOnRung]:
    by_session: dict[tuple[datetime, int], list[PractisedRep]] = {}
    for rep in reps:
        if rep.rung == rung:
            by_session.setdefault(rep.when, []).append(rep)
    return [_session(number, played) for (_, number), played in sorted(by_session.items())]


def _session(number: int, reps: Sequence[PractisedRep]) -> SessionOnRung:
    hard = [rep for rep in reps if rep.d >= HARD_D - 1e-9]
    return SessionOnRung(
        session_id=number,
        reps=len(reps),
        succeeded=sum(rep.success for rep in reps),
        hard_reps=len(hard),
        hard_succeeded=sum(rep.success for rep in hard),
        mean_d=sum(rep.d for rep in reps) / len(reps),
    )
