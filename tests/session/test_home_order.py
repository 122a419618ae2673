"""Older practice from home that comes in after newer work at the clinic changes nothing of today."""

from datetime import UTC, datetime, timedelta

import pytest

from steadyquest.game.staircase import REASONS
from steadyquest.levels.plan_read import parse_plan
from steadyquest.records.store import open_store
from steadyquest.records.tables import reaches, rungs
from steadyquest.records.writer import Recorder
from steadyquest.reports.progress_data import gather_progress
from steadyquest.session import home
from steadyquest.session.plan_state import LOOK_BACK, present
from steadyquest.session.reach_advice import measure_again
from steadyquest.session.rung_advice import rung_advice

NOW = datetime.now(UTC).replace(microsecond=0)
WAYS = {"stance": "comfortable", "surface": "firm"}
PLAN = """
format = 1
goal = "Kick a ball"
minutes = 20
days_per_week = 2
home_minutes = 1
home_days_per_week = 7

[[phase]]
weeks = 4
levels = ["meadow"]
home = ["meadow/first_light"]
advance = "two_good_sessions"

[[phase]]
weeks = 4
levels = ["fog"]
home = ["fog/still_lake"]
"""


@pytest.fixture(autouse=True)
def no_own_levels(tmp_path, monkeypatch):
    """A folder of own levels that belongs to the test."""
    monkeypatch.setenv("STEADYQUEST_LEVELS", str(tmp_path / "own"))


@pytest.fixture
def clinic(tmp_path):
    with open_store(tmp_path / "clinic.db") as store:
        yield store


@pytest.fixture
def at_home(tmp_path):
    with open_store(tmp_path / "home.db") as store:
        yield store


@pytest.fixture
def player(clinic):
    """Somebody with a plan that began a month ago."""
    player = clinic.players.add("Mia")
    plan = parse_plan(PLAN, file="plan.toml")
    at = days_ago(30)
    clinic.plans.assign(player.id, title=plan.title, text=plan.text, digest=plan.hash, at=at)
    return clinic.players.find(player.id)


@pytest.fixture
def there(clinic, player, at_home, tmp_path):
    """The same one at home."""
    return home.arrive(at_home, home.give(clinic, player, tmp_path / "f.sqhome"))


def days_ago(days):
    return NOW - timedelta(days=days)


def play(store, player, at, *, good=10, d=0.6, rung=0, at_home=False, reach_mm=None, climb=None):
    """A session of ten far reps on that day; what it says of reach, rung and difficulty is of that day too."""
    with Recorder(store) as recorder:
        number = recorder.start_session(player_id=player.id, started_at=at, alive_at=at, settings={"home": at_home})
        if reach_mm is not None:
            recorder.save_reach(player_id=player.id, **WAYS, kind="quick", mm=[reach_mm] * 8)
        if climb is not None:
            recorder.save_rung(player_id=player.id, skill="reach", rung=climb)
        run_id = recorder.start_run(level_key="meadow/first_light", world="meadow", rung=rung, **WAYS)
        for i in range(10):
            said = {"step": 0, "rep": i, "task": "reach", "skill": "reach", "d": d, "rung": rung, "x": 0.95, "y": 0.0}
            recorder.add_rep(run_id, **said, success=i < good, tick_end=i)
        data = {"skill": "reach", "before": d, "after": d, "reason": REASONS["success"]}
        recorder.add_events(run_id, [{"event": "DifficultyMoved", "tick": i, **data} for i in range(10)])
        recorder.end_run(run_id, success=good / 10, tried=10, reps=10, seconds=60.0)
        recorder.save_staircase(player_id=player.id, skill="reach", rung=rung, d=d, updated_at=at)
        recorder.end_session(ended_at=at, alive_at=at)
    with store.database.write() as connection:
        for table in (reaches, rungs):
            connection.execute(table.update().where(table.c.session_id == number).values(made_at=at))
    return number


def bring(at_home, there, clinic, tmp_path):
    """What home has left is taken in; the numbers that it got."""
    return home.take_in(clinic, home.leave(at_home, at_home.players.find(there.id), tmp_path / "left")).sessions


