"""Chips that are missing, hung, stuck or slow: flagged, and the others go on as if nothing were."""

from __future__ import annotations

from itertools import pairwise

import pytest

from steadyquest.conventions import CHANNELS
from steadyquest.wire.messages import STATUS

LOAD = (1000, 2000, 3000, 4000)
FRAME_TIMEOUT_US = 25_000
LINE_BYTES_S = 115_200 / 10


def rate_hz(samples):
    return (len(samples) - 1) * 1e6 / (samples[-1].t_us - samples[0].t_us)


def living(counts, dead):
    return [count for i, count in enumerate(counts) if not dead >> i & 1]


@pytest.mark.parametrize("dead", range(16), ids=lambda dead: f"{dead:04b}")
def test_any_set_of_missing_chips_is_flagged_and_the_rest_keep_their_rate(bench, dead):
    """From the first second on: just these are faulty; frames come at 80 Hz, or each 25 ms when nobody is left."""
    faults = {CHANNELS[i]: "missing" for i in range(4) if dead >> i & 1}
    heard = bench.listen(seconds=2, faults=faults, counts=LOAD, phase=(0, 0, 0, 0))
    late = heard.between(1, 2)
    assert {sample.faulty for sample in late} == {dead}
    assert {bool(sample.status & STATUS["faulty"]) for sample in late} == {bool(dead)}
    assert all(living(sample.counts, dead) == living(LOAD, dead) for sample in late)
    timed_out = {bool(sample.status & STATUS["timeout"]) for sample in late}
    if dead == 0x0F:
        assert timed_out == {True}
        assert rate_hz(late) == pytest.approx(1e6 / FRAME_TIMEOUT_US, rel=0.05)
    else:
        assert timed_out == {False}
        assert rate_hz(late) == pytest.approx(80, rel=0.01)
        assert all(sample.fresh == 0x0F & ~dead for sample in late)


def test_a_line_stuck_low_is_flagged_and_does_not_flood_the_link(bench):
    """A wire that always says "ready": faulty, the frame rate of the others, and nothing more on the line."""
    heard = bench.listen(seconds=3, script="@1000000 fault FR stuck_low\n", counts=LOAD)
    late = heard.between(1.5, 3)
    assert {sample.faulty for sample in late} == {0b0010}
    assert all(living(sample.counts, 0b0010) == living(LOAD, 0b0010) for sample in late)
    assert rate_hz(late) == pytest.approx(80, rel=0.02)
    assert heard.tally["uart"]["sent"] < 0.5 * heard.tally["t_s"] * LINE_BYTES_S


@pytest.mark.parametrize("kind", ["hung", "missing", "stuck_low"])
def test_a_chip_that_comes_back_is_taken_back(bench, kind):
    """Flagged while it is away; some good words later it is as good as before. The others never waited for long."""
    script = f"@1000000 fault RL {kind}\n@2000000 fault RL none\n"
    heard = bench.listen(seconds=3.5, script=script, counts=LOAD)
    assert {sample.faulty for sample in heard.between(0.6, 0.95)} == {0}
    assert {sample.faulty for sample in heard.between(1.5, 1.95)} == {0b0100}
    assert {(sample.faulty, sample.counts) for sample in heard.between(2.5, 3.5)} == {(0, LOAD)}
    assert max(b.t_us - a.t_us for a, b in pairwise(heard.samples)) < 2 * FRAME_TIMEOUT_US


def test_a_hung_chip_is_woken_by_a_power_cycle(bench):
    """What has latched up needs its power taken away for a moment: that is what `P` is for."""
    heard = bench.listen(seconds=3.5, script="@1000000 fault FL hung\n", counts=LOAD, say=[(2, b"P\n")])
    assert {sample.faulty for sample in heard.between(1.5, 1.95)} == {0b0001}
    assert {(sample.faulty, sample.counts) for sample in heard.between(2.5, 3.5)} == {(0, LOAD)}


def test_a_slow_chip_makes_frames_time_out_but_is_not_faulty(bench):
    """RATE not lifted: 10 a second. Frames go out each 25 ms, marked, with the age of the old count saturated."""
    heard = bench.listen(seconds=3, osc_hz=(80, 80, 80, 10), counts=LOAD, say=[(2.5, b"R\n")])
    late = heard.between(1.5, 3)
    assert {sample.faulty for sample in late} == {0}
    assert {sample.counts for sample in late} == {LOAD}
    gaps = [b.t_us - a.t_us for a, b in pairwise(late)]
    assert max(gaps) < FRAME_TIMEOUT_US + 2000
    timed_out = [sample for sample in late if sample.status & STATUS["timeout"]]
    assert len(timed_out) > 0.6 * len(late)
    assert max(sample.age_us[3] for sample in timed_out) == 255 * 64
    assert float(heard.texts[0].split()[3]) == pytest.approx(10, abs=0.5)


def test_a_noisy_chip_is_told_as_it_is(bench, checked):
    """Noise is for the host to judge: every count is a true conversion, however wild."""
    heard = bench.listen(seconds=2, faults={"RR": "noisy"}, counts=LOAD)
    wild = {sample.counts[3] for sample in heard.between(1, 2)}
    assert max(wild) - min(wild) > 50_000
    assert {sample.counts[:3] for sample in heard.between(1, 2)} == {LOAD[:3]}
    assert checked(heard) > 0
