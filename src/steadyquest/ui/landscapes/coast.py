"""The coast: the sea with sails and a lighthouse, foam on the sand, dunes, and paper lanterns strung for a feast."""

from __future__ import annotations

import random

from steadyquest.ui.landscapes.lanterns import strings
from steadyquest.ui.landscapes.paper import (
    LEFT,
    RIGHT,
    SHADOW,
    Frame,
    box,
    cloud,
    curve,
    cut,
    lamp,
    land,
    oval,
    ripple,
    sky,
    vertical,
)
from steadyquest.ui.landscapes.plants import blades, meadow_edge
from steadyquest.ui.palettes import mix

HORIZON = 214.0
HEADLAND = -72.0
"""How far the rock with the lighthouse is moved: a hint may stand right of it."""


def draw(frame: Frame) -> str:
    """The whole bay."""
    c, rng = frame.colours, frame.rng()
    sand = curve([(-420, 372), (-120, 352), (180, 380), (520, 352), (840, 378), (1160, 350), (1460, 376), (1700, 356)])
    return frame.svg(
        sky(frame, horizon=HORIZON + 20),
        _clouds(frame),
        _far_shore(frame),
        vertical("sea", ((0.0, c.mid), (1.0, c.near))) + box("url(#sea)", y=HORIZON, h=300),
        box(mix(c.mid, "#ffffff", share=0.35), y=HORIZON, h=2.4, opacity=0.6),
        _light_on_sea(frame),
        _sails(frame),
        _waves(rng, frame),
        _headland(frame),
        _foam(sand, frame),
        land(sand, c.ground_top, low=c.ground_low, name="ground", shadow=0.35),
        _wet(sand, frame),
        _sand(rng, frame),
        _beach_things(frame),
        frame.at_foot(_dunes(rng, frame)),
        strings(frame),
    )


def _clouds(frame: Frame) -> str:
    white = mix(frame.colours.sky_low, "#ffffff", share=0.6 if frame.hour < 2 else 0.10)
    spots = ((330, 120, 0.75), (700, 92, 0.9), (1330, 130, 0.7), (-220, 96, 0.9), (1560, 70, 0.8))
    return "".join(cloud(x, y, size=s, fill=white, opacity=0.75 if frame.hour < 2 else 0.3) for x, y, s in spots)


def _far_shore(frame: Frame) -> str:
    """Islands on the horizon."""
    c = frame.colours
    right = "M860 216C900 190 950 196 990 180C1040 160 1100 188 1150 184C1220 176 1280 200 1340 216Z"
    left = "M-460 216C-380 180-300 190-240 176C-180 166-120 200-60 216Z"
    return cut(right, c.far, shadow=0.5, rim=0.3) + cut(left, c.far, shadow=0.5, rim=0.3)


def _light_on_sea(frame: Frame) -> str:
    strength = (0.34, 0.36, 0.24, 0.20, 0.14)[frame.hour]
    parts = []
    for k in range(7):
        y, half, bow = HORIZON + 8 + k * k * 1.5 + k * 8, 20 + k * 8, 4 + k * 0.4
        x = 1010 + (-10, 8, -6, 14, -12, 8, -14)[k]
        parts.append(
            f'<path d="M{x - half} {y:.0f}q{half}-{bow:.1f} {half * 2} 0q-{half} {bow:.1f}-{half * 2} 0Z" '
            f'fill="{frame.light.light}" opacity="{strength * (1 - k * 0.08):.2f}"/>'
        )
    return "".join(parts)


def _sails(frame: Frame) -> str:
    """Small boats, far out."""
    c = frame.colours
    night = (0.08, 0.2, 0.5, 0.58, 0.68)[frame.hour]
    hull = mix("#a5673c", c.mid, share=night)
    parts = []
    for x, y, s, tone in (
        (246, 240, 0.56, "#ffffff"),
        (1058, 234, 0.42, "#e8604a"),
        (1196, 262, 0.9, "#ffffff"),
        (-250, 258, 0.9, "#ffffff"),
        (1480, 246, 0.7, "#f6a03c"),
    ):
        sail, jib = mix(tone, c.mid, share=night), mix(mix(tone, "#ffd9a0", share=0.4), c.mid, share=night)
        parts.append(
            f'<g transform="translate({x} {y}) scale({s})"><path d="M2-66C22-44 34-24 36-8H2Z" fill="{sail}"/>'
            f'<path d="M-3-58C-10-34-20-18-32-8H-3Z" fill="{jib}"/><path d="M-0.6-70V0" stroke="{hull}" '
            f'stroke-width="4"/><path d="M-40-2H42Q34 14 22 14H-22Q-34 14-40-2Z" fill="{hull}"/>'
            f'<path d="M-34 20h64" stroke="#ffffff" stroke-width="4" stroke-linecap="round" opacity=".3"/></g>'
        )
        if frame.dark:
            parts.append(lamp(x, y - 10 * s, radius=26 * s))
            parts.append(f'<circle cx="{x}" cy="{y - 8 * s:.0f}" r="{4 * s:.1f}" fill="#fff0bd"/>')
    return "".join(parts)


