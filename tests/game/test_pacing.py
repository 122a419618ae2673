"""Slow mode: the level goes at half its pace, and what the body does does not."""

from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyquest.game.events import RepMissed, StepStarted, TargetReached
from steadyquest.game.pacing import LONGER, SLOWER, paced
from steadyquest.game.spec import (
    CatchSpec,
    FollowSpec,
    HoldSpec,
    Profile,
    Range,
    ReachSpec,
    RhythmSpec,
    RollSpec,
    StepSpec,
    TaskSpec,
    fixed,
)

SLOW = Profile(pace=0.5)
AS_WRITTEN = {
    "dwell_s": "how long one stays on a target is what is practised",
    "still_s": "keeping still is what is practised",
    "settle_s": "of a measured trial, which goes at one pace for everybody",
    "wait_s": "of a measured trial",
}


def times_of(kind):
    """The fields of a task that are a time, a rate or a speed."""
    return {field.name for field in fields(kind) if field.name.endswith("_s")} | (
        {"speed", "per_min", "friction"} & {field.name for field in fields(kind)}
    )


@pytest.mark.parametrize("kind", get_args(TaskSpec), ids=lambda kind: kind.__name__)
def test_every_time_of_every_task_is_slowed_or_left_for_a_reason(kind):
    """A new task with a time of its own must say what slow mode does to it."""
    slowed = set(LONGER.get(kind, ())) | set(SLOWER.get(kind, ()))
    assert slowed <= {field.name for field in fields(kind)}
    assert times_of(kind) - slowed <= set(AS_WRITTEN)


def test_a_guide_goes_round_in_twice_the_time(act):
    """Three seconds a lap are six."""
    step = FollowSpec(period_s=fixed(3.0), seconds=18.0)
    laps = {}
    for profile in (Profile(), SLOW):
        play = act(step, profile=profile)
        play.until(TargetReached, follow=True)
        before = play.world.tick
        play.until(TargetReached, follow=True)
        laps[profile.pace] = play.world.tick - before
    assert laps[0.5] == pytest.approx(2 * laps[1.0], abs=2)


def test_a_target_waits_longer_and_asks_for_no_longer_stay(act):
    """The limit is doubled, the dwell is as written."""
    step = ReachSpec(where=("right",), distance=fixed(0.6), dwell_s=fixed(1.0), limit_s=fixed(4.0), back=False)
    slow = act(step, profile=SLOW)
    slow.until(RepMissed)
    assert slow.world.tick == pytest.approx(800, abs=5)
    quick = act(step, profile=SLOW)
    quick.lean("right", 0.6)
    quick.until(TargetReached)
    assert quick.world.tick == pytest.approx(100, abs=5)


def test_things_drift_in_at_half_the_speed(act):
    """The same thing at the same place moves half as far in a tick."""
    step = CatchSpec(speed=fixed(0.4), per_min=fixed(20.0))
    moved = {}
    for profile in (Profile(), SLOW):
        play = act(step, profile=profile)
        for _ in range(2000):
            play.tick()
            first = play.seen("drifter")
            play.tick()
            then = play.seen("drifter")
            if first and then and first[0].state == then[0].state == "":
                moved[profile.pace] = ((then[0].x - first[0].x) ** 2 + (then[0].y - first[0].y) ** 2) ** 0.5
                break
    assert moved[1.0] == pytest.approx(0.004, rel=0.02)
    assert moved[0.5] == pytest.approx(moved[1.0] / 2, rel=0.02)


def test_a_lean_is_never_slowed(act):
    """Where the weight is, the light is, at any pace."""
    play = act(HoldSpec(seconds=fixed(5.0)), profile=SLOW).lean("right", 0.1)
    play.tick()
    assert play.seen("avatar")[0].x == pytest.approx(0.1)


def test_a_slow_level_has_the_time_it_needs(act):
    """The most that a level may last grows with it: nothing is cut off because it is slow."""
    step = StepSpec(task=RhythmSpec(beat_s=fixed(2.0), count=12))
    play = act(step, step, profile=SLOW, max_s=60.0)
    for _ in range(11000):
        play.tick()
    assert len(play.named(StepStarted)) == 2


@given(pace=st.sampled_from((0.5, 0.75)), easy=st.floats(0.1, 20), hard=st.floats(0.1, 20))
def test_slow_is_never_harder(pace, easy, hard):
    """At any difficulty there is at least as much time as before."""
    step = StepSpec(task=ReachSpec(limit_s=Range(easy, hard)))
    slow = paced(step, pace)
    for d in (0.0, 0.4, 1.0):
        assert slow.task.limit_s.at(d) >= step.task.limit_s.at(d)
    assert paced(step, 1.0) is step
    assert paced(StepSpec(task=RollSpec(friction=fixed(2.0))), 0.5).task.friction == fixed(4.0)
