"""What the tests of the records share: a fresh store, a player, samples, and folders that cannot be written."""

import os
import subprocess
import sys

import pytest
import sqlalchemy as sa

from steadyquest.conventions import BoardSample
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder


@pytest.fixture
def path(tmp_path):
    """Where the test's database is."""
    return tmp_path / "quest.db"


@pytest.fixture
def store(path):
    """A fresh store."""
    with open_store(path) as store:
        yield store


@pytest.fixture
def mia(store):
    """A player."""
    return store.players.add("Mia", picture="fox")


@pytest.fixture
def recorder(store):
    """A recorder on the fresh store."""
    with Recorder(store) as recorder:
        yield recorder


@pytest.fixture
def board_samples():
    """Makes n samples at 100 Hz, each one different, from an index on."""

    def make(n, *, start=0):
        return [BoardSample(i * 10_000, 0, i % 65536, (i, -i, 7, 8_388_607), (0, 64, 128, 0), 0, 15, 0)
                for i in range(start, start + n)]  # fmt: skip

    return make


@pytest.fixture
def full_disk(store):
    """A switch: while on, the database may not grow by a single page, as on a full disk."""
    state = {"on": False}

    def limit(raw, _record, _proxy):
        pages = raw.execute("PRAGMA page_count").fetchone()[0] if state["on"] else 2**31
        raw.execute(f"PRAGMA max_page_count = {pages}")

    sa.event.listen(store.database.engine, "checkout", limit)
    return state


def _mount(*words):
    return subprocess.run(["mount", *words], capture_output=True, check=False).returncode == 0


def _unmount(folder):
    if subprocess.run(["umount", str(folder)], capture_output=True, check=False).returncode != 0:
        subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=True)
        pytest.fail(f"something still held a file open in {folder}")


@pytest.fixture
def read_only_folder(tmp_path):
    """A folder, and what makes it and all in it read-only: by rights, or for root by mounting it so."""
    folder = tmp_path / "kept"
    folder.mkdir()
    mounted = []

    def lock():
        if os.name != "posix":
            pytest.skip("folders cannot be made read-only here")
        if os.geteuid() != 0:
            for file in folder.iterdir():
                file.chmod(0o444)
            folder.chmod(0o555)
        elif sys.platform == "linux" and _mount("--bind", str(folder), str(folder)):
            mounted.append(folder)
            assert _mount("-o", "remount,bind,ro", str(folder))
        else:
            pytest.skip("root may write everywhere, and mounting is not allowed here")

    yield folder, lock
    for at in mounted:
        _unmount(at)
    folder.chmod(0o755)


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of half a megabyte; only root on Linux can make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    if (
        sys.platform != "linux"
        or os.geteuid() != 0
        or not _mount("-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder))
    ):
        pytest.skip("a small disk can only be made by root on Linux")
    yield folder
    _unmount(folder)
