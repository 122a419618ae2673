"""A plan on paper: one side for the person and for home, one for the therapist. HTML that prints on A4."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from steadyquest.files import write_whole
from steadyquest.levels.plan_levels import PLACES, keys_of, stances_in
from steadyquest.levels.plan_spec import PhaseSpec, PlanSpec
from steadyquest.reports import wording
from steadyquest.reports.charts_weeks import weeks as weeks_chart
from steadyquest.reports.page_html import drawing_html, environment
from steadyquest.reports.plan_section import dose_legend
from steadyquest.reports.plan_words import advance_in_words, done_in_words, meaning, planned_in_words
from steadyquest.reports.progress_words import skill as skill_name
from steadyquest.resources import resource
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.session.plan_dose import Dose

MOST_CARDS = 6
"""Levels for home that are shown with their pictures; there is room for no more on one side."""
MOST_STONES, MOST_STONES_OF_MANY = 5, 3
"""Phases that have room beside each other; where there are more, so many are shown, and the table has them all."""
MOST_LANTERNS = 35
"""Lanterns to colour: more would be a wall of them."""
LARGEST_PICTURE = 600_000
"""Bytes of a picture of one's own; a larger one would make the page slow to open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """What the page is of. Without a player it is the plan itself, at its first phase."""

    title: str
    spec: PlanSpec
    levels: tuple[Level, ...]
    player: str = ""
    phase: int = 0
    dose: Dose | None = None

    @property
    def shown(self) -> int:
        """The phase whose levels for home are shown."""
        return min(self.phase, len(self.spec.phases) - 1)


def write_plan_page(page: PlanPage, *, file: Path) -> Path:
    """Write the page and give back where it is. Raises ReportError when it cannot be written."""
    return write_whole(file, plan_page(page))


def plan_page(page: PlanPage) -> str:
    """The whole page as HTML, without anything outside of it."""
    return environment().get_template("plan_page.html.j2").render(_context(page))


def _context(page: PlanPage) -> dict[str, Any]:
    spec = page.spec
    phase = spec.phases[page.shown]
    by_key = {level.key: level for level in page.levels}
    home = [by_key[key] for key in keys_of(phase.home, page.levels, spec=spec, home=True)]
    says = spec.say_home_in(page.phase) if spec.has_home else None
    return {
        # Translators: the code of your language, such as "es".
        "lang": tr("en"),
        "title": page.title,
        "player": page.player,
        "goal": spec.goal,
        "times": _times(spec),
        "stones": _stones(page),
        "home": [_card(level, spec=spec) for level in home[:MOST_CARDS]],
        "columns": 3 if min(len(home), MOST_CARDS) in (3, 5, 6) else 2,
        "more": [level.spec.title for level in home[MOST_CARDS:]],
        "phase_title": phase.title or (tr("Part {n}").format(n=page.shown + 1) if len(spec.phases) > 1 else ""),
        "home_days": spec.home_days_per_week,
        "home_minutes": f"{spec.home_minutes:g}",
        "say_home": says.split("\n") if says else [],
        "lanterns": _lanterns(spec, phase) if home else [],
        "planned": planned_in_words(spec),
        "done": done_in_words(page.dose) if page.dose else [],
        "picture": _weeks(page),
        "legend": dose_legend(page.dose) if page.dose else (),
        "meaning": meaning(),
        "facts": _facts(spec),
        "phases": [_row(i, one, page=page, by_key=by_key) for i, one in enumerate(spec.phases)],
        "notes": spec.notes.split("\n") if spec.notes else [],
    }


def _weeks(page: PlanPage) -> Markup | None:
    if page.dose is None or not page.dose.weeks:
        return None
    return drawing_html(weeks_chart(page.dose, planned_weeks=page.spec.weeks))


def _times(spec: PlanSpec) -> list[dict[str, str]]:
    """How long and how often, as two large lines."""
    rows = [(tr("With your therapist"), spec.minutes, spec.days_per_week)]
    if spec.has_home and spec.home_days_per_week:
        rows.append((tr("At home"), spec.home_minutes, spec.home_days_per_week))
    return [
        {
            "where": where,
            "minutes": tr("{n:g} min").format(n=minutes),
            "days": tr("{n} × a week").format(n=days),
        }
        for where, minutes, days in rows
    ]


def _stones(page: PlanPage) -> list[dict[str, Any]]:
    """The way through the phases; of a long one, what lies before, now, and after."""
    phases = page.spec.phases
    first = 0
    if len(phases) > MOST_STONES:
        first = min(max(0, page.shown - 1), len(phases) - MOST_STONES_OF_MANY)
        phases = phases[first : first + MOST_STONES_OF_MANY]
    return [_stone(i, one, now=page.shown if page.player else None) for i, one in enumerate(phases, start=first)]


