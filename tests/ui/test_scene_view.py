"""The picture of a scene: what must be seen is seen, what is hidden is not, and a frame makes nothing new."""

from __future__ import annotations

import pygame
import pytest

from steadyquest.game.scene import Item, Scene
from steadyquest.ui.art import Art
from steadyquest.ui.fonts import Texts
from steadyquest.ui.palettes import contrast
from steadyquest.ui.particles import SPARK_TICKS
from steadyquest.ui.scene_view import SceneView
from steadyquest.ui.scene_view_motion import LIFT_TICKS
from steadyquest.ui.theme import LOOKS, Canvas

CANVAS = Canvas((640, 360))
EIGHT = [(1.0, 0.0), (0.7, 0.7), (0.0, 1.0), (-0.7, 0.7), (-1.0, 0.0), (-0.7, -0.7), (0.0, -1.0), (0.7, -0.7)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("art")


@pytest.fixture
def view_of(folder):
    arts = []

    def make(world="river", *, look="story", hour=0, you="boat", thing="duck", picture=None, canvas=CANVAS):
        art = Art(canvas, look, cache_dir=folder)
        arts.append(art)
        assert art.scenery.wait(world, hour)
        return SceneView(art, Texts(canvas), canvas, world=world, look=look, you=you, thing=thing, picture=picture)

    yield make
    for art in arts:
        art.close()


def scene(*items, tick=100, rung=0, words="", paused=""):
    return Scene(tick=tick, rung=rung, items=items, words=words, paused=paused)


def drawn(view, *scenes, **options):
    surface = pygame.Surface(view.canvas.size_px)
    for one in scenes:
        view.draw(surface, one, **options)
    return surface


def pixels(surface):
    return pygame.image.tobytes(surface, "RGB")


def target(x=0.5, y=0.0, progress=0.0, state=""):
    return Item("target", "duck", x, y, 0.25, progress, state)


AVATAR = Item("avatar", "boat", -0.5, -0.2, 0.1)


def test_the_same_scene_gives_the_same_picture(view_of):
    """Twice in a row, and from a view that never saw it before."""
    busy = scene(target(progress=0.4, state="inside"), AVATAR, words="Steer the boat.")
    view = view_of()
    assert pixels(drawn(view, busy)) == pixels(drawn(view, busy)) == pixels(drawn(view_of(), busy))


@pytest.mark.parametrize("look", LOOKS)
def test_in_the_dark_there_is_no_trace_of_the_player(view_of, look):
    """Without an avatar in the scene, the picture is the same wherever the player was a moment ago."""
    dark = scene(target(), rung=3, tick=101)
    here, there = view_of(look=look, hour=3), view_of(look=look, hour=3)
    drawn(here, scene(target(), AVATAR, rung=3))
    drawn(there, scene(target(), AVATAR._replace(x=0.6, y=0.5), rung=3))
    assert pixels(drawn(here, dark)) == pixels(drawn(there, dark))
    assert pixels(drawn(here, dark)) != pixels(drawn(here, scene(target(), AVATAR, rung=3, tick=101)))


def test_the_avatar_is_drawn_where_it_is_without_lag(view_of):
    """A jump of the player is a jump of the picture, in the same frame."""
    moved = scene(AVATAR._replace(x=0.8, y=0.4), tick=101)
    assert pixels(drawn(view_of(), scene(AVATAR), moved)) == pixels(drawn(view_of(), moved))


@pytest.mark.parametrize("world", ["meadow", "river", "fog"])
@pytest.mark.parametrize("hour", range(5))
def test_rings_keep_three_to_one_on_the_rendered_land(view_of, world, hour):
    """Measured on pixels: each dot of a far or near target against what lies right beside it, at every hour."""
    view = view_of(world, hour=hour)
    kit = view._kit(hour)
    for reach in (0.45, 1.0):
        for dx, dy in EIGHT:
            item = Item("target", "duck", dx * reach, dy * reach, 0.25)
            assert _least_contrast(view, kit, item, hour) >= 3.0


@pytest.mark.parametrize("look", ["plain", "contrast"])
@pytest.mark.parametrize("hour", [0, 2, 4])
def test_rings_keep_three_to_one_in_the_other_looks(view_of, look, hour):
    """The looks without a story are no less legible."""
    view = view_of("river", look=look, hour=hour)
    for dx, dy in EIGHT:
        assert _least_contrast(view, view._kit(hour), Item("target", "duck", dx, dy, 0.25), hour) >= 3.0


def _least_contrast(view, kit, item, hour):
    surface = drawn(view, scene(item, rung=hour))
    plain = drawn(view, scene(rung=hour))
    at, (rx, ry) = view._at(item.x, item.y), view._radii(item)
    ratios = []
    for dot, (x, y) in kit.ring(at, rx, ry):
        middle = (x + dot.get_width() // 2, y + dot.get_height() // 2)
        outside = (round(at[0] + (middle[0] - at[0]) * 1.18), round(at[1] + (middle[1] - at[1]) * 1.18))
        if all(surface.get_rect().collidepoint(p) for p in (middle, outside)):
            ratios.append(contrast(surface.get_at(middle)[:3], plain.get_at(outside)[:3]))
    # A single tuft or petal may lie behind a dot; a ring is seen by its many dots.
    return sorted(ratios)[len(ratios) // 10]


def test_a_ring_fills_and_drains_with_the_progress(view_of):
    """More dwell, more gold."""
    view = view_of()
    gold = []
    for progress in (0.0, 0.3, 0.6, 1.0):
        surface = drawn(view, scene(Item("home", "home", 0.0, 0.0, 0.3, progress)))
        gold.append(pygame.mask.from_threshold(surface, (255, 201, 77), (14, 14, 14, 255)).count())
    assert gold == sorted(gold)
    assert gold[0] < gold[1] < gold[3]


def test_success_sparkles_softly_and_then_is_quiet(view_of):
    """The sparks come after a reached target and are gone in less than a second."""
    view = view_of()
    drawn(view, scene(target(progress=0.9, state="inside"), tick=100), scene(target(state="reached"), tick=101))
    soon = pixels(drawn(view, scene(target(state="reached"), tick=120)))
    late = pixels(drawn(view, scene(target(state="reached"), tick=101 + SPARK_TICKS)))
    later = pixels(drawn(view, scene(target(state="reached"), tick=300)))
    assert soon != late
    assert late == later


def test_no_success_is_a_flash(view_of):
    """From one frame to the next only a small part of the screen changes by much."""
    view = view_of()
    before = drawn(view, scene(target(progress=0.99, state="inside"), AVATAR, tick=100))
    after = drawn(view, scene(target(progress=1.0, state="reached"), AVATAR, tick=102))
    changed = pygame.mask.from_threshold(after, (0, 0, 0), (40, 40, 40, 255), before)
    same = changed.count()
    assert same > 0.97 * 640 * 360


def test_a_missed_target_waves_and_is_gone(view_of):
    """It moves on and leaves its ring for a moment; nothing bursts, nothing is red."""
    view = view_of()
    drawn(view, scene(target(), tick=100), scene(target(state="missed"), tick=101))
    waving, gone = (drawn(view, scene(target(state="missed"), tick=tick)) for tick in (112, 230))
    at = view._at(0.5, 0.0)
    assert waving.get_at(at) != gone.get_at(at)


def test_a_new_run_forgets_what_moved_before(view_of):
    """A scene with an earlier tick is a new run or a replay; it looks as it did the first time."""
    view = view_of()
    start = scene(target(), AVATAR, tick=5)
    first = pixels(drawn(view, start))
    drawn(view, scene(target(state="inside", progress=0.5), AVATAR, tick=400))
    assert pixels(drawn(view, start)) == first


def test_words_are_shown_then_put_away_and_come_back_in_a_pause(view_of):
    """Nobody reads while leaning; when the world stands still the sentence is there again."""
    view = view_of()
    plain = pixels(drawn(view, scene(tick=1)))
    shown = pixels(drawn(view, scene(tick=2, words="Steer the boat to each duck.")))
    away = pixels(drawn(view, scene(tick=2000, words="Steer the boat to each duck.")))
    paused = pixels(drawn(view, scene(tick=2000, words="Steer the boat to each duck.", paused="person")))
    assert shown == paused != plain
    assert away == plain


def test_a_frame_makes_no_surface(view_of, from_now_on_nothing_new):
    """In steady play nothing is allocated, loaded, scaled or rendered."""
    view = view_of()
    surface = pygame.Surface(CANVAS.size_px)

    def frame(tick):
        share = (tick % 100) / 100
        items = [Item("path", "dot", share - 0.5, i / 40, 0.02) for i in range(40)]
        items += [target(progress=share, state="inside"), target(-0.8, 0.3, state="reached"), target(0.2, -0.8)]
        items += [Item("guide", "duck", share, 0.1, 0.2, share), Item("home", "home", 0.0, 0.0, 0.2, share)]
        items += [Item("hint", "find", 0.0, 0.0), AVATAR._replace(x=share)]
        view.draw(surface, scene(*items, tick=tick, words="Steer the boat."))

    for tick in range(100, 320, 3):
        frame(tick)

    from_now_on_nothing_new(view)
    for tick in range(320, 480, 2):
        frame(tick)


@pytest.mark.parametrize(
    "item",
    [
        Item("avatar", "boat", float("nan"), 0.0),
        Item("avatar", "no_such_picture", 0.0, 0.0),
        Item("avatar", "boat", 1e6, -1e6),
        Item("target", "no_such_picture", 0.0, 0.0, 0.25),
        Item("target", "duck", 0.0, 0.0, 0.0, 2.0, "inside"),
        Item("zone", "duck", 0.0, 0.0, 9.0, 0.5),
        Item("gem", "ruby", 0.0, 0.0, 0.1),
        Item("hint", "something_new", 0.0, 0.0),
        Item("target", "duck", 0.0, 0.0, 0.25, -1.0, "a state of a later version"),
    ],
)
def test_a_strange_scene_is_drawn_as_well_as_can_be(view_of, item):
    """Unknown kinds, pictures and states, places off the screen, rings wider than the window: never a crash."""
    assert drawn(view_of(), scene(item), scene(item, tick=101)).get_size() == CANVAS.size_px


def test_in_a_rest_lumi_sleeps_and_stands_nowhere(view_of):
    """One may step down; where the weight is then says nothing."""
    rest = Item("hint", "rest", 0.0, 0.0, 0.0, 0.4)
    assert pixels(drawn(view_of(), scene(rest, AVATAR))) == pixels(drawn(view_of(), scene(rest)))


@pytest.mark.parametrize("hour", [0, 2, 4])
def test_without_a_story_a_rest_is_seen_at_every_hour(view_of, hour):
    """Its icon stands out from the land like the ring about it."""
    rest = Item("hint", "rest", 0.0, 0.0, 0.0, 0.4)
    view = view_of(look="plain", hour=hour)
    bare, shown = drawn(view, scene(rung=hour)), drawn(view, scene(rest, rung=hour))
    at = CANVAS.point(640 - 33, 380)
    assert contrast(bare.get_at(at)[:3], shown.get_at(at)[:3]) >= 3.0


def test_a_guide_that_is_met_makes_room_until_one_is_well_away(view_of):
    """What rises with the player is not hidden by them, and does not go to and fro at its edge."""
    guide, view = Item("guide", "duck", 0.0, 0.0, 0.2), view_of()
    lifts = []
    for tick, far in enumerate((0.5, 0.19, 0.21, 0.27, 0.29), start=1):
        for after in (0, LIFT_TICKS):
            one = scene(guide, AVATAR._replace(x=far, y=0.0), tick=100 * tick + after)
            view.draw(pygame.Surface(CANVAS.size_px), one)
        lifts.append(view._motions.of(guide, 0).lift)
    assert lifts == [0.0, 1.0, 1.0, 1.0, 0.0]


def test_a_rung_that_does_not_exist_is_drawn_at_the_last_hour(view_of):
    """A record of a later version can be looked at."""
    view = view_of(hour=4)
    assert pixels(drawn(view, scene(target(), rung=9))) == pixels(drawn(view, scene(target(), rung=4)))


def test_a_childs_own_picture_is_the_thing(view_of, tmp_path):
    """The picture beside a level takes the place of the drawing."""
    file = tmp_path / "pet.png"
    pet = pygame.Surface((64, 64))
    pet.fill("#ff00ff")
    pygame.image.save(pet, file)
    surface = drawn(view_of(picture=file), scene(target()))
    assert contrast(surface.get_at(view_of()._at(0.5, 0.0))[:3], (255, 0, 255)) < 1.05


def test_a_lean_that_the_scene_does_not_show_can_be_marked(view_of):
    """For the screens before play: a small ring where the weight is."""
    view = view_of()
    assert pixels(drawn(view, scene())) != pixels(drawn(view, scene(), lean_hint=(0.3, 0.2)))
