"""What the screens have in common: scenery, a heading, and buttons that lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.ui.widgets import Button, Menu
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen
    from steadyquest.ui.view import View

HEADING = (120.0, 22.0, 1040.0, 84.0)
BAR_Y, BAR_H = 600.0, 76.0
"""The buttons along the lower edge: above the therapist's strip, focus ring and all."""


class Choosing:
    """A screen with buttons over scenery. Subclasses say which buttons, what they do, and paint the rest."""

    leaning = False
    place = "title"
    hour = 0
    quiet = False
    """Nothing has the focus until somebody moves it: for screens that go on by themselves."""

    def __init__(self, desk: Desk, *, focus: str = "") -> None:
        self.desk = desk
        self.menu = Menu(self.buttons(), focus=focus, quiet=self.quiet)

    @property
    def view(self) -> View:
        """What to draw with; it changes with the window."""
        return self.desk.view

    def buttons(self) -> list[Button]:
        """What can be chosen now."""
        return []

    def chosen(self, key: str) -> Screen | None:  # noqa: ARG002 - screens with buttons replace this
        """What comes after a choice; "back" is one of them."""
        return self

    def takes_lean(self, key: str) -> bool:  # noqa: ARG002 - screens of the player's own replace this
        """Whether leaning and waiting may choose this: what is the player's to choose, and can do no harm."""
        return False

    def paint(self, surface: pygame.Surface) -> None:
        """What lies between the scenery and the buttons."""

    def refresh(self) -> None:
        """Show the buttons that fit the state now."""
        self.menu.show(self.buttons())

    def back_on(self) -> Screen:
        """What is shown after settings that may have changed the language."""
        self.refresh()
        return self

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Choose."""
        key = self.menu.handle(event, self.view)
        return self.chosen(key) if key else self

    def update(self) -> Screen | None:
        """Mostly nothing moves."""
        return self

    def draw(self, surface: pygame.Surface) -> None:
        """Scenery, what is special here, buttons."""
        self.view.fill(surface, self.place, hour=self.hour)
        self.paint(surface)
        self.menu.draw(surface, self.view)


def stance_picture(stance: str) -> str:
    """The drawing of a stance. Left and right are seen from behind, so that left is left; "affected" has neither."""
    return f"stance_{stance.removesuffix('_affected')}"


def stance_words(stance: str) -> str:
    """How one stands or sits, for people."""
    return {
        "sit_on_plate": tr("sitting on the plate"),
        "feet_on_plate": tr("sitting, feet on the plate"),
        "comfortable": tr("standing as you like"),
        "narrow": tr("feet together"),
        "tandem_left": tr("left foot in front"),
        "tandem_right": tr("right foot in front"),
        "tandem_affected": tr("weaker foot in front"),
        "single_left": tr("on the left leg"),
        "single_right": tr("on the right leg"),
        "single_affected": tr("on the weaker leg"),
    }[stance]


def draw_thing(surface: pygame.Surface, view: View, level: Level, middle: tuple[float, float], *, size: float) -> None:
    """The picture of what a level is played for: the therapist's own, where there is one."""
    if level.spec.picture is None or level.path is None:
        view.sprite(surface, level.spec.thing, middle, size)
        return
    picture = view.art.picture(level.path.parent / level.spec.picture, size)
    x, y = view.canvas.point(*middle)
    surface.blit(picture, (x - picture.get_width() // 2, y - picture.get_height() // 2))


def heading(surface: pygame.Surface, view: View, words: str) -> None:
    """The sentence at the top, on its own strip of paper."""
    view.card(surface, HEADING, radius=30)
    x, y, w, h = HEADING
    view.words(surface, words, (x + 30, y + 6, w - 60, h - 12), size="large", title=True)
