"""Levels that ask for the weight on each leg want to know first where the feet are: the mat, then the level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadyquest.game.tasks.kinds import needs_feet
from steadyquest.ui.screens import flow

if TYPE_CHECKING:
    import pygame

    from steadyquest.levels.read import Level
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen


def feet_first(desk: Desk, level: Level) -> Screen | None:
    """The picture of the mat, when a level cannot be played without it; None when it can."""
    session = desk.session
    if session is None or not needs_feet(level.spec):
        return None
    person = session.person
    # The feet are asked for as they will be: in the stance of the level.
    person.take_stance(person.stance_for(level), surface=level.spec.surface)
    return None if person.legs_known else flow.feet(desk, _Placed(desk, level))


class _Placed:
    """Behind the mat: on into the level once the feet are known, else back to where one can choose."""

    leaning = False

    def __init__(self, desk: Desk, level: Level) -> None:
        self._desk, self._level = desk, level

    def handle(self, event: pygame.event.Event) -> Screen | None:  # noqa: ARG002 - it is over in a frame
        """Nothing can be chosen here."""
        return self

    def update(self) -> Screen | None:
        """On, or back."""
        desk = self._desk
        if desk.session is not None and desk.session.person.legs_known:
            return flow.intro(desk, self._level)
        return flow.after_refusal(desk)

    def draw(self, surface: pygame.Surface) -> None:
        """The scenery of what comes."""
        self._desk.view.fill(surface, self._level.spec.world)
