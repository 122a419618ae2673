"""Pause: whose it is, how it goes on, and what works meanwhile; the pause button and live targets in play."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pygame
import pytest

from steadyquest.levels.library import find
from steadyquest.ui.placing import is_wanted
from steadyquest.ui.scene_view import CENTRE, REACH
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.play import STOP, STOP_SIZE

LIVE = """
format = 1
title = "Where next?"
world = "river"
say = "Steer to the place that is shown."

[[step]]
task = "reach"
order = "live"
radius = 0.3
dwell_s = 0.5
count = 3
"""


def playing(game: Any, level: Any = None) -> Any:
    """A run that has just begun."""
    chosen = level or next(lv for lv in game.desk.config.levels() if lv.key == "river/feed_the_ducks")
    return game.stand().show(flow.play(game.desk, chosen).begin()).play(0.2)


def commands(game: Any) -> list[tuple[str, Any]]:
    """What the run was asked so far."""
    return [(command.kind, command.value) for _, command in game.desk.session._run.commands]


def pad(game: Any, button: int) -> Any:
    """A button of the gamepad in the therapist's pocket."""
    game._handle(pygame.event.Event(pygame.JOYBUTTONDOWN, button=button))
    return game


def click(game: Any, x: float, y: float) -> Any:
    """A click at a place of the layout."""
    game._handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=game.desk.view.canvas.point(x, y), button=1))
    return game


def stepped_off(game: Any) -> float:
    """Nobody on the plate: the game pauses by itself. The weight that has gone."""
    weight_kg, game.desk.source.weight_kg = game.desk.source.weight_kg, 6.0
    game.play(1.0)
    assert (game.at("Pause"), game.screen._reason) == (True, "stepped_off")
    return float(weight_kg)


@pytest.mark.parametrize("key", [pygame.K_SPACE, pygame.K_b, pygame.K_PERIOD])
def test_space_in_a_safety_pause_makes_it_a_persons_that_stays(game: Any, key: int) -> None:
    """Back on the plate, nothing starts before somebody says so."""
    weight_kg = stepped_off(playing(game))
    game.press(key).play(0.3)
    assert (game.screen._reason, game.desk.session.scene().paused) == ("person", "person")
    game.desk.source.weight_kg = weight_kg
    game.play(3.0)
    assert game.at("Pause")
    assert ("resume", "person") not in commands(game)
    game.press(key).play(0.5)
    assert game.at("Play")


def test_a_pads_start_holds_a_safety_pause_too(game: Any) -> None:
    """The therapist's hands are on the child."""
    stepped_off(playing(game))
    pad(game, 7).play(0.2)
    assert ("pause", "person") in commands(game)


def test_a_pads_a_still_presses_what_has_the_focus_in_a_safety_pause(game: Any) -> None:
    """Who moves to "End this" and presses it, ends it."""
    stepped_off(playing(game))
    game.screen.menu.focus = "end"
    pad(game, 0)
    assert game.at("Finish")


@pytest.mark.parametrize(
    ("key", "text", "kind"),
    [
        (pygame.K_PLUS, "+", "harder"),
        (pygame.K_MINUS, "-", "easier"),
        (pygame.K_c, "c", "recentre"),
        (pygame.K_s, "s", "skip"),
    ],
)
def test_the_therapists_keys_work_while_a_person_has_paused(game: Any, key: int, text: str, kind: str) -> None:
    """A pause is when there is time to change something."""
    playing(game).press(pygame.K_SPACE).play(0.3).press(key, text=text).play(0.2)
    assert kind in [kind for kind, _ in commands(game)]
    assert game.at("Pause")


def test_a_note_can_be_taken_in_a_pause(game: Any) -> None:
    """The moment after is when one knows what it was."""
    playing(game).press(pygame.K_SPACE).play(0.3).press(pygame.K_n, text="n").draw()
    assert game.at("NoteBar")
    assert not game.screen.leaning
    game.press(pygame.K_2).play(0.2)
    assert [value[0] for kind, value in commands(game) if kind == "note"] == ["compensated"]
    assert game.at("Pause")


