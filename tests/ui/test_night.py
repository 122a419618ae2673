"""Targets stand out at every hour: measured on rendered frames, in every world and look, wherever one may come."""

from __future__ import annotations

import pygame
import pytest

from steadyquest.game.scene import Item, Scene
from steadyquest.levels.schema import WORLDS
from steadyquest.ui.art import Art
from steadyquest.ui.fonts import Texts
from steadyquest.ui.palettes import contrast
from steadyquest.ui.scene_view import REACH, SceneView
from steadyquest.ui.scene_view_kit import DOTS_APART, _around
from steadyquest.ui.theme import LOOKS, Canvas

CANVAS = Canvas((640, 360))
PLACES = [
    (0.0, 0.0),
    (0.8, 0.0),
    (0.6, 0.6),
    (0.0, 0.9),
    (-0.6, 0.6),
    (-0.8, 0.0),
    (-0.6, -0.6),
    (0.0, -0.9),
    (0.6, -0.6),
]
RADIUS = 0.25
NEARLY_ALL = 0.95
"""So much of a ring keeps 3:1; the rest may touch a light, a sail, the moon's way on the water."""
DEEP_NIGHT = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("art")


def frames(folder, *, world, hour, look):
    """The land alone, and the land with a target at each place."""
    art = Art(CANVAS, look, cache_dir=folder)
    try:
        assert art.scenery.wait(world, hour)
        view = SceneView(art, Texts(CANVAS), CANVAS, world=world, look=look, you="lumi", thing="star")
        bare = _drawn(view, hour)
        for x, y in PLACES:
            yield (x, y), bare, _drawn(view, hour, Item("target", "star", x, y, RADIUS))
    finally:
        art.close()


def _drawn(view, hour, *items):
    surface = pygame.Surface(CANVAS.size_px)
    view.draw(surface, Scene(tick=100, rung=hour, items=items))
    return surface


def stands_out(bare, shown, at):
    """For each dot of the ring: the most that any of its pixels differs from the land that was there, as a ratio."""
    mx, my = CANVAS.point(640 + at[0] * 285, 400 - at[1] * 215)
    rx, ry = RADIUS * 285 * CANVAS.scale, RADIUS * 215 * CANVAS.scale
    ratios = []
    for degree in range(0, 360, 6):
        out = pygame.Vector2(1, 0).rotate(degree)
        px, py = round(mx + out.x * rx), round(my + out.y * ry)
        near = [(px + dx, py + dy) for dx in range(-5, 6) for dy in range(-5, 6)]
        ratios.append(max(contrast(tuple(bare.get_at(p)[:3]), tuple(shown.get_at(p)[:3])) for p in near))
    return ratios


def measured(folder, *, world, hour, look):
    """The least share of a ring that keeps 3:1, over all places."""
    shares = {}
    for at, bare, shown in frames(folder, world=world, hour=hour, look=look):
        ratios = stands_out(bare, shown, at)
        shares[at] = sum(ratio >= 3.0 for ratio in ratios) / len(ratios)
    return shares


@pytest.mark.parametrize("look", [LOOKS[0], *(pytest.param(look, marks=pytest.mark.slow) for look in LOOKS[1:])])
@pytest.mark.parametrize("world", WORLDS)
def test_in_the_deep_night_a_ring_keeps_three_to_one(folder, world, look):
    """Where it is darkest, and where one must not guess where the target is."""
    shares = measured(folder, world=world, hour=DEEP_NIGHT, look=look)
    assert min(shares.values()) >= NEARLY_ALL, shares


@pytest.mark.slow
@pytest.mark.parametrize("hour", range(DEEP_NIGHT))
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("world", WORLDS)
def test_at_every_other_hour_it_does_too(folder, world, look, hour):
    """From full day on."""
    shares = measured(folder, world=world, hour=hour, look=look)
    assert min(shares.values()) >= NEARLY_ALL, shares


def stands_beside(bare, shown, at):
    """For each dot of the ring: the most that a pixel of it stands out from the land about it, taken together."""
    (mx, my), scale = CANVAS.point(640 + at[0] * 285, 400 - at[1] * 215), CANVAS.scale
    ratios = []
    for dx, dy, _ in _around(RADIUS * REACH[0] * scale, RADIUS * REACH[1] * scale, DOTS_APART * scale):
        square = [(mx + dx + i, my + dy + k) for i in range(-5, 6) for k in range(-5, 6)]
        land = [bare.get_at(p)[:3] for p in square if max(abs(p[0] - mx - dx), abs(p[1] - my - dy)) == 5]
        about = tuple(round(sum(part) / len(land)) for part in zip(*land, strict=True))
        ratios.append(max(contrast(tuple(shown.get_at(p)[:3]), about) for p in square if p not in land))
    return ratios


@pytest.mark.parametrize("hour", [2, 3])
def test_in_a_small_window_every_dot_stands_out_from_the_land_about_it(folder, hour):
    """Dusk and night on the coast, where surf and lights come between: the worst there is."""
    worst = {
        at: min(stands_beside(bare, shown, at))
        for at, bare, shown in frames(folder, world="coast", hour=hour, look="story")
    }
    assert min(worst.values()) >= 3.0, worst


def test_the_measure_tells_a_faint_ring_from_a_clear_one():
    """A ring that is drawn hardly brighter than the land is found out."""
    bare = pygame.Surface(CANVAS.size_px)
    bare.fill("#11233a")
    for colour, ends in (("#22344b", 0.0), ("#d9e0f4", 1.0)):
        shown = bare.copy()
        rect = pygame.Rect(0, 0, round(0.5 * 285 * CANVAS.scale), round(0.5 * 215 * CANVAS.scale))
        rect.center = CANVAS.point(640, 400)
        pygame.draw.ellipse(shown, colour, rect, 3)
        ratios = stands_out(bare, shown, (0.0, 0.0))
        assert sum(ratio >= 3.0 for ratio in ratios) / len(ratios) == ends
