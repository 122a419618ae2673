"""Charts: the data reaches the drawing, at the right place and scale, and the same data gives the same bytes."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from functools import partial
from xml.etree import ElementTree

import numpy as np
import pytest

from steadyquest.analysis.prepare import prepare
from steadyquest.analysis.sway import prediction_ellipse
from steadyquest.reports import charts, charts_assess, charts_practice, charts_session, charts_sway, glyphs
from steadyquest.reports.blocks import Drawing
from steadyquest.reports.document import gather
from steadyquest.reports.progress_data import Asked, Practised
from steadyquest.session.assessments.protocol import CLOCKWISE
from steadyquest.session.feel_probe import SIDES

FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)


def ready(cop_mm):
    return prepare(np.arange(len(cop_mm)) / 100, cop_mm, filter_hz=0)


def painted(drawing):
    with charts.styled():
        return charts.painted(drawing)


def named(canvas, gid):
    """Everything on a canvas that has this name."""
    return [one for axes in canvas.axes for one in axes.get_children() if one.get_gid() == gid]


def stabilogram(cop_mm):
    return painted(charts_sway.stabilogram(ready(cop_mm), name="x", label="x"))


def test_right_is_right_and_forward_is_up_and_both_are_as_long():
    """A step to the right goes right in the picture, a step forward goes up, and the axes are equal."""
    cop = np.zeros((400, 2))
    cop[100:] += (8.0, 0.0)
    cop[200:] += (0.0, 8.0)
    canvas = stabilogram(cop)
    (way,) = named(canvas, "sway")
    (axes,) = canvas.axes
    first, last = axes.transData.transform(way.get_xydata()[[0, -1]])
    assert last[0] - first[0] == pytest.approx(last[1] - first[1], rel=1e-6)
    assert last[0] > first[0]
    assert last[1] > first[1]


def test_the_way_and_its_ellipse_are_those_of_the_recording():
    """The drawn points are points of the recording, both ends among them; the ellipse is the analysis's own."""
    t = np.linspace(0, 40, 2000)
    cop = np.column_stack((np.sin(t), np.sin(t))) * 5 + np.column_stack((np.cos(3 * t), -np.cos(3 * t))) + (30, -40)
    data = ready(cop)
    canvas = painted(charts_sway.stabilogram(data, name="x", label="x"))
    drawn = named(canvas, "sway")[0].get_xydata()
    assert len(drawn) <= len(cop)
    assert np.allclose(drawn[[0, -1]], cop[[0, -1]])
    assert all(np.abs(cop - point).max(axis=1).min() < 1e-9 for point in drawn[::40])
    (oval,) = named(canvas, "ellipse")
    shape = prediction_ellipse(data.cop_mm)
    assert oval.width == pytest.approx(2 * shape.semi_major_mm)
    assert oval.angle == pytest.approx(math.degrees(shape.angle_rad))
    assert oval.angle == pytest.approx(45.0, abs=1.0)
    assert oval.center == pytest.approx(data.mean_mm)


@pytest.mark.parametrize("size_mm", [1.0, 9.0, 40.0, 300.0])
def test_trace_and_ellipse_stay_inside_on_one_of_a_few_scales(size_mm):
    """Two pictures can be compared by eye: the scale is one of a few, and holds everything."""
    cop = np.random.default_rng(4).normal(size=(600, 2))
    cop *= size_mm / np.abs(cop - cop.mean(axis=0)).max()
    (axes,) = stabilogram(cop).axes
    half = (axes.get_xlim()[1] - axes.get_xlim()[0]) / 2
    assert half in {w[0] for w in charts_sway.HALF_WIDTHS_MM}
    shape = prediction_ellipse(cop - cop.mean(axis=0))
    assert half >= max(size_mm, shape.semi_major_mm * math.sqrt(0.5))


def test_the_middle_of_the_plate_is_marked_only_where_it_is_seen():
    """A person who stands 82 mm back sways far from the middle of the plate: no mark is invented."""
    cop = np.random.default_rng(5).normal(size=(500, 2))
    assert len(named(stabilogram(cop - cop.mean(axis=0)), "middle")) == 1
    assert named(stabilogram(cop - (0, 82)), "middle") == []


def test_numbers_at_the_grid_are_plate_millimetres():
    """The grid counts from the middle of the plate, not from the mean; its minus is a true one."""
    cop = np.random.default_rng(6).normal(size=(500, 2)) * 2 + (50.0, -80.0)
    (axes,) = stabilogram(cop).axes
    assert "50" in [tick.get_text() for tick in axes.get_xticklabels()]
    assert "−80" in [tick.get_text() for tick in axes.get_yticklabels()]


