"""The sketch and the host speak the same protocol, byte for byte."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyquest.conventions import BoardSample
from steadyquest.wire import encode_sample, encode_text
from steadyquest.wire.frame import crc16
from steadyquest.wire.messages import HELLO, POWER_CYCLE, RATES, READABLE_OFF, READABLE_ON, START, STOP

BYTE = st.integers(0, 255)
NIBBLE = st.integers(0, 15)
# Beyond 24 bits too: both sides hold a count at its limit.
COUNT = st.one_of(st.integers(-(1 << 23), (1 << 23) - 1), st.sampled_from([-(1 << 31), (1 << 31) - 1, 0, -1, 256]))
COUNTS, AGES = st.tuples(*[COUNT] * 4), st.tuples(*[BYTE] * 4)
shared = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def ask(native):
    return native().ask


def test_the_checksum_is_the_documented_one(ask):
    """CRC-16/CCITT-FALSE gives its published check value, and what the host computes for other bytes."""
    assert ask("crc", b"123456789".hex()) == "29b1"
    rng = random.Random(1)
    for length in (1, 2, 25, 64, 255):
        data = rng.randbytes(length)
        assert int(ask("crc", data.hex()), 16) == crc16(data)


def test_every_sample_is_framed_as_the_host_would(ask):
    """For anything that the protocol can say, the sketch's frame is the host's own."""

    @shared
    @given(
        BYTE,
        st.integers(0, 65535),
        st.integers(0, 2**32 - 1),
        st.tuples(*[COUNT] * 4),
        st.tuples(*[BYTE] * 4),
        NIBBLE,
        NIBBLE,
    )
    def same(status, seq, t_us, counts, ages, fresh, faulty):
        ours = encode_sample(BoardSample(t_us, 0, seq, counts, tuple(a * 64 for a in ages), status, fresh, faulty))
        assert ask("sample", status, seq, t_us, *counts, *ages, fresh, faulty) == ours.hex()
        assert len(ours) == 29

    same()


def test_every_text_is_framed_as_the_host_would(ask):
    """From one to 64 characters; what is longer is cut off."""
    for length in (1, 2, 51, 63, 64, 65, 200):
        text = "".join(chr(33 + i % 90) for i in range(length))
        assert ask("text", text.encode().hex()) == encode_text(text[:64]).hex()


def test_every_command_that_the_host_sends_is_understood(ask):
    """Those of the host's own table, and nothing is left over."""
    sent = HELLO + STOP + START + POWER_CYCLE + RATES + READABLE_OFF + READABLE_ON
    assert ask("parse", sent.hex()) == "? S0 S1 P R M0 M1 0"


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        (b"?\nS0\nS1\nP\nR\nM0\nM1\n", "? S0 S1 P R M0 M1 0"),
        (b"?\r\nS0\r\n", "? S0 0"),
        (b"\n", "err 0"),
        (b"\r\n", "err 0"),
        (b"?\r\r\n", "err 0"),
        (b" ?\n", "err 0"),
        (b"s1\n", "err 0"),
        (b"S\n", "err 0"),
        (b"S10\n", "err 0"),
        (b"M2\n", "err 0"),
        (b"?\0\n", "err 0"),
        (b"\0?\n", "err 0"),
        (b"?" * 11 + b"\n", "err 0"),
        (b"?" * 11 + b"\r\n", "err 0"),
        (b"?" * 12 + b"\n", "err 1"),
        (b"?" * 12 + b"\r\n", "err 1"),
        (b"x" * 5000 + b"\n?\n", "err ? 1"),
        (b"\xff\xfe\n?\n", "err ? 0"),
        (b"?", "0"),
    ],
)
def test_command_lines_are_understood_or_refused(ask, said, understood):
    """Seven commands, LF or CRLF, at most 11 characters; anything else is an error, and the next line is heard."""
    assert ask("parse", said.hex()) == understood


def test_a_cut_line_is_understood_like_a_whole_one(ask):
    """The parser has no memory of how bytes came: the board's emulation in Python gives as many answers."""

    @shared
    @given(st.lists(st.sampled_from([b"?", b"S", b"0", b"1", b"P", b"R", b"M", b"\r", b"\n", b"\n", b"\0", b"xyzxyz"])))
    def as_a_line_splitter(parts):
        said = b"".join(parts)
        lines = [line.removesuffix(b"\r") for line in said.split(b"\n")[:-1]]
        known = {b"?", b"S0", b"S1", b"P", b"R", b"M0", b"M1"}
        expected = [line.decode() if line in known else "err" for line in lines]
        overruns = sum(len(line) > 11 for line in lines)
        if said:
            assert ask("parse", said.hex()).split() == [*expected, str(overruns)]

    as_a_line_splitter()
