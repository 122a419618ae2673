"""Home practice on the screen."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pygame
import pytest

from steadyquest.ui.config import HomePlay
from steadyquest.ui.screens import flow


@pytest.fixture
def home(game: Any, tmp_path: Path) -> Any:
    """A game that is played at home."""
    game.desk.config.home = HomePlay("Slowly, and with a song.", lambda: tmp_path / "from-home.sqhome")
    return game


def test_a_grown_up_is_asked_for_first(home: Any) -> None:
    """Enter in impatience is no; only a yes goes on."""
    home.show(flow.first(home.desk)).draw()
    assert home.at("AtHome")
    home.press(pygame.K_RETURN)
    assert home.screen is None
    home.show(flow.first(home.desk)).choose("yes")
    assert home.at("Title")


def test_nothing_is_measured_at_home(home: Any) -> None:
    """No reach, no probe: from standing still straight to the map."""
    home.stand().show(flow.after_step_on(home.desk))
    assert home.at("LevelMap")


def test_the_file_for_the_clinic_is_left_at_the_end(home: Any) -> None:
    """It says where it is, and the game cannot be closed before it is whole."""
    home.stand().desk.config.recorder = None
    home.show(flow.the_end(home.desk))
    screen = home.screen
    screen._session_id = 1
    slow = HomePlay("", lambda: (time.sleep(0.4), Path("/x/from-home.sqhome"))[1])
    home.desk.config.home = slow
    screen._begin(screen._leave, "…")
    home.press(pygame.K_ESCAPE)
    assert home.screen is screen
    until = time.monotonic() + 5
    while screen._is_busy() and time.monotonic() < until:
        time.sleep(0.02)
    home.play(0.05).draw()
    assert "from-home.sqhome" in screen._report
    home.press(pygame.K_ESCAPE)
    assert home.screen is None
