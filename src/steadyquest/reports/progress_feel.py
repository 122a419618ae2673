"""The feel probe in the reports: errors of each probe, its trend with the band, and what may be said of a change."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from steadyquest.analysis.feel import BASELINE, Change, FeelErrors, Repeatability, change, feel_errors, repeatability
from steadyquest.reports import charts_practice, wording
from steadyquest.reports.blocks import Block, Cell, Column, Drawing, Figure, Heading, Lines, Row, Table, Text
from steadyquest.session.feel_probe import SIDES, Probe
from steadyquest.words import tr, trn

NAN = float("nan")


def errors_of(probe: Probe) -> FeelErrors | None:
    """The errors of the answers that count; None when there are none."""
    answers = [answer for answer in probe.answers if answer.counts]
    if not answers:
        return None
    return feel_errors(
        [answer.side for answer in answers],
        [answer.along_mm for answer in answers],
        [answer.across_mm for answer in answers],
    )


def trends(probes: Iterable[Probe]) -> list[list[Probe]]:
    """Whole probes that may be compared with one another, each trend oldest first; the newest trend first."""
    groups: dict[Any, list[Probe]] = {}
    for probe in probes:
        if probe.finished and errors_of(probe) is not None:
            groups.setdefault(probe.group, []).append(probe)
    return sorted(groups.values(), key=lambda trend: trend[-1].at, reverse=True)


def constants(trend: Sequence[Probe]) -> list[list[float]]:
    """The constant error of each probe (row) on each side (column), in mm; NaN where a side has none."""
    found = [errors_of(probe) for probe in trend]
    return [
        [errors.sides[side].constant_mm if errors is not None and side in errors.sides else NAN for side in SIDES]
        for errors in found
    ]


def trend_blocks(trend: Sequence[Probe], *, number: int) -> list[Block]:
    """One trend: its picture, a sentence for each side, and a row for each probe."""
    band, sides = said_of(trend)
    return [
        Heading(title_of(trend)),
        Text(condition(trend[0]), hint=True),
        Figure(drawing=picture(trend, number=number), measure="constant_error_mm"),
        Text(band),
        *([Lines(sides)] if sides else []),
        _table(trend),
    ]


def title_of(trend: Sequence[Probe]) -> str:
    """The stance and which of its series it was."""
    return tr("{stance}, series {n}").format(stance=wording.stance(trend[0].stance), n=trend[0].series)


def picture(trend: Sequence[Probe], *, number: int) -> Drawing:
    """The constant error of each probe, with the band."""
    values = constants(trend)
    band = band_of(values)
    return charts_practice.feel_trend(
        [probe.at for probe in trend],
        values,
        sides=[wording_of(side) for side in SIDES],
        band_mm=band.mdc95_mm if band is not None else None,
        name=f"feel-probe-{number}",
        label=tr("constant error of each probe in mm, {title}").format(title=title_of(trend)),
    )


def said_of(trend: Sequence[Probe]) -> tuple[str, tuple[str, ...]]:
    """What is known of the band, and what may be said of each side."""
    values = constants(trend)
    changes = change(values)
    sides = tuple(_change_in_words(side, found) for side, found in zip(SIDES, changes, strict=True) if found)
    return _band_in_words(len(trend), band_of(values)), sides


def _table(trend: Sequence[Probe]) -> Table:
    columns = (
        Column(tr("Probe")),
        Column(tr("Answers")),
        *(Column(wording_of(side), number=True, measure="constant_error_mm") for side in SIDES),
        Column(tr("Variable error"), number=True, measure="variable_error_mm"),
        Column(tr("Absolute error"), number=True, measure="absolute_error_mm"),
    )
    return Table(columns=columns, rows=tuple(_row(probe) for probe in trend), dense=True)


def band_of(values: Sequence[Sequence[float]]) -> Repeatability | None:
    """The band that the newest probe is held against: from those before it, or from all three while there are three."""
    return repeatability(values[:-1] if len(values) > BASELINE else values)


def probe_rows(probe: Probe) -> list[Row]:
    """One probe, side by side, for a table."""
    errors = errors_of(probe)
    return [
        (
            Cell(text=wording_of(side)),
            Cell(text=str(errors.sides[side].n)),
            Cell(text=wording.signed(errors.sides[side].constant_mm, 1)),
            Cell(text=wording.signed(errors.sides[side].across_mm, 1)),
        )
        for side in SIDES
        if errors is not None and side in errors.sides
    ]


def as_dict(trend: Sequence[Probe]) -> dict[str, Any]:
    """For `--json`."""
    values = constants(trend)
    band = band_of(values)
    return {
        "stance": trend[0].stance,
        "series": trend[0].series,
        "condition": dict(zip(("support", "shoes", "feet"), trend[0].condition, strict=True)),
        "mdc95_mm": band.mdc95_mm if band is not None else None,
        "sem_mm": band.sem_mm if band is not None else None,
        "probes": [_probe_dict(probe) for probe in trend],
        "changes": {
            side: None
            if found is None
            else {
                "baseline_mm": found.baseline_mm,
                "newest_mm": found.newest_mm,
                "difference_mm": found.difference_mm,
                "is_change": found.is_change,
            }
            for side, found in zip(SIDES, change(values), strict=True)
        },
    }


def wording_of(side: str) -> str:
    """A side of the probe, for people."""
    return {"left": tr("left"), "right": tr("right"), "forward": tr("forward"), "back": tr("back")}[side]


def condition(probe: Probe) -> str:
    """Under what conditions the trend's probes were played; trends never join different ones."""
    names = (tr("support"), tr("shoes"), tr("feet"))
    noted = [f"{name}: {wording.noted(value)}" for name, value in zip(names, probe.condition, strict=True) if value]
    return "; ".join(noted) or tr("support, shoes and feet were not noted")


