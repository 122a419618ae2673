"""Cut paper: the few things every landscape is made of, as SVG text.

One warm light falls from the upper left; every layer throws a soft shadow on the one behind it. Shadows are made of
stacked strokes, not filters: a twentieth of the time.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

from steadyquest.ui.palettes import Hour, Palette, hour_light, mix, palette

LEFT, RIGHT, TOP, BOTTOM = -420, 1700, -420, 1140
"""Layers reach this far, so that windows of any shape are filled."""
SHADOW = "#0b0d2c"
_SHADOW_STROKES = ((46, 0.011), (38, 0.013), (31, 0.016), (24, 0.019), (18, 0.023), (13, 0.028), (8, 0.036), (4, 0.05))
"""Width and strength: enough of them that no step is seen."""
_CUT_STROKES = ((20, 0.03), (14, 0.04), (9, 0.05), (4, 0.07))
"""The same for pieces that lie nearer to what is behind them."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is to be drawn: a place, its hour's colours and light, and the part of the plane that is seen."""

    place: str
    hour: int
    seen: tuple[float, float, float, float]
    colours: Palette
    light: Hour

    @classmethod
    def of(cls, place: str, *, hour: int, seen: tuple[float, float, float, float]) -> Frame:
        """The frame of a place at an hour."""
        return cls(place, hour, seen, palette(place, hour), hour_light(hour))

    def rng(self, salt: str = "") -> random.Random:
        """The same chance at every hour, so that only the light changes."""
        return random.Random(f"{self.place}{salt}")

    @property
    def dark(self) -> bool:
        """Whether lamps are lit; at the title's sunset they are."""
        return self.hour >= 2 or self.place == "title"

    def svg(self, *parts: str) -> str:
        """The whole picture."""
        x, y, w, h = self.seen
        # Behind it all sky and ground go on, for windows that are taller than the layers reach.
        far = f'x="{x:.1f}" width="{w:.1f}" height="{h:.1f}"'
        behind = f'<rect {far} y="{y:.1f}" fill="{self.colours.sky_top}"/>'
        behind += f'<rect {far} y="{BOTTOM - 1}" fill="{self.colours.ground_low}"/>'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x:.2f} {y:.2f} {w:.2f} {h:.2f}" width="{w:.2f}" '
            f'height="{h:.2f}" preserveAspectRatio="none"><defs>{_DEFS}</defs>{behind}{"".join(parts)}</svg>'
        )

    def at_foot(self, *parts: str) -> str:
        """What grows at the lower edge, drawn for y = 720, put where the window really ends."""
        _, y, _, h = self.seen
        return f'<g transform="translate(0 {max(0.0, y + h - 720):.1f})">{"".join(parts)}</g>'

    def at_head(self, *parts: str) -> str:
        """What hangs from the upper edge, drawn for y = 0, put where the window really begins."""
        return f'<g transform="translate(0 {min(0.0, self.seen[1]):.1f})">{"".join(parts)}</g>'


_DEFS = (
    '<radialGradient id="lamp"><stop offset="0" stop-color="#ffe2a0" stop-opacity=".9"/>'
    '<stop offset=".35" stop-color="#ffc766" stop-opacity=".35"/>'
    '<stop offset="1" stop-color="#ffb84d" stop-opacity="0"/></radialGradient>'
)


def sky(
    frame: Frame,
    *,
    horizon: float,
    sun: tuple[float, float] | None = None,
    moon: tuple[float, float] | None = None,
    halo: float = 1.0,
) -> str:
    """The sky from the window's top down to the horizon, its stars, its sun or moon (elsewhere if told).

    halo: how much of the pale rings about it is there; what stands before them cuts them into a patch.
    """
    c, light = frame.colours, frame.light
    gradient = vertical("sky", ((0.0, c.sky_top), (0.55, mix(c.sky_top, c.sky_low, share=0.55)), (1.0, c.sky_low)))
    parts = [gradient, box("url(#sky)", y=TOP, h=horizon - TOP + 60), *_stars(frame, horizon=horizon)]
    x, y = (sun if frame.hour < 3 else moon) or (1010.0, light.light_y)
    halos = ((118, 0.10 * halo), (92, 0.14 * halo), (70, 0.20 * halo))
    parts += [f'<circle cx="{x}" cy="{y}" r="{r}" fill="{light.light}" opacity="{o:.3g}"/>' for r, o in halos]
    if frame.hour >= 3:
        # A crescent cut out in one piece; the lit side looks to the upper left.
        parts.append(
            f'<path d="M{x + 8} {y - 50}A50 50 0 1 0 {x + 46} {y + 24}A44 44 0 0 1 {x + 8} {y - 50}Z" '
            f'fill="{light.light}"/>'
        )
    else:
        parts.append(f'<circle cx="{x}" cy="{y}" r="52" fill="{light.light}"/>')
        parts.append(f'<circle cx="{x - 6}" cy="{y - 6}" r="43" fill="#ffffff" opacity=".28"/>')
    return "".join(parts)


def _stars(frame: Frame, *, horizon: float) -> list[str]:
    rng = frame.rng("stars")
    return [
        f'<circle cx="{rng.uniform(LEFT, RIGHT):.0f}" cy="{TOP + (horizon - TOP) * rng.random() ** 0.8:.0f}" '
        f'r="{rng.uniform(0.9, 2.5):.1f}" fill="#fffbe8" opacity="{rng.uniform(0.35, 0.95):.2f}"/>'
        for _ in range(frame.light.stars * 2)
    ]


def vertical(name: str, stops: tuple[tuple[float, str], ...]) -> str:
    """A gradient from top to bottom under a name of its own."""
    inner = "".join(f'<stop offset="{at}" stop-color="{colour}"/>' for at, colour in stops)
    return f'<defs><linearGradient id="{name}" x1="0" y1="0" x2="0" y2="1">{inner}</linearGradient></defs>'


def box(fill: str, *, y: float, h: float, opacity: float = 1.0, right: float = RIGHT) -> str:
    """A band over the whole width."""
    return (
        f'<rect x="{LEFT}" y="{y:.1f}" width="{right - LEFT}" height="{h:.1f}" fill="{fill}" opacity="{opacity:.2f}"/>'
    )


def ridge(rng: random.Random, y: float, *, amp: float, waves: int = 9) -> str:
    """A gently waving edge from left to right, as path commands."""
    step = (RIGHT - LEFT) / waves
    xs = [LEFT + step * i for i in range(waves + 1)]
    ys = [y + amp * (1 if i % 2 else -1) * rng.uniform(0.35, 1.0) for i in range(waves + 1)]
    return curve(list(zip(xs, ys, strict=True)))


def curve(points: list[tuple[float, float]]) -> str:
    """A smooth line through points that go from left to right, level at each of them."""
    out = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        middle = (x0 + x1) / 2
        out.append(f"C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}")
    return "".join(out)


def land(
    edge: str,
    fill: str,
    *,
    low: str | None = None,
    shadow: float = 1.0,
    name: str = "",
    rim: str = "",
    right: float = RIGHT,
) -> str:
    """A sheet of paper below an edge: its shadow on what is behind, its body, and the light on its rim."""
    shade = "".join(
        f'<path d="{edge}" fill="none" stroke="{SHADOW}" stroke-width="{w}" opacity="{o * shadow:.3f}" '
        f'stroke-linejoin="round"/>'
        for w, o in _SHADOW_STROKES
    )
    body = f"{edge}L{right} {BOTTOM}L{LEFT} {BOTTOM}Z"
    paint, gradient = fill, ""
    if low is not None:
        gradient, paint = vertical(name, ((0.0, fill), (1.0, low))), f"url(#{name})"
    rim = rim or mix(fill, "#ffffff", share=0.30)
    return (
        f'{gradient}{shade}<path d="{body}" fill="{paint}"/>'
        f'<path d="{edge}" transform="translate(0 2.2)" fill="none" stroke="{rim}" stroke-width="2.6" opacity=".55"/>'
    )


def cut(path: str, fill: str, *, shadow: float = 1.0, rim: float = 0.0) -> str:
    """Any piece of paper lying on what is behind it: its shadow to the lower right, its body, its lit edge."""
    shade = "".join(
        f'<path d="{path}" fill="none" stroke="{SHADOW}" stroke-width="{w}" opacity="{o * shadow:.3f}" '
        'stroke-linejoin="round"/>'
        for w, o in (_CUT_STROKES if shadow >= 0.5 else _CUT_STROKES[1::2])
    )
    lit = ""
    if rim:
        bright = mix(fill, "#ffffff", share=0.4) if fill.startswith("#") else "#ffffff"
        lit = f'<path d="{path}" fill="none" stroke="{bright}" stroke-width="2.2" opacity="{rim:.2f}"/>'
    return f'<g transform="translate(4 6)">{shade}</g><path d="{path}" fill="{fill}"/>{lit}'


def oval(x: float, y: float, *, rx: float, ry: float, fill: str, opacity: float = 1.0) -> str:
    """A flat round piece."""
    return f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}" opacity="{opacity:.2f}"/>'


def ribbon(points: list[tuple[float, float, float]], fill: str, *, opacity: float = 1.0) -> str:
    """A way that winds through points, each with its width there."""
    left, right = [], []
    for i, (x, y, width) in enumerate(points):
        before, after = points[max(i - 1, 0)], points[min(i + 1, len(points) - 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = max(1.0, (dx * dx + dy * dy) ** 0.5)
        nx, ny = -dy / length * width / 2, dx / length * width / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    outline = f"{_through(left)}L{_through(right[::-1])[1:]}Z"
    return f'<path d="{outline}" fill="{fill}" opacity="{opacity:.2f}"/>'


def _through(points: list[tuple[float, float]]) -> str:
    """A smooth line through any points."""
    out = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for i, ((x0, y0), (x1, y1)) in enumerate(itertools.pairwise(points)):
        bx, by = points[max(i - 1, 0)]
        ax, ay = points[min(i + 2, len(points) - 1)]
        out.append(
            f"C{x0 + (x1 - bx) / 6:.1f} {y0 + (y1 - by) / 6:.1f} {x1 - (ax - x0) / 6:.1f} {y1 - (ay - y0) / 6:.1f} "
            f"{x1:.1f} {y1:.1f}"
        )
    return "".join(out)


def lamp(x: float, y: float, *, radius: float) -> str:
    """A warm light in the dark."""
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}" fill="url(#lamp)"/>'


def cloud(x: float, y: float, *, size: float, fill: str, opacity: float = 1.0) -> str:
    """A cloud cut from one piece, with a flat foot."""
    s = size
    return (
        f'<path transform="translate({x:.0f} {y:.0f}) scale({s:.2f})" opacity="{opacity:.2f}" fill="{fill}" '
        'd="M-92 22C-112 22-116-4-92-8C-92-34-54-42-42-22C-32-52 22-54 30-20C48-38 84-24 78-2C104-4 106 22 88 22Z"/>'
    )


def ripple(x: float, y: float, *, width: float, colour: str, opacity: float) -> str:
    """A quiet line on water."""
    w = width
    return (
        f'<path d="M{x:.0f} {y:.0f}q{w / 4:.0f}-8 {w / 2:.0f} 0t{w / 2:.0f} 0" fill="none" stroke="{colour}" '
        f'stroke-width="3.6" stroke-linecap="round" opacity="{opacity:.2f}"/>'
    )
