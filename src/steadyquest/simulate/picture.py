"""How the picture goes with the lean, as somebody finds out who sees the one and feels the other.

Mostly it goes where one leans. A level may turn it round or let it go further: that shows when one leans out, and
after a moment of wondering one leans accordingly. A steady pull is only an error like others, and is taken back.
"""

from __future__ import annotations

from steadyquest.game.scene import Item, Scene

FELT_S = 0.33
"""The body comes so long after the wish: the place that is felt."""
OUT = 0.3
"""Nearer to the middle nothing can be told."""
WONDER_S, FORGET_S = 0.8, 3.0
"""So long one has to have been out before one believes it, and so long one keeps in mind what was seen."""
LEAST, MOST = 0.6, 1.7
"""Parts of what was expected that might still be one's own sway."""
GAINS = (0.3, 3.0)
_ELSEWHERE = frozenset({"roll", "rise", "march", "match"})
"""Tasks whose avatar is not where one leans, or in which no step does anything to it."""


class Picture:
    """What one person has found out in this step."""

    __slots__ = ("_along", "_felt_x", "_felt_y", "_out_s", "_square", "_step", "gain")

    def __init__(self) -> None:
        self.gain = 1.0
        """How far the picture goes for a lean; below zero it goes the other way."""
        self._step = -1
        self._felt_x = self._felt_y = 0.0
        self._along = self._square = self._out_s = 0.0

    def feel(self, wish: tuple[float, float], *, since_s: float) -> None:
        """Where one feels oneself, seen or not: a little behind the wish."""
        part = min(1.0, since_s / FELT_S)
        self._felt_x += part * (wish[0] - self._felt_x)
        self._felt_y += part * (wish[1] - self._felt_y)

    def see(self, avatar: Item, scene: Scene, *, since_s: float) -> None:
        """Compare where one sees oneself with where one feels oneself."""
        if scene.step != self._step:
            self._step, self.gain = scene.step, 1.0
            self._forget()
        x, y = self._felt_x, self._felt_y
        out = x * x + y * y
        if out < OUT * OUT or scene.task in _ELSEWHERE:
            return
        keep = max(0.0, 1.0 - since_s / FORGET_S)
        self._along = self._along * keep + since_s * (avatar.x * x + avatar.y * y)
        self._square = self._square * keep + since_s * out
        self._out_s += since_s
        if self._out_s >= WONDER_S and not LEAST <= self._along / self._square / self.gain <= MOST:
            self._believe(self._along / self._square)

    def _believe(self, gain: float) -> None:
        least, most = GAINS
        self.gain = min(most, max(least, abs(gain))) * (-1.0 if gain < 0 else 1.0)
        self._forget()

    def _forget(self) -> None:
        self._along = self._square = self._out_s = 0.0
