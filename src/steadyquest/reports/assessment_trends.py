"""Assessments over sessions: what is followed, its band, what may be said of it, and the lean spider now and before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from steadyquest.reports import assessment_words as words
from steadyquest.reports import charts_assess, wording
from steadyquest.reports.assessment_cards import spider_of
from steadyquest.reports.assessment_data import FIRST_OF, AssessmentHistory, Trend
from steadyquest.reports.assessment_section import clinical_fact
from steadyquest.reports.blocks import Block, Cell, Column, Columns, Figure, Row, Section, Table, Text
from steadyquest.session.assessments import wording as said
from steadyquest.session.assessments.protocol import RHYTHM
from steadyquest.words import tr, trn

MOST_ROWS = 30
ONE_MM = 60.0
"""How wide a chart of one panel is at most; three of them stand beside each other."""
IN_A_ROW = 3


def followed_section(history: AssessmentHistory, *, beside: Sequence[Block] = ()) -> list[Block]:
    """For the summary: each primary figure first and now, what may be said of it, the spider and what is beside it."""
    primary = [trend for trend in history.trends if trend.key in FIRST_OF[trend.kind][:1] and trend.kind != RHYTHM]
    if not primary and not history.limits and not beside:
        return []
    blocks: list[Block] = []
    if primary:
        columns = (
            Column(tr("Assessment"), share=0.42),
            Column(tr("First"), number=True, share=0.1),
            Column(tr("Now"), number=True, share=0.1),
            Column(tr("Sessions"), number=True, share=0.09),
            Column(tr("What may be said"), share=0.29),
        )
        blocks.append(Table(columns=columns, rows=tuple(_now(trend) for trend in primary), dense=True))
    blocks += _with_spider(history, beside)
    return [Section(title=tr("What was measured"), key="measured", blocks=tuple(blocks))]


def _with_spider(history: AssessmentHistory, beside: Sequence[Block]) -> list[Block]:
    how = [Text(_what_a_band_is(), hint=True)] if history.trends else []
    if not history.limits:
        return [*beside, *how]
    now, before = history.limits[-1], history.limits[0] if len(history.limits) > 1 else None
    caption = tr("Limits of stability: the furthest points.")
    spider = Figure(drawing=spider_of(now, before), measure="maximum_mm", caption=caption)
    return [Columns(((spider,), tuple(beside))), *how] if beside else [spider, *how]


def trend_sections(history: AssessmentHistory, *, new_page: bool = True) -> list[Block]:
    """Every trend as a chart with its band, and every value in a table. `new_page`: on paper it begins one."""
    if not history.trends:
        return []
    how = tr(
        "A dot is a session. Nothing inside the amber band is called a change. Dotted: where nine of ten adults are."
    )
    groups = groupby(history.trends, key=lambda trend: (trend.kind, trend.key))
    figures = [_figure(list(group)) for _, group in groups]
    small = [figure for figure in figures if figure.drawing.width_mm <= ONE_MM]
    rows = [small[i : i + IN_A_ROW] for i in range(0, len(small), IN_A_ROW)]
    blocks: list[Block] = [Text(how, hint=True), *(_in_a_row(row) for row in rows)]
    blocks += [figure for figure in figures if figure not in small]
    blocks += _values(history.trends)
    return [Section(title=tr("Assessments over the sessions"), key="trends", blocks=tuple(blocks), new_page=new_page)]


def _in_a_row(figures: Sequence[Figure]) -> Block:
    """As wide as three, also where there are fewer."""
    columns: list[tuple[Block, ...]] = [(figure,) for figure in figures]
    return Columns(tuple(columns + [()] * (IN_A_ROW - len(columns))))


def _figure(trends: Sequence[Trend]) -> Figure:
    kind, key = trends[0].kind, trends[0].key
    drawing = charts_assess.trends(
        [_followed(trend) for trend in trends],
        name=f"trend-{kind}-{key.replace('_', '-')}",
        label=tr("{name}: {measure} over the sessions").format(name=said.name(kind), measure=words.name(key)),
        unit=words.unit(key),
    )
    return Figure(drawing=drawing, measure=key, caption=f"{said.name(kind)}: {words.name(key)}")


def clinical_section(history: AssessmentHistory) -> list[Block]:
    """Results taken by hand, beside and never among what the board measured."""
    if not history.clinical:
        return []
    columns = (Column(tr("Day")), Column(tr("Test")), Column(tr("Result")))
    rows = tuple(
        (Cell(text=result.day.isoformat()), *(Cell(text=part) for part in clinical_fact(result)))
        for result in reversed(history.clinical)
    )
    hint = tr(
        "Taken and entered by hand; their own repeatability is not known here, so no difference is called a change."
    )
    blocks = (Table(columns=columns, rows=rows[:MOST_ROWS], dense=True), Text(hint, hint=True))
    return [Section(title=tr("Clinical results"), key="clinical", blocks=blocks)]


def lines(history: AssessmentHistory) -> list[str]:
    """For a command line: a line for each trend."""
    return [f"{words.title(trend)} ({words.condition(trend.condition)}): {words.change(trend.band, trend.key)}"
            for trend in history.trends]  # fmt: skip


def as_dict(history: AssessmentHistory) -> list[dict[str, Any]]:
    """For `--json`: every value with its condition and its band."""
    return [
        {
            "kind": trend.kind,
            "measure": trend.key,
            "axis": trend.axis or None,
            "beat_s": trend.beat_s or None,
            "condition": trend.condition._asdict(),
            "values": [
                {"session": point.session_id, "at": point.at, "value": point.value, "trials": point.trials,
                 "flagged": point.flagged}
                for point in trend.points
            ],
            "band": {
                "source": trend.band.source,
                "mdc95": trend.band.mdc95,
                "baseline": trend.band.baseline,
                "is_outside": trend.band.is_outside,
            },
        }
        for trend in history.trends
    ]  # fmt: skip


def _now(trend: Trend) -> Row:
    first, last = trend.points[0], trend.points[-1]
    return (
        Cell(text=words.title(trend), strong=True, small=words.condition(trend.condition)),
        Cell(text=words.value(trend.key, first.value)),
        Cell(text=words.value(trend.key, last.value), strong=True, measure=trend.key),
        Cell(text=str(len(trend.points))),
        Cell(small=words.against(trend.band, trend.key)),
    )


def _followed(trend: Trend) -> charts_assess.Followed:
    scale = 100.0 if trend.key in words.SHARES else 1.0
    band, found = trend.band, trend.reference.range
    return charts_assess.Followed(
        title=_panel_title(trend),
        at=tuple(point.at for point in trend.points),
        values=tuple(scale * point.value for point in trend.points),
        band=(scale * band.low, scale * band.high) if band.low is not None and band.high is not None else None,
        adults=(found.p5, found.p95) if found is not None else None,
    )


def _panel_title(trend: Trend) -> str:
    if trend.kind == RHYTHM:
        return words.title(trend).partition(":")[0]
    return tr("{seconds:g} s; {condition}").format(
        seconds=trend.condition.seconds, condition=words.condition(trend.condition)
    )


def _values(trends: Sequence[Trend]) -> Iterable[Block]:
    flagged = any(point.flagged for trend in trends for point in trend.points)
    columns = (
        Column(tr("Session")),
        Column(tr("Measure")),
        Column(tr("Value"), number=True),
        Column(tr("Trials"), number=True),
        *([Column(tr("Checks"))] if flagged else []),
    )
    points = sorted(
        ((point, trend) for trend in trends for point in trend.points), key=lambda found: found[0].at, reverse=True
    )
    rows = tuple(
        (
            Cell(text=wording.moment(point.at)),
            Cell(text=words.title(trend), small=words.condition(trend.condition)),
            Cell(text=words.value(trend.key, point.value), measure=trend.key),
            Cell(text=str(point.trials)),
            *([Cell(small=tr("look at its trials") if point.flagged else "")] if flagged else []),
        )
        for point, trend in points
    )
    yield Table(columns=columns, rows=rows[:MOST_ROWS], dense=True)
    if len(rows) > MOST_ROWS:
        older = trn("{n} older value is in the JSON.", "{n} older values are in the JSON.", len(rows) - MOST_ROWS)
        yield Text(older.format(n=len(rows) - MOST_ROWS), hint=True)


def _what_a_band_is() -> str:
    return tr(
        "Only sessions of one stance, support, shoes, feet, eyes, ground and duration are joined. For the first three "
        "the band is the published smallest detectable change of adults where there is one; from the fourth on it is "
        "from this player's own sessions, about the mean of the first three. Inside it nothing is called a change."
    )
