"""Reps as rows: pairs each rep's beginning with its end, for records and facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from steadyquest.game import events as ev

_SAME_AS_ROW = ("event", "tick", "step", "rep", "share", "seconds")


@dataclass(slots=True)
class RepLog:
    """Follows the events of one run and gives a row when a rep is over."""

    task: str = ""
    skill: str | None = None
    rung: int = 0
    _open: ev.RepStarted | None = None

    def rows(self, events: Iterable[ev.Event]) -> list[dict[str, Any]]:
        """The rows of the reps that ended in these events."""
        return [row for event in events if (row := self._follow(event)) is not None]

    def _follow(self, event: ev.Event) -> dict[str, Any] | None:
        if isinstance(event, ev.StepStarted):
            self.task, self.skill, self.rung = event.task, event.skill, event.rung
        elif isinstance(event, ev.RepStarted):
            self._open = event
        elif isinstance(event, (ev.RepEnded, ev.RepSkipped)) and self._open is not None:
            began, self._open = self._open, None
            return self._row(began, event)
        return None

    def _row(self, began: ev.RepStarted, ended: ev.RepEnded | ev.RepSkipped) -> dict[str, Any]:
        verdicts: dict[type, bool] = {ev.TargetReached: True, ev.RepMissed: False}
        detail = ended.as_dict()
        return {
            "step": began.step,
            "rep": began.rep,
            "task": self.task,
            "skill": self.skill,
            "d": began.d,
            "rung": self.rung,
            "success": verdicts.get(type(ended)),
            "share": detail.get("share"),
            "seconds": detail.get("seconds", round((ended.tick - began.tick) / 100, 2)),
            "tick_start": began.tick,
            "tick_end": ended.tick,
            "x": began.x,
            "y": began.y,
            "radius": began.radius,
            "lit": began.lit,
            "extra": {key: value for key, value in detail.items() if key not in _SAME_AS_ROW},
        }
