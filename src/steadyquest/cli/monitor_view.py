"""What `board monitor` shows: a board's state as lines of text, the four cells laid out as on the plate."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from steadyquest.conventions import AGE_MOST_US, CHANNELS, COUNT_ENDS, GRAVITY_M_S2, BoardSample, Lean
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.source import Health
from steadyquest.words import tr

CELL_W, CELL_H = 24, 4
PLOT_W, PLOT_H = 23, 9
"""Columns and rows of the small plate; odd, so that it has a middle. A character is about twice as high as wide."""
WIDE = 2 * CELL_W + PLOT_W + 4
"""Columns that the whole picture needs; in less, cells come one below another and the plate is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All that there is to show at one moment."""

    head: str
    health: Health
    calibration: Calibration
    sample: BoardSample | None = None
    lean: Lean | None = None
    trail: Sequence[tuple[float, float]] = ()
    """Where the centre of pressure was of late, in plate millimetres, oldest first."""
    board_rates: str = ""
    notes: Sequence[str] = ()
    """Whole sentences, such as that the zero cannot be right."""
    hint: str = ""


def kg_of_cells(seen: Seen) -> tuple[float, ...] | None:
    """What each corner carries; None before the plate has a zero."""
    sample, tare = seen.sample, seen.calibration.tare
    if sample is None or tare is None:
        return None
    gains = seen.calibration.matrix[0]
    return tuple(g * (c - z) / GRAVITY_M_S2 for g, c, z in zip(gains, sample.counts, tare, strict=True))


def noise_kg(seen: Seen) -> tuple[float, ...]:
    """The noise of each cell in kilograms, by the calibration in use."""
    gains = seen.calibration.matrix[0]
    return tuple(abs(g) * n / GRAVITY_M_S2 for g, n in zip(gains, seen.health.noise_counts, strict=True))


def marks_of(sample: BoardSample, channel: int) -> str:
    """What there is to say of a channel in a sample, in words."""
    if sample.faulty >> channel & 1:
        return tr("FAULTY")
    if sample.counts[channel] in COUNT_ENDS:
        return tr("AT ITS END")
    return tr("fresh") if sample.fresh >> channel & 1 else tr("stale")


def one_line(seen: Seen) -> str:
    """The state for a log: one line, whatever its width."""
    sample, kg = seen.sample, kg_of_cells(seen)
    if sample is None:
        return seen.health.problem or tr("waiting for samples …")
    cells = " ".join(
        f"{name} {count:>9}" + (f" {_plain(kg[i], 2):>7} kg" if kg else "")
        for i, (name, count) in enumerate(zip(CHANNELS, sample.counts, strict=True))
    )
    marks = "".join(
        f" {name}!" for i, name in enumerate(CHANNELS) if sample.faulty >> i & 1 or sample.counts[i] in COUNT_ENDS
    )
    words = (cells + marks, _load(seen), *seen.notes, _link(seen), seen.health.problem)
    return "  ".join(word for word in words if word)


def picture(seen: Seen, *, width: int, height: int) -> list[str]:
    """The state as lines that fit into a terminal of this size."""
    body = _plate(seen) if width > WIDE else _list(seen)
    notes = [line for note in seen.notes for line in textwrap.wrap(note, max(10, width))]
    lines = [seen.head, "", *body, "", _load(seen), *notes, *_wrapped(_link(seen), width)]
    lines += [line for line in (seen.board_rates, seen.health.problem, seen.hint) if line]
    if len(lines) >= height:
        # What is empty goes first; then what is lowest.
        lines = [line for line in lines if line]
    return [_cut(line, width) for line in lines[: max(1, height - 1)]]


def _plate(seen: Seen) -> list[str]:
    fl, fr, rl, rr = (_cell(seen, channel) for channel in range(4))
    plot = _plot(seen)
    gap = [""] * (len(plot) - len(fl) - len(rl))
    left, right = [*fl, *gap, *rl], [*fr, *gap, *rr]
    return [f"{a:<{CELL_W}}  {p}  {b}" for a, p, b in zip(left, plot, right, strict=True)]


def _list(seen: Seen) -> list[str]:
    cells = ([" ".join(line.split()) for line in _cell(seen, channel)] for channel in range(4))
    return ["  ".join(line for line in cell if line) for cell in cells]


def _cell(seen: Seen, channel: int) -> list[str]:
    """The `CELL_H` lines of one cell."""
    sample, kg, health = seen.sample, kg_of_cells(seen), seen.health
    if sample is None:
        return [f"{CHANNELS[channel]}  –", "", "", ""]
    age_us = sample.age_us[channel]
    age = tr("ms old, or more") if age_us >= AGE_MOST_US else tr("ms old")
    weight = f"{_plain(kg[channel], 2):>9}" if kg else f"{'–':>9}"
    grams = noise_kg(seen)[channel] * 1000
    # A Wii board has one rate for all its cells and tells nothing of each.
    own = [f"   {health.rates_hz[channel]:>9.1f} Hz  ±{grams:.0f} g"] if any(health.rates_hz) else []
    lines = [
        f"{CHANNELS[channel]} {weight} kg  {marks_of(sample, channel)}",
        f"   {sample.counts[channel]:>9} " + tr("counts"),
        *own,
        f"   {age_us / 1000:>9.1f} {age}",
    ]
    return lines + [""] * (CELL_H - len(lines))


def _plain(value: float, digits: int) -> str:
    """With so many digits, and no minus before nothing."""
    return f"{round(value, digits) + 0.0:.{digits}f}"


def _plot(seen: Seen) -> list[str]:
    """The plate from above, front at the top: where the weight is (O) and was (.)."""
    rows = [[" "] * PLOT_W for _ in range(PLOT_H)]
    rows[PLOT_H // 2][PLOT_W // 2] = "+"
    for ml_mm, ap_mm in seen.trail:
        _put(rows, ".", seen.calibration, at_mm=(ml_mm, ap_mm))
    if seen.lean is not None and seen.lean.valid:
        _put(rows, "O", seen.calibration, at_mm=(seen.lean.cop_ml_mm, seen.lean.cop_ap_mm))
    edge = "+" + "-" * PLOT_W + "+"
    return [edge, *("|" + "".join(row) + "|" for row in rows), edge]


def _put(rows: list[list[str]], mark: str, calibration: Calibration, *, at_mm: tuple[float, float]) -> None:
    right, front = at_mm[0] / calibration.half_ml_mm, at_mm[1] / calibration.half_ap_mm
    if not (math.isfinite(right) and math.isfinite(front)):
        return
    column = round((min(max(right, -1.0), 1.0) + 1) / 2 * (PLOT_W - 1))
    row = round((1 - min(max(front, -1.0), 1.0)) / 2 * (PLOT_H - 1))
    rows[row][column] = mark


def _load(seen: Seen) -> str:
    lean = seen.lean
    if seen.sample is None:
        return tr("waiting for samples …")
    if lean is None:
        return tr("taking the zero, leave the plate empty")
    if not lean.valid:
        return tr("load {kg} kg").format(kg=_plain(lean.load_kg, 2))
    said = tr("load {kg:.1f} kg   x {ml:+.1f} mm   y {ap:+.1f} mm")
    return said.format(kg=lean.load_kg, ml=lean.cop_ml_mm, ap=lean.cop_ap_mm)


def _link(seen: Seen) -> str:
    health = seen.health
    said = tr("{rate:.1f} Hz  gaps {gaps}  corrupt {corrupt}  timeouts {timeouts}  saturated {saturated}").format(
        rate=health.rate_hz,
        gaps=health.gaps,
        corrupt=health.corrupt,
        timeouts=health.timeouts,
        saturated=health.saturated,
    )
    if health.dropped:
        said += "  " + tr("dropped {n}").format(n=health.dropped)
    if health.drift_ppm is not None:
        said += "  " + tr("clock {ppm:+d} ppm").format(ppm=round(health.drift_ppm))
    return said


def _wrapped(line: str, width: int) -> list[str]:
    """Broken at its double spaces, so that a number stays with its name."""
    lines = [""]
    for part in line.split("  "):
        longer = f"{lines[-1]}  {part}" if lines[-1] else part
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return [each for each in lines if each]


def _cut(line: str, width: int) -> str:
    line = line.rstrip()
    return line if len(line) <= width else line[: max(0, width - 1)] + "…"
