"""The table of simulated people: how each one stands, leans and reacts. Synthetic, all of them.

Only the sway of the steady and the older adult is fitted to recordings. All the others, and how anybody leans and
reacts, are plausible and no more: they show whom a level suits, not how a diagnosis moves.

who             sway in quiet standing         reach right, left, forward, back   reacts, leans
                (standard deviation ML, AP)    in mm                              in s, in reach/s
steady          fitted: BDS, young   3,  5 mm  60 60 60 45                        0.35  1.2
older           fitted: BDS, old     3,  5 mm  50 50 50 35                        0.50  0.8
child           plausible            4,  6 mm  42 42 42 30                        0.50  1.0
child_hemi_*    plausible            5,  7 mm  40 21 36 25, and its mirror        0.60  0.7
child_diplegia  plausible            4,  8 mm  28 28 28 20                        0.65  0.6
tremor          older, and 3 Hz      3,  6 mm  50 50 50 35                        0.50  0.9
tiring          steady, 25 % more of everything each minute, up to 2.5 times      0.40  1.2
still, random   steady's             3,  5 mm  60 60 60 45                        never, anywhere

Reaches are plausible: to the front and the sides about the game's cautious first guess for a typical body of that
height, which is less than half of the limits that textbooks give (`signal.reach.cautious`); back seven tenths of that.
They are comfortable ones. Asked for all that they can (task `limits`) people go `furthest` times as far, to the back
less of it: the steady adult to 84 per cent of the theoretical limit to the front and 80 to the back. Plausible too.

With the eyes closed, or on foam, the two adults stand as the recordings of their age do in that condition. All the
others change as many times as an adult does of the age whose sway they were made from: plausible, and no more.
"""

from __future__ import annotations

import difflib
import math
import random
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from steadyquest.conventions import GRAVITY_M_S2
from steadyquest.errors import DeviceError
from steadyquest.simulate.body import Axis, Sway
from steadyquest.words import tr

FITTED_MASS_KG, FITTED_HEIGHT_M = 70.0, 0.95
BETWEEN_PEOPLE = 0.3
"""Log-normal spread of the noise between people of one kind."""


class Standing(NamedTuple):
    """Under which conditions a sway was fitted."""

    age: Literal["young", "old"]
    eyes: Literal["open", "closed"]
    surface: Literal["firm", "foam"]


def _fitted(*, ml: tuple[float, ...], ap: tuple[float, ...]) -> Sway:
    """Rows of Kp/mgh, Kd/mgh in s, delay in s, time constant of the noise in s, its deviation in N·m."""
    mm_per_nm = 1000.0 / (FITTED_MASS_KG * GRAVITY_M_S2)
    left_right, forward_back = (Axis(kp, kd, delay, tau, sd * mm_per_nm) for kp, kd, delay, tau, sd in (ml, ap))
    return Sway(FITTED_HEIGHT_M, left_right, forward_back)


