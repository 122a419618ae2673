"""Placing a live target: clicks and a pad's cross, in reach units."""

from __future__ import annotations

import math
from typing import Any

import pygame
import pytest

from steadyquest.game.scene import Item, Scene
from steadyquest.ui.placing import Aim, is_wanted, place_of
from steadyquest.ui.scene_view import CENTRE, REACH
from steadyquest.ui.theme import Canvas


def click(canvas: Canvas, x: float, y: float, button: int = 1) -> pygame.event.Event:
    """A click at a place in reach units."""
    at = canvas.point(CENTRE[0] + x * REACH[0], CENTRE[1] - y * REACH[1])
    return pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=button)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (640, 1000)])
def test_a_click_places_where_the_pointer_is(size: tuple[int, int]) -> None:
    """At any window size, to a pixel."""
    canvas = Canvas(size)
    assert place_of(click(canvas, -0.5, 0.25), canvas) == pytest.approx((-0.5, 0.25), abs=0.01)


def test_a_click_far_out_places_at_the_edge_of_the_reach() -> None:
    """Nobody is to lean further than they can."""
    canvas = Canvas((1280, 720))
    at = place_of(click(canvas, 1.5, -1.2), canvas)
    assert at is not None
    assert math.hypot(*at) == pytest.approx(1.0, abs=0.001)
    assert at[1] / at[0] == pytest.approx(-0.8, abs=0.01)


@pytest.mark.parametrize(
    ("event", "at"),
    [
        ({"type": pygame.JOYBUTTONDOWN, "button": 13}, (-0.6, 0.0)),
        ({"type": pygame.JOYBUTTONDOWN, "button": 11}, (0.0, 0.6)),
        ({"type": pygame.JOYHATMOTION, "value": (0, -1)}, (0.0, -0.6)),
        ({"type": pygame.JOYHATMOTION, "value": (1, 1)}, (0.424, 0.424)),
        ({"type": pygame.JOYHATMOTION, "value": (0, 0)}, None),
        ({"type": pygame.JOYBUTTONDOWN, "button": 4}, None),
        ({"type": pygame.MOUSEBUTTONUP, "pos": (640, 400), "button": 3}, None),
        ({"type": pygame.KEYDOWN, "key": pygame.K_LEFT, "unicode": "", "mod": 0}, None),
    ],
)
def test_a_pads_cross_places_six_tenths_out_and_nothing_else_does(event: dict[str, Any], at: Any) -> None:
    """Arrow keys are the player's lean."""
    made = pygame.event.Event(event.pop("type"), **event)
    assert place_of(made, Canvas((1280, 720))) == (pytest.approx(at) if at else None)


def test_only_the_hint_that_waits_asks_for_a_place() -> None:
    """A hint of another kind, or none, does not."""
    assert is_wanted(Scene(0, 0, (Item("hint", "place", 0.0, 0.0, state="next"),)))
    assert not is_wanted(Scene(0, 0, (Item("hint", "rest", 0.0, 0.0, state="next"), Item("avatar", "lumi", 0.0, 0.0))))
    assert not is_wanted(None)


def stick(axis: int, value: float) -> pygame.event.Event:
    """The left stick of a pad."""
    return pygame.event.Event(pygame.JOYAXISMOTION, axis=axis, value=value)


def aimed(aim: Aim, *events: pygame.event.Event, **free: bool) -> list[Any]:
    """What each event places."""
    return [aim.place(event, Canvas((1280, 720)), **({"stick": True, "pointer": True} | free)) for event in events]


def test_a_stick_aims_and_letting_go_places() -> None:
    """Up is forward; a touch that goes nowhere near does nothing; the next push begins anew."""
    aim = Aim()
    assert aimed(aim, stick(0, 0.3), stick(0, 0.0)) == [None, None]
    assert aimed(aim, stick(1, -1.0), stick(0, 0.5), stick(0, 0.0)) == [None, None, None]
    assert aim.at == pytest.approx((0.0, 1.0), abs=0.001)
    assert aimed(aim, stick(1, -0.1))[0] == pytest.approx((0.0, 1.0), abs=0.001)
    assert aim.at is None
    assert aimed(aim, stick(1, 0.0)) == [None]


def test_the_players_own_stick_and_pointer_place_nothing_by_moving() -> None:
    """They are the lean."""
    aim = Aim()
    aimed(aim, stick(0, 1.0), stick(0, 0.0), stick=False)
    assert aim.at is None
    moved = pygame.event.Event(pygame.MOUSEMOTION, pos=(800, 300), rel=(0, 0), buttons=(0, 0, 0))
    aimed(aim, moved, pointer=False)
    assert aim.at is None


def test_the_pointer_shows_where_a_click_would_place() -> None:
    """And the click places there."""
    aim, canvas = Aim(), Canvas((1280, 720))
    click_there = click(canvas, 0.4, -0.3)
    moved = pygame.event.Event(pygame.MOUSEMOTION, pos=click_there.pos, rel=(0, 0), buttons=(0, 0, 0))
    assert aimed(aim, moved) == [None]
    shown = aim.at
    assert aimed(aim, click_there) == [shown]
