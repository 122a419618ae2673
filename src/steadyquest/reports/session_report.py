"""The session report: one session as a document, summary first, to read on a screen or on paper.

Owns what stands in it and in which order. How it looks is `page_html`'s and `page_pdf`'s.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from steadyquest.files import write_whole
from steadyquest.reports import charts_session, glyphs, wording
from steadyquest.reports.assessment_section import assessment_sections, found_section
from steadyquest.reports.blocks import (
    Block,
    Document,
    Facts,
    Figure,
    Key,
    NotesBox,
    Section,
    Text,
    Tile,
    Tiles,
)
from steadyquest.reports.document import RunDocument, SessionDocument, gather
from steadyquest.reports.meanings import meaning_section
from steadyquest.reports.notes import notes
from steadyquest.reports.plan_section import plan_section
from steadyquest.reports.practice_section import practice_section
from steadyquest.reports.recall_section import recalls_section
from steadyquest.reports.sections import (
    CONDITIONS,
    legs_section,
    outcome_of,
    quiet_section,
    runs_section,
    stance_of,
)
from steadyquest.session.assessments.levels import is_assessment
from steadyquest.session.labels import is_board, is_file, is_hand, is_synthetic
from steadyquest.session.track import calibration_of
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.records.store import Store


def write_session_report(store: Store, session_id: int | str, *, file: Path, paper: str = "a4") -> Path:
    """Write the report of a session, as PDF where the file's name ends so. Raises ReportError when it cannot be."""
    return write_whole(file, rendered(session_document(gather(store, session_id)), file=file, paper=paper))


def rendered(document: Document, *, file: Path, paper: str = "a4") -> str | bytes:
    """A document as the file's name asks for it."""
    if Path(file).suffix.lower() == ".pdf":
        from steadyquest.reports.page_pdf import pdf

        return pdf(document, paper=paper)
    from steadyquest.reports.page_html import html_page

    return html_page(document)


def session_document(data: SessionDocument) -> Document:
    """Everything that is told of the session: what one asks first, then the details, then what the figures mean."""
    summary: tuple[Block, ...] = (
        _tiles(data),
        Facts(tuple(_facts(data))),
        *found_section(data.assessments),
        *_done(data),
        *practice_section(data.practice),
        *_for_the_notes(data),
    )
    details: tuple[Block, ...] = (
        *assessment_sections(data.assessments),
        *runs_section(data),
        *plan_section(data.plan),
        *legs_section(data.leg_loads),
        *recalls_section(data),
        *quiet_section(data),
    )
    always = CONDITIONS if any(hold.figures for run in data.runs for hold in run.quiet) else ()
    player, when = data.player or tr("Player unknown"), wording.moment(data.session.started_at)
    return Document(
        title=tr("{player} · {when} · SteadyQuest session report").format(player=player, when=when),
        kicker="SteadyQuest · " + tr("session report"),
        heading=player,
        subtitle=when,
        # Translators: the code of your language, such as "es".
        lang=tr("en"),
        running=f"{player} · {when}",
        page_words=tr("page {n} of {all}"),
        made_at=data.session.started_at,
        notices=tuple(_notices(data)),
        blocks=(*summary, *details, *meaning_section((*summary, *details), always=always)),
        footer=_footer(data),
    )


def _done(data: SessionDocument) -> list[Block]:
    nothing = [] if data.runs else [Text(tr("No level was played in this session."))]
    when = [Figure(drawing=charts_session.timeline(data), legend=_legend(data))] if data.seconds > 0 else []
    return [Section(title=tr("What was done"), key="done", blocks=(*nothing, *when))]


def _legend(data: SessionDocument) -> tuple[Key, ...]:
    return (
        *(Key(wording.world(world), glyphs.colour(world)) for world in dict.fromkeys(r.run.world for r in data.runs)),
        *([Key(tr("paler: pause"), charts_session.PAUSE)] if any(run.pauses for run in data.runs) else []),
        *([Key(tr("somebody on the plate"), charts_session.PLATE)] if data.on_plate is not None else []),
        Key(tr("minutes from the first sample")),
    )


def _for_the_notes(data: SessionDocument) -> list[Block]:
    said = tr("Five lines to copy into the record that you keep. They name nobody.")
    blocks = (NotesBox(notes(data)), Text(said, hint=True))
    return [Section(title=tr("For the notes"), key="notes", blocks=blocks)]


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


def _tiles(data: SessionDocument) -> Tiles:
    levels = [run for run in data.runs if not is_assessment(run.run.level_key)]
    played = sum(run.stop_s - run.run.start_s for run in levels)
    tried = sum(outcome_of(rep) != "skipped" for run in levels for rep in run.reps)
    stars = sum(run.run.stars for run in levels)
    trials = len(data.runs) - len(levels)
    measured = [Tile(str(trials), trn("trial measured", "trials measured", trials), "trials")] if trials else []
    in_all = Tile(wording.clock(data.seconds), tr("minutes in all"), "minutes_in_all")
    if trials and not levels:
        return Tiles((in_all, *measured))
    tiles = (
        in_all,
        Tile(wording.clock(played), tr("minutes in levels"), "minutes_in_levels"),
        Tile(str(len(levels)), trn("level played", "levels played", len(levels)), "levels_played"),
        *measured,
        Tile(str(tried), trn("rep tried", "reps tried", tried), "reps_tried"),
        Tile(str(stars), trn("star", "stars", stars), "stars"),
    )
    return Tiles(tiles)


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
    played = [run for run in data.runs if not is_assessment(run.run.level_key)]
    reaches = dict.fromkeys(kind for run in played if (kind := _reach_kind(run)))
    if reaches:
        facts.append((tr("Reach"), "; ".join(wording.reach(kind) for kind in reaches)))
    paces = sorted({pace for run in played if (pace := _pace_percent(run)) != 100}, reverse=True)
    if paces:
        said = tr("{n} % of what is written")
        facts.append((tr("Pace of levels"), "; ".join(said.format(n=pace) for pace in paces)))
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


def _pace_percent(run: RunDocument) -> int:
    """How fast the level went; of slow runs it has to be told, for they are easier."""
    profile = (run.run.setup or {}).get("profile")
    pace = profile.get("pace", 1.0) if isinstance(profile, dict) else 1.0
    return round(100 * pace) if isinstance(pace, int | float) else 100


def _footer(data: SessionDocument) -> tuple[str, ...]:
    return (
        tr(
            "SteadyQuest is not a medical device. It makes no diagnosis; what the figures mean for this person is for "
            "people to judge."
        ),
        _origin(data),
        tr(
            "This page needs no network and stays where you keep it. It names a person: treat it as you treat other "
            "health records."
        ),
    )


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
