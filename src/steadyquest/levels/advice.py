"""Warnings: levels that can be played, but that a careful therapist would change."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from steadyquest.conventions import SEATED_STANCES
from steadyquest.errors import Problem
from steadyquest.game.places import expanded
from steadyquest.game.spec import (
    CatchSpec,
    ChooseSpec,
    FollowSpec,
    LevelSpec,
    LimitsSpec,
    MarchSpec,
    MatchSpec,
    Place,
    ReachSpec,
    RestSpec,
    RiseSpec,
    RollSpec,
    SteerSpec,
    TaskSpec,
)
from steadyquest.game.tasks.catch import NEAREST
from steadyquest.game.tasks.kinds import kind_of
from steadyquest.levels.demand import fastest, seen_ahead, side_of_place, sides, step_s
from steadyquest.levels.draft import Draft, Part
from steadyquest.words import tr

# What is asked of a person.
FASTEST_REACH_S = 0.6
"""Reach units a second that a level may ask for."""
LONGEST_WITHOUT_REST_S = 120.0
MOST_WORDS, MOST_LETTERS = 15, 90
"""What is read aloud in five seconds, at three words a second."""
MOST_AVOIDED = 0.6
"""The largest share of things to let pass: more, and keeping still wins."""
MOST_UNEVEN = 2.0
"""How many times as long one side may be used as the other."""


class _Warning(NamedTuple):
    part: Part
    key: str
    found: str
    allowed: str
    hint: str


def advise(spec: LevelSpec, made: Draft) -> tuple[Problem, ...]:
    """All warnings for a level without errors, in the order of its lines."""
    rules = (_long_texts, _hasty_steps, _crowded, _still_wins, _idle_keys, _unseen, _no_rest, _unsafe, _uneven)
    found = [warning for rule in rules for warning in rule(spec, made)]
    problems = (
        Problem(
            file=made.file,
            line=warning.part.line_of(warning.key),
            key=warning.key,
            severity="warning",
            found=warning.found,
            allowed=warning.allowed,
            hint=warning.hint,
        )
        for warning in found
    )
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.key)))


def _long_texts(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    texts = [(made.level, "say", spec.say), (made.level, "say_plain", spec.say_plain)]
    for part, step in zip(made.steps, spec.steps, strict=True):
        ask = step.task.ask if isinstance(step.task, ChooseSpec) else None
        texts += [(part, "say", step.say), (part, "ask", ask), (part, "also", step.also)]
    for part, key, text in texts:
        words, letters = len((text or "").split()), len(text or "")
        if words > MOST_WORDS or letters > MOST_LETTERS:
            found = tr("{words} words, {letters} letters").format(words=words, letters=letters)
            most = tr("up to {words} words and {letters} letters").format(words=MOST_WORDS, letters=MOST_LETTERS)
            yield _Warning(part, key, found, most, tr("too long to read in 5 s; one short sentence is enough"))


def _hasty_steps(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    for part, step in zip(made.steps, spec.steps, strict=True):
        speed, key = fastest(step.task)
        if speed > FASTEST_REACH_S:
            asked = tr("more than anybody can lean") if math.isinf(speed) else f"{speed:.0%}"
            found = tr("asks for about {speed} of reach a second").format(speed=asked)
            most = tr("up to {speed:.0%} of reach a second").format(speed=FASTEST_REACH_S)
            yield _Warning(part, key, found, most, tr("give more time, or less distance"))


def _crowded(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    """Things that come so often that each is seen only when it is nearly there."""
    for part, step in zip(made.steps, spec.steps, strict=True):
        task = step.task
        if isinstance(task, CatchSpec) and min(seen_ahead(task, d) for d in (0.0, 1.0)) < NEAREST:
            found = tr("more things than can drift by one after the other")
            hint = tr("let fewer come, or let them drift faster")
            yield _Warning(part, "per_min", found, tr("time for each to come and go"), hint)


def _still_wins(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    """What succeeds by doing nothing."""
    if spec.still_ok:
        return
    hint = tr('ask for more, or say why with still_ok = "…"')
    for part, step in zip(made.steps, spec.steps, strict=True):
        task = step.task
        if isinstance(task, CatchSpec) and max(task.avoid_share) > MOST_AVOIDED:
            found = tr("who keeps still succeeds in {share:.0%} of the reps").format(share=max(task.avoid_share))
            yield _Warning(part, "avoid_share", found, tr("up to {share:.0%}").format(share=MOST_AVOIDED), hint)
        if isinstance(task, MatchSpec) and any(_is_even(task, d) for d in (0.0, 1.0)):
            found = tr("who stands evenly succeeds without doing anything")
            yield _Warning(part, "share", found, tr("further from 0.5 than the tolerance"), hint)


def _is_even(task: MatchSpec, d: float) -> bool:
    return abs(task.share.at(d) - 0.5) <= task.tolerance.at(d)


def _idle_keys(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    for part, step in zip(made.steps, spec.steps, strict=True):
        task = step.task
        if isinstance(task, FollowSpec) and task.path == "points" and "size" in part.lines:
            hint = tr("points say themselves how far the path goes; leave `size` out")
            yield _Warning(part, "size", tr("size has no effect here"), tr("only with the other paths"), hint)
        if isinstance(task, ReachSpec) and task.emphasis is not None and not _has_two_sides(task.where):
            hint = tr("add places on the other side, or leave `emphasis` out")
            most = tr("where with affected and others, or with both left and right")
            yield _Warning(part, "emphasis", tr("emphasis has no effect here"), most, hint)
        if not kind_of(step).bends:
            for key in ("wind", "gain", "reversed"):
                if key in part.lines:
                    found = tr("{key} has no effect here").format(key=key)
                    hint = tr("this task is told by the weight itself; leave `{key}` out").format(key=key)
                    yield _Warning(part, key, found, tr("only where the player leans to something"), hint)


def _unseen(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    """What nobody sees with the eyes closed."""
    if spec.eyes != "closed":
        return
    for part, step in zip(made.steps, spec.steps, strict=True):
        asks = isinstance(step.task, ChooseSpec | RollSpec | SteerSpec | LimitsSpec)
        for key, there in (("task", asks), ("scene_sway", step.scene_sway > 0), ("distractors", step.distractors)):
            if there:
                found = tr("with the eyes closed nobody sees it")
                yield _Warning(part, key, found, tr("only with the eyes open"), tr("leave it out, or open the eyes"))


def _has_two_sides(where: tuple[Place, ...]) -> bool:
    """Whether there is something to share between the affected side and elsewhere."""
    sides = {side_of_place(place) for place in expanded(where)}
    return {"left", "right"} <= sides or ("affected" in sides and len(sides) > 1)


def _no_rest(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    total = since_rest = 0.0
    for index, step in [*enumerate(spec.steps)] * spec.repeat:
        time = min(step_s(step), spec.max_s - total)
        total += time
        since_rest = 0.0 if isinstance(step.task, RestSpec) else since_rest + time
        if since_rest > LONGEST_WITHOUT_REST_S:
            found = tr("about {s:.0f} s of play without a rest").format(s=since_rest)
            most = tr("up to {s:.0f} s").format(s=LONGEST_WITHOUT_REST_S)
            hint = tr('add a step with task = "rest" before this one')
            yield _Warning(made.steps[index], "task", found, most, hint)
            return


def _unsafe(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    standing = [stance for stance in spec.stance if stance not in SEATED_STANCES]
    one_leg_or_line = [stance for stance in standing if stance.startswith(("single", "tandem"))]
    slim = [*one_leg_or_line, *(stance for stance in standing if stance == "narrow")]
    closed, foam = spec.eyes == "closed", spec.surface == "foam"
    beyond = any(_goes_beyond(step.task) for step in spec.steps)
    pulled = any(step.reversed or step.scene_sway or step.wind != (0.0, 0.0) for step in spec.steps)
    stepping = any(isinstance(step.task, MarchSpec | RiseSpec) for step in spec.steps)
    risks = (
        (closed and slim, "eyes", tr("eyes closed in a slim stance ({stance})")),
        (closed and foam and standing, "eyes", tr("eyes closed while standing on foam")),
        (closed and stepping, "eyes", tr("eyes closed while stepping or standing up")),
        (closed and beyond, "eyes", tr("eyes closed while leaning as far as one can or further")),
        (foam and stepping, "surface", tr("stepping or standing up on foam")),
        (foam and one_leg_or_line, "surface", tr("foam in a slim stance ({stance})")),
        (foam and beyond and standing, "surface", tr("leaning as far as one can or further, on foam")),
        (one_leg_or_line and beyond, "stance", tr("leaning as far as one can or further in a slim stance ({stance})")),
        (one_leg_or_line and pulled, "stance", tr("wind, reversed or a swaying picture in a slim stance ({stance})")),
    )
    for present, key, words in risks:
        if present:
            found = words.format(stance=", ".join(slim))
            yield _Warning(made.level, key, found, tr("one difficulty at a time"), tr("this is not safe to offer"))


def _goes_beyond(task: TaskSpec) -> bool:
    """Whether one is asked to lean further than one likes to."""
    return isinstance(task, LimitsSpec) or (isinstance(task, ReachSpec) and task.beyond)


def _uneven(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    if spec.uneven:
        return
    used = dict.fromkeys(("left", "right", "affected", "other"), 0.0)
    for step in spec.steps:
        for side, seconds in sides(step):
            used[side] += seconds
    for one, two in (("left", "right"), ("affected", "other")):
        more, less = sorted((one, two), key=used.__getitem__, reverse=True)
        if used[more] > MOST_UNEVEN * used[less] + 1e-9:
            found = tr("about {more:.0f} s to the {side} side, {less:.0f} s to the {against} side").format(
                more=used[more], side=f"`{more}`", less=used[less], against=f"`{less}`"
            )
            hint = tr('use both, set `emphasis`, or say why with uneven = "…"')
            yield _Warning(_first_sided(spec, made), "task", found, tr("at most twice as much"), hint)


def _first_sided(spec: LevelSpec, made: Draft) -> Part:
    return next(part for part, step in zip(made.steps, spec.steps, strict=True) if any(sides(step)))
