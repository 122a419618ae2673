"""Hold, follow, recall and rest."""

import math

import pytest

from steadyquest.game import events as ev
from steadyquest.game.spec import FollowSpec, HoldSpec, Profile, RecallSpec, RestSpec, SightSpec, StepSpec, fixed
from steadyquest.game.tasks.follow import SHAPES, through
from steadyquest.signal.reach import Reach


def test_hold_succeeds_when_inside_for_three_quarters_of_the_time(act):
    """Ten seconds, of which 2.4 outside: that is 76 %, and enough."""
    act(HoldSpec(seconds=fixed(10.0))).script("""
        3.0 s  lean left 0.5
        5.4 s  lean centre
        9.9 s  none TargetReached
        10.1 s  -> TargetReached
    """)


def test_hold_misses_when_outside_for_too_long(act):
    """2.6 seconds outside of ten is 74 %, and the share says so."""
    play = act(HoldSpec(seconds=fixed(10.0))).script("""
        3.0 s  lean left 0.5
        5.6 s  lean centre
        10.1 s  -> RepMissed
    """)
    assert play.named(ev.RepMissed)[0].share == pytest.approx(0.74, abs=0.002)


def test_the_clock_of_a_hold_starts_when_the_player_has_come(act):
    """A zone to the right is waited for; the way there costs no time."""
    act(HoldSpec(at=((0.5, 0.0),), seconds=fixed(2.0))).script("""
        3.0 s  lean right 0.5
        4.9 s  none TargetReached
        5.1 s  -> TargetReached
    """)


def test_the_clock_of_a_hold_starts_anyway_after_four_seconds(act):
    """Who never comes is not waited for endlessly."""
    act(HoldSpec(at=((0.5, 0.0),), seconds=fixed(2.0))).script("6.1 s  -> RepMissed")


def test_in_the_dark_the_clock_of_a_hold_starts_by_time_alone(act):
    """Neither coming to the zone nor staying away from it changes when it is over."""
    ends = []
    for where in ((0.5, 0.0), (0.0, 0.0)):
        step = StepSpec(task=HoldSpec(at=((0.5, 0.0),), seconds=fixed(2.0)), sight=SightSpec(sight="reveal"))
        play = act(step).lean(where)
        ends.append(play.until(ev.RepEnded).tick)
    assert ends[0] == ends[1] == pytest.approx(450, abs=2)


def test_hold_goes_through_all_its_places(act):
    """Each place in `at` is a rep."""
    play = act(HoldSpec(at=("centre", "left", (0.2, 0.3)), seconds=fixed(1.0)))
    play.until(ev.RunFinished, follow=True)
    assert [(e.x, e.y) for e in play.named(ev.RepStarted)] == [(0.0, 0.0), (-1.0, 0.0), (0.2, 0.3)]


@pytest.mark.parametrize("path", ["line_ml", "line_ap", "circle", "eight"])
def test_a_perfect_follower_gets_every_lap(act, path):
    """Leaning to where the guide is succeeds on every lap of every shape, with as many laps as the time holds."""
    play = act(FollowSpec(path=path, seconds=24.0, period_s=fixed(8.0), size=fixed(0.6)))
    play.until(ev.RunFinished, follow=True)
    assert [event.share for event in play.named(ev.TargetReached)] == [1.0, 1.0, 1.0]


def test_standing_still_does_not_follow(act):
    """The centre of a circle of 0.6 is never within 0.25 of the guide."""
    play = act(FollowSpec(seconds=16.0))
    play.until(ev.RunFinished)
    assert [event.share for event in play.named(ev.RepMissed)] == [0.0, 0.0]


@pytest.mark.parametrize("name", SHAPES)
def test_paths_close_and_stay_within_their_size(name):
    """Each shape ends where it began and keeps within the size; opposite phases mirror."""
    path = SHAPES[name](0.7)
    points = [path(i / 200) for i in range(201)]
    assert points[0] == pytest.approx(points[-1])
    assert max(math.hypot(*point) for point in points) <= 0.7 * 1.13
    assert max(max(abs(x), abs(y)) for x, y in points) == pytest.approx(0.7, rel=0.01)


def test_a_way_through_points_has_an_even_pace():
    """A quarter of a square's lap is one of its sides, wherever one starts; a lap of one point stays there."""
    path = through([(0, 0), (1, 0), (1, 1), (0, 1)])
    assert [path(i / 4) for i in range(4)] == [(0, 0), (1, 0), (1, 1), (0, 1)]
    assert path(1.125) == (0.5, 0.0)
    assert through([(0.3, 0.2)])(0.7) == (0.3, 0.2)


