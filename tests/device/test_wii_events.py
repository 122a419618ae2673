"""A Wii Balance Board's events become samples: whole readings, held between events, never going back in time."""

import itertools
import struct
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.conventions import STATUS_SATURATED
from steadyquest.device.wii_events import (
    LOADED_QUIET_US,
    QUIET_US,
    REPEAT_US,
    Reading,
    SteadySamples,
    WiiEvents,
    wii_calibration,
)
from steadyquest.signal.tare import Tare

EVENT = struct.Struct("llHHi")
"""struct input_event of include/uapi/linux/input.h on 64 bits: time, type, code, value."""
TR, BR, TL, BL = 0x10, 0x11, 0x12, 0x13
KEY, BTN_A = 1, 0x130


class Event(NamedTuple):
    sec: int
    usec: int
    type: int
    code: int
    value: int


def kernel(t_us, *changes):
    """What the kernel writes for one report: each change, then SYN_REPORT, all with one stamp."""
    return b"".join(EVENT.pack(t_us // 10**6, t_us % 10**6, *change) for change in (*changes, (0, 0, 0)))


def weigh(**cells):
    """Changes of the named cells."""
    axes = {"tr": TR, "br": BR, "tl": TL, "bl": BL}
    return [(3, axes[name], value) for name, value in cells.items()]


def events(data):
    return [Event(*fields) for fields in EVENT.iter_unpack(data)]


def decoder(counts=(0, 0, 0, 0)):
    return WiiEvents(lambda: counts)


def test_the_four_axes_are_the_four_corners():
    """Top left is front left, and so on around, in hundredths of a kilogram."""
    made = decoder().feed(events(kernel(5_000_123, *weigh(tr=2, br=4, tl=1, bl=3))))
    assert made == [Reading(5_000_123, (1, 2, 3, 4))]


def test_what_did_not_change_holds():
    """The kernel leaves unchanged values out; the last ones count."""
    wii = decoder((100, 200, 300, 400))
    made = wii.feed(events(kernel(1, *weigh(bl=310)) + kernel(2, *weigh(tl=90, tr=201))))
    assert [reading.counts for reading in made] == [(100, 200, 310, 400), (90, 201, 310, 400)]


def test_a_reading_is_made_by_its_report_only():
    """Half a batch waits for the rest, whatever the pieces in which it comes."""
    wii = decoder()
    pieces = events(kernel(7, *weigh(tl=10, tr=20, bl=30, br=40)))
    assert [wii.feed([piece]) for piece in pieces[:-1]] == [[]] * 4
    assert wii.counts == (0, 0, 0, 0)
    assert wii.feed(pieces[-1:]) == [Reading(7, (10, 20, 30, 40))]


def test_the_button_is_no_reading():
    """The power button comes with a report of its own, and with no weight."""
    assert decoder().feed(events(kernel(9, (KEY, BTN_A, 1)) + kernel(10, (KEY, BTN_A, 0)))) == []


def test_after_a_loss_the_cells_are_asked():
    """SYN_DROPPED makes everything up to the next report worthless, half batches before it too."""
    asked = iter([(1, 1, 1, 1), (5, 6, 7, 8)])
    wii = WiiEvents(lambda: next(asked))
    half = EVENT.pack(0, 1, 3, TL, 999)
    dropped = EVENT.pack(0, 2, 0, 3, 0)
    made = wii.feed(events(half + dropped + kernel(3, *weigh(tr=888)) + kernel(4, *weigh(br=9))))
    assert made == [Reading(3, (5, 6, 7, 8)), Reading(4, (5, 6, 7, 9))]
    assert wii.losses == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([0, 1, 3, 4]), st.integers(0, 0x40), st.integers(-9, 9)), max_size=40),
    st.data(),
)
def test_pieces_do_not_matter(changes, data):
    """Any events, in any pieces, give the same readings."""
    whole = [Event(0, i, *change) for i, change in enumerate(changes)]
    at = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=5)))
    parts = [whole[a:b] for a, b in zip([0, *at], [*at, len(whole)], strict=True)]
    one, many = decoder(), decoder()
    assert one.feed(whole) == [reading for part in parts for reading in many.feed(part)]


