"""Limits of stability: ways drawn by hand, leans of known course over real sway, and what is no lean."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.analysis.limits import directional_control_percent, limit_mm, limits_trial
from steadyquest.conventions import DIRECTIONS, UNIT_VECTORS
from steadyquest.errors import SignalError

RATE_HZ = 100


def _course(t: np.ndarray, *, start_s: float = 0.5, lasts_s: float = 1.0, far_mm: float = 80.0) -> np.ndarray:
    """A lean of minimum jerk."""
    u = np.clip((t - start_s) / lasts_s, 0, 1)
    return far_mm * (10 * u**3 - 15 * u**4 + 6 * u**5)


def _times(seconds: float = 8.0, *, before_s: float = 0.0) -> np.ndarray:
    return np.arange(round((seconds + before_s) * RATE_HZ)) / RATE_HZ - before_s


def test_the_limits_are_those_of_the_convention():
    """8° and 4.5° of a centre of mass at 0.55 of 1.7 m; forward and sideways lie on one circle."""
    ahead, back = 935 * math.sin(math.radians(8)), 935 * math.sin(math.radians(4.5))
    found = {name: limit_mm(170, name) for name in DIRECTIONS}
    for name in ("right", "left", "forward", "forward_left", "forward_right"):
        assert found[name] == pytest.approx(ahead, rel=1e-12)
    assert found["back"] == pytest.approx(back, rel=1e-12)
    for name in ("back_left", "back_right"):
        x, y = (part * found[name] for part in UNIT_VECTORS[name])
        assert (x / ahead) ** 2 + (y / back) ** 2 == pytest.approx(1.0, rel=1e-12)


@pytest.mark.parametrize(("height_cm", "direction"), [(30, "left"), (400, "left"), (float("nan"), "left"), (170, "up")])
def test_what_has_no_limit_is_refused(height_cm, direction):
    """A height that nobody has, and a way that is none."""
    with pytest.raises(SignalError):
        limit_mm(height_cm, direction)


@pytest.mark.parametrize(
    ("on", "off", "percent"),
    [
        ([0, 10, 20], [0, 0, 0], 100.0),
        ([0, 10, 20], [0, 5, 10], 50.0),
        ([0, 10, 20], [0, 10, 0], 0.0),
        ([0, 10, 5, 20], [0, 3, 6, 9], 100 * (30 - 9) / 30),
        ([0, 10], [0, 25], -150.0),
    ],
)
def test_directional_control_is_what_one_reckons_by_hand(on, off, percent):
    """Way along less way across, over way along; more across than along is below zero, and stays so."""
    assert directional_control_percent(on, off) == pytest.approx(percent, rel=1e-12)


def test_no_way_has_no_direction():
    """Nothing is divided by nothing."""
    with pytest.raises(SignalError, match="nothing moved along the axis"):
        directional_control_percent([3, 3], [0, 1])


@pytest.mark.parametrize("name", DIRECTIONS)
def test_a_clean_lean_has_the_measures_it_was_drawn_with(name):
    """In every direction alike: minimum jerk passes 5 % of its peak speed at a share u of u²(1−u)² = 0.05/16."""
    t, (x, y) = _times(), UNIT_VECTORS[name]
    found = limits_trial(t, np.outer(_course(t), (x, y)), direction=(x, y), limit_mm=100.0)
    low = (1 - math.sqrt(1 - 4 * math.sqrt(0.05 / 16))) / 2
    assert found.reaction_s == pytest.approx(0.5 + low, abs=0.03)
    assert (found.maximum_mm, found.maximum_percent) == pytest.approx((80.0, 80.0), rel=0.005)
    assert found.endpoint_mm == pytest.approx(80.0, rel=0.005)
    assert found.directional_control_percent == pytest.approx(100.0, abs=1e-6)
    u = np.linspace(0, 1, 100_001)
    share = 10 * u**3 - 15 * u**4 + 6 * u**5
    from_5_to_95_s = float(np.ptp(np.interp((0.05, 0.95), share, u)))
    assert found.movement_velocity_mm_s == pytest.approx(0.9 * 80 / from_5_to_95_s, rel=0.02)
    assert not found.why_not


def test_the_endpoint_is_where_the_first_movement_ends_and_the_maximum_where_it_went_furthest():
    """Out to 50 mm, a second of rest, then on to 80 mm."""
    t = _times()
    way = _course(t, far_mm=50.0) + _course(t, start_s=3.0, far_mm=30.0)
    found = limits_trial(t, np.column_stack((way, 0 * way)), direction=(1, 0), limit_mm=100.0)
    assert found.endpoint_percent == pytest.approx(50.0, abs=0.5)
    assert found.maximum_percent == pytest.approx(80.0, abs=0.5)


def test_a_way_off_the_axis_costs_control_and_not_distance():
    """Halfway out it bends aside by a quarter of the way and comes back: (80 − 2·20) / 80."""
    t = _times()
    on = _course(t, lasts_s=3.0)
    off = 20 * np.sin(np.pi * on / 80) ** 2
    found = limits_trial(t, np.column_stack((off, on)), direction=(0, 1), limit_mm=100.0)
    assert found.directional_control_percent == pytest.approx(50.0, abs=2.0)
    assert found.maximum_mm == pytest.approx(80.0, rel=0.005)


def test_samples_before_the_cue_are_only_for_the_filter():
    """The same lean with half a second of waiting before it is the same lean."""
    plain, longer = _times(), _times(before_s=0.5)
    one, other = (
        limits_trial(t, np.column_stack((_course(t), 0 * t)), direction=(1, 0), limit_mm=100.0) for t in (plain, longer)
    )
    assert other.reaction_s == pytest.approx(one.reaction_s, abs=0.011)
    assert other.endpoint_mm == pytest.approx(one.endpoint_mm, abs=0.1)


def test_who_was_under_way_before_the_cue_has_no_reaction_time():
    """The other measures stay; why there is none is said."""
    t = _times(before_s=0.5)
    found = limits_trial(t, np.column_stack((_course(t, start_s=-0.3), 0 * t)), direction=(1, 0), limit_mm=100.0)
    assert found.reaction_s is None
    assert "before anybody can have reacted" in found.why_not["reaction_s"]
    assert found.endpoint_mm == pytest.approx(80.0, rel=0.01)


@pytest.mark.parametrize("far_mm", [0.0, 5.0, -80.0])
def test_nobody_who_leaned_has_only_a_maximum(far_mm):
    """Stood, swayed or leaned the other way: no time and no speed are made up, and none is NaN."""
    t = _times()
    found = limits_trial(t, np.column_stack((_course(t, far_mm=far_mm), np.sin(t))), direction=(1, 0), limit_mm=100.0)
    assert (found.reaction_s, found.movement_velocity_mm_s, found.endpoint_mm, found.endpoint_percent) == (None,) * 4
    assert found.directional_control_percent is None
    assert found.maximum_mm == pytest.approx(max(0.0, far_mm), abs=0.5)
    assert set(found.why_not) == {
        "reaction_s",
        "movement_velocity_mm_s",
        "endpoint_mm",
        "directional_control_percent",
    }


@pytest.mark.parametrize(
    ("direction", "limit", "words"),
    [((1, 1), 100.0, "unit vector"), ((1, 0, 0), 100.0, "unit vector"), ((1, 0), 0.0, "above zero")],
)
def test_a_question_without_sense_is_refused(direction, limit, words):
    """One plain line for each."""
    t = _times()
    with pytest.raises(SignalError, match=words):
        limits_trial(t, np.column_stack((_course(t), 0 * t)), direction=direction, limit_mm=limit)


def test_a_trial_that_ended_before_its_cue_is_refused():
    """Only waiting."""
    t = _times() - 20
    with pytest.raises(SignalError, match="no samples after the cue"):
        limits_trial(t, np.column_stack((t, t)), direction=(1, 0), limit_mm=100.0)


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    size_mm=st.floats(0.0, 300.0),
    where=st.sampled_from(DIRECTIONS),
    start_s=st.floats(-1.0, 8.0),
)
def test_no_trial_gives_a_figure_that_is_none(seed, size_mm, where, start_s):
    """Whatever somebody does: each field is a finite number, or None with its reason."""
    t = _times(before_s=0.5)
    rng = np.random.default_rng(seed)
    cop = rng.normal(0, 0.3, (len(t), 2)).cumsum(axis=0) + np.outer(_course(t, start_s=start_s, far_mm=size_mm), (0, 1))
    found = limits_trial(t, cop, direction=UNIT_VECTORS[where], limit_mm=120.0)
    for name in ("reaction_s", "movement_velocity_mm_s", "endpoint_mm", "directional_control_percent"):
        value = getattr(found, name)
        assert (value is None) == (name in found.why_not)
        assert value is None or math.isfinite(value)
    assert math.isfinite(found.maximum_mm)
    assert found.endpoint_mm is None or found.endpoint_mm <= found.maximum_mm + 1e-9


def test_a_tremor_is_not_taken_for_the_lean():
    """3 Hz and 3 mm, faster at its peaks than many a lean: the endpoint is still where the lean ended."""
    t = _times()
    way = _course(t, lasts_s=1.2, far_mm=50.0)
    shaking = np.column_stack((way + 3 * np.sin(2 * np.pi * 3 * t), np.cos(2 * np.pi * 3 * t)))
    found = limits_trial(t, shaking, direction=(1, 0), limit_mm=100.0)
    assert found.endpoint_mm == pytest.approx(50.0, abs=1.5)
    assert found.reaction_s == pytest.approx(0.58, abs=0.1)
    assert found.directional_control_percent > 90


def test_over_real_sway_quick_leans_come_out_as_the_docstring_says(bds, read_bds):
    """Straight leans of known course laid over two adults' standing, eyes open on firm ground: nine of ten."""
    rng = np.random.default_rng(1)
    off: list[tuple[float, float, float, float]] = []
    for name in ("BDS00013", "BDS00014", "BDS00015", "BDS00160", "BDS00161", "BDS00162"):
        _, cop = read_bds(name)
        for first in range(500, 5000, 300):
            for far_mm, lasts_s, axis in ((60.0, 0.8, 0), (100.0, 1.0, 1)):
                t = _times()
                stood = cop[first : first + 800] - cop[first - 100 : first].mean(axis=0) + rng.normal(0, 0.15, (800, 2))
                stood[:, axis] += _course(t, lasts_s=lasts_s, far_mm=far_mm)
                found = limits_trial(t, stood, direction=np.eye(2)[axis], limit_mm=100.0)
                if found.reaction_s is not None:
                    speed = found.movement_velocity_mm_s / (0.9 * far_mm / (0.6213 * lasts_s))
                    control = found.directional_control_percent
                    off.append((found.reaction_s - 0.5, found.endpoint_mm - far_mm, control, speed))
    assert len(off) > 170
    low, high = np.percentile(off, [5, 95], axis=0)
    assert low[0] >= -0.2
    assert high[0] <= 0.1
    assert low[1] >= -6.5
    assert high[1] <= 10.5
    assert low[2] >= 55
    assert low[3] >= 0.7
    assert high[3] <= 1.25
