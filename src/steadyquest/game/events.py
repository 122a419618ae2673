"""What happened, in the past tense. Ticks count from the start of the run, ten milliseconds each."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a tick."""

    tick: int

    def as_dict(self) -> dict[str, Any]:
        """Plain data for records: the event's name as `event`, then its fields."""
        return {"event": type(self).__name__, **asdict(self)}


@dataclass(frozen=True, slots=True)
class RunStarted(Event):
    """A level began."""

    rung: int
    seed: int


@dataclass(frozen=True, slots=True)
class StepStarted(Event):
    """A step of the level began."""

    step: int
    task: str
    skill: str | None
    rung: int


@dataclass(frozen=True, slots=True)
class RepStarted(Event):
    """A try at a target began. Place and radius in reach units."""

    step: int
    rep: int
    d: float
    x: float
    y: float
    radius: float
    lit: bool


@dataclass(frozen=True, slots=True)
class RepEnded(Event):
    """A try at a target ended, one way or another. `share` is the part of it that went well, 0 to 1."""

    step: int
    rep: int
    share: float
    seconds: float


@dataclass(frozen=True, slots=True)
class TargetReached(RepEnded):
    """The rep succeeded."""


@dataclass(frozen=True, slots=True)
class RepMissed(RepEnded):
    """The rep's time was over; the target waved and moved on."""


@dataclass(frozen=True, slots=True)
class PlaceRecalled(RepEnded):
    """An unseen place was shown by the body. Errors are signed: along (+ too far) and across (+ to its left)."""

    side: str
    along: float
    across: float
    along_mm: float
    across_mm: float
    answered: bool
    """False when the time was over before the player was still."""


@dataclass(frozen=True, slots=True)
class TrialEnded(RepEnded):
    """A measured trial came to its end. It is told, not judged: what it shows is computed from its samples."""

    practice: bool


@dataclass(frozen=True, slots=True)
class RepSkipped(Event):
    """A person skipped the rep, or the level's time was over; it counts neither way."""

    step: int
    rep: int


@dataclass(frozen=True, slots=True)
class DifficultyMoved(Event):
    """The staircase moved, and why, in words."""

    skill: str
    before: float
    after: float
    reason: str


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """The world stands still. reason: person, signal_lost, stepped_off, lurched."""

    reason: str


@dataclass(frozen=True, slots=True)
class SignalLost(Paused):
    """A hole in the samples of more than a quarter of a second, or a board that went away."""


@dataclass(frozen=True, slots=True)
class SteppedOff(Paused):
    """The load left the plate."""


@dataclass(frozen=True, slots=True)
class Lurched(Paused):
    """The centre of pressure moved faster than is safe."""


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """The world goes on."""


@dataclass(frozen=True, slots=True)
class Recentred(Event):
    """The player's centre was set anew, in plate millimetres."""

    cop_ml_mm: float
    cop_ap_mm: float


@dataclass(frozen=True, slots=True)
class NoteTaken(Event):
    """The therapist tagged this moment; the running rep does not move the difficulty."""

    tag: str


@dataclass(frozen=True, slots=True)
class AnswerTapped(Event):
    """The therapist tapped a right answer of the step's second task."""

    step: int


@dataclass(frozen=True, slots=True)
class CountAsked(Event):
    """How many things were shown to be counted in a step, and how many the player said; None when nothing was said."""

    step: int
    shown: int
    said: int | None


@dataclass(frozen=True, slots=True)
class RunFinished(Event):
    """The level ended. `success` is the share of judged reps that succeeded, None when none was judged."""

    success: float | None
    reps: int
    tried: int
    stars: int
    complete: bool
