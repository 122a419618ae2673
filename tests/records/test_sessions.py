from datetime import UTC, datetime

import pytest

from steadyquest import __version__
from steadyquest.errors import RecordError
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder


def play(recorder, player_id=None, **fields):
    session = recorder.start_session(player_id=player_id, **fields)
    recorder.end_session()
    recorder.flush()
    return session


def test_a_session_says_everything_it_was_told(store, recorder, mia):
    """All fields, JSON ones as plain data."""
    told = {"player_id": mia.id, "source": "sim:steady", "board_id": "sim", "calibration": {"kind": "nominal"},
            "settings": {"filter": [1.5, 0.02]}, "software": "9.9", "notes": {"support": "none"},
            "started_at": datetime(2025, 5, 4, tzinfo=UTC)}  # fmt: skip
    session = recorder.start_session(**told)
    recorder.update_session(gaps=2, corrupt=1, latency_ms=11.5)
    recorder.end_session(ended_at="2025-05-04T00:20:00Z")
    recorder.flush()
    row = store.sessions.find(session)
    assert {name: getattr(row, name) for name in told} == told
    assert (row.gaps, row.corrupt, row.latency_ms, row.samples) == (2, 1, 11.5, 0)
    assert row.seconds == 1200.0


def test_a_session_needs_nothing_to_be_told(store, recorder):
    """A guest, from nowhere, by this software, now."""
    row = store.sessions.find(play(recorder))
    assert (row.player_id, row.source, row.software, row.notes) == (None, "", __version__, {})
    assert abs((datetime.now(UTC) - row.started_at).days) < 2


def test_the_last_session_has_a_word(store, recorder):
    """Whatever its case; numbers may be text."""
    first, second = play(recorder), play(recorder)
    assert store.sessions.find("last").id == store.sessions.find(" LAST ").id == second
    assert store.sessions.find(str(first)).id == first


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("last", "no sessions"),
        ("latest", "no session"),
        (7, "no session 7"),
        ("-1", "no session"),
        ("9" * 30, "no session"),
        ("", "no session"),
    ],
)
def test_a_session_that_is_not_there_is_said_in_one_line(store, what, line):
    """With what to write instead."""
    with pytest.raises(RecordError, match=line) as error:
        store.sessions.find(what)
    assert "\n" not in str(error.value)


def test_sessions_are_listed_newest_first_and_by_player(store, recorder, mia):
    """A player's own, or everybody's."""
    ids = [play(recorder, mia.id), play(recorder), play(recorder, mia.id)]
    assert [row.id for row in store.sessions.all()] == ids[::-1]
    assert [row.id for row in store.sessions.all(player_id=mia.id)] == [ids[2], ids[0]]
    assert store.sessions.all(player_id=99) == []


def test_a_moved_session_takes_along_what_was_measured_in_it(store, recorder, mia):
    """Reach goes; a difficulty goes only where the right player has none of their own."""
    tom = store.players.add("Tom")
    store.staircases.save(tom.id, skill="reach", rung=0, d=0.7)
    store.staircases.save(mia.id, skill="reach", rung=0, d=0.1)
    session = recorder.start_session(player_id=mia.id)
    recorder.save_reach(player_id=mia.id, stance="comfortable", surface="firm", kind="quick", mm=[44.0] * 8)
    recorder.save_staircase(player_id=mia.id, skill="reach", rung=0, d=0.2)
    recorder.save_staircase(player_id=mia.id, skill="tracking", rung=0, d=0.3)
    recorder.save_rung(player_id=mia.id, skill="tracking", rung=1)
    recorder.end_session()
    recorder.flush()
    store.sessions.move(session, tom.id)
    assert store.sessions.find(session).player_id == tom.id
    assert store.reaches.latest(mia.id, stance="comfortable", surface="firm") is None
    assert store.reaches.latest(tom.id, stance="comfortable", surface="firm").mm[0] == 44.0
    d = {(p.name, skill): (store.staircases.load(p.id, skill=skill, rung=0) or {}).get("d")
         for p in (mia, tom) for skill in ("reach", "tracking")}  # fmt: skip
    assert d == {("Mia", "reach"): 0.1, ("Mia", "tracking"): None, ("Tom", "reach"): 0.7, ("Tom", "tracking"): 0.3}
    assert store.staircases.rungs(tom.id) == {"tracking": 1}
    assert store.staircases.rungs(mia.id) == {}


