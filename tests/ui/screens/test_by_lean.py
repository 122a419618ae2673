"""The board itself chooses: a whole way through the game by leaning alone, and what only a hand may do."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pygame
import pytest
from tests.ui.screens.frames import FRAME_S, Frames

from steadyquest.conventions import GRAVITY_M_S2, BoardSample
from steadyquest.session.access import BOARD_DWELL_S, DWELLS_S
from steadyquest.session.today import BEFORE
from steadyquest.signal.calibration import counts_at, nominal
from steadyquest.signal.source import Health
from steadyquest.simulate.people import PEOPLE
from steadyquest.simulate.person import SimulatedPerson
from steadyquest.ui.access.choices import Choices
from steadyquest.ui.app import App
from steadyquest.ui.overlay import Confirm
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.faces import Faces
from steadyquest.ui.screens.rest import Rest
from steadyquest.ui.screens.strip import Strip

KG = 35.0


class Plate:
    """A board on which somebody stands; the test says where they lean, in reach units."""

    ended = False
    board_id = "E3000077"

    def __init__(self, clock: Callable[[], float], *, has_zero: bool = True) -> None:
        self.calibration = nominal(self.board_id) if has_zero else nominal(self.board_id, tare=None)
        self._known, self.health = nominal(self.board_id), Health(rate_hz=100.0)
        self.reach: Any = None
        self.at, self.kg = (0.0, 0.0), KG
        self._clock, self._began_s, self._sent = clock, clock(), 0

    def read(self) -> list[BoardSample]:
        """What is due."""
        return [self._next() for _ in range(round((self._clock() - self._began_s) * 100) - self._sent)]

    def close(self) -> None:
        """Nothing to close."""

    def _next(self) -> BoardSample:
        self._sent += 1
        x, y = self.at
        ml_mm, ap_mm = self.reach.to_mm(x, y) if self.reach is not None else (x * 60, y * 60)
        # Nobody stands as still as a thing: a heart beats.
        force_n = self.kg * GRAVITY_M_S2 * (1 + 0.005 * math.sin(self._sent * 0.07))
        counts = counts_at(self._known, force_n=force_n, cop_ml_mm=ml_mm, cop_ap_mm=ap_mm)
        return BoardSample(self._sent * 10_000, 0, self._sent & 0xFFFF, counts, (0, 0, 0, 0), 0, 15, 0)


class Alone(Frames):
    """A child on the plate, with nobody at the keys."""

    settles_s = 0.5

    def __init__(self, app: App, clock: Any, *, has_zero: bool = True) -> None:
        super().__init__(app, clock)
        self.plate = Plate(clock, has_zero=has_zero)
        app.desk.source, app.desk.label = self.plate, "COM7"

    def stand(self) -> Alone:
        """The session has begun, and they stand in it."""
        self.app.desk.begin_session()
        self.wait(4.0)
        assert self.app.desk.session is not None
        assert self.app.desk.session.stage == "ready"
        return self

    def lean(self, x: float, y: float, seconds: float) -> None:
        """Lean there, and come back to the middle."""
        self.plate.at = (x, y)
        self.wait(seconds)
        self.plate.at = (0.0, 0.0)
        self.wait(0.9)


@pytest.fixture
def alone(app: App, game: Any) -> Alone:
    """A board, and a child who has sat down at it."""
    app.desk.sit_down(game.desk.config.store.players.add("Mia", picture="fox"))
    return Alone(app, game.clock).stand()


def test_from_the_title_into_a_level_without_a_hand(app: App, game: Any) -> None:
    """Play, who plays, off the plate for its zero and on again, how far one leans, and the first offer."""
    players = game.desk.config.store.players
    players.add("Ben", picture="bear")
    mia = players.add("Mia", picture="fox")
    child = Alone(app, game.clock, has_zero=False)
    child.plate.kg = 0.0
    child.wait(3.0)
    assert not app.choices.listens(child.screen)
    child.plate.kg = KG
    child.wait(3.0)
    assert child.at("Title")
    assert app.choices.listens(child.screen)
    child.lean(0.8, 0.0, BOARD_DWELL_S + 0.3)
    assert child.at("Players")
    child.lean(0.8, 0.0, BOARD_DWELL_S + 0.3)
    assert child.at("StepOn")
    assert app.desk.player is not None
    assert app.desk.player.id == mia.id
    # Still on the plate: it was seen empty at the title, so that its zero waits until they step off.
    child.wait(5.0)
    assert child.at("StepOn")
    assert child.screen._words(child.screen._stage()) == "Please leave the plate empty"
    child.plate.kg = 0.0
    child.wait(2.5)
    assert child.screen._words(child.screen._stage()) == "Step on"
    child.plate.kg = KG
    child.wait(6.0, until=lambda: child.at("ChooseReach"))
    assert child.at("ChooseReach")
    child.wait(0.5)
    child.lean(-0.8, 0.0, BOARD_DWELL_S + 0.3)
    assert child.at("MeasureReach")
    for at in ((-0.9, 0.0), (0.9, 0.0), (0.0, 0.9)):
        child.lean(*at, 4.0)
        child.wait(2.0)
    assert child.at("ReachByHand")
    child.lean(0.0, -0.9, BOARD_DWELL_S + 0.3)
    child.wait(1.0)
    assert child.at("OfferProbe")
    child.lean(-0.9, 0.0, BOARD_DWELL_S + 0.3)
    child.wait(1.0)
    assert child.at("LevelMap")
    child.lean(0.8, 0.0, 0.6)
    child.lean(0.8, 0.0, BOARD_DWELL_S + 0.3)
    assert child.at("Intro")


@pytest.mark.parametrize("way", [(0.9, 0.0), (-0.9, 0.0), (0.0, 0.9), (0.0, -0.9)])
def test_on_the_title_a_lean_any_way_is_play(app: App, game: Any, way: tuple[float, float]) -> None:
    """Sources, settings and leaving want a hand: a lean goes past them, and comes to Play again."""
    child = Alone(app, game.clock)
    child.wait(3.0)
    child.plate.at = way
    child.wait(0.5)
    assert child.screen.menu.focus == "play"
    child.wait(BOARD_DWELL_S)
    assert not child.at("Title")


def test_who_only_steps_on_at_the_title_chooses_nothing(app: App, game: Any) -> None:
    """Half a minute of standing beside the middle where they stood at first, but not far."""
    child = Alone(app, game.clock)
    child.wait(3.0)
    for at in ((0.3, 0.1), (-0.2, 0.3), (0.4, -0.4)):
        child.plate.at = at
        child.wait(8.0)
    assert child.at("Title")


def test_renaming_and_deleting_want_a_hand(app: App, game: Any) -> None:
    """The same pictures, and another question over them."""
    game.desk.config.store.players.add("Ben", picture="bear")
    child = Alone(app, game.clock)
    child.wait(3.0)
    child.show(flow.players(app.desk))
    assert app.choices.listens(child.screen)
    for mode in ("rename", "delete"):
        child.screen.chosen(mode)
        assert not app.choices.listens(child.screen)
        child.screen.chosen(mode)


def test_a_child_alone_picks_an_offer_plays_it_and_goes_on(alone: Alone) -> None:
    """Nothing is touched from the map to the map."""
    alone.show(flow.level_map(alone.app.desk))
    offers = [button.key for button in alone.screen.menu.buttons if button.key.startswith("offer ")]
    assert alone.screen.menu.focus == offers[0]
    alone.lean(0.8, 0.0, 0.6)
    assert alone.screen.menu.focus == offers[1]
    assert alone.at("LevelMap")
    alone.lean(0.8, 0.0, BOARD_DWELL_S + 0.3)
    assert alone.at("Intro")
    alone.wait(20.0, until=lambda: alone.at("Play"))
    assert alone.at("Play")
    session = alone.app.desk.session
    assert session is not None
    assert session.level is not None
    assert session.level.key == offers[2].removeprefix("offer ")
    session.stop()
    alone.wait(1.0)
    assert alone.at("Finish")
    alone.lean(0.8, 0.0, BOARD_DWELL_S + 0.3)
    assert alone.at("LevelMap")


def test_who_still_leans_when_a_screen_comes_chooses_nothing_on_it(alone: Alone) -> None:
    """The stars come while one leans to the last target: first back to the middle."""
    alone.plate.at = (0.9, 0.0)
    alone.wait(0.5)
    alone.show(Rest(alone.app.desk))
    alone.wait(6.0)
    assert alone.at("Rest")
    alone.plate.at = (0.0, 0.0)
    alone.wait(0.6)
    alone.lean(0.9, 0.0, BOARD_DWELL_S + 0.3)
    assert alone.at("LevelMap")


@pytest.mark.parametrize("dwell_s", DWELLS_S)
def test_how_long_a_lean_is_held_is_the_players(alone: Alone, dwell_s: float) -> None:
    """Off means that nothing moves either."""
    alone.app.desk.change_access("dwell_s", dwell_s)
    alone.show(Rest(alone.app.desk))
    alone.plate.at = (0.9, 0.0)
    alone.wait(dwell_s - 0.1 if dwell_s else 5.0)
    assert alone.at("Rest")
    alone.wait(0.5)
    assert alone.at("LevelMap") == bool(dwell_s)


def test_ending_and_settings_want_a_hand(alone: Alone) -> None:
    """The focus comes there; the ring never fills."""
    for screen, key in ((flow.level_map(alone.app.desk), "back"), (flow.level_map(alone.app.desk), "settings")):
        alone.show(screen)
        alone.screen.menu.focus = key
        alone.plate.at = (0.0, -0.9)
        alone.wait(6.0)
        assert alone.at("LevelMap")
        alone.plate.at = (0.0, 0.0)
        alone.wait(0.5)
    alone.show(Rest(alone.app.desk))
    alone.screen.menu.focus = "end"
    alone.lean(-0.9, 0.0, 6.0)
    assert alone.at("Rest")


def test_questions_and_the_therapists_screens_never_listen_to_a_lean(alone: Alone) -> None:
    """Confirmation, settings, the board, what was measured by hand, the mat."""
    desk = alone.app.desk
    here = flow.level_map(desk)
    question = Confirm(desk, here, question="?", yes="Yes", no="No", then=lambda: here)
    for screen in (question, flow.settings(desk, here), flow.board(desk), flow.assess(desk), flow.feet(desk, here)):
        assert not alone.app.choices.listens(screen)
        if finder := getattr(screen, "_finder", None):
            finder.close()


def test_levels_that_want_a_word_are_not_opened_by_a_lean(alone: Alone) -> None:
    """In the mist, for another stance, or with a risk: somebody has to be there."""
    here = flow.level_map(alone.app.desk)
    places = here._places
    wanting = [
        level for level in places.levels if not places.may_open(level) or not places.suits(level) or places.asks(level)
    ]
    assert len(wanting) > 10
    assert not any(here.takes_lean(level.key) for level in wanting)
    assert any(here.takes_lean(level.key) for level in places.levels)


def test_a_hand_at_the_mouse_or_keys_is_not_disturbed(alone: Alone) -> None:
    """A key in the middle of a hold takes the time away, and the middle has to come first."""
    alone.show(Rest(alone.app.desk))
    alone.plate.at = (0.9, 0.0)
    alone.wait(BOARD_DWELL_S - 0.5)
    alone.app.filtered(pygame.event.Event(pygame.MOUSEMOTION, pos=(3, 3), rel=(1, 0), buttons=(0, 0, 0)))
    alone.wait(5.0)
    assert alone.at("Rest")


def test_stepping_down_chooses_nothing(alone: Alone) -> None:
    """Without weight there is no lean."""
    alone.show(Rest(alone.app.desk))
    alone.plate.at = (0.9, 0.0)
    alone.wait(1.0)
    alone.plate.kg = 0.2
    alone.wait(5.0)
    assert alone.at("Rest")


def test_faces_are_said_by_leaning(alone: Alone) -> None:
    """The third face of the first row, and nothing else is touched."""
    done: list[bool] = []
    faces = Faces(alone.app.desk, BEFORE, then=lambda: done.append(True) or flow.level_map(alone.app.desk))
    alone.show(faces)
    alone.lean(0.8, 0.0, 0.5)
    alone.lean(0.8, 0.0, BOARD_DWELL_S + 0.3)
    assert faces._said == {"pain": 2}


def test_through_the_therapists_strip_it_works_as_well(alone: Alone) -> None:
    """F2 changes nothing for the player."""
    alone.show(Strip(alone.app.desk, Rest(alone.app.desk)))
    alone.lean(0.9, 0.0, BOARD_DWELL_S + 0.3)
    assert type(alone.screen.beneath).__name__ == "LevelMap"


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "random"])
def test_somebody_who_only_stands_there_moves_no_focus(game: Any, name: str) -> None:
    """A minute on the map, with the sway of every simulated person and a reach that is only guessed."""
    game.desk.source, game.desk.label = SimulatedPerson(name, seed=5, at_once=2), "sim"
    game.desk.begin_session()
    here, told = flow.level_map(game.desk), list[int]()
    choices = Choices(game.desk, tell=lambda event: told.append(event.key))
    listened = 0
    for _ in range(5000):
        game.clock.now_s += FRAME_S
        game.desk.poll()
        choices.frame(here)
        listened += choices.listens(here)
    assert listened > 3000
    assert not told


def test_face_to_face_the_focus_goes_where_the_picture_would(alone: Alone) -> None:
    """Left and right are changed in menus as in play."""
    alone.app.desk.change_access("mirrored", True)
    alone.show(flow.level_map(alone.app.desk))
    first = alone.screen.menu.focus
    alone.lean(0.8, 0.0, 0.4)
    assert alone.screen.menu.focus == first
    alone.lean(-0.8, 0.0, 0.4)
    assert alone.screen.menu.focus != first


def test_keyboard_players_choose_by_leaning_only_when_it_is_set(app: App, game: Any) -> None:
    """Then arrows are leans; Tab and Enter still go through the buttons."""
    app.desk.choose("keyboard")
    app.desk.begin_session()
    for _ in range(300):
        game.clock.now_s += FRAME_S
        app.poll()
    app.loop.show(Rest(app.desk))
    right = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RIGHT, mod=0, unicode="")
    assert not app.choices.event(right, app.loop.screen)
    app.desk.change_access("dwell_s", 1.0)
    app.loop.screen.menu.focus = "end"
    for _ in range(30):
        game.clock.now_s += FRAME_S
        app.poll()
    assert app.choices.event(right, app.loop.screen)
    for _ in range(200):
        game.clock.now_s += FRAME_S
        app.poll()
    assert type(app.loop.screen).__name__ == "LevelMap"
