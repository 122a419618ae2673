"""One play of a level by a simulated person: what a live session would do with them, and what came of it."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass

from steadyquest.conventions import SEATED_STANCES, FeetMap, least_kg_of
from steadyquest.game.events import Event, Paused, PlaceRecalled, RepSkipped, RunFinished
from steadyquest.game.spec import LevelSpec, Profile
from steadyquest.game.staircase import Staircase
from steadyquest.game.tasks.kinds import SKILLS, needs_feet
from steadyquest.game.world import BY_PERSON
from steadyquest.grade.lean_log import LeanLog
from steadyquest.levels.read import Level
from steadyquest.session.preparation import READY, Preparation
from steadyquest.session.run import Run
from steadyquest.session.setup import RunSetup
from steadyquest.signal.mat import Feet, Mark, nearest, row_mm, share_error
from steadyquest.signal.one_euro import STEADINESS
from steadyquest.signal.reach import LEAST_MM, Reach
from steadyquest.simulate.people import Person, find_person
from steadyquest.simulate.person import GLANCE, SimulatedPerson

FEET_OF_HEIGHT = 0.097
"""How far apart the heels are, as a share of the height. Adults who may choose stand with 0.17 m between the middles of
the heels (McIlroy & Maki 1997, Clin Biomech 12:66; 262 adults); taken of a height of 1.75 m."""
FEET_ROW = 4
CENTRE_MOST_S = 60.0
"""Nobody is waited for longer until they stand steady."""
PAUSED_MOST_S = 120.0
"""Nor until they are back from a pause, all pauses of a level together."""
_ONE_LEGGED = ("single_", "tandem_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """How far off the places were that were found unseen: means over those that were answered."""

    reps: int
    answered: int
    off: float
    """Distance from the place, in reach units, and in millimetres."""
    off_mm: float
    along: float
    """Signed, along the way out: above zero is too far."""
    along_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one play came to. Plain data, and the same for the same play wherever it is computed."""

    success: float | None
    """Share of the judged reps that succeeded; None when no rep of the level is judged."""
    reps: int
    """Judged ones."""
    good: int
    tried: int
    """All that came to their end, also those of `recall`."""
    rung: int
    """That was played: the level may bound what was asked for."""
    seconds: float
    complete: bool
    """The level came to its end, and no rep was cut off by its `max_s`."""
    pauses: int
    """How often safety paused the level."""
    speed: float
    """Mean speed of the lean in reach units a second, and the one that is exceeded in a twentieth of the time."""
    speed_95: float
    path: float
    """Way of the lean in reach units."""
    left: float
    right: float
    """Work to each side: how far out the lean was, summed over the time it was there, in reach units × s."""
    recalled: Recalled | None


def play_once(level: Level, *, person: Person | str, difficulty: float, rung: int, seed: int) -> Outcome:
    """A level played once at a difficulty that nothing moves. The same arguments give the same outcome.

    The person stands on the plate, is weighed and centred, and has their whole reach measured. Somebody without an
    affected side has none here either: the game then takes the left for it, as it does in the clinic.
    """
    who = person if isinstance(person, Person) else find_person(person)
    reach = measured_reach(who, seed=seed)
    player = SimulatedPerson(who, seed=seed, reach=reach, at_once=GLANCE)
    stance = stance_for(level.spec, who)
    setup = _setup(level.spec, player, reach=reach, stance=stance, difficulty=difficulty, rung=rung, seed=seed)
    run, log, events = Run(level.spec, setup), LeanLog(), list[Event]()
    most_us = round((level.spec.max_s + PAUSED_MOST_S) * 1e6)
    feed, began_us, now_us = run.feed, 0, 0
    while not run.finished and now_us - began_us <= most_us:
        for sample in player.read():
            events += feed(sample)
        now_us = sample.t_us
        began_us = began_us or now_us
        if not run.world.paused and run.lean is not None:
            log.feed(run.lean)
        if player.looks:
            player.observe(run.world.scene())
    events += run.end()
    return _outcome(events, run=run, log=log)


def measured_reach(who: Person, *, seed: int) -> Reach:
    """What a careful measuring of all eight directions would give: this body's own limits."""
    mm = SimulatedPerson(who, seed=seed).limit.mm
    return Reach(tuple(max(LEAST_MM, one) for one in mm), "full")


