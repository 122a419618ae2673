"""A home-built plate: cells of unequal gain that talk to each other, hiss, and drift.

Whatever presses on it is given as force and place; what comes out are raw counts.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from steadyquest.conventions import COUNT_LEAST, COUNT_MOST, GRAVITY_M_S2, Counts, Forces
from steadyquest.signal.calibration import HALF_AP_MM, HALF_ML_MM, NOMINAL_COUNTS_PER_N, corner_forces

Cells = tuple[Forces, Forces, Forces, Forces]


@dataclass(slots=True, kw_only=True)
class Plate:
    """Counts of a cell = zero + Σ cells[cell][corner] · force at that corner + noise."""

    cells: Cells
    """Counts per newton."""
    zero: Forces = (0.0, 0.0, 0.0, 0.0)
    noise_counts: float = 0.0
    """Standard deviation, of each cell on its own."""
    half_ml_mm: float = HALF_ML_MM
    half_ap_mm: float = HALF_AP_MM

    def counts(self, rng: random.Random, *, mass_kg: float = 0.0, ml_mm: float = 0.0, ap_mm: float = 0.0) -> Counts:
        """One sample with a weight at a place."""
        forces = corner_forces(
            mass_kg * GRAVITY_M_S2, ml_mm, ap_mm, half_ml_mm=self.half_ml_mm, half_ap_mm=self.half_ap_mm
        )
        fl, fr, rl, rr = (self._cell(i, forces, rng) for i in range(4))
        return fl, fr, rl, rr

    def _cell(self, i: int, forces: Forces, rng: random.Random) -> int:
        felt = sum(gain * force for gain, force in zip(self.cells[i], forces, strict=True))
        hiss = rng.gauss(0.0, self.noise_counts) if self.noise_counts else 0.0
        return max(COUNT_LEAST, min(COUNT_MOST, round(self.zero[i] + felt + hiss)))


def home_built(
    rng: random.Random,
    *,
    gain_sd: float = 0.05,
    cross_talk_sd: float = 0.004,
    noise_counts: float = 0.0,
    zero_sd: float = 20_000.0,
    half_ml_mm: float = HALF_ML_MM,
    half_ap_mm: float = HALF_AP_MM,
) -> Plate:
    """A plate as it comes from the workbench. The defaults are those of the design's simulation."""
    gains = [NOMINAL_COUNTS_PER_N * (1 + rng.gauss(0.0, gain_sd)) for _ in range(4)]
    a, b, c, d = (
        _cell_row([gain * (1.0 if i == j else rng.gauss(0.0, cross_talk_sd)) for j in range(4)])
        for i, gain in enumerate(gains)
    )
    zero = _cell_row([rng.gauss(0.0, zero_sd) for _ in range(4)])
    return Plate(cells=(a, b, c, d), zero=zero, noise_counts=noise_counts, half_ml_mm=half_ml_mm, half_ap_mm=half_ap_mm)


def _cell_row(values: list[float]) -> Forces:
    fl, fr, rl, rr = values
    return fl, fr, rl, rr
