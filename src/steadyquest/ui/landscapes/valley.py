"""The title: from a knoll one looks over the whole valley, where one small light after another is lit."""

from __future__ import annotations

import random

from steadyquest.ui.landscapes.paper import BOTTOM, SHADOW, Frame, cloud, curve, lamp, land, ridge, sky
from steadyquest.ui.landscapes.plants import blades, cottage, pine, round_tree, standing
from steadyquest.ui.palettes import mix

LIGHTS = ((470, 470), (566, 440), (690, 452), (604, 408), (742, 404), (660, 378), (560, 366), (628, 350))
"""Where lanterns stand along the way, nearest first."""


def draw(frame: Frame) -> str:
    """The whole valley."""
    c, rng = frame.colours, frame.rng()
    far = curve(
        [
            (-420, 300),
            (-120, 236),
            (160, 318),
            (430, 248),
            (640, 330),
            (900, 232),
            (1180, 316),
            (1440, 240),
            (1700, 310),
        ]
    )
    hills = ridge(rng, 352, amp=26, waves=7)
    left = curve([(-420, 330), (60, 362), (330, 420), (560, 474), (820, 520), (1240, 560), (1700, 570)])
    right = curve([(-420, 560), (420, 510), (700, 470), (960, 404), (1240, 350), (1480, 338), (1700, 330)])
    knoll = curve([(-420, 566), (-60, 572), (200, 590), (470, 668), (760, 716), (1120, 700), (1700, 640)])
    return frame.svg(
        sky(frame, horizon=320),
        _clouds(frame),
        land(far, c.far, low=c.mid, name="far", shadow=0.6),
        land(hills, c.mid),
        _woods(rng, frame, y=392, tall=64, colour=c.mid, spans=((-400, 420), (820, 1680))),
        land(right, c.near),
        _way(frame),
        _woods(rng, frame, y=452, tall=98, colour=mix(c.near, c.ground_top, share=0.5), spans=((1010, 1680),)),
        cottage(
            frame, 1012, 462, size=58, wall=mix("#ffe9cf", c.near, share=0.45), roof=mix("#e07a55", c.near, share=0.45)
        ),
        land(left, mix(c.near, c.ground_top, share=0.6)),
        _woods(rng, frame, y=408, tall=112, colour=c.ground_top, spans=((-400, 250),)),
        _lights(frame),
        land(knoll, c.ground_top, low=c.ground_low, name="knoll"),
        _grass(rng, frame),
    )


def _clouds(frame: Frame) -> str:
    fill = mix(frame.colours.sky_low, "#ffe9d8", share=0.35)
    spots = ((240, 150, 1.1), (700, 96, 0.8), (1240, 176, 1.0), (-200, 120, 1.0), (1500, 90, 0.8))
    return "".join(cloud(x, y, size=s, fill=fill, opacity=0.28) for x, y, s in spots)


def _woods(
    rng: random.Random, frame: Frame, *, y: float, tall: float, colour: str, spans: tuple[tuple[int, int], ...]
) -> str:
    tone, things = mix(colour, SHADOW, share=0.10), []
    for left, right in spans:
        slope = -0.10 if left > 600 else 0.12
        for x in range(left, right, 44):
            at = x + rng.uniform(-14, 14)
            foot = y + slope * (at - left) * (0.5 if left > 600 else 0.7) + rng.uniform(-8, 22)
            h = tall * rng.uniform(0.6, 1.1)
            leafy = rng.random() < 0.25
            tree = round_tree(at, foot, height=h * 0.8, colour=tone) if leafy else pine(at, foot, height=h, colour=tone)
            things.append((foot, tree))
    return standing(things)


def _way(frame: Frame) -> str:
    c = frame.colours
    sand = mix(c.sky_low, c.near, share=0.55)
    d = (
        "M634 342C600 352 540 356 560 372C590 392 690 380 716 400C740 420 600 424 566 448C540 470 660 470 690 486"
        f"C700 496 560 520 520 {BOTTOM}L300 {BOTTOM}C400 560 500 520 520 476C500 452 560 424 620 412"
        "C640 404 560 392 544 374C532 356 590 350 630 341Z"
    )
    return f'<path d="{d}" fill="{sand}" opacity=".8"/>'


def _lights(frame: Frame) -> str:
    parts = []
    for i, (x, y) in enumerate(LIGHTS):
        s = 1.0 - i * 0.09
        parts.append(lamp(x, y - 14 * s, radius=46 * s))
        parts.append(
            f'<rect x="{x - 1.5 * s:.1f}" y="{y - 10 * s:.1f}" width="{3 * s:.1f}" height="{14 * s:.1f}" fill="{SHADOW}" opacity=".6"/>'
        )
        parts.append(f'<circle cx="{x}" cy="{y - 14 * s:.1f}" r="{5.4 * s:.1f}" fill="#fff0bd"/>')
    return "".join(parts)


def _grass(rng: random.Random, frame: Frame) -> str:
    colour = mix(frame.colours.ground_low, SHADOW, share=0.25)
    parts = []
    for _ in range(60):
        parts.append(blades(rng, rng.uniform(-420, 1700), 745, height=rng.uniform(26, 78), colour=colour))
    return "".join(parts)
