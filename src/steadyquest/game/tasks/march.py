"""March: step in place on the beat. A foot counts as lifted when hardly any weight is left on its leg."""

from __future__ import annotations

from collections.abc import Iterable

from steadyquest.conventions import Lean
from steadyquest.game.events import Event
from steadyquest.game.scene import Item
from steadyquest.game.spec import MarchSpec, Point
from steadyquest.game.tasks.legs import OTHER, Legs
from steadyquest.game.tasks.on_beat import SHOWN_TICKS, OnBeat
from steadyquest.game.tasks.stage import Stage


class March(OnBeat):
    """The rule of one `march` step: the feet take turns."""

    def __init__(self, spec: MarchSpec, stage: Stage) -> None:
        super().__init__(stage, reps=spec.count, beat_s=spec.beat_s)
        self._spec, self._legs = spec, Legs(stage)
        # The affected foot is lifted first, so that the stronger leg stands first.
        self._first = stage.affected or "left"
        self._lift_share = 0.0
        self._last = ""
        """How the last foot's beat went."""
        self._spots: dict[str, tuple[float, float]] = {}
        self._spots_of = (0.0, 0.0)
        """The footprints, and for which centre and lifting they are."""
        self._enter(self._open)

    def scene(self) -> Iterable[Item]:
        """Both footprints: the one to be lifted with the time to its beat, the other one to stand on."""
        if not self._has_begun:
            return
        lift = self._lifted
        shown = self._last if self._since_verdict < SHOWN_TICKS else ""
        for foot in ("left", "right"):
            x, radius = self._spot(foot)
            progress, state = (self._filled, "lift") if foot == lift else (0.0, shown)
            yield Item("foot", foot, x, 0.0, radius, progress, state)

    @property
    def _lifted(self) -> str:
        return self._first if self.rep % 2 == 0 else OTHER[self._first]

    def step(self, lean: Lean) -> list[Event]:
        """One tick; the feet stay where they are, the centre may be set anew."""
        self._legs.stand(lean)
        return super().step(lean)

    def _spot(self, foot: str) -> tuple[float, float]:
        """Where a footprint is, and how wide: from all the weight on it to what the other one may keep."""
        now = (self._legs.centre_ml_mm, self._lift_share)
        if now != self._spots_of or not self._spots:
            self._spots_of, self._spots = now, {name: self._told(name) for name in OTHER}
        return self._spots[foot]

    def _told(self, foot: str) -> tuple[float, float]:
        x = self._legs.x_at(foot, 1.0)
        return x, max(0.12, abs(x - self._legs.x_at(foot, 1.0 - self._lift_share)))

    def _place(self, d: float) -> tuple[Point, float]:
        self._lift_share = self._spec.lift_share.at(d)
        x, radius = self._spot(OTHER[self._lifted])
        return (x, 0.0), radius

    def _there(self, lean: Lean) -> bool:
        return lean.valid and self._legs.share(self._lifted, lean) < self._lift_share

    def _side(self) -> float:
        return -1.0 if self._lifted == "left" else 1.0

    def _remember(self) -> None:
        self._last = self._verdict
