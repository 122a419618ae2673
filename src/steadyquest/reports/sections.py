"""The sections of a session report: the runs, the quiet holds, the legs.

Each function gives the blocks of one part of the document; what there is nothing of, is an empty list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from steadyquest.analysis.definitions import definitions
from steadyquest.errors import ReportError
from steadyquest.reports import charts_sway, glyphs, leg_load, wording
from steadyquest.reports.blocks import (
    Block,
    Card,
    Cell,
    Column,
    Figure,
    Heading,
    Lines,
    Place,
    Row,
    Section,
    Table,
    Text,
)
from steadyquest.reports.document import RunDocument, SessionDocument
from steadyquest.reports.quiet import QuietRecording
from steadyquest.session.assessments.levels import is_assessment
from steadyquest.session.feel_probe import is_probe
from steadyquest.session.track import calibration_of
from steadyquest.signal.mat import BOARD_MM
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.records.rows import RepRow

PRIMARY = "mean_velocity_mm_s"
DECIMALS = {
    "ellipse_area_95_mm2": 0,
    "sway_path_mm": 0,
    "rotational_frequency_hz": 2,
    "median_frequency_ml_hz": 2,
    "median_frequency_ap_hz": 2,
    "power_frequency_95_ml_hz": 2,
    "power_frequency_95_ap_hz": 2,
    "sample_entropy_ml": 2,
    "sample_entropy_ap": 2,
    "n": 0,
    "duration_s": 2,
}
CONDITIONS = ("duration_s", "rate_hz", "filter_hz", "n")
"""Keys that say how a recording was measured; they stand in a line of their own."""


def outcome_of(rep: RepRow) -> str:
    """What became of a rep: reached, missed, told (not judged) or skipped."""
    if rep.success is not None:
        return "reached" if rep.success else "missed"
    return "skipped" if rep.share is None else "told"


def stance_of(run: RunDocument) -> str:
    """How and on what the player stood."""
    words = wording.stance(run.run.stance)
    return words if run.run.surface in ("firm", "") else f"{words}, {wording.surface(run.run.surface)}"


def runs_section(data: SessionDocument) -> list[Block]:
    """A row for each run, and how to read it."""
    judged = [(i, run) for i, run in enumerate(data.runs, 1) if not is_assessment(run.run.level_key)]
    if not judged:
        return []
    columns = (
        Column("#", share=0.05),
        Column(tr("Level"), share=0.25),
        Column(tr("Hour"), share=0.16, measure="hour"),
        Column(tr("Difficulty d"), share=0.12, measure="difficulty"),
        Column(tr("Reps and success"), share=0.24, measure="success"),
        Column(tr("Stars"), share=0.08, measure="stars"),
        Column(tr("Time and pauses"), share=0.10),
    )
    rows = tuple(run_row(i, run) for i, run in judged)
    hint = tr(
        "Reps in their order: a filled sign succeeded, a hollow one did not, a grey dot is not judged, a line was "
        "skipped. Difficulty d runs from 0, easiest, to 1. The hour is the rung of the sight ladder: the later, the "
        "less the lantern shows."
    )
    blocks = (Table(columns=columns, rows=rows), Text(hint, hint=True))
    return [Section(title=tr("Level by level"), key="levels", blocks=blocks, new_page=True)]


def run_row(number: int, document: RunDocument) -> Row:
    """A run's row of the table."""
    run = document.run
    outcomes = [outcome_of(rep) for rep in document.reps]
    has_d = run.d_start is not None and run.d_end is not None
    ending = wording.ending(run.ended)
    return (
        Cell(text=str(number), badge=glyphs.colour(run.world)),
        Cell(
            text=document.title,
            strong=True,
            small=f"{wording.world(run.world)} · {stance_of(document)}",
            chips=(*([ending] if ending else []), *_tags(document)),
        ),
        Cell(glyph=glyphs.hour(run.rung), text=wording.hour(run.rung), small=wording.lantern(run.rung)),
        Cell(
            glyph=glyphs.difficulty(run.d_start or 0.0, run.d_end or 0.0) if has_d else None,
            text="" if has_d else "–",
            small=f"{run.d_start:.2f} → {run.d_end:.2f}" if has_d else "",
        ),
        Cell(glyph=glyphs.reps(outcomes) if outcomes else None, small=_success(outcomes)),
        Cell(text="–") if is_probe(run.level_key) else Cell(glyph=glyphs.stars(run.stars)),
        Cell(text=wording.clock(document.stop_s - run.start_s), small=_pauses(document)),
    )