def _waves(rng: random.Random, frame: Frame) -> str:
    c = frame.colours
    colour = mix(c.mid, "#ffffff", share=0.6 if frame.hour < 2 else 0.34)
    parts = []
    for y, width, opacity in ((234, 60, 0.5), (256, 84, 0.5), (284, 112, 0.5), (316, 140, 0.45)):
        for k in range(11):
            x = LEFT + k * 200 + rng.uniform(-60, 60)
            parts.append(
                ripple(x, y + rng.uniform(-7, 7), width=width * rng.uniform(0.6, 1.1), colour=colour, opacity=opacity)
            )
    return "".join(parts)


def _headland(frame: Frame) -> str:
    """A rock with the lighthouse on it, left of where one plays."""
    c = frame.colours
    night = (0.06, 0.14, 0.46, 0.54, 0.62)[frame.hour]
    rock = mix("#a08a86", c.near, share=0.16 + night * 0.9)
    grass = mix("#86b871", c.near, share=0.12 + night * 0.9)
    white, red = mix("#fffaf0", c.near, share=night), mix("#dd5f4c", c.near, share=night)
    glass = "#ffe39a" if frame.dark else mix("#ffe39a", c.near, share=0.1)
    stone = "M-60 372C-40 330-10 300 24 290C60 274 110 268 160 274C210 272 250 290 268 318C296 332 318 352 330 380H-60Z"
    top = (
        "M-8 304C30 276 100 264 160 272C206 270 244 284 258 304C230 300 214 312 190 304C160 318 120 300 90 310"
        "C60 300 24 318-8 304Z"
    )
    beam = ""
    if frame.dark:
        beam = (
            '<defs><linearGradient id="beam" x1="1" y1="0" x2="0" y2="0"><stop offset="0" stop-color="#ffe6ae" '
            'stop-opacity=".5"/><stop offset="1" stop-color="#ffe6ae" stop-opacity="0"/></linearGradient></defs>'
            '<path d="M126 104L-260 40V172Z" fill="url(#beam)"/>'
        )
    tower = (
        f'<path d="M100 280L110 124H146L156 280Q128 290 100 280Z" fill="{white}"/>'
        f'<path d="M107.6 164L105.4 198H150.6L148.4 164ZM103.2 234L101 266Q128 274 155 266L152.8 234Z" fill="{red}"/>'
        f'<path d="M134 124H146L156 280Q148 284 140 285Z" fill="{SHADOW}" opacity=".13"/>'
        f'<rect x="113" y="92" width="30" height="32" rx="4" fill="{glass}"/>'
        f'<path d="M128 92V124" stroke="{mix(red, SHADOW, share=0.4)}" stroke-width="3"/>'
        f'<path d="M106 93Q114 74 128 68Q142 74 150 93Z" fill="{red}"/><circle cx="128" cy="66" r="5" fill="{red}"/>'
        f'<rect x="102" y="121" width="52" height="8" rx="4" fill="{mix(red, SHADOW, share=0.35)}"/>'
        f'<path d="M120 282V262q8-9 16 0V282Z" fill="{mix(red, SHADOW, share=0.45)}"/>'
    )
    return (
        f'<g transform="translate({HEADLAND} 0)">{beam}'
        + cut(stone, rock, rim=0.4)
        + tower
        + f'<path d="{top}" fill="{grass}"/>'
        + f'<path d="M40 320q26-10 44 4M180 322q30-8 46 8M110 344q26-8 44 2" fill="none" '
        f'stroke="{mix(rock, SHADOW, share=0.2)}" stroke-width="5" stroke-linecap="round" opacity=".6"/>'
        + (lamp(128, 108, radius=84) if frame.dark else "")
        + "</g>"
    )


def _foam(edge: str, frame: Frame) -> str:
    """Where the water runs out on the sand."""
    white = mix("#ffffff", frame.colours.mid, share=(0.05, 0.1, 0.45, 0.5, 0.62)[frame.hour])
    return "".join(
        f'<path d="{edge}" transform="translate({dx} {dy})" fill="none" stroke="{white}" stroke-width="{w}" '
        f'stroke-linecap="round" opacity="{o}"/>'
        for dx, dy, w, o in ((36, -26, 4, 0.5), (-30, -13, 6, 0.65), (0, -3, 14, 0.9))
    )


