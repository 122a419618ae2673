"""The staircase aims at 75 % and stays in the therapist's envelope."""

from random import Random

import pytest

from steadyquest.game.staircase import REASONS, Staircase, on_new_rung
from steadyquest.game.stars import Outcome, stars_for


def test_one_up_after_success_three_down_after_a_miss():
    """Up 0.04, down 0.12, so that at 75 % success the two balance."""
    staircase = Staircase(0.5)
    assert staircase.judge(success=True).after == pytest.approx(0.54)
    assert staircase.judge(success=False).after == pytest.approx(0.42)


def test_the_step_is_halved_after_eight_reversals():
    """Coarse at first, fine once it goes to and fro."""
    staircase = Staircase(0.5)
    for i in range(9):
        staircase.judge(success=i % 2 == 0)
    assert staircase.reversals == 8
    before = staircase.d
    assert staircase.judge(success=False).after == pytest.approx(before - 0.06)


def test_it_settles_where_three_of_four_reps_succeed():
    """A player whose success falls evenly with d, from 1 at d = 0 to 0 at d = 1, ends up at d = 0.25."""
    rng, staircase = Random(7), Staircase(0.9)
    history = []
    for _ in range(4000):
        staircase.judge(success=rng.random() < 1 - staircase.d)
        history.append(staircase.d)
    assert sum(history[500:]) / len(history[500:]) == pytest.approx(0.25, abs=0.02)


def test_the_envelope_holds_and_says_so():
    """At the therapist's upper end another success does not go further, and the reason names the range."""
    staircase = Staircase(0.58, lo=0.2, hi=0.6)
    assert staircase.judge(success=True).after == 0.6
    assert staircase.judge(success=True) == (0.6, 0.6, REASONS["top"])
    assert Staircase(0.05, lo=0.2, hi=0.6).d == 0.2


def test_a_fixed_difficulty_never_moves():
    """`--difficulty` means this one."""
    staircase = Staircase(0.3, fixed=True)
    assert [staircase.judge(success=s).after for s in (True, False)] == [0.3, 0.3]
    assert staircase.by_hand("harder").after == 0.3


def test_a_session_opens_a_little_below_the_last_and_a_rung_further():
    """0.1 below the next day, 0.2 after a week, 0.25 on a new rung; the best stays known."""
    staircase = Staircase(0.7, reversals=5, best_d=0.74)
    assert staircase.reopened(days_away=1).d == pytest.approx(0.6)
    assert staircase.reopened(days_away=7).d == pytest.approx(0.5)
    assert staircase.reopened(days_away=1).best_d == 0.74
    assert on_new_rung(staircase).d == pytest.approx(0.45)
    assert on_new_rung(Staircase(0.1)).d == 0.0


@pytest.mark.parametrize(
    ("changes", "stars"),
    [
        ({"complete": False}, 0),
        ({"every_rep_tried": False}, 1),
        ({}, 2),
        ({"best_d": {"reach": 0.31}}, 3),
        ({"best_d": {"steadiness": 0.9}}, 2),
        ({"rung": 2}, 3),
        ({"rung": 1}, 2),
        ({"success": 0.75}, 3),
        ({"success": None}, 2),
    ],
)
def test_stars_are_for_finishing_trying_and_own_bests(changes, stars):
    """One, two or three; never for being better than somebody else."""
    outcome = Outcome(**{"complete": True, "every_rep_tried": True, "success": 0.5, "rung": 0, "best_d": {}} | changes)
    assert stars_for(outcome, best_before={"reach": 0.3}, hours_kept=(0, 1)) == stars
