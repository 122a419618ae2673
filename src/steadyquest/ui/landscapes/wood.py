"""The wood: tall trunks in rows one behind the other, shafts of light between them, ferns and a mossy log."""

from __future__ import annotations

import random

from steadyquest.ui.landscapes.paper import (
    BOTTOM,
    LEFT,
    RIGHT,
    SHADOW,
    TOP,
    Frame,
    curve,
    cut,
    land,
    oval,
    ribbon,
    ridge,
    sky,
)
from steadyquest.ui.landscapes.plants import blades, meadow_edge
from steadyquest.ui.palettes import mix

_SHAFTS = ((-330, 70), (-40, 110), (210, 60), (420, 120), (690, 80), (930, 130), (1250, 90))
"""Where the light meets the ground, and how wide it is there."""
_LIGHT = (1012.0, 188.0)
"""Sun and moon stand between the trunks."""
_HALO = (1.0, 1.0, 0.7, 0.35, 0.35)
"""At night the trunks would cut the moon's rings into a pale square."""
_CALM = (320.0, 970.0)
"""Between these no trunk stands near: here one plays."""
_FALLS = ((3, 2, 0.10), (8, 5, 0.06))
"""How a trunk's shadow falls off."""


def draw(frame: Frame) -> str:
    """The whole wood."""
    c, rng = frame.colours, frame.rng()
    far, mid = ridge(rng, 236, amp=10, waves=7), ridge(rng, 276, amp=12, waves=8)
    ground = curve([(-420, 330), (140, 344), (600, 322), (1060, 340), (1700, 326)])
    return frame.svg(
        sky(frame, horizon=240, sun=(_LIGHT[0], frame.light.light_y + 60), moon=_LIGHT, halo=_HALO[frame.hour]),
        _leaves(rng, low=92, fill=mix(c.sky_low, c.far, share=0.7), count=16),
        _cut_row(_row(rng, foot=250, width=(11, 19), step=54), c.far, shadow=0.6),
        land(far, c.far, shadow=0.4),
        _leaves(rng, low=58, fill=c.far, count=15),
        _cut_row(_row(rng, foot=290, width=(20, 32), step=104), c.mid, shadow=0.8),
        land(mid, c.mid, shadow=0.5),
        _bushes(rng, y=292, fill=mix(c.mid, c.near, share=0.45)),
        _cut_row(_row(rng, foot=336, width=(40, 54), step=118, gap=_CALM), c.near, shadow=1.0),
        land(ground, c.ground_top, low=c.ground_low, name="ground"),
        _path(frame),
        _floor(rng, frame),
        _light(frame),
        _trees_in_front(frame),
        frame.at_head(_leaves(rng, low=30, fill=mix(c.near, c.mid, share=0.4), count=14, sides=56)),
        frame.at_head(_leaves(rng, low=-4, fill=_front(frame), count=13, sides=64)),
        frame.at_foot(_corners(rng, frame)),
    )


def _front(frame: Frame) -> str:
    return mix(frame.colours.near, "#123a33" if frame.hour < 2 else SHADOW, share=0.30)


def _bark(frame: Frame) -> str:
    return mix("#9a6440", frame.colours.near, share=(0.22, 0.30, 0.66, 0.76, 0.82)[frame.hour])


def _trunk(x: float, *, foot: float, width: float, sway: float = 0.0) -> str:
    """One trunk from above the picture down to its spreading roots, as path commands."""
    w, top = width / 2, x + sway
    return (
        f"M{top - w * 0.8:.1f} {TOP}C{top - w * 0.8:.1f} {foot * 0.3:.1f} {x - w:.1f} {foot - width * 2:.1f} "
        f"{x - w:.1f} {foot - width:.1f}Q{x - w:.1f} {foot - width * 0.25:.1f} {x - w * 2:.1f} {foot:.1f}"
        f"Q{x:.1f} {foot + width * 0.22:.1f} {x + w * 2:.1f} {foot:.1f}"
        f"Q{x + w:.1f} {foot - width * 0.25:.1f} {x + w:.1f} {foot - width:.1f}"
        f"C{x + w:.1f} {foot - width * 2:.1f} {top + w * 0.8:.1f} {foot * 0.3:.1f} {top + w * 0.8:.1f} {TOP}Z"
    )


