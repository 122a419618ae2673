"""Trials of standing, measured: sway, and where the weight was sideways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from steadyquest.analysis.measure import measure, sway_measures
from steadyquest.analysis.prepare import Prepared, prepare
from steadyquest.analysis.validity import TrialFlag, check_trial, noise_flags
from steadyquest.conventions import STATUS_SATURATED
from steadyquest.errors import SignalError
from steadyquest.session.assessments.measured_trial import (
    MeasuredTrial,
    Stretch,
    interrupted,
    noted,
    plate_noise_of,
    refused,
    stretch,
)
from steadyquest.session.labels import is_board
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.mat import BOARD_MM, UNCALIBRATED_MM, parse_feet

if TYPE_CHECKING:
    from steadyquest.session.assessments.trials import TrialRecord
    from steadyquest.session.track import Track

VELOCITY = "mean_velocity_mm_s"


def standing(record: TrialRecord, track: Track, calibration: Calibration, *, whole: bool = True) -> MeasuredTrial:
    """Quiet standing, or a trial of the sensory test. Not `whole`: without spectra and entropy, which take time."""
    found, span = _found(record, track, calibration)
    values, ready, why_not = _sway(found, whole=whole)
    flags = _flags(record, found)
    noise_mm_s = plate_noise_of(track, found, calibration, source=record.session.source)
    if noise_mm_s is not None and (velocity := values.get(VELOCITY)):
        flags += noise_flags(noise_mm_s, velocity)
    why_not = interrupted(record, record.reps[-1]) or refused(flags) or why_not
    return MeasuredTrial(
        record=record,
        start_s=span[0],
        seconds=span[1] - span[0],
        values={} if why_not else values,
        flags=flags,
        why_not=why_not,
        ready=None if why_not else ready,
        noise_mm_s=noise_mm_s,
    )


def loading(record: TrialRecord, track: Track, calibration: Calibration) -> MeasuredTrial:
    """Where the weight was sideways, and its estimated share on each leg."""
    from steadyquest.analysis.loading import loading as loaded

    found, span = _found(record, track, calibration)
    flags = _flags(record, found)
    _, ready, why_not = _sway(found, whole=False)
    why_not = interrupted(record, record.reps[-1]) or refused(flags) or why_not
    values: dict[str, float | None] = {}
    if not why_not:
        known = parse_feet(record.condition.feet) if record.condition.feet else None
        there = ~np.isnan(found.cop_mm[:, 0])
        board_mm = _board_mm(record, calibration)
        share = loaded(found.t_s[there], found.cop_mm[there], feet=known, board_mm=board_mm)
        values = {
            "mean_ml_mm": share.mean_ml_mm,
            "sd_ml_mm": share.sd_ml_mm,
            "right_share": share.right_share,
            "right_share_error": share.error,
        }
    return MeasuredTrial(
        record=record,
        start_s=span[0],
        seconds=span[1] - span[0],
        values=values,
        flags=flags,
        why_not=why_not,
        ready=None if why_not else ready,
    )


def flags_of(found: Stretch, *, wanted_s: float, surface: str = "firm", quiet: bool = True) -> tuple[TrialFlag, ...]:
    """What speaks against these samples."""
    return check_trial(
        found.t_s,
        found.cop_mm,
        found.force_n,
        wanted_s=wanted_s,
        surface=surface,
        quiet=quiet,
        saturated=found.samples["status"] & STATUS_SATURATED != 0,
    )


def _flags(record: TrialRecord, found: Stretch) -> tuple[TrialFlag, ...]:
    flags = flags_of(found, wanted_s=record.trial.seconds, surface=record.trial.surface)
    return (*flags, *noted(record, record.reps[-1]))


def _found(record: TrialRecord, track: Track, calibration: Calibration) -> tuple[Stretch, tuple[float, float]]:
    rep = record.reps[-1]
    start_s, stop_s = track.of_ticks(record.run, [rep.tick_start or 0, rep.tick_end or 0])
    return stretch(record, track, calibration, start_s=start_s, stop_s=stop_s), (start_s, stop_s)


def _sway(found: Stretch, *, whole: bool) -> tuple[Mapping[str, float | None], Prepared | None, str]:
    there = ~np.isnan(found.cop_mm[:, 0])
    try:
        ready = prepare(found.t_s[there], found.cop_mm[there])
        if whole:
            return measure(found.t_s, found.cop_mm, valid=there), ready, ""
        return sway_measures(ready.cop_mm, rate_hz=ready.rate_hz), ready, ""
    except SignalError as fault:
        return {}, None, str(fault)


def _board_mm(record: TrialRecord, calibration: Calibration) -> float:
    """The board's share of the error."""
    return UNCALIBRATED_MM if is_board(record.session.source) and calibration.kind == "nominal" else BOARD_MM
