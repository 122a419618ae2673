"""Match: a share of the weight on one leg, held for a while."""

import pytest

from steadyquest.conventions import FeetMap
from steadyquest.game import events as ev
from steadyquest.game.spec import MatchSpec, Profile, Range, SightSpec, StepSpec, fixed
from steadyquest.game.staircase import Staircase
from steadyquest.signal.reach import uniform

FEET = FeetMap(-100.0, 100.0)
RIGHT_70 = MatchSpec(leg="right", share=fixed(0.7), tolerance=fixed(0.08), seconds=fixed(2.0), count=1)


def loading(act, spec=RIGHT_70, **more):
    return act(spec, profile=Profile(**{"feet": FEET} | more), reach=uniform(80.0))


def load_right(play, share):
    """Shift the weight: a share of 0.7 is 40 mm to the right when the feet are 200 mm apart."""
    return play.lean(((share - 0.5) * 200 / 80, 0.0))


def test_holding_the_share_for_its_seconds_succeeds(act):
    """70 % on the right leg, give or take 8, for two seconds."""
    play = load_right(loading(act), 0.64)
    play.play(1.9)
    gate = play.seen("gate")[0]
    assert (gate.x, gate.radius, gate.state) == (pytest.approx(0.5), pytest.approx(0.2), "inside")
    assert gate.progress == pytest.approx(0.95, abs=0.01)
    play.until(ev.TargetReached, most_s=0.2)


@pytest.mark.parametrize("share", [0.5, 0.61, 0.79, 1.0])
def test_too_little_and_too_much_are_not_the_share(act, share):
    """Twice the time and eight seconds more, then it waves and the step goes on."""
    play = load_right(loading(act), share)
    assert play.until(ev.RepMissed).seconds == pytest.approx(12.0, abs=0.02)
    assert play.until(ev.RunFinished).stars == 2


def test_slipping_out_drains_the_time_and_does_not_empty_it(act):
    """Out for half a second costs half a second."""
    play = load_right(loading(act), 0.7)
    play.play(1.5)
    load_right(play, 0.5).play(0.5)
    load_right(play, 0.7)
    assert play.until(ev.TargetReached).seconds == pytest.approx(3.0, abs=0.04)


def test_forward_and_back_are_free(act):
    """Only the share counts."""
    play = loading(act)
    play.lean((0.5, 0.0)).tick()
    ml_mm, _ = play.reach.to_mm(0.5, 0.0)
    x, y = play.reach.to_units(ml_mm, 60.0)
    play.lean((x, y))
    play.until(ev.TargetReached, most_s=2.1)


@pytest.mark.parametrize(
    ("leg", "affected", "side"),
    [
        ("left", None, -1),
        ("affected", "left", -1),
        ("affected", "right", 1),
        ("other", "left", 1),
        ("affected", None, -1),
    ],
)
def test_the_leg_is_the_players_own(act, leg, affected, side):
    """Affected and other follow the player; the posts stand on the side of that leg."""
    play = loading(act, MatchSpec(leg=leg, share=fixed(0.8), count=1), affected=affected)
    play.tick()
    assert play.seen("gate")[0].x == pytest.approx(side * 0.3 * 200 / 80)


def test_the_tolerance_is_never_narrower_than_the_body_can_keep_to(act):
    """With 8 mm of quiet sway the posts are 20 mm to either side, whatever the level wants."""
    play = loading(act, MatchSpec(share=fixed(0.6), tolerance=fixed(0.02), count=1), quiet_rms_mm=8.0)
    play.tick()
    assert play.seen("gate")[0].radius == pytest.approx(20 / 80)


def test_difficulty_picks_from_pairs_at_the_beginning_of_a_rep(act):
    """Half-way between 60 and 80 % is 70 %."""
    spec = MatchSpec(leg="right", share=Range(0.6, 0.8), seconds=Range(1.0, 3.0), count=1)
    play = act(
        spec,
        profile=Profile(feet=FEET),
        reach=uniform(80.0),
        staircases={"loading": Staircase(0.5, fixed=True)},
    )
    load_right(play, 0.7)
    assert play.until(ev.TargetReached).seconds == pytest.approx(2.0, abs=0.03)


def test_between_two_reps_the_weight_comes_back_to_the_middle(act):
    """A rep is to be found anew, not to be stayed in."""
    play = load_right(loading(act, MatchSpec(leg="right", share=fixed(0.7), seconds=fixed(1.0), count=2)), 0.7)
    play.until(ev.TargetReached)
    play.play(2.0)
    assert [item.kind for item in play.world.scene().items] == ["home", "avatar"]
    play.lean("centre").play(0.5)
    assert len(play.named(ev.RepStarted)) == 2


def test_in_deep_night_a_rep_has_its_whole_time_and_says_nothing(act):
    """Held or not, nothing in the scene changes until the rep is over, at the same tick."""
    scenes = []
    for share in (0.7, 0.5):
        play = act(
            StepSpec(task=RIGHT_70, sight=SightSpec(sight="memory")), profile=Profile(feet=FEET), reach=uniform(80.0)
        )
        load_right(play, share)
        scenes.append([play.world.scene().items for _ in range(1300) if play.tick() or True])
        assert isinstance(play.named(ev.RepEnded)[0], ev.TargetReached if share == 0.7 else ev.RepMissed)
    assert scenes[0] == scenes[1]


def test_wind_does_not_move_the_weight_on_a_leg(act):
    """What a leg carries is what it carries: wind, gain and reversed change nothing here."""
    step = StepSpec(task=RIGHT_70, wind=(0.3, 0.0), gain=2.0, reversed=True)
    play = act(step, profile=Profile(feet=FEET), reach=uniform(80.0))
    load_right(play, 0.7).until(ev.TargetReached, most_s=2.1)


def test_the_place_of_the_feet_survives_being_stored():
    """A profile that comes back as plain data knows them again."""
    assert Profile(feet=[-90.0, 80.0, 0.04]) == Profile(feet=FeetMap(-90.0, 80.0, 0.04))
    assert Profile(feet=[-90.0, 80.0]).feet.right_share(-5.0) == 0.5
