"""The tool behind `make pictures`: a picture for each screen, sheets of them, and a page."""

from __future__ import annotations

import pygame
import pytest
from tools.pictures import ACROSS, DOWN, LABEL_PX, THUMB, Set, sheet, take, write_page


@pytest.fixture
def taken(tmp_path):
    """The players' screens as a set of its own."""
    pictures = Set("contrast", (320, 180), tmp_path, only="players")
    return pictures, take(pictures)


def test_every_screen_of_a_set_is_a_file_of_its_size(taken):
    """Named as the gallery names it, in its order."""
    pictures, names = taken
    assert names == ["players", "players_rename", "players_delete", "players_delete_one"]
    for name in names:
        assert pygame.image.load(pictures.folder / "contrast_320x180" / f"{name}.png").get_size() == (320, 180)
    assert [path.name for path in pictures.folder.glob("sheet_*.png")] == ["sheet_contrast_320x180_01.png"]


def test_the_page_shows_all_of_them_and_names_each(taken):
    """A click opens the picture itself."""
    pictures, names = taken
    text = write_page(pictures.folder, {pictures.name: names}).read_text(encoding="utf-8")
    for name in names:
        assert f"<a href='contrast_320x180/{name}.png'>" in text
        assert f"<figcaption>{name}<" in text


def test_a_sheet_has_as_many_rows_as_it_needs():
    """Five pictures stand in two rows of four, each under its name."""
    thumbs = [(f"n{n}", pygame.Surface(THUMB)) for n in range(5)]
    assert ACROSS * DOWN >= 5
    page = sheet(thumbs)
    assert page.get_size() == (ACROSS * THUMB[0], 2 * (THUMB[1] + LABEL_PX))
    label = page.subsurface((0, 0, THUMB[0], LABEL_PX))
    assert pygame.transform.average_color(label)[:3] != tuple(page.get_at((page.get_width() - 1, 0)))[:3]
