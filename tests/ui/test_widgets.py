"""Buttons, focus and the text field, by events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pygame
import pytest

from steadyquest.ui.keys import EVERYWHERE, MENU, PLAY, StickSteps, action_of
from steadyquest.ui.paper import KEPT_BYTES, Paper
from steadyquest.ui.text_field import TextField
from steadyquest.ui.theme import LOOKS, Look
from steadyquest.ui.view import View
from steadyquest.ui.widgets import Button, Menu, draw_button


@pytest.fixture
def view(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[View]:
    """Something to draw with."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setattr("steadyquest.ui.art.default_cache_dir", lambda: tmp_path)
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 720))
    made = View((1280, 720))
    yield made
    made.close()
    pygame.display.quit()


def key(code: int, text: str = "", mod: int = 0) -> pygame.event.Event:
    """A key goes down."""
    return pygame.event.Event(pygame.KEYDOWN, key=code, unicode=text, mod=mod)


def grid() -> list[Button]:
    """Two rows of three, and one that cannot be chosen."""
    return [
        Button(key=f"{row}{column}", box=(100 + 200 * column, 100 + 200 * row, 150, 100), label="x", enabled=able)
        for row in range(2)
        for column in range(3)
        for able in [(row, column) != (0, 1)]
    ]


@pytest.mark.parametrize(
    ("start", "code", "expected"),
    [
        ("00", pygame.K_RIGHT, "02"),
        ("00", pygame.K_DOWN, "10"),
        ("12", pygame.K_LEFT, "11"),
        ("11", pygame.K_UP, "00"),
        ("00", pygame.K_LEFT, "00"),
        ("12", pygame.K_TAB, "00"),
        ("00", pygame.K_PAGEUP, "12"),
    ],
)
def test_the_focus_goes_to_what_lies_that_way(view: View, start: str, code: int, expected: str) -> None:
    """Past what cannot be chosen, and nowhere when nothing is there."""
    menu = Menu(grid(), focus=start)
    assert menu.handle(key(code), view) == ""
    assert menu.focus == expected


@pytest.mark.parametrize(
    "event",
    [
        key(pygame.K_RETURN, "\r"),
        key(pygame.K_SPACE, " "),
        key(pygame.K_F5),
        pygame.event.Event(pygame.JOYBUTTONDOWN, button=0),
    ],
)
def test_enter_space_remote_and_pad_choose_what_has_the_focus(view: View, event: pygame.event.Event) -> None:
    """Each alone is enough to use every menu."""
    assert Menu(grid(), focus="10").handle(event, view) == "10"


def test_the_mouse_moves_the_focus_and_a_click_chooses(view: View) -> None:
    """Where the pointer is, in a window of any size."""
    menu = Menu(grid())
    menu.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=(350, 350), rel=(0, 0), buttons=(0, 0, 0)), view)
    assert menu.focus == "11"
    assert menu.handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(350, 350), button=1), view) == "11"
    assert menu.handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(350, 150), button=1), view) == ""


def test_a_click_into_a_field_only_begins_to_type_there(view: View) -> None:
    """Enter in it still goes on."""
    menu = Menu([Button(key="a", box=(0, 0, 100, 50)), Button(key="name", box=(200, 0, 100, 50), kind="field")])
    assert menu.handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(250, 20), button=1), view) == ""
    menu.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=(50, 20), rel=(0, 0), buttons=(0, 0, 0)), view)
    assert menu.focus == "name"
    assert menu.handle(key(pygame.K_RETURN, "\r"), view) == "name"


def test_the_pointer_above_what_is_hard_to_undo_leaves_the_focus_where_it_is(view: View) -> None:
    """Enter never lands there by a nudge of the mouse; a click is meant."""
    menu = Menu([Button(key="a", box=(0, 0, 100, 50)), Button(key="delete", box=(200, 0, 100, 50), hover=False)])
    menu.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=(250, 20), rel=(0, 0), buttons=(0, 0, 0)), view)
    assert menu.focus == "a"
    assert menu.handle(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(250, 20), button=1), view) == "delete"


def test_a_quiet_menu_gives_the_focus_to_none_until_somebody_moves_it(view: View) -> None:
    """Enter in impatience does nothing; afterwards all keys work as everywhere."""
    menu = Menu(grid(), quiet=True)
    assert (menu.handle(key(pygame.K_RETURN, "\r"), view), menu.focus) == ("", "")
    menu.handle(key(pygame.K_RIGHT), view)
    assert menu.handle(key(pygame.K_RETURN, "\r"), view) == "00"
    menu.show(grid()[1:])
    assert menu.focus == ""


