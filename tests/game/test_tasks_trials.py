"""Stand and limits: measured trials, told and never judged."""

from __future__ import annotations

import math

import pytest

from steadyquest.conventions import DIRECTIONS, UNIT_VECTORS, Command
from steadyquest.game import events as ev
from steadyquest.game.spec import LimitsSpec, Profile, RestSpec, SightSpec, StandSpec, StepSpec
from steadyquest.game.staircase import Staircase
from steadyquest.game.tasks.limits import SIGNAL_TICKS
from steadyquest.signal.reach import uniform


def test_a_stand_is_measured_from_the_end_of_settling_for_so_many_seconds_to_the_tick(act):
    """Five seconds to settle, then a rep of exactly ten seconds' ticks: ending and beginning say which samples."""
    play = act(StandSpec(seconds=10.0, settle_s=5.0))
    began, ended = play.until(ev.RepStarted), play.until(ev.TrialEnded)
    assert (began.tick, ended.tick - began.tick) == (501, 1000)
    assert (began.d, began.x, began.y, began.radius) == (0.0, 0.0, 0.0, 0.0)
    assert (ended.seconds, ended.share, ended.practice) == (10.0, 1.0, False)


def test_a_stand_may_begin_at_once(act):
    """Without time to settle the very first tick is measured."""
    assert act(StandSpec(settle_s=0.0)).until(ev.RepStarted).tick == 1


def test_standing_shows_the_point_and_its_time_and_never_the_player(act):
    """At no moment an avatar, no help tones, in the light of any rung; the ring tells the measured time alone."""
    play = act(StandSpec(seconds=10.0, settle_s=2.0), profile=Profile(sound_help=True)).lean((0.3, 0.2))
    full = []
    while not play.world.finished:
        play.tick()
        scene = play.world.scene()
        (gaze,) = scene.items
        assert (gaze.kind, gaze.name, gaze.x, gaze.y, scene.tones) == ("gaze", "open", 0.0, 0.0, ())
        full.append(gaze.progress)
    assert full[:200] == [0.0] * 200
    assert full[200 + 500] == pytest.approx(0.5)
    assert full[-2] == 1.0
    assert full == sorted(full)


@pytest.mark.parametrize(("eyes", "word"), [("open", "dot"), ("closed", "eyes")])
def test_while_it_is_measured_the_words_fit_the_eyes_unless_the_step_has_its_own(act, eyes, word):
    """Before and after it the level speaks."""
    plain = act(StandSpec(settle_s=1.0), eyes=eyes, surface="foam")
    own = act(StepSpec(task=StandSpec(settle_s=1.0), say="Be a tree."), eyes=eyes)
    plain.play(0.5)
    assert plain.world.scene().words == "Play."
    for play in (plain, own):
        play.until(ev.RepStarted)
    scene = plain.world.scene()
    assert word in scene.words
    assert (scene.eyes, scene.surface, scene.items[0].name) == (eyes, "foam", eyes)
    assert own.world.scene().words == "Be a tree."


def test_a_pause_stops_the_clock_of_a_stand(act):
    """Its ticks are those that were played; the event's own time tells that there was more."""
    play = act(StandSpec(seconds=10.0, settle_s=1.0))
    began = play.until(ev.RepStarted)
    play.play(4.0)
    play.tick(Command("pause"))
    assert play.play(30.0) == []
    play.tick(Command("resume"))
    ended = play.until(ev.TrialEnded)
    assert ended.tick - began.tick == 1000 + 3001
    assert ended.seconds == pytest.approx(40.01)


@pytest.mark.parametrize("spec", [StandSpec(settle_s=1.0), LimitsSpec()])
def test_a_trial_can_be_skipped_and_played_again(act, spec):
    """Skipped in the middle it counts neither way; again begins from settling, with the same step."""
    play = act(spec, RestSpec(seconds=1.0))
    play.until(ev.RepStarted)
    assert [type(event) for event in play.tick(Command("again"))] == [ev.RepSkipped, ev.StepStarted]
    play.until(ev.RepStarted)
    skipped, opened = play.tick(Command("skip"))
    assert isinstance(skipped, ev.RepSkipped)
    assert (opened.task, play.world.scene().task) == ("rest", "rest")


