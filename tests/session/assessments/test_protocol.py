"""The protocols as data, and the way from a trial to a level file and back."""

import pytest

from steadyquest.errors import SignalError
from steadyquest.levels.library import find
from steadyquest.levels.word import needs_word
from steadyquest.session.assessments import wording
from steadyquest.session.assessments.levels import (
    is_assessment,
    is_measured,
    key_of,
    kind_of_key,
    level_of,
    limits_reach,
    shift_share,
    trial_of,
)
from steadyquest.session.assessments.protocol import KINDS, assessment, suits
from steadyquest.signal.reach import Reach, uniform

WITH_TRIALS = [kind for kind in KINDS if kind != "feel"]
ALL_TRIALS = [trial for kind in WITH_TRIALS for trial in assessment(kind).trials]


def test_the_sensory_test_goes_from_the_easiest_to_the_hardest_three_of_each():
    """Eyes open and closed on the plate, then on foam: twelve trials of twenty seconds, counted through."""
    trials = assessment("sensory").trials
    assert [(t.eyes, t.surface) for t in trials[::3]] == [
        ("open", "firm"), ("closed", "firm"), ("open", "foam"), ("closed", "foam")
    ]  # fmt: skip
    assert [t.number for t in trials] == list(range(1, 13))
    assert {t.seconds for t in trials} == {20.0}


def test_limits_go_clockwise_from_the_front_after_three_for_practice():
    """Eight directions of eight seconds each."""
    (trial,) = assessment("limits").trials
    assert trial.directions[:3] == ("forward", "forward_right", "right")
    assert (len(trial.directions), trial.practice, trial.seconds) == (8, 3, 8.0)


@pytest.mark.parametrize("trial", ALL_TRIALS, ids=lambda t: f"{t.kind}-{t.number}")
def test_a_trial_comes_back_whole_from_its_level(trial):
    """What is recorded is the level's text; the trial is read from it again, so nothing of it is stored twice."""
    level = level_of(trial, stance="comfortable")
    assert trial_of(level.key, level.spec, number=trial.number) == trial
    assert is_assessment(level.key)
    assert kind_of_key(level.key) == trial.kind


@pytest.mark.parametrize("trial", ALL_TRIALS, ids=lambda t: f"{t.kind}-{t.number}")
def test_closed_eyes_and_foam_ask_for_the_therapists_word(trial):
    """By the same rule as every level."""
    risks = needs_word(level_of(trial, stance="comfortable"))
    assert ("eyes_closed" in risks) == (trial.eyes == "closed")
    assert ("foam" in risks) == (trial.surface == "foam")


@pytest.mark.parametrize("trial", ALL_TRIALS, ids=lambda t: f"{t.kind}-{t.number}")
def test_every_trial_has_its_words(trial):
    """What to prepare, what to say, what is special about it; the sentence on the screen is read at a glance."""
    assert all(words(trial) for words in (wording.prepare, wording.say, wording.condition))
    assert len(level_of(trial, stance="comfortable").spec.say) < 40


@pytest.mark.parametrize(
    ("kind", "wanted", "said"),
    [
        ("tango", {}, "there are: quiet, sensory"),
        ("quiet", {"seconds": 45.0}, "30 or 60"),
        ("limits", {"seconds": 30.0}, "only quiet standing"),
        ("rhythm", {"trials": 2}, "choice of trials"),
        ("quiet", {"trials": 0}, "from 1 to 10"),
        ("sensory", {"trials": 11}, "from 1 to 10"),
    ],
)
def test_what_no_protocol_has_is_refused_in_one_line(kind, wanted, said):
    """The line says what there is instead."""
    with pytest.raises(SignalError, match=said):
        assessment(kind, **wanted)


def test_who_sits_has_no_limits_of_standing_and_no_foam_underfoot():
    """Quiet sitting, shifting and the weight on the legs are for everybody."""
    assert [kind for kind in KINDS if not suits(kind, "sit_on_plate")] == ["sensory", "limits"]
    assert all(suits(kind, "tandem_left") for kind in KINDS)


def test_a_hundred_percent_is_the_theoretical_limit_by_height():
    """0.55 · 1700 mm · sin 8° forward and sideways, sin 4.5° back; without a height only a little beyond the reach."""
    reach = limits_reach(170.0, reach=uniform(50.0))
    right, forward, left, back = reach.mm[0], reach.mm[2], reach.mm[4], reach.mm[6]
    assert right == left == forward == pytest.approx(935.0 * 0.13917310096)
    assert back == pytest.approx(935.0 * 0.07845909573)
    assert limits_reach(None, reach=uniform(50.0)).mm == (65.0,) * 8


def test_a_shift_is_asked_as_far_in_millimetres_as_last_time_while_that_can_be_reached():
    """Velocity follows distance: only equal distances may be compared."""
    reach = Reach((60.0, 50.0, 50.0, 50.0, 40.0, 30.0, 30.0, 30.0), "quick")
    assert shift_share("ml", reach=reach, wanted_mm=None) == 0.6
    assert shift_share("ml", reach=reach, wanted_mm=30.0) * 40.0 == pytest.approx(30.0)
    assert shift_share("ml", reach=reach, wanted_mm=39.0) == 0.6
    assert shift_share("ap", reach=reach, wanted_mm=15.0) * 30.0 == pytest.approx(15.0)


def test_what_is_measured_is_trials_and_the_probe_alone():
    """A level of the library is judged."""
    assert is_measured(key_of("quiet"))
    assert is_measured("probe/feel")
    assert not is_measured("fog/still_lake")
    with pytest.raises(SignalError, match="no trial"):
        kind_of_key("assess/tango")
    level = find("fog/still_lake")
    with pytest.raises(SignalError, match="no trial"):
        trial_of("assess/quiet", level.spec, number=1)
