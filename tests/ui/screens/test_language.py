"""The language is the player's: it shows at once, is remembered, and goes when they go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from steadyquest import words
from steadyquest.levels.library import shipped
from steadyquest.ui.screens.access_settings import SeeingSettings
from steadyquest.ui.screens.map import LevelMap
from steadyquest.ui.screens.settings import Settings
from steadyquest.ui.screens.title import Title


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    words.speak("en")
    yield
    words.speak("en")


def choose(screen: SeeingSettings, code: str) -> None:
    row = next(row for row in screen.rows() if row.key == "language")
    place = [value for value, _name in row.choices].index(code)
    assert screen.chosen(f"language {place}") is screen


def labels(screen: Any) -> set[str]:
    return {button.label for button in screen.buttons()}


def test_every_language_is_offered_by_its_own_name(game: Any) -> None:
    row = next(row for row in SeeingSettings(game.desk, game.screen).rows() if row.key == "language")
    assert [name for value, name in row.choices if value] == ["English", "Deutsch", "Español"]


def test_it_shows_at_once_and_on_the_screen_one_comes_back_to(game: Any) -> None:
    title = Title(game.desk)
    settings = Settings(game.desk, title)
    seeing = SeeingSettings(game.desk, settings)
    choose(seeing, "de")
    assert "Zurück" in {button.label for button in seeing.menu.buttons}
    assert seeing.chosen("back") is settings
    assert settings.chosen("back") is title
    assert "Einstellungen" in {button.label for button in title.menu.buttons}
    choose(seeing, "es")
    assert "Ajustes" in labels(title)


def test_the_levels_on_the_map_change_with_it(game: Any) -> None:
    game.desk.config.levels = shipped
    before = LevelMap(game.desk)
    seeing = SeeingSettings(game.desk, Settings(game.desk, before))
    choose(seeing, "de")
    after = Settings(game.desk, before).chosen("back")
    assert isinstance(after, LevelMap)
    assert after is not before
    old, new = ([level.spec.title for level in one._places.levels] for one in (before, after))
    assert sum(a != b for a, b in zip(old, new, strict=True)) > 60
    assert [level.key for level in before._places.levels] == [level.key for level in after._places.levels]


def test_a_player_brings_their_language_and_takes_it_away(game: Any) -> None:
    desk = game.desk
    player = desk.config.store.players.add("Ana")
    desk.sit_down(replace(player, settings={"language": "es"}))
    assert words.language() == "es"
    desk.sit_down(replace(player, settings={"language": "de"}))
    assert words.language() == "de"
    desk.remembered["language"] = "es"
    desk.sit_down(replace(player, settings={}))
    assert words.language() == "es"
    desk.sit_down(replace(player, settings={"language": "klingon"}))
    assert words.language() == "es"