def test_recall_measures_the_signed_error_along_and_across_the_way(act):
    """Too short by 0.1 and 0.05 to the left of the way right-hand: −0.1 along, +0.05 across, in mm by that reach."""
    reach = Reach((80.0, 70.0, 60.0, 55.0, 50.0, 40.0, 30.0, 55.0))
    play = act(RecallSpec(where=("right",), distance=fixed(0.5), count=1), reach=reach)
    play.lean("right", 0.5).play(2.1)
    play.lean("centre").play(0.6)
    assert play.world.scene().items[0][:2] == ("hint", "find")
    play.lean((0.4, 0.05))
    recalled = play.until(ev.PlaceRecalled, most_s=2.0)
    assert (recalled.along, recalled.across) == (pytest.approx(-0.1), pytest.approx(0.05))
    x_mm, y_mm = reach.to_mm(0.4, 0.05)
    assert (recalled.along_mm, recalled.across_mm) == (pytest.approx(x_mm - 40.0), pytest.approx(y_mm))
    assert (recalled.side, recalled.answered) == ("right", True)


def test_across_is_to_the_left_of_the_way_on_the_left_too(act):
    """Leaning left, the left of the way is backwards."""
    play = act(RecallSpec(where=("left",), count=1))
    play.lean("left", 0.5).play(2.1)
    play.lean("centre").play(0.6)
    play.lean((-0.5, -0.1))
    assert play.until(ev.PlaceRecalled).across == pytest.approx(0.1)


def test_recall_is_dark_in_its_second_half_at_every_rung(act):
    """By full day the avatar and the place are there while learning and gone while finding; no sound helps."""
    play = act(RecallSpec(where=("right",), count=1), profile=Profile(sound_help=True))
    play.lean("right", 0.5).play(1.0)
    scene = play.world.scene()
    assert [item.kind for item in scene.items] == ["target", "avatar"]
    assert scene.tones
    play.play(1.1)
    play.lean("centre").play(0.6)
    scene = play.world.scene()
    assert [item.kind for item in scene.items] == ["hint"]
    assert (scene.lit, scene.tones) == (False, ())


def test_recall_takes_the_time_as_an_answer_and_moves_no_difficulty(act):
    """Who never comes to rest has answered after limit_s; the error counts, a verdict there is none."""
    play = act(RecallSpec(where=("right",), count=1, limit_s=3.0)).lean("right", 0.5)
    play.play(2.1)
    play.lean("centre").play(0.6)
    for i in range(320):
        play.lean((0.3 + 0.3 * (i % 2), 0.0)).tick()
    recalled = play.named(ev.PlaceRecalled)[0]
    assert recalled.answered is False
    play.until(ev.RunFinished)
    assert play.named(ev.DifficultyMoved) == []
    assert play.named(ev.RunFinished)[0].success is None


def test_rest_passes_by_itself_and_has_no_reps(act):
    """Ten seconds later the run is over, finished, with nothing judged."""
    play = act(RestSpec(seconds=10.0))
    play.play(9.95)
    assert play.named(ev.RunFinished) == []
    finish = play.until(ev.RunFinished, most_s=0.2)
    assert (finish.success, finish.reps, finish.stars) == (None, 0, 2)


def test_in_the_dark_the_guide_moves_off_by_time_alone(act):
    """Being with it or not, it leaves after the same time: it must not tell where one is."""
    leaves = []
    for at in ((0.0, 0.6), (0.0, 0.0)):
        play = act(StepSpec(task=FollowSpec(seconds=8.0), sight=SightSpec(sight="memory"))).lean(at)
        while play.world.scene().items[-1][2:4] in ((0.0, 0.6), (0.0, 0.0)) or play.world.tick < 10:
            play.tick()
        leaves.append(play.world.tick)
    assert leaves[0] == leaves[1] == pytest.approx(302, abs=2)


def test_a_guide_is_as_near_as_this_body_can_keep_everywhere_on_its_way(act):
    """Where the reach is half as long, the same millimetres are twice as much of it."""
    play = act(
        FollowSpec(path="line_ml", radius=fixed(0.1), seconds=8.0), reach=Reach((50.0,) * 4 + (20.0,) + (50.0,) * 3)
    )
    radii = {}
    while not play.world.finished:
        play.follow()
        play.tick()
        for guide in play.seen("guide"):
            radii[round(guide.x, 1)] = guide.radius
    assert radii[0.6] == pytest.approx(10 / 50)
    assert radii[-0.6] == pytest.approx(10 / 20)
