"""One value against one key of the schema: what it becomes, or why it does not fit."""

from __future__ import annotations

import difflib
import math
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from steadyquest.errors import steers
from steadyquest.game.spec import Place, Point, Range
from steadyquest.game.tasks.garden import GEM, SIGNS, START
from steadyquest.levels.schema_keys import Key
from steadyquest.words import tr

_UNSEEN = ("Cf", "Zs", "Cc")
_LONGEST_SHOWN = 60
_LONGEST_GUESSED = 40
_FAR = 1e9
MOST_ROWS, MOST_COLUMNS, MOST_GEMS = 16, 24, 20
"""A larger garden would be too small to see."""


class UnfitError(ValueError):
    """The value is not what the key allows. The message is a hint, or empty."""


def parse_value(source: str) -> Any:
    """The value that a piece of TOML stands for. Raises UnfitError with a plain hint when it is none."""
    try:
        # Numbers of thousands of digits are a plain ValueError, deep lists a RecursionError.
        return tomllib.loads(f"v = {source}")["v"]
    except (ValueError, RecursionError):
        raise UnfitError(_syntax_hint(source)) from None


def fit(key: Key, value: Any) -> Any:
    """The value as the spec wants it: pairs as `Range`, lists as tuples, numbers as floats. Raises UnfitError."""
    return _FIT[key.kind](key, value)


def allowed(key: Key) -> str:
    """What the key allows, in words."""
    return _ALLOWED[key.kind](key)


def shown(source: str) -> str:
    """What stands in the file, short enough for one line."""
    words = " ".join(source.split())
    return words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"


def guess(word: str, choices: Iterable[str]) -> str:
    """A hint with the likeliest meant word, or an empty text."""
    if len(word) > _LONGEST_GUESSED:
        return ""
    near = difflib.get_close_matches(word.strip().lower(), list(choices), n=1, cutoff=0.6)
    return tr("did you mean `{word}`?").format(word=near[0]) if near else ""


def _syntax_hint(source: str) -> str:
    hints = (
        (r"\s*$", tr("write a value after the =")),
        (r".*[“”„‘’«»]", tr('use straight quotes: "…"')),
        (r"(?i:true|false|yes|no)\b", tr("write true or false, in small letters")),
        (r"[-+]?\d+,\d+$", tr("write the number with a point: 0.5")),
        (r"[-+]?(?:\.\d|\d+\.(?!\d))", tr("write a digit on both sides of the point: 0.5")),
        (r"[\"']", tr('a text begins and ends with a quote, and nothing follows it; inside it write \\"')),
        (r"\[[^\]]*$", tr("close the list with ]")),
        (r"\[", tr("a list has a comma between its parts, texts in quotes, and ends with ]")),
        (r"[^\W\d]", tr('put words in quotes: "…"')),
    )
    for pattern, hint in hints:
        if re.match(pattern, source):
            return hint
    return tr('write a number, a "text", true, false or a [list]')


def _text(key: Key, value: Any) -> str:
    if not isinstance(value, str):
        raise UnfitError(tr('put words in quotes: "…"'))
    words = " ".join(value.split())
    return _proper(key, words)


def _long_text(key: Key, value: Any) -> str:
    if not isinstance(value, str):
        raise UnfitError(tr('put words in quotes: "…"'))
    return _proper(key, "\n".join(line.rstrip() for line in value.strip().splitlines()))


def _proper(key: Key, words: str) -> str:
    if all(unicodedata.category(letter) in _UNSEEN for letter in words):
        raise UnfitError(tr("write something, or leave the line out"))
    if len(words) > key.high:
        raise UnfitError(tr("this has {n} letters; shorten it").format(n=len(words)))
    if any(steers(letter) and letter not in "\n\t" for letter in words):
        raise UnfitError(tr("there is an invisible control character in it; type it again"))
    return words


