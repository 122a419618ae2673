"""The sketch as a program of this computer, driven line by line; its modelled world is in hardware/firmware/native."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from steadyquest.wire import Decoder, Text

OSC_HZ = (80.0, 78.5, 93.0, 86.0)
COUNTS = (1000, -2000, 300_000, -400_000)


class Native:
    """One power-up of the sketch: put the world as it should be, `boot`, let time pass, look at what was said."""

    def __init__(self, program: Path) -> None:
        self.decoder = Decoder()
        # The sketch asks for no memory, so there is nothing to leak; the search for leaks needs ptrace.
        env = os.environ | {"ASAN_OPTIONS": "detect_leaks=0"}
        self._process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env
        )

    def ask(self, *words: object) -> str:
        """One command to the driver, and its answer."""
        assert self._process.stdin
        assert self._process.stdout
        assert self._process.stderr
        self._process.stdin.write(" ".join(str(word) for word in words) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, self._process.stderr.read()
        return answer.rstrip("\n")

    def boot(self, *, osc_hz=OSC_HZ, counts=COUNTS, faults=None) -> Native:
        """Power it up with four amplifiers."""
        self.ask("osc", *osc_hz)
        self.ask("counts", *counts)
        for channel, kind in (faults or {}).items():
            self.ask("fault", channel, kind)
        self.ask("boot")
        return self

    def run(self, seconds: float) -> bytes:
        """Let time pass; the bytes that were sent meanwhile."""
        return bytes.fromhex(self.ask("run", round(seconds * 1e6)))

    def say(self, line: bytes) -> None:
        """Bytes from the host, at the port's pace."""
        self.ask("say", line.hex())

    def messages(self, seconds: float) -> list:
        """Let time pass; what was sent meanwhile, decoded."""
        return self.decoder.feed(self.run(seconds))

    def samples(self, seconds: float) -> list:
        """The same without texts."""
        return [message for message in self.messages(seconds) if not isinstance(message, Text)]

    def answers(self, line: bytes, seconds: float = 0.1) -> list[str]:
        """What it says to a line."""
        self.say(line)
        return [message.text for message in self.messages(seconds) if isinstance(message, Text)]

    def tally(self) -> dict[str, Any]:
        """What happened on the wires."""
        return json.loads(self.ask("tally"))

    def end(self) -> None:
        """Every run: nothing ever waited for the port, no word was torn, SCK was never high for long."""
        assert self._process.stdin
        assert self._process.stderr
        alive = self._process.poll() is None
        tally = self.tally() if alive else None
        _, errors = self._process.communicate()
        assert alive, errors
        assert not errors
        assert tally is not None
        assert tally["blocked"] == 0
        assert tally["interrupts"]
        for chip in tally["chips"]:
            assert chip["torn"] == 0
            assert chip["sck_high_ns"] <= 50_000


@pytest.fixture
def native(native_build: Path) -> Iterator[Callable[..., Native]]:
    """Makes programs: `sanitized` (the fast pins), `generic` (any board's pins) or `plain` (without sanitizers)."""
    made: list[Native] = []

    def make(build: str = "sanitized") -> Native:
        made.append(Native(native_build / "native" / build))
        return made[-1]

    yield make
    for each in made:
        each.end()
