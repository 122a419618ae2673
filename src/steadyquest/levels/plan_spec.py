"""What a plan asks, as frozen data. No rule lives here, and no key of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from steadyquest.errors import Problem

Advance = Literal["weeks", "two_good_sessions", "therapist"]
WEEKS, TWO_GOOD_SESSIONS, THERAPIST = "weeks", "two_good_sessions", "therapist"


class Span(NamedTuple):
    """From the lowest to the highest difficulty that a skill may have."""

    lo: float
    hi: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseSpec:
    """One part of a plan."""

    weeks: int
    levels: tuple[str, ...]
    """Keys of levels, and names of places for all of their levels that ask no word."""
    title: str | None = None
    advance: Advance = "weeks"
    home: tuple[str, ...] = ()
    """Levels for home, named in the same way."""
    say_home: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSpec:
    """A whole plan, as a therapist wrote it."""

    goal: str
    phases: tuple[PhaseSpec, ...]
    title: str | None = None
    minutes: float = 20.0
    """Of one session."""
    days_per_week: int = 3
    stance: tuple[str, ...] = ()
    """Empty: as each level says. The first one is chosen when a session begins."""
    centre: str | None = None
    emphasis: float | None = None
    """Share of the reps to the affected side, where a step says nothing of its own."""
    rung_max: int = 4
    envelope: Mapping[str, Span] = field(default_factory=lambda: MappingProxyType({}))
    """By skill; a skill that is not named has all difficulties."""
    home_minutes: float = 10.0
    home_days_per_week: int | None = None
    """None: nothing is counted on at home."""
    say_home: str | None = None
    """The therapist's own words for home."""
    author: str | None = None
    notes: str | None = None

    @property
    def weeks(self) -> int:
        """How long all phases are planned to last."""
        return sum(phase.weeks for phase in self.phases)

    @property
    def has_home(self) -> bool:
        """Whether anything is to be played at home."""
        return any(phase.home for phase in self.phases)

    @property
    def minutes_per_week(self) -> float:
        """Planned, at the clinic and at home."""
        at_home = self.home_minutes * (self.home_days_per_week or 0) if self.has_home else 0.0
        return self.minutes * self.days_per_week + at_home

    @property
    def days(self) -> int:
        """Days a week with practice, at the clinic or at home; a week has seven."""
        return min(7, self.days_per_week + ((self.home_days_per_week or 0) if self.has_home else 0))

    def say_home_in(self, phase: int) -> str | None:
        """What is said for home in a phase: its own words, or those of the whole plan."""
        return self.phases[min(phase, len(self.phases) - 1)].say_home or self.say_home


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan that can be followed: its spec, and what a record must keep of it."""

    spec: PlanSpec
    name: str
    """The file's name without its ending."""
    path: Path | None
    text: str
    hash: str
    """SHA-256 of the text, its line ends made plain."""
    warnings: tuple[Problem, ...] = ()

    @property
    def title(self) -> str:
        """What it is called."""
        return self.spec.title or self.name.replace("_", " ")
