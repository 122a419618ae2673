"""What reports say of assessments: values with their units, conditions, and what may be said of a difference.

Owns the sentence that never calls noise a change.
"""

from __future__ import annotations

from collections.abc import Sequence

from steadyquest.analysis.change import ChangeBand
from steadyquest.analysis.definitions import definitions
from steadyquest.analysis.norms import Reference
from steadyquest.reports import wording
from steadyquest.reports.assessment_data import Trend
from steadyquest.session.assessments import wording as said
from steadyquest.session.assessments.measured_trial import MeasuredTrial
from steadyquest.session.assessments.protocol import LOADING, RHYTHM, SENSORY
from steadyquest.session.assessments.trials import Condition
from steadyquest.words import tr, trn

DECIMALS = {
    "ellipse_area_95_mm2": 0,
    "maximum_percent": 0,
    "endpoint_percent": 0,
    "directional_control_percent": 0,
    "shift_directional_control_percent": 0,
    "maximum_mm": 0,
    "endpoint_mm": 0,
    "movement_velocity_mm_s": 0,
    "reaction_s": 2,
    "romberg_firm": 2,
    "romberg_foam": 2,
    "shift_timing_s": 2,
    "shift_timing_sd_s": 2,
}
SHARES = ("right_share", "right_share_error")
"""Told in percent."""
SIGNED = ("mean_ml_mm", "shift_middle_mm", "shift_timing_s")


def number(key: str, value: float | None) -> str:
    """A value without its unit, as precise as it is."""
    if value is None:
        return "–"
    if key in SHARES:
        return f"{100 * value:.0f}"
    digits = DECIMALS.get(key, 1)
    return wording.signed(value, digits) if key in SIGNED else f"{value:.{digits}f}".replace("-", "−")


def unit(key: str) -> str:
    """The unit in which it is told."""
    return "%" if key in SHARES else definitions()[key].unit


def value(key: str, amount: float | None) -> str:
    """A value with its unit."""
    return f"{number(key, amount)} {unit(key)}".strip() if amount is not None else "–"


def name(key: str) -> str:
    """A measure's name."""
    return definitions()[key].name


def condition(found: Condition) -> str:
    """All that a trend keeps apart, in one line."""
    senses = [said.senses(found.eyes, found.surface)] if found.eyes and found.surface else []
    noted = [
        tr("support: {value}").format(value=wording.noted(found.support)) if found.support else "",
        tr("shoes: {value}").format(value=wording.noted(found.shoes)) if found.shoes else "",
        tr("feet {value}").format(value=found.feet) if found.feet else "",
        tr("{mm:.0f} mm to each side").format(mm=found.asked_mm) if found.asked_mm else "",
    ]
    return "; ".join([wording.stance(found.stance), *senses, *(part for part in noted if part)])


def title(trend: Trend) -> str:
    """What is followed, and under which condition."""
    if trend.kind == RHYTHM:
        way = tr("sideways") if trend.axis == "ml" else tr("forward and back")
        what = tr("{name}, {way}, {seconds:g} s").format(name=said.name(trend.kind), way=way, seconds=trend.beat_s)
    elif trend.kind in (SENSORY, LOADING):
        what = said.name(trend.kind)
    else:
        what = tr("{name}, {seconds:g} s").format(name=said.name(trend.kind), seconds=trend.condition.seconds)
    return f"{what}: {name(trend.key)}"


def band(found: ChangeBand, key: str) -> str:
    """What is known of how far values differ by themselves."""
    if found.mdc95 is None:
        return found.why_not or tr("no band is known yet")
    source = {
        "published": tr("published, of one trial of adults"),
        "own": tr("from this player's own sessions"),
    }[found.source]
    return tr("± {band} ({source})").format(band=value(key, found.mdc95), source=source)


def change(found: ChangeBand, key: str) -> str:
    """What may be said of the newest value against the first ones; never of chance that it was a change."""
    values = {"now": value(key, found.newest), "first": value(key, found.baseline)}
    if found.sessions < 2:
        return tr("{now}: the first under this condition").format(**values)
    if found.mdc95 is None:
        said_of = trn(
            "{now}, at first {first}: after {n} session nobody can tell a change from chance",
            "{now}, at first {first}: after {n} sessions nobody can tell a change from chance",
            found.sessions,
        )
        return said_of.format(**values, n=found.sessions)
    inside = {**values, "band": value(key, found.mdc95)}
    if not found.is_outside:
        return tr("{now}, at first {first}: inside the band of ± {band}, no measured change").format(**inside)
    if found.difference < 0:
        return tr("{now}, at first {first}: lower, by more than the band of ± {band}").format(**inside)
    return tr("{now}, at first {first}: higher, by more than the band of ± {band}").format(**inside)


def against(found: ChangeBand, key: str) -> str:
    """The same where the value itself stands beside it."""
    return tr("the first under this condition") if found.sessions < 2 else change(found, key)


def reference(found: Reference, key: str) -> str:
    """Where nine of ten adults were, or why there is no such range."""
    if found.range is None or found.group is None:
        return found.why_not
    group = tr("adults under 60") if found.group == "young" else tr("adults from 60 on")
    low, high = number(key, found.range.p5), number(key, found.range.p95)
    return tr("{low}–{high} ({group})").format(low=low, high=high, group=group)


def spoken(trials: Sequence[MeasuredTrial]) -> list[str]:
    """What speaks against trials, in words."""
    found = []
    for trial in trials:
        lines = [flag.line for flag in trial.flags]
        if not trial.usable and trial.why_not not in lines:
            lines.append(not_measured(trial.why_not))
        found += [f"{trial.record.trial.number}: {line}" if len(trials) > 1 else line for line in lines]
    return found


def not_measured(why: str) -> str:
    """That there are no figures, and the reason."""
    return tr("Not measured: {why}").format(why=why)
