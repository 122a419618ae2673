"""The levels that came with the game in the chosen language; their texts, as they are recorded, stay as written.

Nothing in a level's words decides what happens in it, so that a replay of the text is the same in any language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from steadyquest.game.spec import ChooseSpec, LevelSpec, StepSpec
from steadyquest.levels.read import Level
from steadyquest.words import looked_up


def translated(level: Level) -> Level:
    """The level with its title and its sentences in the chosen language."""
    return replace(level, spec=_spec(level.spec))


def sentences(spec: LevelSpec) -> Iterator[str]:
    """Everything in a level that a player reads, for the catalogue."""
    yield from filter(None, (spec.title, spec.say, spec.say_plain))
    for step in spec.steps:
        yield from filter(None, (step.say, step.also))
        if isinstance(step.task, ChooseSpec) and step.task.ask:
            yield step.task.ask


def _spec(spec: LevelSpec) -> LevelSpec:
    return replace(
        spec,
        title=looked_up(spec.title),
        say=looked_up(spec.say),
        say_plain=_maybe(spec.say_plain),
        steps=tuple(map(_step, spec.steps)),
    )


def _step(step: StepSpec) -> StepSpec:
    task = replace(step.task, ask=_maybe(step.task.ask)) if isinstance(step.task, ChooseSpec) else step.task
    return replace(step, say=_maybe(step.say), also=_maybe(step.also), task=task)


def _maybe(text: str | None) -> str | None:
    return None if text is None else looked_up(text)
