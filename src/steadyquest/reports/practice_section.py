"""The report's section on difficulty and hour of one session, with the suggested hour as it was after it."""

from __future__ import annotations

from typing import Any

from steadyquest.reports import progress_feel, strips, wording
from steadyquest.reports.practice_data import PracticeDocument
from steadyquest.reports.progress_data import Practised
from steadyquest.reports.progress_words import advice_line, reason, skill
from steadyquest.words import tr


def practice_section(data: PracticeDocument | None) -> dict[str, Any] | None:
    """What the template prints."""
    if data is None:
        return None
    return {
        "rows": [_row(point) for point in data.points],
        "advice": [
            tr("{skill}: {said}").format(skill=skill(name), said=advice_line(data.advice[name]))
            for name in dict.fromkeys(point.skill for point in data.points)
            if name in data.advice
        ],
        "probe": progress_feel.probe_rows(data.probe) if data.probe is not None else [],
        "band": progress_feel.trend_card(data.trend)["band"] if data.trend else "",
        "changes": progress_feel.trend_card(data.trend)["sides"] if data.trend else [],
    }


def _row(point: Practised) -> dict[str, Any]:
    share = tr("{n} of {all} ({percent} %)")
    opened = point.d if point.opened is None else point.opened
    return {
        "skill": skill(point.skill),
        "hour": wording.hour(point.rung),
        "hour_picture": strips.hour(point.rung),
        "difficulty": strips.difficulty(opened, point.d),
        "d": f"{opened:.2f} → {point.d:.2f}",
        "why": "; ".join(reason(why) for why in point.why_opened),
        "range": f"{point.lo:g}–{point.hi:g}",
        "success": share.format(n=point.succeeded, all=point.reps, percent=round(100 * point.succeeded / point.reps))
        if point.reps
        else "–",
    }
