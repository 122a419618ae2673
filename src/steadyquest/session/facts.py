"""One true fact about the person's own play: about what was done, never a judgement, an age or a weight."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from steadyquest.words import tr, trn

Rows = Sequence[Mapping[str, Any]]


def _steady(rows: Rows) -> str:
    held = [row for row in rows if row["task"] == "hold" and row["share"]]
    if not held:
        return ""
    best = max(held, key=lambda row: row["share"] * row["seconds"])
    inside_s = round(best["share"] * best["seconds"])
    return trn("You stayed steady for {n} second.", "You stayed steady for {n} seconds.", inside_s).format(n=inside_s)


def _laps(rows: Rows) -> str:
    best = max((row["share"] or 0.0 for row in rows if row["task"] == "follow"), default=0.0)
    return tr("On your best round you were with it for {n} % of the way.").format(n=round(100 * best)) if best else ""


def _reached(rows: Rows) -> str:
    good = [row for row in rows if row["task"] == "reach" and row["success"]]
    if not good:
        return ""
    n, quickest_s = len(good), min(row["seconds"] for row in good)
    text = trn("You found {n} place, in {s} seconds.", "You found {n} places, the quickest in {s} seconds.", n)
    return text.format(n=n, s=f"{quickest_s:.1f}")


def _recalled(rows: Rows) -> str:
    errors = [abs(row["extra"]["along_mm"]) for row in rows if row["task"] == "recall" and row["extra"].get("answered")]
    if not errors:
        return ""
    return tr("Your closest find was {mm} mm from the spot.").format(mm=max(1, round(min(errors))))


_FACTS: tuple[Callable[[Rows], str], ...] = (_recalled, _reached, _laps, _steady)


def fact_of(rows: Rows, *, seconds: float) -> str:
    """The first fact that these reps have; else how long one has played."""
    for fact in _FACTS:
        said = fact(rows)
        if said:
            return said
    n = round(seconds)
    return trn("You played for {n} second.", "You played for {n} seconds.", n).format(n=n)
