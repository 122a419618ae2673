"""The title: from a knoll on the right one looks over the valley, where one small light after another is lit."""

from __future__ import annotations

import random

from steadyquest.ui.landscapes.paper import SHADOW, Frame, cloud, curve, lamp, land, ribbon, ridge, sky
from steadyquest.ui.landscapes.plants import blades, cottage, pine, round_tree, standing
from steadyquest.ui.palettes import mix

KNOLL = (1080.0, 512.0)
"""Where Lumi stands and looks."""
_WAY = (
    (566, 346, 4),
    (508, 358, 6),
    (436, 374, 9),
    (452, 394, 12),
    (548, 412, 16),
    (596, 434, 21),
    (540, 464, 29),
    (440, 496, 40),
    (392, 548, 58),
    (440, 640, 84),
)
_LIGHTS = ((300, 512), (612, 478), (420, 452), (652, 424), (478, 424), (400, 396), (560, 388), (404, 368), (556, 360))
"""Where lanterns stand along the way, nearest first."""


def draw(frame: Frame) -> str:
    """The whole valley."""
    c, rng = frame.colours, frame.rng()
    far = curve([(-420, 250), (-150, 292), (170, 216), (480, 338), (770, 236), (1060, 312), (1330, 226), (1700, 300)])
    right = curve([(-420, 540), (200, 516), (600, 462), (860, 414), (1100, 380), (1400, 350), (1700, 340)])
    left = curve([(-420, 352), (-60, 372), (150, 412), (320, 470), (520, 540), (800, 580), (1700, 600)])
    knoll = curve([(-420, 700), (300, 690), (620, 656), (830, 572), KNOLL, (1330, 572), (1700, 600)])
    sand = mix(c.sky_low, c.near, share=0.42)
    return frame.svg(
        sky(frame, horizon=330, sun=(480, 292)),
        _clouds(frame),
        land(far, c.far, low=c.mid, name="far", shadow=0.7),
        land(ridge(rng, 346, amp=16, waves=6), c.mid),
        _woods(rng, y=378, tall=52, colour=c.mid, spans=((-400, 300), (700, 1680))),
        land(right, c.near),
        _woods(rng, y=446, tall=86, colour=mix(c.near, c.ground_top, share=0.4), spans=((740, 960), (1180, 1680))),
        ribbon([(float(x), float(y), float(w)) for x, y, w in _WAY], sand, opacity=0.85),
        land(left, mix(c.near, c.ground_top, share=0.55)),
        cottage(frame, 118, 452, size=66, wall=_tinted("#ffe9cf", frame), roof=_tinted("#e07a55", frame)),
        _woods(rng, y=424, tall=104, colour=c.ground_top, spans=((-400, 40), (190, 300))),
        _lights(),
        land(knoll, c.ground_top, low=c.ground_low, name="knoll"),
        frame.at_foot(_grass(rng, frame)),
    )


def _tinted(colour: str, frame: Frame) -> str:
    return mix(colour, frame.colours.near, share=0.42)


def _clouds(frame: Frame) -> str:
    fill = mix(frame.colours.sky_low, "#ffe9d8", share=0.35)
    spots = ((880, 150, 1.1), (300, 236, 0.7), (1210, 230, 0.9), (-200, 120, 1.0), (1500, 90, 0.8))
    return "".join(cloud(x, y, size=s, fill=fill, opacity=0.26) for x, y, s in spots)


def _woods(rng: random.Random, *, y: float, tall: float, colour: str, spans: tuple[tuple[int, int], ...]) -> str:
    tone, things = mix(colour, SHADOW, share=0.10), []
    for left, right in spans:
        for x in range(left, right, 44):
            at, foot, height = x + rng.uniform(-14, 14), y + rng.uniform(-10, 22), tall * rng.uniform(0.6, 1.1)
            if left > 600:
                foot -= (at - left) * 0.06
            leafy = rng.random() < 0.25
            tree = (
                round_tree(at, foot, height=height * 0.8, colour=tone)
                if leafy
                else pine(at, foot, height=height, colour=tone)
            )
            things.append((foot, tree))
    return standing(things)


def _lights() -> str:
    parts = []
    for i, (x, y) in enumerate(_LIGHTS):
        s = 1.15 - i * 0.09
        parts.append(lamp(x, y - 16 * s, radius=52 * s))
        parts.append(f'<path d="M{x} {y}v{-15 * s:.1f}" stroke="{SHADOW}" stroke-width="{3 * s:.1f}" opacity=".6"/>')
        parts.append(f'<circle cx="{x}" cy="{y - 16 * s:.1f}" r="{5.6 * s:.1f}" fill="#fff0bd"/>')
    return "".join(parts)


def _grass(rng: random.Random, frame: Frame) -> str:
    colour = mix(frame.colours.ground_low, SHADOW, share=0.25)
    return "".join(
        blades(rng, rng.uniform(-420, 1700), 745, height=rng.uniform(26, 78), colour=colour) for _ in range(60)
    )
