"""Replay: computes a session's runs again from its raw samples and compares every event."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steadyquest.conventions import BoardSample, Command
from steadyquest.game.events import Event
from steadyquest.levels.read import parse_level
from steadyquest.session.run import Run
from steadyquest.session.setup import RunSetup
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.rows import RunRow
    from steadyquest.records.store import Store


@dataclass(frozen=True, slots=True)
class ReplayVerdict:
    """Whether a session's events came out the same again."""

    session: int
    same: bool
    events: int
    first_difference: str | None

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        names = ("session", "same", "events", "first_difference")
        return {name: getattr(self, name) for name in names}


def replay_session(store: Store, session_id: int) -> ReplayVerdict:
    """Play every run of a session again from what was stored. Raises RecordError or LevelError."""
    events, difference = 0, None
    for row in store.sessions.runs(session_id):
        recorded = [event.as_dict() for event in store.sessions.events(row.id)]
        computed = [_plain(event.as_dict()) for event in replay_run(store, row)]
        events += len(computed)
        difference = difference or _first_difference(row, recorded, computed)
    return ReplayVerdict(session_id, difference is None, events, difference)


def replay_run(store: Store, row: RunRow) -> list[Event]:
    """The events of one run, computed from its raw samples, setup and commands."""
    level = parse_level(row.level_text, file=row.level_key, name=row.level_key)
    commands = [(command.tick, Command(command.kind, command.value)) for command in store.sessions.commands(row.id)]
    run = Run(level.spec, RunSetup.from_dict(row.setup))
    return played_again(run, store.sessions.samples(row.session_id, start=row.start_sample), commands)


def played_again(run: Run, samples: Iterable[BoardSample], commands: Sequence[tuple[int, Command]]) -> list[Event]:
    """Feed a run its samples, and its commands at the ticks at which they took effect."""
    by_tick: defaultdict[int, list[Command]] = defaultdict(list)
    for tick, command in commands:
        by_tick[tick].append(command)
    events: list[Event] = []
    for sample in samples:
        due = by_tick.pop(run.world.tick + 1, ())
        if any(command.kind == "end" for command in due):
            return events + run.end()
        events += run.feed(sample, due)
        if run.finished:
            return events
    if any(command.kind == "end" for due in by_tick.values() for command in due):
        events += run.end()
    return events


def _first_difference(row: RunRow, recorded: list[dict[str, Any]], computed: list[dict[str, Any]]) -> str | None:
    where = tr("run {n} ({level})").format(n=row.number, level=row.level_key)
    for number, (then, now) in enumerate(zip(recorded, computed, strict=False)):
        if then != now:
            said = tr("{where}, event {n}: recorded {then}, computed {now}")
            return said.format(where=where, n=number, then=json.dumps(then), now=json.dumps(now))
    was_cut = row.ended is None
    # A session that was cut off may have kept samples whose events were not written yet, never the other way round.
    if len(recorded) > len(computed) or (len(recorded) < len(computed) and not was_cut):
        said = tr("{where}: {then} events recorded, {now} computed")
        return said.format(where=where, then=len(recorded), now=len(computed))
    return None


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """As it looks after a way through JSON."""
    return json.loads(json.dumps(data))  # type: ignore[no-any-return]
