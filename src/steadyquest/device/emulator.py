"""The emulated board: a recording behind a pseudo-terminal that speaks the protocol in real time."""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from steadyquest.device.cop_csv import read_cop_csv
from steadyquest.device.emulated_board import EmulatedBoard
from steadyquest.device.playback import Playback
from steadyquest.device.pseudo_port import PseudoPort
from steadyquest.errors import DeviceError
from steadyquest.words import tr

RATE_HZ = (5.0, 1000.0)
NOISE_MOST_MM = 100.0
LOOK_S = 0.02
"""How long the loop sleeps at most, so that it is stopped and answers soon."""


def emulate(
    csv: Path | str,
    *,
    rate_hz: float | None = None,
    link: Path | str | None = None,
    noise_mm: float = 0.0,
    drop: float = 0.0,
    corrupt: float = 0.0,
    seed: int = 0,
    loop: bool = False,
    board_id: str = "E3000001",
    announce: Callable[[str], None],
    stop: Callable[[], bool],
) -> None:
    """Be a board until `stop` says so. The port's path is announced first, before any frame.

    Empty plate until the host asks `?`, five seconds more, the recording, then an empty plate. A host that closes
    the port leaves it as it was: the next one starts from the beginning. Raises DeviceError or SignalError.
    """
    _check(drop=drop, corrupt=corrupt, noise_mm=noise_mm, rate_hz=rate_hz)
    recording = read_cop_csv(csv)
    _check(rate_hz=rate_hz or recording.rate_hz)
    playback = Playback(recording, rate_hz=rate_hz, noise_mm=noise_mm, loop=loop)
    board = EmulatedBoard(playback, board_id=board_id, drop=drop, corrupt=corrupt, seed=seed)
    with PseudoPort(link=None if link is None else Path(link)) as port:
        announce(port.path)
        _serve(board, port, stop=stop)


def _serve(board: EmulatedBoard, port: PseudoPort, *, stop: Callable[[], bool]) -> None:
    """Keep to absolute deadlines: after a late wake-up the missed frames are made up, so that none is missing."""
    period_s = board.period_us / 1e6
    begin_s = time.monotonic()
    ticks = 0
    while not stop():
        was_there = port.host_there
        heard = port.hear()
        if was_there and not port.host_there:
            board.host_left()
        port.say(board.hear(heard))
        due = int((time.monotonic() - begin_s) / period_s)
        for _ in range(due - ticks):
            if not port.say(board.tick()):
                board.dropped()
        ticks = max(ticks, due)
        port.wait(min(LOOK_S, max(0.0, begin_s + (ticks + 1) * period_s - time.monotonic())))


def _check(*, rate_hz: float | None, drop: float = 0.0, corrupt: float = 0.0, noise_mm: float = 0.0) -> None:
    limits = {"rate": (rate_hz, *RATE_HZ), "drop": (drop, 0.0, 1.0), "corrupt": (corrupt, 0.0, 1.0)}
    for name, (value, least, most) in {**limits, "noise-mm": (noise_mm, 0.0, NOISE_MOST_MM)}.items():
        if value is not None and not least <= value <= most:
            message = tr("--{name} is {value:g}; it has to be from {least:g} to {most:g}")
            raise DeviceError(message.format(name=name, value=value, least=least, most=most))


@contextlib.contextmanager
def until_told_to_stop() -> Iterator[Callable[[], bool]]:
    """A `stop` for `emulate` that turns true when the process is asked to end (SIGINT, SIGTERM)."""
    told: list[int] = []
    before = {number: signal.signal(number, lambda n, _: told.append(n)) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(told)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
