"""Pictures of the report, drawn as SVG: stabilogram, place on the plate, errors of recalled places.

Plain paths in the page itself: sharp on paper, a few kilobytes each, and no plotting library to wait for. Colours
and letters come from the page's style sheet.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from markupsafe import Markup, escape

from steadyquest.analysis.prepare import FloatArray, Prepared
from steadyquest.analysis.sway import Ellipse, prediction_ellipse
from steadyquest.signal.calibration import HALF_AP_MM, HALF_ML_MM
from steadyquest.signal.mat import SHEET_AP_MM, SHEET_ML_MM, Feet, sole
from steadyquest.words import tr

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
"""Half of what a stabilogram shows, and its grid. A few fixed scales, so that two pictures can be compared by eye."""
THIN_PX = 0.1
LEFT, TOP, PLOT = 48.0, 10.0, 300.0


def stabilogram(ready: Prepared, *, label: str) -> Markup:
    """The way of the centre of pressure with its 95 % ellipse: equal axes in mm, ML to the right, AP up."""
    shape = prediction_ellipse(ready.cop_mm)
    half, grid = _window(ready.cop_mm, shape)
    scale = PLOT / (2 * half)
    ml, ap = ready.mean_mm
    middle = (LEFT + PLOT / 2, TOP + PLOT / 2)
    points = thinned(np.column_stack((middle[0] + ready.cop_mm[:, 0] * scale, middle[1] - ready.cop_mm[:, 1] * scale)))
    parts = [
        _grid(half, grid, ready.mean_mm, scale=scale),
        _cross_at(-ml, -ap, half=half, scale=scale),
        f'<path class="sway" d="{path_of(points)}"/>',
        _ellipse(shape, middle=middle, scale=scale),
        f'<circle class="start" cx="{points[0, 0]:.1f}" cy="{points[0, 1]:.1f}" r="4"/>',
        f'<circle class="stop" cx="{points[-1, 0]:.1f}" cy="{points[-1, 1]:.1f}" r="4"/>',
    ]
    return _svg(parts, width=LEFT + PLOT + 12, height=TOP + PLOT + 46, kind="stabilogram", label=label)


def plate(mean_mm: tuple[float, float], *, label: str) -> Markup:
    """Where on the plate that was: the plate from above, its middle, and the mean place."""
    width, height = HALF_ML_MM * 0.6, HALF_AP_MM * 0.6
    x = min(max(width / 2 + mean_mm[0] * 0.3, 3), width - 3)
    y = min(max(height / 2 - mean_mm[1] * 0.3, 3), height - 3)
    parts = [
        f'<rect class="plate" x="1" y="13" width="{width - 2:g}" height="{height - 2:g}" rx="7"/>',
        f'<text class="tick" x="{width / 2:g}" y="9" text-anchor="middle">{escape(tr("front"))}</text>',
        f'<path class="cross" d="M{width / 2 - 8:g} {12 + height / 2:g}h16m-8 -8v16"/>',
        f'<circle class="mean" cx="{x:.1f}" cy="{12 + y:.1f}" r="3.2"/>',
    ]
    return _svg(parts, width=width, height=height + 13, kind="plate-map", label=label)


def stance(feet: Feet, cop_ml_mm: float | None, *, label: str) -> Markup:
    """The two feet on the sheet from above, its middle line, and where the weight was between them, sideways."""
    scale = 0.32
    width, height = SHEET_ML_MM * scale, SHEET_AP_MM * scale

    def at(x_mm: float, y_mm: float) -> tuple[float, float]:
        return width / 2 + x_mm * scale, 13 + height / 2 - y_mm * scale

    soles = [
        f'<path class="sole" d="{path_of(np.array([at(*p) for p in sole(place, foot=foot)]))}Z"/>'
        for foot, place in (("left", feet.left), ("right", feet.right))
    ]
    middle = [at(0, -SHEET_AP_MM / 2), at(0, SHEET_AP_MM / 2)]
    parts = [
        f'<rect class="plate" x="1" y="14" width="{width - 2:g}" height="{height - 2:g}" rx="7"/>',
        f'<text class="tick" x="{width / 2:g}" y="9" text-anchor="middle">{escape(tr("front"))}</text>',
        f'<path class="grid" d="{path_of(np.array(middle))}"/>',
        *soles,
    ]
    if cop_ml_mm is not None:
        x = min(max(at(cop_ml_mm, 0)[0], 3), width - 3)
        parts.append(f'<path class="weight" d="M{x:.1f} 20V{height + 6:.1f}"/>')
    return _svg(parts, width=width, height=height + 14, kind="stance-map", label=label)


def recalled(errors_mm: Sequence[tuple[str, float, float]], *, label: str) -> Markup:
    """Places found unseen: the wanted place in the middle, each answer where it fell, too far upwards."""
    largest = max((max(abs(along), abs(across)) for _, along, across in errors_mm), default=0.0)
    half, grid = next((w for w in HALF_WIDTHS_MM if w[0] >= largest * 1.1), HALF_WIDTHS_MM[-1])
    middle, scale = 110.0, 92.0 / half
    rings = [
        f'<circle class="ring" cx="{middle:g}" cy="{middle:g}" r="{r * scale:.1f}"/>'
        f'<text class="tick" x="{middle + 3:g}" y="{middle - r * scale + 12:.1f}">{r:g}</text>'
        for r in range(grid, half + 1, grid)
    ]
    axes = f'<path class="grid" d="M18 {middle:g}H202M{middle:g} 18V202"/>'
    words = [
        (middle, 12, "middle", tr("too far")),
        (middle, 217, "middle", tr("too short")),
        (4, middle - 5, "start", tr("to the left")),
        (216, middle - 5, "end", tr("to the right")),
    ]
    texts = [
        f'<text class="axis" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(word)}</text>'
        for x, y, anchor, word in words
    ]
    marks = [_mark(side, middle - across * scale, middle - along * scale) for side, along, across in errors_mm]
    cross = f'<path class="cross" d="M{middle - 7:g} {middle:g}h14m-7 -7v14"/>'
    return _svg([axes, *rings, cross, *marks, *texts], width=220, height=222, kind="recalled", label=label)


def mark(side: str) -> Markup:
    """The shape of a side, for the table beside the picture."""
    return Markup(f'<svg class="key" viewBox="0 0 14 14" aria-hidden="true">{_mark(side, 7.0, 7.0)}</svg>')  # noqa: S704


def thinned(points: FloatArray, *, least_px: float = THIN_PX) -> FloatArray:
    """Without the points that lie nearer than a tenth of a pixel to the last one kept; the ends always stay."""
    xs, ys = points[:, 0].tolist(), points[:, 1].tolist()
    kept, x0, y0 = [0], xs[0], ys[0]
    for i in range(1, len(xs) - 1):
        if abs(xs[i] - x0) >= least_px or abs(ys[i] - y0) >= least_px:
            kept.append(i)
            x0, y0 = xs[i], ys[i]
    if len(xs) > 1:
        kept.append(len(xs) - 1)
    return points[kept]


def path_of(points: FloatArray) -> str:
    """SVG path data in tenths of a pixel, each step from the last *written* point, so that rounding adds nothing.

    >>> path_of(np.array([[1.0, 2.0], [1.26, 2.0], [4.0, -2.0]]))
    'M1,2l.3,0 2.7,-4'
    """
    tenths = np.rint(points * 10).astype(np.int64)
    steps = np.diff(tenths, axis=0).tolist()
    return f"M{_tenth(int(tenths[0, 0]))},{_tenth(int(tenths[0, 1]))}" + (
        "l" + " ".join(f"{_tenth(dx)},{_tenth(dy)}" for dx, dy in steps) if steps else ""
    )


@cache
def _tenth(value: int) -> str:
    text = f"{value / 10:.1f}".removesuffix(".0")
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def _window(cop_mm: FloatArray, shape: Ellipse) -> tuple[int, int]:
    """Half the width to show, in mm, and the grid: the first of the fixed scales that holds trace and ellipse."""
    c, s = math.cos(shape.angle_rad), math.sin(shape.angle_rad)
    along_ml = math.hypot(shape.semi_major_mm * c, shape.semi_minor_mm * s)
    along_ap = math.hypot(shape.semi_major_mm * s, shape.semi_minor_mm * c)
    need = 1.04 * max(float(np.abs(cop_mm).max()), along_ml, along_ap)
    return next((w for w in HALF_WIDTHS_MM if w[0] >= need), (math.ceil(need / 100) * 100, 200))


def _grid(half: int, grid: int, mean_mm: tuple[float, float], *, scale: float) -> str:
    """Lines and numbers in plate millimetres, and the names of the axes."""
    lines, texts = [], []
    for at in _multiples(mean_mm[0], half, grid):
        x = LEFT + (at - mean_mm[0] + half) * scale
        lines.append(f"M{x:.1f} {TOP:g}v{PLOT:g}")
        texts.append(_tick(x, TOP + PLOT + 16, at, anchor="middle"))
    for at in _multiples(mean_mm[1], half, grid):
        y = TOP + (half - at + mean_mm[1]) * scale
        lines.append(f"M{LEFT:g} {y:.1f}h{PLOT:g}")
        texts.append(_tick(LEFT - 6, y + 4, at, anchor="end"))
    ml, ap = escape(tr("ML, mm (right +)")), escape(tr("AP, mm (forward +)"))
    x, y = LEFT + PLOT / 2, TOP + PLOT / 2
    return (
        f'<path class="grid" d="{"".join(lines)}"/><rect class="frame" x="{LEFT:g}" y="{TOP:g}" width="{PLOT:g}" '
        f'height="{PLOT:g}"/>{"".join(texts)}<text class="axis" x="{x:g}" y="{TOP + PLOT + 38:g}" '
        f'text-anchor="middle">{ml}</text><text class="axis" x="12" y="{y:g}" text-anchor="middle" '
        f'transform="rotate(-90 12 {y:g})">{ap}</text>'
    )


def _multiples(mean: float, half: int, grid: int) -> Iterable[int]:
    return range(math.ceil((mean - half) / grid) * grid, math.floor((mean + half) / grid) * grid + 1, grid)


def _tick(x: float, y: float, value: int, *, anchor: str) -> str:
    shown = str(value).replace("-", "−")
    return f'<text class="tick" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{shown}</text>'


def _cross_at(ml_mm: float, ap_mm: float, *, half: int, scale: float) -> str:
    """The middle of the plate, when it lies in the picture."""
    if max(abs(ml_mm), abs(ap_mm)) > half:
        return ""
    x, y = LEFT + (ml_mm + half) * scale, TOP + (half - ap_mm) * scale
    return f'<path class="cross" d="M{x - 8:.1f} {y:.1f}h16m-8 -8v16"/>'


def _ellipse(shape: Ellipse, *, middle: tuple[float, float], scale: float) -> str:
    x, y = middle
    # Screens count y downwards: what turns left on the plate turns right in the picture.
    turn = -math.degrees(shape.angle_rad)
    rx, ry = shape.semi_major_mm * scale, shape.semi_minor_mm * scale
    turned = f"rotate({turn:.1f} {x:g} {y:g})"
    return f'<ellipse class="ellipse" cx="{x:g}" cy="{y:g}" rx="{rx:.1f}" ry="{ry:.1f}" transform="{turned}"/>'


def _mark(side: str, x: float, y: float) -> str:
    """A triangle towards the side that the place was on; a square for the middle."""
    shape = {"left": "M-6 0L5 -5.5V5.5Z", "right": "M6 0L-5 -5.5V5.5Z"}.get(side, "M-4.5 -4.5h9v9h-9Z")
    name = side if side in ("left", "right") else "middle"
    return f'<path class="at-{name}" transform="translate({x:.1f} {y:.1f})" d="{shape}"/>'


def _svg(parts: Iterable[str], *, width: float, height: float, kind: str, label: str) -> Markup:
    return Markup(  # noqa: S704 - every word in it was escaped where it was put in
        f'<svg class="{kind}" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )
