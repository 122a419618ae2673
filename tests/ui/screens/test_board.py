"""The board page: ports that come and go."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pygame

from steadyquest.signal.calibration import nominal
from steadyquest.ui.config import FoundBoard
from steadyquest.ui.inputs import HandSource
from steadyquest.ui.keyboard import KeyboardHand
from steadyquest.ui.screens import flow


def test_a_board_that_is_pulled_out_while_it_is_clicked_is_simply_gone(game: Any) -> None:
    """Its tile was still on the screen; choosing it asks nothing and breaks nothing."""
    screen = flow.board(game.desk)
    screen._finder.close()
    screen._finder.found = (FoundBoard("COM12", "Arduino Uno"),)
    screen.refresh()
    screen._finder.found = ()
    assert screen.chosen("COM12") is screen
    assert not any(button.key == "COM12" for button in screen.buttons())


def test_the_zero_of_the_board_page_is_only_a_try_and_says_so(game: Any) -> None:
    """The session takes its own from the empty plate."""
    source = HandSource(KeyboardHand(), weight_kg=0.0)
    source.calibration = nominal("E3000001", tare=None)
    game.desk.source, game.desk.label = source, "COM12"
    game.show(flow.board(game.desk)).play(0.1)
    assert game.screen.menu.button("tare").label == "Zero now"
    game.choose("tare").play(2.5)
    assert "own zero" in game.screen._advice()
    assert source.calibration.tare is None


def test_a_named_board_is_taken_again_after_back_and_can_be_chosen_after_another_port(game: Any) -> None:
    """`--board PORT` holds for the whole evening, though no list of ports has it."""
    opened: list[str] = []

    def open_source(label: str) -> Any:
        opened.append(label)
        source = HandSource(KeyboardHand(), weight_kg=0.0)
        source.calibration = nominal("E3000001", tare=None)
        return source

    game.desk.config.open_source, game.desk.config.board = open_source, "/dev/pts/7"
    game.ports.append(FoundBoard("/dev/pts/7", "named at the start", known=True))
    game.desk.config.store.players.add("Ana", picture="bear")
    game.show(flow.first(game.desk)).draw()
    game.press(pygame.K_RETURN)
    assert game.at("StepOn")
    game.press(pygame.K_ESCAPE).draw().play(0.1)
    wait_for(game, lambda: game.desk.source is not None)
    assert game.screen.menu.button("board").chosen
    game.choose("board")
    assert game.at("Board")
    wait_for(game, lambda: bool(game.screen._finder.found))
    game.choose("other").play(0.1).choose("/dev/pts/7")
    wait_for(game, lambda: len(opened) == 3 and game.desk.source is not None)
    assert opened == ["/dev/pts/7"] * 3


def wait_for(game: Any, seen: Callable[[], bool]) -> None:
    """Threads beside the game need their moment."""
    until = time.monotonic() + 5
    while time.monotonic() < until and not seen():
        time.sleep(0.01)
        game.play(0.02)
    assert seen()
