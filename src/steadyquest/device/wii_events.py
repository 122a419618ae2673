"""A Wii Balance Board's kernel events as samples: the four cells held between events, at a steady rate.

The kernel's driver (drivers/hid/hid-wiimote-modules.c, "Balance Board Extension") has already applied the board's own
calibration, 0, 17 and 34 kg for each cell, and reports hundredths of a kilogram, never less than zero. The input layer
passes on what has changed only, so that a still plate says nothing: the last values still hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from steadyquest.conventions import GRAVITY_M_S2, STATUS_SATURATED, BoardSample, Counts
from steadyquest.signal.calibration import Calibration, gains

EV_SYN, EV_ABS = 0, 3
SYN_REPORT, SYN_DROPPED = 0, 3
AXES = (0x12, 0x10, 0x13, 0x11)
"""ABS_HAT1X, ABS_HAT0X, ABS_HAT1Y, ABS_HAT0Y: top left, top right, bottom left, bottom right, in our order of channels.
Numbers from include/uapi/linux/input-event-codes.h."""
CHANNEL_OF = {axis: channel for channel, axis in enumerate(AXES)}

KG_PER_COUNT = 0.01
HALF_ML_MM, HALF_AP_MM = 433.0 / 2, 228.0 / 2
"""Half the spacing of the cells, as used with Bartlett, Ting, Bingham 2014, Gait & Posture 39(1), 224-228. Others have
238 mm front to back: AP in millimetres is that uncertain (4 %); reach units, of the same board, are not."""
MOST_KG = 150.0
"""What the maker states."""

QUIET_US = 25_000
"""Longer than the board's own pause between two reports (10 to 17 ms): from then on the last values are repeated."""
REPEAT_US = 12_500
"""80 Hz, as our own board."""
LOADED_KG = 5.0
LOADED_QUIET_US = 1_000_000
"""Nobody stands so still that four cells with steps of 10 g say nothing for a second: then the radio is gone."""


class InputEvent(Protocol):
    """One `struct input_event` of the kernel, as evdev gives it."""

    sec: int
    usec: int
    type: int
    code: int
    value: int


class Reading(NamedTuple):
    """The four cells at one report."""

    t_us: int
    counts: Counts


def wii_calibration(board_id: str) -> Calibration:
    """Kilograms of its own calibration and the spacing of its cells; the empty plate has to be seen first.

    >>> [round(row, 4) for row in wii_calibration("wii").matrix[0]]
    [0.0981, 0.0981, 0.0981, 0.0981]
    """
    gain = KG_PER_COUNT * GRAVITY_M_S2
    return gains(
        board_id, (gain, gain, gain, gain), kind="nominal", half_ml_mm=HALF_ML_MM, half_ap_mm=HALF_AP_MM, tare=None
    )


class WiiEvents:
    """Events in, whole readings out. `ask` says what the cells read now; it is used at the start and after a loss."""

    def __init__(self, ask: Callable[[], Counts]) -> None:
        self.counts: Counts = ask()
        self.losses = 0
        """How often the kernel threw events away because nobody read them in time."""
        self._ask = ask
        self._changed: dict[int, int] = {}
        self._losing = False

    def feed(self, events: Iterable[InputEvent]) -> list[Reading]:
        """The readings that these events complete; what is not complete yet is kept for the next call."""
        readings = []
        for event in events:
            if event.type == EV_ABS:
                self._note(event.code, event.value)
            elif event.type == EV_SYN and event.code == SYN_DROPPED:
                self._losing = True
            elif event.type == EV_SYN and event.code == SYN_REPORT and (self._changed or self._losing):
                self._complete()
                readings.append(Reading(event.sec * 1_000_000 + event.usec, self.counts))
        return readings

    def _note(self, axis: int, value: int) -> None:
        channel = CHANNEL_OF.get(axis)
        if channel is not None and not self._losing:
            self._changed[channel] = value

    def _complete(self) -> None:
        """After a loss everything up to and with the next report is worthless (Documentation/input/event-codes.rst)."""
        if self._losing:
            self.counts, self._losing = self._ask(), False
            self.losses += 1
        else:
            fl, fr, rl, rr = (self._changed.get(channel, held) for channel, held in enumerate(self.counts))
            self.counts = (fl, fr, rl, rr)
        self._changed.clear()


class SteadySamples:
    """Samples of one connection, time from its beginning: each reading, and what holds while there is none.

    A repeated sample has no fresh channel. Times never go back: a reading that is older than the last sample is set
    one microsecond after it.
    """

    def __init__(self, counts: Counts, *, began_us: int, epoch: int) -> None:
        self.epoch = epoch
        self._began_us = began_us
        self._counts = counts
        self._read_us = self._last_us = began_us
        self._seq = -1

    @property
    def load_kg(self) -> float:
        """What the cells carry, by the board's own zero."""
        return sum(self._counts) * KG_PER_COUNT

    @property
    def too_heavy(self) -> bool:
        """Whether the board carries more than its maker allows."""
        return self.load_kg > MOST_KG

    def quiet(self, now_us: int) -> bool:
        """Whether somebody stands there and nothing is heard of them any more."""
        return self.load_kg > LOADED_KG and now_us - self._read_us > LOADED_QUIET_US

    def take(self, readings: Iterable[Reading], *, now_us: int) -> list[BoardSample]:
        """The samples up to now, oldest first. `now_us` was read before the readings were."""
        samples: list[BoardSample] = []
        for reading in readings:
            samples += self._held(min(reading.t_us, now_us))
            self._counts, self._read_us = reading.counts, max(reading.t_us, self._last_us + 1)
            samples.append(self._sample(self._read_us, fresh=0b1111))
        return samples + self._held(now_us)

    def _held(self, until_us: int) -> list[BoardSample]:
        if self.load_kg > LOADED_KG:
            until_us = min(until_us, self._read_us + LOADED_QUIET_US)
        samples = []
        while (t_us := max(self._read_us + QUIET_US, self._last_us + REPEAT_US)) < until_us:
            samples.append(self._sample(t_us, fresh=0))
        return samples

    def _sample(self, t_us: int, *, fresh: int) -> BoardSample:
        self._last_us = t_us
        self._seq = (self._seq + 1) & 0xFFFF
        status = STATUS_SATURATED if self.too_heavy else 0
        return BoardSample(
            t_us - self._began_us, self.epoch, self._seq, self._counts, (0, 0, 0, 0), status, fresh, faulty=0
        )
