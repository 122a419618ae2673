"""What is known before a calibration begins: the plate, its cells, and which marks of the sheet lie on it."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from steadyquest.analysis.calibrate import LEAST_FOR_GAINS
from steadyquest.conventions import GRAVITY_M_S2, Counts
from steadyquest.errors import CalibrationError
from steadyquest.signal.calibration import HALF_AP_MM, HALF_ML_MM, NOMINAL_COUNTS_PER_N, Row
from steadyquest.signal.mat import MARKS
from steadyquest.words import tr

LEAST_MARKS = LEAST_FOR_GAINS
MASS_KG = (2.0, 50.0)
GOOD_MASS_KG = (5.0, 10.0)
"""Lighter ones drown in noise, heavier ones are not placed to the millimetre."""
OTHER_WEIGHT = 0.25
"""So far from what the other marks felt, by nominal cells, it seems another weight: gains differ by less."""
SPACING_MM = (200.0, 1200.0)
"""Between the cells, centre to centre."""


class Felt(NamedTuple):
    """A load by nominal cells: its weight, that of all cells whatever their signs, and of the cell that has most."""

    load_kg: float
    any_kg: float
    most_kg: float
    place_mm: tuple[float, float]


class OtherWeight(NamedTuple):
    """A mark that feels another weight than the marks before it, or than was said, where it is the first."""

    felt_kg: float
    wanted_kg: float
    first: bool


def other_weight(felt_kg: float, before_kg: Sequence[float], *, said_kg: float) -> OtherWeight | None:
    """What there is to say of a weight, by those on the marks before it; None when it is the same.

    >>> other_weight(5.0, [9.9, 10.0, 10.2], said_kg=10.0)
    OtherWeight(felt_kg=5.0, wanted_kg=10.0, first=False)
    """
    wanted_kg = statistics.median(before_kg) if before_kg else said_kg
    if abs(felt_kg - wanted_kg) <= OTHER_WEIGHT * abs(wanted_kg):
        return None
    return OtherWeight(felt_kg, wanted_kg, first=not before_kg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One plate. Raises CalibrationError for one that the sheet does not fit on."""

    board_id: str
    half_ml_mm: float = HALF_ML_MM
    half_ap_mm: float = HALF_AP_MM
    counts_per_n: float = NOMINAL_COUNTS_PER_N
    """Of nominal cells."""

    def __post_init__(self) -> None:
        least, most = SPACING_MM
        for spacing_mm in (2 * self.half_ml_mm, 2 * self.half_ap_mm):
            if not least <= spacing_mm <= most:
                message = tr("a cell spacing of {mm:g} mm cannot be; it has to be from {least:g} to {most:g} mm")
                raise CalibrationError(message.format(mm=spacing_mm, least=least, most=most))
        if not (self.counts_per_n > 0 and math.isfinite(self.counts_per_n)):
            raise CalibrationError(tr("the rated load and output of the cells have to be more than zero"))
        if len(self.marks) < LEAST_MARKS:
            message = tr(
                "the sheet's marks do not lie between cells {ml:g} × {ap:g} mm apart; "
                "the spacing has to be at least 300 × 200 mm"
            )
            raise CalibrationError(message.format(ml=2 * self.half_ml_mm, ap=2 * self.half_ap_mm))

    @property
    def marks(self) -> tuple[int, ...]:
        """Those that lie between the cells: beyond them a plate tips."""
        return tuple(
            number
            for number, mark in enumerate(MARKS, start=1)
            if abs(mark.ml_mm) <= self.half_ml_mm and abs(mark.ap_mm) <= self.half_ap_mm
        )

    def checked_mass(self, mass_kg: float) -> float:
        """The mass, if it can be one. Raises CalibrationError."""
        least, most = MASS_KG
        if not least <= mass_kg <= most:
            message = tr("a weight of {kg:g} kg cannot be used; take {good_least:g} to {good_most:g} kg")
            raise CalibrationError(message.format(kg=mass_kg, good_least=GOOD_MASS_KG[0], good_most=GOOD_MASS_KG[1]))
        return float(mass_kg)

    def felt(self, counts: Counts, zero: Row) -> Felt:
        """What lies on the plate, by nominal cells."""
        net = [(c - z) / self.counts_per_n / GRAVITY_M_S2 for c, z in zip(counts, zero, strict=True)]
        fl, fr, rl, rr = net
        load_kg, any_kg = sum(net), sum(abs(v) for v in net)
        # Where cells take each other away no place is any good.
        over_kg = load_kg if abs(load_kg) > 0.1 * any_kg else math.inf
        place_mm = (self.half_ml_mm * (fr + rr - fl - rl) / over_kg, self.half_ap_mm * (fl + fr - rl - rr) / over_kg)
        return Felt(load_kg, any_kg, max(net), place_mm)
