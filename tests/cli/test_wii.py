"""`--board wii` opens a Wii Balance Board, remembers it, and offers it on the screen."""

import json
import os
import time
from functools import partial

import pytest
from click.testing import CliRunner

from steadyquest.cli import screen
from steadyquest.cli.boards import board
from steadyquest.cli.sources import Sources
from steadyquest.device import wii, wii_device
from steadyquest.records.store import open_store
from steadyquest.session.labels import is_board


class Sleepy:
    """The device of an empty board that says nothing, as the kernel does then."""

    def __init__(self):
        self._ends = os.pipe()

    def fileno(self):
        return self._ends[0]

    def events(self):
        return ()

    def counts(self):
        return 20, 30, 10, 15

    def now_us(self):
        return time.monotonic_ns() // 1000

    def close(self):
        for end in self._ends:
            os.close(end)


@pytest.fixture
def switched_on(monkeypatch):
    """Its commands find this board."""
    there = [wii_device.WiiBoard("/dev/input/event7", "wii-001122334455", None)]
    opened = partial(wii.WiiSource, boards=lambda: there, open_device=lambda _path: Sleepy())
    monkeypatch.setattr(wii, "WiiSource", opened)
    monkeypatch.setattr(wii_device, "wii_boards", lambda: there)
    return there


class Opened:
    """A Balance Board that was opened."""

    board_id = "wii-001122334455"

    def __init__(self, *, calibration_for):
        self.calibration = calibration_for(self.board_id)


@pytest.fixture
def store(tmp_path):
    with open_store(str(tmp_path / "records.db")) as made:
        yield made


def test_the_label_opens_it_and_it_is_remembered(monkeypatch, store):
    """Naming it is a yes; there is no port of that name to open."""
    monkeypatch.setattr(wii, "WiiSource", Opened)
    source = Sources(store=store, seed=0, fast=False).open("wii")
    assert isinstance(source, Opened)
    known = store.boards.known("wii-001122334455")
    assert (known.port, known.approved) == ("wii", True)


def test_it_plays_in_real_time_like_every_board():
    """So that --fast is refused and risky stances ask."""
    assert is_board("wii")


def test_the_screen_offers_one_that_is_switched_on(monkeypatch, store):
    """Asked about once, then opened unasked."""
    there = [wii_device.WiiBoard("/dev/input/event7", "wii-001122334455", None)]
    monkeypatch.setattr(wii_device, "wii_boards", lambda: there)
    assert [(board.port, board.known) for board in screen.found_boards(store) if board.port == "wii"] == [
        ("wii", False)
    ]
    store.boards.remember("wii-001122334455", port="wii", approved=True)
    assert [board.known for board in screen.found_boards(store) if board.port == "wii"] == [True]
    there.clear()
    assert not [board for board in screen.found_boards(store) if board.port == "wii"]


def test_it_is_watched_like_every_board(switched_on, tmp_path):
    """The zero is taken, and all four cells are there."""
    records = str(tmp_path / "r.db")
    open_store(records).close()
    seen = CliRunner().invoke(board, ["monitor", "wii", "--seconds", "2.6", "--json", "--database", records])
    assert seen.exit_code == 0, seen.output
    told = json.loads(seen.stdout)
    assert (told["board_id"], told["counts"]) == ("wii-001122334455", {"FL": 20, "FR": 30, "RL": 10, "RR": 15})
    assert (told["load_kg"], told["rate_hz"]) == (0.0, pytest.approx(80.0))
    assert "Board wii-001122334455 at wii" in seen.stderr


def test_it_is_in_the_list_while_it_is_connected(switched_on, tmp_path):
    """What the commands call it is its port."""
    records = str(tmp_path / "r.db")

    def listed():
        rows = json.loads(CliRunner().invoke(board, ["list", "--json", "--database", records]).stdout)
        return [(row["known"], row["description"]) for row in rows if row["port"] == "wii"]

    with open_store(records) as store:
        assert listed() == [(False, "Wii Balance Board")]
        store.boards.remember("wii-001122334455", port="wii", approved=True)
    assert listed() == [(True, "Wii Balance Board")]
    switched_on.clear()
    assert listed() == []


@pytest.mark.parametrize("hand", ["keyboard", "mouse", "gamepad"])
def test_hands_are_no_board_to_watch(hand):
    """One line that says where boards are listed."""
    refused = CliRunner().invoke(board, ["monitor", hand])
    assert refused.exit_code == 2
    assert f"{hand} is no board" in refused.stderr
