"""The map: three offers, the way through the places, stones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pygame
import pytest

from steadyquest.errors import Problem
from steadyquest.levels.plan_read import parse_plan
from steadyquest.levels.schema import WORLDS
from steadyquest.levels.word import needs_word
from steadyquest.session.past import Past
from steadyquest.session.plan_state import PlanState
from steadyquest.session.worlds import place_of
from steadyquest.signal.mat import parse_feet
from steadyquest.ui.screens import flow
from steadyquest.ui.screens import map_layout as at
from steadyquest.ui.view import View

PLAN = """
format = 1
goal = "Lean both ways"
minutes = 10
days_per_week = 3
[[phase]]
weeks = 2
levels = ["{key}"]
"""
BROKEN = Problem(file="a.toml", line=1, key="say", severity="error", found="x", allowed="", hint="")


def shown(game: Any) -> Any:
    """The map as it is drawn now."""
    return game.show(flow.level_map(game.desk)).draw()


def played(game: Any, key: str, plays: int = 1, *, rungs: tuple[int, ...] = (0,)) -> None:
    """Somebody played it before."""
    game.desk.session.person.past[key] = Past(key, plays, 0.75, 2, rungs)


def keys_of(game: Any) -> set[str]:
    """What can be chosen."""
    return {button.key for button in game.screen.menu.buttons}


def first_of(game: Any, world: str) -> Any:
    """The first level of a world."""
    return next(level for level in game.desk.config.levels() if level.spec.world == world)


def own(game: Any, *titles: str) -> list[Any]:
    """Levels of one's own with these titles."""
    level = first_of(game, "river")
    levels = [replace(level, key=f"own/l{i}", spec=replace(level.spec, title=t)) for i, t in enumerate(titles)]
    game.desk.config.own_levels = lambda: (levels, ())
    return levels


@pytest.fixture
def at_map(game: Any) -> Any:
    """A player stands before the map for the first time."""
    return shown(game.stand())


def test_the_focus_begins_on_the_first_of_three_offers_and_enter_opens_it(at_map: Any) -> None:
    """Three different levels, in front."""
    offers = [button.key for button in at_map.screen.menu.buttons if button.key.startswith("offer ")]
    assert len(set(offers)) == 3
    assert at_map.screen.menu.focus == offers[0]
    at_map.press(pygame.K_RETURN)
    assert at_map.at("Intro")
    assert f"offer {at_map.screen._level.key}" == offers[0]


def test_all_seven_places_lie_on_the_way_and_the_arrow_keys_show_their_stones(at_map: Any) -> None:
    """Down from the offers to the way; each step along it shows the next place."""
    at_map.press(pygame.K_DOWN)
    seen = []
    for _ in WORLDS:
        seen.append(at_map.screen._shown)
        assert at_map.screen._places.of(seen[-1])[0].key in keys_of(at_map)
        at_map.press(pygame.K_RIGHT)
    assert seen == list(WORLDS)


def test_up_and_down_never_lead_to_another_place(at_map: Any) -> None:
    """From the last stone of a row one comes to the shown place, and from there to the offers."""
    at_map.choose("world cave")
    stones = at_map.screen._places.of("cave")
    at_map.screen.menu.focus = stones[at.COLUMNS - 1].key
    at_map.press(pygame.K_DOWN, pygame.K_UP, pygame.K_UP)
    assert (at_map.screen.menu.focus, at_map.screen._shown) == ("world cave", "cave")
    at_map.press(pygame.K_DOWN)
    assert at_map.screen.menu.focus in {level.key for level in stones}
    at_map.press(pygame.K_UP, pygame.K_UP, pygame.K_DOWN)
    assert at_map.screen.menu.focus == "world cave"


def test_a_stick_moves_the_focus_as_the_arrow_keys_do(at_map: Any) -> None:
    """Once a push; the shown place is the next below the offers."""
    for value in (0.2, 0.9, 1.0):
        at_map._handle(pygame.event.Event(pygame.JOYAXISMOTION, axis=1, value=value))
    assert at_map.screen.menu.focus == f"world {at_map.screen._shown}"


