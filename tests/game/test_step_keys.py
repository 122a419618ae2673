"""What any step may have besides its task: things to count, a second task, a picture that sways."""

from itertools import pairwise

import pytest

from steadyquest.conventions import Command
from steadyquest.game import events as ev
from steadyquest.game.bending import rolled
from steadyquest.game.spec import HoldSpec, Profile, ReachSpec, RestSpec, SightSpec, StepSpec, fixed

HOLD = HoldSpec(seconds=fixed(20.0))


def counted(act, *, answer, sight="full", distractors=3, task=HOLD, **level):
    """Play until the question is over, leaning to the number that `answer` makes of the true one."""
    play = act(StepSpec(task=task, distractors=distractors, sight=SightSpec(sight=sight)), **level)
    seen = set()
    while not play.world.finished:
        play.tick()
        scene = play.world.scene()
        seen |= {round(item.x, 1) for item in scene.items if item.state == "count"}
        numbers = {int(item.name): item for item in play.seen("answer")}
        if numbers:
            wanted = numbers.get(answer(int(scene.meant)))
            play.lean((wanted.x, wanted.y) if wanted else (0.0, 0.0))
    return play, seen


def test_things_drift_by_and_are_asked_for_afterwards(act):
    """Over twenty seconds at most three come, across the whole width; the true number is leant to and kept."""
    play, seen = counted(act, answer=lambda shown: shown)
    (asked,) = play.named(ev.CountAsked)
    assert 1 <= asked.shown == asked.said <= 3
    assert min(seen) < -1.5
    assert max(seen) > 1.5
    assert play.named(ev.RunFinished)[0].reps == 1


def test_a_wrong_count_or_none_costs_nothing(act):
    """The answer is kept, no difficulty moves by it, and who says nothing is not waited for endlessly."""
    for offset, found in ((1, True), (99, False)):
        for seed in range(8):
            play, _ = counted(act, answer=lambda shown, offset=offset: shown + offset, seed=seed)
            (asked,) = play.named(ev.CountAsked)
            if found and asked.said is None:
                continue  # the true number was the highest of the three
            assert asked.said == (asked.shown + 1 if found else None)
            assert len(play.named(ev.DifficultyMoved)) == 1
            assert play.named(ev.RunFinished)[0].stars >= 2
            break
        else:
            raise AssertionError("never asked with a higher number")


def test_the_question_is_asked_by_full_light(act):
    """Also in the deep night: nothing is to be felt then."""
    play = act(StepSpec(task=HOLD, distractors=2, sight=SightSpec(sight="memory")))
    play.until(ev.RepEnded)
    assert play.seen("avatar") == []
    play.play(1.5)
    scene = play.world.scene()
    assert [item.kind for item in scene.items] == ["answer", "answer", "answer", "avatar"]
    assert scene.lit
    assert scene.words.startswith("How many leaves")
    assert scene.meant in [item.name for item in scene.items]


def test_the_numbers_come_when_one_is_back_at_the_centre(act):
    """Who still leans where the task left them has not said a number."""
    play = act(StepSpec(task=HoldSpec(at=("right",), seconds=fixed(12.0)), distractors=2))
    play.lean("right", 0.9)
    play.until(ev.RepEnded)
    play.play(2.5)
    assert (play.seen("answer"), len(play.seen("home"))) == ([], 1)
    assert play.world.scene().words.startswith("How many leaves")
    play.lean("centre")
    play.play(0.4)
    assert len(play.seen("answer")) == 3
    assert play.named(ev.CountAsked) == []


def test_what_drifts_by_is_not_what_is_played_for(act):
    """Where leaves are caught, bells are counted."""
    play = act(StepSpec(task=HOLD, distractors=2), thing="leaf")
    play.play(7.2)
    assert {item.name for item in play.seen("drifter")} == {"bell"}


def test_counting_leaves_the_task_as_it_is(act):
    """The same targets and the same verdicts are there with and without things to count; skipping skips both."""
    spec = ReachSpec(where=("left", "right"), order="fixed", count=3, dwell_s=fixed(0.5))
    ends = []
    for distractors in (None, 5):
        play = act(StepSpec(task=spec, distractors=distractors))
        while not play.named(ev.RunFinished, ev.CountAsked):
            play.follow()
            play.tick()
        ends.append([(event.tick, type(event)) for event in play.named(ev.RepStarted, ev.RepEnded)])
    assert ends[0] == ends[1]
    play = act(StepSpec(task=spec, distractors=5), RestSpec(seconds=1.0))
    play.play(4.0)
    play.tick(Command("skip"))
    play.until(ev.RunFinished, most_s=2)
    assert play.named(ev.CountAsked) == []


def test_a_second_task_is_said_with_the_first_and_its_answers_are_tapped(act):
    """The therapist taps each right answer; where there is no second task a tap is nothing."""
    play = act(StepSpec(task=HOLD, also="Name an animal."), RestSpec(seconds=1.0))
    play.play(1.0)
    assert play.world.scene().words == "Play. Name an animal."
    play.tick(Command("tap"))
    play.tick(Command("tap"))
    play.until(ev.StepStarted)
    play.play(0.1)
    play.tick(Command("tap"))
    assert [(event.step, event.tick) for event in play.named(ev.AnswerTapped)] == [(0, 101), (0, 102)]


def test_a_swaying_picture_tips_slowly_and_never_further_than_asked(act):
    """Up to six degrees to either side, level at first, and no faster than four degrees a second."""
    play = act(StepSpec(task=HOLD, scene_sway=6.0))
    tips = []
    for _ in range(2000):
        play.tick()
        tips.append(play.world.scene().roll_deg)
    assert abs(tips[0]) < 0.1
    assert max(tips) > 3
    assert min(tips) < -3
    assert max(abs(b - a) for a, b in pairwise(tips)) < 0.06
    assert max(abs(rolled(6.0, tick)) for tick in range(60_000)) <= 6.0
    assert act(HOLD, profile=Profile()).world.scene().roll_deg == 0.0


@pytest.mark.parametrize("kind", ["tap", "place", "unheard_of"])
def test_commands_at_any_time_do_no_harm(act, kind):
    """Also before the first tick, and in the question."""
    play = act(StepSpec(task=HOLD, distractors=2))
    play.tick(Command(kind, [0.1, 0.2]))
    play.until(ev.RepEnded)
    play.play(1.5)
    play.tick(Command(kind, [0.1, 0.2]))
    play.until(ev.RunFinished)
