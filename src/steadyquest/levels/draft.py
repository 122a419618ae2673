"""A level half read: each table's sound values and all their lines, and every fault of a single key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from steadyquest.errors import Problem
from steadyquest.levels.scan import Entry, Table, scan
from steadyquest.levels.schema import FORMAT, LEVEL, MAX_STEPS, level_keys, step_keys
from steadyquest.levels.schema_keys import Key
from steadyquest.levels.schema_tasks import TASKS
from steadyquest.levels.values import UnfitError, allowed, fit, guess, parse_value, shown
from steadyquest.words import tr

MOST_PROBLEMS = 200
"""Nobody mends more than this at a time, and a hostile file must not fill the terminal."""


@dataclass(slots=True)
class Part:
    """One table: the values that fit, and the line of every key that was written."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    task: str = ""
    """The task's word, also one that is not known."""

    def line_of(self, key: str) -> int:
        """The line of a key, or of the table where the key was left out."""
        return self.lines.get(key, self.line)


@dataclass(slots=True)
class Draft:
    """A whole file: what stands above the first step, and the steps."""

    file: str
    level: Part
    steps: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def blame(self, line: int, key: str, found: str, *, allowed: str = "", hint: str = "") -> None:
        """Add one error."""
        self.problems.append(
            Problem(file=self.file, line=line, key=key, severity="error", found=found, allowed=allowed, hint=hint)
        )


class Reading(NamedTuple):
    """How a kind of file reads its values: what a value becomes, what is allowed, and hints about keys out of place."""

    fit: Callable[[Key, Any], Any]
    allowed: Callable[[Key], str]
    unknown: Callable[[str], str]
    """The hint for a key that is none here."""
    braces: Callable[[str], str]
    """The hint for a table in braces."""


def draft(text: str, *, file: str) -> Draft:
    """Read a level's text as far as it can be read. Never raises; the problems are in the draft."""
    tables = scan(text)
    level, *rest = tables
    made = Draft(file=file, level=Part(line=1))
    if newer_format(made, level.entries):
        return made
    _fill(made, made.level, level.entries, keys=level_keys())
    for name in LEVEL.required():
        if name not in made.level.lines:
            made.blame(1, name, tr("missing"), allowed=allowed(level_keys()[name]), hint=_example(name))
    for table in rest[:MAX_STEPS]:
        if _is_step(made, table):
            _add_step(made, table)
    if not rest or len(rest) > MAX_STEPS:
        line = rest[MAX_STEPS].line if rest else 1
        found = tr("{n} steps").format(n=len(rest))
        made.blame(line, "step", found, allowed=tr("1 to {n}").format(n=MAX_STEPS), hint=_step_hint())
    return made


def newer_format(made: Draft, entries: Iterable[Entry]) -> bool:
    """Whether the file is of a later format: then its other keys cannot be judged."""
    source = next((entry for entry in entries if entry.key == "format"), None)
    if source is None or not source.source.isdecimal() or len(source.source) > 4 or int(source.source) <= FORMAT:
        return False
    hint = tr("this file was written for a later version; update SteadyQuest")
    made.blame(source.line, "format", source.source, allowed=str(FORMAT), hint=hint)
    return True


def _is_step(made: Draft, table: Table) -> bool:
    """Whether a table is a step, or was clearly meant as one, so that its keys are checked too."""
    if table.name == "step" and table.sound:
        return True
    shape = f"[[{table.name}]]" if table.sound else f"[{table.name}]"
    meant = table.name.lower().rstrip("s") == "step"
    hint = _step_hint() if meant or "." not in table.name else tr("a step has no parts of its own; write plain keys")
    made.blame(table.line, shown(table.name) or "step", shown(shape), allowed="[[step]]", hint=hint)
    return meant


def _add_step(made: Draft, table: Table) -> None:
    part = Part(line=table.line)
    made.steps.append(part)
    word = next((entry for entry in table.entries if entry.key == "task"), None)
    if word is None:
        hint = tr('write which task it is, such as task = "reach"')
        made.blame(table.line, "task", tr("missing"), allowed=", ".join(TASKS), hint=hint)
    else:
        part.task = _word(word.source)
    if word is None or part.task in TASKS:
        _fill(made, part, table.entries, keys=step_keys(part.task))
        return
    # The keys of a task that is not known cannot be judged; what all tasks share can.
    shared = step_keys(None)
    _fill(made, part, [entry for entry in table.entries if entry.key in shared], keys=shared)


