"""The feel probe: once a week, eight places to be found again unseen. Measured, never judged.

Owns its level, which is made here and not in a file, the series of places that are frozen for a player and stance,
and when it is due. It is played as any run is, so it is recorded, replayed and reported like one. What is frozen is
read from the records: the first run of a series says it all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from steadyquest.conventions import UNIT_VECTORS, ReachMap
from steadyquest.errors import LevelError, SignalError
from steadyquest.game.spec import LevelSpec, Point, RecallSpec, SightSpec, StepSpec
from steadyquest.game.staircase import Staircase
from steadyquest.levels.read import Level, parse_level
from steadyquest.levels.write import write_level
from steadyquest.signal.reach import from_list
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.records.practice import PlayedRun
    from steadyquest.records.rows import RepRow
    from steadyquest.records.store import Store
    from steadyquest.session.result import RunResult
    from steadyquest.session.sitting import Session

KEY = "probe/feel"
SIDES = ("left", "right", "forward", "back")
SHARES = (0.5, 0.75)
"""Of the reach at the first probe: of the published 25, 50 and 75 % the two that lie well outside of standing still."""
SURFACE = "firm"
DUE_AFTER = timedelta(days=6.5)
"""A week; who comes at nine instead of ten has still waited for one."""
LONGEST_S = 300.0
_SERIES = re.compile(r"series (\d+)")
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """One place and how far off it was found: along the way to it (+ too far) and across (+ to its left)."""

    side: str
    place_mm: Point
    along_mm: float
    across_mm: float
    answered: bool
    """False when the time was over before the player was still."""
    tagged: bool = False
    """The therapist noted something in it, such as held on: it is no answer of the body alone."""

    @property
    def counts(self) -> bool:
        """Whether its error says something of feel."""
        return self.answered and not self.tagged


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One probe as it was played."""

    run_id: int
    session_id: int
    at: datetime
    stance: str
    series: int
    places_mm: tuple[Point, ...]
    answers: tuple[Answer, ...]
    finished: bool
    source: str
    condition: tuple[str, str, str]
    """Support, shoes or orthosis, and where the feet stood; empty where nobody noted it."""

    @property
    def group(self) -> tuple[str, int, tuple[str, str, str]]:
        """Only probes of one group may be compared."""
        return self.stance, self.series, self.condition


def probes_of(store: Store, player_id: int) -> tuple[Probe, ...]:
    """All probes of a player, oldest first, also those that were broken off."""
    played = store.practice.runs_of_level(player_id, KEY)
    return tuple(probe for run in played if (probe := _probe(run)) is not None)


def series_of(probes: Sequence[Probe], stance: str) -> Probe | None:
    """The probe that froze the newest series in this stance; None before there is one."""
    mine = [probe for probe in probes if probe.stance == stance]
    newest = max((probe.series for probe in mine), default=0)
    return next((probe for probe in mine if probe.series == newest), None)


def is_due(probes: Sequence[Probe], *, stance: str, surface: str = SURFACE, now: datetime | None = None) -> bool:
    """Whether it is time: never probed at all, or a week since the last whole one in this stance.

    In a stance without frozen places, while there are some in another, nothing is due: that is for the therapist.
    """
    if surface != SURFACE:
        return False
    mine = [probe for probe in probes if probe.stance == stance]
    if not mine:
        return not probes
    whole = [probe.at for probe in mine if probe.finished]
    return not whole or (now or datetime.now(UTC)) - max(whole) >= DUE_AFTER


def next_probe(probes: Sequence[Probe], *, stance: str, reach: ReachMap, anew: bool = False) -> Level:
    """The level of the next probe: the frozen places, or new ones from this reach where there are none, or `anew`.

    Raises SignalError when the frozen places lie beyond what the player reaches now.
    """
    frozen = series_of(probes, stance)
    if frozen is None or anew:
        return level_of(places_from(reach), series=frozen.series + 1 if frozen else 1, stance=stance, reach=reach)
    return level_of(frozen.places_mm, series=frozen.series, stance=stance, reach=reach)


def probe_for(store: Store, session: Session, *, anew: bool = False) -> Level:
    """The next probe of who plays in this session, in the stance of now. Raises SignalError when there can be none."""
    person = session.person
    if person.id is None:
        raise SignalError(tr("the feel probe is measured from week to week, so it needs a player; name one"))
    if session.options.home:
        raise SignalError(tr("the feel probe is measured where somebody stands by; leave --probe out at home"))
    return next_probe(probes_of(store, person.id), stance=person.stance, reach=session.reach, anew=anew)


def places_from(reach: ReachMap) -> tuple[Point, ...]:
    """Four directions, two distances each, in mm about the player's centre."""
    return tuple(
        reach.to_mm(UNIT_VECTORS[side][0] * share, UNIT_VECTORS[side][1] * share) for side in SIDES for share in SHARES
    )


