"""The result of a run: followed while it is played, closed when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from steadyquest.game import events as ev
from steadyquest.game.tasks.kinds import staircase_of
from steadyquest.game.world import World
from steadyquest.session.facts import fact_of
from steadyquest.session.reps import RepLog


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What a run came to. Numbers are for the therapist; stars and the fact are for the player."""

    level_key: str
    title: str
    seed: int
    rung: int
    d_start: float | None
    d_end: float | None
    success: float | None
    reps: int
    tried: int
    stars: int
    events: int
    start_s: float
    seconds: float
    ended: str
    fact: str

    def row(self) -> dict[str, Any]:
        """For records."""
        names = ("rung", "d_start", "d_end", "success", "reps", "tried", "stars", "seconds", "ended")
        return {name: getattr(self, name) for name in names}

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        names = ("seed", "rung", "d_start", "d_end", "success", "reps", "stars", "events", "start_s", "seconds")
        return {"level": self.level_key, **{name: getattr(self, name) for name in names}}


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSummary:
    """What a session came to."""

    session_id: int | None
    results: tuple[RunResult, ...]
    samples: int
    gaps: int
    corrupt: int
    seconds: float
    reach: str
    """Where the reach is from: quick, full, hand, given or default."""

    @property
    def minutes(self) -> float:
        """Sample time from the first to the last sample."""
        return self.seconds / 60

    @property
    def runs(self) -> int:
        """How many levels were played."""
        return len(self.results)

    @property
    def reps(self) -> int:
        """How many tries there were in all."""
        return sum(result.reps for result in self.results)

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "session": self.session_id,
            "runs": [result.as_dict() for result in self.results],
            "samples": self.samples,
            "gaps": self.gaps,
            "corrupt": self.corrupt,
            "seconds": round(self.seconds, 6),
            "reach": self.reach,
        }


class ResultLog:
    """Follows one run."""

    def __init__(self, *, level_key: str = "", title: str = "", seed: int = 0, rung: int = 0) -> None:
        self.began = False
        self._level_key, self._title, self._seed, self._rung = level_key, title, seed, rung
        self._start_s = 0.0
        self._reps = RepLog()
        self._rows: list[dict[str, Any]] = []
        self._events = 0
        self._scored: ev.StepStarted | None = None
        self._d_start: float | None = None
        self._finish: ev.RunFinished | None = None

    def begin(self, *, start_s: float) -> None:
        """The first sample of the run has come."""
        self.began, self._start_s = True, round(start_s, 6)

    def follow(self, events: Sequence[ev.Event]) -> list[dict[str, Any]]:
        """Take events; the rows of reps that ended in them."""
        self._events += len(events)
        for event in events:
            if isinstance(event, ev.StepStarted) and event.skill is not None and self._scored is None:
                self._scored = event
            elif isinstance(event, ev.RepStarted) and self._d_start is None:
                self._d_start = event.d
            elif isinstance(event, ev.RunFinished):
                self._finish = event
        rows = self._reps.rows(events)
        self._rows += rows
        return rows

    def close(self, world: World, *, ended: str, now_s: float) -> RunResult:
        """The result, once the world has finished."""
        finish, scored = self._finish, self._scored
        seconds = max(0.0, now_s - self._start_s) if self.began else 0.0
        staircase = world.staircases.get(staircase_of(scored.skill)) if scored and scored.skill else None
        return RunResult(
            level_key=self._level_key,
            title=self._title,
            seed=self._seed,
            rung=scored.rung if scored else self._rung,
            d_start=self._d_start if scored else None,
            d_end=staircase.d if staircase else None,
            success=finish.success if finish else None,
            reps=finish.tried if finish else 0,
            tried=finish.tried if finish else 0,
            stars=finish.stars if finish else 0,
            events=self._events,
            start_s=self._start_s,
            seconds=round(seconds, 6),
            ended=ended,
            fact=fact_of(self._rows, seconds=seconds),
        )
