"""Clinical results in the records."""

import math
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from steadyquest.errors import RecordError
from steadyquest.records.clinical import CLINICAL, checked, checked_day, title, told, walk_m_s
from steadyquest.records.store import open_store


def played(recorder, player_id):
    number = recorder.start_session(player_id=player_id)
    recorder.end_session()
    recorder.flush()
    return number


def test_results_are_kept_with_their_kind_value_and_note(store, mia):
    """Oldest first by the day they were taken, and only this player's."""
    tom = store.players.add("Tom")
    store.results.add(mia.id, kind="tug", value=12.5, note="  with   frame ")
    store.results.add(mia.id, kind="pbs", value=41, at=datetime(2020, 3, 1, 9, 30, tzinfo=UTC))
    store.results.add(tom.id, kind="goal", value=7)
    found = store.results.all(mia.id)
    assert [(r.kind, r.value, r.note) for r in found] == [("pbs", 41.0, ""), ("tug", 12.5, "with frame")]
    assert found[0].made_at == datetime(2020, 3, 1, 9, 30, tzinfo=UTC)
    assert all(r.player_id == mia.id and r.session_id is None for r in found)


LIMITS = [
    (kind, value, fits)
    for kind, least, most in (("tug", 1, 300), ("pbs", 0, 56), ("walk", 1, 300), ("goal", 0, 10))
    for value, fits in ((least, True), (most, True), (least - 0.5, False), (most + 0.5, False), (math.nan, False),
                        (math.inf, False), (least + 1.5, kind in ("tug", "walk")))
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "fits"), LIMITS)
def test_only_what_a_test_can_give_is_kept(store, mia, kind, value, fits):
    """The limits themselves are in; beyond, half a point, and what is no number are out, in one line."""
    if fits:
        assert store.results.add(mia.id, kind=kind, value=value).value == value
        return
    with pytest.raises(RecordError, match="cannot be") as refused:
        store.results.add(mia.id, kind=kind, value=value)
    assert "\n" not in str(refused.value)
    assert store.results.all(mia.id) == []


def test_unknown_kinds_long_notes_and_strangers_are_refused(store, recorder, mia):
    """A result hangs on a player that there is, and on a session of theirs."""
    tom = store.players.add("Tom")
    toms = played(recorder, tom.id)
    with pytest.raises(RecordError, match="no clinical result"):
        store.results.add(mia.id, kind="berg", value=50)
    with pytest.raises(RecordError, match="shorten"):
        store.results.add(mia.id, kind="tug", value=9, note="x" * 201)
    for wrong in (toms, 99):
        with pytest.raises(RecordError, match="not one of this player"):
            store.results.add(mia.id, kind="tug", value=9, session_id=wrong)
    with pytest.raises(RecordError, match="no player number 99"):
        store.results.add(99, kind="tug", value=9)
    assert store.results.all(mia.id) == []


def test_several_are_kept_all_or_none(store, mia):
    """A wrong one among them leaves nothing half entered."""
    with pytest.raises(RecordError):
        store.results.add_all(mia.id, values={"tug": 9.0, "goal": 11})
    assert store.results.all(mia.id) == []
    kept = store.results.add_all(mia.id, values={"tug": 9.0, "goal": 10})
    assert [(r.kind, r.value) for r in kept] == [("tug", 9.0), ("goal", 10.0)]


def test_a_moved_session_takes_its_results_along(store, recorder, mia):
    """Those entered without a session stay with whom they were entered for."""
    tom = store.players.add("Tom")
    session = played(recorder, mia.id)
    store.results.add(mia.id, kind="tug", value=9, session_id=session)
    store.results.add(mia.id, kind="tug", value=11)
    store.sessions.move(session, tom.id)
    assert [r.value for r in store.results.all(tom.id)] == [9.0]
    assert [r.value for r in store.results.all(mia.id)] == [11.0]


