"""Which ports could be a board, and which one is known."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from steadyquest.device import find
from steadyquest.device.find import Candidate, candidates, find_known, probe

UNO = Candidate("/dev/ttyACM0", "2341:0043", "85430", "Arduino Uno")
CLONE = Candidate("/dev/ttyUSB0", "1A86:7523", "", "CH340")


def port(device, vid=None, pid=None, serial_number=None, description="n/a"):
    return SimpleNamespace(device=device, vid=vid, pid=pid, serial_number=serial_number, description=description)


def remembered(port, vid_pid, serial_number):
    return SimpleNamespace(port=port, vid_pid=vid_pid, serial_number=serial_number)


def test_only_chips_that_boards_have_are_candidates(monkeypatch):
    """A modem, a port without USB and a camera are not; nothing is opened to find out."""
    ports = [
        port("/dev/ttyUSB0", 0x1A86, 0x7523),
        port("/dev/ttyS0"),
        port("/dev/ttyACM1", 0x1D6B, 0x0104, "x", "Camera"),
        port("/dev/ttyACM0", 0x2341, 0x0043, "85430", "Arduino Uno"),
    ]
    monkeypatch.setattr(find.list_ports, "comports", lambda: ports)
    assert candidates() == [UNO, CLONE]


@pytest.mark.parametrize(
    ("board", "known"),
    [
        (remembered("/dev/ttyACM7", "2341:0043", "85430"), UNO),
        (remembered("/dev/ttyACM0", "2341:0043", "11111"), None),
        (remembered("/dev/ttyACM0", "2341:0043", None), None),
        (remembered("/dev/ttyUSB0", "1a86:7523", ""), CLONE),
        (remembered("/dev/ttyUSB5", "1A86:7523", None), None),
        (remembered("/dev/ttyUSB0", None, None), None),
        (remembered("/dev/ttyUSB0", "0403:6001", None), None),
    ],
)
def test_a_board_is_known_by_its_serial_number_or_else_at_its_own_port_only(board, known):
    """A clone's chip without a number may be a printer's as well, so another port is another device."""
    assert find_known([board], among=[UNO, CLONE]) == known


def test_the_first_remembered_board_that_is_plugged_in_is_taken():
    """In the order in which they are remembered."""
    boards = [remembered("COM9", "0403:6001", "FT1"), remembered("/dev/ttyUSB0", "1A86:7523", "")]
    assert find_known(boards, among=[UNO, CLONE]) == CLONE
    assert find_known([], among=[UNO, CLONE]) is None


def test_a_probe_tells_who_is_there_and_frees_the_port(plugged_in):
    """It may be asked twice, and a port without a board is nobody."""
    board = plugged_in()
    assert [probe(board.port).board_id for _ in range(2)] == ["E3000001"] * 2
    board.unplug()
    assert probe(board.port) is None
    assert probe("/dev/null") is None
