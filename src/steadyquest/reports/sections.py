"""The sections of a session report, row by row: runs, recalled places, quiet holds.

Each function gives what one part of the template prints, as plain data and finished pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steadyquest.analysis.measure import definitions
from steadyquest.errors import ReportError
from steadyquest.reports import figures, leg_load, strips, wording
from steadyquest.reports.document import RunDocument
from steadyquest.reports.quiet import QuietRecording
from steadyquest.session.feel_probe import is_probe
from steadyquest.signal.mat import BOARD_MM
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.records.rows import RepRow

PRIMARY = "mean_velocity_mm_s"
DECIMALS = {"ellipse_area_95_mm2": 0, "sway_path_mm": 0, "rotational_frequency_hz": 2, "n": 0, "duration_s": 2}
CONDITIONS = ("duration_s", "rate_hz", "filter_hz", "n")
"""Keys that say how a recording was measured; they stand in a line of their own."""


def outcome_of(rep: RepRow) -> str:
    """What became of a rep: reached, missed, told (not judged) or skipped."""
    if rep.success is not None:
        return "reached" if rep.success else "missed"
    return "skipped" if rep.share is None else "told"


def stance_of(run: RunDocument) -> str:
    """How and on what the player stood."""
    words = wording.stance(run.run.stance)
    return words if run.run.surface in ("firm", "") else f"{words}, {wording.surface(run.run.surface)}"


def run_row(document: RunDocument) -> dict[str, Any]:
    """A run's row of the table."""
    run = document.run
    outcomes = [outcome_of(rep) for rep in document.reps]
    has_d = run.d_start is not None and run.d_end is not None
    return {
        "title": run.title,
        "where": f"{wording.world(run.world)} · {stance_of(document)}",
        "colour": strips.colour(run.world),
        "ending": wording.ending(run.ended),
        "tags": _tags(document),
        "hour_picture": strips.hour(run.rung),
        "hour": wording.hour(run.rung),
        "lantern": wording.lantern(run.rung),
        "difficulty": strips.difficulty(run.d_start or 0.0, run.d_end or 0.0) if has_d else None,
        "d": f"{run.d_start:.2f} → {run.d_end:.2f}" if has_d else "",
        "outcomes": strips.reps(outcomes) if outcomes else None,
        "success": _success(outcomes),
        "stars": "–" if is_probe(run.level_key) else strips.stars(run.stars),
        "time": wording.clock(document.stop_s - run.start_s),
        "pauses": _pauses(document),
    }


def _success(outcomes: Sequence[str]) -> str:
    reached, judged = outcomes.count("reached"), outcomes.count("reached") + outcomes.count("missed")
    others = [kind for kind in outcomes if kind in ("told", "skipped")]
    words = []
    if judged:
        share = tr("{n} of {judged} succeeded ({percent} %)")
        words.append(share.format(n=reached, judged=judged, percent=round(100 * reached / judged)))
    if others or not outcomes:
        words.append(strips.reps_in_words(others))
    return ", ".join(words)


def _tags(document: RunDocument) -> list[str]:
    tags = [str(event.data.get("tag", "")) for event in document.events if event.name == "NoteTaken"]
    return [f"{wording.noted(tag)} × {tags.count(tag)}" for tag in dict.fromkeys(tags)]


def _pauses(document: RunDocument) -> str:
    pauses = document.pauses
    if not pauses:
        return tr("no pause")
    reasons = ", ".join(dict.fromkeys(wording.pause(pause.reason) for pause in pauses))
    lasted = wording.clock(sum(pause.stop_s - pause.start_s for pause in pauses))
    words = trn("{n} pause, {clock} ({reasons})", "{n} pauses, {clock} ({reasons})", len(pauses))
    return words.format(n=len(pauses), clock=lasted, reasons=reasons)


@dataclass(frozen=True, slots=True)
class _Answer:
    side: str
    along_mm: float
    across_mm: float
    answered: bool