def test_a_pointer_that_passes_over_a_place_changes_nothing_and_a_click_shows_it(at_map: Any) -> None:
    """The way to a stone leads over other places."""
    before = at_map.screen._shown
    middle = at_map.screen.menu.button("world river").middle
    at_map._handle(pygame.event.Event(pygame.MOUSEMOTION, pos=middle, rel=(0, 0), buttons=(0, 0, 0)))
    assert at_map.screen._shown == before
    at_map.choose("world river")
    assert at_map.screen._shown == "river"


def test_two_numbers_open_any_level(at_map: Any) -> None:
    """The place's, then the level's; 0 is the tenth."""
    river = at_map.screen._places.of("river")
    at_map.press(pygame.K_2).draw()
    assert at_map.screen._shown == "river"
    at_map.press(pygame.K_3)
    assert at_map.screen._level == river[2]
    shown(at_map).press(pygame.K_2, pygame.K_0)
    assert at_map.at("Intro") == (len(river) >= 10)


def test_numbers_that_are_not_there_do_nothing_and_old_ones_are_forgotten(at_map: Any) -> None:
    """A second number after a while is a place again."""
    at_map.press(pygame.K_9, pygame.K_0)
    assert at_map.at("LevelMap")
    at_map.press(pygame.K_2)
    at_map.clock.now_s += 6.0
    at_map.press(pygame.K_1)
    assert (at_map.at("LevelMap"), at_map.screen._shown) == (True, "meadow")


def test_the_shoulders_of_a_pad_go_from_place_to_place(at_map: Any) -> None:
    """Round and round."""
    at_map._handle(pygame.event.Event(pygame.JOYBUTTONDOWN, button=5))
    assert at_map.screen._shown == "river"
    for _ in range(2):
        at_map._handle(pygame.event.Event(pygame.JOYBUTTONDOWN, button=4))
    assert at_map.screen._shown == "coast"


def test_a_place_in_the_mist_opens_by_the_therapists_word_and_stays_open(at_map: Any) -> None:
    """The careful answer comes first; a yes leads on to the level that was meant."""
    player = at_map.desk.config.store.players.add("Ana", picture="fox")
    at_map.desk.sit_down(player)
    fog = first_of(at_map, "fog")
    at_map.screen._show("fog")
    at_map.choose(fog.key).draw()
    assert at_map.at("Confirm")
    at_map.press(pygame.K_RETURN)
    assert at_map.at("LevelMap")
    at_map.choose(fog.key).choose("yes")
    assert at_map.at("Intro")
    assert at_map.screen._level == fog
    assert at_map.desk.config.store.players.settings(player.id)["open_worlds"] == ["fog"]
    assert shown(at_map).screen._places.is_open("fog")


def test_what_the_plan_asks_for_is_open_wherever_it_lies(at_map: Any) -> None:
    """The mist is for what nobody chose."""
    far, other = at_map.screen._places.of("coast")[:2]
    text = PLAN.format(key=far.key)
    at_map.desk.session.person.plan = PlanState(plan=parse_plan(text, file="plan.toml"), now=datetime.now(UTC))
    shown(at_map)
    assert at_map.screen._places.may_open(far)
    assert not at_map.screen._places.may_open(other)
    at_map.show(at_map.screen.chosen(far.key))
    assert at_map.at("Intro")


def test_what_is_opened_without_a_player_is_open_for_this_session_alone(at_map: Any) -> None:
    """The game itself remembers nothing of it."""
    at_map.screen._show("peak")
    at_map.choose(first_of(at_map, "peak").key).choose("yes")
    assert at_map.desk.session.person.open_worlds >= {"peak"}
    assert "open_worlds" not in at_map.desk.remembered


def test_when_the_mist_lifts_the_map_says_so_once_and_shows_the_place(at_map: Any) -> None:
    """Three lights open the wood."""
    for level in at_map.screen._places.of("meadow")[:3]:
        played(at_map, level.key)
    shown(at_map)
    assert (at_map.screen._news, at_map.screen._shown) == ("wood", "wood")
    assert "Wood" in at_map.screen._question()
    shown(at_map)
    assert at_map.screen._news == ""


