"""The progress report: what was practised over all sessions, summary first, for the therapist.

Owns what stands in it and in which order. Difficulty is what was practised; only the feel probe and
assessments measure, each with its band.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from steadyquest.reports import assessment_trends, progress_feel, wording
from steadyquest.reports.blocks import Block, Document, Heading, Lines, Tile, Tiles
from steadyquest.reports.meanings import meaning_section
from steadyquest.reports.plan_section import plan_section, steps_section
from steadyquest.reports.progress_data import ProgressDocument
from steadyquest.reports.progress_sections import (
    faces_section,
    feel_section,
    hours_section,
    now_blocks,
    skills_section,
    why_section,
)
from steadyquest.reports.progress_words import advice_line, rung_reason, skill
from steadyquest.session.feel_probe import Probe
from steadyquest.session.labels import is_board, is_synthetic
from steadyquest.words import tr, trn


def progress_document(data: ProgressDocument) -> Document:
    """Everything that is told: what one asks first, then the details, then what the figures mean."""
    trends = progress_feel.trends(data.probes)
    felt = faces_section(data.faces)
    # Where assessments fill the summary's page, the faces are the first thing on the next.
    is_full = bool(felt and data.history.trends)
    summary: tuple[Block, ...] = (
        _tiles(data),
        *plan_section(data.plan, short=True),
        *assessment_trends.followed_section(data.history, beside=(*now_blocks(data), *_felt(trends))),
        *([] if is_full else felt),
    )
    details: tuple[Block, ...] = (
        *([replace(felt[0], new_page=True)] if is_full else []),
        *assessment_trends.trend_sections(data.history, new_page=not is_full),
        *assessment_trends.clinical_section(data.history),
        *steps_section(data.plan),
        *skills_section(data),
        *feel_section(data, trends),
        *hours_section(data),
        *why_section(data),
    )
    always = ("feel_band_mm",) if trends else ()
    return Document(
        title=tr("{player} · SteadyQuest, what was practised").format(player=data.player),
        kicker="SteadyQuest · " + tr("what was practised"),
        heading=data.player,
        subtitle=_span(data),
        # Translators: the code of your language, such as "es".
        lang=tr("en"),
        running=f"{data.player} · {_span(data)}",
        page_words=tr("page {n} of {all}"),
        made_at=data.until,
        notices=tuple(_notices(data)),
        blocks=(*summary, *details, *meaning_section((*summary, *details), always=always)),
        footer=(
            tr(
                "SteadyQuest is not a medical device. It makes no diagnosis; what the figures mean for this person is "
                "for people to judge."
            ),
            tr(
                "This page needs no network and stays where you keep it. It names a person: treat it as you treat "
                "other health records."
            ),
        ),
    )


def as_dict(data: ProgressDocument) -> dict[str, Any]:
    """For `--json`: every number of the page."""
    return {
        "player": data.player,
        "sessions": len(data.sessions),
        "minutes": round(data.minutes, 2),
        "reps": data.reps,
        "skills": {name: [point.as_dict() for point in points] for name, points in data.skills.items()},
        "advice": {name: advice.as_dict() for name, advice in data.advice.items()},
        "rung_moves": [
            {
                "at": move.at,
                "skill": move.skill,
                "before": move.before,
                "after": move.after,
                "reason": rung_reason(move.reason, move.why),
                "why": move.why,
            }
            for move in data.rung_moves
        ],
        "assessments": assessment_trends.as_dict(data.history),
        "feel": [progress_feel.as_dict(trend) for trend in progress_feel.trends(data.probes)],
    }


def lines(data: ProgressDocument) -> list[str]:
    """The same in a few lines, for a command line."""
    sessions, minutes = len(data.sessions), round(data.minutes)
    told = [
        tr("{player}: {sessions}, {minutes} in levels, {reps}.").format(
            player=data.player,
            sessions=trn("{n} session", "{n} sessions", sessions).format(n=sessions),
            minutes=trn("{n} minute", "{n} minutes", minutes).format(n=minutes),
            reps=trn("{n} rep", "{n} reps", data.reps).format(n=data.reps),
        ),
        tr("Difficulty is what was practised; by itself it does not say that anything got better."),
    ]
    for name, points in data.skills.items():
        last = points[-1]
        said = tr("{skill}: {hour}, d {d:.2f} in {lo:g}–{hi:g}").format(
            skill=skill(name), hour=wording.hour(last.rung), d=last.d, lo=last.lo, hi=last.hi
        )
        told += [said, *(["  " + advice_line(data.advice[name])] if name in data.advice else [])]
    for trend in progress_feel.trends(data.probes):
        band, sides = progress_feel.said_of(trend)
        told.append(tr("Feel probe, {title}: {band}").format(title=progress_feel.title_of(trend), band=band))
        told += [f"  {line}" for line in sides]
    return told + assessment_trends.lines(data.history)


def _span(data: ProgressDocument) -> str:
    if not data.sessions:
        return tr("nothing was played yet")
    first, last = (data.sessions[i].started_at.astimezone().strftime("%Y-%m-%d") for i in (0, -1))
    return first if first == last else f"{first} – {last}"


def _notices(data: ProgressDocument) -> list[str]:
    sources: Sequence[str] = [session.source for session in data.sessions]
    said = []
    synthetic = sum(is_synthetic(source) for source in sources)
    if synthetic:
        words = trn(
            "Synthetic: {n} session of {all} was played by a simulated person. It is not about a real body.",
            "Synthetic: {n} sessions of {all} were played by a simulated person. They are not about a real body.",
            synthetic,
        )
        said.append(words.format(n=synthetic, all=len(sources)))
    others = sum(not is_synthetic(source) and not is_board(source) for source in sources)
    if others:
        words = trn(
            "{n} session of {all} was played without a board.",
            "{n} sessions of {all} were played without a board.",
            others,
        )
        said.append(words.format(n=others, all=len(sources)))
    return said


def _felt(trends: Sequence[Sequence[Probe]]) -> list[Block]:
    """What the newest trend of the feel probe says."""
    if not trends:
        return []
    band, sides = progress_feel.said_of(trends[0])
    return [Heading(tr("Feel probe, constant error per side")), Lines(sides or (band,), hint=True)]


def _tiles(data: ProgressDocument) -> Tiles:
    whole = sum(probe.finished for probe in data.probes)
    return Tiles(
        (
            Tile(str(len(data.sessions)), trn("session", "sessions", len(data.sessions))),
            Tile(f"{data.minutes:.0f}", tr("minutes in levels"), "minutes_in_levels"),
            Tile(str(data.reps), trn("rep tried", "reps tried", data.reps), "reps_tried"),
            Tile(str(whole), trn("feel probe", "feel probes", whole)),
        )
    )
