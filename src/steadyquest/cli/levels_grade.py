"""`levels grade`: levels played by simulated people, and what that says of them."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from steadyquest.cli.output import Out, json_option
from steadyquest.errors import ReportError
from steadyquest.words import tr

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from steadyquest.grade.cells import LevelGrade
    from steadyquest.grade.plan import GradePlan
    from steadyquest.levels.read import Level

ALL, OWN = "all", "own"
SHARPER = 1.6
"""Pixels of a PNG for each unit of the drawing."""


@click.command("grade")
@click.argument("which", nargs=-1, metavar="FILE|WORLD|own|all…")
@click.option("--people", metavar="LIST", help="Who plays, such as steady,child. Default: everybody.")
@click.option("--list-people", is_flag=True, help="Tell who there is, and play nothing.")
@click.option("--difficulties", metavar="LIST", help="Default: 0,0.25,0.5,0.75,1.")
@click.option("--rungs", metavar="LIST", help="All at the lowest, the steady adult at each. Default: 0,1,2,3,4.")
@click.option("--runs", type=click.IntRange(1, 1000), help="Individuals of each kind. Default: 5.")
@click.option("--seed", type=int, help="Another number: other individuals. Default: 1.")
@click.option("--jobs", type=click.IntRange(1, 1024), help="Processes that play. Default: one for each core.")
@click.option("--chart", metavar="FILE", help="Also draw it: a .svg or .png file.")
@json_option
def levels_grade(
    which: tuple[str, ...],
    people: str | None,
    difficulties: str | None,
    rungs: str | None,
    runs: int | None,
    seed: int | None,
    jobs: int | None,
    chart: str | None,
    *,
    list_people: bool,
    as_json: bool,
) -> int:
    """Let simulated people play levels, and say for whom they are right.

    Name levels by file, by name or by world; own: all of your own; all: those that came with the game. Exit 1 when
    a level breaks a rule of the library.
    """
    from steadyquest.grade.grading import grade_levels, plain
    from steadyquest.grade.plan import GradePlan, plays
    from steadyquest.grade.rules import broken

    if list_people:
        _tell_people(Out(as_json))
        return 0
    if not which:
        raise click.UsageError(tr("name the levels to grade: a file, a world, own or all"))
    picture = _picture(chart)
    levels = _levels(which)
    asked: dict[str, Any] = {
        "people": _people(people),
        "difficulties": _numbers(difficulties, option="--difficulties", read=float, most=1),
        "rungs": _numbers(rungs, option="--rungs", read=int, most=4),
        "runs": runs,
        "seed": seed,
    }
    plan = GradePlan(**{name: value for name, value in asked.items() if value is not None})
    with _executor(jobs or os.cpu_count() or 1) as executor, _bar(plays(levels, plan)) as bar:
        grades = grade_levels(levels, plan=plan, executor=executor, progress=bar.update)
    out = Out(as_json)
    _tell(grades, plan, out=out)
    out.result(plain(grades, plan))
    if picture is not None:
        # Last: a full disk must not take what was played for.
        _draw(grades, plan, file=picture)
    return 1 if any(broken(grade) for grade in grades) else 0


# What was asked for


def _levels(which: Sequence[str]) -> list[Level]:
    """The levels of these words, each once."""
    found = [level for word in which for level in _named(word)]
    if not found:
        raise ReportError(tr("there are no levels in {words}").format(words=", ".join(which)))
    return list({(level.key, level.hash): level for level in found}.values())


def _named(word: str) -> list[Level]:
    from steadyquest.levels.library import find, shipped
    from steadyquest.levels.schema import WORLDS

    if word == ALL or word in WORLDS:
        return [level for level in shipped() if word in (ALL, level.spec.world)]
    return _own() if word == OWN else [find(word)]


def _own() -> list[Level]:
    """All levels of the therapist's own folder. Raises LevelError with what is wrong with any of them."""
    from steadyquest.errors import LevelError
    from steadyquest.levels.own import own_folder, own_levels

    levels, problems = own_levels(own_folder())
    faults = [problem for problem in problems if problem.severity == "error"]
    if faults:
        raise LevelError(faults)
    return levels


def _people(text: str | None) -> tuple[str, ...] | None:
    """Names in the order of the table of people. Raises DeviceError for one that is not there."""
    from steadyquest.simulate.people import PEOPLE, find_person

    if text is None:
        return None
    names = {find_person(word.strip()).name for word in text.split(",")}
    return tuple(name for name in PEOPLE if name in names)


