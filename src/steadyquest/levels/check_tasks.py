"""Errors between the keys of one step: what no one could do, or what contradicts itself."""

from __future__ import annotations

from collections.abc import Callable

from steadyquest.game.spec import Range
from steadyquest.game.tasks.garden import lost_gems
from steadyquest.levels.draft import Draft, Part
from steadyquest.levels.schema_tasks import TASKS
from steadyquest.levels.values import guess
from steadyquest.words import tr, trn


def check_step(made: Draft, part: Part) -> None:
    """Add every error between the keys of a step."""
    for rule in (*_TASK_RULES.get(part.task, ()), _until_good_has_limit, _count_has_play):
        rule(made, part)


def blame(made: Draft, part: Part, key: str, *, allowed: str, hint: str) -> None:
    """Blame a key that was written."""
    made.blame(part.line_of(key), key, part.sources.get(key, ""), allowed=allowed, hint=hint)


def _missing(made: Draft, part: Part, key: str, *, hint: str) -> None:
    if key not in part.lines:
        needed = tr("needed with task = {task}").format(task=f'"{part.task}"')
        made.blame(part.line_of("task"), key, tr("missing"), allowed=needed, hint=hint)


def _until_good_has_limit(made: Draft, part: Part) -> None:
    with_limit = part.task == "reach" and "limit_s" in part.lines
    if "until_good" not in part.lines or with_limit or part.task not in TASKS:
        return
    if part.task == "reach":
        hint = tr("write when a target moves on, such as limit_s = 8")
    else:
        hint = tr("only `reach` counts good reps within a limit; leave it out")
    blame(made, part, "until_good", allowed=tr("only together with limit_s"), hint=hint)


def _count_has_play(made: Draft, part: Part) -> None:
    for key in ("distractors", "also"):
        if key in part.lines and part.task == "rest":
            hint = tr("a rest is a rest; leave `{key}` out").format(key=key)
            blame(made, part, key, allowed=tr("only in a step that is played"), hint=hint)


def _dwell_within_limit(made: Draft, part: Part) -> None:
    dwell, limit = _range(part, "dwell_s"), _range(part, "limit_s")
    if dwell is None or limit is None:
        return
    if dwell.easy >= limit.easy or dwell.hard >= limit.hard:
        key = "dwell_s" if "dwell_s" in part.lines else "limit_s"
        blame(made, part, key, allowed=tr("dwell_s shorter than limit_s"), hint=tr("nobody could finish in time"))


def _beyond_is_meant(made: Draft, part: Part) -> None:
    if part.values.get("beyond"):
        return
    farthest = max((x * x + y * y for x, y in _points(part, "where")), default=0.0)
    distance = max(_range(part, "distance") or (0.0,))
    for key, over in (("distance", distance > 1.0), ("where", farthest > 1.0 + 1e-9)):
        if over:
            hint = tr("1 is as far as the player ever leaned; nearer, or write beyond = true")
            blame(made, part, key, allowed=tr("up to 1 reach without beyond"), hint=hint)


def _points_belong_to_path(made: Draft, part: Part) -> None:
    if "path" in part.lines and "path" not in part.values:
        return
    wanted = part.values.get("path") == "points"
    if wanted and "points" not in part.lines:
        hint = tr("write the places, such as points = [[-0.5, 0], [0.5, 0]]")
        made.blame(part.line_of("path"), "points", tr("missing"), allowed=tr('needed with path = "points"'), hint=hint)
    if not wanted and "points" in part.lines:
        blame(made, part, "points", allowed=tr('only with path = "points"'), hint=tr('write path = "points"'))


def _question_is_whole(made: Draft, part: Part) -> None:
    _missing(made, part, "pictures", hint=tr('write what to choose from, such as pictures = ["duck", "frog"]'))
    _missing(made, part, "ask", hint=tr('write the question, such as ask = "Who can fly?"'))
    _missing(made, part, "answer", hint=tr('write the right picture, such as answer = "duck"'))
    answer, pictures = part.values.get("answer"), part.values.get("pictures")
    if answer and pictures and answer not in pictures:
        hint = guess(answer, pictures) or tr("one of the pictures has to be right")
        blame(made, part, "answer", allowed=", ".join(pictures), hint=hint)


def _gems_can_be_reached(made: Draft, part: Part) -> None:
    _missing(made, part, "map", hint=tr('draw the garden between """ and """, such as #####, #S.o#, #####'))
    lost = lost_gems(part.values["map"]) if "map" in part.values else []
    if lost:
        where = ", ".join(tr("row {row}, sign {column}").format(row=row + 1, column=column + 1) for row, column in lost)
        said = trn("a gem that no path leads to: {where}", "{n} gems that no path leads to: {where}", len(lost))
        found = said.format(n=len(lost), where=where)
        hint = tr("open the wall with a . between S and the gem")
        made.blame(part.line_of("map"), "map", found, allowed=tr("every o within reach of S"), hint=hint)


def _avoided_is_known(made: Draft, part: Part) -> None:
    share = _range(part, "avoid_share")
    if "avoid_share" not in part.lines or share is None or max(share) <= 0:
        return
    avoid, thing = made.level.values.get("avoid"), made.level.values.get("thing", "star")
    if "avoid" not in made.level.lines:
        hint = tr('write at the top what to let pass, such as avoid = "bee"')
        blame(made, part, "avoid_share", allowed=tr("only with `avoid` above the steps"), hint=hint)
    elif avoid is not None and avoid == thing:
        hint = tr("nobody could tell them apart; choose another picture")
        blame(made, made.level, "avoid", allowed=tr("another picture than `thing`"), hint=hint)


_Rule = Callable[[Draft, Part], None]
_TASK_RULES: dict[str, tuple[_Rule, ...]] = {
    "reach": (_dwell_within_limit, _beyond_is_meant),
    "choose": (_question_is_whole,),
    "follow": (_points_belong_to_path,),
    "roll": (_gems_can_be_reached,),
    "catch": (_avoided_is_known,),
}


def _range(part: Part, key: str) -> Range | None:
    """What holds for a key of this step; None where it was written but does not fit, which is a fault of its own."""
    value = part.values.get(key) if key in part.lines else TASKS[part.task].default(key)
    return value if isinstance(value, Range) else None


def _points(part: Part, key: str) -> list[tuple[float, float]]:
    return [place for place in part.values.get(key, ()) if not isinstance(place, str)]
