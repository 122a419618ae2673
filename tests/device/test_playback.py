"""What stands on the emulated plate."""

from __future__ import annotations

import random

import numpy as np
import pytest

from steadyquest.device.cop_csv import CopRecording, Gap
from steadyquest.device.playback import Playback

RNG = random.Random(0)


def recording(t_s, *, rate_hz=100.0, gaps=()):
    t_s = np.array(t_s, dtype=float)
    return CopRecording(
        name="x.csv",
        t_s=t_s,
        cop_ml_mm=10.0 * t_s,
        cop_ap_mm=-10.0 * t_s,
        fz_n=np.full(len(t_s), 500.0),
        had_fz=True,
        rate_hz=rate_hz,
        gaps=tuple(Gap(*gap) for gap in gaps),
    )


def ml_mm(playback, counts):
    force, moment, _ = playback.calibration.wrench(counts)
    return moment / force


def test_five_seconds_of_empty_plate_then_every_sample_once_then_empty_for_ever():
    """The host has time for its tare, and misses no sample of the file."""
    playback = Playback(recording(np.arange(1, 301) / 100))
    shown = [playback.counts(tick, RNG) for tick in range(1000)]
    assert [i for i, counts in enumerate(shown) if counts != playback.empty] == list(range(500, 800))
    assert playback.ticks == 800
    assert ml_mm(playback, shown[500]) == pytest.approx(0.1, abs=1e-3)
    assert ml_mm(playback, shown[799]) == pytest.approx(30.0, abs=1e-3)


def test_a_loop_leaves_two_seconds_between_and_comes_again():
    """`--loop` plays the file again and again, without the long empty plate of the first time."""
    playback = Playback(recording(np.arange(100) / 100), loop=True)
    loaded = [tick for tick in range(1200) if playback.counts(tick, RNG) != playback.empty]
    assert loaded == [*range(500, 600), *range(800, 900), *range(1100, 1200)]


def test_a_hole_in_the_file_is_a_hole_on_the_wire():
    """Where the file has no samples no frame is made, and those after it keep their time."""
    t_s = [*np.arange(20) / 100, *(0.5 + np.arange(20) / 100)]
    playback = Playback(recording(t_s, gaps=[(0.19, 0.31)]))
    silent = [tick for tick in range(600) if playback.counts(tick, RNG) is None]
    assert silent == list(range(520, 550))
    assert ml_mm(playback, playback.counts(550, RNG)) == pytest.approx(5.0, abs=1e-3)


def test_another_rate_is_interpolated_on_a_line_but_not_across_a_hole():
    """At 80 Hz a straight line stays that line, and a hole stays empty."""
    t_s = [*np.arange(20) / 100, *(0.5 + np.arange(20) / 100)]
    playback = Playback(recording(t_s, gaps=[(0.19, 0.31)]), rate_hz=80)
    assert playback.period_us == 12_500
    shown = {tick / 80: playback.counts(400 + tick, RNG) for tick in range(56)}
    drawn = {t: ml_mm(playback, counts) for t, counts in shown.items() if counts not in (None, playback.empty)}
    assert drawn == pytest.approx({t: 10 * t for t in drawn}, abs=1e-3)
    assert sorted(t for t, counts in shown.items() if counts is None) == [i / 80 for i in range(16, 40)]


def test_uneven_stamps_lose_no_sample():
    """A file with jitter keeps each of its samples, one tick after the other."""
    jitter = random.Random(4)
    t_s = [i / 100 + jitter.uniform(-0.004, 0.004) for i in range(200)]
    playback = Playback(recording(t_s, rate_hz=1 / float(np.median(np.diff(t_s)))))
    shown = [playback.counts(tick, RNG) for tick in range(playback.ticks)]
    assert sum(counts not in (None, playback.empty) for counts in shown) == 200


def test_noise_has_the_spread_that_was_asked_for():
    """`--noise-mm` is the standard deviation of each axis."""
    playback = Playback(recording(np.arange(2000) / 100), noise_mm=2.0)
    rng = random.Random(1)
    off = [ml_mm(playback, playback.counts(500 + i, rng)) - i / 10 for i in range(2000)]
    assert np.std(off) == pytest.approx(2.0, rel=0.1)
