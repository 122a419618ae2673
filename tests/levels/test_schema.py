"""The table of the format agrees with the specs that it fills."""

from __future__ import annotations

from dataclasses import fields

import pytest

from steadyquest.game.spec import LevelSpec, Range, SightSpec, StepSpec
from steadyquest.game.tasks.kinds import KINDS, SKILLS
from steadyquest.levels import schema
from steadyquest.levels.schema import LEVEL, SIGHT, STEP, level_keys, step_keys
from steadyquest.levels.schema_keys import Group
from steadyquest.levels.schema_tasks import TASKS
from steadyquest.levels.values import allowed


@pytest.mark.parametrize(
    ("group", "made_elsewhere"),
    [
        (LEVEL, {"steps", "sight"}),
        (SIGHT, set()),
        (STEP, {"task", "say", "sight"}),
        *((g, set()) for g in TASKS.values()),
    ],
)
def test_every_field_of_a_spec_has_its_key(group: Group, made_elsewhere):
    """Nothing that the game understands is out of a level's reach, and no key leads nowhere."""
    assert {key.name for key in group.keys} == {field.name for field in fields(group.spec)} - made_elsewhere


@pytest.mark.parametrize("group", [LEVEL, SIGHT, STEP, *TASKS.values()], ids=lambda group: group.spec.__name__)
def test_every_default_is_itself_allowed(group: Group):
    """A level that writes a default out is as good as one that leaves it out."""
    for key in group.keys:
        default = group.default(key.name)
        if key.kind == "number" and default is not None:
            values = default if isinstance(default, Range) else (default,)
            assert all(key.low <= value <= key.high for value in values), key.name
        if key.kind == "choice" and default is not None:
            assert default in key.choices


def test_only_the_documented_numbers_may_be_pairs():
    """Difficulty moves what the design of the format marks, and nothing else."""
    pairs = {(name, key.name) for name, group in TASKS.items() for key in group.keys if key.pair}
    assert pairs == {
        (name, field.name)
        for name, group in TASKS.items()
        for field in fields(group.spec)
        if isinstance(field.default, Range)
    }


def test_what_is_required_is_what_has_no_default():
    """A level needs its title, its world and its sentence; a step its task."""
    assert LEVEL.required() == ("title", "world", "say")
    assert SIGHT.required() == STEP.required() == ()
    assert all(group.required() == () for group in TASKS.values())


def test_every_key_can_say_what_it_allows_and_means():
    """No message about a key is ever empty."""
    keys = [*level_keys().values(), *(key for task in TASKS for key in step_keys(task).values())]
    assert all(allowed(key) and key.help for key in keys)
    assert {LevelSpec, SightSpec, StepSpec} == {LEVEL.spec, SIGHT.spec, STEP.spec}


def test_format_and_game_know_the_same_tasks_and_skills():
    """Each task of the game can be written in a level, by its own name, and each skill is trained by one."""
    assert {name: group.spec for name, group in TASKS.items()} == {kind.name: spec for spec, kind in KINDS.items()}
    assert schema.SKILLS == SKILLS
    assert {kind.skill for kind in KINDS.values()} - {None} == set(SKILLS)
