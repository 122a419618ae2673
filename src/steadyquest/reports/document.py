"""What a session report is made of: rows of the records and the measures of the quiet parts, as plain data.

Owns the reading of a session from the store, and the way from a run's ticks back to its samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from steadyquest.analysis.cop import recorded_cop, seconds_since_first
from steadyquest.analysis.prepare import FloatArray
from steadyquest.conventions import TICK_S, VALID_KG, least_kg_of
from steadyquest.errors import RecordError, SteadyQuestError
from steadyquest.game.sight import MEMORY
from steadyquest.reports.leg_load import LegLoad, leg_loads
from steadyquest.reports.plan_section import PlanDocument, plan_document
from steadyquest.reports.practice_data import PracticeDocument, practice_document
from steadyquest.reports.quiet import QuietRecording, quiet_recordings
from steadyquest.signal.calibration import Calibration
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.rows import EventRow, RepRow, RunRow, SessionRow
    from steadyquest.records.store import Store

HOLE_S = 0.25
"""A longer hole in the samples runs no ticks."""
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
    problem: str = ""
    """Why the samples could not be used, when they could not."""


@dataclass(frozen=True, slots=True)
class Track:
    """A session's samples with their times in seconds since the first."""

    samples: NDArray[Any]
    t_s: FloatArray

    @property
    def seconds(self) -> float:
        """From the first sample to the last."""
        return float(self.t_s[-1]) if len(self.t_s) else 0.0

    def of_ticks(self, run: RunRow, ticks: Sequence[int]) -> list[float]:
        """When the ticks of a run were, in seconds since the session's first sample."""
        since = self.t_s[run.start_sample :]
        if not len(since):
            return [run.start_s + tick * TICK_S for tick in ticks]
        steps = np.diff(since)
        world = np.concatenate(([0.0], np.cumsum(np.where(steps <= HOLE_S, steps, 0.0))))
        at = np.searchsorted(world, np.asarray(ticks, dtype=np.float64) * TICK_S - 1e-9).clip(0, len(since) - 1)
        return [float(t) for t in since[at]]


def gather(store: Store, session_id: int | str) -> SessionDocument:
    """All that the report of one session needs, read from the records."""
    session = store.sessions.find(session_id)
    player = store.players.find(session.player_id).name if session.player_id is not None else None
    track, problem = _track(store, session)
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
        problem=problem,
    )


def session_leg_loads(store: Store, session: SessionRow) -> tuple[LegLoad, ...]:
    """How the weight was shared between the legs in the steady moments before play, where the feet were known."""
    return _leg_loads(session, _track(store, session)[0])


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


def calibration_of(session: SessionRow, run: RunRow | None = None) -> Calibration | None:
    """What turned this run's counts into newtons; None when the record does not say, or the zero is missing."""
    for data in ((run.setup or {}).get("calibration") if run else None, session.calibration):
        try:
            calibration = Calibration.from_dict(data) if data else None
        except (KeyError, TypeError, ValueError):
            continue
        if calibration is not None and calibration.tare is not None:
            return calibration
    return None


def least_kg_throughout(runs: Sequence[RunRow], n: int) -> FloatArray:
    """The least load of each of a session's samples: a run's stance holds until the next run, the first one's before.

    Only the feet of somebody who sits press on the plate, perhaps with less than somebody who stands has to.
    """
    least_kg = np.full(n, VALID_KG)
    for number, run in enumerate(runs):
        least_kg[run.start_sample if number else 0 :] = least_kg_of(run.stance)
    return least_kg


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


def _track(store: Store, session: SessionRow) -> tuple[Track, str]:
    """The samples, or none and the reason why: a damaged block costs the curves, not the report."""
    try:
        samples = store.sessions.sample_array(session.id)
    except RecordError as error:
        return Track(np.zeros(0), np.zeros(0)), str(error)
    if not len(samples):
        return Track(samples, np.zeros(0)), ""
    return Track(samples, seconds_since_first(samples["t_us"], samples["epoch"])), ""


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