def _success(outcomes: Sequence[str]) -> str:
    reached, judged = outcomes.count("reached"), outcomes.count("reached") + outcomes.count("missed")
    others = [kind for kind in outcomes if kind in ("told", "skipped")]
    words = []
    if judged:
        share = tr("{n} of {judged} succeeded ({percent} %)")
        words.append(share.format(n=reached, judged=judged, percent=round(100 * reached / judged)))
    if others or not outcomes:
        words.append(glyphs.reps_in_words(others))
    return ", ".join(words)


def _tags(document: RunDocument) -> tuple[str, ...]:
    tags = [str(event.data.get("tag", "")) for event in document.events if event.name == "NoteTaken"]
    return tuple(f"{wording.noted(tag)} × {tags.count(tag)}" for tag in dict.fromkeys(tags))


def _pauses(document: RunDocument) -> str:
    pauses = document.pauses
    if not pauses:
        return tr("no pause")
    reasons = ", ".join(dict.fromkeys(wording.pause(pause.reason) for pause in pauses))
    lasted = wording.clock(sum(pause.stop_s - pause.start_s for pause in pauses))
    words = trn("{n} pause, {clock} ({reasons})", "{n} pauses, {clock} ({reasons})", len(pauses))
    return words.format(n=len(pauses), clock=lasted, reasons=reasons)


def quiet_section(data: SessionDocument) -> list[Block]:
    """Each quiet hold with its picture and measures, and those that could not be measured."""
    holds = [(i, run, hold) for i, run in enumerate(data.runs, 1) for hold in run.quiet]
    if not holds:
        return []
    board_mm = leg_load.board_mm_of(data.session.source, calibration_of(data.session))
    said = tr(
        "The sway of one short recording varies by itself by a third or more: nothing here says better or worse. "
        "Compare only recordings of equal duration."
    )
    hint = tr(
        "In the pictures: the line is the way of the centre of pressure, hollow dot its start, full dot its end; the "
        "ellipse is the 95 % prediction ellipse; the violet cross is the middle of the plate, when in view."
    )
    measured = [quiet_card(i, run, hold, board_mm=board_mm) for i, run, hold in holds if hold.figures is not None]
    not_measured = tuple(unmeasured(i, run, hold) for i, run, hold in holds if hold.figures is None)
    others = [Heading(tr("Holds without measures")), Lines(not_measured, hint=True)] if not_measured else []
    board = wording.error_of_board(data.session.source, calibration_of(data.session))
    blocks = (Text(f"{board} {said}"), Text(hint, hint=True), *measured, *others)
    return [Section(title=tr("Quiet holds, measured"), key="quiet", blocks=blocks, new_page=True)]


