"""The level format as a JSON Schema, so that editors complete keys, show their help and mark mistakes while one types.

Made from the same table as reader and checker. What spans keys, files beside the level and advice stay with
`levels check`; a file that the schema refuses is refused there too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from steadyquest.levels.schema import FORMAT_KEY, LEVEL, MAX_STEPS, SIGHT, STEP, TASK, level_keys, step_keys
from steadyquest.levels.schema_keys import Group, Key
from steadyquest.levels.schema_tasks import TASKS
from steadyquest.levels.values import allowed
from steadyquest.levels.write import plain_default
from steadyquest.words import tr

DRAFT = "http://json-schema.org/draft-07/schema#"
"""What editors for TOML understand."""
Schema = dict[str, Any]


def json_schema() -> Schema:
    """The whole format, as plain data."""
    return {
        "$schema": DRAFT,
        "title": tr("A SteadyQuest level"),
        "type": "object",
        "required": [FORMAT_KEY.name, *LEVEL.required(), "step"],
        "additionalProperties": False,
        "properties": {
            **_properties(level_keys(), groups=(LEVEL, SIGHT)),
            "step": {
                "type": "array",
                "minItems": 1,
                "maxItems": MAX_STEPS,
                "description": tr("what the player does, one step after the other"),
                "items": {
                    "type": "object",
                    "required": [TASK.name],
                    "properties": {TASK.name: key_schema(TASK)},
                    "allOf": [_task(name) for name in TASKS],
                },
            },
        },
    }


def _task(name: str) -> Schema:
    """What else stands in a step of this task."""
    properties = _properties(step_keys(name), groups=(TASKS[name], SIGHT, STEP))
    return {
        "if": {"properties": {TASK.name: {"const": name}}},
        "then": {"additionalProperties": False, "properties": {**properties, TASK.name: {}}},
    }


def _properties(keys: Mapping[str, Key], *, groups: tuple[Group, ...]) -> dict[str, Schema]:
    owner = {key.name: group for group in groups for key in group.keys}
    return {name: key_schema(key, default=_default(key, owner.get(name))) for name, key in keys.items()}


def _default(key: Key, group: Group | None) -> Any:
    value = group.default(key.name) if group is not None else None
    return None if value is None or value == () else plain_default(key, value)


def key_schema(key: Key, *, default: Any = None) -> Schema:
    """One key: its shape, its limits, and its help in words."""
    words = tr("{help}: {allowed}").format(help=tr(key.help), allowed=allowed(key))
    schema = {"description": words, **_SHAPES[key.kind](key)}
    return schema if default is None else {**schema, "default": default}


def _text(_key: Key) -> Schema:
    # Its length is left to the reader: spaces at the ends and in a row do not count.
    return {"type": "string", "pattern": r"\S"}


def _one(key: Key) -> Schema:
    return {"enum": list(key.choices)}


def _several(key: Key) -> Schema:
    many = {"type": "array", "items": _one(key), "minItems": 1, "uniqueItems": True}
    return {"anyOf": [_one(key), many]}


def _number(key: Key) -> Schema:
    one = _limits("number", key)
    return {"anyOf": [one, _two(one)]} if key.pair else one


def _limits(kind: str, key: Key) -> Schema:
    return {"type": kind, "minimum": key.low, "maximum": key.high}


def _two(one: Schema) -> Schema:
    return {"type": "array", "items": one, "minItems": 2, "maxItems": 2}


def _spot(key: Key) -> Schema:
    return _two({"type": "number", "minimum": -key.reach, "maximum": key.reach})


def _listed(key: Key, one: Schema) -> Schema:
    return {"type": "array", "items": one, "minItems": round(key.low), "maxItems": round(key.high)}


_ART: Schema = {"type": "string", "pattern": "^[a-z0-9_]{1,40}$"}
_SHAPES: dict[str, Callable[[Key], Schema]] = {
    "text": _text,
    "long_text": _text,
    "file": lambda _key: {"type": "string", "pattern": r"^[^/\\:]{1,100}$"},
    "art": lambda _key: _ART,
    "arts": lambda key: {**_listed(key, _ART), "uniqueItems": True},
    "choice": _one,
    "choices": _several,
    "number": _number,
    "whole": lambda key: _limits("integer", key),
    "yes_no": lambda _key: {"type": "boolean"},
    "places": lambda key: _listed(key, {"anyOf": [_one(key), _spot(key)]}),
    "points": lambda key: _listed(key, _spot(key)),
    "point": lambda key: _two(_limits("number", key)),
    "between": lambda key: _two(_limits("number", key)),
    "garden": lambda _key: {"type": "string", "pattern": "S"},
}
