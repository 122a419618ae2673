"""The words of a grading: whom a level suits, who wins by nothing, what else was seen. For adults who write levels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from steadyquest.grade.cells import LevelGrade
from steadyquest.grade.plan import RANDOM, STILL
from steadyquest.grade.verdicts import Verdict, climbed, verdicts
from steadyquest.words import tr

_PEOPLE: dict[str, Callable[[], str]] = {
    "steady": lambda: tr("a steady adult"),
    "older": lambda: tr("an older adult"),
    "child": lambda: tr("a child of 8"),
    "child_hemi_left": lambda: tr("a child with hemiplegia on the left"),
    "child_hemi_right": lambda: tr("a child with hemiplegia on the right"),
    "child_diplegia": lambda: tr("a child with diplegia"),
    "tremor": lambda: tr("an adult with a tremor"),
    "tiring": lambda: tr("an adult who tires"),
    "still": lambda: tr("who keeps still"),
    "random": lambda: tr("who wanders about"),
}
OFTEN = 0.2
"""Of the plays: what happens less often is an accident."""


def person(name: str) -> str:
    """A simulated person in words, as part of a sentence."""
    return _PEOPLE[name]() if name in _PEOPLE else name


def about(grade: LevelGrade) -> Iterator[str]:
    """Sentences on whom a level suits, one after the other."""
    found = verdicts(grade)
    if not grade.judged:
        yield tr("Nothing in it is judged: it is told by how far off the places are that were found unseen.")
        return
    right = [verdict for verdict in found if verdict.suits]
    if right:
        yield tr("Right for {people}.").format(people=", ".join(_right(verdict) for verdict in right))
    for code, said in (
        ("too_easy", tr("Too easy for {people}: more than 80 % of the reps succeed at every difficulty.")),
        ("too_hard", tr("Too hard for {people}: fewer than 60 % of the reps succeed at every difficulty.")),
    ):
        people = ", ".join(person(verdict.person) for verdict in found if verdict.code == code)
        if people:
            yield said.format(people=people)
    yield from _later(climbed(grade))
    yield from _turning(found)
    yield from _idle(found)
    yield from _interrupted(grade)


def _right(verdict: Verdict) -> str:
    return f"{person(verdict.person)} ({_at(verdict)})"


def _at(verdict: Verdict) -> str:
    at = [f"{d:g}" for d in verdict.at]
    if verdict.code == "between":
        return tr("between {one} and {two}").format(one=at[0], two=at[1])
    return tr("at {difficulties}").format(difficulties=", ".join(at))


def _later(further: Sequence[Verdict]) -> Iterator[str]:
    """At which further rungs it is right for who climbs them."""
    right = [verdict for verdict in further if verdict.suits]
    if right:
        rungs = ", ".join(tr("rung {n} ({at})").format(n=verdict.rung, at=_at(verdict)) for verdict in right)
        yield tr("On the way into the dark it is right for {person} on {rungs}.").format(
            person=person(right[0].person), rungs=rungs
        )


def _turning(found: Sequence[Verdict]) -> Iterator[str]:
    said = tr("For {person} it rises and falls: clearly easier again at {difficulties}.")
    for verdict in found:
        if verdict.easier_at:
            at = ", ".join(f"{d:g}" for d in verdict.easier_at)
            yield said.format(person=person(verdict.person), difficulties=at)


def _idle(found: Sequence[Verdict]) -> Iterator[str]:
    said = {
        (STILL, "wins"): tr("A still player wins: {most:.0f} % of the reps at most."),
        (STILL, "does_not_win"): tr("A still player does not win: {most:.0f} % of the reps at most."),
        (RANDOM, "wins"): tr("A random player wins: {most:.0f} % of the reps at most."),
        (RANDOM, "does_not_win"): tr("A random player does not win: {most:.0f} % of the reps at most."),
    }
    for verdict in found:
        if (verdict.person, verdict.code) in said:
            yield said[verdict.person, verdict.code].format(most=100 * (verdict.most or 0.0))


def _interrupted(grade: LevelGrade) -> Iterator[str]:
    """What ended plays early or stopped them, where it is more than an accident."""
    for name in grade.people:
        cells = grade.of(name)
        plays = sum(cell.plays for cell in cells)
        cut, paused = plays - sum(cell.complete for cell in cells), sum(cell.pauses for cell in cells)
        if name not in (STILL, RANDOM) and cut > OFTEN * plays:
            yield tr("The time of the level is over before {person} is done, in {n} of {plays} plays.").format(
                person=person(name), n=cut, plays=plays
            )
        if paused > OFTEN * plays:
            yield tr("Safety pauses it {n} times in {plays} plays of {person}.").format(
                n=paused, plays=plays, person=person(name)
            )
