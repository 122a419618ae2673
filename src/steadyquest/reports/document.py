"""What a session report is made of: rows of the records and the measures of the quiet parts, as plain data.

Owns the reading of a session from the store, and the way from a run's ticks back to its samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from steadyquest.analysis.cop import recorded_cop
from steadyquest.conventions import TICK_S, VALID_KG, least_kg_of
from steadyquest.errors import SteadyQuestError
from steadyquest.game.sight import MEMORY
from steadyquest.reports.assessment_data import AssessmentDocument, assessment_document
from steadyquest.reports.leg_load import LegLoad, leg_loads
from steadyquest.reports.plan_section import PlanDocument, plan_document
from steadyquest.reports.practice_data import PracticeDocument, practice_document
from steadyquest.reports.quiet import QuietRecording, quiet_recordings
from steadyquest.session.titles import title_of
from steadyquest.session.track import Track, calibration_of, least_kg_throughout, track_of
from steadyquest.signal.calibration import Calibration
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.rows import EventRow, RepRow, RunRow, SessionRow
    from steadyquest.records.store import Store

BREATH_S = 0.5
"""Shorter times off the plate are not told: a step is no rest."""
AFTER = 100
"""Samples read beyond a hold, so that its last channels can be brought to one time."""
PAUSED = ("Paused", "SignalLost", "SteppedOff", "Lurched")

Spans = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """A time when the world stood still, in seconds from the session's first sample."""

    start_s: float
    stop_s: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDocument:
    """One play of a level."""

    run: RunRow
    reps: tuple[RepRow, ...] = ()
    events: tuple[EventRow, ...] = ()
    stop_s: float
    """Seconds from the session's first sample, as far as is known."""
    pauses: tuple[Pause, ...] = ()
    quiet: tuple[QuietRecording, ...] = ()

    @property
    def title(self) -> str:
        """What was played, in the language of the report."""
        return title_of(self.run)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDocument:
    """One session, as it is reported."""

    session: SessionRow
    player: str | None
    runs: tuple[RunDocument, ...] = ()
    seconds: float = 0.0
    """From the first sample to the last."""
    on_plate: Spans | None = None
    """When somebody was on the plate; None when that cannot be told."""
    leg_loads: tuple[LegLoad, ...] = ()
    """Of the steady moments before play, where the feet were known."""
    plan: PlanDocument | None = None
    """The player's plan as it stood at the end of the session."""
    practice: PracticeDocument | None = None
    """Difficulty, hour and feel as this session has left them."""
    assessments: AssessmentDocument | None = None
    """What was measured and never judged, and what was entered by hand."""
    problem: str = ""
    """Why the samples could not be used, when they could not."""


def gather(store: Store, session_id: int | str) -> SessionDocument:
    """All that the report of one session needs, read from the records."""
    session = store.sessions.find(session_id)
    player = store.players.find(session.player_id).name if session.player_id is not None else None
    track, problem = track_of(store, session)
    runs, rows = [], store.sessions.runs(session.id)
    for run in rows:
        reps, events = tuple(store.sessions.reps(run.id)), tuple(store.sessions.events(run.id))
        runs.append(run_document(run, reps=reps, events=events, track=track, session=session))
    plan = plan_document(store, session)
    return SessionDocument(
        session=session,
        player=player,
        runs=tuple(runs),
        seconds=max([track.seconds, *(r.stop_s for r in runs)]) if runs else track.seconds,
        on_plate=on_plate(track, calibration_of(session), least_kg=least_kg_throughout(rows, len(track.samples))),
        leg_loads=_leg_loads(session, track),
        plan=plan,
        practice=practice_document(store, session, rung_max=plan.spec.rung_max if plan else MEMORY),
        assessments=assessment_document(store, session, track=track),
        problem=problem,
    )


def session_leg_loads(store: Store, session: SessionRow) -> tuple[LegLoad, ...]:
    """How the weight was shared between the legs in the steady moments before play, where the feet were known."""
    return _leg_loads(session, track_of(store, session)[0])


