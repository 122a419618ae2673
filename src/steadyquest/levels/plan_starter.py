"""The beginning of a plan: one of the shipped examples, with the person's own words put in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from steadyquest.errors import LevelError, Problem
from steadyquest.levels.plan_schema import plan_keys
from steadyquest.levels.values import guess
from steadyquest.levels.write import write_value
from steadyquest.resources import resource
from steadyquest.words import tr

USUAL = "simple"


def examples() -> dict[str, Path]:
    """The plans that came with the game, by name; the one for anybody first."""
    try:
        files = sorted(resource("levels/plans").glob("*.toml"))
    except FileNotFoundError:
        return {}
    return {file.stem: file for file in sorted(files, key=lambda file: file.stem != USUAL)}


def plan_starter(example: str = USUAL, **own: Any) -> str:
    """The text of an example, with these keys of the plan in place of its own. Raises LevelError for an unknown one."""
    known = examples()
    if example not in known:
        raise LevelError([_unknown(example, known=list(known))])
    text = known[example].read_text(encoding="utf-8")
    for name, value in own.items():
        line = f"{name} = {write_value(plan_keys()[name], value)}"
        there = re.search(rf"^{name} = .*$", text, flags=re.MULTILINE)
        if there is None:
            raise ValueError(f"the example {example} has no line {name}")
        text = text[: there.start()] + line + text[there.end() :]
    return text


def _unknown(example: str, *, known: list[str]) -> Problem:
    hint = guess(example, known) or tr("choose one of them")
    found = tr("there is no example of this name")
    return Problem(file=example, line=1, key="plan", severity="error", found=found, allowed=", ".join(known), hint=hint)
