"""Pictures of what was measured, to look at rather than to read: sway, a spider of leans, a rhythm, two feet.

No figure of a measure stands in them. Sizes are comparable all the same: rings are a centimetre apart.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from steadyquest.conventions import UNIT_VECTORS
from steadyquest.session.assessments import wording
from steadyquest.session.assessments.protocol import CLOCKWISE, LIMITS, LOADING, RHYTHM
from steadyquest.signal.mat import Mark, sole
from steadyquest.ui.palettes import OKABE_ITO, mix
from steadyquest.ui.screens.assess_sheet import Kept, Sheet
from steadyquest.ui.screens.assess_words import day
from steadyquest.ui.theme import TEXT_SIZES
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.analysis.prepare import FloatArray
    from steadyquest.session.assessments.combined import MeasuredAssessment
    from steadyquest.session.assessments.measured_trial import MeasuredTrial, MeasuredWay
    from steadyquest.ui.view import Point

RING_MM = 10.0
HALVES_MM = (20.0, 40.0, 80.0, 160.0, 320.0)
"""How much is shown to each side of the middle: the first that holds it all."""
MOST_POINTS = 700
SHADES = 16
"""A way grows deeper in colour with time, in so many steps."""
LABEL_H = 40.0
SAMPLE_W = 48.0
"""Of a line in a legend."""
ELLIPSE_POINTS = 72


class Before(NamedTuple):
    """An earlier test to be shown behind the one of now: its directions, and what it is called."""

    ways: tuple[MeasuredWay, ...]
    label: str


def picture_of_trial(found: MeasuredTrial | None, *, earlier: MeasuredAssessment | None = None) -> Kept | None:
    """The picture of one trial, of limits with an earlier one behind it; None where there is nothing to be shown."""
    if found is None or not found.usable:
        return None
    kind = found.record.trial.kind
    if kind == LIMITS:
        return Kept(partial(paint_spider, ways=found.ways, before=_before(earlier) if earlier is not None else None))
    if kind == RHYTHM:
        return Kept(partial(paint_rhythm, found=found))
    if kind == LOADING:
        return Kept(partial(paint_loading, values=found.values))
    if found.ready is None:
        return None
    half_mm = half_of([found.ready.cop_mm])
    return Kept(partial(paint_sway, cop_mm=found.ready.cop_mm, half_mm=half_mm, ahead=wording.direction("forward")))


def half_of(ways_mm: Sequence[FloatArray]) -> float:
    """How much is shown to each side, so that all of these fit at one scale."""
    furthest = max((float(np.abs(way).max()) for way in ways_mm if len(way)), default=0.0)
    return next((half for half in HALVES_MM if furthest <= 0.94 * half), HALVES_MM[-1])


# -- sway ---------------------------------------------------------------------------------------------------------


def paint_sway(sheet: Sheet, *, cop_mm: FloatArray, half_mm: float, label: str = "", ahead: str = "") -> None:
    """The way of the centre of pressure with its ellipse, seen from above: the label below, `ahead` above."""
    c = sheet.view.colours
    w, h = sheet.size
    above, below = (LABEL_H if words else 0.0 for words in (ahead, label))
    side = min(w, h - above - below)
    middle = (w / 2, above + (h - above - below) / 2)
    scale = side / 2 / half_mm
    _rings(sheet, middle, scale=scale, radius=side / 2)
    sheet.polygon(_ellipse(cop_mm, middle, scale), colour=_pale_light(sheet))
    sheet.line(_ellipse(cop_mm, middle, scale), colour=_edge_of_light(sheet), width=3, closed=True)
    _way(sheet, _points(cop_mm, middle, scale), width=max(2.0, side / 160))
    sheet.disc(middle, max(3.0, side / 70), colour=c.ink, edge=c.paper)
    sheet.label(ahead, (0, 0, w, LABEL_H))
    sheet.label(label, (0, h - LABEL_H, w, LABEL_H), colour=c.ink)


def _rings(sheet: Sheet, middle: Point, *, scale: float, radius: float) -> None:
    c = sheet.view.colours
    pale = mix(c.paper, c.ink, share=0.45 if sheet.view.look == "contrast" else 0.22)
    step = RING_MM if radius / scale / RING_MM <= 9 else 5 * RING_MM
    for k in range(1, int(radius / scale / step + 1e-6) + 1):
        sheet.ring(middle, min(k * step * scale, radius - 2), colour=pale, width=1.6)
    x, y = middle
    sheet.line([(x - radius, y), (x + radius, y)], colour=pale, width=1.6)
    sheet.line([(x, y - radius), (x, y + radius)], colour=pale, width=1.6)


def _ellipse(cop_mm: FloatArray, middle: Point, scale: float) -> list[Point]:
    from steadyquest.analysis.sway import prediction_ellipse

    ellipse = prediction_ellipse(cop_mm)
    cos, sin = math.cos(ellipse.angle_rad), math.sin(ellipse.angle_rad)
    found = []
    for k in range(ELLIPSE_POINTS):
        t = 2 * math.pi * k / ELLIPSE_POINTS
        a, b = ellipse.semi_major_mm * math.cos(t), ellipse.semi_minor_mm * math.sin(t)
        found.append((middle[0] + scale * (a * cos - b * sin), middle[1] - scale * (a * sin + b * cos)))
    return found


def _points(way_mm: FloatArray, middle: Point, scale: float) -> list[Point]:
    """Seen from above; as many points as a picture needs."""
    thin = way_mm[:: max(1, len(way_mm) // MOST_POINTS)]
    return [(middle[0] + scale * float(x), middle[1] - scale * float(y)) for x, y in thin]


def _way(sheet: Sheet, points: Sequence[Point], *, width: float) -> None:
    """A line that is pale at its beginning and deep at its end."""
    c = sheet.view.colours
    least = 0.75 if sheet.view.look == "contrast" else 0.55
    n = max(1, len(points) // SHADES)
    for k in range(0, len(points) - 1, n):
        share = least + (1.0 - least) * k / len(points)
        sheet.line(points[k : k + n + 1], colour=mix(c.paper, _deep(sheet), share=share), width=width)


# -- limits -------------------------------------------------------------------------------------------------------


def _before(earlier: MeasuredAssessment) -> Before:
    when = day(earlier.trials[0].record.at)
    return Before(tuple(earlier.ways.values()), tr("before, {day}").format(day=when))


def paint_spider(sheet: Sheet, *, ways: Sequence[MeasuredWay], before: Before | None = None) -> None:
    """Eight ways, how far each was leaned, on the theoretical limits where they are known.

    What was before is dashed and hollow, as in the reports: they differ in shape, not only in colour.
    """
    c = sheet.view.colours
    w, h = sheet.size
    if before is not None:
        h -= LABEL_H
    sides = (sheet.view.texts.measure(wording.direction(one), TEXT_SIZES["small"])[0] for one in ("left", "right"))
    middle, radius = (w / 2, h / 2), min(h / 2 - LABEL_H - 4, w / 2 - max(sides) - 12)
    ends = _ends_mm(ways)
    earlier = _ends_mm(before.ways) if before is not None else {}
    limits = {way.direction: way.limit_mm for way in ways if way.limit_mm is not None}
    paths = [way.path_mm for way in ways if way.values and len(way.path_mm)]
    reach_mm = [*ends.values(), *earlier.values(), *(mm for mm in limits.values() if mm)]
    reach_mm += [float(np.abs(path).max()) for path in paths]
    scale = radius / (1.04 * max([*reach_mm, RING_MM]))
    pale = mix(c.paper, c.ink, share=0.3)
    for name in CLOCKWISE:
        sheet.line([middle, _end(middle, name, radius)], colour=pale, width=1.6)
    _limit_line(sheet, middle, limits, scale=scale)
    corners = [_end(middle, name, mm * scale) for name in CLOCKWISE if (mm := ends.get(name)) is not None]
    sheet.polygon(corners, colour=_pale_light(sheet))
    _hollow(sheet, middle, earlier, scale=scale)
    for path in paths:
        sheet.line(_points(path, middle, scale), colour=mix(c.paper, _deep(sheet), share=0.8), width=2.2)
    sheet.line(corners, colour=_deep(sheet), width=4, closed=len(corners) > 2)
    for corner in corners:
        sheet.disc(corner, 8, colour=_deep(sheet), edge=c.paper)
    sheet.disc(middle, 7, colour=c.ink, edge=c.paper)
    _compass(sheet, middle, radius, bottom=h)
    if before is not None:
        _legend(sheet, before.label, limits=len(limits) == len(CLOCKWISE))


def _ends_mm(ways: Sequence[MeasuredWay]) -> dict[str, float]:
    """How far each direction went; what gave nothing is not there."""
    return {way.direction: way.values.get("maximum_mm") or 0.0 for way in ways if way.values}


def _hollow(sheet: Sheet, middle: Point, ends: Mapping[str, float], *, scale: float) -> None:
    """What was before: neighbours alone are joined where a direction is missing."""
    for name, after in zip(CLOCKWISE, [*CLOCKWISE[1:], CLOCKWISE[0]], strict=True):
        if name in ends and after in ends:
            start, end = (_end(middle, one, ends[one] * scale) for one in (name, after))
            sheet.dashes(start, end, colour=_earlier(sheet), width=3.4, dash=7.0)
    for name, mm in ends.items():
        _hollow_dot(sheet, _end(middle, name, mm * scale))


def _hollow_dot(sheet: Sheet, at: Point) -> None:
    """A little larger than a full one, so that it is seen around one that lies on it."""
    sheet.disc(at, 8.5, colour=sheet.view.colours.paper, edge=_earlier(sheet), edge_width=4.0)


def _legend(sheet: Sheet, before: str, *, limits: bool) -> None:
    """Which line is which, each with a piece of itself, in one row below the picture."""
    c = sheet.view.colours
    w, h = sheet.size
    words = [tr("now"), before, *([tr("limit")] if limits else [])]
    wide = [sheet.view.texts.measure(one, TEXT_SIZES["small"])[0] + 8 for one in words]
    spare = max(0.0, w - sum(wide) - len(words) * (SAMPLE_W + 8))
    gap = min(28.0, spare / len(words))
    x, y = (spare - gap * (len(words) - 1)) / 2, h - LABEL_H / 2
    for i, (one, across) in enumerate(zip(words, wide, strict=True)):
        start, end, dot = (x, y), (x + SAMPLE_W, y), (x + SAMPLE_W / 2, y)
        if i == 0:
            sheet.line([start, end], colour=_deep(sheet), width=4)
            sheet.disc(dot, 8, colour=_deep(sheet), edge=c.paper)
        elif i == 1:
            sheet.dashes(start, end, colour=_earlier(sheet), width=3.4, dash=7.0)
            _hollow_dot(sheet, dot)
        else:
            sheet.dashes(start, end, colour=c.ink_soft, width=2.6, dash=7.0)
        sheet.label(one, (x + SAMPLE_W + 8, h - LABEL_H, across, LABEL_H), colour=c.ink)
        x += SAMPLE_W + 8 + across + gap


def _limit_line(sheet: Sheet, middle: Point, limits: Mapping[str, float | None], *, scale: float) -> None:
    at = [_end(middle, name, mm * scale) for name in CLOCKWISE if (mm := limits.get(name))]
    for start, end in zip(at, [*at[1:], *at[:1]], strict=True):
        if len(at) == len(CLOCKWISE):
            sheet.dashes(start, end, colour=sheet.view.colours.ink_soft, width=2.6, dash=7.0)


def _compass(sheet: Sheet, middle: Point, radius: float, *, bottom: float) -> None:
    """Where forward is."""
    w = sheet.size[0]
    sheet.label(wording.direction("forward"), (0, 0, w, LABEL_H))
    sheet.label(wording.direction("back"), (0, bottom - LABEL_H, w, LABEL_H))
    across = middle[0] - radius - 8
    sheet.label(wording.direction("left"), (0, middle[1] - 36, across, 72))
    sheet.label(wording.direction("right"), (w - across, middle[1] - 36, across, 72))


def _end(middle: Point, name: str, far: float) -> Point:
    x, y = UNIT_VECTORS[name]
    return middle[0] + x * far, middle[1] - y * far


# -- rhythm -------------------------------------------------------------------------------------------------------


def paint_rhythm(sheet: Sheet, *, found: MeasuredTrial, label: str = "") -> None:
    """The way from side to side over time; the sides that were asked for, and a dot at every beat."""
    c = sheet.view.colours
    w, h = sheet.size
    above, under = (0.0, 2 * LABEL_H) if label else (LABEL_H, LABEL_H)
    top, bottom = above + 8, h - under - 8
    axis = 0 if found.record.trial.axis == "ml" else 1
    on, t_s = found.path_mm[:, axis], found.t_s
    asked = found.record.condition.asked_mm or 0.0
    half_mm = 1.1 * max(asked, float(np.abs(on).max()) if len(on) else 0.0, RING_MM)
    y0, scale = (top + bottom) / 2, (bottom - top) / 2 / half_mm
    first, last = (float(t_s[0]), float(t_s[-1])) if len(t_s) > 1 else (0.0, 1.0)
    across = (w - 24) / max(last - first, 1e-6)
    for side in (-1, 1):
        y = y0 - side * asked * scale
        sheet.dashes((8, y), (w - 8, y), colour=OKABE_ITO["vermillion"], width=3.4)
    sheet.line([(8, y0), (w - 8, y0)], colour=mix(c.paper, c.ink, share=0.3), width=1.6)
    thin = slice(None, None, max(1, len(on) // MOST_POINTS))
    at = [(12 + (float(t) - first) * across, y0 - float(v) * scale) for t, v in zip(t_s[thin], on[thin], strict=True)]
    sheet.line(at, colour=_deep(sheet), width=4)
    for beat in found.beats_s:
        where = float(np.interp(beat, t_s, on)) if len(t_s) else 0.0
        sheet.disc((12 + (beat - first) * across, y0 - where * scale), 6.5, colour=c.light, edge=c.ink)
    up, down = ("right", "left") if axis == 0 else ("forward", "back")
    sheet.label("" if label else wording.direction(up), (0, 0, w, LABEL_H))
    sheet.label(label or wording.direction(down), (0, h - under, w, under), colour=c.ink if label else "")


# -- legs ---------------------------------------------------------------------------------------------------------


def paint_loading(sheet: Sheet, *, values: Mapping[str, float | None]) -> None:
    """Two feet, each filled as high as its share of the weight; paler as far as the estimate may be off."""
    w, h = sheet.size
    share = values.get("right_share")
    error = values.get("right_share_error") or 0.0
    names = (wording.direction("left"), wording.direction("right"))
    colours = (OKABE_ITO["blue"], OKABE_ITO["orange"])
    for i, (name, colour) in enumerate(zip(names, colours, strict=True)):
        x = w * (0.3 + 0.4 * i)
        mine = None if share is None else share if i else 1 - share
        _foot(sheet, (x, h / 2 - 14), foot=("left", "right")[i], colour=colour, share=mine, error=error)
        sheet.label(name, (x - w * 0.2, h - LABEL_H, w * 0.4, LABEL_H), colour=sheet.view.colours.ink)
    sheet.dashes((w * 0.08, h / 2 - 14), (w * 0.92, h / 2 - 14), colour=sheet.view.colours.ink_soft, width=2.4)


def _foot(sheet: Sheet, at: Point, *, foot: str, colour: str, share: float | None, error: float) -> None:
    c = sheet.view.colours
    tall = sheet.size[1] - 2 * LABEL_H - 12
    plan = sole(Mark(0.0, 0.0), foot=foot, length_mm=1.0)
    low, high = min(y for _, y in plan), max(y for _, y in plan)
    outline = [(at[0] + x * tall, at[1] + (0.5 - (y - low) / (high - low)) * tall) for x, y in plan]
    bottom = at[1] + tall / 2
    sheet.polygon(outline, colour=mix(c.paper, colour, share=0.14))
    if share is not None:
        for part, strength in ((share + error, 0.45), (share - error, 1.0)):
            level = bottom - max(0.0, min(1.0, part)) * tall
            sheet.polygon(_below(outline, level), colour=mix(c.paper, colour, share=strength))
        level = bottom - max(0.0, min(1.0, share)) * tall
        edge = [x for x, _ in _crossings(outline, level)]
        if len(edge) > 1:
            sheet.line([(min(edge), level), (max(edge), level)], colour=c.ink, width=4)
    sheet.line(outline, colour=c.ink, width=4, closed=True)


def _below(outline: Sequence[Point], level: float) -> list[Point]:
    """The part of a shape at or under a height of the picture."""
    found: list[Point] = []
    for a, b in zip(outline, [*outline[1:], outline[0]], strict=True):
        if a[1] >= level:
            found.append(a)
        if (a[1] >= level) != (b[1] >= level):
            s = (level - a[1]) / (b[1] - a[1])
            found.append((a[0] + (b[0] - a[0]) * s, level))
    return found


def _crossings(outline: Sequence[Point], level: float) -> list[Point]:
    return [point for point in _below(outline, level) if abs(point[1] - level) < 1e-6]


def _pale_light(sheet: Sheet) -> str:
    """The lantern's gold as a ground that lines stand out from."""
    c = sheet.view.colours
    return mix(c.paper, c.light, share=0.3 if sheet.view.look == "contrast" else 0.55)


def _edge_of_light(sheet: Sheet) -> str:
    """The lantern's gold, dark enough to be seen as a line on paper."""
    c = sheet.view.colours
    return c.light if sheet.view.look == "contrast" else mix(c.light, c.ink, share=0.45)


def _deep(sheet: Sheet) -> str:
    return sheet.view.colours.ink if sheet.view.look == "contrast" else OKABE_ITO["blue"]


def _earlier(sheet: Sheet) -> str:
    """What was before: vermillion as in the reports, and orange where that would be too dark."""
    return OKABE_ITO["orange" if sheet.view.look == "contrast" else "vermillion"]
