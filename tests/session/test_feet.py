"""Feet on the mat in a session: where the centre is, what is kept, and that a replay is the same."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from steadyquest.errors import SignalError
from steadyquest.records.merge import merged
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.session import Options, Session
from steadyquest.session.person import FEET, last_feet
from steadyquest.session.replay import replay_session
from steadyquest.session.setup import RunSetup
from steadyquest.signal.mat import parse_feet

HOLD = 'task = "hold"\nseconds = 3'
D3_F3 = parse_feet("D3 F3")
"""Heels at −80 and 120 mm: their middle is 20 mm to the right."""


def sitting_of(puppet, *, centre="own", recorder=None, store=None, **options):
    player = SimpleNamespace(id=None, settings={"centre": centre}, affected=None, height_cm=None)
    return Session(puppet, player=player, options=Options(**options), recorder=recorder, store=store)


def stand(sitting, puppet, *, ml_mm=12.0, seconds=2.5):
    puppet.stand(seconds, ml_mm=ml_mm, ap_mm=-30.0)
    sitting.poll()


@pytest.mark.parametrize(("centre", "ml_mm"), [("own", 12.0), ("between", 16.0), ("middle", 20.0)])
@pytest.mark.parametrize("when", ["before", "after"])
def test_the_middle_is_that_of_the_feet_once_they_are_known(puppet, centre, ml_mm, when):
    """Whether they are placed before the centre is taken or after; forward and back it is the player's own."""
    sitting = sitting_of(puppet, centre=centre, feet=D3_F3 if when == "before" else None)
    stand(sitting, puppet)
    if when == "after":
        sitting.place_feet(D3_F3)
    assert sitting.centre_mm == (pytest.approx(ml_mm, abs=0.01), pytest.approx(-30.0, abs=0.01))


def test_feet_taken_back_leave_the_middle_of_the_plate(puppet):
    """Nobody knows where they are: the plate's middle stands in for theirs, as before."""
    sitting = sitting_of(puppet, centre="middle", feet=D3_F3)
    stand(sitting, puppet)
    sitting.place_feet(None)
    assert sitting.centre_mm[0] == pytest.approx(0.0, abs=0.01)


def test_a_centre_that_was_asked_for_does_not_follow_the_feet(puppet, level):
    """C in a level means here and now, whatever the setting and whatever is said of the feet later."""
    sitting = sitting_of(puppet, centre="middle", feet=D3_F3, seed=7)
    stand(sitting, puppet)
    sitting.start(level(HOLD))
    puppet.stand(1.5, ml_mm=40.0, ap_mm=-30.0)
    sitting.poll()
    sitting.command("recentre")
    puppet.stand(0.1, ml_mm=40.0, ap_mm=-30.0)
    sitting.poll()
    sitting.stop()
    sitting.place_feet(parse_feet("C3 C3"))
    assert sitting.centre_mm[0] == pytest.approx(40.0, abs=0.5)


def test_feet_hold_for_the_stance_they_were_said_of(puppet):
    """Another stance knows nothing of them, and the centre is about the plate again."""
    sitting = sitting_of(puppet, centre="middle", feet=D3_F3)
    stand(sitting, puppet)
    sitting.choose_stance("feet_on_plate")
    assert sitting.person.feet is None
    stand(sitting, puppet, seconds=3.0)
    assert sitting.centre_mm[0] == pytest.approx(0.0, abs=0.01)
    sitting.choose_stance("comfortable")
    assert sitting.person.feet is None


def test_a_level_in_another_stance_keeps_no_feet_in_its_run(puppet, level):
    """A tandem level asks for other feet than the pair that was said of standing."""
    sitting = sitting_of(puppet, feet=D3_F3)
    stand(sitting, puppet)
    sitting.start(level(HOLD, stance=["tandem_left"]))
    assert sitting._run.setup.feet == ""
    sitting.start(level(HOLD, stance=["comfortable"]))
    assert sitting._run.setup.feet == "D3 F3"


@pytest.fixture
def kept(tmp_path):
    with open_store(tmp_path / "t.db") as store, Recorder(store) as recorder:
        yield store, recorder