def test_a_silent_empty_plate_still_gives_samples():
    """Eighty a second in device time, none of them fresh, however rarely one looks."""
    often, seldom = (SteadySamples((0, 0, 0, 0), began_us=1000, epoch=2) for _ in range(2))
    looks = range(1000, 5_001_000, 7001)
    many = [sample for now in looks for sample in often.take([], now_us=now)]
    assert many == seldom.take([], now_us=looks[-1])
    assert {b.t_us - a.t_us for a, b in itertools.pairwise(many)} == {REPEAT_US}
    assert many[0].t_us == QUIET_US
    assert {(sample.fresh, sample.epoch) for sample in many} == {(0, 2)}
    assert [sample.seq for sample in many] == list(range(len(many)))


def test_a_board_that_reports_is_never_repeated():
    """At the slowest rate of the real board only its own readings come through, all fresh."""
    steady = SteadySamples((0, 0, 0, 0), began_us=0, epoch=0)
    samples = []
    for i in range(1, 200):
        samples += steady.take([Reading(i * 16_700, (i, 0, 0, 0))], now_us=i * 16_700 + 5_000)
    assert [sample.counts[0] for sample in samples] == list(range(1, 200))
    assert all(sample.fresh == 0b1111 for sample in samples)


def test_a_person_who_says_nothing_for_a_second_is_not_made_up():
    """Under load the repeating ends after a second: the game must see that the radio is gone."""
    steady = SteadySamples((2000, 2000, 2000, 2000), began_us=0, epoch=0)
    samples = steady.take([], now_us=10_000_000)
    assert LOADED_QUIET_US - REPEAT_US <= samples[-1].t_us < LOADED_QUIET_US
    assert steady.quiet(10_000_000)
    after = steady.take([Reading(10_100_000, (2001, 2000, 2000, 2000))], now_us=10_100_001)
    assert [sample.t_us for sample in after] == [10_100_000]
    assert not steady.quiet(10_200_000)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-50_000, 90_000), st.integers(0, 20_000)), max_size=30))
def test_time_never_goes_back(steps):
    """Whatever the stamps say, each sample is later than the one before."""
    steady, now, stamp, samples = SteadySamples((0, 0, 0, 0), began_us=0, epoch=0), 0, 0, []
    for step, wait in steps:
        now, stamp = now + wait, stamp + step
        samples += steady.take([Reading(stamp, (1, 2, 3, 4))], now_us=now)
    assert all(a.t_us < b.t_us for a, b in itertools.pairwise(samples))


def test_more_than_it_may_carry_is_told():
    """Above 150 kg the weight is not believed."""
    steady = SteadySamples((0, 0, 0, 0), began_us=0, epoch=0)
    light, heavy = steady.take([Reading(1, (3750,) * 4), Reading(2, (3751,) * 4)], now_us=3)
    assert (light.status, heavy.status) == (0, STATUS_SATURATED)
    assert light.sound
    assert not heavy.sound


@pytest.mark.parametrize(
    ("counts", "cop_mm"),
    [((1000, 1000, 1000, 1000), (0, 0)), ((0, 4000, 0, 4000), (216.5, 0)), ((2000, 2000, 0, 0), (0, 114))],
)
def test_the_calibration_is_the_boards_own(counts, cop_mm):
    """Ten grams a count, cells 433 by 228 mm apart."""
    wrench = wii_calibration("wii-1").tared((0.0, 0.0, 0.0, 0.0)).wrench(counts)
    assert wrench.force_n == pytest.approx(sum(counts) * 0.01 * 9.80665)
    assert (wrench.moment_ml_nmm / wrench.force_n, wrench.moment_ap_nmm / wrench.force_n) == pytest.approx(cop_mm)
    assert wii_calibration("wii-1").kind == "nominal"


def test_the_zero_of_a_silent_plate_is_found():
    """Two seconds without any event are a still, empty plate."""
    tare = Tare(wii_calibration("wii-1"))
    for sample in SteadySamples((12, 0, 7, 0), began_us=0, epoch=0).take([], now_us=2_100_000):
        tare.feed(sample)
    assert tare.zero == (12.0, 0.0, 7.0, 0.0)
