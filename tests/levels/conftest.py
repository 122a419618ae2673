"""Levels for the tests: a text to spoil, and the reader's answer to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from steadyquest.errors import LevelError, Problem
from steadyquest.levels.read import parse_level

HEAD = """\
format = 1
title = "Feed the ducks"
world = "river"
say = "Steer the boat to each duck."
"""
STEP = """
[[step]]
task = "reach"
where = ["left", "right"]
distance = [0.4, 0.8]
limit_s = 8
"""


def problems_of(text: str) -> list[Problem]:
    """All errors of a text, or its warnings when it has none."""
    try:
        return list(parse_level(text, file="ducks.toml").warnings)
    except LevelError as error:
        return list(error.problems)


@pytest.fixture
def in_head() -> Callable[[str], list[Problem]]:
    """The problems of a sound level with these lines added above its step (line 5)."""
    return lambda lines: problems_of(f"{HEAD}{lines}\n{STEP}")


@pytest.fixture
def in_step() -> Callable[[str], list[Problem]]:
    """The problems of a sound level with these lines added to its step (line 10)."""
    return lambda lines: problems_of(f"{HEAD}{STEP}{lines}\n")


@pytest.fixture
def with_step() -> Callable[[str], list[Problem]]:
    """The problems of a sound head with this text as its steps (from line 6)."""
    return lambda steps: problems_of(f"{HEAD}\n{steps}\n")


@pytest.fixture
def problems() -> Callable[[str], list[Problem]]:
    """The problems of a whole text."""
    return problems_of
