"""The body: an inverted pendulum on each axis, held up by delayed springs and dampers about the intended lean.

I θ″ = m g h θ − τ,  τ(t) = m g h θr − I θr″ + Kp (θ − θr)(t − δ) + Kd (θ′ − θr′)(t − δ) + n,  CoP = τ / (m g).
Divided by m g and with y = h θ, all in millimetres: y″ = (g/h) (y − CoP) and
CoP = yr − (h/g) yr″ + kp e + kd e′ + noise, with kp = Kp/mgh, kd = Kd/mgh. The mass is gone; the height sets the pace.

The term in θr″ is what a body knows beforehand: to lean forward one first presses back. Without it the spring, fitted
to quiet standing, overshoots a lean by its own length; at rest it is nothing, so that the fits hold. For it the
intended lean has to be smooth: the wish goes through a critically damped filter first.

Put in, it takes the lean out of the error: e″ = (g/h) (e − kp e(t − δ) − kd e′(t − δ) − noise) knows nothing of yr.
So lean and sway are two things that add up. The sway is made ahead in blocks of one delay, within which nothing
comes back; the lean of one sample is one small linear map. That is what makes it quick.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from itertools import chain, count, islice
from operator import add
from typing import NamedTuple

from steadyquest.conventions import GRAVITY_M_S2

STEP_S = 0.005
"""The longest step of Euler and Maruyama's method; the fits were made with it."""
FOLLOW_RAD_S = 6.5
"""Pace of that filter: the intended lean comes a third of a second after the wish."""
WARM_UP_S = 20.0
"""Until the sway has forgotten how it began."""
UNIFORM = math.sqrt(12.0)
"""What makes a deviation of one of an even draw from 0 to 1. Quicker to draw than normal kicks, and no different: the
noise adds up a hundred of them in its shortest time constant, which leaves a hundredth of their lack of tails."""
JOIN_S = 1.0
"""So long one way of swaying goes over into another."""
TREMOR_S = 1.0
"""How long a tremor keeps its strength and its time: it comes and goes."""
TIRED_MOST = 2.5
"""Nobody grows more unsteady than so many times what they were."""


class Axis(NamedTuple):
    """How one axis is held."""

    kp: float
    """Kp/mgh, no unit; stable above 1."""
    kd_s: float
    delay_s: float
    noise_tau_s: float
    noise_mm: float
    """Stationary standard deviation of the noise torque over m g."""
    tremor_mm: float = 0.0
    """Standard deviation of the centre of pressure by tremor alone."""


class Sway(NamedTuple):
    """How a body stands."""

    height_m: float
    """Of the centre of mass above the ankles."""
    ml: Axis
    ap: Axis
    tremor_hz: float = 0.0


def tired(per_min: float, seconds: float) -> float:
    """How many times as unsteady, and as slow to react, after standing for so long.

    >>> tired(0.0, 600.0), tired(0.25, 120.0), tired(0.25, 3600.0)
    (1.0, 1.5, 2.5)
    """
    return min(TIRED_MOST, 1.0 + per_min * seconds / 60.0)


class Body:
    """Both axes, one sample at a time. Stands already settled about (0, 0).

    The same generator gives the same sway, whatever is wished meanwhile.
    """

    __slots__ = ("_lean", "_map", "_steps", "_sway", "_tires")

    def __init__(self, sway: Sway, *, rng: random.Random, rate_hz: float = 100.0, tires_per_min: float = 0.0) -> None:
        steps = math.ceil(1.0 / rate_hz / STEP_S - 1e-9)
        self._steps, self._tires = (steps, 1.0 / rate_hz / steps), tires_per_min
        """How many steps make a sample, and how long each is."""
        self._map = _leaning(sway.height_m, steps=steps, step_s=self._steps[1])
        self._lean = (0.0, 0.0, 0.0, 0.0)
        """Place and speed of the lean intended, ML and then AP."""
        self._sway = self._settled(sway, rng=rng, stood_s=0.0)

    def change(self, sway: Sway, *, rng: random.Random, stood_s: float) -> None:
        """Go over to another way of swaying, settled already. The height and the lean stay; there is no jump.

        `stood_s`: how long one has stood by now, for somebody who tires.
        """
        after = self._settled(sway, rng=rng, stood_s=stood_s)
        steps, step_s = self._steps
        samples = max(1, round(JOIN_S / (steps * step_s)))
        self._sway = chain(_joined(self._sway, after, samples=samples), after)

    def _settled(self, sway: Sway, *, rng: random.Random, stood_s: float) -> Iterator[tuple[float, float]]:
        steps, step_s = self._steps
        ml, ap = (
            _samples(
                sway,
                axis,
                rng=random.Random(rng.getrandbits(64)),
                steps=steps,
                step_s=step_s,
                tires=self._tires,
                stood_s=stood_s,
            )
            for axis in (sway.ml, sway.ap)
        )
        return zip(ml, ap, strict=True)

    def step(self, wish_ml_mm: float, wish_ap_mm: float) -> tuple[float, float]:
        """One sample later, wishing to stand there: the centre of pressure, ML and AP in mm."""
        ml_mm, ap_mm = next(self._sway)
        pp, ps, pw, sp, ss, sw, cp, cs, cw = self._map
        x, vx, y, vy = self._lean
        self._lean = (
            pp * x + ps * vx + pw * wish_ml_mm,
            sp * x + ss * vx + sw * wish_ml_mm,
            pp * y + ps * vy + pw * wish_ap_mm,
            sp * y + ss * vy + sw * wish_ap_mm,
        )
        return ml_mm + cp * x + cs * vx + cw * wish_ml_mm, ap_mm + cp * y + cs * vy + cw * wish_ap_mm


