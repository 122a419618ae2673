"""Map, intro, play, pause, finish, rest and the end: a whole session by keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pygame
import pytest

from steadyquest.ui import keys
from steadyquest.ui.overlay import KeysPage
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.strip import Strip


def level(game: Any, key: str = "river/feed_the_ducks") -> Any:
    """A shipped level."""
    return next(level for level in game.desk.config.levels() if level.key == key)


def playing(game: Any, key: str = "river/feed_the_ducks") -> Any:
    """A run that has just begun."""
    game.stand().show(flow.play(game.desk, level(game, key)).begin()).play(0.2)
    assert game.at("Play")
    return game


def commands(game: Any) -> list[tuple[str, Any]]:
    """What the run was asked so far."""
    return [(command.kind, command.value) for _, command in game.desk.session._run.commands]


def test_a_stone_leads_through_the_intro_and_a_count_into_the_level(game: Any) -> None:
    """Enter on the map, five seconds to read, three to count."""
    game.stand().show(flow.level_map(game.desk)).draw().press(pygame.K_RETURN)
    assert game.at("Intro")
    game.play(4.0)
    assert not game.screen._counting
    game.play(1.5)
    assert game.screen._counting
    game.play(3.0)
    assert game.at("Play")
    assert game.desk.session.world is not None


def test_enter_counts_at_once_and_escape_goes_back_to_the_map(game: Any) -> None:
    """Readers need not wait."""
    game.stand().show(flow.intro(game.desk, level(game))).press(pygame.K_RETURN).play(3.2)
    assert game.at("Play")
    game.desk.session.stop()
    game.show(flow.intro(game.desk, level(game))).press(pygame.K_ESCAPE)
    assert game.at("LevelMap")


def test_the_sentence_goes_with_the_look_that_is_shown(game: Any) -> None:
    """A guest's too, and one that was changed since the session began: a leaf is not called a dragonfly."""
    told = next(lv for lv in game.desk.config.levels() if lv.key == "meadow/first_light")
    assert told.spec.say_plain not in (None, told.spec.say)
    game.stand()
    for look, said in (("story", told.spec.say), ("plain", told.spec.say_plain), ("contrast", told.spec.say_plain)):
        game.desk.change_look(look)
        game.show(flow.play(game.desk, told).begin()).play(0.1)
        assert game.desk.session.scene().words == said
        game.desk.session.stop()


def test_the_therapist_chooses_the_hour_before_a_level(game: Any) -> None:
    """4 is night: the lantern is out but at the end of a rep."""
    game.stand().show(flow.intro(game.desk, level(game))).press(pygame.K_4, pygame.K_RETURN).play(3.3)
    assert game.desk.session.scene().rung == 3


@pytest.mark.parametrize(
    ("key", "text", "command"),
    [
        (pygame.K_PLUS, "+", ("harder", None)),
        (pygame.K_KP_PLUS, "+", ("harder", None)),
        (pygame.K_MINUS, "-", ("easier", None)),
        (pygame.K_a, "a", ("again", None)),
        (pygame.K_PAGEUP, "", ("again", None)),
        (pygame.K_s, "s", ("skip", None)),
        (pygame.K_PAGEDOWN, "", ("skip", None)),
    ],
)
def test_a_key_becomes_a_command_that_is_kept_with_its_tick(game: Any, key: int, text: str, command: Any) -> None:
    """Keys, number pad and presenter remote reach the world."""
    playing(game).press(key, text=text).play(0.1)
    assert command in commands(game)
    assert game.at("Play")


def test_c_takes_the_place_where_one_stands_as_the_centre(game: Any) -> None:
    """The therapist says where the middle is."""
    playing(game)
    game.desk.source.hand.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RIGHT))
    game.play(0.5)
    game.desk.source.release()
    game.play(3.0).press(pygame.K_c, text="c").play(0.1)
    assert abs(game.desk.session.lean.x) < 0.15
    assert any(kind == "recentre" for kind, _ in commands(game))


@pytest.mark.parametrize("key", [pygame.K_SPACE, pygame.K_b, pygame.K_F5])
def test_space_or_the_remote_pauses_and_goes_on(game: Any, key: int) -> None:
    """The world stands still at once and moves again when asked."""
    playing(game).press(key)
    assert game.at("Pause")
    game.play(0.5)
    assert game.desk.session.scene().paused == "person"
    assert game.at("Pause")
    game.press(key).play(0.5)
    assert game.at("Play")
    assert game.desk.session.scene().paused == ""


def test_escape_pauses_first_and_ends_only_the_second_time(game: Any) -> None:
    """One slip of a hand costs no run."""
    playing(game).play(1.0).press(pygame.K_ESCAPE)
    assert game.at("Pause")
    game.play(0.3).press(pygame.K_ESCAPE)
    assert game.at("Finish")
    assert game.desk.session.results[-1].ended == "stopped"


def test_a_quiet_board_pauses_by_itself_and_goes_on_when_it_is_back(game: Any) -> None:
    """The watchdog needs no sample to see that there are none."""
    playing(game)
    game.clock.now_s += 0.4
    game.screen = game.screen.update()
    assert game.at("Pause")
    assert game.screen._reason == "signal_lost"
    assert game.screen.menu.focus == ""
    game.draw().press(pygame.K_RETURN)
    assert game.at("Pause")
    game.play(3.0)
    assert game.at("Play")


