"""Leaning with the mouse: the weight goes where the pointer is, not faster than a body would."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from steadyquest.ui.inputs import HandSource, Place, bounded, toward
from steadyquest.ui.scene_view import CENTRE, REACH

SPEED = 4.0
"""Reach units a second, about 240 mm/s: quick enough to feel direct, and far below a lurch."""

ToUnits = Callable[[tuple[int, int]], Place]
"""Window pixels to units of the layout."""


class MouseHand:
    """Where the pointer is, in reach units; the centre while a menu has it."""

    label = "mouse"

    def __init__(self, to_units: ToUnits) -> None:
        self._to_units = to_units
        self._aim: Place = (0.0, 0.0)

    def handle(self, event: pygame.event.Event) -> None:
        """Take a movement of the pointer."""
        if event.type == pygame.MOUSEMOTION:
            x, y = self._to_units(event.pos)
            self._aim = bounded(((x - CENTRE[0]) / REACH[0], (CENTRE[1] - y) / REACH[1]))
        elif event.type == pygame.WINDOWLEAVE:
            self.release()

    def release(self) -> None:
        """Back to the centre: the pointer is choosing something."""
        self._aim = (0.0, 0.0)

    def move(self, at: Place, dt_s: float) -> Place:
        """Towards the pointer, half of what is left every 40 ms and never faster than SPEED."""
        share = 1.0 - 0.5 ** (dt_s / 0.04)
        aim = at[0] + (self._aim[0] - at[0]) * share, at[1] + (self._aim[1] - at[1]) * share
        return toward(at, aim, SPEED * dt_s)


def mouse(to_units: ToUnits, *, weight_kg: float) -> HandSource:
    """The mouse as a source. The pointer is where Lumi goes."""
    return HandSource(MouseHand(to_units), weight_kg=weight_kg)
