"""Where each key of a level file stands: tables, keys, and the text of their values, with line numbers.

The standard TOML reader gives no lines and stops at the first fault. This scanner cuts the text into entries, each
of which is read by itself. It takes any text whatever, and its time grows with the length of the text alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

MAX_DEPTH = 2
"""Lists in lists are points; nothing in a level goes deeper."""

MOST_ENTRIES = 10_000
"""No level has half of it: where there are more, some stand twice or are none, and that is told of these."""

EntryFault = Literal["", "no_equals", "dotted", "inline", "deep"]

_MARK = re.compile(r'"""|\'\'\'|["\'#\[\]{}\n]')
_STRING_END = {
    '"""': re.compile(r'\\.|"{3,5}', re.DOTALL),
    "'''": re.compile(r"'{3,5}"),
    '"': re.compile(r'\\.|"|\n'),
    "'": re.compile(r"'|\n"),
}
_NEXT_ENTRY = re.compile(
    r"[ \t]*(?:[A-Za-z0-9_-]+[ \t]*=|\[{1,2}[ \t]*[A-Za-z][\w.-]*[ \t]*\]{1,2}[ \t]*(?:#|$))", re.MULTILINE
)
"""What an open list cannot hold: its bracket was forgotten, and the faults of the next lines are their own."""
_HEADER = re.compile(r"(\[{1,2})([^\[\]]*)(\]{1,2})\s*(?:#.*)?$")
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key = value`, its value still text."""

    key: str
    source: str
    line: int
    fault: EntryFault = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What stands under one header; the first table of a file has none."""

    name: str
    line: int
    sound: bool = True
    """Whether the header is written as a list of tables, `[[name]]`."""
    entries: list[Entry] = field(default_factory=list)


class _Value(NamedTuple):
    stop: int
    end: int
    deepest: int
    inline: bool


def scan(text: str) -> list[Table]:
    r"""Cut a text into tables and entries. Never raises.

    >>> [(entry.key, entry.source, entry.line) for entry in scan('a = 1\n[[step]]\nb = [1,\n 2]')[1].entries]
    [('b', '[1,\n 2]', 3)]
    """
    tables = [Table("", 1)]
    at, line, left = 0, 1, MOST_ENTRIES
    while at < len(text) and left:
        stop = _line_end(text, at)
        words = text[at:stop].strip(" \t")
        if words.startswith("["):
            tables.append(_table(words, line=line))
        elif words and not words.startswith("#"):
            entry, stop = _entry(text, at, line=line)
            tables[-1].entries.append(entry)
            left -= 1
        line += text.count("\n", at, stop) + 1
        at = stop + 1
    return tables


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _table(words: str, *, line: int) -> Table:
    match = _HEADER.match(words)
    if not match:
        return Table(words.strip("[] \t"), line, sound=False)
    opening, name, closing = match.groups()
    return Table(_unquoted(name.strip()), line, sound=(opening, closing) == ("[[", "]]"))


def _entry(text: str, at: int, *, line: int) -> tuple[Entry, int]:
    stop = _line_end(text, at)
    head, equals, _ = text[at:stop].partition("=")
    if not equals:
        return Entry(head.strip(), "", line, "no_equals"), stop
    key = _unquoted(head.strip())
    value = _value(text, at + len(head) + 1)
    source = text[at + len(head) + 1 : value.end].strip()
    return Entry(key, source, line, _fault(key, value)), value.stop


def _fault(key: str, value: _Value) -> EntryFault:
    if "." in key:
        return "dotted"
    if value.inline:
        return "inline"
    return "deep" if value.deepest > MAX_DEPTH else ""


def _value(text: str, at: int) -> _Value:
    """Find where a value stops: the end of its line, or of the line where its last list closes."""
    depth = deepest = 0
    inline = False
    end = -1
    while mark := _MARK.search(text, at):
        sign, at = mark.group(), mark.end()
        if sign in _STRING_END:
            at = _string_end(text, at, sign=sign)
        elif sign == "#":
            end = mark.start() if depth <= 0 and end < 0 else end
            at = _line_end(text, at)
        elif sign in "[{":
            depth, inline = depth + 1, inline or sign == "{"
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
        elif depth <= 0 or _NEXT_ENTRY.match(text, at):
            return _Value(mark.start(), mark.start() if end < 0 else end, deepest, inline)
    return _Value(len(text), len(text) if end < 0 else end, deepest, inline)


def _string_end(text: str, at: int, *, sign: str) -> int:
    for match in _STRING_END[sign].finditer(text, at):
        found = match.group()
        if found == "\n":
            return match.start()
        if found.startswith(sign):
            return match.end()
    return len(text)


def _unquoted(name: str) -> str:
    inner = name[1:-1]
    quoted = len(name) > 2 and name[0] == name[-1] and name[0] in "\"'"
    return inner if quoted and _PLAIN_KEY.fullmatch(inner) else name
