"""The peak: ranges of mountains one behind the other, a cable car over the valley, a hut, a snow field with a way."""

from __future__ import annotations

import random

from steadyquest.ui.landscapes.paper import (
    BOTTOM,
    LEFT,
    RIGHT,
    SHADOW,
    Frame,
    cloud,
    curve,
    cut,
    lamp,
    land,
    oval,
    ribbon,
    sky,
)
from steadyquest.ui.landscapes.plants import pine, standing
from steadyquest.ui.landscapes.stones import cairn
from steadyquest.ui.palettes import mix

Point = tuple[float, float]

_FAR: tuple[Point, ...] = (
    *((-420, 210), (-330, 150), (-230, 220), (-120, 138), (10, 226), (96, 176), (190, 234), (292, 150), (404, 232)),
    *((520, 186), (610, 236), (700, 168), (812, 232), (900, 190), (1000, 240), (1110, 150), (1230, 236), (1330, 160)),
    *((1450, 230), (1580, 160), (1700, 220)),
)
_MID: tuple[Point, ...] = (
    *((-420, 250), (-290, 176), (-140, 272), (-40, 214), (80, 280), (250, 190), (420, 284), (560, 236), (690, 288)),
    *((880, 150), (1080, 284), (1180, 216), (1300, 276), (1430, 190), (1560, 270), (1700, 220)),
)
_NEAR: tuple[Point, ...] = (
    *((-420, 300), (-300, 250), (-150, 318), (40, 244), (210, 320), (380, 296), (560, 322), (780, 304), (980, 322)),
    *((1120, 252), (1290, 318), (1420, 258), (1560, 316), (1700, 280)),
)
_ROPE = ((178.0, 262.0), (1120.0, 118.0))
"""The cable car's rope goes from its station at the hut up to a mast."""


def draw(frame: Frame) -> str:
    """The whole range."""
    c, rng = frame.colours, frame.rng()
    ground = curve([(-420, 356), (100, 330), (520, 352), (960, 330), (1340, 350), (1700, 336)])
    return frame.svg(
        sky(frame, horizon=240),
        _clouds(frame),
        _range(_FAR, c.far, snow=_snow(frame, c.far), cap=0.42, shadow=0.5, side=0.10),
        _mist(frame, y=206),
        _range(_MID, c.mid, snow=_snow(frame, c.mid), cap=0.40, shadow=0.7, side=0.13),
        _mist(frame, y=258),
        _car(frame),
        _range(_NEAR, c.near, snow=_snow(frame, c.near), cap=0.30, shadow=0.8, side=0.14),
        _firs(rng, frame),
        land(ground, c.ground_top, low=c.ground_low, name="ground"),
        _drifts(frame),
        _way(frame),
        _sparkle(rng, frame),
        _hut(frame, 176, 352),
        _poles(frame),
        _cairns(frame),
        frame.at_foot(_corners(rng, frame)),
    )


def _snow(frame: Frame, rock: str) -> str:
    white = mix("#ffffff", frame.colours.sky_low, share=0.25)
    return mix(white, rock, share=(0.10, 0.14, 0.55, 0.58, 0.66)[frame.hour])


def _clouds(frame: Frame) -> str:
    white = mix(frame.colours.sky_low, "#ffffff", share=0.6 if frame.hour < 2 else 0.10)
    spots = ((120, 90, 0.9), (560, 58, 0.66), (1270, 110, 0.8), (-220, 80, 0.9), (1540, 70, 0.9))
    return "".join(cloud(x, y, size=s, fill=white, opacity=0.75 if frame.hour < 2 else 0.3) for x, y, s in spots)


def _range(points: tuple[Point, ...], rock: str, *, snow: str, cap: float, shadow: float, side: float) -> str:
    """Mountains with a sunny and a shady side and white caps. Every second point is a summit."""
    edge = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points)
    parts = [land(edge, rock, shadow=shadow)]
    shade = mix(rock, SHADOW, share=side)
    for i in range(1, len(points) - 1, 2):
        (x0, y0), (x, y), (x1, y1) = points[i - 1], points[i], points[i + 1]
        foot = max(y0, y1)
        parts.append(
            f'<path d="M{x:.0f} {y:.0f}L{x1:.0f} {y1:.0f}L{x + (x1 - x) * 0.35:.0f} {foot + 40:.0f}'
            f'L{x - 6:.0f} {foot + 26:.0f}L{x + (x1 - x) * 0.16:.0f} {y + (foot - y) * 0.62:.0f}Z" fill="{shade}" '
            'opacity=".8"/>'
        )
        parts.append(_cap((x0, y0), (x, y), (x1, y1), snow=snow, share=cap * (0.8 if foot - y < 60 else 1.0)))
    return "".join(parts)


