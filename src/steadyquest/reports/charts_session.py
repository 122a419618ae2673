"""The chart of one session: what was played when, its pauses, and when somebody was on the plate."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from steadyquest.reports import wording
from steadyquest.reports.blocks import PAGE_MM, Drawing
from steadyquest.reports.charts import FRAME, INK, SMALL_PT, axes_at, bare
from steadyquest.reports.glyphs import colour
from steadyquest.words import tr

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

    from steadyquest.reports.document import RunDocument, SessionDocument

HEIGHT_MM = 22.0
STEPS_S = (5, 10, 30, 60, 120, 300, 600, 1800, 3600)
PLATE = "#9db8c6"
PAUSE = "#b9c2ca"


def timeline(data: SessionDocument) -> Drawing:
    """Runs as blocks with their numbers, pauses as paler parts, and below it when somebody was on the plate."""
    label = tr("time line of the session: {runs} in {clock}").format(
        runs=len(data.runs), clock=wording.clock(data.seconds)
    )
    paint = partial(_timeline, data=data)
    return Drawing(name="session-time-line", label=label, width_mm=PAGE_MM, height_mm=HEIGHT_MM, paint=paint)


def _timeline(canvas: Canvas, *, data: SessionDocument) -> None:
    whole = max(data.seconds, 1.0)
    axes = axes_at(canvas, 4, 1, width=PAGE_MM - 8, height=HEIGHT_MM - 8)
    axes.set(xlim=(0, whole), ylim=(-0.55, 1.45), yticks=[])
    bare(axes, keep=("bottom",))
    step = next((s for s in STEPS_S if whole / s <= 12), 7200)
    ticks = [i * step for i in range(int(whole / step) + 1)]
    axes.set_xticks(ticks, labels=[wording.clock(at) for at in ticks])
    if data.on_plate:
        spans = [(start, max(stop - start, whole * 0.0015)) for start, stop in data.on_plate]
        axes.broken_barh(spans, (-0.42, 0.28), facecolor=PLATE, gid="on-plate")
    for number, run in enumerate(data.runs, 1):
        _block(axes, number, run, whole=whole)


def _block(axes: Axes, number: int, run: RunDocument, *, whole: float) -> None:
    start, lasts = run.run.start_s, max(run.stop_s - run.run.start_s, whole * 0.002)
    axes.broken_barh([(start, lasts)], (0, 1), facecolor=colour(run.run.world), gid=f"run-{number}")
    if run.pauses:
        spans = [(pause.start_s, max(pause.stop_s - pause.start_s, whole * 0.0015)) for pause in run.pauses]
        # Paler, and a hatch, so that grey paper shows it too.
        axes.broken_barh(spans, (0, 1), facecolor=(1, 1, 1, 0.62), hatch="////", edgecolor=FRAME, linewidth=0,
                         gid="paused")  # fmt: skip
    inside = lasts / whole > 0.018
    words = axes.text(
        start + lasts / 2, 0.48 if inside else 1.05, str(number), color="white" if inside else INK,
        ha="center", va="center" if inside else "bottom", fontsize=SMALL_PT + 1, fontweight="bold" if inside else None,
    )  # fmt: skip
    if run.pauses and inside:
        from matplotlib.patheffects import withStroke

        words.set_path_effects([withStroke(linewidth=2, foreground="#0f1923")])
