"""What keys of a plan allow by themselves, but the plan does not make sense with; and warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from steadyquest.errors import Problem
from steadyquest.game.spec import RUNGS
from steadyquest.game.tasks.kinds import kind_of
from steadyquest.levels.draft import MOST_PROBLEMS, Part
from steadyquest.levels.plan_draft import PlanDraft
from steadyquest.levels.plan_levels import PLACES, asks_word_at_home, is_too_dark, keys_of, lowest_rung, stances_in
from steadyquest.levels.plan_spec import TWO_GOOD_SESSIONS, PhaseSpec, PlanSpec
from steadyquest.levels.read import Level
from steadyquest.levels.values import guess, shown
from steadyquest.levels.word import needs_word, words_for_risk
from steadyquest.words import tr

_Advice = tuple[int, str, str, str]
"""Line, key, what was found, and a hint."""


def check_names(made: PlanDraft, *, known: Mapping[str, Level], stance: tuple[str, ...]) -> None:
    """Blame every name of a level that there is not, or that the plan's stances rule out."""
    for part in made.phases:
        for key in ("levels", "home"):
            for name in part.values.get(key, ()):
                if len(made.problems) > MOST_PROBLEMS:
                    return
                _check_name(made, part, key, name, known=known, stance=stance)


def check_plan(made: PlanDraft, spec: PlanSpec, levels: Sequence[Level]) -> None:
    """Blame what can only be seen of the whole plan: levels that are not for home, and phases that cannot go on."""
    by_key = {level.key: level for level in levels}
    for part, phase in zip(made.phases, spec.phases, strict=True):
        _is_light_enough(made, part, phase, spec=spec, known=by_key)
        _home_is_safe(made, part, phase, spec=spec, known=by_key)
        for key, names, home in (("levels", phase.levels, False), ("home", phase.home, True)):
            for name in (name for name in names if name in PLACES):
                if not keys_of([name], levels, spec=spec, home=home):
                    hint = tr("name its levels one by one, or another place")
                    found = tr("nothing in {name} can be played so").format(name=f'"{name}"')
                    made.blame(line_of(part, key, name), key, found, allowed=_no_word(), hint=hint)
        played = [by_key[key] for key in keys_of(phase.levels, levels, spec=spec)]
        if phase.advance == TWO_GOOD_SESSIONS and played and not any(_is_judged(level) for level in played):
            hint = tr('add a level in which something succeeds, or write advance = "weeks"')
            found = tr("nothing in these levels is judged")
            made.blame(part.line_of("advance"), "advance", found, allowed=tr("a level with judged reps"), hint=hint)


def advise_plan(made: PlanDraft, spec: PlanSpec, levels: Sequence[Level]) -> tuple[Problem, ...]:
    """Warnings for a plan without errors, in the order of its lines."""
    by_key = {level.key: level for level in levels}
    found = [*_idle(made, spec)]
    for part, phase in zip(made.phases, spec.phases, strict=True):
        for name in phase.levels:
            if name in by_key:
                found += _about(part, by_key[name], spec=spec)
        found += _left_out(part, phase, spec=spec, levels=levels)
    problems = (
        Problem(file=made.file, line=line, key=key, severity="warning", found=what, allowed="", hint=hint)
        for line, key, what, hint in found
    )
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.key)))


def line_of(part: Part, key: str, name: str) -> int:
    """The line of one name in a list that may go over many."""
    source = part.sources.get(key, "")
    at = max(source.find(f'"{name}"'), source.find(f"'{name}'"), 0)
    return part.line_of(key) + source.count("\n", 0, at)


def _check_name(
    made: PlanDraft, part: Part, key: str, name: str, *, known: Mapping[str, Level], stance: tuple[str, ...]
) -> None:
    if name in PLACES:
        return
    level = known.get(name)
    line, found = line_of(part, key, name), f'"{shown(name)}"'
    if level is None:
        hint = _meant(name, known) or tr("`steadyquest levels list` names them all")
        made.blame(line, key, tr("{name} is not there").format(name=found), allowed=_level_or_place(), hint=hint)
    elif stance and not set(stance) & set(level.spec.stance):
        hint = tr("add a stance to the plan, or choose another level")
        made.blame(line, key, tr("{name} is not for this plan's stance").format(name=found),
                   allowed=", ".join(level.spec.stance), hint=hint)  # fmt: skip


