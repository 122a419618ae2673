"""How a run begins: what it needs to know of its player, and in which order its steps come."""

from __future__ import annotations

from random import Random

from steadyquest.errors import SignalError
from steadyquest.game.spec import LevelSpec, Profile, StepSpec
from steadyquest.game.tasks.kinds import needs_feet
from steadyquest.words import tr


def steps_of_run(level: LevelSpec, *, rng: Random) -> tuple[StepSpec, ...]:
    """All steps of a run: as often as the level repeats them, shuffled anew each time where it says so."""
    steps: list[StepSpec] = []
    for _ in range(level.repeat):
        turn = list(level.steps)
        if level.order == "shuffled":
            rng.shuffle(turn)
        steps += turn
    return tuple(steps)


def ask_for_feet(level: LevelSpec, profile: Profile) -> None:
    """Raises SignalError where a level weighs legs and nobody has said where the feet are."""
    feet = profile.feet
    if needs_feet(level) and (feet is None or feet.separation_mm <= 0):
        said = tr("“{title}” asks for the weight on each leg: first read where the feet are off the mat, such as C4 C4")
        raise SignalError(said.format(title=level.title))