@pytest.mark.parametrize("spec", [StandSpec(seconds=5.0, settle_s=1.0), LimitsSpec(where=("left",), seconds=3.0)])
def test_trials_are_told_and_move_nothing(act, spec):
    """No success, no difficulty, and the stars of a level that was finished."""
    staircases = {"steadiness": Staircase(d=0.4), "reach": Staircase(d=0.4)}
    play = act(spec, staircases=staircases)
    finished = play.until(ev.RunFinished)
    assert (finished.success, finished.reps, finished.tried, finished.stars, finished.complete) == (None, 0, 1, 2, True)
    assert play.named(ev.DifficultyMoved) == []
    assert play.named(ev.StepStarted)[0].skill is None


def test_limits_go_through_practice_and_then_every_direction_in_its_order(act):
    """Three practice trials forward, right and left; then all eight, each one reach unit out."""
    play = act(LimitsSpec(practice=3, seconds=3.0), max_s=900.0, reach=uniform(130.0))
    play.until(ev.RunFinished, most_s=300.0, follow=True)
    began, ended = play.named(ev.RepStarted), play.named(ev.TrialEnded)
    order = ("forward", "right", "left", *DIRECTIONS)
    assert [(event.x, event.y) for event in began] == [UNIT_VECTORS[name] for name in order]
    assert [event.practice for event in ended] == [True] * 3 + [False] * 8
    assert [event.rep for event in ended] == list(range(11))
    assert {end.tick - start.tick for start, end in zip(began, ended, strict=True)} == {300}


def test_the_target_comes_with_the_signal_after_a_wait_that_nobody_can_know(act):
    """Between one and two seconds in the middle, another time each time; then target, tone and rep at one tick."""
    waits = []
    for seed in range(6):
        play = act(LimitsSpec(where=("right", "left"), seconds=3.0), seed=seed)
        while not play.named(ev.RepStarted):
            play.tick()
            scene = play.world.scene()
            is_signal = bool(play.named(ev.RepStarted))
            assert (
                bool(play.seen("target")) is bool([tone for tone in scene.tones if tone.kind == "start"]) is is_signal
            )
            assert bool(play.seen("home")) is not is_signal
        waits.append(play.world.tick)
        heard = [bool(play.world.scene().tones) for _ in range(300) if play.tick() is not None]
        assert heard == [True] * (SIGNAL_TICKS - 1) + [False] * (301 - SIGNAL_TICKS)
    stayed = 30
    assert all(100 <= wait - stayed <= 201 for wait in waits)
    assert len(set(waits)) > 3


def test_who_does_not_come_home_is_not_waited_for_endlessly(act):
    """Four seconds, and the wait; the trial says nothing of it, the samples do."""
    play = act(LimitsSpec(where=("right",))).lean("left", 0.8)
    assert 500 <= play.until(ev.RepStarted).tick <= 601


def test_the_same_seed_waits_the_same_and_shuffles_the_same(act):
    """Chance comes from the run's seed, also where the order is shuffled; every direction still has its turn."""
    runs = []
    for seed in (4, 4, 5):
        play = act(LimitsSpec(order="shuffled", seconds=3.0), seed=seed, max_s=900.0)
        play.until(ev.RunFinished, most_s=300.0, follow=True)
        runs.append([(event.tick, event.x, event.y) for event in play.named(ev.RepStarted)])
    assert runs[0] == runs[1] != runs[2]
    assert {(x, y) for _, x, y in runs[2]} == set(UNIT_VECTORS.values())


def test_words_lead_through_a_limit_trial(act):
    """In the middle, out, and back; and the lean is shown as the level's sight says."""
    play = act(LimitsSpec(where=("right",), seconds=3.0))
    assert play.world.scene().words == "Stay in the middle."
    play.until(ev.RepStarted)
    assert "as far as you can" in play.world.scene().words
    assert play.seen("avatar")
    play.until(ev.TrialEnded)
    assert play.world.scene().words == "Come back to the middle."
    dark = act(StepSpec(task=LimitsSpec(where=("right",)), sight=SightSpec(sight="memory")))
    dark.until(ev.RepStarted)
    assert not dark.seen("avatar")


def test_a_target_at_the_limit_is_as_wide_as_a_body_can_keep_to(act):
    """Where the reach is short and the sway large, the ring grows with them."""
    play = act(LimitsSpec(where=("right",)), reach=uniform(40.0), profile=Profile(quiet_rms_mm=8.0))
    began = play.until(ev.RepStarted)
    assert math.isclose(began.radius, 20.0 / 40.0)
