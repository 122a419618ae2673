"""Keyboard, mouse and gamepad: acted out by events."""

from __future__ import annotations

import math
from typing import Any

import pygame
import pytest

from steadyquest.errors import DeviceError
from steadyquest.ui import gamepad as pad_module
from steadyquest.ui.gamepad import DEAD_ZONE, StickHand, gamepad, past_dead_zone
from steadyquest.ui.inputs import BEYOND, DEFAULT_FULL_SCALE_MM
from steadyquest.ui.keyboard import KeyboardHand
from steadyquest.ui.mouse import SPEED, MouseHand
from steadyquest.ui.scene_view import CENTRE, REACH


def down(key: int) -> pygame.event.Event:
    """A key goes down."""
    return pygame.event.Event(pygame.KEYDOWN, key=key)


def up(key: int) -> pygame.event.Event:
    """A key comes up."""
    return pygame.event.Event(pygame.KEYUP, key=key)


def lean(hand: Any, seconds: float, at: tuple[float, float] = (0.0, 0.0)) -> tuple[float, float]:
    """Where the lean is after so many seconds."""
    for _ in range(round(seconds * 100)):
        at = hand.move(at, 0.01)
    return at


def test_a_held_arrow_leans_at_the_pace_of_a_body() -> None:
    """About 80 mm in a second, after easing in."""
    hand = KeyboardHand()
    hand.handle(down(pygame.K_RIGHT))
    first = lean(hand, 0.4)
    second = lean(hand, 0.25, first)
    assert (second[0] - first[0]) / 0.25 * DEFAULT_FULL_SCALE_MM == pytest.approx(80, rel=0.05)
    assert second[1] == 0.0


def test_letting_go_stays_there() -> None:
    """A target is kept by doing nothing."""
    hand = KeyboardHand()
    hand.handle(down(pygame.K_UP))
    at = lean(hand, 0.4)
    hand.handle(up(pygame.K_UP))
    at = lean(hand, 0.5, at)
    assert lean(hand, 2.0, at) == pytest.approx(at, abs=0.001)
    assert at[1] > 0.3


def test_the_way_back_stops_at_the_centre_and_goes_on_with_the_next_press() -> None:
    """The centre is found without looking."""
    hand = KeyboardHand()
    hand.handle(down(pygame.K_RIGHT))
    at = lean(hand, 0.5)
    hand.handle(up(pygame.K_RIGHT))
    hand.handle(down(pygame.K_LEFT))
    at = lean(hand, 2.0, at)
    assert at[0] == 0.0
    hand.handle(up(pygame.K_LEFT))
    hand.handle(down(pygame.K_LEFT))
    assert lean(hand, 0.5, at)[0] < -0.3


def test_the_number_pad_has_the_diagonals_at_the_same_pace() -> None:
    """Seven is forward and left, not faster than either."""
    straight, slanted = KeyboardHand(), KeyboardHand()
    straight.handle(down(pygame.K_KP8))
    slanted.handle(down(pygame.K_KP7))
    (_, far), (x, y) = lean(straight, 0.5), lean(slanted, 0.5)
    assert x == pytest.approx(-y)
    assert math.hypot(x, y) == pytest.approx(far)


def test_home_comes_back_to_the_centre() -> None:
    """From anywhere, without overshooting."""
    hand = KeyboardHand()
    hand.handle(down(pygame.K_KP9))
    at = lean(hand, 0.6)
    hand.handle(up(pygame.K_KP9))
    hand.handle(down(pygame.K_KP5))
    assert lean(hand, 1.5, at) == (0.0, 0.0)


def test_no_key_leans_off_the_plate() -> None:
    """Held for long, it stays a little past one reach."""
    hand = KeyboardHand()
    hand.handle(down(pygame.K_LEFT))
    assert lean(hand, 10.0) == pytest.approx((-BEYOND, 0.0))


def test_a_menu_that_opens_takes_the_keys_out_of_the_hand() -> None:
    """A key whose release goes elsewhere does not lean for ever."""
    hand = KeyboardHand()
    hand.handle(down(pygame.K_LEFT))
    at = lean(hand, 0.2)
    hand.release()
    at = lean(hand, 0.6, at)
    assert lean(hand, 1.0, at) == pytest.approx(at, abs=0.001)


