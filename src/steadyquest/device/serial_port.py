"""A board at a serial port, as a source: a reading thread, and a way back after the cable was pulled."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from steadyquest.conventions import NAMELESS, BoardSample, Forces
from steadyquest.device.connection import LOOK_S, PORT_ERRORS, Connection, samples_in
from steadyquest.device.find import Candidate, candidates
from steadyquest.device.gauges import Gauges
from steadyquest.errors import DeviceError
from steadyquest.signal.calibration import Calibration, nominal
from steadyquest.signal.corners import corner_words
from steadyquest.signal.source import Health
from steadyquest.wire import Decoder, Message, Text
from steadyquest.wire.messages import RATES, parse_rates
from steadyquest.words import tr

LOOK_AGAIN_S = 1.0
SILENT_S = 2.0
CLOSE_S = 2.0


class SerialSource:
    """Samples of the board at a port.

    Opening waits for the board's first frame and its name, up to six seconds and three more, and raises DeviceError
    in one line when there is none. From then on nothing raises and nothing waits: what goes wrong is in `health`.
    """

    def __init__(self, port: str, *, calibration_for: Callable[[str], Calibration | None] | None = None) -> None:
        self.port = port
        self.health = Health()
        self.ended = False
        self._decoder = Decoder()
        self._gauges = Gauges(self.health)
        self._arrived: deque[BoardSample] = deque()
        self._last_heard_s = time.monotonic()
        self._corrupt_before = 0
        self._closing = threading.Event()
        # Reading thread and player both take from the port, one at a time and in the order of its bytes.
        self._port_lock = threading.Lock()
        self._connection: Connection | None = None
        self._identity = next((found for found in candidates() if found.port == port), None)
        self.board_id = self.firmware = ""
        """Its own id, and the version of what runs on it; the latter is empty when it did not say."""
        self.board_rates_hz: Forces | None = None
        """What the board itself has measured, once `ask_rates` was answered."""
        self._connection = self._connected(port)
        self.calibration = (calibration_for and calibration_for(self.board_id)) or nominal(self.board_id, tare=None)
        self._thread = threading.Thread(target=self._keep_reading, name=f"board {port}", daemon=True)
        self._thread.start()

    @property
    def identity(self) -> Candidate | None:
        """How to find this board again by its USB chip; None when it has none."""
        return self._identity

    def read(self) -> list[BoardSample]:
        """What has arrived, to the last byte: a frame is drawn with the newest sample, not with the thread's last."""
        if self._port_lock.acquire(blocking=False):
            try:
                if self._connection is not None:
                    self._take(self._connection)
            except PORT_ERRORS:
                # The reading thread meets the same error and sees to it.
                pass
            finally:
                self._port_lock.release()
        arrived = self._arrived
        return [arrived.popleft() for _ in range(len(arrived))]

    def age_s(self, sample_t_us: int) -> float:
        """How long ago a sample of the running epoch would have arrived, had nothing held it up."""
        return (time.monotonic_ns() / 1000 - self.arrival_us(sample_t_us)) / 1e6

    def arrival_us(self, sample_t_us: int) -> float:
        """The same moment on the host's monotonic clock, in microseconds."""
        return sample_t_us + self.arrival_offset_us(sample_t_us)

    def arrival_offset_us(self, sample_t_us: int) -> float:
        """Host's clock less the board's at a moment, by the earliest arrivals."""
        return self._gauges.clock.offset_us(sample_t_us)

    def ask_rates(self) -> None:
        """Let the board tell how fast its chips are; the answer is in `board_rates_hz` soon after."""
        self.board_rates_hz = None
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(*PORT_ERRORS):
                connection.tell(RATES)

    def close(self) -> None:
        """Let go of the port and end the thread."""
        self._closing.set()
        if self._thread is not threading.current_thread():
            self._thread.join(CLOSE_S)

    def _connected(self, port: str) -> Connection:
        """A greeted connection to our board; its first samples are kept."""
        return self._greeted(Connection(port, decoder=self._decoder, heard=self._gauges.heard))

    def _greeted(self, connection: Connection) -> Connection:
        port = connection.port
        try:
            greeting = connection.greet(self._closing.is_set)
        except PORT_ERRORS as error:
            connection.close()
            message = tr("the board at {port} went away while it was greeted; check the cable")
            raise DeviceError(message.format(port=port)) from error
        except DeviceError:
            connection.close()
            raise
        board_id = greeting.hello.board_id if greeting.hello else f"{NAMELESS}{port.removeprefix('/dev/')}"
        if self.board_id and greeting.hello and board_id != self.board_id:
            connection.close()
            message = tr("another board ({other}) is at {port}; plug in the one that was there ({ours})")
            raise DeviceError(message.format(other=board_id, port=port, ours=self.board_id))
        self.board_id = self.board_id or board_id
        self.firmware = greeting.hello.firmware if greeting.hello else self.firmware
        self._keep(greeting.samples)
        return connection

    def _keep_reading(self) -> None:
        while not self._closing.is_set():
            connection = self._connection
            if connection is None:
                self._look_again()
                continue
            try:
                connection.wait(LOOK_S)
                with self._port_lock:
                    self._take(connection)
                self._mind_silence(connection)
            except PORT_ERRORS:
                self._lose(connection)
        if self._connection is not None:
            with self._port_lock:
                self._connection.close()
                self._connection = None

    def _take(self, connection: Connection) -> None:
        messages = connection.receive()
        self._keep(samples_in(messages))
        self._listen(messages)
        self.health.gaps, self.health.corrupt = self._decoder.gaps, self._decoder.corrupt

    def _keep(self, samples: list[BoardSample]) -> None:
        if samples:
            self._last_heard_s = time.monotonic()
            self.health.connected, self.health.problem = True, _fault_of(samples[-1])
            self._arrived.extend(samples)

    def _listen(self, messages: list[Message]) -> None:
        for message in messages:
            if isinstance(message, Text):
                self.board_rates_hz = parse_rates(message.text) or self.board_rates_hz

    def _mind_silence(self, connection: Connection) -> None:
        """A board that is there but says nothing may have been stopped: tell the person, and ask it to stream."""
        if time.monotonic() - self._last_heard_s < SILENT_S:
            return
        self._last_heard_s = time.monotonic()
        garbage = self._decoder.corrupt > self._corrupt_before
        self._corrupt_before = self._decoder.corrupt
        said = tr("the board at {port} sends what cannot be read; check its cable, or whether it is the board")
        if not garbage:
            said = tr("the board at {port} is silent; check its cable and power")
        self.health.problem = said.format(port=self.port)
        self._gauges.silent()
        connection.ask()

    def _lose(self, connection: Connection) -> None:
        with self._port_lock:
            self._connection = None
            connection.close()
            self._decoder.lost()
        self.health.connected = False
        self._gauges.silent()
        self._tell_unplugged()

    def _tell_unplugged(self) -> None:
        message = tr("the board at {port} was unplugged; plug it back in and it goes on")
        self.health.problem = message.format(port=self.port)

    def _look_again(self) -> None:
        """Once a second: the same port, or the same board at another one."""
        if self._closing.wait(LOOK_AGAIN_S):
            return
        port = self._port_now()
        try:
            connection = Connection(port, decoder=self._decoder, heard=self._gauges.heard)
        except DeviceError as error:
            # A port that is not there is what unplugged means.
            if port in {found.port for found in candidates()} or Path(port).exists():
                self.health.problem = str(error)
            else:
                self._tell_unplugged()
            return
        try:
            self._greeted(connection)
        except DeviceError as error:
            # Whatever speaks or keeps silent there, the port is open: somebody has plugged something in.
            self._decoder.lost()
            self._gauges.silent()
            self.health.problem = str(error)
            return
        with self._port_lock:
            self.port, self._connection = port, connection

    def _port_now(self) -> str:
        ours = self._identity
        if ours is None or not ours.serial_number:
            return self.port
        here = {(found.vid_pid, found.serial_number): found.port for found in candidates()}
        return here.get((ours.vid_pid, ours.serial_number), self.port)


def _fault_of(sample: BoardSample) -> str:
    """What the board says of its own cells, in one line; empty when all is well."""
    if sample.sound:
        return ""
    if not sample.faulty:
        return tr("the board says that it carries too much, or that a cell is shorted; check load and cables")
    bad = ", ".join(corner_words(channel) for channel in range(4) if sample.faulty >> channel & 1)
    return tr("the board says that a cell is faulty: {cells}; check its cable").format(cells=bad)
