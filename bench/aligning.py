"""How far a fast lean is from the truth when four amplifiers convert at their own moments (decision 0010)."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from figure import figure, typical

from steadyquest.conventions import BoardSample, Forces
from steadyquest.signal.align import BACK_US, aligned
from steadyquest.signal.calibration import NOMINAL_COUNTS_PER_N, corner_forces, nominal

SECONDS = 40
OSCILLATORS = ((78, 83, 88, 93), (93, 78, 88, 83), (78, 93, 93, 93), (80, 81, 92, 90), (78, 78.5, 93, 92))
DELAYS_US = range(0, 20_001, 500)
"""Tried for the counts as they come: the best of them is what a player would get used to."""


def leaning(t_us: float) -> tuple[float, float, float]:
    """Newtons and the place of the weight: up to 380 mm/s sideways, while the load bounces by a tenth."""
    t = t_us * 1e-6
    turn = 2 * math.pi * t
    return 690 + 70 * math.sin(2.3 * turn), 40 * math.sin(1.5 * turn), 15 * math.cos(1.1 * turn)


def frames(rates_hz: tuple[float, ...], *, seed: int) -> list[BoardSample]:
    """What the firmware sends: a frame as soon as every chip has converted anew."""
    rng = random.Random(seed)
    moments = []
    for channel, rate_hz in enumerate(rates_hz):
        phase = rng.random()
        moments += [((k + phase) * 1e6 / rate_hz, channel) for k in range(int(SECONDS * rate_hz))]
    newest, fresh = [0.0] * 4, 0
    made: list[BoardSample] = []
    for at_us, channel in sorted(moments):
        newest[channel], fresh = at_us, fresh | 1 << channel
        if fresh == 15:
            t_us = round(at_us) + 100
            fl, fr, rl, rr = (
                round(corner_forces(*leaning(moment))[i] * NOMINAL_COUNTS_PER_N) for i, moment in enumerate(newest)
            )
            a, b, c, d = (int(t_us - moment) // 64 * 64 for moment in newest)
            made.append(BoardSample(t_us, 0, len(made) & 0xFFFF, (fl, fr, rl, rr), (a, b, c, d), 0, 15, 0))
            fresh = 0
    return made


def rms_mm(places: list[tuple[int, Forces]], *, delay_us: int) -> float:
    """Of the distance between these counts' place and the truth so long ago."""
    calibration, total = nominal("bench"), 0.0
    for t_us, counts in places:
        force_n, moment_ml, moment_ap = calibration.wrench(counts)  # type: ignore[arg-type]
        _, ml_mm, ap_mm = leaning(t_us - delay_us)
        total += (moment_ml / force_n - ml_mm) ** 2 + (moment_ap / force_n - ap_mm) ** 2
    return math.sqrt(total / len(places))


def errors(**_: Any) -> Iterator[dict[str, Any]]:
    """Aligned, against counts as they come; and what a sample costs."""
    sets = [frames(rates_hz, seed=seed) for seed, rates_hz in enumerate(OSCILLATORS)]
    ours = [[(now.t_us, aligned(before, now)) for before, now in pairwise(samples[20:])] for samples in sets]
    raw: list[list[tuple[int, Forces]]] = [[(now.t_us, now.counts) for now in samples[20:]] for samples in sets]
    mean = sum(rms_mm(places, delay_us=BACK_US) for places in ours) / len(sets)
    as_they_come = sum(min(rms_mm(places, delay_us=delay) for delay in DELAYS_US) for places in raw) / len(sets)
    yield figure(
        "error of a fast lean, four mismatched oscillators",
        mean,
        "mm",
        target=as_they_come,
        compared_with="the same counts as they come, at their best constant delay",
        more_is_better=False,
    )

    def once() -> float:
        began = time.process_time()
        for before, now in pairwise(sets[0]):
            aligned(before, now)
        return (time.process_time() - began) * 1e6 / len(sets[0])

    yield figure(
        "aligning one sample",
        typical(once, times=9),
        "µs",
        target=20,
        compared_with="at most 20 µs, a sixth of a per cent of a frame",
        more_is_better=False,
    )
