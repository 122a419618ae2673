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


def _answered(n: int) -> str:
    return trn("You found {n} answer.", "You found {n} answers.", n)


def _steered(n: int) -> str:
    return trn("You went through {n} gate.", "You went through {n} gates.", n)


def _rolled(n: int) -> str:
    return trn("You rolled all the way to {n} place.", "You rolled all the way to {n} places.", n)


def _caught(n: int) -> str:
    # One that was let pass, as it should be, counts as one that was caught.
    return trn("{n} thing came by and you were ready.", "{n} things came by and you were ready.", n)


def _on_beat(n: int) -> str:
    return trn("You were there on {n} beat.", "You were there on {n} beats.", n)


def _loaded(n: int) -> str:
    return trn("You held your weight to the side {n} time.", "You held your weight to the side {n} times.", n)


def _stepped(n: int) -> str:
    return trn("You lifted a foot on {n} beat.", "You lifted a foot on {n} beats.", n)


def _stood_up(n: int) -> str:
    return trn("You stood up and sat down {n} time.", "You stood up and sat down {n} times.", n)


_COUNTED: tuple[tuple[str, str, Callable[[int], str]], ...] = (
    ("rise", "share", _stood_up),
    ("match", "success", _loaded),
    ("march", "success", _stepped),
    ("rhythm", "success", _on_beat),
    ("catch", "success", _caught),
    ("roll", "success", _rolled),
    ("steer", "success", _steered),
    ("choose", "success", _answered),
)
"""Tasks of which a number is told, and what of a rep counts. Who got up and down at another time still did so."""


def _counted(rows: Rows) -> str:
    for task, what, said in _COUNTED:
        n = sum(row["task"] == task and bool(row[what]) for row in rows)
        if n:
            return said(n).format(n=n)
    return ""


SHORT_S = 5
"""Who stops at once has nothing to be told of it."""
_FACTS: tuple[Callable[[Rows], str], ...] = (_recalled, _reached, _counted, _laps, _steady)


def fact_of(rows: Rows, *, seconds: float) -> str:
    """The first fact that these reps have; else how long one has played."""
    for fact in _FACTS:
        said = fact(rows)
        if said:
            return said
    n = round(seconds)
    if n < SHORT_S:
        return tr("It waits for you on the map.")
    return trn("You played for {n} second.", "You played for {n} seconds.", n).format(n=n)
