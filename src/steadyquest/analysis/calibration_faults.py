"""Why a calibration is refused: each fault has a code, the marks or cells at fault, and one plain line.

The order is from what spoils everything (a dead cell, a weight that is not there) to what spoils a little. What rested
on the plate at every mark comes before the marks: it is no mark's fault, and would make some look odd.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np

from steadyquest.analysis.calibrate import LEAST_FOR_GAINS, SIGNS, choose, fit_gains, left_out, nominal_fit, rms
from steadyquest.analysis.calibration_material import Loads, Material
from steadyquest.analysis.calibration_order import mixed_up
from steadyquest.analysis.calibration_resting import resting
from steadyquest.analysis.prepare import FloatArray
from steadyquest.conventions import CHANNELS, GRAVITY_M_S2
from steadyquest.signal.corners import corner_words
from steadyquest.words import tr

MOST_RMS_MM = 2.0
MOST_OFF_MM = 5.0
MOST_MASS_SHARE = 0.25
MOST_DRIFT_KG = 0.3
OBJECT_KG = 1.0
"""A zero that moved by more than this is no drift: something lay there."""
LONG_WARM_S = 480.0
"""Nearly the ten minutes: drift after it is not for want of waiting."""
MOST_TOTAL_SHARE = 0.03
"""A mark whose weight differs by more from the others was leaned on, or another weight lay there."""
MOST_GAINS_MM = 6.0
"""Marks that four gains do not bring nearer (left out, RMS) are not left to a map: what it takes in need not be
cross-talk. 0.4 % of that leaves 2 mm, 1 % 3.4 and hardly ever more than 5.7; half a kilogram of hand on 10 leaves 8."""
MOST_SHAKE_N = 1.0
SHAKE_TIMES = 4.0
"""Of the empty plate's own noise: a noisy board shakes by itself."""
DEAD_SHARE = 0.1
"""A cell that feels less than this of what it should."""
ABSENT_SHARE = 0.25
SAME_SHARE = 0.06
"""Two readings whose cells differ by less, as a length: about 20 mm, whatever the cells are. Marks lie 100 mm apart."""


class Refusal(NamedTuple):
    """One reason not to trust a calibration."""

    code: str
    line: str
    marks: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()
    off_mm: float | None = None
    """The millimetres that the line tells of its mark, for a picture to tell the same."""


def refusals(material: Material) -> tuple[Refusal, ...]:
    """All that speaks against it, the worst first; empty when it may be used."""
    if len(material.readings) < LEAST_FOR_GAINS:
        line = tr("{n} marks are too few; at least {least} are needed, nine are best")
        return (Refusal("too_few_marks", line.format(n=len(material.readings), least=LEAST_FOR_GAINS)),)
    loads = material.loads()
    for look in (_saturated, _objects, _absent, _dead_or_reversed, _not_moved, _misplaced, _mass, _rested):
        found = tuple(look(material, loads))
        if found:
            return found
    culprits = tuple(_odd_marks(material, loads))
    return (*_drifted(material), *culprits, *_shaken(material, culprits), *(() if culprits else _overall(loads)))


def _saturated(material: Material, _: Loads) -> Iterator[Refusal]:
    for reading in material.readings:
        if reading.saturated:
            line = tr("a cell was at the end of its range on mark {n}; check the weight, and the cells' wires")
            yield Refusal("cell_saturated", line.format(n=reading.number), (reading.number,))


def _absent(material: Material, loads: Loads) -> Iterator[Refusal]:
    """The net load is nearly nothing on every mark, or negative in all cells."""
    totals = loads.shares.sum(axis=1)
    if (loads.shares.mean(axis=0) < -DEAD_SHARE / 4).all():
        yield Refusal("all_reversed", tr("all four cells read the wrong way round; swap A+ and A− of each amplifier"))
    elif np.abs(totals).max() < ABSENT_SHARE:
        line = tr(
            "the plate felt only {felt:.1f} of {mass:g} kg; "
            "was the weight already on it when the zero was taken? Begin again with an empty plate"
        )
        yield Refusal("not_empty", line.format(felt=totals.mean() * material.mass_kg, mass=material.mass_kg))


