"""What a measured trial is, and what all kinds of trials share on the way to it: samples, notes, refusals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from steadyquest.analysis.prepare import FloatArray, Prepared
from steadyquest.analysis.validity import TrialFlag
from steadyquest.conventions import least_kg_of
from steadyquest.session.assessments.trials import TrialRecord
from steadyquest.session.labels import is_board, is_firmware
from steadyquest.session.track import Track
from steadyquest.signal.calibration import Calibration
from steadyquest.words import tr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from steadyquest.records.rows import RepRow

AROUND = 100
"""Samples read before and after a trial, so that its cells can be brought to one time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What was measured of one rep: the samples of a board, and what is computed of them, row by row."""

    t_s: FloatArray
    """Seconds from the session's first sample."""
    cop_mm: FloatArray
    """On the plate, (n, 2); NaN where nobody was on it."""
    force_n: FloatArray
    samples: NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredWay:
    """One direction of the limits of stability."""

    direction: str
    values: Mapping[str, float | None]
    flags: tuple[TrialFlag, ...] = ()
    why_not: str = ""
    limit_mm: float | None = None
    """What 100 % is; None where the height is not known."""
    t_s: FloatArray = field(default_factory=lambda: np.zeros(0))
    """Since the cue."""
    path_mm: FloatArray = field(default_factory=lambda: np.zeros((0, 2)))
    """About the player's centre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredTrial:
    """What one trial came to."""

    record: TrialRecord
    start_s: float
    """From the session's first sample."""
    seconds: float
    values: Mapping[str, float | None] = field(default_factory=dict)
    """By the keys of `analysis.measure.definitions`; None where one cannot be had."""
    flags: tuple[TrialFlag, ...] = ()
    why_not: str = ""
    """Why there are no values at all."""
    ready: Prepared | None = None
    """Of a trial of standing: as it was measured."""
    ways: tuple[MeasuredWay, ...] = ()
    """Of limits."""
    t_s: FloatArray = field(default_factory=lambda: np.zeros(0))
    """Of a rhythmic shift: seconds since the first beat that counts."""
    path_mm: FloatArray = field(default_factory=lambda: np.zeros((0, 2)))
    """Of a rhythmic shift: about the player's centre."""
    beats_s: tuple[float, ...] = ()
    noise_mm_s: float | None = None
    """What the plate alone would have swayed under this weight; None where nobody could listen to it."""

    @property
    def usable(self) -> bool:
        """Whether there are values that may be shown."""
        return bool(self.values) or any(way.values for way in self.ways)


def stretch(record: TrialRecord, track: Track, calibration: Calibration, *, start_s: float, stop_s: float) -> Stretch:
    """The samples from one moment of the session up to another, with force and centre of pressure."""
    from steadyquest.analysis.cop import recorded_cop

    # Half a sample early, so that a trial of 20 s at 100 Hz is 2000 samples whatever the rounding of its stamps.
    half_s = _half_step_s(track, record)
    first, stop = (int(i) for i in np.searchsorted(track.t_s, (start_s - half_s, stop_s - half_s)))
    wide = slice(max(0, first - AROUND), stop + AROUND)
    part = track.samples[wide]
    _, force, cop = recorded_cop(
        part, calibration.matrix, calibration.tare or (0.0,) * 4, least_kg=least_kg_of(record.run.stance)
    )
    inner = slice(first - wide.start, stop - wide.start)
    return Stretch(
        t_s=track.t_s[first:stop], cop_mm=cop[inner], force_n=force[inner], samples=track.samples[first:stop]
    )


def plate_noise_of(track: Track, found: Stretch, calibration: Calibration, *, source: str) -> float | None:
    """The velocity that the plate alone gives under this weight, from when it last lay empty; None if it never did."""
    from steadyquest.analysis.noise import find_empty, plate_noise
    from steadyquest.errors import SignalError

    if not (is_board(source) or is_firmware(source)) or not len(found.samples):
        return None
    tare = calibration.tare or (0.0,) * 4
    before = int(np.searchsorted(track.t_s, found.t_s[0]))
    empty = find_empty(track.samples, calibration.matrix, tare, before=before)
    there = ~np.isnan(found.cop_mm[:, 0])
    if empty is None or not there.any():
        return None
    at_ml, at_ap = found.cop_mm[there].mean(axis=0)
    try:
        noise = plate_noise(
            track.samples[empty],
            calibration.matrix,
            tare,
            load_n=float(found.force_n[there].mean()),
            at_mm=(float(at_ml), float(at_ap)),
        )
    except SignalError:
        return None
    return noise.mean_velocity_mm_s


def interrupted(record: TrialRecord, rep: RepRow) -> str:
    """Why a rep cannot be measured although its samples are there; empty when it can."""
    if record.paused(rep):
        return tr("there was a pause in it")
    if rep.share is None:
        return tr("it was ended before its time")
    return ""


def noted(record: TrialRecord, rep: RepRow) -> tuple[TrialFlag, ...]:
    """What the therapist saw in a rep: it is shown with its values, and marked."""
    words = {
        "held_on": tr("the player held on"),
        "compensated": tr("the player compensated"),
        "distracted": tr("the player was distracted"),
        "pain": tr("the player had pain"),
    }
    return tuple(TrialFlag(tag, "flag", words.get(tag, tag.replace("_", " "))) for tag in record.tags(rep))


def refused(flags: Sequence[TrialFlag]) -> str:
    """The words of the first flag that refuses; empty when none does."""
    return next((flag.line for flag in flags if flag.severity == "refuse"), "")


def _half_step_s(track: Track, record: TrialRecord) -> float:
    steps = np.diff(track.t_s[record.run.start_sample : record.run.start_sample + 200])
    return float(np.median(steps)) / 2 if len(steps) else 0.0
