"""The map: one sheet of paper from the meadow over the river into the fog, with the way that joins them."""

from __future__ import annotations

import random

from steadyquest.ui.landscapes.paper import BOTTOM, LEFT, RIGHT, SHADOW, TOP, Frame, cloud, curve, land
from steadyquest.ui.landscapes.plants import cottage, pine, round_tree, standing
from steadyquest.ui.palettes import PLACES, Palette, mix

STOPS: dict[str, tuple[tuple[int, int], ...]] = {
    "meadow": ((110, 520), (190, 410), (300, 488), (352, 372), (250, 300), (400, 270)),
    "river": ((508, 330), (576, 446), (690, 520), (760, 410), (670, 318), (790, 268)),
    "fog": ((886, 344), (930, 462), (1042, 530), (1126, 436), (1040, 336), (1166, 280)),
}
"""Places for level stones along the way, in the order in which one comes to them."""


def draw(frame: Frame) -> str:
    """The whole sheet."""
    rng = frame.rng()
    meadow, river, fog = (PLACES[name][frame.hour] for name in ("meadow", "river", "fog"))
    c = frame.colours
    return frame.svg(
        f'<rect x="{LEFT}" y="{TOP}" width="{RIGHT - LEFT}" height="{BOTTOM - TOP}" fill="{c.sky_low}"/>',
        _hills(frame, meadow, river, fog),
        _ground(meadow, river, fog),
        _stream(river),
        _trees(rng, meadow, river, fog),
        cottage(frame, 92, 300, size=66, wall=mix("#fff1d8", meadow.near, share=0.15), roof="#e07a55"),
        _way(c),
        _mist(fog),
    )


def _hills(frame: Frame, meadow: Palette, river: Palette, fog: Palette) -> str:
    edge = curve(
        [(-420, 190), (-60, 150), (180, 206), (420, 150), (640, 200), (880, 140), (1120, 196), (1330, 146), (1700, 196)]
    )
    near = curve([(-420, 232), (60, 204), (380, 244), (720, 206), (1040, 240), (1300, 212), (1700, 236)])
    clouds = "".join(
        cloud(x, y, size=s, fill="#ffffff", opacity=0.85)
        for x, y, s in ((420, 92, 0.7), (900, 70, 0.9), (-160, 90, 0.9), (1440, 80, 0.9))
    )
    back = (
        f"<defs>{_across('far', meadow.far, river.far, fog.far)}{_across('mid', meadow.mid, river.mid, fog.mid)}</defs>"
    )
    return (
        back
        + clouds
        + land(edge, "url(#far)".replace("url(#far)", meadow.far)).replace(f'fill="{meadow.far}"', 'fill="url(#far)"')
        + land(near, meadow.mid).replace(f'fill="{meadow.mid}"', 'fill="url(#mid)"')
    )


def _across(name: str, left: str, middle: str, right: str) -> str:
    stops = ((0.30, left), (0.46, middle), (0.60, middle), (0.76, right))
    inner = "".join(f'<stop offset="{at}" stop-color="{colour}"/>' for at, colour in stops)
    return (
        f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="0" x2="1280" y1="0" y2="0">{inner}'
        "</linearGradient>"
    )


def _ground(meadow: Palette, river: Palette, fog: Palette) -> str:
    edge = curve([(-420, 262), (160, 246), (520, 268), (860, 244), (1200, 266), (1700, 250)])
    bank = mix(river.near, "#d9f0b8", share=0.45)
    grounds = _across("ground", meadow.ground_top, bank, fog.ground_top)
    body = land(edge, meadow.ground_top).replace(f'fill="{meadow.ground_top}"', 'fill="url(#ground)"')
    return f"<defs>{grounds}</defs>{body}"


def _stream(river: Palette) -> str:
    d = (
        "M640 252C610 300 548 320 560 380C576 440 700 440 690 500C682 556 560 590 560 760L560 1140L790 1140L790 760"
        "C790 640 838 590 838 510C838 420 690 420 676 370C668 330 690 290 672 252Z"
    )
    bank, light = mix(river.near, SHADOW, share=0.12), mix(river.ground_top, "#ffffff", share=0.5)
    lines = "".join(
        f'<path d="M{x} {y}q16-7 32 0t32 0" fill="none" stroke="{light}" stroke-width="3.4" stroke-linecap="round" opacity=".8"/>'
        for x, y in ((590, 372), (640, 428), (724, 468), (744, 540), (664, 600), (610, 660), (700, 690))
    )
    return f'<path d="{d}" fill="{bank}" transform="translate(-4 -5)" opacity=".5"/><path d="{d}" fill="{river.ground_top}"/>{lines}'


def _trees(rng: random.Random, meadow: Palette, river: Palette, fog: Palette) -> str:
    spots = [
        *(
            (x, y, "round", meadow.near)
            for x, y in ((36, 350), (172, 300), (410, 440), (46, 470), (424, 590), (232, 590), (60, 640), (330, 640))
        ),
        *(
            (x, y, "pine", river.near)
            for x, y in ((500, 300), (470, 560), (500, 650), (850, 600), (880, 420), (760, 300))
        ),
        *(
            (x, y, "pine", fog.near)
            for x, y in (
                (960, 330),
                (1010, 430),
                (1230, 400),
                (1120, 340),
                (1180, 560),
                (960, 600),
                (1060, 650),
                (1240, 640),
            )
        ),
        *((x, y, "round", meadow.near) for x, y in ((-60, 380), (-140, 520), (-260, 420), (-220, 640))),
        *((x, y, "pine", fog.near) for x, y in ((1340, 380), (1420, 520), (1540, 420), (1500, 640))),
    ]
    things = []
    for x, y, kind, colour in spots:
        h = rng.uniform(64, 86)
        things.append((y, (round_tree if kind == "round" else pine)(x, y, height=h, colour=colour)))
    return standing(things)


def _way(c: Palette) -> str:
    points = [stop for stops in STOPS.values() for stop in stops]
    d = [f"M{points[0][0]} {points[0][1]}"]
    for i in range(len(points) - 1):
        before, a, b, after = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, len(points) - 1)]
        c1 = (a[0] + (b[0] - before[0]) / 6, a[1] + (b[1] - before[1]) / 6)
        c2 = (b[0] - (after[0] - a[0]) / 6, b[1] - (after[1] - a[1]) / 6)
        d.append(f"C{c1[0]:.0f} {c1[1]:.0f} {c2[0]:.0f} {c2[1]:.0f} {b[0]} {b[1]}")
    line = "".join(d)
    return (
        f'<path d="{line}" fill="none" stroke="{SHADOW}" stroke-width="30" opacity=".12" transform="translate(3 6)" stroke-linecap="round"/>'
        f'<path d="{line}" fill="none" stroke="{c.ground_low}" stroke-width="28" stroke-linecap="round" stroke-linejoin="round"/>'
        f'<path d="{line}" fill="none" stroke="{c.ground_top}" stroke-width="22" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _mist(fog: Palette) -> str:
    spots = ((900, 300, 240), (1010, 392, 260), (930, 560, 220), (1120, 610, 300), (1150, 318, 240), (1340, 470, 300))
    return "".join(
        f'<rect x="{x}" y="{y}" width="{w}" height="20" rx="10" fill="#ffffff" opacity=".34"/>'
        f'<rect x="{x + 50}" y="{y + 14}" width="{w}" height="15" rx="7.5" fill="#ffffff" opacity=".24"/>'
        for x, y, w in spots
    )
