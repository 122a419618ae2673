"""What every measure is called, counted in, defined as and taken from, and what it may be off by.

Owns the one table that reports, help and exports print. Its rows stand in `definitions_quiet` and `definitions_tests`.
"""

from __future__ import annotations

from typing import NamedTuple

from steadyquest.analysis.definitions_quiet import rows_of_quiet
from steadyquest.analysis.definitions_tests import rows_of_tests


class Definition(NamedTuple):
    """How a measure is called, counted and defined, by whom, and what it may be off by."""

    name: str
    unit: str
    definition: str
    source: str = ""
    error: str = ""


def definitions() -> dict[str, Definition]:
    """Every measure by its key, in the chosen language: those of `quiet` first, then those of the other tests."""
    return {**quiet(), **{key: Definition(*row) for key, row in rows_of_tests().items()}}


def quiet() -> dict[str, Definition]:
    """Every key that `measure` gives, in its order."""
    return {key: Definition(*row) for key, row in rows_of_quiet().items()}
