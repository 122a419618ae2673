"""The pictures of choosing without hands: the little plate, the ring on what is being chosen, a place to be put."""

from __future__ import annotations

import math

import pygame

from steadyquest.ui.access.leaning import OUT
from steadyquest.ui.scene_view_pen import CENTRE, REACH
from steadyquest.ui.view import Box, View
from steadyquest.words import tr

FIGURE, RADIUS = (58.0, 32.0), 30.0
"""In the upper left corner, which the screens of the player leave free; one that does not says `lean_at`."""
ARROW_AT, ARROW = 0.74, 0.18
MIDDLE, DOT = 0.32, 0.19
FURTHEST = 0.44
"""How far the dot goes for a lean that counts; these are shares of the radius."""
RING, RING_WIDTH = 25.0, 9.0
ROW_GAP, ROW_WIDTH, ROW_PALE, ROUND = 18.0, 6.0, 3.0, 26.0
WAYS = {"right": (1, 0), "left": (-1, 0), "up": (0, -1), "down": (0, 1)}


def draw_figure(
    surface: pygame.Surface,
    view: View,
    at: tuple[float, float],
    *,
    way: str,
    waits: bool,
    middle: tuple[float, float] = FIGURE,
    radius: float = RADIUS,
) -> None:
    """The plate from above: where the weight is, four ways to lean, and the middle when one is to come back to it."""
    c, (x, y) = view.colours, middle
    view.disc(surface, middle, radius, colour=c.paper, edge=c.ink)
    for name, (ux, uy) in WAYS.items():
        colour = c.paper_edge if waits else c.focus if name == way else c.ink_soft
        out, wide = radius * ARROW_AT, radius * ARROW
        tip = (x + ux * (out + wide * 0.6), y + uy * (out + wide * 0.6))
        sides = [(x + ux * out * 0.8 + s * uy * wide, y + uy * out * 0.8 + s * ux * wide) for s in (-1, 1)]
        pygame.draw.polygon(surface, colour, [view.canvas.point(*corner) for corner in (tip, *sides)])
    if waits:
        view.disc(surface, middle, radius * MIDDLE, colour=c.accent, edge=c.ink)
    dx, dy = _dot_at(at)
    view.disc(surface, (x + dx * radius, y + dy * radius), radius * DOT, colour=c.light, edge=c.ink)


def draw_how(surface: pygame.Surface, view: View, box: Box) -> None:
    """How it goes, in three pictures: lean, stay, back to the middle."""
    x, y, w, h = box
    words = (tr("Lean: the next one"), tr("Stay: that one"), tr("Then the middle"))
    for i, said in enumerate(words):
        left = x + i * w / 3
        middle = (left + h / 2, y + h / 2)
        leans = (0.0, 0.0) if i == 2 else (OUT, 0.0)
        draw_figure(surface, view, leans, way="right", waits=i == 2, middle=middle, radius=h / 2 - 4)
        if i == 1:
            draw_progress(surface, view, (middle[0] + h * 0.36, middle[1] - h * 0.5, 0, 0), 0.7)
        room = (left + h + 24, y, w / 3 - h - 32, h)
        view.words(surface, said, room, size="small", align="left", among=words)


def draw_progress(surface: pygame.Surface, view: View, box: Box, progress: float) -> None:
    """The ring that fills on the focused button."""
    at = (box[0] + 8, box[1] + 8)
    view.disc(surface, at, RING + 6, colour=view.colours.paper, edge=view.colours.ink)
    view.ring(surface, at, RING, progress=progress, width=RING_WIDTH)


def draw_row(surface: pygame.Surface, view: View, box: Box) -> None:
    """The frame around the row that a switch would open."""
    x, y, w, h = box
    rect = view.canvas.rect(x - ROW_GAP, y - ROW_GAP, w + 2 * ROW_GAP, h + 2 * ROW_GAP)
    for width, colour in ((ROW_WIDTH + 2 * ROW_PALE, view.colours.paper), (ROW_WIDTH, view.colours.focus)):
        by = round((ROW_WIDTH + 2 * ROW_PALE - width) / 2 * view.canvas.scale)
        pygame.draw.rect(surface, colour, rect.inflate(-2 * by, -2 * by), view.canvas.px(width), view.canvas.px(ROUND))


def draw_place(surface: pygame.Surface, view: View, at: tuple[float, float], *, side: float) -> None:
    """Where the switch would put the next target. `at` in reach units, `side` as it is seen."""
    middle = (CENTRE[0] + side * at[0] * REACH[0], CENTRE[1] - at[1] * REACH[1])
    view.disc(surface, middle, 44, colour=view.colours.focus, edge=view.colours.paper)
    view.disc(surface, middle, 34, colour=view.colours.paper, edge=view.colours.paper)
    view.sprite(surface, "hint_place", middle, 52)


def _dot_at(at: tuple[float, float]) -> tuple[float, float]:
    """Where the dot is, in shares of the figure's radius: never among the arrows."""
    x, y = at[0] * FURTHEST / OUT, -at[1] * FURTHEST / OUT
    far = max(1.0, math.hypot(x, y) / (FURTHEST * 1.2))
    return x / far, y / far
