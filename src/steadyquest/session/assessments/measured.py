"""Trials measured: from the samples of a recorded session to flags and values. The only way to any figure of a trial.

Result screen, command line, report and export all come here, and each time it is computed from the raw counts anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from steadyquest.session.assessments import measured_moves, measured_stand
from steadyquest.session.assessments.measured_trial import MeasuredTrial
from steadyquest.session.assessments.protocol import CLOCKWISE, LIMITS, LOADING, RHYTHM
from steadyquest.session.assessments.trials import TrialRecord, trials_of_session
from steadyquest.session.track import Track, calibration_of, track_of
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.store import Store


def measured_session(store: Store, session_id: int) -> tuple[MeasuredTrial, ...]:
    """All trials of a session that count, measured, in their order."""
    records = trials_of_session(store, session_id)
    if not records:
        return ()
    return measured_records(records, track=track_of(store, records[0].session)[0])


def measured_player(store: Store, records: Sequence[TrialRecord], *, whole: bool = True) -> tuple[MeasuredTrial, ...]:
    """These trials of several sessions, measured; each session's samples are read once. `whole`: see below."""
    found: list[MeasuredTrial] = []
    by_session: dict[int, list[TrialRecord]] = {}
    for record in records:
        by_session.setdefault(record.session.id, []).append(record)
    for group in by_session.values():
        found += measured_records(group, track=track_of(store, group[0].session)[0], whole=whole)
    return tuple(found)


def together(found: Sequence[MeasuredTrial]) -> MeasuredTrial:
    """The runs of one trial as one: of limits every direction from the run that has it, all else from the newest."""
    newest = found[-1]
    ways = sorted((way for one in found for way in one.ways), key=lambda way: CLOCKWISE.index(way.direction))
    if len(found) == 1 or not ways:
        return newest
    return replace(newest, ways=tuple(ways), why_not="" if any(way.values for way in ways) else newest.why_not)


def measured_records(records: Sequence[TrialRecord], *, track: Track, whole: bool = True) -> tuple[MeasuredTrial, ...]:
    """These trials of one session, measured from its samples.

    Not `whole`: of standing only what takes no time, which is what is followed over sessions.
    """
    return tuple(_measured(record, track, whole=whole) for record in records)


def _measured(record: TrialRecord, track: Track, *, whole: bool) -> MeasuredTrial:
    calibration = calibration_of(record.session, record.run)
    if calibration is None or not len(track.samples):
        return _without(record, tr("the record has no samples, or no zero of the plate"))
    if not record.reps:
        return _without(record, tr("it was ended before anything was measured"))
    if record.trial.kind == LIMITS:
        return measured_moves.limits(record, track, calibration)
    if record.trial.kind == RHYTHM:
        return measured_moves.rhythm(record, track, calibration)
    if record.trial.kind == LOADING:
        return measured_stand.loading(record, track, calibration)
    return measured_stand.standing(record, track, calibration, whole=whole)


def _without(record: TrialRecord, why_not: str) -> MeasuredTrial:
    return MeasuredTrial(record=record, start_s=record.run.start_s, seconds=0.0, why_not=why_not)
