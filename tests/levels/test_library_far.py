"""The levels of the far worlds: gardens in the cave, loading and stepping and rising on the peak, feasts by the sea."""

from __future__ import annotations

import math
from functools import cache
from itertools import product

import pytest

from steadyquest.conventions import SEATED_STANCES, Lean
from steadyquest.game.events import RepEnded, TargetReached
from steadyquest.game.spec import ChooseSpec, LevelSpec, MatchSpec, Profile, ReachSpec, RollSpec, StepSpec
from steadyquest.game.staircase import Staircase
from steadyquest.game.tasks.garden import Garden, nearest
from steadyquest.game.tasks.kinds import SKILLS, kind_of
from steadyquest.game.world import World
from steadyquest.levels.check import CONTRADICTIONS
from steadyquest.levels.library import find, shipped
from steadyquest.levels.word import needs_word
from steadyquest.signal.reach import uniform

FEWEST = {"cave": 7, "peak": 9, "coast": 8}
BODY = {
    *("hip", "hips", "leg", "legs", "knee", "knees", "foot", "feet", "toe", "toes", "heel", "heels"),
    *("weight", "body", "shoulder", "shoulders", "pelvis", "trunk", "muscle", "muscles"),
}
LOADED = ("match", "march", "rise")
LIBRARY = shipped()
FAR = [level for level in LIBRARY if level.spec.world in FEWEST]
GARDENS = [
    pytest.param(step.task, id=level.key)
    for level in LIBRARY
    for step in level.spec.steps
    if isinstance(step.task, RollSpec)
]


def tasks_of(level):
    """The kinds of a level's steps."""
    return {kind_of(step).name for step in level.spec.steps}


def in_world(world):
    """The levels of one world."""
    return [level for level in FAR if level.spec.world == world]


def with_side(level):
    """Whether a level asks for the affected side by name."""
    tasks = [step.task for step in level.spec.steps]
    places = {place for task in tasks for place in getattr(task, "where", ()) if isinstance(place, str)}
    legs = {task.leg for task in tasks if isinstance(task, MatchSpec)}
    return bool({"affected", "other"} & (places | legs))


@pytest.fixture(params=FAR, ids=lambda level: level.key)
def level(request):
    return request.param


def test_each_far_world_is_large_enough_to_stay_in():
    """There are levels for weeks in each of the three."""
    for world, fewest in FEWEST.items():
        assert len(in_world(world)) >= fewest, world


def test_the_cave_rolls_and_catches_in_the_dark():
    """Most of its levels are gardens; in one things are caught with the lantern out for most players."""
    cave = in_world("cave")
    assert sum("roll" in tasks_of(level) for level in cave) >= 6
    in_the_dark = [level for level in cave if "catch" in tasks_of(level) and level.spec.sight.sight_min >= 2]
    assert in_the_dark


def test_the_peak_loads_steps_and_rises():
    """Every level there has one of its three tasks, and each of the three has five levels in the library."""
    assert all(tasks_of(level) & set(LOADED) for level in in_world("peak"))
    for task in LOADED:
        assert sum(task in tasks_of(level) for level in LIBRARY) >= 5, task


def test_the_coast_is_a_feast_of_all_worlds():
    """What was learnt in the other six places comes again there, mostly two things at a time."""
    coast = in_world("coast")
    there = set().union(*map(tasks_of, coast))
    for elsewhere in (
        ("reach", "choose"),
        ("steer", "follow"),
        ("rhythm", "catch"),
        ("hold", "recall"),
        ("roll",),
        LOADED,
    ):
        assert there & set(elsewhere), elsewhere
    mixed = [level for level in coast if len(tasks_of(level) - {"rest"}) > 1]
    assert len(mixed) > len(coast) / 2


