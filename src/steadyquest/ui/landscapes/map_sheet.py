"""The map: one sheet of paper from the meadow over the river into the fog, with the way that joins them."""

from __future__ import annotations

import random

from steadyquest.ui.landscapes.paper import (
    BOTTOM,
    SHADOW,
    TOP,
    Frame,
    box,
    cloud,
    curve,
    land,
    ribbon,
    ripple,
    vertical,
)
from steadyquest.ui.landscapes.plants import cottage, pine, round_tree, standing
from steadyquest.ui.palettes import PLACES, Palette, mix

STOPS: dict[str, tuple[tuple[int, int], ...]] = {
    "meadow": ((110, 520), (190, 410), (300, 488), (352, 372), (250, 300), (400, 270)),
    "river": ((508, 330), (576, 446), (690, 520), (760, 410), (670, 318), (790, 268)),
    "fog": ((886, 344), (930, 462), (1042, 530), (1126, 436), (1040, 336), (1166, 280)),
}
"""Places for level stones along the way, in the order in which one comes to them."""

_TREES: dict[str, tuple[tuple[int, int], ...]] = {
    "meadow": (
        *((36, 350), (172, 300), (410, 440), (46, 470), (424, 590), (232, 590), (60, 640), (330, 640)),
        *((-60, 380), (-140, 520), (-260, 420), (-220, 640)),
    ),
    "river": ((500, 300), (470, 560), (500, 650), (850, 600), (880, 420), (760, 300)),
    "fog": (
        *((960, 330), (1010, 430), (1230, 400), (1120, 340), (1180, 560), (960, 600), (1060, 650), (1240, 640)),
        *((1340, 380), (1420, 520), (1540, 420), (1500, 640)),
    ),
}


def draw(frame: Frame) -> str:
    """The whole sheet."""
    worlds = {name: PLACES[name][frame.hour] for name in STOPS}
    c, roof = frame.colours, mix("#e07a55", worlds["meadow"].near, share=0.1)
    return frame.svg(
        vertical("air", ((0.0, c.sky_top), (0.5, c.sky_low), (1.0, c.sky_low))),
        box(c.sky_top, y=TOP, h=-TOP - 199),
        box("url(#air)", y=-200, h=620),
        _clouds(),
        _layers(worlds),
        _stream(worlds["river"]),
        _trees(frame.rng(), worlds),
        cottage(frame, 92, 300, size=66, wall=mix("#fff1d8", worlds["meadow"].near, share=0.15), roof=roof),
        _way(c),
        _mist(),
    )


def _clouds() -> str:
    spots = ((420, 92, 0.7), (900, 70, 0.9), (-160, 90, 0.9), (1440, 80, 0.9))
    return "".join(cloud(x, y, size=s, fill="#ffffff", opacity=0.85) for x, y, s in spots)


def _layers(worlds: dict[str, Palette]) -> str:
    """Two rows of hills and the ground, each going over from one world's colour to the next."""
    far = curve([(-420, 190), (-60, 150), (180, 206), (420, 150), (640, 200), (880, 140), (1120, 196), (1700, 150)])
    near = curve([(-420, 232), (60, 204), (380, 244), (720, 206), (1040, 240), (1300, 212), (1700, 236)])
    ground = curve([(-420, 262), (160, 246), (520, 268), (860, 244), (1200, 266), (1700, 250)])
    meadow, river, fog = worlds.values()
    bank = mix(river.near, "#d9f0b8", share=0.45)
    return "".join(
        _across(name, tones) + land(edge, f"url(#{name})", rim=mix(tones[1], "#ffffff", share=0.3))
        for name, edge, tones in (
            ("far", far, (meadow.far, river.far, fog.far)),
            ("mid", near, (meadow.mid, river.mid, fog.mid)),
            ("ground", ground, (meadow.ground_top, bank, fog.ground_top)),
        )
    )


def _across(name: str, tones: tuple[str, str, str]) -> str:
    stops = ((0.30, tones[0]), (0.44, tones[1]), (0.60, tones[1]), (0.76, tones[2]))
    inner = "".join(f'<stop offset="{at}" stop-color="{colour}"/>' for at, colour in stops)
    return (
        f'<defs><linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="0" x2="1280" y1="0" y2="0">{inner}'
        "</linearGradient></defs>"
    )


def _stream(river: Palette) -> str:
    course = [(656.0, 252.0, 26.0), (640, 300, 40), (596, 344, 62), (622, 400, 84), (716, 446, 100), (744, 520, 124)]
    course += [(690, 600, 160), (664, 680, 200), (670, 800, 240), (670, float(BOTTOM), 280)]
    bank, light = mix(river.near, SHADOW, share=0.12), mix(river.ground_top, "#ffffff", share=0.5)
    lines = "".join(
        ripple(x, y, width=70, colour=light, opacity=0.8)
        for x, y in ((576, 362), (640, 428), (706, 470), (700, 540), (640, 600), (600, 660), (690, 690))
    )
    shore = f'<g transform="translate(-4 -5)">{ribbon(course, bank, opacity=0.5)}</g>'
    return shore + ribbon(course, river.ground_top) + lines


def _trees(rng: random.Random, worlds: dict[str, Palette]) -> str:
    things = []
    for world, spots in _TREES.items():
        tree = round_tree if world == "meadow" else pine
        things += [(y, tree(x, y, height=rng.uniform(64, 86), colour=worlds[world].near)) for x, y in spots]
    return standing((float(y), part) for y, part in things)


def _way(c: Palette) -> str:
    stops = [stop for world in STOPS.values() for stop in world]

    def strip(width: float, fill: str) -> str:
        return ribbon([(float(x), float(y), width) for x, y in stops], fill)

    shadow = f'<g transform="translate(3 6)" opacity=".12">{strip(30, SHADOW)}</g>'
    return shadow + strip(29, c.ground_low) + strip(22, c.ground_top)


def _mist() -> str:
    spots = ((900, 300, 240), (1010, 392, 260), (930, 560, 220), (1120, 610, 300), (1150, 318, 240), (1340, 470, 300))
    return "".join(
        f'<rect x="{x}" y="{y}" width="{w}" height="20" rx="10" fill="#fff" opacity=".34"/>'
        f'<rect x="{x + 50}" y="{y + 14}" width="{w}" height="15" rx="7.5" fill="#fff" opacity=".24"/>'
        for x, y, w in spots
    )