def _leg_loads(session: SessionRow, track: Track) -> tuple[LegLoad, ...]:
    return leg_loads(
        session.settings,
        samples=track.samples,
        t_s=track.t_s,
        calibration=calibration_of(session),
        source=session.source,
    )


def run_document(
    run: RunRow,
    *,
    reps: tuple[RepRow, ...],
    events: tuple[EventRow, ...],
    track: Track,
    session: SessionRow,
) -> RunDocument:
    """One run with its pauses, and its quiet parts measured."""
    lasts = run.seconds if run.seconds is not None else _last_tick(reps, events) * TICK_S
    stop_s = max([run.start_s + lasts, *track.of_ticks(run, [_last_tick(reps, events)])])
    pauses = _pauses(run, events, track=track, stop_s=stop_s)
    return RunDocument(
        run=run,
        reps=reps,
        events=events,
        stop_s=stop_s,
        pauses=pauses,
        quiet=_quiet(run, reps, pauses=pauses, track=track, calibration=calibration_of(session, run)),
    )


def on_plate(track: Track, calibration: Calibration | None, *, least_kg: ArrayLike = VALID_KG) -> Spans | None:
    """When somebody was on the plate, in seconds since the first sample."""
    if calibration is None or calibration.tare is None or not len(track.samples):
        return None
    _, force, cop = recorded_cop(track.samples, calibration.matrix, calibration.tare, least_kg=least_kg)
    loaded = np.isfinite(force) & ~np.isnan(cop[:, 0])
    edges = np.flatnonzero(np.diff(loaded.astype(np.int8), prepend=0, append=0))
    spans = [(float(track.t_s[a]), float(track.t_s[b - 1])) for a, b in edges.reshape(-1, 2)]
    joined: list[tuple[float, float]] = []
    for start, stop in spans:
        if joined and start - joined[-1][1] < BREATH_S:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return tuple(joined)


def _last_tick(reps: Sequence[RepRow], events: Sequence[EventRow]) -> int:
    return max([0, *(event.tick for event in events), *(rep.tick_end or 0 for rep in reps)])


def _pauses(run: RunRow, events: Sequence[EventRow], *, track: Track, stop_s: float) -> tuple[Pause, ...]:
    pauses: list[Pause] = []
    began: tuple[int, str] | None = None
    for event in events:
        if event.name in PAUSED and began is None:
            began = event.tick, str(event.data.get("reason") or "person")
        elif event.name in ("Resumed", "RunFinished") and began is not None:
            start, stop = track.of_ticks(run, [began[0], event.tick])
            pauses.append(Pause(start, stop, began[1]))
            began = None
    if began is not None:
        start = track.of_ticks(run, [began[0]])[0]
        pauses.append(Pause(start, max(start, stop_s), began[1]))
    return tuple(pauses)


def _quiet(
    run: RunRow,
    reps: Sequence[RepRow],
    *,
    pauses: Sequence[Pause],
    track: Track,
    calibration: Calibration | None,
) -> tuple[QuietRecording, ...]:
    holds = [rep for rep in reps if rep.task == "hold" and rep.tick_start is not None and rep.tick_end is not None]
    if not holds or not len(track.samples):
        return ()
    if calibration is None or calibration.tare is None:
        return tuple(QuietRecording(rep, 0.0, 0.0, why_not=tr("the record has no zero of the plate")) for rep in holds)
    stop = int(np.searchsorted(track.t_s, max(track.of_ticks(run, [rep.tick_end or 0 for rep in holds])))) + AFTER
    part = slice(run.start_sample, stop)
    try:
        _, _, cop = recorded_cop(
            track.samples[part], calibration.matrix, calibration.tare, least_kg=least_kg_of(run.stance)
        )
    except SteadyQuestError as error:
        return tuple(QuietRecording(rep, 0.0, 0.0, why_not=str(error)) for rep in holds)
    spans = [track.of_ticks(run, [rep.tick_start or 0, rep.tick_end or 0]) for rep in holds]
    return quiet_recordings(
        tuple(zip(holds, spans, strict=True)),
        t_s=track.t_s[part],
        cop_mm=cop,
        setup=run.setup or {},
        pauses=tuple((pause.start_s, pause.stop_s) for pause in pauses),
    )
