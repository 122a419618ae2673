"""A level as a picture."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from steadyquest.levels.library import shipped
from steadyquest.levels.read import parse_level
from steadyquest.levels.starter import STEPS, starter
from steadyquest.reports.level_panels import MIDDLE, UNIT
from steadyquest.reports.level_sheet import WIDTH, level_sheet

HEAD = 'format = 1\ntitle = "A < B & C"\nworld = "meadow"\nsay = "b"\n[[step]]\n'


def drawn(step: str) -> str:
    return level_sheet(parse_level(f"{HEAD}{step}\n", file="x.toml"))


def circles(svg: str, kind: str) -> list[tuple[float, float, float]]:
    """Middle and radius of the circles of a kind in the cards, in reach units about the middle."""
    found = re.findall(rf'<circle class="{kind}" cx="([\d.-]+)" cy="([\d.-]+)" r="([\d.]+)"/>', svg)[
        : -1 if kind != "you" else None
    ]
    return [
        (round((float(x) - MIDDLE) / UNIT, 2), round((MIDDLE - float(y)) / UNIT, 2), round(float(r) / UNIT, 2))
        for x, y, r in found
    ]


@pytest.mark.parametrize("level", shipped(), ids=lambda level: level.key)
def test_every_shipped_level_can_be_drawn(level):
    """A whole drawing with a card for each step and the level's name."""
    root = ElementTree.fromstring(level_sheet(level))  # noqa: S314 - our own drawing
    texts = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert level.spec.title in texts
    assert len([r for r in root.iter("{http://www.w3.org/2000/svg}rect") if r.get("class") == "card"]) == len(
        level.spec.steps
    )


def test_targets_stand_where_the_level_says():
    """Open ones where it is easy, full ones where it is hard: their places and sizes in reach units."""
    svg = drawn('task = "reach"\nwhere = ["left", [0.3, -0.4]]\ndistance = [0.4, 0.8]\nradius = [0.30, 0.20]')
    assert circles(svg, "easy") == [(-0.4, 0.0, 0.3), (0.3, -0.4, 0.3)]
    assert circles(svg, "hard") == [(-0.8, 0.0, 0.2), (0.3, -0.4, 0.2)]


def test_limits_go_out_to_the_whole_reach_in_their_order():
    """An arrow and a full target for each direction, numbered; a stand is a point and its ring."""
    svg = drawn('task = "limits"\nwhere = ["forward", "left"]')
    assert [(x, y) for x, y, _ in circles(svg, "hard")] == [(0.0, 1.0), (-1.0, 0.0)]
    assert ">2</text>" in svg
    assert ">1</text>" not in drawn('task = "limits"\norder = "shuffled"')
    assert circles(drawn('task = "stand"'), "hard") == [(0.0, 0.0, 0.06)]


def test_the_affected_side_is_marked():
    """It is drawn left, with a star that the legend explains."""
    svg = drawn('task = "reach"\nwhere = ["affected", "other"]\ndistance = 0.5')
    assert [x for x, _, _ in circles(svg, "hard")] == [-0.5, 0.5]
    assert svg.count(">*</text>") == 1


def test_a_garden_shows_its_walls_gems_and_start():
    """As many as the text has."""
    svg = drawn('task = "roll"\nmap = """\n#####\n#S.o#\n#####\n"""')
    assert (svg.count('class="wall"'), len(circles(svg, "hard")), len(circles(svg, "you"))) == (12, 1, 1)


def test_what_is_changed_about_a_step_is_told():
    """Times from easy to hard with their unit, and every key that was set; nothing that holds anyway."""
    svg = drawn('task = "hold"\nseconds = [5, 9]\nsight = "memory"\ngain = 1.5')
    assert "how long: 5 → 9 s" in svg
    assert "memory" in svg
    assert ": 1.5<" in svg
    assert "reversed" not in svg
    assert "turned round" not in svg


def test_words_of_a_person_are_no_drawing():
    """Signs of the format of the picture itself are letters in a title."""
    svg = drawn('task = "rest"')
    assert "A &lt; B &amp; C" in svg


def test_long_words_are_broken_and_nothing_runs_out_of_the_sheet():
    """Every task at once, and a step with a long sentence."""
    level = parse_level(starter(title="All", world="fog", tasks=list(STEPS), say="word " * 50), file="all.toml")
    svg = level_sheet(level)
    lines = re.findall(r'<text class="(?:soft|say)"[^>]*>([^<]*)</text>', svg)
    assert max(map(len, lines)) <= 112
    assert len({float(x) for x in re.findall(r'translate\(([\d.]+) [\d.]+\)"><rect class="card"', svg)}) == 3
    assert max(float(x) for x in re.findall(r"translate\(([\d.]+) ", svg)) < WIDTH