def _numbers(text: str | None, *, option: str, read: Any, most: int) -> tuple[Any, ...] | None:
    if text is None:
        return None
    try:
        numbers = sorted({read(word) for word in text.split(",")})
    except ValueError:
        numbers = []
    if not numbers or not all(0 <= number <= most for number in numbers):
        said = tr("“{text}” is no list of numbers from 0 to {most}, such as 0,{most}")
        raise click.BadParameter(said.format(text=text, most=most), param_hint=option)
    return tuple(numbers)


def _picture(chart: str | None) -> Path | None:
    """Where the picture goes; what cannot be is said before anything is played, not after."""
    from steadyquest.cli.pictures import ENDINGS
    from steadyquest.files import expanded

    if chart is None:
        return None
    file = expanded(chart)
    if file.suffix.lower() not in ENDINGS:
        raise ReportError(tr("{file}: a chart is a .svg or a .png file; name one").format(file=file))
    if not file.absolute().parent.is_dir():
        raise ReportError(tr("{file}: there is no such folder; make it first").format(file=file))
    return file


# What does the work


@contextmanager
def _executor(jobs: int) -> Iterator[Executor]:
    """Processes that play, or this one alone."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from steadyquest.grade.grading import InTurn

    if jobs == 1:
        yield InTurn()
        return
    # Spawned everywhere alike: a fork would copy whatever threads and locks this process has by then.
    context = multiprocessing.get_context("spawn")
    stopping = context.Event()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_as_worker, initargs=(stopping,))
    try:
        yield pool
    except KeyboardInterrupt:
        stopping.set()
        click.echo(tr("Stopping …"), err=True)
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _as_worker(stopping: Event) -> None:
    """Ctrl-C reaches every process; only the one that a person started answers it, and the others end with it."""
    from steadyquest.grade.plan import stop_when

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop_when(stopping.is_set)
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    """A worker waits for work for ever, also when the process that hands it out was killed."""
    import multiprocessing

    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


@contextmanager
def _bar(plays: int) -> Iterator[Any]:
    with click.progressbar(length=plays, label=tr("Playing"), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar


# What is told


def _tell_people(out: Out) -> None:
    """Who there is to play, a line each."""
    from steadyquest.simulate.about import about
    from steadyquest.simulate.people import PEOPLE

    rows = [{"name": name, "about": about(name)} for name in PEOPLE]
    out.table(rows, {"name": tr("name"), "about": tr("who")}, empty="")


def _tell(grades: Sequence[LevelGrade], plan: GradePlan, *, out: Out) -> None:
    from steadyquest.grade.rules import broken
    from steadyquest.grade.table import finished, lines, summary
    from steadyquest.grade.wording import person
    from steadyquest.reports.wording import lantern, world

    out.say(tr("Played by simulated people; none of this is measured. {runs} of each kind.").format(runs=plan.runs))
    out.say(tr("Speed: reach a second (exceeded in a twentieth of the time); way: reach; left, right: reach × s."))
    if len(plan.rungs) > 1:
        rungs = ", ".join(f"{rung} {lantern(rung)}" for rung in plan.rungs)
        out.say(tr("Rungs: {rungs}.").format(rungs=rungs))
    for place, of_world in groupby(grades, key=lambda grade: grade.level.spec.world):
        out.say()
        out.say(world(place).upper())
        for grade in of_world:
            out.say()
            for line in lines(grade):
                out.say(line)
    if len(grades) < 2:
        return
    out.say()
    for line in summary(grades):
        out.say(line)
    out.say()
    for place, who, n, of in finished(grades):
        said = tr("{world}: {person} finishes {n} of {of} levels with 60 % or more at some difficulty.")
        out.say(said.format(world=world(place), person=person(who), n=n, of=of))
    good = sum(not broken(grade) for grade in grades)
    out.say(tr("{n} of {of} levels keep every rule.").format(n=good, of=len(grades)))


def _draw(grades: Sequence[LevelGrade], plan: GradePlan, *, file: Path) -> None:
    from steadyquest.cli.pictures import write_picture
    from steadyquest.grade.chart import sheet, width

    write_picture(sheet(grades, plan), file, width_px=round(SHARPER * width(len(grades))))
