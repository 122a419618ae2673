"""The board chooses: a lean moves the focus one step, holding it chooses. Then first back to the middle.

Owns the rule. Knows neither screens nor boards.
"""

from __future__ import annotations

import math

OUT, KEEP, NEUTRAL = 0.6, 0.45, 0.25
"""In reach units: from where a lean counts, down to where it still does, and within which one is in the middle."""
REST_S = 0.3
"""So long one is in the middle before anything counts: after a level, a choice, or a hand that chose."""
LONGEST_FRAME_S = 0.1
"""A frame that took longer counts as this: a stall must not choose."""


class LeanChoice:
    """What the leans of a player who looks at buttons mean."""

    def __init__(self) -> None:
        self.way = ""
        """left, right, up or down while one leans that way."""
        self._held_s = self._rested_s = 0.0
        self._dwell_s = math.inf
        self._waits = True

    @property
    def waits(self) -> bool:
        """Whether the player has to come back to the middle first."""
        return self._waits

    @property
    def progress(self) -> float:
        """How much of the time to choose is over, 0 to 1."""
        return min(1.0, self._held_s / self._dwell_s)

    def wait(self) -> None:
        """Nothing counts until the player was in the middle."""
        self.way, self._waits = "", True
        self._held_s = self._rested_s = 0.0

    def step(self, x: float, y: float, *, dt_s: float, dwell_s: float, may_choose: bool = True) -> str:
        """One frame: left, right, up or down to move the focus, "ok" to choose, or nothing.

        `may_choose`: what has the focus may be chosen in this way; otherwise the time does not begin.
        """
        dt_s = min(dt_s, LONGEST_FRAME_S)
        self._dwell_s = dwell_s
        if math.hypot(x, y) < NEUTRAL:
            return self._rest(dt_s)
        self._rested_s = 0.0
        if self._waits:
            return ""
        if not self.way:
            return self._set_out(x, y)
        return self._hold(x, y, dt_s if may_choose else -dt_s)

    def _rest(self, dt_s: float) -> str:
        self._rested_s += dt_s
        self.way, self._held_s = "", 0.0
        self._waits = self._waits and self._rested_s < REST_S
        return ""

    def _set_out(self, x: float, y: float) -> str:
        if max(abs(x), abs(y)) < OUT:
            return ""
        self.way = ("right" if x > 0 else "left") if abs(x) >= abs(y) else ("up" if y > 0 else "down")
        return self.way

    def _hold(self, x: float, y: float, dt_s: float) -> str:
        along = {"right": x, "left": -x, "up": y, "down": -y}[self.way]
        # Time drains rather than empties: tremor must not cost the whole of it.
        self._held_s = max(0.0, self._held_s + (dt_s if along > KEEP else -abs(dt_s)))
        if self._held_s < self._dwell_s:
            return ""
        self.wait()
        return "ok"