def _cap(left: Point, top: Point, right: Point, *, snow: str, share: float) -> str:
    """Snow on a summit, its lower edge cut in points; the side away from the light a little darker."""
    (x0, y0), (x, y), (x1, y1) = left, top, right
    ax, ay = x + (x0 - x) * share, y + (y0 - y) * share
    bx, by = x + (x1 - x) * share, y + (y1 - y) * share
    low = max(ay, by)
    w = bx - ax
    mid_x, dip = ax + w * 0.46, low + w * 0.10
    lit = (
        f"M{x:.1f} {y:.1f}L{ax:.1f} {ay:.1f}L{ax + w * 0.14:.1f} {low - w * 0.06:.1f}L{ax + w * 0.24:.1f} {dip:.1f}"
        f"L{ax + w * 0.36:.1f} {low - w * 0.08:.1f}L{mid_x:.1f} {dip + w * 0.05:.1f}Z"
    )
    dark = (
        f"M{x:.1f} {y:.1f}L{mid_x:.1f} {dip + w * 0.05:.1f}L{ax + w * 0.58:.1f} {low - w * 0.06:.1f}"
        f"L{ax + w * 0.72:.1f} {dip:.1f}L{ax + w * 0.84:.1f} {low - w * 0.05:.1f}L{bx:.1f} {by:.1f}Z"
    )
    return f'<path d="{lit}" fill="{snow}"/><path d="{dark}" fill="{mix(snow, SHADOW, share=0.09)}"/>'


def _mist(frame: Frame, *, y: float) -> str:
    mist = mix(frame.colours.sky_low, "#ffffff", share=0.4 if frame.hour < 2 else 0.05)
    strength = (0.55, 0.5, 0.30, 0.26, 0.2)[frame.hour]
    return (
        f'<defs><linearGradient id="mist{y:.0f}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{mist}" '
        f'stop-opacity="0"/><stop offset=".6" stop-color="{mist}" stop-opacity="{strength}"/>'
        f'<stop offset="1" stop-color="{mist}" stop-opacity="0"/></linearGradient></defs>'
        f'<rect x="{LEFT}" y="{y - 30}" width="{RIGHT - LEFT}" height="110" fill="url(#mist{y:.0f})"/>'
    )


def _car(frame: Frame) -> str:
    """A cabin on its rope, with light in its windows when it is dark."""
    c = frame.colours
    (x0, y0), (x1, y1) = _ROPE
    line = mix(c.near, SHADOW, share=0.45)
    body = mix("#d8604c", c.mid, share=(0.12, 0.2, 0.45, 0.5, 0.6)[frame.hour])
    glass = "#ffe39a" if frame.dark else mix("#fff6e2", c.mid, share=0.1)
    t = 0.18  # beside the field where one plays
    x, y = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 18
    mast = (
        f'<path d="M{x1 - 16} 250L{x1 - 4} {y1}h8L{x1 + 16} 250M{x1 - 24} {y1 + 2}h48" fill="none" stroke="{line}" '
        'stroke-width="5" stroke-linejoin="round" stroke-linecap="round"/>'
    )
    cabin = (
        f'<path d="M{x} {y}V{y + 14}" stroke="{line}" stroke-width="4"/><circle cx="{x}" cy="{y}" r="5" fill="{line}"/>'
        + cut(
            f"M{x - 24} {y + 20}Q{x - 24} {y + 13} {x - 17} {y + 13}H{x + 17}Q{x + 24} {y + 13} {x + 24} {y + 20}"
            f"V{y + 42}Q{x + 24} {y + 50} {x + 16} {y + 50}H{x - 16}Q{x - 24} {y + 50} {x - 24} {y + 42}Z",
            body,
            rim=0.4,
        )
        + "".join(
            f'<rect x="{x + dx}" y="{y + 19}" width="12" height="13" rx="2.5" fill="{glass}"/>' for dx in (-20, -6, 8)
        )
        + (lamp(x, y + 26, radius=52) if frame.dark else "")
    )
    rope = (
        f'<path d="M{x0} {y0}Q{(x0 + x) / 2:.0f} {(y0 + y) / 2 + 12:.0f} {x} {y}T{x1} {y1}" fill="none" '
        f'stroke="{line}" stroke-width="2.6" opacity=".8"/>'
    )
    return mast + rope + cabin


