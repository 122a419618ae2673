"""The map: one sheet of paper on which the seven worlds lie side by side, from the meadow to the coast, and the way.

Most of it is covered by what one chooses from: what tells the worlds apart stands along the lower edge.
"""

from __future__ import annotations

from collections.abc import Callable

from steadyquest.ui.landscapes.paper import (
    BOTTOM,
    SHADOW,
    TOP,
    Frame,
    box,
    cloud,
    curve,
    cut,
    land,
    oval,
    ribbon,
    ripple,
    vertical,
)
from steadyquest.ui.landscapes.plants import blades, cottage, pine, round_tree, standing
from steadyquest.ui.landscapes.stones import cairn, crystals
from steadyquest.ui.palettes import PLACES, mix

WORLDS = ("meadow", "river", "wood", "fog", "cave", "peak", "coast")
_WIDE = 1280 / len(WORLDS)


def draw(frame: Frame) -> str:
    """The whole sheet."""
    c = frame.colours
    return frame.svg(
        vertical("air", ((0.0, c.sky_top), (0.5, c.sky_low), (1.0, c.sky_low))),
        box(c.sky_top, y=TOP, h=-TOP - 199),
        box("url(#air)", y=-200, h=620),
        _clouds(frame),
        _layers(frame),
        *(part(frame, _middle(world)) for world, part in _FEATURES.items()),
        frame.at_foot(_way(frame)),
    )


def _middle(world: str) -> float:
    return (WORLDS.index(world) + 0.5) * _WIDE


def _clouds(frame: Frame) -> str:
    white = mix(frame.colours.sky_low, "#ffffff", share=0.7 if frame.hour < 2 else 0.1)
    spots = ((60, 60, 0.6), (420, 92, 0.7), (900, 70, 0.9), (1230, 50, 0.6), (-160, 90, 0.9), (1440, 80, 0.9))
    return "".join(cloud(x, y, size=s, fill=white, opacity=0.85 if frame.hour < 2 else 0.3) for x, y, s in spots)


def _layers(frame: Frame) -> str:
    """Two rows of hills and the ground, each going over from one world's colour to the next."""
    worlds = [PLACES[world][frame.hour] for world in WORLDS]
    far = curve([(-420, 190), (-60, 150), (180, 206), (420, 150), (640, 200), (880, 96), (1080, 190), (1700, 186)])
    near = curve([(-420, 232), (60, 204), (380, 244), (720, 206), (920, 190), (1100, 244), (1700, 236)])
    ground = curve([(-420, 262), (160, 246), (520, 268), (860, 244), (1200, 266), (1700, 250)])
    # Rivers and seas are the ground of their worlds; on the sheet land is.
    grounds = [w.ground_top for w in worlds]
    grounds[1] = mix(worlds[1].near, worlds[0].ground_top, share=0.55)
    rows = (
        ("far", far, [w.far for w in worlds]),
        ("mid", near, [w.mid for w in worlds]),
        ("ground", ground, grounds),
    )
    return "".join(
        _across(name, tones) + land(edge, f"url(#{name})", rim=mix(tones[3], "#ffffff", share=0.3))
        for name, edge, tones in rows
    )


def _across(name: str, tones: list[str]) -> str:
    inner = "".join(
        f'<stop offset="{(i + at) / len(tones):.3f}" stop-color="{tone}"/>'
        for i, tone in enumerate(tones)
        for at in (0.3, 0.7)
    )
    return (
        f'<defs><linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="0" x2="1280" y1="0" y2="0">{inner}'
        "</linearGradient></defs>"
    )


def _meadow(frame: Frame, x: float) -> str:
    c, rng = PLACES["meadow"][frame.hour], frame.rng("meadow")
    house = cottage(
        frame, x - 60, 300, size=60, wall=mix("#fff1d8", c.near, share=0.15), roof=mix("#e07a55", c.near, share=0.1)
    )
    spots = ((20, 350), (-60, 400), (-170, 520), (-300, 430), (14, 470), (60, 596), (-240, 640), (20, 690), (-90, 660))
    return house + standing((y, round_tree(at, y, height=rng.uniform(62, 84), colour=c.near)) for at, y in spots)


def _river(frame: Frame, x: float) -> str:
    c = PLACES["river"][frame.hour]
    course = [(x + 20, 254.0, 20.0), (x + 6, 300, 34), (x - 24, 360, 56), (x - 4, 430, 80), (x + 30, 510, 100)]
    course += [(x + 6, 600, 116), (x - 16, 690, 130), (x - 10, 800, 150), (x - 10, float(BOTTOM), 180)]
    light = mix(c.ground_top, "#ffffff", share=0.5 if frame.hour < 2 else 0.25)
    lines = "".join(
        ripple(x + dx, y, width=60, colour=light, opacity=0.8) for dx, y in ((-20, 610), (-60, 696), (-30, 654))
    )
    shore = ribbon(course, mix(c.near, SHADOW, share=0.12), opacity=0.5)
    return f'<g transform="translate(-4 -5)">{shore}</g>{ribbon(course, c.ground_top)}{lines}'


def _wood(frame: Frame, x: float) -> str:
    c, rng = PLACES["wood"][frame.hour], frame.rng("wood")
    spots = ((-70, 330), (20, 350), (70, 320), (-60, 596), (-14, 606), (34, 594), (74, 604), (-46, 700), (58, 704))
    colour = mix(c.near, "#1f5a40" if frame.hour < 2 else SHADOW, share=0.2)
    return standing((y, pine(x + dx, y, height=rng.uniform(74, 104), colour=colour)) for dx, y in spots)


