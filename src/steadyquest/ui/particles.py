"""Sparkles: what is left of a success for a moment. A function of time alone, with nothing to remember."""

from __future__ import annotations

import math

SPARKS = 9
SPARK_TICKS = 70
SHADES = 5
"""Pictures of a spark, from full to nearly gone."""
_REACH = 74.0
_FALL = 34.0


def sparks(age: int, *, radius: float) -> list[tuple[float, float, int]]:
    """Where the sparks are, `age` ticks after a success: x, y beside its middle (y down), and the shade.

    >>> len(sparks(10, radius=50.0)), sparks(1000, radius=50.0)
    (9, [])
    """
    if not 0 <= age < SPARK_TICKS:
        return []
    share = age / SPARK_TICKS
    out = 1 - (1 - share) ** 3
    shade = min(SHADES - 1, int(share * SHADES))
    places = []
    for i in range(SPARKS):
        angle = 2 * math.pi * i / SPARKS + 0.4
        far = radius + _REACH * out * (0.72 if i % 2 else 1.0)
        places.append((math.sin(angle) * far, -math.cos(angle) * far * 0.84 + _FALL * share * share, shade))
    return places
