"""Home practice on the screen."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pygame
import pytest

from steadyquest.game.tasks.kinds import needs_feet
from steadyquest.session.home import LENT_NAME
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


def test_two_minutes_are_plenty(home: Any) -> None:
    """From the question to the first places to go to, by the clock of the game."""
    home.desk.config.store = None
    began_s = home.clock.now_s
    home.show(flow.first(home.desk)).choose("yes").draw().choose("keyboard").play(0.1)
    if home.at("Title"):
        home.choose("play")
    for _ in range(200):
        home.play(0.5)
        if home.at("LevelMap"):
            break
    assert home.at("LevelMap")
    assert home.clock.now_s - began_s < 60


def test_strong_pain_at_home_is_a_day_of_rest(home: Any, store: Any) -> None:
    """Nobody is there who may decide; it ends kindly."""
    home.desk.sit_down(store.players.add("A", settings={"faces": True, "stop_pain": 2}))
    home.stand().show(flow.after_step_on(home.desk)).choose("pain 3").choose("go").draw()
    assert home.at("Message")
    home.press(pygame.K_RETURN)
    assert home.at("SessionEnd")


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


def test_the_hour_is_the_therapists_and_no_key_moves_it_at_home(home: Any, levels: Any) -> None:
    """No hint names such a key, nothing is suggested, and the ladder stays where it was."""
    duck = next(level for level in levels if level.key == "river/feed_the_ducks")
    home.desk.config.options = replace(home.desk.config.options, home=True)
    home.stand().show(flow.intro(home.desk, duck)).draw()
    choice = home.screen._hours
    assert (choice.is_free, choice.suggested, home.screen.for_therapist) == (False, None, "")
    assert "hour" not in choice.hint()
    home.press(pygame.K_4, pygame.K_RETURN).play(3.3)
    assert home.at("Play")
    assert home.desk.session.scene().rung == 0
    assert home.desk.session.person.progress.rungs == {}


def test_no_question_for_another_stance_at_home(home: Any) -> None:
    """How each level is played stands in the plan, and there is no therapist to answer."""
    home.desk.choose_stance("feet_on_plate")
    home.stand().show(flow.level_map(home.desk)).draw()
    places = home.screen._places
    assert all(places.may_open(level) for level in places.levels)
    standing = next(
        level
        for level in places.levels
        if "feet_on_plate" not in level.spec.stance and not places.asks(level) and not needs_feet(level.spec)
    )
    home.screen = home.screen._open(standing)
    assert home.at("Intro")


def test_who_came_without_a_name_is_asked_for_one_once(home: Any, store: Any) -> None:
    """A taken name is a plain word and no end; Enter goes on by the new one, and it is not asked again."""
    store.players.add("Tom")
    player = store.players.add("Player", picture="otter", settings={LENT_NAME: "Player"})
    home.desk.config.player = "Player"
    home.show(flow.first(home.desk)).choose("yes").draw()
    assert home.at("NameHere")
    home.press(pygame.K_RETURN)
    assert home.at("NameHere")
    home.type("Tom").press(pygame.K_RETURN)
    assert home.at("Message")
    home.press(pygame.K_RETURN).type("my").press(pygame.K_RETURN).draw()
    assert home.at("Title")
    assert store.players.find(player.id).name == home.desk.player.name == "Tommy"
    home.desk.config.player = "Tommy"
    home.show(flow.first(home.desk)).choose("yes")
    assert home.at("Title")


def test_nobody_has_to_type_a_name(home: Any, store: Any) -> None:
    """A pad or a mouse is enough; the lent name stays."""
    player = store.players.add("Player", settings={LENT_NAME: "Player"})
    home.desk.sit_down(player)
    home.show(flow.named_at_home(home.desk)).choose("save")
    assert home.at("Title")
    assert store.players.find(player.id).name == "Player"
