"""Plan files: what is read, every fault at once, and files from hell."""

import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.errors import LevelError
from steadyquest.levels.plan_levels import keys_of, library
from steadyquest.levels.plan_read import parse_plan, read_plan
from steadyquest.levels.plan_schema import phase_keys, plan_keys
from steadyquest.levels.plan_spec import PhaseSpec, Span
from steadyquest.levels.plan_starter import examples, plan_starter
from steadyquest.levels.read import parse_level

HEAD = 'format = 1\ngoal = "Walk to school"\n'
PHASE = '[[phase]]\nweeks = 2\nlevels = ["river/ducks"]\n'


def level(key, *, task="reach", **keys):
    head = {"title": "Test", "world": key.partition("/")[0], "say": "Play."} | keys
    lines = ["format = 1", *(f"{name} = {value!r}".replace("'", '"') for name, value in head.items())]
    return parse_level("\n".join([*lines, f'[[step]]\ntask = "{task}"']), file=f"{key}.toml", name=key)


LEVELS = (
    level("meadow/first_light", stance=["feet_on_plate", "comfortable"]),
    level("meadow/on_one_leg", stance=["single_left"]),
    level("river/ducks", stance=["comfortable", "narrow"]),
    level("river/seated", stance=["sit_on_plate"]),
    level("fog/bells", task="recall"),
    level("peak/rise", task="rise"),
    level("peak/dark", sight="memory"),
)


def plan_of(text, levels=LEVELS):
    return parse_plan(text, file="plan.toml", levels=levels)


def problems_of(text, levels=LEVELS):
    """All errors of a text, or its warnings when it has none."""
    try:
        return list(plan_of(text, levels).warnings)
    except LevelError as error:
        return list(error.problems)


def told(text):
    return [(problem.line, problem.key, problem.severity) for problem in problems_of(text)]


def test_everything_written_is_in_the_spec():
    """All keys of a plan, with its phases in their order."""
    spec = plan_of(
        """format = 1
title = "Six weeks"
goal = "Walk to school"
minutes = 12.5
days_per_week = 4
stance = ["comfortable", "sit_on_plate"]
centre = "between"
emphasis = 0.6
rung_max = 2
home_minutes = 8
home_days_per_week = 3
say_home = "Shoes on."
author = "A"
notes = "N"

[[phase]]
title = "First"
weeks = 2
levels = ["meadow", "river/ducks"]
advance = "two_good_sessions"
home = ["meadow/first_light"]
say_home = "Hold on to the table."

[[phase]]
weeks = 4
levels = ["river"]

[envelope]
reach = [0.1, 0.7]
"""
    ).spec
    assert (spec.title, spec.minutes, spec.days_per_week, spec.centre) == ("Six weeks", 12.5, 4, "between")
    assert (spec.stance, spec.emphasis, spec.rung_max) == (("comfortable", "sit_on_plate"), 0.6, 2)
    assert dict(spec.envelope) == {"reach": Span(0.1, 0.7)}
    assert spec.phases[1] == PhaseSpec(weeks=4, levels=("river",))
    assert spec.phases[0].advance == "two_good_sessions"
    assert (spec.weeks, spec.days, spec.minutes_per_week) == (6, 7, 12.5 * 4 + 8 * 3)
    assert [spec.say_home_in(n) for n in (0, 1, 2)] == ["Hold on to the table.", "Shoes on.", "Shoes on."]


def test_one_envelope_is_for_every_skill():
    """The short form stands for all of them; feel takes its difficulty from steadiness."""
    spec = plan_of(f"{HEAD}envelope = [0, 0.6]\n{PHASE}").spec
    assert set(spec.envelope.values()) == {Span(0.0, 0.6)}
    assert "feel" not in spec.envelope
    assert plan_of(HEAD + PHASE).spec.envelope == {}


