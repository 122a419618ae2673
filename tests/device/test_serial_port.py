"""A board at a serial port, met over pseudo-terminals: greeted, read, lost, found again."""

from __future__ import annotations

import os
import random
import threading
import time
from itertools import pairwise
from types import SimpleNamespace

import pytest
import serial

from steadyquest.conventions import BoardSample, is_nameless
from steadyquest.device import connection, find, naming, serial_port
from steadyquest.device.pseudo_port import PseudoPort
from steadyquest.device.serial_port import SerialSource
from steadyquest.errors import DeviceError
from steadyquest.signal.calibration import nominal
from steadyquest.wire import encode_sample, encode_text, hello_text

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")


def frame(n):
    return encode_sample(BoardSample(12_500 * (n + 1), 0, n, (n, n, n, n), (0, 0, 0, 0), 0, 15, 0))


class Device:
    """Something at the other end of a port: every few milliseconds it hears and says."""

    def __init__(self, say, *, link=None) -> None:
        self.say, self.heard, self.n = say, b"", 0
        self._port = PseudoPort(link=link)
        self.path = self._port.path
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(0.004):
            self.heard += self._port.hear()
            said = self.say(self)
            self.n += bool(said) and self._port.host_there
            self._port.say(said)

    def baud_rate(self) -> int:
        import termios

        # Until the host has set a rate the pseudo-terminal has the system's own, which is neither.
        rates = {termios.B115200: 115_200, termios.B57600: 57_600, termios.B38400: 38_400, termios.B9600: 9_600}
        return rates.get(termios.tcgetattr(self._port._master)[5], 0)

    def unplug(self) -> None:
        self._stop.set()
        self._thread.join(10)
        self._port.close()


def streaming(hello=None):
    def say(device):
        if hello is not None and b"?\n" in device.heard:
            device.heard = b""
            return encode_text(hello)
        return frame(device.n)

    return say


@pytest.fixture
def device():
    """Devices, unplugged at the end."""
    devices: list[Device] = []

    def plug_in(say, **options) -> Device:
        devices.append(Device(say, **options))
        return devices[-1]

    yield plug_in
    for each in devices:
        each.unplug()


@pytest.fixture
def opened():
    """Sources, closed at the end."""
    sources: list[SerialSource] = []

    def open_port(port, **options) -> SerialSource:
        sources.append(SerialSource(str(port), **options))
        return sources[-1]

    yield open_port
    for source in sources:
        source.close()


@pytest.fixture
def hurried(monkeypatch):
    """The same waits, shorter."""
    monkeypatch.setattr(connection, "FIRST_FRAME_S", 2.0)
    monkeypatch.setattr(connection, "ASK_AGAIN_S", 0.1)
    monkeypatch.setattr(connection, "HELLO_S", 0.3)
    monkeypatch.setattr(serial_port, "LOOK_AGAIN_S", 0.05)
    monkeypatch.setattr(serial_port, "SILENT_S", 0.3)


@pytest.fixture
def impatient(hurried, monkeypatch):
    """Shorter still, where nothing will come at first."""
    monkeypatch.setattr(connection, "FIRST_FRAME_S", 0.3)
    monkeypatch.setattr(naming, "OTHER_S", 0.2)


def read_until(source, enough):
    samples: list[BoardSample] = []
    deadline = time.monotonic() + 15
    while not enough(samples) and time.monotonic() < deadline:
        samples += source.read()
        time.sleep(0.01)
    return samples


def wait_for(holds):
    deadline = time.monotonic() + 15
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert holds()


def test_a_recording_comes_through_the_port_complete_and_equally_spaced(plugged_in, opened):
    """From the emulated board through port, thread and decoder: every sample, judged by the board's own time."""
    source = opened(plugged_in().port)
    samples = read_until(source, lambda got: any(any(s.counts) for s in got) and not any(got[-1].counts))
    assert source.board_id == "E3000001"
    assert sum(any(sample.counts) for sample in samples) == 100
    assert {b.t_us - a.t_us for a, b in pairwise(samples)} == {10_000}
    assert (source.health.gaps, source.health.corrupt, source.health.problem) == (0, 0, "")
    assert source.health.connected
    assert source.health.rate_hz == pytest.approx(100.0)
    assert not source.ended


def test_a_board_has_no_zero_until_the_empty_plate_was_seen(plugged_in, opened):
    """Without a saved calibration it is the nominal one, to be tared; a saved one is asked for by the board's id."""
    port = plugged_in().port
    assert opened(port).calibration == nominal("E3000001", tare=None)


