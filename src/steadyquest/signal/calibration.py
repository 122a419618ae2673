"""Calibration: how counts become newtons and moments, and the nominal one that sources without a board use."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, NamedTuple

from steadyquest.conventions import GRAVITY_M_S2, Counts, Forces
from steadyquest.errors import CalibrationError
from steadyquest.words import tr

HALF_ML_MM = 200.0
HALF_AP_MM = 140.0
"""Half the default cell spacing, 400 mm by 280 mm."""

NOMINAL_COUNTS_PER_N = 2190.0
"""Two 50 kg half-bridges a corner give 1 mV/V at 100 kg; an HX711 at gain 128 spans ±0.5/128 of its supply in 2^23
counts, so 2^23 · 0.001 · 128 / 0.5 / (100 kg · 9.80665 m/s²) ≈ 2190 counts per newton."""
HX711_COUNTS = 2**23 * 128 / 0.5
"""Counts for a whole volt per volt of supply, at gain 128."""

Row = tuple[float, float, float, float]


class Wrench(NamedTuple):
    """Total vertical force and its moments about the middle of the plate: N, N·mm, N·mm."""

    force_n: float
    moment_ml_nmm: float
    moment_ap_nmm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """[F, F·x, F·y] = matrix · (counts − tare).

    `tare` is None until the empty plate was seen. `matrix` rows are N, N·mm and N·mm per count.
    """

    board_id: str
    kind: str
    """nominal, gains or map."""
    matrix: tuple[Row, Row, Row]
    tare: Row | None = None
    half_ml_mm: float = HALF_ML_MM
    half_ap_mm: float = HALF_AP_MM
    made_at: str = ""
    """ISO 8601 date of the fit; empty for nominal."""

    def tared(self, tare: Row) -> Calibration:
        """The same calibration with a new zero."""
        return replace(self, tare=tare)

    def wrench(self, counts: Counts) -> Wrench:
        """Force and moments of one sample. Raises CalibrationError before the first tare."""
        if self.tare is None:
            raise CalibrationError(tr("the plate has no zero yet; step off so that it can be tared"))
        net = [count - zero for count, zero in zip(counts, self.tare, strict=True)]
        return Wrench(*(sum(c * n for c, n in zip(row, net, strict=True)) for row in self.matrix))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for records."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Calibration:
        """The calibration that `as_dict` gave, also after a way through JSON.

        Whatever else was kept beside it (the marks, the report card) is left alone.
        """
        known = {name: data[name] for name in (field.name for field in fields(cls)) if name in data}
        rows = tuple(tuple(float(v) for v in row) for row in data["matrix"])
        tare = tuple(float(v) for v in data["tare"]) if data["tare"] is not None else None
        return cls(**{**known, "matrix": rows, "tare": tare})


def counts_per_n(*, corner_kg: float, mv_per_v: float) -> float:
    """What an HX711 at gain 128 counts a newton, for a corner of this rated load and output.

    >>> round(counts_per_n(corner_kg=100.0, mv_per_v=1.0))
    2190
    """
    return HX711_COUNTS * mv_per_v / 1000 / (corner_kg * GRAVITY_M_S2)


def gains(
    board_id: str,
    n_per_count: Row,
    *,
    kind: str = "gains",
    half_ml_mm: float = HALF_ML_MM,
    half_ap_mm: float = HALF_AP_MM,
    tare: Row | None = None,
) -> Calibration:
    """The calibration of four independent cells at the corners, one gain each, in newtons per count."""
    a, b = half_ml_mm, half_ap_mm
    fl, fr, rl, rr = n_per_count
    matrix = ((fl, fr, rl, rr), (-a * fl, a * fr, -a * rl, a * rr), (b * fl, b * fr, -b * rl, -b * rr))
    return Calibration(
        board_id=board_id, kind=kind, matrix=matrix, tare=tare, half_ml_mm=half_ml_mm, half_ap_mm=half_ap_mm
    )


def nominal(board_id: str, *, tare: Row | None = (0.0, 0.0, 0.0, 0.0)) -> Calibration:
    """What nominal cells would give; the calibration of sources that have no board.

    >>> cal = nominal("keyboard")
    >>> cal.wrench(counts_at(cal, force_n=700.0, cop_ml_mm=0.0, cop_ap_mm=0.0)).force_n
    700.0
    """
    gain = 1.0 / NOMINAL_COUNTS_PER_N
    return gains(board_id, (gain, gain, gain, gain), kind="nominal", tare=tare)


def corner_forces(
    force_n: float,
    cop_ml_mm: float,
    cop_ap_mm: float,
    *,
    half_ml_mm: float = HALF_ML_MM,
    half_ap_mm: float = HALF_AP_MM,
) -> Forces:
    """Four corner forces in newtons that have this sum and this centre of pressure (bilinear split).

    >>> corner_forces(400.0, 0.0, 0.0)
    (100.0, 100.0, 100.0, 100.0)
    """
    right, front = cop_ml_mm / half_ml_mm, cop_ap_mm / half_ap_mm
    q = force_n / 4
    return (
        q * (1 - right) * (1 + front),
        q * (1 + right) * (1 + front),
        q * (1 - right) * (1 - front),
        q * (1 + right) * (1 - front),
    )


def counts_at(calibration: Calibration, *, force_n: float, cop_ml_mm: float, cop_ap_mm: float) -> Counts:
    """The counts that nominal cells would send, rounded to whole counts, with this calibration's tare."""
    fl, fr, rl, rr = corner_forces(
        force_n, cop_ml_mm, cop_ap_mm, half_ml_mm=calibration.half_ml_mm, half_ap_mm=calibration.half_ap_mm
    )
    # Without a loop: a simulated person's every sample passes here.
    g0, g1, g2, g3 = calibration.matrix[0]
    z0, z1, z2, z3 = calibration.tare or (0.0, 0.0, 0.0, 0.0)
    return round(fl / g0 + z0), round(fr / g1 + z1), round(rl / g2 + z2), round(rr / g3 + z3)
