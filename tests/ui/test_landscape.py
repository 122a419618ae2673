"""Landscapes: each place at each hour, and never a frame that waits for one."""

from __future__ import annotations

import io
import itertools
import time
from functools import lru_cache

import pygame
import pytest

from steadyquest.levels.schema import WORLDS
from steadyquest.ui.art import Art
from steadyquest.ui.art_render import rasterise
from steadyquest.ui.landscape import AHEAD, KEPT, gradient, landscape_job
from steadyquest.ui.landscapes import drawn_places, length_of
from steadyquest.ui.palettes import contrast, hour_light, luminance, rgb
from steadyquest.ui.scene_view import CENTRE, REACH
from steadyquest.ui.theme import LOOKS, WIDTH, Canvas

PLACES = ("meadow", "river", "wood", "fog", "cave", "peak", "coast", "title", "map")
SMALL = Canvas((320, 180))


@lru_cache(maxsize=128)
def made(job):
    return rasterise(job)


def picture(place, *, hour=0, look="story", canvas=SMALL):
    png = made(landscape_job(place, hour=hour, canvas=canvas, look=look))
    return pygame.image.load(io.BytesIO(png), "x.png")


def brightness(surface):
    return luminance(pygame.transform.average_color(surface)[:3])


@pytest.mark.parametrize("place", PLACES)
def test_the_day_goes_down(place):
    """Every hour is darker than the one before it, or as dark; the deep night is much darker than the day."""
    hours = [brightness(picture(place, hour=hour)) for hour in range(5)]
    assert all(later <= earlier * 1.05 for earlier, later in itertools.pairwise(hours))
    assert hours[4] < hours[0] / 4


def test_every_world_of_the_levels_has_scenery_of_its_own():
    """None of the seven stands in the meadow for want of a drawing."""
    assert set(WORLDS) <= drawn_places()
    assert len({pygame.image.tobytes(picture(world), "RGB") for world in WORLDS}) == len(WORLDS)


@pytest.mark.parametrize("hour", [0, *(pytest.param(hour, marks=pytest.mark.slow) for hour in (1, 2, 3)), 4])
@pytest.mark.parametrize("world", WORLDS)
def test_marks_stand_out_wherever_a_target_may_come(world, hour):
    """On the drawn land too, trees and light and all: nearly everywhere within reach a ring keeps 3:1."""
    mark, surface = rgb(hour_light(hour).mark), picture(world, hour=hour)
    places = [
        SMALL.point(CENTRE[0] + REACH[0] * x / 10, CENTRE[1] - REACH[1] * y / 10)
        for x, y in itertools.product(range(-11, 12), repeat=2)
        if x * x + y * y < 122
    ]
    ratios = [contrast(mark, tuple(surface.get_at(place)[:3])) for place in places]
    assert sum(ratio >= 2.9 for ratio in ratios) >= 0.97 * len(ratios)
    assert min(ratios) >= 2.0


@pytest.mark.parametrize("size", [(320, 180), (300, 300), (420, 150), (160, 320)])
def test_scenery_fills_a_window_of_any_shape(size):
    """Wide, square or tall: every pixel is painted, also of the long one along which one looks."""
    canvas = Canvas(size)
    for place in PLACES:
        surface = picture(place, canvas=canvas)
        wide = size[0] + round((length_of(place) - WIDTH) * canvas.scale)
        assert surface.get_size() == (wide, size[1])
        assert pygame.mask.from_surface(surface, 254).count() == wide * size[1]


def test_looks_differ_and_contrast_is_nearly_black():
    """The plain look has no trees, the high-contrast look has hardly anything."""
    story, plain, contrast = (pygame.image.tobytes(picture("river", look=look), "RGB") for look in LOOKS)
    assert len({story, plain, contrast}) == 3
    assert contrast.count(b"\0") / len(contrast) > 0.97


def test_a_world_of_a_later_version_has_scenery_too():
    """An unknown place stands in the meadow."""
    here, there = picture("moon"), picture("meadow")
    assert pygame.image.tobytes(here, "RGB") == pygame.image.tobytes(there, "RGB")


def test_a_frame_never_waits_for_a_landscape(tmp_path):
    """First the gradient, at once; then the landscape, when it is ready; the same surface from then on."""
    art = Art(SMALL, "story", cache_dir=tmp_path)
    first = art.scenery.landscape("river", 1)
    assert first.get_size() == SMALL.size_px
    assert art.scenery.wait("river", 1)
    then = art.scenery.landscape("river", 1)
    assert then is not first
    assert art.scenery.landscape("river", 1) is then
    assert art.scenery.ready("river", 1)
    art.close()


def test_what_is_made_ahead_and_never_shown_does_not_pile_up(tmp_path):
    """On the map one looks at many places; only the newest few are kept, and one let go comes when it is wanted."""
    art = Art(SMALL, "story", cache_dir=tmp_path)
    for hour in range(2):
        for world in WORLDS:
            art.scenery.preload(world, hour)
    assert art.scenery.wait(WORLDS[-1], 1)
    assert len(art.orders._done) < AHEAD
    assert art.scenery.wait(WORLDS[0], 0)
    for world in WORLDS:
        assert art.scenery.wait(world, 0)
    assert len(art.scenery._ready) == KEPT
    art.close()


def test_where_no_second_process_can_be_started_landscapes_still_come(tmp_path, monkeypatch):
    """A packed game, or a machine that refuses: the thread does it itself."""

    def refuse(*args, **kwargs):
        raise OSError("no process")

    monkeypatch.setattr("steadyquest.ui.art_queue._start_process", refuse)
    art = Art(SMALL, "story", cache_dir=tmp_path)
    assert art.scenery.wait("fog", 0)
    assert art.scenery.landscape("fog", 0).get_size() == SMALL.size_px
    art.close()


def test_an_idle_second_process_is_let_go_and_comes_back(tmp_path, monkeypatch):
    """While one plays, nothing runs beside the game; the next landscape is made all the same."""
    monkeypatch.setattr("steadyquest.ui.art_queue.IDLE_S", 0.05)
    art = Art(SMALL, "story", cache_dir=tmp_path)
    assert art.scenery.wait("fog", 0)
    until = time.monotonic() + 10
    while art.orders._process is not None:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert art.scenery.wait("fog", 1)
    art.close()


def test_closing_in_the_middle_of_the_work_is_quick_and_quiet(tmp_path):
    """Resizing the window throws the old canvas's work away."""
    art = Art(Canvas((1920, 1080)), "story", cache_dir=tmp_path)
    for hour in range(5):
        art.scenery.preload("river", hour)
    before = time.monotonic()
    art.close()
    assert time.monotonic() - before < 10
    assert art.scenery.landscape("river", 0).get_size() == (1920, 1080)


def test_the_stand_in_has_the_colours_of_the_hour():
    """Nobody is dazzled by a day that stands in for a night."""
    day, night = (gradient("fog", hour=hour, size_px=(64, 36), look="story") for hour in (0, 4))
    assert brightness(day) > 4 * brightness(night)
