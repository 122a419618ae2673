"""Catch: things that drift by, to be met or let pass."""

import math
from itertools import pairwise

import pytest

from steadyquest.game import events as ev
from steadyquest.game.spec import CatchSpec, Profile, SightSpec, StepSpec, fixed


@pytest.mark.parametrize("axis", ["ml", "ap", "both"])
def test_whoever_meets_it_has_caught_it(act, axis):
    """Leaning to where each thing comes by, known from the start of the rep, catches all of them."""
    play = act(CatchSpec(axis=axis, count=10))
    while not play.world.finished:
        for event in play.tick():
            if isinstance(event, ev.RepStarted):
                play.lean((event.x, event.y))
    assert len(play.named(ev.TargetReached)) == 10
    across = {"ml": {0.0}, "ap": {0.0}}.get(axis)
    if across:
        assert {event.y if axis == "ml" else event.x for event in play.named(ev.RepStarted)} == across


def test_a_thing_comes_from_ahead_and_goes_on_when_nobody_meets_it(act):
    """It drifts at its speed past the player, waves, and is gone."""
    play = act(CatchSpec(count=1, speed=fixed(0.4)))
    play.tick()
    first = play.seen("drifter")[0]
    play.play(1.0)
    assert first.y - play.seen("drifter")[0].y == pytest.approx(0.4, abs=0.01)
    play.until(ev.RepMissed)
    assert play.seen("drifter")[0].state == "missed"
    assert play.seen("drifter")[0].y < -0.4


def test_standing_still_catches_nothing(act):
    """No thing comes so near to the centre, also for a body whose floor is wide."""
    for seed in range(4):
        play = act(CatchSpec(axis="both", count=10, radius=fixed(0.5)), seed=seed, profile=Profile(quiet_rms_mm=8.0))
        play.until(ev.RunFinished)
        assert play.named(ev.TargetReached) == []


def test_as_many_a_minute_as_asked_for(act):
    """Twelve a minute is one every five seconds, whether they are caught or not."""
    play = act(CatchSpec(count=5, per_min=fixed(12)))
    began = []
    while not play.world.finished:
        for event in play.tick():
            if isinstance(event, ev.RepStarted):
                began.append(event.tick)
                play.lean((event.x, event.y) if event.rep % 2 else (0.0, 0.0))
    assert [b - a for a, b in pairwise(began)] == [500] * 4


def test_what_is_to_be_avoided_succeeds_by_being_let_pass(act):
    """With a share of 1 all are; who stands still lets them pass, and who meets one sees it wave."""
    still = act(CatchSpec(count=3, avoid_share=fixed(1.0)), avoid="bee")
    still.tick()
    assert (*still.seen("drifter")[0][:2], still.seen("drifter")[0].state) == ("drifter", "bee", "avoid")
    still.until(ev.RunFinished)
    assert len(still.named(ev.TargetReached)) == 3
    meets = act(CatchSpec(count=1, avoid_share=fixed(1.0)), avoid="bee")
    meets.tick()
    meets.lean((meets.named(ev.RepStarted)[0].x, 0.0))
    meets.until(ev.RepMissed)


def test_the_share_to_avoid_is_kept_to_in_the_long_run(act):
    """A quarter of many, in an order that cannot be guessed."""
    play = act(
        CatchSpec(count=100, avoid_share=fixed(0.25), per_min=fixed(60), speed=fixed(2.0)), avoid="bee", max_s=900
    )
    avoided = []
    while not play.world.finished:
        if any(isinstance(event, ev.RepStarted) for event in play.tick()):
            avoided.append(play.seen("drifter")[0].name == "bee")
    assert 0.12 < sum(avoided) / len(avoided) < 0.38


@pytest.mark.parametrize("met", [True, False])
def test_in_deep_night_a_thing_drifts_on_whatever_happens(act, met):
    """Caught or not, the scene is the same from tick to tick until the rep is over, and after it."""
    scenes = []
    for meets in (met, False):
        play = act(StepSpec(task=CatchSpec(count=1), sight=SightSpec(sight="memory")))
        play.tick()
        if meets:
            play.lean((play.named(ev.RepStarted)[0].x, 0.0))
        scenes.append([play.world.scene().items for _ in range(600) if play.tick() or True])
    assert scenes[0] == scenes[1]


def test_by_ear_the_thing_can_be_followed(act):
    """With sound help the side and the distance are heard, also where nothing of the player is seen."""
    step = StepSpec(task=CatchSpec(count=1), sight=SightSpec(sight="memory"))
    play = act(step, profile=Profile(sound_help=True))
    play.tick()
    thing = play.seen("drifter")[0]
    (tone,) = play.world.scene().tones
    assert (tone.kind, tone.pan) == ("distance", pytest.approx(thing.x))
    assert tone.pitch == pytest.approx(max(0.0, 1 - math.hypot(thing.x, thing.y)))