def test_thinned_ways_keep_their_ends_and_nothing_is_further_off_than_allowed():
    """Points nearer than the least to the last kept one are left away."""
    rng = np.random.default_rng(7)
    points = rng.normal(size=(6000, 2)).cumsum(axis=0) * 0.01
    thin = charts.thinned(points, least=0.03)
    assert len(thin) < len(points)
    assert np.array_equal(thin[[0, -1]], points[[0, -1]])
    assert max(np.abs(thin - point).max(axis=1).min() for point in points[::50]) < 0.03


@pytest.mark.parametrize("n", [1, 2])
def test_the_shortest_ways_are_ways(n):
    """One point, or two."""
    assert len(charts.thinned(np.arange(2.0 * n).reshape(n, 2), least=1.0)) == n


def test_recalled_places_fall_where_they_were_felt():
    """Too far is up, too short down; to the left of the way is left; the shape points to the side."""
    drawing = charts_sway.recalled([("left", 10.0, 0.0), ("right", -10.0, 10.0)], name="x", label="x")
    canvas = painted(drawing)
    (left,), (right,) = named(canvas, "answer-left"), named(canvas, "answer-right")
    assert left.get_xydata().tolist() == [[0.0, 10.0]]
    assert right.get_xydata().tolist() == [[-10.0, -10.0]]
    assert (left.get_marker(), right.get_marker()) == ("<", ">")


def test_the_time_line_has_a_block_for_each_run_and_a_bar_for_each_time_on_the_plate(whole_session):
    """To scale: blocks lie where their runs were, and are as long."""
    data = gather(whole_session.store(), 7)
    canvas = painted(charts_session.timeline(data))
    for number, run in enumerate(data.runs, 1):
        (block,) = named(canvas, f"run-{number}")
        (corners,) = [path.vertices for path in block.get_paths()]
        assert corners[:, 0].min() == pytest.approx(run.run.start_s)
        assert corners[:, 0].max() == pytest.approx(run.stop_s)
    assert len(named(canvas, "paused")) == 2
    (plate,) = named(canvas, "on-plate")
    assert len(plate.get_paths()) == 3
    assert [text.get_text() for text in canvas.axes[0].texts] == ["1", "2", "3", "4", "5"]


def practised(order, *, day, rung=0, lo=0.0, hi=1.0, d=0.4):
    return Practised(
        session_id=order, at=FIRST + timedelta(days=day), order=order, skill="reach", rung=rung, d=d, d_low=0.3,
        d_high=0.5, lo=lo, hi=hi, opened=None, why_opened=(), ups=0, downs=0, by_hand=0, reps=9, succeeded=7,
    )  # fmt: skip


def skill(points):
    dates = [point.at for point in points]
    return painted(charts_practice.skill_chart(points, dates=dates, name="x", label="x"))


@pytest.mark.parametrize(("day", "lines"), [(7, 1), (14, 1), (15, 0), (90, 0)])
def test_no_line_is_drawn_over_weeks_without_a_session(day, lines):
    """Nobody knows what lay between."""
    assert len(named(skill([practised(0, day=0), practised(1, day=day)]), "way")) == lines


def test_a_skill_has_a_dot_a_session_its_range_only_where_one_is_set_and_its_hour_below():
    """From rung to rung no line is drawn: it is another difficulty."""
    points = [practised(0, day=0), practised(1, day=2, rung=1), practised(2, day=4, lo=0.2, hi=0.6, rung=1, d=0.55)]
    canvas = skill(points)
    (dots,) = named(canvas, "ended")
    assert dots.get_xydata().tolist() == [[0, 0.4], [1, 0.4], [2, 0.55]]
    (band,) = named(canvas, "envelope")
    assert (band.get_y(), band.get_height()) == (0.2, pytest.approx(0.4))
    assert [line.get_xdata().tolist() for line in named(canvas, "way")] == [[1, 2]]
    assert named(canvas, "hour-0")[0].get_xydata().tolist() == [[0, 0]]
    assert named(canvas, "hour-1")[0].get_xydata().tolist() == [[1, 1], [2, 1]]


def test_two_hundred_sessions_fit_the_chart():
    """The chart is no wider, and its dates do not touch."""
    canvas = skill([practised(i, day=i) for i in range(200)])
    above, below = canvas.axes
    assert above.get_xlim() == (-0.5, 199.5)
    assert len(below.get_xticks()) <= charts_practice.MOST_DATES + 1


