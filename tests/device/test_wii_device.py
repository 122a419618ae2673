"""A Wii Balance Board in the kernel: found by its name, opened by evdev, each failure in one line."""

import errno
import fcntl
import os
import struct
import sys
import time

import pytest

from steadyquest.device.wii_device import NAME, EvdevBoard, wii_boards
from steadyquest.errors import DeviceError

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="evdev is Linux's")


@pytest.fixture
def inputs(tmp_path):
    """The kernel's folder of inputs, with a keyboard and a Balance Board."""
    for event, name in (("event0", "AT Keyboard"), ("event7", NAME), ("event8", "Nintendo Wii Remote")):
        device = tmp_path / event / "device"
        device.mkdir(parents=True)
        (device / "name").write_text(name + "\n")
    hid = tmp_path / "event7" / "device" / "device"
    (hid / "power_supply" / "wiimote_battery_00:11:22:33:44:55").mkdir(parents=True)
    (hid / "power_supply" / "wiimote_battery_00:11:22:33:44:55" / "capacity").write_text("8\n")
    (hid / "uevent").write_text("DRIVER=wiimote\nHID_NAME=Nintendo RVL-WBC-01\nHID_UNIQ=00:11:22:33:44:55\n")
    return tmp_path


def test_the_board_is_found_by_its_name(inputs):
    """With its address as its id, and its battery; a Wii Remote is none."""
    (board,) = wii_boards(inputs)
    assert board[:2] == ("/dev/input/event7", "wii-001122334455")
    assert board.battery.read_text() == "8\n"


def test_a_computer_without_inputs_has_no_board(tmp_path):
    """Nothing is raised."""
    assert wii_boards(tmp_path / "nowhere") == []


def test_without_evdev_it_says_what_to_install(monkeypatch):
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "evdev", None)
    with pytest.raises(DeviceError, match=r'pip install "steadyquest\[wii\]"'):
        EvdevBoard("/dev/input/event7")


@pytest.mark.parametrize(
    ("error", "words"),
    [(PermissionError(errno.EACCES, "no"), "group input"), (OSError(errno.ENODEV, "No such device"), "off and on")],
)
def test_a_board_that_cannot_be_opened_says_why(monkeypatch, error, words):
    """One line for each way."""
    evdev = pytest.importorskip("evdev")

    def refuse(_path):
        raise error

    monkeypatch.setattr(evdev, "InputDevice", refuse)
    with pytest.raises(DeviceError, match=words):
        EvdevBoard("/dev/input/event7")


def test_opening_sets_clock_and_fuzz(monkeypatch):
    """Events by the monotonic clock, and every step of 10 g let through."""
    evdev = pytest.importorskip("evdev")
    asked, read_end = {}, os.pipe()

    class Opened:
        fd = read_end[0]

        def __init__(self, path):
            self.path = path

        def set_absinfo(self, axis, *, fuzz):
            asked[axis] = fuzz

        def absinfo(self, axis):
            return evdev.AbsInfo(axis, 0, 65535, 2, 4, 0)

        def read(self):
            raise BlockingIOError

        def close(self):
            for fd in read_end:
                os.close(fd)

    monkeypatch.setattr(evdev, "InputDevice", Opened)
    monkeypatch.setattr(fcntl, "ioctl", lambda _fd, code, what: asked.update({code: what}))
    board = EvdevBoard("/dev/input/event7")
    before = time.monotonic_ns() // 1000
    assert before <= board.now_us() <= time.monotonic_ns() // 1000
    assert asked == {0x400445A0: struct.pack("i", time.CLOCK_MONOTONIC), **dict.fromkeys((0x10, 0x11, 0x12, 0x13), 0)}
    assert board.counts() == (0x12, 0x10, 0x13, 0x11)
    assert list(board.events()) == []
    board.close()
