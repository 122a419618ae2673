"""What commands print: plain lines for people, or one JSON line at the end for programs."""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from steadyquest.words import tr

INTERRUPTED = 130
"""The exit code of a command that was told to stop, as shells have it."""


@dataclass(frozen=True, slots=True)
class Out:
    """Lines for people go to stdout; with `--json` to stderr, and stdout ends with one JSON line."""

    json: bool

    def say(self, line: str = "") -> None:
        """One line for people. Who listens no longer (`| head`) must not end a game."""
        with contextlib.suppress(BrokenPipeError):
            click.echo(line, err=self.json)

    def result(self, data: Any) -> None:
        """The result, for programs."""
        if self.json:
            click.echo(json.dumps(data, default=_plain, allow_nan=False))

    def table(self, rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], *, empty: str) -> None:
        """Rows under headings, as wide as they need; the rows themselves for programs."""
        if not rows:
            self.say(empty)
        else:
            cells = [list(columns.values()), *([_text(row[key]) for key in columns] for row in rows)]
            widths = [max(len(line[i]) for line in cells) for i in range(len(columns))]
            for line in cells:
                self.say("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        self.result(list(rows))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not for JSON")


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M")
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

json_option: Decorator = click.option("--json", "as_json", is_flag=True, help="End with one JSON line.")
database_option: Decorator = click.option(
    "--database",
    metavar="FILE",
    help="The records: a file, or an address such as sqlite:///FILE. Default: this user's own.",
)


def file_option(*, default: str, metavar: str = "FILE") -> Decorator:
    """Where a command's file goes: the same words in every command. `default` is the help's word on leaving it out."""
    return click.option(
        "-o", "--output", "--to", "file", type=click.Path(path_type=Path), metavar=metavar, help=f"Where to. {default}"
    )


_THOUSANDS = re.compile(r"\s*[+-]?[1-9]\d{0,2},\d{3}\s*")
"""`1,500`: one and a half for one half of the world, and one thousand and a half for the other."""


class Finite(click.FloatRange):
    """A number within limits, with a decimal point or comma; what is no number is outside of all."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number, or a usage error."""
        if isinstance(value, str):
            if _THOUSANDS.fullmatch(value):
                self.fail(
                    tr("{value} may mean two things; write it with a point, or without").format(value=value), param, ctx
                )
            value = value.replace(",", ".") if "." not in value else value
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(tr("{value} is not a number that can be used").format(value=value), param, ctx)
        return number

    def _describe_range(self) -> str:
        """The limits, as the help shows them; without any, nothing instead of `x<=None`."""
        return "" if self.min is None and self.max is None else super()._describe_range()
