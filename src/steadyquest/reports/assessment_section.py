"""The assessments of one session: first a table of what was found, then each with its picture and all its figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from steadyquest.analysis.norms import AREA, VELOCITY
from steadyquest.analysis.validity import TrialFlag
from steadyquest.records.clinical import title as clinical_title
from steadyquest.records.clinical import told as clinical_told
from steadyquest.records.rows import ClinicalResult
from steadyquest.reports import assessment_words as words
from steadyquest.reports import charts_sway, wording
from steadyquest.reports.assessment_cards import limits_cards, rhythm_card, sensory_card
from steadyquest.reports.assessment_data import (
    FIRST_OF,
    AssessmentDocument,
    Trend,
    reference_of,
)
from steadyquest.reports.blocks import (
    Block,
    Card,
    Cell,
    Column,
    Facts,
    Figure,
    Lines,
    Row,
    Section,
    Table,
    Text,
)
from steadyquest.reports.sections import CONDITIONS, measures_table
from steadyquest.session.assessments import wording as said
from steadyquest.session.assessments.combined import MeasuredAssessment
from steadyquest.session.assessments.measured_trial import MeasuredTrial
from steadyquest.session.assessments.protocol import LIMITS, RHYTHM, SENSORY
from steadyquest.words import tr, within


def found_section(data: AssessmentDocument | None) -> list[Block]:
    """For the summary: the primary figures, where adults are, and what may be said against earlier sessions."""
    if data is None:
        return []
    rows = tuple(row for one in data.done for row in _found(data, one))
    columns = (
        Column(tr("Assessment")),
        Column(tr("Result")),
        Column(tr("Nine of ten adults")),
        Column(tr("Against earlier sessions")),
    )
    blocks: list[Block] = []
    if rows:
        blocks += [Table(columns=columns, rows=rows, dense=True), Text(_how_to_read(), hint=True)]
    if data.clinical:
        blocks.append(Facts(tuple(clinical_fact(result) for result in data.clinical)))
    return [Section(title=tr("What was measured"), key="measured", blocks=tuple(blocks))] if blocks else []


def assessment_sections(data: AssessmentDocument | None) -> list[Block]:
    """Every assessment in detail."""
    if data is None or not data.done:
        return []
    cards = [card for number, one in enumerate(data.done, 1) for card in _cards(data, one, number=number)]
    return [Section(title=tr("Assessments"), key="assessments", blocks=tuple(cards), new_page=True)]


def outcomes(data: AssessmentDocument | None) -> list[str]:
    """The primary results, each with unit and what may be said of it: for the notes."""
    if data is None:
        return []
    found = []
    for one in data.done:
        key = FIRST_OF[one.kind][0]
        trends = _trends(data, one, key)
        if one.kind == RHYTHM and trends:
            found.append(_shifts_in_short(trends, key))
            continue
        found += [
            tr("{name}: {measure} {change}").format(
                name=said.name(one.kind), measure=within(words.name(key)), change=words.change(trend.band, key)
            )
            for trend in trends
        ]
    return found + [
        f"{clinical_title(result.kind)} {clinical_told(result.kind, result.value)}" for result in data.clinical
    ]


def _shifts_in_short(trends: Sequence[Trend], key: str) -> str:
    """Six paces are too many for a line: from the least to the most, and how many of them differ."""
    now = [trend.points[-1].value for trend in trends]
    differ = sum(bool(trend.band.is_outside) for trend in trends)
    told = tr("{name}: {measure} {low} to {high} over {n} paces").format(
        name=said.name(RHYTHM),
        measure=within(words.name(key)),
        low=words.number(key, min(now)),
        high=words.value(key, max(now)),
        n=len(now),
    )
    if not differ:
        return tr("{told}, no measured change").format(told=told)
    return tr("{told}, {n} outside their band").format(told=told, n=differ)


def clinical_fact(result: ClinicalResult) -> tuple[str, str]:
    """One result taken by hand, with its note."""
    value = clinical_told(result.kind, result.value)
    return clinical_title(result.kind), f"{value} ({result.note})" if result.note else value


def _how_to_read() -> str:
    return tr(
        "Inside the band nothing is called a change: the first three sessions have the published band where there is "
        "one, later ones the player's own. Where adults are is no border between well and ill; for children "
        "and people with cerebral palsy there is no such range."
    )


def _found(data: AssessmentDocument, one: MeasuredAssessment) -> Iterable[Row]:
    if not one.usable:
        why = next((trial.why_not for trial in one.trials if trial.why_not), "")
        yield Cell(text=said.name(one.kind), strong=True), Cell(text=tr("not measured"), small=why, span=3)
        return
    for key in FIRST_OF[one.kind]:
        trends = _trends(data, one, key)
        for trend in trends:
            yield _found_row(trend, key)
        if not trends and (amount := one.values.get(key)) is not None:
            yield (
                Cell(text=said.name(one.kind), strong=True, small=words.name(key)),
                Cell(text=words.value(key, amount), measure=key),
                Cell(),
                Cell(small=tr("no player is known, so there are no earlier sessions")),
            )


def _found_row(trend: Trend, key: str) -> Row:
    newest = trend.points[-1]
    flagged = (tr("look at its trials"),) if newest.flagged else ()
    return (
        Cell(text=words.title(trend).partition(":")[0], strong=True, small=words.condition(trend.condition)),
        Cell(
            text=words.value(key, newest.value),
            measure=key,
            strong=True,
            small=words.name(key) + (tr(", of {n} trials").format(n=newest.trials) if newest.trials > 1 else ""),
            chips=flagged,
        ),
        Cell(text=words.reference(trend.reference, key) if trend.reference.range else "–", small=_why_no_range(trend)),
        Cell(small=words.against(trend.band, key)),
    )  # fmt: skip


def _why_no_range(trend: Trend) -> str:
    """Said only where a range could have been."""
    return "" if trend.reference.range or trend.key not in (VELOCITY, AREA) else trend.reference.why_not


def _trends(data: AssessmentDocument, one: MeasuredAssessment, key: str) -> list[Trend]:
    """The trends whose newest value is this assessment's."""
    session_id = one.trials[0].record.session.id
    return [
        trend
        for trend in data.history.trends
        if (trend.kind, trend.key) == (one.kind, key) and trend.points[-1].session_id == session_id
    ]


