"""The clinical results that are entered by hand: which there are, their units and limits, and how they are told.

Nothing of a database in it: screens and pages read this table too. Sources of the tests are in docs/export.md.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import NamedTuple

from steadyquest.errors import RecordError
from steadyquest.words import tr

WALK_M = 10.0
"""The timed stretch of the walk; speed is this over the time."""
NOTE_MOST = 200
"""Characters of a note."""
EARLIEST = date(1900, 1, 1)
"""Before it nobody who plays here was measured: a year is a slip of the pen."""
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


class ClinicalKind(NamedTuple):
    """One test or rating. `whole`: only whole numbers are possible."""

    unit: str
    least: float
    most: float
    whole: bool = False


CLINICAL = {
    "tug": ClinicalKind("s", 1.0, 300.0),
    "pbs": ClinicalKind("points", 0.0, 56.0, whole=True),
    "walk": ClinicalKind("s", 1.0, 300.0),
    "goal": ClinicalKind("points", 0.0, 10.0, whole=True),
}
"""Every kind by its key, in the order in which they are shown."""


def title(kind: str) -> str:
    """The name for people."""
    names = {
        "tug": tr("Timed Up and Go"),
        "pbs": tr("Paediatric Balance Scale"),
        "walk": tr("10-metre walk"),
        "goal": tr("own goal, 0–10"),
    }
    return names[kind]


def told(kind: str, value: float) -> str:
    """The value with its unit or its scale, for people; the walk also as speed."""
    most = int(CLINICAL[kind].most)
    said = {
        "tug": tr("{value} s"),
        "pbs": tr("{value} of {most}"),
        "walk": tr("{value} s ({speed} m/s)"),
        "goal": tr("{value} of {most}"),
    }
    return said[kind].format(value=f"{value:g}", most=most, speed=f"{walk_m_s(value):.2f}" if value else "–")


def walk_m_s(seconds: float) -> float:
    """The speed of a 10-metre walk.

    >>> walk_m_s(8.0)
    1.25
    """
    return WALK_M / seconds


def checked(kind: str, value: float) -> float:
    """The value as it is kept. Raises RecordError for an unknown kind, or a value that the test cannot give."""
    if kind not in CLINICAL:
        raise RecordError(tr("“{kind}” is no clinical result; known: {known}").format(kind=kind, known=_known()))
    limits = CLINICAL[kind]
    if not math.isfinite(value) or not limits.least <= value <= limits.most:
        said = tr("{title} cannot be {value}; allowed: {least:g} to {most:g} {unit}")
        raise RecordError(said.format(title=title(kind), value=value, **limits._asdict()))
    if limits.whole and value != int(value):
        said = tr("{title} cannot be {value}; give a whole number")
        raise RecordError(said.format(title=title(kind), value=value))
    return float(value)


def checked_note(note: str) -> str:
    """The note in one line. Raises RecordError when it is too long."""
    note = " ".join(note.split())
    if len(note) > NOTE_MOST:
        said = tr("the note has {n} characters; {most} are allowed, so shorten it")
        raise RecordError(said.format(n=len(note), most=NOTE_MOST))
    return note


def checked_day(text: str, *, today: date, birth_year: int | None = None) -> date:
    """The day of a measurement, from what was typed: year, month and day.

    Raises RecordError, in one line, for what is no date, lies ahead, before 1900, or before the year of birth.

    >>> checked_day(" 2026-02-27 ", today=date(2026, 3, 2))
    datetime.date(2026, 2, 27)
    """
    found = _day_of(text)
    if found is None:
        said = tr("“{text}” is not a date; write year, month and day, as {today}")
        raise RecordError(said.format(text=" ".join(text.split()), today=today))
    if found > today:
        raise RecordError(tr("{day} has not come yet; today is {today}").format(day=found, today=today))
    if found < EARLIEST:
        raise RecordError(tr("{day} is too long ago; look at the year").format(day=found))
    if birth_year is not None and found.year < birth_year:
        said = tr("{day} is before the player was born ({year}); look at the year")
        raise RecordError(said.format(day=found, year=birth_year))
    return found


def _day_of(text: str) -> date | None:
    """Only in the order that no country reads wrongly; `date.fromisoformat` would take weeks as well."""
    parts = _DAY.fullmatch(text.strip())
    try:
        return date(*(int(part) for part in parts.groups())) if parts else None
    except ValueError:
        return None


def _known() -> str:
    return ", ".join(CLINICAL)
