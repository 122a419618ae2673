"""The feet on the mat: offered, placed and shown while somebody steps on."""

from __future__ import annotations

from typing import Any

import pygame
import pytest

from steadyquest.session.person import FEET
from steadyquest.signal.calibration import nominal
from steadyquest.signal.mat import parse_feet
from steadyquest.ui.inputs import HandSource
from steadyquest.ui.keyboard import KeyboardHand
from steadyquest.ui.mat_picture import foot_mm, frame
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.feet import MAT


@pytest.fixture
def stepping(game: Any) -> Any:
    """A player whose board has its zero; nobody is on it yet, and nobody has said where the feet stand."""
    game.desk.sit_down(game.desk.config.store.players.add("Otto", picture="otter", height_cm=118.0))
    source = HandSource(KeyboardHand(), weight_kg=0.0)
    source.calibration = nominal("E3000001", tare=(0.0, 0.0, 0.0, 0.0))
    game.desk.source, game.desk.label = source, "/dev/a"
    return game.show(flow.step_on(game.desk)).play(0.2)


def keys(game: Any) -> set[str]:
    return {button.key for button in game.screen.menu.buttons}


def test_nothing_is_offered_before_it_was_ever_said(stepping: Any) -> None:
    """Only the way to place them; nobody has to."""
    assert "feet" in keys(stepping)
    assert "same feet" not in keys(stepping)
    assert stepping.desk.feet is None


def test_letters_are_named_only_once_they_were_chosen(stepping: Any) -> None:
    """Who has no mat is not told to stand on it."""
    assert stepping.screen._words("empty") == "Step on"
    stepping.choose("feet").type("c4d5").press(pygame.K_RETURN, pygame.K_RETURN)
    assert stepping.at("StepOn")
    assert stepping.screen._words("empty") == "Step on, feet on your letters"


def test_typing_the_pair_places_the_feet_and_keeps_them(stepping: Any) -> None:
    """Type, Enter, Enter: session, record and player know it, and Step on says how far apart they are."""
    stepping.choose("feet")
    assert stepping.at("PlaceFeet")
    stepping.type("c4d5").press(pygame.K_RETURN).draw().press(pygame.K_RETURN)
    assert stepping.at("StepOn")
    assert str(stepping.desk.session.person.feet) == "C4 D5"
    kept = stepping.desk.config.store.players.find("Otto").settings
    assert kept[FEET] == {"comfortable": "C4 D5"}
    stepping.play(0.1)
    assert stepping.screen.menu.button("feet").under == "140 mm apart"


def test_letters_that_mean_something_in_menus_are_letters_here(stepping: Any) -> None:
    """B chooses elsewhere; here it is the second letter, and the screen stays."""
    stepping.choose("feet").type("b3 b3")
    assert stepping.at("PlaceFeet")
    assert str(stepping.screen._feet) == "B3 B3"


def test_a_pair_that_cannot_be_is_told_and_changes_nothing(stepping: Any) -> None:
    """The line says which place; the feet that were shown stay."""
    before = str(stepping.choose("feet").screen._feet)
    stepping.type("z9 c4").press(pygame.K_RETURN).draw()
    assert stepping.at("PlaceFeet")
    assert "Z9" in stepping.screen._problem
    assert str(stepping.screen._feet) == before
    stepping.choose("ok")
    assert stepping.at("PlaceFeet")
    stepping.choose("back")
    assert stepping.desk.feet is None


def test_last_times_feet_are_one_press_away_and_not_assumed(stepping: Any) -> None:
    """They may stand elsewhere today: only the press makes them known."""
    stepping.desk.save_setting(FEET, {"comfortable": "E4 E4", "feet_on_plate": "B2 B2"})
    stepping.screen.refresh()
    assert stepping.desk.feet is None
    assert stepping.screen.menu.button("same feet").under == "E4 E4"
    stepping.choose("same feet").play(0.1)
    assert str(stepping.desk.feet) == "E4 E4"
    assert "same feet" not in keys(stepping)


def test_another_stance_has_feet_of_its_own(stepping: Any) -> None:
    """What was said of standing is not true of sitting; on the plate itself there are no feet."""
    stepping.desk.place_feet(parse_feet("E4 E4"))
    stepping.choose("stance feet_on_plate").play(0.1)
    assert stepping.desk.feet is None
    assert "feet" in keys(stepping)
    stepping.choose("stance sit_on_plate").play(0.1)
    assert not keys(stepping) & {"feet", "same feet"}


