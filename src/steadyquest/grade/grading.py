"""A grading: pieces of work handed to an executor, and what comes back put together, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from itertools import islice
from typing import Any

from steadyquest.errors import ReportError
from steadyquest.grade.cells import Cell, LevelGrade, cell_of
from steadyquest.grade.plan import GradePlan, Piece, pieces, played
from steadyquest.grade.play import Outcome
from steadyquest.grade.rules import broken
from steadyquest.grade.verdicts import climbed, verdicts
from steadyquest.levels.read import Level
from steadyquest.words import tr

HANDED_OUT = 500
"""Pieces that wait to be taken: enough for some hundred cores, few enough to be given up at once."""

Played = dict[tuple[str, int, int], list[Outcome]]
"""Of one level: the outcomes by person, rung and run, one for each difficulty."""


class InTurn(Executor):
    """An executor that has nobody to hand work to: it does each piece when it is given."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it now."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as fault:  # noqa: BLE001 - it is raised where the result is asked for, as executors do
            future.set_exception(fault)
        return future


def grade_levels(
    levels: Sequence[Level],
    *,
    plan: GradePlan,
    executor: Executor,
    progress: Callable[[int], Any] = lambda plays: None,  # noqa: ARG005
) -> list[LevelGrade]:
    """Every level played as planned, by whatever executor: the same numbers from each.

    `progress` hears how many plays have just been done. Raises ReportError when the executor breaks down.
    """
    outcomes: list[Played] = [{} for _ in levels]
    try:
        for piece, done in _done(pieces(levels, plan), executor):
            outcomes[piece.n][piece.person, piece.rung, piece.run] = done
            progress(len(done))
    except BrokenExecutor as fault:
        raise ReportError(
            tr("a process that played levels has ended before its time; try again, or with --jobs 1 to see why")
        ) from fault
    return [
        LevelGrade(level=level, climber=plan.climber, cells=_cells(level, plan, of_level))
        for level, of_level in zip(levels, outcomes, strict=True)
    ]


def _done(work: Iterable[Piece], executor: Executor) -> Iterator[tuple[Piece, list[Outcome]]]:
    """Each piece with its outcomes, as soon as it is done; what is waiting is given up when nobody takes them."""
    waiting: dict[Future[list[Outcome]], Piece] = {}
    todo = iter(work)
    try:
        while True:
            for piece in islice(todo, HANDED_OUT - len(waiting)):
                waiting[executor.submit(played, piece)] = piece
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(future), future.result()
    finally:
        for future in waiting:
            future.cancel()


def _cells(level: Level, plan: GradePlan, outcomes: Played) -> tuple[Cell, ...]:
    return tuple(
        cell_of(
            [outcomes[person, rung, run][i] for run in range(plan.runs)],
            person=person,
            rung=rung,
            difficulty=difficulty,
        )
        for person in plan.people
        for rung in plan.rungs_of(person, level.spec)
        for i, difficulty in enumerate(plan.difficulties)
    )


def plain(grades: Sequence[LevelGrade], plan: GradePlan) -> dict[str, Any]:
    """Plain data for programs: the same for the same plan, wherever it was computed."""
    return {
        "synthetic": True,
        "people": list(plan.people),
        "difficulties": list(plan.difficulties),
        "rungs": list(plan.rungs),
        "runs": plan.runs,
        "seed": plan.seed,
        "levels": [_plain_level(grade) for grade in grades],
    }


def _plain_level(grade: LevelGrade) -> dict[str, Any]:
    level = grade.level
    return {
        "key": level.key,
        "title": level.spec.title,
        "world": level.spec.world,
        "hash": level.hash,
        "judged": grade.judged,
        "cells": [cell.as_dict() for cell in grade.cells],
        "verdicts": [verdict.as_dict() for verdict in (*verdicts(grade), *climbed(grade))],
        "broken": [fault.as_dict() for fault in broken(grade)],
    }