def _stone(number: int, phase: PhaseSpec, *, now: int | None) -> dict[str, Any]:
    words = tr("{n} weeks") if phase.weeks > 1 else tr("{n} week")
    return {
        "number": number + 1,
        "title": phase.title or tr("Part {n}").format(n=number + 1),
        "weeks": words.format(n=phase.weeks),
        "now": number == now,
    }


def _card(level: Level, *, spec: PlanSpec) -> dict[str, Any]:
    stance = stances_in(spec, level)[0]
    return {
        "title": level.spec.title,
        "say": level.spec.say,
        "picture": _own_picture(level) or _art(level.spec.thing),
        "stance": wording.stance(stance),
        "stance_picture": _art(f"stance_{'single' if stance.startswith('single') else _kind(stance)}"),
        "world": wording.world(level.spec.world),
    }


def _kind(stance: str) -> str:
    return "tandem" if stance.startswith("tandem") else stance


def _lanterns(spec: PlanSpec, phase: PhaseSpec) -> list[dict[str, Any]]:
    days = spec.home_days_per_week or 0
    if not 0 < days * phase.weeks <= MOST_LANTERNS:
        return []
    return [{"week": tr("week {n}").format(n=n), "days": range(days)} for n in range(1, phase.weeks + 1)]


def _facts(spec: PlanSpec) -> list[tuple[str, str]]:
    """What is set for the game, for the therapist's side."""
    centres = {"own": tr("as one stands"), "middle": tr("the middle of the feet"), "between": tr("half-way")}
    facts = [(tr("Session"), planned_in_words(spec))]
    if spec.stance:
        facts.append((tr("Stance"), "; ".join(wording.stance(stance) for stance in spec.stance)))
    if spec.centre:
        facts.append((tr("Middle"), centres[spec.centre]))
    if spec.emphasis is not None:
        share = tr("{percent} % of the reps to the affected side, where a level has no share of its own")
        facts.append((tr("Emphasis"), share.format(percent=round(100 * spec.emphasis))))
    hours = tr("up to {hour}: the lantern is {lantern}")
    facts.append((tr("Hour"), hours.format(hour=wording.hour(spec.rung_max), lantern=wording.lantern(spec.rung_max))))
    if spec.envelope:
        spans = list(dict.fromkeys(spec.envelope.values()))
        one = tr("{lo:g} to {hi:g} for every skill") if len(spans) == 1 and len(spec.envelope) > 1 else ""
        words = one.format(lo=spans[0].lo, hi=spans[0].hi) if one else ", ".join(
            tr("{skill} {lo:g} to {hi:g}").format(skill=skill_name(skill), lo=span.lo, hi=span.hi)
            for skill, span in spec.envelope.items()
        )  # fmt: skip
        facts.append((tr("Difficulty"), words))
    if spec.author:
        facts.append((tr("Written by"), spec.author))
    return facts


def _row(number: int, phase: PhaseSpec, *, page: PlanPage, by_key: dict[str, Level]) -> dict[str, Any]:
    return {
        **_stone(number, phase, now=page.shown if page.player else None),
        "levels": _named(phase.levels, by_key=by_key),
        "home": _named(phase.home, by_key=by_key),
        "advance": advance_in_words(phase),
    }


def _named(names: Sequence[str], *, by_key: dict[str, Level]) -> str:
    """Places by their names, levels by their titles; one that is gone by its key."""
    places = tr("{place} (all)")
    return "; ".join(
        places.format(place=wording.world(name)) if name in PLACES
        else by_key[name].spec.title if name in by_key else name
        for name in names
    )  # fmt: skip


def _art(name: str) -> Markup | None:
    try:
        data = resource(f"assets/art/{name}.svg").read_bytes()
    except (FileNotFoundError, OSError):
        return None
    return _embedded(data, kind="svg+xml")


def _own_picture(level: Level) -> Markup | None:
    """The picture beside an own level's file, as a child drew it."""
    if level.spec.picture is None or level.path is None:
        return None
    try:
        data = (level.path.parent / level.spec.picture).read_bytes()
    except OSError:
        return None
    return _embedded(data, kind="png") if len(data) <= LARGEST_PICTURE else None


def _embedded(data: bytes, *, kind: str) -> Markup:
    return Markup(f"data:image/{kind};base64,{base64.b64encode(data).decode()}")  # noqa: S704 - nothing but base64