def test_names_stand_for_levels_that_are_there():
    """A place is all of its levels that ask no word; what has gone since is left out."""
    spec = plan_of(HEAD + PHASE).spec
    assert keys_of(["meadow", "peak/rise", "river/gone"], LEVELS, spec=spec) == ("meadow/first_light", "peak/rise")
    assert keys_of(["peak"], LEVELS, spec=spec) == ("peak/dark",)
    # What is darker than the plan goes is in no place, and not played by name either.
    dim = plan_of(f"{HEAD}rung_max = 3\n{PHASE}").spec
    assert keys_of(["peak", "peak/dark"], LEVELS, spec=dim) == ()
    assert keys_of(["coast"], [level("coast/dusk", sight_min=2)], spec=dim) == ("coast/dusk",)
    # At home nobody can say that somebody stands by: no stance of the level may need it.
    assert keys_of(["river"], LEVELS, spec=spec, home=True) == ("river/seated",)
    seated = plan_of(f'{HEAD}stance = "comfortable"\n{PHASE}').spec
    assert keys_of(["river"], LEVELS, spec=seated, home=True) == ("river/ducks",)


@pytest.mark.parametrize(
    ("lines", "line", "key", "hint"),
    [
        ("minutes = 241", 3, "minutes", "how long a session lasts"),
        ("minutes = nan", 3, "minutes", "ordinary number"),
        ("days_per_week = 8", 3, "days_per_week", "1 to 7"),
        ("days_per_week = 2.5", 3, "days_per_week", "whole number"),
        ("rung_max = 5", 3, "rung_max", "0 to 4"),
        ("emphasis = 1.1", 3, "emphasis", "0 to 1"),
        ('centre = "centre"', 3, "centre", "own, between, middle"),
        ('stance = ["lying"]', 3, "stance", "none of them"),
        ("envelope = [0.6, 0.2]", 3, "envelope", "lowest cannot be above"),
        ("envelope = [-0.1, 0.2]", 3, "envelope", "each 0 to 1"),
        ("envelope = { reach = [0, 1] }", 3, "envelope", "a line [envelope]"),
        ('goal = "again"', 3, "goal", "already stands in line 2"),
        ("weeks = 2", 3, "weeks", "below its [[phase]]"),
        ("reach = [0, 1]", 3, "reach", "below a line [envelope]"),
        ("minuts = 20", 3, "minuts", "did you mean `minutes`?"),
        ("format = 2", 3, "format", "later version"),
        ("plan.title = 1", 3, "plan.title", "without dots"),
    ],
)
def test_a_fault_at_the_top_is_told_with_its_line(lines, line, key, hint):
    """What was found, what is allowed, and what to do."""
    text = HEAD if "format" not in lines else HEAD.replace("format = 1", "# ")
    found = problems_of(f"{text}{lines}\n{PHASE}")
    assert (found[0].line, found[0].key) == (line, key)
    assert hint in str(found[0])


@pytest.mark.parametrize(
    ("lines", "line", "key", "hint"),
    [
        ("weeks = 0\nlevels = ['river']", 4, "weeks", "1 to 52"),
        ("levels = ['river']", 3, "weeks", "weeks = 2"),
        ("weeks = 2", 3, "levels", "levels = ["),
        ("weeks = 2\nlevels = []", 5, "levels", "0 parts"),
        ("weeks = 2\nlevels = 'river'", 5, "levels", "in a list"),
        ("weeks = 2\nlevels = ['river', 'river']", 5, "levels", "stands twice"),
        ("weeks = 2\nlevels = [1]", 5, "levels", "in quotes"),
        ("weeks = 2\nlevels = ['river/duck']", 5, "levels", "did you mean `river/ducks`?"),
        ("weeks = 2\nlevels = ['ducks']", 5, "levels", "did you mean `river/ducks`?"),
        ("weeks = 2\nlevels = [\n 'river',\n 'moon/1']", 7, "levels", "levels list"),
        ("weeks = 2\nlevels = ['cave']", 5, "levels", "another place"),
        ("weeks = 2\nlevels = ['river']\nhome = ['river/ducks']", 6, "home", "feet together"),
        ("weeks = 2\nlevels = ['river']\nhome = ['peak/rise']", 6, "home", "standing up and sitting down"),
        ("weeks = 2\nlevels = ['river']\nadvance = 'soon'", 6, "advance", "two_good_sessions"),
        ("weeks = 2\nlevels = ['fog/bells']\nadvance = 'two_good_sessions'", 6, "advance", "nothing in these levels"),
        ("weeks = 2\nlevels = ['river']\nminutes = 3", 6, "minutes", "above the first [[phase]]"),
    ],
)
def test_a_fault_of_a_phase_is_told_with_its_line(lines, line, key, hint):
    """Levels that are not there, home levels that ask for the word, phases that could never go on."""
    found = problems_of(f"{HEAD}[[phase]]\n{lines}\n")
    assert [(problem.line, problem.key) for problem in found] == [(line, key)]
    assert found[0].severity == "error"
    assert hint in str(found[0])