def _cards(data: AssessmentDocument, one: MeasuredAssessment, *, number: int) -> Iterable[Block]:
    if one.kind == SENSORY:
        yield sensory_card(data, one, number=number)
    elif one.kind == LIMITS:
        yield from limits_cards(data, one, number=number)
    elif one.kind == RHYTHM:
        yield rhythm_card(one, number=number)
    else:
        for trial in one.trials:
            yield _stand_card(data, trial, number=number)


def _stand_card(data: AssessmentDocument, trial: MeasuredTrial, *, number: int) -> Card:
    record = trial.record
    title = tr("{name}, trial {n}").format(name=said.name(record.trial.kind), n=record.trial.number)
    subtitle = tr("from {clock} of the session · {where}").format(
        clock=wording.clock(trial.start_s), where=words.condition(record.condition)
    )
    flags = _flag_lines(trial.flags)
    if not trial.usable or trial.ready is None:
        return Card(title=title, subtitle=subtitle, blocks=(Text(words.not_measured(trial.why_not)), *flags))
    drawing = charts_sway.stabilogram(
        trial.ready,
        name=f"assessment-{number}-{record.trial.number}",
        label=tr("stabilogram of {title}").format(title=title),
    )
    values = {key: value for key, value in trial.values.items() if value is not None}
    table = measures_table(values) if VELOCITY in values else _plain_table(values)
    return Card(
        title=title,
        subtitle=subtitle,
        figure=Figure(drawing=drawing),
        blocks=(table, *flags, *_references(data, trial), *_method(trial)),
    )


def _plain_table(values: Mapping[str, float]) -> Table:
    columns = (Column(tr("Measure")), Column(tr("Value"), number=True), Column(tr("Unit")))
    rows = tuple(
        (Cell(text=words.name(key), measure=key), Cell(text=words.number(key, value)), Cell(text=words.unit(key)))
        for key, value in values.items()
        if key not in CONDITIONS
    )
    return Table(columns=columns, rows=rows, dense=True)


def _references(data: AssessmentDocument, trial: MeasuredTrial) -> list[Block]:
    lines = []
    for key in FIRST_OF.get(trial.record.trial.kind, ()):
        if key in trial.values:
            found = reference_of(
                trial.record,
                key,
                age_years=data.age_years,
                seconds=float(trial.values.get("duration_s") or trial.seconds),
            )
            if found.range is not None:
                lines.append(
                    tr("{name}: nine of ten adults {range} {unit}").format(
                        name=words.name(key), range=words.reference(found, key), unit=words.unit(key)
                    )
                )
    return [Lines(tuple(lines), hint=True)] if lines else []


def _method(trial: MeasuredTrial) -> list[Block]:
    values, lines = trial.values, []
    if "n" in values:
        lines.append(
            tr("{seconds:.1f} s · {rate:g} Hz · {n} samples · low-pass {filter:g} Hz").format(
                seconds=values["duration_s"],
                rate=round(values["rate_hz"] or 0.0, 2),
                n=values["n"],
                filter=values["filter_hz"],
            )
        )
    if trial.noise_mm_s is not None:
        lines.append(
            tr("The plate alone, heard while it lay empty, would have swayed {noise} under this weight.").format(
                noise=words.value("noise_mm_s", trial.noise_mm_s)
            )
        )
    return [Text(" ".join(lines), hint=True)] if lines else []


def _flag_lines(flags: Sequence[TrialFlag]) -> list[Block]:
    return [Lines(tuple(tr("Look at it: {line}").format(line=flag.line) for flag in flags))] if flags else []