def _firs(rng: random.Random, frame: Frame) -> str:
    c = frame.colours
    colour = mix(c.near, "#1f5a58" if frame.hour < 2 else SHADOW, share=0.20 if frame.hour < 2 else 0.28)
    things = []
    for left, right in ((LEFT, 262), (968, RIGHT)):
        for x in range(left, right, 50):
            at, y, h = x + rng.uniform(-16, 16), 346 + rng.uniform(-12, 10), rng.uniform(50, 104)
            if not 96 < at < 250:
                things.append((y, pine(at, y, height=h, colour=colour) + _on_fir(frame, at, y, height=h)))
    return standing(things)


def _on_fir(frame: Frame, x: float, y: float, *, height: float) -> str:
    """Snow on the tip."""
    snow, w = _snow(frame, frame.colours.mid), height * 0.25 * 0.52
    top = y - height
    return (
        f'<path d="M{x:.1f} {top:.1f}L{x + w * 0.52:.1f} {top + height * 0.2:.1f}L{x + w * 0.2:.1f} '
        f"{top + height * 0.16:.1f}L{x:.1f} {top + height * 0.24:.1f}L{x - w * 0.22:.1f} {top + height * 0.16:.1f}"
        f'L{x - w * 0.52:.1f} {top + height * 0.2:.1f}Z" fill="{snow}"/>'
    )


def _drifts(frame: Frame) -> str:
    """Long soft folds in the snow."""
    c = frame.colours
    dark = mix(c.ground_low, SHADOW, share=0.06)
    light = mix(c.ground_top, "#ffffff", share=0.5 if frame.hour < 2 else 0.12)
    folds = (
        "M-420 430C-200 396 40 440 260 410S560 396 640 420",
        "M700 402C860 376 1020 420 1240 396S1560 420 1700 400",
        "M-420 560C-240 520 0 566 200 536S420 540 520 560",
        "M640 560C840 520 980 574 1180 546S1500 560 1700 536",
        "M160 660C360 624 560 672 760 648S1000 660 1100 668",
        "M330 470C440 456 560 486 700 470S860 468 930 482",
    )
    return "".join(
        f'<path d="{d}" fill="none" stroke="{dark}" stroke-width="7" stroke-linecap="round" opacity=".26"/>'
        f'<path d="{d}" transform="translate(0 -6)" fill="none" stroke="{light}" stroke-width="5" '
        'stroke-linecap="round" opacity=".55"/>'
        for d in folds
    )


def _way(frame: Frame) -> str:
    """A trodden path down from the hut."""
    c = frame.colours
    tone = mix(c.ground_low, mix(c.near, c.mid, share=0.5), share=(0.30, 0.24, 0.14, 0.12, 0.14)[frame.hour])
    way = [(200.0, 354.0, 16.0), (258, 372, 24), (320, 402, 34), (286, 446, 48), (214, 496, 64), (240, 566, 88)]
    way += [(300, 650, 122), (290, 760, 170), (250, float(BOTTOM), 260)]
    return ribbon(way, tone, opacity=0.55)


def _sparkle(rng: random.Random, frame: Frame) -> str:
    """Glints on the snow, far smaller than a dot of a ring."""
    white = mix("#ffffff", frame.colours.ground_top, share=0.1 if frame.hour < 2 else 0.45)
    parts = []
    for _ in range(90):
        x, y = rng.uniform(LEFT, RIGHT), 372 + 330 * rng.random()
        parts.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{1.1 + (y - 340) * 0.003:.1f}" fill="{white}" opacity=".7"/>'
        )
    return "".join(parts)