FITTED = {
    Standing("young", "open", "firm"): _fitted(ml=(1.3, 0.35, 0.18, 1.4, 0.40507), ap=(1.3, 0.3, 0.18, 2.0, 0.55827)),
    Standing("young", "closed", "firm"): _fitted(
        ml=(1.25, 0.35, 0.18, 0.7, 0.33421), ap=(1.25, 0.3, 0.18, 1.0, 0.51700)
    ),
    Standing("young", "open", "foam"): _fitted(ml=(1.5, 0.4, 0.15, 2.0, 1.87025), ap=(1.5, 0.4, 0.18, 3.0, 2.24476)),
    Standing("young", "closed", "foam"): _fitted(ml=(1.4, 0.35, 0.18, 0.7, 1.16589), ap=(1.4, 0.3, 0.15, 0.7, 1.53927)),
    Standing("old", "open", "firm"): _fitted(ml=(1.4, 0.35, 0.18, 1.4, 0.47160), ap=(1.4, 0.3, 0.18, 3.0, 0.66436)),
    Standing("old", "closed", "firm"): _fitted(ml=(1.4, 0.35, 0.15, 0.7, 0.47204), ap=(1.4, 0.3, 0.15, 1.0, 0.77997)),
    Standing("old", "open", "foam"): _fitted(ml=(1.5, 0.4, 0.15, 1.0, 2.14056), ap=(1.5, 0.45, 0.18, 1.4, 2.66820)),
    Standing("old", "closed", "foam"): _fitted(ml=(1.4, 0.3, 0.15, 0.5, 1.59815), ap=(1.4, 0.3, 0.15, 0.5, 2.01796)),
}
"""Fitted to the BDS recordings (Santos & Duarte 2016, 163 adults; medians of area and velocity per condition)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How somebody leans: in reach units and seconds."""

    moves: Literal["to_what_is_asked", "never", "anywhere"] = "to_what_is_asked"
    reaction_s: float = 0.35
    speed_per_s: float = 1.2
    """Largest leaning speed."""
    scatter: float = 0.02
    scatter_per_unit: float = 0.05
    """Endpoint scatter (standard deviation, each axis) at no distance, and more of it per unit of distance."""
    darkness: float = 2.5
    """How many times the scatter grows when the lantern is out. Healthy adults come back to a shift of weight
    with errors of 3 to 8 per cent of their weight (61 of them, 1989); this is the lower end of that."""
    drift_per_root_s: float = 0.04
    """How the felt place wanders in the dark: a random walk that goes on until one sees oneself again. Hands that go
    to and fro unseen to a beat for a minute come to be a third of their way off, and more, and their owners do not
    know (Brown, Rosenbaum & Sainburg 2003, J Neurophysiol 90:3105); this is a third of a reach in a minute."""
    correction_per_s: float = 0.6
    """How fast a seen error is taken back."""
    tires_per_min: float = 0.0
    """By how much sway, reaction time and scatter grow each minute, and the leaning slows down: see `body.tired`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One line of the table."""

    name: str
    what: str
    weight_kg: float
    height_m: float
    """Standing height of the whole person."""
    sway: Sway
    habits: Habits = Habits()
    reach_mm: tuple[float, float, float, float] = (60.0, 60.0, 60.0, 45.0)
    """How far this body can lean: right, left, forward, back."""
    furthest: float = 1.85
    """How many times as far as that in the task `limits`."""
    age: Literal["young", "old"] = "young"
    """Whose recordings say how the sway changes with eyes and ground."""
    years: int = 35
    """How old the person is in records."""
    affected: Literal["left", "right"] | None = None
    fitted: bool = False
    """Whether the sway was fitted to recordings."""


def _smaller(sway: Sway, *, height_m: float, sway_more: float) -> Sway:
    """The same control on a shorter pendulum: its times shrink with the root of the height."""
    pace = math.sqrt(height_m / sway.height_m)
    ml, ap = (axis._replace(kd_s=axis.kd_s * pace, delay_s=axis.delay_s * pace) for axis in (sway.ml, sway.ap))
    return _unsteadier(Sway(height_m, ml, ap), ml=sway_more, ap=sway_more)


def _unsteadier(sway: Sway, *, ml: float, ap: float) -> Sway:
    """The same control with so many times the noise on each axis."""
    return sway._replace(
        ml=sway.ml._replace(noise_mm=sway.ml.noise_mm * ml), ap=sway.ap._replace(noise_mm=sway.ap.noise_mm * ap)
    )


_YOUNG, _OLD = FITTED[Standing("young", "open", "firm")], FITTED[Standing("old", "open", "firm")]
# A third more sway than an adult, on a pendulum of 55 % of the height.
_CHILD = _smaller(_YOUNG, height_m=0.70, sway_more=1.3)
_CHILDS_HABITS = Habits(
    reaction_s=0.5, speed_per_s=1.0, scatter=0.04, scatter_per_unit=0.09, drift_per_root_s=0.06, correction_per_s=0.45
)
# That children with hemiplegia sway more to the sides than their peers, and those with diplegia more forward and back,
# is from 45 of each (Szopa & Domagalska-Szopa 2024, J Clin Med 13:5263). By how much is set by hand, and not by much:
# of 23 who walk, 14 stood as steadily as their peers (Rose et al. 2002, Dev Med Child Neurol 44:58).
_HEMIPLEGIA = _unsteadier(_CHILD, ml=1.3, ap=1.1)
_DIPLEGIA = _unsteadier(_CHILD, ml=1.1, ap=1.25)
_CHILD_M, _CHILD_KG = 1.28, 26.0
_SLOWER = replace(_CHILDS_HABITS, reaction_s=0.6, speed_per_s=0.7, scatter=0.05, scatter_per_unit=0.12)
# A lesion of the cerebellum's front lobe makes standing people sway at 3 Hz, mostly forward and back (Mauritz,
# Dichgans & Hufschmidt 1979, Brain 102:461); how strongly is set by hand.
_TREMOR = _OLD._replace(ml=_OLD.ml._replace(tremor_mm=1.5), ap=_OLD.ap._replace(tremor_mm=3.0), tremor_hz=3.0)


def _child_with_hemiplegia(side: Literal["left", "right"]) -> Person:
    reach = {"left": (40.0, 21.0, 36.0, 25.0), "right": (21.0, 40.0, 36.0, 25.0)}
    return Person(
        name=f"child_hemi_{side}",
        what=f"child of 8 with hemiplegia on the {side}",
        sway=_HEMIPLEGIA,
        weight_kg=_CHILD_KG,
        height_m=_CHILD_M,
        habits=_SLOWER,
        reach_mm=reach[side],
        furthest=1.6,
        affected=side,
        years=8,
    )


