import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from steadyquest.errors import RecordError
from steadyquest.records import place
from steadyquest.records import store as store_module
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder


def is_one_line(error):
    text = str(error.value)
    return "\n" not in text and text.strip() == text and len(text) > 20


def test_a_new_database_is_made_and_found_again(path):
    """What is written through one store is read through the next."""
    with open_store(path) as store:
        store.players.add("Mia")
    with open_store(path, create=False) as store:
        assert [player.name for player in store.players.all()] == ["Mia"]


def test_a_path_and_an_address_mean_the_same_file(path):
    """sqlite:///PATH opens the file at PATH."""
    with open_store(path) as store:
        store.players.add("Mia")
    with open_store(f"sqlite:///{path}") as store:
        assert store.path == path
        assert store.players.named("mia") is not None


def test_without_a_name_the_records_are_in_the_users_data_folder(tmp_path, monkeypatch):
    """The default folder is made when it is not there."""
    home = tmp_path / "data" / "deep"
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(home))
    with open_store() as store:
        assert store.path == home / "steadyquest.db"
    assert (home / "steadyquest.db").stat().st_size > 0


def test_paths_with_awkward_signs_work(tmp_path):
    """Blanks, question marks, per cent, hashes and umlauts in a folder's name are only a name."""
    folder = tmp_path / "Käthe's 50% #1 what?"
    if os.name == "nt":
        pytest.skip("Windows allows no question mark in names")
    folder.mkdir()
    with open_store(folder / "a b.db") as store:
        store.players.add("Mia")
    assert [file.name for file in folder.iterdir()] == ["a b.db"]


def test_every_connection_syncs_and_keeps_its_keys(store):
    """Write-ahead log, full syncs, foreign keys and wiping deletes are on wherever rows are written."""
    with store.database.write() as connection:
        asked = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                 for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")}  # fmt: skip
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_opening_a_ready_database_needs_no_alembic_and_no_numpy(path):
    """The title screen must not wait for what only a migration or a measure needs."""
    open_store(path).close()
    code = (
        "import sys, steadyquest.records.writer; from steadyquest.records.store import open_store\n"
        f"s = open_store({str(path)!r}); s.players.all(); s.close()\n"
        "print([name for name in ('alembic', 'numpy', 'scipy', 'pygame') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("what", ["", ":memory:", "sqlite://", "sqlite:///:memory:", "nonsense://x", "postgresql://"])
def test_what_names_no_file_is_refused(what, tmp_path, monkeypatch):
    """Records are never kept where they would vanish."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RecordError) as error:
        open_store(what)
    assert is_one_line(error)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_said_and_not_made(tmp_path):
    """A mistyped path does not become a new folder."""
    with pytest.raises(RecordError, match="there is no folder") as error:
        open_store(tmp_path / "nowhere" / "quest.db")
    assert is_one_line(error)
    assert not (tmp_path / "nowhere").exists()


def test_a_missing_file_is_said_when_nothing_may_be_made(path):
    """Reports and lists do not make an empty database."""
    with pytest.raises(RecordError, match="there is no database"):
        open_store(path, create=False)
    assert not path.exists()


def test_a_folder_is_no_database(tmp_path):
    """Naming a folder says so."""
    with pytest.raises(RecordError, match="is a folder"):
        open_store(tmp_path)


@pytest.mark.parametrize("content", [b"hello, this is a letter and no database", b"\x00" * 5000, b"SQL"])
def test_a_file_of_something_else_is_left_alone(path, content):
    """Neither overwritten nor opened."""
    path.write_bytes(content)
    with pytest.raises(RecordError, match="not a SteadyQuest database") as error:
        open_store(path)
    assert is_one_line(error)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(path):
    """A photo catalogue is not filled with players."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE photos (name)")
        other.commit()
    with pytest.raises(RecordError, match="something else"):
        open_store(path)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("photos",)]


def test_an_empty_file_becomes_a_database(path):
    """What a crash may leave in the very first moment is no hindrance."""
    path.touch()
    with open_store(path) as store:
        assert store.players.all() == []


def test_a_database_from_a_newer_version_is_refused_and_left_alone(path):
    """Older software says what to do instead of harming what it does not know."""
    open_store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(RecordError, match=r"newer SteadyQuest.*0999") as error:
        open_store(path)
    assert is_one_line(error)


def test_a_version_that_never_was_is_refused(path):
    """Neither older nor newer: somebody meddled."""
    open_store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as odd:
        odd.execute("UPDATE alembic_version SET version_num = '0000x'")
    with pytest.raises(RecordError, match="unknown records version"):
        open_store(path)


