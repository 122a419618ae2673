"""The therapist's own voice: a sound file beside the level, streamed, bounded in size and time, never too loud."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

import pygame

from steadyquest.levels.check import MAX_FILE_BYTES
from steadyquest.ui.sound.loudness import VOICE_CEILING

_log = logging.getLogger(__name__)

LONGEST_S = 30.0
COMES_MS, GOES_MS = 150, 80


def begin(path: Path, volume: float) -> bool:
    """Play a recording; False, said once in the log, when it cannot be. Reads the file: not for a frame."""
    try:
        if not pygame.mixer.get_init() or not path.is_file():
            return False
        if path.stat().st_size > MAX_FILE_BYTES:
            _warn_once(str(path), "it is too large")
            return False
        pygame.mixer.music.load(path)
        pygame.mixer.music.set_volume(VOICE_CEILING * volume)
        pygame.mixer.music.play(fade_ms=COMES_MS)
    except (pygame.error, OSError) as why:
        _warn_once(str(path), str(why))
        return False
    return True


def goes_on() -> bool:
    """Whether it is still to be heard."""
    return bool(pygame.mixer.get_init()) and pygame.mixer.music.get_busy()


def end() -> None:
    """Stop it, quickly and without a click."""
    if goes_on():
        pygame.mixer.music.fadeout(GOES_MS)


@lru_cache(maxsize=64)
def _warn_once(name: str, why: str) -> None:
    _log.warning(
        "the recording %s cannot be played; the system's voice or the screen alone has its words: %s", name, why
    )