def _wet(edge: str, frame: Frame) -> str:
    """Sand that is still wet, in one soft band below the foam."""
    tone = mix(frame.colours.ground_low, frame.colours.mid, share=0.30)
    bands = ((10, 20, 0.34), (30, 3, 0.3))
    return "".join(
        f'<path d="{edge}" transform="translate(0 {dy})" fill="none" stroke="{tone}" stroke-width="{w}" opacity="{o}"/>'
        for dy, w, o in bands
    )


def _sand(rng: random.Random, frame: Frame) -> str:
    """Grains, shells no larger than a crumb, and the wind's long lines."""
    c = frame.colours
    dark, light = (
        mix(c.ground_low, SHADOW, share=0.10),
        mix(c.ground_top, "#ffffff", share=0.4 if frame.hour < 2 else 0.2),
    )
    parts = []
    for _ in range(150):
        x, y = rng.uniform(LEFT, RIGHT), 410 + 300 * rng.random() ** 1.1
        tone = dark if rng.random() < 0.6 else light
        parts.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{1.2 + (y - 380) * 0.004:.1f}" fill="{tone}" opacity=".6"/>'
        )
    for y in (440, 486, 536, 590, 650):
        for k in range(5):
            x, w = LEFT + 70 + k * 430 + rng.uniform(-120, 120), rng.uniform(130, 240)
            parts.append(ripple(x, y + rng.uniform(-14, 14), width=w, colour=dark, opacity=0.16))
    return "".join(parts)


def _beach_things(frame: Frame) -> str:
    """A starfish, shells and stones at the sides."""
    c = frame.colours
    night = (0.10, 0.2, 0.5, 0.6, 0.68)[frame.hour]
    parts = []
    for x, y, s, turn in ((214, 566, 1.0, 12), (1106, 566, 0.8, -20), (-260, 560, 1.0, 30), (1500, 560, 1.0, 5)):
        tone = mix("#e8745a", c.ground_low, share=night)
        parts.append(oval(x + 4, y + 5, rx=26 * s, ry=9 * s, fill=SHADOW, opacity=0.14))
        parts.append(
            f'<path transform="translate({x} {y}) rotate({turn}) scale({s} {s * 0.7:.2f})" fill="{tone}" '
            f'stroke="{tone}" stroke-width="7" stroke-linejoin="round" '
            'd="M0-26L7-8L26-7L11 5L16 24L0 13L-16 24L-11 5L-26-7L-7-8Z"/>'
        )
    for x, y, s, base in (
        (124, 596, 0.8, "#f7b9c4"),
        (1084, 618, 1.0, "#fff0da"),
        (258, 648, 0.8, "#fff0da"),
        (1180, 596, 0.7, "#f7b9c4"),
        (-330, 480, 0.9, "#fff0da"),
    ):
        tone = mix(base, c.ground_low, share=night)
        line = mix(tone, SHADOW, share=0.22)
        parts.append(oval(x + 3, y + 5, rx=24 * s, ry=7 * s, fill=SHADOW, opacity=0.13))
        parts.append(
            f'<g transform="translate({x} {y}) scale({s})"><path d="M0 8C-18 4-26-8-22-18C-18-28-8-30 0-30C8-30 18-28 '
            f'22-18C26-8 18 4 0 8Z" fill="{tone}"/><path d="M0 6V-28M-4 5L-14-24M4 5L14-24" stroke="{line}" '
            'stroke-width="2.6" stroke-linecap="round"/></g>'
        )
    return "".join(parts)


def _dunes(rng: random.Random, frame: Frame) -> str:
    """Sand hills with long grass at both lower corners."""
    c = frame.colours
    left = curve([(-420, 600), (-200, 616), (60, 640), (250, 730), (640, 780), (1700, 780)])
    right = curve([(-420, 780), (640, 780), (1040, 732), (1230, 640), (1460, 610), (1700, 596)])
    tone = mix(c.ground_top, c.ground_low, share=0.35)
    grass = mix(c.ground_low, "#5d7a3c" if frame.hour < 2 else "#1c3040", share=0.62 if frame.hour < 2 else 0.5)
    back = mix(grass, c.ground_low, share=0.4)
    crest = ((20, 660), (112, 690), (1176, 690), (1262, 656), (-220, 640), (-330, 630), (1420, 640), (1560, 630))
    parts = [blades(rng, x, y, height=rng.uniform(64, 92), colour=back, count=9) for x, y in crest]
    parts += [land(left, tone, shadow=0.6), land(right, tone, shadow=0.6)]
    for span in ((LEFT, 190), (1094, RIGHT)):
        parts.append(meadow_edge(rng, span, count=12, height=(60, 118), colour=back, y=744))
        parts.append(meadow_edge(rng, span, count=12, height=(40, 80), colour=grass, y=746))
    return "".join(parts)
