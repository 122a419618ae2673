"""The decoder: bytes in, messages out, whatever the chunks. Never raises, never waits, never looks at a clock.

bytes ──split at zeros──▶ frames ──COBS, length, CRC──▶ payloads ──unwrap time, count gaps──▶ messages
"""

from __future__ import annotations

from steadyquest.conventions import AGE_UNIT_US, BoardSample
from steadyquest.wire.frame import LONGEST_FRAME, cobs_decode, crc16
from steadyquest.wire.messages import SAMPLE, SAMPLE_LAYOUT, TEXT, TEXT_MOST, Text

Message = BoardSample | Text

_SAMPLE_SIZE = SAMPLE_LAYOUT.size
_unpack = SAMPLE_LAYOUT.unpack
_NO_FRAME = b"\xff"
"""Its one length byte leads out of it."""
_new = tuple.__new__
"""Makes a named tuple from its fields at once, in half the time of calling its class: this happens for every sample."""
_FRESH_AGES = (0, 0, 0, 0)
_WRAP = (1 << 32) - 1
_FRAME_LEAST_US = 1000
_JUMP_US = 60_000_000
"""A board that is silent for a minute, or whose clock runs backwards, was restarted: a new epoch."""


class Decoder:
    """Decodes one connection. Feed it any bytes in any chunks; the same bytes give the same messages."""

    __slots__ = ("_overlong", "_partial", "_seq", "_synced", "_t_us", "corrupt", "epoch", "frames", "gaps")

    def __init__(self) -> None:
        self.corrupt = 0
        """Frames that failed a check, not counting what came before the first good one."""
        self.gaps = 0
        """Sequence numbers that never came."""
        self.frames = 0
        self.epoch = 0
        self._partial = b""
        self._overlong = False
        self._synced = False
        self._seq = 0
        self._t_us: int | None = None

    def feed(self, data: bytes) -> list[Message]:
        """The messages that these bytes complete, oldest first."""
        messages: list[Message] = []
        *frames, partial = (self._partial + data).split(b"\0")
        if frames and self._overlong:
            frames[0], self._overlong = _NO_FRAME, False
        for frame in frames:
            if frame:
                message = self._open(frame)
                if message is not None:
                    messages.append(message)
                elif self._synced:
                    self.corrupt += 1
        if len(partial) > LONGEST_FRAME:
            # It can never become a good frame: forget its bytes, so that no stream can fill the memory.
            partial, self._overlong = partial[:1], True
        self._partial = partial
        return messages

    def lost(self) -> None:
        """The connection broke: drop the half frame; the next sample starts a new epoch."""
        self._partial, self._overlong, self._synced = b"", False, False
        if self._t_us is not None:
            self._t_us = None
            self.epoch += 1

    def _open(self, frame: bytes) -> Message | None:
        payload = cobs_decode(frame)
        if payload is None:
            return None
        if len(payload) == _SAMPLE_SIZE and payload[0] == SAMPLE:
            return self._sample(payload)
        return self._text(payload)

    def _text(self, payload: bytearray) -> Text | None:
        body, crc = payload[:-2], payload[-2:]
        if not 2 <= len(body) <= TEXT_MOST + 1 or body[0] != TEXT or crc16(body) != int.from_bytes(crc, "little"):
            return None
        self._synced = True
        return Text(body[1:].decode("ascii", "replace"))

    def _sample(self, payload: bytearray) -> BoardSample | None:
        _, status, seq, raw, l0, h0, l1, h1, l2, h2, l3, h3, a0, a1, a2, a3, flags, crc = _unpack(payload)
        if crc16(payload[:-2]) != crc:
            return None
        self._synced = True
        self.frames += 1
        t_us = self._unwrapped(seq, raw)
        counts = (l0 + (h0 << 16), l1 + (h1 << 16), l2 + (h2 << 16), l3 + (h3 << 16))
        ages = _FRESH_AGES
        if a0 or a1 or a2 or a3:
            ages = (a0 * AGE_UNIT_US, a1 * AGE_UNIT_US, a2 * AGE_UNIT_US, a3 * AGE_UNIT_US)
        return _new(BoardSample, (t_us, self.epoch, seq, counts, ages, status, flags & 0x0F, flags >> 4))

    def _unwrapped(self, seq: int, raw: int) -> int:
        """Integer µs since the board's clock started, past 71.6 minutes too; counts what is missing on the way."""
        last, self._seq, before = self._t_us, seq, self._seq
        if last is not None:
            forward = (raw - last) & _WRAP
            if forward < _JUMP_US:
                raw = last + forward
                missing = (seq - before - 1) & 0xFFFF
                if missing and missing < 0x8000:
                    # A board cannot have sent more than one frame a millisecond in the meantime.
                    self.gaps += min(missing, forward // _FRAME_LEAST_US)
            else:
                self.epoch += 1
        self._t_us = raw
        return raw
