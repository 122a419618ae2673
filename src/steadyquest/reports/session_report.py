"""The session report: one self-contained HTML page of one session, for screen and paper.

Owns what stands in it and in which order; the layout is the template's, the pictures are `figures` and `strips`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyquest.analysis.measure import definitions
from steadyquest.files import write_whole
from steadyquest.reports import strips, wording
from steadyquest.reports.document import RunDocument, SessionDocument, calibration_of, gather
from steadyquest.reports.leg_load import board_mm_of, row
from steadyquest.reports.plan_section import plan_section
from steadyquest.reports.practice_section import practice_section
from steadyquest.reports.sections import outcome_of, quiet_card, recall_card, run_row, stance_of, unmeasured
from steadyquest.session.labels import is_board, is_file, is_hand, is_synthetic
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.records.store import Store

TEMPLATES = Path(__file__).with_name("templates")


def write_session_report(store: Store, session_id: int | str, *, file: Path) -> Path:
    """Write the report of a session and give back where it is. Raises ReportError when it cannot be written."""
    return write_whole(file, session_document(gather(store, session_id)))


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


def context(data: SessionDocument) -> dict[str, Any]:
    """Everything that the template prints."""
    session, runs = data.session, data.runs
    player = data.player or tr("Player unknown")
    when = wording.moment(session.started_at)
    quiet = [(i, run, hold) for i, run in enumerate(runs, 1) for hold in run.quiet]
    board_mm = board_mm_of(session.source, calibration_of(session))
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
        "runs": [run_row(run) for run in runs],
        "plan": plan_section(data.plan),
        "practice": practice_section(data.practice),
        "legs": [row(load) for load in data.leg_loads],
        "recalls": _recalls(data),
        "quiet": [quiet_card(i, run, hold, board_mm=board_mm) for i, run, hold in quiet if hold.figures is not None],
        "too_short": [unmeasured(i, run, hold) for i, run, hold in quiet if hold.figures is None],
        "error_of_board": wording.error_of_board(data.session.source, calibration_of(data.session)),
        "definitions": list(definitions().values()),
        "origin": _origin(data),
    }


def _recalls(data: SessionDocument) -> list[dict[str, Any]]:
    """The places found again, but for those of the feel probe that the section on practice tells."""
    probe = data.practice.probe if data.practice is not None else None
    told = probe.run_id if probe is not None else None
    cards = [recall_card(i, run) for i, run in enumerate(data.runs, 1) if run.run.id != told]
    return [card for card in cards if card is not None]


def _notices(data: SessionDocument) -> list[str]:
    lines = []
    source = data.session.source
    if is_synthetic(source):
        lines.append(tr("Synthetic: played by a simulated person. Nothing here is about a real body."))
    elif is_hand(source):
        lines.append(tr("Played without a board: the movements are those of a hand, not of a body."))
    elif is_file(source):
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
    if session.board_id and is_board(session.source):
        facts.append((tr("Board"), session.board_id))
    if calibration is not None:
        facts.append((tr("Calibration"), wording.calibration(calibration.kind)))
    stances = dict.fromkeys(stance_of(run) for run in data.runs)
    if stances:
        facts.append((tr("Stance"), "; ".join(stances)))
    feet = dict.fromkeys([*(load.feet for load in data.leg_loads), *(f for run in data.runs if (f := _feet(run)))])
    if feet:
        facts.append((tr("Feet on the mat"), "; ".join(wording.feet(pair) for pair in feet)))
    reaches = dict.fromkeys(kind for run in data.runs if (kind := _reach_kind(run)))
    if reaches:
        facts.append((tr("Reach"), "; ".join(wording.reach(kind) for kind in reaches)))
    facts += [
        (wording.note(key), wording.noted(value) if value not in (None, "") else tr("not noted"))
        for key, value in notes.items()
    ]
    return facts


def _feet(run: RunDocument) -> str:
    return str((run.run.setup or {}).get("feet") or "")


def _reach_kind(run: RunDocument) -> str:
    reach = (run.run.setup or {}).get("reach")
    return str(reach.get("kind") or "") if isinstance(reach, dict) else ""


def _places(runs: Sequence[RunDocument]) -> list[dict[str, str]]:
    return [
        {"name": wording.world(world), "colour": strips.colour(world)}
        for world in dict.fromkeys(run.run.world for run in runs)
    ]


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
