"""Rung and difficulty from session to session: where they open, and why."""

from datetime import UTC, datetime, timedelta

import pytest

from steadyquest.game.staircase import REASONS, Staircase
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.session import Options, Session
from steadyquest.session.progress import Progress, moved
from steadyquest.session.reasons import CHOSEN, LAST_RUNG, Reason
from steadyquest.session.rung_advice import RungAdvice


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "quest.db") as store:
        yield store


@pytest.fixture
def mia(store):
    return store.players.add("Mia")


@pytest.fixture
def progress(store, mia):
    """A player's progress as a new session finds it."""

    def progress(**ranges):
        return Progress(store=store, player_id=mia.id, difficulty=None, ranges=ranges)

    return progress


def kept(store, mia, *, days_ago, **state):
    when = datetime.now(UTC) - timedelta(days=days_ago)
    store.staircases.save(mia.id, **{"skill": "reach", "rung": 0, **state}, updated_at=when)


@pytest.mark.parametrize(("days_ago", "opens", "why"), [(1, 0.5, "session"), (6.9, 0.5, "session"), (7.1, 0.4, "week")])
def test_a_session_opens_below_the_last_and_says_why(store, mia, progress, days_ago, opens, why):
    """0.1 below, 0.2 after a week away; told once, with its reason."""
    kept(store, mia, days_ago=days_ago, d=0.6)
    today = progress()
    staircases = {"reach": today.staircase("reach", 0)}
    assert staircases["reach"].d == pytest.approx(opens)
    (opening,) = today.openings(staircases, rung=0)
    assert (opening.before, opening.after, opening.reason) == (0.6, pytest.approx(opens), REASONS[why])
    assert today.openings(staircases, rung=0) is None


def test_the_first_ever_is_an_easy_one_without_a_story(progress):
    """0.1, and nothing has changed."""
    today = progress()
    assert today.staircase("reach", 0).d == 0.1
    assert today.openings({"reach": today.staircase("reach", 0)}, rung=0) is None


def test_a_new_rung_opens_a_quarter_below(store, mia, progress):
    """Below where the rung that it comes from stands today."""
    kept(store, mia, days_ago=1, d=0.7)
    today = progress()
    assert today.staircase("reach", 1).d == pytest.approx(0.35)
    (opening,) = today.openings({"reach": today.staircase("reach", 1)}, rung=1)
    assert opening.reason == REASONS["rung"]


def test_another_range_is_a_change_with_its_own_reason(store, mia, progress):
    """Of 0.6 in a range up to 0.5 stays 0.5, of which the session opens 0.1 below."""
    kept(store, mia, days_ago=1, d=0.6)
    today = progress(reach=[0.2, 0.5])
    openings = today.openings({"reach": today.staircase("reach", 0)}, rung=0)
    assert [(o.before, o.after, o.reason) for o in openings] == [
        (0.6, 0.5, REASONS["range"]),
        (0.5, 0.4, REASONS["session"]),
    ]
    assert {(o.lo, o.hi) for o in openings} == {(0.2, 0.5)}


def test_a_range_that_was_taken_away_holds_no_longer(store, mia, progress):
    """The stored row still has the old ends; today there are none."""
    kept(store, mia, days_ago=1, d=0.5, lo=0.4, hi=0.5)
    staircase = progress().staircase("reach", 0)
    assert (staircase.d, staircase.lo, staircase.hi) == (0.4, 0.0, 1.0)


def test_only_what_a_run_moved_is_kept():
    """A staircase that was only there, or that nothing may move, is not said to have been practised."""
    before = {"reach": Staircase(0.4), "timing": Staircase(0.2), "steadiness": Staircase(0.0, fixed=True)}
    after = {"reach": Staircase(0.44), "timing": Staircase(0.2), "steadiness": Staircase(0.0, fixed=True)}
    assert moved(before, after) == {"reach": Staircase(0.44)}
    today = Progress(store=None, player_id=None, difficulty=None, ranges={})
    today.keep(after, rung=0)
    assert today.staircase("reach", 0).d == 0.44
    assert not today.staircase("steadiness", 0).fixed


WHY = Reason(LAST_RUNG, {"d": 0.5, "shares": [0.8, 0.9]})


@pytest.mark.parametrize(("suggested", "because"), [(1, {"because": WHY.as_dict()}), (0, {})])
def test_a_session_keeps_why_it_opened_and_why_the_hour_changed(
    store, mia, puppet, level, monkeypatch, suggested, because
):
    """With the session: the step below the last and the new rung; with the rung: whose word it was, and on what."""
    kept(store, mia, days_ago=1, skill="steadiness", d=0.6)
    with Recorder(store) as recorder:
        sitting = Session(puppet, player=mia, options=Options(), store=store, recorder=recorder)
        advice = RungAdvice("steadiness", 0, suggested, WHY)
        monkeypatch.setattr(sitting.person, "rung_advice", lambda: {"steadiness": advice})
        puppet.stand(2.5)
        sitting.poll()
        for rung in (0, 1):
            sitting.start(level('task = "hold"\nseconds = 3'), rung=rung)
            puppet.stand(6.0)
            sitting.poll()
        sitting.end()
    openings = store.sessions.find("last").settings["openings"]
    assert [(o["rung"], o["before"], o["reason"]) for o in openings] == [
        (0, 0.6, REASONS["session"]),
        (1, pytest.approx(0.54), REASONS["rung"]),
    ]
    (move,) = store.staircases.rung_history(mia.id)
    assert (move["rung"], move["reason"], move["why"]) == (1, "", {"code": CHOSEN, **because})
