"""The two quiet looks: flat bands of the same place without a story, and black ground with a few white marks."""

from __future__ import annotations

from steadyquest.ui.landscapes.paper import BOTTOM, LEFT, RIGHT, TOP, Frame, box, curve
from steadyquest.ui.palettes import mix

WITHOUT_HORIZON = frozenset({"title", "map"})
"""It would run through the words there."""


def draw_plain(frame: Frame) -> str:
    """Sky, two hills and ground, flat; a line marks the horizon of where one plays."""
    c = frame.colours
    sky, far, near, ground = (mix(tone, _grey(tone), share=0.35) for tone in (_sky(frame), c.far, c.near, c.ground_low))
    high = curve([(-420, 236), (200, 196), (760, 240), (1280, 200), (1700, 236)])
    low = curve([(-420, 286), (320, 300), (900, 272), (1700, 296)])
    return frame.svg(
        box(sky, y=3 * TOP, h=3 * (BOTTOM - TOP)),
        *(
            f'<path d="{edge}L{RIGHT} {BOTTOM}L{LEFT} {BOTTOM}Z" fill="{fill}"/>'
            for edge, fill in ((high, far), (low, near))
        ),
        box(ground, y=318, h=3 * BOTTOM),
    )


def _sky(frame: Frame) -> str:
    c = frame.colours
    return c.sky_low if frame.hour < 2 else mix(c.sky_low, c.sky_top, share=0.4)


def draw_contrast(frame: Frame) -> str:
    """Black, with a dotted horizon far behind where one plays; nothing else to look at."""
    black = box("#000000", y=3 * TOP, h=3 * (BOTTOM - TOP))
    if frame.place in WITHOUT_HORIZON:
        return frame.svg(black)
    return frame.svg(
        black,
        (
            f'<path d="M{LEFT} 128H{RIGHT}" stroke="#8a8a8a" stroke-width="3" stroke-dasharray="3 21" '
            'stroke-linecap="round"/>'
        ),
    )


def _grey(tone: str) -> str:
    total = sum(int(tone[i : i + 2], 16) for i in (1, 3, 5)) // 3
    return f"#{total:02x}{total:02x}{total:02x}"
