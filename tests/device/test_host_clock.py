"""The board's clock on the host's, by the earliest arrivals only."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.device.host_clock import HostClock

DELAY_US = 1500.0
ORIGIN_US = 987_654_321.0


def arrivals(*, seconds, ppm, rate_hz=80, mean_jitter_us=4000.0, seed=1):
    """(board's stamp, host's clock at that moment, arrival): frames come in order, late, and now and then very late."""
    rng = random.Random(seed)
    last = 0.0
    for i in range(1, seconds * rate_hz):
        board_us = round(i * 1e6 / rate_hz)
        true_us = ORIGIN_US + board_us * (1 + ppm * 1e-6)
        stall = 150_000.0 if rng.random() < 0.005 else 0.0
        last = max(last, true_us + DELAY_US + rng.expovariate(1 / mean_jitter_us) + stall)
        yield board_us, true_us, last


@pytest.mark.parametrize("ppm", [-5000, -200, 0, 200, 5000])
def test_jitter_and_drift_leave_less_than_a_third_of_a_millisecond(ppm):
    """After ten seconds a resonator's drift is known and no late frame moves the estimate."""
    clock = HostClock()
    assert clock.drift_ppm is None
    worst = 0.0
    for board_us, true_us, arrival_us in arrivals(seconds=40, ppm=ppm):
        clock.observe(board_us, arrival_us)
        if board_us > 10e6:
            worst = max(worst, abs(board_us + clock.offset_us(board_us) - true_us - DELAY_US))
    assert worst < 300.0
    assert clock.drift_ppm == pytest.approx(ppm, abs=60)


def test_without_jitter_the_first_arrival_is_enough():
    """The estimate is exact from the first sample on."""
    clock = HostClock()
    clock.observe(10_000, 5_010_000.0)
    assert clock.offset_us(10_000) == 5_000_000.0
    assert clock.offset_us(900_000) == 5_000_000.0


def test_nothing_seen_yet_is_no_offset():
    """Before the first sample there is nothing to add."""
    assert HostClock().offset_us(123) == 0.0


def test_a_batch_that_was_held_back_at_the_start_does_not_last():
    """Frames that waited while the port was opened come all at once; a few seconds later they are forgotten."""
    clock = HostClock()
    for board_us, true_us, arrival_us in arrivals(seconds=15, ppm=1000):
        clock.observe(board_us, max(arrival_us, ORIGIN_US + 2_500_000.0))
        error_us = board_us + clock.offset_us(board_us) - true_us - DELAY_US
    assert abs(error_us) < 300.0


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 400_000), st.floats(0, 1e6)),
        min_size=1,
        max_size=200,
    )
)
def test_the_estimate_never_runs_later_than_the_newest_arrival(steps):
    """No sample has a negative age when it arrives."""
    clock, board_us = HostClock(), 0
    for step_us, late_us in steps:
        board_us += step_us
        clock.observe(board_us, board_us + late_us)
        assert clock.offset_us(board_us) <= late_us + 1e-3
