"""What a level asks, as frozen data. No rule lives here, and no key of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from steadyquest.conventions import FeetMap

RUNGS = ("full", "glimpse", "some", "reveal", "memory")
"""The sight ladder; the index is the rung."""
HOURS = ("day", "evening", "dusk", "night", "deep_night")
"""The hour that shows each rung."""

Sight = Literal["player", "full", "glimpse", "some", "reveal", "memory"]
Axis = Literal["ml", "ap"]
"""Sideways, or forward and back."""
Point = tuple[float, float]
Place = str | Point
"""A direction by name (`conventions.DIRECTIONS`, "affected", "other", "centre") or a point in reach units."""


class Range(NamedTuple):
    """A number that difficulty picks: `easy` at d = 0, `hard` at d = 1."""

    easy: float
    hard: float

    def at(self, d: float) -> float:
        """The value at difficulty d."""
        return self.easy + (self.hard - self.easy) * d


def fixed(value: float) -> Range:
    """A range that difficulty does not change."""
    return Range(value, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldSpec:
    """Keep still in a zone."""

    at: tuple[Place, ...] = ("centre",)
    radius: Range = fixed(0.3)
    seconds: Range = fixed(10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachSpec:
    """Lean to targets and dwell."""

    where: tuple[Place, ...] = ("all",)
    distance: Range = fixed(0.6)
    beyond: bool = False
    radius: Range = fixed(0.25)
    dwell_s: Range = fixed(0.8)
    limit_s: Range = fixed(8.0)
    count: int = 8
    order: Literal["fixed", "shuffled", "random", "live"] = "shuffled"
    back: bool = True
    emphasis: float | None = None
    """Share of reps to the affected side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowSpec:
    """Stay on a guide that moves along a path."""

    path: Literal["line_ml", "line_ap", "circle", "eight", "points"] = "circle"
    points: tuple[Point, ...] = ()
    size: Range = fixed(0.6)
    period_s: Range = fixed(8.0)
    radius: Range = fixed(0.25)
    seconds: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallSpec:
    """Learn a place, return, find it unseen."""

    where: tuple[Place, ...] = ("all",)
    distance: Range = fixed(0.5)
    study_s: Range = fixed(2.0)
    still_s: float = 1.0
    limit_s: float = 10.0
    count: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RestSpec:
    """Step down if wished."""

    seconds: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseSpec:
    """Lean to the picture that answers a question."""

    pictures: tuple[str, ...] = ()
    ask: str | None = None
    answer: str | None = None
    dwell_s: Range = fixed(1.0)
    count: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SteerSpec:
    """Travel through gates."""

    axis: Axis = "ml"
    """Along which the player moves."""
    gate: Range = fixed(0.4)
    """The whole width of the opening."""
    every_s: Range = fixed(3.0)
    count: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class RollSpec:
    """Tilt a marble through a garden."""

    map: tuple[str, ...] = ()
    """Rows from far to near: # wall, . path, o gem, S start."""
    friction: Range = fixed(2.0)
    """How soon a marble comes to rest, in 1/s."""
    radius: Range = fixed(0.15)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchSpec:
    """Meet things that drift in; let some of them pass."""

    axis: Literal["ml", "ap", "both"] = "ml"
    per_min: Range = fixed(15.0)
    speed: Range = fixed(0.4)
    """In reach units a second."""
    radius: Range = fixed(0.25)
    count: int = 12
    avoid_share: Range = fixed(0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmSpec:
    """Shift the weight on the beat."""

    axis: Axis = "ml"
    beat_s: Range = fixed(2.0)
    distance: Range = fixed(0.5)
    radius: Range = fixed(0.25)
    count: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchSpec:
    """Load one leg to a share of the weight."""

    leg: Literal["left", "right", "affected", "other"] = "affected"
    share: Range = fixed(0.5)
    tolerance: Range = fixed(0.08)
    seconds: Range = fixed(3.0)
    count: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class MarchSpec:
    """Step in place on the beat."""

    beat_s: Range = fixed(2.0)
    lift_share: Range = fixed(0.2)
    """A leg with less than this share of the weight counts as lifted."""
    count: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class RiseSpec:
    """Stand up and sit down at a tempo."""

    tempo_s: Range = fixed(4.0)
    """Of one whole cycle, up and down."""
    count: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class StandSpec:
    """Stand as still as one can while it is measured: a trial, never judged."""

    seconds: float = 30.0
    """Of the part that is measured."""
    settle_s: float = 5.0
    """Before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsSpec:
    """Lean as far as one can at a signal, direction by direction: trials, never judged.

    A target lies one reach unit out; where limits are measured that unit is the theoretical limit.
    """

    where: tuple[Place, ...] = ("all",)
    practice: int = 0
    """How many practice trials come first."""
    seconds: float = 8.0
    """From the signal to the end of a trial."""
    wait_s: tuple[float, float] = (1.0, 2.0)
    """The shortest and the longest time in the middle before the signal."""
    order: Literal["fixed", "shuffled"] = "fixed"


TaskSpec = (
    HoldSpec
    | ReachSpec
    | ChooseSpec
    | FollowSpec
    | SteerSpec
    | RollSpec
    | CatchSpec
    | RhythmSpec
    | MatchSpec
    | MarchSpec
    | RiseSpec
    | RecallSpec
    | RestSpec
    | StandSpec
    | LimitsSpec
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SightSpec:
    """How far the lantern is taken away: fixed, or the player's own rung within bounds."""

    sight: Sight = "player"
    sight_min: int = 0
    sight_max: int = 4
    on_s: float = 2.0
    off_s: float = 2.0
    lit_share: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSpec:
    """One task of a level and what is changed about it."""

    task: TaskSpec
    say: str | None = None
    sight: SightSpec = SightSpec()
    """Already merged with the level's: a step's own keys win."""
    until_good: int | None = None
    wind: Point = (0.0, 0.0)
    gain: float = 1.0
    reversed: bool = False
    scene_sway: float = 0.0
    """How far the picture tips to and fro, in degrees."""
    distractors: int | None = None
    """How many things at most drift by to be counted."""
    also: str | None = None
    """A second task in words; its right answers are tapped by the therapist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSpec:
    """A whole level, as a therapist wrote it."""

    title: str
    world: str
    say: str
    steps: tuple[StepSpec, ...]
    say_plain: str | None = None
    voice: str | None = None
    you: str = "lumi"
    thing: str = "star"
    avoid: str | None = None
    picture: str | None = None
    stance: tuple[str, ...] = ("comfortable",)
    surface: str = "firm"
    eyes: str = "open"
    repeat: int = 1
    order: Literal["as_written", "shuffled"] = "as_written"
    sight: SightSpec = SightSpec()
    skill: str | None = None
    max_s: float = 180.0
    author: str | None = None
    notes: str | None = None
    uneven: str | None = None
    still_ok: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a world knows of its player. Plain data; nothing of it names a person."""

    affected: Literal["left", "right"] | None = None
    weight_kg: float = 70.0
    quiet_rms_mm: float = 4.0
    stance: str = "comfortable"
    rungs: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    best_d: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Best difficulty so far, per skill, at the rung to be played."""
    hours_kept: tuple[int, ...] = ()
    """Rungs at which this level was already finished."""
    sound_help: bool = False
    plain: bool = False
    feet: FeetMap | None = None
    """Where the feet stand, read off the mat: what `match` and `march` need."""
    emphasis: float | None = None
    """Share of reps to the affected side, as the plan asks, where a step says nothing of its own."""
    pace: float = 1.0
    """Slow mode: how fast the level goes, 1 as it is written (pacing.py)."""
    way_hints: bool = False
    """A new player is shown which way to lean (tasks/way_hints.py)."""

    def __post_init__(self) -> None:
        # A stored profile comes back from JSON with a plain list.
        if self.feet is not None and not isinstance(self.feet, FeetMap):
            object.__setattr__(self, "feet", FeetMap(*self.feet))
