"""One open serial port with a board behind it: opened with plain errors, greeted, read without waiting."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import serial
from serial.tools import list_ports

from steadyquest.conventions import BoardSample
from steadyquest.device import naming
from steadyquest.errors import DeviceError
from steadyquest.wire import HELLO, Decoder, Hello, Message, Text, parse_hello
from steadyquest.wire.messages import PROTOCOL, READABLE_OFF, START
from steadyquest.words import tr

try:
    import termios
except ImportError:
    PORT_ERRORS: tuple[type[Exception], ...] = (OSError, ValueError)
else:
    PORT_ERRORS = (OSError, ValueError, termios.error)
"""What a port that fails or goes away can raise; pyserial lets some of the system's own errors through."""

BAUD_RATES = (115_200, 57_600)
FIRST_FRAME_S = 3.0
"""For each baud rate. Opening resets an Arduino, whose boot loader takes up to 2.5 s."""
ASK_AGAIN_S = 1.0
HELLO_S = 3.0
CHANNELS = 4
LOOK_S = 0.1
POLL_S = 0.002


Heard = Callable[[list[BoardSample], float], None]
"""Told of each batch of samples and of its arrival on the host's monotonic clock, in microseconds."""


def open_serial(port: str) -> serial.Serial:
    """The port at its first baud rate, ours alone. Raises DeviceError in one line."""
    try:
        opened = serial.Serial(port, BAUD_RATES[0], timeout=0, write_timeout=1.0, exclusive=True)
    except PORT_ERRORS as error:
        raise _why_not(port, error) from error
    # FTDI chips hold bytes back for 16 ms by default; a pseudo-terminal and some drivers cannot be told.
    with contextlib.suppress(OSError, AttributeError, NotImplementedError, ValueError):
        opened.set_low_latency_mode(True)
    return opened


@dataclass(frozen=True, slots=True)
class Greeting:
    """Who answered, and what it had sent by then."""

    hello: Hello | None
    samples: list[BoardSample] = field(default_factory=list)


class Connection:
    """An open port and the decoder of its bytes. Errors of reading and writing are `PORT_ERRORS`."""

    def __init__(self, port: str, *, decoder: Decoder, heard: Heard | None = None) -> None:
        self.port = port
        self._serial = open_serial(port)
        self._decoder = decoder
        self._heard = heard
        self._overheard = b""
        """The newest bytes at this speed, until the board has answered: they name what speaks there instead."""
        self._greeted = False

    def wait(self, seconds: float) -> None:
        """Until there is something to read, or the time is over."""
        if os.name == "posix":
            import select

            select.select([self._serial], [], [], seconds)
            return
        deadline = time.monotonic() + seconds
        while not self._serial.in_waiting and time.monotonic() < deadline:
            time.sleep(POLL_S)

    def receive(self) -> list[Message]:
        """What has come by now. Raises one of `PORT_ERRORS` when the board is gone."""
        # Asking for one byte where none waits is what brings an unplugged port to light.
        data = self._serial.read(max(1, self._serial.in_waiting))
        arrival_us = time.monotonic_ns() / 1000
        messages = self._decoder.feed(data) if data else []
        if not self._greeted:
            self._overheard = (self._overheard + data)[-naming.KEPT_BYTES :]
        if self._heard is not None and messages:
            self._heard(samples_in(messages), arrival_us)
        return messages

    def ask(self) -> None:
        """Frames please, streaming, and who are you."""
        self.tell(READABLE_OFF + START + HELLO)

    def tell(self, commands: bytes) -> None:
        """Send the board command lines."""
        self._serial.write(commands)

    def greet(self, given_up: Callable[[], bool] = lambda: False) -> Greeting:
        """Wait for the first valid frame at each baud rate, then for the board's name.

        A board that streams but does not say who it is has no `hello`. Raises DeviceError with a code when nothing
        valid comes or when the board speaks another protocol; both say what to do.
        """
        overheard: dict[int, bytes] = {}
        for baud_rate in BAUD_RATES:
            self._turn_to(baud_rate)
            first = self._listen(FIRST_FRAME_S, until=bool, given_up=given_up, ask_at_once=False)
            if first:
                self._greeted = True
                return self._ask_who(first, given_up=given_up)
            overheard[baud_rate] = self._overheard
            if given_up() or naming.is_somebody_else(self._overheard):
                break
            self._decoder.lost()
        self._listen_elsewhere(overheard, given_up=given_up)
        raise naming.nobody(self.port, overheard, ours=BAUD_RATES)

    def close(self) -> None:
        """Let go of the port."""
        with contextlib.suppress(OSError):
            self._serial.close()

    def _turn_to(self, baud_rate: int) -> None:
        # The port is not opened anew: that would reset the board once more.
        self._serial.baudrate = baud_rate
        self._overheard = b""

    def _listen_elsewhere(self, overheard: dict[int, bytes], *, given_up: Callable[[], bool]) -> None:
        """Noise may be somebody else's lines at their own speed: listen there, and say nothing."""
        if not all(len(heard) >= naming.LEAST_BYTES and not naming.is_lines(heard) for heard in overheard.values()):
            return
        for baud_rate in naming.OTHER_BAUD_RATES:
            # Not every port can take every rate.
            with contextlib.suppress(ValueError, NotImplementedError):
                self._turn_to(baud_rate)
                if self._listen(naming.OTHER_S, until=bool, given_up=given_up, silently=True):
                    raise naming.at_another_speed(self.port, baud_rate, ours=BAUD_RATES)
                overheard[baud_rate] = self._overheard
            if given_up() or naming.is_lines(self._overheard):
                return

    def _listen(
        self,
        seconds: float,
        *,
        until: Callable[[list[Message]], bool],
        given_up: Callable[[], bool],
        ask_at_once: bool = True,
        silently: bool = False,
    ) -> list[Message]:
        """Everything that comes until something holds, asking again each second; never asking somebody else."""
        heard: list[Message] = []
        now = time.monotonic()
        deadline, ask_at = now + seconds, now if ask_at_once else now + ASK_AGAIN_S
        while not until(heard) and now < deadline and not given_up():
            if now >= ask_at and not (silently or naming.is_somebody_else(self._overheard)):
                self.ask()
                ask_at = now + ASK_AGAIN_S
            self.wait(LOOK_S)
            heard += self.receive()
            now = time.monotonic()
        return heard

    def _ask_who(self, first: list[Message], *, given_up: Callable[[], bool]) -> Greeting:
        rest = self._listen(HELLO_S, until=lambda heard: _hello_in(first + heard) is not None, given_up=given_up)
        hello = _hello_in(first + rest)
        if hello is not None and (hello.proto, hello.channels) != (PROTOCOL, CHANNELS):
            raise _not_ours(self.port, hello)
        return Greeting(hello, samples_in(first + rest))