def test_a_stick_moves_the_focus_once_until_it_comes_back(view: View) -> None:
    """Held over, it does not run through the menu."""
    menu = Menu(grid(), focus="10")
    for value in (0.7, 0.9, 1.0):
        menu.handle(pygame.event.Event(pygame.JOYAXISMOTION, axis=0, value=value), view)
    assert menu.focus == "11"
    steps = StickSteps()
    out = [steps.action(pygame.event.Event(pygame.JOYAXISMOTION, axis=1, value=v)) for v in (-0.9, -0.1, -0.9, 0.0)]
    assert out == ["up", "", "up", ""]


def test_the_focus_is_seen_in_every_look(view: View) -> None:
    """A ring of at least 3:1 goes around the button."""
    from steadyquest.ui.palettes import contrast

    for look in ("story", "plain", "contrast"):
        pictured = View((1280, 720), look=look)  # type: ignore[arg-type]
        surface = pygame.Surface((1280, 720))
        surface.fill(pictured.colours.paper)
        Menu([Button(key="a", box=(200, 200, 300, 100))]).draw(surface, pictured)
        ring = tuple(surface.get_at((350, 194)))[:3]
        assert contrast(ring, tuple(surface.get_at((50, 50)))[:3]) >= 3.0  # type: ignore[arg-type]
        pictured.close()


def test_the_focus_stays_on_its_key_when_the_buttons_change(view: View) -> None:
    """And goes to the main one when its key is gone."""
    del view
    menu = Menu(grid(), focus="12")
    menu.show(grid())
    assert menu.focus == "12"
    menu.show([Button(key="a", box=(0, 0, 9, 9)), Button(key="b", box=(0, 0, 9, 9), kind="main")])
    assert menu.focus == "b"


@pytest.mark.parametrize(
    ("event", "table", "expected"),
    [
        (key(pygame.K_EQUALS, "="), PLAY, "harder"),
        (key(pygame.K_RIGHTBRACKET, "+"), PLAY, "harder"),
        (key(pygame.K_SLASH, "-"), PLAY, "easier"),
        (key(pygame.K_b, "b"), PLAY, "pause"),
        (key(pygame.K_F1), EVERYWHERE, "keys"),
        (key(pygame.K_F11), EVERYWHERE, "fullscreen"),
        (key(pygame.K_TAB, "\t", pygame.KMOD_SHIFT), MENU, "previous"),
        (pygame.event.Event(pygame.JOYHATMOTION, value=(0, -1)), MENU, "down"),
        (pygame.event.Event(pygame.JOYBUTTONDOWN, button=5), PLAY, "harder"),
        (pygame.event.Event(pygame.MOUSEMOTION), PLAY, ""),
    ],
)
def test_keys_mean_the_same_on_every_layout(event: Any, table: Any, expected: str) -> None:
    """Plus is plus, wherever the layout keeps it."""
    assert action_of(event, table) == expected


def typed(field: TextField, text: str) -> TextField:
    """Type letters."""
    for letter in text:
        field.handle(pygame.event.Event(pygame.TEXTINPUT, text=letter))
    return field


def test_text_is_typed_where_the_cursor_is() -> None:
    """Left, Home, End, Delete and Backspace as everywhere."""
    field = typed(TextField(), "Mia")
    field.handle(key(pygame.K_HOME))
    typed(field, "É")
    field.handle(key(pygame.K_DELETE))
    field.handle(key(pygame.K_END))
    field.handle(key(pygame.K_BACKSPACE))
    field.handle(key(pygame.K_LEFT))
    assert (field.text, field.cursor) == ("Éi", 1)


def test_a_field_takes_no_more_than_fits_and_only_what_is_allowed() -> None:
    """Control characters never, letters not into a year."""
    assert typed(TextField(most=3), "abcdef").text == "abc"
    assert typed(TextField(allowed="0123456789"), "2O15\x00\n7").text == "2157"


def test_a_letter_typed_does_not_move_the_focus_meanwhile() -> None:
    """Its KEYDOWN is used up too; Tab and arrows up and down are not."""
    field = TextField()
    assert field.handle(key(pygame.K_b, "b"))
    assert field.handle(key(pygame.K_SPACE, " "))
    assert not field.handle(key(pygame.K_TAB, "\t"))
    assert not field.handle(key(pygame.K_DOWN))
    assert not field.handle(key(pygame.K_RETURN, "\r"))


