"""Warnings: levels that can be played, but that a careful therapist would change."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from steadyquest.conventions import SEATED_STANCES, UNIT_VECTORS
from steadyquest.errors import Problem
from steadyquest.game.places import expanded
from steadyquest.game.spec import (
    FollowSpec,
    HoldSpec,
    LevelSpec,
    Place,
    ReachSpec,
    RecallSpec,
    RestSpec,
    StepSpec,
    TaskSpec,
)
from steadyquest.levels.draft import Draft, Part
from steadyquest.words import tr

# What is asked of a person.
FASTEST_REACH_S = 0.6
"""Reach units a second that a level may ask for."""
LONGEST_WITHOUT_REST_S = 120.0
MOST_WORDS, MOST_LETTERS = 15, 90
"""What is read aloud in five seconds, at three words a second."""
MOST_UNEVEN = 2.0
"""How many times as long one side may be used as the other."""

# What a person is expected to do.
REACTION_S = 0.4
LEAN_S = 1.5
"""One calm lean out or back."""
ASK_S = 1.0
"""Stillness before the next try."""
GOOD_SHARE = 0.75
"""The success that difficulty aims at."""
SIDEWAYS = 0.1
"""Nearer to the middle than this is no side."""
EIGHT_LENGTH = 6.1
"""Length of the lemniscate (sin t, ½ sin 2t)."""


class _Warning(NamedTuple):
    part: Part
    key: str
    found: str
    allowed: str
    hint: str


def advise(spec: LevelSpec, made: Draft) -> tuple[Problem, ...]:
    """All warnings for a level without errors, in the order of its lines."""
    rules = (_long_texts, _hasty_steps, _idle_keys, _no_rest, _unsafe, _uneven)
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


def expected_s(spec: LevelSpec) -> float:
    """About how long a level plays at half its difficulty, rests included."""
    once = sum(_step_s(step) for step in spec.steps)
    return min(spec.max_s, once * spec.repeat)


def _long_texts(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    texts = [(made.level, "say", spec.say), (made.level, "say_plain", spec.say_plain)]
    texts += [(part, "say", step.say) for part, step in zip(made.steps, spec.steps, strict=True)]
    for part, key, text in texts:
        words, letters = len((text or "").split()), len(text or "")
        if words > MOST_WORDS or letters > MOST_LETTERS:
            found = tr("{words} words, {letters} letters").format(words=words, letters=letters)
            most = tr("up to {words} words and {letters} letters").format(words=MOST_WORDS, letters=MOST_LETTERS)
            yield _Warning(part, key, found, most, tr("too long to read in 5 s; one short sentence is enough"))


def _hasty_steps(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    for part, step in zip(made.steps, spec.steps, strict=True):
        speed = max(_lean_reach_s(step.task, d) for d in (0.0, 1.0))
        if speed > FASTEST_REACH_S:
            key = "period_s" if isinstance(step.task, FollowSpec) else "limit_s"
            found = tr("asks for about {speed:.0%} of reach a second").format(speed=speed)
            most = tr("up to {speed:.0%} of reach a second").format(speed=FASTEST_REACH_S)
            yield _Warning(part, key, found, most, tr("give more time, or less distance"))


def _lean_reach_s(task: TaskSpec, d: float) -> float:
    """The mean speed that a task asks for at difficulty d, in reach units a second."""
    if isinstance(task, FollowSpec):
        return _lap_reach(task, d) / task.period_s.at(d)
    if isinstance(task, ReachSpec):
        # Without coming back, the next target may be on the other side.
        way = _farthest(task.where, task.distance.at(d)) * (1 if task.back else 2) - task.radius.at(d)
        time = task.limit_s.at(d) - task.dwell_s.at(d) - REACTION_S
        return max(0.0, way) / time if time > 0 else math.inf
    return 0.0


def _lap_reach(task: FollowSpec, d: float) -> float:
    size = task.size.at(d)
    if task.path == "points":
        lap = [*task.points, task.points[0]]
        return sum(math.dist(a, b) for a, b in pairwise(lap))
    lengths = {"line_ml": 4.0, "line_ap": 4.0, "circle": math.tau, "eight": EIGHT_LENGTH}
    return lengths[task.path] * size


def _farthest(where: tuple[Place, ...], distance: float) -> float:
    return max(distance if isinstance(place, str) else math.hypot(*place) for place in where)


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


def _has_two_sides(where: tuple[Place, ...]) -> bool:
    """Whether there is something to share between the affected side and elsewhere."""
    sides = {_side(place) for place in expanded(where)}
    return {"left", "right"} <= sides or ("affected" in sides and len(sides) > 1)


def _no_rest(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    total = since_rest = 0.0
    for index, step in [*enumerate(spec.steps)] * spec.repeat:
        time = min(_step_s(step), spec.max_s - total)
        total += time
        since_rest = 0.0 if isinstance(step.task, RestSpec) else since_rest + time
        if since_rest > LONGEST_WITHOUT_REST_S:
            found = tr("about {s:.0f} s of play without a rest").format(s=since_rest)
            most = tr("up to {s:.0f} s").format(s=LONGEST_WITHOUT_REST_S)
            hint = tr('add a step with task = "rest" before this one')
            yield _Warning(made.steps[index], "task", found, most, hint)
            return


def _step_s(step: StepSpec) -> float:
    """About how long a step lasts for a person at half its difficulty."""
    task = step.task
    if isinstance(task, HoldSpec):
        return task.seconds.at(0.5) * len(task.at)
    if isinstance(task, FollowSpec | RestSpec):
        return task.seconds
    if isinstance(task, RecallSpec):
        return task.count * (task.study_s.at(0.5) + 3 * LEAN_S + task.still_s + ASK_S)
    out_and_back = LEAN_S * (2 if task.back else 1)
    rep_s = min(task.limit_s.at(0.5), REACTION_S + task.dwell_s.at(0.5) + out_and_back)
    reps = task.count if step.until_good is None else step.until_good / GOOD_SHARE
    return reps * rep_s


def _unsafe(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    standing = [stance for stance in spec.stance if stance not in SEATED_STANCES]
    one_leg_or_line = [stance for stance in standing if stance.startswith(("single", "tandem"))]
    slim = [*one_leg_or_line, *(stance for stance in standing if stance == "narrow")]
    closed, foam = spec.eyes == "closed", spec.surface == "foam"
    beyond = any(isinstance(step.task, ReachSpec) and step.task.beyond for step in spec.steps)
    pulled = any(step.reversed or step.wind != (0.0, 0.0) for step in spec.steps)
    risks = (
        (closed and slim, "eyes", tr("eyes closed in a slim stance ({stance})")),
        (closed and foam and standing, "eyes", tr("eyes closed while standing on foam")),
        (closed and beyond, "eyes", tr("eyes closed while reaching beyond one's own reach")),
        (foam and one_leg_or_line, "surface", tr("foam in a slim stance ({stance})")),
        (foam and beyond and standing, "surface", tr("reaching beyond one's own reach on foam")),
        (one_leg_or_line and beyond, "stance", tr("reaching beyond one's own reach in a slim stance ({stance})")),
        (one_leg_or_line and pulled, "stance", tr("wind or reversed in a slim stance ({stance})")),
    )
    for present, key, words in risks:
        if present:
            found = words.format(stance=", ".join(slim))
            yield _Warning(made.level, key, found, tr("one difficulty at a time"), tr("this is not safe to offer"))


def _uneven(spec: LevelSpec, made: Draft) -> Iterator[_Warning]:
    if spec.uneven:
        return
    used = dict.fromkeys(("left", "right", "affected", "other"), 0.0)
    for step in spec.steps:
        for side, seconds in _sides(step):
            used[side] += seconds
    for one, two in (("left", "right"), ("affected", "other")):
        more, less = sorted((one, two), key=used.__getitem__, reverse=True)
        if used[more] > MOST_UNEVEN * used[less] + 1e-9:
            found = tr("about {more:.0f} s to the {side} side, {less:.0f} s to the {against} side").format(
                more=used[more], side=more, less=used[less], against=less
            )
            hint = tr('use both, set `emphasis`, or say why with uneven = "…"')
            yield _Warning(_first_sided(spec, made), "task", found, tr("at most twice as much"), hint)


def _first_sided(spec: LevelSpec, made: Draft) -> Part:
    return next(part for part, step in zip(made.steps, spec.steps, strict=True) if any(_sides(step)))


def _sides(step: StepSpec) -> Iterator[tuple[str, float]]:
    """Each side that a step uses, and for how long."""
    places = _places(step.task)
    for place in places:
        side = _side(place)
        if side:
            yield side, _step_s(step) / len(places)


def _places(task: TaskSpec) -> tuple[Place, ...]:
    if isinstance(task, HoldSpec):
        return task.at
    if isinstance(task, FollowSpec):
        return task.points
    if isinstance(task, RestSpec) or (isinstance(task, ReachSpec) and task.emphasis is not None):
        return ()
    return expanded(task.where)


def _side(place: Place) -> str:
    if place in {"affected", "other"}:
        return str(place)
    x, _ = UNIT_VECTORS.get(place, (0.0, 0.0)) if isinstance(place, str) else place
    return "" if abs(x) < SIDEWAYS else ("right" if x > 0 else "left")
