"""Trees, grasses, flowers and small buildings of the landscapes, as SVG text. A thing stands on (x, y)."""

from __future__ import annotations

import random
from collections.abc import Iterable

from steadyquest.ui.landscapes.paper import SHADOW, Frame, lamp, oval
from steadyquest.ui.palettes import mix


def _shadow(x: float, y: float, *, rx: float) -> str:
    return oval(x + rx * 0.28, y, rx=rx, ry=rx * 0.2, fill=SHADOW, opacity=0.16)


def _box(x: float, y: float, *, w: float, h: float, fill: str) -> str:
    """A box that stands on (x, y)."""
    return f'<rect x="{x - w / 2:.1f}" y="{y - h:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}"/>'


def pine(x: float, y: float, *, height: float, colour: str) -> str:
    """A fir of three tiers, lit from the left."""
    dark, bright = mix(colour, SHADOW, share=0.16), mix(colour, "#ffffff", share=0.10)
    w = height * 0.25
    parts = [
        _shadow(x, y, rx=w),
        _box(x, y + height * 0.01, w=height * 0.06, h=height * 0.17, fill=mix(dark, "#5a3a26", share=0.4)),
    ]
    for k in range(3):
        base, top = y - height * (0.10 + 0.25 * k), y - height * (0.50 + 0.25 * k)
        half = w * (1 - 0.24 * k)
        bow = base + height * 0.045
        parts.append(
            f'<path d="M{x - half:.1f} {base:.1f}Q{x:.1f} {bow:.1f} {x + half:.1f} {base:.1f}L{x:.1f} {top:.1f}Z" '
            f'fill="{dark if k == 0 else colour}"/>'
            f'<path d="M{x - half:.1f} {base:.1f}Q{x - half * 0.5:.1f} {bow:.1f} {x - half * 0.1:.1f} '
            f'{base + height * 0.02:.1f}L{x:.1f} {top:.1f}Z" fill="{bright}" opacity=".5"/>'
        )
    return "".join(parts)


def round_tree(x: float, y: float, *, height: float, colour: str) -> str:
    """A leafy tree: a trunk under three round sheets."""
    dark, bright = mix(colour, SHADOW, share=0.14), mix(colour, "#ffffff", share=0.16)
    r = height * 0.25
    trunk = mix("#8a5a3a", colour, share=0.35)
    crowns = ((-0.62, 0.50, 0.82, dark), (0.62, 0.52, 0.80, dark), (0.0, 0.70, 1.0, colour))
    parts = [_shadow(x, y, rx=r * 0.9), _box(x, y, w=height * 0.055, h=height * 0.5, fill=trunk)]
    for dx, up, size, fill in crowns:
        cx, cy, cr = x + dx * r, y - height * up, r * size
        parts.append(f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="{cr:.1f}" fill="{fill}"/>')
        parts.append(
            f'<circle cx="{cx - cr * 0.22:.1f}" cy="{cy - cr * 0.24:.1f}" r="{cr * 0.66:.1f}" fill="{bright}" '
            'opacity=".45"/>'
        )
    return "".join(parts)


def blades(rng: random.Random, x: float, y: float, *, height: float, colour: str, count: int = 7) -> str:
    """A tuft of grass that fans out."""
    parts = []
    for i in range(count):
        bend = (i - (count - 1) / 2) * height * rng.uniform(0.09, 0.15)
        h = height * rng.uniform(0.65, 1.0)
        foot = x + bend * 0.25
        parts.append(
            f'<path d="M{foot - 3.4:.1f} {y:.1f}Q{foot + bend * 0.3:.1f} {y - h * 0.6:.1f} {foot + bend:.1f} '
            f'{y - h:.1f}Q{foot + bend * 0.3 + 4:.1f} {y - h * 0.55:.1f} {foot + 3.4:.1f} {y:.1f}Z" fill="{colour}"/>'
        )
    return "".join(parts)


def meadow_edge(
    rng: random.Random,
    span: tuple[float, float],
    *,
    count: int,
    height: tuple[float, float],
    colour: str,
    y: float = 740.0,
    each: int = 7,
) -> str:
    """Tufts of grass along the lower edge."""
    return "".join(
        blades(rng, rng.uniform(*span), y, height=rng.uniform(*height), colour=colour, count=each) for _ in range(count)
    )


def reed(x: float, y: float, *, height: float, bend: float, colour: str, head: str = "") -> str:
    """A reed, with a brown head if its colour is given."""
    tip_x, tip_y = x + bend, y - height
    stalk = (
        f'<path d="M{x:.1f} {y:.1f}Q{x + bend * 0.25:.1f} {y - height * 0.6:.1f} {tip_x:.1f} {tip_y:.1f}" '
        f'stroke="{colour}" stroke-width="7" fill="none" stroke-linecap="round"/>'
    )
    if not head:
        return stalk
    return (
        f'{stalk}<g transform="translate({tip_x:.1f} {tip_y:.1f}) rotate({bend * 0.35:.1f})">'
        f'<rect x="-8" y="-44" width="16" height="54" rx="8" fill="{head}"/>'
        '<rect x="-5" y="-38" width="4" height="38" rx="2" fill="#ffffff" opacity=".16"/></g>'
    )


def flower(x: float, y: float, *, height: float, petal: str, heart: str, stem: str, bend: float = 0.0) -> str:
    """A flower with five round petals."""
    top_x, top_y, r = x + bend, y - height, height * 0.13
    petals = "".join(
        f'<circle cx="{top_x + dx * r * 1.15:.1f}" cy="{top_y + dy * r * 1.15:.1f}" r="{r:.1f}" fill="{petal}"/>'
        for dx, dy in ((0, -1), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31))
    )
    return (
        f'<path d="M{x:.1f} {y:.1f}Q{x:.1f} {y - height * 0.5:.1f} {top_x:.1f} {top_y:.1f}" stroke="{stem}" '
        f'stroke-width="{max(3.0, height * 0.045):.1f}" fill="none" stroke-linecap="round"/>'
        f'<path d="M{x:.1f} {y - height * 0.3:.1f}q{height * 0.2:.1f} {-height * 0.02:.1f} {height * 0.24:.1f} '
        f'{-height * 0.2:.1f}q{-height * 0.2:.1f} {-height * 0.02:.1f} {-height * 0.24:.1f} {height * 0.2:.1f}Z" '
        f'fill="{stem}"/>{petals}<circle cx="{top_x:.1f}" cy="{top_y:.1f}" r="{r * 0.8:.1f}" fill="{heart}"/>'
    )


