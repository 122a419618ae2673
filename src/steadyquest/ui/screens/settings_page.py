"""A page of settings: a few rows, each with its choices. The player's where one plays, else until the game closes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pygame

from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

CARD = (60.0, 118.0, 1160.0, 466.0)
ROW_H = 62.0


@dataclass(frozen=True, slots=True)
class Row:
    """One setting: its name, its values with their words, what is set now, and how to set it."""

    key: str
    name: str
    choices: tuple[tuple[Any, str], ...]
    now: Any
    take: Callable[[Any], Screen | None]
    """Sets it; where something is to be asked for it, the screen that does."""
    about: str = ""
    """In one line, what it does and when it counts."""


class SettingsPage(Choosing):
    """The screen behind comes back with everything applied."""

    def __init__(self, desk: Desk, behind: Screen) -> None:
        self._behind = behind
        super().__init__(desk)

    def rows(self) -> list[Row]:
        """What can be set on this page."""
        return []

    def buttons(self) -> list[Button]:
        """A button for each choice of each row."""
        buttons = []
        for i, row in enumerate(self.rows()):
            width = (872.0 - 12 * (len(row.choices) - 1)) / len(row.choices)
            for j, (value, words) in enumerate(row.choices):
                box = (324 + j * (width + 12), CARD[1] + 16 + i * ROW_H, width, ROW_H - 12)
                buttons.append(Button(key=f"{row.key} {j}", box=box, label=words, chosen=value == row.now))
        return [
            *buttons,
            Button(key="back", box=(60, BAR_Y, 240, BAR_H), label=tr("Back"), icon="icon_back"),
            *self.further(),
        ]

    def further(self) -> list[Button]:
        """Buttons to other pages."""
        return []

    def opened(self, key: str) -> Screen:  # noqa: ARG002 - a page with others behind it replaces this
        """One of them; it comes back here."""
        return self

    def chosen(self, key: str) -> Screen | None:
        """Take the choice; it shows at once."""
        if key == "back":
            behind = self._behind
            return behind.back_on() if isinstance(behind, Choosing) else behind
        if any(button.key == key for button in self.further()):
            return self.opened(key)
        name, _, number = key.partition(" ")
        row = next(row for row in self.rows() if row.key == name)
        asks = row.take(row.choices[int(number)][0])
        self.refresh()
        return asks or self

    def paint(self, surface: pygame.Surface) -> None:
        """The names of the rows, and whose settings they are."""
        view = self.view
        player = self.desk.player
        title = tr("Settings of {name}").format(name=player.name) if player is not None else tr("Settings")
        heading(surface, view, title)
        view.card(surface, CARD)
        for i, row in enumerate(self.rows()):
            view.words(surface, row.name, (90, CARD[1] + 16 + i * ROW_H, 236, ROW_H - 12), bold=True, align="left")
        y = CARD[1] + 16 + len(self.rows()) * ROW_H
        said = next((row.about for row in self.rows() if row.about and self._is_on(row)), self.note())
        view.words(surface, said, (90, y - 4, 1100, 76), size="small", colour=view.colours.ink_soft, align="left")

    def note(self) -> str:
        """What is said while no row has the focus."""
        return tr("All of it is kept with the player.") if self.desk.player is not None else ""

    def _is_on(self, row: Row) -> bool:
        """Whether the focus is in this row."""
        return self.menu.focus.startswith(f"{row.key} ")

    def _access(self, field: str) -> Callable[[Any], None]:
        return lambda value: self.desk.change_access(field, value)

    def _saves(self, name: str) -> Callable[[Any], None]:
        return lambda value: self.desk.save_setting(name, value)
