"""What a player is called at home, where no name came along. Asked until there is one; nothing need be typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from steadyquest.errors import SteadyQuestError
from steadyquest.ui.overlay import Message
from steadyquest.ui.screens.base import BAR_H, BAR_Y, heading
from steadyquest.ui.screens.form import Form
from steadyquest.ui.text_field import TextField
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.rows import Player
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

CARD = (220.0, 150.0, 840.0, 300.0)
FIELDS = {"name": (490.0, 260.0, 520.0, 72.0)}


class NameHere(Form):
    """A nickname beside the picture from the clinic."""

    place = "meadow"
    hour = 1
    boxes = FIELDS

    def __init__(self, desk: Desk, player: Player, *, then: Callable[[], Screen | None]) -> None:
        self._player, self._then = player, then
        self._fields = {"name": TextField("", most=40)}
        super().__init__(desk, focus="name")
        pygame.key.start_text_input()

    def buttons(self) -> list[Button]:
        """The field, and on."""
        return [
            Button(key="name", box=FIELDS["name"], kind="field"),
            Button(key="save", box=(440, BAR_Y, 400, BAR_H), label=tr("Go on"), icon="icon_check", kind="main"),
        ]

    def chosen(self, key: str) -> Screen | None:
        """Go on by that name; without one they keep the one they were lent."""
        name = self._fields["name"].text.strip()
        if key == "name" and not name:
            return self
        store = self.desk.config.store
        if name and store is not None:
            try:
                self.desk.sit_down(store.players.rename(self._player.id, name))
            except SteadyQuestError as error:
                return Message(self.desk, self, text=str(error), icon="icon_warning")
        return self._then()

    def paint(self, surface: pygame.Surface) -> None:
        """The question, and by what they are known."""
        view = self.view
        heading(surface, view, tr("What are you called?"))
        view.card(surface, CARD)
        view.sprite(surface, f"player_{self._player.picture}", (350, 300), 200)
        view.words(surface, tr("Nickname"), (490, 190, 520, 60), size="large", title=True, align="left")
        why = tr("It stays on this machine.")
        view.words(surface, why, (490, 350, 520, 80), size="small", colour=view.colours.ink_soft, align="left")

    def _empty(self, key: str) -> str:  # noqa: ARG002 - there is only one field
        return self._player.name
