"""Answers about the player: pictures or numbers to lean to, and which of them was chosen."""

from __future__ import annotations

import math
from collections.abc import Iterator

from steadyquest.conventions import Lean
from steadyquest.game.scene import Item
from steadyquest.game.spec import Point
from steadyquest.game.tasks.stage import STILL_TICKS, Stage, UnseenAnswer

PLACES: dict[int, tuple[Point, ...]] = {
    2: ((-0.7, 0.0), (0.7, 0.0)),
    3: ((-0.7, 0.0), (0.0, 0.7), (0.7, 0.0)),
    4: ((-0.75, -0.05), (-0.42, 0.62), (0.42, 0.62), (0.75, -0.05)),
}
"""Where so many answers stand, from left to right: none behind the player."""
RADIUS = 0.26
NONE = ""
"""Chosen by who came to rest unseen, and beside every answer."""
_CENTRE = Lean(0, 0.0, 0.0, 0.0, 0.0, 0.0, valid=True)
"""Answers are given from the centre outward."""


class Answers:
    """Answers to one question, each with its ring. The first ring to be full is the choice."""

    __slots__ = ("_dwelt", "_inside", "_need", "_stage", "_unseen", "at", "names", "radii")

    def __init__(self, names: tuple[str, ...], *, stage: Stage, need: int, blind: bool) -> None:
        self.names, self._need, self._stage = names, need, stage
        spots = [stage.apart(at, stage.radius(RADIUS, at)) for at in PLACES[len(names)]]
        self.at = [at for at, _ in spots]
        self.radii = [radius for _, radius in spots]
        self._dwelt, self._inside = [0] * len(names), -1
        self._unseen: UnseenAnswer | None = None
        if blind:
            self._unseen = UnseenAnswer(
                radius_mm=stage.floor_mm,
                need=STILL_TICKS,
                start=_CENTRE,
                target=self.at[0],
            )

    def step(self, lean: Lean) -> str | None:
        """One tick; the answer that was chosen in it. `NONE` for an unseen one that was no answer."""
        near = self._nearest(lean)
        if self._unseen is not None:
            # Unseen, the answer is where the player has come to rest: none is told on the way.
            return self._held(lean) or NONE if self._unseen.step(lean) else None
        self._inside = near if self._holds(lean, near) else -1
        for i, dwelt in enumerate(self._dwelt):
            # Rings drain rather than empty, as everywhere.
            if i == self._inside:
                self._dwelt[i] = dwelt + 1
            elif dwelt:
                self._dwelt[i] = dwelt - 1
        return self.names[near] if self._dwelt[near] >= self._need else None

    def held(self, lean: Lean) -> str | None:
        """The answer that the lean is on, when the time is over and nobody saw."""
        return self._held(lean) if self._unseen is not None else None

    def _held(self, lean: Lean) -> str | None:
        near = self._nearest(lean)
        return self.names[near] if self._holds(lean, near) else None

    def _nearest(self, lean: Lean) -> int:
        ways = [(x - lean.x) * (x - lean.x) + (y - lean.y) * (y - lean.y) for x, y in self.at]
        return ways.index(min(ways))

    def items(self, kind: str, *, states: dict[str, str]) -> Iterator[Item]:
        """The answers to be seen. `states`: of those whose state is not plain."""
        for i, name in enumerate(self.names):
            state = states.get(name, "inside" if i == self._inside and not states else "")
            yield Item(kind, name, *self.at[i], self.radii[i], min(1.0, self._dwelt[i] / self._need), state)

    def _holds(self, lean: Lean, i: int) -> bool:
        return math.dist((lean.x, lean.y), self.at[i]) <= self.radii[i]
