"""The four cells at one common time: exact on straight lines, steady on curves, plain where nothing is known."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyquest.analysis.cop import common_time
from steadyquest.conventions import AGE_MOST_US, BoardSample
from steadyquest.signal.align import BACK_US, Aligner, aligned
from steadyquest.signal.calibration import corner_forces, nominal
from steadyquest.signal.chain import Chain
from steadyquest.signal.one_euro import OneEuroSpec
from steadyquest.signal.reach import Reach

SHARP = OneEuroSpec(1e4, 0.0, 1e4)
"""Hardly any filter: what is measured is the aligning."""
REACH = Reach((100.0,) * 8)


def frames(counts_at, *, rates_hz, seed=0, seconds=4.0):
    """What the firmware sends: a frame as soon as every chip has converted anew. `counts_at(channel, t_us)`."""
    rng = random.Random(seed)
    moments = []
    for channel, rate_hz in enumerate(rates_hz):
        phase = rng.random()
        moments += [((k + phase) * 1e6 / rate_hz, channel) for k in range(int(seconds * rate_hz))]
    newest, fresh, made = [0.0] * 4, set(), []
    for at_us, channel in sorted(moments):
        newest[channel] = at_us
        fresh.add(channel)
        if len(fresh) == 4:
            t_us = round(at_us) + 100
            ages = tuple(int(t_us - moment) // 64 * 64 for moment in newest)
            counts = tuple(round(counts_at(i, newest[i])) for i in range(4))
            made.append(BoardSample(t_us, 0, len(made) & 0xFFFF, counts, ages, 0, 15, 0))
            fresh.clear()
    return made


def leaning(t_us):
    """Fast leaning about: up to 240 mm/s sideways, while the load bounces."""
    t = t_us * 1e-6
    cop = (38.0 * math.sin(2 * math.pi * t), 15.0 * math.cos(2 * math.pi * 0.9 * t))
    return (690.0 + 70.0 * math.sin(2 * math.pi * 2.3 * t), *cop)


def worst_mm(samples, *, aligned_):
    chain = Chain(nominal("test"), filter_spec=SHARP, reach=REACH)
    errors = []
    for sample in samples:
        lean = chain.feed(sample if aligned_ else sample._replace(age_us=(0, 0, 0, 0)))
        back_us = BACK_US if aligned_ else sum(sample.age_us) / 4
        _, ml_mm, ap_mm = leaning(sample.t_us - back_us)
        errors.append(math.hypot(lean.cop_ml_mm - ml_mm, lean.cop_ap_mm - ap_mm))
    return max(errors[5:])


@pytest.mark.parametrize("rates_hz", [(80, 80, 80, 80), (78, 83, 88, 93), (93, 78, 80, 85)])
def test_a_fast_lean_is_where_it_was_one_constant_time_ago(rates_hz):
    """Four chips at their own moments: a fifth of the error of counts taken as they come, or less."""

    def counts_at(channel, t_us):
        return corner_forces(*leaning(t_us))[channel] * 2190

    samples = frames(counts_at, rates_hz=rates_hz, seed=3)
    assert worst_mm(samples, aligned_=True) < 0.25
    assert worst_mm(samples, aligned_=False) > 5 * worst_mm(samples, aligned_=True)


@settings(max_examples=40)
@given(
    slopes=st.tuples(*[st.integers(-2000, 2000)] * 4),
    rates_hz=st.tuples(*[st.floats(75.0, 95.0)] * 4),
    seed=st.integers(0, 1000),
)
def test_straight_lines_come_out_exactly(slopes, rates_hz, seed):
    """Each channel on its own ramp (counts a millisecond) is where it was `BACK_US` before the frame."""
    samples = frames(lambda i, t_us: slopes[i] * t_us * 1e-3, rates_hz=rates_hz, seed=seed, seconds=0.3)
    for before, sample in pairwise(samples):
        for slope, count in zip(slopes, aligned(before, sample), strict=True):
            # The age is told in steps of 64 µs, counts are whole, and extrapolation doubles that at most.
            assert count == pytest.approx(slope * (sample.t_us - BACK_US) * 1e-3, abs=0.2 * abs(slope) + 3)


def test_where_it_looks_back_only_it_agrees_with_the_whole_recording():
    """The analysis draws the same lines through the same conversions; it only looks both ways."""
    samples = frames(lambda i, t_us: 1e5 * math.sin(t_us * 1e-5 + i), rates_hz=(78, 83, 88, 93), seed=1)
    t_us, counts, ages = (np.array([sample[i] for sample in samples]) for i in (0, 3, 4))
    whole = common_time(t_us, counts, ages)
    at_us = t_us - ages.mean()
    for channel in range(4):
        lines = np.interp(at_us, t_us - ages[:, channel], counts[:, channel])
        assert np.allclose(whole[:, channel], lines)
        again = np.interp(t_us - BACK_US, t_us - ages[:, channel], counts[:, channel])
        live = np.array([aligned(a, b)[channel] for a, b in pairwise(samples)])
        young = ages[1:, channel] <= BACK_US
        assert young.any()
        assert np.allclose(live[young], again[1:][young])


def sample(n, counts, *, ages=(9000, 6000, 3000, 640), **fields):
    return BoardSample(12_500 * n, 0, n, counts, ages, 0, 15, 0)._replace(**fields)


BEFORE, NOW = sample(1, (0, 0, 0, 0)), sample(2, (125, 125, 125, 125))


def test_each_channel_is_moved_along_its_own_line():
    """From 0 to 125 in 12.5 ms: what is 9 ms old is carried on by 3 ms, what is 3 ms old is taken back by 3."""
    assert aligned(BEFORE, NOW) == pytest.approx((155.0, 125.0, 95.0, 71.4))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (BEFORE, NOW._replace(fresh=0)),
        (BEFORE, NOW._replace(age_us=(AGE_MOST_US,) * 4)),
        (BEFORE._replace(age_us=(AGE_MOST_US,) * 4), NOW),
        (BEFORE, NOW._replace(faulty=2)),
        (BEFORE._replace(faulty=2), NOW),
        (BEFORE, NOW._replace(status=4)),
        (BEFORE._replace(status=4), NOW),
        (BEFORE._replace(epoch=1), NOW),
        (BEFORE._replace(t_us=NOW.t_us - 200_000), NOW),
        (BEFORE._replace(t_us=NOW.t_us), NOW),
        (BEFORE._replace(t_us=NOW.t_us + 1), NOW),
    ],
)
def test_counts_are_taken_as_they_are_where_their_way_is_not_known(before, now):
    """Stale, too old to tell, faulty, at the end of the range, another epoch, a hole, a clock that stands still."""
    aligner = Aligner()
    aligner.feed(before)
    assert aligner.feed(now) == now.counts


def test_a_single_stale_channel_stands_still_and_the_others_are_moved():
    """A frame that was sent by timeout has something new of three cells only."""
    assert aligned(BEFORE, NOW._replace(fresh=0b1110)) == pytest.approx((125.0, 125.0, 95.0, 71.4))


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            BoardSample,
            st.integers(0, 10**6),
            st.integers(0, 1),
            st.just(0),
            st.tuples(*[st.integers(-(1 << 23), (1 << 23) - 1)] * 4),
            st.tuples(*[st.integers(0, 255).map(lambda n: n * 64)] * 4),
            st.integers(0, 63),
            st.integers(0, 15),
            st.integers(0, 15),
        ),
        max_size=20,
    )
)
def test_whatever_comes_nothing_shoots_away(samples):
    """Any times, ages and marks: a count stays within one step of the two it is drawn through."""
    aligner, before = Aligner(), None
    for now in samples:
        for i, count in enumerate(aligner.feed(now)):
            step = abs(now.counts[i] - before.counts[i]) if before else 0
            assert abs(count - now.counts[i]) <= step + 1e-6
        before = now


def test_sources_without_converters_are_left_exactly_as_they_were():
    """All ages zero: the same leans, to the last bit, as without aligning; and a later age begins it."""
    chain, plain = (Chain(nominal("test"), filter_spec=SHARP, reach=REACH) for _ in range(2))
    still = [sample(n, (300_000 + 1000 * n, 300_000, 300_000, 300_000), ages=(0, 0, 0, 0)) for n in range(5)]
    assert [chain.feed(s) for s in still] == [plain.feed(s) for s in still]
    chain.feed(sample(5, still[-1].counts))
    moved = chain.feed(sample(6, (310_000, 300_000, 300_000, 300_000)))
    assert moved.cop_ml_mm != plain.feed(sample(6, (310_000, 300_000, 300_000, 300_000))).cop_ml_mm


def test_a_fresh_chain_and_a_reset_one_give_the_same():
    """A run begins with nothing of before: that is what makes its replay the same."""
    samples = frames(lambda i, t_us: 3e5 + 1e5 * math.sin(t_us * 1e-5 + i), rates_hz=(78, 83, 88, 93))
    used, fresh = (Chain(nominal("test"), filter_spec=SHARP, reach=REACH) for _ in range(2))
    for each in samples[:50]:
        used.feed(each)
    used.reset()
    assert [used.feed(s) for s in samples[50:]] == [fresh.feed(s) for s in samples[50:]]