def stance_for(level: LevelSpec, who: Person) -> str:
    """The level's first stance that suits: standing on both feet before anything else, for so they were fitted."""
    two_feet = [name for name in level.stance if name not in SEATED_STANCES and not name.startswith(_ONE_LEGGED)]
    sided = [name for name in level.stance if who.affected or not name.endswith("_affected")]
    return (two_feet or sided or list(level.stance))[0]


def standing_feet(height_m: float) -> Feet:
    """Where somebody of that height puts their feet on the mat: a place as wide as people choose."""
    half_mm, back_mm = 500.0 * FEET_OF_HEIGHT * height_m, row_mm(FEET_ROW)
    right = nearest(half_mm, back_mm)
    return Feet(Mark(-right.ml_mm, right.ap_mm), right)


def _setup(
    level: LevelSpec,
    player: SimulatedPerson,
    *,
    reach: Reach,
    stance: str,
    difficulty: float,
    rung: int,
    seed: int,
) -> RunSetup:
    who, least_kg = player.person, least_kg_of(stance)
    weight_kg, centre_mm = _centred(player, reach=reach, least_kg=least_kg)
    skills = {*SKILLS, *([level.skill] if level.skill else [])}
    feet = standing_feet(who.height_m) if needs_feet(level) else None
    return RunSetup(
        # Not the person's own: a level's chances and a body's have nothing to do with each other.
        seed=random.Random(seed).getrandbits(31),
        calibration=player.calibration,
        reach=reach,
        centre_mm=centre_mm,
        profile=Profile(
            affected=who.affected,
            weight_kg=weight_kg,
            stance=stance,
            rungs=dict.fromkeys(skills, rung),
            feet=None if feet is None else FeetMap(feet.left.ml_mm, feet.right.ml_mm, share_error(feet)),
        ),
        staircases={skill: Staircase(d=difficulty, fixed=True) for skill in skills},
        filter=STEADINESS["normal"],
        feet=str(feet or ""),
    )


def _centred(player: SimulatedPerson, *, reach: Reach, least_kg: float) -> tuple[float, tuple[float, float]]:
    """Weight and centre, as every session takes them; the table's when they never stand steady."""
    getting_ready = Preparation(player.calibration, filter_spec=STEADINESS["normal"], reach=reach, least_kg=least_kg)
    player.observe(None)
    stood_us = 0
    while getting_ready.stage != READY and stood_us < CENTRE_MOST_S * 1e6:
        for sample in player.read():
            getting_ready.feed(sample)
            stood_us = sample.t_us
    return getting_ready.weight_kg or player.person.weight_kg, getting_ready.centre_mm


def _outcome(events: Iterable[Event], *, run: Run, log: LeanLog) -> Outcome:
    happened = list(events)
    finished = next(event for event in happened if isinstance(event, RunFinished))
    good = round((finished.success or 0.0) * finished.reps)
    return Outcome(
        success=finished.success,
        reps=finished.reps,
        good=good,
        tried=finished.tried,
        rung=run.world.rung,
        seconds=round(run.world.tick / 100, 2),
        complete=finished.complete and not any(isinstance(event, RepSkipped) for event in happened),
        pauses=sum(isinstance(event, Paused) and event.reason != BY_PERSON for event in happened),
        speed=log.speed,
        speed_95=log.speed_95,
        path=log.path,
        left=log.left,
        right=log.right,
        recalled=_recalled([event for event in happened if isinstance(event, PlaceRecalled)]),
    )


def _recalled(places: list[PlaceRecalled]) -> Recalled | None:
    found = [place for place in places if place.answered]
    if not places:
        return None
    n = len(found) or 1
    return Recalled(
        reps=len(places),
        answered=len(found),
        off=round(sum(math.hypot(place.along, place.across) for place in found) / n, 6),
        off_mm=round(sum(math.hypot(place.along_mm, place.across_mm) for place in found) / n, 6),
        along=round(sum(place.along for place in found) / n, 6),
        along_mm=round(sum(place.along_mm for place in found) / n, 6),
    )