def cottage(frame: Frame, x: float, y: float, *, size: float, wall: str, roof: str) -> str:
    """A small house with one window, lit when it is dark."""
    s, dark = size, mix(roof, SHADOW, share=0.2)
    window = "#ffdf8a" if frame.dark else mix(wall, "#4a6a8a", share=0.55)
    glow = lamp(x - 0.18 * s, y - 0.26 * s, radius=0.75 * s) if frame.dark else ""
    return (
        _shadow(x, y, rx=s * 0.62)
        + f'<rect x="{x + s * 0.2:.1f}" y="{y - s * 0.95:.1f}" width="{s * 0.14:.1f}" height="{s * 0.4:.1f}" '
        f'fill="{dark}"/>'
        f'<rect x="{x - s * 0.5:.1f}" y="{y - s * 0.5:.1f}" width="{s}" height="{s * 0.5:.1f}" fill="{wall}"/>'
        f'<rect x="{x + s * 0.22:.1f}" y="{y - s * 0.5:.1f}" width="{s * 0.28:.1f}" height="{s * 0.5:.1f}" '
        f'fill="{SHADOW}" opacity=".10"/>'
        f'<path d="M{x - s * 0.62:.1f} {y - s * 0.46:.1f}L{x - s * 0.1:.1f} {y - s * 0.95:.1f}'
        f'L{x + s * 0.1:.1f} {y - s * 0.95:.1f}L{x + s * 0.62:.1f} {y - s * 0.46:.1f}Z" fill="{roof}"/>'
        f'<rect x="{x - s * 0.3:.1f}" y="{y - s * 0.36:.1f}" width="{s * 0.24:.1f}" height="{s * 0.22:.1f}" '
        f'fill="{window}"/>'
        f'<path d="M{x + s * 0.08:.1f} {y:.1f}v{-s * 0.3:.1f}q{s * 0.1:.1f} {-s * 0.12:.1f} {s * 0.2:.1f} 0'
        f'v{s * 0.3:.1f}Z" fill="{dark}"/>{glow}'
    )


def standing(things: Iterable[tuple[float, str]]) -> str:
    """Things from the farthest to the nearest: each is given with the height it stands on."""
    return "".join(part for _, part in sorted(things, key=lambda thing: thing[0]))
