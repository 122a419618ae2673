"""What stands along the way of the map and tells its places apart.

Signs hang over the middle of each place, so tall things stand to both sides of it, where two places meet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from steadyquest.ui.landscapes.paper import BOTTOM, SHADOW, Frame, cut, lamp, oval, ribbon, ripple
from steadyquest.ui.landscapes.plants import blades, cottage, flower, pine, round_tree, standing
from steadyquest.ui.landscapes.stones import cairn, crystals
from steadyquest.ui.palettes import PLACES, mix

CROSSING = 138.0
"""So far right of its middle the river crosses the way."""


def draw(frame: Frame, middles: Mapping[str, float]) -> str:
    """Everything that stands behind the way."""
    # The sea and the mountains lie behind what stands at the edges of their neighbours.
    order = ("coast", "peak", "meadow", "river", "wood", "fog", "cave", "own")
    return "".join(_BEHIND[place](frame, middles[place]) for place in order)


def before_the_way(frame: Frame, middles: Mapping[str, float]) -> str:
    """What crosses the way or stands on our side of it."""
    return _bridge(frame, middles["river"] + CROSSING)


def _meadow(frame: Frame, x: float) -> str:
    c, rng = PLACES["meadow"][frame.hour], frame.rng("meadow")
    house = cottage(
        frame, x - 150, 274, size=82, wall=mix("#fff1d8", c.near, share=0.12), roof=mix("#e07a55", c.near, share=0.1)
    )
    trees = ((-216, 268, 96), (-92, 266, 66), (124, 262, 88), (166, 272, 106), (204, 264, 82))
    grove = standing((y, round_tree(x + dx, y, height=h, colour=c.near)) for dx, y, h in trees)
    stem = mix(c.near, SHADOW, share=0.12)
    petals = ("#fffaf0", "#f7a1b5", "#ffd65e", "#c9b6f2")
    flowers = "".join(
        flower(
            x + dx,
            rng.uniform(274, 294),
            height=rng.uniform(16, 24),
            petal=mix(petals[i % 4], c.near, share=(0.0, 0.1, 0.4, 0.5, 0.6)[frame.hour]),
            heart="#eda533",
            stem=stem,
        )
        for i, dx in enumerate((-200, -178, -104, -74, -40, -8, 30, 64, 96, 132, 176))
    )
    return house + grove + flowers


def _river(frame: Frame, x: float) -> str:
    c, rng = PLACES["river"][frame.hour], frame.rng("river")
    at = x + CROSSING
    course = [(at - 46, 238.0, 12.0), (at - 10, 254, 24), (at + 14, 280, 44), (at, 318, 66), (at - 8, 380, 92)]
    course += [(at + 30, 470, 120), (at + 10, 580, 150), (at - 20, 700, 184), (at - 20, float(BOTTOM), 240)]
    light = mix(c.ground_top, "#ffffff", share=0.55 if frame.hour < 2 else 0.25)
    shore = ribbon([(px, py, w + 9) for px, py, w in course], mix(c.near, SHADOW, share=0.10), opacity=0.55)
    lines = "".join(
        ripple(at + dx, y, width=w, colour=light, opacity=0.8)
        for dx, y, w in ((-6, 262, 22), (-18, 286, 30), (-60, 690, 80), (-20, 634, 70), (10, 704, 60))
    )
    trees = ((-206, 268, 78), (-168, 274, 104), (-128, 266, 84), (206, 264, 84))
    grove = standing(
        (y, round_tree(x + dx, y, height=h, colour=mix(c.near, "#2f7f6a", share=0.25))) for dx, y, h in trees
    )
    green = mix(c.near, SHADOW, share=0.14)
    reeds = "".join(
        blades(rng, x + dx, y, height=rng.uniform(26, 38), colour=green, count=5)
        for dx, y in ((84, 288), (95, 298), (188, 288), (200, 297))
    )
    return shore + ribbon(course, c.ground_top) + lines + grove + reeds


def _bridge(frame: Frame, x: float) -> str:
    """A small arched bridge, on which the way goes over the river."""
    wood = mix("#c08a58", PLACES["river"][frame.hour].near, share=(0.05, 0.15, 0.45, 0.55, 0.6)[frame.hour])
    dark, rail = mix(wood, SHADOW, share=0.3), mix(wood, "#ffffff", share=0.25)
    deck = f"M{x - 62} 330C{x - 34} 306 {x + 34} 306 {x + 62} 330L{x + 58} 340C{x + 32} 320 {x - 32} 320 {x - 58} 340Z"
    floor = f"M{x - 62} 330C{x - 34} 306 {x + 34} 306 {x + 62} 330L{x + 62} 316C{x + 34} 292 {x - 34} 292 {x - 62} 316Z"
    posts = "".join(
        f'<path d="M{x + dx} {y}v{h}" stroke="{dark}" stroke-width="4.4" stroke-linecap="round"/>'
        for dx, y, h in ((-60, 302, 28), (-30, 288, 26), (0, 284, 26), (30, 288, 26), (60, 302, 28))
    )
    return (
        f'<path d="{floor}" fill="{mix(wood, "#fff3dc", share=0.35)}"/>'
        + cut(deck, wood, shadow=0.6, rim=0.4)
        + posts
        + "".join(
            f'<path d="M{x - 62} {y}C{x - 34} {y - 16} {x + 34} {y - 16} {x + 62} {y}" fill="none" stroke="{tone}" '
            f'stroke-width="{w}" stroke-linecap="round"/>'
            for y, tone, w in ((308, dark, 6), (307, rail, 2.4))
        )
    )


def _wood(frame: Frame, x: float) -> str:
    c, rng = PLACES["wood"][frame.hour], frame.rng("wood")
    colour = mix(c.near, "#1f5a40" if frame.hour < 2 else SHADOW, share=0.25)
    behind = mix(colour, c.mid, share=0.45)
    back = standing(
        (y, pine(x + dx, y, height=rng.uniform(72, 92), colour=behind))
        for dx, y in (
            (-190, 252),
            (-156, 248),
            (-112, 250),
            (-70, 250),
            (-24, 252),
            (26, 250),
            (74, 252),
            (116, 248),
            (158, 252),
        )
    )
    spots = (
        (-204, 266, 104),
        (-172, 276, 122),
        (-134, 270, 98),
        (-98, 280, 76),
        (104, 280, 72),
        (138, 270, 108),
        (174, 278, 126),
        (208, 268, 96),
    )
    front = standing((y, pine(x + dx, y, height=h, colour=colour)) for dx, y, h in spots)
    caps = "".join(_toadstool(frame, x + dx, y) for dx, y in ((-70, 286), (-52, 292), (66, 290)))
    return back + front + caps


def _toadstool(frame: Frame, x: float, y: float) -> str:
    c = PLACES["wood"][frame.hour]
    dim = (0.0, 0.1, 0.4, 0.5, 0.6)[frame.hour]
    cap, stem = mix("#d8604c", c.near, share=dim), mix("#fff1dc", c.near, share=dim)
    dots = "".join(oval(x + dx, y + dy, rx=1.6, ry=1.3, fill=stem) for dx, dy in ((-4, -12), (2, -14), (6, -11)))
    return (
        f'<path d="M{x - 3} {y}v-9h6v9Z" fill="{stem}"/>'
        f'<path d="M{x - 10} {y - 8}C{x - 9} {y - 20} {x + 9} {y - 20} {x + 10} {y - 8}Z" fill="{cap}"/>{dots}'
    )


def _fog(frame: Frame, x: float) -> str:
    c, rng = PLACES["fog"][frame.hour], frame.rng("fog")
    colour = mix(c.near, SHADOW, share=0.06)
    firs = standing(
        (y, pine(x + dx, y, height=rng.uniform(62, 94), colour=colour))
        for dx, y in ((-196, 264), (-160, 270), (-118, 262), (84, 264), (172, 268))
    )
    strength = (0.62, 0.5, 0.22, 0.18, 0.14)[frame.hour]
    bands = ((-210, 196, 150), (-90, 236, 190), (60, 202, 170), (-200, 250, 120), (96, 258, 130), (-60, 280, 150))
    mist = "".join(
        f'<rect x="{x + dx:.0f}" y="{y}" width="{w}" height="{13 + i % 2 * 5}" rx="9" fill="#fffdf4" '
        f'opacity="{strength * (0.75 + 0.25 * (i % 2)):.2f}"/>'
        for i, (dx, y, w) in enumerate(bands)
    )
    return firs + _lighthouse(frame, x + 128, 272) + mist


def _lighthouse(frame: Frame, x: float, y: float) -> str:
    c = PLACES["fog"][frame.hour]
    dim = (0.05, 0.12, 0.4, 0.5, 0.6)[frame.hour]
    white, red, rock = (mix(tone, c.near, share=dim) for tone in ("#fffaf2", "#d8604c", "#8e97a6"))
    tower = f"M{x - 15} {y}L{x - 10} {y - 66}H{x + 10}L{x + 15} {y}Z"
    stripes = "".join(
        f'<path d="M{x - a} {y - low}L{x - b} {y - low - 16}H{x + b}L{x + a} {y - low}Z" fill="{red}"/>'
        for low, a, b in ((12, 14.1, 12.9), (44, 11.7, 10.5))
    )
    return (
        oval(x, y + 4, rx=40, ry=10, fill=rock)
        + cut(tower, white, shadow=0.5)
        + stripes
        + f'<rect x="{x - 14}" y="{y - 71}" width="28" height="6" rx="2" fill="{mix(c.near, SHADOW, share=0.45)}"/>'
        f'<rect x="{x - 8}" y="{y - 86}" width="16" height="16" fill="#ffe6a0"/>'
        f'<path d="M{x - 12} {y - 85}L{x} {y - 99}L{x + 12} {y - 85}Z" fill="{red}"/>' + lamp(x, y - 78, radius=54)
    )


def _cave(frame: Frame, x: float) -> str:
    c = PLACES["cave"][frame.hour]
    return (
        _rock(c.near, x - 138, 288, half=76, tall=92)
        + _mouth(c.near, x - 132, 289)
        + _rock(mix(c.near, SHADOW, share=0.06), x + 160, 284, half=70, tall=70)
        + crystals(frame, x - 66, 286, size=0.32, colours=("teal", "pink", "blue"))
        + crystals(frame, x + 118, 282, size=0.44, colours=("violet", "blue", "pink"))
        + crystals(frame, x + 196, 288, size=0.28, colours=("pink", "teal", "violet"))
    )


def _rock(tone: str, x: float, y: float, *, half: float, tall: float) -> str:
    rock = mix(tone, SHADOW, share=0.10)
    path = (
        f"M{x - half} {y}C{x - half * 0.96} {y - tall * 0.66} {x - half * 0.5} {y - tall} {x} {y - tall}"
        f"C{x + half * 0.54} {y - tall} {x + half * 0.98} {y - tall * 0.6} {x + half} {y}Z"
    )
    sheen = (
        f"M{x - half * 0.72} {y - tall * 0.5}C{x - half * 0.5} {y - tall * 0.86} {x - half * 0.2} {y - tall * 0.92} "
        f"{x + half * 0.1} {y - tall * 0.9}"
    )
    return cut(path, rock, rim=0.3) + (
        f'<path d="{sheen}" fill="none" stroke="#ffffff" stroke-width="5" stroke-linecap="round" opacity=".28"/>'
    )


def _mouth(tone: str, x: float, y: float) -> str:
    dark = mix(tone, "#1c1440", share=0.72)
    inside = mix(dark, "#8f6bd0", share=0.3)
    return (
        f'<path d="M{x - 36} {y}C{x - 36} {y - 62} {x + 36} {y - 62} {x + 36} {y}Z" fill="{dark}"/>'
        f'<path d="M{x - 22} {y}C{x - 22} {y - 38} {x + 22} {y - 38} {x + 22} {y}Z" fill="{inside}"/>'
        + lamp(x, y - 12, radius=40)
    )


def _peak(frame: Frame, x: float) -> str:
    c = PLACES["peak"][frame.hour]
    rock, far = mix(c.near, SHADOW, share=0.10), mix(c.mid, c.near, share=0.4)
    snow = mix("#ffffff", c.near, share=(0.04, 0.12, 0.5, 0.55, 0.6)[frame.hour])
    summits = (
        (-40, 262, 170, 170, far),
        (90, 262, 150, 140, far),
        (-150, 272, 104, 96, rock),
        (158, 274, 96, 90, rock),
    )
    hills = "".join(_summit(x + dx, foot, half=w, tall=h, rock=tone, snow=snow) for dx, foot, w, h, tone in summits)
    blocks = ((-30, 0, 30, 17), (30, 2, 32, 18), (0, -22, 40, 18), (4, -46, 28, 15))
    stone = mix("#98a3b0", c.ground_low, share=0.25)
    firs = standing(
        (y, pine(x + dx, y, height=h, colour=mix(c.near, "#2f5f6a", share=0.4)))
        for dx, y, h in ((-206, 276, 54), (-76, 284, 48), (74, 282, 44), (206, 278, 56))
    )
    return (
        hills
        + firs
        + cairn(x - 106, 286, size=0.4, blocks=blocks, base=stone)
        + cairn(x + 112, 288, size=0.32, blocks=blocks, base=stone)
    )


def _summit(x: float, y: float, *, half: float, tall: float, rock: str, snow: str) -> str:
    """A mountain with a sunny and a shady side and a white cap."""
    tip = y - tall
    shade = mix(rock, SHADOW, share=0.16)
    low = tip + tall * 0.42
    cap = (
        f"M{x} {tip}L{x - half * 0.42:.1f} {low:.1f}L{x - half * 0.22:.1f} {low - tall * 0.09:.1f}"
        f"L{x - half * 0.06:.1f} {low + tall * 0.05:.1f}L{x + half * 0.12:.1f} {low - tall * 0.08:.1f}"
        f"L{x + half * 0.42:.1f} {low:.1f}Z"
    )
    return (
        cut(f"M{x - half} {y}L{x} {tip}L{x + half} {y}Z", rock, shadow=0.5, rim=0.3)
        + f'<path d="M{x} {tip}L{x + half} {y}H{x + half * 0.2:.1f}L{x - half * 0.08:.1f} {y - tall * 0.34:.1f}Z" '
        f'fill="{shade}" opacity=".75"/><path d="{cap}" fill="{snow}"/>'
    )


def _coast(frame: Frame, x: float) -> str:
    c, rng = PLACES["coast"][frame.hour], frame.rng("coast")
    foam = mix("#ffffff", c.mid, share=0.1 if frame.hour < 2 else 0.55)
    # Water from the foot of the mountains to where the paper valley begins; sand lies before it.
    shore = f"M{x - 196} 278C{x - 120} 286 {x - 60} 270 {x} 276C{x + 80} 284 {x + 140} 268 {x + 196} 276"
    sea = (
        f'<path d="M{x - 196} 226H{x + 196}V278H{x - 196}Z" fill="{c.mid}"/>'
        f'<path d="{shore}V226H{x - 196}Z" fill="{c.near}" opacity=".85"/>'
        f'<path d="{shore}" fill="none" stroke="{foam}" stroke-width="6" stroke-linecap="round" opacity=".95"/>'
    )
    light = mix(c.mid, "#ffffff", share=0.5 if frame.hour < 2 else 0.3)
    waves = "".join(
        ripple(x + dx, y, width=w, colour=light, opacity=0.75)
        for dx, y, w in ((-180, 246, 50), (-110, 262, 60), (-20, 250, 54), (60, 264, 60), (126, 246, 50))
    )
    grass = mix(c.ground_low, "#5d7a3c" if frame.hour < 2 else "#1c3040", share=0.6)
    tufts = "".join(
        blades(rng, x + dx, y, height=26, colour=grass) for dx, y in ((-176, 296), (-112, 300), (120, 298), (186, 294))
    )
    return sea + waves + _sail(frame, x - 112, 264, size=1.0) + _sail(frame, x + 140, 256, size=0.82) + tufts


def _sail(frame: Frame, x: float, y: float, *, size: float) -> str:
    c, s = PLACES["coast"][frame.hour], size
    dim = (0.04, 0.12, 0.4, 0.5, 0.6)[frame.hour]
    white, red, hull = (mix(tone, c.near, share=dim) for tone in ("#fffaf2", "#e8604a", "#8a5a3a"))
    return (
        f'<g transform="translate({x} {y}) scale({s})">'
        f'<path d="M-3 -4V-70" stroke="{hull}" stroke-width="4"/>'
        f'<path d="M1 -66C30 -46 34 -24 34 -10H1Z" fill="{white}"/><path d="M-7 -58C-26 -40 -30 -22 -30 -10H-7Z" '
        f'fill="{red}"/><path d="M-40 -6H40C36 8 26 14 12 14H-14C-28 14 -36 8 -40 -6Z" fill="{hull}"/>'
        '<path d="M-36 -2H36" stroke="#ffffff" stroke-width="3" opacity=".35"/></g>'
    )


def _own(frame: Frame, x: float) -> str:
    """The own valley: a sheet of drawing paper with what crayons made of it, and the crayons."""
    crayons = (
        ("#e8604a", -184, 84),
        ("#ffcf5c", -160, 98),
        ("#62b0e0", 150, 92),
        ("#74b959", 175, 104),
        ("#9a86d8", 199, 82),
    )
    dim = (0.0, 0.1, 0.4, 0.5, 0.6)[frame.hour]
    ground = "#25345a"
    pens = "".join(_crayon(x + dx, 286, tall=h, tone=mix(tone, ground, share=dim)) for tone, dx, h in crayons)
    line = mix("#7a6fa6", ground, share=dim)
    red, yellow, green = (mix(tone, ground, share=dim) for tone in ("#e8604a", "#eda533", "#45904a"))
    house = f"M{x - 128} 286V254H{x - 84}V286ZM{x - 134} 256L{x - 106} 232L{x - 78} 256"
    scribble = f"M{x + 84} 284q6 -22 12 0t12 0t12 0"
    rays = "".join(f"M{x + 108 + 20 * a:.1f} {222 + 20 * b:.1f}l{10 * a:.1f} {10 * b:.1f}" for a, b in _RAYS)
    return pens + "".join(
        f'<path d="{path}" fill="none" stroke="{tone}" stroke-width="4" stroke-linecap="round" '
        'stroke-linejoin="round"/>'
        for path, tone in (
            (house, line),
            (f"M{x - 110} 286v-16h10v16", red),
            (scribble, green),
            (f"M{x + 94} 222a14 14 0 1 1 28 0a14 14 0 1 1 -28 0", yellow),
            (rays, yellow),
        )
    )


_RAYS = ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))


def _crayon(x: float, y: float, *, tall: float, tone: str) -> str:
    dark, tip = mix(tone, SHADOW, share=0.2), mix("#fff1dc", tone, share=0.1)
    return (
        oval(x + 6, y, rx=16, ry=4, fill=SHADOW, opacity=0.16)
        + f'<path d="M{x - 11} {y}V{y - tall + 22}L{x} {y - tall}L{x + 11} {y - tall + 22}V{y}Z" fill="{tone}"/>'
        f'<path d="M{x + 3} {y}V{y - tall + 22}H{x + 11}V{y}Z" fill="{dark}" opacity=".7"/>'
        f'<path d="M{x - 11} {y - tall + 22}L{x - 3.6} {y - tall + 7}H{x + 3.6}L{x + 11} {y - tall + 22}Z" '
        f'fill="{tip}"/>'
        f'<rect x="{x - 11}" y="{y - 16}" width="22" height="5" fill="{dark}" opacity=".55"/>'
    )


_BEHIND: dict[str, Callable[[Frame, float], str]] = {
    "meadow": _meadow,
    "river": _river,
    "wood": _wood,
    "fog": _fog,
    "cave": _cave,
    "peak": _peak,
    "coast": _coast,
    "own": _own,
}
