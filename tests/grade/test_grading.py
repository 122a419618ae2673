"""Many plays put together: the same numbers from whoever did the work."""

from __future__ import annotations

import json
import multiprocessing
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace

import pytest

from steadyquest.errors import ReportError
from steadyquest.grade.cells import cell_of
from steadyquest.grade.grading import HANDED_OUT, InTurn, grade_levels, plain
from steadyquest.grade.plan import GradePlan, plays
from steadyquest.grade.play import play_once

SMALL = GradePlan(people=("steady", "still"), rungs=(0, 4), difficulties=(0.0, 1.0), runs=2)
SHORT = 'task = "reach"\nwhere = ["left", "right"]\nlimit_s = 3\ncount = 2'


def as_text(levels, plan, executor):
    return json.dumps(plain(grade_levels(levels, plan=plan, executor=executor), plan))


class Lifo(Executor):
    """Does the last thing first."""

    def __init__(self):
        self.todo = []

    def submit(self, fn, /, *args):
        self.todo.append((future := Future(), fn, args))
        if len(self.todo) == 3:
            while self.todo:
                later, do, with_ = self.todo.pop()
                later.set_result(do(*with_))
        return future


def test_the_same_numbers_come_from_whoever_plays_in_whatever_order(level, steps):
    """Here in turn, in threads, and backwards."""
    levels, plan = [level(SHORT), level(steps["recall"])], replace(SMALL, runs=1)
    here = as_text(levels, plan, InTurn())
    with ThreadPoolExecutor(3) as threads:
        assert as_text(levels, plan, threads) == here
    assert as_text(levels, plan, Lifo()) == here


@pytest.mark.slow
def test_two_processes_give_the_same_bytes_as_one(level):
    """Freshly started ones, that share nothing."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert as_text([level(SHORT)], SMALL, pool) == as_text([level(SHORT)], SMALL, InTurn())


def test_fewer_people_and_difficulties_change_nothing_for_the_others(level):
    """A cell is what it is."""
    (whole,) = grade_levels([level(SHORT)], plan=SMALL, executor=InTurn())
    part = replace(SMALL, people=("still",), difficulties=(1.0,))
    (still,) = grade_levels([level(SHORT)], plan=part, executor=InTurn())
    assert still.of("still") == whole.of("still")[1:]


def test_a_cell_is_made_of_all_plays_of_its_individuals(level):
    """As they come one by one."""
    (grade,) = grade_levels([level(SHORT)], plan=SMALL, executor=InTurn())
    hard = grade.of("steady", rung=4)[-1]
    assert (hard.difficulty, hard.rung, hard.plays, hard.share.all) == (1.0, 4, 2, 4)
    assert len(grade.cells) == 3 * 2


def test_progress_is_told_play_by_play(level):
    """Up to all that was announced."""
    done = []
    grade_levels([level(SHORT)], plan=SMALL, executor=InTurn(), progress=done.append)
    assert sum(done) == plays([level(SHORT)], SMALL) == 12


def test_two_levels_of_one_name_are_kept_apart(level, steps):
    """Files of two folders may be called alike."""
    first, second = grade_levels([level(steps["recall"]), level(SHORT)], plan=SMALL, executor=InTurn())
    assert not first.judged
    assert second.judged
    assert first.cells[0].recalled
    assert second.cells[0].share


class Breaking(Executor):
    """A pool whose worker dies."""

    def submit(self, fn, /, *args):
        future = Future()
        future.set_exception(BrokenExecutor("a process in the process pool was terminated abruptly"))
        return future


def test_a_crashed_worker_is_one_plain_line(level):
    """What can be done about it included."""
    with pytest.raises(ReportError, match="--jobs 1") as fault:
        grade_levels([level(SHORT)], plan=SMALL, executor=Breaking())
    assert "\n" not in str(fault.value)


class Waiting(Executor):
    """Takes work and only begins the first piece."""

    def __init__(self):
        self.futures = []

    def submit(self, fn, /, *args):
        self.futures.append(future := Future())
        if len(self.futures) == 1:
            future.set_result(fn(*args))
        return future


def test_who_stops_leaves_no_work_waiting(level):
    """Ctrl-C while the first piece is told: all the others are given up, and never more than so many were out."""

    def stop(_plays):
        raise KeyboardInterrupt

    pool = Waiting()
    with pytest.raises(KeyboardInterrupt):
        grade_levels([level(SHORT)], plan=replace(SMALL, runs=HANDED_OUT), executor=pool, progress=stop)
    assert len(pool.futures) == HANDED_OUT
    assert all(future.cancelled() for future in pool.futures[1:])


def test_trials_are_graded_without_a_share(level):
    """Standing and limits are played to their end by everybody, and nothing of them is judged."""
    trials = level('task = "stand"\nseconds = 5', 'task = "limits"\nwhere = ["left", "right"]\nseconds = 3')
    for person in ("steady", "child_hemi_left", "still"):
        play = play_once(trials, person=person, difficulty=0.0, rung=0, seed=1)
        cell = cell_of([play], person=person, rung=0, difficulty=0.0)
        assert (cell.share, cell.recalled, cell.complete, cell.pauses) == (None, None, 1, 0)


def test_errors_of_recall_are_means_over_what_was_answered(level, steps):
    """Each play weighs as much as its answers."""
    play = play_once(level(steps["recall"]), person="steady", difficulty=0.0, rung=0, seed=1)
    other = replace(play, recalled=replace(play.recalled, answered=0, off_mm=0.0, along_mm=0.0))
    both = cell_of([play, other], person="steady", rung=0, difficulty=0.0)
    assert both.recalled.off_mm == pytest.approx(play.recalled.off_mm)
    assert (both.recalled.reps, both.recalled.answered) == (4, play.recalled.answered)
    assert both.share is None