def test_stepping_off_is_answered_calmly_and_ends_by_itself(game: Any) -> None:
    """Back on the plate for a steady second, and it goes on."""
    playing(game)
    weight_kg, game.desk.source.weight_kg = game.desk.source.weight_kg, 6.0
    game.play(1.0)
    assert game.at("Pause")
    assert game.screen._reason == "stepped_off"
    game.desk.source.weight_kg = weight_kg
    game.play(2.5)
    assert game.at("Play")


@pytest.mark.parametrize(("key", "tag"), [(pygame.K_1, "held_on"), (pygame.K_4, "pain")])
def test_a_note_tags_the_moment_while_the_game_goes_on(game: Any, key: int, tag: str) -> None:
    """N, a number, and the bar is gone."""
    playing(game)
    now = game.desk.session.world.tick
    game.press(pygame.K_n, text="n").play(0.3)
    assert game.at("NoteBar")
    assert game.desk.session.scene().paused == ""
    game.press(key).play(0.1)
    # The moment is the one at which N was pressed, however long the choice of a tag took.
    assert ("note", [tag, now]) in commands(game)
    assert game.at("Play")


def test_the_note_bar_closes_by_itself(game: Any) -> None:
    """Nobody has a hand free."""
    playing(game).press(pygame.K_n, text="n").play(8.5)
    assert game.at("Play")


def test_the_arrow_keys_still_lean_under_the_note_bar(game: Any) -> None:
    """The child plays on."""
    playing(game).press(pygame.K_n, text="n")
    assert game.screen.leaning


def test_the_strip_shows_numbers_and_lets_every_key_through(game: Any) -> None:
    """F2 for the therapist; the level is played on beneath."""
    playing(game)
    game.show(Strip(game.desk, game.screen)).play(0.6)
    assert "d 0.1" in game.screen._words
    assert "100 Hz" in game.screen._words
    game.press(pygame.K_PLUS, text="+").play(0.1)
    assert ("harder", None) in commands(game)
    game.press(pygame.K_F2)
    assert game.at("Play")


def test_a_level_ends_with_stars_and_a_fact_and_leads_back_to_the_map(game: Any) -> None:
    """The whole way by itself, a still player included."""
    playing(game, "fog/still_lake").play(60.0)
    assert game.at("Finish")
    result = game.desk.session.results[-1]
    assert (result.ended, result.stars >= 1, bool(result.fact)) == ("finished", True, True)
    game.draw().press(pygame.K_RETURN)
    assert game.at("LevelMap")
    assert game.desk.session.past("fog/still_lake").stars == result.stars


def test_after_three_levels_a_rest_is_offered(game: Any) -> None:
    """Nobody has to take it."""
    for _ in range(3):
        playing(game) if game.desk.session is None else game.show(flow.play(game.desk, level(game)).begin()).play(0.2)
        game.press(pygame.K_ESCAPE).press(pygame.K_ESCAPE)
    game.press(pygame.K_RETURN)
    assert game.at("Rest")
    game.play(1.0).press(pygame.K_RETURN)
    assert game.at("LevelMap")


def test_a_risky_level_asks_the_therapist_once_in_a_session(game: Any) -> None:
    """Closed eyes and narrow stances want somebody standing by."""
    game.stand()
    risky = replace(level(game), spec=replace(level(game).spec, eyes="closed", stance=("tandem_left",)))
    game.show(flow.intro(game.desk, risky)).draw()
    assert game.at("Confirm")
    assert "closed eyes" in game.screen._question
    game.press(pygame.K_RETURN)
    assert game.at("LevelMap")
    game.show(flow.intro(game.desk, risky)).choose("yes")
    assert game.at("Intro")
    assert type(flow.intro(game.desk, risky)).__name__ == "Intro"
    game.show(game.screen).play(0.1)


def test_when_the_minutes_are_over_one_more_level_is_picked_and_then_it_ends(game: Any) -> None:
    """The last one is the player's own choice."""
    game.desk.config.options = replace(game.desk.config.options, minutes=0.05)
    game.stand().show(flow.level_map(game.desk)).draw()
    assert game.desk.last_level
    game.show(flow.play(game.desk, level(game)).begin()).play(0.3)
    game.press(pygame.K_ESCAPE).press(pygame.K_ESCAPE).press(pygame.K_RETURN)
    assert game.at("SessionEnd")


def test_escape_before_the_last_level_goes_back_to_the_map_and_ends_nothing(game: Any) -> None:
    """Another one may be picked."""
    game.desk.config.options = replace(game.desk.config.options, minutes=0.05)
    game.stand().show(flow.level_map(game.desk)).press(pygame.K_RETURN).press(pygame.K_ESCAPE)
    assert game.at("LevelMap")
    assert game.desk.session is not None


