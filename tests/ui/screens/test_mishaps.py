"""What can go wrong while one plays: the game goes on, or pauses with a clear word."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pygame
import pytest

from steadyquest.errors import DisplayError
from steadyquest.session.preparation import READY
from steadyquest.ui import art, gamepad
from steadyquest.ui.app import App
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.pause import Pause
from steadyquest.ui.screens.strip import Strip
from steadyquest.ui.video import Window

FRAME_S = 1 / 60


class Pad:
    """A gamepad that can drift and be pulled out."""

    def __init__(self) -> None:
        self.place, self.there = [0.0, 0.0], True

    def get_name(self) -> str:
        """Any but a balance board's."""
        return "Pad"

    def get_instance_id(self) -> int:
        """Its number."""
        return 0

    def get_numaxes(self) -> int:
        """A stick."""
        return 2

    def get_axis(self, axis: int) -> float:
        """Where it is."""
        return self.place[axis]


@pytest.fixture
def pad(monkeypatch: pytest.MonkeyPatch) -> Pad:
    """One gamepad."""
    one = Pad()
    monkeypatch.setattr(pygame.joystick, "get_count", lambda: int(one.there))
    monkeypatch.setattr(pygame.joystick, "Joystick", lambda _i: one)
    gamepad._open.clear()
    return one


def frames(app: App, clock: Any, seconds: float, *, draw: bool = False) -> None:
    """Frames as the loop has them."""
    for _ in range(max(1, round(seconds / FRAME_S))):
        clock.now_s += FRAME_S
        after = app.loop.screen.update()
        assert after is not None
        app.loop.show(after)
        app.poll()
        if draw:
            app.loop.screen.draw(app.window.surface)


def into_play(app: App, clock: Any, source: str = "keyboard") -> None:
    """Somebody plays."""
    app.desk.choose(source)
    app.desk.begin_session()
    frames(app, clock, 3.5)
    assert app.desk.session is not None
    assert app.desk.session.stage == READY
    level = next(lv for lv in app.desk.config.levels() if lv.key == "meadow/first_light")
    app.loop.show(flow.play(app.desk, level).begin())
    frames(app, clock, 0.5, draw=True)


def shows(app: App) -> str:
    """The name of the screen."""
    return type(app.loop.screen).__name__


def happens(app: App, kind: int, **what: Any) -> None:
    """An event, through the door that all take."""
    event = pygame.event.Event(kind, **what)
    if not app.filtered(event):
        after = app.loop.screen.handle(event)
        assert after is not None
        app.loop.show(after)


@pytest.mark.parametrize("size", [(320, 200), (1, 1), (1024, 600), (3840, 2160)])
def test_a_window_that_is_resized_while_one_plays_is_drawn_at_its_new_size(
    app: App, game: Any, size: tuple[int, int]
) -> None:
    """From a stamp to four times full HD, in the middle of a level; the world does not notice."""
    into_play(app, game.clock)
    assert app.desk.session is not None
    assert app.desk.session.world is not None
    tick = app.desk.session.world.tick
    app.window.surface = pygame.display.set_mode(size)
    happens(app, pygame.WINDOWSIZECHANGED, x=size[0], y=size[1])
    frames(app, game.clock, 0.1, draw=True)
    assert shows(app) == "Play"
    assert app.desk.view.canvas.size_px == size
    assert app.desk.session.world.tick > tick


