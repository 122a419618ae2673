"""The way of the map: it glides to the shown place, and every finished level has its lantern lit."""

from __future__ import annotations

import itertools
from typing import Any

import pygame
import pytest

from steadyquest.session.past import Past
from steadyquest.ui.landscapes.map_sheet import WAY, middle_of
from steadyquest.ui.screens import flow
from steadyquest.ui.screens import map_layout as at


@pytest.fixture
def at_map(game: Any) -> Any:
    """A player stands before the map for the first time."""
    return game.stand().show(flow.level_map(game.desk)).draw()


def test_the_window_glides_to_the_shown_place_without_a_jump(at_map: Any) -> None:
    """Never more than a tenth of the way in one frame, and there within two seconds."""
    at_map.choose("world river").press(pygame.K_6)
    way, goal = at_map.screen._way, at.along_to("peak", at_map.screen._places.names)
    begun, steps = way.along, []
    for _ in range(120):
        before = way.along
        at_map.play(1 / 60)
        steps.append(abs(way.along - before))
    assert way.along == goal
    assert 0 < max(steps) <= 0.1 * abs(goal - begun) + 1


def test_with_reduced_motion_the_window_is_there_at_once(at_map: Any) -> None:
    """One frame, no gliding."""
    at_map.desk.change_access("reduced", True)
    at_map.show(flow.level_map(at_map.desk)).press(pygame.K_6).play(1 / 60)
    assert at_map.screen._way.along == at.along_to("peak", at_map.screen._places.names)


def test_every_place_can_be_seen_and_neither_end_is_passed() -> None:
    """Its middle is in the window, and the window lies within the picture."""
    for n in range(1, len(WAY) + 1):
        names = WAY[:n]
        for place in names:
            along = at.along_to(place, names)
            assert along >= 0
            assert along == 0 or along + 1280 <= n * 380
            assert 0 < middle_of(place) - along < 1280


def test_lanterns_stand_within_their_place_one_for_each_level() -> None:
    """Also where sixty own levels stand close together."""
    for count in (1, 2, 9, 13, 60):
        xs = [at.lantern_at("own", i, of=count)[0] for i in range(count)]
        assert xs == sorted(xs)
        assert len(set(xs)) == count
        assert max(abs(x - middle_of("own")) for x in xs) < 380 / 2


def gold_in(surface: pygame.Surface, at_px: tuple[int, int]) -> int:
    """How much more red than blue there is about a place."""
    colour = pygame.transform.average_color(surface, pygame.Rect(at_px[0] - 8, at_px[1] - 8, 16, 16))
    return colour[0] - colour[2]


def test_a_lantern_is_lit_when_its_level_was_finished(at_map: Any) -> None:
    """Not when it was only begun."""
    levels = at_map.screen._places.of("meadow")
    for level, rungs in ((levels[5], (0,)), (levels[7], ())):
        at_map.desk.session.person.past[level.key] = Past(level.key, 1, 0.5, 1, rungs)
    at_map.show(flow.level_map(at_map.desk))
    at_map.screen._show("meadow")
    at_map.screen.menu.focus = "settings"
    at_map.play(2.0)

    def golden(i: int) -> int:
        x, y = at.lantern_at("meadow", i, of=len(levels))
        return gold_in(at_map.surface, at_map.desk.view.canvas.point(x - at_map.screen._way.along, y - 62))

    assert golden(5) > golden(7) + 40
    assert abs(golden(7) - golden(8)) < 30


def test_the_arrows_at_the_ends_of_the_way_go_from_place_to_place(at_map: Any) -> None:
    """For a pointer; at an end there is none."""

    def click(way: str) -> None:
        x, y, w, h = at.ARROW_AT[way]
        spot = at_map.desk.view.canvas.point(x + w / 2, y + h / 2)
        at_map._handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=spot, button=1))

    at_map.screen._show("meadow")
    click("west")
    assert at_map.screen._shown == "meadow"
    for _ in range(9):
        click("east")
    assert at_map.screen._shown == at_map.screen._places.names[-1]
    click("west")
    assert at_map.screen._shown == "peak"


def test_the_mist_goes_slowly_from_a_place_that_has_just_opened(at_map: Any) -> None:
    """Over some seconds, without a jump; with reduced motion it is gone at once."""

    def brightness() -> float:
        x, y = at_map.desk.view.canvas.point(middle_of("wood") - at_map.screen._way.along + 90, 290)
        return sum(pygame.transform.average_color(at_map.surface, pygame.Rect(x - 6, y - 6, 12, 12))[:3]) / 3

    for level in at_map.screen._places.of("meadow")[:3]:
        at_map.desk.session.person.past[level.key] = Past(level.key, 1, 0.8, 3, (0,))
    at_map.show(flow.level_map(at_map.desk))
    assert at_map.screen._news == "wood"
    seen = []
    for _ in range(40):
        at_map.play(0.1)
        seen.append(brightness())
    assert seen == sorted(seen, reverse=True)
    assert seen[0] > seen[-1] + 4
    assert max(a - b for a, b in itertools.pairwise(seen)) < (seen[0] - seen[-1]) / 4
    assert seen[-1] == seen[-5]
    at_map.desk.session.person.settings["seen_worlds"] = ["meadow", "river"]
    at_map.desk.change_access("reduced", True)
    at_map.show(flow.level_map(at_map.desk)).play(1 / 60)
    assert abs(brightness() - seen[-1]) < 2