def test_a_risky_given_level_is_left_out_without_the_therapists_word(game: Any) -> None:
    """The next one comes; only a yes plays it."""
    risky = replace(level(game), spec=replace(level(game).spec, eyes="closed"))
    game.desk.config.given_levels = (risky, level(game))
    game.desk.to_play = [risky, level(game)]
    game.stand().show(flow.after_step_on(game.desk)).draw()
    assert game.at("Confirm")
    game.press(pygame.K_ESCAPE)
    assert game.at("Intro")
    assert game.screen._level is level(game)


def test_ending_the_session_asks_and_then_tells_what_was_done(game: Any) -> None:
    """Esc on the map, a yes, and the summary."""
    game.stand().show(flow.level_map(game.desk)).press(pygame.K_ESCAPE)
    assert game.at("Confirm")
    game.choose("yes").draw()
    assert game.at("SessionEnd")
    assert game.desk.session is None
    assert game.desk.summary.runs == 0
    game.choose("title")
    assert game.at("Title")


def test_the_report_is_written_beside_the_game_and_its_place_is_shown(game: Any, tmp_path: Path) -> None:
    """One button; the path can be read."""
    written = []

    def write(number: int) -> Path:
        written.append(number)
        return tmp_path / "report.html"

    game.desk.config.write_report = write
    game.desk.summary = SimpleNamespace(session_id=7, minutes=1.0, runs=0, reps=0)
    game.show(flow.session_end(game.desk)).draw().choose("report")
    game.screen._at_work.join(5)
    game.draw()
    assert written == [7]
    assert str(tmp_path / "report.html") in game.screen._report


def test_a_report_that_cannot_be_written_says_why(game: Any) -> None:
    """A full disk is a sentence, not a crash."""

    def write(_number: int) -> Path:
        raise OSError("No space left on device")

    game.desk.config.write_report = write
    game.desk.summary = SimpleNamespace(session_id=7, minutes=1.0, runs=0, reps=0)
    game.show(flow.session_end(game.desk)).choose("report")
    game.screen._at_work.join(5)
    assert "No space left" in game.screen._report


def test_given_levels_are_played_once_each_and_then_it_is_over(game: Any) -> None:
    """What the command line named, with nobody at the keys."""
    lake = level(game, "fog/still_lake")
    game.desk.config.given_levels = (lake, lake)
    game.desk.to_play = [lake, lake]
    game.stand().show(flow.after_step_on(game.desk)).play(150.0)
    assert game.screen is None
    assert [result.level_key for result in game.desk.results] == ["fog/still_lake"] * 2


def test_f1_holds_the_level_and_gives_it_back_paused(game: Any) -> None:
    """Reading keys is no reason to miss ducks."""
    playing(game)
    game.show(KeysPage(game.desk, game.screen.hold())).draw().play(0.1)
    assert game.desk.session.scene().paused == "person"
    game.press(pygame.K_F1)
    assert game.at("Pause")


@pytest.mark.parametrize("binding", keys.PLAY, ids=lambda binding: binding.action)
def test_the_keys_page_names_a_key_for_every_meaning(game: Any, binding: keys.Binding) -> None:
    """A key that is not on the page does not exist for a therapist."""
    shown = " ".join(key for key, _ in keys.pages()).casefold().replace("esc", "escape")
    names = [pygame.key.name(key) for key in binding.keys] + list(binding.typed)
    assert any(name and name in shown for name in names)


def test_a_level_that_cannot_start_says_why_and_leads_back(game: Any) -> None:
    """Nobody on the plate: a sentence, then the map."""
    game.desk.choose("keyboard")
    game.desk.begin_session()
    game.show(flow.play(game.desk, level(game)).begin()).play(0.02)
    assert game.at("Message")
    assert "steady" in game.screen._text


def test_the_latency_that_was_measured_in_a_level_is_noted_with_the_session(game: Any) -> None:
    """The median age of the newest sample when it was shown."""
    noted: list[float] = []
    playing(game)
    game.desk.session.note_latency = noted.append
    for age_s in (0.006, 0.009, 0.030):
        game.desk.stats.add(work_s=0.004, interval_s=1 / 60, age_s=age_s)
    game.press(pygame.K_ESCAPE).press(pygame.K_ESCAPE)
    assert noted == pytest.approx([9.0])


def test_a_risky_given_level_alone_without_the_word_leads_to_the_title(game: Any) -> None:
    """Nothing was played: there is no end to cheer."""
    risky = replace(level(game), spec=replace(level(game).spec, eyes="closed"))
    game.desk.config.given_levels = (risky,)
    game.desk.to_play = [risky]
    game.stand().show(flow.after_step_on(game.desk)).draw()
    assert game.at("Confirm")
    game.press(pygame.K_RETURN)
    assert game.at("Title")
    assert game.desk.session is None


def test_every_row_of_the_keys_page_ends_above_its_button(game: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when there is one key more."""
    page = KeysPage(game.desk, game.screen)
    boxes: list[Any] = []
    monkeypatch.setattr(game.desk.view, "words", lambda _surface, _words, box, **_how: boxes.append(box))
    page.paint(game.surface)
    assert len(boxes) > 20
    assert max(y + h for _, y, _, h in boxes) <= page.menu.buttons[0].box[1] - 8
