"""What every figure of a report means: the measures of the analysis, and those that only reports have.

Owns the last section of a document, which is made from what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from steadyquest.analysis.definitions import Definition, definitions
from steadyquest.reports.blocks import Block, Cell, Column, Definitions, Figure, Meaning, Section, Text, Tile, parts
from steadyquest.words import tr


def meanings() -> dict[str, Definition]:
    """Every measure that may stand in a document, in the order in which they are defined."""
    return {**of_practice(), **of_the_feet(), **of_places(), **definitions()}


def meaning_section(
    blocks: Iterable[Block], *, always: Iterable[str] = (), more: Mapping[str, Definition] | None = None
) -> list[Block]:
    """The definitions of all measures that these blocks show, and of those that go with them."""
    known = {**meanings(), **(more or {})}
    shown = [part.measure for part in parts(tuple(blocks)) if isinstance(part, Tile | Column | Cell | Figure)]
    wanted = {*shown, *always}
    rows = [Meaning(key, *d) for key, d in known.items() if key in wanted]
    if not rows:
        return []
    heads = (tr("Measure"), tr("Unit"), tr("Definition"), tr("Source"))
    sway = [Text(_of_sway(), hint=True)] if wanted & definitions().keys() else []
    block = Section(
        title=tr("What the figures mean"), key="meaning", blocks=(*sway, Definitions(tuple(rows), heads)), new_page=True
    )
    return [block]


def _of_sway() -> str:
    return tr(
        "x is sideways (ML, right +), y forward and back (AP, forward +), p = (x, y) about its own mean, N the number "
        "of samples. Preparation: uniform grid at the native rate, mean subtracted, low-pass with zero phase. The "
        "cursor of the game is filtered otherwise; the two never mix."
    )


def of_practice() -> dict[str, Definition]:
    """What is counted of practice."""
    table = {
        "minutes_in_all": (tr("Minutes in all"), "min", tr("from the session's first sample to its last")),
        "minutes_in_levels": (tr("Minutes in levels"), "min", tr("from the start of each level to its end, added up")),
        "levels_played": (tr("Levels played"), "", tr("plays of a level, also those that were stopped")),
        "trials": (tr("Trials measured"), "", tr("trials of assessments, also those of which nothing could be told")),
        "reps_tried": (tr("Reps tried"), "", tr("reps that were shown and not skipped")),
        "stars": (tr("Stars"), "", tr("up to three a level, for what went well in it")),
        "success": (tr("Success"), "%", tr("reps that succeeded, of those that were judged")),
        "reps_counted": (
            tr("Reps that counted"),
            "%",
            tr("reps that succeeded, of those that moved the difficulty; tagged ones do not"),
        ),
        "difficulty": (
            tr("Difficulty d"),
            "",
            tr(
                "from 0, easiest, to 1: how small, far, long or quick a level's targets are. The game moves it after "
                "each judged rep so that about three of four succeed, inside the range that the therapist sets"
            ),
        ),
        "hour": (
            tr("Hour"),
            "",
            tr("the rung of the sight ladder, 0 day to 4 deep night: the later, the less the lantern shows"),
        ),
        "dose_minutes": (
            tr("Minutes a week"),
            "min",
            tr("from each session's first sample to the end of its last level, at the clinic and at home"),
        ),
        "face": (tr("Faces"), tr("0 to 4"), tr("what the player pointed at: 0 is none of it, 4 is the most")),
    }
    return {key: Definition(*row) for key, row in table.items()}


def of_the_feet() -> dict[str, Definition]:
    """What is known of the feet on the mat; their shares of the load are measures of the analysis."""
    heels = Definition(tr("Heels apart"), "mm", tr("from the letters of the mat under the heels"))
    return {"heels_apart_mm": heels}


def of_places() -> dict[str, Definition]:
    """Errors of places found unseen."""
    schutz = "Schutz & Roy 1973, J Motor Behav 5:141"
    weir = "Weir 2005, J Strength Cond Res 19:231"
    table = {
        "along_mm": (tr("Error along"), "mm", tr("of one answer, on the way to the place: + too far, − too short"), ""),
        "across_mm": (tr("Error across"), "mm", tr("of one answer, square to the way: + to its left"), ""),
        "constant_error_mm": (
            tr("Constant error"),
            "mm",
            tr("mean of the signed errors along the way, of one side; across likewise"),
            schutz,
        ),
        "variable_error_mm": (
            tr("Variable error"),
            "mm",
            tr("standard deviation of the errors along the way about their side's mean, pooled over the sides"),
            schutz,
        ),
        "absolute_error_mm": (tr("Absolute error"), "mm", tr("mean of the errors along the way without signs"), schutz),
        "feel_band_mm": (
            tr("Band of the feel probe"),
            "mm",
            tr("MDC95 = t(0.975; df) · √2 · SEM, SEM the standard deviation within the player, pooled over the sides"),
            weir,
        ),
    }
    return {key: Definition(*row) for key, row in table.items()}
