"""The Wii Balance Board as a source: found by name, read through evdev's own reader, met again after it went away."""

import errno
import fcntl
import os
import struct
import sys
import time

import pytest

from steadyquest.device import wii
from steadyquest.device.wii import NAME, EvdevBoard, WiiBoard, WiiSource, wii_boards
from steadyquest.errors import DeviceError

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="evdev is Linux's")
EVENT = struct.Struct("llHHi")
AXES = {"tr": 0x10, "br": 0x11, "tl": 0x12, "bl": 0x13}


class PipeBoard:
    """A Balance Board whose kernel is a pipe; evdev's own code reads the bytes."""

    def __init__(self, counts=(0, 0, 0, 0)):
        eventio = pytest.importorskip("evdev.eventio")
        self._read_fd, self._write_fd = os.pipe()
        os.set_blocking(self._read_fd, False)
        self._io = eventio.EventIO()
        self._io.fd = self._read_fd
        self.cells = dict(zip(("tl", "tr", "bl", "br"), counts, strict=True))
        self.gone = self.closed = False

    def report(self, **cells):
        """Write what the kernel would: changed cells, SYN_REPORT."""
        self.cells |= cells
        now = time.monotonic_ns() // 1000
        changes = [(3, AXES[name], value) for name, value in cells.items()]
        data = b"".join(EVENT.pack(now // 10**6, now % 10**6, *change) for change in (*changes, (0, 0, 0)))
        os.write(self._write_fd, data)

    def drop(self):
        """The kernel's queue overflowed."""
        os.write(self._write_fd, EVENT.pack(0, 0, 0, 3, 0))

    def leave(self):
        self.gone = True

    def fileno(self):
        return self._read_fd

    def events(self):
        if self.gone:
            raise OSError(errno.ENODEV, "No such device")
        try:
            return list(self._io.read())
        except BlockingIOError:
            return ()

    def counts(self):
        return tuple(self.cells[name] for name in ("tl", "tr", "bl", "br"))

    def now_us(self):
        return time.monotonic_ns() // 1000

    def close(self):
        if not self.closed:
            os.close(self._read_fd)
            os.close(self._write_fd)
        self.closed = True


@pytest.fixture
def room(monkeypatch):
    """Boards that are switched on, by path; the source looks again soon."""
    monkeypatch.setattr(wii, "LOOK_AGAIN_S", 0.02)

    class Room(dict):
        def source(self, **wanted):
            self.made = WiiSource(boards=self.boards, open_device=lambda path: self[path], **wanted)
            return self.made

        def boards(self):
            return [WiiBoard(path, "wii-001122334455", None) for path, board in self.items() if not board.gone]

    made = Room({"/dev/input/event7": PipeBoard()})
    yield made
    if hasattr(made, "made"):
        made.made.close()
    assert all(board.closed for board in made.values() if hasattr(made, "made"))


def gather(source, until, seconds=5.0):
    """Read until what has come is enough."""
    samples, deadline = [], time.monotonic() + seconds
    while not until(samples) and time.monotonic() < deadline:
        samples += source.read()
        time.sleep(0.002)
    return samples


def test_events_become_samples(room):
    """Each report is a sample with all four corners, in the board's own time."""
    board = room["/dev/input/event7"]
    source = room.source()
    for i in range(1, 6):
        board.report(tl=i, br=10 * i)
        time.sleep(0.005)
    fresh = [sample for sample in gather(source, lambda got: sum(s.fresh > 0 for s in got) >= 5) if sample.fresh]
    assert [sample.counts for sample in fresh] == [(i, 0, 0, 10 * i) for i in range(1, 6)]
    assert (source.board_id, source.calibration.kind) == ("wii-001122334455", "nominal")
    assert source.calibration.tare is None
    assert not source.ended


def test_an_empty_plate_keeps_talking(room):
    """With no event at all there are samples, so that the tare can be taken."""
    source = room.source()
    samples = gather(source, lambda got: len(got) >= 10)
    assert {sample.counts for sample in samples} == {(0, 0, 0, 0)}
    assert source.health.rate_hz == pytest.approx(80.0)
    assert source.health.connected


def test_a_lost_event_is_counted_and_made_good(room):
    """After an overflow the cells are asked, and the loss shows in the health."""
    board = room["/dev/input/event7"]
    source = room.source()
    board.cells["bl"] = 77
    board.drop()
    board.report(tl=5)
    samples = gather(source, lambda got: any(s.fresh for s in got))
    assert next(s for s in samples if s.fresh).counts == (5, 0, 77, 0)
    assert source.health.gaps == 1


def test_a_board_that_left_comes_back(room):
    """Switched off and on again, perhaps under another name: the same board goes on in a new epoch."""
    first = room["/dev/input/event7"]
    source = room.source()
    gather(source, bool)
    first.leave()
    gather(source, lambda _: not source.health.connected)
    assert "power button" in source.health.problem
    assert source.health.rate_hz == 0.0
    assert first.closed
    second = room["/dev/input/event9"] = PipeBoard()
    samples = gather(source, lambda got: any(s.epoch == 1 for s in got))
    assert samples[-1].epoch == 1
    assert source.health.connected
    assert source.health.problem == ""
    second.report(tr=42)
    assert gather(source, lambda got: any(s.fresh for s in got))


def test_silence_under_load_is_told(room, monkeypatch):
    """Somebody stands there and nothing is heard any more: one line says so, and samples end."""
    monkeypatch.setattr("steadyquest.device.wii_events.LOADED_QUIET_US", 50_000)
    room["/dev/input/event7"].cells = dict.fromkeys(("tl", "tr", "bl", "br"), 1500)
    source = room.source()
    gather(source, lambda _: source.health.problem)
    assert "quiet" in source.health.problem
    source.read()
    assert source.read() == []
    room["/dev/input/event7"].report(tl=1501)
    assert gather(source, bool)


def test_closing_twice_is_allowed(room):
    """And nothing comes afterwards."""
    source = room.source()
    source.close()
    source.close()
    source.read()
    assert source.read() == []


def test_its_own_calibration_is_used_when_there_is_one(room):
    """A board that was calibrated keeps that."""
    from dataclasses import replace

    from steadyquest.device.wii_events import wii_calibration

    source = room.source(calibration_for=lambda board_id: replace(wii_calibration(board_id), kind="map"))
    assert source.calibration.kind == "map"


def test_no_board_says_how_to_pair():
    """One line that names the button and the tool."""
    with pytest.raises(DeviceError, match=r"bluetoothctl .*red button"):
        WiiSource(boards=list)


def test_elsewhere_it_says_linux_only(monkeypatch):
    """There is no such driver on other systems."""
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(DeviceError, match="Linux only"):
        WiiSource(boards=list)


def test_a_board_that_leaves_while_it_is_opened_is_one_line(room):
    """Reading the cells fails at once."""

    def fail():
        raise OSError(errno.ENODEV, "No such device")

    board = room["/dev/input/event7"]
    board.counts = fail
    with pytest.raises(DeviceError, match="went away"):
        room.source()
    assert board.closed


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
    """With its address as its id; a Wii Remote is none."""
    (board,) = wii_boards(inputs)
    assert board[:2] == ("/dev/input/event7", "wii-001122334455")


def test_a_computer_without_inputs_has_no_board(tmp_path):
    """Nothing is raised."""
    assert wii_boards(tmp_path / "nowhere") == []


def test_empty_batteries_are_named_when_it_goes(inputs, room):
    """What to do is to change them."""
    board = room["/dev/input/event7"]
    (found,) = wii_boards(inputs)
    room.boards = lambda: [] if board.gone else [found]
    source = room.source()
    assert source.battery_percent == 8
    board.leave()
    gather(source, lambda _: not source.health.connected)
    assert "batteries" in source.health.problem