def recall_card(number: int, document: RunDocument) -> dict[str, Any] | None:
    """The errors of a run's recalled places; None when there were none."""
    answers = [
        _Answer(
            str(event.data.get("side", "")),
            float(event.data["along_mm"]),
            float(event.data["across_mm"]),
            bool(event.data.get("answered", True)),
        )
        for event in document.events
        if event.name == "PlaceRecalled" and {"along_mm", "across_mm"} <= event.data.keys()
    ]
    if not answers:
        return None
    late = sum(not answer.answered for answer in answers)
    title = f"{number} · {document.run.title}"
    return {
        "title": title,
        "picture": figures.recalled(
            [(a.side, a.along_mm, a.across_mm) for a in answers],
            label=tr("errors of the recalled places in mm, {title}").format(title=title),
        ),
        "sides": [_side(side, [a for a in answers if a.side == side]) for side in _sides(answers)],
        "unanswered": trn(
            "{n} answer was taken when its time was over, before the player was still.",
            "{n} answers were taken when their time was over, before the player was still.",
            late,
        ).format(n=late)
        if late
        else "",
    }


def _sides(answers: Sequence[_Answer]) -> list[str]:
    order = {"left": 0, "right": 1}
    return sorted({a.side for a in answers}, key=lambda side: (order.get(side, 2), side))


def _side(side: str, answers: Sequence[_Answer]) -> dict[str, Any]:
    n = len(answers)
    return {
        "mark": figures.mark(side),
        "name": wording.side(side),
        "n": n,
        "along": ", ".join(wording.signed(a.along_mm) for a in answers),
        "mean_along": wording.signed(sum(a.along_mm for a in answers) / n, 1),
        "mean_across": wording.signed(sum(a.across_mm for a in answers) / n, 1),
    }


def quiet_card(
    number: int, document: RunDocument, hold: QuietRecording, *, board_mm: float = BOARD_MM
) -> dict[str, Any]:
    """A measured hold: its picture, its figures, and how they were got."""
    ready, values = hold.ready, hold.figures
    if ready is None or values is None:
        raise ReportError(tr("this hold was not measured"))
    title = _hold_title(number, document, hold)
    ml, ap = ready.mean_mm
    meanings = definitions()
    rows = [
        {
            "first": key == PRIMARY,
            "name": meanings[key].name,
            "value": _value(key, values[key]),
            "unit": meanings[key].unit,
        }
        for key in sorted(values, key=lambda key: key != PRIMARY)
        if key not in CONDITIONS
    ]
    method = tr("{seconds:.1f} s · {rate:g} Hz · {n} samples · low-pass {filter:g} Hz")
    place = tr("Mean place on the plate: ML {ml} mm, AP {ap} mm from its middle.")
    return {
        "title": title,
        "when": tr("from {clock} of the session · {where}").format(
            clock=wording.clock(hold.start_s), where=stance_of(document)
        ),
        "picture": figures.stabilogram(ready, label=tr("stabilogram of {title}").format(title=title)),
        "plate": figures.plate(ready.mean_mm, label=tr("mean place on the plate")),
        "place": place.format(ml=wording.signed(ml), ap=wording.signed(ap)),
        "legs": leg_load.shared(str((document.run.setup or {}).get("feet") or ""), ml, board_mm=board_mm),
        "method": method.format(
            seconds=values["duration_s"], rate=round(values["rate_hz"], 2), n=values["n"], filter=values["filter_hz"]
        ),
        "rows": rows,
    }


def _hold_title(number: int, document: RunDocument, hold: QuietRecording) -> str:
    name = f"{number} · {document.run.title}"
    if len(document.quiet) < 2:
        return name
    return tr("{name} · hold {which} of {all}").format(
        name=name, which=document.quiet.index(hold) + 1, all=len(document.quiet)
    )


def unmeasured(number: int, document: RunDocument, hold: QuietRecording) -> str:
    """A hold without measures, and why."""
    return f"{_hold_title(number, document, hold)}: {hold.why_not}"


def _value(key: str, value: float) -> str:
    return f"{value:.{DECIMALS.get(key, 1)}f}"
