"""Writing files for people: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from steadyquest.errors import ReportError
from steadyquest.words import tr


def expanded(file: Path | str) -> Path:
    """With the home folder in the place of `~`; a home that nobody has stays as it was typed, and is not there."""
    try:
        return Path(file).expanduser()
    except RuntimeError:
        return Path(file)


def write_whole(file: Path | str, data: str | bytes) -> Path:
    """Write a file beside its place and move it there at once, so that a full disk leaves no half of one.

    Texts are UTF-8 with plain line ends. Raises ReportError in one line when it cannot be written.
    """
    file = expanded(file)
    try:
        if file.is_dir():
            raise ReportError(tr("{file} is a folder; name a file").format(file=file))
        if file.exists() and not file.is_file():
            raise ReportError(tr("{file} is no plain file; name another one").format(file=file))
        _moved_into_place(file, data.encode() if isinstance(data, str) else data)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        said = tr("{file} cannot be written ({reason}); choose another place")
        raise ReportError(said.format(file=file, reason=reason)) from error
    return file


def _moved_into_place(file: Path, data: bytes) -> None:
    handle, partial = tempfile.mkstemp(prefix=f".{file.name[:60]}-", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(partial).chmod(0o644)
        Path(partial).replace(file)
    except OSError:
        Path(partial).unlink(missing_ok=True)
        raise
