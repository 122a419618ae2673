"""Pictures of the progress page as SVG: difficulty with its range, hours as lanterns on steps, and the probe's trend.

All charts of a page share one way of placing sessions, so that what stands one below the other was at one time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from steadyquest.reports import wording
from steadyquest.reports.figures import HALF_WIDTHS_MM
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.reports.progress_data import Practised

WIDTH, LEFT, RIGHT = 900.0, 74.0, 10.0
D_TOP, D_HEIGHT = 12.0, 132.0
STEP_TOP, STEP_HEIGHT = 160.0, 15.0
"""Five steps of the ladder, day at the top as on the map of hours."""
WIDEST_SLOT = 64.0
MOST_DATES = 12
LONGEST_GAP = timedelta(days=14)
"""What lies between two sessions further apart nobody knows; a line would draw it."""
PANEL_W, PANEL_H, PANEL_GAP, PANEL_TOP = 206.0, 150.0, 14.0, 24.0


def skill_chart(points: Sequence[Practised], *, dates: Sequence[datetime], label: str) -> Markup:
    """The difficulty of a skill over the sessions, in the therapist's range, and its hour below."""
    axis = _Axis(len(dates))
    bottom = STEP_TOP + 5 * STEP_HEIGHT
    parts = [
        _d_grid(),
        *(_range(point, axis) for point in points if (point.lo, point.hi) != (0.0, 1.0)),
        *_lines(points, axis),
        *(_mark(point, axis) for point in points),
        _step_grid(),
        *_steps(points, axis),
        _dates(dates, axis, y=bottom + 18),
    ]
    return _svg(parts, width=WIDTH, height=bottom + 26, kind="skill-chart", label=label)


def feel_trend(
    dates: Sequence[datetime],
    values_mm: Sequence[Sequence[float]],
    *,
    sides: Sequence[str],
    band_mm: float | None,
    label: str,
) -> Markup:
    """The constant error of every probe, one panel a side, too far upwards; the band lies about the first three."""
    known = [abs(v) for row in values_mm for v in row if not math.isnan(v)]
    largest = max(known, default=0.0) + (band_mm or 0.0) * 0.4
    half = next((w[0] for w in HALF_WIDTHS_MM if w[0] >= largest * 1.08), math.ceil(largest / 100) * 100)
    parts = [
        _panel(
            [row[i] for row in values_mm], x=LEFT - 30 + i * (PANEL_W + PANEL_GAP), name=side, half=half, band=band_mm
        )
        for i, side in enumerate(sides)
    ]
    parts += [
        _text("tick", LEFT - 36, PANEL_TOP + y, said, "end")
        for y, said in ((4, f"+{half}"), (PANEL_H / 2 + 4, "0"), (PANEL_H + 4, f"−{half}"))
    ]
    first, last = (when.astimezone().strftime("%Y-%m-%d") for when in (dates[0], dates[-1]))
    ends = [
        _text("tick", LEFT - 30, PANEL_TOP + PANEL_H + 20, first, "start"),
        *([_text("tick", LEFT - 30 + PANEL_W, PANEL_TOP + PANEL_H + 20, last, "end")] if len(dates) > 1 else []),
    ]
    return _svg([*parts, *ends], width=WIDTH + 20, height=PANEL_TOP + PANEL_H + 28, kind="feel-trend", label=label)


