"""The rules that every level of the library keeps, asked of a grading. What breaks one is said in words.

How they are asked: a share is compared with a fixed number as it was found. Two shares are compared by
`shares.is_more`, so that chance does not break a rule. "Harder" is asked twice: nowhere does a level become clearly
easier from one difficulty (rung) to the next, and it is clearly harder at the last than at the first. Difficulties are
compared over all able people and all rungs that they played together, rungs over all difficulties of the one who climbs
them: that is where enough reps come together, and what is too easy by day for anybody may still get harder at night.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from steadyquest.game.tasks.kinds import kind_of
from steadyquest.grade.cells import LOWEST_RIGHT, Cell, LevelGrade, together
from steadyquest.grade.plan import IDLE, RANDOM, STEADY, STILL
from steadyquest.grade.shares import Z_EXPECTED, Share, is_more
from steadyquest.grade.verdicts import climbed, verdicts
from steadyquest.simulate.people import PEOPLE
from steadyquest.words import tr

EASY_HALF = 0.5
"""Up to this difficulty a steady adult is to manage every level."""
FEWEST = 60
"""Reps at the first and at the last, before it is said that nothing shows between them: of fewer, only a difference of
more than 15 in 100 would."""
FELT_UNSEEN = frozenset({"rhythm", "march", "rise"})
"""A tempo that is heard, a foot in the air and a chair that was left are felt as well in the dark: along the rungs
these tasks must not get easier, and need not get harder."""
ABLE = frozenset(PEOPLE) - frozenset(IDLE)


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that a level breaks."""

    rule: str
    words: str

    def as_dict(self) -> dict[str, Any]:
        """Plain data for programs."""
        return asdict(self)


def broken(grade: LevelGrade) -> tuple[Broken, ...]:
    """Every rule that a level breaks, as far as those who played can tell. Levels without judged reps are outside."""
    if not grade.judged:
        return ()
    return tuple(Broken(name, words) for name, rule in RULES.items() for words in rule(grade))


def _steady_manages(grade: LevelGrade) -> Iterator[str]:
    said = tr(
        "the steady adult succeeds in {share:.0f} % of the reps at difficulty {d:g}; {least:.0f} % are needed there"
    )
    for cell in grade.of(STEADY):
        if cell.difficulty <= EASY_HALF and cell.share is not None and cell.share.value < LOWEST_RIGHT:
            yield said.format(share=100 * cell.share.value, d=cell.difficulty, least=100 * LOWEST_RIGHT)


def _idle_does_not_win(grade: LevelGrade) -> Iterator[str]:
    """Where keeping still is the task itself, it is who wanders about that must not win."""
    idle = RANDOM if _is_for_steadiness(grade) else STILL
    found = next((verdict for verdict in verdicts(grade) if verdict.person == idle), None)
    if found is None or found.code != "wins" or grade.level.spec.still_ok:
        return
    said = {
        STILL: tr("who only keeps still wins: {share:.0f} % of the reps at difficulty {d}; or say in `still_ok` why"),
        RANDOM: tr(
            "who only wanders about wins: {share:.0f} % of the reps at difficulty {d}; or say in `still_ok` why"
        ),
    }
    yield said[idle].format(share=100 * (found.most or 0.0), d=_list(found.at))


def _harder_with_d(grade: LevelGrade) -> Iterator[str]:
    steps = [(f"{d:g}", share) for d, share in _by_difficulty(grade)]
    yield from _easier(
        steps,
        tr("easier at difficulty {after} ({two:.0f} % of the reps) than at {before} ({one:.0f} %), over all people"),
    )
    if _everybody(grade):
        yield from _no_harder(
            steps,
            tr("not clearly harder at difficulty {after} ({two:.0f} % of the reps) than at {before} ({one:.0f} %)"),
        )


def _harder_with_rung(grade: LevelGrade) -> Iterator[str]:
    if grade.climber in IDLE:
        return
    steps = [(str(rung), share) for rung in grade.rungs if (share := together(grade.of(grade.climber, rung=rung)))]
    yield from _easier(
        steps, tr("easier on rung {after} ({two:.0f} % of the reps) than on rung {before} ({one:.0f} %)")
    )
    if not _judged(grade) <= FELT_UNSEEN:
        yield from _no_harder(
            steps,
            tr("not clearly harder on rung {after} ({two:.0f} % of the reps) than on rung {before} ({one:.0f} %)"),
        )


def _right_for_somebody(grade: LevelGrade) -> Iterator[str]:
    """By day, or at a later hour for who plays at all rungs: what is caught by day by anybody is hard in the dark."""
    if _everybody(grade) and not any(verdict.suits for verdict in (*verdicts(grade), *climbed(grade))):
        yield tr("right for nobody: no one succeeds in 60 to 80 % of the reps at any difficulty or rung")


RULES: dict[str, Callable[[LevelGrade], Iterator[str]]] = {
    "steady_manages": _steady_manages,
    "idle_does_not_win": _idle_does_not_win,
    "harder_with_difficulty": _harder_with_d,
    "harder_with_rung": _harder_with_rung,
    "right_for_somebody": _right_for_somebody,
}


_Steps = Sequence[tuple[str, Share]]


def _easier(steps: _Steps, said: str) -> Iterator[str]:
    for (before, one), (after, two) in pairwise(steps):
        if is_more(two, one):
            yield said.format(before=before, after=after, one=100 * one.value, two=100 * two.value)


def _no_harder(steps: _Steps, said: str) -> Iterator[str]:
    if len(steps) < 2:
        return
    (first, one), (last, two) = steps[0], steps[-1]
    if min(one.all, two.all) >= FEWEST and not is_more(one, two, z=Z_EXPECTED):
        yield said.format(before=first, after=last, one=100 * one.value, two=100 * two.value)


def _by_difficulty(grade: LevelGrade) -> list[tuple[float, Share]]:
    able = [cell for cell in grade.cells if cell.person in ABLE]
    found = ((d, together(_at(able, d))) for d in grade.difficulties)
    return [(d, share) for d, share in found if share is not None]


def _at(cells: Sequence[Cell], difficulty: float) -> list[Cell]:
    return [cell for cell in cells if cell.difficulty == difficulty]


def _is_for_steadiness(grade: LevelGrade) -> bool:
    """Whether all that is judged counts for steadiness."""
    spec = grade.level.spec
    judged = [kind for kind in map(kind_of, spec.steps) if kind.judged]
    return all((spec.skill or kind.skill) == "steadiness" for kind in judged)


def _judged(grade: LevelGrade) -> set[str]:
    """The kinds of its judged steps."""
    return {kind.name for kind in map(kind_of, grade.level.spec.steps) if kind.judged}


def _everybody(grade: LevelGrade) -> bool:
    """Whether all able people played, from the easiest to the hardest: else nobody can say whom a level suits."""
    return set(grade.people) >= ABLE and {0.0, 1.0} <= set(grade.difficulties)


def _list(numbers: Sequence[float]) -> str:
    return ", ".join(f"{number:g}" for number in numbers)