def test_a_saved_calibration_is_used_when_the_boards_id_has_one(device, opened, hurried):
    """It is looked up by the name that the board gave."""
    saved = nominal("CAFE0001", tare=(1.0, 2.0, 3.0, 4.0))
    board = device(streaming(hello_text(board_id="CAFE0001", firmware="2.1")))
    assert opened(board.path, calibration_for={"CAFE0001": saved}.get).calibration is saved


def test_faults_on_the_wire_are_counted_and_nothing_raises(plugged_in, opened):
    """Dropped and altered frames end in `health`; what is whole is kept."""
    source = opened(plugged_in(drop=0.1, corrupt=0.1, seed=5).port)
    samples = read_until(source, lambda got: any(any(s.counts) for s in got) and not any(got[-1].counts))
    assert source.health.corrupt > 3
    assert source.health.gaps > source.health.corrupt
    assert all(b.t_us > a.t_us for a, b in pairwise(samples))


def test_a_pulled_cable_is_told_and_the_way_back_is_found(plugged_in, opened, hurried, tmp_path):
    """Unplugged mid-play: the source says so and waits; plugged in again it carries on, in a new epoch."""
    link = tmp_path / "board"
    board = plugged_in(link=link)
    source = opened(link)
    before = read_until(source, lambda got: len(got) > 20)
    board.unplug()
    wait_for(lambda: not source.health.connected)
    assert source.health.problem == f"the board at {link} was unplugged; plug it back in and it goes on"
    assert source.health.rate_hz == 0.0
    before += source.read()
    plugged_in(link=link)
    after = read_until(source, lambda got: len(got) > 20)
    assert {sample.epoch for sample in before} == {0}
    assert {sample.epoch for sample in after} == {1}
    assert (source.health.connected, source.health.problem) == (True, "")
    assert source.age_s(after[-1].t_us) >= 0


def test_another_board_at_the_same_port_is_not_taken_for_the_first(device, opened, hurried, tmp_path):
    """Its calibration would be wrong; the source waits for the one that was there."""
    link = tmp_path / "board"
    first = device(streaming(hello_text(board_id="AAAAAAAA", firmware="1.0")), link=link)
    source = opened(link)
    read_until(source, lambda got: len(got) > 5)
    first.unplug()
    wait_for(lambda: not source.health.connected)
    source.read()
    other = device(streaming(hello_text(board_id="BBBBBBBB", firmware="1.0")), link=link)
    wait_for(lambda: other.n > 20)
    assert source.read() == []
    assert not source.health.connected
    wait_for(
        lambda: (
            source.health.problem == f"another board (BBBBBBBB) is at {link}; plug in the one that was there (AAAAAAAA)"
        )
    )
    other.unplug()
    wait_for(lambda: "was unplugged" in source.health.problem)
    device(streaming(hello_text(board_id="AAAAAAAA", firmware="1.0")), link=link)
    assert len(read_until(source, lambda got: len(got) > 5)) > 5


def test_the_same_board_is_found_at_another_port_by_its_usb_numbers(device, opened, hurried, monkeypatch):
    """Plugged into another socket, a board with a USB serial number gets another path and is known all the same."""
    hello = hello_text(board_id="AAAAAAAA", firmware="1.0")
    first = device(streaming(hello))
    here = [find.Candidate(first.path, "2341:0043", "85430", "Uno")]
    monkeypatch.setattr(serial_port, "candidates", lambda: list(here))
    source = opened(first.path)
    assert source.identity == here[0]
    read_until(source, lambda got: len(got) > 5)
    second = device(streaming(hello))
    here[:] = [find.Candidate(second.path, "2341:0043", "85430", "Uno")]
    first.unplug()
    wait_for(lambda: not source.health.connected)
    wait_for(lambda: source.health.connected)
    assert source.port == second.path


def test_rubbish_before_the_first_frame_is_dropped(device, opened, hurried):
    """A boot loader's chatter and half a frame are no fault of the board."""
    chatter = iter([b"\xff\x00boot\r\n", frame(9)[7:]])
    board = device(lambda d: next(chatter, None) or streaming(hello_text(board_id="0000000A", firmware="1.0"))(d))
    source = opened(board.path)
    samples = read_until(source, lambda got: len(got) > 10)
    assert source.health.corrupt == 0
    assert samples[0].epoch == 0


def test_a_board_that_was_stopped_is_started_and_made_to_speak_frames(device, opened, hurried):
    """On opening the host sends `M0`, `S1` and `?`."""
    hello = streaming(hello_text(board_id="0000000B", firmware="1.0"))
    heard: list[bytes] = []

    def say(d):
        heard.append(d.heard)
        return hello(d) if b"M0\nS1\n?\n" in b"".join(heard) else b""

    assert opened(device(say).path).board_id == "0000000B"


