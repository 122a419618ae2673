"""One level of each task, long enough to be timed, and somebody who plays it."""

from __future__ import annotations

from functools import cache

from steadyquest.conventions import FeetMap, Lean
from steadyquest.game.spec import Profile
from steadyquest.game.world import NOWHERE
from steadyquest.levels.read import Level, parse_level
from steadyquest.session.run import Run
from steadyquest.session.setup import RunSetup
from steadyquest.signal.calibration import nominal
from steadyquest.signal.reach import Reach
from steadyquest.simulate.person import GLANCE, SimulatedPerson

PLAYED_S = 60
RATE_HZ = 100
HEAD = """
format = 1
title = "Long way"
world = "coast"
say = "Play for a while."
avoid = "bee"
max_s = 900
[[step]]
"""
GARDEN = '"""\n#########\n#S..#..o#\n#.#.#.#.#\n#o#...#.#\n#.#.o.#o#\n#########\n"""'
STEPS = {
    "hold": 'at = ["centre", "left", "right"]\nseconds = 60',
    "reach": "count = 100",
    "choose": 'pictures = ["duck", "frog", "snail"]\nask = "Who can fly?"\nanswer = "duck"\ncount = 60',
    "follow": "seconds = 300",
    "steer": "count = 60",
    "roll": f"map = {GARDEN}\nfriction = 6\nradius = 0.1",
    "catch": "count = 60\navoid_share = 0.2",
    "rhythm": "count = 60",
    "match": "share = 0.65\ncount = 60",
    "march": "count = 60",
    "rise": "count = 60",
    "recall": "count = 40",
    "rest": "seconds = 120",
    "stand": "seconds = 120",
    "limits": 'where = ["all", "all"]',
}


@cache
def level(task: str) -> Level:
    """A level of one step that outlasts the bench, or is played again."""
    return parse_level(f'{HEAD}task = "{task}"\n{STEPS[task]}\n', file="bench.toml")


def run_of(task: str) -> tuple[SimulatedPerson, Run]:
    """A steady adult at the beginning of it."""
    someone = SimulatedPerson("steady", seed=1, at_once=GLANCE)
    reach = someone.reach = Reach(someone.limit.mm, "full")
    setup = RunSetup(
        seed=1,
        calibration=nominal("bench"),
        reach=reach,
        centre_mm=(0.0, 0.0),
        profile=Profile(feet=FeetMap(-85.0, 85.0)),
        staircases={},
    )
    return someone, Run(level(task).spec, setup)


def played(task: str) -> int:
    """Play a task for a minute, or to its end: the samples that were played."""
    someone, run = run_of(task)
    feed, samples = run.feed, 0
    while samples < PLAYED_S * RATE_HZ and not run.finished:
        for sample in someone.read():
            feed(sample)
        samples += GLANCE
        someone.observe(run.world.scene())
    return samples


@cache
def leans(task: str) -> tuple[Lean, ...]:
    """How that adult leant: so that reps come and go."""
    someone, run = run_of(task)
    made: list[Lean] = []
    while len(made) < PLAYED_S * RATE_HZ and not run.finished:
        for sample in someone.read():
            run.feed(sample)
            made.append(run.lean or NOWHERE)
        someone.observe(run.world.scene())
    return tuple(made)


def stepped(task: str) -> int:
    """Those leans straight into the world: how many ticks it played."""
    step = run_of(task)[1].world.step
    for lean in leans(task):
        step(lean)
    return len(leans(task))
