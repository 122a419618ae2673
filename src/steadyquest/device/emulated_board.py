"""A board without a body: what the firmware does with commands and ticks, as pure bytes in and bytes out."""

from __future__ import annotations

import random
from collections.abc import Callable

from steadyquest.conventions import CHANNELS, COUNT_LEAST, COUNT_MOST, BoardSample, Counts
from steadyquest.device.playback import Playback
from steadyquest.wire import encode_sample, encode_text, hello_text
from steadyquest.wire.messages import COMMAND_MOST, STATUS, UNKNOWN_COMMAND

FIRMWARE = "0.0"
"""No firmware at all."""
SETTLE_US = 50_000
"""An HX711 needs four conversions after power-up."""
ALL_FRESH = 0x0F
AGES_US = (0, 0, 0, 0)
LINE_EVERY_US = 100_000
"""Lines for people: ten a second, of however many frames."""
LINE_HEADER = ",".join(("t_us", *CHANNELS, "state"))


class EmulatedBoard:
    """Answers commands and makes one frame a tick. Time goes on whether or not anybody listens."""

    def __init__(
        self,
        playback: Playback,
        *,
        board_id: str,
        drop: float = 0.0,
        corrupt: float = 0.0,
        seed: int = 0,
    ) -> None:
        self.period_us = playback.period_us
        self._playback, self._board_id = playback, board_id
        self._seed, self._rng = seed, random.Random(seed)
        self._drop, self._corrupt = drop, corrupt
        self._tick = self._seq = 0
        self._asked_at: int | None = None
        self._settled_at = self._line_us = 0
        self._streaming, self._readable = True, False
        self._line = bytearray()
        self._overlong = False
        self._flags = 0
        self._commands: dict[bytes, Callable[[], str | None]] = {
            b"?": self._hello,
            b"S1": lambda: self._stream(on=True),
            b"S0": lambda: self._stream(on=False),
            b"P": self._power_cycle,
            b"R": self._rates,
            b"M1": self._speak_plainly,
            b"M0": self._speak_in_frames,
        }

    def hear(self, data: bytes) -> bytes:
        """What the board answers to these bytes of commands, in any chunks."""
        return b"".join(self._hear_byte(byte) for byte in data)

    def tick(self) -> bytes:
        """The frame of the next tick; empty when the board is stopped, and where the recording has a hole."""
        tick, self._tick = self._tick, self._tick + 1
        counts = self._counts(tick)
        if not self._streaming:
            return b""
        if self._readable:
            return b"" if counts is None else self._reading(tick, counts)
        seq, self._seq = self._seq, self._seq + 1
        if counts is None or self._rng.random() < self._drop:
            return b""
        return self._frame(tick, seq, counts)

    def dropped(self) -> None:
        """A frame found no room: the next one says so."""
        self._flags |= STATUS["dropped"]

    def host_left(self) -> None:
        """Nobody holds the port any more: wait for the next question, as after power-up."""
        self._asked_at = None
        self._streaming, self._readable = True, False
        self._line.clear()
        self._overlong, self._flags = False, 0

    def _counts(self, tick: int) -> Counts | None:
        if self._asked_at is None:
            return self._playback.empty
        return self._playback.counts(tick - self._asked_at, self._rng)

    def _frame(self, tick: int, seq: int, counts: Counts) -> bytes:
        status, self._flags = self._flags, 0
        for name in self._states(tick, counts):
            status |= STATUS[name]
        t_us = self._ended_us(tick)
        return self._marred(encode_sample(BoardSample(t_us, 0, seq, counts, AGES_US, status, ALL_FRESH, 0)))

    def _reading(self, tick: int, counts: Counts) -> bytes:
        """A line for people, when the last one is long enough ago. It takes no sequence number."""
        t_us = self._ended_us(tick)
        if t_us - self._line_us < LINE_EVERY_US:
            return b""
        self._line_us = t_us
        held = (min(max(count, COUNT_LEAST), COUNT_MOST) for count in counts)
        state = next(iter(self._states(tick, counts)), "ok")
        return f"{t_us},{','.join(map(str, held))},{state}\r\n".encode()

    def _ended_us(self, tick: int) -> int:
        return (tick + 1) * self.period_us

    def _states(self, tick: int, counts: Counts) -> list[str]:
        """What there is to say of a tick's counts, by name of the status bit; what matters most comes first."""
        settling = ["settling"] if tick < self._settled_at else []
        within = all(COUNT_LEAST < count < COUNT_MOST for count in counts)
        return settling if within else [*settling, "saturated"]

    def _marred(self, frame: bytes) -> bytes:
        """The frame with one byte altered, now and then. Never to or from zero: that would be two frames or none."""
        if self._rng.random() >= self._corrupt:
            return frame
        at = self._rng.randrange(len(frame) - 1)
        other = self._rng.choice([value for value in range(1, 256) if value != frame[at]])
        return frame[:at] + bytes((other,)) + frame[at + 1 :]

    def _hear_byte(self, byte: int) -> bytes:
        if byte != ord("\n"):
            # One more for the CR of a CRLF, which is no part of the line.
            if len(self._line) <= COMMAND_MOST:
                self._line.append(byte)
            else:
                self._overlong = True
            return b""
        line = bytes(self._line).removesuffix(b"\r")
        overlong = self._overlong or len(line) > COMMAND_MOST
        self._line.clear()
        self._overlong = False
        if overlong:
            self._flags |= STATUS["overrun"]
            return self._said(UNKNOWN_COMMAND)
        command = self._commands.get(line)
        answer = UNKNOWN_COMMAND if command is None else command()
        return b"" if answer is None else self._said(answer)

    def _said(self, text: str) -> bytes:
        return f"{text}\r\n".encode() if self._readable else encode_text(text)

    def _hello(self) -> str:
        if self._asked_at is None:
            self._asked_at = self._tick
            # However long the host took to ask, the same recording meets the same faults.
            self._rng = random.Random(self._seed)
        return hello_text(board_id=self._board_id, firmware=FIRMWARE)

    def _stream(self, *, on: bool) -> None:
        self._streaming = on

    def _speak_plainly(self) -> str:
        self._readable = True
        return LINE_HEADER

    def _speak_in_frames(self) -> None:
        self._readable = False

    def _power_cycle(self) -> None:
        self._settled_at = self._tick + -(-SETTLE_US // self.period_us)

    def _rates(self) -> str:
        return " ".join([f"{1e6 / self.period_us:.1f}"] * 4)
