"""The report card: what a calibration is worth, in millimetres, and whether it may be used."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy as np

from steadyquest.analysis.calibrate import LEAST_FOR_GAINS, Choice, choose, nominal_fit, rms, spread_mm
from steadyquest.analysis.calibration_faults import Refusal, drift_kg, mass_ratio, refusals
from steadyquest.analysis.calibration_material import Material
from steadyquest.analysis.cop import cop_from_counts
from steadyquest.analysis.prepare import FloatArray
from steadyquest.conventions import GRAVITY_M_S2
from steadyquest.signal.calibration import Calibration, Row
from steadyquest.signal.one_euro import STEADINESS, OneEuro

ADULT_KG, CHILD_KG = 70.0, 30.0
LEAN_MM = (100.0, 70.0)
"""Half of the default half-spacings: where people who play have their weight."""
SETTLE_S = 0.5
"""The filter's start is not noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkResult:
    """One mark: where the weight seems to lie less where it is printed."""

    number: int
    ml_mm: float
    ap_mm: float
    off_ml_mm: float
    off_ap_mm: float
    """By the fit itself."""
    left_out_mm: float
    """How far it is off by a fit that has not seen it."""
    load_kg: float
    sd_n: float

    @property
    def off_mm(self) -> float:
        """Length of the residual."""
        return float(np.hypot(self.off_ml_mm, self.off_ap_mm))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard:
    """All figures of one calibration. Errors are vector lengths in plate millimetres, RMS unless said otherwise."""

    kind: str
    pull: float | None
    marks: tuple[MarkResult, ...]
    before_mm: float
    """Without any calibration."""
    rms_mm: float
    """Of the fit on its own marks: flatters."""
    left_out_rms_mm: float
    """Of marks that the fit had not seen, each left out once: does not flatter; holds the placing errors too."""
    gains_left_out_mm: float
    map_left_out_mm: float | None
    worst_mark: int
    worst_mm: float
    noise_sd_mm: float | None
    """With the dead weight on one mark, straight from the samples."""
    noise_filtered_mm: float | None
    """The same as the game's filter (normal) leaves it."""
    noise_mark: int | None
    mass_kg: float
    mass_ratio: float
    gains: Row
    """Of each cell against a nominal one."""
    drift_kg: float | None
    drift_mm: dict[str, float]
    error_mm: dict[str, float]
    """What to expect under an adult of 70 kg and a child of 30 kg: fit, noise after the filter, and drift together."""
    warm_s: float
    refusals: tuple[Refusal, ...]

    @property
    def accepted(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.refusals

    @property
    def marks_at_fault(self) -> tuple[int, ...]:
        """Which marks to repeat."""
        return tuple(sorted({number for refusal in self.refusals for number in refusal.marks}))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for records and `--json`."""
        return {
            **asdict(self),
            "accepted": self.accepted,
            "refusals": [refusal._asdict() for refusal in self.refusals],
        }


class Outcome(NamedTuple):
    """What came of the material. Without enough marks there is neither fit nor card, only the refusals."""

    calibration: Calibration | None
    card: ReportCard | None
    refusals: tuple[Refusal, ...]

    @property
    def accepted(self) -> bool:
        """Whether it may be used."""
        return self.calibration is not None and not self.refusals


def calibrated(material: Material, *, made_at: str = "") -> Outcome:
    """Fit, card and reasons. Nothing here reads a clock or chance: the same material gives the same outcome."""
    against = refusals(material)
    if len(material.readings) < LEAST_FOR_GAINS:
        return Outcome(None, None, against)
    loads = material.loads()
    choice = choose(loads)
    calibration = Calibration(
        board_id=material.board_id,
        kind=choice.fit.kind,
        matrix=choice.fit.matrix(counts_per_n=material.counts_per_n, half_mm=loads.half_mm),
        tare=material.last_zeros()[1].counts,
        half_ml_mm=material.half_ml_mm,
        half_ap_mm=material.half_ap_mm,
        made_at=made_at,
    )
    return Outcome(calibration, _card(material, choice, calibration, against), against)


def _card(material: Material, choice: Choice, calibration: Calibration, against: tuple[Refusal, ...]) -> ReportCard:
    loads, fit = material.loads(), choice.fit
    off = fit.places_mm(loads) - loads.places_mm
    lengths, left_out = np.hypot(*off.T), np.hypot(*choice.left_out_mm.T)
    order = sorted(material.readings, key=lambda reading: reading.number)
    totals = fit.totals(loads)
    marks = tuple(
        MarkResult(
            number=reading.number,
            ml_mm=float(loads.places_mm[i, 0]),
            ap_mm=float(loads.places_mm[i, 1]),
            off_ml_mm=float(off[i, 0]),
            off_ap_mm=float(off[i, 1]),
            left_out_mm=float(left_out[i]),
            load_kg=float(totals[i] * material.mass_kg),
            sd_n=reading.total_sd_n,
        )
        for i, reading in enumerate(order)
    )
    noise = _noise(material, calibration)
    fit_mm = spread_mm(loads, fit, _where_people_lean())
    drift = {str(int(kg)): _drift_mm(material, calibration, kg) for kg in (ADULT_KG, CHILD_KG)}
    gains = fit.gains()
    return ReportCard(
        kind=fit.kind,
        pull=fit.pull,
        marks=marks,
        before_mm=rms(nominal_fit().places_mm(loads) - loads.places_mm),
        rms_mm=rms(off),
        left_out_rms_mm=choice.rms_mm,
        gains_left_out_mm=choice.gains_rms_mm,
        map_left_out_mm=choice.map_rms_mm,
        worst_mark=marks[int(np.argmax(lengths))].number,
        worst_mm=float(lengths.max()),
        noise_sd_mm=noise.sd_mm if noise else None,
        noise_filtered_mm=noise.filtered_mm if noise else None,
        noise_mark=noise.mark if noise else None,
        mass_kg=material.mass_kg,
        mass_ratio=mass_ratio(loads),
        gains=(float(gains[0]), float(gains[1]), float(gains[2]), float(gains[3])),
        drift_kg=drift_kg(material),
        drift_mm=drift,
        error_mm={
            key: float(np.sqrt(fit_mm**2 + moved**2 + _noise_under(noise, material.mass_kg, float(key)) ** 2))
            for key, moved in drift.items()
        },
        warm_s=material.warm_s,
        refusals=against,
    )


class _Noise(NamedTuple):
    sd_mm: float
    filtered_mm: float
    mark: int


def _noise(material: Material, calibration: Calibration) -> _Noise | None:
    """How far the centre of pressure of a dead weight wanders, before and after the game's filter."""
    reading = next((reading for reading in material.readings if reading.number == material.still_mark), None)
    if reading is None or len(material.still) < 2:
        return None
    t_us = np.array([row[0] for row in material.still])
    counts = np.array([row[1:] for row in material.still], dtype=np.float64)
    _, cop = cop_from_counts(counts, calibration.matrix, material.zero_at(reading), min_load_n=0.0)
    smooth = OneEuro(STEADINESS["normal"])
    passed = np.array([smooth.step(t, x, y) for t, (x, y) in zip(t_us.tolist(), cop.tolist(), strict=True)])
    settled = t_us - t_us[0] >= SETTLE_S * 1e6
    return _Noise(_sd(cop), _sd(passed[settled] if settled.sum() > 1 else passed), reading.number)


def _sd(places: FloatArray) -> float:
    return rms(places - places.mean(axis=0))


def _noise_under(noise: _Noise | None, mass_kg: float, person_kg: float) -> float:
    """The same noise in newtons moves a heavier load less."""
    return noise.filtered_mm * mass_kg / person_kg if noise else 0.0


def _drift_mm(material: Material, calibration: Calibration, person_kg: float) -> float:
    """How far the drift since the zero would move the centre of pressure of a person in the middle."""
    first, last = material.last_zeros()
    moved = np.subtract(last.counts, first.counts)
    moments = np.array(calibration.matrix)[1:] @ moved
    return float(np.hypot(*moments) / (person_kg * GRAVITY_M_S2))


def _where_people_lean() -> FloatArray:
    ml, ap = (np.linspace(-most, most, 5) for most in LEAN_MM)
    return np.column_stack([axis.ravel() for axis in np.meshgrid(ml, ap)])
