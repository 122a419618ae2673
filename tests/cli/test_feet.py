"""`--feet`: from the command line to record, report and measure."""

import pytest

from steadyquest.records.store import open_store
from steadyquest.session.person import last_feet
from steadyquest.signal.mat import parse_feet

SIM = ("play", "--headless", "--fast", "--board", "sim", "--seed", "4")


@pytest.mark.slow
def test_feet_are_kept_told_and_offered_again(run, hold, home):
    """Measure has the leg load, the run replays, and the player's settings remember the place."""
    played = run(*SIM, "--player", "Kim", "--feet", " d3/e3 ", "--level", hold(3), "--json")
    assert played.code == 0
    measured = run("measure", "last", "--json")
    (load,) = measured.json["leg_load"]
    assert (load["feet"], load["separation_mm"]) == ("D3 E3", 180.0)
    assert 0.3 < load["right_share"] < 0.6
    assert load["error"] == pytest.approx(0.04, abs=0.005)
    said = run("measure", "last").out
    assert "feet D3 E3, heels 180 mm apart: left" in said
    assert run("sessions", "replay", "last").code == 0
    with open_store(next(home.path.rglob("steadyquest.db"))) as store:
        assert last_feet(store.players.find("Kim").settings, "comfortable") == parse_feet("D3 E3")


def test_without_feet_there_is_no_leg_load(run, hold):
    """The key is there, and empty; a file has none at all."""
    assert run(*SIM, "--level", hold(3), "--json").code == 0
    assert run("measure", "last", "--json").json["leg_load"] == []


@pytest.mark.parametrize(
    ("feet", "says"),
    [("Z99", "“Z99” is no place"), ("C4", "one foot only"), ("xC4 xC4", "are they swapped"), ("", "nothing says")],
)
def test_feet_that_cannot_be_are_refused_before_anything_is_opened(run, hold, feet, says):
    """One line, exit 2."""
    refused = run(*SIM, "--feet", feet, "--level", hold(3))
    assert refused.code == 2
    assert says in refused.err


def test_feet_typed_without_quotes_are_told_how(run, hold):
    """The shell makes two words of them; help and error show the quotes, and letters that tell left from right."""
    refused = run(*SIM, "--feet", "C4", "D4", "--level", hold(3))
    assert refused.code == 2
    assert '--feet "C4 D4"' in refused.err
    assert '--feet "C4 D4"' in run("play", "--help").out


def test_feet_in_a_stance_without_two_feet_are_refused(run):
    """Who sits on the plate has no feet on it."""
    refused = run(*SIM, "--feet", "C4 C4", "--stance", "sit_on_plate")
    assert refused.code == 2
    assert "side by side" in refused.err
