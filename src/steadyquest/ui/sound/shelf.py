"""Where made sounds are kept between starts: the user's cache folder, by place and by recipe.

Knows neither numpy nor pygame. The recipe's number is drawn from the code that makes the sounds, so that a change of it
makes them anew and the old ones go.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

RECIPE = ("themes", "loudness", "tones", "backing", "effect_names", "effects", "sound_help")
GROUND, LIGHT = "ground", "light"
_LEAST_BYTES = 100
"""A WAV file of nothing is smaller."""


def default_folder() -> Path:
    """The user's cache folder for sounds."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("steadyquest", appauthor=False)) / "sounds"


@cache
def recipe() -> str:
    """A name that changes whenever a sound would."""
    made = hashlib.sha256()
    for name in RECIPE:
        with contextlib.suppress(OSError):  # packed without its sources: the program's version must do
            made.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    from steadyquest import __version__

    made.update(__version__.encode())
    return made.hexdigest()[:16]


class SoundShelf:
    """Sound files of every place, whole or not there at all."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / recipe()

    def path(self, place: str, name: str) -> Path:
        """Where a sound is, if it is."""
        return self.folder / f"{place}-{name}.wav"

    def has(self, place: str, names: Iterable[str]) -> bool:
        """Whether all of these are there."""
        return all(_size(self.path(place, name)) > _LEAST_BYTES for name in names)

    def write(self, place: str, name: str, wav: bytes) -> None:
        """Keep a sound, whoever else writes at the same time. OSError where that cannot be."""
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f"{place}-{name}.{os.getpid()}.part"
        part.write_bytes(wav)
        part.replace(self.path(place, name))

    def tidy(self) -> None:
        """Throw away what other recipes have made."""
        with contextlib.suppress(OSError):
            for old in self.root.iterdir():
                if old != self.folder and old.is_dir() and not old.is_symlink():
                    shutil.rmtree(old, ignore_errors=True)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
