"""The board page: ports that come and go."""

from __future__ import annotations

from typing import Any

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
    assert game.screen.menu.button("tare").label == "Try the zero"
    game.choose("tare").play(2.5)
    assert "own zero" in game.screen._advice()
    assert source.calibration.tare is None
