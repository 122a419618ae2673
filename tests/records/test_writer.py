import subprocess
import sys
import textwrap
import threading

import pytest
import sqlalchemy as sa

from steadyquest.conventions import BoardSample
from steadyquest.errors import RecordError
from steadyquest.records import pending
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder


def test_a_whole_run_comes_back_as_it_was_played(store, recorder):
    """Run, events, commands and reps, in order, to the last digit."""
    recorder.start_session()
    run = recorder.start_run(
        level_key="river/ducks", title="Ducks", seed=2**40, rung=1, setup={"centre_mm": (0.1, 1 / 3)}
    )
    happened = [
        {"event": "RepStarted", "tick": 3, "step": 0, "rep": 0, "d": 0.1 + 0.2, "x": -0.5, "lit": True},
        {"event": "TargetReached", "tick": 90, "step": 0, "rep": 0, "share": 1.0},
    ]
    recorder.add_events(run, happened[:1])
    recorder.add_commands(run, [(5, "harder", None), (6, "place", (0.5, -0.25))])
    recorder.add_events(run, happened[1:])
    recorder.add_commands(run, [(7, "note", "held on")])
    recorder.add_rep(run, step=0, rep=0, task="reach", skill="reach", d=0.1 + 0.2, success=True, extra={"side": "left"})
    recorder.add_rep(run, step=0, rep=1, task="recall", success=None)
    recorder.end_run(run, success=0.75, stars=2, ended="stopped", d_end=0.3)
    recorder.flush()
    row = store.sessions.run(run)
    assert (row.number, row.seed, row.setup, row.success, row.ended) == (
        1,
        2**40,
        {"centre_mm": [0.1, 1 / 3]},
        0.75,
        "stopped",
    )
    assert [event.as_dict() for event in store.sessions.events(run)] == happened
    asked = [(command.tick, command.kind, command.value) for command in store.sessions.commands(run)]
    assert asked == [(5, "harder", None), (6, "place", [0.5, -0.25]), (7, "note", "held on")]
    assert [(rep.rep, rep.d, rep.success, rep.extra) for rep in store.sessions.reps(run)] == [
        (0, 0.1 + 0.2, True, {"side": "left"}),
        (1, None, None, {}),
    ]


def test_runs_are_numbered_within_their_session(store, recorder):
    """Their ids are known at once and never meet those of another session."""
    ids = []
    for _ in range(2):
        session = recorder.start_session()
        ids += [recorder.start_run(), recorder.start_run()]
        recorder.end_session()
        recorder.flush()
        assert [run.number for run in store.sessions.runs(session)] == [1, 2]
    assert len(set(ids)) == 4
    assert [run.ended for run in store.sessions.runs(session)] == [None, None]


def test_samples_count_on_over_commits(store, recorder, board_samples):
    """Many small commits, one unbroken row of samples."""
    session = recorder.start_session()
    for start in range(0, 100, 20):
        recorder.add_samples(board_samples(20, start=start))
        recorder.flush()
    recorder.add_samples([])
    recorder.flush()
    assert list(store.sessions.samples(session)) == board_samples(100)
    assert store.sessions.find(session).samples == 100


def test_what_the_game_hands_over_touches_no_database(store, recorder, board_samples):
    """No statement is run on the game's thread after the session has begun."""
    recorder.start_session()
    here, ran = threading.get_ident(), []
    sa.event.listen(store.database.engine, "before_cursor_execute", lambda *_: ran.append(threading.get_ident()))
    run = recorder.start_run()
    recorder.add_samples(board_samples(2))
    recorder.add_events(run, [{"event": "Resumed", "tick": 1}])
    recorder.add_commands(run, [(1, "pause", None)])
    recorder.add_rep(run, step=0, rep=0, task="hold")
    recorder.save_rung(player_id=1, skill="reach", rung=1)
    recorder.end_run(run)
    recorder.end_session()
    with pytest.raises(RecordError):
        recorder.flush()
    assert ran
    assert here not in ran
    recorder._refused.clear()


def test_it_is_written_without_anybody_asking(store, recorder, board_samples):
    """Nobody flushes in a frame; the thread commits by itself."""
    session = recorder.start_session()
    committed = threading.Event()
    sa.event.listen(store.database.engine, "commit", lambda _: committed.set())
    recorder.add_samples(board_samples(5))
    assert committed.wait(30)
    recorder.flush()
    assert store.sessions.find(session).samples == 5


def test_a_list_that_is_used_again_is_no_matter(store, recorder, board_samples):
    """The game may empty its own list of samples at once."""
    session = recorder.start_session()
    mine = board_samples(3)
    recorder.add_samples(mine)
    mine.clear()
    recorder.flush()
    assert len(list(store.sessions.samples(session))) == 3


