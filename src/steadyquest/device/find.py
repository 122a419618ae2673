"""Which ports could be a board, and which one is known. Nothing unknown is ever opened from here.

The USB chips of boards are also those of 3-D printers and much else, and opening a port resets what is behind it:
ask the person once, remember the board, and prove it by a valid frame.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from serial.tools import list_ports

from steadyquest.device.connection import PORT_ERRORS, Connection
from steadyquest.errors import DeviceError
from steadyquest.wire import Decoder, Hello

USB_CHIPS = {
    "2341:0043": "Arduino Uno",
    "2341:0001": "Arduino Uno",
    "2A03:0043": "Arduino Uno",
    "1A86:7523": "CH340",
    "1A86:5523": "CH341",
    "1A86:55D4": "CH9102",
    "0403:6001": "FT232R",
    "0403:6015": "FT230X",
    "10C4:EA60": "CP210x",
    "067B:2303": "PL2303",
}
"""The USB chips that Arduinos and their clones carry, by VID:PID."""


class Candidate(NamedTuple):
    """A port that could be a board, by its chip."""

    port: str
    vid_pid: str
    serial_number: str
    """Empty on most clones."""
    description: str


class Remembered(Protocol):
    """What was kept of a board that a person said yes to."""

    @property
    def port(self) -> str | None:
        """Where it was."""
        ...

    @property
    def vid_pid(self) -> str | None:
        """Its USB chip, as `USB_CHIPS` writes it."""
        ...

    @property
    def serial_number(self) -> str | None:
        """Its USB serial number, if it has one."""
        ...


def candidates() -> list[Candidate]:
    """The ports that are plugged in now and have a chip that boards have."""
    found = []
    for port in list_ports.comports():
        vid_pid = f"{port.vid:04X}:{port.pid:04X}" if port.vid is not None and port.pid is not None else ""
        if vid_pid in USB_CHIPS:
            description = port.description if port.description not in {None, "", "n/a"} else USB_CHIPS[vid_pid]
            found.append(Candidate(port.device, vid_pid, port.serial_number or "", description))
    return sorted(found)


def find_known(remembered: Iterable[Remembered], among: Iterable[Candidate] | None = None) -> Candidate | None:
    """The first remembered board that is plugged in.

    With a USB serial number it is known at any port; without one only at the port where it was.
    """
    here = list(candidates() if among is None else among)
    matches = (candidate for board in remembered for candidate in here if _same(board, candidate))
    return next(matches, None)


def _same(board: Remembered, candidate: Candidate) -> bool:
    if not board.vid_pid or board.vid_pid.upper() != candidate.vid_pid:
        return False
    if board.serial_number or candidate.serial_number:
        return (board.serial_number or "") == candidate.serial_number
    return board.port == candidate.port


def probe(port: str) -> Hello | None:
    """Who is behind a port, or None when no board is. Only for remembered boards, or after a person said yes."""
    try:
        connection = Connection(port, decoder=Decoder())
    except DeviceError:
        return None
    try:
        return connection.greet().hello
    except DeviceError:
        return None
    except PORT_ERRORS:
        return None
    finally:
        connection.close()
