"""Frames: COBS between zero bytes, and the checksum inside them.

COBS (Cheshire & Baker 1999) takes every zero out of a payload, so that a zero byte always and only ends a frame.
"""

from __future__ import annotations

from binascii import crc_hqx

LONGEST_FRAME = 69
"""A full TEXT: 1 kind + 64 characters + 2 CRC, and the byte that COBS adds, and one to spare."""


def crc16(data: bytes | bytearray) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, no reflection.

    >>> hex(crc16(b"123456789"))
    '0x29b1'
    """
    return crc_hqx(data, 0xFFFF)


def cobs_encode(payload: bytes) -> bytes:
    """Payloads of at most 253 bytes, which all of ours are: no block is ever full.

    >>> cobs_encode(bytes([1, 0, 0, 2])).hex()
    '0201010202'
    """
    return b"".join(bytes((len(block) + 1,)) + block for block in payload.split(b"\0"))


def cobs_decode(frame: bytes) -> bytearray | None:
    """The payload of a frame without its ending zero, or None when its lengths do not add up.

    >>> cobs_decode(cobs_encode(bytes([1, 0, 0, 2]))).hex()
    '01000002'
    """
    payload = bytearray(frame)
    at, length = 0, len(frame)
    while at < length:
        # Each length byte stands where a zero was; putting it back is all there is to do.
        block = payload[at]
        payload[at] = 0
        at += block
    if at != length:
        return None
    del payload[:1]
    return payload


def seal(payload: bytes) -> bytes:
    """The whole frame of a payload: checksum, COBS, ending zero."""
    return cobs_encode(payload + crc16(payload).to_bytes(2, "little")) + b"\0"