def test_a_wrong_field_is_a_mistake_of_the_code_and_said_at_once(recorder):
    """It is not found out by the thread later."""
    recorder.start_session()
    run = recorder.start_run()
    for wrong in (
        lambda: recorder.start_session(colour=1),
        lambda: recorder.update_session(colour=1),
        lambda: recorder.start_run(colour=1),
        lambda: recorder.end_run(run, colour=1),
        lambda: recorder.add_rep(run, colour=1),
    ):
        with pytest.raises(TypeError, match="colour"):
            wrong()


def test_samples_need_a_session(recorder, board_samples):
    """They would belong to nobody."""
    with pytest.raises(RuntimeError, match="no session"):
        recorder.add_samples(board_samples(1))


def test_a_session_for_a_player_who_is_not_there_is_refused(recorder):
    """In one line, at once."""
    with pytest.raises(RecordError) as error:
        recorder.start_session(player_id=99)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda recorder, run: recorder.save(lambda: 1 / 0),
        lambda recorder, run: recorder.save_staircase(player_id=99, skill="reach", rung=0, d=0.5),
        lambda recorder, run: recorder.add_events(run + 77, [{"event": "Resumed", "tick": 1}]),
        lambda recorder, run: recorder.add_events(run, [{"tick": 1}]),
        lambda recorder, run: recorder.add_events(run, [{"event": "Resumed", "tick": 1, "x": object()}]),
        lambda recorder, run: recorder.add_commands(run, [(1, 2)]),
        lambda recorder, run: recorder.save_weight(player_id=99, weight_kg=30.0),
    ],
)
def test_one_row_that_cannot_be_kept_does_not_take_the_others_with_it(path, board_samples, spoil):
    """The rest is written, the fault is said while it plays and again at the end."""
    with open_store(path) as store:
        recorder = Recorder(store)
        session = recorder.start_session()
        run = recorder.start_run()
        recorder.add_samples(board_samples(10))
        spoil(recorder, run)
        recorder.add_events(run, [{"event": "Resumed", "tick": 5}])
        recorder.end_run(run)
        with pytest.raises(RecordError, match="1 thing could not be recorded"):
            recorder.flush()
        recorder.add_samples(board_samples(10, start=10))
        assert "could not be recorded" in recorder.problem
        with pytest.raises(RecordError, match="the rest is safe") as error:
            recorder.close()
        assert "\n" not in str(error.value)
        assert len(list(store.sessions.samples(session))) == 20
        assert [event.tick for event in store.sessions.events(run)] == [5]
        assert store.sessions.run(run).ended == "finished"


def test_samples_that_no_board_sends_are_said(path, board_samples):
    """A count that fits no field is a fault of a source; later samples keep their places."""
    with open_store(path) as store:
        recorder = Recorder(store)
        session = recorder.start_session()
        recorder.add_samples([BoardSample(0, 0, 0, (2**40, 0, 0, 0), (0, 0, 0, 0), 0, 15, 0)])
        with pytest.raises(RecordError, match="could not be recorded"):
            recorder.flush()
        recorder.add_samples(board_samples(5))
        with pytest.raises(RecordError):
            recorder.close()
        assert list(store.sessions.samples(session, start=1)) == board_samples(5)


def test_saved_verbs_are_part_of_the_threads_own_commit(store, recorder, mia):
    """They join its transaction instead of waiting for it."""
    recorder.start_session(player_id=mia.id)
    recorder.save(store.players.change_settings, mia.id, {("look",): "plain"})
    recorder.save(store.sessions.annotate, recorder.session_id, support="none")
    recorder.flush()
    assert store.players.settings(mia.id) == {"look": "plain"}
    assert store.sessions.find("last").notes == {"support": "none"}


def test_closing_writes_the_rest_and_may_be_done_twice(path, board_samples):
    """The session stays open for the next start to find."""
    with open_store(path) as store:
        recorder = Recorder(store)
        session = recorder.start_session()
        recorder.add_samples(board_samples(7))
        recorder.close()
        recorder.close()
        assert len(list(store.sessions.samples(session))) == 7
        assert store.sessions.unfinished().id == session


