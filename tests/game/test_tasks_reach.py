"""Reach: lean to a target, stay, come back."""

import math
from collections import Counter

import pytest

from steadyquest.conventions import Command
from steadyquest.game import events as ev
from steadyquest.game.spec import Profile, Range, ReachSpec, SightSpec, StepSpec, fixed
from steadyquest.game.staircase import Staircase
from steadyquest.signal.reach import Reach, uniform

RIGHT = {"where": ("right",), "distance": fixed(0.5), "radius": fixed(0.25), "dwell_s": fixed(1.0), "count": 1}


def test_staying_for_the_dwell_reaches_the_target(act):
    """Half a second of way and one second of staying is a success at 1.5 s."""
    act(ReachSpec(**RIGHT)).script("""
        0.5 s  lean right 0.5
        1.4 s  none TargetReached
        1.5 s  -> TargetReached
    """)


def test_leaving_early_drains_the_ring_instead_of_emptying_it(act):
    """A shaky player who slips out for 0.2 s loses 0.2 s, not the whole second."""
    act(ReachSpec(**RIGHT)).script("""
        0.0 s  lean right 0.5
        0.6 s  lean centre
        0.8 s  lean right 0.5
        1.3 s  none TargetReached
        1.4 s  -> TargetReached
    """)


def test_a_target_that_is_not_reached_moves_on_when_its_time_is_over(act):
    """After limit_s the rep is missed; nothing else is lost, and the run still ends well with two stars."""
    play = act(ReachSpec(**RIGHT | {"limit_s": fixed(3.0)})).script("""
        2.9 s  none RepMissed
        3.0 s  -> RepMissed
        4.1 s  -> RunFinished
    """)
    assert play.named(ev.RunFinished)[0].stars == 2


def test_between_reps_the_way_leads_home(act):
    """With `back`, the next target comes only after the centre was visited for a moment."""
    play = act(ReachSpec(**RIGHT | {"count": 2}))
    play.script("""
        0.0 s  lean right 0.5
        1.0 s  -> TargetReached
        2.5 s  none RunFinished
    """)
    assert [item.kind for item in play.world.scene().items] == ["home", "avatar"]
    assert len(play.named(ev.RepStarted)) == 1
    play.lean("centre").play(0.35)
    assert len(play.named(ev.RepStarted)) == 2


def test_without_back_the_next_target_follows_at_once(act):
    """`back = false` goes from target to target."""
    play = act(ReachSpec(**RIGHT | {"count": 2, "back": False})).lean("right", 0.5)
    play.play(2.2)
    assert [item.kind for item in play.world.scene().items] == ["target", "avatar"]


def test_a_shuffled_order_asks_for_each_direction_before_any_comes_again(act):
    """Eight reps over `all` are the eight directions, each once, in an order that the seed decides."""
    spec = ReachSpec(count=8, back=False, dwell_s=fixed(0.1))
    places = {}
    for seed in (1, 1, 2):
        play = act(spec, seed=seed)
        play.until(ev.RunFinished, follow=True)
        places.setdefault(seed, []).append([(round(e.x, 3), round(e.y, 3)) for e in play.named(ev.RepStarted)])
    assert len(set(places[1][0])) == 8
    assert places[1][0] == places[1][1] != places[2][0]


@pytest.mark.parametrize(("affected", "sign"), [("left", -1), ("right", 1)])
def test_emphasis_gives_the_affected_side_its_share(act, affected, sign):
    """Of 20 reps with an emphasis of 0.65, thirteen are on the affected side."""
    spec = ReachSpec(where=("affected", "other"), count=20, emphasis=0.65, back=False, dwell_s=fixed(0.1))
    play = act(spec, profile=Profile(affected=affected))
    play.until(ev.RunFinished, follow=True)
    sides = Counter(1 if event.x > 0 else -1 for event in play.named(ev.RepStarted))
    assert sides == {sign: 13, -sign: 7}


def test_a_rep_keeps_the_difficulty_it_began_with(act):
    """Easier and harder move the next target, never the one that is shown."""
    spec = ReachSpec(**RIGHT | {"distance": Range(0.4, 0.8), "count": 2, "back": False})
    play = act(spec, staircases={"reach": Staircase(0.5)})
    play.script("""
        0.1 s  do harder
        0.2 s  lean right 0.6
        1.3 s  -> TargetReached
        3.0 s  none RunFinished
    """)
    first, second = play.named(ev.RepStarted)
    assert (first.d, first.x) == (0.5, pytest.approx(0.6))
    assert (second.d, second.x) == (pytest.approx(0.64), pytest.approx(0.656))


def test_a_radius_never_gets_smaller_than_the_body_can_keep(act):
    """With 20 mm of reach and 6 mm of quiet sway, the floor of 15 mm makes the radius 0.75 of a reach unit."""
    small = act(ReachSpec(**RIGHT), reach=uniform(20.0), profile=Profile(quiet_rms_mm=6.0))
    small.play(0.1)
    assert small.named(ev.RepStarted)[0].radius == pytest.approx(0.75)
    tall = act(ReachSpec(**RIGHT), reach=uniform(100.0))
    tall.play(0.1)
    assert tall.named(ev.RepStarted)[0].radius == 0.25


