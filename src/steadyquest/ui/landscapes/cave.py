"""The cave: from inside one looks to the bright mouth; rock arches, hanging stones, crystals, a still lake.

By day the light comes in at the mouth; when it is dark outside the crystals and small glowworms shine.
"""

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
    ridge,
    ripple,
    sky,
    vertical,
)
from steadyquest.ui.landscapes.stones import crystals, hanging, point
from steadyquest.ui.palettes import mix

_MOUTH_EDGE = (
    "M846 292C838 236 852 150 886 104C914 64 962 40 1012 44C1070 46 1120 78 1146 128C1170 176 1176 240 1168 292Z"
)


def draw(frame: Frame) -> str:
    """The whole cave."""
    c, rng = frame.colours, frame.rng()
    back = ridge(rng, 286, amp=12, waves=9)
    ground = curve([(-420, 346), (120, 352), (560, 334), (1000, 344), (1400, 338), (1700, 350)])
    return frame.svg(
        sky(frame, horizon=300),
        _outside(frame),
        _wall(frame),
        _cracks(rng, frame),
        cut(hanging(rng, low=96, size=(26, 72), step=74, free=(812, 1196)), mix(c.far, c.mid, share=0.55), rim=0.4),
        land(back, c.mid, shadow=0.6),
        _boulders(rng, frame),
        _arch(frame),
        _worms(frame),
        land(ground, c.ground_top, low=c.ground_low, name="ground"),
        _lake(frame),
        _beam(frame),
        _pebbles(rng, frame),
        frame.at_head(_ceiling(rng, frame)),
        _crystals(frame),
        frame.at_foot(_corners(rng, frame)),
    )


def _outside(frame: Frame) -> str:
    """Hills that one sees through the mouth."""
    c = frame.colours
    tone = mix("#9fd0a0", c.sky_low, share=(0.25, 0.55, 0.9, 0.92, 0.95)[frame.hour])
    dark = mix(tone, SHADOW, share=0.08 if frame.hour < 2 else 0.3)
    hills = ((250, 236, tone), (274, 262, dark))
    return "".join(
        f'<path d="M780 {left}Q900 {left - 34} 1010 {right}T1240 {left - 10}V330H780Z" fill="{fill}"/>'
        for left, right, fill in hills
    )


def _wall(frame: Frame) -> str:
    """The back of the cave with the mouth cut out, which lets its edge throw a shadow on the light behind it."""
    c = frame.colours
    hole = f"M{LEFT} {TOP}H{RIGHT}V{BOTTOM}H{LEFT}Z{_MOUTH_EDGE}"
    rim = mix(c.far, "#ffffff", share=0.45)
    return (
        vertical("wall", ((0.0, mix(c.far, c.mid, share=0.8)), (0.28, c.far), (0.5, mix(c.far, c.mid, share=0.3))))
        + "".join(
            f'<path d="{_MOUTH_EDGE}" fill="none" stroke="{SHADOW}" stroke-width="{w}" opacity="{o}"/>'
            for w, o in ((34, 0.03), (22, 0.05), (12, 0.07))
        )
        + f'<path d="{hole}" fill="url(#wall)" fill-rule="evenodd"/>'
        f'<path d="{_MOUTH_EDGE}" fill="none" stroke="{rim}" stroke-width="5" opacity=".7"/>'
    )


def _cracks(rng: random.Random, frame: Frame) -> str:
    """A few bent lines in the rock."""
    tone = mix(frame.colours.far, frame.colours.near, share=0.45)
    parts = []
    for x in range(-380, 1700, 120):
        at, y = x + rng.uniform(-40, 40), rng.uniform(150, 250)
        if 780 < at < 1230:
            continue
        parts.append(
            f'<path d="M{at:.0f} {y:.0f}q{rng.uniform(14, 30):.0f} {rng.uniform(-16, 2):.0f} {rng.uniform(40, 66):.0f} '
            f'{rng.uniform(-6, 14):.0f}" fill="none" stroke="{tone}" stroke-width="4" stroke-linecap="round" '
            'opacity=".5"/>'
        )
    return "".join(parts)


