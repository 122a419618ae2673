import sqlite3
from contextlib import closing

import pytest

from steadyquest.errors import RecordError
from steadyquest.records import backup as backup_module
from steadyquest.records.backup import backup, restore
from steadyquest.records.doctor import check
from steadyquest.records.lock import play_lock
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder


def names_in(path):
    with open_store(path) as store:
        return [player.name for player in store.players.all()]


@pytest.fixture
def copy(store, mia, tmp_path):
    """A backup with Mia in it; Tom came later."""
    copy = backup(store, tmp_path / "copy.db")
    store.players.add("Tom")
    store.close()
    return copy


def test_a_backup_is_one_whole_file(copy, tmp_path):
    """No log, no half-written remains, and everything in it."""
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("copy")] == ["copy.db"]
    assert names_in(copy) == ["Mia"]


def test_a_backup_while_a_session_is_recorded_is_sound(store, recorder, board_samples, tmp_path):
    """It holds what was committed, and the session goes on."""
    session = recorder.start_session()
    for n in range(5):
        recorder.add_samples(board_samples(200, start=200 * n))
        recorder.flush()
        recorder.add_samples([])
        backup(store, tmp_path / f"{n}.db")
    assert store.sessions.find(session).samples == 1000
    for n in range(5):
        with open_store(tmp_path / f"{n}.db") as copied:
            assert check(copied)["integrity"] == "ok"
            assert list(copied.sessions.samples(session)) == board_samples(200 * (n + 1))


def test_a_backup_never_overwrites_unasked(store, mia, tmp_path):
    """Neither another backup, nor a letter, nor the database itself."""
    letter = tmp_path / "letter.txt"
    letter.write_text("dear")
    with pytest.raises(RecordError, match="already there"):
        backup(store, letter)
    assert letter.read_text() == "dear"
    with pytest.raises(RecordError, match="is the database itself"):
        backup(store, store.path, overwrite=True)
    backup(store, letter, overwrite=True)
    assert names_in(letter) == ["Mia"]


def test_a_backup_to_nowhere_is_said(store, tmp_path):
    """A missing folder, a folder instead of a file."""
    with pytest.raises(RecordError, match="no folder"):
        backup(store, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(RecordError, match="is a folder"):
        backup(store, tmp_path)


def test_a_backup_to_a_full_disk_leaves_nothing_behind(small_disk, path, board_samples):
    """One line, and the disk is as it was."""
    with open_store(path) as store, Recorder(store) as recorder:
        recorder.start_session()
        recorder.add_samples(board_samples(60_000))
        recorder.flush()
        with pytest.raises(RecordError, match="is full") as error:
            backup(store, small_disk / "copy.db")
    assert "\n" not in str(error.value)
    assert list(small_disk.iterdir()) == []


def test_a_read_only_database_can_be_backed_up(read_only_folder, tmp_path):
    """Rescuing what is on a failing disk must work."""
    folder, lock = read_only_folder
    with open_store(folder / "quest.db") as store:
        store.players.add("Mia")
    lock()
    with open_store(folder / "quest.db") as store:
        assert names_in(backup(store, tmp_path / "copy.db")) == ["Mia"]


def test_restoring_keeps_what_was_there(copy, path):
    """The records are the backup's again; those of before lie beside."""
    kept = restore(copy, path)
    assert names_in(path) == ["Mia"]
    assert kept.name.startswith("quest.db.before-restore-")
    assert names_in(kept) == ["Mia", "Tom"]
    assert copy.exists()


def test_restoring_twice_in_a_second_keeps_both(copy, path):
    """No kept file is overwritten by the next."""
    first, second = restore(copy, path), restore(copy, path)
    assert first != second
    assert (names_in(first), names_in(second)) == (["Mia", "Tom"], ["Mia"])


def test_restoring_to_a_fresh_place_keeps_nothing(copy, tmp_path):
    """The new computer."""
    assert restore(copy, tmp_path / "new.db") is None
    assert names_in(tmp_path / "new.db") == ["Mia"]


def test_restoring_over_ruins_works_and_keeps_them(copy, path):
    """A damaged database is the very reason to restore, also with a log beside it."""
    path.write_bytes(b"ruins")
    path.with_name("quest.db-wal").write_bytes(b"more ruins")
    kept = restore(copy, path)
    assert names_in(path) == ["Mia"]
    assert kept.read_bytes() == b"ruins"
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"more ruins"


def test_what_a_crash_left_in_the_log_is_kept_too(copy, path, tmp_path):
    """Old rows that were never moved from the log into the file are in the kept one."""
    live = sqlite3.connect(path)
    live.execute("UPDATE players SET notes = 'in the log only'")
    live.commit()
    snapshot = {name: path.with_name(name).read_bytes() for name in ("quest.db", "quest.db-wal")}
    live.close()
    for name, content in snapshot.items():
        path.with_name(name).write_bytes(content)
    kept = restore(copy, path)
    with open_store(kept) as old:
        assert old.players.find("Mia").notes == "in the log only"
    assert names_in(path) == ["Mia"]
    assert not path.with_name("quest.db-wal").exists()


def test_nothing_is_restored_while_somebody_plays(copy, path):
    """It waits for nobody, and harms nobody."""
    with open_store(path) as store, play_lock(store), pytest.raises(RecordError, match="already being played"):
        restore(copy, path)
    assert names_in(path) == ["Mia", "Tom"]


@pytest.mark.parametrize("make", [None, b"", b"hello, I am a letter", b"SQLite format 3\x00" + b"x" * 9000])
def test_only_a_backup_can_be_restored(copy, path, tmp_path, make):
    """Missing, empty, a letter, ruins: one line, and the records stay as they are."""
    wrong = tmp_path / "wrong.db"
    if make is not None:
        wrong.write_bytes(make)
    with pytest.raises(RecordError) as error:
        restore(wrong, path)
    assert "\n" not in str(error.value)
    assert names_in(path) == ["Mia", "Tom"]


def test_another_programs_database_cannot_be_restored(copy, path, tmp_path):
    """It would be taken for an empty one of ours."""
    with closing(sqlite3.connect(tmp_path / "photos.db")) as other:
        other.execute("CREATE TABLE photos (name)")
    with pytest.raises(RecordError, match="not a SteadyQuest database"):
        restore(tmp_path / "photos.db", path)


def test_a_backup_from_a_newer_version_is_refused(copy, path):
    """Older software could not read it afterwards."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(RecordError, match="newer SteadyQuest"):
        restore(copy, path)
    assert names_in(path) == ["Mia", "Tom"]


def test_a_backup_that_is_damaged_inside_is_refused(copy, path):
    """Its header looks well, its pages do not."""
    data = bytearray(copy.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 200] = b"\x07" * 200
    copy.write_bytes(data)
    with pytest.raises(RecordError) as error:
        restore(copy, path)
    assert "\n" not in str(error.value)
    assert names_in(path) == ["Mia", "Tom"]


def test_the_database_cannot_be_restored_from_itself(copy, path):
    """A slip that would change nothing and promise much."""
    with pytest.raises(RecordError, match="is the database itself"):
        restore(path, path)


def test_a_disk_without_hard_links_gets_a_copy(copy, path, monkeypatch):
    """Sticks are formatted so."""
    monkeypatch.setattr(backup_module.os, "link", lambda *_: (_ for _ in ()).throw(OSError(1, "no links")))
    kept = restore(copy, path)
    assert (names_in(path), names_in(kept)) == (["Mia"], ["Mia", "Tom"])
