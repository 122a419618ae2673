"""Colours: how they mix and contrast, and the palette of every place at every hour.

Owns numbers only. A palette has seven hand-picked colours (sky, three depths of land, ground); the rest follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from steadyquest.game.spec import HOURS

RGB = tuple[int, int, int]

OKABE_ITO = {
    "black": "#000000",
    "orange": "#e69f00",
    "sky": "#56b4e9",
    "green": "#009e73",
    "yellow": "#f0e442",
    "blue": "#0072b2",
    "vermillion": "#d55e00",
    "purple": "#cc79a7",
}
"""Eight colours that most colour-blind people can tell apart (Okabe and Ito 2008)."""


def rgb(hex_colour: str) -> RGB:
    """Three numbers from "#rrggbb".

    >>> rgb("#0072b2")
    (0, 114, 178)
    """
    return int(hex_colour[1:3], 16), int(hex_colour[3:5], 16), int(hex_colour[5:7], 16)


def hex_of(colour: RGB) -> str:
    """The "#rrggbb" of three numbers."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


@lru_cache(maxsize=4096)
def mix(a: str, b: str, *, share: float) -> str:
    """Colour a with a share of b stirred in.

    >>> mix("#000000", "#ffffff", share=0.5)
    '#808080'
    """
    return hex_of(tuple(round(p + (q - p) * share) for p, q in zip(rgb(a), rgb(b), strict=True)))  # type: ignore[arg-type]


def luminance(colour: RGB) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [c / 255 for c in colour]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: RGB, b: RGB) -> float:
    """Contrast ratio as WCAG 2.2 defines it, from 1 to 21.

    >>> round(contrast((0, 0, 0), (255, 255, 255)), 1)
    21.0
    """
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


class Palette(NamedTuple):
    """Seven colours of a place at an hour, from the sky down to the ground underfoot."""

    sky_top: str
    sky_low: str
    far: str
    mid: str
    near: str
    ground_top: str
    ground_low: str


@dataclass(frozen=True, slots=True)
class Hour:
    """What an hour does to every place."""

    light: str
    """Sun or moon."""
    light_y: float
    """Its height in logical units."""
    mark: str
    """Rings and dots that must be found: at least 3:1 against the land of this hour."""
    mark_edge: str
    """The thin edge around a mark, its opposite."""
    ambient: str
    """What the hour's light stirs into the colours of things."""
    ambient_share: float
    stars: int
    glow: float
    """How strongly the lantern shines, 0 to 1."""


DAY = Hour("#fff3c4", 118, "#20304f", "#fffaf0", "#ffffff", 0.0, 0, 0.45)
HOUR_LIGHT = (
    DAY,
    Hour("#ffe08a", 176, "#35193c", "#fff3e0", "#ffb066", 0.14, 0, 0.60),
    Hour("#ffd9b0", 224, "#fff1d6", "#2a1c4c", "#8a78d8", 0.24, 26, 0.85),
    Hour("#f6f1dc", 116, "#f4efd8", "#0c1738", "#6f93dc", 0.30, 80, 1.00),
    Hour("#dfe4f2", 100, "#d9e0f4", "#060a1c", "#5a74c0", 0.38, 110, 1.00),
)

