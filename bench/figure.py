"""One measured figure, and the statistics that all benches share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import Any


def figure(
    what: str, value: float, unit: str, *, target: float, compared_with: str, more_is_better: bool
) -> dict[str, Any]:
    """The figure, and how many times better (above 1) or worse (below 1) it is than what it is compared with."""
    ratio = value / target if more_is_better else target / value if value else float("inf")
    return {
        "what": what,
        "value": round(value, 4),
        "unit": unit,
        "compared_with": compared_with,
        "target": target,
        "ratio": round(ratio, 3),
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def typical(run: Callable[[], float], *, times: int = 5) -> float:
    """The median of several runs, after one that only warms up."""
    run()
    return median(run() for _ in range(times))
