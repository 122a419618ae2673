"""The map in the two quiet looks: flat shapes in the places' colours, and white outlines on black.

The same signs of the places in both: a house, a river, firs, a tower, a cave's mouth, summits, a sail, a pencil.
"""

from __future__ import annotations

from steadyquest.ui.landscapes import map_features
from steadyquest.ui.landscapes.map_sheet import RIGHT, WAY, across, middle_of, tones_of, way_y
from steadyquest.ui.landscapes.paper import BOTTOM, LEFT, TOP, Frame, box, curve, ribbon
from steadyquest.ui.palettes import mix

OUTLINE = "#9a9a9a"
"""Scenery is quieter than what can be chosen."""
_XS = [LEFT + 60.0 * i for i in range(66)]


def draw_plain(frame: Frame) -> str:
    """Flat sky, hills and ground; one flat sign to each side of a place."""
    c = frame.colours
    rows = (
        ("far", _edge(192, 16), [_greyed(t) for t in tones_of(frame, "far")]),
        ("mid", _edge(224, 10), [_greyed(t) for t in tones_of(frame, "mid")]),
        ("ground", _edge(248, 4), [_greyed(t) for t in tones_of(frame, "ground_top")]),
    )
    hills = "".join(
        across(name, tones) + f'<path d="{edge}L{RIGHT} {BOTTOM}L{LEFT} {BOTTOM}Z" fill="url(#{name})"/>'
        for name, edge, tones in rows
    )
    dark = "#ffffff" if frame.hour >= 2 else "#1c2733"
    tones = tones_of(frame, "mid")
    signs = "".join(
        f'<path d="{_sign(place, dx)}" fill="{mix(_greyed(tones[i]), dark, share=0.34)}"/>'
        for i, place in enumerate(WAY)
        for dx in (-150.0, 150.0)
    )
    river = ribbon(_river(), _greyed("#5aa9c9"))
    way = ribbon([(x, way_y(x), 25.0) for x in _XS], mix(c.ground_low, "#f6f7f8", share=0.5))
    return frame.svg(box(_greyed(c.sky_low), y=3 * TOP, h=3 * (BOTTOM - TOP), right=RIGHT), hills, river, signs, way)


def draw_contrast(frame: Frame) -> str:
    """Black; the edge of the land and the signs of the places as outlines, the way as two lines."""
    line = f'fill="none" stroke="{OUTLINE}" stroke-width="3" stroke-linejoin="round" stroke-linecap="round"'
    signs = "".join(
        f'<path d="{_sign(place, dx)}" {line.replace("none", "#000000", 1)}/>'
        for place in WAY
        for dx in (-150.0, 150.0)
    )
    edges = [f'<path d="{_edge(252, 4)}" {line}/>']
    edges += [f'<path d="{curve([(x, way_y(x) + dy) for x in _XS])}" {line}/>' for dy in (-13, 13)]
    return frame.svg(box("#000000", y=3 * TOP, h=3 * (BOTTOM - TOP), right=RIGHT), *edges[:1], signs, *edges[1:])


def _edge(y: float, amp: float) -> str:
    heights = (1.0, -0.7, 0.5, -1.0, 0.75, -0.4)
    return curve([(LEFT + 260.0 * i, y + amp * heights[i % len(heights)]) for i in range(16)])


def _river() -> list[tuple[float, float, float]]:
    at = middle_of("river") + map_features.CROSSING
    return [(at - 40, 244.0, 12.0), (at, 300, 50), (at - 10, 420, 90), (at + 20, 580, 130), (at, float(BOTTOM), 220)]


def _sign(place: str, dx: float) -> str:
    """The place's sign beside its middle, standing on the ground."""
    x, y = middle_of(place) + dx, 276.0
    return _SIGNS[place].format(
        **{f"{'m' if n < 0 else 'p'}{abs(n)}": f"{x + n:.0f}" for n in range(-50, 51, 2)},
        **{f"y{n}": f"{y - n:.0f}" for n in range(0, 101, 2)},
    )


_SIGNS = {
    "meadow": "M{m30} {y0}V{y30}L{m40} {y30}L{p0} {y60}L{p40} {y30}L{p30} {y30}V{y0}Z",
    "river": "M{m10} {y0}V{y20}H{m30}L{p0} {y70}L{p30} {y20}H{p10}V{y0}Z",
    "wood": "M{m8} {y0}V{y10}H{m30}L{m12} {y40}H{m24}L{p0} {y84}L{p24} {y40}H{p12}L{p30} {y10}H{p8}V{y0}Z",
    "fog": "M{m16} {y0}L{m10} {y60}H{m14}V{y70}H{m8}L{p0} {y90}L{p8} {y70}H{p14}V{y60}H{p10}L{p16} {y0}Z",
    "cave": "M{m50} {y0}C{m50} {y80} {p50} {y80} {p50} {y0}H{p22}C{p22} {y40} {m22} {y40} {m22} {y0}Z",
    "peak": "M{m50} {y0}L{m8} {y84}L{p10} {y50}L{p22} {y64}L{p50} {y0}Z",
    "coast": "M{m40} {y20}H{m4}V{y84}L{p36} {y28}H{p2}V{y20}H{p40}L{p24} {y0}H{m24}Z",
    "own": "M{m10} {y0}V{y66}L{p0} {y90}L{p10} {y66}V{y0}Z",
}


def _greyed(tone: str) -> str:
    total = sum(int(tone[i : i + 2], 16) for i in (1, 3, 5)) // 3
    return mix(tone, f"#{total:02x}{total:02x}{total:02x}", share=0.35)
