"""The printed sheet on the plate, in plate millimetres: nine calibration marks, and the foot mat.

Owns what a pair of places such as `C4 C4` means: where the heels stand, how far apart the feet are, where their middle
is, and how the weight is shared between them, as far as the centre of pressure can tell.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import NamedTuple

from steadyquest.conventions import FeetMap
from steadyquest.errors import SignalError
from steadyquest.words import tr


class Mark(NamedTuple):
    """A place on the sheet: ML (right +) and AP (forward +) of the middle of the plate."""

    ml_mm: float
    ap_mm: float


MARKS = tuple(Mark(ml, ap) for ap in (100.0, 0.0, -100.0) for ml in (-150.0, 0.0, 150.0))
"""Numbered 1 to 9 on the sheet as one reads: front row first, each from the left."""

SHEET_ML_MM, SHEET_AP_MM = 500.0, 380.0
"""The whole sheet: a plate 50 mm wider on each side than the cells' spacing of 400 mm by 280 mm."""

PITCH_MM = 20.0
LETTERS = "ABCDEFGH"
"""Outward from the middle line, on both sides alike: A is 20 mm from it, H 160 mm; none outside the cells."""
MIDDLE_LETTER = "M"
"""The middle line itself."""
ACROSS = "x"
"""In front of a letter: the foot stands that far across the middle line, on the other foot's side."""
NUMBERS = range(1, 10)
"""The line of the heel's back edge, from the back: 1 is 160 mm behind the middle of the plate, 9 is on it."""
FIRST_ROW_MM = -160.0

HEEL_MM = 40.0
"""Two heels cannot be nearer: a five-year-old's is about 39 mm broad (Bangladeshi children, cbmj.v15i1.87524)."""
SHORTEST_FOOT_MM = 120.0
"""Feet one behind the other are at least this far apart."""
LEAST_SEPARATION_MM = 100.0
"""With less between the heels, an error of some millimetres is too large a share of it."""

READ_MM = PITCH_MM / math.sqrt(12)
"""A place read to the nearest letter is off by this much (standard deviation of an even spread)."""
UNDER_FOOT_MM = 8.0
"""How far a foot's pressure lies from its midline, one standard deviation; assumed: a tenth of a shoe's breadth."""
BOARD_MM = 2.0
"""A calibrated board's own error of the centre of pressure."""
UNCALIBRATED_MM = 6.0
"""What a simulation of uncalibrated cells gave (RMS): nearly all of it is the cells' spread of gains."""

FOOT_MM = 250.0
"""How long a foot is drawn when the height is not known."""
FOOT_OF_HEIGHT = 0.152
"""A foot's length as a share of the body's height (Drillis and Contini 1966, as in Winter 2009, figure 4.1)."""
_SOLE = (
    *((0.0, 0.0), (0.1, 0.02), (0.13, 0.1), (0.13, 0.27), (0.15, 0.45), (0.18, 0.6), (0.19, 0.72), (0.17, 0.84)),
    *((0.11, 0.93), (0.02, 0.985), (-0.08, 1.0), (-0.15, 0.97), (-0.18, 0.88), (-0.18, 0.75), (-0.15, 0.6)),
    *((-0.1, 0.45), (-0.1, 0.27), (-0.13, 0.1), (-0.1, 0.02)),
)
"""A right sole of length one about the back of its heel: outward, forward."""

_SIDES = {"L": "left", "LEFT": "left", "R": "right", "RIGHT": "right"}
_PLACE = re.compile(r"(?:(LEFT|RIGHT|L|R)\s*)?(X?)\s*([A-Z])\s*([0-9]+)")
_SHOWN = 24
"""So much of a long text is said back."""


@dataclass(frozen=True, slots=True)
class Feet:
    """Where the two feet stand: the middle of each heel sideways, its back edge forward and back.

    >>> feet = parse_feet("c4 d5")
    >>> str(feet), feet.separation_mm, feet.middle_mm
    ('C4 D5', 140.0, 10.0)
    """

    left: Mark
    right: Mark

    @property
    def separation_mm(self) -> float:
        """Between the middles of the heels, sideways."""
        return self.right.ml_mm - self.left.ml_mm

    @property
    def middle_mm(self) -> float:
        """The middle of the feet, sideways, from the middle of the plate."""
        return (self.left.ml_mm + self.right.ml_mm) / 2

    def __str__(self) -> str:
        return f"{_named(self.left, out=-1)} {_named(self.right, out=1)}"


