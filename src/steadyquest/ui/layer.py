"""A layer of paper over what moves: painted once, put on the screen again by a blit for each part of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pygame

from steadyquest.ui.sprites import blank
from steadyquest.ui.view import Box, View

Paint = Callable[[pygame.Surface], None]


class Layer:
    """What lies in some boxes of the layout, and what it depends on. Outside of the boxes nothing of it is shown."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._boxes = boxes
        self._key: Any = None
        self._sheet: pygame.Surface | None = None

    def draw(self, surface: pygame.Surface, view: View, *, key: Any, paint: Paint) -> None:
        """Put it on the screen; `paint` is asked only when the key, or the view, is another one than last time."""
        if self._sheet is None or self._sheet.get_size() != surface.get_size():
            sheet = blank(*surface.get_size())
            self._sheet, self._key = sheet.convert_alpha() if pygame.display.get_surface() else sheet, None
        if self._key != (view, key):
            self._sheet.fill((0, 0, 0, 0))
            paint(self._sheet)
            self._key = (view, key)
        window = surface.get_rect()
        for box in self._boxes:
            part = view.canvas.rect(*box).clip(window)
            surface.blit(self._sheet, part, part)
