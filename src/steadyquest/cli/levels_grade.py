"""`levels grade`: levels played by simulated people, and what that says of them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from steadyquest.cli.output import Out, json_option
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level


@click.command("grade")
@click.argument("which", nargs=-1, required=True, metavar="FILE|WORLD|all…")
@click.option("--people", metavar="LIST", help="Who plays, such as steady,child. Default: everybody.")
@click.option("--difficulties", metavar="LIST", help="Default: 0,0.25,0.5,0.75,1.")
@click.option("--rungs", metavar="LIST", help="Rungs of the sight ladder. Default: 0,1,2,3,4.")
@click.option("--runs", type=click.IntRange(1, 1000), help="Plays of each kind. Default: 5.")
@click.option("--seed", type=int, help="Another seed, another five people of each kind. Default: 1.")
@click.option("--jobs", type=click.IntRange(1, 1024), help="Processes that play. Default: one for each core.")
@json_option
def levels_grade(
    which: tuple[str, ...],
    people: str | None,
    difficulties: str | None,
    rungs: str | None,
    runs: int | None,
    seed: int | None,
    jobs: int | None,
    *,
    as_json: bool,
) -> int:
    """Let simulated people play levels, and say for whom they are right. Exit 1 when one breaks a rule."""
    from steadyquest.grade.grading import grade_levels
    from steadyquest.grade.plan import Plan, plays

    out = Out(as_json)
    levels = _levels(which)
    asked: dict[str, Any] = {
        "people": _people(people),
        "difficulties": _numbers(difficulties, what="--difficulties", read=float, least=0, most=1),
        "rungs": _numbers(rungs, what="--rungs", read=int, least=0, most=4),
        "runs": runs,
        "seed": seed,
    }
    plan = Plan(**{name: value for name, value in asked.items() if value is not None})
    with _executor(jobs or os.cpu_count() or 1) as executor, _bar(plays(levels, plan)) as bar:
        grades = grade_levels(levels, plan=plan, executor=executor, progress=bar.update)
    for grade in grades:
        out.say(f"{grade.level.key}")
        for person in grade.people:
            for rung in dict.fromkeys(cell.rung for cell in grade.cells if cell.person == person):
                cells = grade.of(person, rung=rung)
                row = " ".join(
                    f"{cell.share.value:5.0%}" if cell.share else f"{cell.recalled.off_mm:4.0f}mm"
                    for cell in cells
                    if cell.share or cell.recalled
                )
                out.say(f"  {person:18} rung {rung} {row}  {cells[0].seconds:4.0f} s  {cells[0].speed:.2f}/s")
    out.result([{"key": g.level.key, "cells": [cell.as_dict() for cell in g.cells]} for g in grades])
    return 0


def _levels(which: tuple[str, ...]) -> list[Level]:
    from steadyquest.levels.library import find, shipped
    from steadyquest.levels.schema import WORLDS

    found: list[Level] = []
    for word in which:
        if word == "all":
            found += shipped()
        elif word in WORLDS:
            found += [level for level in shipped() if level.spec.world == word]
        else:
            found.append(find(word))
    return list({(level.key, level.hash): level for level in found}.values())


def _people(text: str | None) -> tuple[str, ...] | None:
    from steadyquest.simulate.people import PEOPLE, find_person

    if text is None:
        return None
    names = {find_person(word.strip()).name for word in text.split(",") if word.strip()}
    return tuple(name for name in PEOPLE if name in names)


def _numbers(text: str | None, *, what: str, read: Any, least: float, most: float) -> Any:
    if text is None:
        return None
    try:
        numbers = sorted({read(word) for word in text.split(",")})
    except ValueError:
        numbers = []
    if not numbers or not all(least <= number <= most for number in numbers):
        raise click.BadParameter(
            tr("{text} is no list of numbers from {least} to {most}, such as {least},{most}").format(
                text=text, least=least, most=most
            ),
            param_hint=what,
        )
    return tuple(numbers)


@contextmanager
def _executor(jobs: int) -> Iterator[Executor]:
    """Processes that play, or this one alone."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from steadyquest.grade.grading import InTurn

    if jobs == 1:
        yield InTurn()
        return
    pool = ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_stopping_to_the_first
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_stopping_to_the_first() -> None:
    """Ctrl-C reaches every process; only the one that a person started answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _bar(plays: int) -> Iterator[Any]:
    with click.progressbar(length=plays, label=tr("Playing"), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar
