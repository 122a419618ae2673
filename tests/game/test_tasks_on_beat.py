"""Rhythm and march: being there when it beats."""

from itertools import pairwise

import pytest

from steadyquest.conventions import FeetMap
from steadyquest.errors import SignalError
from steadyquest.game import events as ev
from steadyquest.game.spec import MarchSpec, Profile, Range, RhythmSpec, SightSpec, StepSpec, fixed
from steadyquest.game.staircase import Staircase
from steadyquest.signal.reach import uniform

FEET = FeetMap(-90.0, 90.0)
PULSE = RhythmSpec(beat_s=fixed(2.0), distance=fixed(0.5), radius=fixed(0.25), count=4)


def test_being_there_at_the_beat_succeeds_at_the_beat(act):
    """After two beats to hear the time the first one counts: left, then right; early comers wait for it."""
    play = act(PULSE).script("""
        1.0 s  lean left 0.5
        3.9 s  none TargetReached
        4.0 s  -> TargetReached
        4.5 s  lean right 0.5
        5.9 s  none RepMissed
        6.0 s  -> TargetReached
    """)
    assert [event.x for event in play.named(ev.RepStarted)[:2]] == [-0.5, 0.5]


def test_a_quarter_of_a_beat_late_is_in_time_and_more_is_not(act):
    """0.4 s after the beat of 2 s succeeds as soon as one is there; 0.6 s after it is missed."""
    late = act(PULSE).script("""
        4.4 s  none RepMissed
        4.4 s  lean left 0.5
        4.42 s -> TargetReached
    """)
    assert late.named(ev.TargetReached)[0].tick == pytest.approx(441, abs=2)
    act(PULSE).script("""
        4.51 s  -> RepMissed
        4.6 s  lean left 0.5
        5.0 s  none TargetReached
    """)


def test_leaving_too_early_is_not_being_there(act):
    """Gone 0.6 s before the beat is missed; gone 0.4 s before it was within a quarter."""
    act(PULSE).script("""
        1.0 s  lean left 0.5
        3.4 s  lean centre
        4.51 s -> RepMissed
    """)
    act(PULSE).script("""
        1.0 s  lean left 0.5
        3.6 s  lean centre
        4.01 s -> TargetReached
    """)


