"""The format as tables for people, and the guide that they stand in."""

from __future__ import annotations

from pathlib import Path

import pytest

from steadyquest.levels.format_tables import tables
from steadyquest.levels.library import shipped
from steadyquest.levels.read import read_level
from steadyquest.levels.schema import LEVEL, SIGHT, STEP
from steadyquest.levels.schema_tasks import TASKS

DOCS = Path(__file__).parents[2] / "docs"
checkout = pytest.mark.skipif(not (DOCS / "level-format.md").exists(), reason="the guide is only in a checkout")


def test_every_key_has_its_row():
    """Name, what it is, what is allowed, what holds without it."""
    made = tables()
    for name, keys in (("level", LEVEL.keys), ("sight", SIGHT.keys), ("step", STEP.keys)):
        rows = [row for row in made[name].splitlines() if row.startswith("| `")]
        assert {row.split("`")[1] for row in rows} >= {key.name for key in keys}
        assert all(row.count(" | ") == 3 for row in rows)
    for name, group in TASKS.items():
        assert f"### `{name}`" in made["tasks"]
        assert all(f"| `{key.name}`{' ↔' if key.pair else ''} |" in made["tasks"] for key in group.keys)


@checkout
def test_every_example_of_the_guide_checks_clean():
    """What we show is what we ask of others, and no shipped level has its name."""
    files = sorted((DOCS / "examples").glob("*.toml"))
    examples = [read_level(file) for file in files]
    assert examples
    assert all(not level.warnings for level in examples)
    assert not {level.spec.title for level in examples} & {level.spec.title for level in shipped()}


@checkout
def test_the_guide_shows_the_example_as_it_is():
    """Line by line the file that it names."""
    guide = (DOCS / "level-format.md").read_text(encoding="utf-8")
    text = (DOCS / "examples" / "the_shy_owls.toml").read_text(encoding="utf-8")
    assert "\n".join(f"    {line}".rstrip() for line in text.rstrip().splitlines()) in guide
