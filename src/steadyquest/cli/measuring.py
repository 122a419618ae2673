"""`measure` and `report`: what a recording or a session says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from steadyquest.cli.documents import as_pdf, charts_option, written_document
from steadyquest.cli.output import Finite, Out, database_option, file_option, json_option
from steadyquest.errors import SignalError
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.store import Store
    from steadyquest.reports.leg_load import LegLoad


@click.command()
@click.argument("what", metavar="FILE.csv|SESSION")
@click.option("--filter-hz", type=Finite(), default=10.0, show_default=True, help="Low-pass cutoff; 0 is off.")
@click.option("--start-s", type=Finite(), help="Where the span begins, in seconds from the first sample.")
@click.option("--seconds", type=Finite(), help="How long the span is.")
@click.option(
    "--research", is_flag=True, help="Also the research panel: stabilogram diffusion (Collins & De Luca 1993)."
)
@database_option
@json_option
def measure(
    what: str,
    *,
    filter_hz: float,
    start_s: float | None,
    seconds: float | None,
    research: bool,
    database: str | None,
    as_json: bool,
) -> None:
    """Measure the sway of a recording: a CSV file, or all samples of a session (its number, or last)."""
    out = Out(as_json)
    loads: tuple[LegLoad, ...] | None = None
    if what.lower().endswith(".csv") or Path(what).is_file():
        measures = _of_file(what, filter_hz=filter_hz, start_s=start_s, seconds=seconds, research=research)
    else:
        from steadyquest.records.store import open_store

        with open_store(database, create=False) as store:
            measures = _of_session(
                store, what, filter_hz=filter_hz, start_s=start_s, seconds=seconds, research=research
            )
            loads = _leg_loads(store, what)
    _tell(out, measures, loads)


def _of_file(
    file: str, *, filter_hz: float, start_s: float | None, seconds: float | None, research: bool
) -> dict[str, float | None]:
    import numpy as np

    from steadyquest.analysis.measure import measure as measured
    from steadyquest.device.cop_csv import read_cop_csv

    recording = read_cop_csv(file)
    cop_mm = np.column_stack((recording.cop_ml_mm, recording.cop_ap_mm))
    return measured(recording.t_s, cop_mm, filter_hz=filter_hz, start_s=start_s, seconds=seconds, research=research)


def _of_session(
    store: Store, session: str, *, filter_hz: float, start_s: float | None, seconds: float | None, research: bool
) -> dict[str, float | None]:
    from steadyquest.analysis.measure import measure_samples
    from steadyquest.session.track import least_kg_throughout

    row = store.sessions.find(session)
    calibration = row.calibration
    if calibration.get("tare") is None:
        raise SignalError(
            tr("session {id} ended before its plate had a zero; there is nothing to measure").format(id=row.id)
        )
    samples = store.sessions.sample_array(row.id)
    return measure_samples(
        samples,
        calibration["matrix"],
        calibration["tare"],
        least_kg=least_kg_throughout(store.sessions.runs(row.id), len(samples)),
        filter_hz=filter_hz,
        start_s=start_s,
        seconds=seconds,
        research=research,
    )


def _leg_loads(store: Store, session: str) -> tuple[LegLoad, ...]:
    from steadyquest.reports.document import session_leg_loads

    return session_leg_loads(store, store.sessions.find(session))


def _tell(out: Out, measures: dict[str, float | None], loads: tuple[LegLoad, ...] | None) -> None:
    from steadyquest.analysis.measure import definitions

    meanings = definitions()
    for key, value in measures.items():
        said = f"{value:>12.4f} {meanings[key].unit}" if value is not None else f"{tr('not known'):>12}"
        out.say(f"{meanings[key].name:32} {said}".rstrip())
    if loads is None:
        out.result(measures)
        return
    for load in loads:
        out.say(_in_words(load))
    out.result({**measures, "leg_load": [load.as_dict() for load in loads]})


def _in_words(load: LegLoad) -> str:
    """One steady moment before play, as a line."""
    from steadyquest.reports.leg_load import percents
    from steadyquest.reports.wording import clock, feet

    where = tr("Standing still at {clock}, feet {feet}:").format(clock=clock(load.start_s), feet=feet(load.feet))
    if load.right_share is None:
        return f"{where} {load.why_not}"
    said = tr("left {left} %, right {right} %, ± {error} (estimated)").format(**percents(load))
    return f"{where} {said}"


@click.command()
@click.argument("session")
@file_option(default="Default: session-NUMBER.html here.", metavar="FILE.html|FILE.pdf")
@as_pdf
@charts_option
@click.option("--notes", "only_notes", is_flag=True, help="Print five plain lines for the notes, and write nothing.")
@database_option
@json_option
def report(
    session: str,
    *,
    file: Path | None,
    pdf: bool,
    paper: str,
    charts: Path | None,
    only_notes: bool,
    database: str | None,
    as_json: bool,
) -> None:
    """Write the report of SESSION (its number, or last): one HTML file that opens offline, or a PDF."""
    from steadyquest.records.store import open_store
    from steadyquest.reports.document import gather
    from steadyquest.reports.notes import notes

    out = Out(as_json)
    with open_store(database, create=False) as store:
        data = gather(store, session)
    if only_notes:
        lines = notes(data)
        for line in lines:
            out.say(line)
        out.result({"session": data.session.id, "notes": lines})
        return
    from steadyquest.reports.session_report import session_document

    written = written_document(
        session_document(data), file=file, default=f"session-{data.session.id}", pdf=pdf, paper=paper, charts=charts
    )
    out.say(tr("The report of session {id} is in {file}.").format(id=data.session.id, file=written.file))
    written.tell(out)
    out.result({"session": data.session.id, **written.as_dict()})
