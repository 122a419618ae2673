"""A grading as a picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from steadyquest.grade import chart
from steadyquest.grade.plan import GradePlan

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*grades):
    return ET.fromstring(chart.sheet(grades, GradePlan()))  # noqa: S314 - our own drawing


def texts(picture):
    return [element.text for element in picture.iter(f"{SVG}text")]


def test_a_panel_has_a_number_for_each_person_and_difficulty(good):
    """And a point for each rung."""
    found = texts(drawn(good))
    assert [word for word in found if word and word.isdigit()].count("99") == 2
    assert {f"rung {n}" for n in range(5)} <= set(found)
    assert set(good.people) <= set(found)


def test_colour_and_shape_say_the_same(graded):
    """So that nobody needs the colours."""
    look = {chart._look(graded({"child": (n,)}, climber="child", difficulties=(0.0,)).cells[0]) for n in (90, 70, 50)}
    assert look == {chart.EASY, chart.RIGHT, chart.HARD}
    assert len({one.shape for one in look}) == len({one.fill for one in look}) == 3


def test_who_wins_by_nothing_is_marked(graded):
    """And whoever does not is grey."""
    wins, loses = graded({"still": (75, 74)}, climber="still", difficulties=(0.0, 1.0)).cells
    assert (chart._look(wins), chart._look(loses)) == (chart.IDLE_WINS, chart.IDLE_LOSES)


def test_words_of_a_level_cannot_break_the_picture(graded, level):
    """A title may hold any sign."""
    assert "<b>&" in texts(drawn(graded({"steady": (90,) * 5}, of=level(title="<b>&"))))


@pytest.mark.parametrize(("levels", "columns", "rows"), [(1, 1, 1), (2, 2, 1), (4, 2, 2), (7, 3, 3), (50, 4, 13)])
def test_many_levels_share_a_sheet(levels, columns, rows):
    """Up to four beside each other."""
    assert chart.size(levels) == (columns, rows)


def test_panels_lie_inside_the_sheet_and_not_on_each_other(good, graded, everybody):
    """Also where one has lines under it that the others have not."""
    worst = dict.fromkeys(everybody, (10, 20, 40, 55, 100))
    faulty = graded(worst, rungs={4: (100,) * 5})
    picture = drawn(good, faulty, good)
    height, width = float(picture.get("height")), float(picture.get("width"))
    places = [tuple(map(float, group.get("transform")[10:-1].split())) for group in picture if group.tag == f"{SVG}g"]
    assert len(set(places)) == 3
    assert all(x + chart.PANEL <= width and y + chart._height(good) <= height for x, y in places)
    assert places[2][1] - places[0][1] >= chart._height(faulty) != chart._height(good)


def test_errors_are_drawn_in_mm(graded, level, steps):
    """The darker the further off, and only where there is an answer."""
    grade = graded({"steady": (None,) * 5}, of=level(steps["recall"]), off_mm=12.0)
    assert texts(drawn(grade)).count("12") == 5
    near, far = (graded({"steady": (None,) * 5}, off_mm=mm).cells[0] for mm in (2.0, 20.0))
    assert chart._opacity(near) < chart._opacity(far)
