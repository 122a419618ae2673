"""The text of a CSV file as named columns of numbers; whatever is wrong with it is one line with its place."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from steadyquest.errors import DeviceError, SignalError
from steadyquest.words import tr

MAX_BYTES = 200_000_000
"""Twelve hours at 100 Hz; more is hardly a recording of one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of numbers in the order of the columns asked for."""

    spelled: Mapping[str, str]
    """How the file names each column that was asked for and found."""
    rows: Sequence[Sequence[float]]
    lines: Sequence[int]
    """The line of the file that each row is on."""


class _Rows(Protocol):
    """What csv.reader gives; its own type has no public name."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> _Rows: ...
    def __next__(self) -> list[str]: ...


def refusal(message: str, **facts: object) -> SignalError:
    """The error of one line, filled in."""
    return SignalError(message.format(**facts))


def read_table(path: Path, *, needed: Mapping[str, Sequence[str]], optional: Mapping[str, Sequence[str]]) -> Table:
    """The columns of a CSV file, each under one of its spellings.

    Raises DeviceError when the file cannot be read, SignalError when its rows are not what was asked for.
    """
    reader: _Rows = csv.reader(io.StringIO(_text(path), newline=""))
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        places = _places(header, needed=needed, optional=optional, file=path.name)
        rows, lines = _numbers(reader, header=header, columns=tuple(places.values()), file=path.name)
    except csv.Error as error:
        message = tr("{file} line {line} is not a row of a table ({reason}); save the table as CSV with commas")
        raise refusal(message, file=path.name, line=reader.line_num, reason=error) from error
    return Table(spelled={name: header[place] for name, place in places.items()}, rows=rows, lines=lines)


def _text(path: Path) -> str:
    shown = _shortened(str(path), limit=200)
    try:
        if path.is_dir():
            raise DeviceError(tr("{path} is a folder; name a CSV file in it").format(path=shown))
        if not path.exists():
            raise DeviceError(tr("there is no file {path}; check the name and the folder").format(path=shown))
        if not path.is_file():
            raise DeviceError(tr("{path} is not an ordinary file; name a CSV file").format(path=shown))
        if path.stat().st_size > MAX_BYTES:
            raise DeviceError(tr("{path} is over 200 MB; cut it into shorter recordings").format(path=shown))
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeviceError(tr("{path} is not text; export the recording as CSV (UTF-8)").format(path=shown)) from error
    except (OSError, ValueError) as error:
        message = tr("{path} cannot be read ({reason}); check the name and the rights of the file")
        reason = getattr(error, "strerror", None) or error
        raise DeviceError(message.format(path=shown, reason=reason)) from error


def _places(
    header: Sequence[str], *, needed: Mapping[str, Sequence[str]], optional: Mapping[str, Sequence[str]], file: str
) -> dict[str, int]:
    """Where in a row each column is."""
    if not any(header):
        raise refusal(tr("{file} has no header; its first line has to name {needed}"), file=file, needed=_all(needed))
    spellings = {**needed, **optional}
    found = {name: [i for i, cell in enumerate(header) if cell in spellings[name]] for name in spellings}
    missing = {name: needed[name] for name in needed if not found[name]}
    if missing:
        message = tr("{file} line 1 has no column {missing} (found: {found}); name the columns so, with commas between")
        raise refusal(message, file=file, missing=_all(missing), found=_shortened(", ".join(header)))
    doubled = [" and ".join(header[i] for i in places) for places in found.values() if len(places) > 1]
    if doubled:
        message = tr("{file} line 1 has two columns for the same: {doubled}; keep one of them")
        raise refusal(message, file=file, doubled=", ".join(doubled))
    return {name: places[0] for name, places in found.items() if places}


def _all(spellings: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(" or ".join(names) for names in spellings.values())


def _numbers(
    reader: _Rows, *, header: Sequence[str], columns: Sequence[int], file: str
) -> tuple[list[list[float]], list[int]]:
    rows: list[list[float]] = []
    lines: list[int] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        line = reader.line_num
        if len(cells) < len(header):
            message = tr("{file} line {line} has {n} cells, the header {of}; complete or remove the row")
            raise refusal(message, file=file, line=line, n=len(cells), of=len(header))
        rows.append([_number(cells[i], column=header[i], line=line, file=file) for i in columns])
        lines.append(line)
    return rows, lines


def _number(cell: str, *, column: str, line: int, file: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    # Python alone reads 1_000 as a number.
    if math.isfinite(value) and "_" not in cell:
        return value
    message = tr("{file} line {line}: {column} is “{cell}”, not a number; correct or remove the row")
    raise refusal(message, file=file, line=line, column=column, cell=_shortened(cell.strip(), limit=30))


def _shortened(text: str, *, limit: int = 80) -> str:
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= limit else text[: limit - 1] + "…"
