"""A grading as lines of text: who succeeded how often at which difficulty, and what it asked of their body."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from steadyquest.grade.cells import LOWEST_RIGHT, Cell, LevelGrade
from steadyquest.grade.plan import STEADY
from steadyquest.grade.rules import broken
from steadyquest.grade.verdicts import climbed, verdicts
from steadyquest.grade.wording import about
from steadyquest.words import tr

CHILD = "child_hemi_left"

_GAP = "  "
_ASKED = ("seconds", "speed", "speed_95", "path", "left", "right")


class Row(NamedTuple):
    """One person at one rung."""

    person: str
    rung: int
    cells: tuple[Cell, ...]


def lines(grade: LevelGrade) -> Iterator[str]:
    """All that is to be said of one level."""
    level = grade.level
    yield f"{level.spec.title} · {level.key}"
    if grade.judged:
        yield from _table(grade, tr("Reps that succeed in %, and between what that lies (95 %)"), _success)
    if any(cell.recalled for cell in grade.cells):
        yield from _table(grade, tr("How far off the place in mm, and how much too far out (+) or near (−)"), _error)
    yield from _indented(about(grade))
    yield from _indented(tr("It breaks a rule: {what}.").format(what=fault.words) for fault in broken(grade))


def summary(grades: Sequence[LevelGrade]) -> Iterator[str]:
    """One line for each level, and which worlds can be finished."""
    heads = [tr("level"), tr("right for"), tr("rules")]
    yield from _aligned([heads, *(_summed(grade) for grade in grades)])


def finished(grades: Sequence[LevelGrade]) -> Iterator[tuple[str, str, int, int]]:
    """World by world: who, how many of its levels they finish with 60 % or more at some difficulty, of how many."""
    for world in dict.fromkeys(grade.level.spec.world for grade in grades):
        of_world = [grade for grade in grades if grade.level.spec.world == world and grade.judged]
        for person in (STEADY, CHILD):
            played = [grade for grade in of_world if person in grade.people]
            if played:
                yield world, person, sum(manages(grade, person) for grade in played), len(played)


def manages(grade: LevelGrade, person: str) -> bool:
    """Whether somebody finishes a level with 60 % or more at some difficulty."""
    return any(cell.share is not None and cell.share.value >= LOWEST_RIGHT for cell in grade.of(person))


def _summed(grade: LevelGrade) -> list[str]:
    suits = ", ".join(
        [verdict.person for verdict in verdicts(grade) if verdict.suits]
        + [_rung(verdict.person, verdict.rung) for verdict in climbed(grade) if verdict.suits][:1]
    )
    faults = ", ".join(dict.fromkeys(fault.rule for fault in broken(grade)))
    nobody = tr("nobody") if grade.judged else tr("told by its error")
    return [grade.level.key, suits or nobody, faults or tr("kept")]


def _table(grade: LevelGrade, title: str, shown: Callable[[Cell], str]) -> Iterator[str]:
    rows = [Row(person, rung, grade.of(person, rung=rung)) for person, rung in _ways(grade)]
    heads = [
        "",
        *(f"d {difficulty:g}" for difficulty in grade.difficulties),
        tr("time"),
        tr("speed (95 %)"),
        tr("way"),
        tr("left : right"),
    ]
    lowest = grade.rungs[0]
    yield f"  {title}"
    yield from _indented(
        _aligned([heads, *([_named(row, lowest), *map(shown, row.cells), *_asked(row.cells)] for row in rows)])
    )


def _ways(grade: LevelGrade) -> list[tuple[str, int]]:
    """Everybody at the lowest rung, then who climbs at the others."""
    lowest = grade.rungs[0]
    others = [(grade.climber, rung) for rung in grade.rungs if rung != lowest]
    return [*((person, lowest) for person in grade.people), *others]


def _named(row: Row, lowest: int) -> str:
    return row.person if row.rung == lowest else _rung(row.person, row.rung)


def _rung(person: str, rung: int) -> str:
    return tr("{person} on rung {n}").format(person=person, n=rung)


def _success(cell: Cell) -> str:
    if cell.share is None:
        return "–"
    low, high = cell.share.interval
    return f"{100 * cell.share.value:3.0f} {100 * low:.0f}–{100 * high:.0f}"


def _error(cell: Cell) -> str:
    found = cell.recalled
    if found is None or not found.answered:
        return "–"
    return f"{found.off_mm:3.0f} {found.along_mm:+.0f}".replace("-", "−")


def _asked(cells: Sequence[Cell]) -> list[str]:
    """What it asked of the body, over all difficulties: seconds, reach units a second, reach units, reach units × s."""
    mean = {name: fmean(getattr(cell, name) for cell in cells) for name in _ASKED}
    return [
        f"{mean['seconds']:.0f} s",
        f"{mean['speed']:.2f} ({mean['speed_95']:.1f})",
        f"{mean['path']:.0f}",
        f"{mean['left']:.0f} : {mean['right']:.0f}",
    ]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        yield _GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _indented(found: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in found)
