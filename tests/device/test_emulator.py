"""The emulated board behind its pseudo-terminal, met by hosts as they come and go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise

import pytest
import serial

from steadyquest.conventions import BoardSample
from steadyquest.device.emulator import emulate, until_told_to_stop
from steadyquest.device.pseudo_port import PseudoPort
from steadyquest.errors import DeviceError
from steadyquest.wire import Decoder, Text
from steadyquest.wire.messages import STATUS

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")


class Host:
    """Reads a port the plain way."""

    def __init__(self, port: str) -> None:
        self.serial = serial.Serial(port, 115_200, timeout=1, exclusive=True)
        self.decoder = Decoder()
        self.samples: list[BoardSample] = []
        self.texts: list[str] = []

    def read_until(self, enough) -> None:
        deadline = time.monotonic() + 20
        while not enough(self) and time.monotonic() < deadline:
            data = self.serial.read(1)
            data += self.serial.read(self.serial.in_waiting)
            for message in self.decoder.feed(data):
                self.texts.append(message.text) if isinstance(message, Text) else self.samples.append(message)

    def loaded(self) -> int:
        return sum(any(sample.counts) for sample in self.samples)


def play_through(port: str) -> Host:
    """Ask, take in the recording, and some of the empty plate after it."""
    host = Host(port)
    host.read_until(lambda h: len(h.samples) > 5)
    host.serial.write(b"M0\nS1\n?\n")
    host.read_until(lambda h: h.loaded() and not any(h.samples[-1].counts))
    host.serial.close()
    return host


def test_every_sample_of_the_file_arrives_at_its_own_rate_without_a_gap(plugged_in):
    """A hundred frames a second of device time, equally spaced, the file once from its first row to its last."""
    host = play_through(plugged_in().port)
    assert host.loaded() == 100
    assert (host.decoder.gaps, host.decoder.corrupt) == (0, 0)
    stamps = [sample.t_us for sample in host.samples]
    assert {b - a for a, b in pairwise(stamps)} == {10_000}
    assert host.texts == ["SteadyQuest board proto=1 ch=4 fw=0.0 id=E3000001"]


def test_hosts_after_each_other_all_meet_the_recording_from_its_start(plugged_in):
    """A host that closes the port leaves nothing behind for the next one, not even its half-read frames."""
    port = plugged_in().port
    host = Host(port)
    host.serial.write(b"M1\nM0\n?\n")
    host.read_until(Host.loaded)
    host.serial.close()
    time.sleep(0.1)
    assert play_through(port).loaded() == 100


def test_a_host_that_only_listens_gets_an_empty_plate(plugged_in):
    """Without `?` nobody steps on; the frames are there from the start."""
    host = Host(plugged_in().port)
    host.read_until(lambda h: len(h.samples) > 40)
    host.serial.close()
    assert host.loaded() == 0


def test_at_another_rate_stamps_follow_that_rate(plugged_in):
    """`--rate 80` makes a board of 80 Hz."""
    host = play_through(plugged_in(rate_hz=80).port)
    assert {b.t_us - a.t_us for a, b in pairwise(host.samples)} == {12_500}
    # 0.99 s from the first sample to the last, both included.
    assert host.loaded() == 80


def test_a_link_is_made_replaced_and_taken_away(plugged_in, tmp_path):
    """`--link` gives the port a name that stays the same; at the end it is gone."""
    link = tmp_path / "board"
    link.symlink_to(tmp_path / "stale")
    board = plugged_in(link=link)
    assert str(link.readlink()) == board.port
    board.unplug()
    assert not link.is_symlink()


def test_a_link_that_somebody_else_took_over_is_left_alone(plugged_in, tmp_path):
    """Two emulators may follow each other under one name."""
    link = tmp_path / "board"
    first, second = plugged_in(link=link), plugged_in(link=link)
    first.unplug()
    assert str(link.readlink()) == second.port


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"rate_hz": 0.0}, "--rate is 0; it has to be from 5 to 1000"),
        ({"rate_hz": float("nan")}, "--rate is nan"),
        ({"drop": 1.5}, "--drop is 1.5"),
        ({"corrupt": -0.1}, "--corrupt is -0.1"),
        ({"noise_mm": 1e9}, "--noise-mm is 1e+09"),
    ],
)
def test_options_out_of_range_are_refused_before_a_port_is_made(plugged_in, options, said):
    """One line names the option and its range."""
    with pytest.raises(DeviceError, match=said.replace("+", r"\+")):
        plugged_in(**options)


def test_a_file_is_never_replaced_by_a_link(plugged_in, tmp_path):
    """A link's name that is a file, or in no folder, is refused; nothing is overwritten."""
    precious = tmp_path / "precious.txt"
    precious.write_text("keep me")
    for link, said in [(precious, "not a link"), (tmp_path / "none" / "board", "cannot be made")]:
        with pytest.raises(DeviceError, match=said):
            plugged_in(link=link)
    assert precious.read_text() == "keep me"


def test_a_missing_file_is_told_before_a_port_is_made(tmp_path):
    """Nothing is announced for a recording that is not there."""
    announced: list[str] = []
    with pytest.raises(DeviceError, match="no file"):
        emulate(tmp_path / "none.csv", announce=announced.append, stop=lambda: True)
    assert announced == []


def test_a_port_that_nobody_reads_takes_whole_frames_or_none():
    """Once the buffer is full, frames are dropped; what does arrive is never cut, and nothing ever blocks."""
    frame = b"x" * 28 + b"\0"
    with PseudoPort() as port:
        host = os.open(port.path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        port.hear()
        taken = [port.say(frame) for _ in range(20_000)]
        assert not all(taken)
        read = b""
        for _ in range(200):
            port.say(frame)
            port.hear()
            try:
                read += os.read(host, 65_536)
            except BlockingIOError:
                break
        os.close(host)
    whole = read[: read.rindex(b"\0") + 1]
    assert set(whole.split(b"\0")) == {b"x" * 28, b""}


def test_a_system_without_pseudo_terminals_says_so_in_one_line(monkeypatch):
    """Windows has none."""
    monkeypatch.delattr(os, "openpty")
    with pytest.raises(DeviceError, match="no pseudo-terminals"):
        PseudoPort()


def test_an_interrupt_ends_it_cleanly():
    """SIGINT and SIGTERM turn `stop` true; the handlers of before come back."""
    before = signal.getsignal(signal.SIGTERM)
    with until_told_to_stop() as stop:
        assert not stop()
        signal.raise_signal(signal.SIGTERM)
        assert stop()
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_busy_machine_makes_frames_late_but_never_loses_one(plugged_in):
    """While every core is busy the missed frames are made up after each late wake-up."""
    burn = [sys.executable, "-c", "while True: pass"]
    burners = [subprocess.Popen(burn) for _ in range(os.cpu_count() or 1)]
    stop_spinning = threading.Event()
    spinner = threading.Thread(target=lambda: [None for _ in iter(stop_spinning.is_set, True)])
    spinner.start()
    try:
        host = play_through(plugged_in().port)
    finally:
        stop_spinning.set()
        spinner.join()
        for burner in burners:
            burner.kill()
            burner.wait()
    assert (host.loaded(), host.decoder.gaps) == (100, 0)
    assert not any(sample.status & STATUS["dropped"] for sample in host.samples)
