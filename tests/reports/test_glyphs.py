"""Glyphs: the small pictures of a run, which need nothing from the page that they stand in."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from steadyquest.reports import glyphs
from steadyquest.signal.mat import parse_feet


def test_reps_are_told_apart_by_shape():
    """Filled, hollow, dot and line: no colour is needed to read them."""
    drawn = glyphs.reps(["reached", "missed", "told", "skipped"])
    assert [child.attrib["class"] for child in ElementTree.fromstring(drawn.svg)] == [  # noqa: S314 - our own text
        "reached",
        "missed",
        "told",
        "skipped",
    ]
    assert drawn.label == "1 succeeded, 1 did not, 1 not judged, 1 skipped"


def test_many_reps_become_one_bar():
    """A hundred signs would not fit: their shares do."""
    drawn = glyphs.reps(["reached"] * 75 + ["missed"] * 25)
    widths = [float(w) for w in re.findall(r' width="([\d.]+)"', drawn.inner)]
    assert widths == [pytest.approx(178.5), pytest.approx(58.5)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 9])
def test_stars_are_filled_as_they_were_won(count):
    """Never more than three are drawn."""
    drawn = glyphs.stars(count).inner
    assert drawn.count('class="star"') == min(count, 3)
    assert drawn.count("<path") == 3


@pytest.mark.parametrize(("start", "end"), [(0.1, 0.3), (0.5, 0.2), (-3.0, 8.0)])
def test_difficulty_moves_on_a_line_from_zero_to_one(start, end):
    """Harder is to the right; nothing leaves the line."""
    xs = [float(x) for x in re.findall(r'cx="([\d.]+)"', glyphs.difficulty(start, end).inner)]
    assert (xs[0] < xs[1]) == (start < end)
    assert all(4 <= x <= 76 for x in xs)


@pytest.mark.parametrize("rung", [-1, 0, 4, 99])
def test_every_rung_has_an_hour(rung):
    """An unknown rung of a newer version shows the nearest picture."""
    assert f"hour-card-{min(max(rung, 0), 4)}" in glyphs.hour(rung).inner


def test_colours_carry_white_letters():
    """At least 4.5 to 1 against white, in every place."""
    for colour in [*glyphs.WORLD_COLOURS.values(), glyphs.OTHER_COLOUR]:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (light + 0.05) >= 4.5, colour


@pytest.mark.parametrize(
    "drawn",
    [
        glyphs.reps(["reached", "skipped"]),
        glyphs.difficulty(0.1, 0.4),
        glyphs.stars(2),
        *(glyphs.hour(rung) for rung in range(5)),
        glyphs.mark("left"),
        glyphs.mark("<x>"),
        glyphs.plate((500.0, -500.0), label="x"),
        glyphs.stance(parse_feet("D3 D3"), 12.0, label="x"),
        glyphs.scenery(),
        glyphs.lantern(),
    ],
)
def test_every_glyph_stands_alone(drawn):
    """Well formed, with its colours on it, no letters, and every name that it uses is its own."""
    root = ElementTree.fromstring(drawn.svg)  # noqa: S314 - our own text
    names = {child.attrib["id"] for child in root.iter() if "id" in child.attrib}
    assert set(re.findall(r"url\(#([\w-]+)\)", drawn.svg)) <= names
    assert "<text" not in drawn.svg
    assert "var(" not in drawn.svg