USUAL = Feet(Mark(-80.0, -120.0), Mark(80.0, -120.0))
"""Where the choice begins, D3 D3: adults put their heels about 170 mm apart (McIlroy and Maki 1997)."""


def parse_feet(text: str) -> Feet:
    """The feet of a pair of places, the left one first unless sides are named; case and spaces do not matter.

    Raises SignalError, which says what is wrong with which foot.

    >>> str(parse_feet("right c4, left d4"))
    'D4 C4'
    """
    found = _places(text)
    if len(found) != 2:
        raise SignalError(_not_two(text, len(found)))
    sides = _sides_of([side for side, *_ in found], text)
    marks = {
        side: _mark(across, letter, number, out=-1 if side == "left" else 1)
        for side, (_, across, letter, number) in zip(sides, found, strict=True)
    }
    return checked(Feet(marks["left"], marks["right"]))


def checked(feet: Feet) -> Feet:
    """The feet, when two feet can stand so. Raises SignalError."""
    if feet.separation_mm < 0:
        said = tr("{feet}: the left foot would stand to the right of the right one; are they swapped?")
        raise SignalError(said.format(feet=feet))
    stagger_mm = abs(feet.right.ap_mm - feet.left.ap_mm)
    if feet.separation_mm < HEEL_MM and stagger_mm < SHORTEST_FOOT_MM:
        said = tr("{feet}: one foot would stand on the other; move one of them outward")
        raise SignalError(said.format(feet=feet))
    return feet


def moved(feet: Feet, *, foot: str, ml_steps: int = 0, ap_steps: int = 0) -> Feet:
    """One foot some places further right and forward, as far as the mat goes and the other foot lets it."""
    old: Mark = getattr(feet, foot)
    fresh = nearest(old.ml_mm + ml_steps * PITCH_MM, old.ap_mm + ap_steps * PITCH_MM)
    return with_foot(feet, foot=foot, at=fresh)


def with_foot(feet: Feet, *, foot: str, at: Mark) -> Feet:
    """One foot put somewhere else; the feet as they were, when they could not stand so."""
    try:
        return checked(Feet(at, feet.right) if foot == "left" else Feet(feet.left, at))
    except SignalError:
        return feet


def nearest(ml_mm: float, ap_mm: float) -> Mark:
    """The mat's place that is nearest to a point on the plate."""
    column = min(len(LETTERS), max(-len(LETTERS), round(ml_mm / PITCH_MM)))
    row = min(NUMBERS[-1], max(NUMBERS[0], round((ap_mm - FIRST_ROW_MM) / PITCH_MM) + 1))
    return Mark(column * PITCH_MM, row_mm(row))


def row_mm(number: int) -> float:
    """Where a number's line is, forward of the middle of the plate."""
    return FIRST_ROW_MM + (number - 1) * PITCH_MM


def label(place: Mark) -> str:
    """What the sheet says at a place: the same letters on both sides."""
    return _named(place, out=1 if place.ml_mm >= 0 else -1)


def right_share(feet: Feet, cop_ml_mm: float) -> float:
    """The share of the weight on the right leg, 0 to 1, estimated from the centre of pressure of both together.

    The net centre of pressure is the mean of those of the two feet, each with its share of the weight (Winter et al.
    1996, J Neurophysiol 75:2334). Where each foot presses is not measured; it is taken to be on the foot's midline.
    Raises SignalError when the feet are too close for that.

    >>> right_share(parse_feet("D4 D4"), 20.0)
    0.625
    """
    if feet.separation_mm < LEAST_SEPARATION_MM:
        said = tr(
            "{feet}: {mm:.0f} mm between the heels is too little to tell the legs apart; {least:.0f} mm are needed"
        )
        raise SignalError(said.format(feet=feet, mm=feet.separation_mm, least=LEAST_SEPARATION_MM))
    if not math.isfinite(cop_ml_mm):
        raise SignalError(tr("there was no centre of pressure to share between the legs"))
    return FeetMap(feet.left.ml_mm, feet.right.ml_mm).right_share(cop_ml_mm)


