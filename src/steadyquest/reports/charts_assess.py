"""Charts of assessments: the lean spider, the four sensory conditions, and what is followed over the sessions.

They draw plain numbers. What belongs together, and what band a player has, is decided by whoever calls.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from steadyquest.conventions import UNIT_VECTORS
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
)
from steadyquest.reports.charts_practice import LONGEST_GAP
from steadyquest.session.assessments import wording as said
from steadyquest.session.assessments.protocol import CLOCKWISE
from steadyquest.words import tr

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

SPIDER_MM = 50.0
RINGS_MM = (20, 40, 60, 80, 100, 120, 160, 200, 300)
PANELS_IN_A_ROW = 3
ONE_PANEL_MM = 58.0
PANEL_ROW_MM = 48.0
TITLE_SIGNS, BAR_SIGNS = 42, 18
HOLLOW = {"marker": "o", "markerfacecolor": "white", "markersize": 4}
FILLED = {"marker": "o", "markersize": 4}
NAN = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leans:
    """How far somebody leaned, by direction as the game names them. A direction that is missing was not measured."""

    when: str
    mm: Mapping[str, float]
    percent: Mapping[str, float]
    """Of the theoretical limit; empty where the height is not known."""


def lean_spider(now: Leans, *, before: Leans | None, limit_mm: Mapping[str, float], label: str) -> Drawing:
    """How far in each direction from above, forward at the top: now filled, before hollow, the limit dashed.

    At each direction stand the millimetres of now and, where it is known, their share of the theoretical limit.
    """
    paint = partial(_spider, now=now, before=before, limit_mm=dict(limit_mm))
    width, height = SPIDER_MM + 36, SPIDER_MM + 26
    return Drawing(name="lean-spider", label=label, width_mm=width, height_mm=height, paint=paint)


def _spider(canvas: Canvas, *, now: Leans, before: Leans | None, limit_mm: Mapping[str, float]) -> None:
    earlier = before.mm if before is not None else {}
    furthest = max([10.0, *now.mm.values(), *earlier.values(), *limit_mm.values()])
    full = next((ring for ring in RINGS_MM if ring >= furthest), math.ceil(furthest / 100) * 100)
    axes = _web(canvas, now, full=full)
    looks: tuple[tuple[str, Mapping[str, float], dict[str, Any]], ...] = (
        ("limit", limit_mm, {"color": SOFT, "linewidth": 0.9, "dashes": (3, 2), "label": tr("theoretical limit")}),
        (
            "before",
            earlier,
            {
                "color": VERMILLION,
                "linewidth": 1.2,
                "dashes": (2, 1.2),
                "label": before.when if before else "",
                **HOLLOW,
            },
        ),
        ("now", now.mm, {"color": BLUE, "linewidth": 1.6, "label": now.when, **FILLED}),
    )
    for gid, way, look in looks:
        if way:
            _polygon(axes, way, full=full, look=look, gid=gid)
    canvas.legend(loc="lower center", ncols=3, frameon=False, fontsize=SMALL_PT, borderpad=0, reverse=True)


def _web(canvas: Canvas, now: Leans, *, full: float) -> Axes:
    """Rings in millimetres, and at the end of each direction what it is called and how far it went."""
    axes = axes_at(canvas, 18, 10, width=SPIDER_MM, height=SPIDER_MM)
    axes.set(xlim=(-1.03, 1.03), ylim=(-1.03, 1.03), aspect="equal", xticks=[], yticks=[])
    bare(axes)
    around = [UNIT_VECTORS[key] for key in (*CLOCKWISE, CLOCKWISE[0])]
    for share in (0.25, 0.5, 0.75, 1.0):
        axes.plot([x * share for x, _ in around], [y * share for _, y in around], color=LINE, linewidth=0.7)
        axes.text(0.03, share - 0.01, f"{full * share:g}", color=SOFT, fontsize=SMALL_PT, va="top")
    for key in CLOCKWISE:
        x, y = UNIT_VECTORS[key]
        axes.plot([0, x], [0, y], color=LINE, linewidth=0.7)
        side = "center" if abs(x) < 0.1 else "left" if x > 0 else "right"
        above = "center" if abs(y) < 0.1 else "bottom" if y > 0 else "top"
        words = _at_the_end(key, now)
        axes.text(1.05 * x, 1.05 * y, words, ha=side, va=above, fontsize=SMALL_PT, linespacing=1.05)
    return axes


def _at_the_end(key: str, now: Leans) -> str:
    far = tr("{mm:.0f} mm").format(mm=now.mm[key]) if key in now.mm else "–"
    share = f" · {now.percent[key]:.0f} %" if key in now.percent else ""
    return f"{said.direction(key)}\n{far}{share}"


def _polygon(axes: Axes, lengths: Mapping[str, float], *, full: float, look: dict[str, Any], gid: str) -> None:
    """A closed way where every direction is known; neighbours alone are joined where one is missing."""
    points = [
        tuple(part * lengths[key] / full for part in UNIT_VECTORS[key]) if key in lengths else (NAN, NAN)
        for key in (*CLOCKWISE, CLOCKWISE[0])
    ]
    axes.plot([x for x, _ in points], [y for _, y in points], gid=gid, **look)
    if gid == "now" and len(lengths) == len(CLOCKWISE):
        axes.fill([x for x, _ in points], [y for _, y in points], color=BLUE, alpha=0.1, linewidth=0)


Senses = tuple[str, str]


def sensory_bars(
    trials_mm_s: Mapping[Senses, Sequence[float]], *, adults: Mapping[Senses, tuple[float, float]], label: str
) -> Drawing:
    """Mean velocity by eyes and surface: a bar for the mean, a dot for a trial, where adults are if that is known."""
    paint = partial(_sensory, trials_mm_s=dict(trials_mm_s), adults=dict(adults))
    return Drawing(name="sensory-test", label=label, width_mm=130, height_mm=56, paint=paint)


def _sensory(
    canvas: Canvas, *, trials_mm_s: Mapping[Senses, Sequence[float]], adults: Mapping[Senses, tuple[float, float]]
) -> None:
    axes = axes_at(canvas, 11, 6, width=117, height=39)
    shown = [v for values in (*trials_mm_s.values(), *adults.values()) for v in values]
    axes.set(xlim=(-0.6, max(len(trials_mm_s), 2) - 0.4), ylim=(0, max([10.0, *shown]) * 1.12))
    axes.grid(visible=True, axis="y")
    axes.tick_params(length=0)
    bare(axes, keep=("bottom",))
    axes.set_title(tr("mean velocity, mm/s"), loc="left", pad=3, fontsize=SMALL_PT, color=SOFT)
    for i, (senses, velocities) in enumerate(trials_mm_s.items()):
        if senses in adults:
            low, high = adults[senses]
            axes.bar(i, high - low, 0.8, bottom=low, color=BAND, zorder=0.5, gid="adults")
        if velocities:
            _bar(axes, i, velocities)
    names = [said.senses(eyes, surface) for eyes, surface in trials_mm_s]
    axes.set_xticks(range(len(names)), labels=[textwrap.fill(name, BAR_SIGNS) for name in names])


def _bar(axes: Axes, at: int, velocities: Sequence[float]) -> None:
    mean = sum(velocities) / len(velocities)
    axes.bar(at, mean, 0.42, facecolor="none", edgecolor=BLUE, linewidth=1.1, gid="mean")
    axes.text(at + 0.25, mean, f"{mean:.1f}", va="center", fontsize=SMALL_PT)
    places = [at + (k - (len(velocities) - 1) / 2) * 0.12 for k in range(len(velocities))]
    axes.plot(places, list(velocities), "o", color=BLUE, markersize=3.6, gid="trials")


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One measure under one set of conditions, oldest first. Other conditions are another one of these."""

    title: str
    at: tuple[datetime, ...]
    values: tuple[float, ...]
    band: tuple[float, float] | None = None
    """From where to where nothing is called a change; None where that is not known yet."""
    adults: tuple[float, float] | None = None