def test_a_game_that_crashes_is_saved_to_its_last_sample(path):
    """A fault anywhere else in the program still finds everything on the disk."""
    code = f"""
        from steadyquest.conventions import BoardSample
        from steadyquest.records.store import open_store
        from steadyquest.records.writer import Recorder
        recorder = Recorder(open_store({str(path)!r}))
        recorder.start_session()
        recorder.add_samples([BoardSample(i, 0, i, (1, 2, 3, 4), (0, 0, 0, 0), 0, 15, 0) for i in range(9)])
        1 / 0
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False)
    assert "ZeroDivisionError" in done.stderr
    with open_store(path) as store:
        assert store.sessions.unfinished().samples == 9


# A disk that takes nothing


def test_a_full_disk_is_said_and_written_later(store, full_disk, board_samples):
    """What is played meanwhile waits in memory; when there is room again all of it is there, and the line is gone."""
    with Recorder(store) as recorder:
        session = recorder.start_session()
        run = recorder.start_run()
        recorder.add_samples(board_samples(50))
        recorder.flush()
        full_disk["on"] = True
        for start in range(50, 500, 50):
            recorder.add_samples(board_samples(50, start=start))
            recorder.add_events(run, [{"event": "Resumed", "tick": start, "why": "x" * 3000}])
        with pytest.raises(RecordError, match="disk is full"):
            recorder.flush()
        assert "disk is full" in recorder.problem
        assert "\n" not in recorder.problem
        assert len(list(store.sessions.samples(session))) == 50
        full_disk["on"] = False
        recorder.flush()
        assert recorder.problem == ""
    assert list(store.sessions.samples(session)) == board_samples(500)
    assert [event.tick for event in store.sessions.events(run)] == list(range(50, 500, 50))


def test_it_tries_again_by_itself(store, full_disk, board_samples):
    """Nobody has to ask when there is room again."""
    with Recorder(store) as recorder:
        session = recorder.start_session()
        full_disk["on"] = True
        for start in range(0, 40000, 4000):
            recorder.add_samples(board_samples(4000, start=start))
        with pytest.raises(RecordError):
            recorder.flush()
        committed = threading.Event()
        sa.event.listen(store.database.engine, "commit", lambda _: committed.set())
        full_disk["on"] = False
        assert committed.wait(30)
        recorder.flush()
        assert store.sessions.find(session).samples == 40000


def test_closing_on_a_full_disk_tells_how_much_was_not_written(path, store, full_disk, board_samples):
    """And nothing earlier is harmed."""
    recorder = Recorder(store)
    session = recorder.start_session()
    run = recorder.start_run()
    recorder.add_samples(board_samples(50))
    recorder.flush()
    full_disk["on"] = True
    recorder.add_samples(board_samples(5000, start=50))
    recorder.add_events(run, [{"event": "Resumed", "tick": 1, "why": "x" * 9000}])
    recorder.end_run(run)
    with pytest.raises(RecordError, match="5000 samples and 2 other entries") as error:
        recorder.close()
    assert "\n" not in str(error.value)
    store.close()
    with open_store(path) as again:
        assert list(again.sessions.samples(session)) == board_samples(50)
        assert again.sessions.run(run).ended is None


def test_memory_is_bounded_and_what_it_could_not_hold_is_counted(store, full_disk, board_samples, monkeypatch):
    """After hours on a full disk samples are let go, with their number said; the later ones keep their places."""
    monkeypatch.setattr(pending, "HELD_MAX_BYTES", 1000)
    recorder = Recorder(store)
    session = recorder.start_session()
    full_disk["on"] = True
    for start in range(0, 1500, 500):
        recorder.add_samples(board_samples(500, start=start))
        with pytest.raises(RecordError, match="disk is full"):
            recorder.flush()
    assert "1000 samples were too many" in recorder.problem
    full_disk["on"] = False
    recorder.flush()
    recorder.add_samples(board_samples(10, start=1500))
    with pytest.raises(RecordError, match="1000 samples"):
        recorder.close()
    assert list(store.sessions.samples(session, stop=500)) == board_samples(500)
    assert list(store.sessions.samples(session, start=1500)) == board_samples(10, start=1500)
    with pytest.raises(RecordError, match=r"samples 500 to 1499 .* were never written"):
        store.sessions.sample_array(session)


def test_a_really_full_disk(small_disk, board_samples):
    """The same on a file system of half a megabyte: full, said, room made, all there."""
    ballast = small_disk / "holiday.jpg"
    with open_store(small_disk / "quest.db") as store, Recorder(store) as recorder:
        session = recorder.start_session()
        recorder.add_samples(board_samples(100))
        recorder.flush()
        with pytest.raises(OSError, match="No space"):
            ballast.write_bytes(b"x" * 600_000)
        recorder.add_samples(board_samples(900, start=100))
        with pytest.raises(RecordError, match="is full"):
            recorder.flush()
        assert len(list(store.sessions.samples(session))) == 100
        ballast.unlink()
        recorder.flush()
        assert recorder.problem == ""
        assert list(store.sessions.samples(session)) == board_samples(1000)


def test_a_disk_that_turns_read_only_in_mid_session_loses_nothing_earlier(read_only_folder, board_samples):
    """It is said in one line, and the records can be read."""
    folder, lock = read_only_folder
    with open_store(folder / "quest.db") as store:
        recorder = Recorder(store)
        session = recorder.start_session()
        recorder.add_samples(board_samples(100))
        recorder.flush()
        store.close()
        lock()
        recorder.add_samples(board_samples(100, start=100))
        with pytest.raises(RecordError) as error:
            recorder.flush()
        assert "\n" not in str(error.value)
        assert recorder.problem
        with pytest.raises(RecordError, match="100 samples and 0 other"):
            recorder.close()
    with open_store(folder / "quest.db") as store:
        assert list(store.sessions.samples(session)) == board_samples(100)