def _beam(frame: Frame) -> str:
    """The light that falls in at the mouth and lies on the ground."""
    strength = (0.13, 0.11, 0.045, 0.035, 0.024)[frame.hour]
    tone = mix(frame.light.light, "#ffffff", share=0.3)
    stops = ((0.0, 1.0), (0.35, 0.55), (1.0, 0.0))
    inner = "".join(f'<stop offset="{at}" stop-color="{tone}" stop-opacity="{o * strength:.3f}"/>' for at, o in stops)
    return f'<defs><linearGradient id="in" x1="0.8" y1="0" x2="0.45" y2="1">{inner}</linearGradient></defs>' + "".join(
        f'<path d="M{868 + k * 14} 341C960 347 1060 347 {1150 - k * 14} 341L{1040 - k * 50} 720L{250 + k * 80} 720Z" '
        'fill="url(#in)"/>'
        for k in range(5)
    )


def _boulders(rng: random.Random, frame: Frame) -> str:
    tone = mix(frame.colours.mid, frame.colours.near, share=0.5)
    bright, parts = mix(tone, "#ffffff", share=0.22), []
    for x in range(-400, 1700, 92):
        at, r = x + rng.uniform(-26, 26), rng.uniform(20, 44)
        parts.append(
            f'<path d="M{at - r * 1.2:.0f} 318Q{at - r * 1.15:.0f} {318 - r:.0f} {at:.0f} {316 - r:.0f}'
            f'Q{at + r * 1.2:.0f} {320 - r:.0f} {at + r * 1.3:.0f} 318Z" fill="{tone}"/>'
            f'<path d="M{at - r * 0.8:.0f} {310 - r * 0.5:.0f}Q{at - r * 0.5:.0f} {322 - r:.0f} {at:.0f} '
            f'{322 - r:.0f}" fill="none" stroke="{bright}" stroke-width="4" stroke-linecap="round" opacity=".7"/>'
        )
    return "".join(parts)


def _arch(frame: Frame) -> str:
    """Two great pillars of rock that grow together above, left and right of where one plays."""
    c = frame.colours
    fill, dark = c.near, mix(c.near, SHADOW, share=0.16)
    left = (
        f"M{LEFT} {TOP}H300C250 40 214 70 196 130C180 196 206 250 236 318C252 356 246 378 214 384"
        f"C140 396 20 396 -40 384C-60 376 -50 340 -40 318C-20 250 -10 190 -36 140C-60 90 -160 60 -220 70V{TOP}Z"
    )
    right = (
        f"M{RIGHT} {TOP}H1040C1120 10 1180 40 1200 110C1214 180 1190 250 1158 312C1142 348 1150 370 1186 378"
        f"C1260 390 1380 390 1430 376C1450 360 1430 320 1416 290C1390 230 1400 160 1440 110C1480 70 1560 60 {RIGHT} 70Z"
    )
    lines = (
        "M120 90C100 150 104 210 130 280M60 70C44 140 50 210 66 300M186 60C156 110 150 160 164 220"
        "M1262 80C1282 150 1270 220 1242 290M1330 70C1346 140 1338 220 1320 300M1212 60C1236 110 1236 160 1224 210"
    )
    return (
        cut(left, fill, rim=0.4)
        + cut(right, fill, rim=0.4)
        + f'<path d="{lines}" fill="none" stroke="{dark}" stroke-width="7" stroke-linecap="round" opacity=".6"/>'
    )


def _worms(frame: Frame) -> str:
    """Glowworms under the roof, where it is dark enough to see them."""
    if frame.hour < 2:
        return ""
    rng, parts = frame.rng("worms"), []
    strength = (0, 0, 0.5, 0.75, 0.85)[frame.hour]
    for _ in range(54):
        x, y = rng.uniform(LEFT, RIGHT), rng.uniform(30, 190)
        if 800 < x < 1210:
            continue
        long = rng.uniform(8, 26)
        parts.append(
            f'<path d="M{x:.0f} {y - long:.0f}V{y:.0f}" stroke="#9fe8d8" stroke-width="1.4" opacity=".22"/>'
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="7" fill="#7fe0cc" opacity="{strength * 0.16:.2f}"/>'
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="2.3" fill="#b8fff0" opacity="{strength:.2f}"/>'
        )
    return "".join(parts)


