"""The measuring of reach as a scene: somewhere far off to lean to, and home again once the lean was kept."""

from __future__ import annotations

from steadyquest.conventions import UNIT_VECTORS, Lean
from steadyquest.game.scene import Item, Scene
from steadyquest.signal.reach_measure import ReachMeasure

FAR = 3.0
"""Reach units of whoever looks: further than anybody's, so that one leans as far as one likes."""
UNIT_MM = 60.0
"""The avatar is drawn by this: there is no reach yet to measure it by."""


def scene_of(measure: ReachMeasure, *, lean: Lean | None, centre_mm: tuple[float, float]) -> Scene | None:
    """What is asked of the player at this moment; None when every direction was gone through."""
    direction = measure.direction
    if direction is None:
        return None
    ux, uy = UNIT_VECTORS[direction]
    number, of = measure.number
    asked = Item("home", "home", 0.0, 0.0) if measure.is_kept else Item("target", "lantern", FAR * ux, FAR * uy)
    items: tuple[Item, ...] = (asked,)
    if lean is not None and lean.valid:
        x, y = (lean.cop_ml_mm - centre_mm[0]) / UNIT_MM, (lean.cop_ap_mm - centre_mm[1]) / UNIT_MM
        items = (asked, Item("avatar", "lumi", x, y))
    return Scene(lean.t_us if lean is not None else 0, 0, items, task="measure", rep=number, reps=of)
