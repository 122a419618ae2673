"""Rest: offered in time, as long as wished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import Choosing
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

REST_S = 60.0


class Rest(Choosing):
    """A ring that fills in a minute; going on is possible at any time, staying too."""

    place = "meadow"
    hour = 1

    def __init__(self, desk: Desk) -> None:
        self._since_s = desk.clock()
        super().__init__(desk, focus="go")

    def buttons(self) -> list[Button]:
        """On, or enough for today."""
        return [
            Button(key="end", box=(300, 560, 300, 84), label=tr("Enough for today")),
            Button(key="go", box=(680, 560, 300, 84), label=tr("Go on"), icon="icon_play", kind="main"),
        ]

    def chosen(self, key: str) -> Screen | None:
        """To the map, or to the end."""
        return flow.session_end(self.desk) if key == "end" else flow.level_map(self.desk)

    def paint(self, surface: pygame.Surface) -> None:
        """Words and the ring."""
        view = self.view
        view.card(surface, (190, 76, 900, 596))
        view.words(surface, tr("Time to rest"), (230, 96, 820, 84), size="heading", title=True)
        view.words(surface, tr("Step down, sit, drink something."), (230, 186, 820, 60), size="large")
        gone = (self.desk.clock() - self._since_s) / REST_S
        view.ring(surface, (640, 396), 122, progress=gone, width=16)
        view.sprite(surface, "lumi", (640, 396), 160)
