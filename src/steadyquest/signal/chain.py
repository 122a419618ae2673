"""The chain from raw counts to a lean, one sample at a time: align, zero, calibrate, CoP, filter, centre, reach."""

from __future__ import annotations

from steadyquest.conventions import GRAVITY_M_S2, STATUS_SATURATED, VALID_KG, BoardSample, Lean
from steadyquest.errors import CalibrationError
from steadyquest.signal.align import NO_AGES, Aligner
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.one_euro import OneEuro, OneEuroSpec
from steadyquest.signal.reach import Reach
from steadyquest.words import tr

_new = tuple.__new__
"""Makes a named tuple from its fields at once: this happens for every sample."""


class Chain:
    """Turns samples into leans for one calibration, filter, centre and reach."""

    __slots__ = (
        "_aligner",
        "_calibration",
        "_filter",
        "_flat",
        "_has_ages",
        "_last",
        "_valid",
        "centre_mm",
        "least_kg",
        "reach",
    )

    def __init__(self, calibration: Calibration, *, filter_spec: OneEuroSpec, reach: Reach) -> None:
        self._filter = OneEuro(filter_spec)
        self.reach = reach
        self.centre_mm = (0.0, 0.0)
        self.least_kg = VALID_KG
        self.calibration = calibration
        self.reset()

    @property
    def calibration(self) -> Calibration:
        """What turns counts into newtons; setting it takes over matrix and tare.

        Raises CalibrationError, when set, for one without a zero.
        """
        return self._calibration

    @calibration.setter
    def calibration(self, calibration: Calibration) -> None:
        if calibration.tare is None:
            raise CalibrationError(tr("the plate has no zero yet; step off so that it can be tared"))
        self._calibration = calibration
        # C · (raw − tare) = C · raw − C · tare: one constant a row, and nothing is allocated for a sample.
        tare = calibration.tare
        self._flat = tuple(
            value
            for row in calibration.matrix
            for value in (*row, sum(c * zero for c, zero in zip(row, tare, strict=True)))
        )

    def reset(self) -> None:
        """Forget the filter's past: at the start of a run, so that a replay needs nothing from before."""
        self._filter.reset()
        self._aligner, self._has_ages = Aligner(), False
        self._valid = False
        self._last = (0.0, 0.0, 0.0, 0.0)

    def feed(self, sample: BoardSample) -> Lean:
        """The lean of one sample: CoP filtered, in plate mm; x, y about the centre, in reach units.

        Where cells convert at their own moments, it is the lean of `align.BACK_US` earlier. Below the least load, or
        while a channel is faulty or saturated, the last place is kept and `valid` is False.
        """
        t_us = sample[0]
        if self._has_ages or sample[4] != NO_AGES:
            self._has_ages = True
            fl, fr, rl, rr = self._aligner.feed(sample)
        else:
            fl, fr, rl, rr = sample[3]
        f0, f1, f2, f3, fz, x0, x1, x2, x3, xz, y0, y1, y2, y3, yz = self._flat
        force_n = f0 * fl + f1 * fr + f2 * rl + f3 * rr - fz
        load_kg = force_n / GRAVITY_M_S2
        if load_kg < self.least_kg or sample[7] or sample[5] & STATUS_SATURATED:
            self._valid = False
            x, y, ml_mm, ap_mm = self._last
            return Lean(t_us, x, y, ml_mm, ap_mm, load_kg, False)
        if not self._valid:
            self._valid = True
            self._filter.reset()
        ml_mm, ap_mm = self._filter.step(
            t_us,
            (x0 * fl + x1 * fr + x2 * rl + x3 * rr - xz) / force_n,
            (y0 * fl + y1 * fr + y2 * rl + y3 * rr - yz) / force_n,
        )
        centre_ml, centre_ap = self.centre_mm
        x, y = self.reach.to_units(ml_mm - centre_ml, ap_mm - centre_ap)
        self._last = (x, y, ml_mm, ap_mm)
        return _new(Lean, (t_us, x, y, ml_mm, ap_mm, load_kg, True))
