"""Axes, signs, units, and the small types that cross rooms.

x is ML (right of the person +), y is AP (forward +), origin the middle of the plate. Channels are always in
the order front left, front right, rear left, rear right. Arrays of positions are (n, 2), ML then AP.
Time is integer microseconds of the board's clock, unwrapped, one epoch per connection.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple, Protocol

CHANNELS = ("FL", "FR", "RL", "RR")
GRAVITY_M_S2 = 9.80665
"""Standard gravity (CGPM 1901); kilograms of load are newtons divided by this."""

TICK_US = 10_000
TICK_S = 0.01
TICKS_PER_S = 100

DIRECTIONS = (
    "right",
    "forward_right",
    "forward",
    "forward_left",
    "left",
    "back_left",
    "back",
    "back_right",
)
"""Counter-clockwise from the right, 45 degrees apart."""
_D = math.sqrt(0.5)
UNIT_VECTORS = dict(
    zip(
        DIRECTIONS,
        ((1.0, 0.0), (_D, _D), (0.0, 1.0), (-_D, _D), (-1.0, 0.0), (-_D, -_D), (0.0, -1.0), (_D, -_D)),
        strict=True,
    )
)

STANCES = (
    "sit_on_plate",
    "feet_on_plate",
    "comfortable",
    "narrow",
    "tandem_left",
    "tandem_right",
    "tandem_affected",
    "single_left",
    "single_right",
    "single_affected",
)
SEATED_STANCES = frozenset({"sit_on_plate", "feet_on_plate"})
ON_BOTH_FEET = ("comfortable", "narrow", "feet_on_plate")
"""Stances with two feet side by side on the plate: the mat's letters can say where."""
SURFACES = ("firm", "foam")

NAMELESS = "unknown-"
"""How the id begins that a board without a readable name is given, by its port."""


def is_nameless(board_id: str) -> bool:
    """Whether a board did not tell its name: the next one at its port may be another.

    >>> is_nameless("unknown-ttyACM0"), is_nameless("E3A41C07")
    (True, False)
    """
    return board_id.startswith(NAMELESS)


VALID_KG = 5.0
"""From this load on a centre of pressure is believed."""
COARSE_KG = 2.0
"""Only the feet of a sitting person rest on the plate: the centre of pressure is coarser, and still worth having."""


def least_kg_of(stance: str) -> float:
    """The load from which a centre of pressure is believed in a stance."""
    return COARSE_KG if stance == "feet_on_plate" else VALID_KG


Counts = tuple[int, int, int, int]
Forces = tuple[float, float, float, float]


STATUS_SATURATED = 4
"""The status bit of a sample in which some channel is at the end of its range."""
STATUS_SETTLING = 8
"""The status bit of a sample whose amplifiers were just powered up."""
AGE_UNIT_US = 64
"""Ages are told in steps of this much."""
AGE_MOST_US = 255 * AGE_UNIT_US
"""The age field's end: the conversion is this old or older, nobody knows by how much."""
COUNT_LEAST, COUNT_MOST = COUNT_ENDS = (-(1 << 23), (1 << 23) - 1)
"""The two ends of a converter's 24 bits: a channel that is at one of them is saturated."""


class BoardSample(NamedTuple):
    """One frame of raw counts. A named tuple, not a dataclass: it is made for every sample (decision 0001)."""

    t_us: int
    epoch: int
    seq: int
    counts: Counts
    age_us: Counts
    status: int
    fresh: int
    faulty: int

    @property
    def sound(self) -> bool:
        """Whether no channel is faulty or at the end of its range: only then is the weight believed."""
        return not self.faulty and not self.status & STATUS_SATURATED


class Lean(NamedTuple):
    """Where the weight is. x, y in reach units about the player's centre; CoP in plate millimetres."""

    t_us: int
    x: float
    y: float
    cop_ml_mm: float
    cop_ap_mm: float
    load_kg: float
    valid: bool


class Command(NamedTuple):
    """What a person asked of the world, applied at the next tick and recorded with it.

    kind: pause, resume, easier, harder, recentre, again, skip, place, note, tap, end. value: a short reason (pause,
    resume), a tag (note), a place [x, y] in reach units (place), or None. tap: a right answer of the second task.
    """

    kind: str
    value: Any = None


class Safety(NamedTuple):
    """When to pause: one cell of the table of thresholds in the level format."""

    step_off_share: float | None = 0.4
    """Of the player's weight (seated: of the seated load); None never."""
    step_off_kg: float | None = None
    """A fixed load instead of a share."""
    step_off_s: float = 0.5
    lurch_mm_s: float | None = 800.0
    lurch_s: float = 0.1


class FeetMap(NamedTuple):
    """Where the feet stand across the plate: from it the share of the weight on each leg is told, as an estimate.

    >>> FeetMap(-80.0, 80.0).right_share(20.0)
    0.625
    """

    left_ml_mm: float
    right_ml_mm: float
    share_error: float = 0.05
    """What a share may be off by: one standard deviation."""

    @property
    def separation_mm(self) -> float:
        """From the middle of one foot to that of the other."""
        return self.right_ml_mm - self.left_ml_mm

    def right_share(self, cop_ml_mm: float) -> float:
        """The share of the weight on the right leg, 0 to 1."""
        return min(1.0, max(0.0, (cop_ml_mm - self.left_ml_mm) / self.separation_mm))

    def ml_mm_at(self, right_share: float) -> float:
        """Where the centre of pressure is when the right leg has this share."""
        return self.left_ml_mm + right_share * self.separation_mm


class ReachMap(Protocol):
    """How far one reach unit is, in every direction, for this player in this stance."""

    def mm_at(self, angle_rad: float) -> float:
        """Millimetres per reach unit in a direction."""
        ...

    def to_mm(self, x: float, y: float) -> tuple[float, float]:
        """Reach units about the centre to millimetres about the centre."""
        ...

    def to_units(self, ml_mm: float, ap_mm: float) -> tuple[float, float]:
        """Millimetres about the centre to reach units about the centre."""
        ...
