"""What came in later is not newer for that: everything that asks for the newest goes by the date."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from steadyquest.game.staircase import REASONS
from steadyquest.records.tables import reaches, rungs

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
WAYS = {"stance": "comfortable", "surface": "firm"}


@pytest.fixture
def play(recorder):
    """Plays one judged rep on a day; gives the session's number."""

    def play(player, day, *, success=1.0, ended=True):
        at = DAY + timedelta(days=day)
        number = recorder.start_session(player_id=player.id, source="sim", started_at=at, alive_at=at)
        run_id = recorder.start_run(level_key="meadow/x", **WAYS)
        said = {"step": 0, "rep": 0, "task": "reach", "skill": "reach", "d": 0.5, "rung": 0, "x": 0.5, "y": 0.0}
        recorder.add_rep(run_id, **said, success=success == 1.0, tick_end=9)
        data = {"skill": "reach", "before": 0.5, "after": 0.5, "reason": REASONS["success"]}
        recorder.add_events(run_id, [{"event": "DifficultyMoved", "tick": 9, **data}])
        recorder.end_run(run_id, success=success)
        if ended:
            recorder.end_session(ended_at=at, alive_at=at)
        recorder.flush()
        return number

    return play


def dated(store, table, day):
    """Moves the row that was written last to a day."""
    with store.database.write() as connection:
        last = sa.select(sa.func.max(table.c.id)).scalar_subquery()
        connection.execute(table.update().where(table.c.id == last).values(made_at=DAY + timedelta(days=day)))


def test_sessions_are_newest_first_by_their_date(store, mia, play):
    """Also the last one, and the one that was cut off."""
    newer, older = play(mia, 5), play(mia, 1)
    assert [row.id for row in store.sessions.all(mia.id)] == [newer, older]
    assert store.sessions.find("last").id == newer
    cut_off = play(mia, 4, ended=False)
    play(mia, 2, ended=False)
    assert store.sessions.unfinished().id == cut_off


def test_of_one_moment_the_one_written_later_is_newer(store, mia, play):
    """Whether it came with parts of a second or without."""
    numbers = [play(mia, 0) for _ in range(2)]
    with store.database.write() as connection:
        connection.exec_driver_sql("UPDATE sessions SET started_at = substr(started_at, 1, 19) WHERE id = 2")
        whole = connection.exec_driver_sql("SELECT started_at FROM sessions ORDER BY id").scalars().all()
    assert len(whole[0]) > len(whole[1])
    assert [row.id for row in store.sessions.all()] == numbers[::-1]


def test_the_last_success_of_a_level_is_that_of_the_latest_day(store, mia, play):
    """An older day at home does not speak over it."""
    play(mia, 5, success=1.0)
    play(mia, 1, success=0.5)
    (past,) = store.sessions.played(mia.id)
    assert (past.plays, past.last_success) == (2, 1.0)


def test_practice_is_read_in_the_order_of_days(store, mia, play):
    """Reps, moves and runs; `newest` and `until` too."""
    newer, older = play(mia, 5), play(mia, 1)
    practice = store.practice
    assert [rep.session_id for rep in practice.reps(mia.id)] == [older, newer]
    assert [rep.session_id for rep in practice.reps(mia.id, newest=1)] == [newer]
    assert [rep.session_id for rep in practice.reps(mia.id, until=older)] == [older]
    assert [rep.session_id for rep in practice.reps(mia.id, until=newer)] == [older, newer]
    assert [rep.session_id for rep in practice.reps(mia.id, among=[newer])] == [newer]
    assert practice.reps(mia.id, among=[]) == []
    assert [move.session_id for move in practice.moves(mia.id)] == [older, newer]
    assert [played.session.id for played in practice.runs_of_level(mia.id, "meadow/x")] == [older, newer]


def test_reach_rung_and_difficulty_are_those_of_the_latest_day(store, mia):
    """In whatever order the rows were written."""
    for day, mm, rung in ((5, 60.0, 2), (1, 30.0, 0)):
        store.reaches.save(mia.id, **WAYS, kind="quick", mm=[mm] * 8)
        dated(store, reaches, day)
        store.staircases.save_rung(mia.id, "reach", rung)
        dated(store, rungs, day)
        at = DAY + timedelta(days=day)
        store.staircases.save(mia.id, skill="reach", rung=day, d=0.1 * day, updated_at=at)
    assert store.reaches.latest(mia.id, **WAYS).mm[0] == 60.0
    assert [reach.mm[0] for reach in store.reaches.all(mia.id)] == [60.0, 30.0]
    assert store.staircases.rungs(mia.id) == {"reach": 2}
    assert [move["rung"] for move in store.staircases.rung_history(mia.id)] == [0, 2]
    assert [row.rung for row in store.practice.staircases(mia.id)] == [1, 5]


def test_a_plan_is_in_the_phase_of_the_latest_day(store, mia):
    """An older step that comes in later is history."""
    plan = store.plans.assign(mia.id, title="P", text="", digest="x", at=DAY)
    for day, phase in ((5, 2), (1, 1)):
        store.plans.enter(plan.id, phase=phase, rule="weeks", reason="", at=DAY + timedelta(days=day))
    assert [row.phase for row in store.plans.phases(plan.id)] == [1, 2]
    store.plans.enter(plan.id, phase=2, rule="weeks", reason="", at=DAY + timedelta(days=6))
    assert len(store.plans.phases(plan.id)) == 2
