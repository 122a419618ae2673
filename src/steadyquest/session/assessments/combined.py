"""What the trials of one assessment say together: means, ratios, and each direction as it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median

from steadyquest.analysis.sensory import Sensory, sensory
from steadyquest.errors import SignalError
from steadyquest.session.assessments.measured_trial import MeasuredTrial, MeasuredWay
from steadyquest.session.assessments.protocol import CLOCKWISE, LIMITS, QUIET, SENSORY

VELOCITY, AREA = "mean_velocity_mm_s", "ellipse_area_95_mm2"
WAYS = ("maximum_percent", "endpoint_percent", "reaction_s", "movement_velocity_mm_s", "directional_control_percent")
"""What is averaged over the eight directions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredAssessment:
    """One assessment of one session."""

    kind: str
    trials: tuple[MeasuredTrial, ...]
    values: Mapping[str, float | None] = field(default_factory=dict)
    """Of all its trials together, by the keys of `analysis.measure.definitions`."""
    sensory: Sensory | None = None
    ways: Mapping[str, MeasuredWay] = field(default_factory=dict)
    """Of limits: each direction, clockwise from the front."""

    @property
    def usable(self) -> bool:
        """Whether any of its trials could be measured."""
        return any(trial.usable for trial in self.trials)


def assessments(trials: Sequence[MeasuredTrial]) -> tuple[MeasuredAssessment, ...]:
    """The trials by assessment, in their order."""
    groups: dict[tuple[int, int], list[MeasuredTrial]] = {}
    for trial in trials:
        groups.setdefault((trial.record.session.id, trial.record.assessment), []).append(trial)
    return tuple(combined(group) for group in groups.values())


def combined(trials: Sequence[MeasuredTrial]) -> MeasuredAssessment:
    """One assessment, of its measured trials (at least one)."""
    kind = trials[0].record.trial.kind
    usable = [trial for trial in trials if trial.usable]
    if kind == SENSORY:
        return _sensory(tuple(trials), usable)
    if kind == LIMITS:
        return _limits(tuple(trials))
    values: dict[str, float | None] = {}
    if kind == QUIET and usable:
        # The median, as in the reference ranges; of one trial it is that trial.
        values = {key: _median(usable, key) for key in (VELOCITY, AREA)}
    elif len(usable) == 1:
        values = dict(usable[0].values)
    return MeasuredAssessment(kind=kind, trials=tuple(trials), values=values)


def _sensory(trials: tuple[MeasuredTrial, ...], usable: Sequence[MeasuredTrial]) -> MeasuredAssessment:
    velocities: dict[tuple[str, str], list[float]] = {}
    for trial in usable:
        velocity = trial.values.get(VELOCITY)
        if velocity is not None:
            velocities.setdefault((trial.record.trial.eyes, trial.record.trial.surface), []).append(velocity)
    try:
        found = sensory(velocities) if velocities else None
    except SignalError:
        found = None
    values: dict[str, float | None] = {}
    if found is not None:
        values = {
            "sensory_composite_mm_s": found.composite,
            "romberg_firm": found.romberg_firm,
            "romberg_foam": found.romberg_foam,
        }
    return MeasuredAssessment(kind=SENSORY, trials=trials, values=values, sensory=found)


def _limits(trials: tuple[MeasuredTrial, ...]) -> MeasuredAssessment:
    newest = {way.direction: way for trial in trials for way in trial.ways}
    ways = {direction: newest[direction] for direction in CLOCKWISE if direction in newest}
    return MeasuredAssessment(kind=LIMITS, trials=trials, ways=ways, values={key: _mean(ways, key) for key in WAYS})


def _mean(ways: Mapping[str, MeasuredWay], key: str) -> float | None:
    """Of all eight directions; None where one of them is missing, for each has its own size."""
    known = [value for way in ways.values() if (value := way.values.get(key)) is not None]
    return fmean(known) if len(known) == len(CLOCKWISE) else None


def _median(trials: Sequence[MeasuredTrial], key: str) -> float | None:
    known = [value for trial in trials if (value := trial.values.get(key)) is not None]
    return median(known) if known else None
