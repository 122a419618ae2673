"""The picture as a player wants it: left and right changed, nothing that moves by itself, larger words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pygame
import pytest
from tests.ui.test_scene_view import EIGHT, _least_contrast

from steadyquest.game.scene import Item, Scene
from steadyquest.ui.art import Art
from steadyquest.ui.fonts import Texts
from steadyquest.ui.landscape import calmed, gradient
from steadyquest.ui.scene_view import SceneView, Shown
from steadyquest.ui.scene_view_motion import FADE_TICKS, HOP_TICKS, WAVE_TICKS
from steadyquest.ui.theme import Canvas

CANVAS = Canvas((640, 360))
AVATAR = Item("avatar", "boat", -0.3, -0.2, 0.1)
ITEMS = (
    Item("target", "duck", 0.6, 0.2, 0.25, 0.4, "inside"),
    Item("zone", "duck", 0.1, 0.0, 0.3, 0.7),
    Item("guide", "duck", -0.5, 0.5, 0.25),
    Item("gate", "ml", 0.3, 0.5, 0.3, 0.5),
    Item("gate", "ap", 0.3, 0.1, 0.3, 0.5),
    Item("wall", "stone", 0.4, 0.4, 0.1),
    Item("gem", "duck", -0.6, -0.3, 0.1),
    Item("foot", "left", -0.4, 0.0, 0.2, 0.5, "lift"),
    Item("drifter", "duck", 0.8, 0.9, 0.2, 0.0, "avoid"),
    Item("path", "dot", 0.25, 0.25, 0.02),
    Item("home", "centre", 0.2, 0.0, 0.15, 0.5),
    Item("answer", "7", 0.5, -0.5, 0.2),
)


@pytest.fixture
def view_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Shown], SceneView]]:
    """A view of the river."""
    arts: list[Art] = []
    folder = tmp_path_factory.getbasetemp() / "shown"

    def make(shown: Shown) -> SceneView:
        arts.append(Art(CANVAS, "story", cache_dir=folder))
        return SceneView(
            arts[-1], Texts(CANVAS), CANVAS, world="river", look="story", you="boat", thing="duck", shown=shown
        )

    yield make
    for art in arts:
        art.close()


def scene(*items: Item, tick: int = 100, words: str = "", roll_deg: float = 0.0) -> Scene:
    """A moment."""
    return Scene(tick=tick, rung=0, items=items, words=words, roll_deg=roll_deg)


def drawn(view: SceneView, *scenes: Scene) -> bytes:
    """The picture of the last of them. The land is left out: it is the same to both sides."""
    surface = pygame.Surface(CANVAS.size_px)
    view._land.draw = lambda surface, *_, **__: surface.fill("#335577")  # type: ignore[method-assign,assignment]
    for one in scenes:
        view.draw(surface, one)
    return pygame.image.tobytes(surface, "RGB")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.kind} {item.name}")
def test_left_and_right_changed_is_the_picture_of_the_other_side(view_of: Any, item: Item) -> None:
    """Every kind of thing: as if it and the player were where the mirror shows them."""
    mirrored = drawn(view_of(Shown(mirrored=True)), scene(item, AVATAR))
    other = scene(item._replace(x=-item.x), AVATAR._replace(x=-AVATAR.x))
    assert mirrored == drawn(view_of(Shown()), other)
    assert mirrored != drawn(view_of(Shown()), scene(item, AVATAR))


def test_a_picture_that_tips_tips_the_other_way_in_the_mirror(view_of: Any) -> None:
    """Things stay where they are on the land."""
    item = ITEMS[0]
    mirrored = drawn(view_of(Shown(mirrored=True)), scene(item, roll_deg=6.0))
    assert mirrored == drawn(view_of(Shown()), scene(item._replace(x=-item.x), roll_deg=-6.0))


@pytest.mark.parametrize("state", ["reached", "inside", ""])
def test_with_reduced_motion_nothing_moves_after_a_success(view_of: Any, state: str) -> None:
    """Whatever tick it is: no hop, no sparks, no gliding aside."""
    before, now = ITEMS[0]._replace(state=""), ITEMS[0]._replace(state=state)
    view = view_of(Shown(still=True))
    pictures = {
        drawn(view, scene(before, tick=100), scene(now, tick=101), scene(now, tick=tick))
        for tick in range(102, 102 + HOP_TICKS + 20, 4)
    }
    assert len(pictures) == 1


def test_with_all_motion_the_same_success_does_move(view_of: Any) -> None:
    """Otherwise the test above could not fail."""
    before, now = ITEMS[0]._replace(state=""), ITEMS[0]._replace(state="reached")
    view = view_of(Shown())
    pictures = {
        drawn(view, scene(before, tick=100), scene(now, tick=101), scene(now, tick=tick)) for tick in range(102, 150, 4)
    }
    assert len(pictures) > 5


def test_with_reduced_motion_a_miss_fades_where_it_is(view_of: Any) -> None:
    """It goes, and does not wave."""
    before, now = ITEMS[0]._replace(state=""), ITEMS[0]._replace(state="missed")
    view = view_of(Shown(still=True))
    drawn(view, scene(before, tick=100), scene(now, tick=101))
    waving = {drawn(view, scene(now, tick=tick)) for tick in range(102, 101 + WAVE_TICKS, 5)}
    assert len(waving) == 1
    assert drawn(view, scene(now, tick=101 + WAVE_TICKS + FADE_TICKS)) not in waving


def test_with_reduced_motion_the_picture_does_not_sway(view_of: Any) -> None:
    """A level that tips it is shown level."""
    view = view_of(Shown(still=True))
    assert drawn(view, scene(*ITEMS, roll_deg=8.0)) == drawn(view, scene(*ITEMS))


def test_larger_words_are_larger_in_play(view_of: Any) -> None:
    """Half as large again, where it fits."""
    said = "Lean to the duck."
    sizes = []
    for scale in (1.0, 1.5):
        view = view_of(Shown(text_scale=scale))
        drawn(view, scene(AVATAR, words=said))
        sizes.append(view._words._panel.get_height())
    assert sizes[1] > 1.25 * sizes[0]


@pytest.mark.parametrize("place", ["meadow", "river", "cave", "coast"])
@pytest.mark.parametrize("hour", range(5))
def test_calm_scenery_lies_between_its_own_extremes(place: str, hour: int) -> None:
    """Nothing gets brighter or darker, so what stood out still does; and there is less in it."""
    before = gradient(place, hour=hour, size_px=(64, 64), look="story")
    after = calmed(before)
    spreads = []
    for surface in (before, after):
        column = [surface.get_at((3, y)) for y in range(64)]
        light = [0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b for c in column]
        spreads.append((min(light), max(light)))
    (low, high), (calm_low, calm_high) = spreads
    assert low - 1.5 <= calm_low <= calm_high <= high + 1.5
    assert calm_high - calm_low < 0.7 * (high - low) + 1


@pytest.mark.slow
@pytest.mark.parametrize("hour", range(5))
def test_on_calm_land_rings_keep_three_to_one(view_of: Any, hour: int) -> None:
    """Measured on pixels, as on the land as it comes."""
    view = view_of(Shown(still=True))
    view.art.scenery.calm = True
    assert view.art.scenery.wait("river", hour, timeout_s=60.0)
    for x, y in EIGHT:
        for out in (0.45, 1.0):
            item = Item("target", "duck", x * out, y * out, 0.25)
            assert _least_contrast(view, view._kit(hour), item, hour) >= 3.0
