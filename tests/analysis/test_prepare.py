"""Preparation: the grid, the filter, and everything that is refused."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from steadyquest.analysis.prepare import longest_clean_span, prepare
from steadyquest.errors import SignalError


def _sines(t: np.ndarray, *hz: float) -> np.ndarray:
    wave = sum(np.sin(2 * np.pi * f * t) for f in hz)
    return np.column_stack((wave, -2 * wave))


@pytest.mark.parametrize("rate_hz", [50.0, 62.5, 80.0, 100.0, 500.0])
def test_uniform_stamps_leave_the_values_alone(rate_hz):
    """What is on a grid already is not touched: only its mean goes."""
    t = np.arange(1000) / rate_hz
    cop = np.random.default_rng(1).normal(size=(1000, 2))
    ready = prepare(t, cop, filter_hz=0)
    assert np.array_equal(ready.cop_mm, cop - cop.mean(axis=0))
    assert ready.rate_hz == rate_hz
    assert ready.duration_s == pytest.approx(999 / rate_hz)
    assert "resampled" not in ready.flags


def test_stamps_rounded_to_a_millisecond_are_uniform():
    """80 Hz in a file of three decimals is still 80 Hz."""
    t = np.arange(1600) / 80
    cop = _sines(t, 0.4)
    ready = prepare(np.round(t, 3), cop, filter_hz=0)
    assert np.array_equal(ready.cop_mm, cop - cop.mean(axis=0))
    assert ready.rate_hz == pytest.approx(80.0, rel=1e-4)


def test_ragged_stamps_are_put_on_a_grid():
    """Samples that come 3 ms early or late still give the sine that they were taken from."""
    rng = np.random.default_rng(2)
    t = np.arange(2000) / 100 + rng.uniform(-0.003, 0.003, 2000)
    ready = prepare(t, _sines(t, 0.5), filter_hz=0)
    assert "resampled" in ready.flags
    assert ready.rate_hz == pytest.approx(100.0, rel=1e-3)
    grid = t[0] + np.arange(len(ready.cop_mm)) / ready.rate_hz
    assert ready.cop_mm + np.array(ready.mean_mm) == pytest.approx(_sines(grid, 0.5), abs=2e-3)


def test_a_lost_sample_is_bridged_and_flagged():
    """Five samples lost at 100 Hz are 60 ms without news: a straight line, and a flag."""
    t = np.delete(np.arange(1000) / 100, slice(400, 405))
    ready = prepare(t, np.column_stack((t, 2 * t)), filter_hz=0)
    assert (ready.gaps, ready.rate_hz, len(ready.cop_mm)) == (1, pytest.approx(100.0), 1000)
    assert "gaps_bridged" in ready.flags
    assert np.diff(ready.cop_mm, axis=0) == pytest.approx(np.tile([0.01, 0.02], (999, 1)))


def test_a_long_gap_is_refused_and_the_clean_span_is_named():
    """Nothing is invented over more than 100 ms; the line says what can be measured instead."""
    t = np.delete(np.arange(3000) / 100, slice(1000, 1040))
    with pytest.raises(SignalError, match=r"gap of 0\.41 s at 9\.99 s .* starts at 10\.400 s and lasts 19\.590 s"):
        prepare(t, _sines(t, 0.5))


def test_a_ragged_slow_recording_goes_to_fifty_hertz():
    """A grid that has to be made is at least 50 Hz; a slow one that is uniform stays, flagged."""
    rng = np.random.default_rng(3)
    t = np.arange(400) / 40
    assert prepare(t, _sines(t, 0.5)).flags == ("slow",)
    ragged = prepare(t + rng.uniform(0, 0.008, 400), _sines(t, 0.5))
    assert ragged.rate_hz == 50.0
    assert set(ragged.flags) == {"slow", "resampled"}


def test_the_filter_passes_sway_and_stops_noise_without_delay():
    """1 Hz goes through where it was; 30 Hz is gone; at the cutoff, twice fourth order leaves a half."""
    t = np.arange(4000) / 200
    middle = slice(400, -400)
    for hz, left in ((1.0, 1.0), (10.0, 0.5), (30.0, 0.0)):
        wave = _sines(t, hz)
        out = prepare(t, wave).cop_mm
        assert out[middle] == pytest.approx(left * wave[middle], abs=2e-3)


def test_a_known_rate_overrules_the_stamps_rounding():
    """A file rounded to milliseconds may be told its true rate."""
    t = np.round(np.arange(1600) / 78.3, 3)
    assert prepare(t, _sines(t, 0.5), rate_hz=78.3).rate_hz == 78.3


@pytest.mark.parametrize(
    ("t", "cop", "words"),
    [
        ([], np.zeros((0, 2)), "empty"),
        ([0.0], [[1.0, 2.0]], "only 0.00 s"),
        (np.arange(50) / 100, np.ones((50, 2)), "at least 2 s"),
        (np.arange(300) / 100, np.ones((300, 3)), "n × 2"),
        (np.arange(300) / 100, np.ones(300), "n × 2"),
        (np.arange(300) / 100, [["a", "b"]] * 300, "not a number"),
        (np.zeros(300), np.ones((300, 2)), "does not go on at sample 2"),
        (np.arange(300)[::-1] / 100, np.ones((300, 2)), "does not go on"),
        (np.arange(300) / 5, np.ones((300, 2)), "only 5.0 samples a second"),
        (np.full(300, np.nan), np.ones((300, 2)), "sample 1 of 300 is not a number"),
        (np.arange(300) / 100, np.full((300, 2), 1e300), "kilometre"),
        (np.arange(300) * 1e300, np.ones((300, 2)), "in seconds"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_one_line(t, cop, words):
    """Each fault has its own plain line."""
    with pytest.raises(SignalError, match=words) as caught:
        prepare(t, cop)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_one_bad_number_is_found_and_named(bad):
    """Sample 124, counted as people do."""
    cop = np.ones((300, 2))
    cop[123, 1] = bad
    with pytest.raises(SignalError, match="sample 124 of 300"):
        prepare(np.arange(300) / 100, cop)


@pytest.mark.parametrize("filter_hz", [-1.0, float("nan"), float("inf")])
def test_a_cutoff_that_is_no_frequency_is_refused(filter_hz):
    """Below zero, or no number at all."""
    t = np.arange(300) / 100
    with pytest.raises(SignalError, match="cutoff must be"):
        prepare(t, _sines(t, 1.0), filter_hz=filter_hz)


@pytest.mark.parametrize("filter_hz", [50.0, 60.0, 1e6])
def test_a_cutoff_above_half_the_rate_is_refused(filter_hz):
    """100 samples a second carry nothing above 50 Hz."""
    t = np.arange(300) / 100
    with pytest.raises(SignalError, match="and there are 100;"):
        prepare(t, _sines(t, 1.0), filter_hz=filter_hz)


def test_the_longest_clean_span_is_between_gaps():
    """Of 1 s, 3 s and 2 s, the 3 s."""
    t = np.concatenate((np.arange(100), 150 + np.arange(300), 500 + np.arange(200))) / 100
    assert longest_clean_span(t) == pytest.approx((1.5, 2.99))


@settings(max_examples=60, deadline=None)
@given(
    t=hnp.arrays(np.float64, st.integers(0, 300), elements=st.floats(allow_nan=True, width=64)),
    seed=st.integers(0, 100),
)
def test_hostile_stamps_never_do_worse_than_a_signal_error(t, seed):
    """Any array of times is measured or refused, never a crash."""
    cop = np.random.default_rng(seed).normal(size=(len(t), 2))
    with contextlib.suppress(SignalError):
        assert np.isfinite(prepare(t, cop).cop_mm).all()


def test_bursts_do_not_make_an_endless_grid():
    """Stamps of a link that delivers in bursts, a microsecond apart, are put on a grid of sane length."""
    t = (np.arange(1200) // 4) * 0.04 + (np.arange(1200) % 4) * 1e-6
    ready = prepare(t, _sines(t, 0.5))
    assert len(ready.cop_mm) <= 2400


@pytest.mark.parametrize("rate_hz", [1.0, 1e9, -80.0, float("nan")])
def test_a_rate_that_the_stamps_deny_is_refused(rate_hz):
    """The caller's rate may mend rounding, not the truth."""
    t = np.arange(300) / 100
    with pytest.raises(SignalError, match=r"the stamps say 100\.0"):
        prepare(t, _sines(t, 0.5), rate_hz=rate_hz)