def _row(
    rng: random.Random, *, foot: float, width: tuple[float, float], step: int, gap: tuple[float, float] | None = None
) -> str:
    trunks = []
    for x in range(LEFT, RIGHT, step):
        at, wide, down = x + rng.uniform(-0.3, 0.3) * step, rng.uniform(*width), foot + rng.uniform(-6, 10)
        if (gap is None or not gap[0] < at < gap[1]) and abs(at - _LIGHT[0]) > 58:
            trunks.append(_trunk(at, foot=down, width=wide, sway=rng.uniform(-16, 16)))
    return "".join(trunks)


def _cut_row(path: str, fill: str, *, shadow: float) -> str:
    """Trunks with their shadow to the lower right. Two fills; strokes about so many edges take a second."""
    shade = "".join(
        f'<path d="{path}" transform="translate({dx} {dy})" fill="{SHADOW}" opacity="{strength * shadow:.3f}"/>'
        for dx, dy, strength in _FALLS
    )
    return f'{shade}<path d="{path}" fill="{fill}"/>'


def _leaves(rng: random.Random, *, low: float, fill: str, count: int, sides: float = 40) -> str:
    """A roof of leaves with a scalloped edge, lower at the sides than in the middle."""
    step = (RIGHT - LEFT) / count
    xs = [LEFT + step * i for i in range(count + 1)]
    ys = [low + sides * min(1.0, abs(x - 640) / 560) ** 2 + rng.uniform(-12, 12) for x in xs]
    path = f"M{LEFT} {2 * TOP}L{LEFT} {ys[0]:.1f}"
    for i in range(count):
        droop = rng.uniform(26, 44)
        path += (
            f"C{xs[i] + step * 0.1:.1f} {ys[i] + droop:.1f} {xs[i + 1] - step * 0.1:.1f} {ys[i + 1] + droop:.1f} "
            f"{xs[i + 1]:.1f} {ys[i + 1]:.1f}"
        )
    return cut(f"{path}L{RIGHT} {2 * TOP}Z", fill, shadow=0.7, rim=0.35)


def _bushes(rng: random.Random, *, y: float, fill: str) -> str:
    """A low hedge of round shrubs at both sides."""
    bright = mix(fill, "#ffffff", share=0.14)
    parts = []
    for left, right in ((LEFT, 300), (985, RIGHT)):
        for x in range(left, right, 62):
            at, r = x + rng.uniform(-16, 16), rng.uniform(24, 40)
            parts.append(oval(at, y, rx=r * 1.25, ry=r, fill=fill))
            parts.append(oval(at - r * 0.3, y - r * 0.3, rx=r * 0.7, ry=r * 0.5, fill=bright, opacity=0.4))
    return "".join(parts)


def _light(frame: Frame) -> str:
    """Shafts of sun or moonlight that come slanting through the leaves."""
    strength = (0.42, 0.36, 0.12, 0.09, 0.06)[frame.hour]
    shafts = "".join(
        f'<path d="M{at + 330 - wide * 0.3:.0f} 30L{at - wide} 640L{at + wide} 640L{at + 330 + wide * 0.3:.0f} 30Z" '
        'fill="url(#shaft)"/>'
        for at, wide in _SHAFTS
    )
    tone = mix(frame.light.light, "#ffffff", share=0.25)
    stops = ((0.0, 0.0), (0.22, 1.0), (0.6, 0.5), (1.0, 0.0))
    inner = "".join(f'<stop offset="{at}" stop-color="{tone}" stop-opacity="{o * strength:.3f}"/>' for at, o in stops)
    return f'<defs><linearGradient id="shaft" x1="0" y1="0" x2="0" y2="1">{inner}</linearGradient></defs>{shafts}'


