"""The chart of a plan's weeks: minutes against what was planned, and the days with practice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from steadyquest.reports.blocks import PAGE_MM, Drawing
from steadyquest.reports.charts import BLUE, INK, ORANGE, SMALL_PT, SOFT, axes_at, bare
from steadyquest.words import tr

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Canvas

    from steadyquest.session.plan_dose import Dose, WeekDose

MOST_WEEKS_NAMED = 16
"""With more weeks, only every other one has its name under it."""
PLOT_MM, DAYS_MM = 28.0, 8.0
LOOKS = {
    "day": (INK, INK),
    "day-planned": ("white", SOFT),
    "day-ahead": ("none", "#c3ccd4"),
}
"""Ground and edge of a day's ring: with practice, planned without, still ahead."""


def weeks(dose: Dose, *, planned_weeks: int, plot_mm: float = PLOT_MM) -> Drawing:
    """Minutes of each week as a bar, the plan's as a line; below it the days, as many rings as were planned."""
    paint = partial(_weeks, dose=dose, planned_weeks=planned_weeks, plot_mm=plot_mm)
    height = plot_mm + DAYS_MM + 10
    return Drawing(name="dose-per-week", label=in_words(dose.weeks), width_mm=PAGE_MM, height_mm=height, paint=paint)


def in_words(weeks: Sequence[WeekDose]) -> str:
    """The picture, for whoever does not see it."""
    said = tr("week {n}: {minutes:.0f} minutes on {days} days")
    return "; ".join(
        said.format(n=week.number, minutes=week.minutes, days=week.days) for week in weeks if not week.is_ahead
    )


def _weeks(canvas: Canvas, *, dose: Dose, planned_weeks: int, plot_mm: float) -> None:
    shown = dose.weeks
    most = max([dose.minutes_per_week, *(week.minutes for week in shown)]) * 1.16 or 1.0
    width = PAGE_MM - 14
    minutes = axes_at(canvas, 11, 4, width=width, height=plot_mm)
    minutes.set(xlim=(-0.5, max(len(shown), 6) - 0.5), ylim=(0, most), xticks=[])
    step = next((s for s in (5, 10, 20, 30, 60, 120, 240, 480) if most / s <= 5), 960)
    minutes.set_yticks(range(0, int(most) + 1, step))
    minutes.grid(visible=True, axis="y")
    minutes.tick_params(length=0)
    bare(minutes, keep=("bottom",))
    canvas.text(0.002, 0.995, tr("minutes a week"), va="top", fontsize=SMALL_PT, color=SOFT)
    _bars(minutes, shown, room_mm=width / max(len(shown), 6))
    planned = [i for i, week in enumerate(shown) if week.number <= planned_weeks]
    if planned:
        at = dose.minutes_per_week
        minutes.plot([planned[0] - 0.5, planned[-1] + 0.5], [at, at], color=INK, linewidth=1.2, dashes=(5, 3),
                     gid="planned")  # fmt: skip
    _days(axes_at(canvas, 11, 4 + plot_mm, width=width, height=DAYS_MM), shown, planned=dose.days_per_week, width=width)


def _bars(axes: Axes, weeks: Sequence[WeekDose], *, room_mm: float) -> None:
    wide = min(0.62, 9 / room_mm)
    clinic = [0.0 if week.is_ahead else week.minutes - week.home_minutes for week in weeks]
    home = [0.0 if week.is_ahead else week.home_minutes for week in weeks]
    axes.bar(range(len(weeks)), clinic, wide, color=BLUE, gid="clinic")
    if any(home):
        axes.bar(range(len(weeks)), home, wide, bottom=clinic, color=ORANGE, hatch="////", edgecolor="white",
                 linewidth=0, gid="at-home")  # fmt: skip
    for i, week in enumerate(weeks):
        if not week.is_ahead and week.minutes and room_mm > 4.5:
            axes.text(i, week.minutes, f"{week.minutes:.0f}", ha="center", va="bottom", fontsize=SMALL_PT)


def _days(axes: Axes, weeks: Sequence[WeekDose], *, planned: int, width: float) -> None:
    slots = max(len(weeks), 6)
    room_mm = width / slots
    axes.set(xlim=(-0.5, slots - 0.5), ylim=(0, 1), yticks=[])
    bare(axes)
    every = 1 if len(weeks) <= MOST_WEEKS_NAMED else 2 if len(weeks) <= 2 * MOST_WEEKS_NAMED else 4
    named = [i for i, week in enumerate(weeks) if (week.number - 1) % every == 0]
    axes.set_xticks(named, labels=[_name(weeks[i], many=len(weeks) > MOST_WEEKS_NAMED) for i in named])
    axes.tick_params(length=0)
    for look, (ground, edge) in LOOKS.items():
        places = [x for i, week in enumerate(weeks) for x in _rings(i, week, look=look, planned=planned, room=room_mm)]
        if places:
            size = min(2.6, (room_mm - 1) / max(planned, *(week.days for week in weeks)) * 0.75) * 72 / 25.4
            axes.plot(places, [0.55] * len(places), "o", color=edge, markerfacecolor=ground, markersize=size,
                      markeredgewidth=0.8, clip_on=False, gid=look)  # fmt: skip


def _rings(i: int, week: WeekDose, *, look: str, planned: int, room: float) -> list[float]:
    n = max(planned, week.days)
    gap = min(3.4, (room - 1) / n) / room
    kinds = ["day" if k < week.days else "day-ahead" if week.is_ahead else "day-planned" for k in range(n)]
    return [i + (k - (n - 1) / 2) * gap for k, kind in enumerate(kinds) if kind == look]


def _name(week: WeekDose, *, many: bool) -> str:
    return f"{week.begins:%d}.{week.begins:%m}." if many else tr("week {n}").format(n=week.number)
