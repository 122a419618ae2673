"""The folder of an export: whole or not at all, and never in the place of something that is no export.

It is made under a hidden name beside its place and renamed at the end, so that a full disk or Ctrl-C leaves nothing.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from steadyquest.errors import ReportError
from steadyquest.files import expanded
from steadyquest.words import tr

MARK = "steadyquest-export.json"
"""By this file a folder is known as an export of ours; only such a one is ever replaced."""


class Table:
    """A CSV file that is being written, row by row: UTF-8, plain line ends, numbers in full."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        # Numbers are written by repr, None as nothing.
        self._rows = csv.writer(self._file, lineterminator="\n")
        self._rows.writerow(names)

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """More rows, each as long as the header."""
        self._rows.writerows(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def write_text(path: Path, text: str) -> None:
    """A text file: UTF-8, plain line ends."""
    path.write_bytes(text.encode())


def write_json(path: Path, data: Any) -> None:
    """Plain data, readable by people too."""
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


@contextmanager
def whole_folder(place: Path | str, *, overwrite: bool = False) -> Iterator[Path]:
    """A folder to write into, which is `place` when all went well, and gone when not. Raises ReportError."""
    place = expanded(place).absolute()
    part = place.with_name(f".{place.name}.part")
    try:
        _refuse(place, overwrite=overwrite)
        # What a killed export left behind.
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        yield part
        _put_in_place(part, place)
    except OSError as error:
        said = tr("{folder} cannot be written ({reason}); name another place, or free some space")
        raise ReportError(said.format(folder=place, reason=error.strerror or type(error).__name__)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse(place: Path, *, overwrite: bool) -> None:
    if not place.parent.is_dir():
        raise ReportError(tr("there is no folder {folder}; make it first").format(folder=place.parent))
    if not place.exists() and not place.is_symlink():
        return
    if place.is_symlink() or not place.is_dir():
        raise ReportError(tr("{folder} is there and is no folder; name another one").format(folder=place))
    if not any(place.iterdir()):
        return
    if not (place / MARK).is_file():
        said = tr("{folder} is there and holds something else; name a new folder for the export")
        raise ReportError(said.format(folder=place))
    if not overwrite:
        said = tr("{folder} holds an export already; name a new folder, or replace it with --overwrite")
        raise ReportError(said.format(folder=place))


def _put_in_place(part: Path, place: Path) -> None:
    """The earlier export goes only when the new one is whole."""
    if not place.exists():
        part.rename(place)
        return
    old = place.with_name(f".{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    place.rename(old)
    try:
        part.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)
