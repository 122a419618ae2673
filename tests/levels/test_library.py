"""The levels that come with the game."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from steadyquest.conventions import SEATED_STANCES
from steadyquest.errors import LevelError
from steadyquest.game.spec import ChooseSpec, LevelSpec
from steadyquest.game.tasks.kinds import SKILLS, asks_for_side, kind_of
from steadyquest.levels.advice import MOST_LETTERS, MOST_WORDS
from steadyquest.levels.demand import expected_s
from steadyquest.levels.library import find, shipped
from steadyquest.levels.read import parse_level
from steadyquest.levels.schema import WORLDS
from steadyquest.levels.word import needs_word
from steadyquest.levels.write import write_level
from steadyquest.resources import resource

LEVELS = shipped()
OWN_PLAY = {
    "meadow": {"reach", "choose"},
    "river": {"steer", "follow"},
    "wood": {"rhythm", "catch"},
    "fog": {"hold", "recall"},
    "cave": {"roll", "catch"},
    "peak": {"match", "march", "rise"},
}
"""What each place is there for. The coast mixes them all."""


@pytest.fixture(params=LEVELS, ids=lambda level: level.key)
def level(request):
    return request.param


def test_every_world_has_enough_places():
    """At least six levels each and 42 in all, in the order of the worlds; keys and titles are all different."""
    worlds = [level.spec.world for level in LEVELS]
    assert min(Counter(worlds)[world] for world in WORLDS) >= 6
    assert len(LEVELS) >= 42
    assert worlds == sorted(worlds, key=WORLDS.index)
    titles = {level.spec.title.casefold() for level in LEVELS}
    assert len({level.key for level in LEVELS}) == len(LEVELS) == len(titles)


@pytest.mark.parametrize("skill", SKILLS)
def test_every_skill_has_at_least_five_levels(skill):
    """Whatever a plan is about, there is more than one thing to play for it."""
    trained = [
        level.key
        for level in LEVELS
        if skill in {level.spec.skill or kind_of(step).skill for step in level.spec.steps if kind_of(step).skill}
    ]
    assert len(trained) >= 5


@pytest.mark.parametrize("world", OWN_PLAY)
def test_every_world_has_its_own_play(world):
    """Each level of a place has some of what the place is there for, and the place shows all of it."""
    played = [{kind_of(step).name for step in level.spec.steps} for level in LEVELS if level.spec.world == world]
    guests = [tasks for tasks in played if not tasks & OWN_PLAY[world]]
    assert len(guests) <= 1
    assert set().union(*played) >= OWN_PLAY[world]


def test_enough_levels_know_the_affected_side():
    """At least ten ask for the affected or the other side, and not all of them in one place."""
    sided = [level for level in LEVELS if asks_for_side(level.spec)]
    assert len(sided) >= 10
    assert len({level.spec.world for level in sided}) >= 4


def test_most_levels_can_be_played_seated():
    """Four in five; and in each world some need nobody's word in a seated stance."""
    seated = [level for level in LEVELS if SEATED_STANCES & set(level.spec.stance)]
    assert len(seated) >= 0.8 * len(LEVELS)
    safe = {
        level.spec.world
        for level in seated
        if any(not needs_word(level, stance) for stance in SEATED_STANCES & set(level.spec.stance))
    }
    assert safe == set(WORLDS)


def test_the_means_of_the_format_are_all_used_somewhere():
    """The library shows by example what a level may do: each means stands in at least one level."""
    keys = {match.group(1) for level in LEVELS for match in re.finditer(r"^(\w+) =", level.text, flags=re.MULTILINE)}
    wanted = {"emphasis", "until_good", "wind", "repeat", "order", "avoid", "avoid_share", "sight", "sight_min", "on_s"}
    assert wanted <= keys


def test_every_shipped_level_checks_clean(level):
    """No error and no warning: what we ship is what we ask of others."""
    assert level.warnings == ()
    assert level.key == f"{level.spec.world}/{level.path.stem}"


def test_every_shipped_level_is_short_enough_to_be_played_again(level):
    """Between half a minute and a minute and a half."""
    assert 30 <= expected_s(level.spec) <= 90


@pytest.mark.parametrize("world", ["meadow", "river", "wood", "fog"])
def test_every_level_of_the_near_worlds_can_be_played_seated(world):
    """Nobody is left out of these worlds for not standing."""
    assert all(SEATED_STANCES & set(level.spec.stance) for level in LEVELS if level.spec.world == world)


def test_every_shipped_level_begins_with_why(level):
    """The first line is a comment for therapists: what this trains."""
    first, _, _ = level.text.partition("\n")
    assert re.fullmatch(r"# [A-Z].{20,140}[.!?]", first)


