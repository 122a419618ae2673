"""The report's section on difficulty and hour of one session, with the suggested hour as it was after it."""

from __future__ import annotations

from steadyquest.reports import glyphs, progress_feel, wording
from steadyquest.reports.blocks import Block, Cell, Column, Heading, Lines, Row, Section, Table, Text
from steadyquest.reports.practice_data import PracticeDocument
from steadyquest.reports.progress_data import Practised
from steadyquest.reports.progress_words import advice_line, reason, skill
from steadyquest.words import tr


def practice_section(data: PracticeDocument | None) -> list[Block]:
    """What the session has moved, what it suggests, and its feel probe."""
    if data is None:
        return []
    blocks = (*_moved(data), *_advice(data), *_probe(data))
    return [Section(title=tr("Difficulty and hour"), key="practice", blocks=blocks)]


def advice_lines(data: PracticeDocument) -> tuple[str, ...]:
    """The suggested hours of the skills that were practised."""
    return tuple(
        tr("{skill}: {said}").format(skill=skill(name), said=advice_line(data.advice[name]))
        for name in dict.fromkeys(point.skill for point in data.points)
        if name in data.advice
    )


def _moved(data: PracticeDocument) -> list[Block]:
    if not data.points:
        return []
    columns = (
        Column(tr("Skill")),
        Column(tr("Hour"), measure="hour"),
        Column(tr("Difficulty d"), measure="difficulty"),
        Column(tr("Range"), number=True),
        Column(tr("Reps that counted"), number=True, measure="reps_counted"),
    )
    said = tr("Difficulty is what was practised; by itself it does not say that balance has changed.")
    table = Table(columns=columns, rows=tuple(_row(point) for point in data.points), dense=True)
    return [table, Text(said, hint=True)]


def _advice(data: PracticeDocument) -> list[Block]:
    lines = advice_lines(data)
    return [Lines(lines, hint=True)] if lines else []


def _probe(data: PracticeDocument) -> list[Block]:
    if data.probe is None:
        return []
    columns = (
        Column(tr("Side")),
        Column(tr("Places"), number=True),
        Column(tr("Along, mm"), number=True, measure="constant_error_mm"),
        Column(tr("Across, mm"), number=True, measure="constant_error_mm"),
    )
    band, sides = progress_feel.said_of(data.trend) if data.trend else ("", ())
    return [
        Heading(tr("Feel probe, constant error per side")),
        Table(columns=columns, rows=tuple(progress_feel.probe_rows(data.probe))),
        *([Text(band, hint=True)] if band else []),
        *([Lines(sides, hint=True)] if sides else []),
    ]


def _row(point: Practised) -> Row:
    opened = point.d if point.opened is None else point.opened
    whys = [f"{opened:.2f} → {point.d:.2f}", "; ".join(reason(why) for why in point.why_opened)]
    return (
        Cell(text=skill(point.skill)),
        Cell(glyph=glyphs.hour(point.rung), text=wording.hour(point.rung)),
        Cell(glyph=glyphs.difficulty(opened, point.d), small=" · ".join(why for why in whys if why)),
        Cell(text=f"{point.lo:g}–{point.hi:g}"),
        Cell(text=share(point)),
    )


def share(point: Practised) -> str:
    """How many of the reps that counted succeeded."""
    if not point.reps:
        return "–"
    words = tr("{n} of {all} ({percent} %)")
    return words.format(n=point.succeeded, all=point.reps, percent=round(100 * point.succeeded / point.reps))
