"""Steer: travel through gates that come one after the other, by leaning to where each is open.

The way goes on by itself: a gate that was missed is behind, and the next one is coming.
"""

from __future__ import annotations

from collections.abc import Iterable

from steadyquest.conventions import Lean
from steadyquest.game.events import Event, RepMissed, TargetReached
from steadyquest.game.scene import Item
from steadyquest.game.spec import Point, SteerSpec
from steadyquest.game.tasks.stage import AFTER_TICKS, CLEAR, NOTHING, Reps, Stage, ticks

WIDEST_OUT = 0.75
"""How far to the side the middle of a gate may be."""
FIRST_MORE_TICKS = 100
"""The first gate comes a little later: one has to see what this is."""
APART, SEEN_AHEAD = 0.85, 1.25
"""From one gate to the next, as it is drawn, and how far ahead one sees, in reach units."""
FASTEST = 0.5
"""Reach units a second that the way from one gate to the next may ask for."""


class Steer(Reps):
    """The rule of one `steer` step; a rep is a gate, and the gates do not stop coming."""

    after_ticks = 1

    def __init__(self, spec: SteerSpec, stage: Stage) -> None:
        super().__init__(stage, reps=spec.count)
        self._spec = spec
        self._need, self._half = 1, 0.0
        self._next = self._drawn(0.0)
        self._behind: Item | None = None
        self._enter(self._open)

    def avatar(self, lean: Lean) -> Point:
        """On the line that the gates cross: the way itself is no matter of leaning."""
        return (lean.x, 0.0) if self._spec.axis == "ml" else (0.0, lean.y)

    def scene(self) -> Iterable[Item]:
        """The gate that is coming, the one after it, and for a moment the one behind."""
        if self._act != self._travel:
            return
        left = 1.0 - self._ticks / self._need
        yield self._gate(self._opening, ahead=APART * left)
        if self.rep + 1 < self.reps and APART * (left + 1.0) <= SEEN_AHEAD:
            yield self._gate(self._sized(self._next, self._half)[0], ahead=APART * (left + 1.0), state="next")
        if self._behind is not None and self.revealing:
            gone = APART * self._ticks / self._need
            yield self._moved(self._behind, by=gone)

    @property
    def _opening(self) -> float:
        return self._at[0] if self._spec.axis == "ml" else self._at[1]

    def _open(self, lean: Lean) -> list[Event]:
        spec, stage = self._spec, self._stage
        d = stage.difficulty()
        self._need = ticks(spec.every_s.at(d)) + (FIRST_MORE_TICKS if self.rep == 0 else 0)
        middle, self._half = self._sized(self._next, spec.gate.at(d) / 2)
        self._at = (middle, 0.0) if spec.axis == "ml" else (0.0, middle)
        self._next = self._drawn(middle)
        started = self._begin(self._at, radius=self._half, d=d)
        self._enter(self._travel)
        self.revealing = self.rep > 0
        return started

    def _travel(self, lean: Lean) -> list[Event]:
        self.revealing = self.rep > 0 and self._ticks < min(AFTER_TICKS, self._need)
        if self._ticks < self._need:
            return NOTHING
        off = abs((lean.x if self._spec.axis == "ml" else lean.y) - self._opening)
        passed = off <= self._half
        state = "reached" if passed else "missed"
        self._behind = self._gate(self._opening, ahead=0.0, state=state)
        return self._end(TargetReached if passed else RepMissed, 1.0 if passed else max(0.0, 1.0 - off + self._half))

    def _drawn(self, before: float) -> float:
        """Where the next gate is open: on either side, and not too far from the last one."""
        rng = self._stage.rng
        side = -1.0 if rng.random() < 0.5 else 1.0
        out = rng.uniform(0.35, WIDEST_OUT)
        most = FASTEST * self._spec.every_s.at(self._stage.difficulty())
        wanted = side * out
        return wanted if abs(wanted - before) <= most else before + most * (1.0 if wanted > before else -1.0)

    def _sized(self, middle: float, half: float) -> tuple[float, float]:
        """The opening at this body's least width, and beside the centre: who only stands still goes into the post."""
        out = 1.0 if middle >= 0 else -1.0
        at = (out, 0.0) if self._spec.axis == "ml" else (0.0, out)
        half = min(self._stage.radius(half, at), WIDEST_OUT)
        return out * max(abs(middle), half + CLEAR), half

    def _gate(self, middle: float, *, ahead: float, state: str = "") -> Item:
        # Sideways steering goes up the screen; forward and back goes to the right, as one reads.
        x, y = (middle, ahead) if self._spec.axis == "ml" else (ahead, middle)
        return Item("gate", self._spec.axis, x, y, self._half, 0.0, state)

    def _moved(self, gate: Item, *, by: float) -> Item:
        return gate._replace(y=gate.y - by) if self._spec.axis == "ml" else gate._replace(x=gate.x - by)
