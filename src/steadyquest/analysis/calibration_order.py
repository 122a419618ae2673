"""Readings that were taken in another order than it was said: a turned sheet, exchanged marks, exchanged cells.

Another order is believed only when the marks agree with it far better, by cells that can be.
"""

from __future__ import annotations

from itertools import combinations, permutations
from typing import NamedTuple

import numpy as np

from steadyquest.analysis.calibrate import fit_gains, rms
from steadyquest.analysis.calibration_material import Loads

SUSPECT_MM = 5.0
"""Marks that agree better than this are in order."""
EXPLAINED = 0.4
"""Another order is believed when it leaves less than this of the error."""
EXPLAINED_MM = 4.0
PAIR_HELPS = 0.8
LEAST_GAIN, MOST_SPREAD = 0.3, 3.0
"""Gains against nominal, and the largest against the smallest: an order that wants stranger cells explains nothing."""


class Order(NamedTuple):
    """What was mixed up; at most one of the three."""

    turned: int = 0
    """Degrees of the sheet, 90 for either way."""
    pairs: tuple[tuple[int, int], ...] = ()
    """Rows of the readings that belong to each other's marks."""
    cells: tuple[int, ...] = ()
    """Channels whose cables are exchanged."""


def mixed_up(loads: Loads) -> Order:
    """What explains readings that disagree; an empty order when nothing does, or nothing has to."""
    before = _badness(loads)
    if before <= SUSPECT_MM:
        return Order()
    angle = min((90, 180, 270), key=lambda angle: _badness(_turned(loads, angle)))
    if _explains(_badness(_turned(loads, angle)), before):
        return Order(turned=min(angle, 360 - angle))
    wiring = min(permutations(range(4)), key=lambda wiring: _badness(_rewired(loads, wiring)))
    pairs = _pairs(loads)
    by_cells, by_marks = _badness(_rewired(loads, wiring)), _badness(_exchanged(loads, pairs))
    if pairs and _explains(by_marks, before) and by_marks <= by_cells:
        return Order(pairs=tuple(pairs))
    if _explains(by_cells, before):
        return Order(cells=tuple(channel for channel in range(4) if wiring[channel] != channel))
    return Order()


def _badness(loads: Loads) -> float:
    """RMS error in mm by four plausible gains: an order of marks that wants impossible cells is no explanation."""
    fit = fit_gains(loads)
    gains = fit.gains()
    if (gains < LEAST_GAIN).any() or gains.max() > MOST_SPREAD * gains.min():
        return float("inf")
    off = fit.places_mm(loads) - loads.places_mm
    return max(rms(off), float(np.hypot(*off.T).max()) / 2)


def _explains(after: float, before: float) -> bool:
    return after < EXPLAINED_MM and after < EXPLAINED * before


def _turned(loads: Loads, angle: int) -> Loads:
    x, y = loads.places_mm.T
    places = {90: (-y, x), 180: (-x, -y), 270: (y, -x)}[angle]
    return loads._replace(places_mm=np.column_stack(places))


def _rewired(loads: Loads, wiring: tuple[int, ...]) -> Loads:
    return loads._replace(shares=loads.shares[:, list(wiring)])


def _exchanged(loads: Loads, pairs: list[tuple[int, int]]) -> Loads:
    order = list(range(len(loads.numbers)))
    for i, j in pairs:
        order[i], order[j] = order[j], order[i]
    return loads._replace(places_mm=loads.places_mm[order])


def _pairs(loads: Loads) -> list[tuple[int, int]]:
    """Pairs of marks whose exchange mends the fit, the one that mends most first."""
    found: list[tuple[int, int]] = []
    left = set(range(len(loads.numbers)))
    best = _badness(loads)
    while best > SUSPECT_MM / 2 and len(left) > 1:
        pair = min(combinations(sorted(left), 2), key=lambda pair: _badness(_exchanged(loads, [*found, pair])))
        now = _badness(_exchanged(loads, [*found, pair]))
        if now > PAIR_HELPS * best:
            break
        found.append(pair)
        left -= set(pair)
        best = now
    return found
