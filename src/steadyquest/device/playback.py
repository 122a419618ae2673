"""What stands on the emulated plate, tick by tick: nothing, then a recording, then nothing again."""

from __future__ import annotations

import random
from typing import NamedTuple

import numpy as np

from steadyquest.conventions import Counts
from steadyquest.device.cop_csv import CopRecording
from steadyquest.signal.calibration import Calibration, counts_at, nominal

LEAD_IN_S = 5.0
"""Empty plate between the host's first question and the recording: time for the tare."""
BETWEEN_S = 2.0
"""Empty plate before the recording comes again."""


class _Load(NamedTuple):
    force_n: float
    cop_ml_mm: float
    cop_ap_mm: float


class Playback:
    """A recording on ticks that are all equally long; a tick without a sample is a hole."""

    def __init__(
        self,
        recording: CopRecording,
        *,
        rate_hz: float | None = None,
        noise_mm: float = 0.0,
        loop: bool = False,
    ) -> None:
        self.period_us = round(1e6 / (rate_hz or recording.rate_hz))
        self.calibration: Calibration = nominal("emulated")
        self.empty: Counts = counts_at(self.calibration, force_n=0.0, cop_ml_mm=0.0, cop_ap_mm=0.0)
        self._loads = _own_ticks(recording) if rate_hz is None else _new_ticks(recording, self.period_us)
        self._last = max(self._loads)
        self._lead_in, self._between = (round(seconds * 1e6 / self.period_us) for seconds in (LEAD_IN_S, BETWEEN_S))
        self._noise_mm, self._loop = noise_mm, loop

    @property
    def ticks(self) -> int:
        """From the host's question to the recording's last sample."""
        return self._lead_in + self._last + 1

    def counts(self, tick: int, rng: random.Random) -> Counts | None:
        """The counts at a tick after the host's question; None in a hole of the recording."""
        at = tick - self._lead_in
        if self._loop and at > self._last:
            at = at % (self._last + 1 + self._between)
        if not 0 <= at <= self._last:
            return self.empty
        load = self._loads.get(at)
        return None if load is None else self._pressed(load, rng)

    def _pressed(self, load: _Load, rng: random.Random) -> Counts:
        force_n, ml, ap = load
        if self._noise_mm:
            ml += rng.gauss(0.0, self._noise_mm)
            ap += rng.gauss(0.0, self._noise_mm)
        return counts_at(self.calibration, force_n=force_n, cop_ml_mm=ml, cop_ap_mm=ap)


def _own_ticks(recording: CopRecording) -> dict[int, _Load]:
    """Each sample on a tick of its own, at the file's own rate; holes stay holes."""
    ticks = (np.cumsum(recording.steps) - 1).tolist()
    columns = (recording.fz_n, recording.cop_ml_mm, recording.cop_ap_mm)
    return {tick: _Load(*load) for tick, *load in zip(ticks, *(column.tolist() for column in columns), strict=True)}


def _new_ticks(recording: CopRecording, period_us: int) -> dict[int, _Load]:
    """The recording interpolated on a line to another rate; nothing is drawn across a hole."""
    t_s = recording.t_s - recording.t_s[0]
    wanted_s = np.arange(int(t_s[-1] * 1e6 / period_us + 1e-6) + 1) * (period_us / 1e6)
    columns = (recording.fz_n, recording.cop_ml_mm, recording.cop_ap_mm)
    loads = zip(*(np.interp(wanted_s, t_s, column).tolist() for column in columns), strict=True)
    outside = np.ones(len(wanted_s), dtype=bool)
    for gap in recording.gaps:
        begin_s = gap.t_s - recording.t_s[0]
        outside &= (wanted_s <= begin_s + 1e-9) | (wanted_s >= begin_s + gap.seconds - 1e-9)
    return {tick: _Load(*load) for tick, load in enumerate(loads) if outside[tick]}
