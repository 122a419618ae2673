"""What an assessment came to, in lines for a terminal and as plain data for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from steadyquest.cli.output import Out
from steadyquest.session.assessments import wording
from steadyquest.session.assessments.protocol import LIMITS
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.analysis.validity import TrialFlag
    from steadyquest.records.rows import Player
    from steadyquest.session.assessments.measured_trial import MeasuredTrial

FIRST = ("mean_velocity_mm_s", "ellipse_area_95_mm2")
"""Of a trial of standing only these are told at once; the report and `--json` have all."""


def tell_trial(out: Out, found: MeasuredTrial) -> None:
    """What speaks against it, then its first values."""
    for flag in found.flags:
        out.say("  " + tr("Look at it: {line}").format(line=flag.line))
    if found.record.trial.kind == LIMITS:
        for way in found.ways:
            out.say(f"  {wording.direction(way.direction)}: {_values(way.values) or way.why_not}")
            for flag in way.flags:
                out.say("    " + tr("Look at it: {line}").format(line=flag.line))
        return
    if not found.usable:
        out.say("  " + tr("Not measured: {why}").format(why=found.why_not))
        return
    first = {key: found.values[key] for key in FIRST if key in found.values} or found.values
    out.say(f"  {_values(first)}")


def tell_summary(
    out: Out, kind: str, found: Sequence[MeasuredTrial], *, player: Player | None, session_id: int | None
) -> None:
    """What all trials say together, and where to read on."""
    from steadyquest.session.assessments.combined import combined

    if found:
        together = combined(found)
        if said := _values(together.values):
            out.say(f"{wording.name(kind)}: {said}")
    if session_id is not None:
        out.say(tr("Session {id}; its report: steadyquest report {id}").format(id=session_id))
    if player is not None and session_id is not None:
        out.say(tr("Over time: steadyquest progress {name}").format(name=player.name))


def trial_dict(found: MeasuredTrial) -> dict[str, Any]:
    """For `--json`: condition, flags and every value."""
    trial = found.record.trial
    ways = {
        way.direction: {
            "values": dict(way.values),
            "limit_mm": way.limit_mm,
            "why_not": way.why_not,
            "flags": _flags(way.flags),
        }
        for way in found.ways
    }
    return {
        "number": trial.number,
        "condition": found.record.condition._asdict(),
        "axis": trial.axis or None,
        "beat_s": trial.beat_s or None,
        "start_s": found.start_s,
        "seconds": found.seconds,
        "usable": found.usable,
        "why_not": found.why_not,
        "flags": _flags(found.flags),
        "noise_mm_s": found.noise_mm_s,
        "values": dict(found.values),
        **({"ways": ways} if ways else {}),
    }


def _flags(flags: Sequence[TrialFlag]) -> list[dict[str, Any]]:
    return [{"code": flag.code, "severity": flag.severity, "line": flag.line, "at_s": flag.at_s} for flag in flags]


def _values(values: Mapping[str, float | None]) -> str:
    from steadyquest.analysis.measure import definitions

    meanings = definitions()
    return ", ".join(
        f"{meanings[key].name} {value:.4g} {meanings[key].unit}".strip()
        for key, value in values.items()
        if value is not None
    )
