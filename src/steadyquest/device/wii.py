"""The Wii Balance Board as a source, on Linux.

Pairing is the system's work (hardware/README.md says how); here a board that is connected is opened, and looked for
again each second when it has gone to sleep or out of reach.
"""

from __future__ import annotations

import select
import sys
import threading
from collections import deque
from collections.abc import Callable

from steadyquest.conventions import BoardSample
from steadyquest.device.wii_device import Device, EvdevBoard, WiiBoard, wii_boards
from steadyquest.device.wii_events import Reading, SteadySamples, WiiEvents, wii_calibration
from steadyquest.errors import DeviceError
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.source import Health
from steadyquest.words import tr

LABEL = "wii"
"""What it is called on the command line, instead of a port."""
LOOK_S = 0.02
LOOK_AGAIN_S = 1.0
RATE_WINDOW_US = 2_000_000
CLOSE_S = 2.0
BATTERY_LOW = 10
"""Per cent, as the kernel counts."""


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
        self.health.problem = tr("the Wii Balance Board is gone; press its power button and it goes on")
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