def share_error(feet: Feet, *, board_mm: float = BOARD_MM) -> float:
    """What `right_share` may be off by (one standard deviation, reckoned): reading, pressure under the feet, board.

    >>> round(share_error(parse_feet("D4 D4")), 3)
    0.045
    """
    middle_mm = math.sqrt((READ_MM**2 + UNDER_FOOT_MM**2) / 2 + board_mm**2)
    return middle_mm / feet.separation_mm if feet.separation_mm > 0 else 1.0


def sole(at: Mark, *, foot: str, length_mm: float = FOOT_MM) -> list[tuple[float, float]]:
    """The outline of a foot that stands at a place, in plate millimetres, for pictures."""
    points = list(_SOLE)
    for _ in range(2):  # cutting the corners twice makes it round
        ends = list(zip(points, [*points[1:], points[0]], strict=True))
        points = [
            (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in ends for share in (0.25, 0.75)
        ]
    out = 1 if foot == "right" else -1
    return [(at.ml_mm + out * x * length_mm, at.ap_mm + y * length_mm) for x, y in points]


def _places(text: str) -> list[tuple[str, str, str, str]]:
    """Side, across, letter and number of every place. Raises SignalError at the first thing that is none."""
    rest = re.sub(r"[,;/|:=&+–—-]|\bAND\b", " ", text.upper()).strip()
    found = []
    while rest:
        match = _PLACE.match(rest)
        if match is None:
            raise SignalError(_no_place(rest.split()[0]))
        side, across, letter, number = match.groups("")
        if letter not in LETTERS + MIDDLE_LETTER or len(number) > 1 or int(number) not in NUMBERS:
            raise SignalError(_no_place(letter + number))
        found.append((_SIDES.get(side, ""), across, letter, number))
        rest = rest[match.end() :].strip()
    return found


def _mark(across: str, letter: str, number: str, *, out: int) -> Mark:
    steps = 0 if letter == MIDDLE_LETTER else LETTERS.index(letter) + 1
    return Mark((-out if across else out) * steps * PITCH_MM + 0.0, row_mm(int(number)))


def _named(place: Mark, *, out: int) -> str:
    steps = round(place.ml_mm * out / PITCH_MM)
    letter = LETTERS[abs(steps) - 1] if steps else MIDDLE_LETTER
    return f"{ACROSS if steps < 0 else ''}{letter}{round((place.ap_mm - FIRST_ROW_MM) / PITCH_MM) + 1}"


def _sides_of(named: list[str], text: str) -> list[str]:
    """Which place is whose; unnamed ones take the sides that are left, the left one first."""
    if named[0] and named[0] == named[1]:
        said = tr("“{text}” names the {side} foot twice; write the left and the right one, such as C4 C4")
        side = tr("left") if named[0] == "left" else tr("right")
        raise SignalError(said.format(text=_short(text), side=side))
    other = {"left": "right", "right": "left"}
    first = named[0] or other.get(named[1], "left")
    return [first, other[first]]


def _not_two(text: str, n: int) -> str:
    if n == 1:
        said = tr("“{text}” is one foot only; write the left and the right one, such as C4 C4")
    elif n == 0:
        said = tr("nothing says where the feet are; write the left and the right one, such as C4 C4")
    else:
        said = tr("“{text}” names {n} places, but feet are two; write the left and the right one, such as C4 C4")
    return said.format(text=_short(text), n=n)


def _no_place(what: str) -> str:
    said = tr("“{what}” is no place on the mat; a place is a letter, {first}–{last} or {middle}, and a number, 1–9")
    return said.format(what=_short(what), first=LETTERS[0], last=LETTERS[-1], middle=MIDDLE_LETTER)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
