"""Where the shipped levels and art are: inside the installed package, or in a checkout beside `src/`."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The folder or file of a shipped resource, such as "levels" or "assets/art/fox.svg".

    Raises FileNotFoundError when neither kind of install has it.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent.parent):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"{name} is missing from this installation; install SteadyQuest again")
