"""`levels new`, `show` and `schema`: for those who write levels."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from steadyquest.cli.output import Out, file_option
from steadyquest.cli.pictures import ENDINGS, write_picture
from steadyquest.errors import ReportError
from steadyquest.files import write_whole
from steadyquest.levels.schema import WORLDS
from steadyquest.levels.schema_tasks import TASKS
from steadyquest.words import tr

PICTURE_PX = 1560
"""One and a half times as wide as it is laid out: sharp on paper too."""
FIRST_WORLD, FIRST_TASKS = "meadow", ("reach", "rest", "hold")


@click.command("new")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--title", help="The name on the map.")
@click.option("--world", type=click.Choice(WORLDS), help="The place on the map.")
@click.option("--task", "tasks", multiple=True, type=click.Choice(tuple(TASKS)), help="A step; may be repeated.")
@click.option("--say", help="What the player is told: one or two short sentences.")
def levels_new(file: Path, title: str | None, world: str | None, tasks: tuple[str, ...], say: str | None) -> None:
    """Write a level to begin with: it can be played at once, and a remark stands at every line.

    What is not given is asked for. An existing file is never overwritten.
    """
    from steadyquest.levels.read import check_name, parse_level
    from steadyquest.levels.starter import starter

    check_name(file)
    if file.suffix.lower() != ".toml":
        file = file.with_name(f"{file.name}.toml")
    if file.exists() or file.is_symlink():
        raise ReportError(tr("{file} is there already; choose another name").format(file=file))
    ask = sys.stdin.isatty()
    title = title or _asked(tr("Its name"), file.stem.replace("_", " ").capitalize(), ask=ask)
    world = world or _asked(tr("Its place"), FIRST_WORLD, ask=ask, among=WORLDS)
    tasks = tasks or _tasks(ask=ask)
    say = say or _asked(tr("What the player is told"), tr("Bring the light where it is wanted."), ask=ask)
    text = starter(title=title, world=world, tasks=tasks, say=say)
    # A name that no level may have is refused before anything is written.
    parse_level(text, file=str(file))
    write_whole(file, text)
    out = Out(json=False)
    said = tr("{file} is written. Change it in any text editor; while it is played, each save plays it anew.")
    out.say(said.format(file=file))
    for line in (f"steadyquest --level {file}", f"steadyquest levels check {file}", f"steadyquest levels show {file}"):
        out.say(f"  {line}")


def _asked(question: str, usual: str, *, ask: bool, among: tuple[str, ...] = ()) -> str:
    if not ask:
        return usual
    kind = click.Choice(among) if among else str
    return str(click.prompt(question, default=usual, type=kind))


def _tasks(*, ask: bool) -> tuple[str, ...]:
    """The steps, as one line of words."""
    if not ask:
        return FIRST_TASKS
    click.echo(tr("Tasks: {names}").format(names=", ".join(TASKS)))
    return tuple(click.prompt(tr("Its steps, in order"), default=" ".join(FIRST_TASKS), value_proc=_known_tasks))


def _known_tasks(line: str) -> list[str]:
    words = line.replace(",", " ").split()
    unknown = [word for word in words if word not in TASKS]
    if unknown or not words:
        raise click.BadParameter(tr("“{word}” is no task").format(word=" ".join(unknown)))
    return words


@click.command("show")
@click.argument("name", metavar="FILE|WORLD/NAME")
@file_option(default="Default: NAME.png here; .svg is drawn as well.")
def levels_show(name: str, file: Path | None) -> None:
    """Draw a level's steps and targets as a picture: where, how large, how long, from easy to hard."""
    from steadyquest.levels.library import find
    from steadyquest.reports.level_sheet import level_sheet

    level = find(name)
    file = file or Path(f"{level.key.partition('/')[2]}{ENDINGS[1]}")
    out = Out(json=False)
    for problem in level.warnings:
        out.say(str(problem))
    out.say(str(write_picture(level_sheet(level), file, width_px=PICTURE_PX)))


@click.command("schema")
@file_option(default="Default: it is printed.")
def levels_schema(file: Path | None) -> None:
    """The format as a JSON Schema, with which text editors complete and check level files."""
    from steadyquest.levels.json_schema import json_schema

    text = json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"
    if file is None:
        click.echo(text, nl=False)
    else:
        click.echo(str(write_whole(file, text)))
