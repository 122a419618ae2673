"""Charts of practice over the sessions: difficulty and hour of a skill, the errors of the feel probe, the faces.

All of a page place sessions in one way, so that what stands one below the other was at one time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from steadyquest.reports import wording
from steadyquest.reports.blocks import PAGE_MM, Drawing
from steadyquest.reports.charts import (
    BAND,
    BLUE,
    FRAME,
    INK,
    LINE,
    SMALL_PT,
    SOFT,
    VERMILLION,
    axes_at,
    bare,
    signed_ticks,
)
from steadyquest.reports.charts_sway import scale_of
from steadyquest.words import tr

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

    from steadyquest.reports.progress_data import Asked, Practised

MOST_DATES = 14
LONGEST_GAP = timedelta(days=14)
"""What lies between two sessions further apart nobody knows; a line would draw it."""
D_MM, HOURS_MM = 25.0, 17.0
LEFT_MM, PLOT_MM = 19.0, PAGE_MM - 21.0
FEWEST_SLOTS = 14
"""A few sessions do not spread over the whole page."""
HOUR_COLOURS = ("#8fd0ee", "#f4b57a", "#8d7dc0", "#35548a", "#0b1122")


def skill_chart(points: Sequence[Practised], *, dates: Sequence[datetime], name: str, label: str) -> Drawing:
    """The difficulty of a skill over the sessions, in the therapist's range, and its hour below."""
    paint = partial(_skill, points=tuple(points), dates=tuple(dates))
    return Drawing(name=name, label=label, width_mm=PAGE_MM, height_mm=D_MM + HOURS_MM + 9, paint=paint)


def _skill(canvas: Canvas, *, points: Sequence[Practised], dates: Sequence[datetime]) -> None:
    slots = max(len(dates), FEWEST_SLOTS)
    above = axes_at(canvas, LEFT_MM, 1.5, width=PLOT_MM, height=D_MM)
    above.set(xlim=(-0.5, slots - 0.5), ylim=(-0.03, 1.03), xticks=[])
    above.set_yticks([0, 0.25, 0.5, 0.75, 1], labels=["0", "", "0.5", "", "1"])
    above.set_ylabel(tr("difficulty d"), labelpad=3)
    above.grid(visible=True, axis="y")
    above.tick_params(length=0)
    bare(above)
    _ranges(above, points)
    for one, other in _joined(points):
        above.plot([one.order, other.order], [one.d, other.d], color=BLUE, linewidth=1.1, gid="way")
    orders = [point.order for point in points]
    above.vlines(orders, [p.d_low for p in points], [p.d_high for p in points], color=BLUE, alpha=0.3, linewidth=2.8,
                 gid="spread")  # fmt: skip
    above.plot(orders, [p.d for p in points], "o", color=BLUE, markersize=_dot(slots), gid="ended")
    _hours(axes_at(canvas, LEFT_MM, 3 + D_MM, width=PLOT_MM, height=HOURS_MM), points, dates=dates, slots=slots)


def _ranges(axes: Axes, points: Sequence[Practised]) -> None:
    narrowed = [point for point in points if (point.lo, point.hi) != (0.0, 1.0)]
    if narrowed:
        axes.bar(
            [p.order for p in narrowed], [p.hi - p.lo for p in narrowed], 1.0, bottom=[p.lo for p in narrowed],
            color=BAND, zorder=0.4, gid="envelope",
        )  # fmt: skip


def _joined(points: Sequence[Practised]) -> Iterable[tuple[Practised, Practised]]:
    """Sessions on one rung are joined, but not over weeks without any; from rung to rung it is another difficulty."""
    by_rung: dict[int, list[Practised]] = {}
    for point in points:
        by_rung.setdefault(point.rung, []).append(point)
    for along in by_rung.values():
        for one, other in pairwise(along):
            between = any(one.order < point.order < other.order for point in points)
            if other.at - one.at <= LONGEST_GAP and (other.order - one.order <= 1 or not between):
                yield one, other


def _hours(axes: Axes, points: Sequence[Practised], *, dates: Sequence[datetime], slots: int) -> None:
    """Five steps of the ladder, day at the top as on the map of hours."""
    axes.set(xlim=(-0.5, slots - 0.5), ylim=(4.6, -0.6))
    axes.set_yticks(range(5), labels=[wording.hour(rung) for rung in range(5)])
    axes.grid(visible=True, axis="y")
    axes.tick_params(length=0)
    bare(axes)
    axes.step([p.order for p in points], [_rung(p) for p in points], where="post", color=FRAME, linewidth=1.0)
    for rung in sorted({_rung(p) for p in points}):
        orders = [p.order for p in points if _rung(p) == rung]
        axes.plot(orders, [rung] * len(orders), "s", color=HOUR_COLOURS[rung], markeredgecolor=INK,
                  markeredgewidth=0.6, markersize=_dot(slots), gid=f"hour-{rung}")  # fmt: skip
    every = max(1, math.ceil(slots / MOST_DATES))
    named = range(0, len(dates), every)
    axes.set_xticks(list(named), labels=[_day(dates[i]) for i in named])


def _rung(point: Practised) -> int:
    return min(4, max(0, point.rung))