def mouse_at(x: float, y: float) -> pygame.event.Event:
    """The pointer is over this place of the scene."""
    return pygame.event.Event(
        pygame.MOUSEMOTION, pos=(CENTRE[0] + x * REACH[0], CENTRE[1] - y * REACH[1]), rel=(0, 0), buttons=(0, 0, 0)
    )


def test_the_weight_goes_where_the_pointer_is() -> None:
    """Lumi comes to the pointer, as the scene is drawn."""
    hand = MouseHand(lambda pos: pos)
    hand.handle(mouse_at(0.6, -0.4))
    assert lean(hand, 2.0) == pytest.approx((0.6, -0.4), abs=0.001)


def test_a_thrown_pointer_is_followed_not_faster_than_a_body() -> None:
    """No lurch comes from a hand."""
    hand = MouseHand(lambda pos: pos)
    hand.handle(mouse_at(-5.0, 0.0))
    at = lean(hand, 0.1)
    assert abs(at[0]) <= SPEED * 0.1 + 1e-9
    assert lean(hand, 3.0, at) == pytest.approx((-BEYOND, 0.0), abs=0.001)


def test_a_menu_brings_the_mouse_back_to_the_centre() -> None:
    """The pointer is choosing something then."""
    hand = MouseHand(lambda pos: pos)
    hand.handle(mouse_at(0.6, 0.0))
    at = lean(hand, 1.0)
    hand.release()
    assert lean(hand, 2.0, at) == pytest.approx((0.0, 0.0), abs=0.001)


def test_the_stick_leans_and_comes_back_with_it() -> None:
    """Up on the stick is forward."""
    hand = StickHand()
    hand.handle(pygame.event.Event(pygame.JOYAXISMOTION, axis=1, value=-1.0))
    at = lean(hand, 1.0)
    assert at == pytest.approx((0.0, 1.0))
    hand.handle(pygame.event.Event(pygame.JOYAXISMOTION, axis=1, value=0.05))
    assert lean(hand, 1.0, at) == (0.0, 0.0)


def test_a_worn_stick_that_rests_off_the_middle_leans_nowhere() -> None:
    """Inside the dead zone is nothing; beyond it, it begins at nothing."""
    assert past_dead_zone(0.1, -0.1) == (0.0, 0.0)
    assert past_dead_zone(DEAD_ZONE + 0.01, 0.0)[0] == pytest.approx(0.01 / (1 - DEAD_ZONE))


def test_a_pad_that_is_unplugged_says_so_and_sends_nothing_until_it_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The game pauses by the missing samples, and goes on when they come again."""
    there = ["a pad"]
    monkeypatch.setattr(pad_module, "pads", lambda: list(there))
    source = gamepad(weight_kg=50.0)
    source._started_s -= 0.05
    assert source.read()
    there.clear()
    source.handle(pygame.event.Event(pygame.JOYDEVICEREMOVED, instance_id=0))
    source._started_s -= 0.05
    assert source.read() == []
    assert not source.health.connected
    assert "plug it in" in source.health.problem
    there.append("a pad")
    source.handle(pygame.event.Event(pygame.JOYDEVICEADDED, device_index=0))
    source._started_s -= 0.05
    assert source.read()
    assert source.health.problem == ""


def test_without_a_pad_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """One plain line."""
    monkeypatch.setattr(pad_module, "pads", list)
    with pytest.raises(DeviceError, match="plug one in"):
        gamepad(weight_kg=50.0)


def test_a_balance_board_is_no_gamepad(monkeypatch):
    """The system lists a Wii Balance Board among the gamepads; it has no stick to lean with."""

    class Pad:
        def __init__(self, number):
            self._number = number

        def get_instance_id(self):
            return self._number

        def get_name(self):
            return ("Nintendo Wii Remote Balance Board", "Some Pad")[self._number]

    monkeypatch.setattr(pad_module.pygame.joystick, "get_init", lambda: True)
    monkeypatch.setattr(pad_module.pygame.joystick, "get_count", lambda: 2)
    monkeypatch.setattr(pad_module.pygame.joystick, "Joystick", Pad)
    assert pad_module.pads() == ["Some Pad"]
