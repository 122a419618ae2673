"""A centre of pressure in a CSV file: read, refused in one line, or played as a source.

Columns `time_s`, `cop_ml_*` and `cop_ap_*` (each in `_mm` or `_cm`), optionally `fz_n`; others are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from steadyquest.conventions import BoardSample
from steadyquest.device.csv_table import read_table, refusal
from steadyquest.device.replay import ReplaySource
from steadyquest.signal.calibration import Calibration, counts_at, nominal
from steadyquest.words import tr

Floats = NDArray[np.float64]

NEEDED = {"time": ["time_s"], "ml": ["cop_ml_mm", "cop_ml_cm"], "ap": ["cop_ap_mm", "cop_ap_cm"]}
OPTIONAL = {"fz": ["fz_n"]}
MM_PER = {"mm": 1.0, "cm": 10.0}

DEFAULT_FZ_N = 700.0
"""The vertical force where a file has none: a person of 71 kg."""
RANGE_MM = (0.1, 1000.0)
"""A centre of pressure that moves less or more than this is in another unit."""
RATE_HZ = (5.0, 5000.0)
MAX_SPAN_S = 1e6
MAX_FZ_N = 5000.0
GAP_STEPS, GAP_S = 3.0, 0.1
"""A hole is longer than both three median steps and a tenth of a second."""
BLOCK = 50


class Gap(NamedTuple):
    """A hole in the recording: the time of the last sample before it, in the file's own time, and its length."""

    t_s: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CopRecording:
    """A recording as the file has it, in seconds, millimetres and newtons; all arrays are (n,)."""

    name: str
    t_s: Floats
    cop_ml_mm: Floats
    cop_ap_mm: Floats
    fz_n: Floats
    had_fz: bool
    rate_hz: float
    """One over the median step."""
    gaps: tuple[Gap, ...]

    @property
    def steps(self) -> NDArray[np.int64]:
        """How many sample periods each sample comes after the one before; more than 1 where some are missing."""
        whole = np.rint(np.diff(self.t_s) * self.rate_hz).astype(np.int64)
        return np.concatenate(([1], np.maximum(1, whole)))


def read_cop_csv(path: Path | str) -> CopRecording:
    """Read a recording of the centre of pressure.

    Raises DeviceError when the file cannot be read, SignalError when what is in it cannot be measured; both name
    the file and, where there is one, the line. Holes are kept and listed in `gaps`.
    """
    path = Path(path)
    table = read_table(path, needed=NEEDED, optional=OPTIONAL)
    if len(table.rows) < 2:
        raise refusal(tr("{file} has fewer than two rows of numbers; record a few seconds at least"), file=path.name)
    columns = dict(zip(table.spelled, np.array(table.rows, dtype=np.float64).T, strict=True))
    _check_time(columns["time"], table.lines, file=path.name)
    recording = _recording(path.name, columns, spelled=dict(table.spelled))
    _check_units(recording)
    return recording


def _recording(name: str, columns: dict[str, Floats], *, spelled: dict[str, str]) -> CopRecording:
    t_s = columns["time"]
    dt = np.diff(t_s)
    step = float(np.median(dt))
    holes = np.flatnonzero((dt > GAP_STEPS * step) & (dt > GAP_S))
    return CopRecording(
        name=name,
        t_s=t_s,
        cop_ml_mm=columns["ml"] * MM_PER[spelled["ml"][-2:]],
        cop_ap_mm=columns["ap"] * MM_PER[spelled["ap"][-2:]],
        fz_n=columns.get("fz", np.full(len(t_s), DEFAULT_FZ_N)),
        had_fz="fz" in columns,
        rate_hz=_tidy(1.0 / step),
        gaps=tuple(Gap(float(t_s[i]), float(dt[i])) for i in holes),
    )


def _tidy(rate_hz: float) -> float:
    # 1 / (0.02 - 0.01) is 100.00000000000001 or so; stamps have microseconds, not more.
    return float(round(rate_hz)) if abs(rate_hz - round(rate_hz)) < 1e-6 * rate_hz else rate_hz


def _check_time(t_s: Floats, lines: Sequence[int], *, file: str) -> None:
    # Time is kept in whole microseconds, so that closer stamps would be one and the same.
    back = np.flatnonzero(np.diff(t_s) < 1e-6)
    if back.size:
        i = int(back[0]) + 1
        message = tr("{file} line {line}: time_s is {now:.9g} after {before:.9g}; time has to go forward")
        raise refusal(message, file=file, line=lines[i], now=t_s[i], before=t_s[i - 1])


def _check_units(recording: CopRecording) -> None:
    if not RATE_HZ[0] <= recording.rate_hz <= RATE_HZ[1]:
        message = tr("{file} has {rate:.3g} samples a second, outside {least:g} to {most:g}; is time_s in seconds?")
        raise refusal(message, file=recording.name, rate=recording.rate_hz, least=RATE_HZ[0], most=RATE_HZ[1])
    span_s = float(recording.t_s[-1] - recording.t_s[0])
    if span_s > MAX_SPAN_S:
        message = tr("{file} lasts {days:.3g} days; is time_s in seconds?")
        raise refusal(message, file=recording.name, days=span_s / 86400)
    axes = (recording.cop_ml_mm, recording.cop_ap_mm)
    widest = max(float(np.ptp(axis)) for axis in axes)
    furthest = max(float(np.abs(axis).max()) for axis in axes)
    if not RANGE_MM[0] <= widest <= RANGE_MM[1] or furthest > RANGE_MM[1]:
        message = tr(
            "{file}: the centre of pressure moves over {range:.3g} mm, up to {far:.3g} mm from the middle; "
            "wrong unit in the column names (_mm, _cm)?"
        )
        raise refusal(message, file=recording.name, range=widest, far=furthest)
    heaviest = float(np.abs(recording.fz_n).max())
    if heaviest > MAX_FZ_N:
        message = tr("{file}: fz_n reaches {heaviest:.4g}, over {most:g}; is it in newtons?")
        raise refusal(message, file=recording.name, heaviest=heaviest, most=MAX_FZ_N)


class CsvSource(ReplaySource):
    """A recording played as counts through the nominal calibration, a block at each read; `ended` after the last."""

    def __init__(self, recording: CopRecording | Path | str, *, board_id: str = "csv", block: int = BLOCK) -> None:
        self.recording = recording if isinstance(recording, CopRecording) else read_cop_csv(recording)
        super().__init__(self._play(nominal(board_id)), board_id=board_id, calibration=nominal(board_id), block=block)
        self.health.rate_hz = self.recording.rate_hz

    def _play(self, calibration: Calibration) -> Iterator[BoardSample]:
        recording = self.recording
        step_s = 1.0 / recording.rate_hz
        t_us = np.rint((recording.t_s - recording.t_s[0] + step_s) * 1e6).astype(np.int64).tolist()
        rows = zip(recording.fz_n.tolist(), recording.cop_ml_mm.tolist(), recording.cop_ap_mm.tolist(), strict=True)
        seq = -1
        for stamp, step, (fz, ml, ap) in zip(t_us, recording.steps.tolist(), rows, strict=True):
            seq += step
            self.health.gaps += step - 1
            counts = counts_at(calibration, force_n=fz, cop_ml_mm=ml, cop_ap_mm=ap)
            yield BoardSample(stamp, 0, seq & 0xFFFF, counts, (0, 0, 0, 0), 0, 0xF, 0)
