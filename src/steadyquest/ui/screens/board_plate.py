"""The plate from above, to scale: what each corner carries and how it is, and where the weight is now."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Literal, NamedTuple

import pygame

from steadyquest.conventions import VALID_KG, BoardSample
from steadyquest.signal.calibration import HALF_AP_MM, HALF_ML_MM
from steadyquest.ui.view import Box, Point, View

CELLS = range(4)
SIDES = ((-1, 1), (1, 1), (-1, -1), (1, -1))
"""Of each channel: right and front."""
DRAWING = 340.0
"""How large the drawing is shown; its four feet are 204 by 143 units apart, as the cells 400 by 280 mm."""
UNITS_PER_MM = 0.51
FOOT_X, FOOT_Y = HALF_ML_MM * UNITS_PER_MM, HALF_AP_MM * UNITS_PER_MM
TAG_X, TAG_Y, TAG_W, TAG_H = 188.0, 172.0, 156.0, 84.0
MARK = 19.0
TRAIL = 14

State = Literal["", "good", "bad"]
Loads = tuple[float, float, float, float]


class Corner(NamedTuple):
    """What is told of one corner."""

    load_kg: float | None
    """None before there is a zero."""
    rate_hz: float
    state: State = ""


class Trail:
    """Where the weight was lately."""

    def __init__(self) -> None:
        self.points: deque[Point] = deque(maxlen=TRAIL)

    def feed(self, loads_kg: Loads | None) -> None:
        """Take what the corners carry now; without enough load, or without a zero, the trail ends."""
        total_kg = sum(loads_kg) if loads_kg is not None else 0.0
        if loads_kg is None or total_kg < VALID_KG:
            self.points.clear()
            return
        fl, fr, rl, rr = loads_kg
        ml = HALF_ML_MM * (fr + rr - fl - rl) / total_kg
        ap = HALF_AP_MM * (fl + fr - rl - rr) / total_kg
        self.points.append((min(260.0, max(-260.0, ml)), min(190.0, max(-190.0, ap))))


class Rates:
    """How often each amplifier converts, by the last two seconds of samples."""

    def __init__(self) -> None:
        from steadyquest.signal.cells import Cells

        self._cells = Cells()
        self._shown_us = 0
        self.hz: Loads = (0.0, 0.0, 0.0, 0.0)

    def feed(self, samples: list[BoardSample]) -> None:
        """Take these; the figures change twice a second, so that they can be read."""
        for sample in samples:
            self._cells.feed(sample)
        if samples and abs(samples[-1].t_us - self._shown_us) > 500_000:
            self._shown_us = samples[-1].t_us
            self.hz = self._cells.rates_hz()


def draw_plate(
    surface: pygame.Surface,
    view: View,
    box: Box,
    corners: Mapping[int, Corner],
    *,
    lit: Mapping[int, float] | None = None,
    trail: Trail | None = None,
) -> None:
    """The plate in the middle of a box. `lit` corners have a ring that fills, 0 to 1; `corners` have a tag."""
    middle = (box[0] + box[2] / 2, box[1] + box[3] / 2)
    view.sprite(surface, "board", middle, DRAWING)
    for cell, share in (lit or {}).items():
        _light(surface, view, _foot(middle, cell), share)
    for cell, corner in corners.items():
        _draw_tag(surface, view, _tag(middle, cell), corner, lit=cell in (lit or {}))
        if corner.state:
            draw_state(surface, view, _mark(middle, cell), corner.state)
    if trail is not None:
        _draw_trail(surface, view, middle, trail)


def _foot(middle: Point, cell: int) -> Point:
    right, front = SIDES[cell]
    return middle[0] + right * FOOT_X, middle[1] - front * FOOT_Y


def _tag(middle: Point, cell: int) -> Box:
    right, front = SIDES[cell]
    return middle[0] + right * TAG_X - TAG_W / 2, middle[1] - front * TAG_Y - TAG_H / 2, TAG_W, TAG_H


def _mark(middle: Point, cell: int) -> Point:
    """The outer upper corner of the tag."""
    x, y, w, _ = _tag(middle, cell)
    return (x + w - 10 if SIDES[cell][0] > 0 else x + 10), y + 10


def _light(surface: pygame.Surface, view: View, at: Point, share: float) -> None:
    # Edges in the veil's colour: dark in every look, as the plate is pale in every look.
    view.disc(surface, at, 56, colour=view.colours.paper, edge=view.colours.veil)
    view.ring(surface, at, 52, progress=share, width=14)
    view.disc(surface, at, 28, colour=view.colours.light, edge=view.colours.veil)


def _draw_tag(surface: pygame.Surface, view: View, box: Box, corner: Corner, *, lit: bool) -> None:
    x, y, w, h = box
    edge = view.colours.focus if lit else view.colours.bad if corner.state == "bad" else None
    view.card(surface, box, radius=18, shadow=False, edge=edge, edge_units=5 if edge else 2)
    load = "– kg" if corner.load_kg is None else f"{corner.load_kg:.1f} kg"
    view.words(surface, load.replace("-0.0", "0.0"), (x + 8, y + 4, w - 16, h / 2 - 2), size="small", bold=True)
    rate = f"{corner.rate_hz:.0f} Hz" if corner.rate_hz else "–"
    under = (x + 8, y + h / 2 - 2, w - 16, h / 2 - 2)
    view.words(surface, rate, under, size="small", colour=view.colours.ink_soft)


def draw_state(surface: pygame.Surface, view: View, at: Point, state: State) -> None:
    """Good is a tick on a disc, bad a warning triangle: two shapes, not only two colours."""
    colours = view.colours
    if state == "good":
        view.disc(surface, at, MARK, colour=colours.good, edge=colours.paper)
        view.sprite(surface, "icon_check", at, 26, colour=colours.paper)
    elif state == "bad":
        view.disc(surface, at, MARK + 3, colour=colours.paper, edge=colours.bad)
        view.sprite(surface, "icon_warning", (at[0], at[1] - 1), 30, colour=colours.bad)


def _draw_trail(surface: pygame.Surface, view: View, middle: Point, trail: Trail) -> None:
    for at, (ml, ap) in enumerate(trail.points):
        place = (middle[0] + ml * UNITS_PER_MM, middle[1] - ap * UNITS_PER_MM)
        if at == len(trail.points) - 1:
            view.disc(surface, place, 16, colour=view.colours.light, edge=view.colours.veil)
        else:
            view.disc(surface, place, round(3 + 8 * at / TRAIL), colour=view.colours.veil)