def _word(source: str) -> str:
    try:
        value = parse_value(source)
    except UnfitError:
        return ""
    return value if isinstance(value, str) else ""


def _fill(made: Draft, part: Part, entries: Iterable[Entry], *, keys: Mapping[str, Key]) -> None:
    def unknown(word: str) -> str:
        return _unknown_hint(word, in_step=part is not made.level, keys=keys)

    fill(made, part, entries, keys=keys, reading=Reading(fit, allowed, unknown, _braces_hint))


def fill(made: Draft, part: Part, entries: Iterable[Entry], *, keys: Mapping[str, Key], reading: Reading) -> None:
    """Take a table's entries into its part, each by itself; what does not fit is blamed."""
    for entry in entries:
        if len(made.problems) > MOST_PROBLEMS:
            return
        if _refused(made, part, entry, braces=reading.braces):
            part.lines.setdefault(entry.key, entry.line)
            continue
        part.lines[entry.key] = entry.line
        part.sources[entry.key] = entry.source
        key = keys.get(entry.key)
        if key is None:
            hint = reading.unknown(entry.key)
            made.blame(entry.line, shown(entry.key) or "=", tr("unknown key"), allowed=", ".join(keys), hint=hint)
        else:
            _take(made, part, entry, key=key, reading=reading)


def _refused(made: Draft, part: Part, entry: Entry, *, braces: Callable[[str], str]) -> bool:
    """Whether an entry's shape alone rules it out."""
    if not entry.key:
        hint = tr("write the key before the =, or put # before a remark")
        made.blame(entry.line, "key", tr("nothing before the ="), allowed=tr("key = value"), hint=hint)
    elif entry.fault == "no_equals":
        hint = tr("put # before a remark")
        made.blame(entry.line, shown(entry.key), tr("no ="), allowed=tr("key = value"), hint=hint)
    elif entry.fault == "dotted":
        hint = tr("write keys without dots, one to a line")
        made.blame(entry.line, shown(entry.key), tr("a key with a dot"), allowed=tr("key = value"), hint=hint)
    elif entry.fault == "inline":
        hint = braces(entry.key)
        made.blame(entry.line, shown(entry.key), tr("a table in braces"), allowed=tr("key = value"), hint=hint)
    elif entry.fault == "deep":
        made.blame(entry.line, shown(entry.key), tr("lists within lists within lists"), hint=tr("a point is [x, y]"))
    elif entry.key in part.lines:
        hint = tr("it already stands in line {line}; keep one of them").format(line=part.lines[entry.key])
        made.blame(entry.line, shown(entry.key), tr("the same key again"), allowed=tr("each key once"), hint=hint)
    else:
        return False
    return True


def _braces_hint(key: str) -> str:
    return _step_hint() if key.startswith("step") else tr("write each key on a line of its own")


def _take(made: Draft, part: Part, entry: Entry, *, key: Key, reading: Reading) -> None:
    try:
        part.values[key.name] = reading.fit(key, parse_value(entry.source))
    except UnfitError as fault:
        hint = str(fault) or tr("this is {meaning}").format(meaning=tr(key.help))
        found = shown(entry.source) or tr("nothing")
        made.blame(entry.line, key.name, found, allowed=reading.allowed(key), hint=hint)


def _unknown_hint(word: str, *, in_step: bool, keys: Mapping[str, Key]) -> str:
    owners = [task for task in TASKS if word in step_keys(task)]
    if in_step and word in level_keys():
        return tr("`{key}` is of the whole level; move it above the first [[step]]").format(key=word)
    if in_step and owners:
        return tr("`{key}` belongs to {tasks}").format(key=word, tasks=", ".join(owners))
    if owners or word == "task":
        return tr("`{key}` is of one step; move it below its [[step]]").format(key=word)
    if word in {"step", "steps"}:
        return _step_hint()
    return guess(word, keys) or tr("leave it out, or put # before it to keep it as a remark")


def _step_hint() -> str:
    return tr("begin each step with a line [[step]]")


def _example(name: str) -> str:
    examples = {
        "title": 'title = "Feed the ducks"',
        "world": 'world = "river"',
        "say": 'say = "Steer the boat to each duck."',
    }
    return tr("write it at the top, such as {example}").format(example=examples[name])
