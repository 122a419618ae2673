"""Levels written on the spot, and gradings made by hand."""

import pytest

from steadyquest.grade.cells import Cell, LevelGrade
from steadyquest.grade.play import Recalled
from steadyquest.grade.shares import Share
from steadyquest.levels.read import parse_level

REACH = 'task = "reach"\nwhere = ["left", "right"]\ndistance = [0.4, 0.8]\nradius = [0.30, 0.16]\ncount = 3'
HOLD = 'task = "hold"\nradius = [0.3, 0.15]\nseconds = 3'
RECALL = 'task = "recall"\nwhere = ["left", "right"]\ncount = 2'


def level(*steps, **keys):
    """A level from its step tables as text."""
    head = {"title": "Test", "world": "river", "say": "Play."} | keys
    lines = ["format = 1", *(f"{key} = {value!r}".replace("'", '"') for key, value in head.items())]
    text = "\n".join([*lines, *(f"[[step]]\n{step}" for step in steps or (REACH,))])
    return parse_level(text, file="test.toml", name="own/test")


def cell(person, d, good, *, reps=100, rung=0, off_mm=None, **more):
    """A cell in which so many of the reps were good; with an error instead when one is given."""
    recalled = off_mm and Recalled(
        reps=8, answered=8, off=off_mm / 50, off_mm=off_mm, along=-off_mm / 100, along_mm=-off_mm / 2
    )
    numbers = {
        "plays": 5,
        "seconds": 50.0,
        "complete": 5,
        "pauses": 0,
        "speed": 0.5,
        "speed_95": 1.5,
        "path": 25.0,
        "left": 8.0,
        "right": 4.0,
    }
    return Cell(
        person=person,
        rung=rung,
        difficulty=d,
        share=None if good is None else Share(good, reps),
        recalled=recalled,
        **(numbers | more),
    )


def graded(table, *, of=None, rungs=None, difficulties=(0.0, 0.25, 0.5, 0.75, 1.0), climber="steady", **more):
    """A grading with so many good reps of a hundred for each person and difficulty; `rungs`: of the climber."""
    cells = [cell(who, d, n, **more) for who, row in table.items() for d, n in zip(difficulties, row, strict=True)]
    cells += [
        cell(climber, d, n, rung=rung, **more)
        for rung, row in (rungs or {}).items()
        for d, n in zip(difficulties, row, strict=True)
    ]
    return LevelGrade(level=of or level(), climber=climber, cells=tuple(cells))


EVERYBODY = {
    "steady": (99, 98, 97, 96, 95),
    "older": (98, 97, 95, 92, 88),
    "child": (95, 92, 88, 82, 75),
    "child_hemi_left": (85, 75, 66, 55, 45),
    "child_hemi_right": (85, 75, 66, 55, 45),
    "child_diplegia": (70, 60, 50, 40, 30),
    "tremor": (95, 90, 85, 75, 65),
    "tiring": (99, 97, 95, 90, 85),
    "still": (20, 10, 5, 0, 0),
    "random": (30, 20, 10, 5, 0),
}
"""What a good level looks like."""
CLIMBED = {1: (97, 95, 93, 91, 89), 2: (92, 90, 85, 80, 75), 3: (85, 80, 70, 65, 60), 4: (75, 65, 55, 45, 35)}


@pytest.fixture(name="level")
def level_():
    return level


@pytest.fixture(name="cell")
def cell_():
    return cell


@pytest.fixture(name="graded")
def graded_():
    return graded


@pytest.fixture
def good():
    """A grading that keeps every rule."""
    return graded(EVERYBODY, rungs=CLIMBED)


@pytest.fixture
def everybody():
    return dict(EVERYBODY)


@pytest.fixture
def climbed():
    return dict(CLIMBED)


@pytest.fixture
def steps():
    return {"reach": REACH, "hold": HOLD, "recall": RECALL}
