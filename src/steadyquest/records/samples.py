"""Raw samples on disk: blocks of packed counts, compressed and guarded by a checksum."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from steadyquest.conventions import BoardSample
from steadyquest.errors import RecordError
from steadyquest.records.tables import sample_blocks
from steadyquest.words import tr

if TYPE_CHECKING:
    import numpy as np

_PACKED = struct.Struct("<qii4i4iBBB")
"""t_us, epoch, seq, counts, age_us, status, fresh, faulty: little-endian, nothing between."""

_MOST_BYTES = 2**26
"""Of one block; the recorder's are a few thousand samples."""

FIELDS = [
    ("t_us", "<i8"),
    ("epoch", "<i4"),
    ("seq", "<i4"),
    ("counts", "<i4", (4,)),
    ("age_us", "<i4", (4,)),
    ("status", "u1"),
    ("fresh", "u1"),
    ("faulty", "u1"),
]
"""The same for numpy."""


class Block(NamedTuple):
    """Samples in the order in which they came, from index `start` of their session."""

    start: int
    n: int
    crc32: int
    """Of the packed bytes before compression."""
    data: bytes


def packed(samples: Iterable[BoardSample]) -> bytes:
    """The raw bytes of samples, 51 each."""
    pack = _PACKED.pack
    return b"".join([pack(s[0], s[1], s[2], *s[3], *s[4], s[5], s[6], s[7]) for s in samples])


def block_of(samples: Sequence[BoardSample], *, start: int) -> Block:
    """One block, ready to be stored."""
    raw = packed(samples)
    return Block(start, len(samples), zlib.crc32(raw), zlib.compress(raw, 1))


def unpacked(raw: bytes) -> Iterator[BoardSample]:
    """The samples of raw bytes.

    >>> one = BoardSample(10_000, 0, 1, (1, -2, 3, -4), (0, 64, 128, 0), 0, 15, 0)
    >>> list(unpacked(packed([one]))) == [one]
    True
    """
    for v in _PACKED.iter_unpack(raw):
        yield BoardSample(v[0], v[1], v[2], v[3:7], v[7:11], v[11], v[12], v[13])


def raw_of(block: Block, *, session_id: int) -> bytes:
    """The packed bytes of a block that is what was written, or RecordError naming it."""
    size = block.n * _PACKED.size
    try:
        # Never more than was said: a forged block must not fill the memory.
        raw = zlib.decompressobj().decompress(block.data, min(max(size, 0), _MOST_BYTES) + 1)
    except zlib.error:
        raw = b""
    if len(raw) != size or zlib.crc32(raw) != block.crc32:
        raise RecordError(
            tr(
                "samples {first} to {last} of session {session} are damaged on the disk; restore a backup, or use "
                "only the parts before and after"
            ).format(first=block.start, last=block.start + block.n - 1, session=session_id)
        )
    return raw


def raw_blocks(connection: sa.Connection, session_id: int, *, start: int = 0, stop: int | None = None) -> list[bytes]:
    """The packed bytes of the blocks that hold samples start to stop, cut to them; RecordError where one is bad."""
    table = sample_blocks.c
    wanted = (table.session_id == session_id) & (table.start + table.n > start)
    if stop is not None:
        wanted &= table.start < stop
    rows = connection.execute(
        sa.select(table.start, table.n, table.crc32, table.data).where(wanted).order_by(table.start)
    )
    return list(_cut((Block(*row) for row in rows), session_id=session_id, start=start, stop=stop))


def _cut(blocks: Iterable[Block], *, session_id: int, start: int, stop: int | None) -> Iterator[bytes]:
    expected: int | None = None
    for block in blocks:
        if block.start != (expected if expected is not None else min(block.start, start)):
            raise RecordError(
                tr(
                    "samples {first} to {last} of session {session} were never written; use the parts around them"
                ).format(first=expected if expected is not None else start, last=block.start - 1, session=session_id)
            )
        expected = block.start + block.n
        raw = raw_of(block, session_id=session_id)
        first = max(0, start - block.start)
        last = block.n if stop is None else min(block.n, stop - block.start)
        yield raw[first * _PACKED.size : last * _PACKED.size]


def sample_array(blocks: Sequence[bytes]) -> np.ndarray[Any, np.dtype[np.void]]:
    """A structured array with the names of `BoardSample`."""
    import numpy as np

    return np.frombuffer(b"".join(blocks), dtype=np.dtype(FIELDS))
