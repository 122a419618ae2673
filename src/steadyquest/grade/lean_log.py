"""What a play asked of the body: how fast and how far the lean went, and how much of it to each side."""

from __future__ import annotations

import math

from steadyquest.conventions import Lean

EVERY_US = 100_000
"""The lean is looked at so often, or a little less. More often, and the sway of standing would count as a way."""


class LeanLog:
    """Fed with every lean of a play that is not paused; in reach units and seconds."""

    __slots__ = ("_last", "_speeds", "left", "path", "right")

    def __init__(self) -> None:
        self._last: Lean | None = None
        self._speeds: list[float] = []
        self.path = self.left = self.right = 0.0

    def feed(self, lean: Lean) -> None:
        """Take one lean; most are passed over."""
        last = self._last
        if last is None:
            self._last = lean
            return
        past_us = lean[0] - last[0]
        if past_us < EVERY_US:
            return
        self._last = lean
        if past_us > 2 * EVERY_US or not (lean.valid and last.valid):
            # There was a pause in between.
            return
        seconds, way = past_us * 1e-6, math.hypot(lean.x - last.x, lean.y - last.y)
        self.path += way
        self._speeds.append(way / seconds)
        if lean.x < 0.0:
            self.left -= lean.x * seconds
        else:
            self.right += lean.x * seconds

    @property
    def speed(self) -> float:
        """The mean speed."""
        return sum(self._speeds) / len(self._speeds) if self._speeds else 0.0

    @property
    def speed_95(self) -> float:
        """The speed that is exceeded in a twentieth of the time."""
        ordered = sorted(self._speeds)
        return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))] if ordered else 0.0
