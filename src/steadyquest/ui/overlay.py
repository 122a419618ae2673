"""Overlays: they lie over a screen, hold it, and give it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from steadyquest.ui import keys
from steadyquest.ui.widgets import Button, Menu
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

CARD = (240.0, 170.0, 800.0, 380.0)


class Overlay:
    """A card over a dimmed screen, with some buttons."""

    leaning = False

    def __init__(self, desk: Desk, beneath: Screen) -> None:
        self.desk = desk
        self.beneath = beneath
        self.menu = Menu(self.buttons())

    def buttons(self) -> list[Button]:
        """What can be chosen."""
        return []

    def chosen(self, key: str) -> Screen | None:
        """What comes after a choice."""
        return self.beneath if key == "back" else self

    def takes_lean(self, key: str) -> bool:  # noqa: ARG002 - a notice replaces this
        """Whether leaning and waiting may choose this: what is the player's to choose, and can do no harm."""
        return False

    def paint(self, surface: pygame.Surface) -> None:
        """The card itself; the buttons come over it."""

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Choose."""
        key = self.menu.handle(event, self.desk.view)
        return self.chosen(key) if key else self

    def update(self) -> Screen | None:
        """Nothing moves."""
        return self

    def draw(self, surface: pygame.Surface) -> None:
        """The screen beneath, dimmed, and the card."""
        self.beneath.draw(surface)
        self.desk.view.dim(surface)
        self.paint(surface)
        self.menu.draw(surface, self.desk.view)


class Confirm(Overlay):
    """A question that wants a yes. Escape and the first button are the careful answer.

    `still` says whether there is anything to ask any more.
    """

    def __init__(
        self,
        desk: Desk,
        beneath: Screen,
        *,
        question: str,
        yes: str,
        no: str,
        then: Callable[[], Screen | None],
        otherwise: Callable[[], Screen | None] | None = None,
        still: Callable[[], bool] | None = None,
        icon: str = "icon_help",
    ) -> None:
        self._question, self._yes, self._no, self._icon = question, yes, no, icon
        self._then, self._otherwise, self._still = then, otherwise, still
        super().__init__(desk, beneath)
        self.menu.focus = "back"

    def buttons(self) -> list[Button]:
        """No, then yes: the focus begins on no, and a pointer that happens to lie on yes does not take it there."""
        x, y, w, h = CARD
        half = (w - 3 * 40) / 2
        return [
            Button(key="back", box=(x + 40, y + h - 124, half, 84), label=self._no),
            Button(key="yes", box=(x + 80 + half, y + h - 124, half, 84), label=self._yes, hover=False),
        ]

    def chosen(self, key: str) -> Screen | None:
        """Yes goes on, anything else goes back."""
        if key == "yes":
            return self._then()
        return self._otherwise() if self._otherwise else self.beneath

    def update(self) -> Screen | None:
        """A question that has answered itself goes away."""
        return self if self._still is None or self._still() else self.beneath

    def paint(self, surface: pygame.Surface) -> None:
        """The question."""
        draw_notice(surface, self.desk, text=self._question, icon=self._icon)


class Message(Overlay):
    """Something to know, and a button to go on."""

    def __init__(
        self,
        desk: Desk,
        beneath: Screen,
        *,
        text: str,
        then: Callable[[], Screen | None] | None = None,
        icon: str = "icon_help",
        for_player: bool = False,
    ) -> None:
        self._text, self._then, self._icon, self._for_player = text, then, icon, for_player
        super().__init__(desk, beneath)

    def buttons(self) -> list[Button]:
        """One."""
        x, y, w, h = CARD
        return [Button(key="ok", box=(x + w / 2 - 130, y + h - 124, 260, 84), label=tr("All right"), kind="main")]

    def chosen(self, key: str) -> Screen | None:  # noqa: ARG002 - any key will do
        """Whatever is pressed, it goes on."""
        return self._then() if self._then else self.beneath

    def takes_lean(self, key: str) -> bool:
        """What is said to the player; what a therapist is to read waits for a hand."""
        return self._for_player and bool(key)

    def paint(self, surface: pygame.Surface) -> None:
        """The words."""
        draw_notice(surface, self.desk, text=self._text, icon=self._icon)


def sentence(words: str) -> str:
    """Errors begin small, for a command line; on a screen they begin like any sentence.

    >>> sentence("the board is gone"), sentence("")
    ('The board is gone', '')
    """
    return words[:1].upper() + words[1:]


def draw_notice(surface: pygame.Surface, desk: Desk, *, text: str, icon: str) -> None:
    """The card of a question or a message: a picture at the left, words beside it."""
    view = desk.view
    x, y, w, h = CARD
    view.card(surface, CARD)
    view.sprite(surface, icon, (x + 100, y + 124), 110)
    view.words(surface, sentence(text), (x + 180, y + 36, w - 220, h - 180), size="large", align="left")


class KeysPage(Overlay):
    """F1: what the keys do."""

    def buttons(self) -> list[Button]:
        """Back."""
        return [Button(key="back", box=(520, 628, 240, 68), label=tr("Back"), kind="main")]

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """F1 closes what F1 has opened."""
        if keys.action_of(event, keys.EVERYWHERE) == "keys":
            return self.beneath
        return super().handle(event)

    def paint(self, surface: pygame.Surface) -> None:
        """Two columns: the key and what it does."""
        view = self.desk.view
        view.card(surface, (80, 12, 1120, 596))
        view.words(surface, tr("Keys"), (120, 16, 1040, 54), size="large", title=True)
        rows = keys.pages()
        # As many rows as there are: the last one ends above the button, with some air, focus ring and all.
        h = (602 - 70) / len(rows)
        for i, (key, meaning) in enumerate(rows):
            y = 70 + i * h
            view.words(surface, key, (100, y, 390, h), size="small", bold=True, align="right")
            view.words(surface, meaning, (514, y, 670, h), size="small", align="left")
