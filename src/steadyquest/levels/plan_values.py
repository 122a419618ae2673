"""The kinds of values that only plans have: spans of difficulty, and names of levels."""

from __future__ import annotations

from typing import Any

from steadyquest.levels import values
from steadyquest.levels.plan_spec import Span
from steadyquest.levels.schema_keys import Key
from steadyquest.levels.values import UnfitError
from steadyquest.words import tr

_LONGEST_NAME = 120


def fit(key: Key, value: Any) -> Any:
    """The value as the plan wants it. Raises UnfitError."""
    own = {"span": _span, "names": _names}.get(key.kind)
    return own(key, value) if own else values.fit(key, value)


def allowed(key: Key) -> str:
    """What the key allows, in words."""
    if key.kind == "span":
        return tr("[lowest, highest], each {low:g} to {high:g}").format(low=key.low, high=key.high)
    if key.kind == "names":
        return tr("a list of 1 to {n:g} names of levels or places").format(n=key.high)
    return values.allowed(key)


def _span(key: Key, value: Any) -> Span:
    if not isinstance(value, list) or len(value) != 2:
        raise UnfitError(tr("write two numbers: [lowest, highest]"))
    one = Key(name=key.name, kind="number", help=key.help, low=key.low, high=key.high)
    lo, hi = (values.fit(one, part) for part in value)
    if lo > hi:
        raise UnfitError(tr("the lowest cannot be above the highest"))
    return Span(lo, hi)


def _names(key: Key, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise UnfitError(tr("put it in a list: [ … ]"))
    if not key.low <= len(value) <= key.high:
        raise UnfitError(tr("the list has {n} parts").format(n=len(value)))
    names = tuple(_name(part) for part in value)
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UnfitError(tr('"{word}" stands twice; write each once').format(word=values.shown(twice)))
    return names


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UnfitError(tr("write each name in quotes, such as {example}").format(example='"river/feed_the_ducks"'))
    name = value.strip().replace("\\", "/").removesuffix(".toml")
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise UnfitError(tr('"{word}" is no name of a level').format(word=values.shown(repr(name)[1:-1])))
    return name