def test_the_probe_has_a_panel_a_side_and_a_band_only_where_it_is_known():
    """The band lies about the mean of the first three; a side without an answer has no dot and no band."""
    values = [[1.0, float("nan"), 3.0, 4.0], [3.0, float("nan"), 3.0, 4.0], [2.0, float("nan"), 3.0, 4.0]]
    draw = partial(charts_practice.feel_trend, [FIRST] * 3, values, sides=SIDES, name="x", label="x")
    assert named(painted(draw(band_mm=None)), "band") == []
    canvas = painted(draw(band_mm=5.0))
    assert len(named(canvas, "band")) == 3
    (left,) = [one for one in canvas.axes[0].patches if one.get_gid() == "band"]
    assert (left.get_y(), left.get_height()) == (pytest.approx(-3.0), pytest.approx(10.0))
    assert [len(line.get_xdata()) for line in named(canvas, "way")] == [3, 0, 3, 3]


def test_faces_stand_where_they_were_pointed_at():
    """A ring before, a dot after; what nobody asked is not drawn."""
    asked = [Asked(FIRST, {"pain": 3}, {"pain": 1}), Asked(FIRST, {}, {"pain": 2})]
    canvas = painted(charts_practice.faces(asked, kinds=[("pain", "Pain")], most=4, label="x"))
    assert named(canvas, "before")[0].get_xydata().tolist() == [[0, 3]]
    assert named(canvas, "after")[0].get_xydata().tolist() == [[0, 1], [1, 2]]


def every_chart(whole_session):
    data = gather(whole_session.store(), 7)
    points = [practised(i, day=3 * i) for i in range(5)]
    yield charts_session.timeline(data)
    yield charts_sway.stabilogram(data.runs[1].quiet[0].ready, name="stabilogram", label='<b>"&')
    yield charts_sway.recalled([("<x>", 1e6, -3.0)], name="recalled", label='<b>"&')
    yield charts_sway.recalled([], name="nothing", label="x")
    yield charts_practice.skill_chart(points, dates=[p.at for p in points], name="skill", label="x")
    yield charts_practice.faces([Asked(FIRST, {"fun": 1}, {})], kinds=[("fun", "Fun")], most=4, label="x")


def test_every_chart_is_the_same_twice_small_well_formed_and_large_enough_to_read(whole_session):
    """SVG with its letters as shapes and no date in it; on paper no letter is under eight points."""
    for drawing in every_chart(whole_session):
        drawn = charts.svg(drawing)
        assert drawn == charts.svg(drawing)
        root = ElementTree.fromstring(drawn)  # noqa: S314 - our own text
        assert root.tag.endswith("svg")
        assert float(root.attrib["width"].removesuffix("pt")) == pytest.approx(drawing.width_mm / 25.4 * 72, abs=0.01)
        assert "<text" not in drawn
        assert not [word for word in ("202", "matplotlib") if word in drawn.split("<defs")[0]]
        assert len(drawn) < 120_000
        texts = painted(drawing).findobj(lambda one: hasattr(one, "get_fontsize") and one.get_text())
        assert all(text.get_fontsize() >= 8 for text in texts)


def test_a_png_is_as_large_as_its_drawing(whole_session):
    """Two hundred dots an inch, the same bytes twice."""
    drawing = charts_session.timeline(gather(whole_session.store(), 7))
    made = charts.png(drawing)
    assert made == charts.png(drawing)
    assert made.startswith(b"\x89PNG")
    width = int.from_bytes(made[16:20], "big")
    assert width == pytest.approx(drawing.width_mm / 25.4 * 200, abs=1)


def test_a_chart_looks_the_same_whatever_somebody_has_set():
    """Nobody's settings change ours, and ours stay nobody else's."""
    import matplotlib

    drawing = Drawing(
        name="x", label="x", width_mm=50, height_mm=40, paint=lambda canvas: canvas.add_subplot().plot([1])
    )
    wanted = charts.svg(drawing)
    charts._defaults.cache_clear()
    with matplotlib.rc_context({"lines.linestyle": "--", "axes.grid": True, "font.size": 40}):
        assert charts.svg(drawing) == wanted
        assert matplotlib.rcParams["font.size"] == 40
    charts._defaults.cache_clear()


def test_okabe_and_itos_colours_are_theirs():
    """As published."""
    published = {"#0072b2", "#d55e00", "#009e73", "#e69f00", "#cc79a7"}
    assert {charts.BLUE, charts.VERMILLION, charts.GREEN, charts.ORANGE, charts.PURPLE} == published
    assert glyphs.colour("nowhere") == glyphs.OTHER_COLOUR


