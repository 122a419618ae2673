"""Faces before and after, and what is said of the day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pygame
import pytest

from steadyquest.records.writer import Recorder
from steadyquest.ui.screens import flow


@pytest.fixture
def asked(game: Any, store: Any) -> Iterator[Any]:
    """A player who is asked how it feels, standing ready, and the game keeps records."""
    player = store.players.add("A", settings={"faces": True})
    with Recorder(store) as recorder:
        game.desk.config.recorder = recorder
        game.desk.sit_down(player)
        yield game.stand()
        game.desk.let_go()


def notes(game: Any) -> dict[str, Any]:
    game.desk.config.recorder.flush()
    return dict(game.desk.config.store.sessions.find("last").notes)


def test_nobody_is_asked_who_is_not_to_be(game: Any) -> None:
    """As it is until a therapist wants it."""
    game.stand().show(flow.after_step_on(game.desk))
    assert not game.at("Faces")


def test_one_tap_each_and_on(asked: Any) -> None:
    """Three faces by mouse; kept with the session at once, then the reach."""
    asked.show(flow.after_step_on(asked.desk)).draw()
    assert asked.at("Faces")
    asked.choose("pain 1").choose("tired 0").choose("fun 3").draw().choose("go")
    assert asked.at("ChooseReach")
    assert notes(asked)["faces_before"] == {"pain": 1, "tired": 0, "fun": 3}


def test_keys_alone_answer_too(asked: Any) -> None:
    """Enter takes the face and goes to the next row; a face may be changed until one goes on."""
    asked.show(flow.after_step_on(asked.desk))
    asked.press(pygame.K_RIGHT, pygame.K_RETURN)
    assert asked.screen.menu.focus == "tired 1"
    asked.press(pygame.K_RETURN, pygame.K_RETURN)
    assert asked.screen.menu.focus == "go"
    asked.choose("pain 4").choose("pain 0").choose("go")
    assert notes(asked)["faces_before"] == {"pain": 0, "tired": 1, "fun": 1}


def test_not_now_is_an_answer_and_is_asked_once(asked: Any) -> None:
    """Escape or the button: nothing is claimed, and stepping on again does not nag."""
    asked.show(flow.after_step_on(asked.desk)).press(pygame.K_ESCAPE)
    assert asked.at("ChooseReach")
    assert notes(asked)["faces_before"] == {}
    assert not asked.show(flow.after_step_on(asked.desk)).at("Faces")


def test_strong_pain_asks_the_therapist(asked: Any) -> None:
    """Only from the face that was set; no is the careful answer and ends the session, yes plays."""
    asked.desk.player.settings["stop_pain"] = 3
    asked.show(flow.after_step_on(asked.desk)).choose("pain 3").choose("go").draw()
    assert asked.at("Confirm")
    asked.press(pygame.K_RETURN)
    assert asked.at("SessionEnd")
    assert notes(asked)["faces_before"] == {"pain": 3}


def test_a_yes_plays_on_at_strong_pain(asked: Any) -> None:
    """It is their decision."""
    asked.desk.player.settings["stop_pain"] = 3
    asked.show(flow.after_step_on(asked.desk)).choose("pain 4").choose("go").choose("yes")
    assert asked.at("ChooseReach")


def test_after_play_it_is_asked_once_more(asked: Any, levels: tuple[Any, ...]) -> None:
    """Before the session is closed, so that the answer is in it; not where nothing was played."""
    asked.show(flow.play(asked.desk, levels[0]).begin()).play(1.0)
    asked.desk.session.stop()
    asked.show(flow.session_end(asked.desk)).draw()
    assert asked.at("Faces")
    asked.choose("tired 4").choose("go")
    assert asked.at("SessionEnd")
    assert notes(asked)["faces_after"] == {"tired": 4}


def test_where_nothing_was_played_nothing_is_asked_after(asked: Any) -> None:
    """The end is the end."""
    assert asked.show(flow.session_end(asked.desk)).at("SessionEnd")


def test_support_and_shoes_are_said_once_and_offered_again(asked: Any, store: Any) -> None:
    """Eight choices; next time one press. Nothing is noted before somebody says it."""
    asked.show(flow.today(asked.desk, flow.step_on(asked.desk))).draw()
    assert "support" not in asked.desk.session.notes
    asked.choose("support one_hand").choose("shoes orthosis").draw().choose("back")
    assert asked.at("StepOn")
    kept = notes(asked)
    assert (kept["support"], kept["shoes"]) == ("one_hand", "orthosis")
    player = asked.desk.player
    asked.desk.let_go()
    asked.desk.sit_down(store.players.named(player.name))
    asked.stand().show(flow.today(asked.desk, flow.step_on(asked.desk)))
    assert asked.desk.session.notes == {}
    asked.press(pygame.K_RETURN)
    assert asked.at("StepOn")
    assert asked.desk.session.notes == {"support": "one_hand", "shoes": "orthosis"}


def test_settings_say_whether_faces_are_asked(asked: Any) -> None:
    """Three choices of one row; the therapist's own face for pain is kept."""
    asked.show(flow.settings(asked.desk, flow.step_on(asked.desk))).draw()
    asked.choose("faces 2")
    assert asked.desk.player.settings["stop_pain"] == 3
    asked.desk.save_setting("stop_pain", 2)
    asked.choose("faces 2")
    assert asked.desk.player.settings["stop_pain"] == 2
    asked.choose("faces 1")
    assert asked.desk.player.settings["faces"] is True
    assert "stop_pain" not in asked.desk.player.settings
    asked.choose("faces 0")
    assert asked.desk.player.settings["faces"] is False
