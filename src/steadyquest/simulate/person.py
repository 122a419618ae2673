"""A simulated person on a simulated board, as a source: looks at the scene, wishes, leans, and presses on cells."""

from __future__ import annotations

import math
import random

from steadyquest.conventions import DIRECTIONS, GRAVITY_M_S2, UNIT_VECTORS, BoardSample, ReachMap
from steadyquest.game.scene import Scene
from steadyquest.game.tasks.rise import SEATED_SHARE
from steadyquest.signal.calibration import HALF_AP_MM, HALF_ML_MM, NOMINAL_COUNTS_PER_N, nominal
from steadyquest.signal.source import Health
from steadyquest.simulate.body import Body
from steadyquest.simulate.intention import Intention
from steadyquest.simulate.people import BETWEEN_PEOPLE, Person, as_individual, find_person, under

ALL_FRESH = 0x0F
AGES_US = (0, 0, 0, 0)
GLANCE = 4
"""Samples that come at once where nobody waits for them: one looks between, every 40 ms at 100 Hz. Reactions take
ten times as long, a beat is told for twice as long; and it is near twice as quick as a look for each sample."""

BACK_OF_FURTHEST = 0.72
"""To the back a comfortable lean is nearer to the limit: so much of the factor is left there."""

_new = tuple.__new__
"""Makes a named tuple from its fields at once: this happens for every sample."""


class BodyReach:
    """How far a body can lean: an ellipse quarter between each two of right, forward, left and back."""

    def __init__(self, *, right_mm: float, left_mm: float, forward_mm: float, back_mm: float) -> None:
        self._ml_mm, self._ap_mm = (left_mm, right_mm), (back_mm, forward_mm)
        self.least_mm = min(right_mm, left_mm, forward_mm, back_mm)
        self.mm = tuple(self.mm_at(math.atan2(y, x)) for x, y in (UNIT_VECTORS[name] for name in DIRECTIONS))
        """The eight lengths, in the order of `conventions.DIRECTIONS`."""

    def mm_at(self, angle_rad: float) -> float:
        """Millimetres in a direction."""
        x, y = math.cos(angle_rad), math.sin(angle_rad)
        return 1.0 / math.hypot(x / self._ml_mm[x >= 0], y / self._ap_mm[y >= 0])

    def share(self, ml_mm: float, ap_mm: float) -> float:
        """How far out a lean is: 1 is all that this body can."""
        return math.hypot(ml_mm / self._ml_mm[ml_mm >= 0], ap_mm / self._ap_mm[ap_mm >= 0])

    def to_mm(self, x: float, y: float) -> tuple[float, float]:
        """Reach units to millimetres."""
        scale = self.mm_at(math.atan2(y, x))
        return x * scale, y * scale

    def to_units(self, ml_mm: float, ap_mm: float) -> tuple[float, float]:
        """Millimetres to reach units."""
        scale = self.mm_at(math.atan2(ap_mm, ml_mm))
        return ml_mm / scale, ap_mm / scale