def _probe_dict(probe: Probe) -> dict[str, Any]:
    errors = errors_of(probe)
    sides = errors.sides if errors is not None else {}
    return {
        "session": probe.session_id,
        "at": probe.at,
        "answers": errors.n if errors is not None else 0,
        "sides": {
            side: {"n": found.n, "constant_mm": found.constant_mm, "across_mm": found.across_mm}
            for side, found in sides.items()
        },
        "constant_mm": _known(errors.constant_mm) if errors is not None else None,
        "variable_mm": _known(errors.variable_mm) if errors is not None else None,
        "absolute_mm": _known(errors.absolute_mm) if errors is not None else None,
    }


def _row(probe: Probe) -> Row:
    errors = errors_of(probe)
    sides = errors.sides if errors is not None else {}
    words = [
        wording.moment(probe.at),
        tr("{n} of {all}").format(n=errors.n if errors is not None else 0, all=len(probe.answers)),
        *(_pair(sides[side].constant_mm, sides[side].across_mm) if side in sides else "–" for side in SIDES),
        _number(errors.variable_mm) if errors is not None else "–",
        _number(errors.absolute_mm) if errors is not None else "–",
    ]
    return tuple(Cell(text=text) for text in words)


def _band_in_words(n: int, band: Repeatability | None) -> str:
    if band is None:
        said = trn(
            "{n} probe so far. How much the results differ by themselves is not known before the third; until then "
            "nothing is called a change.",
            "{n} probes so far. How much the results differ by themselves is not known before the third; until then "
            "nothing is called a change.",
            n,
        )
        return said.format(n=n)
    if n == BASELINE:
        said = tr("From now on the band is known: ± {mm} mm. The next probe is the first that can show a change.")
        return said.format(mm=_number(band.mdc95_mm))
    return tr("Band: ± {mm} mm about the mean of the first three probes.").format(mm=_number(band.mdc95_mm))


def _change_in_words(side: str, found: Change) -> str:
    values = {
        "side": wording_of(side),
        "first": wording.signed(found.baseline_mm, 1),
        "now": wording.signed(found.newest_mm, 1),
    }
    if not found.is_change:
        return tr("{side}: {now} mm, at first {first}: no change that is more than chance").format(**values)
    if found.is_nearer:
        return tr("{side}: {now} mm, at first {first}: nearer, by more than chance explains").format(**values)
    return tr("{side}: {now} mm, at first {first}: farther off, by more than chance explains").format(**values)


def _pair(along: float, across: float) -> str:
    return f"{wording.signed(along, 1)} / {wording.signed(across, 1)}"


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1f}"


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
