"""A sheet to draw one picture on: larger than it is shown and scaled down, so that thick lines are smooth. Kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import pygame

from steadyquest.ui.palettes import rgb
from steadyquest.ui.view import Box, Point, View

FINE = 3
"""Drawn this many times larger."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the picture, set when it is shown: letters are smooth already."""

    words: str
    box: Box
    """From the picture's upper left corner."""
    colour: str = ""


@dataclass(slots=True)
class Sheet:
    """Draw in logical units from its upper left corner."""

    view: View
    size: tuple[float, float]
    labels: list[Label] = field(default_factory=list)
    surface: pygame.Surface = field(init=False)

    def __post_init__(self) -> None:
        w, h = (max(1, round(side * self._scale)) for side in self.size)
        self.surface = pygame.Surface((w, h), pygame.SRCALPHA)
        # Clear, yet of the paper's colour: scaling down must not stir black into the edges.
        self.surface.fill((*rgb(self.view.colours.paper), 0))

    def line(self, points: Iterable[Point], *, colour: str, width: float, closed: bool = False) -> None:
        """A line with round corners and ends."""
        at = self._at(points)
        if len(at) < 2:
            return
        px, half = max(1, round(width * self._scale)), max(1, round(width * self._scale / 2))
        pygame.draw.lines(self.surface, colour, closed, at, px)
        for corner in at:
            pygame.draw.circle(self.surface, colour, corner, half)

    def dashes(self, start: Point, end: Point, *, colour: str, width: float, dash: float = 12.0) -> None:
        """A straight line of dashes."""
        (x0, y0), (x1, y1) = start, end
        length = max(abs(x1 - x0), abs(y1 - y0), 1e-6)
        n = max(1, int(length / (2 * dash)))
        for k in range(n):
            a, b = (k + 0.25) / n, (k + 0.75) / n
            ends = [(x0 + (x1 - x0) * s, y0 + (y1 - y0) * s) for s in (a, b)]
            self.line(ends, colour=colour, width=width)

    def polygon(self, points: Iterable[Point], *, colour: str) -> None:
        """A filled shape."""
        at = self._at(points)
        if len(at) > 2:
            pygame.draw.polygon(self.surface, colour, at)

    def disc(self, at: Point, radius: float, *, colour: str, edge: str = "", edge_width: float = 2.0) -> None:
        """A dot, with an edge if one is asked for."""
        (middle,) = self._at([at])
        if edge:
            pygame.draw.circle(self.surface, edge, middle, round((radius + edge_width) * self._scale))
        pygame.draw.circle(self.surface, colour, middle, max(1, round(radius * self._scale)))

    def ring(self, at: Point, radius: float, *, colour: str, width: float) -> None:
        """A circle."""
        (middle,) = self._at([at])
        px = max(1, round(width * self._scale))
        pygame.draw.circle(self.surface, colour, middle, round(radius * self._scale) + px // 2, px)

    def label(self, words: str, box: Box, *, colour: str = "") -> None:
        """Words, small."""
        self.labels.append(Label(words, box, colour))

    def scaled(self) -> pygame.Surface:
        """The picture at the window's size."""
        canvas = self.view.canvas
        small = pygame.transform.smoothscale(self.surface, (canvas.px(self.size[0]), canvas.px(self.size[1])))
        return small.convert_alpha() if pygame.display.get_surface() else small

    @property
    def _scale(self) -> float:
        return self.view.canvas.scale * FINE

    def _at(self, points: Iterable[Point]) -> list[tuple[int, int]]:
        k = self._scale
        return [(round(x * k), round(y * k)) for x, y in points]


class Kept:
    """A picture that is made once for each window and look."""

    def __init__(self, paint: Callable[[Sheet], None]) -> None:
        self._paint = paint
        self._made: tuple[View, tuple[float, float]] | None = None
        self._picture: pygame.Surface | None = None
        self._labels: Sequence[Label] = ()

    def draw(self, surface: pygame.Surface, view: View, box: Box) -> None:
        """Into a box of the layout."""
        x, y, w, h = box
        if self._picture is None or self._made != (view, (w, h)):
            sheet = Sheet(view, (w, h))
            self._paint(sheet)
            self._made, self._picture, self._labels = (view, (w, h)), sheet.scaled(), sheet.labels
        surface.blit(self._picture, view.canvas.point(x, y))
        rooms = [(label.words, *label.box[2:]) for label in self._labels]
        for label in self._labels:
            lx, ly, lw, lh = label.box
            view.words(
                surface,
                label.words,
                (x + lx, y + ly, lw, lh),
                size="small",
                colour=label.colour or view.colours.ink_soft,
                among=rooms,
            )
