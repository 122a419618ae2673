"""The sketch reads every conversion of every working amplifier, and says which do not work."""

import itertools

import pytest

from steadyquest.wire.messages import STATUS

OSC_HZ = (80.0, 78.5, 93.0, 86.0)
COUNTS = (1000, -2000, 300_000, -400_000)
SUBSETS = [tuple(i for i in range(4) if mask >> i & 1) for mask in range(16)]
LONGEST_US = 1e6 / min(OSC_HZ) + 3500
"""The slowest chip's period, and the wait for a word that is due."""
each_path = pytest.mark.parametrize("path", ["sanitized", "generic"])


def rate_hz(samples):
    return (len(samples) - 1) * 1e6 / (samples[-1].t_us - samples[0].t_us)


def mask_of(channels):
    return sum(1 << channel for channel in channels)


@each_path
def test_four_mismatched_chips_are_read_whole_at_the_pace_of_the_slowest(native, path):
    """No conversion is missed; a frame goes out for each of the slowest chip's, complete and in sequence."""
    board = native(path).boot()
    board.run(1.0)
    samples = board.samples(10.0)
    assert {(s.counts, s.fresh, s.faulty, s.status) for s in samples} == {(COUNTS, 15, 0, 0)}
    assert rate_hz(samples) == pytest.approx(min(OSC_HZ), rel=0.003)
    assert board.decoder.gaps == board.decoder.corrupt == 0
    for chip in board.tally()["chips"]:
        assert chip["missed"] == 0
        assert chip["conversions"] - chip["read"] <= 1


@pytest.mark.parametrize("late", [(0, 1), (0,), (1, 2, 3), (3,)])
def test_no_order_of_the_chips_sticks_that_leaves_words_a_period_old(native, late):
    """When some chips convert just after the word that completed a frame, the next frame waits for them."""
    board = native().boot(osc_hz=(80.0,) * 4)
    board.run(1.0)
    board.ask("phase", *(0.2 if i in late else 0.6 for i in range(4)))
    board.run(0.4 / 80)
    board.ask("phase", *(0.80 if i in late else 0.75 for i in range(4)))
    board.run(0.1)
    samples = board.samples(1.0)
    assert max(max(s.age_us) for s in samples) < 2_000
    assert rate_hz(samples) == pytest.approx(80.0, rel=0.003)
    assert {s.status for s in samples} == {0}


def test_every_count_reaches_the_host_as_it_was(native):
    """The ends of the range, zero, and single bits, on each channel, with its sign."""
    board = native().boot()
    board.run(0.3)
    values = [-(1 << 23), (1 << 23) - 1, 0, -1, 1, 0x555555, -0x555556, *(1 << bit for bit in range(23))]
    for i in range(len(values)):
        counts = tuple(values[(i + shift) % len(values)] for shift in range(4))
        board.ask("counts", *counts)
        assert board.samples(0.06)[-1].counts == counts


def test_ages_say_when_each_chip_converted(native):
    """Time of a frame less a channel's age is a moment of that chip's own clock, to the unit of 64 µs and a read."""
    board = native().boot()
    board.run(1.0)
    samples = board.samples(2.0)
    for channel, hz in enumerate(OSC_HZ):
        moments = sorted({s.t_us - s.age_us[channel] for s in samples})
        phase = [(moment * hz / 1e6) % 1.0 for moment in moments]
        # All within 1 ms on that chip's clock, wherever on it.
        spread = min(max((p - first) % 1.0 for p in phase) for first in phase)
        assert spread / hz < 0.001


