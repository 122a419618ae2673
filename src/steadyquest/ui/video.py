"""The window: whether there is a display at all, how frames reach it, its size and full screen.

Without a graphics card SDL's own choice costs 10 to 15 ms a frame at 1080 lines, and its plain software way 1 ms;
with one it is the other way round. `auto` times both kinds of machine once and remembers the answer.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import MutableMapping
from dataclasses import dataclass
from importlib import metadata
from typing import Any

import pygame

from steadyquest.errors import DisplayError
from steadyquest.words import tr

WINDOW_SIZE = (1280, 720)
MODES = ("auto", "software", "gpu")
REMEMBERED_AS, VIDEO_CHOICE = "video found", "video chosen"
"""What `auto` has measured, and what a person has set."""
FLIPS = 60
SLOW_FLIP_S = 0.004
"""A flip that takes longer than a quarter of a frame on this machine is taken out of the graphics library's hands."""
INVISIBLE = frozenset({"offscreen", "dummy"})
"""What SDL falls back to when the display that was named is not there: nobody would see the game."""
TRIES, TRY_AGAIN_S = 5, 0.2
_ACCELERATION = "SDL_FRAMEBUFFER_ACCELERATION"


def check_pygame() -> None:
    """Raise DisplayError when the wrong pygame, or a mixture of two, is installed."""
    if getattr(pygame, "IS_CE", False) and not _also_installed("pygame"):
        return
    raise DisplayError(
        tr("pygame-ce is needed and plain pygame is in its way; mend it with: {command}").format(
            command="pip uninstall -y pygame pygame-ce && pip install pygame-ce"
        )
    )


def _also_installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def check_display() -> None:
    """Raise DisplayError, in one line, when no window can be opened here. Opens nothing."""
    if os.environ.get("SDL_VIDEODRIVER"):
        return
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise DisplayError(tr("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)."))


@dataclass(slots=True)
class Window:
    """The open window."""

    surface: pygame.Surface
    video: str
    """software or gpu: how it was opened."""
    fullscreen: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.surface.get_size()

    def toggle_fullscreen(self) -> None:
        """Between a window and the whole screen."""
        self.fullscreen = not self.fullscreen
        flags = pygame.FULLSCREEN if self.fullscreen else pygame.RESIZABLE
        size = (0, 0) if self.fullscreen else WINDOW_SIZE
        self.surface = pygame.display.set_mode(size, flags)

    def flip(self) -> None:
        """Show the frame. A display that has gone (unplugged, another driver) gets a new window, once.

        Raises DisplayError when there is none to be had.
        """
        try:
            pygame.display.flip()
        except pygame.error as gone:
            try:
                pygame.display.init()
                self.surface = pygame.display.set_mode(self.size, pygame.RESIZABLE)
            except pygame.error:
                raise DisplayError(
                    tr("The display is gone. Everything so far is kept; start the game again.")
                ) from gone
            self.fullscreen = False

    def resized(self) -> None:
        """Take over the surface after the person pulled at the window's edge."""
        self.surface = pygame.display.get_surface() or self.surface


def open_window(
    *,
    video: str = "auto",
    size: tuple[int, int] = WINDOW_SIZE,
    remembered: MutableMapping[str, Any] | None = None,
) -> Window:
    """Open the window. `remembered` holds what `auto` found at the first start. Raises DisplayError."""
    check_pygame()
    check_display()
    known = remembered if remembered is not None else {}
    wanted = known.get(VIDEO_CHOICE, "auto") if video == "auto" else video
    if wanted == "auto":
        wanted = known.get(REMEMBERED_AS, "auto")
    if wanted == "auto":
        wanted = known[REMEMBERED_AS] = _faster_way(size)
    return _open(wanted, size)


def close_window() -> None:
    """Give the display back."""
    pygame.quit()


def _open(video: str, size: tuple[int, int]) -> Window:
    # SDL reads this once, when a window first asks for its surface.
    os.environ.pop(_ACCELERATION, None)
    if video == "software":
        os.environ[_ACCELERATION] = "0"
    try:
        _reach_the_display()
        pygame.font.init()
        pygame.display.set_caption("SteadyQuest")
        surface = pygame.display.set_mode(_no_larger_than_the_screen(size), pygame.RESIZABLE)
    except pygame.error as error:
        raise DisplayError(tr("No window could be opened: {reason}.").format(reason=str(error).rstrip("."))) from error
    pygame.key.set_repeat(400, 60)
    return Window(surface, video)


def _reach_the_display() -> None:
    """Begin to use the display. An X server whose only client has just left starts anew, and is away meanwhile."""
    for _ in range(TRIES):
        pygame.display.init()
        if pygame.display.get_driver() not in INVISIBLE or os.environ.get("SDL_VIDEODRIVER"):
            return
        pygame.display.quit()
        time.sleep(TRY_AGAIN_S)
    raise DisplayError(tr("No window could be opened: the display does not answer."))


def _no_larger_than_the_screen(size: tuple[int, int]) -> tuple[int, int]:
    screens = pygame.display.get_desktop_sizes()
    if not screens or min(screens[0]) <= 0:
        return size
    return min(size[0], screens[0][0]), min(size[1], screens[0][1])


def _faster_way(size: tuple[int, int]) -> str:
    window = _open("gpu", size)
    flip_s = median_flip_s(window)
    if flip_s <= SLOW_FLIP_S or _waits_for_the_screen(flip_s):
        return "gpu"
    pygame.display.quit()
    return "software"


def median_flip_s(window: Window, flips: int = FLIPS) -> float:
    """How long one flip takes here."""
    took = []
    for i in range(flips):
        window.surface.fill((24 + i % 2, 32, 48))
        before = time.perf_counter()
        pygame.display.flip()
        took.append(time.perf_counter() - before)
    return statistics.median(took)


def _waits_for_the_screen(flip_s: float) -> bool:
    """Whether the flips were paced by the screen's own refresh rather than by slow copying."""
    rate_hz = pygame.display.get_current_refresh_rate()
    return rate_hz > 0 and abs(flip_s * rate_hz - 1.0) < 0.05
