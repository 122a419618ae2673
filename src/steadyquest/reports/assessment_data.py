"""What reports tell of assessments: those of a session with their references, and over sessions as trends.

Owns the reading from the store and what may be joined: only values of one condition. Plain data, no words for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import fmean, median
from typing import TYPE_CHECKING

from steadyquest.analysis.change import ChangeBand, change_band
from steadyquest.analysis.norms import AREA, VELOCITY, Reference, age_group, reference_range
from steadyquest.session.assessments.combined import MeasuredAssessment, assessments
from steadyquest.session.assessments.comparable import compared_as
from steadyquest.session.assessments.measured import measured_player, measured_records
from steadyquest.session.assessments.measured_trial import MeasuredTrial
from steadyquest.session.assessments.protocol import KINDS, LIMITS, LOADING, QUIET, RHYTHM, SENSORY
from steadyquest.session.assessments.trials import Condition, TrialRecord, trials_of_player, trials_of_session
from steadyquest.session.labels import is_synthetic

if TYPE_CHECKING:
    from steadyquest.records.rows import ClinicalResult, Player, SessionRow
    from steadyquest.records.store import Store
    from steadyquest.session.track import Track

COMPOSITE, FARTHEST, FARTHEST_MM, SHARE = "sensory_composite_mm_s", "maximum_percent", "maximum_mm", "right_share"
SHIFT_CONTROL = "shift_directional_control_percent"
FIRST_OF = {
    QUIET: (VELOCITY, AREA),
    SENSORY: (COMPOSITE,),
    LIMITS: (FARTHEST, FARTHEST_MM),
    RHYTHM: (SHIFT_CONTROL,),
    LOADING: (SHARE,),
}
"""What is followed over sessions, the primary one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One session's value in a trend."""

    session_id: int
    at: datetime
    value: float
    trials: int
    """It is the median of so many; of a composite their mean."""
    flagged: bool = False
    """Something spoke against a trial in it; it is shown, and marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A measure over sessions under one condition."""

    kind: str
    key: str
    condition: Condition
    axis: str = ""
    beat_s: float = 0.0
    points: tuple[Point, ...]
    band: ChangeBand
    reference: Reference
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentHistory:
    """All assessments of a player."""

    trends: tuple[Trend, ...] = ()
    """The most followed first."""
    limits: tuple[MeasuredAssessment, ...] = ()
    """First and newest of the newest condition; one where there is only one."""
    clinical: tuple[ClinicalResult, ...] = ()
    newest: Mapping[str, datetime] = field(default_factory=dict)
    """When each kind was last done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDocument:
    """The assessments of one session."""

    done: tuple[MeasuredAssessment, ...]
    age_years: float | None = None
    history: AssessmentHistory
    """The kinds that were done in it, from the first session to this one."""
    clinical: tuple[ClinicalResult, ...] = ()
    """Entered by hand with this session."""


def assessment_document(store: Store, session: SessionRow, *, track: Track) -> AssessmentDocument | None:
    """The assessments of a session and what was entered with it; None where there is nothing of both."""
    player = store.players.find(session.player_id) if session.player_id is not None else None
    done = assessments(measured_records(trials_of_session(store, session.id), track=track))
    clinical = tuple(row for row in (store.results.all(player.id) if player else ()) if row.session_id == session.id)
    if not done and not clinical:
        return None
    return AssessmentDocument(
        done=done,
        age_years=age_at(player, session.started_at),
        history=_history_of(store, player, session, done) if player else AssessmentHistory(),
        clinical=clinical,
    )


def assessment_history(
    store: Store, player: Player, *, kinds: Sequence[str] = KINDS, until: SessionRow | None = None
) -> AssessmentHistory:
    """Assessments of one player over all sessions, or those up to one, measured anew from the raw samples."""
    records = trials_of_player(store, player.id, kinds=kinds)
    if until is not None:
        records = tuple(record for record in records if record.session.when <= until.when)
    together = assessments(measured_player(store, records, whole=False))
    return AssessmentHistory(
        trends=tuple(_trends(together, player)),
        limits=_first_and_newest([one for one in together if one.kind == LIMITS and one.usable]),
        clinical=tuple(store.results.all(player.id)),
        newest={one.kind: one.trials[0].record.at for one in together if one.usable},
    )


def _history_of(
    store: Store, player: Player, session: SessionRow, done: Sequence[MeasuredAssessment]
) -> AssessmentHistory:
    kinds = tuple(dict.fromkeys(one.kind for one in done))
    return assessment_history(store, player, kinds=kinds, until=session)


def _first_and_newest(limits: Sequence[MeasuredAssessment]) -> tuple[MeasuredAssessment, ...]:
    same = [one for one in limits if condition_of(one) == condition_of(limits[-1])]
    return (same[0], same[-1]) if len(same) > 1 else tuple(same)


def age_at(player: Player | None, at: datetime) -> float | None:
    """How old somebody was at least; only the year of birth is known, and nobody is taken for an adult too early."""
    if player is None or player.birth_year is None:
        return None
    return float(at.year - player.birth_year - 1)


def reference_of(trial: TrialRecord, key: str, *, age_years: float | None, seconds: float) -> Reference:
    """The range of adults for a measure of a trial, or why there is none."""
    condition = trial.condition
    return reference_range(
        key,
        age_years=age_years,
        eyes=condition.eyes,
        surface=condition.surface,
        stance=condition.stance,
        duration_s=seconds,
        support=condition.support or "none",
    )


def condition_of(one: MeasuredAssessment) -> tuple[Condition, bool]:
    """Under which condition an assessment was done, and whether nobody real did it. The sensory test has four."""
    return compared_as(one.trials[0].record)


def _trends(together: Sequence[MeasuredAssessment], player: Player) -> Iterable[Trend]:
    groups: dict[tuple[object, ...], list[tuple[MeasuredTrial, Point]]] = {}
    for one in together:
        for key in FIRST_OF[one.kind]:
            for about, trial, point in _points(one, key):
                groups.setdefault((one.kind, key, *about, condition_of(one)[1]), []).append((trial, point))
    order = list(FIRST_OF)
    for found in sorted(groups, key=lambda group: order.index(str(group[0]))):
        yield _trend(str(found[0]), str(found[1]), groups[found], player)


def _points(one: MeasuredAssessment, key: str) -> Iterable[tuple[tuple[object, ...], MeasuredTrial, Point]]:
    """The value of one assessment, or of a rhythmic shift one for each pace and axis."""
    if one.kind == RHYTHM:
        for trial in one.trials:
            if (value := trial.values.get(key)) is not None:
                record = trial.record
                about = (record.condition, record.trial.axis, record.trial.beat_s)
                yield about, trial, _point([trial], value)
        return
    usable = [trial for trial in one.trials if trial.usable]
    value = _value(one, usable, key)
    if value is not None:
        yield (condition_of(one)[0], "", 0.0), usable[0], _point(usable, value)


def _value(one: MeasuredAssessment, usable: Sequence[MeasuredTrial], key: str) -> float | None:
    if key in one.values or not usable:
        return one.values.get(key)
    if one.kind == LIMITS:
        # Without a height there is no percent; then the mean of the millimetres is followed.
        known = [value for way in one.ways.values() if (value := way.values.get(key)) is not None]
        return fmean(known) if len(known) == 8 and one.values.get(FARTHEST) is None else None
    known = [value for trial in usable if (value := trial.values.get(key)) is not None]
    return median(known) if known else None


def _point(trials: Sequence[MeasuredTrial], value: float) -> Point:
    record = trials[0].record
    return Point(
        session_id=record.session.id,
        at=record.at,
        value=value,
        trials=len(trials),
        flagged=any(trial.flags for trial in trials),
    )


def _trend(kind: str, key: str, found: Sequence[tuple[MeasuredTrial, Point]], player: Player) -> Trend:
    trial, points = found[0][0], tuple(point for _, point in found)
    record = trial.record
    condition, _ = compared_as(record)
    age = age_at(player, points[-1].at)
    return Trend(
        kind=kind,
        key=key,
        condition=condition,
        axis=record.trial.axis,
        beat_s=record.trial.beat_s,
        points=points,
        band=change_band(
            [point.value for point in points],
            key=key,
            group=age_group(age),
            eyes=condition.eyes,
            surface=condition.surface,
            stance=condition.stance,
            duration_s=condition.seconds,
        ),
        reference=reference_of(record, key, age_years=age, seconds=condition.seconds),
        synthetic=is_synthetic(record.session.source),
    )
