"""What each task of a level looks like from above, as SVG: its places in reach units about the player's middle.

Open shapes are how it begins at difficulty 0, full ones what it comes to at 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from markupsafe import escape

from steadyquest.game.places import expanded, located
from steadyquest.game.spec import (
    CatchSpec,
    ChooseSpec,
    FollowSpec,
    HoldSpec,
    LimitsSpec,
    MarchSpec,
    MatchSpec,
    Place,
    Point,
    Range,
    ReachSpec,
    RecallSpec,
    RestSpec,
    RhythmSpec,
    RiseSpec,
    RollSpec,
    StandSpec,
    SteerSpec,
    StepSpec,
    fixed,
)
from steadyquest.game.tasks import catch, limits, stand
from steadyquest.game.tasks.answers import PLACES, RADIUS
from steadyquest.game.tasks.follow import SHAPES, through
from steadyquest.game.tasks.garden import GEM, WALL, Garden
from steadyquest.game.tasks.legs import named
from steadyquest.words import tr

SIDE = 300.0
"""A panel is a square of so many units."""
MIDDLE = SIDE / 2
UNIT = 124.0
"""One reach."""
AFFECTED = "left"
"""The side that "affected" is drawn on."""
_EASY, _HARD = 0.0, 1.0
_LAP_DOTS = 96
FIT = 0.78
"""A garden may take three reach units; so much smaller it fits."""

Parts = Iterator[str]


def panel(step: StepSpec) -> str:
    """The picture of one step, without a frame: a group of shapes within SIDE × SIDE."""
    draw = _DRAW[type(step.task)]
    return "".join([*_ground(step), *draw(step.task), *_wind(step)])


def at(point: Point) -> Point:
    """From reach units to the panel: right is right, forward is up."""
    return MIDDLE + point[0] * UNIT, MIDDLE - point[1] * UNIT


def _ground(step: StepSpec) -> Parts:
    """The player's reach, and where the middle is; nothing of it where a step is not about leaning."""
    if isinstance(step.task, RestSpec | RiseSpec | MatchSpec | MarchSpec | StandSpec):
        return
    yield f'<circle class="reach" cx="{MIDDLE:g}" cy="{MIDDLE:g}" r="{UNIT:g}"/>'
    yield f'<path class="cross" d="M{MIDDLE - 7:g} {MIDDLE:g}h14M{MIDDLE:g} {MIDDLE - 7:g}v14"/>'


def _wind(step: StepSpec) -> Parts:
    if step.wind != (0.0, 0.0):
        yield _arrow((0.0, 0.0), (step.wind[0] * 2, step.wind[1] * 2), kind="wind")


# One drawing for each task


def _hold(task: HoldSpec) -> Parts:
    for place in task.at:
        yield from _zone(located(place, distance=0.0, affected=AFFECTED), task.radius)


def _reach(task: ReachSpec) -> Parts:
    yield from _targets(task.where, task.distance, task.radius)
    if task.order == "fixed":
        yield from _order(task.where, task.distance)


def _recall(task: RecallSpec) -> Parts:
    yield from _targets(task.where, task.distance, Range(0.07, 0.07))


def _targets(where: Sequence[Place], distance: Range, radius: Range) -> Parts:
    for place in expanded(where):
        for d in (_EASY, _HARD):
            spot = located(place, distance=distance.at(d), affected=AFFECTED)
            yield _disc(spot, radius.at(d), kind=_kind(d))
            if place == "affected" and d == _HARD:
                yield _word(spot, "*")


def _order(where: Sequence[Place], distance: Range) -> Parts:
    """Which comes after which, when that is fixed."""
    spots = [located(place, distance=distance.at(_HARD), affected=AFFECTED) for place in expanded(where)]
    for number, spot in enumerate(spots, 1):
        yield _word(spot, str(number))


