"""How the map is drawn: offers with the sign of their reason, stones with what was won. The way is in map_way.py."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pygame

from steadyquest.levels.read import OWN, Level
from steadyquest.reports import wording
from steadyquest.session.choose import Offer
from steadyquest.session.worlds import place_of
from steadyquest.ui.screens import map_layout as at
from steadyquest.ui.screens.base import draw_thing, stance_picture
from steadyquest.ui.screens.map_places import Places
from steadyquest.ui.view import Box, Point, View
from steadyquest.ui.widgets import Button, draw_focus
from steadyquest.words import tr

GLOW_UNITS = 5.0


class Sign(NamedTuple):
    """Why a level is offered: a shape, a colour of the theme, a word."""

    icon: str
    colour: str
    word: str


def sign_of(offer: Offer) -> Sign:
    """The sign of an offer's reason."""
    return {
        "favourite": Sign("icon_heart", "bad", tr("You like it")),
        "right_sized": Sign("icon_target", "focus", tr("Just right")),
        "new": Sign("icon_sparkle", "good", tr("New")),
        "sure": Sign("icon_star", "warn", tr("Went well")),
    }[offer.why]


def paint_offer(surface: pygame.Surface, view: View, offer: Offer, *, box: Box, places: Places, focused: bool) -> None:
    """One of the three: its picture large, its name, why, and what was won there."""
    x, y, _, _ = box
    level, sign = offer.level, sign_of(offer)
    if focused:
        draw_focus(surface, view, box)
    view.card(surface, box, edge=view.colours.light, edge_units=GLOW_UNITS, shadow=not focused)
    draw_thing(surface, view, level, (x + 56, y + 40), size=72)
    # Beside the picture and above the stars, touching neither the name nor them.
    view.sprite(surface, f"world_{place_of(level)}", (x + 97, y + 58), 36)
    past = places.past(level)
    _stars(surface, view, past.stars if past is not None else 0, (x + 32, y + 87), step=26, colour=view.colours.ink)
    title = (x + 120, y + 2, at.OFFER_W - 130, 72)
    titles = tuple(one.level.spec.title for one in places.offers)
    view.words(surface, level.spec.title, title, colour=view.colours.ink, bold=True, align="left", among=titles)
    colour = getattr(view.colours, sign.colour)
    view.sprite(surface, sign.icon, (x + 136, y + 88), 32, colour=colour)
    reason = (x + 160, y + 69, at.OFFER_W - 172, 38)
    view.words(surface, sign.word, reason, size="small", colour=colour, bold=True, align="left")


def paint_arrows_along(surface: pygame.Surface, view: View, ways: Iterable[str]) -> None:
    """One place on, one place back: for a pointer; keys go there by themselves."""
    for way in ways:
        x, y, w, h = at.ARROW_AT[way]
        view.card(surface, (x, y, w, h), radius=20)
        point, middle, turn = view.canvas.point, (x + w / 2, y + h / 2), -1 if way == "west" else 1
        corners = [point(middle[0] - 7 * turn, middle[1] + dy) for dy in (-13, 13)]
        pygame.draw.polygon(surface, view.colours.ink, [*corners, point(middle[0] + 10 * turn, middle[1])])


def paint_caption(
    surface: pygame.Surface, view: View, places: Places, *, shown: str, numbers: bool, arrows: bool
) -> None:
    """One calm line about the shown place."""
    box = at.caption_box(arrows=arrows)
    words = tr("Now the number of a level, 1 to 0") if numbers else _about(places, shown)
    view.words(surface, words, box, size="small", colour=view.colours.ink_soft, align="left")


def paint_stone(
    surface: pygame.Surface, view: View, level: Level, *, box: Box, places: Places, number: int | None, focused: bool
) -> None:
    """A level: its name, stars, a lantern for every hour kept, and what the therapist should know."""
    x, y, w, h = box
    c = view.colours
    glows = places.offered(level)
    plain = places.may_open(level) and places.suits(level)
    if focused:
        draw_focus(surface, view, box)
    view.card(
        surface,
        box,
        colour=c.button if plain else c.paper,
        edge=c.light if glows else c.paper_edge,
        edge_units=GLOW_UNITS if glows else 2,
        radius=18,
        shadow=False,
    )
    ink = c.button_ink if plain else c.ink_soft
    title = level.spec.title if number is None else f"{number}  {level.spec.title}"
    titles = tuple(one.spec.title for one in places.of(place_of(level)))
    room = (x + 10, y + 1, w - 20, 77)
    view.words(surface, title, room, size="small", colour=ink, bold=True, align="left", among=titles)
    past = places.past(level)
    _stars(surface, view, past.stars if past is not None else 0, (x + 24, y + h - 17), step=25, colour=ink)
    marks = _marks(level, places)
    for i, mark in enumerate(marks):
        view.sprite(surface, mark, (x + w - 24 - 30 * i, y + h - 19), 30, colour=ink)
    _lanterns(
        surface,
        view,
        past.rungs if past is not None else (),
        left=x + 96,
        right=x + w - 12 - 30 * len(marks),
        y=y + h - 17,
    )


def paint_arrow(surface: pygame.Surface, view: View, arrow: Button, *, focused: bool) -> None:
    """There is more above, or below."""
    if focused:
        draw_focus(surface, view, arrow.box)
    view.card(surface, arrow.box, colour=view.colours.button, radius=12, shadow=False)
    point, (x, y), way = view.canvas.point, arrow.middle, -1 if arrow.key == "up" else 1
    corners = [point(x - 12, y - 7 * way), point(x + 12, y - 7 * way), point(x, y + 8 * way)]
    hollow = 0 if arrow.enabled else view.canvas.px(2)
    pygame.draw.polygon(surface, view.colours.button_ink, corners, hollow)


def _about(places: Places, shown: str) -> str:
    if not places.is_open(shown):
        return tr("In the morning mist. Lights until it opens: {n}").format(n=places.lights_to_go(shown))
    if shown == OWN and places.broken:
        said = tr("Files that cannot be read: {n}. This says why: steadyquest levels check own")
        return said.format(n=places.broken)
    return tr("{place}: {lit} of {all} lanterns are lit").format(
        place=wording.world(shown), lit=places.lit(shown), all=len(places.of(shown))
    )


def _marks(level: Level, places: Places) -> list[str]:
    """Somebody must stand by; another stance."""
    stance = [] if places.suits(level) else [stance_picture(level.spec.stance[0])]
    return [*stance, *(["icon_stand_by"] if places.asks(level) else [])]


def _stars(surface: pygame.Surface, view: View, n: int, first: Point, *, step: float, colour: str) -> None:
    for i in range(3):
        name = "icon_star" if i < n else "icon_star_empty"
        view.sprite(surface, name, (first[0] + i * step, first[1]), step - 1, colour=colour)


def _lanterns(
    surface: pygame.Surface, view: View, hours: tuple[int, ...], *, left: float, right: float, y: float
) -> None:
    """One for every hour kept, closer together where there is little room."""
    size = 28.0
    step = min(size, (right - left - size) / max(1, len(hours) - 1))
    for i, hour in enumerate(hours):
        view.sprite(surface, f"icon_lantern_{hour}", (right - size / 2 - (len(hours) - 1 - i) * step, y), size)
