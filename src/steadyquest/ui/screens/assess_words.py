"""What is said of a measured trial: its checks in plain words, and its primary values for the therapist's strip."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from steadyquest.session.assessments import wording
from steadyquest.session.assessments.protocol import CLOCKWISE, LIMITS, LOADING, RHYTHM
from steadyquest.session.plan_rules import day_of
from steadyquest.ui.overlay import sentence
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.session.assessments.measured_trial import MeasuredTrial, MeasuredWay

OK, FLAGGED, REFUSED = "ok", "flagged", "refused"
APART = " · "


class Checked(NamedTuple):
    """How a trial stands: one of the three states, and the lines that say why."""

    state: str
    lines: tuple[str, ...]


def checked(found: MeasuredTrial | None) -> Checked:
    """The checks of a trial in plain words."""
    if found is None:
        return Checked(REFUSED, (tr("Nothing of it was recorded."),))
    lines = _of_ways(found.ways) if found.ways else _of_trial(found)
    if not found.usable:
        return Checked(REFUSED, lines or (sentence(found.why_not),))
    return Checked(FLAGGED if lines else OK, lines)


def title(state: str) -> str:
    """The state in a few words."""
    return {
        OK: tr("A good recording"),
        FLAGGED: tr("It counts, with a remark"),
        REFUSED: tr("This one does not count"),
    }[state]


def _of_trial(found: MeasuredTrial) -> tuple[str, ...]:
    said = [found.why_not, *(flag.line for flag in found.flags)]
    return _sentences(said)


def _of_ways(ways: tuple[MeasuredWay, ...]) -> tuple[str, ...]:
    """Every direction with something to say, the same words only once."""
    by_words: dict[str, list[str]] = {}
    for way in ways:
        for line in dict.fromkeys((way.why_not, *(flag.line for flag in way.flags))):
            if line:
                by_words.setdefault(line, []).append(wording.direction(way.direction))
    said = tr("{directions}: {what}")
    lines = [said.format(directions=", ".join(names), what=line) for line, names in by_words.items()]
    there = {way.direction for way in ways}
    missing = ", ".join(wording.direction(name) for name in CLOCKWISE if name not in there)
    return _sentences([*lines, tr("Not done: {directions}").format(directions=missing) if missing else ""])


def _sentences(lines: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentence(line) for line in lines if line))


def values_line(found: MeasuredTrial | None) -> str:
    """The primary values with their units, for the strip alone; empty when there are none."""
    if found is None or not found.usable:
        return ""
    kind = found.record.trial.kind
    if kind == LIMITS:
        return APART.join(_way_line(way) for way in found.ways if way.values)
    maker = {RHYTHM: _shift_line, LOADING: _loading_line}.get(kind, _sway_line)
    return maker(found.values)


def _sway_line(values: Mapping[str, float | None]) -> str:
    return APART.join(
        (
            tr("mean velocity {value} mm/s").format(value=_told(values.get("mean_velocity_mm_s"))),
            tr("95 % ellipse {value} mm²").format(value=_told(values.get("ellipse_area_95_mm2"), digits=0)),
        )
    )


def _shift_line(values: Mapping[str, float | None]) -> str:
    return APART.join(
        (
            tr("on-axis velocity {value} mm/s").format(value=_told(values.get("shift_velocity_mm_s"))),
            tr("directional control {value} %").format(
                value=_told(values.get("shift_directional_control_percent"), digits=0)
            ),
        )
    )


def _loading_line(values: Mapping[str, float | None]) -> str:
    right, error = values.get("right_share"), values.get("right_share_error")
    middle = tr("middle {value} mm sideways").format(value=_told(values.get("mean_ml_mm")))
    if right is None:
        return middle
    left = tr("left leg {left:.0f} %, right leg {right:.0f} %, estimated, ± {error:.0f}")
    said = left.format(left=100 * (1 - right), right=100 * right, error=100 * (error or 0.0))
    return APART.join((said, middle))


def _way_line(way: MeasuredWay) -> str:
    percent, mm = way.values.get("maximum_percent"), way.values.get("maximum_mm")
    reached = _told(mm, digits=0) + " mm" if percent is None else _told(percent, digits=0) + " %"
    return f"{wording.direction(way.direction)} {reached}"


def _told(value: float | None, *, digits: int = 1) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def day(when: date) -> str:
    """The day, of a moment that here: today, or its date in the order that no country reads wrongly."""
    here = day_of(when) if isinstance(when, datetime) else when
    return tr("today") if here == day_of(datetime.now(UTC)) else here.isoformat()
