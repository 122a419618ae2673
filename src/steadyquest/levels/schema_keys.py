"""What a key of the level format is, and short ways to write one down."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import Any, Literal

from steadyquest.conventions import DIRECTIONS

SIDES = ("affected", "other")

Kind = Literal[
    "text",
    "long_text",
    "file",
    "art",
    "arts",
    "choice",
    "choices",
    "number",
    "whole",
    "yes_no",
    "places",
    "points",
    "point",
    "between",
    "garden",
    "names",
    "span",
]


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a sentence for translation; it is translated where it is shown."""
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a level file. `low` and `high` bound a number, or the length of a text or list."""

    name: str
    kind: Kind
    help: str
    low: float = 0.0
    high: float = 0.0
    choices: tuple[str, ...] = ()
    pair: bool = False
    """Whether difficulty may pick between `[easy, hard]`."""
    unit: str = ""
    reach: float = 1.0
    """How far from the centre a point may lie, in reach units."""


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that belong together, in the order they are written, and the dataclass they fill."""

    spec: type[Any]
    keys: tuple[Key, ...]

    def default(self, name: str) -> Any:
        """What holds when the key is left out; None where it is required or means "nothing"."""
        field = next(field for field in fields(self.spec) if field.name == name)
        return None if field.default is MISSING else field.default

    def required(self) -> tuple[str, ...]:
        """Keys of the group that have no default."""
        names = {key.name for key in self.keys}
        return tuple(f.name for f in fields(self.spec) if f.default is MISSING and f.name in names)


def text(name: str, words: str, *, high: float = 300) -> Key:
    """A key for words."""
    return Key(name=name, kind="text", help=words, low=1, high=high)


def choice(name: str, choices: tuple[str, ...], words: str) -> Key:
    """A key for one of a few words."""
    return Key(name=name, kind="choice", help=words, choices=choices)


def number(name: str, words: str, limits: tuple[float, float], *, unit: str = "", pair: bool = False) -> Key:
    """A key for a number; `pair` lets difficulty pick."""
    return Key(name=name, kind="number", help=words, low=limits[0], high=limits[1], unit=unit, pair=pair)


def whole(name: str, words: str, limits: tuple[int, int]) -> Key:
    """A key for a whole number."""
    return Key(name=name, kind="whole", help=words, low=limits[0], high=limits[1])


def flag(name: str, words: str) -> Key:
    """A key for true or false."""
    return Key(name=name, kind="yes_no", help=words)


def places(name: str, words: str, *, also: tuple[str, ...], reach: float = 1.0) -> Key:
    """A key for directions and points."""
    return Key(name=name, kind="places", help=words, low=1, high=32, choices=(*DIRECTIONS, *SIDES, *also), reach=reach)


def radius(words: str) -> Key:
    """The key for how large a target is."""
    return number("radius", words, (0.05, 1.0), unit="reach", pair=True)


def count(words: str) -> Key:
    """The key for how many reps there are."""
    return whole("count", words, (1, 100))
