"""The lantern's light: it opens and never flashes, and a reveal shows how far apart felt and meant were."""

from __future__ import annotations

import pygame
import pytest

from steadyquest.game.scene import Item, Scene
from steadyquest.ui.art import Art
from steadyquest.ui.fonts import Texts
from steadyquest.ui.palettes import contrast
from steadyquest.ui.scene_view import SceneView, Shown
from steadyquest.ui.scene_view_light import GROWS_TICKS, LIGHTS, Light
from steadyquest.ui.theme import LOOKS, Canvas

CANVAS = Canvas((640, 360))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("art")


@pytest.fixture
def view_of(folder):
    arts = []

    def make(*, look="story", hour=0, shown=None):
        art = Art(CANVAS, look, cache_dir=folder)
        arts.append(art)
        assert art.scenery.wait("river", hour)
        made = {"shown": shown} if shown else {}
        return SceneView(art, Texts(CANVAS), CANVAS, world="river", look=look, you="boat", thing="duck", **made)

    yield make
    for art in arts:
        art.close()


def scene(*items, tick=100, rung=3, lit=True):
    return Scene(tick=tick, rung=rung, items=items, lit=lit)


def drawn(view, *scenes):
    surface = pygame.Surface(CANVAS.size_px)
    for one in scenes:
        view.draw(surface, one)
    return surface


def pixels(surface):
    return pygame.image.tobytes(surface, "RGB")


def avatar(x, y):
    return Item("avatar", "boat", x, y, 0.12)


def target(state):
    return Item("target", "duck", 0.8, 0.0, 0.25, 0.0, state)


def test_the_light_opens_over_a_quarter_of_a_second():
    """Never smaller again while it is lit; a new darkness begins anew."""
    light = Light()
    assert light.step(scene(tick=0)) == LIGHTS - 1
    light.step(scene(tick=10, lit=False))
    opening = [light.step(scene(tick=20 + k)) for k in range(GROWS_TICKS + 5)]
    assert opening == sorted(opening)
    assert (opening[0], opening[-1]) == (0, LIGHTS - 1)
    light.step(scene(tick=60, lit=False))
    assert light.step(scene(tick=61)) == 0


def test_the_light_of_a_lantern_that_stays_lit_is_always_the_same():
    """Also when a run begins again."""
    light = Light()
    assert {light.step(scene(tick=k)) for k in (500, 510, 900, 3, 4, 5)} == {LIGHTS - 1}


def test_with_reduced_motion_the_light_is_there_at_once():
    """It does not grow."""
    light = Light(still=True)
    light.step(scene(tick=10, lit=False))
    assert light.step(scene(tick=11)) == LIGHTS - 1


def test_a_light_just_lit_is_smaller_than_a_moment_later(view_of):
    """Seen on the screen, some way beside the player."""
    view = view_of(hour=3)
    dark = scene(tick=100, lit=False)
    first = drawn(view, dark, scene(avatar(0, 0), tick=101))
    later = drawn(view, scene(avatar(0, 0), tick=101 + GROWS_TICKS))
    spot = CANVAS.point(640 + 150, 400)
    assert sum(later.get_at(spot)[:3]) > sum(first.get_at(spot)[:3]) + 5


def test_a_reveal_joins_what_was_felt_with_what_was_meant(view_of):
    """Dots on the line between them; none before the verdict, on other rungs, or where they are together."""
    shown = {}
    for state, rung, x in (("missed", 3, -0.6), ("", 3, -0.6), ("missed", 2, -0.6), ("reached", 3, 0.7)):
        view = view_of(hour=rung)
        plain = drawn(view, scene(target(state), tick=100, rung=rung))
        both = drawn(view, scene(target(state), avatar(x, 0.0), tick=100, rung=rung))
        line = [CANVAS.point(640 + 285 * k / 40, 400) for k in range(-6, 18)]
        shown[state, rung] = sum(contrast(tuple(plain.get_at(p)[:3]), tuple(both.get_at(p)[:3])) >= 3.0 for p in line)
    assert shown["missed", 3] >= 3
    assert shown["", 3] == shown["missed", 2] == shown["reached", 3] == 0


@pytest.mark.parametrize("look", LOOKS)
def test_the_sign_points_to_the_target_and_stands_out(view_of, look):
    """Its marks keep 3:1 on the land; to the left it is the mirror of to the right."""
    view = view_of(look=look)
    bare = drawn(view, scene(tick=100, rung=0))
    right = drawn(view, scene(Item("way", "way", 0.4, 0.0), tick=100, rung=0))
    near = [CANVAS.point(640 + 0.4 * 285 + dx, 400 + dy) for dx in range(-50, 51, 2) for dy in range(-20, 21, 2)]
    strong = [contrast(tuple(bare.get_at(p)[:3]), tuple(right.get_at(p)[:3])) for p in near]
    assert sum(ratio >= 3.0 for ratio in strong) >= 20
    left = drawn(view, scene(Item("way", "way", -0.4, 0.0), tick=100, rung=0))
    assert pixels(left) != pixels(right)
    mirrored = drawn(
        view_of(look=look, shown=Shown(mirrored=True)), scene(Item("way", "way", -0.4, 0.0), tick=100, rung=0)
    )
    assert pixels(mirrored) == pixels(right)


def test_a_frame_of_light_and_signs_makes_nothing_new(view_of, from_now_on_nothing_new):
    """What was seen once is only put on the screen again."""
    view = view_of(hour=3)
    surface = pygame.Surface(CANVAS.size_px)
    scenes = [
        scene(target(""), tick=99, lit=False),
        scene(target("missed"), avatar(-0.5, 0.1), Item("way", "way", 0.4, 0.0), tick=100),
    ]
    for one in scenes:
        view.draw(surface, one)
    from_now_on_nothing_new(view)
    for k in range(40):
        view.draw(surface, scenes[1]._replace(tick=101 + k))
