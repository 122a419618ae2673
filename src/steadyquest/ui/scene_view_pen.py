"""The pen of one frame: the surface, the pieces of its hour, and how a place in the scene is found on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import pygame

from steadyquest.game.scene import Item
from steadyquest.ui.fonts import Texts
from steadyquest.ui.scene_view_kit import Blit, Kit
from steadyquest.ui.theme import WIDTH

CENTRE = (WIDTH / 2, 400.0)
"""Where one stands when one leans nowhere, in logical units."""
REACH = (285.0, 215.0)
"""Logical units of one reach unit, across and up: the ground is seen a little from above."""


class Pictures(Protocol):
    """Where drawings come from."""

    def __call__(self, name: str, size: float, hour: int, *, state: str = "") -> pygame.Surface:
        """The drawing of a thing in a square of `size` logical units."""
        ...


@dataclass(slots=True)
class Pen:
    """What one frame is drawn with."""

    surface: pygame.Surface
    kit: Kit
    hour: int
    at: Callable[[float, float], tuple[int, int]]
    """From reach units to pixels within the window."""
    anywhere: Callable[[float, float], tuple[int, int]]
    """The same for what may come from outside of it."""
    thing: Pictures
    texts: Texts
    above: list[Blit] = field(default_factory=list)
    """What comes on top of the avatar."""

    @property
    def scale(self) -> float:
        """Pixels per logical unit."""
        return self.kit.canvas.scale

    def ground(self, at: tuple[int, int], rx: float, ry: float, *, won: bool = False) -> None:
        """The pale ground of a ring and, until it is won, its dots. Radii in logical units."""
        centred(self.surface, self.kit.disc(rx * self.scale, ry * self.scale, won=won), at)
        if not won:
            self.surface.fblits(self.kit.ring(at, rx, ry))

    def fill(self, at: tuple[int, int], rx: float, ry: float, *, progress: float) -> None:
        """The filled part of a ring, as a hoop: its far half behind the avatar, its near half before it."""
        behind, before = self.kit.filled(at, rx, ry, progress=progress)
        self.surface.fblits(behind)
        self.above += before


def radii(item: Item) -> tuple[float, float]:
    """An item's radius in logical units, across and up."""
    return item.radius * REACH[0], item.radius * REACH[1]


def centred(surface: pygame.Surface, picture: pygame.Surface, at: tuple[int, int]) -> None:
    """Put a picture's middle on a place."""
    surface.blit(picture, (at[0] - picture.get_width() // 2, at[1] - picture.get_height() // 2))
