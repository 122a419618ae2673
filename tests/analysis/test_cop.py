"""Counts of whole recordings to centre of pressure: the same numbers as one sample at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.analysis.cop import (
    MIN_LOAD_N,
    common_time,
    cop_from_counts,
    recorded_cop,
    seconds_since_first,
)
from steadyquest.errors import CalibrationError, SignalError
from steadyquest.signal.calibration import gains

CALIBRATION = gains("test", (1e-3, 1.1e-3, 0.9e-3, 1.05e-3), tare=(10.0, -20.0, 30.0, 5.0))
count = st.integers(-(2**23), 2**23 - 1)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(count, count, count, count), min_size=1, max_size=20))
def test_arrays_agree_with_one_sample_at_a_time(rows):
    """Analysis and live play share one arithmetic."""
    force, cop = cop_from_counts(rows, CALIBRATION.matrix, CALIBRATION.tare)
    for row, f, (x, y) in zip(rows, force, cop, strict=True):
        wrench = CALIBRATION.wrench(row)
        assert f == pytest.approx(wrench.force_n, abs=1e-6)
        if f >= MIN_LOAD_N:
            assert (x, y) == pytest.approx((wrench.moment_ml_nmm / f, wrench.moment_ap_nmm / f), rel=1e-6, abs=1e-6)
        else:
            assert np.isnan([x, y]).all()


def test_below_five_kilograms_there_is_no_centre_of_pressure():
    """49 N, not less."""
    matrix = np.eye(3, 4)
    _, cop = cop_from_counts([[49.0, 0, 0, 0], [49.1, 0, 0, 0]], matrix, np.zeros(4))
    assert np.isnan(cop).all(axis=1).tolist() == [True, False]


@pytest.mark.parametrize(
    ("counts", "matrix", "tare"),
    [
        (np.zeros((5, 3)), np.eye(3, 4), np.zeros(4)),
        (np.zeros((5, 4)), np.eye(4), np.zeros(4)),
        (np.zeros((5, 4)), np.eye(3, 4), np.zeros(3)),
        (np.zeros(4), np.eye(3, 4), np.zeros(4)),
    ],
)
def test_wrong_shapes_are_a_calibration_error(counts, matrix, tare):
    """A matrix of another board is refused, not broadcast."""
    with pytest.raises(CalibrationError, match="3 × 4"):
        cop_from_counts(counts, matrix, tare)


def test_a_restarted_clock_is_a_gap_of_its_own():
    """After a reconnection the parts stay apart, in order."""
    t = seconds_since_first([5_000_000, 5_010_000, 100, 10_100], [0, 0, 1, 1])
    assert t.tolist() == [0.0, 0.01, 1.01, 1.02]
    assert seconds_since_first([], []).tolist() == []


def test_channels_of_one_age_are_left_alone():
    """Sources without converters send age 0: not one bit changes."""
    counts = np.random.default_rng(1).integers(0, 10**6, (100, 4))
    assert np.array_equal(common_time(np.arange(100) * 10_000, counts, np.zeros((100, 4))), counts)


def test_channels_that_converted_apart_are_brought_together():
    """A moving load read at four different moments gives the four values of one moment."""
    t_us = np.arange(200) * 12_500.0
    age = np.tile([0, 3_200, 6_400, 9_600], (200, 1))
    slope = np.array([1.0, -2.0, 0.5, 3.0])
    counts = (t_us[:, None] - age) * slope
    aligned = common_time(t_us, counts, age)
    assert aligned[5:-5] == pytest.approx(((t_us - 4_800)[:, None] * slope)[5:-5])


def test_a_conversion_sent_twice_counts_once():
    """A slow channel repeats its value with a growing age; the line goes through its own moments."""
    t_us = np.arange(100) * 10_000.0
    age = np.zeros((100, 4))
    age[1::2, 3] = 10_000
    moment = t_us[:, None] - age
    aligned = common_time(t_us, moment * 2.0, age)
    # Between two readings of the slow channel there is now a straight line, not a stair.
    assert np.diff(aligned[2:-2, 3]) == pytest.approx(20_000.0)


def test_a_recording_is_read_with_its_faults():
    """Rows of a faulty channel have no centre of pressure; the rest have."""
    dtype = [("t_us", "<i8"), ("epoch", "<i4"), ("counts", "<i4", 4), ("age_us", "<i4", 4), ("faulty", "u1")]
    rows = np.zeros(10, dtype)
    rows["t_us"] = np.arange(10) * 10_000
    rows["counts"] = 100_000
    rows["faulty"][4] = 2
    t, force, cop = recorded_cop(rows, CALIBRATION.matrix, CALIBRATION.tare)
    assert np.flatnonzero(np.isnan(cop[:, 0])).tolist() == [4]
    assert t[-1] == pytest.approx(0.09)
    assert (force > 300).all()


def test_other_arrays_are_not_samples():
    """A table of something else is refused in one line."""
    with pytest.raises(SignalError, match="not samples of a board"):
        recorded_cop(np.zeros(3), CALIBRATION.matrix, CALIBRATION.tare)
