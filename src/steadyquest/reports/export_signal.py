"""The samples of one session as files: raw counts, and what follows from them, a block of rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from steadyquest.analysis.cop import aligned_counts, cop_from_counts
from steadyquest.conventions import GRAVITY_M_S2, VALID_KG, BoardSample, least_kg_of
from steadyquest.reports.export_columns import RUN_FILE, names_of
from steadyquest.reports.export_folder import Table
from steadyquest.reports.export_lean import Leans, Moment, leans_of
from steadyquest.session.track import Track, calibration_of
from steadyquest.signal.calibration import Calibration

if TYPE_CHECKING:
    from steadyquest.records.rows import EventRow, RunRow, SessionRow

BLOCK = 10_000
"""Rows that are held as text at a time."""
LEAST_ROWS = 2
"""Fewer are no recording that could be measured."""

Rows = Iterator[tuple[Any, ...]]
Samples = NDArray[Any]


class Stretch(NamedTuple):
    """Samples under one zero: before the first run, or from a run's first sample to the next run's."""

    start: int
    stop: int
    calibration: Calibration | None
    least_kg: float
    run: RunRow | None

    def as_dict(self) -> dict[str, Any]:
        """For session.json."""
        calibration = None if self.calibration is None else _named(self.calibration)
        run = None if self.run is None else self.run.number
        least_n = self.least_kg * GRAVITY_M_S2
        return {"first_sample": self.start, "run": run, "least_n": least_n, "calibration": calibration}


def stretches(session: SessionRow, runs: Sequence[RunRow], *, n: int) -> list[Stretch]:
    """All of a session's samples. A run's zero and stance hold until the next run, the first one's before it too."""
    first = runs[0] if runs else None
    before = Stretch(
        0,
        min(first.start_sample, n) if first else n,
        calibration_of(session, first),
        least_kg_of(first.stance) if first else VALID_KG,
        None,
    )
    found = [before]
    edges = [*(min(run.start_sample, n) for run in runs), n]
    for run, (start, stop) in zip(runs, pairwise(edges), strict=True):
        found.append(Stretch(start, stop, calibration_of(session, run), least_kg_of(run.stance), run))
    return found


def write_samples(folder: Path, samples: Samples) -> None:
    """`samples.csv`: exactly what came."""
    with Table(folder / "samples.csv", names_of("samples.csv")) as table:
        for start in range(0, len(samples), BLOCK):
            table.add(_flat(samples[start : start + BLOCK]))


def write_signal(
    folder: Path, track: Track, parts: Sequence[Stretch], *, events: dict[int, Sequence[EventRow]]
) -> list[str]:
    """`signal.csv`, and for every run that somebody stood in its `cop-NNN.csv`; gives the names of those."""
    aligned = aligned_counts(track.samples) if len(track.samples) else np.zeros((0, 4))
    written: list[str] = []
    with Table(folder / "signal.csv", names_of("signal.csv")) as table:
        for part in parts:
            leans = leans_of(part.run, events[part.run.id]) if part.run is not None else None
            with _RunCop(folder, part.run) as of_run:
                for block in _blocks(part):
                    rows = list(_signal(track, aligned, part=part, block=block, leans=leans))
                    table.add(rows)
                    of_run.add(rows)
            written += of_run.written
    return written


class _RunCop:
    """A run's own recording, in the columns that a recording from elsewhere has; no file where nobody stood."""

    def __init__(self, folder: Path, run: RunRow | None) -> None:
        self.written: list[str] = []
        self._folder, self._run, self._table = folder, run, ExitStack()
        self._add: Callable[[Iterable[Sequence[Any]]], None] | None = None

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Of rows of `signal.csv` those of the run in which somebody stood."""
        stood = [(row[0], *row[6:8], row[5]) for row in rows if row[8] and row[9] is not None]
        if self._run is None or (self._add is None and len(stood) < LEAST_ROWS):
            return
        if self._add is None:
            self.written.append(cop_file(self._run))
            table = Table(self._folder / self.written[-1], names_of(RUN_FILE))
            self._add = self._table.enter_context(table).add
        self._add(stood)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._table.close()


def cop_file(run: RunRow) -> str:
    """The name of a run's own recording."""
    return RUN_FILE.replace("NNN", f"{run.number:03}")


def _blocks(part: Stretch) -> Iterator[slice]:
    return (slice(at, min(at + BLOCK, part.stop)) for at in range(part.start, part.stop, BLOCK))


def _signal(track: Track, aligned: NDArray[Any], *, part: Stretch, block: slice, leans: Leans | None) -> Rows:
    samples, counts = track.samples[block], aligned[block]
    corners, force, cop = _plate(counts, part)
    cop[samples["faulty"] != 0] = np.nan
    valid = ~np.isnan(cop[:, 0])
    place = [(ml, ap) if ok else (None, None) for (ml, ap), ok in zip(cop.tolist(), valid.tolist(), strict=True)]
    forces = [(None,) * 5] * len(samples) if force is None else [(*c, f) for c, f in zip(corners, force, strict=True)]
    rows = zip(track.t_s[block].tolist(), forces, place, valid.tolist(), _moments(samples, leans), strict=True)
    number = part.run.number if part.run is not None else None
    for t_s, newtons, at, ok, moment in rows:
        yield (t_s, *newtons, *at, int(ok), *_leant(number, moment))


def _plate(counts: NDArray[Any], part: Stretch) -> tuple[list[list[float]], list[float] | None, NDArray[Any]]:
    """Newtons of the corners and in all, and the centre of pressure; without a zero there are none."""
    calibration = part.calibration
    if calibration is None or calibration.tare is None:
        return [], None, np.full((len(counts), 2), np.nan)
    least_n = part.least_kg * GRAVITY_M_S2
    force, cop = cop_from_counts(counts, calibration.matrix, calibration.tare, min_load_n=least_n)
    corners = (counts - np.array(calibration.tare)) * np.array(calibration.matrix[0])
    return corners.tolist(), force.tolist(), cop


def _moments(samples: Samples, leans: Leans | None) -> Iterator[Moment | None]:
    for sample in _board_samples(samples):
        yield None if leans is None or leans.over else leans.feed(sample)


def _leant(number: int | None, moment: Moment | None) -> tuple[Any, ...]:
    if moment is None:
        return (None,) * 5
    lean = moment.lean
    return number, moment.tick, lean.x, lean.y, int(lean.valid)


def _flat(samples: Samples) -> Rows:
    for s in _board_samples(samples):
        yield (s.t_us, s.epoch, s.seq, *s.counts, *s.age_us, s.status, s.fresh, s.faulty)


def _board_samples(samples: Samples) -> Iterator[BoardSample]:
    """Rows of the structured array as what the game is fed."""
    fields = [samples[name].tolist() for name in BoardSample._fields]
    for t_us, epoch, seq, counts, age_us, status, fresh, faulty in zip(*fields, strict=True):
        yield BoardSample(t_us, epoch, seq, tuple(counts), tuple(age_us), status, fresh, faulty)


def _named(calibration: Calibration) -> dict[str, Any]:
    """Without the board's name: that stands once, where it names no port."""
    plain = calibration.as_dict()
    del plain["board_id"]
    return plain