def quiet_card(number: int, document: RunDocument, hold: QuietRecording, *, board_mm: float = BOARD_MM) -> Card:
    """A measured hold: its picture, its figures, and how they were got."""
    ready, values = hold.ready, hold.figures
    if ready is None or values is None:
        raise ReportError(tr("this hold was not measured"))
    title = _hold_title(number, document, hold)
    ml, ap = ready.mean_mm
    method = tr("{seconds:.1f} s · {rate:g} Hz · {n} samples · low-pass {filter:g} Hz").format(
        seconds=values["duration_s"], rate=round(values["rate_hz"], 2), n=values["n"], filter=values["filter_hz"]
    )
    place = tr("Mean place on the plate: ML {ml} mm, AP {ap} mm from its middle.").format(
        ml=wording.signed(ml), ap=wording.signed(ap)
    )
    legs = leg_load.shared(str((document.run.setup or {}).get("feet") or ""), ml, board_mm=board_mm)
    drawing = charts_sway.stabilogram(
        ready,
        name=f"stabilogram-{number}-{document.quiet.index(hold) + 1}",
        label=tr("stabilogram of {title}").format(title=title),
    )
    where = glyphs.plate(ready.mean_mm, label=tr("mean place on the plate"))
    return Card(
        title=title,
        subtitle=tr("from {clock} of the session · {where}").format(
            clock=wording.clock(hold.start_s), where=stance_of(document)
        ),
        figure=Figure(drawing=drawing),
        blocks=(
            measures_table(values),
            *([Text("; ".join(hold.not_told), hint=True)] if hold.not_told else []),
            Place(glyph=where, lines=tuple(line for line in (place, legs, method) if line)),
        ),
    )


def measures_table(values: Mapping[str, float]) -> Table:
    """Measures with their units, the primary one first."""
    meanings = definitions()
    columns = (Column(tr("Measure")), Column(tr("Value"), number=True), Column(tr("Unit")))
    keys = sorted((key for key in values if key not in CONDITIONS), key=lambda key: key != PRIMARY)
    rows = tuple(
        (
            Cell(text=meanings[key].name, measure=key, strong=key == PRIMARY),
            Cell(text=_value(key, values[key]), strong=key == PRIMARY),
            Cell(text=meanings[key].unit),
        )
        for key in keys
    )
    return Table(columns=columns, rows=rows, dense=True)


def legs_section(loads: Sequence[leg_load.LegLoad]) -> list[Block]:
    """How the weight was shared between the legs before play."""
    if not loads:
        return []
    hint = tr(
        "Standing still before play, while nothing was shown that asks to lean. Two seconds each, the same in which "
        "weight and centre were taken. The violet line is the middle of the weight, sideways."
    )
    method = tr(
        "Share on the right = (mean CoP sideways − left heel) / (distance of the heels): the centre of pressure of "
        "both feet is the mean of the two, weighted by their loads (Winter et al. 1996, J Neurophysiol 75:2334). "
        "Where each foot presses is not measured; it is taken to be on its midline, so a foot that is turned or "
        "rolled shifts the estimate. The error is one standard deviation, reckoned from reading the mat, from the "
        "pressure under the feet and from the board, not measured. It says how the weight stood at that moment, not "
        "whether that is better or worse."
    )
    columns = (
        Column(tr("At")),
        Column(tr("Feet and weight")),
        Column(tr("Stance")),
        Column(tr("Feet")),
        Column(tr("Heels apart, mm"), number=True, measure="heels_apart_mm"),
        Column(tr("Left, %"), number=True, measure="right_share"),
        Column(tr("Right, %"), number=True, measure="right_share"),
        Column(tr("Error, ± points"), number=True, measure="right_share_error"),
    )
    table = Table(columns=columns, rows=tuple(leg_load.row(load) for load in loads))
    title = tr("How the weight was shared between the legs, estimated")
    return [Section(title=title, key="legs", blocks=(Text(hint, hint=True), table, Text(method, hint=True)))]


def _hold_title(number: int, document: RunDocument, hold: QuietRecording) -> str:
    name = f"{number} · {document.title}"
    if len(document.quiet) < 2:
        return name
    return tr("{name} · hold {which} of {all}").format(
        name=name, which=document.quiet.index(hold) + 1, all=len(document.quiet)
    )


def unmeasured(number: int, document: RunDocument, hold: QuietRecording) -> str:
    """A hold without measures, and why."""
    return f"{_hold_title(number, document, hold)}: {hold.why_not}"


def _value(key: str, value: float) -> str:
    return f"{value:.{DECIMALS.get(key, 1)}f}"
