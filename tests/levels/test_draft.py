"""Faults of single keys: each found, each on its line, with a hint that helps."""

from __future__ import annotations

import pytest

from steadyquest.levels.draft import MOST_PROBLEMS


def _only(problems):
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


@pytest.mark.parametrize(
    ("line", "key", "found", "hint"),
    [
        ("wurld = 1", "wurld", "unknown key", "`world`"),
        ("radius = 0.3", "radius", "unknown key", "below its [[step]]"),
        ('task = "rest"', "task", "unknown key", "below its [[step]]"),
        ("scene_sway = 3", "scene_sway", "unknown key", "below its [[step]]"),
        ("steps = 3", "steps", "unknown key", "[[step]]"),
        ("zebra = 1", "zebra", "unknown key", "leave it out"),
        ("max_s = 5", "max_s", "5", "the longest"),
        ("max_s = [20, 30]", "max_s", "[20, 30]", "single number"),
        ("max_s = nan", "max_s", "nan", "ordinary number"),
        ("max_s = 0,5", "max_s", "0,5", "with a point"),
        ("repeat = 2.0", "repeat", "2.0", "whole number"),
        ('eyes = "opne"', "eyes", '"opne"', "`open`"),
        ('stance = ["narrow", "sitting"]', "stance", '["narrow", "sitting"]', '"sitting" is none'),
        ("stance.seated = true", "stance.seated", "a key with a dot", "without dots"),
        ("surface = {kind = 1}", "surface", "a table in braces", "line of its own"),
        ('step = [{task = "rest"}]', "step", "a table in braces", "[[step]]"),
        ("notes = [[[1]]]", "notes", "lists within lists within lists", "[x, y]"),
        ('title = "again"', "title", "the same key again", "line 2"),
        ("author Kim", "author Kim", "no =", "#"),
        ("author =", "author", "nothing", "after the ="),
        ("author = 2024-01-01", "author", "2024-01-01", "quotes"),
        ('uneven = ""', "uneven", '""', "leave the line out"),
        ('still_ok = " "', "still_ok", '" "', "leave the line out"),
    ],
)
def test_a_fault_of_the_level_is_found_on_its_line(in_head, line, key, found, hint):
    """One wrong line above the steps gives one problem, with what stands there and what to do."""
    problem = _only(in_head(line))
    assert (problem.file, problem.line, problem.key, problem.severity) == ("ducks.toml", 5, key, "error")
    assert problem.found == found
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("line", "key", "hint"),
    [
        ("raduis = 0.3", "raduis", "`radius`"),
        ("radius = 3.0", "radius", "how large"),
        ("radius = -inf", "radius", "ordinary number"),
        ("seconds = 3", "seconds", "hold, follow, match, rest"),
        ("period_s = 3", "period_s", "belongs to follow"),
        ('notes = "x"', "notes", "above the first [[step]]"),
        ("distractors = 0", "distractors", "how many things drift by"),
        ("scene_sway = 40", "scene_sway", "how far the picture"),
        ("also = 3", "also", "quotes"),
        ("count = 101", "count", "how many"),
        ('sight = "dark"', "sight", "when the lantern"),
        ("sight_min = 5", "sight_min", "lowest rung"),
        ("wind = [0.6, 0.0]", "wind", "steady pull"),
        ("gain = 0", "gain", "how much further"),
        ('reversed = "yes"', "reversed", "without quotes"),
        ("on_s = 0.1", "on_s", "how long a glimpse"),
        ("until_good = 0", "until_good", "go on until"),
    ],
)
def test_a_fault_of_a_step_is_found_on_its_line(in_step, line, key, hint):
    """One wrong line in a step gives one problem on that line."""
    problem = _only(in_step(line))
    assert (problem.line, problem.key, problem.severity) == (11, key, "error")
    assert hint in problem.hint


def test_an_unknown_task_offers_the_nearest(with_step):
    """A misspelt task is one problem, not one for each of its keys."""
    problem = _only(with_step('[[step]]\ntask = "recah"\ndistance = 0.5'))
    assert (problem.line, problem.found) == (7, '"recah"')
    assert "`reach`" in problem.hint


def test_a_step_without_task_is_blamed_at_its_header(with_step):
    """The line of the header stands for what is missing in it."""
    problem = _only(with_step("[[step]]\nsay = 'Come.'"))
    assert (problem.line, problem.key, problem.found) == (6, "task", "missing")


@pytest.mark.parametrize("header", ["[step]", "[[steps]]", "[[Step]]", "[[step]", "[steps]"])
def test_a_header_meant_as_a_step_is_corrected_and_its_keys_are_checked(with_step, header):
    """Wrong brackets cost one problem, and do not hide those below them."""
    header_problem, key_problem = with_step(f'{header}\ntask = "rest"\nseconds = 500')
    assert (header_problem.line, header_problem.allowed) == (6, "[[step]]")
    assert (key_problem.line, key_problem.key) == (8, "seconds")


@pytest.mark.parametrize("header", ["[sight]", "[[step.sight]]", "[step.sight]", "[]"])
def test_a_header_that_is_no_step_is_refused(with_step, header):
    """There are no other tables in a level."""
    problems = with_step(f'[[step]]\ntask = "rest"\n{header}\nx = 1')
    assert [problem.line for problem in problems] == [8]


def test_a_level_needs_title_world_sentence_and_a_step(problems):
    """An empty file is told all that it lacks at once."""
    found = problems("")
    assert [(problem.line, problem.key) for problem in found] == [(1, "title"), (1, "world"), (1, "say"), (1, "step")]
    assert all("found" not in problem.hint for problem in found)


def test_a_faulty_value_is_not_called_missing_too(problems):
    """A title in braces is one fault, not two."""
    text = 'title = {}\nworld = "fog"\nsay = "Still."\n[[step]]\ntask = "hold"\n'
    assert [problem.key for problem in problems(text)] == ["title"]


def test_a_later_format_is_one_problem(problems):
    """What a later format means by its keys cannot be known, so only the format is blamed."""
    problem = _only(problems("format = 2\nwhatever = {a = 1}\n[[scene]]\n"))
    assert (problem.line, problem.key, problem.allowed) == (1, "format", "1")
    assert "update" in problem.hint


def test_ten_faults_are_ten_problems_in_the_order_of_their_lines(problems):
    """Nobody has to mend a level ten times to hear of ten faults."""
    text = """\
format = 1
title = ""
world = "rivr"
say = 3
eyes = "shut"
max_s = 0,5
a.b = 3
surface = {x = 1}

[[step]]
task = "reach"
raduis = 0.3
distance = [0.4, 0.8
dwell_s = ["1", 2]
"""
    found = problems(text)
    assert [problem.line for problem in found] == [2, 3, 4, 5, 6, 7, 8, 12, 13, 14]
    assert all(problem.severity == "error" and problem.hint for problem in found)


@pytest.mark.parametrize("count", [101, 20_000])
def test_too_many_steps_are_one_problem(with_step, count):
    """A hundred steps are a long day; the hundred and first is blamed."""
    problem = _only(with_step('[[step]]\ntask = "rest"\n' * count))
    assert (problem.key, problem.line) == ("step", 6 + 200)


def test_a_flood_of_faults_is_cut_short(problems):
    """A hostile file of thousands of faults does not fill the terminal."""
    found = problems("".join(f"key_{i} = 1\n" for i in range(15_000)))
    assert len(found) == MOST_PROBLEMS + 1
    assert "more problems" in found[-1].found
