"""Steer: gates that come, and where they are open."""

from itertools import pairwise

import pytest

from steadyquest.game import events as ev
from steadyquest.game.spec import Range, SightSpec, SteerSpec, StepSpec, fixed
from steadyquest.game.staircase import Staircase


@pytest.mark.parametrize("axis", ["ml", "ap"])
def test_whoever_is_in_the_opening_passes(act, axis):
    """Leaning to each coming gate passes all twelve, one every three seconds and the first a second later."""
    play = act(SteerSpec(axis=axis, count=12))
    while not play.world.finished:
        (coming,) = [gate for gate in play.seen("gate") if gate.state == ""] or [None]
        if coming:
            play.lean((coming.x, 0.0) if axis == "ml" else (0.0, coming.y))
        play.tick()
    passed = play.named(ev.TargetReached)
    assert len(passed) == 12
    assert [event.seconds for event in passed] == [pytest.approx(4.0, abs=0.02)] + [pytest.approx(3.0, abs=0.02)] * 11


def test_only_the_moment_of_passing_counts(act):
    """Beside the gate until just before, and in the opening when it comes: passed. The other way round: missed."""
    for early, late, kind in (("away", "in", ev.TargetReached), ("in", "away", ev.RepMissed)):
        play = act(SteerSpec(count=1))
        play.tick()
        gate = play.named(ev.RepStarted)[0]
        at = {"in": (gate.x, 0.0), "away": (-gate.x, 0.0)}
        play.lean(at[early]).play(3.9)
        play.lean(at[late])
        play.until(kind, most_s=0.2)


def test_leaning_forward_does_not_matter_sideways(act):
    """The player is drawn on the line that the gates cross, wherever else the weight goes."""
    play = act(SteerSpec(count=1))
    play.tick()
    play.lean((play.named(ev.RepStarted)[0].x, 0.8)).play(1.0)
    assert [(item.x, item.y) for item in play.seen("avatar")] == [(pytest.approx(play.at[0]), 0.0)]
    play.until(ev.TargetReached)


def test_standing_still_passes_no_gate(act):
    """No opening lies over the centre, whatever the seed, the width, or the body's own floor."""
    for seed in range(5):
        play = act(SteerSpec(count=12, gate=fixed(1.2), every_s=fixed(1.0)), seed=seed)
        play.until(ev.RunFinished)
        assert play.named(ev.TargetReached) == []


def test_gates_are_not_further_apart_than_one_can_go(act):
    """From one opening to the next at most half a reach a second, on either side of the player."""
    play = act(SteerSpec(count=60, every_s=fixed(1.5)), max_s=200)
    play.until(ev.RunFinished, most_s=200)
    middles = [event.x for event in play.named(ev.RepStarted)]
    assert min(middles) < -0.3
    assert max(middles) > 0.3
    assert max(abs(b - a) for a, b in pairwise(middles)) <= 0.5 * 1.5 + 0.61


def test_gates_narrow_and_hurry_with_difficulty_but_not_within_a_rep(act):
    """Made harder in the middle of a rep, the gate that is coming stays as it is."""
    spec = SteerSpec(gate=Range(0.8, 0.4), every_s=Range(4.0, 2.0), count=2)
    play = act(spec, staircases={"tracking": Staircase(0.0, hi=0.5)})
    play.play(1.0)
    width = play.seen("gate")[0].radius
    play.world.staircases["tracking"].d = 0.5
    play.play(1.0)
    assert play.seen("gate")[0].radius == width == pytest.approx(0.4)
    play.lean((play.named(ev.RepStarted)[0].x, 0.0)).until(ev.TargetReached)
    assert play.until(ev.RepStarted).radius == pytest.approx(0.3)


def test_the_gate_behind_is_seen_for_a_moment_and_in_deep_night_says_nothing(act):
    """How it went is shown on the gate that was passed; at the last rung it looks the same either way."""
    for sight, shown in (("full", "missed"), ("memory", "done")):
        play = act(StepSpec(task=SteerSpec(count=3), sight=SightSpec(sight=sight)))
        play.until(ev.RepMissed)
        play.play(0.3)
        behind = [gate for gate in play.seen("gate") if gate.y < 0]
        assert [gate.state for gate in behind] == [shown]
        play.play(1.0)
        assert [gate for gate in play.seen("gate") if gate.y < 0] == []


def test_reveal_shows_the_player_for_a_second_after_each_gate(act):
    """In the night the lantern is lit while the gate goes by, and out again before the next one comes."""
    play = act(StepSpec(task=SteerSpec(count=3), sight=SightSpec(sight="reveal")))
    play.until(ev.RepMissed)
    lit = []
    for _ in range(300):
        play.tick()
        lit.append(bool(play.seen("avatar")))
    assert lit.count(True) == pytest.approx(100, abs=2)
    assert all(lit[:99])
