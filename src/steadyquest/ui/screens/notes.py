"""Note: the therapist tags this moment; the game goes on meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.ui import keys
from steadyquest.ui.widgets import Button, Menu
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen
    from steadyquest.ui.screens.pause import Pause
    from steadyquest.ui.screens.play import Play

TAGS = ("held_on", "compensated", "distracted", "pain")
NUMBER_KEYS = {pygame.K_1: 0, pygame.K_2: 1, pygame.K_3: 2, pygame.K_4: 3}
OPEN_S = 8.0
"""It closes by itself: nobody has a hand free."""


class NoteBar:
    """Four tags along the lower edge. One to four choose; arrow keys still lean."""

    def __init__(self, desk: Desk, beneath: Play | Pause) -> None:
        self.desk, self.beneath = desk, beneath
        self._since_s = desk.clock()
        world = beneath.session.world
        self._pressed_at = world.tick if world is not None else 0
        """The note is for the rep that ran when the key was pressed, not for the one that runs once a tag is found."""
        words = (tr("held on"), tr("compensated"), tr("distracted"), tr("pain"))
        self._menu = Menu(
            [
                Button(key=tag, box=(52 + i * 298, 590, 280, 78), label=f"{i + 1}  {word}")
                for i, (tag, word) in enumerate(zip(TAGS, words, strict=True))
            ]
        )

    @property
    def leaning(self) -> bool:
        """As what lies beneath."""
        return self.beneath.leaning

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """A number tags; N or Escape closes; everything else is the play's."""
        if event.type == pygame.KEYDOWN and event.key in NUMBER_KEYS:
            return self._tag(TAGS[NUMBER_KEYS[event.key]])
        action = keys.action_of(event, keys.PLAY)
        if action in {"note", "end"}:
            return self.beneath
        if event.type in {pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP, pygame.JOYHATMOTION}:
            key = self._menu.handle(event, self.desk.view)
            if key in TAGS:
                return self._tag(key)
            if event.type != pygame.MOUSEBUTTONUP:
                return self
        if event.type == pygame.JOYBUTTONDOWN and keys.action_of(event, keys.MENU) == "ok":
            return self._tag(self._menu.focus)
        after = self.beneath.handle(event)
        return self if after is self.beneath else after

    def update(self) -> Screen | None:
        """The play goes on beneath."""
        after = self.beneath.update()
        if after is not self.beneath:
            return after
        return self.beneath if self.desk.clock() - self._since_s > OPEN_S else self

    def draw(self, surface: pygame.Surface) -> None:
        """The play, and the bar."""
        self.beneath.draw(surface)
        self._menu.draw(surface, self.desk.view)

    def _tag(self, tag: str) -> Screen:
        self.beneath.session.command("note", [tag, self._pressed_at])
        return self.beneath
