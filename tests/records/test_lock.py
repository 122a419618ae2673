import os

import pytest

from steadyquest.errors import RecordError
from steadyquest.records.lock import free_of_play, lock_file, play_lock
from steadyquest.records.store import open_store


def test_only_one_plays_at_a_time(store):
    """The second is told the number of the process that plays, and may play when it has ended."""
    with play_lock(store), pytest.raises(RecordError, match=f"process {os.getpid()}"):
        play_lock(store)
    play_lock(store).close()


def test_two_databases_are_two_games(store, tmp_path):
    """Each has its own lock."""
    with open_store(tmp_path / "other.db") as other, play_lock(store), play_lock(other):
        assert lock_file(store.path) != lock_file(other.path)


def test_another_name_of_the_same_file_is_the_same_game(store, tmp_path):
    """A link does not lead around the lock."""
    link = tmp_path / "link.db"
    try:
        link.symlink_to(store.path)
    except OSError:
        pytest.skip("no links here")
    with open_store(link) as same, play_lock(store), pytest.raises(RecordError, match="already being played"):
        play_lock(same)


def test_a_lock_may_be_given_back_twice(store):
    """The second time nothing happens, also not to the next holder."""
    first = play_lock(store)
    first.close()
    second = play_lock(store)
    first.close()
    with pytest.raises(RecordError):
        play_lock(store)
    second.close()


def test_a_lock_file_left_behind_locks_nothing(store):
    """The lock is the operating system's; the file with the number of a dead process is only a note."""
    lock_file(store.path).write_text("99999\n")
    play_lock(store).close()


def test_a_game_need_not_wait_for_itself(store):
    """Whoever plays may delete a player; the lock stays theirs."""
    with play_lock(store):
        with free_of_play(store.database):
            pass
        with pytest.raises(RecordError):
            play_lock(store)


def test_a_read_only_database_cannot_be_played_on(read_only_folder):
    """It says so in one line."""
    folder, lock = read_only_folder
    open_store(folder / "quest.db").close()
    lock()
    with open_store(folder / "quest.db") as store, pytest.raises(RecordError, match="read-only"):
        play_lock(store)
