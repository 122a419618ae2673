"""Board, Step on and Reach: from plugging in to standing ready."""

from __future__ import annotations

import time
from typing import Any

import pygame
import pytest

from steadyquest.conventions import DIRECTIONS
from steadyquest.signal.calibration import nominal
from steadyquest.ui.config import FoundBoard
from steadyquest.ui.inputs import HandSource
from steadyquest.ui.keyboard import KeyboardHand
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.reach import ChooseReach, MeasureReach, ReachByHand


def board_of(game: Any, *, tare: Any = None) -> HandSource:
    """Something that sends like a board which has not been zeroed."""
    source = HandSource(KeyboardHand(), weight_kg=0.0)
    source.calibration = nominal("E3000001", tare=tare)
    return source


def test_an_unknown_port_is_opened_only_after_a_yes(game: Any) -> None:
    """The same number is on 3-D printers."""
    opened: list[str] = []
    game.desk.config.open_source = opened.append
    game.ports.append(FoundBoard("/dev/a", "USB serial"))
    game.show(flow.board(game.desk))
    until = time.monotonic() + 5
    while time.monotonic() < until and not game.screen._finder.found:
        time.sleep(0.01)
    game.play(0.02).choose("/dev/a")
    assert game.at("Confirm")
    game.press(pygame.K_RETURN)
    assert opened == []
    game.choose("/dev/a").choose("yes")
    until = time.monotonic() + 5
    while time.monotonic() < until and not opened:
        time.sleep(0.01)
    assert opened == ["/dev/a"]
    game.draw().press(pygame.K_ESCAPE)
    assert game.at("Title")


def test_the_board_page_zeroes_and_shows_the_load_of_every_cell(game: Any) -> None:
    """After the zero, 40 kg stand evenly on four cells as 10 kg each."""
    source = board_of(game)
    game.desk.source, game.desk.label = source, "/dev/a"
    game.show(flow.board(game.desk)).play(0.1).choose("tare").play(2.5)
    source.weight_kg = 40.0
    game.play(0.2)
    assert game.screen._loads_kg == pytest.approx((10.0,) * 4, abs=0.01)


def test_the_stages_lead_by_themselves_from_the_empty_plate_to_the_reach(game: Any) -> None:
    """Nobody presses a key: leave it empty, step on, stand still."""
    source = board_of(game)
    game.desk.source, game.desk.label = source, "/dev/a"
    game.show(flow.step_on(game.desk)).play(0.1)
    assert "empty" in game.screen._words(game.screen._stage())
    game.play(2.5)
    assert game.screen._stage() == "empty"
    source.weight_kg = 60.0
    game.play(1.0)
    assert game.screen._stage() == "centring"
    game.play(3.5)
    assert game.at("ChooseReach")


def test_losing_the_signal_while_stepping_on_says_so_and_waits(game: Any) -> None:
    """A quiet board is not a crash."""
    game.show(game.desk.choose("keyboard") or flow.step_on(game.desk)).play(0.1)
    game.clock.now_s += 0.5
    game.screen = game.screen.update()
    assert game.screen._words(game.screen._stage()) == "Connecting…"


def test_escape_while_stepping_on_goes_back_to_the_title_and_closes_the_source(game: Any) -> None:
    """Nothing stays open behind the title."""
    game.desk.choose("keyboard")
    source = game.desk.source
    game.show(flow.step_on(game.desk)).play(0.1).press(pygame.K_ESCAPE)
    assert game.at("Title")
    assert source.ended


def test_quick_reach_by_keyboard_measures_left_right_and_forward(game: Any) -> None:
    """Lean, stay, come back: the reach is taken over and kept."""
    game.stand().show(MeasureReach(game.desk, kind="quick"))
    hand = game.desk.source.hand
    for key in (pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP):
        hand.handle(pygame.event.Event(pygame.KEYDOWN, key=key))
        game.play(1.6)
        hand.handle(pygame.event.Event(pygame.KEYUP, key=key))
        hand.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_HOME))
        game.play(1.4)
    assert game.at("ReachByHand")
    reach = game.desk.session.reach
    assert reach.kind == "quick"
    assert reach.mm[DIRECTIONS.index("left")] == pytest.approx(72, abs=3)


def test_a_direction_can_be_skipped(game: Any) -> None:
    """S leaves a way as it is."""
    game.stand().show(MeasureReach(game.desk, kind="quick"))
    game.press(pygame.K_s).play(0.1)
    assert game.screen._measure.direction == "right"
    game.press(pygame.K_s, pygame.K_s).play(0.1)
    assert game.at("ReachByHand")


def test_a_length_is_corrected_by_hand_and_kept_as_such(game: Any) -> None:
    """Plus and minus change the chosen direction by five millimetres."""
    game.stand().show(ReachByHand(game.desk))
    before = game.desk.session.reach.mm[DIRECTIONS.index("left")]
    game.draw().choose("way left").choose("more").press(pygame.K_PLUS).choose("go")
    reach = game.desk.session.reach
    assert (reach.kind, reach.mm[DIRECTIONS.index("left")]) == ("hand", pytest.approx(before + 10))
    assert game.at("LevelMap")


def test_escape_in_the_reach_screens_goes_one_step_back(game: Any) -> None:
    """Measure and by hand to the choice, the choice to the title."""
    game.stand()
    for screen in (MeasureReach(game.desk, kind="full"), ReachByHand(game.desk)):
        game.show(screen).press(pygame.K_ESCAPE)
        assert game.at("ChooseReach")
    game.show(ChooseReach(game.desk)).press(pygame.K_ESCAPE)
    assert game.at("Title")


def test_a_reach_from_the_command_line_is_not_asked_for(game: Any) -> None:
    """--reach goes straight to the map."""
    from dataclasses import replace

    game.desk.config.options = replace(game.desk.config.options, reach_mm=50.0)
    game.stand().show(flow.after_step_on(game.desk))
    assert game.at("LevelMap")


def test_who_did_not_lean_is_asked_once_more_and_the_summary_says_so(game: Any) -> None:
    """A first guess is not shown as if it had been measured."""
    game.stand().show(MeasureReach(game.desk, kind="quick"))
    before = game.desk.session.reach
    game.play(25.0)
    assert game.screen._measure.asks_again
    game.draw().play(25.0)
    assert game.at("ReachByHand")
    assert set(game.screen._unseen) == {"left", "right", "forward"}
    assert game.desk.session.reach is before
    game.draw()