def _dot(slots: int) -> float:
    return min(5.0, PLOT_MM / slots * 0.6 * 72 / 25.4)


def _day(when: datetime) -> str:
    return when.astimezone().strftime("%m-%d")


def feel_trend(
    dates: Sequence[datetime],
    values_mm: Sequence[Sequence[float]],
    *,
    sides: Sequence[str],
    band_mm: float | None,
    name: str,
    label: str,
) -> Drawing:
    """The constant error of every probe, one panel a side, too far upwards; the band lies about the first three."""
    paint = partial(_feel, dates=tuple(dates), values_mm=tuple(values_mm), sides=tuple(sides), band_mm=band_mm)
    return Drawing(name=name, label=label, width_mm=PAGE_MM, height_mm=45, paint=paint)


def _feel(
    canvas: Canvas,
    *,
    dates: Sequence[datetime],
    values_mm: Sequence[Sequence[float]],
    sides: Sequence[str],
    band_mm: float | None,
) -> None:
    known = [abs(v) for row in values_mm for v in row if not math.isnan(v)]
    half, grid = scale_of((max(known, default=0.0) + (band_mm or 0.0) * 0.4) * 1.08)
    slots = max(6, len(dates))
    for i, side in enumerate(sides):
        axes = axes_at(canvas, 12 + i * 43.2, 6, width=38.5, height=32)
        axes.set(xlim=(-0.5, slots - 0.5), ylim=(-half, half))
        axes.set_title(side, pad=2)
        _panel(axes, [row[i] for row in values_mm], band=band_mm)
        ticks = range(-half, half + 1, grid)
        axes.set_yticks(ticks, labels=signed_ticks(ticks) if i == 0 else [])
        axes.tick_params(length=0)
        _ends(axes, dates)
    canvas.text(0.002, 0.99, tr("mm"), va="top", color=SOFT, fontsize=SMALL_PT)


def _ends(axes: Axes, dates: Sequence[datetime]) -> None:
    """The first and the last day, each inside its panel."""
    ends = sorted({0, len(dates) - 1})
    axes.set_xticks(ends, labels=[_day(dates[at]) for at in ends])
    first, last = axes.get_xticklabels()[0], axes.get_xticklabels()[-1]
    last.set_horizontalalignment("right")
    first.set_horizontalalignment("left")


def _panel(axes: Axes, values: Sequence[float], *, band: float | None) -> None:
    first = [v for v in values[:3] if not math.isnan(v)]
    if band is not None and first:
        mean = sum(first) / len(first)
        axes.axhspan(mean - band, mean + band, color=BAND, linewidth=0, gid="band")
    axes.axhline(0, color="#6b4a9c", linewidth=0.9, dashes=(4, 3))
    at = [(i, v) for i, v in enumerate(values) if not math.isnan(v)]
    axes.plot([i for i, _ in at], [v for _, v in at], "o-", color=BLUE, markersize=4, gid="way")


def faces(asked: Sequence[Asked], *, kinds: Sequence[tuple[str, str]], most: int, label: str) -> Drawing:
    """One panel a question: a ring before, a dot after, and the way between them."""
    paint = partial(_faces, asked=tuple(asked), kinds=tuple(kinds), most=most)
    return Drawing(name="faces", label=label, width_mm=PAGE_MM, height_mm=25, paint=paint)


def _faces(canvas: Canvas, *, asked: Sequence[Asked], kinds: Sequence[tuple[str, str]], most: int) -> None:
    slots = max(8, len(asked))
    for i, (kind, name) in enumerate(kinds):
        axes = axes_at(canvas, 7 + i * 59.5, 5.5, width=54, height=14)
        axes.set(xlim=(-0.5, slots - 0.5), ylim=(-0.4, most + 0.4))
        axes.set_title(name, pad=2, loc="left")
        axes.set_yticks(range(most + 1), labels=[str(n) if n in (0, most) else "" for n in range(most + 1)])
        axes.grid(visible=True, axis="y")
        axes.tick_params(length=0)
        bare(axes)
        _asked(axes, asked, kind=kind, size=min(4.5, 54 / slots * 0.7 * 72 / 25.4))
        _ends(axes, [one.at for one in asked])


def _asked(axes: Axes, asked: Sequence[Asked], *, kind: str, size: float) -> None:
    both = [(i, one.before[kind], one.after[kind]) for i, one in enumerate(asked)
            if kind in one.before and kind in one.after]  # fmt: skip
    axes.vlines([i for i, _, _ in both], [b for _, b, _ in both], [a for _, _, a in both], color=LINE, linewidth=1.6)
    looks: tuple[tuple[list[int | None], dict[str, Any], str], ...] = (
        ([one.before.get(kind) for one in asked], {"markerfacecolor": "white"}, "before"),
        ([one.after.get(kind) for one in asked], {"markerfacecolor": VERMILLION, "markersize": size * 0.7}, "after"),
    )
    for values, look, gid in looks:
        at = [(i, v) for i, v in enumerate(values) if v is not None]
        axes.plot([i for i, _ in at], [v for _, v in at], "o", **{"color": VERMILLION, "markersize": size, **look},
                  gid=gid)  # fmt: skip
