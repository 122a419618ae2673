"""Reach: how far this player leans in every direction, so that 1.0 is as far as *this* body goes *that* way.

Eight directions are known; between two of them the reach glides smoothly from one to the other, never beyond either.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, sin

from steadyquest.conventions import DIRECTIONS, SEATED_STANCES
from steadyquest.errors import SignalError
from steadyquest.words import tr

LEAST_MM = 15.0
"""No direction is shorter: below this a target could not be told from standing still."""

_CAUTION = 0.45
_SEATED = 0.7
_COM_HEIGHT_SHARE = 0.55
_LIMIT_FORWARD_RAD, _LIMIT_BACK_RAD = math.radians(8.0), math.radians(4.5)
"""The limits-of-stability convention: 8° forward and sideways, 4.5° back, of a centre of mass at 0.55 of height."""
_HEIGHT_UNKNOWN_CM = 120.0
"""A small child's: too short a reach is an easy first level, too long a one asks for a step."""

_DIAGONAL_SHARE = 0.9
_BACK_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Reach:
    """Millimetres for one reach unit in each of `conventions.DIRECTIONS`.

    kind: quick, full, hand (corrected by hand), given (same in all directions, from the command line) or default.
    """

    mm: tuple[float, ...]
    kind: str = "default"

    def __post_init__(self) -> None:
        if len(self.mm) != len(DIRECTIONS) or not all(math.isfinite(v) and v > 0 for v in self.mm):
            raise SignalError(tr("a reach has eight lengths in millimetres, each above zero"))

    def mm_at(self, angle_rad: float) -> float:
        """Millimetres per reach unit towards an angle, counter-clockwise from the right."""
        return self._scale(cos(angle_rad), sin(angle_rad))

    def to_units(self, ml_mm: float, ap_mm: float) -> tuple[float, float]:
        """Millimetres about the centre to reach units.

        >>> uniform(50.0).to_units(25.0, 0.0)
        (0.5, 0.0)
        """
        scale = self._scale(ml_mm, ap_mm)
        return ml_mm / scale, ap_mm / scale

    def to_mm(self, x: float, y: float) -> tuple[float, float]:
        """Reach units to millimetres about the centre.

        >>> uniform(50.0).to_mm(0.5, 0.0)
        (25.0, 0.0)
        """
        scale = self._scale(x, y)
        return x * scale, y * scale

    def _scale(self, x: float, y: float) -> float:
        # From an axis to its diagonal the reach glides by sin² 2θ, which needs no angle: sin 2θ = 2xy / (x² + y²).
        square, product = x * x + y * y, x * y
        right, forward_right, forward, forward_left, left, back_left, back, back_right = self.mm
        if x > 0:
            axis, diagonal = right, forward_right if y > 0 else back_right
        else:
            axis, diagonal = left, forward_left if y > 0 else back_left
        if y * y > x * x:
            axis = forward if y > 0 else back
        # The square can vanish in rounding when the point is not quite the centre: any direction will do there.
        return axis + (diagonal - axis) * 4 * product * product / (square * square or 1.0)


def uniform(mm: float, kind: str = "given") -> Reach:
    """The same reach in all directions. Raises SignalError for less than 15 mm or more than 400 mm."""
    if not LEAST_MM <= mm <= 400.0:
        raise SignalError(
            tr("a reach of {mm:g} mm is outside 15 to 400 mm; measure it, or give a length in between").format(mm=mm)
        )
    return Reach((float(mm),) * len(DIRECTIONS), kind)


def cautious(*, height_cm: float | None = None, stance: str = "comfortable") -> Reach:
    """A first reach by height, for a player who was not measured: less than half of the textbook limits.

    >>> [round(v) for v in cautious(height_cm=170).mm]
    [59, 53, 59, 53, 59, 41, 33, 41]
    """
    com_mm = 10 * (height_cm or _HEIGHT_UNKNOWN_CM) * _COM_HEIGHT_SHARE
    share = _CAUTION * (_SEATED if stance in SEATED_STANCES else 1.0)
    front, back = (com_mm * math.sin(limit) * share for limit in (_LIMIT_FORWARD_RAD, _LIMIT_BACK_RAD))
    return completed({"right": front, "left": front, "forward": front, "back": back}, kind="default")


def completed(measured: Mapping[str, float], *, kind: str) -> Reach:
    """All eight directions from the ones measured; the others between their neighbours, and cautious.

    Needs right, left and forward. Raises SignalError without them.
    """
    missing = [name for name in ("right", "left", "forward") if name not in measured]
    if missing:
        raise SignalError(tr("the reach to {sides} is missing; lean there once").format(sides=", ".join(missing)))
    known = {"back": measured["forward"] * _BACK_SHARE, **measured}
    mm = []
    for i, name in enumerate(DIRECTIONS):
        if name not in known:
            known[name] = _DIAGONAL_SHARE * (known[DIRECTIONS[i - 1]] + known[DIRECTIONS[(i + 1) % 8]]) / 2
        mm.append(max(LEAST_MM, known[name]))
    return Reach(tuple(mm), kind)


def from_list(mm: Sequence[float], *, kind: str) -> Reach:
    """A stored reach."""
    return Reach(tuple(float(v) for v in mm), kind)
