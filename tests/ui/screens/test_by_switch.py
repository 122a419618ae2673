"""One switch, or two: through menus, into a level, out of it, and placing for two to play."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pygame
import pytest
from tests.ui.screens.frames import Frames, app_of

from steadyquest.game.spec import ReachSpec
from steadyquest.session.preparation import READY
from steadyquest.ui.access.choices import PLACES
from steadyquest.ui.app import App
from steadyquest.ui.overlay import Confirm
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.access_settings import ChoosingSettings, PressSwitch
from steadyquest.ui.screens.rest import Rest

F9 = pygame.K_F9


class Switched(Frames):
    """A player whose only way is a switch."""

    def __init__(self, app: App, clock: Any) -> None:
        super().__init__(app, clock)
        app.desk.choose("keyboard")
        app.desk.begin_session()
        self.wait(3.5)
        assert app.desk.session is not None
        assert app.desk.session.stage == READY

    def press(self, key: int = F9) -> None:
        """The switch, down and up."""
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            event = pygame.event.Event(kind, key=key, mod=0, unicode="")
            if not self.app.filtered(event):
                after = self.screen.handle(event)
                assert after is not None
                self.app.loop.show(after)
        self.wait(0.5)


@pytest.fixture
def switched(game: Any) -> Iterator[Switched]:
    """A player with one switch, F9."""
    with app_of(game) as app:
        made = Switched(app, game.clock)
        app.desk.change_access("switches", 1)
        app.desk.change_access("switch_choose", f"key:{F9}")
        yield made


def test_the_focus_goes_through_every_button_and_comes_round(switched: Switched) -> None:
    """Longer on a new screen, then at the pace."""
    switched.app.desk.change_access("scan_s", 1.0)
    switched.show(Rest(switched.app.desk))
    assert switched.focus == "go"
    switched.wait(1.5)
    assert switched.focus == "go"
    switched.wait(0.3)
    assert switched.focus == "end"
    switched.wait(1.0)
    assert switched.focus == "go"


def test_one_switch_is_enough_from_the_map_into_a_level_and_back(switched: Switched) -> None:
    """An offer, the level, the pause, its end."""
    switched.show(flow.level_map(switched.app.desk))
    offers = [b.key for b in switched.screen.menu.buttons if b.key.startswith("offer ")]
    assert switched.focus == offers[0]
    switched.press()
    assert switched.at("LevelMap")
    switched.wait(10.0, until=lambda: switched.focus == offers[1])
    switched.press()
    assert switched.at("Intro")
    switched.press()
    switched.wait(3.5)
    assert switched.at("Play")
    switched.press()
    assert switched.at("Pause")
    switched.wait(10.0, until=lambda: switched.focus == "end")
    switched.press()
    assert switched.at("Finish")
    switched.wait(10.0, until=lambda: switched.focus == "go")
    switched.press()
    assert switched.at("LevelMap")


def test_a_held_switch_does_not_run_through_the_screens(switched: Switched) -> None:
    """The system repeats a held key many times a second."""
    switched.show(Rest(switched.app.desk))
    for _ in range(40):
        switched.app.filtered(pygame.event.Event(pygame.KEYDOWN, key=F9, mod=0, unicode=""))
        switched.wait(0.05)
    assert switched.at("LevelMap")
    assert switched.app.choices._rows.row(switched.screen.menu)


def test_a_question_begins_with_its_careful_answer(switched: Switched) -> None:
    """Whoever presses at once loses nothing."""
    here = flow.level_map(switched.app.desk)
    gone: list[bool] = []
    switched.show(
        Confirm(switched.app.desk, here, question="?", yes="Yes", no="No", then=lambda: gone.append(True) or here)
    )
    switched.press()
    assert switched.screen is here
    assert not gone


def rows_seen(switched: Switched, seconds: float) -> list[tuple[str, ...]]:
    """The rows that have their turn one after the other."""
    found: list[tuple[str, ...]] = []
    for _ in range(round(seconds / 0.1)):
        switched.wait(0.1)
        row = tuple(button.key for button in switched.app.choices._rows.row(switched.screen.menu)) or (switched.focus,)
        if not found or found[-1] != row:
            found.append(row)
    return found


def test_any_button_of_the_map_is_two_short_ways_off(switched: Switched) -> None:
    """First a row, then a button of it: never more stops than the rows and the longest of them."""
    switched.show(flow.level_map(switched.app.desk))
    switched.app.desk.change_access("scan_s", 1.0)
    rows = rows_seen(switched, 14.0)
    able = {button.key for button in switched.screen.menu.buttons if button.enabled}
    assert {key for row in rows for key in row} >= able - {"up", "down"}
    distinct = set(rows)
    assert len(able) > 20
    assert len(distinct) + max(len(row) for row in distinct) <= 16


def test_a_row_in_which_nothing_was_chosen_closes_again(switched: Switched) -> None:
    """Whoever pressed a row too early only waits."""
    switched.show(flow.level_map(switched.app.desk))
    rows = switched.app.choices._rows
    assert rows.row(switched.screen.menu)
    switched.press()
    assert not rows.row(switched.screen.menu)
    switched.wait(1.5 * (2 * 3 + 1) + 0.8)
    assert rows.row(switched.screen.menu)
    assert switched.at("LevelMap")


def test_a_row_of_one_is_the_button_itself(switched: Switched) -> None:
    """The book stands alone: one press opens it."""
    switched.show(flow.level_map(switched.app.desk))
    switched.wait(30.0, until=lambda: switched.focus == "book")
    assert switched.focus == "book"
    switched.press()
    assert switched.at("Book")


def test_two_switches_go_through_rows_as_well(switched: Switched) -> None:
    """One goes on by a row, the other opens it, and then by a button."""
    desk = switched.app.desk
    desk.change_access("switches", 2)
    desk.change_access("switch_next", f"key:{pygame.K_F8}")
    switched.show(flow.level_map(desk))
    switched.press(pygame.K_F8)
    assert switched.focus.startswith("world ")
    first = switched.focus
    switched.press()
    switched.press(pygame.K_F8)
    assert switched.focus.startswith("world ")
    assert switched.focus != first
    place = switched.focus.removeprefix("world ")
    assert switched.screen._shown == place


def test_two_switches_go_on_and_choose(switched: Switched) -> None:
    """Nothing moves by itself."""
    switched.app.desk.change_access("switches", 2)
    switched.app.desk.change_access("switch_next", f"key:{pygame.K_F8}")
    switched.show(Rest(switched.app.desk))
    switched.wait(8.0)
    assert switched.focus == "go"
    switched.press(pygame.K_F8)
    assert switched.focus == "end"
    switched.press(pygame.K_F8)
    switched.press()
    assert switched.at("LevelMap")


def test_lines_to_type_in_are_passed_over_and_typing_is_left_alone(switched: Switched) -> None:
    """A switch cannot type; who types is not moved on."""
    switched.show(flow.add_player(switched.app.desk))
    switched.wait(6.0)
    assert switched.focus == "name"
    switched.screen.menu.focus = "picture fox"
    seen = set()
    for _ in range(30):
        switched.wait(0.8)
        seen.add(switched.focus)
        if switched.focus == "back" and switched.app.choices._rows.row(switched.screen.menu):
            switched.press()
    assert {"year", "height", "name"} & seen == set()
    assert {"save", "back"} <= seen


@pytest.mark.parametrize(
    ("event", "kept"),
    [
        (pygame.event.Event(pygame.KEYDOWN, key=pygame.K_m, mod=0, unicode="m"), f"key:{pygame.K_m}"),
        (pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F3, mod=0, unicode=""), f"key:{pygame.K_F3}"),
        (pygame.event.Event(pygame.JOYBUTTONDOWN, button=5, instance_id=0), "pad:5"),
    ],
)
def test_any_key_or_pad_button_becomes_the_switch_by_pressing_it(
    switched: Switched, event: pygame.event.Event, kept: str
) -> None:
    """Also one that means something else on other screens; it means nothing else from then on."""
    desk = switched.app.desk
    settings = ChoosingSettings(desk, flow.settings(desk, flow.level_map(desk)))
    switched.show(PressSwitch(desk, settings, which="choose"))
    look = desk.view.look
    assert not switched.app.filtered(event)
    switched.app.loop.show(switched.screen.handle(event))
    assert switched.screen is settings
    assert desk.access.switch_choose == kept
    switched.show(Rest(desk))
    assert switched.app.filtered(event)
    assert switched.at("LevelMap")
    assert desk.view.look == look


def test_escape_leaves_the_switch_as_it_was(switched: Switched) -> None:
    """It is the way back on every screen, and stays it."""
    desk = switched.app.desk
    settings = ChoosingSettings(desk, flow.settings(desk, flow.level_map(desk)))
    switched.show(PressSwitch(desk, settings, which="choose"))
    switched.press(pygame.K_ESCAPE)
    assert switched.screen is settings
    assert desk.access.switch_choose == f"key:{F9}"


def test_a_switch_places_the_next_target_for_somebody_else(switched: Switched) -> None:
    """Eight places come one after the other; the press takes one."""
    desk = switched.app.desk
    live = next(
        level
        for level in desk.config.levels()
        if any(isinstance(step.task, ReachSpec) and step.task.order == "live" for step in level.spec.steps)
    )
    assert desk.session is not None
    switched.show(flow.play(desk, live).begin())
    switched.wait(0.2)
    for _ in range(300):
        if switched.app.choices._places(switched.screen):
            break
        switched.wait(0.1)
    assert switched.app.choices._places(switched.screen)
    switched.wait(desk.access.scan_s * 1.6 + desk.access.scan_s + 0.1)
    place = switched.app.choices._place
    assert place == 2
    switched.press()
    scene = desk.session.scene()
    assert scene is not None
    there = [item for item in scene.items if item.kind == "target"]
    assert (there[0].x, there[0].y) == pytest.approx(PLACES[place], abs=0.01)