def _fog(frame: Frame, x: float) -> str:
    c, rng = PLACES["fog"][frame.hour], frame.rng("fog")
    firs = standing(
        (y, pine(x + dx, y, height=rng.uniform(60, 80), colour=c.near))
        for dx, y in ((-50, 330), (50, 340), (-56, 602), (60, 704))
    )
    strength = 0.5 if frame.hour < 2 else 0.14
    bands = ((-90, 594, 130), (-20, 616, 120), (-80, 682, 150), (-60, 640, 90), (-10, 700, 110))
    mist = "".join(
        f'<rect x="{x + dx:.0f}" y="{y}" width="{w}" height="15" rx="7.5" fill="#fff" opacity="{strength}"/>'
        for dx, y, w in bands
    )
    return firs + mist


def _cave(frame: Frame, x: float) -> str:
    c = PLACES["cave"][frame.hour]
    rock = mix(c.near, SHADOW, share=0.08)
    arch = (
        f"M{x - 84} 640C{x - 80} 566 {x - 40} 528 {x} 528C{x + 42} 528 {x + 80} 566 {x + 84} 640H{x + 44}"
        f"C{x + 44} 600 {x + 26} 580 {x} 580C{x - 26} 580 {x - 44} 600 {x - 44} 640Z"
    )
    dark = oval(x, 640, rx=48, ry=62, fill=mix(c.near, "#1c1440", share=0.7))
    stones = crystals(frame, x - 58, 704, size=0.36, colours=("violet", "blue", "pink"))
    return (
        cut(arch, rock, rim=0.4)
        + f'<clipPath id="mouth"><rect x="{x - 60}" y="560" width="120" height="80"/></clipPath>'
        + f'<g clip-path="url(#mouth)">{dark}</g>'
        + cut(arch, rock, rim=0.4)
        + stones
        + crystals(frame, x + 62, 652, size=0.3, colours=("teal", "pink", "blue"))
    )


def _peak(frame: Frame, x: float) -> str:
    c = PLACES["peak"][frame.hour]
    rock, snow = mix(c.near, SHADOW, share=0.1), mix("#ffffff", c.near, share=0.08 if frame.hour < 2 else 0.55)
    hills = "".join(
        cut(f"M{x + dx - w} {foot}L{x + dx} {foot - h}L{x + dx + w} {foot}Z", rock, rim=0.3)
        + f'<path d="M{x + dx} {foot - h}L{x + dx + w * 0.42:.0f} {foot - h * 0.58:.0f}L{x + dx + w * 0.16:.0f} '
        f"{foot - h * 0.66:.0f}L{x + dx} {foot - h * 0.52:.0f}L{x + dx - w * 0.18:.0f} {foot - h * 0.66:.0f}"
        f'L{x + dx - w * 0.42:.0f} {foot - h * 0.58:.0f}Z" fill="{snow}"/>'
        for dx, foot, w, h in ((-40, 640, 60, 96), (40, 644, 66, 118))
    )
    blocks = ((-30, 0, 30, 17), (30, 2, 32, 18), (0, -22, 40, 18), (4, -46, 28, 15))
    return hills + cairn(x, 706, size=0.5, blocks=blocks, base=mix("#98a3b0", c.ground_low, share=0.2))


def _coast(frame: Frame, x: float) -> str:
    c, rng = PLACES["coast"][frame.hour], frame.rng("coast")
    # The sea begins where the sheet's last world ends and goes on as far as the window does.
    shore = (
        f"M{x + 92} 252C{x + 40} 300 {x + 84} 350 {x + 66} 420C{x + 48} 500 {x + 86} 560 {x + 58} 620"
        f"C{x + 36} 680 {x + 70} 760 {x + 60} {BOTTOM}"
    )
    foam = mix("#ffffff", c.mid, share=0.1 if frame.hour < 2 else 0.55)
    sea = (
        f'<path d="{shore}H1720V252Z" fill="{c.mid}"/><path d="{shore}" fill="none" stroke="{foam}" '
        'stroke-width="8" stroke-linecap="round" opacity=".9"/>'
    )
    light = mix(c.mid, "#ffffff", share=0.5 if frame.hour < 2 else 0.3)
    waves = "".join(
        ripple(x + dx, y, width=70, colour=light, opacity=0.7)
        for dx, y in ((90, 640), (110, 560), (84, 706), (200, 600), (240, 690))
    )
    grass = mix(c.ground_low, "#5d7a3c" if frame.hour < 2 else "#1c3040", share=0.6)
    tufts = "".join(blades(rng, x + dx, y, height=34, colour=grass) for dx, y in ((-70, 610), (-40, 700), (10, 706)))
    return sea + waves + tufts


_FEATURES: dict[str, Callable[[Frame, float], str]] = {
    "coast": _coast,
    "meadow": _meadow,
    "river": _river,
    "wood": _wood,
    "fog": _fog,
    "cave": _cave,
    "peak": _peak,
}


def _way(frame: Frame) -> str:
    """The way that joins the worlds, along the lower edge."""
    c = frame.colours
    stops = [
        (-420, 690),
        (-60, 672),
        (110, 690),
        (240, 676),
        (400, 694),
        (560, 674),
        (720, 694),
        (880, 676),
        (1040, 696),
        (1200, 680),
    ]

    def strip(width: float, fill: str) -> str:
        return ribbon([(float(x), float(y), width) for x, y in stops], fill)

    shadow = f'<g transform="translate(3 6)" opacity=".12">{strip(24, SHADOW)}</g>'
    return shadow + strip(23, c.ground_low) + strip(17, c.ground_top)
