"""Choose: a question and the picture that answers it."""

import pytest

from steadyquest.game import events as ev
from steadyquest.game.spec import ChooseSpec, Profile, Range, SightSpec, StepSpec, fixed
from steadyquest.game.staircase import Staircase

BIRD = {
    "pictures": ("duck", "frog", "snail"),
    "ask": "Who can fly?",
    "answer": "duck",
    "dwell_s": fixed(1.0),
    "count": 1,
}


def pictures(play):
    return {item.name: item for item in play.seen("target")}


def lean_to(play, name):
    play.lean((pictures(play)[name].x, pictures(play)[name].y))


def test_staying_on_the_answer_chooses_it(act):
    """The question is asked, the answer's ring fills in a second, and that was the rep."""
    play = act(ChooseSpec(**BIRD))
    play.play(0.5)
    scene = play.world.scene()
    assert (scene.words, scene.meant) == ("Who can fly?", "duck")
    lean_to(play, "duck")
    play.play(0.9)
    assert play.named(ev.RepEnded) == []
    assert play.until(ev.TargetReached, most_s=0.2).share == 1.0
    assert {name: item.state for name, item in pictures(play).items()} == {
        "duck": "reached",
        "frog": "done",
        "snail": "done",
    }


def test_another_picture_waves_and_the_answer_is_shown(act):
    """A wrong choice is over at once, without any loss but the rep's."""
    play = act(ChooseSpec(**BIRD))
    play.until(ev.RepStarted)
    lean_to(play, "snail")
    play.until(ev.RepMissed, most_s=1.2)
    assert {name: item.state for name, item in pictures(play).items()} == {
        "duck": "",
        "frog": "done",
        "snail": "missed",
    }
    assert play.until(ev.RunFinished).stars == 2


def test_passing_over_a_picture_chooses_nothing(act):
    """Rings drain: half a second here and there is no answer, and after fifteen seconds the next rep comes."""
    play = act(ChooseSpec(**BIRD))
    play.until(ev.RepStarted)
    for name in ("frog", "snail", "duck", "frog", "snail", "duck"):
        lean_to(play, name)
        play.play(0.5)
        play.lean("centre").play(0.6)
    assert play.named(ev.RepEnded) == []
    assert play.until(ev.RepMissed, most_s=12).seconds == pytest.approx(15.0, abs=0.05)


@pytest.mark.parametrize("pictures_", [("duck", "frog"), ("duck", "frog", "snail"), ("duck", "frog", "snail", "owl")])
def test_pictures_change_places_and_leave_the_centre_free(act, pictures_):
    """Two, three or four stand apart from each other and from who stands still; over the reps the answer wanders."""
    play = act(ChooseSpec(**BIRD | {"pictures": pictures_, "count": 16, "dwell_s": fixed(0.2)}), max_s=300)
    places = set()
    play.tick()
    while not play.world.finished:
        answers = list(pictures(play).values())
        for one in answers:
            assert (one.x**2 + one.y**2) ** 0.5 > one.radius
            assert all(one is two or abs(one.x - two.x) + abs(one.y - two.y) > one.radius for two in answers)
        if answers:
            lean_to(play, "duck")
            places.add((pictures(play)["duck"].x, pictures(play)["duck"].y))
        else:
            play.lean("centre")
        play.tick()
    assert len(play.named(ev.TargetReached)) == 16
    assert len(places) == len(pictures_)


def test_the_dwell_grows_with_difficulty(act):
    """A pair [easy, hard] is picked by d, at the beginning of the rep."""
    play = act(ChooseSpec(**BIRD | {"dwell_s": Range(0.5, 1.5)}), staircases={"reach": Staircase(0.5, fixed=True)})
    play.until(ev.RepStarted)
    lean_to(play, "duck")
    assert play.until(ev.TargetReached).seconds == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize(("name", "kind"), [("duck", ev.TargetReached), ("frog", ev.RepMissed)])
def test_in_deep_night_the_answer_is_where_one_comes_to_rest(act, name, kind):
    """A second of stillness away from the centre answers; nothing in the scene says how, or where one is."""
    play = act(StepSpec(task=ChooseSpec(**BIRD), sight=SightSpec(sight="memory")))
    play.until(ev.RepStarted)
    play.play(1.0)
    lean_to(play, name)
    play.until(kind, most_s=1.2)
    assert {(item.kind, item.progress) for item in play.world.scene().items} == {("target", 0.0)}
    assert {item.state for item in play.seen("target")} <= {"", "done"}


def test_in_deep_night_who_comes_to_rest_beside_every_answer_has_given_none(act):
    """The rep is over, missed, and no picture waves: nearest is not chosen."""
    play = act(StepSpec(task=ChooseSpec(**BIRD), sight=SightSpec(sight="memory")))
    play.until(ev.RepStarted)
    duck = pictures(play)["duck"]
    play.play(0.5)
    play.lean((duck.x * 0.55, duck.y * 0.55))
    assert play.until(ev.RepMissed, most_s=1.2).share == 0.0
    assert {item.state for item in play.seen("target")} == {"", "done"}


def test_who_leans_somewhere_from_before_has_not_answered(act):
    """The question begins at home: first the way back is shown, and pictures only there."""
    play = act(ChooseSpec(**BIRD | {"dwell_s": fixed(0.2)}))
    play.lean("right", 0.7)
    play.play(2.0)
    assert (play.seen("target"), len(play.seen("home"))) == ([], 1)
    assert play.world.scene().words == "Who can fly?"
    play.lean("centre")
    play.until(ev.RepStarted, most_s=0.4)
    assert len(pictures(play)) == 3
    assert play.named(ev.RepEnded) == []


def test_standing_still_answers_nothing(act):
    """By day and by night: at the centre there is no answer."""
    for sight in ("full", "memory"):
        play = act(StepSpec(task=ChooseSpec(**BIRD | {"count": 3}), sight=SightSpec(sight=sight)), profile=Profile())
        play.until(ev.RunFinished)
        assert play.named(ev.TargetReached) == []
