"""Replay: samples that were kept, or the bytes that a board once sent, as a source."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from steadyquest.conventions import BoardSample
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.source import Health
from steadyquest.wire import Decoder

BLOCK = 200
CHUNK_BYTES = 4096


class ReplaySource:
    """Samples from anywhere, a block at each read, exactly as they were."""

    def __init__(
        self, samples: Iterable[BoardSample], *, board_id: str, calibration: Calibration, block: int = BLOCK
    ) -> None:
        self.board_id, self.calibration = board_id, calibration
        self.health = Health()
        self.ended = False
        self._samples = iter(samples)
        self._block = block

    def read(self) -> list[BoardSample]:
        """The next block; none once they are over."""
        block = list(itertools.islice(self._samples, self._block))
        self.ended = self.ended or len(block) < self._block
        return block

    def close(self) -> None:
        """Give no more."""
        self.ended = True
        self._samples = iter(())


class BytesReplay:
    """A stream of bytes, decoded a chunk at each read, as from a port."""

    def __init__(self, data: bytes, *, board_id: str, calibration: Calibration, chunk: int = CHUNK_BYTES) -> None:
        self.board_id, self.calibration = board_id, calibration
        self.health = Health()
        self.ended = not data
        self._data, self._at, self._chunk = memoryview(data), 0, chunk
        self._decoder = Decoder()

    def read(self) -> list[BoardSample]:
        """What the next chunk completes; may be nothing before the end."""
        if self.ended:
            return []
        messages = self._decoder.feed(bytes(self._data[self._at : self._at + self._chunk]))
        self._at += self._chunk
        self.ended = self._at >= len(self._data)
        self.health.gaps, self.health.corrupt = self._decoder.gaps, self._decoder.corrupt
        return [message for message in messages if isinstance(message, BoardSample)]

    def close(self) -> None:
        """Give no more."""
        self.ended = True
