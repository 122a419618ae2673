"""What the tests of devices share: short recordings and boards on pseudo-terminals, emulated in a thread."""

from __future__ import annotations

import math
import queue
import threading
from pathlib import Path

import pytest

from steadyquest.device import playback
from steadyquest.device.emulator import emulate


class Board:
    """An emulated board in a thread, with its port."""

    def __init__(self, csv: Path, **options) -> None:
        self._stopping = threading.Event()
        said: queue.Queue[str | Exception] = queue.Queue()

        def run() -> None:
            try:
                emulate(csv, announce=said.put, stop=self._stopping.is_set, **options)
            except Exception as error:  # noqa: BLE001  # shown to the test instead
                said.put(error)

        self._thread = threading.Thread(target=run)
        self._thread.start()
        first = said.get(timeout=10)
        if isinstance(first, Exception):
            raise first
        self.port = first

    def unplug(self) -> None:
        self._stopping.set()
        self._thread.join(10)
        assert not self._thread.is_alive()


@pytest.fixture
def csv(tmp_path):
    """A second of a slow circle at 100 Hz."""
    path = tmp_path / "circle.csv"
    rows = [f"{i / 100:.2f},{20 * math.cos(i / 30):.4f},{20 * math.sin(i / 30):.4f},600" for i in range(1, 101)]
    path.write_text("\n".join(["time_s,cop_ml_mm,cop_ap_mm,fz_n", *rows]))
    return path


@pytest.fixture
def plugged_in(csv, monkeypatch):
    """Emulated boards, unplugged at the end; the tare is short so that tests are."""
    monkeypatch.setattr(playback, "LEAD_IN_S", 0.3)
    monkeypatch.setattr(playback, "BETWEEN_S", 0.2)
    boards: list[Board] = []

    def plug_in(**options) -> Board:
        boards.append(Board(csv, **options))
        return boards[-1]

    yield plug_in
    for board in boards:
        board.unplug()