def test_every_sentence_of_a_shipped_level_is_short(level):
    """Read aloud in five seconds, with no word that a six-year-old would stumble over, and said in full."""
    asked = [step.task.ask for step in level.spec.steps if isinstance(step.task, ChooseSpec)]
    steps = [said for step in level.spec.steps for said in (step.say, step.also) if said]
    for sentence in [level.spec.say, level.spec.say_plain, *steps, *asked]:
        words = sentence.split()
        assert len(words) <= MOST_WORDS
        assert len(sentence) <= MOST_LETTERS
        assert max(len(word.strip(".,!?:;")) for word in words) <= 11
        assert sentence[0].isupper()
        assert sentence[-1] in ".!?"


def test_every_question_has_one_right_picture(level):
    """Two to four pictures, the right one among them, and a question mark."""
    for step in level.spec.steps:
        if isinstance(step.task, ChooseSpec):
            assert step.task.pictures.count(step.task.answer) == 1
            assert len(step.task.pictures) >= 2
            assert step.task.ask.endswith("?")


def test_every_shipped_level_asks_nothing_of_the_body(level):
    """The focus is on the boat, the light and the duck, never on hips or legs."""
    sentences = [level.spec.say, level.spec.say_plain or "", *(step.say or "" for step in level.spec.steps)]
    sentences += [step.also or "" for step in level.spec.steps]
    words = {word.strip(".,!?").lower() for sentence in sentences for word in sentence.split()}
    assert not words & {"hip", "hips", "leg", "legs", "knee", "knees", "foot", "feet", "weight", "body", "shoulder"}


def test_every_shipped_level_has_words_for_the_plain_look(level):
    """Adults who want no story get a sentence of their own, without animals."""
    plain = level.spec.say_plain
    assert plain
    assert not {level.spec.thing, f"{level.spec.thing}s"} & set(plain.lower().split())


def test_every_shipped_level_survives_writing(level):
    """The canonical form of each level reads as the same level."""
    assert parse_level(write_level(level.spec), file="again.toml").spec == level.spec


def test_a_level_is_found_by_key_name_or_file(level):
    """Three ways of naming it lead to the same level, under the same key."""
    assert find(level.key) == find(level.path.stem) == level
    assert find(level.path).key == find(str(level.path)).key == level.key


def test_a_file_of_one_s_own_is_found(tmp_path):
    """Anything that exists, or looks like a level file, is read as a file."""
    path = tmp_path / "mine.toml"
    path.write_text(LEVELS[0].text, encoding="utf-8")
    assert find(path).spec == LEVELS[0].spec
    assert find(str(path)).key == "own/mine"
    other = tmp_path / "mine.txt"
    other.write_text(LEVELS[0].text, encoding="utf-8")
    assert isinstance(find(other).spec, LevelSpec)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("river/feed_teh_ducks", "river/feed_the_ducks"),
        ("Feed_the_duck", "river/feed_the_ducks"),
        ("zzzz", "levels list"),
        ("q" * 100_000, "levels list"),
        ("bad\0name", "levels list"),
    ],
)
def test_an_unknown_name_is_one_problem_with_near_names(name, hint):
    """A slip of the pen is answered with what was likely meant."""
    with pytest.raises(LevelError) as caught:
        find(name)
    (problem,) = caught.value.problems
    assert problem.found == "no such level"
    assert hint in problem.hint


@pytest.mark.parametrize("name", ["missing.toml", "../../secret.toml", "", "."])
def test_a_name_that_is_no_level_file_is_a_level_error(name):
    """A missing file and a folder are said to be just that."""
    with pytest.raises(LevelError) as caught:
        find(name)
    assert len(caught.value.problems) == 1


def test_all_faults_of_all_shipped_levels_are_told_at_once(tmp_path, monkeypatch):
    """An installation that was tampered with is described in full, not file by file."""
    for world, name in (("fog", "one"), ("river", "two")):
        (tmp_path / world).mkdir()
        (tmp_path / world / f"{name}.toml").write_text('title = "A"\n', encoding="utf-8")
    monkeypatch.setattr("steadyquest.levels.library.resource", lambda name: tmp_path)
    with pytest.raises(LevelError) as caught:
        shipped()
    files = dict.fromkeys(Path(problem.file).name for problem in caught.value.problems)
    assert list(files) == ["two.toml", "one.toml"]


def test_an_installation_without_levels_has_none(monkeypatch):
    """Nothing shipped is an empty list, and a name is then simply unknown."""

    def missing(name):
        raise FileNotFoundError(name)

    monkeypatch.setattr("steadyquest.levels.library.resource", missing)
    assert shipped() == []
    with pytest.raises(LevelError):
        find("river/feed_the_ducks")


def test_the_folder_of_levels_is_where_the_resolver_says():
    """Every world's folder of the source tree is read."""
    assert {level.path.parent.parent for level in LEVELS} == {resource("levels")}
