"""Finish: stars, the light for the map, and one true fact about the play just done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import Choosing
from steadyquest.ui.screens.rewriting import Rewriting
from steadyquest.ui.sound.heard import Heard
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.session.result import RunResult
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

STAR_EVERY_S = 0.45
GOES_ON_S = 6.0
"""With levels from the command line it goes on by itself."""


class Finish(Choosing):
    """Stars come one after the other, quietly."""

    def __init__(self, desk: Desk, level: Level, result: RunResult) -> None:
        self._level, self._result = level, result
        self.place, self.hour = level.spec.world, result.rung
        self._since_s = desk.clock()
        self._rewriting = Rewriting(desk, level)
        super().__init__(desk, focus="go")

    def buttons(self) -> list[Button]:
        """On, or once more."""
        return [
            Button(key="again", box=(300, 560, 300, 84), label=tr("Again")),
            Button(key="go", box=(680, 560, 300, 84), label=tr("Go on"), icon="icon_play", kind="main"),
        ]

    def chosen(self, key: str) -> Screen | None:
        """Once more, or on."""
        return flow.intro(self.desk, self._level) if key == "again" else flow.after_finish(self.desk)

    def takes_lean(self, key: str) -> bool:
        """Once more or on: both are the player's."""
        return key in {"again", "go"}

    def update(self) -> Screen | None:
        """Given levels go on by themselves."""
        if anew := self._rewriting.anew():
            return anew
        waited = self.desk.clock() - self._since_s > GOES_ON_S
        return flow.after_finish(self.desk) if self.desk.config.given_levels and waited else self

    def paint(self, surface: pygame.Surface) -> None:
        """The card: praise for the doing, stars, the hour's lantern, the fact."""
        view, result = self.view, self._result
        view.card(surface, (190, 76, 900, 596))
        view.words(surface, self._praise(), (230, 92, 820, 84), size="heading", title=True)
        shown = self._stars_shown
        for i in range(3):
            lit = i < shown
            at = (490.0 + i * 150, 262.0)
            view.sprite(surface, "star" if lit else "icon_star_empty", at, 130 if lit else 110)
        badge = f"icon_lantern_{result.rung}"
        view.sprite(surface, badge, (290, 440), 96)
        view.words(surface, result.fact, (370, 360, 660, 170), size="large", align="left")
        self._rewriting.paint(surface)

    def heard(self) -> Heard:
        """A note for each star."""
        return Heard(self.place, self.hour, stars=self._stars_shown)

    @property
    def _stars_shown(self) -> int:
        return min(int((self.desk.clock() - self._since_s) / STAR_EVERY_S), self._result.stars)

    def _praise(self) -> str:
        return tr("You did it!") if self._result.stars >= 2 else tr("That was a good go")