def test_no_offer_leads_into_the_mist(at_map: Any) -> None:
    """And each has its reason."""
    for offer in at_map.screen._places.offers:
        assert place_of(offer.level) in {"meadow", "river"}
        assert offer.why == "new"


def test_the_place_of_the_last_level_is_shown_again(at_map: Any) -> None:
    """One comes back to where one was."""
    level = first_of(at_map, "river")
    run = flow.play(at_map.desk, level).begin()
    at_map.show(run).play(0.3)
    at_map.desk.session.stop()
    assert shown(at_map).screen._shown == "river"


def test_the_strip_tells_the_therapist_what_is_expected(at_map: Any) -> None:
    """Of the level that has the focus; on a place only how to come to any."""
    level = at_map.screen._places.of("river")[0]
    played(at_map, level.key)
    at_map.choose("world river")
    assert "%" not in at_map.screen.for_therapist
    at_map.screen.menu.focus = level.key
    assert at_map.screen.for_therapist.startswith(f"{level.key}   82 % expected   75 % last time")


def test_own_levels_are_an_eighth_valley_and_may_be_many(at_map: Any) -> None:
    """Sixty with silly titles: all are reached by going down, and none is in the way."""
    titles = ("x", "W" * 60, "Zoë & the 🦆", "one two three four five six seven eight nine ten eleven")
    levels = own(at_map, *(titles[i % 4] for i in range(60)))
    shown(at_map).choose("world own").draw()
    assert at_map.screen._places.names[-1] == "own"
    at_map.screen.menu.focus = levels[0].key
    for _ in range(11):
        at_map.press(pygame.K_DOWN).draw()
    assert at_map.screen.menu.focus == levels[55].key
    at_map.press(pygame.K_RETURN)
    assert at_map.screen._level == levels[55]


