"""The Wii Balance Board as a source: found by name, read through evdev's own reader, met again after it went away."""

import errno
import os
import struct
import sys
import time

import pytest

from steadyquest.device import wii
from steadyquest.device.wii import WiiSource
from steadyquest.device.wii_device import WiiBoard
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
    assert "power button and it goes on" in source.health.problem
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


def test_empty_batteries_are_named_when_it_goes(tmp_path, room):
    """What to do is to change them."""
    board = room["/dev/input/event7"]
    capacity = tmp_path / "capacity"
    capacity.write_text("8\n")
    found = WiiBoard("/dev/input/event7", "wii-001122334455", capacity)
    room.boards = lambda: [] if board.gone else [found]
    source = room.source()
    assert source.battery_percent == 8
    board.leave()
    gather(source, lambda _: not source.health.connected)
    assert "batteries" in source.health.problem
