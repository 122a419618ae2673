"""How charts look, and how they become files: matplotlib without a screen, the same bytes for the same data.

Owns the style, the places of axes in millimetres, and SVG and PNG. What is drawn stands in the `charts_…` beside it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from steadyquest.resources import font_path

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

    from steadyquest.analysis.prepare import FloatArray
    from steadyquest.reports.blocks import Drawing

INK, SOFT, LINE, FRAME = "#1d3145", "#53626f", "#d5dce2", "#9aa7b2"
BLUE, VERMILLION, GREEN, ORANGE, PURPLE = "#0072b2", "#d55e00", "#009e73", "#e69f00", "#cc79a7"
"""Okabe and Ito's colours, which most people can tell apart: jfly.uni-koeln.de/color."""
BAND = "#f6dfae"
SMALL_PT, TEXT_PT = 8.2, 9.0
MM = 25.4
PNG_DPI = 200
NAMELESS = {"Date": None, "Creator": None, "Format": None, "Type": None}
THIN_MM = 0.03
"""A tenth of a pixel on a screen."""

STYLE: dict[str, Any] = {
    "font.size": TEXT_PT,
    "text.color": INK,
    "axes.edgecolor": FRAME,
    "axes.linewidth": 0.7,
    "axes.labelcolor": INK,
    "axes.labelsize": TEXT_PT,
    "axes.titlesize": TEXT_PT,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "xtick.labelsize": SMALL_PT,
    "ytick.labelsize": SMALL_PT,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.major.size": 2.0,
    "ytick.major.size": 2.0,
    "xtick.major.pad": 2.0,
    "ytick.major.pad": 2.0,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "lines.linewidth": 1.1,
    "lines.solid_joinstyle": "round",
    "path.simplify": False,
    "svg.fonttype": "path",
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}


def svg(drawing: Drawing) -> str:
    """A drawing as SVG, its letters as shapes: it looks the same wherever it is opened."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    out = io.StringIO()
    with styled(drawing.name):
        FigureCanvasSVG(painted(drawing)).print_svg(out, metadata=NAMELESS)  # type: ignore[no-untyped-call]
    return _slim(out.getvalue())


def png(drawing: Drawing) -> bytes:
    """A drawing as pixels on white, for slides and letters."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    out = io.BytesIO()
    with styled(drawing.name):
        canvas = painted(drawing)
        canvas.set_facecolor("white")
        canvas.set_dpi(PNG_DPI)
        about = {"Software": None, "Title": drawing.label}
        FigureCanvasAgg(canvas).print_png(out, metadata=about)  # type: ignore[no-untyped-call]
    return out.getvalue()


def painted(drawing: Drawing) -> Canvas:
    """The drawing with everything on it."""
    from matplotlib.figure import Figure as Canvas

    canvas = Canvas(figsize=(drawing.width_mm / MM, drawing.height_mm / MM))
    drawing.paint(canvas)
    return canvas


@contextmanager
def styled(salt: str = "steadyquest") -> Iterator[None]:
    """Our style for as long as something is drawn, and nobody else's settings."""
    from matplotlib import rc_context

    settings: dict[Any, Any] = {**_defaults(), **STYLE, "font.family": _families(), "svg.hashsalt": salt}
    with rc_context(settings):
        yield


@lru_cache(maxsize=1)
def _defaults() -> dict[str, Any]:
    """What somebody's own settings have changed, as it was: a chart looks the same for everybody."""
    from matplotlib import rcParams, rcParamsDefault

    return {key: value for key, value in rcParamsDefault.items() if key != "backend" and rcParams[key] != value}


@lru_cache(maxsize=1)
def _families() -> list[str]:
    """Our own letters first; those that come with matplotlib for signs that they have not."""
    from matplotlib.font_manager import fontManager

    ours = []
    for face in ("body", "bold"):
        path = font_path(face)
        if path is not None:
            fontManager.addfont(path)
            ours = ["Source Sans Pro"]
    return [*ours, "DejaVu Sans"]


def axes_at(canvas: Canvas, left: float, top: float, *, width: float, height: float, **more: Any) -> Axes:
    """Axes whose inner rectangle stands at a place in millimetres, from the drawing's upper left."""
    whole_w, whole_h = (float(inches) * MM for inches in canvas.get_size_inches())
    box = (left / whole_w, 1.0 - (top + height) / whole_h, width / whole_w, height / whole_h)
    axes: Axes = canvas.add_axes(box, **more)
    return axes


def bare(axes: Axes, *, keep: Sequence[str] = ()) -> None:
    """Without a frame but for the sides that are kept."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep)


def signed_ticks(values: Sequence[float]) -> list[str]:
    """Numbers with a true minus."""
    return [f"{value:g}".replace("-", "−") for value in values]


def thinned(points: FloatArray, *, least: float) -> FloatArray:
    """Without the points that lie nearer than this to the last one kept; the ends always stay."""
    xs, ys = points[:, 0].tolist(), points[:, 1].tolist()
    kept, x0, y0 = [0], xs[0], ys[0]
    for i in range(1, len(xs) - 1):
        if abs(xs[i] - x0) >= least or abs(ys[i] - y0) >= least:
            kept.append(i)
            x0, y0 = xs[i], ys[i]
    if len(xs) > 1:
        kept.append(len(xs) - 1)
    return points[kept]


_LONG = re.compile(r"(-?\d+\.\d\d)\d+")
_WAYS = re.compile(r' d="[^"]*"')


def _slim(text: str) -> str:
    """Without what no viewer needs: prolog, remarks, and places finer than a hundredth of a point."""
    body = text[text.index("<svg") :]
    body = re.sub(r"<!--.*?-->\s*|<metadata>.*?</metadata>\s*", "", body, flags=re.DOTALL)
    body = _WAYS.sub(lambda way: _LONG.sub(r"\1", way.group().replace("\n", "")), body)
    return re.sub(r">\s+<", "><", body).strip()
