"""Where the shipped levels, art and letters are: inside the installed package, or in a checkout beside `src/`."""

from __future__ import annotations

import importlib
import logging
from functools import lru_cache
from pathlib import Path

_log = logging.getLogger(__name__)
_PACKAGE = Path(__file__).resolve().parent

_FONTS = {
    "body": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "bold": ("font_source_sans_pro", "SourceSansPro-Bold.ttf"),
    "title": ("font_fredoka_one", "FredokaOne-Regular.ttf"),
}


def resource(name: str) -> Path:
    """The folder or file of a shipped resource, such as "levels" or "assets/art/fox.svg".

    Raises FileNotFoundError when neither kind of install has it.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent.parent):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"{name} is missing from this installation; install SteadyQuest again")


@lru_cache(maxsize=8)
def font_path(face: str) -> Path | None:
    """The file of a face, or None (said once in the log) when its package is not there."""
    package, name = _FONTS[face]
    try:
        file = importlib.import_module(package).__file__
    except ImportError:
        file = None
    path = Path(file or "").parent / "files" / name
    if file is None or not path.is_file():
        _log.warning("the font %s is missing (package %s); a simpler one is used", name, package)
        return None
    return path