def _dead_or_reversed(_: Material, loads: Loads) -> Iterator[Refusal]:
    expected = _rigid(loads).mean(axis=0)
    felt = loads.shares.mean(axis=0)
    swing = loads.shares.max(axis=0) - loads.shares.min(axis=0)
    for channel in range(4):
        name = corner_words(channel)
        if abs(felt[channel]) < DEAD_SHARE * expected[channel] and swing[channel] < DEAD_SHARE:
            line = tr("the {cell} cell feels nothing; check its plug and the wires to its amplifier")
            yield Refusal("cell_dead", line.format(cell=name), cells=(CHANNELS[channel],))
        elif felt[channel] < 0:
            line = tr("the {cell} cell reads the wrong way round; swap A+ and A− of its amplifier")
            yield Refusal("cell_reversed", line.format(cell=name), cells=(CHANNELS[channel],))


def _not_moved(_: Material, loads: Loads) -> Iterator[Refusal]:
    for i, j in combinations(range(len(loads.numbers)), 2):
        if np.linalg.norm(loads.shares[i] - loads.shares[j]) < SAME_SHARE:
            one, other = loads.numbers[i], loads.numbers[j]
            line = tr("marks {one} and {other} gave the same place; was the weight moved between them? Repeat both")
            yield Refusal("not_moved", line.format(one=one, other=other), (one, other))
            return


def _misplaced(_: Material, loads: Loads) -> Iterator[Refusal]:
    """A turned sheet, swapped marks or swapped cells."""
    order = mixed_up(loads)
    if order.turned:
        line = tr("the sheet lies turned by {angle} degrees on the plate; the word FRONT has to be at the front")
        yield Refusal("sheet_turned", line.format(angle=order.turned))
    for i, j in order.pairs:
        one, other = loads.numbers[i], loads.numbers[j]
        line = tr("marks {one} and {other} look swapped; repeat both")
        yield Refusal("marks_swapped", line.format(one=one, other=other), (one, other))
    if order.cells:
        line = tr("the cells {cells} look swapped; exchange their cables (board test shows each corner)")
        cells = ", ".join(corner_words(channel) for channel in order.cells)
        yield Refusal("corners_swapped", line.format(cells=cells), cells=tuple(CHANNELS[c] for c in order.cells))


def _mass(material: Material, loads: Loads) -> Iterator[Refusal]:
    ratio = mass_ratio(loads)
    if abs(ratio - 1) > MOST_MASS_SHARE:
        line = tr(
            "you said {said:g} kg, but such cells would feel {felt:.1f} kg; "
            "weigh it again, or tell the rated load and output of your cells"
        )
        yield Refusal("wrong_mass", line.format(said=material.mass_kg, felt=material.mass_kg * ratio))


def mass_ratio(loads: Loads) -> float:
    """What nominal cells would say the weight is, over what was said. Each mark counts once."""
    return float(nominal_fit().totals(loads).mean())


def drift_kg(material: Material) -> float | None:
    """How far the zero moved from the first of the last stretch to its last, by nominal cells; None with one zero."""
    first, last = material.last_zeros()
    if first is last:
        return None
    moved = sum(last.counts) - sum(first.counts)
    return moved / material.counts_per_n / GRAVITY_M_S2


def _objects(material: Material, _: Loads) -> Iterator[Refusal]:
    """The zeros at the beginning and at the end differ by more than drift ever does."""
    moved = drift_kg(material) or 0.0
    if moved < -OBJECT_KG:
        line = tr("the plate became {kg:.1f} kg lighter than at the zero: it was not empty then. Begin again")
        yield Refusal("not_empty", line.format(kg=-moved))
    elif moved > OBJECT_KG:
        line = tr("{kg:.1f} kg were still on the plate at the end; take everything off and check the zero again")
        yield Refusal("not_cleared", line.format(kg=moved))


def _drifted(material: Material) -> Iterator[Refusal]:
    moved = drift_kg(material) or 0.0
    if abs(moved) <= MOST_DRIFT_KG:
        return
    if material.warm_s < LONG_WARM_S:
        line = tr("the zero drifted by {kg:+.2f} kg after a warm-up of {min:.0f} min; let it warm up for 10 min")
        yield Refusal("not_warm", line.format(kg=moved, min=material.warm_s / 60))
    else:
        line = tr("the zero drifted by {kg:+.2f} kg; keep sun and draught off the plate, or was something lying on it?")
        yield Refusal("drifted", line.format(kg=moved))


