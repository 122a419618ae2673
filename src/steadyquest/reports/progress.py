"""The progress page: what was practised over all sessions, for the therapist, as one self-contained HTML page.

Owns what stands in it and its words. Difficulty is what was practised; only the feel probe measures, with its band.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from steadyquest.reports import progress_feel, progress_figures, strips, wording
from steadyquest.reports.progress_data import Practised, ProgressDocument
from steadyquest.reports.progress_words import advice_line, reason, skill
from steadyquest.reports.session_report import TEMPLATES
from steadyquest.session.feel_probe import SIDES
from steadyquest.session.labels import is_board, is_synthetic
from steadyquest.words import tr, trn

MOST_ROWS = 60
"""Of the table: the newest. All are in the JSON."""


def progress_page(data: ProgressDocument) -> str:
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
    return environment.get_template("progress.html.j2").render(context(data))


def context(data: ProgressDocument) -> dict[str, Any]:
    """Everything that the template prints."""
    dates = [session.started_at for session in data.sessions]
    rows = [_row(point) for points in data.skills.values() for point in points]
    rows.sort(key=lambda row: row["order"], reverse=True)
    trends = progress_feel.trends(data.probes)
    return {
        # Translators: the code of your language, such as "es".
        "lang": tr("en"),
        "title": tr("{player} · SteadyQuest, what was practised").format(player=data.player),
        "player": data.player,
        "when": _span(data),
        "notices": _notices(data),
        "tiles": _tiles(data),
        "skills": [
            {
                "name": skill(name),
                "chart": progress_figures.skill_chart(
                    points, dates=dates, label=tr("difficulty and hour of {skill}").format(skill=skill(name))
                ),
                "advice": advice_line(data.advice[name]) if name in data.advice else "",
            }
            for name, points in data.skills.items()
        ],
        "rows": rows[:MOST_ROWS],
        "older": max(0, len(rows) - MOST_ROWS),
        "rung_moves": [
            {
                "when": wording.moment(move.at),
                "skill": skill(move.skill),
                "before": wording.hour(move.before),
                "after": wording.hour(move.after),
                "reason": reason(move.reason),
            }
            for move in reversed(data.rung_moves)
        ],
        "trends": [progress_feel.trend_card(trend) for trend in trends],
        "sides": [progress_feel.wording_of(side) for side in SIDES],
        "broken_off": sum(not probe.finished for probe in data.probes),
    }


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
            {"at": move.at, "skill": move.skill, "before": move.before, "after": move.after, "reason": move.reason}
            for move in data.rung_moves
        ],
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
        card = progress_feel.trend_card(trend)
        told.append(tr("Feel probe, {title}: {band}").format(title=card["title"], band=card["band"]))
        told += [f"  {line}" for line in card["sides"]]
    return told


def _row(point: Practised) -> dict[str, Any]:
    parts = [
        trn("{n} up after a success", "{n} up after successes", point.ups).format(n=point.ups) if point.ups else "",
        trn("{n} down after a miss", "{n} down after misses", point.downs).format(n=point.downs) if point.downs else "",
        tr("{n} by hand").format(n=point.by_hand) if point.by_hand else "",
    ]
    share = tr("{n} of {all} ({percent} %)")
    return {
        "order": point.order,
        "when": wording.moment(point.at),
        "skill": skill(point.skill),
        "hour": wording.hour(point.rung),
        "hour_picture": strips.hour(point.rung),
        "opened": f"{point.opened:.2f}" if point.opened is not None else "–",
        "why": "; ".join(reason(why) for why in point.why_opened),
        "ended": f"{point.d:.2f}",
        "range": f"{point.lo:g}–{point.hi:g}",
        "moves": ", ".join(part for part in parts if part) or tr("stayed"),
        "success": share.format(n=point.succeeded, all=point.reps, percent=round(100 * point.succeeded / point.reps))
        if point.reps
        else "–",
    }


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


def _tiles(data: ProgressDocument) -> list[dict[str, str]]:
    whole = sum(probe.finished for probe in data.probes)
    tiles = [
        (str(len(data.sessions)), trn("session", "sessions", len(data.sessions))),
        (f"{data.minutes:.0f}", tr("minutes in levels")),
        (str(data.reps), trn("rep tried", "reps tried", data.reps)),
        (str(whole), trn("feel probe", "feel probes", whole)),
    ]
    return [{"value": value, "name": name} for value, name in tiles]
