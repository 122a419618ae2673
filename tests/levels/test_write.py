"""What is written is read again as the same level."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.game.spec import (
    ChooseSpec,
    FollowSpec,
    HoldSpec,
    LevelSpec,
    Range,
    ReachSpec,
    RecallSpec,
    RestSpec,
    RollSpec,
    SightSpec,
    StepSpec,
    fixed,
)
from steadyquest.levels.read import parse_level
from steadyquest.levels.schema import LEVEL, SIGHT, STEP
from steadyquest.levels.schema_keys import Group, Key
from steadyquest.levels.schema_tasks import TASKS
from steadyquest.levels.write import write_level

WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Mn", "Me", "Zl", "Zp", "Zs"))
    | st.sampled_from(" \"\\#[{='"),
    min_size=1,
    max_size=60,
)


def _line(text: str) -> str:
    return " ".join(text.split())


LINE = WORDS.map(_line).filter(bool)
NOTES = st.lists(LINE, min_size=1, max_size=4).map("\n".join)
NAME = st.from_regex(r"[a-z0-9_]{1,12}", fullmatch=True)


def _numbers(key: Key):
    one = st.floats(key.low, key.high) | st.just(key.high)
    return st.tuples(one, one).map(lambda pair: Range(*pair)) | one.map(fixed) if key.pair else one


def _points(reach: float):
    side = reach * 0.7
    return st.tuples(st.floats(-side, side), st.floats(-side, side))


_VALUES = {
    "text": lambda key: LINE,
    "long_text": lambda key: NOTES,
    "file": lambda key: NAME,
    "art": lambda key: NAME,
    "arts": lambda key: st.lists(NAME, min_size=2, max_size=4, unique=True).map(tuple),
    "garden": lambda key: st.sampled_from([("S.o",), ("#####", "#S#o#", "#...#", "#####"), ("oooo", "S", "o")]),
    "choice": lambda key: st.sampled_from(key.choices),
    "choices": lambda key: st.lists(st.sampled_from(key.choices), min_size=1, max_size=3, unique=True).map(tuple),
    "number": _numbers,
    "whole": lambda key: st.integers(int(key.low), int(key.high)),
    "yes_no": lambda key: st.booleans(),
    "places": lambda key: st.lists(st.sampled_from(key.choices) | _points(1.0), min_size=1, max_size=4).map(tuple),
    "points": lambda key: st.lists(_points(1.0), min_size=2, max_size=4).map(tuple),
    "between": lambda key: st.lists(st.floats(key.low, key.high), min_size=2, max_size=2).map(sorted).map(tuple),
    "point": lambda key: st.tuples(st.floats(key.low, key.high), st.floats(key.low, key.high)),
}


@st.composite
def _filled(draw, group: Group, **given_values):
    values = dict(given_values)
    for key in group.keys:
        if key.name not in values and (key.name in group.required() or draw(st.booleans())):
            values[key.name] = draw(_VALUES[key.kind](key))
    return group.spec(**values)


def _sound_sight(sight: SightSpec) -> SightSpec:
    low, high = sorted((sight.sight_min, sight.sight_max))
    bounds = {"sight_min": low, "sight_max": high} if sight.sight == "player" else {"sight_min": 0, "sight_max": 4}
    return replace(sight, **bounds)


SIGHTS = _filled(SIGHT).map(_sound_sight)


def _sound_task(task):
    """The same task without contradictions between its keys."""
    if isinstance(task, ReachSpec):
        return replace(task, beyond=max(task.distance) > 1.0, dwell_s=Range(0.4, 0.9), limit_s=Range(8.0, 2.5))
    if isinstance(task, FollowSpec):
        return replace(task, path="points") if task.points else replace(task, path="eight")
    if isinstance(task, ChooseSpec):
        pictures = task.pictures or ("duck", "frog")
        return replace(task, pictures=pictures, ask=task.ask or "Who?", answer=pictures[-1])
    if isinstance(task, RollSpec):
        return replace(task, map=task.map or ("S.o",))
    return task


@st.composite
def _steps(draw, level_sight: SightSpec):
    word = draw(st.sampled_from(sorted(TASKS)))
    task = _sound_task(draw(_filled(TASKS[word])))
    same = draw(st.booleans()) or level_sight.sight == "player"
    sight = level_sight if same else draw(SIGHTS.filter(lambda s: s.sight != "player"))
    step = draw(_filled(STEP, task=task, sight=sight, say=draw(st.none() | LINE)))
    if isinstance(task, RestSpec):
        step = replace(step, distractors=None, also=None)
    return step if isinstance(task, ReachSpec) else replace(step, until_good=None)


@st.composite
def levels(draw) -> LevelSpec:
    """Any level that has no errors."""
    sight = draw(SIGHTS)
    steps = draw(st.lists(_steps(sight), min_size=1, max_size=4).map(tuple))
    level = draw(_filled(LEVEL, sight=sight, steps=steps, thing="duck", avoid="bee"))
    # Some stances rule some tasks out.
    return replace(level, stance=("comfortable", "feet_on_plate"))


@settings(max_examples=120, deadline=None)
@given(levels())
def test_reading_what_was_written_gives_the_same_level(spec):
    """Any level survives the way to its file and back, and its file is written the same way again."""
    text = write_level(spec)
    again = parse_level(text, file="written.toml").spec
    assert again == spec
    assert write_level(again) == text


def test_defaults_are_left_out():
    """The shortest level is six lines."""
    spec = LevelSpec(title="Still", world="fog", say="Still.", steps=(StepSpec(task=HoldSpec()),))
    assert write_level(spec) == (
        'format = 1\ntitle = "Still"\nworld = "fog"\nsay = "Still."\n\n[[step]]\ntask = "hold"\n'
    )


def test_a_level_is_written_as_a_person_would():
    """Whole numbers without a point, one stance without a list, points and pairs in brackets, notes over lines."""
    spec = LevelSpec(
        title='The "duck"',
        world="river",
        say="Go.",
        stance=("narrow",),
        max_s=90.0,
        notes="one\ntwo",
        steps=(
            StepSpec(task=ReachSpec(where=("left", (0.5, -0.25)), distance=Range(0.4, 1.0)), until_good=3),
            StepSpec(task=RestSpec(seconds=20.0), wind=(0.0, 0.1), reversed=True),
            StepSpec(task=RecallSpec(count=6), sight=SightSpec(sight="full")),
        ),
    )
    assert write_level(spec) == (
        'format = 1\ntitle = "The \\"duck\\""\nworld = "river"\nsay = "Go."\nstance = "narrow"\nmax_s = 90\n'
        'notes = """\none\ntwo\n"""\n'
        '\n[[step]]\ntask = "reach"\nwhere = ["left", [0.5, -0.25]]\ndistance = [0.4, 1]\nlimit_s = 8\nuntil_good = 3\n'
        '\n[[step]]\ntask = "rest"\nseconds = 20\nwind = [0, 0.1]\nreversed = true\n'
        '\n[[step]]\ntask = "recall"\ncount = 6\nsight = "full"\n'
    )


def test_a_garden_is_drawn_over_lines_and_a_question_over_keys():
    """What a therapist drew looks as it was drawn."""
    spec = LevelSpec(
        title="Garden",
        world="cave",
        say="Roll.",
        steps=(
            StepSpec(task=RollSpec(map=("#####", "#S.o#", "#####"), friction=Range(4.0, 2.0))),
            StepSpec(
                task=ChooseSpec(pictures=("duck", "frog"), ask="Who can fly?", answer="duck"),
                scene_sway=4.0,
                distractors=3,
                also="Name an animal.",
            ),
        ),
    )
    assert write_level(spec) == (
        'format = 1\ntitle = "Garden"\nworld = "cave"\nsay = "Roll."\n'
        '\n[[step]]\ntask = "roll"\nmap = """\n#####\n#S.o#\n#####\n"""\nfriction = [4, 2]\n'
        '\n[[step]]\ntask = "choose"\npictures = ["duck", "frog"]\nask = "Who can fly?"\nanswer = "duck"\n'
        'scene_sway = 4\ndistractors = 3\nalso = "Name an animal."\n'
    )
    assert parse_level(write_level(spec), file="garden.toml").spec == spec


def test_a_step_writes_only_the_sight_that_differs_from_its_level_s():
    """Going back to the player's own rung is said; what is inherited is not."""
    level_sight = SightSpec(sight="glimpse", on_s=3.0)
    steps = (StepSpec(task=HoldSpec(), sight=level_sight), StepSpec(task=HoldSpec(), sight=SightSpec(on_s=3.0)))
    text = write_level(LevelSpec(title="A", world="fog", say="Still.", sight=level_sight, steps=steps))
    assert re.findall(r"^(?:sight|on_s) = .*$", text, re.MULTILINE) == [
        'sight = "glimpse"',
        "on_s = 3",
        'sight = "player"',
    ]


@settings(max_examples=60, deadline=None)
@given(LINE | NOTES)
def test_any_text_is_quoted_as_toml(words):
    """Quotes, backslashes and signs of every script come through."""
    spec = LevelSpec(title="A", world="fog", say="Still.", notes=words, steps=(StepSpec(task=HoldSpec()),))
    assert tomllib.loads(write_level(spec))["notes"].strip() == words.strip()