def test_a_board_that_does_not_say_who_it_is_is_named_after_its_port(device, opened, hurried):
    """It streams valid frames, so it plays; it only cannot be remembered by an id."""
    board = device(streaming())
    source = opened(board.path)
    assert source.board_id == "unknown-" + board.path.removeprefix("/dev/")
    assert is_nameless(source.board_id)


def test_a_board_at_57600_baud_is_found_too(device, opened, impatient):
    """The second rate is tried without opening the port again, which would reset the board."""
    hello = streaming(hello_text(board_id="0000000C", firmware="1.0"))
    board = device(lambda d: hello(d) if d.baud_rate() == 57_600 else b"\x99\xf0" * 9)
    assert opened(board.path).board_id == "0000000C"


@pytest.mark.parametrize(
    ("say", "code", "said"),
    [
        (lambda d: b"", "no_board", "opens, but no board speaks there .115200 or 57600 baud.; check"),
        (
            lambda d: b"ok T:21.4 /0.0 B:22.1\r\n",
            "other_device",
            "something else speaks at .*: “ok T:21.4 /0.0 B:22.1”",
        ),
        (lambda d: bytes(random.Random(d.n).randbytes(40)), "wrong_baud", "makes no sense at 115200 or 57600 baud"),
        (
            lambda d: b"$GPGGA,104533,5231.0,N\r\n" if d.baud_rate() == 9_600 else b"\x99\xf0" * 9,
            "other_device",
            "something else speaks at .*: “.GPGGA,104533,5231.0,N”; choose the port of the board",
        ),
        (
            lambda d: frame(d.n) if d.baud_rate() == 38_400 else b"\x99\xf0" * 9,
            "wrong_baud",
            "sends at 38400 baud; flash its firmware built for 115200 or 57600 baud",
        ),
        (lambda d: b"12500,-17,25,40,3\r\n", "readable_mode", "sends lines for people and does not stop; unplug it"),
        (
            streaming(hello_text(board_id="00000001", firmware="9.0", proto=2)),
            "protocol_newer",
            "protocol 2, newer than ours .1.; update",
        ),
        (
            lambda d: encode_text(hello_text(board_id="00000001", firmware="9.0", proto=2)),
            "protocol_newer",
            "protocol 2, newer than ours .1.; update",
        ),
        (
            streaming(hello_text(board_id="00000001", firmware="0.1", proto=0)),
            "protocol_older",
            "protocol 0, older than ours .1.; update",
        ),
        (
            streaming(hello_text(board_id="00000001", firmware="1.0", channels=3)),
            "other_device",
            "has 3 corners instead of 4",
        ),
    ],
)
def test_whatever_is_no_board_of_ours_is_named_in_one_line(device, impatient, say, code, said):
    """Nothing at all, a printer, noise, a GPS receiver, another speed, another mode, another protocol."""
    with pytest.raises(DeviceError, match=said) as caught:
        SerialSource(device(say).path)
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


def test_somebody_elses_device_is_told_nothing(device, impatient):
    """`M0` would halt a 3-D printer: who speaks lines of its own hears none of our commands."""
    printer = device(lambda d: b"echo:busy: processing\r\n")
    with pytest.raises(DeviceError, match="something else speaks"):
        SerialSource(printer.path)
    assert printer.heard == b""


def test_a_board_in_human_readable_mode_is_made_to_speak_frames(device, opened, hurried):
    """Somebody looked at it in a serial monitor and left."""
    hello = streaming(hello_text(board_id="0000000D", firmware="1.0"))
    frames: list[bool] = []

    def say(d):
        frames.append(b"M0\n" in d.heard or any(frames))
        return hello(d) if frames[-1] else b"12500,-17,25,40,3\r\n"

    assert opened(device(say).path).board_id == "0000000D"


def test_the_board_is_asked_for_its_own_rates(device, opened, hurried):
    """`R` is sent, frames go on meanwhile, and the four rates are there soon after."""
    hello = streaming(hello_text(board_id="0000000E", firmware="2.7"))

    def say(d):
        if b"R\n" in d.heard:
            d.heard = b""
            return encode_text("80.1 79.6 10.2 0.0")
        return hello(d)

    source = opened(device(say).path)
    assert (source.firmware, source.board_rates_hz) == ("2.7", None)
    source.ask_rates()
    wait_for(lambda: source.board_rates_hz is not None)
    assert source.board_rates_hz == (80.1, 79.6, 10.2, 0.0)


