"""Plan files to plans: read safely, build, and raise everything that is wrong at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from steadyquest.errors import LevelError, Problem
from steadyquest.levels.plan_check import advise_plan, check_names, check_plan
from steadyquest.levels.plan_draft import PlanDraft, plan_draft
from steadyquest.levels.plan_levels import library
from steadyquest.levels.plan_schema import ENVELOPE, ENVELOPE_SKILLS, PHASE, PLAN
from steadyquest.levels.plan_spec import PhaseSpec, Plan, PlanSpec, Span
from steadyquest.levels.read import Level, in_order, plain, text_of, whole_toml


def read_plan(path: Path, *, levels: Sequence[Level] | None = None) -> Plan:
    """Read and check one file against the levels there are. Raises LevelError with every problem of the file.

    `levels` are those that a plan may name; by default all that came with the game and the therapist's own.
    """
    text = text_of(path)
    return _plan(text, file=str(path), path=path, levels=library() if levels is None else levels)


def parse_plan(text: str, *, file: str, levels: Sequence[Level] | None = None) -> Plan:
    """Read and check a text, such as the one kept when a plan was assigned.

    Without `levels` its names are taken as they are: a level may be gone since. Raises LevelError.
    """
    return _plan(plain(text), file=file, path=None, levels=levels)


def _plan(text: str, *, file: str, path: Path | None, levels: Sequence[Level] | None) -> Plan:
    made = plan_draft(text, file=file)
    if levels is not None:
        known = {level.key: level for level in levels}
        check_names(made, known=known, stance=made.plan.values.get("stance", ()))
    if not made.problems:
        whole_toml(made, text)
    _refuse(made)
    spec = _spec(made)
    warnings: tuple[Problem, ...] = ()
    if levels is not None:
        check_plan(made, spec, levels)
        _refuse(made)
        warnings = advise_plan(made, spec, levels)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Plan(spec=spec, name=Path(file).stem, path=path, text=text, hash=digest, warnings=warnings)


def _refuse(made: PlanDraft) -> None:
    if made.problems:
        raise LevelError(in_order(made))


def _spec(made: PlanDraft) -> PlanSpec:
    own = {key.name: made.plan.values[key.name] for key in PLAN.keys if key.name in made.plan.values}
    phases = tuple(
        PhaseSpec(**{key.name: part.values[key.name] for key in PHASE.keys if key.name in part.values})
        for part in made.phases
    )
    return PlanSpec(**own, phases=phases, envelope=MappingProxyType(_envelope(made)))


def _envelope(made: PlanDraft) -> dict[str, Span]:
    every: Any = made.plan.values.get(ENVELOPE.name)
    if every is not None:
        return dict.fromkeys(ENVELOPE_SKILLS, every)
    return dict(made.envelope.values) if made.envelope is not None else {}
