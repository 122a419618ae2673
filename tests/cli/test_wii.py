"""`--board wii` opens a Wii Balance Board, remembers it, and offers it on the screen."""

import pytest

from steadyquest.cli import screen
from steadyquest.cli.sources import Sources
from steadyquest.device import wii, wii_device
from steadyquest.records.store import open_store
from steadyquest.session.labels import is_board


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
    assert [(board.port, board.known) for board in screen._boards(store) if board.port == "wii"] == [("wii", False)]
    store.boards.remember("wii-001122334455", port="wii", approved=True)
    assert [board.known for board in screen._boards(store) if board.port == "wii"] == [True]
    there.clear()
    assert not [board for board in screen._boards(store) if board.port == "wii"]
