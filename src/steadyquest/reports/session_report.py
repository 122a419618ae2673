"""The session report: one self-contained HTML page of one session, for screen and paper.

Owns what stands in it and in which order; the layout is the template's, the pictures are `figures` and `strips`.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyquest.analysis.measure import definitions
from steadyquest.errors import ReportError
from steadyquest.reports import figures, strips, wording
from steadyquest.reports.document import RunDocument, SessionDocument, calibration_of, gather
from steadyquest.reports.quiet import QuietRecording
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.records.rows import RepRow
    from steadyquest.records.store import Store

TEMPLATES = Path(__file__).with_name("templates")
PRIMARY = "mean_velocity_mm_s"
DECIMALS = {"ellipse_area_95_mm2": 0, "sway_path_mm": 0, "rotational_frequency_hz": 2, "n": 0, "duration_s": 2}
CONDITIONS = ("duration_s", "rate_hz", "filter_hz", "n")
"""Keys that say how a recording was measured; they stand in a line of their own."""


def write_session_report(store: Store, session_id: int | str, *, file: Path) -> Path:
    """Write the report of a session and give back where it is. Raises ReportError when it cannot be written."""
    page = session_document(gather(store, session_id))
    return write_page(page, file=file)


def session_document(data: SessionDocument) -> str:
    """The whole page as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["tr"] = tr
    return environment.get_template("session_report.html.j2").render(context(data))


