"""Charts of places on the plate: the stabilogram, the errors of recalled places, a trace along an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from steadyquest.analysis.sway import Ellipse, prediction_ellipse
from steadyquest.reports.blocks import Drawing
from steadyquest.reports.charts import (
    BLUE,
    FRAME,
    INK,
    LINE,
    PURPLE,
    SMALL_PT,
    SOFT,
    THIN_MM,
    VERMILLION,
    axes_at,
    bare,
    signed_ticks,
    thinned,
)
from steadyquest.words import tr

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

    from steadyquest.analysis.prepare import FloatArray, Prepared

HALF_WIDTHS_MM = (
    (10, 5),
    (15, 5),
    (20, 10),
    (30, 10),
    (40, 20),
    (60, 20),
    (80, 20),
    (120, 50),
    (180, 50),
    (250, 100),
    (500, 200),
)
"""Half of what a picture shows, and its grid. A few fixed scales, so that two pictures can be compared by eye."""
PLOT_MM = 68.0
RECALLED_MM = 50.0
SIDES = {"left": ("<", BLUE), "right": (">", VERMILLION)}
"""A triangle towards the side that the place was on; a square for the middle."""
MIDDLE = ("s", PURPLE)


def stabilogram(ready: Prepared, *, name: str, label: str) -> Drawing:
    """The way of the centre of pressure with its 95 % ellipse: equal axes in mm, ML to the right, AP up."""
    paint = partial(_stabilogram, ready=ready)
    return Drawing(name=name, label=label, width_mm=PLOT_MM + 17, height_mm=PLOT_MM + 13, paint=paint)


def window(cop_mm: FloatArray, shape: Ellipse) -> tuple[int, int]:
    """Half the width to show, in mm, and the grid: the first of the fixed scales that holds trace and ellipse."""
    c, s = math.cos(shape.angle_rad), math.sin(shape.angle_rad)
    along_ml = math.hypot(shape.semi_major_mm * c, shape.semi_minor_mm * s)
    along_ap = math.hypot(shape.semi_major_mm * s, shape.semi_minor_mm * c)
    return scale_of(1.04 * max(float(np.abs(cop_mm).max()), along_ml, along_ap))


def scale_of(need_mm: float) -> tuple[int, int]:
    """The first of the fixed scales that holds so much."""
    beyond = math.ceil(need_mm / 300) * 100
    return next((w for w in HALF_WIDTHS_MM if w[0] >= need_mm), (3 * beyond, beyond))


def _stabilogram(canvas: Canvas, *, ready: Prepared) -> None:
    from matplotlib.patches import Ellipse as Oval

    shape = prediction_ellipse(ready.cop_mm)
    half, grid = window(ready.cop_mm, shape)
    axes = axes_at(canvas, 14, 1, width=PLOT_MM, height=PLOT_MM)
    ml, ap = ready.mean_mm
    axes.set_xlim(ml - half, ml + half)
    axes.set_ylim(ap - half, ap + half)
    _plate_grid(axes, ml, ap, half=half, grid=grid)
    way = thinned(ready.cop_mm + ready.mean_mm, least=THIN_MM * 2 * half / PLOT_MM)
    axes.plot(way[:, 0], way[:, 1], color=BLUE, linewidth=0.7, gid="sway")
    oval = Oval((ml, ap), 2 * shape.semi_major_mm, 2 * shape.semi_minor_mm, angle=math.degrees(shape.angle_rad))
    oval.set(facecolor="none", edgecolor=VERMILLION, linewidth=1.3, gid="ellipse")
    axes.add_patch(oval)
    axes.plot(*way[0], "o", color=INK, markerfacecolor="white", markersize=5, gid="start")
    axes.plot(*way[-1], "o", color=INK, markersize=5, gid="stop")
    if max(abs(ml), abs(ap)) <= half:
        axes.plot(0, 0, "+", color="#6b4a9c", markersize=9, markeredgewidth=1.4, gid="middle")


def _plate_grid(axes: Axes, ml: float, ap: float, *, half: int, grid: int) -> None:
    """Lines and numbers in millimetres of the plate, counted from its middle."""
    axes.set_aspect("equal")
    for mean, set_ticks in ((ml, axes.set_xticks), (ap, axes.set_yticks)):
        ticks = _multiples(mean, half, grid)
        set_ticks(ticks, labels=signed_ticks(ticks))
    axes.grid(visible=True)
    axes.tick_params(length=0)
    axes.set_xlabel(tr("ML, mm (right +)"), labelpad=2)
    axes.set_ylabel(tr("AP, mm (forward +)"), labelpad=2)


def _multiples(mean: float, half: int, grid: int) -> list[int]:
    first, last = math.ceil((mean - half) / grid), math.floor((mean + half) / grid)
    return [at * grid for at in range(first, last + 1)]


def recalled(errors_mm: Sequence[tuple[str, float, float]], *, name: str, label: str) -> Drawing:
    """Places found unseen: the wanted place in the middle, each answer where it fell, too far upwards."""
    paint = partial(_recalled, errors_mm=tuple(errors_mm))
    return Drawing(name=name, label=label, width_mm=RECALLED_MM + 6, height_mm=RECALLED_MM + 10, paint=paint)


def _recalled(canvas: Canvas, *, errors_mm: Sequence[tuple[str, float, float]]) -> None:
    from matplotlib.patches import Circle

    largest = max((max(abs(along), abs(across)) for _, along, across in errors_mm), default=0.0)
    half, grid = scale_of(largest * 1.1)
    axes = axes_at(canvas, 3, 5, width=RECALLED_MM, height=RECALLED_MM)
    axes.set(xlim=(-half, half), ylim=(-half, half), aspect="equal", xticks=[], yticks=[])
    bare(axes)
    for r in range(grid, half + 1, grid):
        axes.add_patch(Circle((0, 0), r, fill=False, edgecolor=LINE, linewidth=0.7))
        axes.text(half * 0.02, r, f"{r}", va="top", color=SOFT, fontsize=SMALL_PT)
    axes.axhline(0, color=LINE, linewidth=0.7)
    axes.axvline(0, color=LINE, linewidth=0.7)
    axes.plot(0, 0, "+", color="#6b4a9c", markersize=9, markeredgewidth=1.4)
    for side, along, across in errors_mm:
        shape, colour = SIDES.get(side, MIDDLE)
        axes.plot(
            -across, along, shape, color=colour, markersize=6.5, gid=f"answer-{side if side in SIDES else 'middle'}"
        )
    for x, y, at, words in (
        (0.5, 1.0, ("center", "bottom"), tr("too far")),
        (0.5, 0.0, ("center", "top"), tr("too short")),
        (0.0, 0.51, ("left", "bottom"), tr("to the left")),
        (1.0, 0.51, ("right", "bottom"), tr("to the right")),
    ):
        axes.text(x, y, words, ha=at[0], va=at[1], transform=axes.transAxes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How far along its axis a trial was, second by second."""

    title: str
    t_s: FloatArray
    on_axis: FloatArray
    wanted: FloatArray | None = None
    """Where the target was at the same times."""
    marks: tuple[tuple[float, str], ...] = ()
    """Moments with their names, such as the end of the first movement."""


