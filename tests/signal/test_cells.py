"""Rate and noise of each cell, judged by the board's own clock."""

from __future__ import annotations

import random

import pytest

from steadyquest.conventions import BoardSample
from steadyquest.signal.cells import Cells


def stream(rates_hz, *, seconds=3.0, noise=0.0, ramp=0.0, timeout_us=25_000, lost=0.0, seed=1):
    """Frames as the firmware makes them: when all have converted anew, or 25 ms after the last."""
    rng = random.Random(seed)
    events = []
    for channel, rate_hz in enumerate(rates_hz):
        if rate_hz:
            phase = rng.random()
            events += [(round((k + phase) * 1e6 / rate_hz), channel) for k in range(int(seconds * rate_hz))]
    events.sort()
    newest, counts, fresh, last_us, made = [0] * 4, [0] * 4, 0, 0, []

    def send(t_us, status):
        nonlocal fresh, last_us
        ages = tuple(min((t_us - at) // 64, 255) * 64 for at in newest)
        if rng.random() >= lost:
            made.append(BoardSample(t_us, 0, len(made), tuple(counts), ages, status, fresh, 0))
        fresh, last_us = 0, t_us

    for at_us, channel in events:
        while at_us - last_us > timeout_us:
            send(last_us + timeout_us, 1)
        newest[channel], fresh = at_us, fresh | 1 << channel
        counts[channel] = round(rng.gauss(ramp * at_us, noise))
        if fresh == 15:
            send(at_us, 0)
    return made


def watched(samples):
    cells = Cells()
    for sample in samples:
        cells.feed(sample)
    return cells


def test_each_chips_own_rate_is_told_though_all_come_in_the_same_frames():
    """The frames keep the pace of the slowest; the surplus of the faster ones shows in the moments."""
    rates_hz = (78.0, 93.0, 85.5, 80.0)
    assert watched(stream(rates_hz)).rates_hz() == pytest.approx(rates_hz, rel=0.003)


def test_lost_frames_do_not_slow_a_chip():
    """A conversion that never arrived was made all the same."""
    rates_hz = (78.0, 93.0, 85.5, 80.0)
    assert watched(stream(rates_hz, lost=0.1)).rates_hz() == pytest.approx(rates_hz, rel=0.01)


def test_a_chip_at_ten_a_second_is_found_among_fast_ones():
    """Its RATE pin still lies on ground; the frames go out by timeout."""
    assert watched(stream((10.0, 80.0, 85.0, 90.0))).rates_hz()[0] == pytest.approx(10.0, rel=0.1)


def test_four_slow_chips_and_a_dead_one_are_told():
    """Nothing new is no rate at all."""
    rates = watched(stream((10.0, 10.5, 9.5, 0.0))).rates_hz()
    assert rates[:3] == pytest.approx((10.0, 10.5, 9.5), rel=0.1)
    assert rates[3] == 0.0


def test_noise_is_that_of_the_converter_whatever_moves_slowly():
    """A ramp of a hundred counts a conversion, as of a person who leans, adds little."""
    quiet = watched(stream((80.0,) * 4, noise=60.0)).noise_counts()
    leaning = watched(stream((80.0,) * 4, noise=60.0, ramp=2e-3)).noise_counts()
    assert quiet == pytest.approx((60.0,) * 4, rel=0.3)
    assert leaning == pytest.approx(quiet, rel=0.3)


def test_only_the_last_two_seconds_of_the_running_epoch_count():
    """After a restart of the board nothing is known, and then only what is new."""
    cells = watched(stream((80.0,) * 4))
    cells.feed(BoardSample(1000, 1, 0, (5, 5, 5, 5), (0, 0, 0, 0), 0, 15, 0))
    assert (cells.rates_hz(), cells.noise_counts()) == ((0.0,) * 4, (0.0,) * 4)
    for sample in stream((90.0,) * 4):
        cells.feed(sample._replace(epoch=1, t_us=sample.t_us + 2000))
    assert cells.rates_hz() == pytest.approx((90.0,) * 4, rel=0.003)


def test_a_clock_that_stands_still_or_runs_back_is_no_rate_and_fills_no_memory():
    """Hostile stamps."""
    cells = Cells()
    for n in range(10_000):
        cells.feed(BoardSample(5_000_000 - n % 3, 0, n, (n, n, n, n), (0, 0, 0, 0), 0, 15, 0))
    assert all(len(conversions) <= 4000 for conversions in cells._conversions)
    assert all(rate >= 0 for rate in cells.rates_hz())
