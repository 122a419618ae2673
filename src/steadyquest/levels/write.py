"""Level specs to files, in one canonical form: keys in the schema's order, defaults left out.

Reading what was written gives the spec again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from typing import Any

from steadyquest.game.spec import LevelSpec, Range, ReachSpec, SightSpec, StepSpec, TaskSpec
from steadyquest.levels.schema import FORMAT, LEVEL, SIGHT, STEP
from steadyquest.levels.schema_keys import Group, Key
from steadyquest.levels.schema_tasks import TASKS

_TASK_WORDS = {group.spec: word for word, group in TASKS.items()}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def write_level(spec: LevelSpec) -> str:
    """The TOML text of a level."""
    head = [f"format = {FORMAT}", *_changed(LEVEL, spec), *_sight(spec.sight, base=SightSpec())]
    blocks = [head, *(_step(step, sight=spec.sight) for step in spec.steps)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _step(step: StepSpec, *, sight: SightSpec) -> list[str]:
    return [
        "[[step]]",
        f'task = "{_TASK_WORDS[type(step.task)]}"',
        *([f"say = {_text(step.say)}"] if step.say is not None else []),
        *_changed(TASKS[_TASK_WORDS[type(step.task)]], step.task, always=_always(step)),
        *_sight(step.sight, base=sight),
        *_changed(STEP, step),
    ]


def _always(step: StepSpec) -> tuple[str, ...]:
    """Keys that must stand even at their default: counting good reps needs its limit."""
    return ("limit_s",) if step.until_good is not None and isinstance(step.task, ReachSpec) else ()


def _changed(group: Group, spec: LevelSpec | StepSpec | TaskSpec, *, always: tuple[str, ...] = ()) -> Iterator[str]:
    for key in group.keys:
        value = getattr(spec, key.name)
        if value is not None and (key.name in always or value != group.default(key.name)):
            yield _line(key, value)


def _sight(sight: SightSpec, *, base: SightSpec) -> Iterator[str]:
    """What differs from the sight that would hold anyway: of all levels, or for a step of its own level."""
    for key in SIGHT.keys:
        value = getattr(sight, key.name)
        if value != getattr(base, key.name):
            yield _line(key, value)


def _line(key: Key, value: Any) -> str:
    return f"{key.name} = {write_value(key, value)}"


def write_value(key: Key, value: Any) -> str:
    """The TOML text of a key's value as the spec has it."""
    return _WRITE[key.kind](value)


def plain_default(key: Key, value: Any) -> Any:
    """A key's value as a file has it, as plain data."""
    return tomllib.loads(f"v = {write_value(key, value)}")["v"]


def _text(value: str) -> str:
    return '"' + "".join(_ESCAPES.get(letter) or _printable(letter) for letter in value) + '"'


def _printable(letter: str) -> str:
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x20 or ord(letter) == 0x7F else letter


def _long_text(value: str) -> str:
    if "\n" not in value:
        return _text(value)
    lines = (_text(line)[1:-1] for line in value.split("\n"))
    return '"""\n' + "\n".join(lines) + '\n"""'


def _number(value: float | Range) -> str:
    if not isinstance(value, Range):
        return str(int(value)) if value == int(value) else repr(float(value))
    if value.easy == value.hard:
        return _number(value.easy)
    return f"[{_number(value.easy)}, {_number(value.hard)}]"


def _point(value: tuple[float, float]) -> str:
    return f"[{_number(value[0])}, {_number(value[1])}]"


def _list(values: tuple[Any, ...]) -> str:
    return "[" + ", ".join(_text(value) if isinstance(value, str) else _point(value) for value in values) + "]"


def _words(values: tuple[str, ...]) -> str:
    return _text(values[0]) if len(values) == 1 else _list(values)


_WRITE: dict[str, Callable[[Any], str]] = {
    "text": _text,
    "long_text": _long_text,
    "file": _text,
    "art": _text,
    "arts": _list,
    "choice": _text,
    "choices": _words,
    "number": _number,
    "whole": str,
    "yes_no": lambda value: "true" if value else "false",
    "places": _list,
    "points": _list,
    "point": _point,
    "between": _point,
    "garden": lambda rows: "\n".join(['"""', *rows, '"""']),
}
