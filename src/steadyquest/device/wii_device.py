"""A Wii Balance Board in the Linux kernel: found in its own list of inputs, opened and read through evdev."""

from __future__ import annotations

import contextlib
import struct
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from steadyquest.conventions import Counts
from steadyquest.device.wii_events import AXES, InputEvent
from steadyquest.errors import DeviceError
from steadyquest.words import tr

NAME = "Nintendo Wii Remote Balance Board"
INPUTS = Path("/sys/class/input")
EVIOCSCLOCKID = 0x400445A0
"""_IOW('E', 0xa0, int), include/uapi/linux/input.h: which clock the events are stamped by."""
CLOCK_MONOTONIC = 1


class WiiBoard(NamedTuple):
    """A Balance Board that is connected now."""

    path: str
    """Its event device, such as /dev/input/event7."""
    board_id: str
    battery: Path | None
    """Where the kernel says how full its batteries are."""


class Device(Protocol):
    """An open Balance Board. Errors are OSError; ENODEV when it has gone."""

    def fileno(self) -> int:
        """To wait on."""
        ...

    def events(self) -> Iterable[InputEvent]:
        """Some of what has come and was not read, or nothing."""
        ...

    def counts(self) -> Counts:
        """What the four cells read now."""
        ...

    def now_us(self) -> int:
        """The clock that stamps the events."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


def wii_boards(inputs: Path = INPUTS) -> list[WiiBoard]:
    """The Balance Boards that are connected, by name. Needs neither evdev nor any permission."""
    found = []
    with contextlib.suppress(OSError):
        for event in sorted(inputs.glob("event*")):
            with contextlib.suppress(OSError):
                if (event / "device" / "name").read_text().strip() == NAME:
                    found.append(_described(event))
    return found


def _described(event: Path) -> WiiBoard:
    """Its Bluetooth address and battery belong to the device behind the input device."""
    hid = event / "device" / "device"
    address = ""
    with contextlib.suppress(OSError):
        facts = dict(line.partition("=")[::2] for line in (hid / "uevent").read_text().splitlines())
        address = facts.get("HID_UNIQ", "").replace(":", "").lower()
    battery = next(iter(sorted(hid.glob("power_supply/*/capacity"))), None)
    return WiiBoard(f"/dev/input/{event.name}", f"wii-{address or 'balance-board'}", battery)


class EvdevBoard:
    """The event device of a Balance Board, opened through evdev. Raises DeviceError in one line."""

    def __init__(self, path: str) -> None:
        try:
            import evdev
        except ImportError as error:
            said = tr('a Wii Balance Board needs the package evdev: pip install "steadyquest[wii]"')
            raise DeviceError(said) from error
        try:
            self._device: Any = evdev.InputDevice(path)
        except PermissionError as error:
            said = tr("no permission to read the Wii Balance Board at {path}; join the group input and log in anew")
            raise DeviceError(said.format(path=path)) from error
        except OSError as error:
            said = tr("the Wii Balance Board at {path} cannot be opened ({why}); switch it off and on")
            raise DeviceError(said.format(path=path, why=error.strerror or error)) from error
        self._monotonic = self._stamp_by_monotonic()
        self._let_everything_through()

    def fileno(self) -> int:
        """To wait on."""
        return int(self._device.fd)

    def events(self) -> Iterable[InputEvent]:
        """Some of what has come and was not read, or nothing."""
        try:
            return list(self._device.read())
        except BlockingIOError:
            return ()

    def counts(self) -> Counts:
        """What the four cells read now."""
        fl, fr, rl, rr = (int(self._device.absinfo(axis).value) for axis in AXES)
        return fl, fr, rl, rr

    def now_us(self) -> int:
        """The clock that stamps the events."""
        return (time.monotonic_ns() if self._monotonic else time.time_ns()) // 1000

    def close(self) -> None:
        """Let go of it."""
        with contextlib.suppress(OSError):
            self._device.close()

    def _stamp_by_monotonic(self) -> bool:
        """Events are stamped by the time of day unless one asks: that clock can be set while somebody plays."""
        import fcntl

        try:
            fcntl.ioctl(self._device.fd, EVIOCSCLOCKID, struct.pack("i", CLOCK_MONOTONIC))
        except OSError:
            return False
        return True

    def _let_everything_through(self) -> None:
        """The driver asks for a fuzz of 2, which swallows a rise of 10 g and lets a fall through: switch it off."""
        with contextlib.suppress(OSError):
            for axis in AXES:
                self._device.set_absinfo(axis, fuzz=0)
