"""What the command line hands to the screens: the boards to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from steadyquest.cli.screen import found_boards
from steadyquest.device.find import Candidate
from steadyquest.records.store import Store, open_store
from steadyquest.ui.config import FoundBoard

UNO = Candidate("/dev/ttyACM0", "2341:0043", "", "Arduino Uno")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Empty records, and one Arduino that nobody said yes to."""
    monkeypatch.setattr("steadyquest.device.find.candidates", lambda: [UNO])
    monkeypatch.setattr("steadyquest.device.wii_device.wii_boards", list)
    with open_store(tmp_path / "test.db") as opened:
        yield opened


def test_the_named_port_can_be_chosen_again_though_nothing_lists_it(store: Store, tmp_path: Path) -> None:
    """A pseudo-terminal or an unusual chip; it was named, so nobody is asked about it."""
    (tmp_path / "pts").touch()
    for named in (str(tmp_path / "pts"), "COM99"):
        assert found_boards(store, named=named) == [
            FoundBoard(named, "named at the start", known=True),
            FoundBoard("/dev/ttyACM0", "Arduino Uno"),
        ]


def test_a_named_board_that_is_unplugged_shows_up_only_once_it_is_there(store: Store) -> None:
    """Until then the title does not try to open it."""
    for named in ("/dev/steadyquest-gone", "wii"):
        assert found_boards(store, named=named) == [FoundBoard("/dev/ttyACM0", "Arduino Uno")]


def test_a_listed_port_that_was_named_stands_there_once_with_its_description(store: Store) -> None:
    """Naming it was the yes."""
    assert found_boards(store, named="/dev/ttyACM0") == [FoundBoard("/dev/ttyACM0", "Arduino Uno", known=True)]


@pytest.mark.parametrize("named", [None, "keyboard", "sim:older", "walk.csv", "firmware"])
def test_what_is_no_board_is_not_among_the_boards(store: Store, named: str | None) -> None:
    """Hands, simulated people and files."""
    assert found_boards(store, named=named) == [FoundBoard("/dev/ttyACM0", "Arduino Uno")]