def test_a_damaged_header_is_said_in_one_line(path):
    """A file cut or overwritten in its first page does not end in a traceback."""
    with open_store(path) as store:
        store.players.add("Mia")
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)
    with pytest.raises(RecordError, match="damaged") as error:
        open_store(path)
    assert is_one_line(error)


@pytest.mark.parametrize("keep", [17, 100, 1000, 5000])
def test_a_cut_file_is_said_in_one_line(path, keep):
    """Half a database is refused, when it is opened or when the missing half is asked for."""
    with open_store(path) as store:
        store.players.add("Mia")
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(RecordError) as error, open_store(path) as store:
        store.players.all()
    assert is_one_line(error)


def test_a_network_share_is_refused_with_the_reason(path, monkeypatch):
    """Locks and syncs cannot be trusted there."""
    monkeypatch.setattr(place, "network_share", lambda _: "cifs")
    with pytest.raises(RecordError, match=r"network share.*cifs") as error:
        open_store(path)
    assert is_one_line(error)
    assert not path.exists()


def test_a_read_only_database_can_be_read(read_only_folder, board_samples):
    """Lists and reports work; whatever writes says in one line that it cannot."""
    folder, lock = read_only_folder
    with open_store(folder / "quest.db") as store, Recorder(store) as recorder:
        mia = store.players.add("Mia")
        recorder.start_session(player_id=mia.id)
        recorder.add_samples(board_samples(30))
        recorder.end_session()
    lock()
    with open_store(folder / "quest.db") as store:
        assert store.read_only
        assert store.players.find("mia").id == mia.id
        assert len(list(store.sessions.samples(store.sessions.find("last").id))) == 30
        for write in (
            lambda: store.players.add("Tom"),
            lambda: store.players.delete(mia.id),
            lambda: store.preferences.save("a", 1),
            lambda: Recorder(store),
        ):
            with pytest.raises(RecordError, match="read-only") as error:
                write()
            assert is_one_line(error)


def test_nothing_new_is_made_in_a_read_only_folder(read_only_folder):
    """It says so instead."""
    folder, lock = read_only_folder
    lock()
    with pytest.raises(RecordError, match="nothing can be written") as error:
        open_store(folder / "quest.db")
    assert is_one_line(error)


def test_two_programs_may_make_the_database_at_the_same_time(path):
    """Who comes second finds it made."""
    code = f"from steadyquest.records.store import open_store; open_store({str(path)!r}).close()"
    started = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(3)]
    assert [(program.communicate()[1], program.returncode) for program in started] == [(b"", 0)] * 3


def test_a_moved_database_takes_its_log_along(path, tmp_path):
    """After closing, the one file is everything."""
    with open_store(path) as store:
        store.players.add("Mia")
    assert [file.name for file in tmp_path.iterdir()] == ["quest.db"]
    moved = Path(shutil.move(path, tmp_path / "other.db"))
    with open_store(moved) as store:
        assert store.players.named("Mia") is not None


def test_a_closed_store_lets_go_of_the_file_at_a_fault_too(path, monkeypatch):
    """A store that could not be opened leaves no connection behind."""
    opened = []
    monkeypatch.setattr(store_module, "make_ready", lambda database: opened.append(database) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        open_store(path)
    assert opened[0].engine.pool.checkedout() == 0


def test_a_home_that_nobody_has_is_a_name_like_any_other(tmp_path, monkeypatch):
    """`~nobody/x.db` is not there, and that is one line."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RecordError, match="~no_such_user"):
        open_store("~no_such_user/x.db", create=False)


FULL = """
import resource, sys
from pathlib import Path
from steadyquest.errors import RecordError
from steadyquest.records.store import open_store
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    open_store(Path(sys.argv[1])).close()
except RecordError as fault:
    print(fault)
"""
"""A file that may not grow is a full disk to SQLite."""


@pytest.mark.skipif(os.name != "posix", reason="only there can a process be kept from writing more")
@pytest.mark.parametrize("room", [0, 4096, 20_000, 60_000])
@pytest.mark.parametrize("was_there", [False, True])
def test_a_new_file_that_could_not_be_filled_goes_again(tmp_path, room, was_there):
    """On a full disk nothing stays that looks like a database; what was there before is left as it was."""
    path = tmp_path / "z.db"
    if was_there:
        path.touch()
    told = subprocess.run([sys.executable, "-c", FULL, path, str(room)], capture_output=True, text=True, check=True)
    assert "full" in told.stdout
    assert path.exists() == was_there
    assert was_there or list(tmp_path.iterdir()) == []
