"""Trials read back from the records: which run was which trial of which assessment, and under what conditions.

Owns what supersedes what: a trial that was repeated counts as it was repeated, of limits direction by direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from steadyquest.conventions import UNIT_VECTORS
from steadyquest.errors import LevelError, SignalError
from steadyquest.game.spec import RhythmSpec
from steadyquest.levels.read import parse_level
from steadyquest.session.assessments.levels import is_assessment, key_of, trial_of
from steadyquest.session.assessments.part import ASSESSMENT, NUMBER
from steadyquest.session.assessments.protocol import FEEL, KINDS, LIMITS, Trial
from steadyquest.signal.reach import Reach, from_list

if TYPE_CHECKING:
    from steadyquest.records.rows import EventRow, RepRow, RunRow, SessionRow
    from steadyquest.records.store import Store

PAUSES = ("Paused", "SignalLost", "SteppedOff", "Lurched")


class Condition(NamedTuple):
    """Under which conditions a trial was done. Trends never join different ones."""

    stance: str
    eyes: str
    surface: str
    support: str
    shoes: str
    feet: str
    seconds: float
    asked_mm: float | None = None
    """Of a rhythmic shift: how far the sides were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRecord:
    """One trial as it was recorded. Its samples are the session's."""

    session: SessionRow
    run: RunRow
    reps: tuple[RepRow, ...]
    """Those that count: practice, and directions that were repeated, are not among them."""
    trial: Trial
    assessment: int
    """Which one of its session, from 1."""
    condition: Condition
    events: tuple[EventRow, ...] = ()
    """What happened in its run."""

    @property
    def at(self) -> datetime:
        """When its session began."""
        return self.session.started_at

    @property
    def finished(self) -> bool:
        """Whether it came to its end by itself."""
        return self.run.ended == "finished"

    @property
    def reach(self) -> Reach:
        """What a reach unit was in it."""
        return from_list(self.run.setup["reach"]["mm"], kind=str(self.run.setup["reach"].get("kind", "")))

    def centre_mm(self, *, tick: int) -> tuple[float, float]:
        """The player's centre on the plate at a tick: as the run began, or as it was last set anew."""
        newest = [event.data for event in self.events if event.name == "Recentred" and event.tick <= tick]
        if newest:
            return float(newest[-1]["cop_ml_mm"]), float(newest[-1]["cop_ap_mm"])
        ml_mm, ap_mm = self.run.setup["centre_mm"]
        return float(ml_mm), float(ap_mm)

    def paused(self, rep: RepRow) -> bool:
        """Whether the world stood still in this rep."""
        return any(event.name in PAUSES and _is_in(event, rep) for event in self.events)

    def tags(self, rep: RepRow) -> tuple[str, ...]:
        """What the therapist noted of this rep."""
        noted = [
            str(event.data.get("tag", "")) for event in self.events if event.name == "NoteTaken" and _is_in(event, rep)
        ]
        return tuple(dict.fromkeys(noted))


def trials_of_session(store: Store, session_id: int) -> tuple[TrialRecord, ...]:
    """The trials of one session in their order; repeated ones as they were last."""
    return _counting(_recorded(store, session_id))


def superseded_of_session(store: Store, session_id: int) -> tuple[TrialRecord, ...]:
    """What was repeated in one session and counts no longer: whole trials, and of limits single directions."""
    return tuple(gone for group in _repeats(_recorded(store, session_id)) for gone in _superseded(group))


def trials_of_player(store: Store, player_id: int, *, kinds: Sequence[str] = KINDS) -> tuple[TrialRecord, ...]:
    """All trials of a player of these kinds, oldest first; repeated ones as they were last."""
    found = []
    for kind in kinds:
        if kind != FEEL:
            for played in store.practice.runs_of_level(player_id, key_of(kind)):
                record = _record(store, played.session, played.run)
                found += [record] if record is not None else []
    return _counting(sorted(found, key=lambda record: (record.session.when, record.run.number)))


def asked_mm(record: TrialRecord) -> float | None:
    """How far the sides of a rhythmic shift were, in mm: of the two the nearer one. None for any other trial."""
    return record.condition.asked_mm