def _file(_key: Key, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UnfitError(tr('write the name of a file in quotes: "…"'))
    if len(value) > 100 or value in {".", ".."} or re.search(r"[/\\:]", value) or any(map(steers, value)):
        raise UnfitError(tr("put the file beside the level and write its name alone"))
    return value


def _art(_key: Key, value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9_]{1,40}", value):
        raise UnfitError(tr('write the name in quotes, in small letters: "duck"'))
    return value


def _arts(key: Key, value: Any) -> tuple[str, ...]:
    names = tuple(_art(key, name) for name in _listed(key, value))
    if len(set(names)) < len(names):
        raise UnfitError(tr("the same picture stands twice; write each once"))
    return names


def _garden(_key: Key, value: Any) -> tuple[str, ...]:
    if not isinstance(value, str):
        raise UnfitError(tr('draw it between """ and """, a row to a line'))
    rows = tuple(line.strip() for line in value.strip().splitlines())
    strange = {sign for row in rows for sign in row} - set(SIGNS)
    if strange & {" ", "\t"}:
        raise UnfitError(tr("a garden has no gaps; write # for a wall, . for a path"))
    if strange:
        raise UnfitError(tr("{sign} is no part of a garden").format(sign=shown(repr(min(strange)))))
    if not 1 <= len(rows) <= MOST_ROWS or not all(1 <= len(row) <= MOST_COLUMNS for row in rows):
        found = tr("this has {rows} rows of up to {columns} signs").format(
            rows=len(rows), columns=max(map(len, rows), default=0)
        )
        raise UnfitError(found)
    signs = "".join(rows)
    if signs.count(START) != 1:
        raise UnfitError(tr("this has {n} starts; draw one S").format(n=signs.count(START)))
    if not 1 <= signs.count(GEM) <= MOST_GEMS:
        raise UnfitError(tr("this has {n} gems; draw 1 to {most} o").format(n=signs.count(GEM), most=MOST_GEMS))
    return rows


def _choice(key: Key, value: Any) -> str:
    if not isinstance(value, str):
        raise UnfitError(tr('put words in quotes: "…"'))
    if value not in key.choices:
        raise UnfitError(guess(value, key.choices))
    return value


def _word(key: Key, value: Any) -> str:
    """One word of a list: the hint says which."""
    if isinstance(value, str) and value not in key.choices:
        raise UnfitError(guess(value, key.choices) or tr('"{word}" is none of them').format(word=shown(value)))
    return _choice(key, value)


def _choices(key: Key, value: Any) -> tuple[str, ...]:
    words = value if isinstance(value, list) else [value]
    if not words:
        raise UnfitError(tr("the list is empty; leave the line out or write a word into it"))
    found = tuple(_word(key, word) for word in words)
    if len(set(found)) < len(found):
        raise UnfitError(tr("the same word stands twice; write each once"))
    return found


def _yes_no(_key: Key, value: Any) -> bool:
    if not isinstance(value, bool):
        raise UnfitError(tr("write true or false, without quotes"))
    return value


def _whole(key: Key, value: Any) -> int:
    if isinstance(value, list):
        raise UnfitError(_single_hint())
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnfitError(_number_hint(value))
    if not key.low <= value <= key.high:
        raise UnfitError("")
    return value


def _number(key: Key, value: Any) -> float | Range:
    if not key.pair:
        if isinstance(value, list):
            raise UnfitError(_single_hint())
        return _bounded(key, value)
    if not isinstance(value, list):
        return Range(*(_bounded(key, value),) * 2)
    if len(value) != 2:
        raise UnfitError(tr("a pair has two numbers: [easy, hard]"))
    return Range(_bounded(key, value[0]), _bounded(key, value[1]))


def _bounded(key: Key, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnfitError(_number_hint(value))
    if isinstance(value, float) and not math.isfinite(value):
        raise UnfitError(tr("write an ordinary number"))
    # Compared before it becomes a float: a whole number of any length may stand in a file.
    if not key.low <= value <= key.high:
        raise UnfitError("")
    return float(value)


def _single_hint() -> str:
    return tr("difficulty cannot change this one; write a single number")


def _number_hint(value: Any) -> str:
    if isinstance(value, str):
        return tr("write the number without quotes")
    return tr("write a whole number") if isinstance(value, float) else tr("write a number")


def _point(key: Key, value: Any) -> Point:
    if not isinstance(value, list) or len(value) != 2:
        raise UnfitError(tr("write two numbers: [right, forward]"))
    return _bounded(key, value[0]), _bounded(key, value[1])


def _between(key: Key, value: Any) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise UnfitError(tr("write two numbers: [shortest, longest]"))
    least, most = _bounded(key, value[0]), _bounded(key, value[1])
    if least > most:
        raise UnfitError(tr("the smaller number comes first"))
    return least, most


def _points(key: Key, value: Any) -> tuple[Point, ...]:
    return tuple(_spot(key, point) for point in _listed(key, value))


def _places(key: Key, value: Any) -> tuple[Place, ...]:
    return tuple(_place(key, place) for place in _listed(key, value))


def _listed(key: Key, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise UnfitError(tr("put it in a list: [ … ]"))
    if not key.low <= len(value) <= key.high:
        raise UnfitError(tr("the list has {n} parts").format(n=len(value)))
    return value


def _place(key: Key, value: Any) -> Place:
    return _spot(key, value) if isinstance(value, list) else _word(key, value)


def _spot(key: Key, value: Any) -> Point:
    anywhere = Key(name=key.name, kind="point", help=key.help, low=-_FAR, high=_FAR)
    x, y = _point(anywhere, value)
    if math.hypot(x, y) > key.reach + 1e-9:
        hint = tr("[{x:g}, {y:g}] lies more than {most:g} reach from the centre")
        raise UnfitError(hint.format(x=x, y=y, most=key.reach))
    return x, y


def _say_text(key: Key) -> str:
    return tr("a text in quotes, up to {n} letters").format(n=round(key.high))


def _say_choice(key: Key) -> str:
    return ", ".join(key.choices)


def _say_whole(key: Key) -> str:
    if key.low == key.high:
        return f"{key.low:g}"
    return tr("a whole number from {low:g} to {high:g}").format(low=key.low, high=key.high)


def _say_number(key: Key) -> str:
    limits = tr("{low:g} to {high:g} {unit}").format(low=key.low, high=key.high, unit=key.unit).strip()
    return tr("{limits}, or a pair [easy, hard]").format(limits=limits) if key.pair else limits


def _say_point(key: Key) -> str:
    return tr("[right, forward], each {low:g} to {high:g} {unit}").format(low=key.low, high=key.high, unit=key.unit)


def _say_between(key: Key) -> str:
    return tr("[shortest, longest], each {low:g} to {high:g} {unit}").format(low=key.low, high=key.high, unit=key.unit)


def _say_points(key: Key) -> str:
    return tr("{low:g} to {high:g} points [right, forward] within {reach:g} reach of the centre").format(
        low=key.low, high=key.high, reach=key.reach
    )


def _say_places(key: Key) -> str:
    return tr("a list of {words} or points [right, forward]").format(words=", ".join(key.choices))


def _say_choices(key: Key) -> str:
    return tr("one or a list of {words}").format(words=", ".join(key.choices))


_FIT: dict[str, Callable[[Key, Any], Any]] = {
    "text": _text,
    "long_text": _long_text,
    "file": _file,
    "art": _art,
    "arts": _arts,
    "choice": _choice,
    "choices": _choices,
    "number": _number,
    "whole": _whole,
    "yes_no": _yes_no,
    "places": _places,
    "points": _points,
    "point": _point,
    "between": _between,
    "garden": _garden,
}
_ALLOWED: dict[str, Callable[[Key], str]] = {
    "text": _say_text,
    "long_text": _say_text,
    "file": lambda _key: tr("the name of a file beside the level"),
    "art": lambda _key: tr("the name of a picture"),
    "arts": lambda key: tr("a list of {low:g} to {high:g} names of pictures").format(low=key.low, high=key.high),
    "choice": _say_choice,
    "choices": _say_choices,
    "number": _say_number,
    "whole": _say_whole,
    "yes_no": lambda _key: tr("true or false"),
    "places": _say_places,
    "points": _say_points,
    "point": _say_point,
    "between": _say_between,
    "garden": lambda _key: tr("up to {rows} rows of up to {columns} signs: # wall, . path, o gem, one S start").format(
        rows=MOST_ROWS, columns=MOST_COLUMNS
    ),
}