def write_page(page: str, *, file: Path) -> Path:
    """Write a page beside its place and move it there at once, so that a full disk leaves no half of one."""
    file = Path(file).expanduser()
    if file.is_dir():
        raise ReportError(tr("{file} is a folder; name a file, such as report.html").format(file=file))
    partial = ""
    try:
        handle, partial = tempfile.mkstemp(prefix=f".{file.name[:60]}-", dir=file.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(page)
        Path(partial).chmod(0o644)
        Path(partial).replace(file)
    except OSError as error:
        if partial:
            Path(partial).unlink(missing_ok=True)
        raise ReportError(
            tr("the report cannot be written to {file} ({reason}); choose another place with -o").format(
                file=file, reason=error.strerror or error
            )
        ) from error
    return file


def context(data: SessionDocument) -> dict[str, Any]:
    """Everything that the template prints."""
    session, runs = data.session, data.runs
    player = data.player or tr("Player unknown")
    when = wording.moment(session.started_at)
    quiet = [(i, run, hold) for i, run in enumerate(runs, 1) for hold in run.quiet]
    return {
        # Translators: the code of your language, such as "es".
        "lang": tr("en"),
        "title": tr("{player} · {when} · SteadyQuest session report").format(player=player, when=when),
        "player": player,
        "when": when,
        "notices": _notices(data),
        "tiles": _tiles(data),
        "facts": _facts(data),
        "timeline": strips.timeline(data) if data.seconds > 0 else None,
        "places": _places(runs),
        "has_pauses": any(run.pauses for run in runs),
        "shows_plate": data.on_plate is not None,
        "runs": [_run(run) for run in runs],
        "recalls": [recall for i, run in enumerate(runs, 1) if (recall := _recall(i, run)) is not None],
        "quiet": [_quiet(i, run, hold) for i, run, hold in quiet if hold.figures is not None],
        "too_short": [_unmeasured(i, run, hold) for i, run, hold in quiet if hold.figures is None],
        "definitions": list(definitions().values()),
        "origin": _origin(data),
    }


def outcome_of(rep: RepRow) -> str:
    """What became of a rep: reached, missed, told (not judged) or skipped."""
    if rep.success is not None:
        return "reached" if rep.success else "missed"
    return "skipped" if rep.share is None else "told"


def _notices(data: SessionDocument) -> list[str]:
    lines = []
    source = data.session.source
    if source.partition(":")[0] == "sim":
        lines.append(tr("Synthetic: played by a simulated person. Nothing here is about a real body."))
    elif source in wording.BY_HAND:
        lines.append(tr("Played without a board: the movements are those of a hand, not of a body."))
    elif source.lower().endswith(".csv"):
        lines.append(tr("Played from a recording in a file, not from a board."))
    if data.session.ended_at is None:
        lines.append(tr("This session was never closed. Everything that reached the disk is here."))
    if data.problem:
        lines.append(tr("The samples could not be used: {reason}").format(reason=data.problem))
    return lines


def _tiles(data: SessionDocument) -> list[dict[str, str]]:
    played = sum(run.stop_s - run.run.start_s for run in data.runs)
    tried = sum(outcome_of(rep) != "skipped" for run in data.runs for rep in run.reps)
    stars = sum(run.run.stars for run in data.runs)
    tiles = [
        (wording.clock(data.seconds), tr("minutes in all")),
        (wording.clock(played), tr("minutes in levels")),
        (str(len(data.runs)), trn("level played", "levels played", len(data.runs))),
        (str(tried), trn("rep tried", "reps tried", tried)),
        (str(stars), trn("star", "stars", stars)),
    ]
    return [{"value": value, "name": name} for value, name in tiles]


def _facts(data: SessionDocument) -> list[tuple[str, str]]:
    session = data.session
    calibration = calibration_of(session)
    notes = {"support": None, **(session.notes or {})}
    facts = [(tr("Played with"), wording.source(session.source))]
    if session.board_id and session.board_id != session.source:
        facts.append((tr("Board"), session.board_id))
    if calibration is not None:
        facts.append((tr("Calibration"), wording.calibration(calibration.kind)))
    stances = dict.fromkeys(_stance(run) for run in data.runs)
    if stances:
        facts.append((tr("Stance"), "; ".join(stances)))
    reaches = dict.fromkeys(kind for run in data.runs if (kind := _reach_kind(run)))
    if reaches:
        facts.append((tr("Reach"), "; ".join(wording.reach(kind) for kind in reaches)))
    facts += [
        (wording.note(key), wording.noted(value) if value not in (None, "") else tr("not noted"))
        for key, value in notes.items()
    ]
    return facts


def _stance(run: RunDocument) -> str:
    words = wording.stance(run.run.stance)
    return words if run.run.surface in ("firm", "") else f"{words}, {wording.surface(run.run.surface)}"


def _reach_kind(run: RunDocument) -> str:
    reach = (run.run.setup or {}).get("reach")
    return str(reach.get("kind") or "") if isinstance(reach, dict) else ""


def _places(runs: Sequence[RunDocument]) -> list[dict[str, str]]:
    return [
        {"name": wording.world(world), "colour": strips.colour(world)}
        for world in dict.fromkeys(run.run.world for run in runs)
    ]


def _run(document: RunDocument) -> dict[str, Any]:
    run = document.run
    outcomes = [outcome_of(rep) for rep in document.reps]
    has_d = run.d_start is not None and run.d_end is not None
    return {
        "title": run.title,
        "where": f"{wording.world(run.world)} · {_stance(document)}",
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
        "stars": strips.stars(run.stars),
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


def _recall(number: int, document: RunDocument) -> dict[str, Any] | None:
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


def _quiet(number: int, document: RunDocument, hold: QuietRecording) -> dict[str, Any]:
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
            clock=wording.clock(hold.start_s), where=_stance(document)
        ),
        "picture": figures.stabilogram(ready, label=tr("stabilogram of {title}").format(title=title)),
        "plate": figures.plate(ready.mean_mm, label=tr("mean place on the plate")),
        "place": place.format(ml=wording.signed(ml), ap=wording.signed(ap)),
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


def _unmeasured(number: int, document: RunDocument, hold: QuietRecording) -> str:
    return f"{_hold_title(number, document, hold)}: {hold.why_not}"


def _value(key: str, value: float) -> str:
    return f"{value:.{DECIMALS.get(key, 1)}f}"


def _origin(data: SessionDocument) -> str:
    session = data.session
    words = tr(
        "Session {id}, SteadyQuest {version}, {samples} samples, {gaps} lost, {corrupt} damaged on the way. "
        "Every sample is kept as raw counts, so that each figure can be computed again."
    )
    return words.format(
        id=session.id,
        version=session.software or "?",
        samples=session.samples,
        gaps=session.gaps,
        corrupt=session.corrupt,
    )
