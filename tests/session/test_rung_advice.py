"""Advice on rung and reach: the written rule, its edges, and what says nothing."""

from datetime import UTC, datetime

import pytest

from steadyquest.records.practice import PractisedRep
from steadyquest.session.reach_advice import far_share
from steadyquest.session.rung_advice import advise, suggested_rung

WHEN = datetime(2025, 1, 1, tzinfo=UTC)


def reps(session_id, share, *, n=20, d=0.6, rung=0, task="hold", x=0.0, counted=True):
    good = round(share * n)
    about = (session_id, WHEN, session_id, "comfortable", "firm", task, "steadiness", rung, d)
    return [PractisedRep(*about, success=i < good, x=x, y=0.0, counted=counted) for i in range(n)]


def advice(*sessions, rung=0, **more):
    return advise([rep for session in sessions for rep in session], skill="steadiness", rung=rung, **more)


def test_up_after_three_quarters_in_two_sessions_at_half_or_more():
    """75 % counts, 70 % does not, and the reason has the numbers."""
    ready = advice(reps(1, 0.75), reps(2, 0.9))
    assert (ready.suggested, ready.way) == (1, "up")
    assert "75 % and 90 %" in ready.reason
    assert advice(reps(1, 0.9), reps(2, 0.7)).suggested == 0
    assert "70 %" in advice(reps(1, 0.9), reps(2, 0.7)).reason


def test_one_session_easy_ones_or_few_reps_are_not_enough():
    """The rule asks for two sessions, for d 0.5, and five reps are no session."""
    assert advice(reps(1, 1.0)).suggested == 0
    assert advice(reps(1, 1.0, d=0.49), reps(2, 1.0, d=0.49)).suggested == 0
    assert advice(reps(1, 1.0), reps(2, 1.0, n=5)).suggested == 0
    assert advice(reps(1, 1.0, d=0.5), reps(2, 1.0, d=0.5)).suggested == 1


def test_the_last_two_sessions_speak_and_only_on_this_rung():
    """Old glory, and other rungs, say nothing of today."""
    assert advice(reps(1, 1.0), reps(2, 1.0), reps(3, 0.5)).suggested == 0
    assert advice(reps(1, 0.5), reps(2, 1.0), reps(3, 1.0)).suggested == 1
    assert advice(reps(1, 1.0, rung=1), reps(2, 1.0, rung=1)).sessions == ()


def test_no_further_than_the_last_rung_or_the_plan():
    """The reason says which."""
    assert "last rung" in advice(reps(1, 1.0, rung=4), reps(2, 1.0, rung=4), rung=4).reason
    held = advice(reps(1, 1.0, rung=1), reps(2, 1.0, rung=1), rung=1, rung_max=1)
    assert (held.way, "plan" in held.reason) == ("stay", True)


def test_down_when_the_easiest_is_still_too_hard():
    """Less than 60 % at the lower end of the range; from the first rung there is no way down."""
    low = advice(reps(1, 0.5, d=0.02, rung=2), rung=2)
    assert (low.suggested, low.way) == (1, "down")
    assert "50 %" in low.reason
    assert advice(reps(1, 0.5, d=0.3, rung=2), rung=2).way == "stay"
    assert advice(reps(1, 0.5, d=0.32, rung=2), rung=2, envelope=(0.3, 0.6)).way == "down"
    assert advice(reps(1, 0.0, d=0.0)).way == "stay"


def test_a_range_that_ends_too_low_is_named():
    """Otherwise one would wait for ever."""
    assert "ends below 0.5" in advice(reps(1, 1.0, d=0.4), reps(2, 1.0, d=0.4), envelope=(0.0, 0.4)).reason


def test_a_level_is_suggested_at_the_lowest_of_its_skills(level):
    """Two skills of which one stays: the hour stays. A fixed hour is left alone, bounds are kept."""
    up, stay = advice(reps(1, 1.0), reps(2, 1.0)), advice(reps(1, 1.0))
    hold, reach = 'task = "hold"', 'task = "reach"'
    assert suggested_rung(level(hold).spec, {"steadiness": up})[0] == 1
    assert suggested_rung(level(hold, reach).spec, {"steadiness": up, "reach": stay}) is None
    assert suggested_rung(level(hold, sight="full").spec, {"steadiness": up}) is None
    assert suggested_rung(level(hold, sight_max=0).spec, {"steadiness": up}) is None
    assert suggested_rung(level(hold).spec, {}) is None


@pytest.mark.parametrize(
    ("sessions", "share"),
    [
        ([(1, 1.0)], None),
        ([(1, 0.8), (2, 0.8)], 0.8),
        ([(1, 0.0), (2, 0.8), (3, 1.0)], 0.9),
    ],
)
def test_far_targets_over_two_sessions(sessions, share):
    """The last two sessions together; one is not enough."""
    far = [rep for number, good in sessions for rep in reps(number, good, n=10, task="reach", x=0.9)]
    near = reps(9, 0.0, task="reach", x=0.89)
    tagged = reps(9, 0.0, task="reach", x=0.95, counted=False)
    found = far_share([*far, *near, *tagged])
    assert found == (None if share is None else pytest.approx(share))
