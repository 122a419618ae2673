"""The emulated firmware: commands in, frames out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyquest.conventions import BoardSample
from steadyquest.device.cop_csv import CopRecording
from steadyquest.device.emulated_board import EmulatedBoard
from steadyquest.device.playback import Playback
from steadyquest.wire import Decoder, Text, parse_hello
from steadyquest.wire.messages import STATUS


def circle(n=300, *, fz_n=600.0, radius_mm=30.0):
    angle = np.arange(n) / 40
    return CopRecording(
        name="circle.csv",
        t_s=np.arange(1, n + 1) / 100,
        cop_ml_mm=radius_mm * np.cos(angle),
        cop_ap_mm=radius_mm * np.sin(angle),
        fz_n=np.full(n, fz_n),
        had_fz=True,
        rate_hz=100.0,
        gaps=(),
    )


def board(recording=None, **options):
    return EmulatedBoard(Playback(recording or circle()), board_id="E3000001", **options)


def decoded(data):
    return Decoder().feed(data)


def ticks(emulated, n):
    return b"".join(emulated.tick() for _ in range(n))


def loaded(messages):
    return [m for m in messages if isinstance(m, BoardSample) and any(m.counts)]


def test_the_plate_is_empty_until_the_host_asks_who_is_there():
    """Frames come from power-up, unasked; the person comes five seconds after `?`."""
    emulated = board()
    assert not loaded(decoded(ticks(emulated, 1234)))
    emulated.hear(b"?\n")
    messages = decoded(ticks(emulated, 1000))
    assert [i for i, m in enumerate(messages) if any(m.counts)] == list(range(500, 800))


def test_asking_again_changes_nothing():
    """A host that repeats its question does not send the person away."""
    emulated = board()
    emulated.hear(b"?\n")
    ticks(emulated, 300)
    emulated.hear(b"?\r\n?\n")
    assert len(loaded(decoded(ticks(emulated, 300)))) == 100


def test_the_next_host_meets_an_empty_plate():
    """When the port is closed the board waits for the next question, streaming frames again."""
    emulated = board()
    emulated.hear(b"M1\nS0\n?\n")
    ticks(emulated, 700)
    emulated.host_left()
    assert len(decoded(ticks(emulated, 600))) == 600
    emulated.hear(b"?\n")
    assert len(loaded(decoded(ticks(emulated, 800)))) == 300


def test_stamps_are_equally_spaced_and_go_on_while_stopped():
    """Time is the tick times the period, whatever was sent; only what was made has a sequence number."""
    emulated = board()
    first = decoded(ticks(emulated, 50))
    emulated.hear(b"S0\n")
    assert ticks(emulated, 70) == b""
    emulated.hear(b"S1\n")
    second = decoded(ticks(emulated, 50))
    assert [m.t_us for m in first + second] == [10_000 * k for k in [*range(1, 51), *range(121, 171)]]
    assert [m.seq for m in first + second] == list(range(100))


def test_time_goes_on_over_the_wrap_of_its_32_bits():
    """After 71.6 minutes the stamps begin again at zero, and a decoder does not notice."""
    emulated = board()
    emulated.hear(b"S0\n")
    ticks(emulated, 429_400)
    emulated.hear(b"S1\n")
    stamps = [m.t_us for m in decoded(ticks(emulated, 200))]
    assert stamps == [10_000 * k for k in range(429_401, 429_601)]
    assert stamps[-1] > 1 << 32


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        (b"?\n", ["SteadyQuest board proto=1 ch=4 fw=0.0 id=E3000001"]),
        (b"?\r\n", ["SteadyQuest board proto=1 ch=4 fw=0.0 id=E3000001"]),
        (b"R\n", ["100.0 100.0 100.0 100.0"]),
        (b"S1\nS0\nP\nM0\n", []),
        (b"\n", ["err ?"]),
        (b"??\n", ["err ?"]),
        (b"s1\n", ["err ?"]),
        (b"?\r\r\n", ["err ?"]),
        (b"S2\nR\n", ["err ?", "100.0 100.0 100.0 100.0"]),
        (b"12345678901\n", ["err ?"]),
        (b"123456789012\n", ["err ?"]),
        (b"?" * 5000 + b"\n?\n", ["err ?", "SteadyQuest board proto=1 ch=4 fw=0.0 id=E3000001"]),
        (b"\x00\xff\xfe?\n", ["err ?"]),
    ],
)
def test_commands_are_lines_and_anything_else_is_answered_with_err(said, answers):
    """Every line gets what the protocol promises, however it is chopped up."""
    assert [m.text for m in decoded(board().hear(said))] == answers
    emulated = board()
    in_bytes = b"".join(emulated.hear(bytes([byte])) for byte in said)
    assert [m.text for m in decoded(in_bytes)] == answers


@pytest.mark.parametrize(("line", "overrun"), [(b"12345678901\r\n", False), (b"123456789012\n", True)])
def test_a_line_of_more_than_eleven_characters_sets_the_overrun_bit_once(line, overrun):
    """The next frame tells that a command was lost; eleven characters and a CRLF are still a line."""
    emulated = board()
    emulated.hear(line)
    assert [bool(m.status & STATUS["overrun"]) for m in decoded(ticks(emulated, 2))] == [overrun, False]


def test_power_cycling_marks_fifty_milliseconds_as_settling():
    """An amplifier that was just switched on is not to be trusted yet."""
    emulated = board()
    ticks(emulated, 10)
    emulated.hear(b"P\n")
    assert [bool(m.status & STATUS["settling"]) for m in decoded(ticks(emulated, 7))] == [True] * 5 + [False] * 2


def test_a_dropped_frame_is_told_by_the_next_one():
    """Status bit 5 follows a frame that found no room."""
    emulated = board()
    ticks(emulated, 3)
    emulated.dropped()
    assert [m.status for m in decoded(ticks(emulated, 2))] == [STATUS["dropped"], 0]


def test_loads_beyond_the_converters_are_flagged_as_saturated():
    """A count that 24 bits cannot hold stops at the rail, and says so."""
    emulated = board(circle(fz_n=4900.0, radius_mm=450.0))
    emulated.hear(b"?\n")
    on_plate = loaded(decoded(ticks(emulated, 800)))
    assert len(on_plate) == 300
    assert any(m.status & STATUS["saturated"] and max(m.counts) == (1 << 23) - 1 for m in on_plate)


def test_readable_lines_are_for_people_and_m0_brings_frames_back():
    """`M1` prints CSV for a serial monitor, ten lines a second with what is wrong; answers are plain too."""
    emulated = board()
    assert emulated.hear(b"M1\n") == b"t_us,FL,FR,RL,RR,state\r\n"
    assert ticks(emulated, 25) == b"100000,0,0,0,0,ok\r\n200000,0,0,0,0,ok\r\n"
    assert emulated.hear(b"R\n") == b"100.0 100.0 100.0 100.0\r\n"
    assert emulated.hear(b"S0\n") + ticks(emulated, 14) + emulated.hear(b"S1\nP\n") == b""
    assert ticks(emulated, 12) == b"400000,0,0,0,0,settling\r\n500000,0,0,0,0,ok\r\n"
    assert emulated.hear(b"M0\n") == b""
    (first,) = decoded(ticks(emulated, 1))
    assert (first.t_us, first.seq) == (520_000, 0)


def test_a_readable_line_says_saturated_and_stops_at_the_rail():
    """As the firmware's, for whose converters there is nothing beyond 24 bits."""
    emulated = board(circle(fz_n=4900.0, radius_mm=450.0))
    emulated.hear(b"M1\n?\n")
    lines = ticks(emulated, 800).decode().splitlines()
    over = [line.split(",") for line in lines if line.endswith(",saturated")]
    assert over
    assert all("8388607" in line or "-8388608" in line for line in over)
    assert {line.rpartition(",")[2] for line in lines} == {"ok", "saturated"}


