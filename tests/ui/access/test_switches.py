"""Switches: presses, repeats, tremor, and the pace of the focus."""

from __future__ import annotations

import itertools

import pygame

from steadyquest.ui.access.switches import AGAIN_S, Presses, Scan, switch_of


def key(kind: int, code: int = pygame.K_SPACE) -> pygame.event.Event:
    """A key event."""
    return pygame.event.Event(kind, key=code)


def test_a_held_switch_is_one_press_however_often_the_system_repeats_it() -> None:
    """Key repeat would choose on every screen that follows."""
    presses = Presses()
    pressed = [presses.pressed(key(pygame.KEYDOWN), now_s=i * 0.5) for i in range(8)]
    assert pressed == [True] + [False] * 7
    presses.pressed(key(pygame.KEYUP), now_s=4.0)
    assert presses.pressed(key(pygame.KEYDOWN), now_s=4.5)


def test_a_second_press_by_tremor_is_none() -> None:
    """Two presses within a third of a second are one."""
    presses = Presses()
    assert presses.pressed(key(pygame.KEYDOWN), now_s=1.0)
    presses.pressed(key(pygame.KEYUP), now_s=1.1)
    assert not presses.pressed(key(pygame.KEYDOWN), now_s=1.0 + AGAIN_S / 2)
    presses.pressed(key(pygame.KEYUP), now_s=1.2)
    assert presses.pressed(key(pygame.KEYDOWN), now_s=1.0 + AGAIN_S)


def test_keys_and_pad_buttons_have_names_that_can_be_kept() -> None:
    """What is no press has none."""
    assert switch_of(key(pygame.KEYDOWN, pygame.K_F9)) == f"key:{pygame.K_F9}"
    assert switch_of(pygame.event.Event(pygame.JOYBUTTONDOWN, button=2)) == "pad:2"
    assert switch_of(pygame.event.Event(pygame.MOUSEMOTION, pos=(0, 0), rel=(0, 0), buttons=(0, 0, 0))) == ""


def test_the_focus_stays_longest_on_a_new_screen() -> None:
    """One looks first; then it goes on at the pace."""
    scan = Scan()
    steps = [(i + 1) * 0.01 for i in range(1000) if scan.step(dt_s=0.01, every_s=1.0)]
    assert steps[0] > 1.5
    assert all(0.99 <= b - a <= 1.02 for a, b in itertools.pairwise(steps))