def test_health_tells_of_each_channel_and_of_the_clock(device, opened, hurried):
    """Rates by the conversions' own moments, noise, and what the status bits have said."""

    def say(d):
        # Twenty frames a tick and 12.5 ms apart: five seconds of the board's clock in a fiftieth of one of ours.
        if d.n > 20:
            return b""
        first = 20 * d.n
        return b"".join(
            encode_sample(
                BoardSample(12_500 * n, 0, n, (60 * (n % 2), 0, n, 0), (640, 1280, 0, 64), 1 | 4 * (n % 10 == 0), 7, 8)
            )
            for n in range(first, first + 20)
        )

    health = opened(device(say).path).health
    wait_for(lambda: health.timeouts == 420)
    assert health.rates_hz == pytest.approx((80.0, 80.0, 80.0, 0.0))
    assert health.noise_counts[0] == pytest.approx(1.4826 * 60 / 2**0.5)
    assert health.noise_counts[1] == 0.0
    assert health.saturated == 42
    assert health.drift_ppm is not None


def test_a_board_that_is_unplugged_while_it_is_greeted_is_refused_in_one_line(device):
    """The cable slips out again at once."""
    silent = device(lambda d: b"")
    threading.Timer(0.2, silent.unplug).start()
    with pytest.raises(DeviceError, match="went away while it was greeted; check the cable"):
        SerialSource(silent.path)


def test_a_port_is_nobody_elses_while_we_have_it(plugged_in, opened):
    """The second program is told that the port is in use."""
    port = plugged_in().port
    opened(port)
    with pytest.raises(DeviceError, match="in use by another program"):
        SerialSource(port)


@pytest.mark.parametrize(
    ("port", "said"),
    [("/dev/ttyUSB77", "there is no port /dev/ttyUSB77; found: "), ("/dev/null", "cannot be opened as a serial port")],
)
def test_a_port_that_is_none_is_told_with_those_there_are(monkeypatch, port, said):
    """The line names what is plugged in."""
    monkeypatch.setattr(
        connection.list_ports, "comports", lambda: [SimpleNamespace(device="/dev/ttyACM3", vid=None, pid=None)]
    )
    with pytest.raises(DeviceError, match=said) as caught:
        SerialSource(port)
    assert "/dev/ttyACM3" in str(caught.value)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (serial.SerialException(13, "could not open port X: [Errno 13] Permission denied: 'X'"), "group dialout"),
        (serial.SerialException(16, "could not open port X: [Errno 16] Device or resource busy: 'X'"), "in use"),
        (serial.SerialException("could not open port 'X': FileNotFoundError(2, 'not found', None, 2)"), "no port X"),
        (serial.SerialException("could not open port 'X': PermissionError(13, 'denied', None, 5)"), "in use"),
        (serial.SerialException("Cannot configure port, something went wrong"), "cannot be opened as a serial port"),
        (ValueError("Not a valid baudrate: 115200"), "cannot be opened as a serial port"),
    ],
)
def test_each_way_a_port_does_not_open_has_its_own_words(monkeypatch, error, said):
    """Linux and Windows put the same into different exceptions."""

    def refuse(*_, **__):
        raise error

    monkeypatch.setattr(connection.serial, "Serial", refuse)
    with pytest.raises(DeviceError, match=said):
        SerialSource("X")


def test_a_board_that_falls_silent_is_told_and_asked_to_go_on(device, opened, hurried):
    """Somebody may have stopped it; the cable may be loose. Once it speaks again the problem is gone."""
    hello = streaming(hello_text(board_id="0000000D", firmware="1.0"))
    quiet = threading.Event()
    board = device(lambda d: b"" if quiet.is_set() else hello(d))
    source = opened(board.path)
    read_until(source, lambda got: len(got) > 5)
    board.heard = b""
    quiet.set()
    wait_for(lambda: source.health.problem == f"the board at {board.path} is silent; check its cable and power")
    wait_for(lambda: b"S1\n" in board.heard)
    quiet.clear()
    read_until(source, lambda got: len(got) > 5)
    assert source.health.problem == ""


def test_ages_are_never_negative_and_follow_the_boards_clock(plugged_in, opened):
    """A sample of one period earlier is one period older."""
    source = opened(plugged_in().port)
    newest = read_until(source, lambda got: len(got) > 30)[-1].t_us
    assert source.age_s(newest) >= 0.0
    assert source.arrival_us(newest) - source.arrival_us(newest - 10_000) == pytest.approx(10_000, rel=0.011)


def test_closing_ends_the_thread_and_frees_the_port(plugged_in):
    """Twice is no harm, and the port can be opened again."""
    port = plugged_in().port
    threads = threading.active_count()
    for _ in range(2):
        source = SerialSource(port)
        source.close()
        source.close()
        source.read()
    assert threading.active_count() == threads


def test_closing_while_the_board_is_away_is_as_quick(plugged_in, hurried):
    """Nobody waits for a board that is not there."""
    board = plugged_in()
    source = SerialSource(board.port)
    board.unplug()
    wait_for(lambda: not source.health.connected)
    source.close()
    assert not source._thread.is_alive()
