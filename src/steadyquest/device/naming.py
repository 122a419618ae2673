"""Naming what is at a port when no board of ours has answered there: silence, another speed, somebody else's lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from steadyquest.errors import DeviceError
from steadyquest.words import tr

KEPT_BYTES = 512
"""Of what was heard at one speed, the newest: enough to tell lines from noise."""
LEAST_BYTES = 8
LINES_SHARE = 0.9
"""Printable bytes of what somebody else's lines are; noise at a wrong speed has four in ten."""
EXCERPT_MOST = 40
OTHER_BAUD_RATES = (9_600, 250_000, 38_400, 4_800)
"""Where GPS receivers, 3-D printers, modems and old instruments speak. Listened to only to name them."""
OTHER_S = 1.2
"""For each of them: a GPS receiver says something once a second."""

_PRINTABLE = frozenset(b"\r\n\t") | frozenset(range(0x20, 0x7F))
_READABLE = re.compile(r"\s*-?\d+([,;\t ]\s*-?\d+){4}(\s|[,;].*)?")
"""A board in human-readable mode: time and four counts, and whatever comes behind them."""


def is_lines(heard: bytes) -> bool:
    r"""Whether these bytes are lines of text.

    >>> is_lines(b"ok T:21.4 /0.0\r\n"), is_lines(b"\x99\xf0" * 20), is_lines(b"")
    (True, False, False)
    """
    return len(heard) >= LEAST_BYTES and sum(byte in _PRINTABLE for byte in heard) >= LINES_SHARE * len(heard)


def is_readable_mode(heard: bytes) -> bool:
    r"""Whether these lines are those of a board of ours that was told to speak to people.

    >>> is_readable_mode(b"12500,-17,25,40,3\r\n"), is_readable_mode(b"$GPGGA,104533,5231,N\r\n")
    (True, False)
    """
    return is_lines(heard) and any(_READABLE.fullmatch(line) for line in _lines(heard))


def is_somebody_else(heard: bytes) -> bool:
    """Whether another device speaks its own lines: it must not be sent our commands (`M0` halts a 3-D printer)."""
    return is_lines(heard) and not is_readable_mode(heard)


def excerpt(heard: bytes) -> str:
    r"""One telling line of it, short and printable.

    >>> excerpt(b"PGGA,1\r\n$GPRMC,104534,A,5231.0,N\r\n$GPG")
    '$GPRMC,104534,A,5231.0,N'
    """
    whole = _lines(heard)[1:-1] or _lines(heard)
    line = max((" ".join(line.split()) for line in whole), key=len, default="")
    return line if len(line) <= EXCERPT_MOST else line[: EXCERPT_MOST - 1] + "…"


def nobody(port: str, overheard: Mapping[int, bytes], *, ours: tuple[int, ...]) -> DeviceError:
    """The error for a port where no board has answered, by what was overheard at each speed."""
    rates = _either(ours)
    for heard in overheard.values():
        if is_readable_mode(heard):
            said = tr("the board at {port} sends lines for people and does not stop; unplug it and plug it in again")
            return DeviceError(said.format(port=port), code="readable_mode")
        if is_lines(heard):
            said = tr("something else speaks at {port}: “{excerpt}”; choose the port of the board")
            return DeviceError(said.format(port=port, excerpt=excerpt(heard)), code="other_device")
    if any(len(heard) >= LEAST_BYTES for heard in overheard.values()):
        said = tr(
            "what is sent at {port} makes no sense at {rates} baud; "
            "flash the board's firmware anew, or choose another port"
        )
        return DeviceError(said.format(port=port, rates=rates), code="wrong_baud")
    said = tr(
        "{port} opens, but no board speaks there ({rates} baud); "
        "check that it is a SteadyQuest board, its cable, and its firmware"
    )
    return DeviceError(said.format(port=port, rates=rates), code="no_board")


def at_another_speed(port: str, baud_rate: int, *, ours: tuple[int, ...]) -> DeviceError:
    """The error for a board of ours whose firmware was built for a speed that is none of the protocol's."""
    said = tr("the board at {port} sends at {rate} baud; flash its firmware built for {rates} baud")
    return DeviceError(said.format(port=port, rate=baud_rate, rates=_either(ours)), code="wrong_baud")


def _either(rates: tuple[int, ...]) -> str:
    return tr(" or ").join(str(rate) for rate in rates)


def _lines(heard: bytes) -> list[str]:
    text = "".join(chr(byte) if byte in _PRINTABLE else " " for byte in heard)
    return re.split(r"[\r\n]+", text)
