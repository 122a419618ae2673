"""Which skills a level practises, and how wide the difficulty of one may range."""

from __future__ import annotations

from steadyquest.game.spec import LevelSpec
from steadyquest.game.tasks.kinds import kind_of, staircase_of

WIDEST = (0.0, 1.0)
"""The envelope where the therapist has set none."""


def skills_of(level: LevelSpec) -> list[str]:
    """The skills whose difficulty a level uses, in the order of its steps."""
    own = [skill for step in level.steps if (skill := kind_of(step).skill)]
    return list(dict.fromkeys(level.skill or staircase_of(skill) for skill in own))
