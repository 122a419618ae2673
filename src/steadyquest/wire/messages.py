"""Messages: what a payload says, both ways. Protocol version 1, little-endian."""

from __future__ import annotations

import re
import struct
from typing import NamedTuple

from steadyquest.conventions import (
    AGE_MOST_US,
    AGE_UNIT_US,
    COUNT_LEAST,
    COUNT_MOST,
    STATUS_SATURATED,
    STATUS_SETTLING,
    BoardSample,
    Forces,
)
from steadyquest.wire.frame import seal

PROTOCOL = 1

SAMPLE, TEXT = 0x01, 0x02
SAMPLE_LAYOUT = struct.Struct("<BBHIHbHbHbHb4BBH")
"""kind, status, seq, time, four 24-bit counts (low word, high byte), four ages, flags, CRC."""
TEXT_MOST = 64

STATUS = {
    "timeout": 1,
    "faulty": 2,
    "saturated": STATUS_SATURATED,
    "settling": STATUS_SETTLING,
    "overrun": 16,
    "dropped": 32,
}

HELLO = b"?\n"
START, STOP = b"S1\n", b"S0\n"
POWER_CYCLE, RATES = b"P\n", b"R\n"
READABLE_ON, READABLE_OFF = b"M1\n", b"M0\n"
COMMAND_MOST = 11
"""Characters in a command line, without its end."""
UNKNOWN_COMMAND = "err ?"

_RATES_TEXT = re.compile(r"\d{1,4}(?:\.\d{1,3})?(?: \d{1,4}(?:\.\d{1,3})?){3}")
_HELLO = re.compile(r"SteadyQuest board proto=(\d+) ch=(\d+) fw=(\S+) id=([0-9A-Fa-f]{8})\b")


class Text(NamedTuple):
    """A line that the board says."""

    text: str


class Hello(NamedTuple):
    """Who the board is."""

    proto: int
    channels: int
    firmware: str
    board_id: str


def encode_sample(sample: BoardSample) -> bytes:
    """A whole SAMPLE frame. Time and sequence wrap; counts and ages saturate as the board's own do."""
    words: list[int] = []
    for count in sample.counts:
        held = min(max(count, COUNT_LEAST), COUNT_MOST)
        words += (held & 0xFFFF, held >> 16)
    ages = (min(max(age, 0), AGE_MOST_US) // AGE_UNIT_US for age in sample.age_us)
    flags = (sample.fresh & 0x0F) | (sample.faulty & 0x0F) << 4
    time, seq = sample.t_us & 0xFFFFFFFF, sample.seq & 0xFFFF
    payload = SAMPLE_LAYOUT.pack(SAMPLE, sample.status, seq, time, *words, *ages, flags, 0)
    return seal(payload[:-2])


def encode_text(text: str) -> bytes:
    """A whole TEXT frame of 1 to 64 ASCII characters. Raises ValueError for anything else."""
    raw = text.encode("ascii")
    if not 1 <= len(raw) <= TEXT_MOST:
        raise ValueError(f"a TEXT has 1 to {TEXT_MOST} characters, not {len(raw)}")
    return seal(bytes((TEXT,)) + raw)


def hello_text(*, board_id: str, firmware: str, channels: int = 4, proto: int = PROTOCOL) -> str:
    """What a board answers to `?`."""
    return f"SteadyQuest board proto={proto} ch={channels} fw={firmware} id={board_id}"


def parse_hello(text: str) -> Hello | None:
    """Who a board says it is, or None when the line is no hello.

    >>> parse_hello(hello_text(board_id="A1B2C3D4", firmware="1.0"))
    Hello(proto=1, channels=4, firmware='1.0', board_id='A1B2C3D4')
    """
    match = _HELLO.match(text)
    if match is None:
        return None
    proto, channels, firmware, board_id = match.groups()
    return Hello(int(proto), int(channels), firmware, board_id.upper())


def parse_rates(text: str) -> Forces | None:
    """The four rates in Hz that a board answers to `R`, or None when the line is something else.

    >>> parse_rates("80.1 79.6 81.0 0.0"), parse_rates("err ?")
    ((80.1, 79.6, 81.0, 0.0), None)
    """
    if _RATES_TEXT.fullmatch(text.strip()) is None:
        return None
    fl, fr, rl, rr = (float(word) for word in text.split())
    return fl, fr, rl, rr
