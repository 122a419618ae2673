"""What the machine has for the game, asked of the graphics library: for `doctor`."""

from __future__ import annotations

import pygame


def library() -> str:
    """The graphics library and its own version."""
    sdl = ".".join(str(part) for part in pygame.get_sdl_version())
    return f"pygame-ce {pygame.version.ver}, SDL {sdl}"


def sound_device() -> str | None:
    """What sound would go to, or None when there is no sound card."""
    try:
        pygame.mixer.init(48_000, -16, 2, 512)
    except pygame.error:
        return None
    try:
        rate_hz, _, channels = pygame.mixer.get_init()
    finally:
        pygame.mixer.quit()
    return f"{rate_hz} Hz, {channels} channels"
