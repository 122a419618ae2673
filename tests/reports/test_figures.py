"""Pictures: equal axes, the right way up, thin, and with every word escaped."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import numpy as np
import pytest

from steadyquest.analysis.prepare import prepare
from steadyquest.reports import figures


def _ready(cop_mm: np.ndarray):
    return prepare(np.arange(len(cop_mm)) / 100, cop_mm, filter_hz=0)


def _sway_points(svg: str) -> np.ndarray:
    """The drawn way, back from its path data."""
    data = re.search(r'class="sway" d="M([^"]+)"', svg).group(1)
    first, _, rest = data.partition("l")
    steps = [tuple(map(float, pair.split(","))) for pair in (first + " " + rest).split()]
    return np.cumsum(steps, axis=0)


def test_right_is_right_and_forward_is_up():
    """A step to the right goes right in the picture, a step forward goes up, and both are as long."""
    cop = np.zeros((400, 2))
    cop[100:] += (8.0, 0.0)
    cop[200:] += (0.0, 8.0)
    points = _sway_points(figures.stabilogram(_ready(cop), label=""))
    start, end = points[0], points[-1]
    assert end[0] - start[0] == pytest.approx(start[1] - end[1], abs=0.2)
    assert end[0] > start[0]
    assert end[1] < start[1]


def test_the_ellipse_lies_along_the_sway():
    """Sway to the right and forward gives an ellipse that rises to the right: turned the negative way on a screen."""
    t = np.linspace(0, 40, 2000)
    cop = np.column_stack((np.sin(t), np.sin(t))) * 5 + np.column_stack((np.cos(3 * t), -np.cos(3 * t)))
    svg = figures.stabilogram(_ready(cop), label="")
    assert float(re.search(r"rotate\((-?[\d.]+) 198 160", svg).group(1)) == pytest.approx(-45.0, abs=1.0)


def test_trace_and_ellipse_stay_inside_the_frame():
    """Whatever the size of the sway, nothing is cut off."""
    rng = np.random.default_rng(4)
    for size in (0.01, 1.0, 9.9, 30.0, 130.0, 900.0):
        cop = rng.normal(size=(500, 2)).cumsum(axis=0)
        cop *= size / np.abs(cop - cop.mean(axis=0)).max()
        svg = figures.stabilogram(_ready(cop), label="")
        points = _sway_points(svg)
        assert points.min() > figures.TOP
        assert points[:, 0].min() > figures.LEFT
        assert points[:, 0].max() < figures.LEFT + figures.PLOT
        assert points[:, 1].max() < figures.TOP + figures.PLOT
        radius = max(float(v) for v in re.findall(r'class="ellipse".*? r[xy]="([\d.]+)"', svg))
        assert radius < figures.PLOT / 2 * math.sqrt(2)


def test_the_middle_of_the_plate_is_marked_only_where_it_is_seen():
    """A person who stands 82 mm back sways far from the middle of the plate: no mark is invented."""
    cop = np.random.default_rng(5).normal(size=(500, 2))
    assert 'class="cross"' in figures.stabilogram(_ready(cop), label="")
    assert 'class="cross"' not in figures.stabilogram(_ready(cop - (0, 82)), label="")


def test_numbers_at_the_grid_are_plate_millimetres():
    """The grid counts from the middle of the plate, not from the mean."""
    cop = np.random.default_rng(6).normal(size=(500, 2)) * 2 + (50.0, -80.0)
    ticks = re.findall(r'class="tick"[^>]*>([^<]+)<', figures.stabilogram(_ready(cop), label=""))
    assert {"50", "−80"} <= set(ticks)


def test_paths_are_thin_and_exact_to_a_tenth_of_a_pixel():
    """Points nearer than 0.1 px to the last one are left away; rounding never adds up along the way."""
    rng = np.random.default_rng(7)
    points = 150 + rng.normal(size=(6000, 2)).cumsum(axis=0) * 0.03
    thin = figures.thinned(points)
    assert len(thin) < len(points)
    assert np.array_equal(thin[[0, -1]], points[[0, -1]])
    first, _, rest = figures.path_of(thin)[1:].partition("l")
    drawn = np.cumsum([tuple(map(float, p.split(","))) for p in (first + " " + rest).split()], axis=0)
    assert np.abs(drawn - thin).max() <= 0.0501


@pytest.mark.parametrize("n", [1, 2])
def test_the_shortest_paths_are_paths(n):
    """One point, or two."""
    points = figures.thinned(np.arange(2.0 * n).reshape(n, 2))
    assert figures.path_of(points).startswith("M0,1")
    assert len(points) == n


def test_recalled_places_fall_where_they_were_felt():
    """Too far is up, too short down; left of the way is left."""
    svg = figures.recalled([("left", 10.0, 0.0), ("right", -10.0, 10.0)], label="")
    (x1, y1), (x2, y2) = (tuple(map(float, m)) for m in re.findall(r"translate\(([\d.]+) ([\d.]+)\)", svg))
    assert y1 < 110 < y2
    assert x1 == 110
    assert x2 < 110


@pytest.mark.parametrize(
    "svg",
    [
        figures.stabilogram(_ready(np.random.default_rng(8).normal(size=(300, 2))), label='<b>"&'),
        figures.plate((500.0, -500.0), label='<b>"&'),
        figures.recalled([("<x>", 1e6, -3.0)], label='<b>"&'),
        figures.recalled([], label='<b>"&'),
        figures.mark("left"),
    ],
)
def test_every_picture_is_well_formed(svg):
    """XML that any reader takes, with a label that cannot break out."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    assert root.attrib.get("aria-label", '<b>"&') == '<b>"&'