def test_the_cursor_is_drawn_after_what_was_typed(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is seen where the next letter will be."""
    monkeypatch.setattr(pygame.time, "get_ticks", lambda: 0)
    columns = []
    for text in ("", "MMM"):
        surface = pygame.Surface((1280, 720))
        TextField(text).draw(surface, view, (100, 100, 500, 60), focused=True)
        mark = pygame.Color(view.colours.focus)
        columns.append([x for x in range(112, 580) if surface.get_at((x, 130)) == mark])
    assert columns[0]
    assert min(columns[1]) - min(columns[0]) == pytest.approx(view.texts.measure("MMM", 32)[0], abs=3)


def test_white_on_black_no_horizon_lies_between_the_cards() -> None:
    """It is for who plays."""
    view, surface = View((640, 360), look="contrast"), pygame.Surface((640, 360))
    surface.fill("#ff0000")
    view.fill(surface, "meadow")
    assert pygame.transform.average_color(surface) == (0, 0, 0, 0)
    view.close()


def test_a_shadow_draws_no_dark_hair_around_a_card() -> None:
    """Towards the light, where there is no shadow, a card on its own paper is not to be told from it."""
    pale = pygame.Color("#fff7e8")
    card = Paper().card((120, 120), colour="#fff7e8", radius=40, shadow=28, edge="#fff7e8", edge_px=4)
    ground = pygame.Surface(card.get_size())
    ground.fill(pale)
    ground.blit(card, (0, 0))
    assert {tuple(ground.get_at((i, i))) for i in range(60)} == {tuple(pale)}
    assert ground.get_at((110, 156)) != pale  # there is one, to the lower right


def test_paper_is_made_once_for_its_size(view: View) -> None:
    """Every frame blits the same surfaces."""
    del view
    paper = Paper()
    first = paper.card((300, 100), colour="#ffffff", radius=20, shadow=10)
    assert paper.card((300, 100), colour="#ffffff", radius=20, shadow=10) is first
    assert first.get_size() == (320, 120)
    assert first.get_at((160, 60)) == (255, 255, 255, 255)
    assert first.get_at((10, 10)).a < 128


def test_a_ring_has_as_many_pictures_as_steps_and_fills_from_the_top(view: View) -> None:
    """Half full: the right side is lit, the left is not."""
    del view
    paper = Paper()
    rings = {id(paper.ring(50, width=10, progress=i / 500, colour="#ff0000", ground="#0000ff")) for i in range(501)}
    assert len(rings) == 49
    half = paper.ring(50, width=10, progress=0.5, colour="#ff0000", ground="#0000ff")
    assert half.get_at((94, 50))[:3] == (255, 0, 0)
    assert half.get_at((5, 50))[:3] == (0, 0, 255)


def test_paper_keeps_only_so_much(view: View) -> None:
    """The oldest goes first."""
    del view
    paper = Paper()
    for i in range(KEPT_BYTES // (2000 * 2000 * 4) + 3):
        paper.veil((2000, 2000), colour="#000000", alpha=i)
    assert sum(s.get_width() * s.get_height() * 4 for s in paper._kept.values()) <= KEPT_BYTES


def test_the_nearest_row_comes_first_even_when_it_lies_a_little_aside(view: View) -> None:
    """Down does not jump over an offer at the right to a tile straight below."""
    menu = Menu(
        [
            Button(key="play", box=(60, 250, 340, 104)),
            Button(key="offer", box=(480, 396, 220, 76)),
            Button(key="tile", box=(60, 522, 216, 168)),
        ],
        focus="play",
    )
    menu.handle(key(pygame.K_DOWN), view)
    assert menu.focus == "offer"
    menu.handle(key(pygame.K_DOWN), view)
    assert menu.focus == "tile"


@pytest.mark.parametrize("look", LOOKS)
def test_what_cannot_be_chosen_looks_so_in_every_look(look: Look, view: View) -> None:
    """Also where paper is black and buttons are: its edge and its letters are fainter."""
    seen, pictures = View((1280, 720), look=look), []
    for enabled in (True, False):
        surface = pygame.Surface((300, 120))
        draw_button(surface, seen, Button(key="k", box=(20, 20, 260, 80), label="Go", enabled=enabled), focused=False)
        pictures.append(pygame.surfarray.array3d(surface).astype(int))
    seen.close()
    assert (abs(pictures[0] - pictures[1]).max(axis=2) > 40).sum() > 300
