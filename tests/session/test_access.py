"""What a player needs to see and to choose, as the session knows it: kept, recorded, and the same in a replay."""

import json

import pytest
from tests.session.conftest import Puppet, level

from steadyquest.errors import RecordError
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.session.access import DWELLS_S, KEPT_AS, Access, access_of
from steadyquest.session.options import Options
from steadyquest.session.replay import replay_session
from steadyquest.session.settings import SETTINGS, change_of
from steadyquest.session.setup import RunSetup
from steadyquest.session.sitting import Session

REACH = 'task = "reach"\nwhere = ["right"]\nlimit_s = 4.0\ncount = 2'


def test_what_is_not_understood_is_as_it_comes():
    """Settings may be written by anybody, and by a later version."""
    odd = {name: {"a": 1} for name in KEPT_AS.values()} | {"text_size": 1e9, "pace": True, "switches": 7}
    assert access_of(odd) == Access()
    assert access_of({"pace": 50, "reduced_motion": True}).pace == 50
    assert access_of({"calm": True}).still
    assert not Access().still


@pytest.mark.parametrize(("name", "text", "value"), [("pace", "75", 75), ("lean_s", "0", 0.0), ("switches", "2", 2)])
def test_they_can_be_set_by_the_command_line(name, text, value):
    """And only to what there is."""
    assert change_of(name, text) == ((name,), value)
    with pytest.raises(RecordError, match="allowed"):
        change_of(name, "17")
    assert name in SETTINGS


def test_the_board_chooses_for_who_stands_on_it_and_for_hands_only_when_set():
    """Arrow keys are steps of the focus until somebody wants them to be leans."""
    assert Access().dwell_on(by_hand=False) in DWELLS_S
    assert Access().dwell_on(by_hand=True) == 0.0
    assert Access(dwell_s=0.0).dwell_on(by_hand=False) == 0.0
    assert Access(dwell_s=1.5).dwell_on(by_hand=True) == 1.5


@pytest.mark.parametrize("percent", [100, 75, 50])
def test_a_slow_run_is_recorded_as_such_and_replayed_to_the_bit(tmp_path, percent):
    """The pace stands in the setup of the run; the same events come out of it."""
    with open_store(tmp_path / "a.db") as store, Recorder(store) as recorder:
        player = store.players.add("Mia", settings={"pace": percent})
        puppet = Puppet()
        sitting = Session(puppet, player=player, options=Options(seed=4), store=store, recorder=recorder)
        puppet.stand(4.0)
        sitting.poll()
        sitting.start(level(REACH))
        puppet.stand(20.0, ml_mm=10.0)
        sitting.poll()
        sitting.keep()
        row = store.sessions.runs(sitting.id)[0]
        assert row.setup["profile"]["pace"] == percent / 100
        assert replay_session(store, sitting.id).same
        missed = [event.tick for event in store.sessions.events(row.id) if event.name == "RepMissed"]
        # Four seconds are as many as the pace makes of them.
        assert missed[0] == pytest.approx(400 * 100 / percent, abs=6)
        sitting.end()


def test_a_new_pace_counts_from_the_next_level():
    """Nobody has to step down for it."""
    puppet = Puppet()
    sitting = Session(puppet, player=None, options=Options(seed=4))
    puppet.stand(4.0)
    sitting.poll()
    for percent in (100, 50):
        sitting.person.go_at(percent)
        sitting.start(level(REACH))
        assert sitting._run.setup.profile.pace == percent / 100
        sitting.stop()


def test_a_run_of_an_earlier_version_has_the_pace_it_was_played_at():
    """Their setup says nothing of it."""
    puppet = Puppet()
    sitting = Session(puppet, player=None, options=Options(seed=4))
    puppet.stand(4.0)
    sitting.poll()
    sitting.start(level(REACH))
    data = json.loads(json.dumps(sitting._run.setup.as_dict()))
    assert data["profile"].pop("pace") == 1.0
    again = RunSetup.from_dict(data)
    assert again.profile == sitting._run.setup.profile
