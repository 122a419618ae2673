"""One session as a folder of open files: samples, signals, runs with all that happened, measures, level texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyquest import __version__
from steadyquest.conventions import DIRECTIONS
from steadyquest.reports import export_private as private
from steadyquest.reports.export_columns import names_of
from steadyquest.reports.export_folder import Table, write_json, write_text
from steadyquest.reports.export_measures import Played, measure_rows
from steadyquest.reports.export_signal import Stretch, stretches, write_samples, write_signal
from steadyquest.session.track import track_of

if TYPE_CHECKING:
    from steadyquest.records.rows import RunRow, SessionRow
    from steadyquest.records.store import Store
    from steadyquest.session.track import Track

Row = tuple[Any, ...]
LEVELS = "levels"
_YES_NO = {None: None, False: 0, True: 1}


def folder_of(session: SessionRow) -> str:
    """The name of a session's folder."""
    return f"session-{session.id:04}"


def write_session(store: Store, session: SessionRow, folder: Path) -> Row:
    """Write everything of one session into a new folder; its row of `sessions.csv`."""
    folder.mkdir()
    track, problem = track_of(store, session)
    played = [
        Played(run, store.sessions.reps(run.id), store.sessions.events(run.id))
        for run in store.sessions.runs(session.id)
    ]
    runs = [one.run for one in played]
    parts = stretches(session, runs, n=len(track.samples))
    write_samples(folder, track.samples)
    recordings = write_signal(folder, track, parts, events={one.run.id: one.events for one in played})
    _tables(store, session, played, track=track, folder=folder)
    _levels(folder / LEVELS, runs)
    write_json(folder / "session.json", _about(session, parts, recordings=recordings, problem=problem))
    return _row(session, n_runs=len(runs), n_samples=len(track.samples), seconds=track.seconds, problem=problem)


def iso(moment: datetime | None) -> str | None:
    """A moment in UTC.

    >>> iso(datetime(2026, 1, 5, 9, 0, tzinfo=UTC))
    '2026-01-05T09:00:00Z'
    """
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _tables(store: Store, session: SessionRow, played: Sequence[Played], *, track: Track, folder: Path) -> None:
    rows = {
        "runs.csv": (_run(one.run) for one in played),
        "reps.csv": _reps(played, track),
        "events.csv": _events(played, track),
        "commands.csv": _commands(store, played, track),
        "measures.csv": measure_rows(store, session, played, track=track),
    }
    for file, made in rows.items():
        with Table(folder / file, names_of(file)) as table:
            table.add(made)


def _levels(folder: Path, runs: Sequence[RunRow]) -> None:
    texts = {_level_file(run): text for run in runs if (text := private.level_text(run)) is not None}
    for name, text in texts.items():
        folder.mkdir(exist_ok=True)
        write_text(folder.parent / name, text)


def _level_file(run: RunRow) -> str:
    return f"{LEVELS}/{run.level_hash[:12]}.toml"


def _about(session: SessionRow, parts: Sequence[Stretch], *, recordings: list[str], problem: str) -> dict[str, Any]:
    return {
        "session": session.id,
        "player": private.player_code(session.player_id),
        "started_at": iso(session.started_at),
        "ended_at": iso(session.ended_at),
        "source": private.source_kind(session.source),
        "simulated_person": private.simulated_person(session.source),
        "board": private.board(session.board_id, source=session.source),
        "calibrations": [part.as_dict() for part in parts if part.stop > part.start],
        "settings": private.settings_of(session),
        "notes": private.notes_of(session),
        "recordings": recordings,
        "recorded_with": session.software,
        "exported_with": __version__,
        "problem": problem,
    }


def _row(session: SessionRow, *, n_runs: int, n_samples: int, seconds: float, problem: str) -> Row:
    notes = private.notes_of(session)
    faces = [(notes.get(when) or {}).get(face) for when in private.NOTES[2:] for face in ("pain", "tired", "fun")]
    return (
        session.id,
        folder_of(session),
        private.player_code(session.player_id),
        iso(session.started_at),
        iso(session.ended_at),
        private.source_kind(session.source),
        private.simulated_person(session.source),
        private.board(session.board_id, source=session.source),
        session.calibration.get("kind"),
        int(bool(session.settings.get("home"))),
        notes.get("support"),
        notes.get("shoes"),
        *faces,
        seconds,
        n_runs,
        n_samples,
        session.gaps,
        session.corrupt,
        session.latency_ms,
        session.software,
        problem or None,
    )


def _run(run: RunRow) -> Row:
    setup = run.setup or {}
    trial, reach, profile = (setup.get(name) or {} for name in ("trial", "reach", "profile"))
    return (
        run.number,
        private.level_key(run),
        private.level_title(run),
        _level_file(run),
        run.level_hash,
        trial.get("assessment"),
        trial.get("number"),
        run.stance,
        run.surface,
        private.eyes(run),
        setup.get("feet") or None,
        run.start_sample,
        run.start_s,
        run.seconds,
        run.ended,
        run.rung,
        run.d_start,
        run.d_end,
        run.reps,
        run.tried,
        run.success,
        run.stars,
        run.seed,
        profile.get("weight_kg"),
        *(setup.get("centre_mm") or (None, None)),
        reach.get("kind"),
        *(reach.get("mm") or (None,) * len(DIRECTIONS)),
        *(setup.get("filter") or (None,) * 3),
    )


def _reps(played: Sequence[Played], track: Track) -> Iterator[Row]:
    for run, reps, _ in played:
        starts = _times(track, run, [rep.tick_start for rep in reps])
        stops = _times(track, run, [rep.tick_end for rep in reps])
        for rep, start_s, stop_s in zip(reps, starts, stops, strict=True):
            about = (rep.task, rep.skill, rep.d, rep.rung, _YES_NO[rep.success], rep.share, rep.seconds)
            span = (rep.tick_start, rep.tick_end, start_s, stop_s)
            target = (rep.x, rep.y, rep.radius, _YES_NO[rep.lit])
            yield (run.number, rep.number, rep.step, rep.rep, *about, *span, *target, private.compact(rep.extra))


def _events(played: Sequence[Played], track: Track) -> Iterator[Row]:
    for run, _, events in played:
        for event, t_s in zip(events, _times(track, run, [event.tick for event in events]), strict=True):
            yield run.number, event.number, event.tick, t_s, event.name, private.happened(event)


def _commands(store: Store, played: Sequence[Played], track: Track) -> Iterator[Row]:
    for run, _, _ in played:
        asked = store.sessions.commands(run.id)
        for command, t_s in zip(asked, _times(track, run, [one.tick for one in asked]), strict=True):
            yield run.number, command.number, command.tick, t_s, command.kind, private.asked(command)


def _times(track: Track, run: RunRow, ticks: Sequence[int | None]) -> list[float | None]:
    """Ticks as seconds since the session's first sample."""
    found = iter(track.of_ticks(run, [tick for tick in ticks if tick is not None]))
    return [None if tick is None else next(found) for tick in ticks]
