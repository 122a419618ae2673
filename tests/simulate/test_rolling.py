"""Rolling a marble: which way one tilts, seen and unseen."""

from __future__ import annotations

import math

import pytest

from steadyquest.game.scene import Item, Scene
from steadyquest.game.tasks.garden import Garden
from steadyquest.simulate.rolling import MOST, Rolling

BEND = Garden(("#####", "#S..#", "###.#", "#o..#", "#####"))


def scene(at=None, *, garden=BEND, tick=0, rung=0, rep=0, gems=None):
    x, y = garden.middle(garden.start)
    items = [*garden.walls, Item("home", "start", x, y, garden.marble)]
    items += [Item("gem", "duck", *garden.middle(gem), 0.1) for gem in (garden.gems if gems is None else gems)]
    if at is not None:
        items.append(Item("avatar", "lumi", *garden.middle(at), garden.marble))
    return Scene(tick=tick, rung=rung, items=tuple(items), rep=rep)


@pytest.mark.parametrize(
    ("at", "way"),
    [((1, 1), (1, 0)), ((1, 2), (1, 0)), ((1, 3), (0, -1)), ((2, 3), (0, -1)), ((3, 3), (-1, 0)), ((3, 2), (-1, 0))],
)
def test_one_tilts_along_the_way_to_the_gem(at, way):
    """Right, down and left again, never across a wall."""
    x, y = Rolling().lean(scene(at))
    assert math.hypot(x, y) <= MOST + 1e-9
    assert (x * way[0] + y * way[1]) == pytest.approx(math.hypot(x, y), abs=1e-6)
    assert math.hypot(x, y) > 0.1


def test_without_a_gem_or_a_way_one_keeps_it_level():
    """Nothing left to pick up, or nothing that can be reached."""
    assert Rolling().lean(scene((1, 1), gems=())) == (0.0, 0.0)
    lost = Garden(("S#o",))
    assert Rolling().lean(scene((0, 0), garden=lost)) == (0.0, 0.0)


def test_in_the_dark_the_marble_is_imagined_from_where_it_began():
    """Leaning on and on, one thinks that it comes round the bend in some seconds."""
    rolling = Rolling()
    ways = []
    for tick in range(0, 1500, 2):
        x, y = rolling.lean(scene(tick=tick, rung=4))
        ways.append("right" if x > abs(y) else "left" if -x > abs(y) else "down" if y < 0 else "up")
    order = [way for i, way in enumerate(ways) if i == 0 or ways[i - 1] != way]
    assert order[:3] == ["right", "down", "left"]


def test_in_the_deep_night_each_rep_is_imagined_from_the_start():
    """That is where the marble is put, and one knows it."""
    rolling = Rolling()
    for tick in range(0, 600, 2):
        rolling.lean(scene(tick=tick, rung=4))
    assert rolling.lean(scene(tick=602, rung=4))[0] <= 0.1
    over = scene(tick=603, rung=4)
    rolling.lean(over._replace(items=tuple(i._replace(state="done") if i.kind == "gem" else i for i in over.items)))
    x, y = rolling.lean(scene(tick=604, rung=4, rep=1))
    assert x > 0.3
    assert abs(y) < 0.1


@pytest.mark.parametrize(("state", "again"), [("missed", True), ("reached", False)])
def test_after_a_missed_gem_an_unseen_marble_is_imagined_back_at_the_start(state, again):
    """As the game does it; after one that was picked up it goes on from there."""
    rolling = Rolling()
    rolling.lean(scene((2, 3), tick=0, rung=3))
    over = scene((2, 3), tick=2, rung=3)
    rolling.lean(over._replace(items=tuple(i._replace(state=state) if i.kind == "gem" else i for i in over.items)))
    x, y = rolling.lean(scene(tick=4, rung=3, rep=1))
    assert (x > 0.3, y < -0.3) == (again, not again)


def test_in_an_open_room_one_rolls_straight_there():
    """Not along rows and columns: the way is clear, so it is gone."""
    room = Garden(("S....", ".....", "....."))
    far = Garden(("S....", ".....", "....o"))
    x, y = Rolling().lean(scene((0, 0), garden=far))
    down, right = room.middle((0, 0))[1] - room.middle((2, 4))[1], room.middle((2, 4))[0] - room.middle((0, 0))[0]
    assert -y / x == pytest.approx(down / right, abs=0.01)
