"""What is to be played for a grading: who, at which difficulties and rungs, how often; cut into pieces of work."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass

from steadyquest.game.sight import rung_of
from steadyquest.game.spec import RUNGS, LevelSpec
from steadyquest.game.tasks.kinds import SKILLS
from steadyquest.game.world import rung_of_run
from steadyquest.grade.play import Outcome, play_once
from steadyquest.levels.read import Level
from steadyquest.simulate.people import PEOPLE

STEADY, STILL, RANDOM = "steady", "still", "random"
IDLE = (STILL, RANDOM)
"""Who does not play: nobody wins by what they do."""
DIFFICULTIES = (0.0, 0.25, 0.5, 0.75, 1.0)
RUNS, SEED = 5, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GradePlan:
    """Every person plays at the lowest of the rungs, one of them at all."""

    people: tuple[str, ...] = tuple(PEOPLE)
    difficulties: tuple[float, ...] = DIFFICULTIES
    rungs: tuple[int, ...] = tuple(range(len(RUNGS)))
    runs: int = RUNS
    seed: int = SEED

    @property
    def climber(self) -> str:
        """Who plays at all rungs: the steady adult, or the first of those who are here."""
        return STEADY if STEADY in self.people else self.people[0]

    def rungs_of(self, person: str, level: LevelSpec) -> tuple[int, ...]:
        """The rungs at which a person plays a level; of those that come to the same in it, the lowest."""
        asked = self.rungs if person == self.climber else self.rungs[:1]
        different = {_seen_at(rung, level): rung for rung in reversed(asked)}
        return tuple(sorted(different.values()))

    def ways(self, level: LevelSpec) -> list[tuple[str, int]]:
        """Who plays a level at which rungs."""
        return [(person, rung) for person in self.people for rung in self.rungs_of(person, level)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A second or so of work: somebody plays a level once at every difficulty. Plain data, to be sent anywhere."""

    level: Level
    n: int
    """Which of the levels it is."""
    person: str
    rung: int
    run: int
    difficulties: tuple[float, ...]
    seed: int


def pieces(levels: Sequence[Level], plan: GradePlan) -> Iterator[Piece]:
    """All that a grading has to play, in the order of the levels."""
    for n, level in enumerate(levels):
        for person, rung in plan.ways(level.spec):
            for run in range(plan.runs):
                seed = seed_of(plan.seed, level=level.key, person=person, run=run)
                yield Piece(
                    level=level, n=n, person=person, rung=rung, run=run, difficulties=plan.difficulties, seed=seed
                )


def plays(levels: Sequence[Level], plan: GradePlan) -> int:
    """How many plays that is."""
    return sum(len(plan.ways(level.spec)) for level in levels) * plan.runs * len(plan.difficulties)


def seed_of(seed: int, *, level: str, person: str, run: int) -> int:
    """The seed of one player of a level: the same on every machine, and whatever else is played.

    Neither difficulty nor rung is in it: the same few individuals, with the same sway and the same order of targets,
    play at each, so that a difference between two difficulties is not one between two people. Nor is the text: who
    changes a number in a level sees what that number does.
    """
    words = "\n".join((str(seed), level, person, str(run)))
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:6])


def stop_when(asked: Callable[[], bool]) -> None:
    """From now on this process looks before each play whether it was asked to stop; a piece then breaks off."""
    global _is_asked_to_stop
    _is_asked_to_stop = asked


def played(piece: Piece) -> list[Outcome]:
    """The outcomes of a piece, one for each difficulty. Raises CancelledError when it was asked to stop."""
    outcomes = []
    for d in piece.difficulties:
        if _is_asked_to_stop():
            raise CancelledError
        outcomes.append(play_once(piece.level, person=piece.person, difficulty=d, rung=piece.rung, seed=piece.seed))
    return outcomes


def _is_asked_to_stop() -> bool:
    """Nobody asks until `stop_when` names somebody who does."""
    return False


def _seen_at(rung: int, level: LevelSpec) -> tuple[int, ...]:
    """The rungs of a level's steps when the player is at one."""
    of_run = rung_of_run(level, dict.fromkeys([*SKILLS, *([level.skill] if level.skill else [])], rung))
    return (of_run, *(rung_of(step.sight, of_run) for step in level.steps))
