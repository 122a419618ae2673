"""The fog: a still fen between dark firs, veils of mist between the layers, a far lighthouse that keeps watch."""

from __future__ import annotations

import random

from steadyquest.ui.landscapes.paper import LEFT, RIGHT, SHADOW, Frame, curve, lamp, land, ridge, sky, vertical
from steadyquest.ui.landscapes.plants import blades, meadow_edge, pine, standing
from steadyquest.ui.landscapes.stones import cairn
from steadyquest.ui.palettes import mix


def draw(frame: Frame) -> str:
    """The whole fen."""
    c, rng = frame.colours, frame.rng()
    far, mid, near = (
        ridge(rng, 196, amp=30, waves=6),
        ridge(rng, 238, amp=18, waves=8),
        ridge(rng, 276, amp=12, waves=9),
    )
    ground = curve([(-420, 316), (180, 326), (620, 308), (1060, 324), (1700, 310)])
    return frame.svg(
        sky(frame, horizon=220),
        land(far, c.far, shadow=0.4),
        _lighthouse(frame),
        _veil(frame, y=196, name="veil1"),
        _firs(rng, colour=c.mid, foot=244, tall=84, step=74),
        land(mid, c.mid, shadow=0.5),
        _veil(frame, y=232, name="veil2"),
        _firs(rng, colour=c.near, foot=288, tall=138, step=88, gap=(330, 950)),
        land(near, c.near, shadow=0.6),
        _veil(frame, y=272, name="veil3"),
        land(ground, c.ground_top, low=c.ground_low, name="ground", shadow=0.6),
        _pools(frame),
        _tufts(rng, frame),
        _wisps(frame),
        _stones(frame),
        frame.at_foot(_corners(rng, frame)),
    )


def _mist(frame: Frame) -> str:
    return mix(frame.colours.sky_low, "#ffffff", share=0.35 if frame.hour < 2 else 0.06)


def _veil(frame: Frame, *, y: float, name: str) -> str:
    mist = _mist(frame)
    strength = 0.62 if frame.hour < 2 else 0.34
    return (
        f'<defs><linearGradient id="{name}" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{mist}" stop-opacity="0"/>'
        f'<stop offset=".55" stop-color="{mist}" stop-opacity="{strength}"/>'
        f'<stop offset="1" stop-color="{mist}" stop-opacity="0"/></linearGradient></defs>'
        f'<rect x="{LEFT}" y="{y - 40}" width="{RIGHT - LEFT}" height="120" fill="url(#{name})"/>'
    )


def _wisps(frame: Frame) -> str:
    """Long cut strips of mist with round ends, lying over the fen."""
    mist, o = _mist(frame), (0.34, 0.34, 0.16, 0.13, 0.09)[frame.hour]
    spots = (
        (-260, 352, 420),
        (90, 384, 360),
        (860, 366, 470),
        (1240, 402, 360),
        (330, 436, 230),
        (-330, 470, 420),
        (1010, 476, 300),
        (60, 560, 260),
        (1120, 592, 420),
    )
    return "".join(
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{h / 2}" fill="{mist}" opacity="{o * share:.2f}"/>'
        for x0, y0, w0 in spots
        for x, y, w, h, share in ((x0, y0, w0, 20, 1.0), (x0 + w0 * 0.22, y0 + 14, w0 * 0.9, 15, 0.7))
    )


def _firs(
    rng: random.Random, *, colour: str, foot: float, tall: float, step: int, gap: tuple[float, float] | None = None
) -> str:
    things = []
    for x in range(LEFT, RIGHT, step):
        at, y, h = x + rng.uniform(-24, 24), foot + rng.uniform(-6, 8), tall * rng.uniform(0.55, 1.12)
        if gap is None or not gap[0] < at < gap[1]:
            things.append((y, pine(at, y, height=h, colour=colour)))
    return standing(things)


