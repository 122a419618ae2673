"""Giving a session to its right player, and players without a picture."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import pygame

from steadyquest.records.writer import Recorder
from steadyquest.ui.screens import flow


def ended(game: Any, *names: str) -> Any:
    """A session of the first of these players that has just ended."""
    store = game.desk.config.store
    players = [store.players.add(name, picture="bear") for name in names]
    with Recorder(store) as recorder:
        game.desk.config.recorder = recorder
        game.desk.sit_down(players[0])
        game.stand().show(flow.session_end(game.desk)).draw()
    return players


def test_a_session_goes_to_the_player_whose_it_was(game: Any) -> None:
    """One button, one picture, and the end says so."""
    _, bo = ended(game, "Ana", "Bo")
    store, number = game.desk.config.store, game.desk.summary.session_id
    game.choose("owner").draw()
    assert [b.key for b in game.screen.menu.buttons] == [f"player {bo.id}", "back"]
    game.choose(f"player {bo.id}").draw()
    assert game.at("SessionEnd")
    assert "Bo" in game.screen._report
    assert store.sessions.find(number).player_id == bo.id
    assert not store.sessions.all(player_id=game.desk.player.id)


def test_a_session_can_be_given_back(game: Any) -> None:
    """A slip costs nothing."""
    ana, bo = ended(game, "Ana", "Bo")
    number = game.desk.summary.session_id
    game.choose("owner").choose(f"player {bo.id}").choose("owner").choose(f"player {ana.id}")
    assert game.desk.config.store.sessions.find(number).player_id == ana.id


def test_escape_leaves_the_session_where_it_is(game: Any) -> None:
    """Also where there is nobody else."""
    (ana,) = ended(game, "Ana")
    game.choose("owner").draw().press(pygame.K_ESCAPE)
    assert game.at("SessionEnd")
    assert game.desk.config.store.sessions.find(game.desk.summary.session_id).player_id == ana.id


def test_a_player_who_is_gone_meanwhile_is_a_sentence(game: Any) -> None:
    """Deleted elsewhere while the pictures were shown."""
    _, bo = ended(game, "Ana", "Bo")
    game.choose("owner")
    game.desk.config.store.players.delete(bo.id)
    game.choose(f"player {bo.id}")
    assert game.at("Message")
    assert "no player" in game.screen._text


def test_a_session_that_was_not_kept_cannot_be_given(game: Any) -> None:
    """Without records there is nothing to move."""
    game.stand().show(flow.session_end(game.desk))
    assert not game.screen.menu.button("owner").enabled


def test_a_player_without_a_picture_is_the_fox(game: Any) -> None:
    """Nobody has to choose one; no drawing is looked for that is not there."""
    player = replace(game.desk.config.store.players.add("Nora"), picture="")
    game.show(flow.players(game.desk))
    game.screen._players = [player]
    game.screen.refresh()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        game.draw()
    assert game.screen.menu.button(f"player {player.id}").icon == "player_fox"
