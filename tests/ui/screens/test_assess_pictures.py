"""What is drawn and said of measured trials: at one scale, kept until the window changes, and true to the values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pygame
import pytest

from steadyquest.analysis.validity import TrialFlag
from steadyquest.conventions import UNIT_VECTORS
from steadyquest.session.assessments.protocol import CLOCKWISE, LIMITS, LOADING, QUIET, RHYTHM, assessment
from steadyquest.ui.palettes import OKABE_ITO
from steadyquest.ui.screens.assess_pictures import (
    HALVES_MM,
    Before,
    _below,
    half_of,
    paint_loading,
    paint_rhythm,
    paint_spider,
    paint_sway,
    picture_of_trial,
)
from steadyquest.ui.screens.assess_sheet import FINE, Kept, Sheet
from steadyquest.ui.screens.assess_summary import grid, pictures
from steadyquest.ui.screens.assess_words import FLAGGED, OK, REFUSED, checked, day, title, values_line
from steadyquest.ui.theme import LOOKS
from steadyquest.ui.view import View

BOX = (100.0, 100.0, 400.0, 400.0)
CIRCLE = np.column_stack([wave(np.linspace(0, 2 * np.pi, 500)) for wave in (np.cos, np.sin)])


@pytest.fixture(params=LOOKS)
def view(request: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[View]:
    """The painter's table in each look."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setattr("steadyquest.ui.art.default_cache_dir", lambda: tmp_path)
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 720))
    made = View((1280, 720), look=request.param)
    yield made
    made.close()
    pygame.display.quit()


def trial(kind: str = QUIET, **more: Any) -> Any:
    """A measured trial, as far as pictures and words look at it."""
    made = {"ways": (), "flags": (), "why_not": "", "values": {"mean_velocity_mm_s": 8.0}, "ready": None, **more}
    record = SimpleNamespace(
        trial=made.pop("trial", assessment(kind).trials[0]),
        condition=SimpleNamespace(asked_mm=made.pop("asked_mm", None)),
    )
    usable = bool(made["values"]) or any(way.values for way in made["ways"])
    return SimpleNamespace(record=record, usable=usable, **made)


def way(name: str, mm: float | None, **more: Any) -> Any:
    """One direction of limits; None for one that gave nothing."""
    path = np.outer(np.linspace(0, mm or 10.0, 50), UNIT_VECTORS[name])
    values = {} if mm is None else {"maximum_mm": mm}
    made = {"flags": (), "why_not": "", "limit_mm": 100.0, "path_mm": path, **more}
    return SimpleNamespace(direction=name, values=values, **made)


