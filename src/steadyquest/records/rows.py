"""What the records answer with: plain frozen data, nothing of a database in it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import RowMapping

Row = TypeVar("Row")


def row_of(kind: type[Row], found: RowMapping) -> Row:
    """The dataclass made of the columns that it names."""
    return kind(**{field.name: found[field.name] for field in fields(kind)})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """A person who plays. Only the name and the picture are needed."""

    id: int
    name: str
    picture: str
    birth_year: int | None
    height_cm: float | None
    weight_kg: float | None
    """As last measured."""
    affected: str | None
    """"left", "right" or None."""
    aids: str
    notes: str
    settings: dict[str, Any]
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBoard:
    """A board seen before. `approved`: a person said that it is one."""

    board_id: str
    label: str
    vid_pid: str
    serial_number: str
    port: str
    approved: bool
    last_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedReach:
    """How far a player leaned. `mm` is in the order of `conventions.DIRECTIONS`; kind: quick, full or hand."""

    id: int
    player_id: int
    session_id: int | None
    stance: str
    surface: str
    kind: str
    mm: tuple[float, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalResult:
    """A result that a therapist entered by hand. Kinds, units and limits: `clinical.CLINICAL`."""

    id: int
    player_id: int
    session_id: int | None
    kind: str
    value: float
    note: str
    made_at: datetime
    """When it was entered, or when its session began."""
    measured_on: date | None = None
    """The day on which it was measured, where that was said."""

    @property
    def day(self) -> date:
        """The day on which it was measured, here: as it was said, else that of its entry or its session."""
        return self.measured_on or self.made_at.astimezone().date()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One sitting or standing at the board, from connecting to leaving."""

    id: int
    player_id: int | None
    started_at: datetime
    alive_at: datetime
    """When something was last written."""
    ended_at: datetime | None
    """None while it lasts, or when it was cut off."""
    source: str
    board_id: str
    calibration: dict[str, Any]
    settings: dict[str, Any]
    software: str
    samples: int
    gaps: int
    corrupt: int
    latency_ms: float | None
    notes: dict[str, Any]
    origin: str = ""
    """Which session this was where it was played, when that was elsewhere."""

    @property
    def when(self) -> tuple[datetime, int]:
        """The place of this one among all sessions: numbers alone say nothing, since home's come in later."""
        return self.started_at, self.id

    @property
    def seconds(self) -> float:
        """How long it lasted by the database's clock, as far as is known."""
        return ((self.ended_at or self.alive_at) - self.started_at).total_seconds()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One play of a level. ended: finished, stopped, lost, or None while it runs."""

    id: int
    session_id: int
    number: int
    level_key: str
    title: str
    world: str
    level_text: str
    level_hash: str
    seed: int
    rung: int
    d_start: float | None
    d_end: float | None
    stance: str
    surface: str
    start_sample: int
    """Index into the session's samples."""
    start_s: float
    """From the session's first sample."""
    seconds: float | None
    ended: str | None
    success: float | None
    reps: int
    tried: int
    stars: int
    setup: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepRow:
    """One try at one target. `number` counts through the run, `rep` through its step."""

    run_id: int
    number: int
    step: int
    rep: int
    task: str
    skill: str | None
    d: float | None
    rung: int | None
    success: bool | None
    share: float | None
    seconds: float | None
    tick_start: int | None
    tick_end: int | None
    x: float | None
    y: float | None
    radius: float | None
    lit: bool | None
    extra: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """Something that happened in a run."""

    run_id: int
    number: int
    tick: int
    name: str
    data: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """The shape in which the event was handed over (after a way through JSON: tuples are lists)."""
        return {"event": self.name, "tick": self.tick, **self.data}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRow:
    """Something a person asked of a run."""

    run_id: int
    number: int
    tick: int
    kind: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPast:
    """What a player's earlier runs say of one level."""

    level_key: str
    plays: int
    last_success: float | None
    stars: int
    """The most so far."""
    rungs: tuple[int, ...]
    """Those at which it was finished."""