class _Axis:
    """Where sessions stand: evenly, from the left, never wider apart than is good to look at."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.slot = min(WIDEST_SLOT, (WIDTH - LEFT - RIGHT) / max(1, n))

    def x(self, order: int) -> float:
        return LEFT + (order + 0.5) * self.slot


def _d_y(d: float) -> float:
    return D_TOP + (1.0 - min(1.0, max(0.0, d))) * D_HEIGHT


def _step_y(rung: int) -> float:
    return STEP_TOP + (min(4, max(0, rung)) + 0.5) * STEP_HEIGHT


def _d_grid() -> str:
    lines = "".join(f"M{LEFT:g} {_d_y(d):.1f}H{WIDTH - RIGHT:g}" for d in (0.0, 0.25, 0.5, 0.75, 1.0))
    ticks = "".join(_text("tick", LEFT - 8, _d_y(d) + 4, f"{d:g}", "end") for d in (0.0, 0.5, 1.0))
    name = escape(tr("difficulty d"))
    middle = D_TOP + D_HEIGHT / 2
    return (
        f'<path class="grid" d="{lines}"/>{ticks}<text class="axis" x="14" y="{middle:g}" text-anchor="middle" '
        f'transform="rotate(-90 14 {middle:g})">{name}</text>'
    )


def _range(point: Practised, axis: _Axis) -> str:
    x, top, bottom = axis.x(point.order) - axis.slot / 2, _d_y(point.hi), _d_y(point.lo)
    return f'<rect class="envelope" x="{x:.1f}" y="{top:.1f}" width="{axis.slot:.1f}" height="{bottom - top:.1f}"/>'


def _lines(points: Sequence[Practised], axis: _Axis) -> Iterable[str]:
    """Sessions on one rung are joined, but not over weeks without any; from rung to rung it is another difficulty."""
    by_rung: dict[int, list[Practised]] = {}
    for point in points:
        by_rung.setdefault(point.rung, []).append(point)
    for along in by_rung.values():
        for one, next_one in pairwise(along):
            if next_one.at - one.at > LONGEST_GAP:
                continue
            if next_one.order - one.order <= 1 or not any(one.order < other.order < next_one.order for other in points):
                yield (
                    f'<path class="way" d="M{axis.x(one.order):.1f} {_d_y(one.d):.1f}'
                    f'L{axis.x(next_one.order):.1f} {_d_y(next_one.d):.1f}"/>'
                )


def _mark(point: Practised, axis: _Axis) -> str:
    """From the easiest to the hardest of the session, and a dot where it ended."""
    x = axis.x(point.order)
    return (
        f'<path class="spread" d="M{x:.1f} {_d_y(point.d_low):.1f}V{_d_y(point.d_high):.1f}"/>'
        f'<circle class="ended" cx="{x:.1f}" cy="{_d_y(point.d):.1f}" r="{min(4.5, axis.slot * 0.3):.1f}"/>'
    )


def _step_grid() -> str:
    lines = "".join(f"M{LEFT:g} {STEP_TOP + i * STEP_HEIGHT:.1f}H{WIDTH - RIGHT:g}" for i in range(6))
    names = "".join(_text("tick", LEFT - 8, _step_y(rung) + 4, wording.hour(rung), "end") for rung in range(5))
    return f'<path class="grid" d="{lines}"/>{names}'


def _steps(points: Sequence[Practised], axis: _Axis) -> Iterable[str]:
    for one, next_one in pairwise(points):
        if next_one.order > one.order:
            x, then_x, y = axis.x(one.order), axis.x(next_one.order), _step_y(one.rung)
            yield f'<path class="step" d="M{x:.1f} {y:.1f}H{then_x:.1f}V{_step_y(next_one.rung):.1f}"/>'
    size = min(STEP_HEIGHT, axis.slot * 0.9)
    for point in points:
        x, y = axis.x(point.order) - size / 2, _step_y(point.rung) - size / 2
        hour = min(4, max(0, point.rung))
        yield f'<use href="#hour-{hour}" x="{x:.1f}" y="{y:.1f}" width="{size:.1f}" height="{size:.1f}"/>'


def _dates(dates: Sequence[datetime], axis: _Axis, *, y: float) -> str:
    """Month and day of some sessions, as many as can be read."""
    every = max(1, math.ceil(axis.n / MOST_DATES), math.ceil(40 / axis.slot))
    return "".join(
        _text("tick", axis.x(i), y, when.astimezone().strftime("%m-%d"), "middle")
        for i, when in enumerate(dates)
        if i % every == 0
    )


def _panel(values: Sequence[float], *, x: float, name: str, half: float, band: float | None) -> str:
    scale = PANEL_H / (2 * half)
    middle = PANEL_TOP + PANEL_H / 2

    def y(mm: float) -> float:
        return min(PANEL_TOP + PANEL_H, max(PANEL_TOP, middle - mm * scale))

    first = [v for v in values[:3] if not math.isnan(v)]
    shade = ""
    if band is not None and first:
        mean = sum(first) / len(first)
        top, bottom = y(mean + band), y(mean - band)
        shade = f'<rect class="band" x="{x:.1f}" y="{top:.1f}" width="{PANEL_W:g}" height="{bottom - top:.1f}"/>'
    slot = PANEL_W / max(6, len(values))
    at = [(x + (i + 0.5) * slot, y(v)) for i, v in enumerate(values) if not math.isnan(v)]
    line = "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in at) if len(at) > 1 else ""
    dots = "".join(
        f'<circle class="ended" cx="{px:.1f}" cy="{py:.1f}" r="{min(4.0, slot * 0.3):.1f}"/>' for px, py in at
    )
    return (
        f'{shade}<rect class="frame" x="{x:.1f}" y="{PANEL_TOP:g}" width="{PANEL_W:g}" height="{PANEL_H:g}"/>'
        f'<path class="zero" d="M{x:.1f} {middle:g}h{PANEL_W:g}"/>'
        + (f'<path class="way" d="{line}"/>' if line else "")
        + dots
        + _text("axis", x + PANEL_W / 2, PANEL_TOP - 8, name, "middle")
    )


def _text(kind: str, x: float, y: float, words: str, anchor: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _svg(parts: Iterable[str], *, width: float, height: float, kind: str, label: str) -> Markup:
    return Markup(  # noqa: S704 - every word in it was escaped where it was put in
        f'<svg class="{kind}" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )
