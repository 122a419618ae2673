"""What is made of stone in the landscapes: cairns, crystals, hanging and standing points. A thing stands on (x, y)."""

from __future__ import annotations

import random
from collections.abc import Sequence

from steadyquest.ui.landscapes.paper import LEFT, RIGHT, SHADOW, TOP, Frame, oval
from steadyquest.ui.palettes import mix

Block = tuple[float, float, float, float]
"""A stone of a cairn: its middle and its half width and height."""
Tones = tuple[str, str, str]
"""A crystal's lit side, dark side and pale head."""

GLOW = {"teal": "#5fd0c4", "violet": "#a99af0", "pink": "#f2a3c6", "blue": "#7cc0f0"}
_CLUSTER = (
    (-46, 4, 92, -24, 2),
    (50, 4, 104, 22, 1),
    (-18, 2, 150, -6, 0),
    (22, 6, 116, 8, 2),
    (-66, 10, 56, -38, 1),
    (72, 10, 60, 36, 0),
)
"""The crystals of a cluster: where, how tall, how they lean, and which of its three colours they have."""
_ROCKS = ((-70, 10, 34, 18), (-14, 14, 44, 22), (48, 12, 40, 20), (88, 14, 24, 14))


def cairn(x: float, y: float, *, size: float, blocks: Sequence[Block], base: str, top: str = "") -> str:
    """Stones that somebody has laid one on the other; `top` is drawn over them."""
    dark, rim, s = mix(base, SHADOW, share=0.22), mix(base, "#ffffff", share=0.25), size
    wide = max(abs(bx) + rx for bx, _, rx, _ in blocks)
    inner = "".join(
        oval(bx, by, rx=rx, ry=ry, fill=dark)
        + oval(bx - 3, by - 3, rx=rx - 4, ry=ry - 3.5, fill=base)
        + oval(bx - rx * 0.28, by - ry * 0.42, rx=rx * 0.42, ry=ry * 0.24, fill=rim, opacity=0.6)
        for bx, by, rx, ry in blocks
    )
    return (
        oval(x + 14, y + 18 * s, rx=(wide + 12) * s, ry=12 * s, fill=SHADOW, opacity=0.18)
        + f'<g transform="translate({x} {y}) scale({s})">{inner}{top}</g>'
    )


def crystals(frame: Frame, x: float, y: float, *, size: float, colours: tuple[str, str, str]) -> str:
    """A cluster of crystals on a few rocks; in the dark it shines."""
    s, parts = size, []
    if frame.dark:
        parts.append(_shine(x, y - 60 * s, radius=170 * s, colour=GLOW[colours[0]]))
    parts.append(oval(x + 20 * s, y + 4, rx=104 * s, ry=16 * s, fill=SHADOW, opacity=0.18))
    tones = [_tones(GLOW[colour], frame) for colour in colours]
    parts += [
        _crystal(x + dx * s, y + dy * s, height=h * s, lean=lean, tones=tones[which])
        for dx, dy, h, lean, which in _CLUSTER
    ]
    stone = mix(frame.colours.ground_low, SHADOW, share=0.2)
    parts += [oval(x + dx * s, y + dy * s, rx=rx * s, ry=ry * s, fill=stone) for dx, dy, rx, ry in _ROCKS]
    parts += [
        oval(x + (dx - 8) * s, y + (dy - 7) * s, rx=rx * s * 0.5, ry=ry * s * 0.3, fill="#ffffff", opacity=0.14)
        for dx, dy, rx, ry in _ROCKS
    ]
    return "".join(parts)


def _shine(x: float, y: float, *, radius: float, colour: str) -> str:
    name = f"shine{x:.0f}"
    return (
        f'<radialGradient id="{name}"><stop offset="0" stop-color="{colour}" stop-opacity=".42"/>'
        f'<stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}" fill="url(#{name})"/>'
    )


def _tones(colour: str, frame: Frame) -> Tones:
    base = mix(colour, frame.colours.near, share=(0.18, 0.34, 0.34, 0.38, 0.44)[frame.hour])
    return base, mix(base, SHADOW, share=0.26), mix(base, "#ffffff", share=0.45)


def _crystal(x: float, y: float, *, height: float, lean: float, tones: Tones) -> str:
    """One six-sided stone: a lit side, a dark side, a pale head."""
    w, h = height * 0.17, height
    lit, dark, pale = tones
    return (
        f'<g transform="translate({x:.0f} {y:.0f}) rotate({lean:.0f})">'
        f'<path d="M{-w:.1f} 0V{-h * 0.78:.1f}L0 {-h:.1f}V0Z" fill="{lit}"/>'
        f'<path d="M{w:.1f} 0V{-h * 0.78:.1f}L0 {-h:.1f}V0Z" fill="{dark}"/>'
        f'<path d="M{-w:.1f} {-h * 0.78:.1f}L0 {-h:.1f}L{w:.1f} {-h * 0.78:.1f}L{w * 0.1:.1f} {-h * 0.70:.1f}Z" '
        f'fill="{pale}"/>'
        f'<path d="M{-w * 0.6:.1f} {-h * 0.1:.1f}V{-h * 0.66:.1f}" stroke="{pale}" stroke-width="{w * 0.2:.1f}" '
        'stroke-linecap="round" opacity=".7"/></g>'
    )


def hanging(
    rng: random.Random, *, low: float, size: tuple[float, float], step: int, free: tuple[float, float] | None = None
) -> str:
    """Rock that hangs from above in points over the whole width, short where it is to stay `free`, as path commands."""
    path, x, y = f"M{LEFT} {2 * TOP}V{low}", float(LEFT), low
    while x < RIGHT:
        wide = step * rng.uniform(0.7, 1.3)
        end = min(x + wide, float(RIGHT))
        to, long = low + rng.uniform(-14, 14), rng.uniform(*size)
        if free is not None and free[0] < x + wide / 2 < free[1]:
            to, long = 24.0, 8.0
        tip = x + wide * rng.uniform(0.42, 0.58)
        path += (
            f"C{x + wide * 0.3:.1f} {y + 6:.1f} {tip - wide * 0.09:.1f} {y + long * 0.6:.1f} {tip:.1f} {y + long:.1f}"
            f"C{tip + wide * 0.09:.1f} {y + long * 0.6:.1f} {end - wide * 0.3:.1f} {to + 6:.1f} {end:.1f} {to:.1f}"
        )
        x, y = end, to
    return f"{path}V{2 * TOP}Z"


def point(x: float, y: float, *, height: float, width: float) -> str:
    """A stone that grows up from y, or hangs down from it if its height is below zero, as path commands."""
    h, w = height, width / 2
    return (
        f"M{x - w:.1f} {y:.1f}C{x - w * 0.34:.1f} {y - h * 0.3:.1f} {x - w * 0.2:.1f} {y - h * 0.7:.1f} {x:.1f} "
        f"{y - h:.1f}C{x + w * 0.2:.1f} {y - h * 0.7:.1f} {x + w * 0.34:.1f} {y - h * 0.3:.1f} {x + w:.1f} {y:.1f}Z"
    )
