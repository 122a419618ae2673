"""Things of single tasks as pictures: seen when they are there, hidden when the scene hides them, made once."""

from __future__ import annotations

import pygame
import pytest

from steadyquest.game.scene import Item, Scene
from steadyquest.ui.art import Art
from steadyquest.ui.fonts import Texts
from steadyquest.ui.scene_view import SceneView
from steadyquest.ui.theme import LOOKS, Canvas

CANVAS = Canvas((640, 360))
AVATAR = Item("avatar", "lumi", -0.5, -0.2, 0.12)
GATE = Item("gate", "ml", 0.4, 0.3, 0.2)
WALL = Item("wall", "wall", 0.5, 0.2, 0.1)
THINGS = (
    GATE,
    GATE._replace(name="ap", x=-0.4),
    GATE._replace(progress=0.6, state="inside"),
    GATE._replace(state="next"),
    GATE._replace(state="reached"),
    GATE._replace(state="missed"),
    WALL,
    Item("gem", "duck", 0.5, -0.4, 0.1),
    Item("foot", "left", -0.8, 0.0, 0.2, 0.7, "lift"),
    Item("foot", "right", 0.8, 0.0, 0.2),
    Item("beat", "duck", 0.5, 0.0, 0.25, 0.5),
    Item("beat", "duck", -0.5, 0.0, 0.25, 0.0, "next"),
    Item("answer", "7", 0.0, 0.7, 0.26, 0.4, "inside"),
    Item("answer", "8", 0.7, 0.0, 0.26, 0.0, "done"),
    Item("drifter", "duck", 0.3, 0.5, 0.25),
    Item("drifter", "bee", 0.3, 0.5, 0.25, 0.0, "avoid"),
    Item("gaze", "open", 0.0, 0.0, 0.3, 0.4),
    Item("gaze", "closed", 0.0, 0.0, 0.3, 0.4),
    Item("drifter", "leaf", -1.0, 1.05, 0.12, 0.0, "count"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("art")


@pytest.fixture
def view_of(folder):
    arts = []

    def make(look="story", *, hour=0, canvas=CANVAS):
        art = Art(canvas, look, cache_dir=folder)
        arts.append(art)
        assert art.scenery.wait("meadow", hour)
        return SceneView(art, Texts(canvas), canvas, world="meadow", look=look, you="lumi", thing="duck")

    yield make
    for art in arts:
        art.close()


def drawn(view, *items, tick=100, **about):
    surface = pygame.Surface(view.canvas.size_px)
    view.draw(surface, Scene(tick=tick, rung=about.pop("rung", 0), items=items, **about))
    return surface


def pixels(surface):
    return pygame.image.tobytes(surface, "RGB")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("thing", THINGS, ids=lambda item: f"{item.kind}-{item.name}-{item.state or 'plain'}")
def test_everything_that_a_task_shows_is_seen_in_every_look(view_of, look, thing):
    """It changes the picture where it is, the same way each time."""
    view = view_of(look)
    bare, with_it = drawn(view), drawn(view, thing, tick=101)
    changed = pygame.mask.from_threshold(with_it, (0, 0, 0), (30, 30, 30, 255), bare)
    assert 640 * 360 - changed.count() > 40
    assert pixels(drawn(view, thing, tick=102)) == pixels(drawn(view_of(look), thing, tick=102))


def test_what_is_to_be_let_pass_has_another_shape_than_what_is_caught(view_of):
    """Not only another picture: a cross of dots instead of a ring, also when the pictures are alike."""
    view = view_of("contrast")
    caught, avoided = (drawn(view, Item("drifter", "duck", 0.0, 0.0, 0.3, 0.0, state)) for state in ("", "avoid"))
    top = view._at(0.0, 0.3)
    around = [(x, y) for x in range(top[0] - 4, top[0] + 5) for y in range(top[1] - 4, top[1] + 5)]
    assert max(sum(caught.get_at(p)[:3]) for p in around) > 600
    assert max(sum(avoided.get_at(p)[:3]) for p in around) < 100


def test_walls_meet_without_a_gap_and_leave_the_path_free(view_of):
    """Two stones side by side cover all between their middles; the cell beside them stays as it was."""
    view = view_of("plain")
    bare = drawn(view)
    built = drawn(view, WALL, WALL._replace(x=0.7), tick=101)
    (x0, y), (x1, _) = view._at(0.5, 0.2), view._at(0.7, 0.2)
    changed = [built.get_at((x, y)) != bare.get_at((x, y)) for x in range(x0, x1 + 1)]
    assert changed.count(False) <= 3
    beyond = view._at(0.81, 0.2)
    assert built.get_at(beyond) == bare.get_at(beyond)


def test_a_line_between_the_posts_fills_with_what_is_held(view_of):
    """More of it, more gold, from the left post to the right one."""
    view = view_of()
    gold = []
    for progress in (0.0, 0.4, 0.9):
        surface = drawn(view, GATE._replace(progress=progress, state="inside"))
        gold.append(pygame.mask.from_threshold(surface, (255, 201, 77), (14, 14, 14, 255)).count())
    assert gold[0] < gold[1] < gold[2]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("hour", [0, 2, 4])
def test_the_point_to_look_at_is_dark_on_pale_or_pale_on_dark_at_every_hour(view_of, look, hour):
    """From its middle to its pale ring at least 7 to 1, as text has it; and it is where one stands."""
    view = view_of(look, hour=hour)
    surface = drawn(view, Item("gaze", "open", 0.0, 0.0, 0.3), rung=hour)
    (x, y), scale = view._at(0.0, 0.0), CANVAS.scale
    middle, ring = (_luminance(surface.get_at((x + round(dx * scale), y))) for dx in (0, 21))
    assert (max(middle, ring) + 0.05) / (min(middle, ring) + 0.05) > 7.0


def _luminance(colour):
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [v / 255 for v in tuple(colour)[:3]]
    r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_closed_eyes_are_seen_from_further_off_than_the_point(view_of):
    """A face twice as wide as the point, and its ring fills with the same time."""
    view = view_of()
    bare, wide, gold = drawn(view), [], []
    for name in ("open", "closed"):
        surface = drawn(view, Item("gaze", name, 0.0, 0.0, 0.3, 0.5), tick=101)
        changed = pygame.mask.from_threshold(surface, (0, 0, 0), (30, 30, 30, 255), bare)
        changed.invert()
        wide.append(max(box.width for box in changed.get_bounding_rects()))
        gold.append(pygame.mask.from_threshold(surface, (255, 201, 77), (14, 14, 14, 255)).count())
    assert wide[1] > 1.7 * wide[0]
    assert gold[1] > gold[0] > 40


def test_a_foot_goes_up_as_its_beat_comes_nearer(view_of):
    """The footprint to be lifted leaves the ground, the other one does not."""
    view = view_of()

    def top(state, progress):
        bare, surface = drawn(view), drawn(view, Item("foot", "left", 0.0, 0.0, 0.2, progress, state), tick=101)
        mask = pygame.mask.from_threshold(surface, (98, 176, 224), (60, 60, 60, 255))
        del bare
        return min(rect.top for rect in mask.get_bounding_rects() if rect.width > 8)

    assert top("lift", 1.0) < top("lift", 0.2) - 8
    assert top("", 0.0) == top("lift", 0.2)


@pytest.mark.parametrize("thing", [GATE, Item("foot", "left", 0.0, 0.0, 0.2), Item("gem", "duck", 0.5, 0.0, 0.1)])
def test_what_was_missed_waves(view_of, thing):
    """Nothing bursts and nothing is red: it moves to and fro for a moment and is calm again, or gone."""
    view = view_of()
    drawn(view, thing, tick=100)
    looks = [pixels(drawn(view, thing._replace(state="missed"), tick=tick)) for tick in (101, 106, 116, 400, 500)]
    assert len(set(looks[:3])) == 3
    assert looks[3] == looks[4]


def test_in_a_garden_the_player_is_as_small_as_its_paths(view_of):
    """The marble's radius says how large; the lantern of every other task keeps its size."""
    for look in LOOKS:
        view = view_of(look)
        bare = drawn(view)
        sizes = []
        for radius in (0.06, 0.12):
            surface = drawn(view, AVATAR._replace(radius=radius), tick=101)
            same = pygame.mask.from_threshold(surface, (0, 0, 0), (90, 90, 90, 255), bare)
            sizes.append(640 * 360 - same.count())
        assert 0 < sizes[0] < 0.6 * sizes[1]


def test_a_question_about_a_picture_shows_that_picture_in_every_look(view_of):
    """The plain look has a leaf for a frog and for a fish; who is asked for the frog must see a frog."""
    view = view_of("plain")
    fish, frog = (Item("target", name, 0.5, 0.0, 0.25) for name in ("fish", "frog"))
    assert pixels(drawn(view, fish)) == pixels(drawn(view, frog, tick=101))
    assert pixels(drawn(view, fish, meant="frog")) != pixels(drawn(view, frog, tick=101, meant="frog"))


@pytest.mark.parametrize("look", LOOKS)
def test_a_tipped_picture_tips_land_and_things_together(view_of, look):
    """Eight degrees: a thing to the right sinks, one to the left rises, and no part of the window is left empty."""
    view = view_of(look)
    view._tip(8.0)
    (right, left), level = (view._at(1.0, 0.0), view._at(-1.0, 0.0)), view.canvas.point(640, 400)[1]
    assert right[1] - level == pytest.approx(20, abs=2)
    assert left[1] - level == pytest.approx(-20, abs=2)
    surface = pygame.Surface(CANVAS.size_px)
    surface.fill("#ff00ff")
    view.draw(surface, Scene(tick=1, rung=0, items=(), roll_deg=8.0))
    assert pygame.mask.from_threshold(surface, (255, 0, 255), (2, 2, 2, 255)).count() == 0
    assert pixels(surface) != pixels(drawn(view, tick=2))
    assert pixels(drawn(view, tick=3)) == pixels(drawn(view_of(look), tick=3))


def test_nothing_that_matters_is_out_of_sight(view_of):
    """A child's feet stand wide of a short reach: the picture keeps both in, and whoever steps far."""
    view = view_of()
    window = pygame.Rect((0, 0), CANVAS.size_px)
    for far in (1.0, 1.4, 2.0, 4.5, 300.0):
        for x, y in ((far, 0.0), (-far, 0.0), (0.0, far), (0.0, -far)):
            assert window.inflate(-8, -8).collidepoint(view._at(x, y)), (x, y)
    places = [view._at(x / 10, 0.0)[0] for x in range(40)]
    assert places == sorted(places)


def test_a_frame_of_any_task_makes_no_surface(view_of, from_now_on_nothing_new):
    """In steady play nothing is allocated, scaled or rendered, tipped or not."""
    view = view_of()
    surface = pygame.Surface(CANVAS.size_px)

    def frame(tick):
        share = (tick % 100) / 100
        moved = [
            thing._replace(y=thing.y - share / 2) if thing.kind in ("gate", "drifter") else thing for thing in THINGS
        ]
        filled = [
            thing._replace(progress=share) if thing.kind in ("foot", "beat", "answer") else thing for thing in moved
        ]
        view.draw(surface, Scene(tick=tick, rung=0, items=(*filled, AVATAR), roll_deg=6.0 * share))

    for tick in range(100, 320, 3):
        frame(tick)

    from_now_on_nothing_new(view)
    for tick in range(320, 480, 2):
        frame(tick)


@pytest.mark.parametrize(
    "item",
    [
        Item("gate", "ml", 0.0, 0.0, 50.0),
        Item("gate", "sideways", 0.0, 0.0, 0.0, 2.0),
        Item("wall", "wall", 0.0, 0.0, 0.0),
        Item("gem", "no_such_picture", 0.0, 0.0, 0.0, 0.0, "missed"),
        Item("foot", "third", 0.0, 0.0, 9.0, 3.0, "lift"),
        Item("answer", "", 0.0, 0.0, 0.2),
        Item("answer", "1234567890", 0.0, 0.0, 0.2),
        Item("drifter", "no_such_picture", 1e6, -1e6, 0.2, 0.0, "count"),
        Item("beat", "duck", float("nan"), 0.0, 0.2),
    ],
)
def test_a_strange_thing_is_drawn_as_well_as_can_be(view_of, item):
    """Never a crash, whatever a record of another version holds."""
    view = view_of()
    assert drawn(view, item, roll_deg=45.0).get_size() == CANVAS.size_px
    assert drawn(view, item, tick=101).get_size() == CANVAS.size_px
