"""One play of a level by a simulated person."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from steadyquest.game.tasks.kinds import KINDS
from steadyquest.grade.play import measured_reach, play_once, stance_for, standing_feet
from steadyquest.levels.library import find
from steadyquest.signal.mat import parse_feet
from steadyquest.simulate.people import PEOPLE

HARD_RECALL = 'task = "recall"\nwhere = ["left", "right"]\ndistance = 0.6\ncount = 3'


def test_the_same_arguments_give_the_same_outcome(level):
    """And another seed another one."""
    play = {"person": "child", "difficulty": 0.5, "rung": 0}
    assert play_once(level(), **play, seed=7) == play_once(level(), **play, seed=7)
    assert play_once(level(), **play, seed=7) != play_once(level(), **play, seed=8)


def test_an_outcome_is_plain_data(level):
    """It comes back from another process as it was."""
    outcome = play_once(level(), person="steady", difficulty=0.0, rung=0, seed=1)
    assert pickle.loads(pickle.dumps(outcome)) == outcome  # noqa: S301


def test_a_steady_adult_reaches_what_somebody_who_keeps_still_does_not(level):
    """Three targets, to both sides alike."""
    steady = play_once(level(), person="steady", difficulty=0.5, rung=0, seed=1)
    still = play_once(level(), person="still", difficulty=0.5, rung=0, seed=1)
    assert (steady.success, steady.reps, steady.good, steady.complete) == (1.0, 3, 3, True)
    assert (still.success, still.good, still.tried) == (0.0, 0, 3)
    assert steady.path / steady.seconds > 2 * still.path / still.seconds
    assert steady.recalled is None


def test_a_level_that_asks_for_one_side_is_work_on_that_side(level):
    """Left is left, and right is right."""
    for side, other in (("left", "right"), ("right", "left")):
        step = f'task = "reach"\nwhere = ["{side}"]\ncount = 3'
        outcome = play_once(level(step, uneven="for the test"), person="steady", difficulty=0.0, rung=0, seed=1)
        assert getattr(outcome, side) > 3 * getattr(outcome, other)


def test_the_affected_side_is_that_of_the_person(level):
    """Whoever has none is taken for somebody with the left affected, as the game does."""
    step = 'task = "reach"\nwhere = ["affected"]\ncount = 3'
    for person, side in (("child_hemi_right", "right"), ("child_hemi_left", "left"), ("steady", "left")):
        outcome = play_once(level(step, uneven="for the test"), person=person, difficulty=0.0, rung=0, seed=1)
        assert (outcome.right > outcome.left) == (side == "right")


def test_what_is_recalled_has_an_error_and_no_success(level):
    """In reach units and millimetres of the same body."""
    outcome = play_once(level(HARD_RECALL), person="steady", difficulty=0.0, rung=0, seed=1)
    found = outcome.recalled
    assert (outcome.success, outcome.reps) == (None, 0)
    assert (found.reps, found.answered) == (3, 3)
    assert found.off_mm == pytest.approx(60 * found.off, rel=0.02)
    assert abs(found.along) <= found.off


def test_the_rung_that_was_asked_for_is_played_where_the_level_lets_it(level):
    """Elsewhere the level's own."""
    play = {"person": "steady", "difficulty": 0.0, "seed": 1}
    assert play_once(level(), **play, rung=3).rung == 3
    assert play_once(level(sight_max=1), **play, rung=3).rung == 1


def test_a_level_that_is_too_long_for_its_time_is_not_complete(level):
    """Ten seconds are not enough for forty targets."""
    step = 'task = "reach"\nwhere = ["left", "right"]\ncount = 40'
    outcome = play_once(level(step, max_s=10), person="steady", difficulty=0.0, rung=0, seed=1)
    assert not outcome.complete
    assert outcome.seconds == pytest.approx(10, abs=0.1)


@pytest.mark.parametrize("person", ["steady", "child"])
def test_levels_by_the_legs_are_played_with_the_feet_on_the_mat(level, person):
    """`match` and `march` ask where the feet are; a child's stand nearer to each other."""
    outcome = play_once(level('task = "march"\ncount = 6'), person=person, difficulty=0.0, rung=0, seed=1)
    assert outcome.tried == 6
    feet = standing_feet(PEOPLE[person].height_m)
    assert parse_feet(str(feet)) == feet
    assert standing_feet(1.2).separation_mm < standing_feet(1.75).separation_mm


@pytest.mark.parametrize(
    ("stances", "person", "stance"),
    [
        (["sit_on_plate", "narrow"], "steady", "narrow"),
        (["single_affected", "comfortable"], "child_hemi_left", "comfortable"),
        (["single_affected", "single_left"], "steady", "single_left"),
        (["single_affected", "single_left"], "child_hemi_right", "single_affected"),
        (["sit_on_plate"], "steady", "sit_on_plate"),
    ],
)
def test_people_stand_on_both_feet_where_the_level_lets_them(level, stances, person, stance):
    """So were they made; otherwise the first stance that makes sense for them."""
    spec = replace(level().spec, stance=tuple(stances))
    assert stance_for(spec, PEOPLE[person]) == stance


def test_a_reach_is_measured_as_far_as_the_body_goes():
    """Half as far to the affected side."""
    reach = measured_reach(PEOPLE["child_hemi_left"], seed=1)
    assert reach.to_mm(1.0, 0.0)[0] == pytest.approx(40)
    assert reach.to_mm(-1.0, 0.0)[0] == pytest.approx(-21)


def test_it_is_the_play_that_a_session_would_give():
    """A shipped level, from the plate to the stars: nothing is judged twice, and every rep comes to its end."""
    level = find("river/feed_the_ducks")
    outcome = play_once(level, person="steady", difficulty=0.1, rung=0, seed=3)
    asked = sum(getattr(step.task, "count", 0) for step in level.spec.steps if KINDS[type(step.task)].judged)
    assert outcome.reps >= asked > 0
    assert outcome.pauses == 0
