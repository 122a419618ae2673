"""The measures of one session as rows: quiet parts of levels, and trials; computed from the samples, as everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from steadyquest import __version__
from steadyquest.analysis.limits import LEAN_FILTER_HZ
from steadyquest.analysis.measure import Definition, definitions
from steadyquest.reports.document import run_document
from steadyquest.session.assessments.levels import is_assessment
from steadyquest.session.assessments.measured import measured_records
from steadyquest.session.assessments.trials import superseded_of_session, trials_of_session

if TYPE_CHECKING:
    from steadyquest.records.rows import EventRow, RepRow, RunRow, SessionRow
    from steadyquest.records.store import Store
    from steadyquest.session.assessments.measured_trial import MeasuredTrial
    from steadyquest.session.track import Track

HOLD = "hold"
ABOUT = ("duration_s", "n", "rate_hz", "filter_hz")
"""What `measure` says of the recording and not of the sway: columns, no rows."""

Row = tuple[Any, ...]


class Played(NamedTuple):
    """A run with all that happened in it."""

    run: RunRow
    reps: Sequence[RepRow]
    events: Sequence[EventRow]


class Part(NamedTuple):
    """Something that was measured, or was to be."""

    run: int
    kind: str
    rep: int | None
    direction: str | None
    start_s: float
    duration_s: float
    values: Mapping[str, float | None]
    flags: str = ""
    why_not: str = ""
    superseded: bool = False
    """It was repeated, and the repeat counts."""


def measure_rows(store: Store, session: SessionRow, played: Sequence[Played], *, track: Track) -> Iterator[Row]:
    """The rows of `measures.csv`."""
    known = definitions()
    for part in (*_holds(session, played, track=track), *_trials(store, session, track=track)):
        yield from _rows(part, known)


def definition_rows() -> Iterator[Row]:
    """The rows of `definitions.csv`."""
    for key, definition in definitions().items():
        yield key, definition.name, definition.unit, definition.definition, definition.source or None


def _holds(session: SessionRow, played: Sequence[Played], *, track: Track) -> Iterator[Part]:
    for run, reps, events in played:
        if is_assessment(run.level_key):
            continue
        document = run_document(run, reps=tuple(reps), events=tuple(events), track=track, session=session)
        for quiet in document.quiet:
            at = (run.number, HOLD, quiet.rep.number, None, quiet.start_s, quiet.seconds)
            yield Part(*at, quiet.figures or {}, why_not=quiet.why_not)


def _trials(store: Store, session: SessionRow, *, track: Track) -> Iterator[Part]:
    """In the order in which they were done: those that count, and those that were repeated."""
    records = [(record, False) for record in trials_of_session(store, session.id)]
    records += [(record, True) for record in superseded_of_session(store, session.id)]
    for record, gone in sorted(records, key=lambda one: one[0].run.number):
        (found,) = measured_records([record], track=track)
        run, kind = record.run.number, record.trial.kind
        if found.values or not found.ways:
            at = (run, kind, None, None, found.start_s, found.seconds)
            yield Part(*at, _with_grid(found), flags=_codes(found.flags), why_not=found.why_not, superseded=gone)
        yield from (way._replace(superseded=gone) for way in _ways(found, track))


def _ways(found: MeasuredTrial, track: Track) -> Iterator[Part]:
    """Of limits: each direction with the rep that it was."""
    run = found.record.run
    # One way a rep, in their order.
    for rep, way in zip(found.record.reps, found.ways, strict=False):
        start_s, stop_s = track.of_ticks(run, [rep.tick_start or 0, rep.tick_end or 0])
        at = (run.number, found.record.trial.kind, rep.number, way.direction, start_s, stop_s - start_s)
        yield Part(*at, _leant(way.values), flags=_codes(way.flags), why_not=way.why_not)


def _leant(values: Mapping[str, float | None]) -> Mapping[str, float | None]:
    """With the filter of leans, which is another than that of standing."""
    return {"filter_hz": LEAN_FILTER_HZ, **values} if values else values


def _with_grid(found: MeasuredTrial) -> Mapping[str, float | None]:
    """With the grid that its values are from, where there was one."""
    ready = found.ready
    if not found.values:
        return {}
    if ready is None:
        return _leant(found.values)
    grid = {"duration_s": ready.duration_s, "n": len(ready.cop_mm), "rate_hz": ready.rate_hz}
    return {**grid, "filter_hz": ready.filter_hz, **found.values}


def _codes(flags: Sequence[Any]) -> str:
    return " ".join(flag.code for flag in flags)


def _rows(part: Part, known: Mapping[str, Definition]) -> Iterator[Row]:
    about: dict[str, Any] = {"duration_s": part.duration_s, **{k: v for k, v in part.values.items() if k in ABOUT}}
    which = (part.run, part.kind, part.rep, part.direction, int(part.superseded))
    head = (*which, part.start_s, *(about.get(name) for name in ABOUT))
    tail = (part.flags or None, part.why_not or None, __version__)
    values: list[Row] = [
        (key, value, known[key].unit if key in known else None)
        for key, value in part.values.items()
        if key not in ABOUT
    ]
    for value in values or [(None, None, None)]:
        yield (*head, *value, *tail)
