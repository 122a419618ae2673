"""The beginning of a level of one's own."""

from __future__ import annotations

import re

import pytest

from steadyquest.levels.read import parse_level
from steadyquest.levels.schema import level_keys, step_keys
from steadyquest.levels.schema_tasks import TASKS
from steadyquest.levels.starter import STEPS, starter

PLAYED = [task for task in TASKS if task != "rest"]


@pytest.mark.parametrize("task", PLAYED)
def test_every_task_begins_with_a_level_that_checks_clean(task):
    """Nobody starts with a warning, whatever they want to train."""
    level = parse_level(starter(title="Mine", world="coast", tasks=[task, "rest"]), file="mine.toml")
    assert level.warnings == ()
    assert (level.spec.title, level.spec.world, len(level.spec.steps)) == ("Mine", "coast", 2)


def test_every_task_has_its_beginning():
    """Also the next one that is written."""
    assert set(STEPS) == set(TASKS)


@pytest.mark.parametrize("task", PLAYED)
def test_every_key_that_a_step_may_have_stands_in_the_file(task):
    """As a line, or as a remark that becomes one; only what means nothing in this task is left out."""
    text = starter(title="Mine", world="meadow", tasks=[task])
    standing = set(re.findall(r"^(?:# )?(\w+) = ", text, re.MULTILINE))
    senseless = {"until_good", "wind", "gain", "reversed"}
    sight = {
        name for name in step_keys(task) if name in ("sight", "sight_min", "sight_max", "on_s", "off_s", "lit_share")
    }
    assert {*level_keys(), *step_keys(task)} - standing <= senseless | sight


@pytest.mark.parametrize("name", ["limit_s", "order", "back", "gain", "reversed", "repeat", "max_s", "surface"])
def test_a_remark_becomes_a_line_when_its_sign_is_taken_away(name):
    """The value beside it is the one that holds anyway."""
    text = starter(title="Mine", world="meadow", tasks=["reach"])
    with_line = re.sub(rf"^# ({name} = )", r"\1", text, count=1, flags=re.MULTILINE)
    assert with_line != text
    assert parse_level(with_line, file="mine.toml").spec == parse_level(text, file="mine.toml").spec


def test_words_of_a_person_stay_words():
    """Quotes, backslashes and line ends in a title are no TOML of their own."""
    title = 'A "quoted" \\ title\nworld = "x"'
    level = parse_level(starter(title=title, world="river", tasks=["hold"], say="It's so: “still”."), file="m.toml")
    assert level.spec.title == 'A "quoted" \\ title world = "x"'
    assert level.spec.say == "It's so: “still”."
