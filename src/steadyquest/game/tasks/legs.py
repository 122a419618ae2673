"""The weight on each leg, told from where the feet stand, and where a share of it is in the picture."""

from __future__ import annotations

from steadyquest.conventions import FeetMap, Lean
from steadyquest.game.tasks.stage import Stage

OTHER = {"left": "right", "right": "left"}


class Legs:
    """Both legs of one player. An estimate: `FeetMap.share_error` says how good."""

    __slots__ = ("_centre_ml_mm", "_centre_of", "_feet", "_last", "_reach")

    def __init__(self, stage: Stage) -> None:
        # The world refuses a level by legs before it is played when nobody has said where the feet are.
        self._feet = stage.feet or FeetMap(-1.0, 1.0)
        self._reach = stage.reach
        self._last = self._centre_of = Lean(0, 0.0, 0.0, 0.0, 0.0, 0.0, valid=False)
        self._centre_ml_mm = 0.0

    def stand(self, lean: Lean) -> None:
        """Take over how the player stands: the centre may be set anew while one plays."""
        self._last = lean

    def share(self, leg: str, lean: Lean) -> float:
        """The share of the weight on a leg."""
        right = self._feet.right_share(lean.cop_ml_mm)
        return right if leg == "right" else 1.0 - right

    @property
    def centre_ml_mm(self) -> float:
        """Where the player's centre is across the plate: told from how a lean and its place belong together."""
        last = self._last
        if last is not self._centre_of:
            self._centre_of = last
            # To the micrometre: so that it is the same centre from lean to lean.
            self._centre_ml_mm = round(last.cop_ml_mm - self._reach.to_mm(last.x, last.y)[0], 3)
        return self._centre_ml_mm

    def x_at(self, leg: str, share: float) -> float:
        """Where the lean is when a leg has this share, in reach units."""
        right = share if leg == "right" else 1.0 - share
        return self._reach.to_units(self._feet.ml_mm_at(right) - self.centre_ml_mm, 0.0)[0]

    def width(self, share: float) -> float:
        """A part of the weight as a part of the way from foot to foot, in millimetres."""
        return share * self._feet.separation_mm


def named(leg: str, *, affected: str | None) -> str:
    """Left or right. Without an affected side "affected" is left, as with places."""
    side = affected or "left"
    return {"affected": side, "other": OTHER[side]}.get(leg, leg)