def test_dropped_frames_are_gaps_and_altered_ones_are_corrupt():
    """With --drop and --corrupt a host finds just as many faults as were made, and no wrong sample."""
    emulated = board(circle(3000), drop=0.05, corrupt=0.05, seed=3)
    clean = board(circle(3000))
    decoder = Decoder()
    for each in (emulated, clean):
        each.hear(b"?\n")
    sent = [emulated.tick() for _ in range(3500)]
    true = {m.seq: m.counts for m in decoded(ticks(clean, 3500))}
    got = [m for m in decoder.feed(b"".join(sent)) if isinstance(m, BoardSample)]
    missing = sent.count(b"")
    assert 100 < missing < 250
    assert 100 < decoder.corrupt < 250
    assert len(got) == 3500 - missing - decoder.corrupt
    assert all(true[m.seq] == m.counts for m in got)


def test_the_same_seed_makes_the_same_faults_however_late_the_host_asks():
    """Faults belong to the recording, so that two runs of a test meet the same ones."""
    kept = []
    for wait in (10, 777):
        emulated = board(drop=0.2, seed=8)
        ticks(emulated, wait)
        emulated.hear(b"?\n")
        kept.append([len(emulated.tick()) > 0 for _ in range(800)])
    assert kept[0] == kept[1]


@given(st.binary(max_size=200), st.binary(max_size=40))
def test_no_input_stops_or_resets_the_board(noise, more):
    """Whatever the host sends, time goes on, and a plain question is answered afterwards."""
    emulated = board()
    emulated.hear(noise + more)
    ticks(emulated, 3)
    emulated.hear(b"\nM0\nS1\n")
    answers = [m for m in decoded(emulated.hear(b"?\n")) if isinstance(m, Text)]
    assert parse_hello(answers[-1].text).board_id == "E3000001"
    assert [m.t_us for m in decoded(ticks(emulated, 1))] == [40_000]


def test_the_circle_comes_out_of_the_wire_as_it_was():
    """Position through counts, frame and calibration differs by less than a micrometre or so."""
    emulated = board()
    emulated.hear(b"?\n")
    calibration = Playback(circle()).calibration
    for i, sample in enumerate(loaded(decoded(ticks(emulated, 800)))):
        force, ml, ap = calibration.wrench(sample.counts)
        assert math.dist((ml / force, ap / force), (30 * math.cos(i / 40), 30 * math.sin(i / 40))) < 5e-4