_TABLE = (
    Person(name="steady", what="steady adult", sway=_YOUNG, fitted=True, weight_kg=FITTED_MASS_KG, height_m=1.73),
    Person(
        name="older",
        what="older adult",
        sway=_OLD,
        fitted=True,
        weight_kg=FITTED_MASS_KG,
        height_m=1.68,
        habits=Habits(reaction_s=0.5, speed_per_s=0.8, scatter=0.03, scatter_per_unit=0.07, correction_per_s=0.45),
        reach_mm=(50.0, 50.0, 50.0, 35.0),
        furthest=1.75,
        age="old",
        years=70,
    ),
    Person(
        name="child",
        years=8,
        what="child of 8",
        sway=_CHILD,
        weight_kg=_CHILD_KG,
        height_m=_CHILD_M,
        habits=_CHILDS_HABITS,
        reach_mm=(42.0, 42.0, 42.0, 30.0),
        furthest=1.75,
    ),
    _child_with_hemiplegia("left"),
    _child_with_hemiplegia("right"),
    Person(
        name="child_diplegia",
        years=8,
        what="child of 8 with diplegia",
        sway=_DIPLEGIA,
        weight_kg=24.0,
        height_m=1.22,
        habits=replace(_SLOWER, reaction_s=0.65, speed_per_s=0.6),
        reach_mm=(28.0, 28.0, 28.0, 20.0),
        furthest=1.5,
    ),
    Person(
        name="tremor",
        what="adult with a tremor",
        sway=_TREMOR,
        weight_kg=FITTED_MASS_KG,
        height_m=1.70,
        habits=Habits(reaction_s=0.5, speed_per_s=0.9, scatter=0.04, scatter_per_unit=0.1, correction_per_s=0.45),
        reach_mm=(50.0, 50.0, 50.0, 35.0),
        furthest=1.7,
        age="old",
        years=70,
    ),
    Person(
        name="tiring",
        what="adult who tires",
        sway=_YOUNG,
        weight_kg=FITTED_MASS_KG,
        height_m=1.73,
        habits=Habits(reaction_s=0.4, tires_per_min=0.25),
    ),
    Person(
        name="still",
        what="never moves",
        sway=_YOUNG,
        weight_kg=FITTED_MASS_KG,
        height_m=1.73,
        habits=Habits(moves="never"),
    ),
    Person(
        name="random",
        what="wanders",
        sway=_YOUNG,
        weight_kg=FITTED_MASS_KG,
        height_m=1.73,
        habits=Habits(moves="anywhere"),
    ),
)
PEOPLE = {person.name: person for person in _TABLE}


def find_person(name: str) -> Person:
    """The line of that name. Raises DeviceError with the names there are."""
    if name in PEOPLE:
        return PEOPLE[name]
    near = difflib.get_close_matches(name, PEOPLE, n=1)
    message = tr("there is no simulated person {name}; there are: {names}")
    hint = " " + tr("(did you mean {near}?)").format(near=near[0]) if near else ""
    raise DeviceError(message.format(name=name, names=", ".join(PEOPLE)) + hint)


def under(sway: Sway, *, age: Literal["young", "old"], eyes: str, surface: str) -> Sway:
    """The same body told to do this with its eyes, on this ground. `sway`: with the eyes open on the firm plate."""
    plain, now = FITTED[Standing(age, "open", "firm")], FITTED[Standing(age, _EYES[eyes], _GROUND[surface])]
    ml, ap = (_changed(*axes) for axes in ((sway.ml, plain.ml, now.ml), (sway.ap, plain.ap, now.ap)))
    return sway._replace(ml=ml, ap=ap)


def _changed(axis: Axis, plain: Axis, now: Axis) -> Axis:
    """Every number as many times what it was as in the recordings; a tremor, which they have not, stays."""
    return Axis(*(own / before * after if before else own for own, before, after in zip(axis, plain, now, strict=True)))


_EYES: dict[str, Literal["open", "closed"]] = {"open": "open", "closed": "closed"}
_GROUND: dict[str, Literal["firm", "foam"]] = {"firm": "firm", "foam": "foam"}


def as_individual(sway: Sway, *, rng: random.Random, spread: float = BETWEEN_PEOPLE) -> Sway:
    """One of many people who stand like this: their noise is more or less, the same factor on both axes."""
    factor = math.exp(rng.gauss(0.0, spread))
    return _unsteadier(sway, ml=factor, ap=factor)
