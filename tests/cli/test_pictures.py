"""Pictures as files."""

from __future__ import annotations

import struct

import click
import pytest

from steadyquest.cli.pictures import write_picture
from steadyquest.errors import ReportError

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#fff"/>{}</svg>'
).format
WORDS = '<text x="2" y="14" font-size="12" font-family="Source Sans Pro">{}</text>'.format


def test_a_drawing_is_kept_as_it_is_or_made_into_a_png_as_wide_as_asked(tmp_path):
    """The ending says which; the shape of the drawing stays."""
    svg = SVG("")
    assert write_picture(svg, tmp_path / "a.svg", width_px=100).read_text(encoding="utf-8") == svg
    png = write_picture(svg, tmp_path / "a.PNG", width_px=100).read_bytes()
    assert struct.unpack(">II", png[16:24]) == (100, 50)


def test_words_in_a_png_are_drawn_with_our_own_letters(tmp_path):
    """Without any font of the system: other words give another picture."""
    one, two = (write_picture(SVG(WORDS(w)), tmp_path / f"{w}.png", width_px=80).read_bytes() for w in ("WW", "ii"))
    assert one != two != write_picture(SVG(""), tmp_path / "none.png", width_px=80).read_bytes()


def test_what_is_no_picture_file_is_refused(tmp_path):
    """Another ending is a mistake in the command line; a broken drawing is one line."""
    with pytest.raises(click.UsageError, match=r"\.svg or \.png"):
        write_picture(SVG(""), tmp_path / "a.pdf", width_px=80)
    with pytest.raises(ReportError, match="PNG"):
        write_picture("<svg", tmp_path / "a.png", width_px=80)
    assert not list(tmp_path.iterdir())
