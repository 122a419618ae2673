"""At home: the therapist's words, and whether a grown-up is there. Nothing is counted that could be lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from steadyquest.ui.screens.base import Choosing, heading
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

CARD = (120.0, 128.0, 1040.0, 410.0)


class AtHome(Choosing):
    """Asked at every start; the careful answer has the focus, and a pointer that lies on the other does not take it."""

    place = "meadow"
    hour = 1

    def __init__(self, desk: Desk, *, then: Callable[[], Screen | None]) -> None:
        self._then = then
        super().__init__(desk, focus="back")

    def buttons(self) -> list[Button]:
        """Not now, or on."""
        return [
            Button(key="back", box=(120, 566, 500, 96), label=tr("Not now")),
            Button(key="yes", box=(660, 566, 500, 96), label=tr("Yes, a grown-up is here"), kind="main", hover=False),
        ]

    def chosen(self, key: str) -> Screen | None:
        """Without a grown-up it is not played; the game closes, and comes again whenever they wish."""
        return self._then() if key == "yes" else None

    def paint(self, surface: pygame.Surface) -> None:
        """The question, and what the therapist says for home."""
        view = self.view
        heading(surface, view, tr("Is a grown-up with you?"))
        view.card(surface, CARD)
        view.sprite(surface, "lumi", (270, 330), 250)
        home = self.desk.config.home
        words = (home.words if home is not None else "") or tr("Stay near, and stop whenever you like.")
        _, y, w, h = CARD
        view.words(surface, tr("From the clinic"), (430, y + 24, w - 340, 56), bold=True, align="left")
        view.words(surface, words, (430, y + 84, w - 350, h - 110), size="large", align="left", top=True)
