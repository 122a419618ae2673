"""The sight ladder: what is hidden at which rung, and when."""

import pytest

from steadyquest.game import events as ev
from steadyquest.game.scene import Item
from steadyquest.game.sight import is_lit, seen
from steadyquest.game.spec import FollowSpec, Profile, ReachSpec, SightSpec, StepSpec, fixed

TARGET = ReachSpec(where=("right",), distance=fixed(0.5), dwell_s=fixed(1.0), count=4, back=False)


def stepped(sight, **numbers):
    return StepSpec(task=TARGET, sight=SightSpec(sight=sight, **numbers))


def kinds(play):
    return [item.kind for item in play.world.scene().items]


def lit_pattern(play, seconds):
    return "".join("x" if "avatar" in kinds(play) else "." for _ in range(seconds) if play.play(1.0) or True)


def test_full_always_shows_the_lantern(act):
    """By day the avatar is there at every moment."""
    assert lit_pattern(act(stepped("full")), 8) == "xxxxxxxx"


def test_glimpse_comes_and_goes_by_the_clock(act):
    """Lit for on_s of every on_s + off_s, first lit; a pause stops this clock too."""
    assert lit_pattern(act(stepped("glimpse", on_s=2.0, off_s=2.0)), 8) == "x..xx..x"


def test_some_lights_a_share_of_the_reps(act):
    """With lit_share 0.5 every other rep is lit, and the record says which."""
    play = act(stepped("some")).lean("right", 0.5)
    play.until(ev.RunFinished)
    assert [e.lit for e in play.named(ev.RepStarted)] == [True, False, True, False]


def test_reveal_is_dark_until_the_moment_after_a_rep(act):
    """While leaning there is only the target, without its ring; when the rep is over the lantern shows for a second."""
    play = act(stepped("reveal")).lean("right", 0.5)
    play.play(0.9)
    (target,) = play.world.scene().items
    assert (target.kind, target.progress, target.state) == ("target", 0.0, "")
    play.until(ev.TargetReached)
    target, avatar = play.world.scene().items
    assert (target.progress, target.state, avatar.kind, avatar.x) == (1.0, "reached", "avatar", 0.5)
    play.play(1.1)
    assert kinds(play) == ["target"]


def test_memory_tells_nothing_on_the_way_not_even_how_a_rep_went(act):
    """In deep night a reached and a missed target look alike."""
    looks = []
    for where in ("right", "left"):
        play = act(stepped("memory")).lean(where, 0.5)
        play.until(ev.RepEnded)
        looks.append(play.world.scene().items)
    assert looks[0] == looks[1]
    assert [(item.kind, item.state) for item in looks[0]] == [("target", "done")]


def test_targets_and_guides_stay_in_the_dark(act):
    """Only what tells where the player is goes away."""
    play = act(StepSpec(task=FollowSpec(seconds=8.0), sight=SightSpec(sight="memory")))
    play.play(3.0)
    assert set(kinds(play)) == {"path", "guide"}


def test_the_dark_hides_rings_and_inside_marks_but_keeps_the_rest():
    """A target that the player stands in looks as if nobody were there."""
    items = [
        Item("target", "duck", 0.5, 0, 0.2, 0.7, "inside"),
        Item("avatar", "boat", 0.5, 0),
        Item("path", "dot", 0, 0),
    ]
    assert seen(items, lit=False, rung=3) == (Item("target", "duck", 0.5, 0, 0.2), Item("path", "dot", 0, 0))
    assert seen(items, lit=True, rung=3) == tuple(items)


@pytest.mark.parametrize("rung", range(5))
def test_sound_help_sounds_at_every_rung_and_nothing_else_does(act, rung):
    """With the setting, distance and side are heard in the dark too; without it dark means dark."""
    name = ("full", "glimpse", "some", "reveal", "memory")[rung]
    helped = act(stepped(name), profile=Profile(sound_help=True)).lean("left", 0.5)
    helped.play(0.5)
    (tone,) = helped.world.scene().tones
    assert (tone.kind, tone.pan, tone.pitch) == ("distance", 1.0, 0.0)
    helped.lean("right", 0.5).play(0.1)
    assert helped.world.scene().tones[0].kind == "on_target"
    plain = act(stepped(name))
    plain.play(0.5)
    assert plain.world.scene().tones == ()


def test_a_reveal_needs_its_moment():
    """The rung `reveal` is lit in the moment after a rep only, `memory` never."""
    spec = SightSpec()
    assert [is_lit(spec, rung, tick=0, rep=1, revealing=True) for rung in (3, 4)] == [True, False]
