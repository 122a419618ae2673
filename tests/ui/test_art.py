"""Drawings: every one is sound, painted from the shared paints, and a missing one never stops the game."""

from __future__ import annotations

import io
import os
import re
import time
import xml.etree.ElementTree as ET

import pygame
import pytest

from steadyquest.levels.schema import WORLDS
from steadyquest.resources import resource
from steadyquest.ui import art as art_module
from steadyquest.ui import art_render
from steadyquest.ui.art import Art, art_names
from steadyquest.ui.art_render import Job, Shelf, rasterise
from steadyquest.ui.looks import ICON, LIGHTS, PAINTS, PLAIN_PICTURES, VEILS, sheet
from steadyquest.ui.palettes import contrast, palette, rgb
from steadyquest.ui.theme import LOOKS, Canvas

THINGS = [
    "lumi",
    "lumi_happy",
    "lumi_walk",
    "lumi_behind",
    "boat",
    "duck",
    "flower",
    "butterfly",
    "bee",
    "star",
    "lantern",
    "firefly",
    "owl",
    "fish",
    "leaf",
    "bell",
    "stone",
    "lighthouse",
    "frog",
    "hedgehog",
    "mushroom",
    "snail",
    "dragonfly",
    "board",
    "mat",
    "post",
    "acorn",
    "squirrel",
    "woodpecker",
    "drum",
    "apple",
    "drop",
    "bat",
    "crystal",
    "marble",
    "glowworm",
    "mole",
    "goat",
    "eagle",
    "flag",
    "snowflake",
    "cairn",
    "basket",
    "gull",
    "crab",
    "shell",
    "kite",
    "ball",
    "starfish",
    "seal",
    "paper_lantern",
    "sailboat",
    "foot_left",
    "foot_right",
]
FAMILIES = {
    "stance": (
        "comfortable narrow tandem tandem_left tandem_right single single_left single_right sit_on_plate feet_on_plate"
    ),
    "player": "fox hare bear otter heron badger robin turtle",
    "hint": "rest find place eyes_closed eyes_open firm foam",
    "assess": "quiet sensory limits rhythm loading feel",
    "world": "meadow river wood fog cave peak coast own",
    "face": " ".join(f"{kind}_{face}" for kind in ("pain", "tired", "fun") for face in range(5)),
    "icon": (
        "play pause back settings board keyboard mouse gamepad person add "
        "star star_empty lantern_0 lantern_1 lantern_2 lantern_3 lantern_4 sound help check warning "
        "heart target sparkle stand_by mist measure book"
    ),
}
WANTED = [*THINGS, *(f"{family}_{name}" for family, names in FAMILIES.items() for name in names.split(" "))]
ALL_PAINTS = PAINTS | LIGHTS | VEILS


@pytest.fixture
def art(tmp_path):
    art = Art(Canvas((1280, 720)), "story", cache_dir=tmp_path)
    yield art
    art.close()


def svg_of(name):
    return (resource("assets/art") / f"{name}.svg").read_text(encoding="utf-8")


def test_every_drawing_that_is_needed_is_there():
    """Levels, screens and players find their pictures; nothing lies about unused."""
    assert set(art_names()) == set(WANTED)
    assert {*PLAIN_PICTURES, *PLAIN_PICTURES.values()} <= set(WANTED)


@pytest.mark.parametrize("name", WANTED)
def test_a_drawing_keeps_to_the_shared_grid_and_paints(name):
    """One 200 × 200 grid, no words, and each colour is a shared paint in its day colour."""
    root = ET.fromstring(svg_of(name))  # noqa: S314 - our own file
    assert root.attrib["viewBox"] == "0 0 200 200"
    for element in root.iter():
        assert not element.tag.endswith("text")
        names = element.attrib.get("class", "").split()
        for paint, key in [(n, "fill") for n in names if n in ALL_PAINTS]:
            assert element.attrib[key] == ALL_PAINTS[paint]
        for colour in (element.attrib.get(key) for key in ("fill", "stroke")):
            assert colour in {None, "none"} or names
        assert all(re.sub("_line$", "", n) in {*ALL_PAINTS, ICON, "edge"} for n in names)


@pytest.mark.parametrize("name", WANTED)
def test_a_drawing_is_seen_and_not_cut_off_in_every_look(name):
    """It covers a good part of its square and leaves the corners free."""
    for look in LOOKS:
        png = rasterise(Job(svg=svg_of(name), sheet=sheet(look), width_px=48, height_px=48))
        surface = pygame.image.load(io.BytesIO(png), "x.png")
        mask = pygame.mask.from_surface(surface, 60)
        assert mask.count() > 48 * 48 * 0.06
        assert not any(mask.get_at(corner) for corner in ((0, 0), (47, 0), (0, 47), (47, 47)))


@pytest.mark.parametrize("place", WORLDS)
@pytest.mark.parametrize("hour", range(5))
def test_the_outline_of_things_stands_out_at_every_hour(place, hour):
    """A creature's edge keeps 3:1 on the land it stands on."""
    rule = re.search(r"\.line\{fill:(#[0-9a-f]{6})\}", sheet("story", hour=hour))
    assert rule is not None
    land = [*palette(place, hour)[2:]]
    assert min(contrast(rgb(rule[1]), rgb(colour)) for colour in land) >= 3.0


