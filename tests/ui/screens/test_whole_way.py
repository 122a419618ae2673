"""A whole session with one kind of input alone, from the title to the end: keyboard, presenter remote, gamepad."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pygame
import pytest
from tests.ui.screens.frames import Frames, app_of
from tests.ui.screens.test_mishaps import Pad

from steadyquest.ui import gamepad
from steadyquest.ui.app import App

Event = pygame.event.Event


def key(code: int) -> Event:
    """A key."""
    return Event(pygame.KEYDOWN, key=code, mod=0, unicode="")


def button(number: int) -> Event:
    """A pad's button."""
    return Event(pygame.JOYBUTTONDOWN, button=number, instance_id=0)


@dataclass(frozen=True)
class Way:
    """One kind of input: what moves the focus, chooses, and goes back; and which source is played with."""

    moves: tuple[Event, ...]
    ok: Event
    back: Event
    source: str


WAYS = {
    "keyboard": Way(
        tuple(key(k) for k in (pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN)),
        key(pygame.K_RETURN),
        key(pygame.K_ESCAPE),
        "keyboard",
    ),
    # A remote has no key that goes back: every "back" is a button as well.
    "presenter remote": Way((key(pygame.K_PAGEDOWN),), key(pygame.K_b), key(pygame.K_F5), "keyboard"),
    "gamepad": Way(tuple(button(n) for n in (11, 12, 13, 14)), button(0), button(1), "gamepad"),
}


class Player(Frames):
    """Somebody with nothing but that."""

    def __init__(self, app: App, clock: Any, way: Way) -> None:
        super().__init__(app, clock)
        self.way = way

    def send(self, event: Event) -> Any:
        """Through the door that all take; what the screen answers."""
        if self.app.filtered(event):
            return self.screen
        after = self.screen.handle(event)
        if after is not None:
            self.app.loop.show(after)
        return after

    def choose(self, wanted: str) -> Any:
        """Move the focus there by the way's own events, then choose."""
        for event in self._path(wanted):
            self.send(event)
        assert self.screen.menu.focus == wanted
        after = self.send(self.way.ok)
        if after is not None:
            self.wait(0.1)
        return after

    def see(self, name: str, *, within_s: float = 0.2) -> None:
        """That screen is shown, soon."""
        self.wait(within_s, until=lambda: self.at(name))
        assert self.at(name)

    def _path(self, wanted: str) -> list[Event]:
        """The shortest row of moves, found by trying; the focus is left where it was."""
        menu, screen = self.screen.menu, self.screen
        began, paths = menu.focus, {menu.focus: list[Event]()}
        todo = [began]
        while todo and wanted not in paths:
            here = todo.pop(0)
            for event in self.way.moves:
                menu.focus = here
                assert screen.handle(event) is screen
                if menu.focus not in paths:
                    paths[menu.focus] = [*paths[here], event]
                    todo.append(menu.focus)
        menu.focus = began
        assert wanted in paths, f"no way to {wanted} on {type(screen).__name__}"
        return paths[wanted]


@pytest.fixture
def app(game: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """The game from its first screen, with a gamepad plugged in."""
    pad = Pad()
    monkeypatch.setattr(pygame.joystick, "get_count", lambda: 1)
    monkeypatch.setattr(pygame.joystick, "Joystick", lambda _i: pad)
    gamepad._open.clear()
    with app_of(game) as made:
        yield made


@pytest.mark.parametrize(
    "name", [name if name == "keyboard" else pytest.param(name, marks=pytest.mark.slow) for name in WAYS]
)
def test_a_whole_session_from_the_title_to_the_end(app: App, game: Any, name: str) -> None:
    """A new player, a level, a pause, another one, the end: and it is in the records."""
    player = Player(app, game.clock, WAYS[name])
    player.see("Title")
    player.wait(0.5)
    player.choose(player.way.source)
    player.choose("play")
    player.see("AddPlayer")
    player.choose("save")
    player.see("StepOn")
    player.see("ChooseReach", within_s=8.0)
    player.choose("keep")
    player.see("LevelMap")
    offer = player.screen.menu.focus
    assert offer.startswith("offer ")
    player.send(player.way.ok)
    player.see("Intro")
    player.send(player.way.ok)
    player.see("Play", within_s=4.0)
    player.wait(2.0)
    pause = {"gamepad": button(7), "keyboard": key(pygame.K_SPACE)}.get(name, key(pygame.K_b))
    player.send(pause)
    player.see("Pause", within_s=1.0)
    player.choose("end")
    player.see("Finish")
    player.choose("go")
    player.see("LevelMap")
    player.screen.menu.focus = offer
    if name == "presenter remote":
        while player.screen.menu.focus != "back":
            player.send(player.way.moves[0])
        player.send(player.way.ok)
    else:
        player.send(player.way.back)
    player.see("Confirm")
    player.choose("yes")
    player.see("SessionEnd")
    sessions = game.desk.config.store.players.all()
    assert len(sessions) == 1
    assert app.desk.summary is not None
    assert app.desk.summary.results[0].level_key == offer.removeprefix("offer ")
    assert player.choose("quit") is None
