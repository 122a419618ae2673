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
        self._notice = ""
        super().__init__(desk, focus="go")

    def buttons(self) -> list[Button]:
        """On, or enough for today; and a new zero where the empty plate has drifted too far."""
        end, go = tr("Enough for today"), tr("Go on")
        if not self._notice:
            return [
                Button(key="end", box=(300, 560, 300, 84), label=end),
                Button(key="go", box=(680, 560, 300, 84), label=go, icon="icon_play", kind="main"),
            ]
        return [
            Button(key="end", box=(210, 560, 280, 84), label=end),
            Button(key="tare", box=(510, 560, 260, 84), label=tr("Zero again")),
            Button(key="go", box=(790, 560, 280, 84), label=go, icon="icon_play", kind="main"),
        ]

    def update(self) -> Screen | None:
        """The plate is empty now: its zero may turn out to have drifted."""
        notice = self.desk.session.notice if self.desk.session is not None else ""
        if notice != self._notice:
            self._notice = notice
            self.refresh()
        return super().update()

    def chosen(self, key: str) -> Screen | None:
        """To the map, to the end, or on to the plate once more with a new zero."""
        if key == "tare" and self.desk.session is not None:
            self.desk.session.tare()
            return flow.step_on(self.desk)
        return flow.session_end(self.desk) if key == "end" else flow.level_map(self.desk)

    def takes_lean(self, key: str) -> bool:
        """Going on; the end is somebody's word."""
        return key == "go"

    def paint(self, surface: pygame.Surface) -> None:
        """Words and the ring."""
        view = self.view
        view.card(surface, (190, 76, 900, 596))
        view.words(surface, tr("Time to rest"), (230, 96, 820, 84), size="heading", title=True)
        view.words(surface, tr("Step down, sit, drink something."), (230, 186, 820, 60), size="large")
        view.words(surface, self._notice, (230, 246, 820, 76), size="small")
        # The ring makes room for what there is to say.
        middle, radius = ((640, 436), 104) if self._notice else ((640, 396), 122)
        gone = (self.desk.clock() - self._since_s) / REST_S
        view.ring(surface, middle, radius, progress=gone, width=16)
        view.sprite(surface, "lumi", middle, radius + 38)
