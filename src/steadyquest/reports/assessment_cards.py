"""The cards of assessments with a shape of their own: sensory test, limits of stability, rhythmic shifts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import fmean

from steadyquest.analysis.limits import LEAN_FILTER_HZ
from steadyquest.analysis.norms import VELOCITY
from steadyquest.analysis.prepare import FloatArray
from steadyquest.conventions import UNIT_VECTORS
from steadyquest.reports import assessment_words as words
from steadyquest.reports import charts_assess, charts_sway
from steadyquest.reports.assessment_data import AssessmentDocument, condition_of, reference_of
from steadyquest.reports.blocks import Block, Card, Cell, Column, Drawing, Figure, Key, Lines, Row, Table, Text
from steadyquest.reports.charts import BAND, BLUE
from steadyquest.session.assessments import wording as said
from steadyquest.session.assessments.combined import MeasuredAssessment
from steadyquest.session.assessments.measured_trial import MeasuredTrial, MeasuredWay
from steadyquest.session.assessments.protocol import CONDITIONS as SENSES
from steadyquest.session.assessments.protocol import LIMITS, RHYTHM, SENSORY, Trial
from steadyquest.words import tr

OF_WAYS = (
    "maximum_mm",
    "maximum_percent",
    "endpoint_mm",
    "endpoint_percent",
    "reaction_s",
    "movement_velocity_mm_s",
    "directional_control_percent",
)
OF_SHIFTS = (
    "shift_velocity_mm_s",
    "shift_directional_control_percent",
    "shift_amplitude_mm",
    "shift_amplitude_sd_mm",
    "shift_timing_s",
    "shift_timing_sd_s",
)


def sensory_card(data: AssessmentDocument, one: MeasuredAssessment, *, number: int) -> Card:
    """Four conditions beside each other, with the range of adults where there is one, and what they say together."""
    groups: dict[tuple[str, str], list[MeasuredTrial]] = {senses: [] for senses in SENSES}
    for trial in one.trials:
        groups[trial.record.trial.eyes, trial.record.trial.surface].append(trial)
    velocities_of: dict[tuple[str, str], list[float]] = {}
    adults: dict[tuple[str, str], tuple[float, float]] = {}
    rows: list[Row] = []
    for (eyes, surface), trials in groups.items():
        if not trials:
            continue
        usable = [trial for trial in trials if trial.usable]
        velocities = [value for trial in usable if (value := trial.values.get(VELOCITY)) is not None]
        found = reference_of(
            trials[0].record, VELOCITY, age_years=data.age_years, seconds=trials[0].record.trial.seconds
        )
        velocities_of[eyes, surface] = velocities
        if found.range is not None:
            adults[eyes, surface] = (found.range.p5, found.range.p95)
        rows.append(
            (
                Cell(text=said.senses(eyes, surface), strong=True),
                Cell(text=", ".join(words.number(VELOCITY, value) for value in velocities) or "–"),
                Cell(text=words.number(VELOCITY, fmean(velocities)) if velocities else "–", strong=True),
                Cell(
                    text=words.reference(found, VELOCITY) if found.range else "–",
                    small="" if found.range else found.why_not,
                ),
                Cell(small="; ".join(words.spoken(trials)) or tr("nothing against it")),
            )
        )
    columns = (
        Column(tr("Condition")),
        Column(tr("Trials, mm/s"), number=True, measure=VELOCITY, wraps=True),
        Column(tr("Mean, mm/s"), number=True, measure=VELOCITY),
        Column(tr("Nine of ten adults")),
        Column(tr("Checks")),
    )
    label = tr("mean velocity in the four conditions of the sensory test")
    drawing = replace(
        charts_assess.sensory_bars(velocities_of, adults=adults, label=label), name=f"assessment-{number}-sensory"
    )
    columns_of = tuple(Column(f"{words.name(key)}, {words.unit(key)}".rstrip(", "), measure=key) for key in one.values)
    amounts = tuple(Cell(text=words.number(key, amount), strong=True) for key, amount in one.values.items())
    summed = Table(columns=columns_of, rows=(amounts,), dense=True) if amounts else None
    return Card(
        title=said.name(SENSORY),
        subtitle=words.condition(condition_of(one)[0]),
        blocks=(
            Figure(drawing=drawing, measure=VELOCITY, legend=_bars_legend(ranges=bool(adults))),
            Table(columns=columns, rows=tuple(rows), dense=True),
            *([summed] if summed is not None else []),
        ),
    )


def limits_cards(data: AssessmentDocument, one: MeasuredAssessment, *, number: int) -> Iterable[Block]:
    """The spider, now and before, and each lean with its figures and its way over time."""
    earlier = data.history.limits[0] if len(data.history.limits) > 1 else None
    spider = replace(spider_of(one, earlier), name=f"assessment-{number}-limits")
    shown = [key for key in OF_WAYS if any(way.values.get(key) is not None for way in one.ways.values())]
    columns = (
        Column(tr("Direction"), share=0.14),
        *(Column(f"{words.name(key)}, {words.unit(key)}", number=True, measure=key, share=0.12) for key in shown),
    )
    table = Table(columns=columns, rows=tuple(_way_row(way, keys=shown) for way in one.ways.values()), dense=True)
    yield Card(
        title=said.name(LIMITS),
        subtitle=words.condition(condition_of(one)[0]),
        blocks=(
            Figure(drawing=spider, measure="maximum_mm", caption=tr("The furthest point in each direction.")),
            Text(_of_limits(one), hint=True),
        ),
    )
    traces = [
        charts_sway.Trace(title=said.direction(way.direction), t_s=way.t_s, on_axis=_on_axis(way))
        for way in one.ways.values()
        if len(way.t_s)
    ]
    blocks: list[Block] = [table, *_checked_ways(one)]
    if traces:
        drawing = charts_sway.traces(
            traces,
            name=f"assessment-{number}-leans",
            label=tr("each lean over time, along its direction"),
            unit=tr("mm"),
        )
        blocks.append(
            Figure(drawing=drawing, measure="maximum_mm", caption=tr("Along the direction, from the cue on."))
        )
    yield Card(title=tr("Limits of stability, way by way"), blocks=tuple(blocks))


def spider_of(now: MeasuredAssessment, before: MeasuredAssessment | None) -> Drawing:
    """How far in eight directions: now and, where there is an earlier one of the same condition, before."""
    limit_mm = {way.direction: way.limit_mm for way in now.ways.values() if way.limit_mm is not None}
    return charts_assess.lean_spider(
        _leans(now),
        before=_leans(before) if before is not None else None,
        limit_mm=limit_mm,
        label=tr("how far in eight directions, now and before"),
    )


def _leans(one: MeasuredAssessment) -> charts_assess.Leans:
    def known(key: str) -> dict[str, float]:
        return {way.direction: amount for way in one.ways.values() if (amount := way.values.get(key)) is not None}

    when = one.trials[0].record.at.astimezone().strftime("%Y-%m-%d")
    return charts_assess.Leans(when=when, mm=known("maximum_mm"), percent=known("maximum_percent"))


def _bars_legend(*, ranges: bool) -> tuple[Key, ...]:
    keys = (Key(tr("dot: a trial; bar: their mean"), BLUE),)
    return (*keys, Key(tr("where nine of ten adults are"), BAND)) if ranges else keys


def _of_limits(one: MeasuredAssessment) -> str:
    known = any(way.limit_mm is not None for way in one.ways.values())
    hundred = (
        tr("100 % is 8° forward and sideways and 4.5° back of a centre of mass at 0.55 of the height.")
        if known
        else tr("The height is not known, so there is no percentage.")
    )
    ours = tr(
        "Of the centre of pressure, low-pass {hz:g} Hz. One lean says little: a single one may be off by a tenth of a "
        "second, a centimetre, or a third of its directional control. No equality with any product is claimed."
    )
    return f"{hundred} {ours.format(hz=LEAN_FILTER_HZ)}"


def _on_axis(way: MeasuredWay) -> FloatArray:
    x, y = UNIT_VECTORS[way.direction]
    return way.path_mm[:, 0] * x + way.path_mm[:, 1] * y


def _way_row(way: MeasuredWay, *, keys: Sequence[str]) -> Row:
    return (
        Cell(text=said.direction(way.direction), strong=True),
        *(Cell(text=words.number(key, way.values.get(key))) for key in keys),
    )


def _checked_ways(one: MeasuredAssessment) -> list[Block]:
    """What speaks against single directions, and why some figures are missing."""
    lines = [
        f"{said.direction(way.direction)}: {line}"
        for way in one.ways.values()
        for line in dict.fromkeys([*(flag.line for flag in way.flags), *([way.why_not] if way.why_not else [])])
    ]
    return [Lines(tuple(lines), hint=True)] if lines else []


def _checked_shifts(one: MeasuredAssessment) -> list[Block]:
    lines = [f"{short(t.record.trial)}: {line}" for t in one.trials for line in words.spoken([t])]
    return [Lines(tuple(lines), hint=True)] if lines else []


def rhythm_card(one: MeasuredAssessment, *, number: int) -> Card:
    """Each pace and axis: its way over time and its figures."""
    columns = (
        Column(tr("Shift"), share=0.2),
        *(Column(f"{words.name(key)}, {words.unit(key)}", number=True, measure=key, share=0.13) for key in OF_SHIFTS),
    )
    rows = tuple(
        (
            Cell(text=short(trial.record.trial), strong=True, small=_asked(trial)),
            *(Cell(text=words.number(key, trial.values.get(key))) for key in OF_SHIFTS),
        )
        for trial in one.trials
    )
    traces = [
        charts_sway.Trace(
            title=short(trial.record.trial),
            t_s=trial.t_s - float(trial.t_s[0]),
            on_axis=trial.path_mm[:, 0 if trial.record.trial.axis == "ml" else 1],
        )
        for trial in one.trials
        if len(trial.t_s)
    ]
    blocks: list[Block] = [Table(columns=columns, rows=rows, dense=True), *_checked_shifts(one)]
    if traces:
        label = tr("each rhythmic shift over time, along its axis")
        drawing = charts_sway.traces(traces, name=f"assessment-{number}-rhythm", label=label, unit=tr("mm"))
        blocks.insert(0, Figure(drawing=drawing, measure="shift_amplitude_mm"))
    return Card(
        title=said.name(RHYTHM),
        subtitle=words.condition(condition_of(one)[0]._replace(asked_mm=None)),
        blocks=tuple(blocks),
    )


def short(trial: Trial) -> str:
    """A shift by its axis and its pace, as it fits over a small picture."""
    way = tr("sideways") if trial.axis == "ml" else tr("forward/back")
    return tr("{way}, {seconds:g} s").format(way=way, seconds=trial.beat_s)


def _asked(trial: MeasuredTrial) -> str:
    asked_mm = trial.record.condition.asked_mm
    return tr("asked: {mm:.0f} mm").format(mm=asked_mm) if asked_mm else ""
