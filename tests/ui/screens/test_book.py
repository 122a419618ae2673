"""The collection book: opened from the map, leafed through by any hand, and closed again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pygame
import pytest

from steadyquest.levels.schema import WORLDS
from steadyquest.session.past import Past
from steadyquest.ui.screens import book_layout as at
from steadyquest.ui.screens import flow
from steadyquest.ui.view import View


@pytest.fixture
def at_map(game: Any) -> Any:
    """A player stands before the map for the first time."""
    return game.stand().show(flow.level_map(game.desk)).draw()


@pytest.fixture
def at_book(at_map: Any) -> Any:
    """And has opened the book."""
    return at_map.choose("book").draw()


def finish_all(game: Any, world: str, *rungs: int) -> None:
    """Every level of a place was finished at these hours."""
    for level in game.desk.config.levels():
        if level.spec.world == world:
            game.desk.session.person.past[level.key] = Past(level.key, 1, 0.8, 3, rungs)


def test_the_book_opens_from_the_map_and_every_way_leads_back(at_map: Any) -> None:
    """By its button, by its key; Esc, the key and the button close it."""
    behind = at_map.screen
    for back in (pygame.K_ESCAPE, pygame.K_l):
        at_map.press(pygame.K_l)
        assert at_map.at("Book")
        at_map.press(back)
        assert at_map.screen is behind
    at_map.choose("book").choose("back")
    assert at_map.screen is behind


def test_it_opens_where_one_is_and_leafs_through_all_places(at_map: Any) -> None:
    """Right goes to the next place; a number and the shoulders of a pad too."""
    at_map.choose("world river").choose("book")
    assert at_map.screen._shown == "river"
    at_map.press(pygame.K_1)
    seen = []
    for _ in WORLDS:
        seen.append(at_map.screen._shown)
        at_map.press(pygame.K_RIGHT)
    assert seen == list(WORLDS)
    at_map.press(pygame.K_7)
    at_map._handle(pygame.event.Event(pygame.JOYBUTTONDOWN, button=5))
    assert at_map.screen._shown == "meadow"


def test_a_click_on_a_place_shows_it_and_a_pointer_that_passes_does_not(at_book: Any) -> None:
    """The way to a picture leads over other places."""
    before, middle = at_book.screen._shown, at_book.screen.menu.button("world cave").middle
    at_book._handle(pygame.event.Event(pygame.MOUSEMOTION, pos=middle, rel=(0, 0), buttons=(0, 0, 0)))
    assert at_book.screen._shown == before
    assert at_book.choose("world cave").screen._shown == "cave"


def test_what_was_met_has_colours_and_what_was_not_is_a_shape(at_book: Any) -> None:
    """The same outline in one pale colour; and nothing is ever called missing."""
    screen, view = at_book.screen, at_book.desk.view
    to_come = screen._pages["meadow"][0]
    shape = screen._pictures.picture(view, to_come)
    finish_all(at_book, "meadow", 0, 2)
    screen._read()
    met = screen._pages["meadow"][0]
    picture = screen._pictures.picture(view, met)
    assert shape.get_size() == picture.get_size()
    tones = {
        tuple(shape.get_at((x, y)))[:3] for x in range(0, 112, 4) for y in range(0, 112, 4) if shape.get_at((x, y)).a
    }
    assert len(tones) == 1
    assert met.hours == (0, 2)


def test_the_line_says_where_it_was_met_and_where_it_can_be(at_book: Any) -> None:
    """Kindly, with the titles of levels."""
    title = at_book.screen._pages["meadow"][0].titles[0]
    at_book.screen.menu.focus = "met 0"
    assert at_book.screen._line().startswith("Still to be met in: " + title)
    finish_all(at_book, "meadow", 0)
    at_book.screen._read()
    assert at_book.screen._line().startswith("Met in: ")
    at_book.screen.menu.focus = "world meadow"
    n = len(at_book.screen._pages["meadow"])
    assert at_book.screen._line() == f"Meadow: {n} of {n} met"


def test_keys_reach_every_picture_of_a_place(at_book: Any) -> None:
    """Down from the places, and along the rows."""
    at_book.press(pygame.K_DOWN)
    seen = set()
    for _ in range(3):
        for _ in range(at.CELLS):
            seen.add(at_book.screen.menu.focus)
            at_book.press(pygame.K_RIGHT)
        at_book.press(pygame.K_DOWN)
        for _ in range(at.CELLS):
            seen.add(at_book.screen.menu.focus)
            at_book.press(pygame.K_LEFT)
    assert {f"met {i}" for i in range(len(at_book.screen._pages["meadow"]))} <= seen


def test_many_own_pictures_take_more_leaves(at_map: Any) -> None:
    """Forty own levels with a picture each are all to be found."""
    level = next(iter(at_map.desk.config.levels()))
    own = [replace(level, key=f"own/l{i}", spec=replace(level.spec, picture=f"p{i}.png")) for i in range(40)]
    at_map.desk.config.own_levels = lambda: (own, ())
    at_map.show(flow.level_map(at_map.desk)).choose("world own").choose("book")
    screen, seen = at_map.screen, set()
    for _ in range(at.leaves(len(screen._pages["own"]))):
        seen |= {kept.name for kept in screen._leaf_of()}
        if screen.menu.button("later").enabled:
            at_map.choose("later")
    assert len(seen) == 41
    assert not screen.menu.button("later").enabled
    assert screen.menu.button("earlier").enabled


def test_the_pages_fit_small_windows_and_every_look(at_book: Any) -> None:
    """With all hours on every picture nothing is cut."""
    for world in WORLDS:
        finish_all(at_book, world, 0, 1, 2, 3, 4)
    for size in ((1024, 600), (1280, 720)):
        for look in ("story", "plain", "contrast"):
            at_book.desk.view.close()
            at_book.desk.view = View(size, look=look)
            at_book.screen.update()
            for world in WORLDS:
                at_book.screen._show(world)
                at_book.screen.draw(pygame.Surface(size))
                assert at_book.desk.view.cut == {}, (size, look, world)


def test_another_look_has_its_own_pictures(at_book: Any) -> None:
    """The plain look knows no animals, in the book either."""
    assert "bee" in {kept.name for kept in at_book.screen._pages["meadow"]}
    at_book.desk.view.close()
    at_book.desk.view = View((1280, 720), look="plain")
    at_book.screen.update()
    assert "bee" not in {kept.name for kept in at_book.screen._pages["meadow"]}


def test_a_frame_of_the_book_makes_nothing_new(at_book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything was made when it was first shown."""
    at_book.draw()

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a frame made a surface")

    for owner, name in ((pygame, "Surface"), (pygame.transform, "smoothscale"), (pygame.image, "load")):
        monkeypatch.setattr(owner, name, refuse)
    at_book.draw()
