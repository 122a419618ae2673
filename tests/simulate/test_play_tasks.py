"""Simulated people play every task: what an able one wins, nobody wins by doing nothing."""

from __future__ import annotations

import pytest

from steadyquest.conventions import GRAVITY_M_S2, FeetMap, Lean
from steadyquest.game.events import CountAsked, RepEnded, TargetReached
from steadyquest.game.spec import (
    CatchSpec,
    ChooseSpec,
    HoldSpec,
    LevelSpec,
    MarchSpec,
    MatchSpec,
    Profile,
    RhythmSpec,
    RiseSpec,
    RollSpec,
    SteerSpec,
    StepSpec,
    fixed,
)
from steadyquest.game.staircase import Staircase
from steadyquest.game.tasks.kinds import SKILLS
from steadyquest.game.world import World
from steadyquest.signal.reach import uniform
from steadyquest.simulate.person import SimulatedPerson

GARDEN = ("#########", "#S..#..o#", "#.#.#.#.#", "#.#...#.#", "#o#.o.#o#", "#########")
TASKS = {
    "choose": ChooseSpec(pictures=("duck", "frog", "snail"), ask="Who can fly?", answer="duck", count=4),
    "steer": SteerSpec(count=8),
    "steer_ap": SteerSpec(axis="ap", count=8),
    "roll": RollSpec(map=GARDEN),
    "catch": CatchSpec(axis="both", count=8, avoid_share=fixed(0.2)),
    "rhythm": RhythmSpec(count=8),
    "rhythm_ap": RhythmSpec(axis="ap", distance=fixed(0.5), count=8),
    "match": MatchSpec(leg="right", share=fixed(0.65), count=3),
    "march": MarchSpec(count=8),
    "rise": RiseSpec(count=3),
}


def play(task, *, person, seed=1, rung=0, distractors=None):
    """Plays a level of one step, unfiltered, a sample a tick; its events."""
    reach = uniform(50.0)
    source = SimulatedPerson(person, seed=seed, reach=reach)
    world = World(
        LevelSpec(
            title="t", world="coast", say="s", avoid="bee", steps=(StepSpec(task=task, distractors=distractors),)
        ),
        seed=seed,
        staircases={skill: Staircase(d=0.1, fixed=True) for skill in SKILLS},
        profile=Profile(
            rungs=dict.fromkeys(SKILLS, rung), feet=FeetMap(-85.0, 85.0), weight_kg=source.person.weight_kg
        ),
        reach=reach,
    )
    events = []
    while not world.finished:
        source.observe(world.scene())
        (sample,) = source.read()
        force_n, ml, ap = source.calibration.wrench(sample.counts)
        ml, ap, load_kg = ml / force_n, ap / force_n, force_n / GRAVITY_M_S2
        events += world.step(Lean(sample.t_us, *reach.to_units(ml, ap), ml, ap, load_kg, valid=True))
    return events


def success(events):
    ended = [event for event in events if isinstance(event, RepEnded)]
    return sum(isinstance(event, TargetReached) for event in ended) / len(ended)


@pytest.mark.parametrize("name", TASKS)
def test_a_steady_adult_wins_and_who_keeps_still_does_not(name):
    """At little difficulty and by full light: six reps of ten at least, and at most a few by chance."""
    assert success(play(TASKS[name], person="steady")) >= 0.6
    assert success(play(TASKS[name], person="still")) <= 0.4


@pytest.mark.slow
@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("person", ["older", "child"])
def test_an_older_adult_and_a_child_can_play_everything(name, person):
    """Half of it at least."""
    assert success(play(TASKS[name], person=person)) >= 0.5


@pytest.mark.slow
@pytest.mark.parametrize("name", TASKS)
def test_wandering_about_does_not_win(name):
    """Over several players."""
    assert sum(success(play(TASKS[name], person="random", seed=seed)) for seed in range(3)) / 3 < 0.75


@pytest.mark.slow
@pytest.mark.parametrize("name", TASKS)
def test_every_task_can_be_played_in_the_deep_night(name):
    """With nothing to be seen of oneself some reps still succeed."""
    assert sum(success(play(TASKS[name], person="steady", seed=seed, rung=4)) for seed in range(3)) / 3 > 0.25


def test_what_drifted_by_is_counted():
    """Somebody who has understood the question leans to the right number."""
    (asked,) = [e for e in play(HoldSpec(), person="steady", distractors=3) if isinstance(e, CountAsked)]
    assert asked.said == asked.shown >= 1
