"""What Step on says of the plate's zero: a plain line where it has moved, and nothing else on other days."""

from __future__ import annotations

import gettext
import os
from typing import Any

import pygame
import pytest

from steadyquest import words
from steadyquest.session import zero_words
from steadyquest.session.zero import keep_zero, last_zero
from steadyquest.signal.calibration import nominal
from steadyquest.ui.inputs import HandSource
from steadyquest.ui.keyboard import KeyboardHand
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.rest import Rest

KG = 2190 * 9.80665


class Longer(gettext.NullTranslations):
    """A language in which everything takes two fifths more."""

    def gettext(self, message: str) -> str:
        more = max(2, round(len(message) * 0.4))
        return f"{message} {('moras plen dules ostra venim calda ' * 8)[: more - 1].strip()}"


def begin(game: Any, last_zero: tuple[float, float, float, float]) -> Any:
    """A board whose zero was there last time; its plate lies empty until it has one again."""
    keep_zero(game.desk.config.store, "E3000001", last_zero)
    source = HandSource(KeyboardHand(), weight_kg=0.0)
    source.board_id, source.calibration = "E3000001", nominal("E3000001", tare=None)
    game.desk.source, game.desk.label = source, "/dev/a"
    return game.show(flow.step_on(game.desk)).play(3.0)


def test_a_zero_that_has_moved_is_told_until_play_begins(game: Any) -> None:
    """The therapist reads it while the player steps on; who stands ready goes on all the same."""
    begin(game, (-0.4 * KG, 0.0, 0.0, 0.0))
    said = game.screen._under(game.screen._stage())
    assert said.startswith("The zero has moved by +0.4 kg since last time.")
    game.draw()
    if folder := os.environ.get("STEADYQUEST_PICTURES"):
        pygame.image.save(game.surface, f"{folder}/zero_moved.png")
    game.desk.session.tare()
    game.play(3.0)
    assert game.screen._under(game.screen._stage()) == ""


@pytest.mark.parametrize("moved_kg", [0.0, 0.2])
def test_a_zero_that_is_where_it_was_is_not_spoken_of(game: Any, moved_kg: float) -> None:
    """A hundred grams a corner are the weather."""
    begin(game, (moved_kg * KG, 0.0, 0.0, 0.0))
    assert game.screen._under(game.screen._stage()) == ""


def test_a_zero_with_somebody_on_it_waits_for_another_or_a_word(game: Any) -> None:
    """Nobody plays on it; taken again with the same on the plate it asks again, taken empty it goes on."""
    store = game.desk.config.store
    begin(game, (-15.0 * KG,) * 4)
    assert game.at("Confirm")
    assert "60 kg above the last one" in game.screen._question
    if folder := os.environ.get("STEADYQUEST_PICTURES"):
        game.draw()
        pygame.image.save(game.surface, f"{folder}/zero_heavy.png")
    game.choose("back").play(3.0)
    assert game.at("Confirm")
    assert last_zero(store, "E3000001").tare == (-15.0 * KG,) * 4
    game.choose("yes").play(0.5)
    assert game.at("StepOn")
    assert game.desk.session.notice == ""


@pytest.mark.parametrize("look", ["story", "plain", "contrast"])
def test_the_question_fits_in_a_longer_language(game: Any, monkeypatch: pytest.MonkeyPatch, look: str) -> None:
    """Whoever is warned must be able to read it to its end."""
    monkeypatch.setattr(words, "_catalogue", Longer())
    game.desk.change_look(look)
    begin(game, (-15.0 * KG,) * 4)
    assert game.at("Confirm")
    game.draw().choose("yes").play(0.1)
    assert game.at("StepOn")
    lines = [zero_words.lighter(60.0), zero_words.less(60.0), zero_words.nameless(), zero_words.off(1.5)]
    for line in [*lines, zero_words.moved(0.0, (-1.5, 1.5, 0.0, 0.0))]:
        game.desk.session._zero.notice = line
        game.draw()
        game.show(Rest(game.desk)).play(0.1)
        game.show(flow.step_on(game.desk))
    assert game.desk.view.cut == {}


def test_a_zero_that_was_taken_again_when_somebody_had_left_is_fine(game: Any) -> None:
    """The plate is where it was: nothing more is said."""
    begin(game, (-15.0 * KG,) * 4)
    game.desk.source.weight_kg = -60.0
    game.choose("back").play(3.0)
    assert game.at("StepOn")
    assert (game.desk.session.notice, game.desk.session.zero_asked) == ("", False)


def test_a_plate_that_drifted_too_far_is_zeroed_from_the_rest(game: Any) -> None:
    """While the player sits and drinks: one line, and a button that leads over Step on."""
    begin(game, (0.0, 0.0, 0.0, 0.0))
    game.show(Rest(game.desk)).play(0.1)
    assert [button.key for button in game.screen.menu.buttons] == ["end", "go"]
    game.desk.source.weight_kg = 0.5
    game.play(7.0)
    assert game.screen._notice.startswith("The empty plate is 0.5 kg off")
    if folder := os.environ.get("STEADYQUEST_PICTURES"):
        pygame.image.save(game.surface, f"{folder}/rest.png")
    game.choose("tare").play(3.0)
    assert game.at("StepOn")
    assert game.desk.session.notice == ""
    assert game.desk.session.calibration.tare == pytest.approx((0.125 * KG,) * 4, abs=5)
