"""The printed sheet on the plate: nine calibration marks, in plate millimetres."""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """A place on the sheet: ML (right +) and AP (forward +) of the middle of the plate."""

    ml_mm: float
    ap_mm: float


MARKS = tuple(Mark(ml, ap) for ap in (100.0, 0.0, -100.0) for ml in (-150.0, 0.0, 150.0))
"""Numbered 1 to 9 on the sheet as one reads: front row first, each from the left."""
