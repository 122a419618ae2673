"""A layer of paper over what moves: painted when something of it changed, and the same to the pixel."""

from __future__ import annotations

import pygame
import pytest

from steadyquest.ui.layer import Layer
from steadyquest.ui.view import View

BOXES = ((40.0, 20.0, 400.0, 120.0), (40.0, 400.0, 800.0, 200.0))


@pytest.fixture
def view():
    made = View((640, 360))
    yield made
    made.close()


def painter(view, calls):
    """Paints a card with words in each box, and counts how often it is asked."""

    def paint(surface):
        calls.append(1)
        for x, y, w, h in BOXES:
            view.card(surface, (x + 20, y + 20, w - 40, h - 50))
            view.words(surface, "Lean", (x + 30, y + 26, w - 60, h - 70))

    return paint


def test_a_layer_is_painted_once_for_each_key_and_view(view):
    """As long as nothing changes it is only put on the screen again."""
    calls, layer, surface = [], Layer(BOXES), pygame.Surface((640, 360))
    for key in ("a", "a", "a", "b", "b", "a"):
        layer.draw(surface, view, key=key, paint=painter(view, calls))
    assert len(calls) == 3
    other = View((640, 360), look="contrast")
    layer.draw(surface, other, key="a", paint=painter(other, calls))
    other.close()
    assert len(calls) == 4


def test_a_layer_looks_as_if_it_was_painted_straight_on_what_is_behind(view):
    """Soft shadows and letters too, within a step or two of rounding."""
    straight, layered = (pygame.Surface((640, 360)) for _ in range(2))
    for surface in (straight, layered):
        surface.fill("#6ab56c")
        pygame.draw.rect(surface, "#8fd3f0", (0, 0, 640, 120))
    painter(view, [])(straight)
    Layer(BOXES).draw(layered, view, key=0, paint=painter(view, []))
    pairs = zip(pygame.image.tobytes(straight, "RGB"), pygame.image.tobytes(layered, "RGB"), strict=True)
    assert max(abs(a - b) for a, b in pairs) <= 3


def test_what_is_painted_outside_of_the_boxes_is_not_shown(view):
    """The place where something moves stays free."""
    surface = pygame.Surface((640, 360))
    surface.fill("#102030")
    Layer(BOXES).draw(surface, view, key=0, paint=lambda sheet: sheet.fill("#ffffff"))
    assert surface.get_at(view.canvas.point(240, 80))[:3] == (255, 255, 255)
    assert surface.get_at(view.canvas.point(240, 300))[:3] == (0x10, 0x20, 0x30)


def test_another_size_of_the_window_is_painted_anew(view):
    """Boxes that reach beyond it are cut."""
    calls, layer = [], Layer(((-50.0, 600.0, 1400.0, 300.0),))
    layer.draw(pygame.Surface((640, 360)), view, key=0, paint=lambda _: calls.append(1))
    larger = View((960, 540))
    layer.draw(pygame.Surface((960, 540)), larger, key=0, paint=lambda _: calls.append(1))
    larger.close()
    assert len(calls) == 2
