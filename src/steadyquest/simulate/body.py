"""The body: an inverted pendulum on each axis, held up by delayed springs and dampers about the wished lean.

I θ″ = m g h θ − τ,  τ(t) = m g h θr + Kp (θ − θr)(t − δ) + Kd (θ′ − θr′)(t − δ) + n,  CoP = τ / (m g).
Divided by m g and with y = h θ, all in millimetres: y″ = (g/h) (y − CoP) and CoP = yr + kp e + kd e′ + noise, with
kp = Kp/mgh, kd = Kd/mgh: the mass is gone, and the height only sets the pace.
"""

from __future__ import annotations

import math
import random
from typing import NamedTuple

from steadyquest.conventions import GRAVITY_M_S2

STEP_S = 0.005
"""The longest step of Euler and Maruyama's method; the fits were made with it."""
WARM_UP_S = 20.0
"""Until the sway has forgotten how it began."""


class Axis(NamedTuple):
    """How one axis is held."""

    kp: float
    """Kp/mgh, no unit; stable above 1."""
    kd_s: float
    delay_s: float
    noise_tau_s: float
    noise_mm: float
    """Stationary standard deviation of the noise torque over m g."""


class Sway(NamedTuple):
    """How a body stands."""

    height_m: float
    """Of the centre of mass above the ankles."""
    ml: Axis
    ap: Axis


class _Pendulum:
    """One axis; plain floats in a flat loop, for it runs hundreds of times faster than real time."""

    __slots__ = ("_at", "_gauss", "_hold", "_k", "_keep", "_kick", "_late", "_noise", "_place", "_speed", "_wish")

    def __init__(self, axis: Axis, *, height_m: float, step_s: float, rng: random.Random) -> None:
        self._gauss = rng.gauss
        self._k = GRAVITY_M_S2 / height_m
        self._hold = (axis.kp, axis.kd_s)
        self._keep = math.exp(-step_s / axis.noise_tau_s)
        self._kick = axis.noise_mm * math.sqrt(1.0 - self._keep**2)
        self._noise = rng.gauss(0.0, axis.noise_mm)
        # What spring and damper asked for a delay ago, oldest at `_at`.
        self._late = [0.0] * max(1, round(axis.delay_s / step_s))
        self._at = 0
        self._place = self._speed = self._wish = 0.0

    def step(self, wish: float, *, steps: int, step_s: float) -> float:
        """Move the wished place there in this many steps; the centre of pressure after the last."""
        gauss, k, late, (kp, kd) = self._gauss, self._k, self._late, self._hold
        keep, kick, noise, size = self._keep, self._kick, self._noise, len(self._late)
        place, speed, at, aim = self._place, self._speed, self._at, self._wish
        aim_speed = (wish - aim) / (steps * step_s)
        cop = 0.0
        for _ in range(steps):
            aim += aim_speed * step_s
            cop = aim + late[at] + noise
            late[at] = kp * (place - aim) + kd * (speed - aim_speed)
            at += 1
            if at == size:
                at = 0
            noise = keep * noise + kick * gauss(0.0, 1.0)
            place, speed = place + step_s * speed, speed + step_s * k * (place - cop)
        self._place, self._speed, self._at, self._noise, self._wish = place, speed, at, noise, wish
        return cop


class Body:
    """Both axes, one sample at a time. Stands already settled about (0, 0)."""

    def __init__(self, sway: Sway, *, rng: random.Random, rate_hz: float = 100.0) -> None:
        self._steps = math.ceil(1.0 / rate_hz / STEP_S - 1e-9)
        self._step_s = 1.0 / rate_hz / self._steps
        self._ml, self._ap = (
            _Pendulum(axis, height_m=sway.height_m, step_s=self._step_s, rng=rng) for axis in (sway.ml, sway.ap)
        )
        for _ in range(round(WARM_UP_S * rate_hz)):
            self.step(0.0, 0.0)

    def step(self, wish_ml_mm: float, wish_ap_mm: float) -> tuple[float, float]:
        """One sample later, wishing to stand there: the centre of pressure, ML and AP in mm."""
        steps, step_s = self._steps, self._step_s
        return (
            self._ml.step(wish_ml_mm, steps=steps, step_s=step_s),
            self._ap.step(wish_ap_mm, steps=steps, step_s=step_s),
        )
