"""The whole game without a window's loop: frames go by as a test says, with all that stands before the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from steadyquest.ui.app import App
from steadyquest.ui.video import open_window

FRAME_S = 1 / 60


class Frames:
    """An app whose frames a test lets go by."""

    settles_s = 0.05
    """How long a screen is shown before a test goes on."""

    def __init__(self, app: App, clock: Any) -> None:
        self.app, self.clock = app, clock

    @property
    def screen(self) -> Any:
        """What is shown."""
        return self.app.loop.screen

    @property
    def focus(self) -> str:
        """Where the focus is."""
        return str(self.screen.menu.focus)

    def at(self, name: str) -> bool:
        """Whether the screen of that name is shown."""
        return type(self.screen).__name__ == name

    def show(self, screen: Any) -> None:
        """Begin here."""
        self.app.loop.show(screen)
        self.wait(self.settles_s)

    def wait(self, seconds: float, *, until: Callable[[], bool] = lambda: False) -> None:
        """Frames go by, for so long or until then; the last one is drawn."""
        for _ in range(round(seconds / FRAME_S)):
            self.clock.now_s += FRAME_S
            after = self.screen.update()
            assert after is not None
            self.app.loop.show(after)
            self.app.poll()
            if until():
                break
        surface = self.app.window.surface
        self.screen.draw(surface)
        self.app.choices.draw(surface, self.screen)


@contextmanager
def app_of(game: Any) -> Iterator[App]:
    """The app over a test's game, in a window that nobody sees; on the title, looking for no boards."""
    app = App(game.desk.config, open_window(video="software", size=(640, 360)))
    app.desk.clock = game.clock
    yield app
    if finder := getattr(app.loop.screen, "_finder", None):
        finder.close()
    app.desk.let_go()
    app.desk.view.close()
