"""The look of the screen: the three looks, their colours for panels and text, sizes, and the canvas.

Everything is laid out on 1280 × 720 logical units and drawn at the window's own size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pygame

from steadyquest.ui.palettes import OKABE_ITO

Look = Literal["story", "plain", "contrast"]
LOOKS: tuple[Look, ...] = ("story", "plain", "contrast")

WIDTH, HEIGHT = 1280, 720
"""Logical units of the layout."""

TEXT_SIZES = {"small": 28, "body": 32, "large": 40, "heading": 52, "title": 84, "strip": 20}
"""Heights of letters in logical units; "strip" is the therapist's alone."""
RADIUS = 22
"""Round corners of panels and buttons."""
GAP = 24
"""The space between things that stand side by side."""
EDGE = 40
"""Nothing that matters is nearer to the window's edge."""


@dataclass(frozen=True, slots=True)
class Colours:
    """What panels, buttons and words are painted with. Text colours keep 4.5:1 on what they stand on."""

    paper: str
    """Panels."""
    paper_edge: str
    """Their thin border."""
    ink: str
    """Text on paper."""
    ink_soft: str
    """Less important text on paper."""
    button: str
    button_ink: str
    accent: str
    """The one button that goes on."""
    accent_ink: str
    focus: str
    """The ring around what the keys would press: 3:1 on paper."""
    good: str
    warn: str
    bad: str
    """Three states on paper, always beside a shape or a word; each is legible as text."""
    light: str
    """The lantern's gold: stars, filled rings."""
    veil: str
    """What dims the scene behind an overlay."""
    veil_alpha: int
    on_veil: str
    """Text straight on the veil."""


_COLOURS: dict[Look, Colours] = {
    "story": Colours(
        paper="#fff7e8",
        paper_edge="#e3cfae",
        ink="#2b2145",
        ink_soft="#5d5377",
        button="#f1e2c6",
        button_ink="#2b2145",
        accent="#f5b942",
        accent_ink="#2b2145",
        focus="#0072b2",
        good="#00694c",
        warn="#8a5200",
        bad="#a83f00",
        light="#ffc94d",
        veil="#1a1633",
        veil_alpha=170,
        on_veil="#fff7e8",
    ),
    "plain": Colours(
        paper="#f6f7f8",
        paper_edge="#c3cad1",
        ink="#1c2733",
        ink_soft="#4a5867",
        button="#e1e6ea",
        button_ink="#1c2733",
        accent="#005a8f",
        accent_ink="#ffffff",
        focus="#b84f00",
        good="#00694c",
        warn="#8a5200",
        bad="#a83f00",
        light="#f2b632",
        veil="#10181f",
        veil_alpha=170,
        on_veil="#ffffff",
    ),
    "contrast": Colours(
        paper="#000000",
        paper_edge="#ffffff",
        ink="#ffffff",
        ink_soft="#b4b4b4",
        button="#000000",
        button_ink="#ffffff",
        accent=OKABE_ITO["yellow"],
        accent_ink="#000000",
        focus=OKABE_ITO["yellow"],
        good="#ffffff",
        warn=OKABE_ITO["orange"],
        bad=OKABE_ITO["orange"],
        light=OKABE_ITO["yellow"],
        veil="#000000",
        veil_alpha=225,
        on_veil="#ffffff",
    ),
}


def colours(look: Look) -> Colours:
    """The colours of a look."""
    return _COLOURS[look]


@dataclass(frozen=True, slots=True)
class Canvas:
    """The window: logical units to pixels and back. The layout is centred; scenery fills the rest."""

    size_px: tuple[int, int] = (WIDTH, HEIGHT)

    @property
    def scale(self) -> float:
        """Pixels per logical unit."""
        return max(min(self.size_px[0] / WIDTH, self.size_px[1] / HEIGHT), 0.05)

    @property
    def origin_px(self) -> tuple[float, float]:
        """Where the layout's upper left corner is in the window."""
        return (self.size_px[0] - WIDTH * self.scale) / 2, (self.size_px[1] - HEIGHT * self.scale) / 2

    def px(self, units: float) -> int:
        """A length in whole pixels, at least one."""
        return max(1, round(units * self.scale))

    def point(self, x: float, y: float) -> tuple[int, int]:
        """A place of the layout in the window."""
        left, top = self.origin_px
        return round(left + x * self.scale), round(top + y * self.scale)

    def rect(self, x: float, y: float, w: float, h: float) -> pygame.Rect:
        """A box of the layout in the window; boxes that touch in the layout touch in the window."""
        left, top = self.point(x, y)
        right, bottom = self.point(x + w, y + h)
        return pygame.Rect(left, top, right - left, bottom - top)

    def units(self, x_px: float, y_px: float) -> tuple[float, float]:
        """A place in the window (the mouse) in the layout's units."""
        left, top = self.origin_px
        return (x_px - left) / self.scale, (y_px - top) / self.scale

    @property
    def seen(self) -> tuple[float, float, float, float]:
        """The part of the logical plane that the window shows: x, y, width, height. Never less than the layout."""
        left, top = self.origin_px
        return -left / self.scale, -top / self.scale, self.size_px[0] / self.scale, self.size_px[1] / self.scale