def test_the_record_holds_the_feet_the_steady_moment_and_the_runs(puppet, level, kept):
    """Settings say where the moment's samples are; the run's setup has the feet; the replay has the same events."""
    store, recorder = kept
    sitting = sitting_of(puppet, centre="middle", recorder=recorder, store=store, seed=3)
    stand(sitting, puppet, seconds=2.0)
    sitting.place_feet(D3_F3)
    sitting.start(level(HOLD))
    puppet.stand(6.0, ml_mm=20.0, ap_mm=-30.0)
    sitting.poll()
    summary = sitting.end()
    row = store.sessions.find(summary.session_id)
    assert row.settings["feet"] == "D3 F3"
    (moment,) = row.settings["stood"]
    assert (moment["feet"], moment["stance"], moment["sample"]) == ("D3 F3", "comfortable", 199)
    (run,) = store.sessions.runs(row.id)
    assert run.setup["feet"] == "D3 F3"
    assert run.setup["centre_mm"][0] == pytest.approx(20.0, abs=0.01)
    assert replay_session(store, row.id).same


def test_feet_said_after_a_run_are_not_those_of_before(puppet, level, kept):
    """Somebody who stood elsewhere in the first run may have moved."""
    store, recorder = kept
    sitting = sitting_of(puppet, recorder=recorder, store=store)
    stand(sitting, puppet)
    sitting.start(level(HOLD))
    puppet.stand(6.0, ml_mm=12.0, ap_mm=-30.0)
    sitting.poll()
    sitting.place_feet(D3_F3)
    row = store.sessions.find(sitting.end().session_id)
    assert row.settings["feet"] == "D3 F3"
    assert [moment["feet"] for moment in row.settings["stood"]] == [""]


def test_each_steady_moment_is_kept(puppet, kept):
    """Centring again is another one, with the zero of its time."""
    store, recorder = kept
    sitting = sitting_of(puppet, feet=D3_F3, recorder=recorder, store=store)
    stand(sitting, puppet)
    sitting.recentre()
    stand(sitting, puppet, ml_mm=-5.0, seconds=3.0)
    row = store.sessions.find(sitting.end().session_id)
    assert [moment["feet"] for moment in row.settings["stood"]] == ["D3 F3", "D3 F3"]
    assert [moment["tare"] for moment in row.settings["stood"]] == [[0.0, 0.0, 0.0, 0.0]] * 2


def test_a_setup_of_before_there_were_feet_is_still_read(puppet, level):
    """Old runs have no such field; a new one comes back through JSON as it was."""
    sitting = sitting_of(puppet, feet=D3_F3)
    stand(sitting, puppet)
    sitting.start(level(HOLD))
    setup = sitting._run.setup
    data = json.loads(json.dumps(setup.as_dict()))
    assert RunSetup.from_dict(data).feet == "D3 F3"
    del data["feet"]
    assert RunSetup.from_dict(data) == replace(setup, feet="")


def test_feet_are_remembered_by_stance():
    """One pair a stance; whatever else stands in the settings stays."""
    settings = {"look": "plain"}
    for stance, feet in (("comfortable", D3_F3), ("feet_on_plate", parse_feet("B2 B2"))):
        settings = merged(settings, {(FEET, stance): str(feet)})
    assert settings == {"look": "plain", "feet": {"comfortable": "D3 F3", "feet_on_plate": "B2 B2"}}
    assert last_feet(settings, "comfortable") == D3_F3
    assert last_feet(settings, "narrow") is None


MATCH = 'task = "match"\nleg = "right"\nshare = 0.65\ntolerance = 0.05\nseconds = 2\ncount = 1'


def test_loading_a_leg_asks_for_the_feet_first(puppet, level):
    """One plate tells the legs apart only by where they stand: without that, or with feet too close, nothing begins."""
    for feet in (None, parse_feet("A3 A3")):
        sitting = sitting_of(puppet, feet=feet)
        stand(sitting, puppet)
        with pytest.raises(SignalError, match="feet"):
            sitting.start(level(MATCH))


def test_a_leg_is_loaded_to_its_share_as_the_feet_say(puppet, level, kept):
    """Heels at −80 and 120 mm: 65 % on the right is at 50 mm of the plate; the replay knows the same feet."""
    store, recorder = kept
    sitting = sitting_of(puppet, feet=D3_F3, recorder=recorder, store=store, seed=5)
    stand(sitting, puppet)
    sitting.start(level(MATCH))
    puppet.stand(12.0, ml_mm=50.0, ap_mm=-30.0)
    sitting.poll()
    (result,) = sitting.results
    assert result.success == 1.0
    assert replay_session(store, sitting.end().session_id).same


def test_a_share_that_is_not_reached_is_no_success(puppet, level):
    """80 % on the right leg is more than was asked for."""
    sitting = sitting_of(puppet, feet=D3_F3, seed=5)
    stand(sitting, puppet)
    sitting.start(level(MATCH))
    puppet.stand(60.0, ml_mm=80.0, ap_mm=-30.0)
    sitting.poll()
    assert [result.success for result in sitting.results] == [0.0]
