"""The time line of a recording: seconds since its first sample, over reconnections too."""

from __future__ import annotations

from steadyquest.conventions import BoardSample

BETWEEN_EPOCHS_US = 1_000_000
"""A new connection starts a new clock; how long it was away is not known, so one second is written: a gap to anyone."""


class Timeline:
    """Gives each sample its time since the first one."""

    __slots__ = ("_epoch", "_offset_us", "_t_us")

    def __init__(self) -> None:
        self._epoch: int | None = None
        self._offset_us = self._t_us = 0

    @property
    def now_us(self) -> int:
        """The last sample's time."""
        return self._t_us

    def feed(self, sample: BoardSample) -> int:
        """Microseconds since the first sample."""
        if sample.epoch != self._epoch:
            start = 0 if self._epoch is None else self._t_us + BETWEEN_EPOCHS_US
            self._epoch, self._offset_us = sample.epoch, start - sample.t_us
        self._t_us = sample.t_us + self._offset_us
        return self._t_us