def _meant(name: str, known: Mapping[str, Level]) -> str:
    bare = [key for key in known if key.partition("/")[2] == name]
    if len(bare) == 1:
        return tr("did you mean `{word}`?").format(word=bare[0])
    return guess(name, (*known, *PLACES))


def _is_light_enough(
    made: PlanDraft, part: Part, phase: PhaseSpec, *, spec: PlanSpec, known: Mapping[str, Level]
) -> None:
    for key, names in (("levels", phase.levels), ("home", phase.home)):
        for level in (known[name] for name in names if name in known and is_too_dark(spec, known[name])):
            rung = lowest_rung(level)
            found = tr('"{name}" is played at rung {rung} or above').format(name=level.key, rung=rung)
            hint = tr("write rung_max = {rung}, or choose another level").format(rung=rung)
            allowed = tr("levels up to rung {most}, as rung_max says").format(most=spec.rung_max)
            made.blame(line_of(part, key, level.key), key, found, allowed=allowed, hint=hint)


def _home_is_safe(made: PlanDraft, part: Part, phase: PhaseSpec, *, spec: PlanSpec, known: Mapping[str, Level]) -> None:
    for name in phase.home:
        why = asks_word_at_home(spec, known[name]) if name in known else ()
        if why:
            found = tr('"{name}" asks for the therapist\'s word: {why}').format(
                name=name, why=", ".join(words_for_risk(reason) for reason in why)
            )
            hint = tr("choose another level for home")
            if not spec.stance and not all(needs_word(known[name], stance) for stance in known[name].spec.stance):
                hint = tr("choose another level for home, or give the plan a safe stance")
            made.blame(line_of(part, "home", name), "home", found, allowed=_no_word(), hint=hint)


def _is_judged(level: Level) -> bool:
    return any(kind_of(step).skill and kind_of(step).name != "recall" for step in level.spec.steps)


def _idle(made: PlanDraft, spec: PlanSpec) -> Iterator[_Advice]:
    """Keys that do nothing."""
    says = {"home_minutes", "home_days_per_week", "say_home"} & made.plan.lines.keys()
    if not spec.has_home:
        for key in sorted(says):
            hint = tr('name levels for home in a phase: home = ["…"]')
            yield made.plan.line_of(key), key, tr("nothing is played at home"), hint
    elif spec.home_days_per_week is None:
        hint = tr("write home_days_per_week = 3, so that the page and the dose can say it")
        yield made.plan.line, "home_days_per_week", tr("nobody knows how often to play at home"), hint


def _about(part: Part, level: Level, *, spec: PlanSpec) -> Iterator[_Advice]:
    line = line_of(part, "levels", level.key)
    stances = stances_in(spec, level)
    why = needs_word(level, stances[0])
    if why:
        found = tr('"{name}" asks for the therapist\'s word: {why}').format(
            name=level.key, why=", ".join(words_for_risk(reason) for reason in why)
        )
        yield line, "levels", found, tr("it is never offered by itself; open it on the map")
    elif spec.stance and spec.stance[0] not in stances:
        found = tr('"{name}" is not for the first stance of this plan').format(name=level.key)
        yield line, "levels", found, tr("it is offered when another stance is chosen")


def _left_out(part: Part, phase: PhaseSpec, *, spec: PlanSpec, levels: Sequence[Level]) -> Iterator[_Advice]:
    """The levels that a place loses because they are darker than the plan goes."""
    light = replace(spec, rung_max=len(RUNGS) - 1)
    by_key = {level.key: level for level in levels}
    for key, names, home in (("levels", phase.levels, False), ("home", phase.home, True)):
        for name in (name for name in names if name in PLACES):
            lost = [one for one in keys_of([name], levels, spec=light, home=home) if is_too_dark(spec, by_key[one])]
            if lost:
                found = tr('"{name}" is played without {levels}').format(name=name, levels=", ".join(lost))
                hint = tr("rung_max = {most} leaves out what is darker").format(most=spec.rung_max)
                yield line_of(part, key, name), key, found, hint


def _level_or_place() -> str:
    return tr("a name such as river/feed_the_ducks, or a place: {places}").format(places=", ".join(PLACES))


def _no_word() -> str:
    return tr("levels that need nobody standing by")
