"""The report's section on places found unseen: the signed errors of each answer, by the side that the place was on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from steadyquest.reports import charts_sway, glyphs, wording
from steadyquest.reports.blocks import Block, Card, Cell, Column, Figure, Row, Section, Table, Text
from steadyquest.reports.document import RunDocument, SessionDocument
from steadyquest.words import tr, trn


@dataclass(frozen=True, slots=True)
class _Answer:
    side: str
    along_mm: float
    across_mm: float
    answered: bool


def recalls_section(data: SessionDocument) -> list[Block]:
    """The places found again, but for those of the feel probe that the section on practice tells."""
    probe = data.practice.probe if data.practice is not None else None
    told = probe.run_id if probe is not None else None
    cards = [recall_card(i, run) for i, run in enumerate(data.runs, 1) if run.run.id != told]
    found = [card for card in cards if card is not None]
    if not found:
        return []
    hint = tr(
        "Signed error of each answer in mm, by the side the place was on. Along the way to the place, + is too far; "
        "across it, + is to its left."
    )
    return [
        Section(title=tr("Places found again without sight"), key="recalls", blocks=(Text(hint, hint=True), *found))
    ]


def recall_card(number: int, document: RunDocument) -> Card | None:
    """The errors of a run's recalled places; None when there were none."""
    answers = [
        _Answer(
            str(event.data.get("side", "")),
            float(event.data["along_mm"]),
            float(event.data["across_mm"]),
            bool(event.data.get("answered", True)),
        )
        for event in document.events
        if event.name == "PlaceRecalled" and {"along_mm", "across_mm"} <= event.data.keys()
    ]
    if not answers:
        return None
    title = f"{number} · {document.title}"
    drawing = charts_sway.recalled(
        [(a.side, a.along_mm, a.across_mm) for a in answers],
        name=f"recalled-{number}",
        label=tr("errors of the recalled places in mm, {title}").format(title=title),
    )
    columns = (
        Column(tr("Side")),
        Column(tr("Places"), number=True),
        Column(tr("Along, mm"), number=True, measure="along_mm", wraps=True),
        Column(tr("Mean along, mm"), number=True, measure="constant_error_mm"),
        Column(tr("Mean across, mm"), number=True, measure="constant_error_mm"),
    )
    rows = tuple(_side(side, [a for a in answers if a.side == side]) for side in _sides(answers))
    late = sum(not answer.answered for answer in answers)
    said = trn(
        "{n} answer was taken when its time was over, before the player was still.",
        "{n} answers were taken when their time was over, before the player was still.",
        late,
    )
    unanswered = [Text(said.format(n=late), hint=True)] if late else []
    return Card(
        title=title, figure=Figure(drawing=drawing), blocks=(Table(columns=columns, rows=rows, dense=True), *unanswered)
    )


def _sides(answers: Sequence[_Answer]) -> list[str]:
    order = {"left": 0, "right": 1}
    return sorted({a.side for a in answers}, key=lambda side: (order.get(side, 2), side))


def _side(side: str, answers: Sequence[_Answer]) -> Row:
    n = len(answers)
    return (
        Cell(glyph=glyphs.mark(side), text=wording.side(side)),
        Cell(text=str(n)),
        Cell(text=", ".join(wording.signed(a.along_mm) for a in answers)),
        Cell(text=wording.signed(sum(a.along_mm for a in answers) / n, 1)),
        Cell(text=wording.signed(sum(a.across_mm for a in answers) / n, 1)),
    )