def _path(frame: Frame) -> str:
    """A way that comes from between the trees."""
    c = frame.colours
    sand = mix(
        mix("#f2dcae", frame.light.ambient, share=0.3), c.ground_top, share=(0.4, 0.5, 0.8, 0.86, 0.9)[frame.hour]
    )
    way = [(806.0, 336.0, 22.0), (836, 360, 34), (948, 396, 50), (1000, 442, 70), (948, 510, 96)]
    way += [(936, 590, 130), (980, 690, 180), (1010, float(BOTTOM), 300)]
    return ribbon(way, sand, opacity=0.8)


def _floor(rng: random.Random, frame: Frame) -> str:
    """Fallen leaves and small tufts; nothing so large that it is taken for a target."""
    c = frame.colours
    tones = [mix(t, c.ground_top, share=0.45 + 0.1 * frame.hour) for t in ("#e8a14e", "#c9703f", "#f0d060")]
    parts = []
    for _ in range(110):
        y = 360 + 340 * rng.random() ** 1.2
        x, turn, s = rng.uniform(LEFT, RIGHT), rng.uniform(0, 360), 0.5 + (y - 340) * 0.0024
        parts.append(
            f'<path d="M-8 0Q0-7 9 0Q0 7-8 0Z" transform="translate({x:.0f} {y:.0f}) rotate({turn:.0f}) '
            f'scale({s:.2f})" fill="{rng.choice(tones)}" opacity=".75"/>'
        )
    tuft = mix(c.ground_low, "#1d4a38" if frame.hour < 2 else SHADOW, share=0.16)
    for _ in range(30):
        y = 356 + 350 * rng.random()
        parts.append(blades(rng, rng.uniform(LEFT, RIGHT), y, height=13 + (y - 330) * 0.05, colour=tuft, count=5))
    return "".join(parts)


def _trees_in_front(frame: Frame) -> str:
    """Four great trunks, two at each side; the outer ones are seen only in wide windows."""
    bark = _bark(frame)
    dark, bright = mix(bark, SHADOW, share=0.26), mix(bark, "#ffffff", share=0.20)
    parts = []
    for x, foot, width, sway in ((-262, 560, 112, 24), (72, 590, 96, -26), (1212, 566, 104, 30), (1520, 540, 96, -20)):
        parts.append(oval(x + 40, foot - 4, rx=width * 1.25, ry=width * 0.16, fill=SHADOW, opacity=0.16))
        parts.append(cut(_trunk(x, foot=foot, width=width, sway=sway), bark, rim=0.3))
        w = width / 2
        for k, (dx, top, long) in enumerate(((-0.4, 110, 120), (0.1, 196, 130), (0.42, 90, 150), (-0.24, 330, 90))):
            at = x + dx * w + sway * (1 - top / foot) * 0.6
            parts.append(
                f'<path d="M{at:.0f} {top}q{-6 + 4 * k} {long / 2:.0f} 2 {long}" fill="none" '
                f'stroke="{dark if k else bright}" stroke-width="5" stroke-linecap="round" opacity=".7"/>'
            )
        parts.append(oval(x + w * 0.2, 296, rx=w * 0.34, ry=w * 0.46, fill=dark))
        parts.append(oval(x + w * 0.26, 302, rx=w * 0.22, ry=w * 0.32, fill=mix(dark, SHADOW, share=0.5)))
        moss = mix(frame.colours.ground_low, "#5a9a4a", share=(0.4, 0.3, 0.12, 0.08, 0.05)[frame.hour])
        parts.append(
            f'<path d="M{x - w:.0f} {foot - width:.0f}Q{x - w:.0f} {foot - width * 0.25:.0f} {x - width:.0f} {foot}'
            f"Q{x - w * 0.6:.0f} {foot + 12:.0f} {x:.0f} {foot + 8:.0f}Q{x - w * 0.5:.0f} {foot - 20:.0f} "
            f"{x - w * 0.3:.0f} {foot - width * 0.6:.0f}Q{x - w * 0.7:.0f} {foot - width * 0.5:.0f} "
            f'{x - w:.0f} {foot - width:.0f}Z" fill="{moss}"/>'
        )
    return "".join(parts)