def level_of(places_mm: Sequence[Point], *, series: int, stance: str, reach: ReachMap) -> Level:
    """The probe of these places as a level: always by day, no distance that difficulty picks."""
    units = tuple(_rounded(reach.to_units(*place)) for place in places_mm)
    if any(math.hypot(*unit) > 1.0 for unit in units):
        raise SignalError(
            tr("the places of the feel probe lie beyond today's reach; measure the reach again, or begin new places")
        )
    sight = SightSpec(sight="full")
    task = RecallSpec(where=units, count=len(units))
    spec = LevelSpec(
        title=tr("Eight places by feel"),
        world="fog",
        say=tr("Keep the star's place in mind, come back, and find it by feel."),
        thing="star",
        stance=(stance,),
        sight=sight,
        steps=(StepSpec(task=task, sight=sight),),
        max_s=LONGEST_S,
        notes=f"Feel probe, series {series}.",
    )
    return parse_level(write_level(spec), file=KEY, name=KEY)


def is_probe(level_key: str) -> bool:
    """Whether a run is a feel probe: it counts as dose, and nowhere else."""
    return level_key == KEY


def at_rest(staircases: dict[str, Staircase]) -> dict[str, Staircase]:
    """Staircases that nothing in a probe moves, not even the therapist's easier and harder."""
    return {skill: replace(staircase, fixed=True) for skill, staircase in staircases.items()}


def unjudged(result: RunResult) -> RunResult:
    """The result of what is measured: no stars, no difficulty, and a fact without a number to be better than."""
    return replace(result, stars=0, d_start=None, d_end=None, success=None, fact=kind_fact(result))


def kind_fact(result: RunResult) -> str:
    """True and kind, whatever the errors were."""
    n = result.tried
    if n and not is_probe(result.level_key):
        seconds = round(result.seconds)
        said = trn("You stayed with it for {n} second.", "You stayed with it for {n} seconds.", seconds)
        return said.format(n=seconds)
    if not n:
        return tr("Thank you for having a look.")
    said = trn("You looked for {n} place by feel.", "You looked for {n} places by feel.", n)
    return said.format(n=n)


def side_of(place_mm: Point) -> str:
    """left, right, forward or back: the nearest of the four.

    >>> side_of((-30.0, 2.0)), side_of((1.0, -12.0))
    ('left', 'back')
    """
    return max(SIDES, key=lambda side: place_mm[0] * UNIT_VECTORS[side][0] + place_mm[1] * UNIT_VECTORS[side][1])


def _probe(played: PlayedRun) -> Probe | None:
    """None for a run whose record cannot be understood: it must not take the others with it."""
    run, notes = played.run, played.session.notes or {}
    try:
        reach = from_list(run.setup["reach"]["mm"], kind="")
        task = parse_level(run.level_text, file=KEY, name=KEY).spec
        (where,) = (step.task.where for step in task.steps if isinstance(step.task, RecallSpec))
        places = tuple(reach.to_mm(*place) for place in where if not isinstance(place, str))
        found = [rep for rep in played.reps if "along_mm" in rep.extra]
        # After "again" the whole round was played anew: the newest answers are the ones.
        answers = tuple(_answer(rep, reach, tagged=_is_tagged(rep, played)) for rep in found[-len(places) :])
    except (KeyError, TypeError, ValueError, SignalError, LevelError):
        return None
    series = _SERIES.search(task.notes or "")
    return Probe(
        run_id=run.id,
        session_id=run.session_id,
        at=played.session.started_at,
        stance=run.stance,
        series=int(series[1]) if series else 1,
        places_mm=places,
        answers=answers,
        finished=run.ended == "finished" and len({answer.place_mm for answer in answers}) == len(places),
        source=played.session.source,
        condition=(_noted(notes, "support"), _noted(notes, "shoes"), str(run.setup.get("feet") or "")),
    )


def _answer(rep: RepRow, reach: ReachMap, *, tagged: bool) -> Answer:
    place = reach.to_mm(rep.x or 0.0, rep.y or 0.0)
    extra: dict[str, Any] = rep.extra
    return Answer(
        side_of(place),
        place,
        float(extra["along_mm"]),
        float(extra["across_mm"]),
        answered=bool(extra.get("answered", True)),
        tagged=tagged,
    )


def _is_tagged(rep: RepRow, played: PlayedRun) -> bool:
    """From its beginning until the next one begins a note means this rep."""
    begins = sorted(other.tick_start or 0 for other in played.reps)
    start = rep.tick_start or 0
    stop = next((tick for tick in begins if tick > start), math.inf)
    return any(start <= tick < stop for tick in played.noted_at)


def _noted(notes: dict[str, Any], name: str) -> str:
    return str(notes.get(name) or "")


def _rounded(unit: Point) -> Point:
    """A hundredth of a millimetre is far below what anybody feels."""
    return round(unit[0], _DIGITS), round(unit[1], _DIGITS)