def _odd_marks(material: Material, loads: Loads) -> Iterator[Refusal]:
    """Marks that the others do not agree with, the oddest first; each is set aside before the rest is judged."""
    rest = loads
    while len(rest.numbers) > LEAST_FOR_GAINS:
        off, totals = _oddness(rest)
        score = np.maximum(off / MOST_OFF_MM, np.abs(totals - 1) / MOST_TOTAL_SHARE)
        worst = int(np.argmax(score))
        if score[worst] <= 1:
            return
        number = rest.numbers[worst]
        more = float(totals[worst] - 1)
        if abs(more) > MOST_TOTAL_SHARE:
            line = tr(
                "mark {n} felt {kg:+.2f} kg against the others: "
                "was somebody leaning on the plate, or was it another weight? Repeat it"
            )
            yield Refusal("leaned_on", line.format(n=number, kg=more * material.mass_kg), (number,))
        else:
            line = tr("mark {n} is off by {mm:.1f} mm (most {most:g}); put the weight on its middle and repeat it")
            said = line.format(n=number, mm=off[worst], most=MOST_OFF_MM)
            yield Refusal("mark_off", said, (number,), off_mm=float(off[worst]))
        rest = rest.only(np.arange(len(rest.numbers)) != worst)
    off = np.hypot(*(fit_gains(rest).places_mm(rest) - rest.places_mm).T)
    if off.max() > MOST_OFF_MM:
        line = tr("the marks do not agree with each other at all; check sheet and cell spacing and begin again")
        yield Refusal("no_agreement", line, tuple(rest.numbers))


def _oddness(loads: Loads) -> tuple[FloatArray, FloatArray]:
    """How far each mark is off, and its total, by the others: by gains or by a map, whichever forgives it.

    Gains do not follow cross-talk, and a map follows a badly placed corner; what neither forgives is the mark's fault.
    """
    choice = choose(loads)
    off = np.minimum(np.hypot(*choice.left_out_mm.T), np.hypot(*choice.gains_left_out_mm.T))
    totals = left_out(loads, fit_gains(loads))[1]
    if choice.fit.pull is not None:
        by_map = left_out(loads, choice.fit)[1]
        totals = np.where(np.abs(by_map - 1) < np.abs(totals - 1), by_map, totals)
    return off, totals


def _shaken(material: Material, already: tuple[Refusal, ...]) -> Iterator[Refusal]:
    named = {number for refusal in already for number in refusal.marks}
    own_n = min((_noise_n(zero.sd, material.counts_per_n) for zero in material.zeros), default=0.0)
    for reading in material.readings:
        if reading.total_sd_n > max(MOST_SHAKE_N, SHAKE_TIMES * own_n) and reading.number not in named:
            line = tr("the plate shook on mark {n} ({newton:.1f} N): keep hands and feet off and repeat it")
            yield Refusal("shaken", line.format(n=reading.number, newton=reading.total_sd_n), (reading.number,))


def _rested(material: Material, loads: Loads) -> Iterator[Refusal]:
    """One load at all marks, and nothing else: no mark is at fault. A map would take it in."""
    load = resting(loads, gains_left_out_mm=choose(loads).gains_rms_mm)
    if load.found:
        line = tr(
            "every mark felt {kg:+.2f} kg beside the weight: keep hands and knees off the plate; "
            "if nothing touched it, check the sheet's 100 mm line and the cell spacing. Begin again"
        )
        yield Refusal("leaned_on", line.format(kg=load.share * material.mass_kg))


def _overall(loads: Loads) -> Iterator[Refusal]:
    """What no mark is at fault for: careless placing, or cells that feel too much of each other to believe it."""
    choice = choose(loads)
    off = rms(choice.fit.places_mm(loads) - loads.places_mm)
    if choice.gains_rms_mm > MOST_GAINS_MM:
        line = tr(
            "something rested on the plate, or its cells feel what lies on the others: "
            "one gain for each cell leaves {mm:.1f} mm. "
            "See that nothing touches the plate, check the cell spacing, and begin again"
        )
        yield Refusal("cells_mixed", line.format(mm=choice.gains_rms_mm))
    elif off > MOST_RMS_MM:
        line = tr("all marks together are off by {mm:.1f} mm (most {most:g}); place the weight with more care")
        yield Refusal("too_coarse", line.format(mm=off, most=MOST_RMS_MM))


def _noise_n(sd: tuple[float, float, float, float], counts_per_n: float) -> float:
    return float(np.sqrt(sum(v * v for v in sd))) / counts_per_n


def _rigid(loads: Loads) -> FloatArray:
    """(n, 4): what nominal cells under a rigid plate would feel."""
    u, v = (loads.places_mm / loads.half_mm).T[:, :, None]
    shares: FloatArray = (1 + u * SIGNS[1]) * (1 + v * SIGNS[2]) / 4
    return shares
