"""The desk: minutes, stances, levels and early samples, as they reach the session."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pygame

from steadyquest.conventions import TICK_US
from steadyquest.errors import LevelError, Problem
from steadyquest.records.store import open_store
from steadyquest.signal.mat import parse_feet
from steadyquest.ui.screens import flow

BROKEN = Problem(
    file="own/ducks.toml", line=7, key="count", severity="error", found="“many”", allowed="1 to 60", hint=""
)


def sit_down(game: Any, **settings: Any) -> Any:
    """A player with these settings."""
    game.desk.sit_down(game.desk.config.store.players.add("Ana", picture="bear", settings=settings))
    return game


def test_minutes_from_the_command_line_win_over_the_players_own(game: Any) -> None:
    """Saved minutes count only where nobody said otherwise."""
    sit_down(game, minutes=5)
    assert game.desk.minutes == 5
    game.desk.config.options = replace(game.desk.config.options, minutes=12.0)
    game.desk.config.minutes_given = True
    game.desk.choose("keyboard")
    assert game.desk.begin_session().options.minutes == 12


def test_minutes_chosen_on_the_screen_are_newer_than_the_command_line(game: Any) -> None:
    """The button that was pressed is the one that is marked, and it is kept."""
    sit_down(game)
    game.desk.config.minutes_given = True
    game.show(flow.settings(game.desk, flow.title(game.desk))).choose("minutes 1")
    assert game.screen.menu.button("minutes 1").chosen
    assert (game.desk.minutes, game.desk.player.settings["minutes"]) == (10, 10)


def test_what_others_set_beside_the_open_window_stays(game: Any, store: Any) -> None:
    """A setting of the screen writes itself alone, and a session begins with all that is set by then."""
    sit_down(game, minutes=5)
    player = game.desk.player
    with open_store(store.path) as other:
        other.players.change_settings(player.id, {("ranges", "hold"): [0.0, 0.3], ("minutes",): 7})
        game.desk.save_setting("look", "plain")
        assert game.desk.minutes == 7
        game.desk.place_feet(parse_feet("D3 F3"))
        other.players.change_settings(player.id, {("safety", "lurch_s"): 0.3})
    game.desk.choose("keyboard")
    session = game.desk.begin_session()
    assert session.person.safety == {"lurch_s": 0.3}
    kept = store.players.settings(player.id)
    assert kept["ranges"] == {"hold": [0.0, 0.3]}
    assert (kept["look"], kept["feet"]) == ("plain", {"comfortable": "D3 F3"})


def test_samples_before_a_session_are_its_first_batch(game: Any) -> None:
    """What the board sent while the title was shown is in the record, without a hole."""
    taken: list[Any] = []
    game.desk.choose("keyboard")
    game.show(flow.board(game.desk)).play(1.0)
    game.screen._finder.close()
    session = game.desk.begin_session()
    session._chronicle.samples = taken.extend
    game.play(0.5)
    assert len(taken) >= 149
    assert [sample.t_us for sample in taken] == [TICK_US * (i + 1) for i in range(len(taken))]


def test_samples_of_a_source_that_was_put_away_are_forgotten(game: Any) -> None:
    """Another source begins with nothing."""
    game.desk.choose("keyboard")
    game.show(flow.board(game.desk)).play(0.5)
    game.screen._finder.close()
    game.desk.choose("mouse")
    assert game.desk.earlier.taken() == ()


def test_a_stance_is_said_while_stepping_on_and_remembered(game: Any) -> None:
    """One click on the picture; the session has it, and so has the player next time."""
    sit_down(game)
    game.desk.choose("keyboard")
    game.show(flow.step_on(game.desk)).play(0.2).choose("stance sit_on_plate").draw()
    session = game.desk.session
    assert (session.person.stance, game.desk.stance) == ("sit_on_plate", "sit_on_plate")
    seated = [level for level in game.desk.config.levels() if "sit_on_plate" in level.spec.stance]
    assert all(session.person.stance_for(level) == "sit_on_plate" for level in seated)
    assert [b.key for b in game.screen.menu.buttons if b.chosen] == ["stance sit_on_plate"]
    game.desk.let_go()
    game.desk.sit_down(game.desk.config.store.players.all()[0])
    game.desk.choose("keyboard")
    assert game.desk.begin_session().person.stance == "sit_on_plate"


def test_a_stance_that_comes_late_is_centred_anew(game: Any) -> None:
    """Who stood ready and sits down has another middle."""
    sit_down(game)
    game.desk.choose("keyboard")
    game.show(flow.step_on(game.desk)).play(2.5)
    assert game.screen._stage() == "ready"
    game.choose("stance feet_on_plate").play(0.2)
    assert (game.at("StepOn"), game.screen._stage()) == (True, "centring")
    game.play(3.2)
    assert game.at("ChooseReach")


def test_the_stance_is_chosen_without_a_mouse_while_the_arrows_lean(game: Any) -> None:
    """Tab and Enter, or a pad's cross and A."""
    game.desk.choose("keyboard")
    game.show(flow.step_on(game.desk)).play(0.1).press(pygame.K_DOWN, pygame.K_RIGHT)
    assert game.screen.menu.focus == "stance comfortable"
    game.press(pygame.K_RETURN).play(0.1)
    assert game.at("StepOn")
    game.press(pygame.K_TAB, pygame.K_RETURN)
    assert game.desk.stance == "sit_on_plate"
    for button in (12, 0):
        game._handle(pygame.event.Event(pygame.JOYBUTTONDOWN, button=button))
    assert game.desk.stance == "feet_on_plate"


def test_nobody_who_chose_no_stance_is_given_one(game: Any) -> None:
    """Levels say it then, as they always did."""
    sit_down(game)
    game.stand()
    assert game.desk.chosen_stance is None
    assert game.desk.session.options.stance is None


def test_a_stance_of_the_command_line_wins_over_last_time(game: Any) -> None:
    """And the screen over both, for the player who sits there."""
    sit_down(game, stance="sit_on_plate")
    game.desk.config.options = replace(game.desk.config.options, stance="narrow")
    assert game.desk.chosen_stance == "narrow"
    game.desk.choose_stance("comfortable")
    assert game.desk.chosen_stance == "comfortable"
    game.desk.sit_down(None)
    assert game.desk.chosen_stance == "narrow"


def test_a_broken_level_is_one_line_over_the_map_and_not_a_crash(game: Any) -> None:
    """The session goes on and can be ended."""

    def levels() -> Any:
        raise LevelError([BROKEN, BROKEN])

    game.desk.config.levels = levels
    game.stand().show(flow.level_map(game.desk)).draw()
    assert game.at("Message")
    assert game.screen._text == str(BROKEN)
    game.press(pygame.K_RETURN).draw()
    assert game.at("LevelMap")
    game.press(pygame.K_ESCAPE)
    assert game.at("Confirm")
