"""The cursor's filter: steady at rest, quick when moving (One-Euro, Casiez, Roussel & Vogel 2012)."""

from __future__ import annotations

import math
from typing import NamedTuple


class OneEuroSpec(NamedTuple):
    """Cutoff at rest in Hz, how much speed opens it (Hz per mm/s), and the cutoff of the speed itself in Hz."""

    min_cutoff_hz: float = 1.5
    beta: float = 0.02
    speed_cutoff_hz: float = 1.0


STEADINESS = {
    "lively": OneEuroSpec(2.5, 0.03),
    "normal": OneEuroSpec(),
    "calm": OneEuroSpec(0.8, 0.012),
}
"""The three settings a player may choose; the one used is stored with each run."""

_TURN = 2 * math.pi


class OneEuro:
    """Filters a point in millimetres, each axis by its own speed.

    >>> f = OneEuro(OneEuroSpec())
    >>> f.step(0, 10.0, 0.0), f.step(10_000, 10.0, 0.0)
    ((10.0, 0.0), (10.0, 0.0))
    """

    __slots__ = ("_beta", "_cutoff", "_speed_cutoff", "_t_us", "_vx", "_vy", "_x", "_y")

    def __init__(self, spec: OneEuroSpec) -> None:
        self._cutoff, self._beta, self._speed_cutoff = spec
        self.reset()

    def reset(self) -> None:
        """Forget the past; the next point passes as it is."""
        self._t_us: int | None = None
        self._x = self._y = self._vx = self._vy = 0.0

    def step(self, t_us: int, x: float, y: float) -> tuple[float, float]:
        """The filtered point. A time that does not advance leaves the point as it was."""
        if self._t_us is None:
            self._t_us, self._x, self._y = t_us, x, y
            return x, y
        dt = (t_us - self._t_us) * 1e-6
        if dt <= 0:
            return self._x, self._y
        self._t_us = t_us
        turn, cutoff, beta = _TURN * dt, self._cutoff, self._beta
        # The speed is taken from the previous *filtered* point, as in the paper.
        dx, dy = x - self._x, y - self._y
        r = turn * self._speed_cutoff
        a = r / (1 + r)
        self._vx = vx = self._vx + a * (dx / dt - self._vx)
        self._vy = vy = self._vy + a * (dy / dt - self._vy)
        r = turn * (cutoff + beta * abs(vx))
        self._x = x = self._x + r / (1 + r) * dx
        r = turn * (cutoff + beta * abs(vy))
        self._y = y = self._y + r / (1 + r) * dy
        return x, y