def test_page_up_and_down_move_the_focus_of_a_pause(game: Any) -> None:
    """A presenter remote has nothing else to choose with."""
    playing(game).press(pygame.K_SPACE).play(0.3).press(pygame.K_PAGEDOWN)
    assert (game.screen.menu.focus, [kind for kind, _ in commands(game)]) == ("again", ["pause"])


def test_a_pad_takes_notes_and_plays_again(game: Any) -> None:
    """Back and the left stick's button."""
    pad(playing(game), 6)
    assert game.at("NoteBar")
    game.press(pygame.K_n)
    pad(game, 8).play(0.1)
    assert ("again", None) in commands(game)


def test_the_pause_button_is_for_the_mouse_and_large_enough(game: Any) -> None:
    """Also at 1024 × 600, also under the bar of notes."""
    game.desk.resize((1024, 600))
    assert game.desk.view.canvas.px(STOP_SIZE) >= 28
    click(playing(game), STOP[0] + 20, STOP[1] - 20)
    assert game.at("Pause")
    game.play(0.5).press(pygame.K_SPACE).play(0.5).press(pygame.K_n, text="n")
    click(game, *STOP)
    assert game.at("Pause")


def live(tmp_path: Path) -> Any:
    """A level whose targets somebody places."""
    file = tmp_path / "where_next.toml"
    file.write_text(LIVE)
    return find(str(file))


def test_a_click_places_the_next_live_target(game: Any, tmp_path: Path) -> None:
    """The scene waits for it, and the target comes where it was clicked."""
    playing(game, live(tmp_path))
    assert is_wanted(game.desk.session.scene())
    click(game, CENTRE[0] - 0.5 * REACH[0], CENTRE[1] - 0.5 * REACH[1]).play(0.2)
    (target,) = [item for item in game.desk.session.scene().items if item.kind == "target"]
    assert (target.x, target.y) == pytest.approx((-0.5, 0.5), abs=0.01)
    assert not is_wanted(game.desk.session.scene())
    click(game, 700, 300)
    assert [kind for kind, _ in commands(game)] == ["place"]


def test_a_pads_cross_places_too(game: Any, tmp_path: Path) -> None:
    """Six tenths of the reach that way."""
    playing(game, live(tmp_path))
    pad(game, 14).play(0.2)
    assert commands(game) == [("place", [0.6, 0.0])]


def test_the_pointer_of_a_mouse_player_shows_while_a_target_is_to_be_placed(game: Any, tmp_path: Path) -> None:
    """And near the pause button; else it is Lumi."""
    playing(game, live(tmp_path))
    game.desk.label = "mouse"
    game.play(0.05)
    assert pygame.mouse.get_visible()
    click(game, 640, 300).play(0.2)
    assert not pygame.mouse.get_visible()
    pygame.mouse.set_visible(True)


def test_a_careful_guess_of_the_reach_is_said_before_the_level(game: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --level nobody was asked; a measured reach says nothing."""
    said: list[str] = []
    monkeypatch.setattr(game.desk.view, "words", lambda _surface, words, *_, **__: said.append(words))
    game.stand().show(flow.intro(game.desk, game.desk.config.levels()[0])).draw()
    assert any("careful guess" in words for words in said)
    said.clear()
    game.desk.session.set_reach([50.0] * 8, "quick")
    game.draw()
    assert said
    assert not any("careful guess" in words for words in said)


def test_an_affected_side_that_nobody_knows_is_said_before_the_level(
    game: Any, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only where the level speaks of one; with a side there is nothing to say."""
    said: list[str] = []
    levels = {level.key: level for level in game.desk.config.levels()}
    monkeypatch.setattr(type(game.desk.view), "words", lambda _self, _surface, words, *_, **__: said.append(words))
    game.stand().desk.session.set_reach([60.0] * 8, "full")
    game.show(flow.intro(game.desk, levels["river/feed_the_ducks"])).draw()
    assert any("left stands for it" in words for words in said)
    said.clear()
    game.show(flow.intro(game.desk, levels["fog/still_lake"])).draw()
    game.desk.player = store.players.add("A", affected="right")
    game.show(flow.intro(game.desk, levels["river/feed_the_ducks"])).draw()
    assert not any("left stands for it" in words for words in said)