def samples_in(messages: list[Message]) -> list[BoardSample]:
    """The samples among the messages."""
    return [message for message in messages if isinstance(message, BoardSample)]


def _hello_in(messages: list[Message]) -> Hello | None:
    hellos = (parse_hello(message.text) for message in messages if isinstance(message, Text))
    return next((hello for hello in hellos if hello is not None), None)


def _not_ours(port: str, hello: Hello) -> DeviceError:
    if hello.proto > PROTOCOL:
        code = "protocol_newer"
        said = tr("the board at {port} speaks protocol {proto}, newer than ours ({ours}); update SteadyQuest")
    elif hello.proto < PROTOCOL:
        code = "protocol_older"
        said = tr("the board at {port} speaks protocol {proto}, older than ours ({ours}); update its firmware")
    else:
        code = "other_device"
        said = tr("the board at {port} has {channels} corners instead of 4; build its firmware for four")
    return DeviceError(said.format(port=port, proto=hello.proto, ours=PROTOCOL, channels=hello.channels), code=code)


def _why_not(port: str, error: Exception) -> DeviceError:
    """One line for each way that a port cannot be opened. Windows tells them apart by words only."""
    number, words = getattr(error, "errno", None), str(error)
    if number == errno.ENOENT or "FileNotFoundError" in words:
        said = tr("there is no port {port}; found: {found}").format(port=port, found=_ports_here())
        return DeviceError(said, code="no_board")
    if number in {errno.EBUSY, errno.EAGAIN} or "exclusively lock" in words or "PermissionError" in words:
        said = tr("{port} is in use by another program; close it and try again")
    elif number in {errno.EACCES, errno.EPERM}:
        said = tr("no permission to open {port}; on Linux join the group dialout and log in anew")
    else:
        said = tr("{port} cannot be opened as a serial port; check the name (found: {found})")
    return DeviceError(said.format(port=port, found=_ports_here()))


def _ports_here() -> str:
    return ", ".join(sorted(found.device for found in list_ports.comports())) or tr("no port at all")
