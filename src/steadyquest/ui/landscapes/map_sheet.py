"""The map: one long picture through the valley, from the meadow to the coast and on to the valley of one's own.

The places lie `STEP` apart, from left to right; the window shows a part of it. Where the way goes is told here, so
that lanterns can be put along it; what stands beside it is drawn in map_features.py.
"""

from __future__ import annotations

import math

from steadyquest.ui.landscapes import map_features
from steadyquest.ui.landscapes.paper import (
    LEFT,
    SHADOW,
    TOP,
    Frame,
    box,
    cloud,
    curve,
    land,
    ribbon,
    vertical,
)
from steadyquest.ui.landscapes.plants import blades
from steadyquest.ui.palettes import PLACES, mix

WAY = ("meadow", "river", "wood", "fog", "cave", "peak", "coast", "own")
"""The places in the order of the way. The own valley is made of drawing paper, so it has no palette of its own."""
STEP = 380.0
LENGTH = STEP * len(WAY)
RIGHT = LENGTH + 420.0
"""The picture goes on beyond both ends, for wide windows."""
WAY_Y, WAY_SWAY = 316.0, 6.0
PAPER = ("#fbf6ea", "#f0d9b8", "#6a6190", "#2f4468", "#1a2740")
"""The own valley's ground at each hour."""


def middle_of(place: str) -> float:
    """Where a place's middle is along the way."""
    return (WAY.index(place) + 0.5) * STEP


def way_y(x: float) -> float:
    """How high the way runs there: it sways a little, so that lanterns do not stand in a row."""
    return WAY_Y + WAY_SWAY * math.sin(x / 71.0)


def draw(frame: Frame) -> str:
    """The whole picture."""
    c = frame.colours
    return frame.svg(
        vertical("air", ((0.0, c.sky_top), (0.75, c.sky_low), (1.0, c.sky_low))),
        box(c.sky_top, y=TOP, h=-TOP - 99, right=RIGHT),
        box("url(#air)", y=-100, h=420, right=RIGHT),
        _clouds(frame),
        _layers(frame),
        map_features.draw(frame, {place: middle_of(place) for place in WAY}),
        _way(frame),
        map_features.before_the_way(frame, {place: middle_of(place) for place in WAY}),
        _shade(),
        frame.at_foot(_grass(frame)),
    )


def tones_of(frame: Frame, layer: str) -> list[str]:
    """A layer's colour in each place."""
    paper = PAPER[frame.hour]
    own = {"far": mix(paper, "#7f8fb8", share=0.34), "mid": mix(paper, "#8f9f86", share=0.28), "ground_top": paper}
    tones = [getattr(PLACES[place][frame.hour], layer) for place in WAY[:-1]]
    if layer == "ground_top":
        # The ground of the river's world is water; on this picture land lies to both sides of it.
        tones[1] = mix(PLACES["river"][frame.hour].near, tones[0], share=0.55)
    return [*tones, own[layer]]


def _layers(frame: Frame) -> str:
    """Two rows of hills and the ground, each going over from one place's colour to the next."""
    far = _hills(188, amp=20, apart=250, phase=0.4)
    mid = _hills(222, amp=12, apart=210, phase=1.9)
    ground = _hills(246, amp=6, apart=300, phase=0.0)
    rows = (("far", far, "far", 0.6), ("mid", mid, "mid", 0.6), ("ground", ground, "ground_top", 0.5))
    return "".join(
        across(name, tones_of(frame, layer))
        + land(
            edge, f"url(#{name})", rim=mix(tones_of(frame, layer)[3], "#ffffff", share=0.4), shadow=dark, right=RIGHT
        )
        for name, edge, layer, dark in rows
    )


def _hills(y: float, *, amp: float, apart: float, phase: float) -> str:
    count = math.ceil((RIGHT - LEFT) / apart) + 1
    heights = (1.0, -0.7, 0.5, -1.0, 0.75, -0.4)
    return curve([(LEFT + apart * i, y + amp * heights[(i + round(phase * 3)) % len(heights)]) for i in range(count)])


def across(name: str, tones: list[str]) -> str:
    """A gradient that goes along with the way."""
    inner = "".join(
        f'<stop offset="{(i + at) / len(tones):.4f}" stop-color="{tone}"/>'
        for i, tone in enumerate(tones)
        for at in (0.28, 0.72)
    )
    return (
        f'<defs><linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="0" x2="{LENGTH:.0f}" y1="0" y2="0">'
        f"{inner}</linearGradient></defs>"
    )


def _clouds(frame: Frame) -> str:
    white = mix(frame.colours.sky_low, "#ffffff", share=0.75 if frame.hour < 2 else 0.1)
    opacity = 0.9 if frame.hour < 2 else 0.3
    spots = ((60, 0.5), (430, 0.62), (836, 0.5), (1180, 0.7), (1500, 0.52), (1960, 0.62), (2330, 0.5), (2720, 0.66))
    return "".join(
        cloud(x + dx, 150 + (i % 3) * 14 - 78 * (dx > 0), size=s * (1.3 if dx else 1), fill=white, opacity=opacity)
        for i, (x, s) in enumerate(((-240, 0.6), *spots, (3200, 0.6)))
        for dx in (0, 190)
    )


def _way(frame: Frame) -> str:
    """The way that joins the places."""
    c = frame.colours
    xs = [LEFT + 55.0 * i for i in range(math.ceil((RIGHT - LEFT) / 55.0) + 1)]

    def strip(width: float, fill: str, *, opacity: float = 1.0, down: float = 0.0) -> str:
        return ribbon([(x, way_y(x) + down, width) for x in xs], fill, opacity=opacity)

    return (
        strip(34, SHADOW, opacity=0.10, down=5)
        + strip(31, mix(c.ground_low, "#a98b52", share=0.15))
        + strip(25, mix(c.ground_top, "#fffaf0", share=0.35 if frame.hour < 2 else 0.0))
    )


def _shade() -> str:
    """Nearer ground is a little darker: the eye stays on the way."""
    fade = (
        '<defs><linearGradient id="low" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="330" y2="720">'
        f'<stop offset="0" stop-color="{SHADOW}" stop-opacity="0"/>'
        f'<stop offset="1" stop-color="{SHADOW}" stop-opacity=".16"/></linearGradient></defs>'
    )
    return fade + box("url(#low)", y=330, h=1140, right=RIGHT)


def _grass(frame: Frame) -> str:
    """Tufts along the lower edge, each in its place's colour."""
    rng, tones = frame.rng("foot"), tones_of(frame, "mid")
    parts = []
    for i in range(110):
        x = LEFT + (RIGHT - LEFT) * (i + rng.random()) / 110
        tone = tones[min(len(tones) - 1, max(0, int(x / STEP)))]
        parts.append(
            blades(rng, x, 742, height=rng.uniform(24, 62), colour=mix(tone, SHADOW, share=rng.uniform(0.10, 0.24)))
        )
    return "".join(parts)