def fern(x: float, y: float, *, height: float, turn: float, colour: str) -> str:
    """One frond that bends to its side, with leaflets that grow smaller to the tip."""
    side = 1 if turn >= 0 else -1
    points, leaflets = [], []
    for i in range(10):
        t = i / 9
        points.append((height * 0.75 * abs(turn) * t**1.6 * side, -height * (t - 0.22 * abs(turn) * t**2.4)))
    for i, (x0, y0) in enumerate(points[1:-1], 1):
        long = height * 0.30 * (1 - (i / 9.6) ** 1.3) + 5
        leaflets += [
            f"M{x0:.1f} {y0 + 3:.1f}q{way * long * 0.45:.1f} {-long * 0.5:.1f} {way * long:.1f} {-long * 0.12:.1f}"
            f"q{-way * long * 0.5:.1f} {long * 0.34:.1f} {-way * long:.1f} {long * 0.12:.1f}Z"
            for way in (-1, 1)
        ]
    spine = "L".join(f"{px:.1f} {py:.1f}" for px, py in points)
    return (
        f'<g transform="translate({x:.0f} {y:.0f})"><path d="M{spine}" fill="none" stroke="{colour}" '
        f'stroke-width="{max(2.2, height * 0.022):.1f}" stroke-linecap="round"/>'
        f'<path d="{"".join(leaflets)}" fill="{colour}"/></g>'
    )


def _corners(rng: random.Random, frame: Frame) -> str:
    c = frame.colours
    back = mix(c.ground_low, "#2a6a45" if frame.hour < 2 else "#16343a", share=0.34)
    front = mix(c.ground_low, "#14402f" if frame.hour < 2 else "#10262e", share=0.52)
    parts = []
    for left, right in ((LEFT, 190), (1090, RIGHT)):
        for colour, tall, turns in ((back, 168, (-0.5, 0.1, 0.6)), (front, 116, (-0.95, -0.3, 0.35, 0.95))):
            for x in range(left + 20, right, 104):
                at, h = x + rng.uniform(-20, 20), tall * rng.uniform(0.75, 1.1)
                parts += [fern(at, 742, height=h, turn=turn + rng.uniform(-0.1, 0.1), colour=colour) for turn in turns]
        parts.append(meadow_edge(rng, (left, right), count=12, height=(26, 54), colour=front, y=742))
    parts.insert(0, _toadstools(frame))
    edge = curve([(-420, 724), (60, 712), (220, 732), (640, 764), (1060, 732), (1220, 712), (1700, 724)])
    return "".join(parts) + land(edge, front, shadow=0.4)


def _toadstools(frame: Frame) -> str:
    c = frame.colours
    night = (0.10, 0.2, 0.5, 0.62, 0.72)[frame.hour]
    cap, stem = mix("#e2604a", c.ground_low, share=night), mix("#fff1dc", c.ground_low, share=night)
    dots = mix("#fff6e8", c.ground_low, share=night)
    parts = []
    for x, y, s in ((214, 676, 1.0), (250, 694, 0.68), (1066, 688, 0.9), (1034, 704, 0.6), (-300, 668, 1.0)):
        parts.append(
            f'<g transform="translate({x} {y}) scale({s})"><path d="M-9 0Q-6-22-9-34L9-34Q6-22 9 0Q0 5-9 0Z" '
            f'fill="{stem}"/><path d="M-32-30C-32-58-14-70 0-70C14-70 32-58 32-30Q0-20-32-30Z" fill="{cap}"/>'
            f'<circle cx="-12" cy="-48" r="6" fill="{dots}"/><circle cx="9" cy="-56" r="5" fill="{dots}"/>'
            f'<circle cx="16" cy="-38" r="4.6" fill="{dots}"/></g>'
        )
    return "".join(parts)
