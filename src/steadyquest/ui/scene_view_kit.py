"""The pieces that a scene is put together from at one hour and look: dots, discs, glow, sparks.

All are made before they are needed; a frame only blits them. A ring is a row of dots, so that no ring of another
size needs pictures of its own.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from functools import lru_cache

import pygame

from steadyquest.ui.palettes import hour_light, mix, rgb
from steadyquest.ui.particles import SHADES
from steadyquest.ui.sprites import blank, glow, star_points
from steadyquest.ui.theme import Canvas, Look, colours

DOTS_APART = 19.0
"""Logical units between the dots of an open ring."""
BEADS_APART = 4.2
"""Between the beads of its filled part: so near that they join."""
NOTCH_PX = 0.3
"""The notch between two beads is no deeper, so that on a large screen too the line has a smooth edge."""
DOT, BEAD, BEAD_EDGE = 10.0, 12.0, 18.0
PATH_DOT = 9.0
LEAST_DOT_PX, LEAST_PATH_DOT_PX = 6, 5
"""In a small window a dot keeps a core of its colour within its edge: without, it is a speck of neither."""
STONE = 0.35
"""How much of the mark's colour is in a garden's stones."""
MOST_KEPT = 64
_FINE = 8
_STEP_PX = 6
"""Discs are kept for radii this far apart; nobody sees the difference."""

_PARTS = 4

Blit = tuple[pygame.Surface, tuple[int, int]]
Dots = tuple[pygame.Surface, ...]


class Kit:
    """Pieces for one canvas, look and hour."""

    def __init__(self, canvas: Canvas, *, look: Look, hour: int) -> None:
        light, accent = hour_light(hour), colours(look).light
        mark, edge = (light.mark, light.mark_edge) if look != "contrast" else ("#ffffff", "#000000")
        dark = "#3a2410" if look != "contrast" else "#000000"
        px = canvas.px
        self.canvas, self.accent, self.look = canvas, accent, look
        self.mark, self.edge = mark, edge
        self.stone = mix(edge, mark, share=STONE) if look != "contrast" else edge
        self.dot = fine_dots(max(LEAST_DOT_PX, px(DOT)), mark, edge=edge, edge_px=max(1, px(1.5)))
        self.path_dot = round_dot(max(LEAST_PATH_DOT_PX, px(PATH_DOT)), mark, edge=edge, edge_px=max(1, px(1.5)))
        self.bead = fine_dots(px(BEAD), accent)
        self.bead_edge = fine_dots(px(BEAD_EDGE), mark if hour < 2 and look != "contrast" else dark)
        self.beads_apart_px = min(BEADS_APART * canvas.scale, math.sqrt(4 * NOTCH_PX * px(BEAD_EDGE)))
        self.sparks = [_spark(px(26), accent, edge=dark, alpha=255 - 48 * k) for k in range(SHADES)]
        self.hint = round_dot(px(26), "#00000000", edge=mark, edge_px=px(4))
        self.token, self.small_token = _token(px(76)), _token(px(40))
        self.glow = _glow(canvas, strength=light.glow) if look == "story" else None
        self._fill = edge if hour < 2 else mark
        self._fill_alpha = (96, 84, 34, 30, 26)[hour] if look != "contrast" else 0
        self._discs: dict[tuple[int, int, bool], pygame.Surface] = {}
        self._kept: dict[tuple[object, ...], pygame.Surface] = {}

    def disc(self, rx_px: float, ry_px: float, *, won: bool = False) -> pygame.Surface:
        """The pale ground of a ring; golden when it was reached."""
        # A ring can be wider than the window (a wide sway, a short reach); its ground need not be.
        rx_px, ry_px = min(rx_px, self.canvas.size_px[0] * 0.6), min(ry_px, self.canvas.size_px[1] * 0.6)
        key = (round(rx_px / _STEP_PX) * _STEP_PX, round(ry_px / _STEP_PX) * _STEP_PX, won)
        if key not in self._discs:
            if len(self._discs) > 64:
                self._discs.clear()
            colour, alpha = (self.accent, 120) if won else (self._fill, self._fill_alpha)
            disc = oval(key[0], key[1], colour=(*rgb(colour), alpha if self._fill_alpha else 0))
            self._discs[key] = disc
        return self._discs[key]

    def kept(self, key: tuple[object, ...], make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """A piece that only some tasks need, made when it is first asked for."""
        if key not in self._kept:
            if len(self._kept) > MOST_KEPT:
                self._kept.clear()
            self._kept[key] = make()
        return self._kept[key]

    def ring(self, at: tuple[int, int], rx: float, ry: float) -> list[Blit]:
        """The dots of a ring about a place. Radii in logical units."""
        scale = self.canvas.scale
        return _row(self.dot, at, _around(rx * scale, ry * scale, DOTS_APART * scale))

    def filled(self, at: tuple[int, int], rx: float, ry: float, *, progress: float) -> tuple[list[Blit], list[Blit]]:
        """The beads of the part of a ring that is filled, clockwise from the top: its far half, its near half."""
        scale = self.canvas.scale
        beads = _around(rx * scale, ry * scale, self.beads_apart_px)
        lit = beads[: math.ceil(len(beads) * min(1.0, max(0.0, progress)))]
        far, near = [place for place in lit if place[1] < 0], [place for place in lit if place[1] >= 0]
        # Where the halves meet, the far one's gold lies over the near one's edge: no seam.
        seam = [place for place in far if place[1] > -BEAD_EDGE * scale]
        return (
            _row(self.bead_edge, at, far) + _row(self.bead, at, far),
            _row(self.bead_edge, at, near) + _row(self.bead, at, near + seam),
        )


_Place = tuple[int, int, int]
"""Pixels beside the middle, and which of a dot's pictures is exactly there."""