def test_settings_of_another_making_are_no_feet(stepping: Any) -> None:
    """A damaged or newer setting offers nothing and breaks nothing."""
    for odd in ("C4 C4", {"comfortable": "Q7"}, {"comfortable": None}, [1], 7):
        stepping.desk.save_setting(FEET, odd)
        stepping.screen.refresh()
        assert "same feet" not in keys(stepping)
    stepping.desk.place_feet(parse_feet("D3 D3"))
    assert stepping.desk.last_feet == parse_feet("D3 D3")


def test_buttons_move_one_foot_by_one_place(stepping: Any) -> None:
    """Out and in are outward and inward for either foot; a foot does not step on the other."""
    stepping.desk.place_feet(parse_feet("B3 B3"))
    stepping.choose("feet").choose("left left").choose("right forward").choose("right forward")
    assert str(stepping.screen._feet) == "C3 B5"
    for _ in range(9):
        stepping.choose("right left").choose("left backward")
    assert parse_feet(str(stepping.screen._feet)).separation_mm >= 40.0
    stepping.choose("ok")
    assert stepping.at("StepOn")


def test_a_pad_alone_places_the_feet(stepping: Any) -> None:
    """Cross and one button reach every step, and the way out."""
    stepping.desk.place_feet(parse_feet("C4 C4"))
    stepping.choose("feet")
    reached = set()
    for button in (11, 11, 11, 11, 13, 13, 13, 12, 12, 12, 12, 14, 14, 14):
        stepping._handle(pygame.event.Event(pygame.JOYBUTTONDOWN, button=button, instance_id=0))
        reached.add(stepping.screen.menu.focus)
    assert {focus.partition(" ")[0] for focus in reached} >= {"left", "right"}
    stepping._handle(pygame.event.Event(pygame.JOYBUTTONDOWN, button=1, instance_id=0))
    assert stepping.at("StepOn")


def test_a_click_on_the_mat_puts_the_nearer_foot_there(stepping: Any) -> None:
    """The picture is at scale: a point of it is a place of the plate."""
    stepping.choose("feet")
    for ml_mm, ap_mm in ((-97.0, -63.0), (118.0, -44.0)):
        at = stepping.desk.view.canvas.point(*frame(MAT).at(ml_mm, ap_mm))
        stepping._handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1))
    assert str(stepping.draw().screen._feet) == "E6 F7"


def test_not_known_takes_it_back(stepping: Any) -> None:
    """Who is unsure says so; the place is still offered the next time."""
    stepping.desk.place_feet(parse_feet("E4 E4"))
    stepping.choose("feet").choose("unknown").play(0.1)
    assert stepping.desk.feet is None
    assert "same feet" in keys(stepping)


def test_stepping_on_waits_while_the_feet_are_placed(stepping: Any) -> None:
    """The two steady seconds pass meanwhile; afterwards the check mark is still to be seen."""
    stepping.choose("feet")
    stepping.desk.source.weight_kg = 30.0
    stepping.play(4.0)
    assert stepping.at("PlaceFeet")
    stepping.choose("ok").play(0.3)
    assert stepping.at("StepOn")
    stepping.play(1.0)
    assert stepping.at("ChooseReach")


def test_it_waits_for_somebody_who_is_about_to_say(stepping: Any) -> None:
    """With the focus on a feet button it stays ten seconds; chosen, it goes on by itself."""
    stepping.desk.save_setting(FEET, {"comfortable": "E4 E4"})
    stepping.desk.source.weight_kg = 30.0
    stepping.play(0.1)
    stepping.screen.menu.focus = "same feet"
    stepping.play(8.0)
    assert stepping.at("StepOn")
    stepping.press(pygame.K_RETURN)
    assert stepping.screen.menu.focus == "stance comfortable"
    stepping.play(0.5)
    assert stepping.at("ChooseReach")
    assert str(stepping.desk.feet) == "E4 E4"


def test_a_forgotten_focus_holds_nobody_up_for_long(stepping: Any) -> None:
    """A mouse that was left on the button."""
    stepping.desk.source.weight_kg = 30.0
    stepping.screen.menu.focus = "feet"
    stepping.play(14.0)
    assert stepping.at("ChooseReach")


def test_hands_have_no_feet(game: Any) -> None:
    """Who plays by keyboard is not asked."""
    game.desk.choose("keyboard")
    game.show(flow.step_on(game.desk)).play(0.1)
    assert "feet" not in keys(game)


def test_feet_are_drawn_as_long_as_the_player_is_tall() -> None:
    """0.152 of the height, 250 mm when nobody knows."""
    assert foot_mm(118.0) == pytest.approx(179.4, abs=0.1)
    assert foot_mm(None) == 250.0
