"""Cut paper: rounded cards with a soft shadow, rings and bars, each made once for its size and kept.

Nothing here is drawn into the window; whoever draws blits what is kept here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

import numpy as np
import pygame

from steadyquest.ui.palettes import rgb

Colour = str
"""#rrggbb, as the theme has them."""
Size = tuple[int, int]

FINE = 4
"""Drawn this many times larger and scaled down, because pygame's rounded rectangles have hard edges."""
RING_STEPS = 48
SHADOW, SHADOW_ALPHA = (20, 16, 48), 110
KEPT_BYTES = 32_000_000


class Paper:
    """Makes and keeps cards, rings and discs for one window size. Sizes are pixels."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, pygame.Surface] = OrderedDict()
        self._bytes = 0

    def card(
        self, size: Size, *, colour: Colour, radius: int, shadow: int = 0, edge: Colour | None = None, edge_px: int = 0
    ) -> pygame.Surface:
        """A rounded card; the surface is larger than `size` by `shadow` on every side."""
        key = ("card", size, colour, radius, shadow, edge, edge_px)
        return self._keep(
            key,
            lambda: _stretched(
                _card_tile(colour, radius=radius, shadow=shadow, edge=edge, edge_px=edge_px),
                corner=radius + shadow,
                size=(size[0] + 2 * shadow, size[1] + 2 * shadow),
            ),
        )

    def ring(self, radius: int, *, width: int, progress: float, colour: Colour, ground: Colour) -> pygame.Surface:
        """A ring that fills clockwise from the top, over a paler one; as many pictures as there are steps."""
        step = round(min(1.0, max(0.0, progress)) * RING_STEPS)
        key = ("ring", radius, width, step, colour, ground)
        return self._keep(key, lambda: _ring(radius, width, step / RING_STEPS, (colour, ground)))

    def disc(self, radius: int, *, colour: Colour, edge: Colour | None = None, edge_px: int = 0) -> pygame.Surface:
        """A round dot with smooth edges."""
        key = ("disc", radius, colour, edge, edge_px)
        return self._keep(key, lambda: _disc(radius, colour, edge, edge_px))

    def veil(self, size: Size, *, colour: Colour, alpha: int) -> pygame.Surface:
        """A sheet over a picture, to calm what lies behind."""
        return self._keep(("veil", size, colour, alpha), lambda: _veil(size, colour, alpha))

    def _keep(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        made = make()
        made = made.convert_alpha() if pygame.display.get_surface() else made
        self._kept[key] = made
        self._bytes += _weight(made)
        while self._bytes > KEPT_BYTES and len(self._kept) > 1:
            self._bytes -= _weight(self._kept.popitem(last=False)[1])
        return made


def _weight(surface: pygame.Surface) -> int:
    return surface.get_width() * surface.get_height() * 4


def _card_tile(colour: Colour, *, radius: int, shadow: int, edge: Colour | None, edge_px: int) -> pygame.Surface:
    side = 2 * (radius + shadow) + 2
    fine = pygame.Surface((side * FINE, side * FINE), pygame.SRCALPHA)
    fine.fill(_clear(edge or colour))
    body = pygame.Rect(shadow * FINE, shadow * FINE, (side - 2 * shadow) * FINE, (side - 2 * shadow) * FINE)
    pygame.draw.rect(fine, edge or colour, body, border_radius=radius * FINE)
    if edge is not None and edge_px:
        inner = body.inflate(-2 * edge_px * FINE, -2 * edge_px * FINE)
        pygame.draw.rect(fine, colour, inner, border_radius=max(0, radius - edge_px) * FINE)
    card = pygame.transform.smoothscale(fine, (side, side))
    if not shadow:
        return card
    fine.fill((*SHADOW, 0))
    under = body.move(shadow * FINE // 4, shadow * FINE // 2).inflate(-shadow * FINE // 2, -shadow * FINE // 2)
    pygame.draw.rect(fine, (*SHADOW, SHADOW_ALPHA), under, border_radius=radius * FINE)
    # Twice in a box is the bell curve, to two steps of 255, in a ninth of the time.
    fine = pygame.transform.box_blur(pygame.transform.box_blur(fine, shadow * FINE // 4), shadow * FINE // 4)
    return _over(card, pygame.transform.smoothscale(fine, (side, side)))


def _over(card: pygame.Surface, shade: pygame.Surface) -> pygame.Surface:
    """The card over its shadow, each colour counted by how much of it is there.

    pygame's own blit counts a shadow's colour also where there is hardly any of it, which draws a dark hair around
    round corners.
    """
    above, below = (pygame.surfarray.array_alpha(one)[..., None] / 255.0 for one in (card, shade))
    below = below * (1.0 - above)
    colour = pygame.surfarray.array3d(card) * above + np.array(SHADOW) * below
    out = pygame.Surface(card.get_size(), pygame.SRCALPHA)
    pygame.surfarray.pixels3d(out)[...] = np.rint(colour / np.maximum(above + below, 1e-6))
    pygame.surfarray.pixels_alpha(out)[...] = np.rint(255.0 * (above + below))[..., 0]
    return out


def _stretched(tile: pygame.Surface, *, corner: int, size: Size) -> pygame.Surface:
    """The tile pulled to a size: corners stay, the one row and column in the middle are stretched."""
    side = tile.get_width()
    middle = max(1, side - 2 * corner)
    width, height = max(size[0], 2 * corner), max(size[1], 2 * corner)
    out = pygame.Surface((width, height), pygame.SRCALPHA)
    spans_from = ((0, corner), (corner, middle), (side - corner, corner))
    across = ((0, corner), (corner, width - 2 * corner), (width - corner, corner))
    down = ((0, corner), (corner, height - 2 * corner), (height - corner, corner))
    for (fx, fw), (tx, tw) in zip(spans_from, across, strict=True):
        for (fy, fh), (ty, th) in zip(spans_from, down, strict=True):
            if tw > 0 and th > 0 and fw > 0 and fh > 0:
                piece = pygame.transform.scale(tile.subsurface((fx, fy, fw, fh)), (tw, th))
                out.blit(piece, (tx, ty), special_flags=pygame.BLEND_RGBA_MAX)
    return out


def _ring(radius: int, width: int, progress: float, colours: tuple[Colour, Colour]) -> pygame.Surface:
    colour, ground = colours
    side = 2 * radius * FINE
    fine = pygame.Surface((side, side), pygame.SRCALPHA)
    fine.fill(_clear(ground))
    middle = pygame.Vector2(side / 2, side / 2)
    pygame.draw.circle(fine, ground, middle, radius * FINE, width * FINE)
    along = radius * FINE - width * FINE / 2
    up = pygame.Vector2(0, -along)
    steps = round(360 * progress)
    for degree in range(0, steps + 1 if steps else 0, 1):
        pygame.draw.circle(fine, colour, middle + up.rotate(degree), width * FINE / 2)
    return pygame.transform.smoothscale(fine, (2 * radius, 2 * radius))


def _disc(radius: int, colour: Colour, edge: Colour | None, edge_px: int) -> pygame.Surface:
    side = 2 * radius * FINE
    fine = pygame.Surface((side, side), pygame.SRCALPHA)
    fine.fill(_clear(edge or colour))
    pygame.draw.circle(fine, edge or colour, (side / 2, side / 2), radius * FINE)
    if edge is not None:
        pygame.draw.circle(fine, colour, (side / 2, side / 2), max(0, radius - edge_px) * FINE)
    return pygame.transform.smoothscale(fine, (2 * radius, 2 * radius))


def _veil(size: Size, colour: Colour, alpha: int) -> pygame.Surface:
    sheet = pygame.Surface(size, pygame.SRCALPHA)
    red, green, blue = rgb(colour)
    sheet.fill((red, green, blue, alpha))
    return sheet


def _clear(colour: Colour) -> tuple[int, int, int, int]:
    # Fully clear, yet of the right colour: scaling down must not stir black into the edges.
    return (*rgb(colour), 0)
