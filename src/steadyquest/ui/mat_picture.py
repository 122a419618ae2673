"""The foot mat from above, at scale, with the two feet on it: small on Step on, large where they are placed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pygame

from steadyquest.signal.mat import (
    FIRST_ROW_MM,
    FOOT_MM,
    FOOT_OF_HEIGHT,
    LETTERS,
    MIDDLE_LETTER,
    NUMBERS,
    PITCH_MM,
    Feet,
    Mark,
    row_mm,
    sole,
)
from steadyquest.ui.palettes import OKABE_ITO, mix
from steadyquest.ui.theme import TEXT_SIZES
from steadyquest.ui.view import Box, View

PAD = 10.0
LETTER_AP_MM, NUMBER_ML_MM = 166.0, 178.0
SHOWN_ML_MM, SHOWN_AP_MM = 390.0, 366.0
"""Letters, numbers and feet; the sheet's rim is left away."""
LINES_TO_MM = 148.0
SOLES = {"left": OKABE_ITO["blue"], "right": OKABE_ITO["orange"]}
PATCH = 13.0
LEAST_PITCH = 20.0
"""Units between letters that are to be read; smaller pictures go without."""
PALE, LINE = 0.45, 0.5
"""How much of its colour is in a sole, and of the ink in a line: 3:1 on paper."""


class Frame(NamedTuple):
    """How plate millimetres lie in a box."""

    middle: tuple[float, float]
    units_per_mm: float

    def at(self, ml_mm: float, ap_mm: float) -> tuple[float, float]:
        """A place of the plate, in the layout's units."""
        return self.middle[0] + ml_mm * self.units_per_mm, self.middle[1] - ap_mm * self.units_per_mm

    def mark(self, x: float, y: float) -> Mark:
        """The place of the plate under a point of the layout."""
        return Mark((x - self.middle[0]) / self.units_per_mm, (self.middle[1] - y) / self.units_per_mm)


def frame(box: Box) -> Frame:
    """The mat with its letters, as large as it fits."""
    x, y, w, h = box
    scale = min((w - 2 * PAD) / SHOWN_ML_MM, (h - 2 * PAD) / SHOWN_AP_MM)
    return Frame((x + w / 2, y + h / 2), scale)


def foot_mm(height_cm: float | None) -> float:
    """How long the feet are drawn."""
    return height_cm * 10 * FOOT_OF_HEIGHT if height_cm else FOOT_MM


def draw_mat(surface: pygame.Surface, view: View, box: Box, *, feet: Feet | None, length_mm: float) -> None:
    """The mat on its card, its letters where there is room, and the feet, when it is known where they are."""
    c, at = view.colours, frame(box)
    view.card(surface, box)
    _lines(surface, view, at, colour=mix(c.paper, c.ink, share=LINE))
    for foot, place in (("left", feet.left), ("right", feet.right)) if feet is not None else ():
        _foot(surface, view, at, outline=sole(place, foot=foot, length_mm=length_mm), colour=SOLES[foot])
        view.disc(surface, at.at(*place), 5, colour=c.ink, edge=c.paper)
    if PITCH_MM * at.units_per_mm > LEAST_PITCH:
        _letters(surface, view, at)


def _lines(surface: pygame.Surface, view: View, at: Frame, *, colour: str) -> None:
    wide = len(LETTERS) * PITCH_MM
    for step in range(-len(LETTERS), len(LETTERS) + 1):
        ends = [at.at(step * PITCH_MM, ap_mm) for ap_mm in (FIRST_ROW_MM, LINES_TO_MM)]
        _line(surface, view, ends, colour=view.colours.ink_soft if step == 0 else colour)
    for number in NUMBERS:
        _line(surface, view, [at.at(ml_mm, row_mm(number)) for ml_mm in (-wide, wide)], colour=colour)


def _line(surface: pygame.Surface, view: View, ends: Sequence[tuple[float, float]], *, colour: str) -> None:
    start, stop = (view.canvas.point(*end) for end in ends)
    pygame.draw.line(surface, colour, start, stop, view.canvas.px(1.5))


def _foot(
    surface: pygame.Surface, view: View, at: Frame, *, outline: Sequence[tuple[float, float]], colour: str
) -> None:
    points = [view.canvas.point(*at.at(*point)) for point in outline]
    pygame.draw.polygon(surface, mix(view.colours.paper, colour, share=PALE), points)
    pygame.draw.polygon(surface, colour, points, view.canvas.px(3))
    pygame.draw.aalines(surface, colour, closed=True, points=points)


def _letters(surface: pygame.Surface, view: View, at: Frame) -> None:
    for step in range(-len(LETTERS), len(LETTERS) + 1):
        letter = LETTERS[abs(step) - 1] if step else MIDDLE_LETTER
        _letter(surface, view, letter, at=at.at(step * PITCH_MM, LETTER_AP_MM))
    for number in NUMBERS:
        for ml_mm in (-NUMBER_ML_MM, NUMBER_ML_MM):
            _letter(surface, view, str(number), at=at.at(ml_mm, row_mm(number)))


def _letter(surface: pygame.Surface, view: View, letter: str, *, at: tuple[float, float]) -> None:
    # A foot may lie under it.
    view.disc(surface, at, PATCH, colour=view.colours.paper)
    side = 2 * TEXT_SIZES["small"]
    box = (at[0] - side / 2, at[1] - side / 2, side, side)
    # They stand as near to one another as the lines of the mat: larger ones would run into each other.
    view.words(surface, letter, box, size="small", bold=True, grows=False)
