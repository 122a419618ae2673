"""Strips: the time line and the small pictures of a run."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from steadyquest.reports import strips
from steadyquest.reports.document import gather


def test_the_time_line_has_a_block_for_each_run_and_a_bar_for_each_time_on_the_plate(whole_session):
    """Five runs, two pauses, three times on the plate."""
    svg = strips.timeline(gather(whole_session.store(), 7))
    assert re.findall(r'text-anchor="middle">(\d)<', svg) == ["1", "2", "3", "4", "5"]
    assert svg.count('class="paused"') == 2
    assert svg.count('class="on-plate"') == 3


def test_blocks_lie_in_the_order_and_length_of_their_runs(whole_session):
    """The drawing is to scale: a second is as long everywhere."""
    document = gather(whole_session.store(), 7)
    blocks = re.findall(r'<rect fill="#\w+" x="([\d.]+)" y="30" width="([\d.]+)"', strips.timeline(document))
    a_second = (strips.TIMELINE_W - 2 * strips.TIMELINE_X) / document.seconds
    for (x, width), run in zip(blocks, document.runs, strict=True):
        assert float(x) == pytest.approx(strips.TIMELINE_X + run.run.start_s * a_second, abs=0.1)
        assert float(width) == pytest.approx((run.stop_s - run.run.start_s) * a_second, abs=0.1)


def test_reps_are_told_apart_by_shape():
    """Filled, hollow, dot and line: no colour is needed to read them."""
    svg = strips.reps(["reached", "missed", "told", "skipped"])
    assert [child.attrib["class"] for child in ElementTree.fromstring(svg)] == [  # noqa: S314 - our own text
        "reached",
        "missed",
        "told",
        "skipped",
    ]
    assert "1 succeeded, 1 did not, 1 not judged, 1 skipped" in svg


def test_many_reps_become_one_bar():
    """A hundred signs would not fit: their shares do."""
    svg = strips.reps(["reached"] * 75 + ["missed"] * 25)
    widths = [float(w) for w in re.findall(r' width="([\d.]+)"', svg)]
    assert widths == [pytest.approx(178.5), pytest.approx(58.5)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 9])
def test_stars_are_filled_as_they_were_won(count):
    """Never more than three are drawn."""
    svg = strips.stars(count)
    assert svg.count('class="star"') == min(count, 3)
    assert svg.count("<path") == 3


@pytest.mark.parametrize(("start", "end"), [(0.1, 0.3), (0.5, 0.2), (-3.0, 8.0)])
def test_difficulty_moves_on_a_line_from_zero_to_one(start, end):
    """Harder is to the right; nothing leaves the line."""
    xs = [float(x) for x in re.findall(r'cx="([\d.]+)"', strips.difficulty(start, end))]
    assert (xs[0] < xs[1]) == (start < end)
    assert all(4 <= x <= 76 for x in xs)


@pytest.mark.parametrize("rung", [-1, 0, 4, 99])
def test_every_rung_has_an_hour(rung):
    """An unknown rung of a newer version shows the nearest picture."""
    assert re.search(r'href="#hour-[0-4]"', strips.hour(rung))


def test_colours_carry_white_letters():
    """At least 4.5 to 1 against white, in every place."""
    for colour in [*strips.WORLD_COLOURS.values(), strips.OTHER_COLOUR]:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (light + 0.05) >= 4.5, colour