_Row = tuple[float, float, float]


def _leaning(height_m: float, *, steps: int, step_s: float) -> tuple[float, ...]:
    """One sample of leaning, row by row: place, speed and centre of pressure of place, speed and wish."""
    columns = (_leant(*unit, height_m=height_m, steps=steps, step_s=step_s) for unit in _UNITS)
    return tuple(chain.from_iterable(zip(*columns, strict=True)))


_UNITS: tuple[_Row, ...] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def _leant(place: float, speed: float, wish: float, *, height_m: float, steps: int, step_s: float) -> _Row:
    slack, cop = height_m / GRAVITY_M_S2, 0.0
    for _ in range(steps):
        push = FOLLOW_RAD_S * (FOLLOW_RAD_S * (wish - place) - 2.0 * speed)
        cop = place - slack * push
        place, speed = place + step_s * speed, speed + step_s * push
    return place, speed, cop


def _joined(
    before: Iterator[tuple[float, float]], after: Iterator[tuple[float, float]], *, samples: int
) -> Iterator[tuple[float, float]]:
    """The samples of the way from one sway to another: less and less of the first."""
    for n in range(1, samples + 1):
        (ml, ap), (next_ml, next_ap), part = next(before), next(after), n / samples
        yield ml + part * (next_ml - ml), ap + part * (next_ap - ap)


def _samples(
    sway: Sway, axis: Axis, *, rng: random.Random, steps: int, step_s: float, tires: float, stood_s: float
) -> Iterator[float]:
    """The sway of one axis at the end of each sample."""
    blocks = _blocks(axis, height_m=sway.height_m, step_s=step_s, rng=rng, tires=tires, stood_s=stood_s)
    swaying = islice(chain.from_iterable(blocks), steps - 1, None, steps)
    if not axis.tremor_mm:
        return swaying
    trembling = _trembling(
        sway.tremor_hz, axis.tremor_mm, sample_s=steps * step_s, rng=rng, tires=tires, stood_s=stood_s
    )
    return map(add, swaying, trembling)


def _blocks(
    axis: Axis, *, height_m: float, step_s: float, rng: random.Random, tires: float = 0.0, stood_s: float = 0.0
) -> Iterator[list[float]]:
    """The sway of one axis, step by step, in lists of one delay: what comes back in a list was there before it."""
    keep, stiff, draw = math.exp(-step_s / axis.noise_tau_s), step_s * GRAVITY_M_S2 / height_m, rng.random
    kick = axis.noise_mm * math.sqrt(1.0 - keep**2) * UNIFORM
    kp, kd = axis.kp, axis.kd_s
    late = [0.0] * max(1, round(axis.delay_s / step_s))
    block_s = len(late) * step_s
    error = speed = 0.0
    noise = rng.gauss(0.0, axis.noise_mm)
    for block in count(-math.ceil(WARM_UP_S / block_s)):
        more = kick * tired(tires, max(0.0, stood_s + block * block_s))
        swayed, asked = [], []
        for back in late:
            pull = back + noise
            swayed.append(pull)
            asked.append(kp * error + kd * speed)
            error, speed = error + step_s * speed, speed + stiff * (error - pull)
            noise = keep * noise + more * (draw() - 0.5)
        late = asked
        if block >= 0:
            yield swayed


def _trembling(
    hz: float, deviation_mm: float, *, sample_s: float, rng: random.Random, tires: float, stood_s: float
) -> Iterator[float]:
    """A tremor, sample by sample: a wheel that turns at its pace and is pushed about by chance."""
    keep = math.exp(-sample_s / TREMOR_S)
    along, across = keep * math.cos(math.tau * hz * sample_s), keep * math.sin(math.tau * hz * sample_s)
    kick, draw = deviation_mm * math.sqrt(1.0 - keep**2) * UNIFORM, rng.random
    x, y = rng.gauss(0.0, deviation_mm), rng.gauss(0.0, deviation_mm)
    for n in count():
        yield x * tired(tires, stood_s + n * sample_s)
        x, y = along * x - across * y + kick * (draw() - 0.5), across * x + along * y + kick * (draw() - 0.5)