def test_a_radius_uses_the_reach_of_its_own_direction(act):
    """A player with half the reach to the left gets the floor there and the written radius to the right."""
    lopsided = Reach((80.0, 80.0, 80.0, 60.0, 20.0, 60.0, 80.0, 80.0))
    play = act(
        ReachSpec(**RIGHT | {"where": ("left", "right"), "order": "fixed", "count": 2, "back": False}), reach=lopsided
    )
    play.until(ev.RunFinished, follow=True)
    assert [event.radius for event in play.named(ev.RepStarted)] == [0.5, 0.25]


def test_a_live_target_is_placed_by_a_person(act):
    """`order = "live"` waits for the therapist or a sibling, and places one itself after ten seconds."""
    play = act(ReachSpec(**RIGHT | {"order": "live", "count": 2, "back": False}))
    play.play(1.0)
    assert play.world.scene().items[0][:2] == ("hint", "place")
    play.tick(Command("place", (-0.3, 0.4)))
    play.play(0.1)
    assert (play.named(ev.RepStarted)[0].x, play.named(ev.RepStarted)[0].y) == (-0.3, 0.4)
    play.lean((-0.3, 0.4)).until(ev.TargetReached)
    play.play(10.9)
    assert len(play.named(ev.RepStarted)) == 1
    play.play(0.3)
    assert play.named(ev.RepStarted)[1].x == pytest.approx(0.5)


def test_a_live_target_is_placed_within_what_the_player_reaches(act):
    """A place far out comes in to the reach, or a little beyond where the level says so; no place at all is ignored."""
    for beyond, far in ((False, 1.0), (True, 1.15)):
        play = act(ReachSpec(**RIGHT | {"order": "live", "beyond": beyond}))
        play.tick(Command("place", (math.nan, 0.0)))
        play.play(0.5)
        assert play.named(ev.RepStarted) == []
        play.tick(Command("place", (-30.0, 40.0)))
        play.play(0.1)
        (rep,) = play.named(ev.RepStarted)
        assert (rep.x, rep.y) == pytest.approx((-0.6 * far, 0.8 * far))


def test_nobody_places_a_target_where_the_level_does(act):
    """Only a live step listens."""
    play = act(ReachSpec(**RIGHT | {"count": 2}))
    play.tick(Command("place", (-0.3, 0.4)))
    play.lean("right", 0.5).until(ev.TargetReached)
    play.lean("centre").until(ev.RepStarted)
    assert {rep.x for rep in play.named(ev.RepStarted)} == {0.5}


def test_without_an_affected_side_no_side_gets_more(act):
    """The level can be played, and its emphasis is nobody's: both sides have half of the reps."""
    spec = ReachSpec(where=("affected", "other"), count=20, emphasis=0.65, back=False, dwell_s=fixed(0.1))
    play = act(spec)
    play.until(ev.RunFinished, follow=True)
    assert sum(rep.x < 0 for rep in play.named(ev.RepStarted)) == 10


def test_until_good_goes_on_until_enough_reps_were_good(act):
    """Two misses do not count: the step ends with the third good one, not with the count."""
    step = StepSpec(task=ReachSpec(**RIGHT | {"limit_s": fixed(2.0), "back": False}), until_good=3)
    play = act(step)
    play.play(5.0)
    assert len(play.named(ev.RepMissed)) == 1
    play.lean("right", 0.5).until(ev.RunFinished)
    assert len(play.named(ev.TargetReached)) == 3


def test_in_memory_a_rep_ends_by_stillness_wherever_the_player_is(act):
    """In deep night one leans, stays still for a second, and that is the answer: right or wrong."""
    step = StepSpec(task=ReachSpec(**RIGHT | {"count": 2, "back": False}), sight=SightSpec(sight="memory"))
    play = act(step)
    play.play(2.0)
    assert play.named(ev.RepEnded) == []  # still at home is no answer
    play.lean("right", 0.55).until(ev.TargetReached, most_s=1.2)
    play.play(1.2)
    play.lean("left", 0.5).until(ev.RepMissed, most_s=1.2)


@pytest.mark.parametrize("reach_mm", [15.0, 17.0, 25.0, 60.0])
def test_standing_still_never_is_on_a_target(act, reach_mm):
    """However short the reach and large the radius's floor, the target is pushed out until the centre is free of it."""
    spec = ReachSpec(where=("back",), distance=fixed(0.3), count=1)
    play = act(spec, reach=uniform(reach_mm), profile=Profile(quiet_rms_mm=6.0))
    play.until(ev.RepMissed)
    started = play.named(ev.RepStarted)[0]
    assert started.radius < -started.y <= 1.0


@pytest.mark.parametrize("sight", ["reveal", "memory"])
def test_in_the_dark_the_way_home_ends_by_time_alone(act, sight):
    """Whether one is at home or far from it, the next target comes after the same time: it tells nothing."""
    waits = []
    for x in (0.0, 0.9):
        step = StepSpec(task=ReachSpec(**RIGHT | {"count": 2}), sight=SightSpec(sight=sight))
        play = act(step).lean("right", 0.5)
        ended = play.until(ev.RepEnded)
        play.lean("left", x)
        waits.append(play.until(ev.RepStarted).tick - ended.tick)
    assert waits[0] == waits[1]
