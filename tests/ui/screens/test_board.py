"""The board page: ports that come and go."""

from __future__ import annotations

from typing import Any

from steadyquest.ui.config import FoundBoard
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
