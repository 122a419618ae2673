"""The feel probe on the screen: offered in time, left out without a word, played, thanked for; hours as lanterns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pygame
import pytest

from steadyquest.records.writer import Recorder
from steadyquest.session.feel_probe import KEY, probes_of
from steadyquest.session.options import Options
from steadyquest.session.reasons import ENOUGH, Reason
from steadyquest.session.rung_advice import RungAdvice
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.strip import Strip


@pytest.fixture
def standing(game: Any) -> Any:
    """A player who is known stands ready, and not by the keyboard."""
    store = game.desk.config.store
    game.desk.config.recorder = recorder = Recorder(store)
    game.desk.sit_down(store.players.add("Ana", picture="bear"))
    game.stand()
    game.desk.label = "sim"
    yield game
    game.desk.let_go()
    recorder.close()


def test_it_is_offered_once_before_the_map(standing: Any) -> None:
    """Escape leaves it out; in the same session it is not offered again."""
    game = standing.show(flow.after_reach(standing.desk))
    assert game.at("OfferProbe")
    game.draw().press(pygame.K_ESCAPE)
    assert game.at("LevelMap")
    assert type(flow.after_reach(game.desk)).__name__ == "LevelMap"


@pytest.mark.parametrize("label", ["keyboard", "mouse", "walk.csv"])
def test_hands_and_files_are_not_asked(standing: Any, label: str) -> None:
    """A hand on the keys feels nothing."""
    standing.desk.label = label
    assert type(flow.after_reach(standing.desk)).__name__ == "LevelMap"


def test_asked_for_it_comes_even_with_a_hand(standing: Any) -> None:
    """`--probe` is somebody's wish."""
    standing.desk.label = "keyboard"
    standing.desk.config.options = replace(standing.desk.config.options, probe="now")
    assert type(flow.after_reach(standing.desk)).__name__ == "OfferProbe"


def test_never_at_home(standing: Any) -> None:
    """Not even when asked for: it is measured where somebody stands by."""
    standing.desk.config.options = replace(standing.desk.config.options, probe="now", home=True)
    assert type(flow.after_reach(standing.desk)).__name__ == "LevelMap"


def test_nobody_in_the_records_has_no_series(game: Any) -> None:
    """Without a player there is nothing to compare with."""
    game.stand()
    game.desk.label = "sim"
    assert type(flow.after_reach(game.desk)).__name__ == "LevelMap"


def play_probe(game: Any) -> None:
    """Stands still for the whole of it: every answer waits for its time."""
    game.show(flow.after_reach(game.desk)).choose("go")
    assert game.at("Intro")
    game.press(pygame.K_3, pygame.K_RETURN).play(3.2)
    assert game.at("Play")
    for _ in range(300):
        game.play(1.0)
        if not game.at("Play"):
            break


def test_played_through_it_thanks_and_goes_to_the_map(standing: Any) -> None:
    """No stars, a fact without judgement; the hour cannot be changed; the records have it, and no difficulty moved."""
    play_probe(standing)
    assert standing.at("ProbeDone")
    assert "8 places" in standing.screen._fact
    (result,) = standing.desk.session.results
    assert (result.level_key, result.stars, result.rung) == (KEY, 0, 0)
    assert standing.desk.session.person.progress.rungs == {}
    standing.press(pygame.K_ESCAPE)
    assert standing.at("LevelMap")
    standing.desk.config.recorder.flush()
    (probe,) = probes_of(standing.desk.config.store, standing.desk.player.id)
    assert probe.finished
    flow.session_end(standing.desk).draw(standing.surface)


def test_new_places_want_the_therapists_word(standing: Any) -> None:
    """There is nothing to begin anew before the first; afterwards the question says what it costs."""
    offer = flow.after_reach(standing.desk)
    assert [b.key for b in offer.buttons()] == ["skip", "go"]
    standing.desk.probe_asked = False
    play_probe(standing)
    standing.desk.config.recorder.flush()
    standing.desk.probe_asked = False
    standing.desk.config.options = Options(probe="now")
    standing.show(flow.after_reach(standing.desk)).draw().choose("anew")
    assert standing.at("Confirm")
    standing.draw().choose("yes")
    assert standing.at("Intro")
    assert "series 2" in standing.screen._level.text


def test_out_of_reach_only_new_places_can_be_played(standing: Any) -> None:
    """The frozen places lie further than today's reach: one plain sentence, and no way into it."""
    play_probe(standing)
    standing.desk.config.recorder.flush()
    standing.desk.probe_asked = False
    standing.desk.session.set_reach([20.0] * 8, "hand")
    standing.desk.config.options = Options(probe="now")
    standing.show(flow.after_reach(standing.desk)).draw()
    assert standing.screen.menu.focus == "skip"
    assert not standing.screen.menu.button("go").enabled
    assert "beyond" in standing.screen._problem


def test_the_suggested_hour_is_marked_and_its_numbers_are_the_strips(standing: Any, monkeypatch: Any) -> None:
    """The key hint names it, the reason with its numbers stands only where the therapist looks."""
    desk = standing.desk
    level = next(level for level in desk.levels() if level.key == "meadow/wake_the_flowers")
    plain = flow.intro(desk, level)
    assert "suggested" not in plain._below()
    advice = RungAdvice("reach", 0, 1, Reason(ENOUGH, {"d": 0.5, "shares": [0.8, 0.9]}))
    monkeypatch.setattr(type(desk.session.person), "rung_advice", lambda _: {"reach": advice})
    standing.show(flow.intro(desk, level)).draw()
    assert "2 is suggested" in standing.screen._below().replace("\u00a0", " ")
    assert "80 %" in standing.screen.for_therapist
    standing.show(Strip(desk, standing.screen)).play(1.0)
    assert "80 %" in standing.screen._words
    standing.press(pygame.K_2)
    assert standing.screen.beneath.hour == 1
