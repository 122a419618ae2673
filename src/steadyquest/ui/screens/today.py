"""Today: who or what holds the player, and what is on the feet. Said once a session, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.reports import wording
from steadyquest.session.today import SHOES, SUPPORT
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

CARD = (60.0, 128.0, 1160.0, 440.0)
ROWS = (("support", SUPPORT), ("shoes", SHOES))
LAST = "today"
"""The player's setting: what was said last time, offered again in one press."""


class Today(Choosing):
    """Two rows of four. `behind` comes back afterwards."""

    place = "meadow"

    def __init__(self, desk: Desk, behind: Screen) -> None:
        self.desk, self._behind = desk, behind
        last = desk.player.settings.get(LAST) if desk.player is not None else None
        self._last = {name: last[name] for name, words in ROWS if isinstance(last, dict) and last.get(name) in words}
        super().__init__(desk, focus="same" if self._offers_last() else f"support {SUPPORT[0]}")

    def buttons(self) -> list[Button]:
        """The choices, as last time, and back."""
        said = self._said()
        found = [
            Button(
                key=f"{name} {word}",
                box=(90 + i * 278, CARD[1] + 72 + row * 200, 262, 96),
                label=wording.noted(word),
                chosen=said.get(name) == word,
            )
            for row, (name, words) in enumerate(ROWS)
            for i, word in enumerate(words)
        ]
        if self._offers_last():
            words = tr("As last time: {what}").format(what=summary(self._last))
            found.append(Button(key="same", box=(324, BAR_Y, 640, BAR_H), label=words))
        done = Button(key="back", box=(988, BAR_Y, 232, BAR_H), label=tr("Done"), kind="main")
        return [*found, done]

    def chosen(self, key: str) -> Screen | None:
        """Taken at once; as last time also goes back."""
        if key == "back":
            return self._behind
        if key == "same":
            self._note(**self._last)
            return self._behind
        name, _, word = key.partition(" ")
        self._note(**{name: word})
        self.refresh()
        return self

    def paint(self, surface: pygame.Surface) -> None:
        """The two questions."""
        view = self.view
        heading(surface, view, tr("For the therapist: how is it today?"))
        view.card(surface, CARD)
        for row, words in enumerate((tr("Who or what holds the player?"), tr("What is on the feet?"))):
            view.words(surface, words, (90, CARD[1] + 12 + row * 200, 1100, 56), bold=True, align="left")

    def _said(self) -> dict[str, str]:
        notes = self.desk.session.notes if self.desk.session is not None else {}
        return {name: notes[name] for name, _ in ROWS if name in notes}

    def _offers_last(self) -> bool:
        return len(self._last) == len(ROWS) and not self._said()

    def _note(self, **notes: str) -> None:
        if self.desk.session is not None:
            self.desk.session.note(**notes)
            if self.desk.player is not None:
                self.desk.save_setting(LAST, self._said())


def summary(notes: dict[str, str]) -> str:
    """What was said, short."""
    return ", ".join(wording.noted(notes[name]) for name, _ in ROWS if notes.get(name))
