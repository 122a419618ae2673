"""Rise: up and down at a tempo, told by the load."""

import math

import pytest

from steadyquest.game import events as ev
from steadyquest.game.spec import Profile, Range, RiseSpec, SightSpec, StepSpec, fixed
from steadyquest.game.staircase import Staircase

FOUR = RiseSpec(tempo_s=fixed(4.0), count=1)


def sit(play, seconds, kg=14.0):
    play.load_kg = kg
    play.play(seconds)


def stand(play, seconds, kg=70.0):
    play.load_kg = kg
    play.play(seconds)


def test_a_cycle_with_the_guide_succeeds(act):
    """Sitting, then up with the guide and down with it: over four seconds after it set out."""
    play = act(FOUR)
    sit(play, 1.6)
    stand(play, 1.0)
    assert play.seen("guide")[0].y == pytest.approx(0.6, abs=0.01)
    stand(play, 1.0)
    sit(play, 0.9)
    assert play.named(ev.RepEnded) == []
    play.until(ev.TargetReached, most_s=0.4)


@pytest.mark.parametrize(
    ("down_at_s", "kind"),
    [
        (2.0, ev.RepMissed),
        (2.8, ev.TargetReached),
        (4.0, ev.TargetReached),
        (5.2, ev.TargetReached),
        (5.6, ev.RepMissed),
    ],
)
def test_the_cycle_is_over_within_a_third_of_the_tempo(act, down_at_s, kind):
    """Seated again between 2.67 and 5.33 seconds after the guide has set out."""
    play = act(FOUR)
    sit(play, 1.0)
    stand(play, down_at_s - 0.4)
    sit(play, 4.0)
    assert isinstance(play.named(ev.RepEnded)[0], kind)


def test_one_waits_for_the_player_to_sit_but_not_for_ever(act):
    """Who stands is asked down first; after ten seconds the guide sets out all the same, and the rep is missed."""
    play = act(FOUR)
    stand(play, 9.0)
    assert (play.seen("guide")[0].y, play.seen("guide")[0].progress) == (-0.6, 0.0)
    sit(play, 0.5)
    assert play.seen("guide")[0].progress > 0.7
    standing = act(FOUR)
    assert standing.until(ev.RepMissed).seconds == pytest.approx(10 + 4 * 4 / 3, abs=0.05)


def test_standing_all_the_time_and_sitting_down_at_the_end_is_no_cycle(act):
    """One has to have sat first."""
    play = act(FOUR)
    stand(play, 14.0)
    sit(play, 0.0)
    play.until(ev.RepMissed, most_s=3)


@pytest.mark.parametrize("kg", [14.0, 35.0, 70.0])
def test_staying_does_not_win(act, kg):
    """Neither sitting nor half standing nor standing."""
    play = act(RiseSpec(count=3))
    play.load_kg = kg
    assert play.until(ev.RunFinished).success == 0.0


def test_the_picture_of_the_player_is_as_high_as_they_have_risen(act):
    """From the lowest, only the feet pressing, to the highest, all of the weight."""
    play = act(FOUR)
    for kg, y in ((14.0, -0.6), (42.0, 0.0), (70.0, 0.6), (95.0, 0.6), (0.0, -0.6)):
        stand(play, 0.1, kg=kg)
        assert play.seen("avatar")[0].y == pytest.approx(y)


def test_from_a_chair_the_weight_is_told_from_that_of_the_feet(act):
    """Weighed sitting at 15 kg, standing is 2.5 times that or more; the same cycle succeeds."""
    play = act(FOUR, profile=Profile(weight_kg=15.0, stance="feet_on_plate"))
    sit(play, 1.6, kg=15.0)
    stand(play, 2.2, kg=60.0)
    play.load_kg = 15.0
    play.until(ev.TargetReached, most_s=2)


def test_the_tempo_comes_from_the_difficulty(act):
    """Half-way between six and four seconds the guide takes five."""
    play = act(RiseSpec(tempo_s=Range(6.0, 4.0), count=1), staircases={"rising": Staircase(0.5, fixed=True)})
    sit(play, 0.62)
    heights = []
    for _ in range(600):
        play.tick()
        heights.append(play.seen("guide")[0].y)
    assert heights.index(max(heights)) == pytest.approx(250, abs=6)
    assert max(heights) == pytest.approx(0.6, abs=0.01)


def test_in_the_dark_neither_height_nor_verdict_is_seen_and_time_alone_decides(act):
    """At the last rung the guide sets out by time and the rep ends by time, whatever the load does."""
    scenes = []
    for good in (True, False):
        play = act(StepSpec(task=FOUR, sight=SightSpec(sight="memory")))
        seen = []
        for tick in range(1040):
            play.load_kg = 42.0 - 28.0 * math.cos(math.tau * (tick - 400) / 400) if good and tick > 400 else 14.0
            play.tick()
            seen.append(play.world.scene().items)
        scenes.append(seen)
        assert isinstance(play.named(ev.RepEnded)[0], ev.TargetReached if good else ev.RepMissed)
    assert scenes[0] == scenes[1]