def _limits(task: LimitsSpec) -> Parts:
    """From the middle out to the whole reach, numbered where the order is fixed."""
    for place in expanded(task.where):
        x, y = located(place, distance=1.0, affected=AFFECTED)
        length = math.hypot(x, y) or 1.0
        yield _arrow((0.15 * x / length, 0.15 * y / length), (0.86 * x, 0.86 * y))
        yield _disc((x, y), limits.RADIUS, kind="hard")
    if task.order == "fixed":
        yield from _order(task.where, fixed(1.0))


def _choose(task: ChooseSpec) -> Parts:
    names = [*task.pictures]
    for name, spot in zip(names, PLACES[len(names)], strict=True):
        right = name == task.answer
        yield _disc(spot, RADIUS, kind="hard" if right else "easy")
        yield _word(spot, name.replace("_", " "))


def _follow(task: FollowSpec) -> Parts:
    for d in (_EASY, _HARD):
        path = through(task.points) if task.path == "points" else SHAPES[task.path](task.size.at(d))
        lap = [path(i / _LAP_DOTS) for i in range(_LAP_DOTS + 1)]
        yield _line(lap, kind=f"path-{_kind(d)}")
        yield _disc(lap[0], task.radius.at(d), kind=_kind(d))
        if task.path == "points":
            return


def _steer(task: SteerSpec) -> Parts:
    """Three gates as they may come, one after the other, from far ahead."""
    for row, middle in ((0.85, -0.45), (0.0, 0.3), (-0.85, -0.1)):
        for d in (_EASY, _HARD):
            half = task.gate.at(d) / 2
            for side in (-1, 1):
                post = (middle + side * half, row)
                yield _disc(post if task.axis == "ml" else (post[1], post[0]), 0.05, kind=_kind(d))
    yield _arrow((0.0, -1.15), (0.0, 1.15)) if task.axis == "ml" else _arrow((-1.15, 0.0), (1.15, 0.0))


def _roll(task: RollSpec) -> Parts:
    garden = Garden(task.map)
    wall = 2 * (half := garden.cell * UNIT / 2)
    # A garden may be wider than the panel.
    yield f'<g transform="translate({MIDDLE:g} {MIDDLE:g}) scale({FIT:g}) translate({-MIDDLE:g} {-MIDDLE:g})">'
    for row, signs in enumerate(task.map):
        for column, sign in enumerate(signs):
            x, y = at(garden.middle((row, column)))
            if sign == WALL:
                box = f'x="{x - half:.1f}" y="{y - half:.1f}" width="{wall:.1f}" height="{wall:.1f}"'
                yield f'<rect class="wall" {box}/>'
            elif sign == GEM:
                yield _disc(garden.middle((row, column)), min(task.radius.easy, garden.cell / 3), kind="hard")
    yield _disc(garden.middle(garden.start), garden.marble, kind="you")
    yield "</g>"


def _catch(task: CatchSpec) -> Parts:
    sides: list[Callable[[float], Point]] = []
    if task.axis in ("ml", "both"):
        sides.append(lambda out: (out, 0.0))
    if task.axis in ("ap", "both"):
        sides.append(lambda out: (0.0, out))
    for place in sides:
        for out, d in ((side * catch.MOST_OUT.at(d), d) for d in (_EASY, _HARD) for side in (-1, 1)):
            spot = place(out)
            yield _disc(spot, task.radius.at(d), kind=_kind(d))
            start = (spot[0], spot[1] + 0.6) if spot[1] == 0.0 else (spot[0] + 0.6, spot[1])
            yield _arrow(start, ((spot[0] + start[0]) / 2, (spot[1] + start[1]) / 2))


def _rhythm(task: RhythmSpec) -> Parts:
    for side in (-1, 1):
        for d in (_EASY, _HARD):
            out = side * task.distance.at(d)
            yield _disc((out, 0.0) if task.axis == "ml" else (0.0, out), task.radius.at(d), kind=_kind(d))