def _lighthouse(frame: Frame) -> str:
    c = frame.colours
    tower, band = (
        mix("#fff6e6", c.far, share=0.30 + 0.1 * frame.hour),
        mix("#d8604c", c.far, share=0.34 + 0.08 * frame.hour),
    )
    glass = "#ffe39a" if frame.dark else mix("#ffe39a", c.far, share=0.25)
    beam = ""
    if frame.dark:
        beam = (
            '<defs><linearGradient id="beam" x1="1" y1="0" x2="0" y2="0"><stop offset="0" stop-color="#ffe6ae" '
            'stop-opacity=".55"/><stop offset="1" stop-color="#ffe6ae" stop-opacity="0"/></linearGradient></defs>'
            '<path d="M300 92L-60 40L-60 150Z" fill="url(#beam)"/>'
        )
    return (
        f'{beam}<path d="M284 226L291 108h26L324 226Z" fill="{tower}"/>'
        f'<path d="M288 150h32l1.6 26h-35ZM285 202h38l1.6 26h-41Z" fill="{band}"/>'
        f'<path d="M306 108h11L324 226h-14Z" fill="{SHADOW}" opacity=".12"/>'
        f'<rect x="293" y="84" width="22" height="24" rx="3" fill="{glass}"/>'
        f'<path d="M288 85l16-17 16 17Z" fill="{band}"/>'
        f'<rect x="286" y="106" width="36" height="5" rx="2.5" fill="{mix(c.mid, SHADOW, share=0.25)}"/>'
        + (lamp(304, 95, radius=64) if frame.dark else "")
    )


def _pools(frame: Frame) -> str:
    """Still water that holds the sky."""
    c = frame.colours
    top, low = mix(c.sky_low, c.ground_top, share=0.30), mix(c.sky_top, c.ground_low, share=0.45)
    rim = mix(c.ground_low, SHADOW, share=0.14)
    shapes = (
        "M420 372C520 352 760 350 880 372C960 388 900 412 760 414C620 418 380 410 420 372Z",
        "M300 500C420 470 640 476 720 500C780 522 690 556 520 556C360 558 220 536 300 500Z",
        "M820 560C930 530 1110 536 1160 568C1196 602 1060 628 930 622C800 616 750 588 820 560Z",
        "M-300 440C-160 420 60 428 96 452C120 478-30 494-160 490C-330 486-380 460-300 440Z",
        "M1250 450C1360 430 1560 440 1600 466C1620 490 1470 506 1350 498C1230 490 1190 468 1250 450Z",
    )
    pools = "".join(
        f'<path d="{d}" fill="{rim}" transform="translate(-3 -5)"/><path d="{d}" fill="url(#pool)"/>' for d in shapes
    )
    # Fainter than they might be: nothing round on the ground should be taken for a ring.
    return vertical("pool", ((0.0, top), (1.0, low))) + f'<g opacity=".7">{pools}</g>'


def _tufts(rng: random.Random, frame: Frame) -> str:
    colour = mix(frame.colours.ground_low, "#1d3a38", share=0.14)
    depths = [340 + 370 * rng.random() for _ in range(36)]
    return "".join(
        blades(rng, rng.uniform(LEFT, RIGHT), y, height=14 + (y - 320) * 0.05, colour=colour, count=5) for y in depths
    )


def _stones(frame: Frame) -> str:
    """Cairns by the way, left and right of where one plays."""
    base = mix("#9fa9ad", frame.colours.ground_low, share=0.25 + 0.14 * frame.hour)
    blocks = ((0, 0, 50, 22), (4, -32, 37, 17), (-3, -57, 26, 13), (2, -77, 16, 9))
    spots = ((176, 636, 1.0), (1128, 672, 0.85), (-190, 640, 1.0), (1440, 630, 1.0))
    return "".join(cairn(x, y, size=s, blocks=blocks, base=base) for x, y, s in spots)


def _corners(rng: random.Random, frame: Frame) -> str:
    front = mix(frame.colours.ground_low, "#142c33", share=0.46 if frame.hour < 2 else 0.40)
    back = mix(frame.colours.ground_low, "#142c33", share=0.22)
    parts = []
    for span in ((LEFT, 190), (1090, RIGHT)):
        for colour, tall in ((back, 120), (front, 82)):
            parts.append(meadow_edge(rng, span, count=18, height=(tall * 0.6, tall * 1.05), colour=colour, each=6))
    edge = curve([(-420, 726), (60, 716), (220, 734), (640, 764), (1060, 734), (1220, 716), (1700, 726)])
    return "".join(parts) + land(edge, front, shadow=0.4)
