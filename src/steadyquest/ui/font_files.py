"""Where the files of the two fonts are. Knows nothing of pygame, so that drawings can be lettered without it."""

from __future__ import annotations

import importlib
import logging
from functools import lru_cache
from pathlib import Path

_log = logging.getLogger(__name__)

_FILES = {
    "body": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "bold": ("font_source_sans_pro", "SourceSansPro-Bold.ttf"),
    "title": ("font_fredoka_one", "FredokaOne-Regular.ttf"),
}


@lru_cache(maxsize=8)
def font_path(face: str) -> Path | None:
    """The file of a face, or None (said once in the log) when its package is not there."""
    package, name = _FILES[face]
    try:
        file = importlib.import_module(package).__file__
    except ImportError:
        file = None
    path = Path(file or "").parent / "files" / name
    if file is None or not path.is_file():
        _log.warning("the font %s is missing (package %s); a simpler one is used", name, package)
        return None
    return path
