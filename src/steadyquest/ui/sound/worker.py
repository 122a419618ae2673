"""The second process: makes the sounds of one place while the game goes on, short ones first, and ends.

python -m steadyquest.ui.sound.worker FOLDER PLACE
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from steadyquest.ui.sound.shelf import GROUND, LIGHT, SoundShelf


def make(root: Path, place: str) -> None:
    """Have every sound of a place on the shelf. OSError where nothing can be written."""
    from steadyquest.ui.sound.backing import ground, light
    from steadyquest.ui.sound.effects import all_effects
    from steadyquest.ui.sound.themes import theme_of
    from steadyquest.ui.sound.tones import wav_bytes

    shelf, theme = SoundShelf(root), theme_of(place)
    for name, sound in all_effects(theme).items():
        shelf.write(place, name, wav_bytes(sound))
    for name, turn in ((GROUND, ground), (LIGHT, light)):
        shelf.write(place, name, wav_bytes(turn(theme)))
    shelf.tidy()


def main() -> None:
    """Make what the command line names."""
    if hasattr(os, "nice"):
        os.nice(5)  # the screen comes first
    make(Path(sys.argv[1]), sys.argv[2])


if __name__ == "__main__":
    main()
