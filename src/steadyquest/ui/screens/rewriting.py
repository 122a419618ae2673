"""While a level is played, somebody may be writing it: each save plays it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.levels.watch import Watch
from steadyquest.ui.screens import flow

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

LOOK_S = 0.5
"""Between looks at the file."""
CARD = (52.0, 16.0, 1080.0, 62.0)


class Rewriting:
    """Watches one level's file for one screen."""

    def __init__(self, desk: Desk, level: Level) -> None:
        self._desk, self._watch = desk, Watch(level)
        self._due_s = desk.clock() + LOOK_S

    def anew(self) -> Screen | None:
        """The level as it was saved, counted in at once; None while nothing was. What was played so far is kept."""
        now_s = self._desk.clock()
        if now_s < self._due_s:
            return None
        self._due_s = now_s + LOOK_S
        level = self._watch.look()
        if level is None:
            return None
        if self._desk.session is not None:
            self._desk.session.stop()
        return flow.intro(self._desk, level, at_once=True)

    def paint(self, surface: pygame.Surface) -> None:
        """What is wrong with what was saved last, for who writes it."""
        if self._watch.problem:
            view, (x, y, w, h) = self._desk.view, CARD
            view.card(surface, CARD, radius=14)
            view.words(surface, self._watch.problem, (x + 16, y + 2, w - 32, h - 4), size="small", align="left")