def test_an_hour_and_a_look_change_the_picture(art):
    """One drawing serves all hours and looks."""
    day, night = art.sprite("duck", 64), art.sprite("duck", 64, hour=3)
    assert pygame.image.tobytes(day, "RGBA") != pygame.image.tobytes(night, "RGBA")


def test_an_icon_takes_the_colour_it_is_asked_for(art):
    """Icons are one paint, so that a button can choose it."""
    assert art.icon("play", 64, "#d55e00").get_at((30, 32))[:3] == (213, 94, 0)


@pytest.mark.parametrize("name", ["no_such_thing", "../secret", "", "a/b"])
def test_a_missing_drawing_becomes_a_plain_disc(art, name, caplog):
    """Said once in the log, drawn all the same, and never read from outside the folder."""
    art_module.drawing.cache_clear()
    first = art.sprite(name, 64)
    assert first.get_at((32, 4)).a > 0
    assert art.sprite(name, 64) is first


def test_a_broken_drawing_becomes_a_plain_disc(art, monkeypatch, caplog):
    """A half-written file is no reason to stop."""
    monkeypatch.setattr(art_module, "drawing", lambda name: "<svg><path d='M")
    art_module._job.cache_clear()
    try:
        assert art.sprite("duck", 60).get_size() == (60, 60)
        assert "duck" in caplog.text
    finally:
        art_module._job.cache_clear()


def test_a_second_start_needs_no_resvg(tmp_path, monkeypatch):
    """What was made once comes from the disk."""
    canvas = Canvas((1280, 720))
    first = Art(canvas, "story", cache_dir=tmp_path)
    before = pygame.image.tobytes(first.sprite("owl", 64), "RGBA")
    monkeypatch.setattr(art_render, "rasterise", lambda job: pytest.fail("made again"))
    again = Art(canvas, "story", cache_dir=tmp_path)
    assert pygame.image.tobytes(again.sprite("owl", 64), "RGBA") == before


def test_a_picture_on_disk_that_was_cut_short_is_made_again(tmp_path):
    """A full disk or a pulled plug leaves no lasting blemish."""
    shelf = Shelf(tmp_path)
    job = Job(svg=svg_of("star"), width_px=32, height_px=32)
    shelf.write(job.key, shelf.make(job)[:40])
    art = Art(Canvas((1280, 720)), "story", cache_dir=tmp_path)
    art.orders.order(job)
    assert art.orders.wait(job, timeout_s=20)
    art.orders.take(job)
    art.orders.order(job)
    assert art.orders.wait(job, timeout_s=20)
    assert art.orders.take(job) is not None
    art.close()


def test_a_cache_folder_that_cannot_be_written_is_done_without(tmp_path):
    """A file stands where the folder should be: pictures are made each time."""
    blocked = tmp_path / "file"
    blocked.write_text("x")
    art = Art(Canvas((1280, 720)), "story", cache_dir=blocked / "art")
    assert art.sprite("star", 40).get_at((20, 20)).a > 0


def test_preloaded_drawings_come_beside_the_game(art):
    """Nothing is made in the frame: the pictures arrive, a few each step."""
    art.preload("frog", "snail", size=80)
    until = time.monotonic() + 20
    while not art.warm_step(5.0):
        assert time.monotonic() < until
        time.sleep(0.01)
    made = art.sprite("frog", 80)
    assert art.sprite("frog", 80) is made


def test_two_names_of_one_drawing_both_come(art, monkeypatch):
    """The same picture is made once; who comes second does not wait for ever."""
    same = art_module.drawing("duck")
    monkeypatch.setattr(art_module, "drawing", lambda name: same)
    art_module._job.cache_clear()
    try:
        art.preload("duck", "owl", size=64)
        until = time.monotonic() + 20
        while not art.warm_step(50.0) and time.monotonic() < until:
            time.sleep(0.01)
        assert art.warm_step()
    finally:
        art_module._job.cache_clear()


def test_old_pictures_are_thrown_away_first(tmp_path):
    """The folder does not grow without end."""
    shelf = Shelf(tmp_path)
    for age, key in enumerate(("new", "middle", "old")):
        shelf.write(key, b"x" * 100)
        os.utime(shelf.path(key), (1e9 - age * 1000, 1e9 - age * 1000))
    shelf.tidy(limit_bytes=200)
    assert {path.stem for path in tmp_path.iterdir()} == {"new", "middle"}


def test_a_childs_picture_keeps_its_shape(art, tmp_path):
    """A wide drawing is fitted, not squeezed; a broken file becomes a disc."""
    file = tmp_path / "pet.png"
    wide = pygame.Surface((200, 50))
    wide.fill("#ff0000")
    pygame.image.save(wide, file)
    fitted = art.picture(file, 80)
    assert fitted.get_size() == (80, 80)
    assert fitted.get_bounding_rect().size == (80, 20)
    file.write_bytes(b"no picture")
    assert art.picture(file, 60).get_at((30, 4)).a > 0