def test_the_plans_stance_rules_out_levels_and_makes_others_fit_for_home():
    """A level that no stance of the plan suits is an error; a narrow one is no danger where nobody may choose it."""
    text = f'{HEAD}stance = "comfortable"\n[[phase]]\nweeks = 1\nlevels = ["river/seated"]\nhome = ["river/ducks"]\n'
    (found,) = problems_of(text)
    assert (found.line, found.key, found.allowed) == (6, "levels", "sit_on_plate")


def test_all_faults_are_told_at_once():
    """In the order of their lines, in every table."""
    text = "minutes = 0\n[[phase]]\nweeks = 'two'\nlevels = ['x', 'y']\n[envelope]\nreach = 3\n[phases]\n[[envelope]]\n"
    assert told(text) == [
        (1, "minutes", "error"),
        (1, "goal", "error"),
        (3, "weeks", "error"),
        (4, "levels", "error"),
        (4, "levels", "error"),
        (6, "reach", "error"),
        (7, "phases", "error"),
        (7, "weeks", "error"),
        (7, "levels", "error"),
        (8, "envelope", "error"),
        (8, "envelope", "error"),
    ]


def test_what_makes_no_difference_is_a_warning():
    """Such a plan can be followed; it may just not do what was meant."""
    text = (
        f'{HEAD}say_home = "x"\nstance = ["comfortable", "sit_on_plate"]\nrung_max = 1\n'
        '[[phase]]\nweeks = 1\nlevels = ["river/ducks", "river/seated", "peak/rise", "peak"]\n'
    )
    found = problems_of(text.replace('"peak"', '"peak", "meadow"'), [*LEVELS, level("peak/lit")])
    assert [(problem.line, problem.key, problem.severity) for problem in found] == [
        (3, "say_home", "warning"),
        *[(8, "levels", "warning")] * 3,
    ]
    words = "\n".join(str(problem) for problem in found)
    assert "not for the first stance" in words
    assert "never offered by itself" in words
    assert '"peak" is played without peak/dark' in words


def test_what_is_darker_than_the_plan_goes_is_refused_by_name():
    """A level with a sight of its own, here or at home, and a place that has no others."""
    head = f"{HEAD}rung_max = 3\n"
    phase = PHASE.replace('"river/ducks"', '"river/ducks", "peak/dark"') + 'home = ["peak/dark"]\n'
    assert told(head + phase) == [(6, "levels", "error"), (7, "home", "error")]
    words = str(problems_of(head + phase)[0])
    assert "rung 4 or above" in words
    assert "write rung_max = 4" in words
    assert told(head + PHASE.replace("river/ducks", "peak")) == [(6, "levels", "error")]
    assert told(head.replace("3", "4") + PHASE.replace("river/ducks", "peak/dark")) == []


def test_the_text_of_records_is_read_without_the_levels_of_today():
    """A level that is gone must not take a running plan away."""
    text = HEAD + PHASE.replace("river/ducks", "own/gone")
    assert parse_plan(text, file="plan").spec.phases[0].levels == ("own/gone",)
    with pytest.raises(LevelError, match="is not there"):
        plan_of(text)


@pytest.mark.parametrize("example", list(examples()))
def test_every_example_is_sound(example):
    """Plans that came with the game name its own levels; only risky and dark ones may be remarked upon."""
    plan = read_plan(examples()[example], levels=library())
    assert all(re.search("therapist's word|what is darker", str(problem)) for problem in plan.warnings)
    assert plan.spec.has_home
    assert plan.spec.weeks in (6, 8)