def test_beats_stay_even_whatever_becomes_of_them(act):
    """Caught at the beat, late or missed: the next beat is two seconds after the last beat."""
    play = act(RhythmSpec(beat_s=fixed(2.0), count=6))
    beats = []
    for tick in range(1700):
        play.lean(((0.5, 0.0), (-0.5, 0.0), (0.0, 0.0))[tick // 170 % 3]).tick()
        tones = [tone for tone in play.world.scene().tones if tone.kind == "beat"]
        if tones and (not beats or play.world.tick - beats[-1] > 20):
            beats.append(play.world.tick)
    assert beats[0] == pytest.approx(200, abs=2)
    assert {b - a for a, b in pairwise(beats)} == {200}
    assert len(play.named(ev.RepEnded)) == 6


def test_further_out_is_still_the_far_side_and_the_other_axis_is_free(act):
    """Only the way to the side counts."""
    act(PULSE).lean((-0.9, 0.6)).until(ev.TargetReached)
    act(PULSE).lean((-0.2, 0.0)).until(ev.RepMissed)
    act(RhythmSpec(axis="ap", count=1)).lean((0.4, 0.5)).until(ev.TargetReached)


def test_staying_on_one_side_gets_every_other_beat(act):
    """That is less than what counts as going well."""
    play = act(RhythmSpec(count=8)).lean("left", 0.6)
    assert play.until(ev.RunFinished).success == 0.5
    still = act(RhythmSpec(count=8))
    assert still.until(ev.RunFinished).success == 0.0


def test_a_beat_quickens_with_difficulty_from_rep_to_rep(act):
    """At half the difficulty the pair [2.4, 1.6] beats every two seconds."""
    play = act(RhythmSpec(beat_s=Range(2.4, 1.6), count=3), staircases={"timing": Staircase(0.5, fixed=True)})
    play.until(ev.RunFinished)
    ticks = [event.tick for event in play.named(ev.RepMissed)]
    assert ticks[2] - ticks[1] == 200


def test_in_the_dark_the_beat_goes_on_being_seen_and_nothing_else(act):
    """The ring is a clock: it fills at every rung. Being there does not show, and at the last rung no verdict does."""
    play = act(StepSpec(task=PULSE, sight=SightSpec(sight="memory"))).lean("left", 0.5)
    play.play(3.0)
    asked = play.seen("beat")[0]
    assert (asked.progress, asked.state) == (pytest.approx(0.5, abs=0.02), "")
    reached = play.until(ev.TargetReached)
    assert reached.tick == pytest.approx(450, abs=2)
    play.play(0.3)
    assert {item.state for item in play.seen("beat")} == {"", "done"}
    assert play.seen("avatar") == []


def test_in_the_night_the_player_shows_for_a_moment_after_each_beat_without_a_gap(act):
    """The lantern is lit from the verdict on for 0.6 s, in one piece."""
    play = act(StepSpec(task=PULSE, sight=SightSpec(sight="reveal"))).lean("left", 0.5)
    play.until(ev.TargetReached)
    lit = []
    for _ in range(100):
        play.tick()
        lit.append(bool(play.seen("avatar")))
    assert lit == sorted(lit, reverse=True)
    assert sum(lit) == pytest.approx(60, abs=3)


def marching(act, spec=None, **more):
    return act(spec or MarchSpec(count=4), profile=Profile(feet=FEET, **more), reach=uniform(60.0))


def test_a_foot_is_lifted_when_hardly_any_weight_is_on_its_leg(act):
    """Feet 180 mm apart: at 60 mm to the right the left leg has 17 %, at 50 mm 22 %; the limit is 20 %."""
    marching(act).lean((1.0, 0.0)).until(ev.TargetReached)
    marching(act).lean((50 / 60, 0.0)).until(ev.RepMissed)


def test_the_feet_take_turns_the_affected_one_first(act):
    """The scene has both footprints where the feet stand, and says which one to lift."""
    play = marching(act, affected="right")
    play.play(1.0)
    feet = {foot.name: foot for foot in play.seen("foot")}
    assert feet["left"].x == pytest.approx(-1.5)
    assert [name for name, foot in feet.items() if foot.state == "lift"] == ["right"]
    assert play.named(ev.RepStarted)[0].x == pytest.approx(-1.5)
    play.until(ev.RepEnded)
    play.play(0.5)
    assert [foot.name for foot in play.seen("foot") if foot.state == "lift"] == ["left"]


def test_stepping_on_the_beat_wins_and_standing_does_not(act):
    """Weight over one foot, then over the other one: all of sixteen. Standing on both: none; on one: half."""
    play = marching(act, MarchSpec())
    while not play.world.finished:
        standing = [foot for foot in play.seen("foot") if foot.state != "lift"]
        play.lean((standing[0].x, 0.0) if standing else (0.0, 0.0)).tick()
    assert play.named(ev.RunFinished)[0].success == 1.0
    assert marching(act, MarchSpec()).until(ev.RunFinished).success == 0.0
    assert marching(act, MarchSpec()).lean((-1.4, 0.0)).until(ev.RunFinished).success == 0.5


def test_without_the_feets_place_it_cannot_start(act):
    """The letters of the mat are asked for first, in a plain sentence that names the level."""
    for feet in (None, FeetMap(0.0, 0.0)):
        with pytest.raises(SignalError, match="“Test” asks for the weight on each leg: first read where the feet are"):
            act(MarchSpec(), profile=Profile(feet=feet))


def test_a_new_centre_moves_the_picture_and_not_the_feet(act):
    """The player stands 20 mm further right than before: the footprints are seen 20 mm further left."""
    play = marching(act)
    play.play(0.5)
    before = {foot.name: foot.x for foot in play.seen("foot")}
    to_mm = play.reach.to_mm
    play.reach = type("Moved", (), {"to_mm": lambda self, x, y: (to_mm(x, y)[0] + 20.0, to_mm(x, y)[1])})()
    play.play(0.1)
    after = {foot.name: foot.x for foot in play.seen("foot")}
    assert {name: before[name] - after[name] for name in before} == pytest.approx({"left": 1 / 3, "right": 1 / 3})
