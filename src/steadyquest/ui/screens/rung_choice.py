"""The hours of a level as a row of lanterns: the one that is played now, and the one that is suggested.

What is suggested is the therapist's to take or leave. Its numbers show only in the therapist's strip (F2). At home
nobody chooses: the hour stays as the therapist left it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.game.spec import HOURS
from steadyquest.game.tasks.kinds import kind_of
from steadyquest.session.rung_advice import suggested_rung
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.ui.desk import Desk

FIRST, GAP, SIZE = (846.0, 138.0), 62.0, 48.0
ALONE = (1110.0, 160.0, 64.0)
"""Where the one lantern hangs while there is nothing to suggest."""


class RungChoice:
    """What the level's screen knows of hours."""

    def __init__(self, desk: Desk, level: Level) -> None:
        self._desk = desk
        at_home = desk.config.options.home
        self.is_free = not at_home and any(
            step.sight.sight == "player" for step in level.spec.steps if kind_of(step).skill
        )
        """Whether the hour may be chosen: a level may fix its own, and at home there is no therapist."""
        session = None if at_home else desk.session
        self.suggested: int | None = None
        self._reason = ""
        found = suggested_rung(level.spec, session.person.rung_advice()) if session is not None else None
        if found is not None:
            self.suggested, self._reason = found

    @property
    def for_therapist(self) -> str:
        """The reason with its numbers, for the strip."""
        if self.suggested is None:
            return ""
        return tr("suggested hour: {n} ({reason})").format(n=self.suggested + 1, reason=self._reason)

    def hint(self) -> str:
        """Which keys there are; the suggested one is named."""
        if not self.is_free:
            return _whole(tr("Enter: start    Esc: back"))
        if self.suggested is None:
            return _whole(tr("Enter: start    Esc: back    1 to 5: hour"))
        said = tr("Enter: start    Esc: back    1 to 5: hour, {n} is suggested")
        return _whole(said.format(n=self.suggested + 1))

    def paint(self, surface: pygame.Surface, hour: int) -> None:
        """One lantern, or all five with a ring around the hour of now and a dot under the suggested one."""
        view = self._desk.view
        if self.suggested is None:
            x, y, size = ALONE
            view.sprite(surface, f"icon_lantern_{hour}", (x, y), size)
            return
        for rung in range(len(HOURS)):
            at = FIRST[0] + rung * GAP, FIRST[1]
            if rung == hour:
                view.disc(surface, at, SIZE * 0.62, colour=view.colours.light, edge=view.colours.ink)
            view.sprite(surface, f"icon_lantern_{rung}", at, SIZE)
            if rung == self.suggested:
                view.disc(surface, (at[0], at[1] + 37), 7, colour=view.colours.focus, edge=view.colours.paper)


def _whole(keys: str) -> str:
    """Keys in a row, broken into lines only between one and the next."""
    return "    ".join(one.replace(" ", "\u00a0") for one in keys.split("    "))
