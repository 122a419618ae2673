"""The first part of the self-test: what an empty plate says of each cell, and of the line to the computer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean, median

from steadyquest.conventions import CHANNELS, STATUS_SETTLING, BoardSample
from steadyquest.session import board_limits as limits
from steadyquest.session.board_quiet import Line, Quiet, line_of, quiet_of
from steadyquest.session.symptoms import Finding
from steadyquest.session.zero import Shift, is_lighter
from steadyquest.signal.calibration import Row
from steadyquest.signal.cells import Cells
from steadyquest.signal.tare import MOVED_KG
from steadyquest.words import tr

CELLS = range(len(CHANNELS))
FEW_FRAMES = 20
"""From fewer nothing is said of the cells."""
ALONE = frozenset({"cell_missing", "cell_stuck", "cell_saturated"})
"""A cell with one of these says nothing that could be judged further."""


class Listening:
    """Collects the empty plate's samples for some seconds of the board's own time."""

    def __init__(self, kg_per_count: Row, *, seconds: float = limits.LISTEN_S) -> None:
        self._kg = kg_per_count
        self._span_us = seconds * 1e6
        self._samples: list[BoardSample] = []
        self._corrupt: tuple[int, int] | None = None
        self.restarts = 0
        self._rates = Cells()

    @property
    def progress(self) -> float:
        """0 to 1."""
        if not self._samples:
            return 0.0
        return min(1.0, (self._samples[-1].t_us - self._samples[0].t_us) / self._span_us)

    def feed(self, sample: BoardSample) -> bool:
        """Take one sample; whether that is enough."""
        if sample.status & STATUS_SETTLING and not self._samples:
            return False
        if self._samples and (sample.epoch != self._samples[-1].epoch or sample.t_us < self._samples[-1].t_us):
            self.restarts += 1
            self._samples.clear()
        self._samples.append(sample)
        self._rates.feed(sample)
        return self.progress >= 1.0 or self.restarts > limits.RESTARTS_MOST

    def note_corrupt(self, corrupt: int) -> None:
        """How many frames have come broken since the board was opened."""
        first = self._corrupt[0] if self._corrupt else corrupt
        self._corrupt = (first, corrupt)

    def cells(self) -> list[Quiet]:
        """Each cell by itself."""
        rates_hz = self._rates.rates_hz()
        return [quiet_of(self._samples, cell, self._kg[cell], rate_hz=rates_hz[cell]) for cell in CELLS]

    def line(self) -> Line:
        """All frames together."""
        corrupt = self._corrupt[1] - self._corrupt[0] if self._corrupt else 0
        return line_of(self._samples, corrupt=corrupt, restarts=self.restarts)


def findings_of(
    cells: Sequence[Quiet], line: Line, kg_per_count: Row, *, last_zero: Row | None = None
) -> list[Finding]:
    """Everything that is wrong with an empty plate and its line."""
    if line.frames < FEW_FRAMES:
        return list(_line_faults(line))
    findings = [*_line_faults(line), *_lame_cells(cells)]
    lame = {cell for finding in findings for cell in finding.cells if finding.code in ALONE}
    fit = [cell for cell in CELLS if cell not in lame]
    findings += _rate_faults(cells, fit)
    moving = _something_moves(cells, fit)
    shift = _shifts(cells, fit, kg_per_count, last_zero)
    standing = _stands_on_it(shift)
    if moving or standing:
        # Whatever is on the plate explains noise, drift and zero as well.
        return [*findings, Finding("plate_not_empty", (), standing or tr("something moves on it"))]
    lighter = len(fit) == len(CELLS) and was_loaded_kg(cells, kg_per_count, last_zero)
    moved = () if lighter else _zero_faults(shift)
    return [*findings, *_noise_faults(cells, fit), *_drift_faults(cells, fit), *moved]


def was_loaded_kg(cells: Sequence[Quiet], kg_per_count: Row, last_zero: Row | None) -> float:
    """What must have been on the plate at the last zero, for nothing weighs less than empty; 0 for nothing."""
    shift = _shifts(cells, CELLS, kg_per_count, last_zero)
    if not shift:
        return 0.0
    fl, fr, rl, rr = (shift[cell] for cell in CELLS)
    less = Shift(fl + fr + rl + rr, (fl, fr, rl, rr))
    return -less.total_kg if is_lighter(less) else 0.0


def _line_faults(line: Line) -> Iterator[Finding]:
    total = line.frames + line.lost + line.corrupt
    if line.restarts:
        yield Finding("board_restarts", (), tr("{n} times while it was listened to").format(n=line.restarts))
    for code, bad in (("frames_lost", line.lost), ("frames_corrupt", line.corrupt)):
        if bad >= limits.LOST_LEAST and bad > limits.LOST_SHARE * total:
            yield Finding(code, (), tr("{bad} of {total}").format(bad=bad, total=total))


def _lame_cells(cells: Sequence[Quiet]) -> Iterator[Finding]:
    """Cells that say nothing, or nothing true."""
    for cell, quiet in enumerate(cells):
        if quiet.faulty > limits.FAULTY_SHARE and not _is_slow(quiet):
            words = tr("no value in {share:.0f} % of the frames").format(share=max(1.0, 100 * quiet.faulty))
            yield Finding("cell_missing", (cell,), words)
        elif not quiet.rate_hz:
            yield Finding("cell_missing", (cell,), tr("not one new value"))
        elif quiet.saturated > limits.SATURATED_SHARE:
            yield Finding("cell_saturated", (cell,), tr("count {count:.0f}").format(count=quiet.zero))
        elif quiet.stuck_s >= limits.STUCK_S:
            words = tr("count {count:.0f} for {seconds:.0f} s").format(count=quiet.zero, seconds=quiet.stuck_s)
            yield Finding("cell_stuck", (cell,), words)


def _is_slow(quiet: Quiet) -> bool:
    return limits.SLOW_HZ / 5 < quiet.rate_hz < limits.SLOW_HZ


def _rate_faults(cells: Sequence[Quiet], fit: Sequence[int]) -> Iterator[Finding]:
    slow = [cell for cell in fit if cells[cell].rate_hz < limits.SLOW_HZ]
    for cell in slow:
        yield Finding("slow_rate", (cell,), tr("{rate:.0f} a second").format(rate=cells[cell].rate_hz))
    rates = {cell: cells[cell].rate_hz for cell in fit if cell not in slow}
    if not slow and rates and min(rates.values()) < (1 - limits.UNEVEN_SHARE) * max(rates.values()):
        usual = median(rates.values())
        odd = max(rates, key=lambda cell: abs(rates[cell] - usual))
        words = tr("{rate:.0f} a second, the others {usual:.0f}")
        others = fmean(rate for cell, rate in rates.items() if cell != odd)
        yield Finding("uneven_rates", (odd,), words.format(rate=rates[odd], usual=others))


def _something_moves(cells: Sequence[Quiet], fit: Sequence[int]) -> bool:
    """Whether somebody sways, steps on or steps off: most cells move, each far more than from value to value."""
    moving = sum(_moves(cells[cell]) for cell in fit)
    return moving >= max(2, min(limits.MOVING_CELLS, len(fit)))


def _moves(quiet: Quiet) -> bool:
    sways = quiet.wander_kg > limits.NOISE_KG and quiet.noise_kg < quiet.wander_kg / 2
    return sways or (quiet.span_kg > limits.STEP_KG and quiet.noise_kg <= limits.NOISE_KG)


def _noise_faults(cells: Sequence[Quiet], fit: Sequence[int]) -> Iterator[Finding]:
    for cell in fit:
        quiet = cells[cell]
        noise_kg = max(quiet.noise_kg, quiet.wander_kg)
        if noise_kg > limits.NOISE_KG:
            yield Finding("cell_noisy", (cell,), tr("±{kg:.2f} kg").format(kg=noise_kg))
        elif quiet.spikes > limits.SPIKE_SHARE:
            words = tr("{share:.0f} % of its values jump").format(share=100 * quiet.spikes)
            yield Finding("cell_noisy", (cell,), words)


def _drift_faults(cells: Sequence[Quiet], fit: Sequence[int]) -> Iterator[Finding]:
    for cell in fit:
        drift, error = cells[cell].drift_kg_min, cells[cell].drift_error_kg_min
        if abs(drift) > max(limits.DRIFT_KG_MIN, limits.DRIFT_SURE * error):
            yield Finding("drifting", (cell,), tr("{kg:+.2f} kg in a minute").format(kg=drift))


def _shifts(cells: Sequence[Quiet], fit: Sequence[int], kg_per_count: Row, last_zero: Row | None) -> dict[int, float]:
    """How far each cell's zero is from where it was, in kg; empty where that is not known."""
    if last_zero is None:
        return {}
    return {cell: (cells[cell].zero - last_zero[cell]) * kg_per_count[cell] for cell in fit}


def _stands_on_it(shift: dict[int, float]) -> str:
    moved = [kg for kg in shift.values() if abs(kg) > MOVED_KG]
    total_kg = sum(shift.values())
    if total_kg > limits.THING_KG and len(moved) > 1:
        return tr("about {kg:.1f} kg").format(kg=total_kg)
    return ""


def _zero_faults(shift: dict[int, float]) -> Iterator[Finding]:
    moved = {cell: kg for cell, kg in shift.items() if abs(kg) > MOVED_KG}
    for cell, kg in moved.items():
        yield Finding("zero_moved", (cell,), tr("{kg:+.1f} kg").format(kg=kg))
    total_kg = sum(shift.values())
    if not moved and abs(total_kg) > MOVED_KG:
        yield Finding("zero_moved", (), tr("{kg:+.1f} kg in all").format(kg=total_kg))