def _hut(frame: Frame, x: float, y: float) -> str:
    """A mountain hut with snow on its roof."""
    c = frame.colours
    night = (0.06, 0.12, 0.55, 0.62, 0.7)[frame.hour]
    wood, dark = mix("#b0764a", c.near, share=night), mix("#7c4e30", c.near, share=night)
    snow, stone = _snow(frame, c.mid), mix("#9aa4ae", c.near, share=0.2 + night * 0.6)
    glass = "#ffdf8a" if frame.dark else mix("#fff1cf", c.mid, share=0.15)
    windows = "".join(
        f'<rect x="{x + dx}" y="{y - 44}" width="20" height="20" rx="2" fill="{glass}"/>'
        f'<path d="M{x + dx + 10} {y - 44}v20M{x + dx} {y - 34}h20" stroke="{dark}" stroke-width="2.4"/>'
        for dx in (-44, 24)
    )
    return (
        oval(x + 16, y + 2, rx=84, ry=10, fill=SHADOW, opacity=0.16)
        + cut(f"M{x - 58} {y}V{y - 54}L{x} {y - 102}L{x + 58} {y - 54}V{y}Z", wood)
        + f'<path d="M{x - 58} {y}V{y - 14}H{x + 58}V{y}Z" fill="{stone}"/>'
        f'<path d="M{x - 58} {y - 28}h116M{x - 58} {y - 42}h116M{x - 54} {y - 58}h108M{x - 36} {y - 72}h72" '
        f'stroke="{dark}" stroke-width="2" opacity=".45"/>'
        f'<path d="M{x + 30} {y - 82}v-32h14v44Z" fill="{stone}"/>'
        + cut(
            f"M{x} {y - 116}L{x + 78} {y - 50}Q{x + 74} {y - 40} {x + 66} {y - 44}L{x} {y - 98}L{x - 66} {y - 44}"
            f"Q{x - 74} {y - 40} {x - 78} {y - 50}Z",
            snow,
            shadow=0.8,
        )
        + f'<path d="M{x - 10} {y}v-34q10-9 20 0v34Z" fill="{dark}"/>{windows}'
        + f'<circle cx="{x}" cy="{y - 70}" r="8" fill="{glass}"/>'
        + (lamp(x - 34, y - 34, radius=60) + lamp(x + 34, y - 34, radius=60) if frame.dark else "")
    )


def _poles(frame: Frame) -> str:
    """Tall poles that mark the way in deep snow."""
    c = frame.colours
    night = (0.0, 0.1, 0.5, 0.55, 0.62)[frame.hour]
    red, pale = mix("#d8604c", c.near, share=night + 0.1), mix("#fff6e6", c.near, share=night + 0.1)
    parts = []
    for x, y, s in (
        (268, 408, 0.6),
        (150, 512, 0.8),
        (1000, 402, 0.6),
        (1150, 470, 0.8),
        (-160, 470, 0.8),
        (1420, 470, 0.8),
    ):
        parts.append(
            f'<g transform="translate({x} {y}) scale({s})"><ellipse cx="8" cy="0" rx="22" ry="5" fill="{SHADOW}" '
            f'opacity=".14"/><path d="M0 0V-84" stroke="{red}" stroke-width="7" stroke-linecap="round"/>'
            f'<path d="M0-22V-40M0-58V-74" stroke="{pale}" stroke-width="7"/></g>'
        )
    return "".join(parts)


def _cairns(frame: Frame) -> str:
    base = mix("#98a3b0", frame.colours.ground_low, share=0.10 + 0.16 * frame.hour)
    snow = _snow(frame, base)
    blocks = ((-30, 0, 30, 17), (30, 2, 32, 18), (0, -22, 40, 18), (4, -46, 28, 15), (-2, -67, 19, 11))
    top = f'<path d="M-21-68Q-20-80-2-80Q16-80 17-68Q8-60 2-67Q-6-60-12-66Q-18-62-21-68Z" fill="{snow}"/>'
    spots = ((166, 640, 1.0), (1122, 622, 0.92), (-210, 630, 1.0), (1450, 630, 1.0))
    return "".join(cairn(x, y, size=s, blocks=blocks, base=base, top=top) for x, y, s in spots)


def _corners(rng: random.Random, frame: Frame) -> str:
    """Firs that stand nearest, their tops only, and drifts before them."""
    c = frame.colours
    fir = mix(c.near, "#1f4f58" if frame.hour < 2 else SHADOW, share=0.36)
    things = []
    for xs in ((-380, -290, -190, -90, 6, 92), (1196, 1276, 1370, 1460, 1560, 1650)):
        for x in xs:
            y, h = 770 + rng.uniform(-12, 14), rng.uniform(120, 190)
            things.append((y, pine(x, y, height=h, colour=fir) + _on_fir(frame, x, y, height=h)))
    drift = curve([(-420, 690), (-60, 706), (120, 694), (300, 738), (640, 764), (980, 738), (1160, 694), (1700, 700)])
    return standing(things) + land(drift, mix(c.ground_top, c.ground_low, share=0.35), shadow=0.5)
