from datetime import UTC, datetime, timedelta

import pytest

from steadyquest.errors import RecordError
from steadyquest.records.plans import THERAPIST
from steadyquest.records.writer import Recorder

DAY_0 = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def plan(store, mia):
    """A plan that Mia has."""
    return store.plans.assign(mia.id, title="Six weeks", text="format = 1", digest="abc", at=DAY_0)


@pytest.fixture
def played(store):
    """Plays one short session of a player on a day; gives its number."""

    def played(player_id, *, day=0, judged=(), level_key="river/feed_the_ducks", **fields):
        with Recorder(store) as recorder:
            at = DAY_0 + timedelta(days=day)
            number = recorder.start_session(player_id=player_id, started_at=at, alive_at=at, **fields)
            run = recorder.start_run(level_key=level_key, start_s=60.0)
            for success, d in judged:
                recorder.add_rep(run, task="reach", skill="reach", success=success, d=d)
            recorder.end_run(run, seconds=240.0, reps=len(judged), tried=len(judged))
            recorder.end_session(ended_at=at, alive_at=at)
        return number

    return played


def test_a_new_plan_takes_the_place_of_the_old_one(store, mia, plan):
    """A player has one plan; the one before is kept, and ended."""
    second = store.plans.assign(mia.id, title="Then", text="format = 1", digest="def", at=DAY_0 + timedelta(days=7))
    assert store.plans.current(mia.id) == second
    first, _ = store.plans.all(mia.id)
    assert (first.id, first.ended_at) == (plan.id, second.assigned_at)
    assert store.plans.end(mia.id) is True
    assert store.plans.current(mia.id) is None
    assert store.plans.end(mia.id) is False


def test_a_plan_is_of_somebody(store):
    """There is nobody with that number."""
    with pytest.raises(RecordError, match="no player number 7"):
        store.plans.assign(7, title="", text="", digest="")


def test_phases_are_kept_with_their_reason_and_each_once(store, plan):
    """A step that is said again, after a crash perhaps, is no second step."""
    for _ in range(2):
        store.plans.enter(plan.id, phase=1, rule="weeks", reason="2 weeks are over", at=DAY_0)
    store.plans.enter(plan.id, phase=0, rule=THERAPIST, reason="too soon")
    store.plans.enter(plan.id, phase=1, rule=THERAPIST, reason="now")
    assert [(row.phase, row.rule) for row in store.plans.phases(plan.id)] == [
        (1, "weeks"),
        (0, THERAPIST),
        (1, THERAPIST),
    ]


def test_practice_counts_what_was_played_in_the_time_of_the_plan(store, mia, plan, played):
    """To the end of the last level, from the first sample; a session without a level is none."""
    played(mia.id, day=-1)
    played(mia.id, day=3, judged=[(True, 0.2), (False, 0.3)], settings={"home": True}, origin="far/1")
    played(mia.id, day=1, judged=[(True, 0.1)])
    played(store.players.add("Tom").id, day=2)
    with Recorder(store) as recorder:
        recorder.start_session(player_id=mia.id, started_at=DAY_0 + timedelta(days=4))
    first, second = store.plans.practice(mia.id, since=plan.assigned_at)
    assert (first.started_at, first.seconds, first.reps) == (DAY_0 + timedelta(days=1), 300.0, 1)
    assert (second.reps, second.origin, second.settings) == (2, "far/1", {"home": True})
    assert store.plans.practice(mia.id, since=DAY_0, until=DAY_0 + timedelta(days=2)) == [first]


def test_deleting_the_player_deletes_the_plan(store, mia, plan):
    """Nothing of theirs stays."""
    store.plans.enter(plan.id, phase=1, rule=THERAPIST, reason="r")
    store.players.delete(mia.id)
    assert store.plans.all(mia.id) == []
    assert store.plans.phases(plan.id) == []


def test_a_moved_session_takes_back_the_step_that_followed_from_it(store, mia, plan, played):
    """Another person's two good sessions must not have moved this one's plan; what the therapist said stays."""
    tom = store.players.add("Tom")
    of_tom = played(mia.id)
    store.plans.enter(plan.id, phase=1, rule="two_good_sessions", reason="r", session_id=of_tom)
    store.plans.enter(plan.id, phase=2, rule=THERAPIST, reason="r", session_id=of_tom)
    store.sessions.move(of_tom, tom.id)
    assert [row.phase for row in store.plans.phases(plan.id)] == [2]
    assert store.plans.practice(mia.id, since=DAY_0) == []


def test_a_session_moved_to_the_one_it_belongs_to_already_changes_nothing(store, mia, plan, played):
    """Its step was right."""
    own = played(mia.id)
    store.plans.enter(plan.id, phase=1, rule="two_good_sessions", reason="r", session_id=own)
    store.sessions.move(own, mia.id)
    assert [row.phase for row in store.plans.phases(plan.id)] == [1]
