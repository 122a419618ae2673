"""The canvas and the colours of panels."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.ui.palettes import contrast, rgb
from steadyquest.ui.theme import HEIGHT, LOOKS, WIDTH, Canvas, Look, colours

SIZES = st.tuples(st.integers(200, 4000), st.integers(150, 3000))


@given(SIZES, st.floats(0, WIDTH), st.floats(0, HEIGHT))
@settings(max_examples=60)
def test_a_point_of_the_layout_is_inside_any_window_and_comes_back(size, x, y):
    """Whatever the window's shape, the whole layout is in it, and the mouse finds the same place again."""
    canvas = Canvas(size)
    px, py = canvas.point(x, y)
    assert 0 <= px <= size[0]
    assert 0 <= py <= size[1]
    back = canvas.units(px, py)
    assert back == pytest.approx((x, y), abs=0.51 / canvas.scale)


@given(SIZES)
@settings(max_examples=40)
def test_the_seen_plane_holds_the_layout_and_has_the_windows_shape(size):
    """Scenery fills the window: what is seen is never less than the layout, and not stretched."""
    canvas = Canvas(size)
    x, y, w, h = canvas.seen
    assert x <= 1e-6
    assert y <= 1e-6
    assert x + w >= WIDTH - 1e-6
    assert y + h >= HEIGHT - 1e-6
    assert w / h == pytest.approx(size[0] / size[1])


def test_boxes_that_touch_in_the_layout_touch_in_the_window():
    """No gap and no overlap comes from rounding at an odd window size."""
    canvas = Canvas((1023, 601))
    left, right = canvas.rect(10, 10, 101.3, 50), canvas.rect(111.3, 10, 77, 50)
    assert left.right == right.left


@pytest.mark.parametrize("look", LOOKS)
def test_text_and_focus_are_legible_in_every_look(look):
    """Text keeps 4.5:1 on what it stands on, and the focus ring 3:1."""
    c = colours(look)
    pairs = [(c.ink, c.paper), (c.ink_soft, c.paper), (c.button_ink, c.button), (c.accent_ink, c.accent)]
    pairs += [(c.good, c.paper), (c.warn, c.paper), (c.bad, c.paper), (c.on_veil, c.veil)]
    assert min(contrast(rgb(a), rgb(b)) for a, b in pairs) >= 4.5
    assert contrast(rgb(c.focus), rgb(c.paper)) >= 3.0


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_bad_stands_out_from_plain_words(look: Look) -> None:
    """In the contrast look too, where what is good is plain."""
    c = colours(look)
    assert c.bad not in {c.ink, c.ink_soft, c.good, c.focus}
