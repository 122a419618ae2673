"""Every level that comes with the game, graded by the three people who say most: steady, still and random."""

from __future__ import annotations

import pytest

from steadyquest.grade.grading import InTurn, grade_levels
from steadyquest.grade.plan import GradePlan
from steadyquest.grade.rules import broken
from steadyquest.levels.library import shipped

PEOPLE = ("steady", "still", "random")
QUICK = GradePlan(people=PEOPLE, rungs=(0,), difficulties=(0.0, 0.5), runs=1)
FULLER = GradePlan(people=PEOPLE, difficulties=(0.0, 0.5, 1.0), runs=3)


def every_level():
    """All of them; the later ones of each place are graded among the slow tests."""
    seen: dict[str, int] = {}
    for one in shipped():
        nth = seen[one.spec.world] = seen.get(one.spec.world, 0) + 1
        yield pytest.param(one, id=one.key, marks=() if nth <= 2 else pytest.mark.slow)


@pytest.fixture(params=every_level())
def level(request):
    return request.param


def graded(level, plan):
    (grade,) = grade_levels([level], plan=plan, executor=InTurn())
    return grade


def faults(grade):
    return [fault.words for fault in broken(grade)]


def test_a_level_can_be_managed_and_is_not_won_by_nothing(level):
    """Easy and half-way hard, by one individual of each kind; the steady one is never cut off, and never paused."""
    grade = graded(level, QUICK)
    assert faults(grade) == []
    assert all(cell.complete == cell.plays and not cell.pauses for cell in grade.of("steady"))


@pytest.mark.slow
def test_a_level_keeps_the_rules_along_difficulty_and_rungs(level):
    """By three individuals of each kind."""
    assert faults(graded(level, FULLER)) == []