def test_a_display_that_goes_gets_a_new_window(app: App, game: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first flip after it fails; the next frame is drawn again."""
    into_play(app, game.clock)
    fails = [pygame.error("Display Surface quit")]

    def flip() -> None:
        if fails:
            raise fails.pop()

    monkeypatch.setattr(pygame.display, "flip", flip)
    app.flip()
    assert app.window.size == (640, 360)
    frames(app, game.clock, 0.1, draw=True)
    assert shows(app) == "Play"


def test_a_display_that_stays_away_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """And says that everything is kept."""

    def gone(*_: Any) -> None:
        raise pygame.error("no display")

    monkeypatch.setattr(pygame.display, "flip", gone)
    monkeypatch.setattr(pygame.display, "set_mode", gone)
    monkeypatch.setattr(pygame.display, "init", gone)
    with pytest.raises(DisplayError, match="Everything so far is kept"):
        Window(pygame.Surface((4, 4)), "software").flip()


@pytest.mark.parametrize("is_under_a_strip", [False, True])
def test_a_window_that_is_left_pauses_a_player_by_hand_and_says_why(
    app: App, game: Any, is_under_a_strip: bool
) -> None:
    """No key would reach the game any more."""
    into_play(app, game.clock)
    if is_under_a_strip:
        app.loop.show(Strip(app.desk, app.loop.screen))
    happens(app, pygame.WINDOWFOCUSLOST)
    frames(app, game.clock, 1.0, draw=True)
    pause: Any = app.loop.screen.beneath if is_under_a_strip else app.loop.screen
    assert isinstance(pause, Pause)
    assert "window" in pause.why
    happens(app, pygame.WINDOWFOCUSGAINED)
    happens(app, pygame.KEYDOWN, key=pygame.K_SPACE, mod=0, unicode=" ")
    happens(app, pygame.KEYUP, key=pygame.K_SPACE, mod=0)
    frames(app, game.clock, 1.0)
    assert (type(app.loop.screen.beneath).__name__ if is_under_a_strip else shows(app)) == "Play"


def test_who_stands_on_a_board_plays_on_while_the_therapist_looks_at_another_window(app: App, game: Any) -> None:
    """Only a window that nobody can see pauses them."""
    into_play(app, game.clock)
    board, app.desk.source = app.desk.source, type("Board", (), {"health": app.desk.source.health})()  # type: ignore[union-attr]
    happens(app, pygame.WINDOWFOCUSLOST)
    assert shows(app) == "Play"
    happens(app, pygame.WINDOWMINIMIZED)
    assert shows(app) == "Pause"
    app.desk.source = board


def test_leaving_the_window_between_levels_changes_nothing(app: App, game: Any) -> None:
    """There is nothing to hold."""
    into_play(app, game.clock)
    assert app.desk.session is not None
    app.desk.session.stop()
    app.loop.show(flow.level_map(app.desk))
    happens(app, pygame.WINDOWFOCUSLOST)
    happens(app, pygame.WINDOWMINIMIZED)
    assert shows(app) == "LevelMap"


def test_five_seconds_of_nothing_pause_with_a_word_and_go_on_by_themselves(app: App, game: Any) -> None:
    """A busy computer: the world stands where it stood, and no sample is made up."""
    into_play(app, game.clock)
    session = app.desk.session
    assert session is not None
    assert session.world is not None
    tick = session.world.tick
    game.clock.now_s += 5.0
    frames(app, game.clock, 0.05)
    assert session.world.paused == "signal_lost"
    assert session.world.tick - tick < 130
    frames(app, game.clock, 0.5, draw=True)
    assert shows(app) == "Pause"
    frames(app, game.clock, 3.0)
    assert shows(app) == "Play"


def test_a_gamepad_that_vanishes_pauses_and_its_coming_back_goes_on(app: App, game: Any, pad: Pad) -> None:
    """The words say what to do."""
    into_play(app, game.clock, "gamepad")
    pad.there = False
    happens(app, pygame.JOYDEVICEREMOVED, instance_id=0)
    frames(app, game.clock, 1.0, draw=True)
    assert shows(app) == "Pause"
    assert "plug it in again" in app.desk.problem
    pad.there = True
    happens(app, pygame.JOYDEVICEADDED, device_index=0)
    frames(app, game.clock, 4.0)
    assert shows(app) == "Play"


def test_a_gamepad_that_drifts_is_at_rest_where_it_lies(app: App, game: Any, pad: Pad) -> None:
    """A worn stick a third off the middle does not lean, and both ends are still whole."""
    pad.place = [0.33, 0.0]
    into_play(app, game.clock, "gamepad")
    happens(app, pygame.JOYAXISMOTION, axis=0, value=0.33, instance_id=0)
    frames(app, game.clock, 1.0)
    session = app.desk.session
    assert session is not None
    assert session.lean is not None
    assert abs(session.lean.x) < 0.02
    for value, whole in ((1.0, 1.0), (-1.0, -1.0)):
        happens(app, pygame.JOYAXISMOTION, axis=0, value=value, instance_id=0)
        frames(app, game.clock, 1.5)
        assert session.lean.x == pytest.approx(whole, abs=0.05)


def test_a_stick_that_is_held_out_is_not_taken_for_one_at_rest() -> None:
    """Further than a worn stick ever lies, or moving."""
    held, moved = gamepad.Resting(), gamepad.Resting()
    assert all(held.feed((0.6, 0.0), now_s=i * 0.1) is None for i in range(50))
    assert all(moved.feed((0.1 * (i % 3), 0.0), now_s=i * 0.1) is None for i in range(50))
    assert any(gamepad.Resting().feed((0.2, 0.1), now_s=now) is None for now in (0.0,))


@pytest.mark.parametrize("text", [None, b"<svg", b"\xff\xfe\x00", b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_a_drawing_that_is_missing_or_broken_is_a_plain_shape_and_one_line_in_the_log(
    app: App, game: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any, text: bytes | None
) -> None:
    """The level is played all the same."""
    real = art.resource

    def other(name: str) -> Any:
        if not name.endswith("/flower.svg"):
            return real(name)
        path = tmp_path / "flower.svg"
        if text is not None:
            path.write_bytes(text)
        return path

    monkeypatch.setattr(art, "resource", other)
    for cached in (art.drawing, art._job, art._warn_once):
        cached.cache_clear()
    with caplog.at_level(logging.WARNING):
        surface = app.desk.view.art.sprite("flower", 80)
        app.desk.view.art.sprite("flower", 90)
    assert surface.get_width() > 0
    assert len([one for one in caplog.records if "flower" in one.getMessage()]) <= 1
    into_play(app, game.clock)
    assert shows(app) == "Play"
    for cached in (art.drawing, art._job, art._warn_once):
        cached.cache_clear()
