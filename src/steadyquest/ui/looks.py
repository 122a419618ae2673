"""How drawings are painted: the shared paints, and a style sheet for every look and hour.

A drawing in assets/art names a paint as the class of each shape and repeats the paint's day colour as an attribute,
so that it also opens as it should in any viewer. A style sheet then recolours all drawings alike.
"""

from __future__ import annotations

from functools import lru_cache

from steadyquest.ui.palettes import HOUR_LIGHT, OKABE_ITO, clamp_hour, hex_of, mix, rgb
from steadyquest.ui.theme import Look, colours

PAINTS = {
    "fox": "#f08a45",
    "fox_dark": "#cf632b",
    "cream": "#fff3df",
    "cream_dark": "#e9d2b2",
    "white": "#fffefb",
    "white_dark": "#d9dce8",
    "wood": "#b0703f",
    "wood_dark": "#824a27",
    "leaf": "#74b959",
    "leaf_dark": "#45904a",
    "teal": "#4fb3a3",
    "teal_dark": "#2b8177",
    "red": "#e8604a",
    "red_dark": "#bd3e33",
    "pink": "#f7a1b5",
    "pink_dark": "#dd7496",
    "blue": "#62b0e0",
    "blue_dark": "#377fbb",
    "violet": "#9a86d8",
    "violet_dark": "#6f5bb0",
    "grey": "#b4bbc8",
    "grey_dark": "#838b9c",
    "slate": "#6b7488",
    "slate_dark": "#4a5267",
    "brown": "#9a6b4c",
    "brown_dark": "#6f4733",
    "tan": "#dcb283",
    "tan_dark": "#b98957",
    "yellow": "#ffd65e",
    "yellow_dark": "#eba933",
    "orange": "#f6a03c",
    "orange_dark": "#d6761f",
    "ink": "#2c1f3d",
    "line": "#3a2a52",
    "navy": "#3d5fa8",
    "navy_dark": "#2a4480",
    "deep": "#25305e",
    "deep_dark": "#171f42",
    "board": "#f3f0ea",
    "board_dark": "#cfc9be",
}
"""Paints that the hour's light falls on; "line" is the outline, "ink" eyes and noses."""

LIGHTS = {"gold": "#ffcf5c", "gold_dark": "#eda52f", "flame": "#ff9838", "glass": "#fff0bd"}
"""Paints that shine by themselves, at every hour alike."""

VEILS = {"shade": "#2a1240", "shine": "#ffffff", "blush": "#f0705a"}
"""Thin layers over a paint; their strength is the drawing's own opacity."""

ICON = "icon"
"""The one paint of an icon: the ink of the look, or what the caller asks."""

_HOUR_TINT = ("#ffffff", "#fff0de", "#dccff0", "#bccaf2", "#a6b4e4")
"""What an hour multiplies paints by: things stay legible in the night, as if by moonlight."""

_HOUR_VEIL = (0.0, 0.0, 0.08, 0.14, 0.20)
"""How much of the hour's ambient colour is stirred in on top."""

_BRIGHT = {"cream", "white", "white_dark", "glass", "grey", "board", "board_dark", "pink", "line", "leaf", "tan"}
_MIDDLE = {"brown", "blue", "violet"}
_ACCENT = {"gold", "flame", "yellow", "orange", "fox"}

PLAIN_PICTURES = {
    "lumi": "lantern",
    "lumi_happy": "lantern",
    "lumi_walk": "lantern",
    "lumi_behind": "lantern",
    "boat": "lantern",
    "duck": "star",
    "butterfly": "flower",
    "bee": "star",
    "firefly": "star",
    "owl": "bell",
    "fish": "leaf",
    "frog": "leaf",
    "hedgehog": "mushroom",
    "snail": "stone",
    "dragonfly": "leaf",
    "squirrel": "basket",
    "woodpecker": "bell",
    "bat": "crystal",
    "glowworm": "star",
    "mole": "stone",
    "goat": "cairn",
    "eagle": "flag",
    "gull": "kite",
    "crab": "shell",
    "starfish": "shell",
    "seal": "ball",
    "lantern": "paper_lantern",
    "hint_rest": "icon_pause",
}
"""What stands in for a creature in the plain look; lanterns are paper there, for the player is the one of brass."""


def picture_for(name: str, *, look: Look) -> str:
    """The drawing to use for a name in this look: the plain look knows no animals."""
    return PLAIN_PICTURES.get(name, name) if look == "plain" else name


@lru_cache(maxsize=64)
def sheet(look: Look, *, hour: int = 0, lit: bool = False, icon: str = "") -> str:
    """The style sheet that paints every drawing for a look and an hour.

    lit: the thing stands in the lantern's light. icon: overrides the icons' colour.
    """
    rules = _contrast_paints() if look == "contrast" else _hour_paints(clamp_hour(hour), lit=lit)
    rules[ICON] = icon or colours(look).ink
    lines = [f".{name}{{fill:{colour}}}" for name, colour in rules.items()]
    # A colour given both ways lets one class serve filled and drawn lines alike.
    lines += [f".{name}_line{{stroke:{colour}}}" for name, colour in rules.items()]
    lines.append(f".edge{{stroke:{rules['line']};stroke-width:{12 if look == 'contrast' else 10}}}")
    if look != "story":
        lines.append(".shade,.shine,.blush{opacity:0}")
    return "".join(lines)


def _hour_paints(hour: int, *, lit: bool) -> dict[str, str]:
    shown = min(hour, 1) if lit else hour
    tint, veil, ambient = _HOUR_TINT[shown], _HOUR_VEIL[shown], HOUR_LIGHT[shown].ambient
    rules = {name: mix(_times(colour, tint), ambient, share=veil) for name, colour in PAINTS.items()}
    if hour >= 2:
        # By moonlight the cut edge of the paper is the brightest thing, so that shapes stay 3:1 on dark land.
        rules["line"] = mix(HOUR_LIGHT[hour].mark, _HOUR_TINT[hour], share=0.25)
        rules["ink"] = PAINTS["ink"]
    return rules | LIGHTS | VEILS


def _contrast_paints() -> dict[str, str]:
    rules = dict.fromkeys([*PAINTS, *LIGHTS, *VEILS], "#000000")
    rules |= dict.fromkeys(_BRIGHT, "#ffffff") | dict.fromkeys(_MIDDLE, "#8c8c8c")
    return rules | dict.fromkeys(_ACCENT, OKABE_ITO["yellow"])


def _times(a: str, b: str) -> str:
    p, q = rgb(a), rgb(b)
    return hex_of((p[0] * q[0] // 255, p[1] * q[1] // 255, p[2] * q[2] // 255))