def _row(dots: Dots, at: tuple[int, int], places: Sequence[_Place]) -> list[Blit]:
    half = dots[0].get_width() // 2
    x, y = at[0] - half, at[1] - half
    return [(dots[k], (x + dx, y + dy)) for dx, dy, k in places]


@lru_cache(maxsize=64)
def _around(rx: float, ry: float, apart: float) -> tuple[_Place, ...]:
    """Places along an oval, clockwise from the top, equally far apart."""
    fine = 720
    line = [(math.sin(2 * math.pi * i / fine) * rx, -math.cos(2 * math.pi * i / fine) * ry) for i in range(fine + 1)]
    lengths = [0.0]
    for (x0, y0), (x1, y1) in itertools.pairwise(line):
        lengths.append(lengths[-1] + math.hypot(x1 - x0, y1 - y0))
    count = max(8, round(lengths[-1] / max(apart, 0.5)))
    places, i = [], 0
    for k in range(count):
        while lengths[i + 1] < lengths[-1] * k / count:
            i += 1
        places.append(_place(*line[i]))
    return tuple(places)


def _place(x: float, y: float) -> _Place:
    kx, ky = math.floor(x * _PARTS), math.floor(y * _PARTS)
    return kx // _PARTS, ky // _PARTS, (ky % _PARTS) * _PARTS + kx % _PARTS


def fine_dots(size_px: int, colour: str, *, edge: str = "", edge_px: int = 0) -> Dots:
    """A dot at each quarter of a pixel, so that a row of them makes a smooth line."""
    n = size_px * _FINE
    dots = []
    for k in range(_PARTS * _PARTS):
        big = blank(n + 2 * _FINE, n + 2 * _FINE)
        big.fill((*rgb(edge or colour), 0))
        shift = _FINE // _PARTS
        middle = (n / 2 + _FINE + (k % _PARTS) * shift, n / 2 + _FINE + (k // _PARTS) * shift)
        if edge:
            pygame.draw.circle(big, edge, middle, n / 2)
        pygame.draw.circle(big, colour, middle, max(1.0, n / 2 - edge_px * _FINE))
        dots.append(_ready(pygame.transform.smoothscale(big, (size_px + 2, size_px + 2))))
    return tuple(dots)


def round_dot(size_px: int, colour: str, *, edge: str = "", edge_px: int = 0) -> pygame.Surface:
    """A dot with smooth edges; a colour with no opacity ("#00000000") leaves a ring."""
    n = size_px * _FINE
    big = blank(n, n)
    big.fill((*rgb(edge or colour), 0))
    if edge:
        pygame.draw.circle(big, edge, (n / 2, n / 2), n / 2)
    inner = n / 2 - edge_px * _FINE
    hollow = len(colour) == 9
    fill = (*rgb(edge), 0) if hollow else (*rgb(colour), 255)
    pygame.draw.circle(big, fill, (n / 2, n / 2), max(1.0, inner))
    return _ready(pygame.transform.smoothscale(big, (size_px, size_px)))


def oval(rx_px: float, ry_px: float, *, colour: tuple[int, int, int, int]) -> pygame.Surface:
    """A filled oval with smooth edges."""
    w, h = max(2, round(rx_px * 2)), max(2, round(ry_px * 2))
    big = blank(w * 2, h * 2)
    big.fill((*colour[:3], 0))
    pygame.draw.ellipse(big, colour, big.get_rect())
    return _ready(pygame.transform.smoothscale(big, (w, h)))


def _spark(size_px: int, colour: str, *, edge: str, alpha: int) -> pygame.Surface:
    n = size_px * _FINE
    big = blank(n, n)
    big.fill((*rgb(colour), 0))
    pygame.draw.polygon(big, (*rgb(edge), alpha), star_points(n / 2, n / 2, radius=n * 0.49))
    pygame.draw.polygon(big, (*rgb(colour), alpha), star_points(n / 2, n / 2 + n * 0.01, radius=n * 0.38))
    return _ready(pygame.transform.smoothscale(big, (size_px, size_px)))


def _token(size_px: int) -> pygame.Surface:
    """The player in the high-contrast look: a disc that cannot be mistaken."""
    n = size_px * 4
    big = blank(n, n)
    for colour, share in (("#ffffff", 0.5), ("#f0e442", 0.42), ("#000000", 0.14)):
        pygame.draw.circle(big, colour, (n / 2, n / 2), n * share)
    return _ready(pygame.transform.smoothscale(big, (size_px, size_px)))


def _glow(canvas: Canvas, *, strength: float) -> pygame.Surface:
    """The lantern's light, to be added to what it falls on."""
    radius = canvas.px(130 + 90 * strength)
    black = pygame.Surface((radius * 2, radius * 2))
    black.blit(glow(radius, "#ffb84a", strength=0.28 + 0.34 * strength), (0, 0))
    return black.convert() if pygame.display.get_surface() else black


def _ready(surface: pygame.Surface) -> pygame.Surface:
    return surface.convert_alpha() if pygame.display.get_surface() else surface