def test_the_coast_has_second_tasks_a_friend_and_a_storm_corner():
    """Counting, naming, a ball placed by somebody else; wind, a swaying picture, and everything turned round."""
    steps = [step for level in in_world("coast") for step in level.spec.steps]
    assert any(step.distractors for step in steps)
    assert any(step.also for step in steps)
    assert any(isinstance(step.task, ReachSpec) and step.task.order == "live" for step in steps)
    assert any(step.wind != (0.0, 0.0) for step in steps)
    assert any(step.scene_sway for step in steps)
    assert any(step.reversed for step in steps)


def test_the_affected_side_has_its_levels():
    """At least six of the far levels name it."""
    assert sum(map(with_side, FAR)) >= 6


def test_only_what_must_be_watched_asks_for_the_therapists_word(level):
    """Stepping and rising on the peak and the storm corner of the coast do; everything else glows for everybody."""
    spec = level.spec
    must = {task for task in ("march", "rise") if task in tasks_of(level)} if spec.world == "peak" else set()
    if spec.world == "coast":
        must |= {"reversed"} if any(step.reversed for step in spec.steps) else set()
        must |= {"sway"} if any(step.scene_sway for step in spec.steps) else set()
    assert set(needs_word(level)) == must


def test_everybody_may_sit_where_the_tasks_allow_it(level):
    """A chair is always among the stances; the plate as a seat wherever no foot is asked for."""
    stances = set(level.spec.stance)
    assert stances & SEATED_STANCES
    assert ("sit_on_plate" in stances) == all("sit_on_plate" not in CONTRADICTIONS.get(t, ()) for t in tasks_of(level))


def test_no_sentence_speaks_of_the_body(level):
    """Neither what is said nor what is asked, and not the second tasks either."""
    spec = level.spec
    questions = [step.task.ask for step in spec.steps if isinstance(step.task, ChooseSpec)]
    said = [spec.say, spec.say_plain, *questions, *(text for step in spec.steps for text in (step.say, step.also))]
    assert not BODY & {word.strip(".,!?:").lower() for text in said if text for word in text.split()}


def test_who_gets_up_is_told_about_the_chair(level):
    """A level with standing up and sitting down says to the therapist where the chair belongs."""
    assert "rise" not in tasks_of(level) or "chair" in (level.spec.notes or "")


def test_both_sides_have_their_turn_in_loading(level):
    """A level that loads one side loads the other one too, unless it says why not."""
    legs = {step.task.leg for step in level.spec.steps if isinstance(step.task, MatchSpec)}
    assert legs in (set(), {"affected", "other"}, {"left", "right"}) or level.spec.uneven


def test_who_stands_evenly_matches_nothing(level):
    """At no difficulty is an even share within the tolerance, with room for the sway of standing."""
    for step in level.spec.steps:
        if isinstance(step.task, MatchSpec):
            assert all(abs(step.task.share.at(d) - 0.5) > step.task.tolerance.at(d) for d in (0.0, 0.5, 1.0))


@pytest.mark.parametrize("task", GARDENS)
def test_a_garden_can_be_read_as_a_picture(task):
    """Framed by walls on all four sides, each row as long as the others, its cells large enough to be seen."""
    rows = task.map
    assert len({len(row) for row in rows}) == 1
    assert {*rows[0], *rows[-1], *(row[0] for row in rows), *(row[-1] for row in rows)} == {"#"}
    assert Garden(rows).cell >= 0.2


@pytest.mark.parametrize("task", GARDENS)
def test_a_garden_has_no_gap_that_only_looks_open(task):
    """Two paths never meet at a corner alone: no marble gets through there."""
    garden = Garden(task.map)
    for row, column in product(range(len(task.map) - 1), range(len(task.map[0]) - 1)):
        a, b, c, d = (garden.is_wall((row + i, column + j)) for i in (0, 1) for j in (0, 1))
        assert not (a == d and b == c and a != b), (row, column)


