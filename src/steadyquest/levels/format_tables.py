"""The level format as tables for people, from the same source as reader, checker and schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from steadyquest.game.tasks.kinds import KINDS
from steadyquest.levels.schema import FORMAT_KEY, LEVEL, SIGHT, STEP, STEP_SAY
from steadyquest.levels.schema_keys import Group, Key
from steadyquest.levels.schema_tasks import TASKS
from steadyquest.levels.values import allowed
from steadyquest.levels.write import write_value
from steadyquest.words import tr


def tables() -> dict[str, str]:
    """Each table as Markdown, by name: level, sight, step, tasks."""
    return {
        "level": _table(LEVEL, (FORMAT_KEY, *LEVEL.keys)),
        "sight": _table(SIGHT, SIGHT.keys),
        "step": _table(STEP, (STEP_SAY, *STEP.keys)),
        "tasks": "\n".join(_task(name, group) for name, group in TASKS.items()),
    }


def _task(name: str, group: Group) -> str:
    skill = KINDS[group.spec].skill
    trains = tr("trains {skill}").format(skill=skill) if skill else tr("no skill")
    return f"### `{name}` – {trains}\n\n{_table(group, group.keys)}"


def _table(group: Group, keys: Sequence[Key]) -> str:
    heads = (tr("key"), tr("what it is"), tr("allowed"), tr("when left out"))
    return "\n".join([_row(heads), _row(["---"] * len(heads)), *_rows(group, keys)]) + "\n"


def _rows(group: Group, keys: Sequence[Key]) -> Iterator[str]:
    for key in keys:
        pair = " ↔" if key.pair else ""
        yield _row((f"`{key.name}`{pair}", tr(key.help), allowed(key), _left_out(group, key)))


def _left_out(group: Group, key: Key) -> str:
    own = any(known.name == key.name for known in group.keys)
    if not own or key.name in group.required():
        return tr("needed") if key.name == FORMAT_KEY.name or key.name in group.required() else "–"
    value = group.default(key.name)
    return "–" if value is None or value == () else f"`{write_value(key, value)}`"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
