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
SEEN_MM = LEAST_MM / 2
"""Less than this is standing, with its sway, and no lean: then nobody knows how far the lean would go."""
_BACK_SHARE = 0.4
_SETTLED_US, _SETTLED_MM = 1_000_000, 2.0
"""Who has not come this much further for so long stays there, and is not still on the way."""


class ReachMeasure:
    """Goes through the directions one after the other. Feed it leans; centre in plate millimetres."""

    def __init__(self, kind: str, *, centre_mm: tuple[float, float], directions: Sequence[str] | None = None) -> None:
        self.kind = kind
        self.mm: dict[str, float] = {}
        """The furthest kept lean in each direction so far."""
        self._todo = list(directions or (QUICK if kind == "quick" else FULL))
        self._count = len(self._todo)
        self._tried: set[str] = set()
        self._once_more: set[str] = set()
        self._furthest = (0, 0.0)
        """When the lean last came clearly further, and how far that was."""
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

    @property
    def is_kept(self) -> bool:
        """Whether the lean has come as far as it goes, and was kept there: now one may come back."""
        if self._extent_mm < LEAST_MM or not self._recent:
            return False
        return self._recent[-1][0] - self._furthest[0] >= _SETTLED_US

    @property
    def asks_again(self) -> bool:
        """Whether this direction is asked for once more because no lean was seen in it."""
        return not self.done and self._todo[0] in self._once_more

    @property
    def unseen(self) -> tuple[str, ...]:
        """The directions that were gone through without a lean."""
        return tuple(name for name in DIRECTIONS if name in self._tried and name not in self.mm)

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
            if self._extent_mm > self._furthest[1] + _SETTLED_MM:
                self._furthest = (lean.t_us, self._extent_mm)
        came_back = self._extent_mm >= LEAST_MM and along < _BACK_SHARE * self._extent_mm
        if came_back or lean.t_us - self._began_us > LIMIT_US:
            self._ask_again()
            self._next()

    def reach(self, guess: Reach) -> Reach:
        """The whole reach, at least 15 mm in every direction.

        Where no lean was seen it is the guess; where none was asked for, cautious. When none was seen at all, the
        guess is all that is known.
        """
        if not self.mm:
            return guess
        guessed = dict(zip(DIRECTIONS, guess.mm, strict=True))
        known = {name: guessed[name] for name in (*QUICK, *self.unseen)}
        return completed({**known, **self.mm}, kind=self.kind)

    def _ask_again(self) -> None:
        """Somebody may have missed the first: what was gone through without a lean comes once more at the end."""
        name = self._todo[0]
        seen = self._extent_mm >= LEAST_MM or name in self.mm
        if not seen and name not in self._todo[1:] and name not in self._once_more:
            self._todo.append(name)
            self._count += 1
            self._once_more.add(name)

    def _next(self) -> None:
        name = self._todo.pop(0)
        self._tried.add(name)
        if self._extent_mm >= SEEN_MM:
            self.mm[name] = max(self.mm.get(name, 0.0), self._extent_mm)
        self._extent_mm, self._began_us = 0.0, None
        self._furthest = (0, 0.0)
        self._recent.clear()