def test_an_example_takes_the_persons_own_words():
    """Quotes and all; the remarks stay."""
    text = plan_starter("hemiplegia", goal='Climb the "big" tree', minutes=12.0, days_per_week=5)
    spec = parse_plan(text, file="x").spec
    assert (spec.goal, spec.minutes, spec.days_per_week) == ('Climb the "big" tree', 12.0, 5)
    assert text.count("#") == plan_starter("hemiplegia").count("#")
    with pytest.raises(LevelError, match="did you mean `hemiplegia`"):
        plan_starter("hemiplega")


# Files from hell: each under a second, one clear line, never a traceback.


@pytest.fixture
def refused(tmp_path):
    """The first line of what is said of a file."""

    def refused(path):
        began = time.monotonic()
        with pytest.raises(LevelError) as caught:
            read_plan(path, levels=LEVELS)
        assert time.monotonic() - began < 5  # a hang, not a slow machine
        return str(caught.value).splitlines()[0]

    return refused


def test_files_that_are_no_plans_are_refused_in_one_line(tmp_path, refused):
    """Missing, a folder, a link loop, not text, too large, and something else altogether."""
    loop = tmp_path / "loop.toml"
    loop.symlink_to(loop)
    for name, data in (("bytes", b"\xff\xfe\x00"), ("zip", b"PK\x03\x04" * 9), ("empty", b""), ("html", b"<p>")):
        (tmp_path / f"{name}.toml").write_bytes(data)
        assert refused(tmp_path / f"{name}.toml").startswith(str(tmp_path))
    (tmp_path / "large.toml").write_bytes(b"#" * 10_000_000)
    assert "larger than" in refused(tmp_path / "large.toml")
    assert "not a file" in refused(tmp_path)
    assert "no such file" in refused(tmp_path / "no.toml")
    assert refused(loop)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
        assert "not a file" in refused(tmp_path / "pipe.toml")


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "[[phase]]\nweeks = 1\nlevels = " + "[" * 50_000,
        HEAD + '[[phase]]\nweeks = 1\nlevels = ["x"' + ', "x"' * 40_000 + "]",
        HEAD + PHASE * 9_000,
        HEAD + "[envelope]\nreach = [0, 1]\n" * 9_000 + PHASE,
        HEAD + "minutes = " + "9" * 100_000 + "\n" + PHASE,
        HEAD + "x" * 200_000,
        HEAD + '[[phase]]\nweeks = 1\nlevels = ["' + "é" * 90_000 + '"]',
        HEAD + "[[phase]]\n" + "weeks = 1\n" * 20_000,
        'goal = """' + "\n" * 100_000,
        "\x00" * 1000,
        HEAD + PHASE + "[[phase.deeper]]\nweeks = 1\n",
        HEAD + PHASE + '[[phase]]\nweeks = 1\nlevels = ["\u202eriver"]',
    ],
    ids=range(12),
)
def test_hostile_texts_are_refused_quickly_and_not_endlessly(text, tmp_path, refused):
    """Depth, floods of keys and tables, endless numbers and invisible signs."""
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    line = refused(tmp_path / "plan.toml")
    assert len(line) < 2000
    assert len(problems_of(text)) <= 201


WORDS = st.sampled_from(
    ["[[phase]]", "[phase]", "[envelope]", "weeks", "levels", "home", "=", "[", "]", '"river"', "0", "1e999", "nan",
     "{", "}", '"""', "\n", "#", "goal", "format = 1", "true", "-1", ",", "é", "\t", "stance", "'", "advance"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=80))
def test_any_text_is_a_plan_or_a_list_of_faults(text):
    """Nothing else ever comes out of it."""
    found = problems_of(HEAD + text)
    errors = [problem for problem in found if problem.severity == "error"]
    assert errors or plan_of(HEAD + text).spec.phases
    assert all(problem.line >= 1 and problem.key for problem in found)


def test_every_key_stands_in_the_documents():
    """Whoever writes a plan finds each key explained, and the example there is a sound one."""
    root = next((p for p in Path(__file__).resolve().parents if (p / "docs" / "plans.md").exists()), None)
    if root is None:
        pytest.skip("needs a checkout")
    text = (root / "docs" / "plans.md").read_text(encoding="utf-8")
    for name in (*plan_keys(), *phase_keys()):
        assert f"`{name}`" in text
    example = text.partition("```toml\n")[2].partition("```")[0]
    assert parse_plan(example, file="docs", levels=library()).warnings == ()
