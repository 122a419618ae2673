"""The sketch in the emulator reads four chips that all convert at their own moments; negative controls are caught."""

from __future__ import annotations

import pytest

from steadyquest.conventions import CHANNELS

MISMATCHED_HZ = (78.13, 82.71, 88.37, 92.93)
NOISE = 40.0
"""Counts; so that no two conversions are alike, and a torn word is a wrong one."""
SCK_HIGH_MOST_US = 50.0


def chips(heard, what):
    return [heard.tally["chips"][name][what] for name in CHANNELS]


@pytest.mark.parametrize("build", ["uno", "nano"])
def test_every_conversion_is_read_whole_and_sent_as_it_was(bench, checked, build):
    """Ten seconds: each count of each frame is the one that its chip had at the moment that the frame's age says."""
    heard = bench.listen(f"{build}/steadyboard", seconds=10, osc_hz=MISMATCHED_HZ, noise_counts=NOISE)
    assert set(heard.fates()) == {"read"}
    assert len(heard.samples) == pytest.approx(10 * min(MISMATCHED_HZ), rel=0.02)
    assert checked(heard) > 3.5 * len(heard.samples)
    assert (heard.decoder.gaps, heard.decoder.corrupt) == (0, 0)


@pytest.mark.parametrize(
    "osc_hz", [(80.0,) * 4, (92.9, 80.01, 80.02, 79.99), (10.0,) * 4, (160.0, 80.0, 80.0, 80.0)], ids=str
)
def test_chips_of_any_rates_are_read_whole(bench, checked, osc_hz):
    """In step, creeping past each other, with RATE low, with one far too fast: nothing torn, nothing invented."""
    heard = bench.listen(seconds=4, osc_hz=osc_hz, noise_counts=NOISE)
    assert set(heard.fates()) == {"read"}
    assert checked(heard) > 0


@pytest.mark.slow
def test_no_wrong_word_in_two_minutes_of_mismatched_oscillators(bench, checked):
    """Forty thousand words: none torn, none missed, SCK never high for long, no pulse too short for the chip."""
    heard = bench.listen(seconds=120, osc_hz=MISMATCHED_HZ, noise_counts=NOISE)
    assert set(heard.fates()) == {"read"}
    assert len(heard.conversions) > 40_000
    assert checked(heard) > 30_000
    assert chips(heard, "wrong") == chips(heard, "torn") == chips(heard, "short_pulses") == [0] * 4
    assert 0.2 <= max(chips(heard, "sck_high_most_us")) <= SCK_HIGH_MOST_US
    # The one at the start is meant.
    assert max(chips(heard, "power_downs")) <= 1


def test_a_shared_clock_is_caught_with_wrong_words(bench):
    """The first negative control: chips that convert while they are being clocked give words that never were."""
    heard = bench.listen("negative/shared_clock", seconds=15, osc_hz=MISMATCHED_HZ, noise_counts=NOISE)
    assert sum(chips(heard, "wrong")) > 0
    assert heard.fates()["wrong"] == sum(chips(heard, "wrong"))


def test_holding_sck_for_70_us_is_caught_by_powering_down(bench):
    """The second negative control: chips power down in the middle of each word; what is sent was never converted."""
    load = (1e5, 2e5, 3e5, 4e5)
    heard = bench.listen("negative/sck_70us", seconds=3, osc_hz=MISMATCHED_HZ, noise_counts=NOISE, counts=load)
    assert min(chips(heard, "power_downs")) > 100
    assert sum(chips(heard, "read")) == 0
    assert not {-1, 0} & {conversion.value for conversion in heard.conversions}
    assert {count for sample in heard.samples for count in sample.counts} <= {-1, 0}


def test_the_generic_pins_read_as_well(bench, checked):
    """The path for other boards, digitalRead and digitalWrite, gives the same words, only later."""
    heard = bench.listen("generic/steadyboard", seconds=5, osc_hz=MISMATCHED_HZ, noise_counts=NOISE)
    assert sum(chips(heard, "wrong")) == 0
    assert max(chips(heard, "sck_high_most_us")) <= SCK_HIGH_MOST_US
    assert checked(heard, late_us=3000) > 0


def test_a_conversion_at_the_end_of_its_range_is_held_there_and_said(bench):
    """Both ends: 8388607 and -8388608, with the status bit; within, no bit."""
    heard = bench.listen(seconds=1.5, script="@500000 counts 1e7 -1e7 5 5\n@1000000 counts 8388606 -8388607 5 5\n")
    over, within = heard.between(0.55, 0.95), heard.between(1.05, 1.5)
    assert {sample.counts for sample in over} == {(8388607, -8388608, 5, 5)}
    assert all(sample.status & 4 for sample in over)
    assert {sample.counts for sample in within} == {(8388606, -8388607, 5, 5)}
    assert not any(sample.status & 4 for sample in within)