@pytest.mark.parametrize("kind", ["missing", "hung", "stuck_low"])
@each_path
def test_any_subset_of_dead_chips_is_flagged_and_the_rest_keep_their_rate(native, path, kind):
    """All sixteen subsets, from power-up: flagged within 0.7 s, frames at the pace of the slowest living chip."""
    for dead in SUBSETS:
        board = native(path).boot(faults=dict.fromkeys(dead, kind))
        board.run(0.7)
        samples = board.samples(1.0)
        alive = [i for i in range(4) if i not in dead]
        assert {s.faulty for s in samples} == {mask_of(dead)}
        assert {s.fresh for s in samples} == {mask_of(alive)}
        expected = STATUS["faulty"] * bool(dead) + STATUS["timeout"] * (not alive)
        assert {s.status for s in samples} == {expected}
        assert rate_hz(samples) == pytest.approx(min((OSC_HZ[i] for i in alive), default=40.0), rel=0.04)
        assert all(s.counts[i] == COUNTS[i] for s in samples for i in alive)
        assert all(s.age_us[i] == 255 * 64 for s in samples for i in dead)
        assert board.decoder.gaps == 0


@each_path
def test_a_chip_that_dies_is_flagged_in_time_and_taken_back_when_it_returns(native, path):
    """Frames go on by timeout for 0.3 s, then at the others' pace; back after four good words, without a restart."""
    for kind, flagged_us in (("missing", 350_000), ("hung", 350_000), ("stuck_low", 30_000)):
        board = native(path).boot()
        board.run(1.0)
        before = board.samples(0.1)[-1]
        board.ask("fault", 1, kind)
        samples = board.samples(1.5)
        first = next(s for s in samples if s.faulty)
        assert first.t_us - before.t_us < flagged_us
        assert first.faulty == 2
        assert max(b.t_us - a.t_us for a, b in itertools.pairwise([before, *samples])) < 26_500
        assert rate_hz(samples[-40:]) == pytest.approx(80.0, rel=0.02)
        assert samples[-1].counts == COUNTS
        board.ask("fault", 1, "none")
        back = board.samples(0.5)
        assert back[0].faulty == 2
        assert back[-1].faulty == 0
        assert back[-1].fresh == 15
        # The word that takes the fault away is the fourth; of those before it two may have come within one frame.
        assert sum(s.fresh >> 1 & 1 for s in back if s.faulty) in {2, 3}
        healed = next(s for s in back if not s.faulty)
        assert healed.t_us - back[0].t_us < 130_000
        assert board.decoder.gaps == 0


def test_a_line_stuck_low_does_not_flood_the_link(native):
    """It is clocked once in 5 ms at most, and frames keep the others' pace."""
    board = native().boot(faults={2: "stuck_low"})
    board.run(1.0)
    before = board.tally()["chips"][2]["rises"]
    samples = board.samples(2.0)
    assert board.tally()["chips"][2]["rises"] - before <= 25 * (2.0 / 0.005 + 1)
    assert rate_hz(samples) == pytest.approx(78.5, rel=0.02)
    assert {s.counts[2] for s in samples} == {0}


def test_all_lines_stuck_low_leave_forty_frames_a_second(native):
    """Shorted DOUTs cost neither pace nor commands."""
    board = native().boot(faults=dict.fromkeys(range(4), "stuck_low"))
    samples = board.samples(2.0)
    assert rate_hz(samples) == pytest.approx(40.0, rel=0.05)
    assert board.answers(b"?\n")[0].startswith("SteadyQuest board")


def test_ten_samples_a_second_are_slow_but_not_faulty(native):
    """A chip whose RATE pin was forgotten streams on at its own pace, and its rate says so; so do four of them."""
    one = native().boot(osc_hz=(80.0, 10.0, 93.0, 86.0))
    one.run(2.0)
    samples = one.samples(2.0)
    assert {s.faulty for s in samples} == {0}
    assert sum(s.fresh >> 1 & 1 for s in samples) == pytest.approx(20, abs=1)
    assert one.answers(b"R\n")[0].split()[1] == "10.0"
    four = native().boot(osc_hz=(10.0, 9.5, 10.8, 9.2))
    assert {s.faulty for s in four.samples(3.0)} == {0}
    samples = four.samples(2.0)
    assert {s.faulty for s in samples} == {0}
    assert rate_hz(samples) == pytest.approx(40.0, rel=0.1)
    assert [float(word) for word in four.answers(b"R\n")[0].split()] == pytest.approx([10.0, 9.5, 10.8, 9.2], abs=0.15)