LEANS = {key: 40.0 + 3 * i for i, key in enumerate(CLOCKWISE)}


def leans(mm, **percent):
    return charts_assess.Leans(when="then", mm=mm, percent=percent)


def spider(now, *, before=None, limit_mm=None):
    return painted(charts_assess.lean_spider(now, before=before, limit_mm=limit_mm or {}, label="x"))


def test_the_spider_has_each_lean_in_its_direction_now_and_before():
    """Forward is up, right is right; over a direction that was not measured no line goes."""
    before = leans({"forward": 20.0, "right": 30.0, "back_right": 40.0})
    canvas = spider(leans(LEANS), before=before, limit_mm=dict.fromkeys(CLOCKWISE, 80.0))
    drawn, earlier = named(canvas, "now")[0].get_xydata(), named(canvas, "before")[0].get_xydata()
    assert np.allclose(np.hypot(*drawn[:8].T) * 80, list(LEANS.values()))
    assert drawn[0] == pytest.approx((0.0, 0.5))
    assert drawn[2] == pytest.approx((46 / 80, 0.0))
    assert np.allclose(earlier[[0, 2]] * 80, [[0, 20], [30, 0]])
    assert np.isnan(earlier[1]).all()
    assert np.allclose(np.hypot(*named(canvas, "limit")[0].get_xydata().T), 1.0)


def test_the_spider_names_millimetres_and_the_share_of_the_limit_only_where_it_is_known():
    """Unknown height: no percentage and no limit. What was not measured has a dash."""
    texts = [text.get_text() for text in spider(leans({"forward": 40.0, "left": 20.0}, forward=50.4)).axes[0].texts]
    assert {"forward\n40 mm · 50 %", "left\n20 mm", "right\n–"} <= set(texts)
    assert named(spider(leans(LEANS)), "limit") == []


def test_sensory_trials_stand_over_their_condition_and_adults_only_where_there_is_a_range():
    """Mean of the trials as a bar; no range is drawn that nobody measured."""
    trials = {("open", "firm"): [9.0, 12.0], ("closed", "firm"): [], ("open", "foam"): [40.0]}
    canvas = painted(charts_assess.sensory_bars(trials, adults={("open", "firm"): (5.0, 15.0)}, label="x"))
    means = {round(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in named(canvas, "mean")}
    assert means == {0: 10.5, 2: 40.0}
    (adults,) = named(canvas, "adults")
    assert (adults.get_y(), adults.get_height()) == (5.0, 10.0)
    assert [line.get_ydata().tolist() for line in named(canvas, "trials")] == [[9.0, 12.0], [40.0]]


def followed(title, *days, band=None):
    at = tuple(FIRST + timedelta(days=day) for day in days)
    return charts_assess.Followed(title=title, at=at, values=tuple(10.0 + day for day in days), band=band)


def test_trends_never_join_different_conditions_nor_weeks_without_a_session():
    """Each has its own panel, all the same scale; the band is drawn only where it is known."""
    found = [followed("no support", 0, 7, 30, 33, band=(8.0, 14.0)), followed("one hand", 3)]
    canvas = painted(charts_assess.trends(found, name="x", label="x", unit="mm/s"))
    first, second = canvas.axes
    assert (first.get_xlim(), first.get_ylim()) == (second.get_xlim(), second.get_ylim())
    assert [line.get_ydata().tolist() for line in first.lines if line.get_gid() == "way"] == [[10, 17], [40, 43]]
    assert [line for line in second.lines if line.get_gid() == "way"] == []
    (band,) = named(canvas, "band")
    assert (band.get_y(), band.get_height()) == (8.0, 6.0)
    assert [line.get_ydata().tolist() for line in named(canvas, "values")] == [[10, 17, 40, 43], [13]]


def test_a_trace_keeps_its_furthest_point_and_its_ends():
    """Thinned for the eye, never so that an excursion is lost."""
    t = np.linspace(0, 8, 4000)
    lean = 60 / (1 + np.exp(-4 * (t - 2)))
    trace = charts_sway.Trace(title="right", t_s=t, on_axis=lean)
    canvas = painted(charts_sway.traces([trace], name="x", label="x", unit="mm", full=80.0))
    drawn = named(canvas, "on-axis")[0].get_xydata()
    assert len(drawn) < len(t)
    assert drawn[0] == pytest.approx((0.0, lean[0]))
    assert drawn[-1] == pytest.approx((8.0, lean[-1]))
    assert drawn[:, 1].max() == pytest.approx(lean.max(), abs=0.1)
    assert canvas.axes[0].get_ylim()[1] > 80
