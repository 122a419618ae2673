"""The Wii Balance Board as a source, on Linux: found in the kernel's own list of inputs, read through evdev.

Pairing is the system's work (hardware/README.md says how); here a board that is connected is opened, and looked for
again each second when it has gone to sleep or out of reach.
"""

from __future__ import annotations

import contextlib
import select
import struct
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from steadyquest.conventions import BoardSample, Counts
from steadyquest.device.wii_events import AXES, InputEvent, Reading, SteadySamples, WiiEvents, wii_calibration
from steadyquest.errors import DeviceError
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.source import Health
from steadyquest.words import tr

LABEL = "wii"
"""What it is called on the command line, instead of a port."""
NAME = "Nintendo Wii Remote Balance Board"
INPUTS = Path("/sys/class/input")
EVIOCSCLOCKID = 0x400445A0
"""_IOW('E', 0xa0, int), include/uapi/linux/input.h: which clock the events are stamped by."""
CLOCK_MONOTONIC = 1

LOOK_S = 0.02
LOOK_AGAIN_S = 1.0
RATE_WINDOW_US = 2_000_000
CLOSE_S = 2.0
BATTERY_LOW = 10
"""Per cent, as the kernel counts."""


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


class WiiSource:
    """Samples of a Wii Balance Board, about 80 a second while it is connected.

    Opening raises DeviceError in one line; from then on nothing raises and nothing waits: what goes wrong is in
    `health`. The next connection begins a new epoch.
    """

    port = LABEL

    def __init__(
        self,
        *,
        calibration_for: Callable[[str], Calibration | None] | None = None,
        boards: Callable[[], list[WiiBoard]] = wii_boards,
        open_device: Callable[[str], Device] = EvdevBoard,
    ) -> None:
        self.health = Health()
        self.ended = False
        self._boards, self._open_device = boards, open_device
        self._arrived: deque[BoardSample] = deque()
        self._recent_us: deque[int] = deque()
        self._losses = 0
        self._epoch = -1
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._device: Device | None = None
        self._board = self._first()
        self.board_id = self._board.board_id
        self._open()
        self.calibration = (calibration_for and calibration_for(self.board_id)) or wii_calibration(self.board_id)
        self._thread = threading.Thread(target=self._keep_reading, name="wii board", daemon=True)
        self._thread.start()

    @property
    def battery_percent(self) -> int | None:
        """How full the batteries are, or None while nobody knows."""
        try:
            return int(self._board.battery.read_text()) if self._board.battery else None
        except (OSError, ValueError):
            return None

    def read(self) -> list[BoardSample]:
        """What has arrived, to the last event."""
        if self._lock.acquire(blocking=False):
            try:
                self._take()
            except OSError:
                # The reading thread meets the same error and sees to it.
                pass
            finally:
                self._lock.release()
        return [self._arrived.popleft() for _ in range(len(self._arrived))]

    def close(self) -> None:
        """Let go of the board and end the thread."""
        self._closing.set()
        if self._thread is not threading.current_thread():
            self._thread.join(CLOSE_S)

    def _first(self) -> WiiBoard:
        found = self._boards()
        if found:
            return found[0]
        if not sys.platform.startswith("linux"):
            raise DeviceError(tr("a Wii Balance Board can be used on Linux only; plug in a SteadyQuest board instead"))
        raise DeviceError(
            tr(
                "no Wii Balance Board is connected; press its power button, or pair it with bluetoothctl "
                "(scan on, press the red button under the battery lid, then pair, trust and connect its address)"
            )
        )

    def _open(self) -> None:
        device = self._open_device(self._board.path)
        try:
            began_us = device.now_us()
            self._events = WiiEvents(device.counts)
        except OSError as error:
            device.close()
            raise DeviceError(tr("the Wii Balance Board went away while it was opened; switch it on again")) from error
        self._epoch += 1
        self._samples = SteadySamples(self._events.counts, began_us=began_us, epoch=self._epoch)
        self._recent_us.clear()
        self.health.connected, self.health.problem = True, ""
        self._device = device

    def _keep_reading(self) -> None:
        while not self._closing.is_set():
            device = self._device
            if device is None:
                self._look_again()
                continue
            try:
                select.select([device], [], [], LOOK_S)
                with self._lock:
                    self._take()
            except (OSError, ValueError):
                self._lose(device)
        if self._device is not None:
            with self._lock:
                self._device.close()
                self._device = None

    def _take(self) -> None:
        device = self._device
        if device is None:
            return
        # Read the clock first: what is stamped earlier can be read by now.
        now_us = device.now_us()
        readings: list[Reading] = []
        while events := list(device.events()):
            readings += self._events.feed(events)
        samples = self._samples.take(readings, now_us=now_us)
        self._arrived.extend(samples)
        self._count(samples)
        self.health.problem = self._problem(now_us)

    def _count(self, samples: list[BoardSample]) -> None:
        recent = self._recent_us
        recent.extend(sample.t_us for sample in samples)
        while recent and recent[-1] - recent[0] > RATE_WINDOW_US:
            recent.popleft()
        if len(recent) > 1:
            self.health.rate_hz = (len(recent) - 1) * 1e6 / (recent[-1] - recent[0])
        self.health.gaps = self._losses + self._events.losses

    def _problem(self, now_us: int) -> str:
        if self._samples.quiet(now_us):
            self.health.rate_hz = 0.0
            return tr("the Wii Balance Board has gone quiet; bring it closer, or give it new batteries")
        if self._samples.too_heavy:
            return tr("the Wii Balance Board carries more than it may; step off")
        return ""

    def _lose(self, device: Device) -> None:
        low = (self.battery_percent or 100) <= BATTERY_LOW
        with self._lock:
            self._device = None
            device.close()
            self._losses += self._events.losses
        self.health.connected, self.health.rate_hz = False, 0.0
        self.health.problem = tr("the Wii Balance Board is gone; press its power button and play goes on")
        if low:
            self.health.problem = tr("the Wii Balance Board is gone, its batteries are nearly empty; change them")

    def _look_again(self) -> None:
        """Once a second: the same board, wherever the kernel has put it."""
        if self._closing.wait(LOOK_AGAIN_S):
            return
        here = next((board for board in self._boards() if board.board_id == self.board_id), None)
        if here is None:
            return
        self._board = here
        try:
            with self._lock:
                self._open()
        except DeviceError as error:
            self.health.problem = str(error)