def test_rates_are_measured_to_a_tenth_of_a_hertz(native):
    """Within two seconds of power-up; a dead chip has none."""
    board = native().boot(faults={3: "missing"})
    board.run(2.2)
    rates = [float(word) for word in board.answers(b"R\n")[0].split()]
    assert rates == pytest.approx([80.0, 78.5, 93.0, 0.0], abs=0.15)


def test_settling_is_said_after_power_up_and_after_a_power_cycle(native):
    """For 50 ms at least and until each chip has given four words; then no more."""
    board = native().boot()
    for at_power_up in (True, False):
        samples = board.samples(0.5)
        began_us = 0 if at_power_up else samples[0].t_us
        settling = [s for s in samples if s.status & STATUS["settling"]]
        assert settling
        assert all(s.status & STATUS["settling"] for s in samples if s.t_us - began_us < 50_000)
        assert settling[-1].t_us - began_us < 120_000
        assert not samples[-1].status
        board.say(b"P\n")
        board.run(0.001)
    board.run(0.1)
    assert [chip["power_downs"] for chip in board.tally()["chips"]] == [3, 3, 3, 3]


def test_a_power_cycle_forgets_faults_and_finds_them_again(native):
    """`P` is how a maker asks whether the mended wire is mended."""
    board = native().boot(faults={0: "missing"})
    assert board.samples(1.0)[-1].faulty == 1
    board.say(b"P\n")
    board.run(0.05)
    assert board.samples(0.1)[-1].faulty == 0
    assert board.samples(1.0)[-1].faulty == 1


def test_the_end_of_the_range_is_said(native):
    """Saturated on either side is a status of its own; a faulty channel's last count says nothing."""
    board = native().boot(counts=(0, 0, (1 << 23) - 1, 0))
    board.run(0.2)
    assert {s.status for s in board.samples(0.2)} == {STATUS["saturated"]}
    board.ask("counts", 0, 0, 0, -(1 << 23))
    board.run(0.1)
    assert {s.status for s in board.samples(0.2)} == {STATUS["saturated"]}
    board.ask("fault", 3, "hung")
    board.run(0.5)
    assert {s.status for s in board.samples(0.2)} == {STATUS["faulty"]}


@each_path
def test_the_clock_wraps_without_a_stir(native, path):
    """71.6 minutes after power-up nothing is late, faulty or out of sequence."""
    board = native(path)
    board.ask("clock", 2**32 - 1_500_000)
    board.boot(faults={0: "missing"})
    board.run(1.0)
    samples = board.samples(1.0)
    assert samples[0].t_us < 2**32 < samples[-1].t_us
    assert {(s.status, s.faulty, s.fresh) for s in samples} == {(STATUS["faulty"], 1, 14)}
    assert max(b.t_us - a.t_us for a, b in itertools.pairwise(samples)) < LONGEST_US + 500
    assert {s.age_us[0] for s in samples} == {255 * 64}
    assert board.decoder.gaps == board.decoder.epoch == 0


@pytest.mark.slow
def test_a_dead_chip_stays_dead_for_more_than_a_turn_of_the_clock(native):
    """In 73 minutes the clock and the sequence wrap; a chip that died in the first stays flagged, its age saturated."""
    board = native("plain").boot()
    board.run(1.0)
    board.ask("fault", 2, "hung")
    board.run(1.0)
    for _ in range(73):
        samples = board.samples(60.0)
        assert {(s.status, s.faulty, s.fresh, s.age_us[2]) for s in samples} == {(STATUS["faulty"], 4, 11, 255 * 64)}
        assert max(b.t_us - a.t_us for a, b in itertools.pairwise(samples)) < LONGEST_US + 500
    assert samples[-1].t_us > 2**32
    assert board.decoder.gaps == board.decoder.epoch == board.decoder.corrupt == 0
    assert all(chip["missed"] == 0 for i, chip in enumerate(board.tally()["chips"]) if i != 2)
