"""`levels`: which there are, and whether a file is one."""

from __future__ import annotations

import click

from steadyquest.cli.levels_design import levels_new, levels_schema, levels_show
from steadyquest.cli.levels_grade import levels_grade
from steadyquest.cli.levels_pack import OWN, levels_add, levels_pack, own_problems, own_rows
from steadyquest.cli.output import Out, json_option
from steadyquest.errors import LevelError, Problem
from steadyquest.words import tr


@click.group()
def levels() -> None:
    """Levels: write, draw, check, grade, share."""


for _command in (levels_new, levels_show, levels_schema, levels_grade, levels_pack, levels_add):
    levels.add_command(_command)


@levels.command("list")
@json_option
def levels_list(*, as_json: bool) -> None:
    """List the levels that came with the game, and your own."""
    from steadyquest.levels.library import shipped

    out = Out(as_json)
    own, broken = own_rows()
    rows = [
        {
            "key": level.key,
            "title": level.spec.title,
            "tasks": ", ".join(dict.fromkeys(_task_of(step.task) for step in level.spec.steps)),
            "stance": ", ".join(level.spec.stance),
        }
        for level in (*shipped(), *own)
    ]
    columns = {"key": tr("name"), "title": tr("title"), "tasks": tr("tasks"), "stance": tr("stances")}
    out.table(rows, columns, empty=tr("No levels came with this installation."))
    if broken:
        click.echo(broken, err=True)


@levels.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@json_option
def levels_check(files: tuple[str, ...], *, as_json: bool) -> int:
    """Check level files (or names; "own": all own levels); every fault is one line. Exit 1 with any error."""
    out = Out(as_json)
    problems = [problem for file in files for problem in _problems(file)]
    for problem in problems:
        out.say(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    if not problems:
        out.say(tr("All is well."))
    out.result([problem.as_dict() for problem in problems])
    return 1 if errors else 0


def _problems(file: str) -> tuple[Problem, ...]:
    from steadyquest.levels.library import find

    if file == OWN:
        return tuple(own_problems())
    try:
        return find(file).warnings
    except LevelError as fault:
        return fault.problems


def _task_of(spec: object) -> str:
    return type(spec).__name__.removesuffix("Spec").lower()
