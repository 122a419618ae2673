"""What a step puts between the player and the picture: wind, gain, left and right changed, a picture that sways."""

from __future__ import annotations

import math

from steadyquest.conventions import TICKS_PER_S, Lean
from steadyquest.game.spec import StepSpec

SWAY_HZ = (0.11, 0.17)
"""Of the two waves that a swaying picture is made of; no hurry, and not to be learned by heart."""


def bends(spec: StepSpec) -> bool:
    """Whether a step changes the lean."""
    return spec.wind != (0.0, 0.0) or spec.gain != 1.0 or spec.reversed


def bent(lean: Lean, spec: StepSpec) -> Lean:
    """The lean as a step changes it: gain, turned round, pushed by a steady wind."""
    gain = -spec.gain if spec.reversed else spec.gain
    return lean._replace(x=lean.x * gain + spec.wind[0], y=lean.y * gain + spec.wind[1])


def rolled(degrees: float, tick: int) -> float:
    """How far a swaying picture is tipped now, never further than `degrees`. Level at first.

    >>> rolled(8.0, 0), abs(rolled(8.0, 230)) <= 8.0
    (0.0, True)
    """
    t = tick / TICKS_PER_S
    return degrees * (0.6 * math.sin(math.tau * SWAY_HZ[0] * t) + 0.4 * math.sin(math.tau * SWAY_HZ[1] * t))