def traces(found: Sequence[Trace], *, name: str, label: str, unit: str, full: float | None = None) -> Drawing:
    """Trials over time, one small panel each, all on one scale. `full` is the line of 100 %."""
    rows = math.ceil(len(found) / TRACES_IN_A_ROW)
    paint = partial(_traces, found=tuple(found), unit=unit, full=full)
    return Drawing(name=name, label=label, width_mm=182, height_mm=6 + rows * TRACE_ROW_MM, paint=paint)


TRACES_IN_A_ROW = 4
TRACE_ROW_MM = 36.0


def _traces(canvas: Canvas, *, found: Sequence[Trace], unit: str, full: float | None) -> None:
    low, high = _limits(found, full)
    longest = max(float(trace.t_s[-1]) for trace in found)
    for i, trace in enumerate(found):
        row, column = divmod(i, TRACES_IN_A_ROW)
        axes = axes_at(canvas, 13 + column * 43, 6 + row * TRACE_ROW_MM, width=38, height=24)
        axes.set(xlim=(0, longest), ylim=(low, high))
        axes.set_title(trace.title, fontsize=SMALL_PT + 0.3, pad=2, loc="left")
        _one_trace(axes, trace, full=full)
        if column:
            axes.set_yticklabels([])
        if i + TRACES_IN_A_ROW >= len(found):
            axes.set_xlabel(tr("seconds"), labelpad=1, fontsize=SMALL_PT)
        bare(axes, keep=("left", "bottom"))
    canvas.text(0.004, 0.995, unit, va="top", fontsize=SMALL_PT, color=SOFT)


def _one_trace(axes: Axes, trace: Trace, *, full: float | None) -> None:
    axes.axhline(0, color=LINE, linewidth=0.7)
    if full is not None:
        axes.axhline(full, color=SOFT, linewidth=0.8, dashes=(3, 2))
    if trace.wanted is not None:
        axes.plot(trace.t_s, trace.wanted, color=FRAME, linewidth=0.9, gid="wanted")
    low, high = axes.get_ylim()
    points = np.column_stack((trace.t_s, trace.on_axis))
    steps = thinned(points / (axes.get_xlim()[1], high - low), least=THIN_MM / 30) * (axes.get_xlim()[1], high - low)
    axes.plot(steps[:, 0], steps[:, 1], color=BLUE, linewidth=0.9, gid="on-axis")
    for at_s, words in trace.marks:
        axes.axvline(at_s, color=VERMILLION, linewidth=0.8, dashes=(2, 1.5))
        axes.text(at_s, low, f" {words}", va="bottom", fontsize=SMALL_PT, color=VERMILLION)


def _limits(found: Iterable[Trace], full: float | None) -> tuple[float, float]:
    ways = [way for trace in found for way in (trace.on_axis, trace.wanted) if way is not None]
    low = min(0.0, *(float(np.nanmin(way)) for way in ways))
    high = max(full or 0.0, *(float(np.nanmax(way)) for way in ways))
    edge = 0.06 * (high - low or 1.0)
    return low - (edge if low < 0 else 0.0), high + edge
