"""Stillness: which two seconds count."""

from __future__ import annotations

import random

import pytest

from steadyquest.session.stillness import Stillness, noise_n

STEP_US = 12_500


def feed(stillness, seconds, *, counts=(1000, 2000, 3000, 4000), sd=0.0, rng=None, begin_us=0, slide=0.0):
    """The first result, or None after so many seconds."""
    rng = rng or random.Random(1)
    for i in range(round(seconds * 1e6 / STEP_US)):
        fl, fr, rl, rr = (round(c + rng.gauss(0, sd)) for c in counts)
        moved = round(slide * i)
        still = stillness.feed(begin_us + i * STEP_US, (fl + moved, fr - moved, rl, rr))
        if still is not None:
            return still
    return None


def test_two_seconds_of_nothing_are_still():
    """Means are those of all samples, the time is the middle, the rows begin at zero."""
    still = feed(Stillness(2190.0, most_n=1.0), 3.0)
    assert still.counts == (1000, 2000, 3000, 4000)
    assert still.sd == (0, 0, 0, 0)
    assert still.t_us == 1_000_000
    assert (still.rows[0], len(still.rows)) == ((0, 1000, 2000, 3000, 4000), 161)


def test_hiss_below_the_limit_passes_and_is_measured():
    """150 counts a cell are 0.14 N in all."""
    still = feed(Stillness(2190.0, most_n=1.0), 3.0, sd=150.0)
    assert still.total_sd_n == pytest.approx(150 * 2 / 2190, rel=0.2)
    assert noise_n(still.sd, 2190.0) == pytest.approx(still.total_sd_n, rel=0.2)


def test_hiss_above_the_limit_is_movement():
    """However long it lasts."""
    stillness = Stillness(2190.0, most_n=1.0)
    assert feed(stillness, 10.0, sd=3000.0) is None
    assert stillness.moving


def test_a_weight_that_slides_is_not_still_though_its_total_is():
    """From the left cell to the right one, 3 N a second."""
    stillness = Stillness(2190.0, most_n=1.0)
    assert feed(stillness, 6.0, slide=3.0 * 2190 * STEP_US / 1e6) is None
    assert stillness.moving


def test_a_jolt_empties_the_ring_at_once():
    """The window begins anew with the sample after it."""
    stillness = Stillness(2190.0, most_n=1.0)
    feed(stillness, 1.5)
    assert stillness.progress > 0.7
    stillness.feed(1_500_000, (60_000, 2000, 3000, 4000))
    assert (stillness.progress, stillness.moving) == (0.0, False)


def test_jolts_that_do_not_end_are_movement():
    """After a while it is told; a weight that is put down in one is not."""
    stillness = Stillness(2190.0, most_n=1.0)
    for i in range(400):
        assert stillness.feed(i * STEP_US, (60_000 * (i % 8 == 0), 0, 0, 0)) is None
        assert stillness.moving == (i * STEP_US > 3_500_000)


def test_a_handful_of_samples_is_no_measurement():
    """Four a second would be too few."""
    stillness = Stillness(2190.0, most_n=1.0)
    assert all(stillness.feed(i * 240_000, (0, 0, 0, 0)) is None for i in range(15))


def test_time_that_goes_back_begins_anew():
    """The board was restarted and nobody said so."""
    stillness = Stillness(2190.0, most_n=1.0)
    feed(stillness, 1.0, begin_us=5_000_000)
    stillness.feed(1000, (0, 0, 0, 0))
    assert stillness.progress == 0.0
