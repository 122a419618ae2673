"""For the notes: a session in five plain lines that name nobody, to copy into whatever record a clinic keeps.

Always the same five, in the same order: when and who, what was done, how the player stood, what was measured, how it
felt and what comes next.
"""

from __future__ import annotations

from collections.abc import Iterable

from steadyquest.analysis.definitions import definitions
from steadyquest.errors import legible
from steadyquest.reports import wording
from steadyquest.reports.assessment_section import outcomes
from steadyquest.reports.document import SessionDocument
from steadyquest.reports.progress_feel import said_of
from steadyquest.reports.progress_words import advice_line, skill
from steadyquest.session.assessments.levels import is_assessment
from steadyquest.session.labels import is_board, is_synthetic
from steadyquest.session.rung_advice import DOWN, UP
from steadyquest.session.today import AFTER, BEFORE, SAID
from steadyquest.words import tr, trn

MOST_NAMED = 4
"""Of skills and outcomes: a line that nobody reads to its end says less."""
PRIMARY = "mean_velocity_mm_s"


def notes(data: SessionDocument) -> tuple[str, ...]:
    """The five lines."""
    lines = (_who(data), _done(data), _stood(data), _measured(data), _felt(data))
    return tuple(legible(" ".join(line.split())) for line in lines)


def _who(data: SessionDocument) -> str:
    session = data.session
    player = tr("player unknown") if session.player_id is None else tr("player no. {id}").format(id=session.player_id)
    played = tr("on a balance board") if is_board(session.source) else tr("without a balance board")
    if is_synthetic(session.source):
        played = tr("SIMULATED, not a real person")
    said = tr("{when}, {player}: balance training with SteadyQuest, {played} (session {id}).")
    return said.format(when=wording.moment(session.started_at), player=player, played=played, id=session.id)


def _done(data: SessionDocument) -> str:
    levels = [run for run in data.runs if not is_assessment(run.run.level_key)]
    judged = [rep.success for run in levels for rep in run.reps if rep.success is not None]
    tried = len([rep for run in levels for rep in run.reps if rep.success is not None or rep.share is not None])
    dose = tr("Done: {levels}, {clock} min in levels, {reps}").format(
        levels=trn("{n} level", "{n} levels", len(levels)).format(n=len(levels)),
        clock=wording.clock(sum(run.stop_s - run.run.start_s for run in levels)),
        reps=trn("{n} rep", "{n} reps", tried).format(n=tried),
    )
    share = (
        tr("{percent} % of the judged ones well").format(percent=round(100 * sum(judged) / len(judged)))
        if judged
        else ""
    )
    return _joined((dose, share, *_skills(data)), by="; ") + "."


def _skills(data: SessionDocument) -> Iterable[str]:
    said = tr("{skill} at {hour}, d {before:.2f} to {after:.2f}")
    points = data.practice.points if data.practice is not None else ()
    for point in points[:MOST_NAMED]:
        before = point.d if point.opened is None else point.opened
        yield said.format(skill=skill(point.skill), hour=wording.hour(point.rung), before=before, after=point.d)
    if len(points) > MOST_NAMED:
        yield tr("{n} more in the report").format(n=len(points) - MOST_NAMED)


def _stood(data: SessionDocument) -> str:
    kept = data.session.notes or {}
    stances = dict.fromkeys(wording.stance(run.run.stance) for run in data.runs)
    feet = dict.fromkeys(str((run.run.setup or {}).get("feet") or "") for run in data.runs)
    facts = (
        (tr("stance"), "; ".join(stances)),
        (tr("support"), _noted(kept.get("support"))),
        (tr("shoes"), _noted(kept.get("shoes"))),
        (tr("feet on the mat"), "; ".join(wording.feet(pair) for pair in feet if pair)),
    )
    said = _joined(f"{name}: {value or tr('not noted')}" for name, value in facts)
    return said[:1].upper() + said[1:] + "."


def _measured(data: SessionDocument) -> str:
    found = [*outcomes(data.assessments), *_holds(data), *_feel(data)]
    if not found:
        return tr("Measured: nothing in this session.")
    return tr("Measured: {found}").format(found=_joined(found[:MOST_NAMED], by="; ")) + "."


def _holds(data: SessionDocument) -> Iterable[str]:
    values = [hold.figures[PRIMARY] for run in data.runs for hold in run.quiet if hold.figures is not None]
    if values:
        named = definitions()[PRIMARY]
        each = ", ".join(f"{value:.1f}" for value in values[:MOST_NAMED])
        said = tr(
            "{name} of {n} in play {values} {unit} (one short recording varies by a third or more: no measured change)"
        )
        holds = trn("{n} quiet hold", "{n} quiet holds", len(values)).format(n=len(values))
        yield said.format(name=named.name, n=holds, values=each, unit=named.unit)


def _feel(data: SessionDocument) -> Iterable[str]:
    if data.practice is not None and data.practice.trend:
        band, sides = said_of(data.practice.trend)
        yield tr("feel probe {said}").format(said=_joined(side.rstrip(".") for side in sides) or band.rstrip("."))


def _felt(data: SessionDocument) -> str:
    kept = data.session.notes or {}
    parts = [
        tr("before {faces}").format(faces=_noted(kept[BEFORE])) if kept.get(BEFORE) else "",
        tr("after {faces}").format(faces=_noted(kept[AFTER])) if kept.get(AFTER) else "",
    ]
    felt = _joined(part for part in parts if part) or tr("not asked")
    said = tr("Faces: {felt}. Said: {said}. Next: {following}")
    return said.format(felt=felt, said=str(kept.get(SAID) or tr("nothing noted")).rstrip("."), following=_next(data))


def _next(data: SessionDocument) -> str:
    advice = data.practice.advice if data.practice is not None else {}
    moving = [one for one in advice.values() if one.way in (UP, DOWN)]
    said = _joined(f"{skill(one.skill)}: {advice_line(one)}" for one in moving[:MOST_NAMED])
    return said or tr("no other hour is suggested.")


def _noted(value: object) -> str:
    return wording.noted(value) if value not in (None, "") else ""


def _joined(words: Iterable[str], *, by: str = ", ") -> str:
    return by.join(word for word in words if word)
