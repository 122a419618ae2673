"""Who stands on the emulated plate: a recording or a simulated person that the real firmware weighs, live.

A person who plays sees the scene like anybody, leans, and presses on the emulated cells; what comes back through
the serial port is the board's own.
"""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from steadyquest.conventions import BoardSample, Counts, ReachMap
from steadyquest.device.firmware_emulator import EMPTY, FirmwareEmulator
from steadyquest.device.playback import LEAD_IN_S, Playback
from steadyquest.device.serial_port import SerialSource
from steadyquest.errors import DeviceError
from steadyquest.signal.calibration import Calibration, nominal
from steadyquest.signal.source import Health
from steadyquest.simulate.person import SimulatedPerson

if TYPE_CHECKING:
    from steadyquest.game.scene import Scene

RATE_HZ = 100.0
"""How often a person's weight moves on."""
LATE_MOST_S = 0.25
"""Held up for longer, the person waits as well instead of hurrying after the clock."""
LOOK_S = 0.02

Visit = Iterator[Counts | None]
"""What the cells carry, tick by tick; None where a recording has a hole and the weight stays."""


def recording_visit(playback: Playback, *, seed: int) -> Visit:
    """An empty plate for the tare, the recording, an empty plate again (or the recording, in a loop)."""
    rng = random.Random(seed)
    return (playback.counts(tick, rng) for tick in itertools.count())


def person_visit(name: str, *, seed: int) -> Visit:
    """An empty plate for the tare; then somebody steps on and stays."""
    person = SimulatedPerson(name, seed=seed, rate_hz=RATE_HZ)
    yield from itertools.repeat(EMPTY, round(LEAD_IN_S * RATE_HZ))
    while True:
        yield person.read()[0].counts


def serve(emulator: FirmwareEmulator, visit: Callable[[], Visit], *, period_s: float, stop: Callable[[], bool]) -> None:
    """Press on the cells in real time until told to stop. Each host that opens the port meets a visit from its start.

    Raises DeviceError when the emulator ends by itself.
    """
    met = 0
    while not stop():
        emulator.press(EMPTY)
        while emulator.hosts == met and not stop():
            if not emulator.running:
                emulator.press(EMPTY)  # says why
            time.sleep(LOOK_S)
        met = emulator.hosts
        here = _Pace(period_s)
        for counts in visit():
            if stop() or emulator.hosts != met or not emulator.host_here:
                break
            if counts is not None:
                emulator.press(counts)
            here.next_tick()


class _Pace:
    """Absolute deadlines, equally far apart; starts anew after a long hold-up."""

    def __init__(self, period_s: float) -> None:
        self._period_s, self._due_s = period_s, time.monotonic()

    def next_tick(self) -> None:
        """Wait for the next deadline."""
        self._due_s += self._period_s
        late_s = time.monotonic() - self._due_s
        if late_s > LATE_MOST_S:
            self._due_s += late_s
        elif late_s < 0.0:
            time.sleep(-late_s)


class PersonOnPlate:
    """A source: the board's samples, and on the board a simulated person who plays.

    The zero is known (an emulated cell has none), so that the person stands there from the first sample, as
    `SimulatedPerson` does. Owns the emulator and closes it.
    """

    def __init__(self, emulator: FirmwareEmulator, person: SimulatedPerson) -> None:
        self.ended = False
        self._emulator, self._person = emulator, person
        self._looking = threading.Lock()
        self._leaving = threading.Event()
        try:
            emulator.press(person.read()[0].counts)
            self._board = SerialSource(emulator.port, calibration_for=nominal)
        except BaseException:
            emulator.close()
            raise
        self._thread = threading.Thread(target=self._stand, name="person on the plate", daemon=True)
        self._thread.start()

    @property
    def board_id(self) -> str:
        """The firmware's own."""
        return self._board.board_id

    @property
    def calibration(self) -> Calibration:
        """Of nominal cells."""
        return self._board.calibration

    @property
    def health(self) -> Health:
        """The serial port's."""
        return self._board.health

    @property
    def reach(self) -> ReachMap:
        """What the person takes a reach unit for."""
        return self._person.reach

    @reach.setter
    def reach(self, reach: ReachMap) -> None:
        self._person.reach = reach

    def observe(self, scene: Scene | None) -> None:
        """Let the person look."""
        with self._looking:
            self._person.observe(scene)

    def read(self) -> list[BoardSample]:
        """What the board has sent."""
        return self._board.read()

    def age_s(self, sample_t_us: int) -> float:
        """How old a sample is, as the serial port reckons."""
        return self._board.age_s(sample_t_us)

    def close(self) -> None:
        """Step off, let go of the port, end the emulator; may be called twice."""
        self._leaving.set()
        self._thread.join()
        self._board.close()
        self._emulator.close()
        self.ended = True

    def _stand(self) -> None:
        pace = _Pace(1.0 / RATE_HZ)
        while not self._leaving.is_set():
            with self._looking:
                counts = self._person.read()[0].counts
            try:
                self._emulator.press(counts)
            except DeviceError as error:
                self.health.problem = str(error)
                self.ended = True
                return
            pace.next_tick()
