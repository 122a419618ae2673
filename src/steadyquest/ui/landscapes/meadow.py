"""The meadow: rolling hills, round trees, a path to a cottage, flowers at the corners."""

from __future__ import annotations

import random

from steadyquest.ui.landscapes.paper import BOTTOM, Frame, cloud, curve, land, ridge, sky
from steadyquest.ui.landscapes.plants import cottage, flower, meadow_edge, round_tree, standing
from steadyquest.ui.palettes import mix


def draw(frame: Frame) -> str:
    """The whole meadow."""
    c, rng = frame.colours, frame.rng()
    far, mid = ridge(rng, 214, amp=30, waves=7), ridge(rng, 262, amp=22, waves=8)
    near = curve([(-420, 318), (-60, 282), (330, 312), (700, 300), (1080, 272), (1380, 306), (1700, 290)])
    ground = curve([(-420, 362), (120, 346), (560, 366), (1000, 344), (1400, 360), (1700, 350)])
    return frame.svg(
        sky(frame, horizon=240),
        _clouds(frame),
        land(far, c.far),
        _trees(rng, near=False, frame=frame),
        land(mid, c.mid),
        _trees(rng, near=True, frame=frame),
        land(near, c.near),
        cottage(frame, 196, 306, size=74, wall=_wall(frame), roof=_roof(frame)),
        round_tree(124, 306, height=112, colour=mix(c.near, "#1c4a3a", share=0.10)),
        land(ground, c.ground_top, low=c.ground_low, name="ground"),
        _path(frame),
        _blossoms(rng, frame),
        frame.at_foot(_corners(rng, frame)),
    )


def _wall(frame: Frame) -> str:
    return mix("#fff1d8", frame.colours.near, share=0.12 if frame.hour < 2 else 0.68)


def _roof(frame: Frame) -> str:
    return mix("#e07a55", frame.colours.near, share=0.10 if frame.hour < 2 else 0.62)


def _clouds(frame: Frame) -> str:
    white = mix(frame.colours.sky_low, "#ffffff", share=0.55 if frame.hour < 2 else 0.10)
    spots = ((170, 96, 0.95), (560, 62, 0.7), (1290, 84, 0.8), (-170, 70, 0.8), (800, 150, 0.5))
    return "".join(cloud(x, y, size=s, fill=white, opacity=0.75 if frame.hour < 2 else 0.35) for x, y, s in spots)


def _trees(rng: random.Random, *, near: bool, frame: Frame) -> str:
    c = frame.colours
    colour, y, height = (c.near, 300.0, 92.0) if near else (c.mid, 250.0, 58.0)
    xs = (-330, -250, 20, 330, 402, 880, 1140, 1210, 1330, 1450) if near else (-120, 80, 150, 470, 640, 990, 1085, 1520)
    trees = []
    for x in xs:
        foot = y + rng.uniform(-6, 8)
        tree = round_tree(x + rng.uniform(-14, 14), foot, height=height * rng.uniform(0.8, 1.15), colour=colour)
        trees.append((foot, tree))
    return standing(trees)


def _path(frame: Frame) -> str:
    sand = mix(
        mix("#f6e2b3", frame.light.ambient, share=0.25),
        frame.colours.ground_top,
        share=(0.35, 0.4, 0.8, 0.85, 0.88)[frame.hour],
    )
    body = (
        "M214 348C262 372 330 366 352 392C382 428 250 446 236 500C222 566 330 600 300 720"
        f"L276 {BOTTOM}L40 {BOTTOM}L112 720C150 610 128 560 166 494C196 444 300 432 290 396C284 376 226 376 196 349Z"
    )
    return f'<path d="{body}" fill="#0b0d2c" opacity=".07" transform="translate(5 7)"/><path d="{body}" fill="{sand}"/>'


def _blossoms(rng: random.Random, frame: Frame) -> str:
    """Tiny dots of colour far out on the grass, so small that no ring is lost among them."""
    tones = [
        mix(t, frame.colours.ground_top, share=0.35 + 0.09 * frame.hour) for t in ("#fff6e0", "#ffe07a", "#f7b4c4")
    ]
    parts = []
    for _ in range(150):
        y = 372 + 320 * rng.random() ** 1.3
        x = rng.uniform(-400, 1680)
        r = 1.5 + (y - 360) * 0.008
        parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{r:.1f}" fill="{rng.choice(tones)}" opacity=".8"/>')
    stems = mix(frame.colours.ground_low, "#ffffff", share=0.12)
    for _ in range(46):
        y = 380 + 330 * rng.random()
        x = rng.uniform(-400, 1680)
        parts.append(
            f'<path d="M{x:.0f} {y:.0f}q-3-9-7-12m7 12q0-9 1-15m-1 15q3-8 8-11" stroke="{stems}" stroke-width="2.4" '
            'fill="none" stroke-linecap="round" opacity=".6"/>'
        )
    return "".join(parts)


def _corners(rng: random.Random, frame: Frame) -> str:
    c, night = frame.colours, 0.12 + 0.14 * frame.hour
    stem = mix(c.ground_low, "#12352f", share=0.30 if frame.hour < 2 else 0.45)
    back = mix(c.ground_low, "#12352f", share=0.14)
    petals = [mix(t, c.ground_low, share=night) for t in ("#ff8f87", "#fff3e4", "#ffc94d", "#b39af0", "#f9a6c0")]
    heart = mix("#ffd257", c.ground_low, share=night)
    parts = []
    for left, right in ((-400, 205), (1075, 1690)):
        parts.append(meadow_edge(rng, (left, right), count=16, height=(70, 120), colour=back))
        for i in range(13):
            x, h = left + (right - left) * (i + rng.uniform(0.2, 0.8)) / 13, rng.uniform(62, 150)
            parts.append(
                flower(x, 735, height=h, petal=petals[i % 5], heart=heart, stem=stem, bend=rng.uniform(-18, 18))
            )
        parts.append(meadow_edge(rng, (left, right), count=14, height=(36, 74), colour=stem))
    ground = curve([(-420, 728), (60, 716), (230, 734), (640, 760), (1050, 734), (1230, 716), (1700, 728)])
    return "".join(parts) + land(ground, stem, shadow=0.5)
