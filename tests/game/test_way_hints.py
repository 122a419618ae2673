"""The sign for new players: which way to lean, until it was found, and never in the dark."""

import pytest

from steadyquest.game.events import TargetReached
from steadyquest.game.spec import Profile, ReachSpec, SightSpec, StepSpec
from steadyquest.game.tasks.way_hints import ENOUGH

NEW = Profile(way_hints=True)


def reach(where, **more):
    """Lean there, a few times, to a place of one size."""
    return ReachSpec(where=where, **more)


def test_a_new_player_sees_a_sign_on_the_way_to_the_target(act):
    """Between the centre and the target, on the line that joins them."""
    play = act(reach(("right",)), profile=NEW)
    play.play(0.1)
    (sign,), (target,) = play.seen("way"), play.seen("target")
    assert 0 < sign.x < target.x
    assert sign.y == target.y == 0.0


def test_nobody_else_sees_one(act):
    """It is for the first levels."""
    play = act(reach(("right",)))
    play.play(0.1)
    assert play.seen("way") == []


def test_the_sign_goes_while_one_is_there_and_when_it_is_over(act):
    """Who is inside needs no way; a verdict is not talked over."""
    play = act(reach(("right",)), profile=NEW)
    play.play(0.1)
    play.follow()
    play.play(0.05)
    assert play.seen("way") == []
    play.until(TargetReached, follow=True)
    assert play.seen("way") == []


def test_after_a_few_good_ones_that_direction_has_no_sign_and_another_still_has(act):
    """Each direction by itself."""
    play = act(reach(("right",), count=ENOUGH + 1), reach(("left",)), profile=NEW)
    for _ in range(ENOUGH):
        play.until(TargetReached, follow=True)
    signs = []
    while not play.seen("target") or play.seen("target")[0].x > 0:
        play.follow()
        if play.seen("target") and play.seen("target")[0].state == "":
            signs += play.seen("way")
        play.tick()
    assert signs == []
    play.lean("centre").play(0.1)
    assert play.seen("way")[0].x < 0


@pytest.mark.parametrize("sight", ["reveal", "memory"])
def test_in_the_dark_nobody_is_led(act, sight):
    """Where the lantern is out, there is no sign."""
    play = act(StepSpec(task=reach(("right",)), sight=SightSpec(sight=sight)), profile=NEW)
    for _ in range(300):
        play.tick()
        assert play.world.scene().lit or play.seen("way") == []


@pytest.mark.parametrize("bent", [{"reversed": "ml"}, {"gain": 1.6}])
def test_where_the_picture_goes_another_way_than_the_lean_there_is_no_sign(act, bent):
    """It would say the wrong thing."""
    play = act(StepSpec(task=reach(("right",)), **bent), profile=NEW)
    play.play(0.2)
    assert play.seen("way") == []


def test_the_sign_changes_nothing_of_what_happens(act):
    """The same leans bring the same events with it and without it."""
    plays = [act(reach(("right", "left"), count=4), profile=profile) for profile in (NEW, Profile())]
    for play in plays:
        for _ in range(1500):
            play.follow()
            play.tick()
    assert plays[0].events == plays[1].events
    assert plays[0].named(TargetReached)
