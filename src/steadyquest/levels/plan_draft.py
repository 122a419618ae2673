"""A plan half read: the sound values of each table with their lines, and every fault of a single key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from steadyquest.levels import plan_values
from steadyquest.levels.draft import Draft, Part, Reading, fill, newer_format
from steadyquest.levels.plan_schema import MOST_PHASES, PHASE, PLAN, envelope_keys, phase_keys, plan_keys
from steadyquest.levels.scan import Table, scan
from steadyquest.levels.schema_keys import Key
from steadyquest.levels.values import guess, shown
from steadyquest.words import tr


@dataclass(slots=True)
class PlanDraft(Draft):
    """A whole file: `level` is what stands above the first table, `steps` are its phases."""

    envelope: Part | None = None

    @property
    def plan(self) -> Part:
        """What stands above the first table."""
        return self.level

    @property
    def phases(self) -> list[Part]:
        """The phases in their order."""
        return self.steps


@dataclass(frozen=True, slots=True)
class _Shape:
    """One kind of table below the first keys: how its header is written, and which keys it has."""

    header: str
    keys: Callable[[], Mapping[str, Key]] = field(repr=False)


_SHAPES = {"phase": _Shape("[[phase]]", phase_keys), "envelope": _Shape("[envelope]", envelope_keys)}


def plan_draft(text: str, *, file: str) -> PlanDraft:
    """Read a plan's text as far as it can be read. Never raises; the problems are in the draft."""
    top, *rest = scan(text)
    made = PlanDraft(file=file, level=Part(line=1))
    if newer_format(made, top.entries):
        return made
    fill(made, made.plan, top.entries, keys=plan_keys(), reading=_reading("", plan_keys()))
    for name in PLAN.required():
        if name not in made.plan.lines:
            hint = tr("write it at the top, such as {example}").format(example='goal = "Walk to school by myself"')
            made.blame(1, name, tr("missing"), allowed=plan_values.allowed(plan_keys()[name]), hint=hint)
    for table in rest[: MOST_PHASES + 2]:
        _take(made, table)
    n = sum(_meant(table) == "phase" for table in rest)
    if not 1 <= n <= MOST_PHASES:
        found, most = tr("{n} phases").format(n=n), tr("1 to {n}").format(n=MOST_PHASES)
        made.blame(rest[MOST_PHASES].line if n else 1, "phase", found, allowed=most, hint=_phase_hint())
    return made


def _take(made: PlanDraft, table: Table) -> None:
    meant = _meant(table)
    shape = _SHAPES.get(meant)
    header = f"[[{table.name}]]" if table.sound else f"[{table.name}]"
    if shape is None or header != shape.header:
        allowed = ", ".join(known.header for known in _SHAPES.values())
        hint = _phase_hint() if meant != "envelope" else tr("write it as {header}").format(header="[envelope]")
        made.blame(table.line, shown(table.name) or "phase", shown(header), allowed=allowed, hint=hint)
    if shape is None:
        return
    part = Part(line=table.line)
    fill(made, part, table.entries, keys=shape.keys(), reading=_reading(meant, shape.keys()))
    if meant == "phase":
        _add_phase(made, part)
    else:
        _add_envelope(made, part)


def _add_phase(made: PlanDraft, part: Part) -> None:
    made.phases.append(part)
    for name in PHASE.required():
        if name not in part.lines:
            hint = {"weeks": "weeks = 2", "levels": 'levels = ["meadow", "river/feed_the_ducks"]'}[name]
            found = tr("phase {n} has none").format(n=len(made.phases))
            allowed = plan_values.allowed(phase_keys()[name])
            made.blame(part.line, name, found, allowed=allowed, hint=tr("write one, such as {key}").format(key=hint))


def _add_envelope(made: PlanDraft, part: Part) -> None:
    if made.envelope is not None or "envelope" in made.plan.lines:
        line = made.envelope.line if made.envelope is not None else made.plan.line_of("envelope")
        hint = tr("it already stands in line {line}; keep one of them").format(line=line)
        made.blame(part.line, "envelope", tr("a second envelope"), allowed=tr("one"), hint=hint)
    made.envelope = made.envelope or part


def _meant(table: Table) -> str:
    """Which kind of table its header was meant to begin."""
    word = table.name.lower()
    return "phase" if word in {"phase", "phases"} else "envelope" if word in {"envelope", "envelopes"} else ""


def _reading(place: str, keys: Mapping[str, Key]) -> Reading:
    return Reading(plan_values.fit, plan_values.allowed, lambda word: _unknown(word, place=place, keys=keys), _braces)


def _unknown(word: str, *, place: str, keys: Mapping[str, Key]) -> str:
    elsewhere = (
        ("", plan_keys, tr("`{key}` is of the whole plan; move it above the first [[phase]] and above [envelope]")),
        ("phase", phase_keys, tr("`{key}` is of one phase; move it below its [[phase]]")),
        ("envelope", envelope_keys, tr("`{key}` is a skill; move it below a line [envelope]")),
    )
    for home, known, hint in elsewhere:
        if home != place and word in known():
            return hint.format(key=word)
    if word in {"phase", "phases"}:
        return _phase_hint()
    return guess(word, keys) or tr("leave it out, or put # before it to keep it as a remark")


def _braces(key: str) -> str:
    if key == "envelope":
        return tr("begin it with a line [envelope], and write each skill on a line of its own")
    return _phase_hint() if key.startswith("phase") else tr("write each key on a line of its own")


def _phase_hint() -> str:
    return tr("begin each phase with a line [[phase]]")