def trends(found: Sequence[Followed], *, name: str, label: str, unit: str) -> Drawing:
    """What is followed, one panel for each set of conditions, all on one scale and along the same days."""
    rows = math.ceil(len(found) / PANELS_IN_A_ROW)
    paint = partial(_trends, found=tuple(found), unit=unit)
    width = PAGE_MM if len(found) > 1 else ONE_PANEL_MM
    return Drawing(name=name, label=label, width_mm=width, height_mm=rows * PANEL_ROW_MM + 2, paint=paint)


def _trends(canvas: Canvas, *, found: Sequence[Followed], unit: str) -> None:
    days = [when.timestamp() / 86400 for one in found for when in one.at]
    low, high = min(days), max(days)
    edge = max(3.0, 0.09 * (high - low))
    top = 1.12 * max(v for one in found for v in (*one.values, *(one.band or ()), *(one.adults or ())))
    for i, one in enumerate(found):
        row, column = divmod(i, PANELS_IN_A_ROW)
        wide = ONE_PANEL_MM - 14 if len(found) == 1 else 52
        axes = axes_at(canvas, 11 + column * 59, 10 + row * PANEL_ROW_MM, width=wide, height=29)
        axes.set(xlim=(low - edge, high + edge), ylim=(0, top or 1.0))
        axes.set_title(_lines(one.title, wide_mm=wide), loc="left", pad=3, fontsize=SMALL_PT)
        axes.grid(visible=True, axis="y")
        axes.tick_params(length=0)
        bare(axes, keep=("bottom",))
        _followed(axes, one)
        ends = sorted({one.at[0], one.at[-1]})
        axes.set_xticks([when.timestamp() / 86400 for when in ends],
                        labels=[when.astimezone().strftime("%Y-%m-%d") for when in ends])  # fmt: skip
        for words in axes.get_xticklabels():
            words.set_horizontalalignment("center" if len(ends) == 1 else "left")
        axes.get_xticklabels()[-1].set_horizontalalignment("center" if len(ends) == 1 else "right")
    canvas.text(0.003, 0.995, unit, va="top", fontsize=SMALL_PT, color=SOFT)


def _lines(title: str, *, wide_mm: float) -> str:
    """A title on two lines at most: conditions have many words."""
    return "\n".join(textwrap.wrap(title, round(TITLE_SIGNS * wide_mm / 52), max_lines=2, placeholder=" …"))


def _followed(axes: Axes, one: Followed) -> None:
    if one.band is not None:
        axes.axhspan(*one.band, color=BAND, linewidth=0, zorder=0.4, gid="band")
    for edge in one.adults or ():
        axes.axhline(edge, color=FRAME, linewidth=0.9, dashes=(1, 1.5), gid="adults")
    days = [when.timestamp() / 86400 for when in one.at]
    for (a, b), (then, later), (x, y) in zip(pairwise(days), pairwise(one.at), pairwise(one.values), strict=True):
        if later - then <= LONGEST_GAP:
            axes.plot([a, b], [x, y], color=BLUE, linewidth=1.0, gid="way")
    axes.plot(days, one.values, "o", color=BLUE, markersize=4, gid="values")
    near: dict[str, Any] = {"xytext": (0, 3.5), "textcoords": "offset points"}
    axes.annotate(
        f"{one.values[-1]:.3g}", (days[-1], one.values[-1]), ha="center", fontsize=SMALL_PT, color=INK, **near
    )
