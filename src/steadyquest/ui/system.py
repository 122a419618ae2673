"""What the machine has for the game, asked of the graphics library: for `doctor`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pygame


def library() -> str:
    """The graphics library and its own version."""
    sdl = ".".join(str(part) for part in pygame.get_sdl_version())
    return f"pygame-ce {pygame.version.ver}, SDL {sdl}"


def sound_device() -> str | None:
    """What sound would go to, or None when there is no sound card."""
    try:
        with quiet_terminal():
            pygame.mixer.init(48_000, -16, 2, 512)
    except pygame.error:
        return None
    mixer = pygame.mixer.get_init()
    pygame.mixer.quit()
    return f"{mixer[0]} Hz" if mixer else None


@contextmanager
def quiet_terminal() -> Iterator[None]:
    """Keep the sound system's own complaints, written past Python, off the terminal."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def to_clipboard(text: str) -> bool:
    """Put words where other programs paste from; False where there is no such place."""
    try:
        pygame.scrap.put_text(text)
    except (pygame.error, NotImplementedError):
        return False
    return True
