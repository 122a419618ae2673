"""Owner: the wrong player was picked, and the session that has just ended goes to the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.errors import SteadyQuestError
from steadyquest.ui.overlay import Message
from steadyquest.ui.screens.base import BAR_H, BAR_Y, heading
from steadyquest.ui.screens.players import LEFT, Players
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.rows import Player
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen
    from steadyquest.ui.screens.session_end import SessionEnd


class Owner(Players):
    """Everybody but the one who has the session; it is given at once and can be given back."""

    def __init__(self, desk: Desk, *, behind: SessionEnd, session_id: int) -> None:
        self._behind, self._session_id = behind, session_id
        super().__init__(desk)
        if desk.config.store is not None:
            had_by = desk.config.store.sessions.find(session_id).player_id
            self._players = [player for player in self._players if player.id != had_by]
            self.refresh()

    def chosen(self, key: str) -> Screen | None:
        """Back leaves the session where it is."""
        return self._behind if key == "back" else super().chosen(key)

    def paint(self, surface: pygame.Surface) -> None:
        """The question."""
        some = tr("Whose session was it?")
        heading(surface, self.view, some if self._players else tr("There is no other player yet."))

    def _bar(self) -> list[Button]:
        return [Button(key="back", box=(LEFT, BAR_Y, 240, BAR_H), label=tr("Back"), icon="icon_back")]

    def _take(self, player: Player) -> Screen | None:
        if self.desk.config.store is None:
            return self._behind
        try:
            self.desk.config.store.sessions.move(self._session_id, player.id)
        except SteadyQuestError as error:
            return Message(self.desk, self._behind, text=str(error), icon="icon_warning")
        self._behind.tell(tr("The session is {name}'s now.").format(name=player.name))
        return self._behind
