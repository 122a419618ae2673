"""A line of text to type in, with a visible cursor."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from steadyquest.ui.view import Box, View
from steadyquest.ui.widgets import draw_focus

BLINK_MS = 1060
"""A slow cursor: about once a second."""


@dataclass(slots=True)
class TextField:
    """Typed characters and where the cursor is among them."""

    text: str = ""
    most: int = 40
    allowed: str = ""
    """Only these characters, when given."""
    cursor: int = -1

    def __post_init__(self) -> None:
        if self.cursor < 0:
            self.cursor = len(self.text)

    def handle(self, event: pygame.event.Event) -> bool:
        """Take an event; True when it was for the text."""
        if event.type == pygame.TEXTINPUT:
            self._type(event.text)
            return True
        if event.type != pygame.KEYDOWN:
            return False
        if event.key == pygame.K_BACKSPACE and self.cursor:
            self._replace(self.cursor - 1, self.cursor)
        elif event.key == pygame.K_DELETE:
            self._replace(self.cursor, self.cursor + 1)
        elif event.key in {pygame.K_HOME, pygame.K_END}:
            self.cursor = 0 if event.key == pygame.K_HOME else len(self.text)
        elif event.key in {pygame.K_LEFT, pygame.K_RIGHT}:
            step = 1 if event.key == pygame.K_RIGHT else -1
            self.cursor = min(len(self.text), max(0, self.cursor + step))
        else:
            # What types a character arrives again as TEXTINPUT and must not move the focus meanwhile.
            typed = getattr(event, "unicode", "")
            return bool(typed) and typed.isprintable()
        return True

    def put(self, text: str) -> None:
        """Replace everything."""
        self.text, self.cursor = text[: self.most], min(len(text), self.most)

    def draw(self, surface: pygame.Surface, view: View, box: Box, *, focused: bool, empty: str = "") -> None:
        """The paper strip, the words and the cursor."""
        x, y, w, h = box
        if focused:
            draw_focus(surface, view, box)
        view.card(surface, box, colour=view.colours.paper, radius=14, shadow=False)
        room = (x + 18, y, w - 36, h)
        if self.text:
            view.words(surface, self.text, room, size="body", align="left", grows=False)
        elif empty:
            view.words(surface, empty, room, size="body", align="left", colour=view.colours.ink_soft)
        if focused and pygame.time.get_ticks() % BLINK_MS < BLINK_MS * 0.6:
            self._draw_cursor(surface, view, room)

    def _draw_cursor(self, surface: pygame.Surface, view: View, room: Box) -> None:
        x, y, w, h = room
        before = view.texts.measure(self.text[: self.cursor], 32)[0] if self.cursor else 0.0
        line = view.canvas.rect(min(x + before + 1, x + w), y + h * 0.22, 3, h * 0.56)
        pygame.draw.rect(surface, view.colours.focus, line)

    def _type(self, typed: str) -> None:
        for char in typed:
            if char.isprintable() and (not self.allowed or char in self.allowed) and len(self.text) < self.most:
                self.text = self.text[: self.cursor] + char + self.text[self.cursor :]
                self.cursor += 1

    def _replace(self, start: int, stop: int) -> None:
        self.text = self.text[:start] + self.text[stop:]
        self.cursor = start
