"""A trial as a level: made here and not in a file, so that it is played, recorded and replayed as any run is."""

from __future__ import annotations

from typing import Any

from steadyquest.conventions import DIRECTIONS, SEATED_STANCES, ReachMap
from steadyquest.errors import SignalError
from steadyquest.game.spec import LevelSpec, LimitsSpec, RhythmSpec, SightSpec, StandSpec, StepSpec, TaskSpec, fixed
from steadyquest.levels.read import Level, parse_level
from steadyquest.levels.write import write_level
from steadyquest.session.assessments import wording
from steadyquest.session.assessments.protocol import KINDS, LIMITS, RHYTHM, SHIFTS, Trial
from steadyquest.session.feel_probe import is_probe
from steadyquest.signal.reach import Reach
from steadyquest.words import tr

PREFIX = "assess/"
WORLD = "fog"
"""The calmest of the places."""
SHIFT_SHARE, SHIFT_RADIUS = 0.6, 0.2
"""How far the sides of a rhythmic shift are, as a share of the reach, and how large they are drawn."""
SHIFT_MOST = 0.95
"""A distance of an earlier test is asked for again as long as it lies within so much of today's reach."""
SPARE_S = 20.0
TITLE_MOST = 60
"""Letters that a level's title may have."""
UNKNOWN_SHARE = 1.3
"""Of the reach, where the height is not known: how far out the star stands."""


def is_assessment(level_key: str) -> bool:
    """Whether a run is a trial of an assessment."""
    return level_key.startswith(PREFIX)


def is_measured(level_key: str) -> bool:
    """Whether a run is measured and never judged: a trial, or the feel probe. It counts as dose, and nowhere else."""
    return is_assessment(level_key) or is_probe(level_key)


def key_of(kind: str) -> str:
    """The level key of a kind's trials."""
    return PREFIX + kind


def kind_of_key(level_key: str) -> str:
    """The kind of a trial's level key. Raises SignalError for any other."""
    kind = level_key.removeprefix(PREFIX)
    if not is_assessment(level_key) or kind not in KINDS:
        raise SignalError(tr("“{key}” is no trial of an assessment").format(key=level_key))
    return kind


def level_of(trial: Trial, *, stance: str, shift_share: float = SHIFT_SHARE) -> Level:
    """The level of a trial in this stance. `shift_share`: how far the sides of a rhythmic shift are, in reach units."""
    sight = SightSpec(sight="full")
    task = _task(trial, shift_share=shift_share)
    spec = LevelSpec(
        # Another language may be longer than a level's title may be; the screens do not take their words from here.
        title=f"{wording.name(trial.kind)}: {wording.condition(trial)}"[:TITLE_MOST],
        world=WORLD,
        say=_told(trial, stance=stance),
        thing="star",
        stance=(stance,),
        eyes=trial.eyes,
        surface=trial.surface,
        sight=sight,
        steps=(
            StepSpec(task=task, sight=sight, say=_told(trial, stance=stance) if isinstance(task, StandSpec) else None),
        ),
        max_s=_longest_s(trial),
    )
    key = key_of(trial.kind)
    return parse_level(write_level(spec), file=key, name=key)


def trial_of(level_key: str, spec: LevelSpec, *, number: int) -> Trial:
    """The trial that a recorded level was. Raises SignalError when it is none."""
    kind, task = kind_of_key(level_key), spec.steps[0].task
    known: dict[str, Any] = {"kind": kind, "number": number, "eyes": spec.eyes, "surface": spec.surface}
    if isinstance(task, StandSpec):
        return Trial(**known, seconds=task.seconds, settle_s=task.settle_s)
    if isinstance(task, LimitsSpec):
        return Trial(**known, seconds=task.seconds, directions=tuple(map(str, task.where)), practice=task.practice)
    if isinstance(task, RhythmSpec):
        beat_s = task.beat_s.easy
        return Trial(**known, seconds=task.count * beat_s, axis=task.axis, beat_s=beat_s)
    raise SignalError(tr("“{key}” is no trial of an assessment").format(key=level_key))


def limits_reach(height_cm: float | None, *, reach: Reach) -> Reach:
    """What a reach unit is in a test of limits: the theoretical limit by height; without one, a little beyond reach."""
    if height_cm is None:
        return Reach(tuple(UNKNOWN_SHARE * mm for mm in reach.mm), "beyond")
    from steadyquest.analysis.limits import limit_mm

    return Reach(tuple(limit_mm(height_cm, name) for name in DIRECTIONS), "limits")


def shift_share(axis: str, *, reach: ReachMap, wanted_mm: float | None) -> float:
    """How far the sides are, in reach units: as far in mm as last time where today's reach allows it."""
    across = ((1.0, 0.0), (-1.0, 0.0)) if axis == "ml" else ((0.0, 1.0), (0.0, -1.0))
    least_mm = min(abs(sum(reach.to_mm(*side))) for side in across)
    if wanted_mm is None or wanted_mm > SHIFT_MOST * least_mm:
        return SHIFT_SHARE
    return round(wanted_mm / least_mm, 4)


def _task(trial: Trial, *, shift_share: float) -> TaskSpec:
    if trial.kind == LIMITS:
        return LimitsSpec(where=trial.directions, practice=trial.practice, seconds=trial.seconds)
    if trial.kind == RHYTHM:
        return RhythmSpec(
            axis="ml" if trial.axis == "ml" else "ap",
            beat_s=fixed(trial.beat_s),
            distance=fixed(shift_share),
            radius=fixed(SHIFT_RADIUS),
            count=SHIFTS,
        )
    return StandSpec(seconds=trial.seconds, settle_s=trial.settle_s)


def _told(trial: Trial, *, stance: str) -> str:
    """The sentence on the player's screen: short, for the long one is said."""
    if trial.kind == LIMITS:
        return tr("Bring the light to the star.")
    if trial.kind == RHYTHM:
        return tr("Sway with the beat.")
    if stance in SEATED_STANCES:
        return tr("Sit quite still and look at the dot.")
    if trial.eyes == "closed":
        return tr("Close your eyes and stand quite still.")
    return tr("Stand quite still and look at the dot.")


def _longest_s(trial: Trial) -> float:
    """When the level ends anyway."""
    if trial.kind == LIMITS:
        # Home, the wait and the moment after come to less than this with each.
        return (trial.seconds + 10.0) * (len(trial.directions) + trial.practice) + SPARE_S
    if trial.kind == RHYTHM:
        return trial.beat_s * (SHIFTS + 4) + SPARE_S
    return trial.settle_s + trial.seconds + SPARE_S
