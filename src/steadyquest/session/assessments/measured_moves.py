"""Trials in which somebody moves, measured: limits of stability, way by way, and rhythmic shifts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from steadyquest.analysis.limits import limits_trial
from steadyquest.analysis.shifting import rhythmic_shift
from steadyquest.conventions import TICK_S, UNIT_VECTORS
from steadyquest.errors import SignalError
from steadyquest.game.tasks.on_beat import COUNT_IN
from steadyquest.session.assessments.measured_stand import flags_of
from steadyquest.session.assessments.measured_trial import (
    MeasuredTrial,
    MeasuredWay,
    Stretch,
    interrupted,
    noted,
    refused,
    stretch,
)
from steadyquest.session.assessments.trials import direction_of
from steadyquest.signal.calibration import Calibration
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.analysis.prepare import FloatArray
    from steadyquest.records.rows import RepRow
    from steadyquest.session.assessments.trials import TrialRecord
    from steadyquest.session.track import Track

BEFORE_S = 0.5
"""Of the wait before the cue: it shows where the lean began."""
FINDING = 2
"""Beats to find the time: they are not measured."""


def limits(record: TrialRecord, track: Track, calibration: Calibration) -> MeasuredTrial:
    """Every direction that came to its end."""
    ways = tuple(_way(record, track, calibration, rep=rep) for rep in record.reps)
    start_s, stop_s = track.of_ticks(record.run, [record.reps[0].tick_start or 0, record.reps[-1].tick_end or 0])
    return MeasuredTrial(
        record=record,
        start_s=start_s,
        seconds=stop_s - start_s,
        ways=ways,
        why_not="" if any(way.values for way in ways) else next((way.why_not for way in ways), tr("nothing was done")),
    )


def rhythm(record: TrialRecord, track: Track, calibration: Calibration) -> MeasuredTrial:
    """From the first beat that counts to the last one."""
    trial = record.trial
    first = next(rep for rep in reversed(record.reps) if rep.rep == 0)
    beat_ticks = round(trial.beat_s / TICK_S)
    ticks = [(first.tick_start or 0) + beat_ticks * (COUNT_IN + k) for k in range(len(record.reps))]
    beats_s = track.of_ticks(record.run, ticks)[FINDING:]
    if not beats_s:
        return _unmeasured(record, tr("it was ended before anything was measured"))
    half_s = trial.beat_s / 2
    found = stretch(record, track, calibration, start_s=beats_s[0] - half_s, stop_s=beats_s[-1] + half_s)
    flags = flags_of(found, wanted_s=beats_s[-1] - beats_s[0], quiet=False)
    flags += tuple(dict.fromkeys(flag for rep in record.reps for flag in noted(record, rep)))
    there, path = _about_centre(record, found, tick=ticks[0])
    why_not = next(filter(None, (interrupted(record, rep) for rep in record.reps)), "") or refused(flags)
    values: dict[str, float | None] = {}
    if not why_not:
        try:
            shift = rhythmic_shift(found.t_s[there], path, axis=trial.axis, half_cycle_s=trial.beat_s, beats_s=beats_s)
        except SignalError as fault:
            why_not = str(fault)
        else:
            values = {
                "shift_velocity_mm_s": shift.velocity_mm_s,
                "shift_directional_control_percent": shift.directional_control_percent,
                "shift_amplitude_mm": shift.amplitude_mm,
                "shift_amplitude_sd_mm": shift.amplitude_sd_mm,
                "shift_middle_mm": shift.middle_mm,
                "shift_timing_s": shift.timing_s,
                "shift_timing_sd_s": shift.timing_sd_s,
            }
    return MeasuredTrial(
        record=record,
        start_s=beats_s[0],
        seconds=beats_s[-1] - beats_s[0],
        values=values,
        flags=flags,
        why_not=why_not,
        t_s=found.t_s[there] - beats_s[0],
        path_mm=path,
        beats_s=tuple(beat - beats_s[0] for beat in beats_s),
    )


def _way(record: TrialRecord, track: Track, calibration: Calibration, *, rep: RepRow) -> MeasuredWay:
    direction = direction_of(rep)
    cue_s, stop_s = track.of_ticks(record.run, [rep.tick_start or 0, rep.tick_end or 0])
    found = stretch(record, track, calibration, start_s=cue_s - BEFORE_S, stop_s=stop_s)
    flags = (*flags_of(found, wanted_s=stop_s - cue_s + BEFORE_S, quiet=False), *noted(record, rep))
    there, path = _about_centre(record, found, tick=rep.tick_start or 0)
    known = record.reach.kind == "limits"
    x, y = UNIT_VECTORS[direction]
    limit_mm = float(np.hypot(*record.reach.to_mm(x, y)))
    shared = {
        "direction": direction,
        "limit_mm": limit_mm if known else None,
        "t_s": found.t_s[there] - cue_s,
        "path_mm": path,
    }
    why_not = interrupted(record, rep) or refused(flags)
    try:
        lean = None if why_not else limits_trial(shared["t_s"], path, direction=(x, y), limit_mm=limit_mm)
    except SignalError as fault:
        lean, why_not = None, str(fault)
    if lean is None:
        return MeasuredWay(**shared, values={}, flags=flags, why_not=why_not)
    return MeasuredWay(
        **shared,
        flags=flags,
        why_not=next(iter(lean.why_not.values()), ""),
        values={
            "reaction_s": lean.reaction_s,
            "movement_velocity_mm_s": lean.movement_velocity_mm_s,
            "endpoint_mm": lean.endpoint_mm,
            "endpoint_percent": lean.endpoint_percent if known else None,
            "maximum_mm": lean.maximum_mm,
            "maximum_percent": lean.maximum_percent if known else None,
            "directional_control_percent": lean.directional_control_percent,
        },
    )


def _about_centre(record: TrialRecord, found: Stretch, *, tick: int) -> tuple[FloatArray, FloatArray]:
    """Which samples have a centre of pressure, and where it was about the player's centre."""
    there = ~np.isnan(found.cop_mm[:, 0])
    return there, found.cop_mm[there] - np.array(record.centre_mm(tick=tick))


def _unmeasured(record: TrialRecord, why_not: str) -> MeasuredTrial:
    return MeasuredTrial(record=record, start_s=record.run.start_s, seconds=0.0, why_not=why_not)
