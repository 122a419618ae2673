"""A game without a window: the real session, store and levels; the test moves the clock and presses the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pygame
import pytest
from tests.ui.screens.frames import app_of

from steadyquest.levels.library import shipped
from steadyquest.records.store import Store, open_store
from steadyquest.session.options import Options
from steadyquest.ui import inputs
from steadyquest.ui.app import App
from steadyquest.ui.config import AppConfig, FoundBoard
from steadyquest.ui.desk import Desk
from steadyquest.ui.landscape import Landscapes, gradient
from steadyquest.ui.view import View

FRAME_S = 1 / 60
SCENERY_S = 120.0


@dataclass
class Clock:
    """Seconds, moved by hand."""

    now_s: float = 100.0

    def __call__(self) -> float:
        return self.now_s


@dataclass
class Game:
    """What a test does to the screens."""

    desk: Desk
    clock: Clock
    surface: pygame.Surface
    screen: Any = None
    ports: list[FoundBoard] | None = None

    def show(self, screen: Any) -> Game:
        """Begin here."""
        self.screen = screen
        return self

    def press(self, *keys: int, text: str = "") -> Game:
        """Press keys one after the other."""
        for key in keys:
            self._handle(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode=text))
            self._handle(pygame.event.Event(pygame.KEYUP, key=key, mod=0))
        return self

    def type(self, text: str) -> Game:
        """Type letters, as the system's own input does."""
        for letter in text:
            self._handle(pygame.event.Event(pygame.KEYDOWN, key=ord(letter.lower()), mod=0, unicode=letter))
            self._handle(pygame.event.Event(pygame.TEXTINPUT, text=letter))
        return self

    def choose(self, key: str) -> Game:
        """Choose a button by its key, as if it was clicked."""
        button = self.screen.menu.button(key)
        assert button.enabled, f"{key} cannot be chosen"
        at = self.desk.view.canvas.point(*button.middle)
        self._handle(pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(0, 0), buttons=(0, 0, 0)))
        self._handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1))
        return self

    def play(self, seconds: float) -> Game:
        """Let frames go by: update, the newest samples, draw."""
        for _ in range(round(seconds / FRAME_S)):
            if self.screen is None:
                break
            self.clock.now_s += FRAME_S
            self.desk.poll()
            self.screen = self.screen.update()
        return self.draw()

    def draw(self) -> Game:
        """Draw what is shown."""
        if self.screen is not None:
            self.screen.draw(self.surface)
        return self

    def at(self, name: str) -> bool:
        """Whether the screen of that name is shown."""
        return type(self.screen).__name__ == name

    def stand(self) -> Game:
        """A keyboard player stands ready with a session; nothing is shown."""
        self.desk.choose("keyboard")
        self.desk.begin_session()
        for _ in range(200):
            self.clock.now_s += FRAME_S
            self.desk.poll()
        assert self.desk.session is not None
        assert self.desk.session.stage == "ready"
        return self

    def _handle(self, event: pygame.event.Event) -> None:
        hand = self.desk.hand
        if hand is not None and self.screen is not None and self.screen.leaning:
            hand.handle(event)
        if self.screen is not None:
            self.screen = self.screen.handle(event)


@pytest.fixture(scope="session")
def levels() -> tuple[Any, ...]:
    """All shipped levels."""
    return tuple(shipped())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    with open_store(tmp_path / "test.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def art_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache of drawings for all tests."""
    return tmp_path_factory.mktemp("art")


@pytest.fixture
def game(monkeypatch: pytest.MonkeyPatch, store: Store, levels: tuple[Any, ...], art_cache: Path) -> Iterator[Game]:
    """A game at 1280 × 720, without scenery: a landscape takes seconds and is tested elsewhere."""
    yield from make_game(monkeypatch, store=store, levels=levels, art_cache=art_cache)


def make_game(
    monkeypatch: pytest.MonkeyPatch,
    *,
    store: Store | None,
    levels: tuple[Any, ...],
    art_cache: Path,
    size: tuple[int, int] = (1280, 720),
    scenery: bool = False,
    **config: Any,
) -> Iterator[Game]:
    """The game of the fixture, with more or other configuration. `scenery`: as it is drawn, waited for."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setattr("steadyquest.ui.art.default_cache_dir", lambda: art_cache)
    monkeypatch.setattr(Landscapes, "landscape", _waited_for(Landscapes.landscape) if scenery else _plain)
    monkeypatch.setattr(Landscapes, "preload", lambda _self, _place, _hour=0: None)
    monkeypatch.setattr(Landscapes, "ready", lambda _self, _place, _hour=0: True)
    monkeypatch.setattr("steadyquest.ui.screens.finder.EVERY_S", 0.05)
    clock = Clock()
    _use(monkeypatch, clock)
    pygame.display.init()
    pygame.font.init()
    surface = pygame.display.set_mode(size)
    ports: list[FoundBoard] = []
    wanted: dict[str, Any] = {
        "options": Options(seed=1),
        "open_source": lambda label: pytest.fail(f"{label} was opened"),
        "levels": lambda: levels,
        "store": store,
        "find_boards": lambda: list(ports),
        "sound": False,
        **config,
    }
    desk = Desk(AppConfig(**wanted), View(size), clock=clock)
    game = Game(desk, clock, surface, ports=ports)
    yield game
    finder = getattr(game.screen, "_finder", None)
    if finder is not None:
        finder.close()
    desk.let_go()
    desk.view.close()
    pygame.display.quit()


def _use(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    """Hands and sessions go by the test's clock."""
    made = inputs.HandSource.__init__
    monkeypatch.setattr(inputs.HandSource, "__init__", _with_clock(made, clock))
    from steadyquest.session.sitting import Session

    monkeypatch.setattr(Session, "__init__", _with_clock(Session.__init__, clock))


def _with_clock(made: Callable[..., None], clock: Clock) -> Callable[..., None]:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        made(self, *args, **{**kwargs, "clock": clock})

    return init


def _waited_for(landscape: Callable[..., pygame.Surface]) -> Callable[..., pygame.Surface]:
    def made(self: Landscapes, place: str, hour: int = 0) -> pygame.Surface:
        if not self._take((place, hour)):
            self._order((place, hour))
            assert self._orders.wait(self._job((place, hour)), timeout_s=SCENERY_S), f"no scenery for {place}"
        return landscape(self, place, hour)

    return made


def _plain(self: Landscapes, place: str, hour: int = 0) -> pygame.Surface:
    key = (place, hour)
    if key not in self._instead:
        self._instead[key] = gradient(place, hour=hour, size_px=self._canvas.size_px, look=self._look)
    return self._instead[key]


@pytest.fixture
def app(game: Game) -> Iterator[App]:
    """The game in an app, on the title, with a window nobody sees."""
    with app_of(game) as made:
        yield made