def _lake(frame: Frame) -> str:
    """Still water, with the light of the mouth on it."""
    c = frame.colours
    top, low = mix(c.sky_low, c.ground_top, share=0.40), mix(c.sky_top, c.ground_low, share=0.5)
    shore = mix(c.ground_low, SHADOW, share=0.12)
    shape = (
        "M300 392C420 366 660 368 810 384C950 398 1010 424 1000 462C992 500 1024 520 1004 560C976 616 760 648 560 636"
        "C400 626 268 600 262 548C258 510 214 486 214 446C214 412 250 400 300 392Z"
    )
    parts = [
        vertical("lake", ((0.0, top), (1.0, low))),
        f'<path d="{shape}" fill="{shore}" transform="translate(-3 -6)" opacity=".8"/>',
        f'<path d="{shape}" fill="url(#lake)" opacity=".85"/>',
    ]
    light = mix(c.ground_top, "#ffffff", share=0.6 if frame.hour < 2 else 0.28)
    for x, y, w in (
        (420, 420, 130),
        (640, 404, 110),
        (800, 440, 120),
        (360, 556, 120),
        (560, 600, 150),
        (780, 560, 130),
    ):
        parts.append(ripple(x, y, width=w, colour=light, opacity=0.34))
    strength = (0.30, 0.30, 0.14, 0.10, 0.07)[frame.hour]
    parts += [
        f'<path d="M{x - half} {y}q{half}-6 {half * 2} 0q-{half} 6-{half * 2} 0Z" fill="{frame.light.light}" '
        f'opacity="{strength}"/>'
        for x, y, half in ((884, 398, 60), (858, 418, 74), (872, 440, 52), (826, 464, 66), (842, 492, 46))
    ]
    return "".join(parts)


def _pebbles(rng: random.Random, frame: Frame) -> str:
    tone = mix(frame.colours.ground_low, SHADOW, share=0.10)
    light, parts = mix(frame.colours.ground_top, "#ffffff", share=0.25), []
    for _ in range(70):
        y = 372 + 320 * rng.random() ** 1.2
        x, r = rng.uniform(LEFT, RIGHT), 2.5 + (y - 350) * 0.012
        if 215 < x < 1000 and 370 < y < 650:
            continue
        parts.append(oval(x, y, rx=r * 1.5, ry=r, fill=tone, opacity=0.7))
        parts.append(oval(x - r * 0.3, y - r * 0.4, rx=r * 0.7, ry=r * 0.36, fill=light, opacity=0.6))
    return "".join(parts)


def _ceiling(rng: random.Random, frame: Frame) -> str:
    """The nearest stones that hang into the picture, long at the sides, short above where one plays."""
    c = frame.colours
    fill = mix(c.near, SHADOW if frame.hour >= 2 else "#3a2f66", share=0.26)
    stones = ((-330, 150, 92), (-180, 210, 110), (26, 190, 104), (128, 110, 74), (246, 74, 58))
    points = [point(x, -2, height=-size, width=wide) for x, size, wide in stones]
    points += [  # and across from them, but for the last: the mouth stays free
        point(1280 - x + rng.uniform(-12, 12), -2, height=-size * rng.uniform(0.85, 1.1), width=wide)
        for x, size, wide in stones[:-1]
    ]
    band = hanging(rng, low=8, size=(8, 22), step=60)
    return cut("".join(points), fill, shadow=0.8, rim=0.3) + cut(band, fill, shadow=0.6)


_CLUSTERS = (
    (128.0, 606.0, 1.0, ("violet", "blue", "pink")),
    (1156.0, 598.0, 0.92, ("teal", "pink", "blue")),
    (-196.0, 590.0, 1.0, ("pink", "teal", "violet")),
    (1470.0, 604.0, 1.0, ("blue", "violet", "teal")),
    (158.0, 352.0, 0.42, ("teal", "blue", "violet")),
)


def _crystals(frame: Frame) -> str:
    """Clusters at the sides; in the dark they shine."""
    return "".join(crystals(frame, x, y, size=s, colours=tones) for x, y, s, tones in _CLUSTERS)


def _corners(rng: random.Random, frame: Frame) -> str:
    """Stones that grow from the ground at both lower corners."""
    c = frame.colours
    back = mix(c.ground_low, SHADOW if frame.hour >= 2 else "#3a2f66", share=0.16)
    front = mix(c.ground_low, SHADOW if frame.hour >= 2 else "#3a2f66", share=0.34)
    parts = []
    for fill, tall, step in ((back, 120, 84), (front, 74, 70)):
        cones = []
        for left, right in ((LEFT, 176), (1104, RIGHT)):
            for x in range(left, right, step):
                at, h = x + rng.uniform(-18, 18), tall * rng.uniform(0.55, 1.1)
                cones.append(point(at, 744, height=h, width=rng.uniform(56, 88)))
        parts.append(cut("".join(cones), fill, rim=0.3))
    edge = curve([(-420, 722), (60, 710), (220, 732), (640, 764), (1060, 732), (1220, 710), (1700, 722)])
    return "".join(parts) + land(edge, front, shadow=0.4)
