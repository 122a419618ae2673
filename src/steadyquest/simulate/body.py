"""The body: an inverted pendulum on each axis, held up by delayed springs and dampers about the intended lean.

I θ″ = m g h θ − τ,  τ(t) = m g h θr − I θr″ + Kp (θ − θr)(t − δ) + Kd (θ′ − θr′)(t − δ) + n,  CoP = τ / (m g).
Divided by m g and with y = h θ, all in millimetres: y″ = (g/h) (y − CoP) and
CoP = yr − (h/g) yr″ + kp e + kd e′ + noise, with kp = Kp/mgh, kd = Kd/mgh. The mass is gone; the height sets the pace.

The term in θr″ is what a body knows beforehand: to lean forward one first presses back. Without it the spring, fitted
to quiet standing, overshoots a lean by its own length; at rest it is nothing, so that the fits hold. For it the
intended lean has to be smooth: the wish goes through a critically damped filter first.
"""

from __future__ import annotations

import math
import random
from typing import NamedTuple

from steadyquest.conventions import GRAVITY_M_S2

STEP_S = 0.005
"""The longest step of Euler and Maruyama's method; the fits were made with it."""
FOLLOW_RAD_S = 6.5
"""Pace of that filter: the intended lean comes a third of a second after the wish."""
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

    __slots__ = ("_at", "_fixed", "_gauss", "_late", "_moving", "_steps")

    def __init__(self, axis: Axis, *, height_m: float, steps: int, step_s: float, rng: random.Random) -> None:
        keep = math.exp(-step_s / axis.noise_tau_s)
        kick = axis.noise_mm * math.sqrt(1.0 - keep**2)
        self._gauss, self._steps = rng.gauss, steps
        self._fixed = (axis.kp, axis.kd_s, keep, kick, GRAVITY_M_S2 / height_m, height_m / GRAVITY_M_S2, step_s)
        # What spring and damper asked for a delay ago, oldest at `_at`.
        self._late = [0.0] * max(1, round(axis.delay_s / step_s))
        self._at = 0
        self._moving = (0.0, 0.0, 0.0, 0.0, rng.gauss(0.0, axis.noise_mm))
        """Place and speed of the body, of the lean intended, and the noise."""

    def step(self, wish: float) -> float:
        """One sample of wishing to be there; the centre of pressure at its end."""
        gauss, late, at, size = self._gauss, self._late, self._at, len(self._late)
        kp, kd, keep, kick, stiff, slack, dt = self._fixed
        place, speed, lean, lean_speed, noise = self._moving
        cop = 0.0
        for _ in range(self._steps):
            push = FOLLOW_RAD_S * (FOLLOW_RAD_S * (wish - lean) - 2.0 * lean_speed)
            cop = lean - slack * push + late[at] + noise
            late[at] = kp * (place - lean) + kd * (speed - lean_speed)
            at += 1
            if at == size:
                at = 0
            place, speed = place + dt * speed, speed + dt * stiff * (place - cop)
            lean, lean_speed = lean + dt * lean_speed, lean_speed + dt * push
            noise = keep * noise + kick * gauss(0.0, 1.0)
        self._at, self._moving = at, (place, speed, lean, lean_speed, noise)
        return cop


class Body:
    """Both axes, one sample at a time. Stands already settled about (0, 0)."""

    def __init__(self, sway: Sway, *, rng: random.Random, rate_hz: float = 100.0) -> None:
        steps = math.ceil(1.0 / rate_hz / STEP_S - 1e-9)
        step_s = 1.0 / rate_hz / steps
        self._ml, self._ap = (
            _Pendulum(axis, height_m=sway.height_m, steps=steps, step_s=step_s, rng=rng) for axis in (sway.ml, sway.ap)
        )
        for _ in range(round(WARM_UP_S * rate_hz)):
            self.step(0.0, 0.0)

    def step(self, wish_ml_mm: float, wish_ap_mm: float) -> tuple[float, float]:
        """One sample later, wishing to stand there: the centre of pressure, ML and AP in mm."""
        return self._ml.step(wish_ml_mm), self._ap.step(wish_ap_mm)
