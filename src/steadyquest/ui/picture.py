"""Pictures of screens without a display: for the tour, the documents and the tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pygame

from steadyquest.errors import DisplayError
from steadyquest.ui.screen import Screen
from steadyquest.ui.view import View
from steadyquest.words import tr

MOST_WAITS_S = 60.0


@contextmanager
def no_display(size: tuple[int, int]) -> Iterator[pygame.Surface]:
    """A window that nobody sees. The real display, if any, is left alone until the block ends."""
    before = os.environ.get("SDL_VIDEODRIVER")
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    try:
        pygame.display.init()
        pygame.font.init()
        yield pygame.display.set_mode(size)
    finally:
        pygame.display.quit()
        if before is None:
            os.environ.pop("SDL_VIDEODRIVER", None)
        else:
            os.environ["SDL_VIDEODRIVER"] = before


def picture_of(screen: Screen, *, surface: pygame.Surface, view: View, file: Path) -> Path:
    """Draw the screen, wait for its scenery, draw it again, and write it as PNG."""
    screen.draw(surface)
    place, hour = view.place
    view.scenery.wait(place, hour, timeout_s=MOST_WAITS_S)
    while not view.art.warm_step(50.0):
        pygame.time.wait(2)
    screen.draw(surface)
    return save(surface, file)


def save(surface: pygame.Surface, file: Path) -> Path:
    """What is on the surface now, as PNG."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(surface, file)
    except (OSError, pygame.error) as error:
        raise DisplayError(tr("The picture {file} could not be written: {why}").format(file=file, why=error)) from error
    return file


def pictures(
    screens: Callable[[pygame.Surface], Iterator[tuple[str, Screen, View]]], *, size: tuple[int, int], folder: Path
) -> list[Path]:
    """A picture of each screen that `screens` brings, in a folder, named as it says."""
    with no_display(size) as surface:
        return [
            picture_of(screen, surface=surface, view=view, file=folder / f"{name}.png")
            for name, screen, view in screens(surface)
        ]
