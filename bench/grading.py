"""Grading one level by everybody, and loading and checking all levels."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from figure import figure, typical

from steadyquest.grade.grading import InTurn, grade_levels
from steadyquest.grade.plan import GradePlan, plays
from steadyquest.levels.library import find, shipped

LEVEL = "river/feed_the_ducks"
CORES = 2
PLAN = GradePlan(rungs=(0,), runs=20)
SAMPLE = GradePlan(rungs=(0,), difficulties=(0.0, 1.0), runs=2)
"""What is played when there is no time for all of it."""


def grade(*, long: bool) -> Iterator[dict[str, Any]]:
    """10 people × 5 difficulties × 20 runs on two cores; without `--long` reckoned from a part of it on one."""
    level = find(LEVEL)
    seconds, how = (_whole(level), "played") if long else (_sampled(level), "reckoned from a sample on one core")
    yield figure(
        f"{LEVEL}: {plays([level], PLAN)} plays on {CORES} cores, {how}",
        seconds,
        "s",
        target=90,
        compared_with="under 90 s: one level, 10 people, 5 difficulties, 20 runs, two cores",
        more_is_better=False,
    )


def load(**_: Any) -> Iterator[dict[str, Any]]:
    """Every shipped level, read and checked."""

    def once() -> float:
        began = time.process_time()
        shipped()
        return time.process_time() - began

    yield figure(
        f"load and check {len(shipped())} levels, warm, processor time",
        typical(once),
        "s",
        target=0.5,
        compared_with="under 0.5 s for all shipped levels",
        more_is_better=False,
    )


def _whole(level: Any) -> float:
    """From the start of the processes to the last number."""
    began = time.perf_counter()
    with ProcessPoolExecutor(CORES, mp_context=multiprocessing.get_context("spawn")) as pool:
        grade_levels([level], plan=PLAN, executor=pool)
    return time.perf_counter() - began


def _sampled(level: Any) -> float:
    """Processor time of some plays here, times how many more there are, shared by the cores."""
    began = time.process_time()
    grade_levels([level], plan=SAMPLE, executor=InTurn())
    return (time.process_time() - began) * plays([level], PLAN) / plays([level], SAMPLE) / CORES