def test_moving_a_session_to_its_own_player_changes_nothing(store, recorder, mia):
    """Not even the difficulty."""
    session = recorder.start_session(player_id=mia.id)
    recorder.save_staircase(player_id=mia.id, skill="reach", rung=0, d=0.2)
    recorder.flush()
    store.sessions.move(session, mia.id)
    assert store.staircases.load(mia.id, skill="reach", rung=0)["d"] == 0.2


def test_a_session_cannot_go_to_nobody(store, recorder, mia):
    """Both must be there."""
    session = play(recorder, mia.id)
    for wrong in ((session, 99), (99, mia.id)):
        with pytest.raises(RecordError, match=r"no .* 99"):
            store.sessions.move(*wrong)
    assert store.sessions.find(session).player_id == mia.id


def test_notes_are_added_changed_and_taken_away(store, recorder):
    """Each by its name; the others stay."""
    session = play(recorder, notes={"support": "none"})
    store.sessions.annotate(session, support="one hand", shoes="own")
    store.sessions.annotate(session, shoes=None, pain={"before": 2})
    assert store.sessions.find(session).notes == {"support": "one hand", "pain": {"before": 2}}
    with pytest.raises(RecordError, match="no session 99"):
        store.sessions.annotate(99, support="none")


def test_a_session_that_was_cut_off_is_found_and_closed(path, board_samples):
    """It ended when it was last heard of; its open run is lost at its last tick, a finished one stays finished."""
    with open_store(path) as store, Recorder(store) as recorder:
        assert store.sessions.unfinished() is None
        play(recorder)
        cut = recorder.start_session(started_at="2020-01-01T00:00:00Z")
        done, open_run = recorder.start_run(level_key="a/a"), recorder.start_run(level_key="a/b")
        recorder.end_run(done, seconds=30.0)
        recorder.add_events(open_run, [{"event": "RunStarted", "tick": 0}, {"event": "RepStarted", "tick": 1234}])
        recorder.add_samples(board_samples(30))
    with open_store(path) as store:
        found = store.sessions.unfinished()
        assert (found.id, found.ended_at, found.samples) == (cut, None, 30)
        store.sessions.close_unfinished(cut)
        assert store.sessions.unfinished() is None
        assert store.sessions.find(cut).ended_at == found.alive_at
        assert [(run.ended, run.seconds) for run in store.sessions.runs(cut)] == [("finished", 30.0), ("lost", 12.34)]


def test_closing_never_touches_an_ended_session(store, recorder):
    """Not even when asked to."""
    session = play(recorder, started_at="2020-01-01T00:00:00Z")
    before = store.sessions.find(session)
    store.sessions.close_unfinished(session)
    assert store.sessions.find(session) == before


def test_what_was_played_is_known_by_level(store, recorder, mia):
    """Plays, the last success, most stars, and the rungs at which it was finished."""
    recorder.start_session(player_id=mia.id)
    for level, rung, success, stars, ended in (
        ("fog/a", 0, 0.5, 3, "finished"),
        ("fog/a", 1, 0.9, 2, "finished"),
        ("fog/a", 2, None, 1, "stopped"),
        ("river/b", 0, None, 1, "finished"),
    ):
        run = recorder.start_run(level_key=level, rung=rung)
        recorder.end_run(run, success=success, stars=stars, ended=ended)
    recorder.start_run(level_key="river/c")
    recorder.end_session()
    recorder.start_session()
    recorder.end_run(recorder.start_run(level_key="fog/guest"))
    recorder.end_session()
    recorder.flush()
    past = {row.level_key: (row.plays, row.last_success, row.stars, row.rungs) for row in store.sessions.played(mia.id)}
    assert past == {"fog/a": (3, 0.9, 3, (0, 1)), "river/b": (1, None, 1, (0,))}


def test_a_run_that_is_not_there_is_said(store):
    """One line, no traceback of a database."""
    with pytest.raises(RecordError, match="no run 5"):
        store.sessions.run(5)
    assert store.sessions.reps(5) == store.sessions.events(5) == store.sessions.commands(5) == []