def test_results_go_with_their_player_from_the_file_too(store, path, mia):
    """Nothing of a deleted player is left, not even a note in a free page."""
    store.results.add(mia.id, kind="tug", value=9, note="Quetzalcoatl watched")
    store.players.delete(mia.id)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM clinical_results").fetchone() == (0,)
    assert b"Quetzalcoatl" not in path.read_bytes()


def test_a_single_result_is_deleted_once(store, mia):
    """Its number is not given out again, so that a second slip hits nothing else."""
    first = store.results.add(mia.id, kind="tug", value=9)
    assert store.results.delete(first.id) == first
    with pytest.raises(RecordError, match="no result number"):
        store.results.delete(first.id)
    assert store.results.add(mia.id, kind="tug", value=8).id > first.id


def test_read_only_records_show_results_and_take_none(store, path, mia, monkeypatch):
    """Reading needs no right to write."""
    store.results.add(mia.id, kind="walk", value=8)
    monkeypatch.setattr("steadyquest.records.store.writable", lambda _: False)
    with open_store(path) as looked_at:
        assert [r.value for r in looked_at.results.all(mia.id)] == [8.0]
        with pytest.raises(RecordError):
            looked_at.results.add(mia.id, kind="walk", value=8)


def test_results_are_told_with_unit_or_scale():
    """Seconds, points of how many, and the walk as speed too: 10 m in 8 s are 1.25 m/s."""
    assert [told(kind, value) for kind, value in (("tug", 12.5), ("pbs", 42.0), ("walk", 8.0), ("goal", 0.0))] == [
        "12.5 s",
        "42 of 56",
        "8 s (1.25 m/s)",
        "0 of 10",
    ]
    assert walk_m_s(4.0) * 4.0 == 10.0
    assert len({title(kind) for kind in CLINICAL}) == len(CLINICAL)
    assert checked("pbs", 41) == 41.0


def test_results_are_in_the_order_of_the_days_on_which_they_were_measured(store, mia):
    """Friday's, typed in on Monday, come before Saturday's; of one day the one that was entered first."""
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    friday, saturday = date(2026, 2, 27), date(2026, 2, 28)
    store.results.add(mia.id, kind="tug", value=14, at=at, on=saturday)
    store.results.add(mia.id, kind="tug", value=13, at=at)
    store.results.add(mia.id, kind="tug", value=15, at=at + timedelta(hours=1), on=friday)
    store.results.add(mia.id, kind="goal", value=4, at=at + timedelta(hours=2), on=friday)
    found = store.results.all(mia.id)
    assert [(r.value, r.day) for r in found] == [
        (15.0, friday),
        (4.0, friday),
        (14.0, saturday),
        (13.0, at.astimezone().date()),
    ]
    assert [r.measured_on for r in found] == [friday, friday, saturday, None]


TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2026-03-03", "has not come yet"), ("9999-12-31", "has not come yet"), ("1899-12-31", "look at the year"),
        ("0026-02-27", "look at the year"), ("2014-12-31", "before the player was born"), ("2026-02-30", "not a date"),
        ("27.02.2026", "not a date"), ("02/27/2026", "not a date"), ("20260227", "not a date"), ("", "not a date"),
        ("2026-W09-5", "not a date"), ("yesterday", "not a date"), ("2026-02-27\nx", "not a date"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_in_one_line(typed, why):
    """Ahead, long ago, before the birth, or no date in the order that no country reads wrongly."""
    with pytest.raises(RecordError, match=why) as refused:
        checked_day(typed, today=TODAY, birth_year=2015)
    assert "\n" not in str(refused.value)


def test_a_day_that_can_be_is_taken():
    """Today, the year of birth, and long before where no birth is known."""
    assert checked_day("2026-03-02", today=TODAY) == TODAY
    assert checked_day(" 2026-3-1 ", today=TODAY) == date(2026, 3, 1)
    assert checked_day("2015-01-01", today=TODAY, birth_year=2015) == date(2015, 1, 1)
    assert checked_day("1900-01-01", today=TODAY) == date(1900, 1, 1)
