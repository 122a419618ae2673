"""Forms: screens with lines to be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import pygame

from steadyquest.ui.screens.base import Choosing
from steadyquest.ui.text_field import TextField

if TYPE_CHECKING:
    from steadyquest.ui.screen import Screen


class Form(Choosing):
    """A screen with text fields, each a button of the same key and box. Typing goes into the focused one."""

    boxes: ClassVar[Mapping[str, tuple[float, float, float, float]]]
    _fields: dict[str, TextField]

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Typing goes into the focused field; Enter goes on."""
        field = self._fields.get(self.menu.focus)
        if field is not None and field.handle(event):
            return self
        return super().handle(event)

    def draw(self, surface: pygame.Surface) -> None:
        """The form; the fields come last, over their focus."""
        super().draw(surface)
        for key, field in self._fields.items():
            focused = self.menu.focus == key
            field.draw(surface, self.view, self.boxes[key], focused=focused, empty=self._empty(key))

    def _empty(self, key: str) -> str:  # noqa: ARG002 - forms that suggest something replace this
        """What is shown in a field while nothing is typed."""
        return ""
