"""Players and Add player: choose, add, rename, delete."""

from __future__ import annotations

from typing import Any

import pygame
import pytest

from steadyquest.ui.screens import flow


def names(game: Any) -> list[str]:
    """Who is in the records."""
    return [player.name for player in game.desk.config.store.players.all()]


def test_a_new_player_is_added_by_typing_a_name_and_pressing_enter(game: Any) -> None:
    """Nickname and picture are all that is needed."""
    game.show(flow.add_player(game.desk)).type("Mía").press(pygame.K_RETURN)
    assert names(game) == ["Mía"]
    assert game.at("StepOn")
    assert game.desk.player.picture == "fox"


def test_letters_that_are_keys_elsewhere_are_only_letters_in_a_name(game: Any) -> None:
    """B, space and N type; they choose and pause nothing."""
    game.show(flow.add_player(game.desk)).type("Bob N s").draw()
    assert game.screen._fields["name"].text == "Bob N s"


def test_a_pad_alone_can_add_a_player_called_after_the_picture(game: Any) -> None:
    """Without a keyboard the picture's name serves, numbered when it is taken."""
    game.desk.config.store.players.add("Otter", picture="otter")
    game.show(flow.add_player(game.desk)).draw().choose("picture otter").choose("save")
    assert names(game) == ["Otter", "Otter 2"]


def test_a_birth_year_that_cannot_be_is_refused_in_words_and_nothing_is_lost(game: Any) -> None:
    """The form comes back as it was."""
    game.show(flow.add_player(game.desk)).type("Ana")
    game.screen._fields["year"].put("1066")
    game.choose("save")
    assert game.at("Message")
    assert "1066" in game.screen._text
    game.press(pygame.K_RETURN)
    assert game.screen._fields["name"].text == "Ana"
    assert names(game) == []


def test_a_name_that_is_taken_is_refused_in_words(game: Any) -> None:
    """The records' own line is shown."""
    game.desk.config.store.players.add("Ana", picture="bear")
    game.show(flow.add_player(game.desk)).type("ana").press(pygame.K_RETURN)
    assert game.at("Message")
    assert names(game) == ["Ana"]


def test_what_is_optional_is_kept(game: Any) -> None:
    """Birth year, height and side reach the records."""
    game.show(flow.add_player(game.desk)).type("Ana")
    game.screen._fields["year"].put("2015")
    game.screen._fields["height"].put("131")
    game.choose("side left").choose("save")
    player = game.desk.player
    assert (player.birth_year, player.height_cm, player.affected) == (2015, 131, "left")


def test_deleting_asks_and_the_careful_answer_has_the_focus(game: Any) -> None:
    """Enter on the question keeps the player; only a yes deletes."""
    ana = game.desk.config.store.players.add("Ana", picture="bear")
    game.show(flow.players(game.desk)).choose("delete").choose(f"player {ana.id}")
    assert game.at("Confirm")
    assert "Ana" in game.screen._question
    game.draw().press(pygame.K_RETURN)
    assert names(game) == ["Ana"]
    game.choose(f"player {ana.id}").choose("yes")
    assert names(game) == []


def test_renaming_keeps_the_player_and_changes_the_name_and_picture(game: Any) -> None:
    """The same form serves."""
    ana = game.desk.config.store.players.add("Ana", picture="bear")
    game.show(flow.players(game.desk)).choose("rename").choose(f"player {ana.id}")
    game.screen._fields["name"].put("Anna")
    game.choose("picture hare").choose("save")
    kept = game.desk.config.store.players.find(ana.id)
    assert (kept.name, kept.picture) == ("Anna", "hare")
    assert game.at("Players")


def test_more_players_than_fit_are_on_further_pages(game: Any) -> None:
    """Eight a page; the arrows are there only when needed."""
    for i in range(9):
        game.desk.config.store.players.add(f"P{i}", picture="fox")
    game.show(flow.players(game.desk)).draw()
    assert not game.screen.menu.button("earlier").enabled
    game.choose("later").draw()
    tiles = [b for b in game.screen.menu.buttons if b.kind == "tile"]
    assert [tile.label for tile in tiles] == ["P8"]


@pytest.mark.parametrize("name", ["players", "add_player"])
def test_escape_goes_back(game: Any, name: str) -> None:
    """From the form to the list, from the list to the title."""
    game.desk.config.store.players.add("Ana", picture="bear")
    game.show(getattr(flow, name)(game.desk)).press(pygame.K_ESCAPE)
    assert game.at("Players" if name == "add_player" else "Title")


def test_a_settings_choice_is_the_players_and_comes_back_with_them(game: Any) -> None:
    """The look persists per player."""
    store = game.desk.config.store
    ana, bo = store.players.add("Ana", picture="bear"), store.players.add("Bo", picture="fox")
    game.desk.sit_down(ana)
    game.show(flow.settings(game.desk, flow.title(game.desk))).draw().choose("look 2").choose("steady 2").draw()
    assert game.desk.view.look == "contrast"
    game.press(pygame.K_ESCAPE)
    assert game.at("Title")
    assert store.players.settings(ana.id) == {"look": "contrast", "steadiness": "calm"}
    assert store.players.settings(bo.id) == {}


def test_the_pointer_above_delete_does_not_take_the_focus(game: Any) -> None:
    """Enter plays; it never begins to delete."""
    game.desk.config.store.players.add("Ana", picture="bear")
    game.show(flow.players(game.desk)).draw()
    before = game.screen.menu.focus
    at = game.desk.view.canvas.point(*game.screen.menu.button("delete").middle)
    game.screen.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
    assert game.screen.menu.focus == before
    game.press(pygame.K_RETURN)
    assert game.at("StepOn")


def test_enter_keeps_the_player_though_the_pointer_lies_on_delete(game: Any) -> None:
    """In the question too: only a click, or keys, say yes."""
    ana = game.desk.config.store.players.add("Ana", picture="bear")
    game.show(flow.players(game.desk)).choose("delete").choose(f"player {ana.id}")
    at = game.desk.view.canvas.point(*game.screen.menu.button("yes").middle)
    game.screen.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
    game.press(pygame.K_RETURN)
    assert names(game) == ["Ana"]
    game.choose(f"player {ana.id}").choose("yes")
    assert names(game) == []
