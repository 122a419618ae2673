"""Shapes made in code and what is done to a drawing after it is rasterised: shadow, fading, glow, rings.

All of it happens when a thing is first needed, never in a frame.
"""

from __future__ import annotations

import math

import pygame

from steadyquest.ui.palettes import rgb

SHADOW = (22, 14, 44)
SHADOW_ALPHA = 84
_SMOOTH = 4
"""Shapes are drawn this many times larger and scaled down."""


def with_shadow(surface: pygame.Surface) -> pygame.Surface:
    """The picture as cut paper lifted a little from the ground: a soft shadow to the lower right."""
    w, h = surface.get_size()
    shade = pygame.mask.from_surface(surface, 100).to_surface(setcolor=(*SHADOW, SHADOW_ALPHA), unsetcolor=(*SHADOW, 0))
    radius = max(1, round(w * 0.022))
    soft = pygame.transform.box_blur(pygame.transform.box_blur(shade, radius), radius)
    out = pygame.Surface((w, h), pygame.SRCALPHA)
    out.blit(soft, (round(w * 0.014), round(w * 0.03)))
    # The shadow's own colour must not show through the picture's smooth edges.
    out.blit(surface, (0, 0))
    return out


def faded(surface: pygame.Surface, *, alpha: int) -> pygame.Surface:
    """The picture thinned out, its own transparency kept."""
    out = surface.copy()
    out.fill((255, 255, 255, alpha), special_flags=pygame.BLEND_RGBA_MULT)
    return out


def greyed(surface: pygame.Surface) -> pygame.Surface:
    """The picture without colour, thinner: not to be had now."""
    return faded(pygame.transform.grayscale(surface), alpha=150)


def blank(w: float, h: float) -> pygame.Surface:
    """A clear surface."""
    return pygame.Surface((max(1, math.ceil(w)), max(1, math.ceil(h))), pygame.SRCALPHA)


def plain_disc(size_px: int) -> pygame.Surface:
    """What stands in for a drawing that is not there: a disc with a star."""
    n = size_px * _SMOOTH
    big = blank(n, n)
    pygame.draw.circle(big, "#3a2a52", (n // 2, n // 2), int(n * 0.43))
    pygame.draw.circle(big, "#fff3df", (n // 2, n // 2), int(n * 0.39))
    pygame.draw.polygon(big, "#eda52f", star_points(n / 2, n / 2, radius=n * 0.28))
    return pygame.transform.smoothscale(big, (size_px, size_px))


def star_points(x: float, y: float, *, radius: float, inner: float = 0.5) -> list[tuple[float, float]]:
    """The ten corners of a star that stands upright."""
    return [
        (
            x + math.sin(i * math.pi / 5) * (radius if i % 2 == 0 else radius * inner),
            y - math.cos(i * math.pi / 5) * (radius if i % 2 == 0 else radius * inner),
        )
        for i in range(10)
    ]


def glow(radius_px: int, colour: str, *, strength: float) -> pygame.Surface:
    """A round light that fades to nothing, to be added to what is below with BLEND_RGB_ADD or blitted by alpha."""
    small = 64
    r, g, b = rgb(colour)
    disc = blank(small, small)
    for y in range(small):
        for x in range(small):
            d = math.hypot(x + 0.5 - small / 2, y + 0.5 - small / 2) / (small / 2)
            fall = max(0.0, 1.0 - d)
            disc.set_at((x, y), (r, g, b, round(255 * strength * fall * fall * (0.35 + 0.65 * fall))))
    return pygame.transform.smoothscale(disc, (radius_px * 2, radius_px * 2))


def rounded_box(size_px: tuple[int, int], *, fill: str, edge: str, radius_px: int, edge_px: int) -> pygame.Surface:
    """A piece of paper with round corners and a thin border."""
    w, h = size_px
    big = blank(w * 2, h * 2)
    big.fill((*rgb(edge), 0))
    pygame.draw.rect(big, edge, big.get_rect(), border_radius=radius_px * 2)
    pygame.draw.rect(
        big, fill, big.get_rect().inflate(-edge_px * 4, -edge_px * 4), border_radius=max(0, radius_px - edge_px) * 2
    )
    out = pygame.transform.smoothscale(big, size_px)
    return out.convert_alpha() if pygame.display.get_surface() else out
