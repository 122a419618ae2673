"""While a level is played, somebody may be writing it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pygame
import pytest

from steadyquest.levels.library import find
from steadyquest.levels.read import read_level
from steadyquest.ui.screens import flow

TEXT = find("fog/still_lake").text


@pytest.fixture
def written(game: Any, tmp_path: Path) -> Path:
    """A level of one's own, being played."""
    file = tmp_path / "mine.toml"
    file.write_text(TEXT, encoding="utf-8")
    game.stand().show(flow.play(game.desk, read_level(file)).begin()).play(1.0)
    assert game.at("Play")
    return file


def test_a_save_while_one_plays_counts_the_new_level_in(game: Any, written: Path) -> None:
    """What was played so far is kept as stopped early; then three, two, one, and the new text."""
    written.write_text(TEXT.replace("The still lake", "The other lake"), encoding="utf-8")
    game.play(1.0)
    assert game.at("Intro")
    assert [result.ended for result in game.desk.session.results] == ["stopped"]
    game.play(3.2)
    assert game.at("Play")
    assert game.desk.session.level.spec.title == "The other lake"


def test_a_broken_save_is_told_and_the_level_goes_on(game: Any, written: Path) -> None:
    """One line over the picture; it goes when the file is mended."""
    game.draw()
    before = pygame.image.tobytes(game.surface.subsurface((52, 16, 1000, 60)), "RGB")
    written.write_text(TEXT.replace("radius", "radus"), encoding="utf-8")
    game.play(1.0).draw()
    assert game.at("Play")
    assert game.desk.session.world is not None
    assert pygame.image.tobytes(game.surface.subsurface((52, 16, 1000, 60)), "RGB") != before
    written.write_text(TEXT.replace("40", "30"), encoding="utf-8")
    game.play(1.0)
    assert game.at("Intro")


def test_a_save_at_the_stars_plays_it_again(game: Any, written: Path) -> None:
    """Who writes need not choose Again."""
    game.screen = game.screen.end()
    assert game.at("Finish")
    written.write_text(TEXT.replace("40", "30"), encoding="utf-8")
    game.play(1.0)
    assert game.at("Intro")


def test_a_save_that_becomes_risky_asks_first(game: Any, written: Path) -> None:
    """Closed eyes want the therapist's word, however quickly they were written."""
    written.write_text(TEXT.replace('world = "fog"', 'world = "fog"\neyes = "closed"'), encoding="utf-8")
    game.play(1.0)
    assert game.at("Confirm")