def _match(task: MatchSpec) -> Parts:
    """Both legs as columns, with the share that is asked for."""
    leg = named(task.leg, affected=AFFECTED)
    for name, x in (("left", 95.0), ("right", 205.0)):
        yield f'<rect class="leg" x="{x - 32:g}" y="60" width="64" height="180" rx="10"/>'
        yield f'<text class="note" x="{x:g}" y="264" text-anchor="middle">{escape(_sides()[name])}</text>'
        if name == leg:
            for d in (_EASY, _HARD):
                top, bottom = (
                    240 - 180 * min(1.0, max(0.0, task.share.at(d) + s * task.tolerance.at(d))) for s in (1, -1)
                )
                box = f'x="{x - 40:g}" y="{top:.1f}" width="80" height="{bottom - top:.1f}"'
                yield f'<rect class="{_kind(d)}" {box} rx="6"/>'


def _march(_task: MarchSpec) -> Parts:
    for x, lifted in ((95.0, True), (205.0, False)):
        y = 90 if lifted else 140
        yield f'<rect class="{"easy" if lifted else "hard"}" x="{x - 30:g}" y="{y:g}" width="60" height="110" rx="28"/>'
    yield '<path class="way" d="M95 250v-34m-9 10l9-10 9 10"/>'


def _rise(_task: RiseSpec) -> Parts:
    """Up and down, at the tempo of the easy and of the hard end."""
    wave = [(-1.15 + 2.3 * i / 60, 0.55 * math.sin(math.tau * i / 60 - math.pi / 2)) for i in range(61)]
    yield _line(wave, kind="path-hard")
    yield _arrow((0.0, -0.1), (0.0, 0.35))


def _rest(_task: RestSpec) -> Parts:
    """A bench."""
    x, y = MIDDLE, MIDDLE + 20
    legs = f"M{x - 44:g} {y:g}v34M{x + 44:g} {y:g}v34"
    yield f'<path class="rest" d="M{x - 60:g} {y:g}h120{legs}M{x - 60:g} {y - 28:g}h120"/>'


def _stand(_task: StandSpec) -> Parts:
    """A point to look at, and the ring of the time about it."""
    yield _disc((0.0, 0.0), stand.GAZE_RADIUS, kind="easy")
    yield _disc((0.0, 0.0), 0.06, kind="hard")


# Shapes


def _zone(spot: Point, radius: Range) -> Parts:
    for d in (_EASY, _HARD):
        yield _disc(spot, radius.at(d), kind=_kind(d))


def _kind(d: float) -> str:
    return "hard" if d else "easy"


def _disc(spot: Point, radius: float, *, kind: str) -> str:
    x, y = at(spot)
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius * UNIT:.1f}"/>'


def _word(spot: Point, words: str) -> str:
    x, y = at(spot)
    return f'<text class="mark" x="{x:.1f}" y="{y + 6:.1f}" text-anchor="middle">{escape(words)}</text>'


def _line(points: Iterable[Point], *, kind: str) -> str:
    spots = [at(point) for point in points]
    return f'<path class="{kind}" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in spots)}"/>'


def _arrow(start: Point, end: Point, *, kind: str = "way") -> str:
    (x0, y0), (x1, y1) = at(start), at(end)
    angle = math.atan2(y1 - y0, x1 - x0)
    barbs = [f"{x1 - 10 * math.cos(angle + turn):.1f} {y1 - 10 * math.sin(angle + turn):.1f}" for turn in (-0.5, 0.5)]
    tip = f"{x1:.1f} {y1:.1f}"
    return f'<path class="{kind}" d="M{x0:.1f} {y0:.1f}L{tip}M{barbs[0]}L{tip}L{barbs[1]}"/>'


def _sides() -> dict[str, str]:
    return {"left": tr("left"), "right": tr("right")}


_DRAW: dict[type, Callable[[Any], Parts]] = {
    HoldSpec: _hold,
    ReachSpec: _reach,
    ChooseSpec: _choose,
    FollowSpec: _follow,
    SteerSpec: _steer,
    RollSpec: _roll,
    CatchSpec: _catch,
    RhythmSpec: _rhythm,
    MatchSpec: _match,
    MarchSpec: _march,
    RiseSpec: _rise,
    RecallSpec: _recall,
    RestSpec: _rest,
    StandSpec: _stand,
    LimitsSpec: _limits,
}