def _recorded(store: Store, session_id: int) -> Iterator[TrialRecord]:
    """All trials of one session, also those that were repeated."""
    session = store.sessions.find(session_id)
    for run in store.sessions.runs(session_id):
        record = _record(store, session, run) if is_assessment(run.level_key) else None
        if record is not None:
            yield record


def _record(store: Store, session: SessionRow, run: RunRow) -> TrialRecord | None:
    """None for a run whose record cannot be understood: it must not take the others with it."""
    try:
        part: dict[str, Any] = run.setup["trial"]
        spec = parse_level(run.level_text, file=run.level_key, name=run.level_key).spec
        trial = trial_of(run.level_key, spec, number=int(part[NUMBER]))
        reach, task = from_list(run.setup["reach"]["mm"], kind=""), spec.steps[0].task
        far_mm = _sides_mm(task, reach) if isinstance(task, RhythmSpec) else None
    except (KeyError, TypeError, ValueError, SignalError, LevelError):
        return None
    notes = session.notes or {}
    return TrialRecord(
        session=session,
        run=run,
        reps=tuple(rep for rep in store.sessions.reps(run.id) if not rep.extra.get("practice")),
        trial=trial,
        assessment=int(part[ASSESSMENT]),
        condition=Condition(
            stance=run.stance,
            eyes=trial.eyes,
            surface=trial.surface,
            support=str(notes.get("support") or ""),
            shoes=str(notes.get("shoes") or ""),
            feet=str(run.setup.get("feet") or ""),
            # A recording that was taken in misses a tick or two of its time; that is no other condition.
            seconds=float(round(trial.seconds)),
            asked_mm=far_mm,
        ),
        events=tuple(store.sessions.events(run.id)),
    )


def _is_in(event: EventRow, rep: RepRow) -> bool:
    return (rep.tick_start or 0) <= event.tick <= (rep.tick_end or 0)


def _sides_mm(task: RhythmSpec, reach: Reach) -> float:
    far = task.distance.easy
    sides = ((far, 0.0), (-far, 0.0)) if task.axis == "ml" else ((0.0, far), (0.0, -far))
    return round(min(abs(sum(reach.to_mm(*side))) for side in sides), 1)


def _counting(records: Iterable[TrialRecord]) -> tuple[TrialRecord, ...]:
    """Only those that count."""
    return tuple(kept for group in _repeats(records) for kept in _kept(group))


def _repeats(records: Iterable[TrialRecord]) -> Iterable[Sequence[TrialRecord]]:
    """Each trial with its repeats, in their order."""
    groups: dict[tuple[int, int, int], list[TrialRecord]] = {}
    for record in records:
        groups.setdefault((record.session.id, record.assessment, record.trial.number), []).append(record)
    return groups.values()


def _kept(group: Sequence[TrialRecord]) -> list[TrialRecord]:
    """Of the repeats of one trial the last; of limits each direction from the last run that came to it."""
    newest = group[-1]
    if newest.trial.kind != LIMITS:
        return [newest]
    taken: set[str] = set()
    kept: list[TrialRecord] = []
    for record in reversed(group):
        reps = tuple(rep for rep in record.reps if (way := direction_of(rep)) and way not in taken)
        taken |= {direction_of(rep) for rep in reps}
        if reps or record is newest:
            kept.insert(0, replace(record, reps=reps))
    return kept


def _superseded(group: Sequence[TrialRecord]) -> list[TrialRecord]:
    """Of the repeats of one trial what the later ones replace; one that came to nothing is replaced as well."""
    if group[-1].trial.kind != LIMITS:
        return list(group[:-1])
    counting = {(kept.run.id, rep.number) for kept in _kept(group) for rep in kept.reps}
    gone = []
    for record in group:
        reps = tuple(rep for rep in record.reps if direction_of(rep) and (rep.run_id, rep.number) not in counting)
        if reps or (not record.reps and record is not group[-1]):
            gone.append(replace(record, reps=reps))
    return gone


def direction_of(rep: RepRow) -> str:
    """Which of the eight directions a rep of limits asked for; empty where that cannot be told."""
    if rep.x is None or rep.y is None or not (rep.x or rep.y):
        return ""
    x, y = rep.x, rep.y
    return max(UNIT_VECTORS, key=lambda name: x * UNIT_VECTORS[name][0] + y * UNIT_VECTORS[name][1])
