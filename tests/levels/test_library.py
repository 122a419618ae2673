"""The levels that come with the game."""

from __future__ import annotations

import math
from dataclasses import fields
from pathlib import Path

import pytest

from steadyquest.conventions import SEATED_STANCES, Lean
from steadyquest.errors import LevelError
from steadyquest.game.events import RunFinished
from steadyquest.game.spec import FollowSpec, LevelSpec, Profile, Range, ReachSpec
from steadyquest.game.staircase import Staircase
from steadyquest.game.world import World
from steadyquest.levels.demand import expected_s
from steadyquest.levels.library import find, shipped
from steadyquest.levels.read import parse_level
from steadyquest.levels.schema import WORLDS
from steadyquest.levels.write import write_level
from steadyquest.resources import resource

LEVELS = shipped()


@pytest.fixture(params=LEVELS, ids=lambda level: level.key)
def level(request):
    return request.param


def test_there_are_levels_in_each_open_world():
    """Meadow, River and Fog have at least three levels each, in the order of the worlds, keys all different."""
    worlds = [level.spec.world for level in LEVELS]
    assert all(worlds.count(world) >= 3 for world in ("meadow", "river", "fog"))
    assert worlds == sorted(worlds, key=WORLDS.index)
    assert len({level.key for level in LEVELS}) == len(LEVELS) == len({level.spec.title for level in LEVELS})


def test_every_shipped_level_checks_clean(level):
    """No error and no warning: what we ship is what we ask of others."""
    assert level.warnings == ()
    assert level.key == f"{level.spec.world}/{level.path.stem}"


def test_every_shipped_level_is_short_enough_to_be_played_again(level):
    """Between half a minute and a minute and a half."""
    assert 30 <= expected_s(level.spec) <= 90


def test_every_shipped_level_can_be_played_seated(level):
    """Nobody is left out of a world for not standing."""
    assert SEATED_STANCES & set(level.spec.stance)


def test_every_shipped_level_asks_nothing_of_the_body(level):
    """The focus is on the boat, the light and the duck, never on hips or legs."""
    sentences = [level.spec.say, level.spec.say_plain or "", *(step.say or "" for step in level.spec.steps)]
    words = {word.strip(".,!?").lower() for sentence in sentences for word in sentence.split()}
    assert not words & {"hip", "hips", "leg", "legs", "knee", "knees", "foot", "feet", "weight", "body", "shoulder"}


def test_every_shipped_level_has_words_for_the_plain_look(level):
    """Adults who want no story get a sentence of their own, without animals."""
    plain = level.spec.say_plain
    assert plain
    assert not {level.spec.thing, f"{level.spec.thing}s"} & set(plain.lower().split())


def test_every_shipped_level_gets_harder_with_difficulty(level):
    """Smaller, farther, longer or quicker at the hard end; never easier in any of it."""
    harder = {"radius": -1, "distance": 1, "dwell_s": 1, "size": 1, "seconds": 1, "period_s": -1, "limit_s": -1}
    harder["study_s"] = -1
    moves = [
        harder[field.name] * (value.hard - value.easy)
        for step in level.spec.steps
        for field in fields(step.task)
        if isinstance(value := getattr(step.task, field.name), Range)
    ]
    assert min(moves) >= 0 < max(moves)


def _play(level, *, moves: bool) -> RunFinished:
    """One run at d = 0.3 of a person who goes calmly to whatever is asked for, or of one who never moves."""
    ladder = {skill: Staircase(d=0.3, fixed=True) for skill in ("steadiness", "reach", "tracking", "feel")}
    world = World(level.spec, seed=1, staircases=ladder, profile=Profile(affected="left"), reach=Round())
    at = goal = (0.0, 0.0)
    events = []
    while not world.finished:
        asked = [item for item in world.scene().items if item.kind in ("target", "zone", "guide", "home")]
        goal = (asked[-1].x, asked[-1].y) if asked and moves else goal
        way = math.dist(at, goal)
        step = min(1.0, 0.005 / way) if way else 0.0
        at = (at[0] + step * (goal[0] - at[0]), at[1] + step * (goal[1] - at[1]))
        events += world.step(Lean(10_000 * world.tick, *at, 80 * at[0], 80 * at[1], 70.0, valid=True))
    assert isinstance(events[-1], RunFinished)
    return events[-1]


class Round:
    """A reach of 80 mm in every direction."""

    def mm_at(self, angle_rad):
        return 80.0

    def to_mm(self, x, y):
        return 80 * x, 80 * y

    def to_units(self, ml_mm, ap_mm):
        return ml_mm / 80, ap_mm / 80


def test_every_shipped_level_can_be_played_to_its_end(level):
    """A calm person goes through the whole level, without a hurry and without its clock cutting it short."""
    finished = _play(level, moves=True)
    assert finished.complete
    assert finished.tick < level.spec.max_s * 100
    assert finished.success is None or finished.success >= 0.75


def test_levels_of_movement_are_not_won_by_standing_still(level):
    """Where no step asks for stillness, somebody who never moves does not succeed by luck."""
    if any(isinstance(step.task, ReachSpec | FollowSpec) for step in level.spec.steps):
        assert _play(level, moves=False).success < 0.6


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
