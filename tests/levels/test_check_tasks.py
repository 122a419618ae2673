"""Errors between the keys of one step, for the tasks that have such keys."""

from __future__ import annotations

import pytest

ASK = 'ask = "Who can fly?"'
PICTURES = 'pictures = ["duck", "frog"]'


def _found(problems):
    assert all(problem.hint for problem in problems)
    return [(problem.line, problem.key) for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (f'{PICTURES}\n{ASK}\nanswer = "duck"', []),
        (f'{PICTURES}\n{ASK}\nanswer = "dukc"', [(10, "answer")]),
        (f'{PICTURES}\nanswer = "duck"', [(7, "ask")]),
        ("", [(7, "pictures"), (7, "ask"), (7, "answer")]),
        (f'pictures = ["duck"]\n{ASK}\nanswer = "frog"', [(8, "pictures")]),
    ],
)
def test_a_question_needs_its_parts_and_an_answer_among_them(with_step, lines, found):
    """Missing parts are blamed at the task, a picture that is not there at the answer, each once."""
    assert _found(with_step(f'[[step]]\ntask = "choose"\n{lines}')) == found


def test_a_misspelt_answer_is_offered_the_nearest_picture(with_step):
    """Only among its own pictures."""
    (problem,) = with_step(f'[[step]]\ntask = "choose"\n{PICTURES}\n{ASK}\nanswer = "forg"')
    assert (problem.allowed, problem.hint) == ("duck, frog", "did you mean `frog`?")


def test_a_garden_is_needed_and_its_gems_within_reach(with_step):
    """A gem behind a wall is named by its row and its place in it."""
    assert _found(with_step('[[step]]\ntask = "roll"')) == [(7, "map")]
    (problem,) = with_step('[[step]]\ntask = "roll"\nmap = """\n######\n#S.#o#\n#o####\n"""')
    assert (problem.line, problem.key) == (8, "map")
    assert "row 2, sign 5" in problem.found
    assert "row 3" not in problem.found


def test_no_garden_however_large_takes_long(with_step):
    """A flood of signs is refused by its size alone."""
    (problem,) = with_step('[[step]]\ntask = "roll"\nmap = """\n' + ("S" + "." * 3000 + "o\n") * 60 + '"""')
    assert "rows" in problem.hint


@pytest.mark.parametrize(
    ("head", "lines", "found"),
    [
        ("", "avoid_share = 0.3", [(9, "avoid_share")]),
        ("", "avoid_share = [0, 0.3]", [(9, "avoid_share")]),
        ("", "avoid_share = 0", []),
        ('avoid = "bee"', "avoid_share = 0.3", []),
        ('thing = "bee"\navoid = "bee"', "avoid_share = 0.3", [(6, "avoid")]),
        ('thing = "bee"\navoid = "bee"', "", []),
    ],
)
def test_what_is_to_be_let_pass_must_be_told_apart(problems, head, lines, found):
    """A picture of its own, named above the steps."""
    text = f'format = 1\ntitle = "A"\nworld = "wood"\nsay = "Catch."\n{head}\n\n[[step]]\ntask = "catch"\n{lines}'
    expected = [(line + head.count("\n") * (key == "avoid_share"), key) for line, key in found]
    assert _found(problems(text)) == expected


@pytest.mark.parametrize(
    ("task", "stance", "allowed"),
    [
        ("match", "narrow", False),
        ("match", "feet_on_plate", True),
        ("match", "sit_on_plate", False),
        ("march", "tandem_affected", False),
        ("march", "comfortable", True),
        ("rise", "sit_on_plate", False),
        ("rise", "feet_on_plate", True),
        ("rise", "narrow", True),
    ],
)
def test_legs_are_told_apart_only_where_the_feet_stand_side_by_side(problems, task, stance, allowed):
    """Feet together, in one line, in the air or on the floor say nothing about the legs."""
    text = f'title = "A"\nworld = "peak"\nsay = "Up."\nstance = "{stance}"\n[[step]]\ntask = "{task}"\n'
    assert _found(problems(text)) == ([] if allowed else [(4, "stance")])


@pytest.mark.parametrize("line", ["distractors = 3", 'also = "Name an animal."'])
def test_nothing_is_counted_or_named_in_a_rest(with_step, line):
    """One thing at a time: a rest is one."""
    assert _found(with_step(f'[[step]]\ntask = "rest"\n{line}')) == [(8, line.split()[0])]
    assert _found(with_step(f'[[step]]\ntask = "hold"\n{line}')) == []


def test_only_reach_goes_on_until_it_is_good(with_step):
    """The new tasks have their counts."""
    for task in ("steer", "catch", "rhythm", "match", "march", "rise"):
        assert _found(with_step(f'[[step]]\ntask = "{task}"\nuntil_good = 3')) == [(8, "until_good")]
