"""Rendered words: cached, wrapped, legible whatever a person typed."""

from __future__ import annotations

import pytest

from steadyquest import resources
from steadyquest.resources import font_path
from steadyquest.ui.fonts import Texts, _lines
from steadyquest.ui.theme import Canvas

INK = "#2b2145"


@pytest.fixture
def texts():
    return Texts(Canvas((1280, 720)))


def test_the_same_words_give_the_same_surface(texts):
    """A frame renders nothing that it has rendered before."""
    assert texts.text("Play", 32, INK) is texts.text("Play", 32, INK)
    assert texts.text("Play", 32, INK) is not texts.text("Play", 32, INK, bold=True)


def test_wrapped_words_stay_within_the_width(texts):
    """A long sentence becomes lines, and a word too long for a line is broken."""
    surface = texts.text("Steer the boat to each duck, " + "very" * 30, 32, INK, width=300)
    assert surface.get_width() <= 300
    assert surface.get_height() > 2 * 32


def test_words_that_fit_on_one_line_are_as_wide_as_they_are(texts):
    """A panel can be cut to its words."""
    assert texts.text("Play", 32, INK, width=900).get_size() == texts.text("Play", 32, INK).get_size()


def test_fitted_words_become_smaller_until_they_fit(texts):
    """A translation forty percent longer still fits its button."""
    surface = texts.fitted("Nochmals von vorne anfangen bitte", 52, INK, box=(320, 90))
    assert surface.get_width() <= 320
    assert surface.get_height() <= 90


def test_lines_of_fitted_words_are_even_and_in_the_middle(texts):
    """No single word is left for the last line, and no space at the end of one puts it aside."""
    said = "Stand up with the mark and sit down with it."
    surface = texts.fitted(said, 51, INK, box=(920, 140), align="center")
    height = surface.get_height() // 2
    rows = [surface.subsurface((0, y, surface.get_width(), height)).get_bounding_rect() for y in (0, height)]
    assert min(row.width for row in rows) > 0.8 * max(row.width for row in rows)
    assert all(abs(row.centerx - surface.get_width() / 2) <= 3 for row in rows)


def test_a_word_is_made_smaller_before_it_is_broken(texts):
    """Two lines of one word read as two words."""
    word = "Stabilitätsgrenzen"
    surface = texts.fitted(word, 48, INK, box=(300, 200))
    assert surface.get_height() < 48 * 1.5
    assert not texts.fits(word, 48, box=(300, 200))
    assert texts.fits(word, 28, box=(300, 200))


def test_words_bound_by_a_fixed_space_stay_together(texts):
    """A number and its unit, a key and what it does."""
    font = texts._font("body", 32)
    lines = _lines(font, "Enter:\u00a0start    Esc:\u00a0back", font.size("Enter: start")[0] + 8)
    assert lines == ["Enter:\u00a0start", "Esc:\u00a0back"]


@pytest.mark.parametrize("typed", ["", "a\x00b", "\ud800", "名前", "مرحبا", "🦊", "\n\n", "x" * 4000])
def test_anything_that_can_be_typed_can_be_drawn(texts, typed):
    """A nickname never stops the game."""
    assert texts.text(typed, 32, INK, title=True, width=400).get_height() > 0


def test_a_title_with_a_letter_that_fredoka_lacks_uses_one_font_for_all_of_it(texts):
    """A name is not set in two faces; ñ, ü, ß and é are in the title font."""
    assert texts._face("Año Müße é", bold=False, title=True) == "title"
    assert texts._face("Čau Łukasz", bold=False, title=True) == "bold"


def test_the_cache_forgets_the_oldest_first():
    """Memory for words is bounded."""
    texts = Texts(Canvas((1280, 720)), cache_bytes=60_000)
    first = texts.text("number 0", 32, INK)
    for i in range(1, 40):
        texts.text(f"number {i}", 32, INK)
    assert texts.text("number 39", 32, INK) is texts.text("number 39", 32, INK)
    assert texts.text("number 0", 32, INK) is not first


def test_without_the_font_package_the_game_still_has_letters(monkeypatch, caplog):
    """A missing package is one line in the log, and a simpler font."""
    monkeypatch.setitem(resources._FONTS, "body", ("no_such_font_package", "Nothing.ttf"))
    font_path.cache_clear()
    try:
        assert Texts(Canvas((1280, 720))).text("Play", 32, INK).get_width() > 0
        assert "no_such_font_package" in caplog.text
    finally:
        font_path.cache_clear()