def test_broken_own_files_are_one_calm_line_in_their_valley(at_map: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a message in the way; the number of files, not of faults."""
    said: list[str] = []
    at_map.desk.config.own_levels = lambda: ((), (BROKEN, BROKEN, replace(BROKEN, file="b.toml")))
    shown(at_map)
    assert at_map.at("LevelMap")
    monkeypatch.setattr(at_map.desk.view, "words", lambda _surface, words, *_, **__: said.append(words))
    at_map.draw()
    assert not any("cannot be read" in words for words in said)
    at_map.choose("world own").draw()
    assert any(": 2." in words and "levels check own" in words for words in said)


def test_files_that_changed_are_on_the_next_map(at_map: Any) -> None:
    """The session offers what is there now."""
    (level,) = own(at_map, "Mine")
    shown(at_map)
    assert level in at_map.desk.session.levels
    at_map.desk.config.own_levels = lambda: ((), ())
    assert "world own" not in keys_of(shown(at_map))
    assert level not in at_map.desk.session.levels


def test_a_level_of_another_stance_is_dimmed_and_opens_by_the_therapists_word(game: Any) -> None:
    """Who sits is not led to stand by a slip of the hand."""
    game.stand()
    game.desk.choose_stance("feet_on_plate")
    shown(game)
    levels = game.screen._places.of("meadow")
    other = next(lv for lv in levels if "feet_on_plate" not in lv.spec.stance)
    same = next(lv for lv in levels if "feet_on_plate" in lv.spec.stance)
    assert not game.screen._places.suits(other)
    game.show(game.screen.chosen(other.key)).draw()
    assert game.at("Confirm")
    game.press(pygame.K_RETURN)
    assert game.at("LevelMap")
    game.show(game.screen.chosen(other.key)).choose("yes")
    assert (game.at("Intro"), game.screen._level) == (True, other)
    game.show(flow.level_map(game.desk).chosen(same.key))
    assert game.at("Intro")


def test_what_asks_the_therapist_is_marked_until_the_word_was_given(at_map: Any) -> None:
    """Steps in place want somebody standing by."""
    march = next(lv for lv in at_map.desk.config.levels() if at_map.screen._places.asks(lv))
    at_map.desk.agreed.update(needs_word(march))
    assert not at_map.screen._places.asks(march)


def full(game: Any) -> Any:
    """A map on which every world has more stones than fit."""
    levels = tuple(game.desk.config.levels())
    game.desk.config.levels = lambda: (*levels, *(replace(lv, key=lv.key + "_2") for lv in levels))
    return shown(game.stand())


def test_the_arrows_of_a_full_place_are_buttons(game: Any) -> None:
    """Each click shows one more row; at the end the focus changes to the way back."""
    full(game)
    world = game.screen._shown
    last = at.last_top(len(game.screen._places.of(world)))
    assert last > 0
    assert not game.screen.menu.button("up").enabled
    for _ in range(last):
        game.choose("down")
    assert game.screen._top[world] == last
    assert game.screen.menu.focus == "up"
    game.choose("up").draw()
    assert game.screen._top[world] == last - 1


def test_the_wheel_scrolls_the_shown_place(game: Any) -> None:
    """The focus stays in sight."""
    full(game)
    world = game.screen._shown
    of = game.screen._places.of(world)
    game.screen.menu.focus = of[0].key
    for _ in range(40):
        game._handle(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=-1))
    assert game.screen._top[world] == at.last_top(len(of))
    assert game.screen.menu.focus in keys_of(game)
    game._handle(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=99))
    assert game.screen._top[world] == 0


def test_legs_are_told_apart_only_after_the_mat_was_read(at_map: Any) -> None:
    """The mat comes before the level; without it one is back at the map."""
    legs = next(lv for lv in at_map.desk.config.levels() if lv.key == "peak/snow_scales")
    at_map.show(flow.intro(at_map.desk, legs)).draw()
    assert at_map.at("PlaceFeet")
    at_map.choose("unknown").play(0.05)
    assert at_map.at("LevelMap")
    at_map.show(flow.intro(at_map.desk, legs)).choose("ok").play(0.05)
    assert at_map.at("Intro") or at_map.at("Confirm")
    at_map.desk.place_feet(parse_feet("C4 C4"))
    assert type(flow.intro(at_map.desk, legs)).__name__ != "PlaceFeet"


@pytest.fixture
def everywhere(at_map: Any) -> Any:
    """Draws the map at two sizes and in every look, and says where it is."""

    def everywhere() -> Iterator[str]:
        for size in ((1024, 600), (1280, 720)):
            for look in ("story", "plain", "contrast"):
                at_map.desk.view.close()
                at_map.desk.view = View(size, look=look)
                at_map.screen.draw(pygame.Surface(size))
                yield f"{size} {look}"

    return everywhere


def full_of_badges(game: Any) -> None:
    """Every level was played at every hour."""
    for level in game.desk.config.levels():
        played(game, level.key, rungs=(0, 1, 2, 3, 4))
    shown(game)


def test_every_title_fits_in_every_place(at_map: Any) -> None:
    """Nothing is cut off at 28 units and above, with the numbers before the titles."""
    full_of_badges(at_map)
    for name in at_map.screen._places.names:
        at_map.screen._show(name)
        at_map.screen._numbers_until_s = at_map.clock.now_s + 1
        for top in range(at.last_top(len(at_map.screen._places.of(name))) + 1):
            at_map.screen._top[name] = top
            at_map.draw()
            assert at_map.desk.view.cut == {}, name


def test_the_map_fits_small_windows_and_every_look(at_map: Any, everywhere: Any) -> None:
    """With an own valley, whose title is the longest that a level may have, only that title is cut."""
    title = "A title of just sixty letters which is the longest there may be"[:60]
    own(at_map, title)
    shown(at_map).choose("world own")
    for where in everywhere():
        assert {key[0] for key in at_map.desk.view.cut} <= {title}, where


def test_a_frame_of_the_map_makes_nothing_new(at_map: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything was made when it was first shown."""
    at_map.draw()

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a frame made a surface")

    for owner, name in ((pygame, "Surface"), (pygame.transform, "smoothscale"), (pygame.image, "load")):
        monkeypatch.setattr(owner, name, refuse)
    at_map.draw()