def extent(sheet: Sheet, colour: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all that has this colour, in logical units."""
    mask = pygame.mask.from_threshold(sheet.surface, pygame.Color(colour), (2, 2, 2, 255))
    rects = mask.get_bounding_rects()
    assert rects, f"nothing is {colour}"
    k = sheet.surface.get_width() / sheet.size[0]
    whole = rects[0].unionall(rects[1:])
    return whole.left / k, whole.top / k, whole.right / k, whole.bottom / k


def test_all_ways_of_an_assessment_are_shown_at_the_scale_of_the_furthest() -> None:
    """So that more sway is a larger picture; far beyond all of them it is the last."""
    assert half_of([CIRCLE, 30 * CIRCLE]) == 40.0
    assert half_of([1000 * CIRCLE]) == HALVES_MM[-1]
    assert half_of([]) == HALVES_MM[0]


def test_the_ellipse_is_as_large_as_the_scale_says(view: View) -> None:
    """A circle of 10 mm has a variance of 50 mm² on each axis: 95 % lie within √(50 · χ²), at 10 units to the mm."""
    sheet = Sheet(view, (400.0, 400.0))
    paint_sway(sheet, cop_mm=10 * CIRCLE, half_mm=20.0)
    radius = np.sqrt(50 * 5.9915) * 10
    at = [(200 + share * radius * np.sqrt(0.5)) * FINE for share in (0.95, 1.05)]
    inside, outside = (sheet.surface.get_at((round(x), round(x))) for x in at)
    assert inside.a == 255
    assert outside.a == 0


def test_forward_is_up_and_right_is_right(view: View) -> None:
    """The corners of the spider lie where the leans went."""
    sheet = Sheet(view, (500.0, 400.0))
    ways = [way(name, 100.0 if name in ("forward", "right") else 20.0, limit_mm=None) for name in CLOCKWISE]
    paint_spider(sheet, ways=ways)
    deep = "#0072b2" if view.look != "contrast" else view.colours.ink
    left, top, right, bottom = extent(sheet, deep)
    assert right - 250 > 2.5 * (250 - left)
    assert 200 - top > 2.5 * (bottom - 200)


def test_what_was_before_lies_hollow_and_dashed_behind_now_at_its_scale(view: View) -> None:
    """Half as far to the right, and as far forward, where its ring is seen around the dot of now; with a legend."""
    sheet = Sheet(view, (540.0, 430.0))
    now = [way(name, 100.0, limit_mm=None) for name in CLOCKWISE]
    before = [way(name, {"forward": 100.0, "left": None}.get(name, 50.0), limit_mm=None) for name in CLOCKWISE]
    paint_spider(sheet, ways=now, before=Before(tuple(before), "before, 2026-03-02"))
    colour = OKABE_ITO["orange" if view.look == "contrast" else "vermillion"]
    sheet.surface.fill((0, 0, 0, 0), (0, 390 * FINE, 540 * FINE, 40 * FINE))  # without the legend
    left, top, right, _ = extent(sheet, colour)
    radius, middle = 390 / 2 - 44, 270.0
    assert (right - middle) / radius * 104 == pytest.approx(50 + 12.5 / radius * 104, abs=2)
    assert (195 - top) / radius * 104 == pytest.approx(100 + 12.5 / radius * 104, abs=2)
    assert middle - left < 0.71 * radius * 50 / 104 + 15  # only its diagonals lie to the left
    assert [label.words for label in sheet.labels][-2:] == ["now", "before, 2026-03-02"]


@pytest.mark.parametrize("limit_mm", [100.0, None])
def test_the_legend_stays_within_the_picture(view: View, limit_mm: float | None) -> None:
    """Also with long words for before, and with the limit beside them."""
    sheet = Sheet(view, (540.0, 430.0))
    ways = tuple(way(name, 100.0, limit_mm=limit_mm) for name in CLOCKWISE)
    paint_spider(sheet, ways=ways, before=Before(ways, "before, 2026-12-30"))
    legend = [label for label in sheet.labels if label.box[1] == 390.0]
    assert [label.words for label in legend] == ["now", "before, 2026-12-30", *(["limit"] if limit_mm else [])]
    ends = [(label.box[0], label.box[0] + label.box[2]) for label in legend]
    assert all(stop < begin for (_, stop), (begin, _) in pairwise(ends))
    assert ends[0][0] > 40
    assert ends[-1][1] <= 540


def test_a_direction_that_gave_nothing_is_left_out(view: View) -> None:
    """Two leans are a line, none is no shape: nothing falls over."""
    for ends in ([50.0, 60.0], [50.0], []):
        given = [*ends, *[None] * (8 - len(ends))]
        paint_spider(Sheet(view, (500.0, 400.0)), ways=[way(n, mm) for n, mm in zip(CLOCKWISE, given, strict=True)])


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0, None])
def test_a_foot_is_filled_as_high_as_its_share(view: View, share: float | None) -> None:
    """The right one by the share, the left one by the rest; without a share both stay empty."""
    sheet = Sheet(view, (400.0, 400.0))
    paint_loading(sheet, values={"right_share": share, "right_share_error": 0.0})
    top, tall = 186.0 - 154.0, 308.0
    for x, colour, part in ((280.0, "#e69f00", share), (120.0, "#0072b2", None if share is None else 1 - share)):
        filled = [
            y
            for y in range(round(top), round(top + tall))
            if sheet.surface.get_at((round(x * 3), y * 3))[:3] == tuple(pygame.Color(colour))[:3]
        ]
        assert len(filled) == pytest.approx((part or 0.0) * tall, abs=16)


def test_what_lies_below_a_height_has_the_area_that_is_left() -> None:
    """A unit square cut at three heights."""
    square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    for level, area in ((0.25, 0.75), (0.5, 0.5), (1.5, 0.0)):
        x, y = np.array([*_below(square, level), (0.0, 0.0)]).T if _below(square, level) else np.zeros((2, 3))
        x, y = x[:-1], y[:-1]
        assert abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2 == pytest.approx(area)


def test_a_rhythm_touches_the_sides_it_was_asked_to(view: View) -> None:
    """A wave as high as what was asked for reaches both dashed lines, and every beat has its dot."""
    t_s = np.linspace(0, 8, 800)
    path = np.column_stack((50 * np.sin(np.pi * t_s), np.zeros(800)))
    sheet = Sheet(view, (500.0, 400.0))
    found = trial(RHYTHM, asked_mm=50.0, t_s=t_s, path_mm=path, beats_s=(0.5, 1.5, 2.5))
    paint_rhythm(sheet, found=found)
    deep = "#0072b2" if view.look != "contrast" else view.colours.ink
    _, top, _, bottom = extent(sheet, "#d55e00")
    assert bottom - top > 200
    _, high, _, low = extent(sheet, deep)
    assert (high, low) == pytest.approx((top, bottom), abs=12)
    assert {label.words for label in sheet.labels} == {"right", "left"}


def test_a_picture_is_made_once_for_a_window_and_a_look(view: View) -> None:
    """Drawing it again makes nothing; another size does."""
    made: list[Any] = []
    kept = Kept(made.append)
    surface = pygame.display.get_surface()
    kept.draw(surface, view, BOX)
    kept.draw(surface, view, BOX)
    assert len(made) == 1
    kept.draw(surface, view, (*BOX[:2], 200.0, 200.0))
    assert len(made) == 2


def test_nothing_to_be_shown_has_no_picture() -> None:
    """A trial that does not count, and one that left nothing."""
    assert picture_of_trial(None) is None
    assert picture_of_trial(trial(values={}, why_not="there was a pause in it")) is None
    assert pictures(QUIET, [trial(values={})]) == []


def test_the_grid_holds_all_pictures() -> None:
    """For any number of trials that can be asked for."""
    for n in range(1, 31):
        columns, rows = grid(n)
        assert columns * rows >= n
        assert columns <= 4


def test_the_checks_say_what_counts_and_why_not() -> None:
    """All well, a remark, refused; the same words of several directions are said once."""
    assert checked(trial()) == (OK, ())
    assert checked(None).state == REFUSED
    assert checked(trial(flags=(TrialFlag("x", "flag", "the feet moved"),))) == (FLAGGED, ("The feet moved",))
    assert checked(trial(values={}, why_not="it was too short")) == (REFUSED, ("It was too short",))
    ways = (*(way(name, 50.0) for name in CLOCKWISE[:6]), *(way(n, None, why_not="a pause") for n in CLOCKWISE[6:]))
    assert checked(trial(LIMITS, ways=ways, values={})) == (FLAGGED, ("Left, forward left: a pause",))
    assert checked(trial(LIMITS, ways=ways[:6], values={})).lines == ("Not done: left, forward left",)
    assert len({title(state) for state in (OK, FLAGGED, REFUSED)}) == 3


def test_the_strip_tells_the_primary_values_with_their_units() -> None:
    """By kind; a value that cannot be had is a dash, and a trial that does not count says nothing."""
    assert values_line(trial(values={"mean_velocity_mm_s": 8.04, "ellipse_area_95_mm2": None})) == (
        "mean velocity 8.0 mm/s · 95 % ellipse – mm²"
    )
    share = {"right_share": 0.4, "right_share_error": 0.06, "mean_ml_mm": -16.0}
    assert "left leg 60 %, right leg 40 %, estimated, ± 6" in values_line(trial(LOADING, values=share))
    assert values_line(trial(LOADING, values={"right_share": None, "mean_ml_mm": 2.0})) == "middle 2.0 mm sideways"
    assert "mm/s" in values_line(trial(RHYTHM, values={"shift_velocity_mm_s": 40.0}))
    assert values_line(trial(LIMITS, values={}, ways=(way("left", 61.2), way("right", None)))) == "left 61 mm"
    assert values_line(trial(values={}, why_not="too short")) == ""
    assert values_line(None) == ""


def test_a_day_is_today_or_its_date() -> None:
    """Year first, which no country reads wrongly."""
    now = datetime.now(UTC)
    assert day(now) == "today"
    earlier = now - timedelta(days=40)
    assert day(earlier) == earlier.astimezone().strftime("%Y-%m-%d")