_MEADOW = (
    Palette("#7cc8f2", "#e6f6ee", "#bfe3c4", "#92cf92", "#6ab56c", "#a5d873", "#74b554"),
    Palette("#f4a672", "#ffe3b8", "#f0c394", "#dca677", "#bf8a63", "#e6b36a", "#bd8757"),
    Palette("#4c4687", "#b0708f", "#655a98", "#544b86", "#453c74", "#5c4f86", "#413868"),
    Palette("#121f48", "#33548a", "#2b4a78", "#203c66", "#183054", "#25496a", "#152c4c"),
    Palette("#060a1c", "#152446", "#13223f", "#0f1b33", "#0b1529", "#11233a", "#0a1528"),
)
_RIVER = (
    Palette("#8fd3f0", "#e9f7ee", "#a9dcc8", "#79c2a0", "#55aa80", "#8fd6e6", "#4fabcd"),
    Palette("#f7b27a", "#ffe9c9", "#efbd96", "#d69f82", "#b98479", "#f5bd8c", "#b8809a"),
    Palette("#4f4a92", "#bd7790", "#6b60a2", "#574d8e", "#463e7a", "#6559a0", "#40397a"),
    Palette("#16244f", "#3d5c94", "#30507f", "#24406a", "#193154", "#2a4a86", "#152b5c"),
    Palette("#060a1c", "#16223f", "#14233f", "#0f1b33", "#0b1428", "#112140", "#091127"),
)
_FOG = (
    Palette("#b9d3d6", "#f3f0e4", "#cfe0dc", "#a9c8c6", "#82adad", "#bdd2c4", "#86aca2"),
    Palette("#d9a08a", "#fbe3c6", "#ecc8ac", "#d3a796", "#b58a86", "#dcb79c", "#b08a86"),
    Palette("#574f7e", "#a9809a", "#76699a", "#5f5587", "#4b4273", "#6a5f8e", "#463e6c"),
    Palette("#1b2a4a", "#4a6384", "#3b5476", "#2c4465", "#1f3553", "#35506c", "#1b3150"),
    Palette("#080d1c", "#1b2840", "#1a2740", "#132034", "#0d1829", "#162439", "#0b1626"),
)
_WOOD = (
    Palette("#9ad6c4", "#f3f7da", "#c9e4bb", "#9ccd94", "#78b381", "#bfd08c", "#8fa864"),
    Palette("#f0a868", "#ffe7b2", "#eec28c", "#d7a372", "#bb8a60", "#e2b26e", "#b9895a"),
    Palette("#3f4680", "#aa7590", "#5d6494", "#4b5482", "#3d4570", "#545f86", "#3a4566"),
    Palette("#10234a", "#2c5880", "#254f72", "#1c4060", "#15334e", "#21495c", "#143044"),
    Palette("#050b1a", "#12273f", "#11253a", "#0d1d30", "#0a1626", "#0f2434", "#091623"),
)
_CAVE = (
    Palette("#8fcdec", "#fdf4dc", "#e8dbe9", "#cbbcdc", "#a897c6", "#d3cae2", "#a498c6"),
    Palette("#f4a672", "#ffe5bc", "#f1ccae", "#dbab98", "#b98686", "#e5baa2", "#b8878c"),
    Palette("#4c4687", "#b8788f", "#6d5d98", "#594d88", "#453b74", "#5e5492", "#3f396b"),
    Palette("#16244f", "#3d5f98", "#35437e", "#293568", "#1d274f", "#2c3b74", "#1a2450"),
    Palette("#060a1c", "#17244a", "#181e3f", "#121733", "#0b0f25", "#151b3a", "#0b1027"),
)
_PEAK = (
    Palette("#6fbdf0", "#ecf6fa", "#cadeec", "#a7c6dc", "#86aec8", "#edf4f6", "#bdd5e0"),
    Palette("#f2a07a", "#ffe6c8", "#f0c8b6", "#d8a9a6", "#ba8c9a", "#fbdfc8", "#d5aaa6"),
    Palette("#46478a", "#b67a98", "#6a66a0", "#575490", "#464478", "#6864a0", "#484a80"),
    Palette("#14265a", "#3d6aa0", "#345a90", "#294a7c", "#1f3a66", "#36568a", "#213f6c"),
    Palette("#070c20", "#182a4e", "#172948", "#112038", "#0d192f", "#1a2c4e", "#0f1d38"),
)
_COAST = (
    Palette("#84cdf4", "#fdf5e0", "#a8d8d0", "#7cc4da", "#62aecb", "#f7e6ba", "#e0c48e"),
    Palette("#f59f6e", "#ffe3b4", "#eabb98", "#daa28e", "#be878a", "#f2c68e", "#cb9663"),
    Palette("#4b4690", "#bc778b", "#6a5c98", "#544f90", "#443f7c", "#6e5d88", "#4b4170"),
    Palette("#13224e", "#38609a", "#2b4c7c", "#21447a", "#193660", "#384c70", "#22344f"),
    Palette("#060a1c", "#162648", "#13223f", "#0f1e3c", "#0b162e", "#1a2438", "#0e1626"),
)
_TITLE = (
    Palette("#58488f", "#f2a27c", "#a8739a", "#7a5a92", "#5a4684", "#48407c", "#2c2858"),
    Palette("#58488f", "#f2a27c", "#a8739a", "#7a5a92", "#5a4684", "#48407c", "#2c2858"),
    Palette("#3b3777", "#b7708c", "#6b5a98", "#564b88", "#433b76", "#3a3370", "#221f4c"),
    Palette("#101c44", "#34548c", "#2c4876", "#213a64", "#182e52", "#1b3560", "#0f1f40"),
    Palette("#060a1c", "#152446", "#13223f", "#0f1b33", "#0b1529", "#0f1d38", "#080f20"),
)
_MAP = (
    Palette("#bfe6f2", "#fff6e2", "#cfe7c6", "#a9d69a", "#7fbf7d", "#f3e6c0", "#d9c48f"),
    Palette("#f6c79a", "#fff0d6", "#f0cfa4", "#ddb07f", "#c08c66", "#f2d5a4", "#cf9f70"),
    Palette("#4c4687", "#b0708f", "#655a98", "#544b86", "#453c74", "#5c4f86", "#413868"),
    Palette("#121f48", "#33548a", "#2b4a78", "#203c66", "#183054", "#25496a", "#152c4c"),
    Palette("#060a1c", "#152446", "#13223f", "#0f1b33", "#0b1529", "#11233a", "#0a1528"),
)
PLACES = {
    "meadow": _MEADOW,
    "river": _RIVER,
    "wood": _WOOD,
    "fog": _FOG,
    "cave": _CAVE,
    "peak": _PEAK,
    "coast": _COAST,
    "title": _TITLE,
    "map": _MAP,
}
"""Every place that can be drawn; an unknown one (of a later version) stands in the meadow."""


def palette(place: str, hour: int) -> Palette:
    """The seven colours of a place at an hour (the rung's index, kept within what there is)."""
    return PLACES.get(place, _MEADOW)[clamp_hour(hour)]


def hour_light(hour: int) -> Hour:
    """What the hour does to the light."""
    return HOUR_LIGHT[clamp_hour(hour)]


def clamp_hour(hour: int) -> int:
    """An hour that exists, whatever rung was asked for."""
    return min(max(hour, 0), len(HOURS) - 1)