@pytest.mark.parametrize("d", [0.0, 1.0])
@pytest.mark.parametrize("task", GARDENS)
def test_every_gem_can_be_picked_up_in_time(task, d):
    """Somebody who leans calmly from cell to cell gets them all, at either end of the difficulty."""
    world = World(
        LevelSpec(title="Garden", world="cave", say="Roll.", steps=(StepSpec(task=task),)),
        seed=1,
        staircases={skill: Staircase(d=d, fixed=True) for skill in SKILLS},
        profile=Profile(),
        reach=uniform(60.0),
    )
    pilot, events = Pilot(task), []
    while not world.finished:
        x, y = pilot.lean(world.scene())
        events += world.step(Lean(10_000 * world.tick, x, y, 60 * x, 60 * y, 70.0, valid=True))
    reps = [event for event in events if isinstance(event, RepEnded)]
    assert len(reps) == sum(row.count("o") for row in task.map)
    assert all(isinstance(rep, TargetReached) for rep in reps)
    assert world.tick < 9000


class Pilot:
    """Leans a marble from cell to cell, never further than seven tenths of the reach."""

    def __init__(self, task):
        self._garden = Garden(task.map)
        self._ways = cache(self._garden.ways)
        self._at = self._garden.middle(self._garden.start)

    def lean(self, scene):
        """Where to lean for the marble that is seen."""
        garden = self._garden
        marble = next(item for item in scene.items if item.kind == "avatar")
        speed = ((marble.x - self._at[0]) * 100, (marble.y - self._at[1]) * 100)
        self._at = (marble.x, marble.y)
        gems = [garden.cell_at(item.x, item.y) for item in scene.items if item.kind == "gem" and not item.state]
        to = self._next([gem for gem in gems if gem in garden.gems]) if gems else self._at
        x, y = (3.0 * (goal - at) - 0.6 * v for goal, at, v in zip(to, self._at, speed, strict=True))
        out = math.hypot(x, y)
        # The garden is level in its middle: a little more than that for every way that is left.
        scale = (min(0.6, out) + 0.1) / out if out > 0.02 else 0.0
        return x * scale, y * scale

    def _next(self, gems):
        """The middle of the next cell on the way to the nearest gem, or of this one until the marble is well in it."""
        garden = self._garden
        here = garden.cell_at(*self._at)
        gem = nearest(gems, ways=self._ways(here))
        ways = self._ways(gem)
        row, column = here
        beside = [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]
        ahead = min((cell for cell in beside if cell in ways), key=ways.__getitem__) if here != gem else gem
        (hx, hy), (ax, ay) = garden.middle(here), garden.middle(ahead)
        # Across the way first: who is not in the middle of the lane hits the corner.
        aside = self._at[0] - hx if ax == hx else self._at[1] - hy
        return (
            (hx, hy)
            if ahead != here and abs(aside) > 0.12 * garden.cell and _is_turn(garden, here, ahead)
            else (ax, ay)
        )


def _is_turn(garden, here, ahead):
    """Whether a wall stands beside the lane that leads on."""
    row, column = ahead
    side = [(row, column - 1), (row, column + 1)] if row != here[0] else [(row - 1, column), (row + 1, column)]
    return any(map(garden.is_wall, side))


def test_the_drops_can_be_caught_by_ear():
    """With sound help the dark cave sounds while the basket is not to be seen, and the drop still is."""
    world = World(
        find("cave/listen_to_the_drops").spec,
        seed=1,
        staircases={skill: Staircase(d=0.0, fixed=True) for skill in SKILLS},
        profile=Profile(sound_help=True),
        reach=uniform(60.0),
    )
    dark = []
    while not world.finished:
        world.step(Lean(10_000 * world.tick, 0.0, 0.0, 0.0, 0.0, 70.0, valid=True))
        scene = world.scene()
        if not scene.lit and any(item.kind == "drifter" for item in scene.items):
            dark.append(scene)
    assert len(dark) > 1000
    assert all(scene.tones for scene in dark if not any(item.state for item in scene.items))
    assert not any(item.kind == "avatar" for scene in dark for item in scene.items)
