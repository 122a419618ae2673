"""What a calibration is made from: zeros of the empty plate and a known weight on printed marks, as raw counts.

It is stored with the calibration, so that a better fit can be made of it at any time.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy as np

from steadyquest.analysis.prepare import FloatArray
from steadyquest.conventions import GRAVITY_M_S2
from steadyquest.errors import CalibrationError
from steadyquest.signal.calibration import HALF_AP_MM, HALF_ML_MM, NOMINAL_COUNTS_PER_N, Row
from steadyquest.signal.mat import MARKS
from steadyquest.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Zero:
    """The empty plate: mean and standard deviation of each cell's counts over two still seconds."""

    t_s: float
    counts: Row
    sd: Row
    stretch: int = 0
    """The board was on without a break within one stretch; a zero holds only there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The weight on one mark, likewise."""

    number: int
    """1 to 9, as printed."""
    t_s: float
    counts: Row
    sd: Row
    total_sd_n: float
    """Standard deviation of the total force, by nominal cells."""
    stretch: int = 0
    saturated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that was measured, and what was known of the plate and the weight."""

    board_id: str
    mass_kg: float
    zeros: tuple[Zero, ...]
    readings: tuple[Reading, ...]
    half_ml_mm: float = HALF_ML_MM
    half_ap_mm: float = HALF_AP_MM
    counts_per_n: float = NOMINAL_COUNTS_PER_N
    """Of nominal cells."""
    warm_s: float = 0.0
    """How long the plate warmed up."""
    still: tuple[tuple[int, int, int, int, int], ...] = ()
    """Time in µs and the four counts while the weight lay on one mark: for the noise."""
    still_mark: int | None = None

    def net(self, reading: Reading) -> Row:
        """Its counts less the zero at that time."""
        fl, fr, rl, rr = (count - zero for count, zero in zip(reading.counts, self.zero_at(reading), strict=True))
        return fl, fr, rl, rr

    def zero_at(self, reading: Reading) -> Row:
        """The zero while a reading was taken, on a line between the zeros of its stretch."""
        zeros = sorted((z for z in self.zeros if z.stretch == reading.stretch), key=lambda z: z.t_s)
        if not zeros:
            message = tr("there is no zero for mark {n}; take the zero of the empty plate and repeat the mark")
            raise CalibrationError(message.format(n=reading.number))
        times = [z.t_s for z in zeros]
        fl, fr, rl, rr = (float(np.interp(reading.t_s, times, [z.counts[i] for z in zeros])) for i in range(4))
        return fl, fr, rl, rr

    def last_zeros(self) -> tuple[Zero, Zero]:
        """The first and the last zero of the last stretch; the same one where there is only one."""
        stretch = max(zero.stretch for zero in self.zeros)
        zeros = sorted((zero for zero in self.zeros if zero.stretch == stretch), key=lambda zero: zero.t_s)
        return zeros[0], zeros[-1]

    def loads(self) -> Loads:
        """All readings as the fit wants them."""
        order = sorted(self.readings, key=lambda reading: reading.number)
        whole = self.counts_per_n * self.mass_kg * GRAVITY_M_S2
        return Loads(
            numbers=tuple(reading.number for reading in order),
            shares=np.array([self.net(reading) for reading in order], dtype=np.float64).reshape(-1, 4) / whole,
            places_mm=np.array([MARKS[reading.number - 1] for reading in order], dtype=np.float64).reshape(-1, 2),
            half_mm=np.array([self.half_ml_mm, self.half_ap_mm]),
        )

    def as_dict(self) -> dict[str, Any]:
        """Plain data for records."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Material:
        """The material that `as_dict` gave, also after a way through JSON."""
        plain = {
            **data,
            "zeros": tuple(Zero(**_rows(zero)) for zero in data["zeros"]),
            "readings": tuple(Reading(**_rows(reading)) for reading in data["readings"]),
            "still": tuple(tuple(int(v) for v in row) for row in data["still"]),
        }
        return cls(**plain)


class Loads(NamedTuple):
    """One row for each mark: what each cell felt, as a share of the known weight by nominal cells, and where it lay."""

    numbers: tuple[int, ...]
    shares: FloatArray
    """(n, 4)"""
    places_mm: FloatArray
    """(n, 2), ML then AP"""
    half_mm: FloatArray
    """(2,)"""

    @property
    def targets(self) -> FloatArray:
        """(n, 3): one, x and y in half-spacings. So moments are as large as forces, and the rows weigh alike."""
        return np.column_stack((np.ones(len(self.shares)), self.places_mm / self.half_mm))

    def only(self, rows: Any) -> Loads:
        """Some of the rows, by index or mask."""
        numbers = tuple(np.array(self.numbers)[rows].tolist())
        return self._replace(numbers=numbers, shares=self.shares[rows], places_mm=self.places_mm[rows])


def _rows(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "counts": tuple(map(float, data["counts"])), "sd": tuple(map(float, data["sd"]))}