class SimulatedPerson:
    """Stands on the plate from the first sample on; each `read` is the next sample, as fast as it is asked for.

    `at_once`: so many samples come with each `read`, and the person looks only between them.
    """

    def __init__(
        self,
        person: Person | str = "steady",
        *,
        seed: int,
        rate_hz: float = 100.0,
        reach: ReachMap | None = None,
        spread: float = BETWEEN_PEOPLE,
        at_once: int = 1,
    ) -> None:
        self.person = person if isinstance(person, Person) else find_person(person)
        self.board_id = f"sim:{self.person.name}"
        self.calibration = nominal(self.board_id)
        self.health = Health(rate_hz=rate_hz)
        self.ended = False
        self.limit = BodyReach(**_lengths(self.person))
        self.furthest = BodyReach(**_furthest(self.person))
        """The same for somebody who gives all, as in the task `limits`."""
        self.reach: ReachMap = reach or self.limit
        """What a reach unit of the scene is; the session's own once it is known."""
        rng = random.Random(seed)
        self._sway = as_individual(self.person.sway, rng=rng, spread=spread)
        """With the eyes open, on the firm plate."""
        self._seed, self._told = seed, ("open", "firm")
        habits = self.person.habits
        self._body = Body(self._sway, rng=rng, rate_hz=rate_hz, tires_per_min=habits.tires_per_min)
        self._intention = Intention(habits, rng=rng, rate_hz=rate_hz)
        self._pressed = self.person.weight_kg * GRAVITY_M_S2 * NOMINAL_COUNTS_PER_N / 4
        """Counts of each corner under the whole weight in the middle."""
        self._wish: tuple[float, float] | None = None
        self._wish_mm = (0.0, 0.0)
        self._gives_all = False
        self._rate_hz, self._n = rate_hz, 0
        self._at_once = at_once
        self.looks = habits.moves == "to_what_is_asked"
        """Whether there is any use in showing a scene to this person."""

    def observe(self, scene: Scene | None) -> None:
        """Look at what is to be seen now; at most once a sample."""
        self._intention.observe(scene)
        if scene is None:
            return
        if scene.eyes != self._told[0] or scene.surface != self._told[1]:
            self._stand_anew(scene.eyes, scene.surface)
        gives_all = scene.task == "limits"
        if gives_all is not self._gives_all:
            self._gives_all, self._wish = gives_all, None

    def _stand_anew(self, eyes: str, surface: str) -> None:
        """Close or open the eyes, get onto the foam or off it."""
        self._told = (eyes, surface)
        sway = under(self._sway, age=self.person.age, eyes=eyes, surface=surface)
        # A chance of its own: whoever is never told anything else draws what they always drew.
        rng = random.Random(f"{self._seed} {eyes} {surface} {self._n}")
        self._body.change(sway, rng=rng, stood_s=self._n / self._rate_hz)

    def read(self) -> list[BoardSample]:
        """The next sample, or as many as come at once, and only those."""
        return [] if self.ended else [self._sample() for _ in range(self._at_once)]

    def _sample(self) -> BoardSample:
        intention = self._intention
        wish = intention.step()
        # Who has arrived wishes the same again, and again.
        if wish is not self._wish:
            self._wish, self._wish_mm = wish, self._lean_mm(wish)
        ml_mm, ap_mm = self._body.step(*self._wish_mm)
        risen, pressed = intention.risen, self._pressed
        if risen != 1.0:
            pressed *= SEATED_SHARE + (1.0 - SEATED_SHARE) * risen
        # As `signal.calibration.counts_at`, for nominal cells without a zero of their own.
        right, front = ml_mm / HALF_ML_MM, ap_mm / HALF_AP_MM
        fore, rear = pressed * (1.0 + front), pressed * (1.0 - front)
        left, right = 1.0 - right, 1.0 + right
        counts = (round(fore * left), round(fore * right), round(rear * left), round(rear * right))
        n = self._n
        self._n = n + 1
        t_us = round((n + 1) * 1e6 / self._rate_hz)
        return _new(BoardSample, (t_us, 0, n & 0xFFFF, counts, AGES_US, 0, ALL_FRESH, 0))

    def close(self) -> None:
        """Step off for good."""
        self.ended = True

    def _lean_mm(self, wish: tuple[float, float]) -> tuple[float, float]:
        """The wish in millimetres, as far as this body can."""
        ml_mm, ap_mm = self.reach.to_mm(*wish)
        limit = self.furthest if self._gives_all else self.limit
        if ml_mm * ml_mm + ap_mm * ap_mm < limit.least_mm * limit.least_mm or self._intention.steps:
            return ml_mm, ap_mm
        share = limit.share(ml_mm, ap_mm)
        return (ml_mm / share, ap_mm / share) if share > 1.0 else (ml_mm, ap_mm)


def _furthest(person: Person) -> dict[str, float]:
    right, left, forward, back = (mm * person.furthest for mm in person.reach_mm)
    return {"right_mm": right, "left_mm": left, "forward_mm": forward, "back_mm": BACK_OF_FURTHEST * back}


def _lengths(person: Person) -> dict[str, float]:
    right, left, forward, back = person.reach_mm
    return {"right_mm": right, "left_mm": left, "forward_mm": forward, "back_mm": back}
