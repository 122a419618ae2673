"""Title: what was found, what is offered, what was cut off."""

from __future__ import annotations

import time
from typing import Any

import pygame

from steadyquest.ui.config import FoundBoard
from steadyquest.ui.screens import flow


def found(game: Any) -> None:
    """Let the title look for boards once."""
    game.draw().play(0.05)
    finder = game.screen._finder
    until = time.monotonic() + 5
    while time.monotonic() < until and finder.found != tuple(game.ports):
        time.sleep(0.01)
    game.play(0.05)


def test_without_a_board_the_keyboard_serves_and_the_board_asks_to_be_plugged_in(game: Any) -> None:
    """The title says what it found and what there is instead."""
    game.show(flow.title(game.desk))
    found(game)
    assert game.screen.menu.button("keyboard").chosen
    assert game.screen.menu.button("board").under == "plug it in"
    assert not game.screen.menu.button("gamepad").enabled


def test_a_known_board_connects_by_itself_but_an_unknown_one_does_not(game: Any) -> None:
    """Only what was a board before is opened unasked."""
    opened = []
    game.desk.config.open_source = opened.append
    game.ports.append(FoundBoard("/dev/a", "a printer, perhaps"))
    game.show(flow.title(game.desk))
    found(game)
    assert (game.desk.label, opened) == ("keyboard", [])
    game.ports.append(FoundBoard("/dev/b", "the board", known=True))
    game.screen._finder.found = tuple(game.ports)
    game.play(0.05)
    assert game.desk.label == "/dev/b"


def test_a_source_picked_by_hand_stays_when_a_board_comes(game: Any) -> None:
    """Nobody's choice is overruled."""
    game.show(flow.title(game.desk))
    found(game)
    game.choose("mouse")
    game.ports.append(FoundBoard("/dev/b", "the board", known=True))
    found(game)
    assert game.desk.label == "mouse"


def test_the_focus_begins_on_play_and_enter_goes_on_to_the_players(game: Any) -> None:
    """One key is enough to begin."""
    game.desk.config.store.players.add("Ana", picture="bear")
    game.show(flow.title(game.desk)).draw().play(0.05).press(pygame.K_RETURN)
    assert game.at("Players")


def test_a_clinic_without_players_is_asked_for_the_first_one_at_once(game: Any) -> None:
    """There is nobody to choose from."""
    game.show(flow.title(game.desk)).draw().play(0.05).press(pygame.K_RETURN)
    assert game.at("AddPlayer")


def test_escape_asks_before_it_leaves(game: Any) -> None:
    """The way out of the title is out of the game: one Escape too many must not be."""
    game.show(flow.title(game.desk)).draw().play(0.05).press(pygame.K_ESCAPE)
    assert game.at("Confirm")
    game.press(pygame.K_ESCAPE)
    assert game.at("Title")
    game.press(pygame.K_ESCAPE, pygame.K_RIGHT, pygame.K_RETURN)
    assert game.screen is None


def test_quit_leaves_at_once(game: Any) -> None:
    """Who clicks Quit means it."""
    game.show(flow.title(game.desk)).draw().play(0.05).choose("quit")
    assert game.screen is None


def test_a_board_that_cannot_be_opened_says_why_in_its_own_words(game: Any) -> None:
    """The error of the source is shown, not a code."""
    from steadyquest.errors import DeviceError

    def fail(_label: str) -> Any:
        raise DeviceError("the port is in use")

    game.desk.config.open_source = fail
    game.show(flow.title(game.desk)).draw().play(0.05)
    game.choose("sim")
    until = time.monotonic() + 5
    while time.monotonic() < until and not game.desk.problem:
        time.sleep(0.01)
    game.press(pygame.K_RETURN)
    assert game.at("Message")
    assert game.screen._text == "the port is in use"
    game.draw().press(pygame.K_ESCAPE)
    assert game.at("Title")


def test_a_session_that_was_cut_off_is_offered_once_and_carries_on_as_its_player(game: Any) -> None:
    """The next start offers to carry on; either answer closes the old session."""
    from steadyquest.records.writer import Recorder

    store = game.desk.config.store
    ana = store.players.add("Ana", picture="bear")
    with_recorder = Recorder(store)
    with_recorder.start_session(player_id=ana.id, source="keyboard", board_id="keyboard", calibration={}, settings={})
    with_recorder.flush()
    game.show(flow.title(game.desk)).draw().play(0.05)
    game.draw().choose("carry_on")
    assert game.desk.player.name == "Ana"
    assert game.at("StepOn")
    assert store.sessions.unfinished() is None
    with_recorder.close()
