"""Measuring reach as a game: lean one way as far as is comfortable, stay a moment, come back."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from steadyquest.conventions import DIRECTIONS, UNIT_VECTORS, Lean
from steadyquest.signal.reach import LEAST_MM, Reach, completed

QUICK: tuple[str, ...] = ("left", "right", "forward")
FULL: tuple[str, ...] = tuple(DIRECTIONS) * 2
"""Best of two in each of the eight directions."""

STAY_US = 500_000
"""An extent counts once it was kept for half a second: a swing is not a lean."""
LIMIT_US = 8_000_000
_BACK_SHARE = 0.4


class ReachMeasure:
    """Goes through the directions one after the other. Feed it leans; centre in plate millimetres."""

    def __init__(self, kind: str, *, centre_mm: tuple[float, float], directions: Sequence[str] | None = None) -> None:
        self.kind = kind
        self.mm: dict[str, float] = {}
        """The furthest kept lean in each direction so far."""
        self._todo = list(directions or (QUICK if kind == "quick" else FULL))
        self._count = len(self._todo)
        self._centre = centre_mm
        self._extent_mm = 0.0
        self._began_us: int | None = None
        self._recent: deque[tuple[int, float]] = deque()

    @property
    def done(self) -> bool:
        """Whether every direction was tried."""
        return not self._todo

    @property
    def direction(self) -> str | None:
        """Where to lean now; None when done."""
        return self._todo[0] if self._todo else None

    @property
    def number(self) -> tuple[int, int]:
        """Which one this is, and of how many."""
        return self._count - len(self._todo) + (not self.done), self._count

    @property
    def extent_mm(self) -> float:
        """The furthest kept lean in this direction, this time."""
        return self._extent_mm

    @property
    def progress(self) -> float:
        """How much of the stay is done, 0 to 1."""
        if self._extent_mm < LEAST_MM or len(self._recent) < 2:
            return 0.0
        return min(1.0, (self._recent[-1][0] - self._recent[0][0]) / (0.95 * STAY_US))

    def skip(self) -> None:
        """Leave this direction as it is, cautious or as measured before."""
        if self._todo:
            self._next()

    def feed(self, lean: Lean) -> None:
        """Take one sample; moves on by itself when the person comes back, or after eight seconds."""
        if self.done or not lean.valid:
            return
        if self._began_us is None:
            self._began_us = lean.t_us
        ux, uy = UNIT_VECTORS[self._todo[0]]
        along = (lean.cop_ml_mm - self._centre[0]) * ux + (lean.cop_ap_mm - self._centre[1]) * uy
        self._recent.append((lean.t_us, along))
        while lean.t_us - self._recent[0][0] > STAY_US:
            self._recent.popleft()
        if self._recent[-1][0] - self._recent[0][0] >= 0.95 * STAY_US:
            self._extent_mm = max(self._extent_mm, min(mm for _, mm in self._recent))
        came_back = self._extent_mm >= LEAST_MM and along < _BACK_SHARE * self._extent_mm
        if came_back or lean.t_us - self._began_us > LIMIT_US:
            self._next()

    def reach(self) -> Reach:
        """The whole reach; directions that were not measured are cautious, those not reached at least 15 mm."""
        floor = {name: max(LEAST_MM, self.mm.get(name, LEAST_MM)) for name in QUICK}
        return completed({**self.mm, **floor}, kind=self.kind)

    def _next(self) -> None:
        name = self._todo.pop(0)
        if self._extent_mm > 0:
            self.mm[name] = max(self.mm.get(name, 0.0), self._extent_mm)
        self._extent_mm, self._began_us = 0.0, None
        self._recent.clear()
