import json
import random
import signal
import subprocess
import sys
import time

import pytest

from steadyquest.errors import RecordError
from steadyquest.records.backup import backup
from steadyquest.records.doctor import check
from steadyquest.records.lock import play_lock
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder

PLAYER = """
import json, sys, time
from steadyquest.conventions import BoardSample
from steadyquest.records.lock import play_lock
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder

store = open_store(sys.argv[1])
lock, recorder = play_lock(store), Recorder(store)
session = recorder.start_session(source="test")
run = recorder.start_run(level_key="fog/stone")
begun, i = time.monotonic(), 0
while True:
    recorder.add_samples([BoardSample(i * 10_000, 0, i % 65536, (i, -i, 7, 9), (0, 0, 0, 0), 0, 15, 0)])
    if i % 10 == 0:
        recorder.add_events(run, [{"event": "Resumed", "tick": i}])
    i += 1
    print(json.dumps([session, run, i, time.monotonic()]), flush=True)
    time.sleep(max(0.0, begun + i * 0.01 - time.monotonic()))
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


def kill_a_player(path, *, after_s):
    """Kill a recording process so long after its first sample; what it had said, and how many a second before."""
    program = [sys.executable, "-c", PLAYER, str(path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as process:
        first = process.stdout.readline()
        time.sleep(after_s)
        process.send_signal(signal.SIGKILL)
        killed_at = time.monotonic()
        lines = [first, *process.stdout]
    said = [json.loads(line) for line in lines if line.endswith("\n")]
    session, run, _, _ = said[-1]
    return session, run, max([n for _, _, n, at in said if at < killed_at - 1.0], default=0)


def holds_all_but_the_last_second(path, session, run, least):
    with open_store(path) as store, play_lock(store):
        assert check(store)["integrity"] == "ok"
        found = store.sessions.unfinished()
        assert found.id == session
        samples = list(store.sessions.samples(session))
        assert len(samples) == found.samples >= least
        assert [sample.counts[0] for sample in samples] == list(range(len(samples)))
        ticks = [event.tick for event in store.sessions.events(run)]
        assert ticks == list(range(0, 10 * len(ticks), 10))
        assert len(ticks) * 10 >= least
        with Recorder(store) as recorder:
            store.sessions.close_unfinished(session)
            assert recorder.start_session() > session
            recorder.end_session()


def test_a_killed_session_holds_all_but_its_last_second(path):
    """The database opens, is sound, says what was cut off, and goes on."""
    session, run, least = kill_a_player(path, after_s=1.7)
    assert least > 0
    holds_all_but_the_last_second(path, session, run, least)


@pytest.mark.slow
def test_killed_at_twenty_random_moments(path):
    """One after the other on the same database, in the very first commit or in the midst of a later one."""
    chance = random.Random(5)
    for _ in range(20):
        session, run, least = kill_a_player(path, after_s=chance.uniform(0.0, 2.5))
        holds_all_but_the_last_second(path, session, run, least)
    with open_store(path) as store:
        assert len(store.sessions.all()) == 40


@pytest.mark.slow
def test_killed_while_the_database_is_being_made(tmp_path):
    """Whatever is left in the first instants is either nothing or a whole database."""
    chance = random.Random(6)
    code = (
        "import sys; from steadyquest.records.store import open_store; print('go', flush=True)\n"
        "open_store(sys.argv[1]).close()\nimport time; time.sleep(9)"
    )
    for n in range(10):
        path = tmp_path / f"{n}.db"
        program = [sys.executable, "-c", code, str(path)]
        with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as process:
            process.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.03))
            process.kill()
        with open_store(path) as store:
            assert store.players.all() == []


def test_one_plays_while_others_read_and_back_up(path, tmp_path):
    """A second player is told who plays; readers, reports and backups are welcome and hold nobody up."""
    program = [sys.executable, "-c", PLAYER, str(path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as process:
        try:
            session, run, _, _ = json.loads(process.stdout.readline())
            with open_store(path) as store:
                with pytest.raises(RecordError, match=f"process {process.pid}") as error:
                    play_lock(store)
                assert "\n" not in str(error.value)
                with pytest.raises(RecordError, match=f"process {process.pid}"):
                    store.players.delete(store.players.add("Tom").id)
                while store.sessions.find(session).samples < 30:
                    process.stdout.readline()
                copy = backup(store, tmp_path / "copy.db")
        finally:
            process.kill()
    with open_store(copy) as store:
        assert check(store)["integrity"] == "ok"
        assert len(list(store.sessions.samples(session))) == store.sessions.find(session).samples >= 30
    with open_store(path) as store, play_lock(store):
        assert store.sessions.run(run).ended is None
