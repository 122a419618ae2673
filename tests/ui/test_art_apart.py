"""Things that a level may name side by side: each is told from every other, also when small and without colours."""

from __future__ import annotations

import io
import itertools

import pygame
import pytest

from steadyquest.levels.library import shipped
from steadyquest.ui.art import art_names, drawing
from steadyquest.ui.art_render import Job, rasterise
from steadyquest.ui.looks import PLAIN_PICTURES, picture_for, sheet
from steadyquest.ui.theme import LOOKS

SMALL_PX = 40
NOT_ASKED_FOR = ("icon_", "stance_", "player_", "hint_", "face_", "world_", "foot_", "board", "mat", "lumi_", "assess_")
"""Pictures of screens; the same creature in another mood."""

CREATURES = [
    "lumi",
    "duck",
    "butterfly",
    "bee",
    "firefly",
    "owl",
    "fish",
    "frog",
    "hedgehog",
    "snail",
    "dragonfly",
    "squirrel",
    "woodpecker",
    "bat",
    "glowworm",
    "mole",
    "goat",
    "eagle",
    "gull",
    "crab",
    "starfish",
    "seal",
]


def things():
    return [name for name in art_names() if not name.startswith(NOT_ASKED_FOR)]


def in_grey(name, look):
    """The drawing on black, each pixel's brightness."""
    png = rasterise(Job(svg=drawing(name), sheet=sheet(look), width_px=SMALL_PX, height_px=SMALL_PX))
    surface = pygame.Surface((SMALL_PX, SMALL_PX))
    surface.blit(pygame.image.load(io.BytesIO(png), "x.png"), (0, 0))
    return pygame.image.tobytes(pygame.transform.grayscale(surface), "RGB")[::3]


def nearest(look):
    """The two things that are most alike, and how far apart their brightness is on average, 0 to 255."""
    pictures = {name: in_grey(name, look) for name in things()}
    return min(
        (sum(abs(p - q) for p, q in zip(pictures[a], pictures[b], strict=True)) / SMALL_PX**2, a, b)
        for a, b in itertools.combinations(pictures, 2)
    )


def test_things_differ_in_shape_in_high_contrast():
    """At 40 px, without any colour but yellow, the two most alike still differ in a sixth of all that is seen."""
    assert nearest("contrast") > (255 / 6,)


def test_things_differ_in_brightness_alone():
    """Who sees no colours at all still tells them apart."""
    assert nearest("story") > (20,)


def test_the_plain_look_has_a_thing_for_every_creature():
    """Who wants no animals sees none: each creature of the seven worlds has a stand-in that is a thing."""
    assert set(CREATURES) <= set(PLAIN_PICTURES)
    assert not set(CREATURES) & set(PLAIN_PICTURES.values())


@pytest.mark.parametrize("look", LOOKS)
def test_no_level_shows_the_player_as_what_is_sought(look):
    """In every look the player, the thing and what is to be avoided are three pictures."""
    for level in shipped():
        names = [name for name in (level.spec.you, level.spec.thing, level.spec.avoid) if name]
        shown = {picture_for(name, look=look) for name in names}
        assert len(shown) == len(set(names)), level.key
