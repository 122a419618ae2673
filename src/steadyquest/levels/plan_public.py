"""A plan without what is for other therapists only: to be given out of the house."""

from __future__ import annotations

import json
import tomllib

from steadyquest.levels.scan import Entry, scan

PRIVATE = ("notes", "author")
"""Keys that stay where they were written; remarks stay, too."""


def without_private(text: str) -> str:
    r"""The text of a plan that can be read, without remarks, notes and author; what it asks stays the same.

    >>> without_private('# of M\ngoal = "Run"  # soon\nnotes = "born"\n[[phase]]\nweeks = 2\n')
    'goal = "Run"\n\n[[phase]]\nweeks = 2\n'
    """
    blocks = []
    for table in scan(text):
        head = [] if not table.name else [f"[[{table.name}]]" if table.sound else f"[{table.name}]"]
        lines = [_line(entry) for entry in table.entries if entry.key not in PRIVATE]
        blocks.append("\n".join([*head, *lines]))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _line(entry: Entry) -> str:
    """One entry with its value alone. JSON's way of writing words, numbers and lists is TOML's as well."""
    value = tomllib.loads(f"v = {entry.source}")["v"]
    return f"{entry.key} = {json.dumps(value, ensure_ascii=False)}"