def test_the_clinics_newer_reach_rung_and_success_stand(clinic, player, at_home, there, tmp_path):
    """Home's were true a week before."""
    play(at_home, there, days_ago(8), good=5, d=0.2, at_home=True, reach_mm=30.0, climb=0)
    today = play(clinic, player, days_ago(1), reach_mm=60.0, climb=2, rung=2)
    (older,) = bring(at_home, there, clinic, tmp_path)
    assert older > today
    assert clinic.reaches.latest(player.id, **WAYS).mm[0] == 60.0
    assert clinic.staircases.rungs(player.id) == {"reach": 2}
    assert clinic.sessions.find("last").id == today
    assert clinic.sessions.played(player.id)[0].last_success == 1.0
    assert [row.id for row in clinic.sessions.all(player.id)] == [today, older]


def test_the_chart_goes_by_days(clinic, player, at_home, there, tmp_path):
    """From the left to the right, whenever it came in."""
    play(at_home, there, days_ago(8), d=0.2, at_home=True)
    today = play(clinic, player, days_ago(1), d=0.7)
    (older,) = bring(at_home, there, clinic, tmp_path)
    data = gather_progress(clinic, player, advice={})
    assert [(p.session_id, p.order, p.d) for p in data.skills["reach"]] == [(older, 0, 0.2), (today, 1, 0.7)]
    assert [row.id for row in data.sessions] == [older, today]


def test_the_suggested_hour_goes_by_days(clinic, player, at_home, there, tmp_path):
    """The last two sessions are the clinic's good ones; what is older than the present rung says nothing of it."""
    for days in (9, 8):
        play(at_home, there, days_ago(days), good=2, at_home=True)
    good = [play(clinic, player, days_ago(days)) for days in (3, 2)]
    older = bring(at_home, there, clinic, tmp_path)
    advice = rung_advice(clinic, player.id, ranges={})["reach"]
    assert ([s.session_id for s in advice.sessions], advice.suggested) == (good, 1)
    then = rung_advice(clinic, player.id, ranges={}, until=older[-1])["reach"]
    assert ([s.session_id for s in then.sessions], then.suggested) == (list(older), 0)


def test_what_was_before_the_present_rung_is_another_time(clinic, player, at_home, there, tmp_path):
    """Two good sessions at home on the rung to which the clinic went back afterwards lead nowhere."""
    for days in (9, 8):
        play(at_home, there, days_ago(days), rung=1, at_home=True)
    back = play(clinic, player, days_ago(2), rung=1, climb=1, good=6)
    bring(at_home, there, clinic, tmp_path)
    advice = rung_advice(clinic, player.id, ranges={})["reach"]
    assert ([s.session_id for s in advice.sessions], advice.way) == ([back], "stay")


def test_far_targets_of_before_ask_for_no_new_measure(clinic, player, at_home, there, tmp_path):
    """They were reached with the reach of before; two sessions after it do ask."""
    for days in (9, 8):
        play(at_home, there, days_ago(days), at_home=True)
    play(clinic, player, days_ago(3), reach_mm=60.0)
    bring(at_home, there, clinic, tmp_path)
    assert measure_again(clinic, player.id, **WAYS) == ""
    for days in (2, 1):
        play(clinic, player, days_ago(days))
    assert measure_again(clinic, player.id, **WAYS)


def test_any_number_of_days_at_home_hide_no_good_session(clinic, player, at_home, there, tmp_path):
    """Two good ones at the clinic lead on, also when more were played at home than are looked back at."""
    first = play(clinic, player, days_ago(29))
    for hour in range(LOOK_BACK + 1):
        play(at_home, there, days_ago(20) + timedelta(hours=hour), at_home=True, good=3)
    bring(at_home, there, clinic, tmp_path)
    second = play(clinic, player, days_ago(1))
    state = present(clinic, player.id, now=NOW)
    assert state.due is not None
    assert (state.phase, state.due.session_id, second > first) == (1, second, True)
