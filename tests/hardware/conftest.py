"""What the tests of the board share: its software built once, emulated boards, and what they send."""

from __future__ import annotations

import bisect
import contextlib
import csv
import itertools
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import serial

from steadyquest.conventions import AGE_MOST_US, CHANNELS, BoardSample
from steadyquest.device.firmware_emulator import FirmwareEmulator
from steadyquest.wire import Decoder, Text

CHECKOUT = next((p for p in Path(__file__).resolve().parents if (p / "hardware" / "firmware").is_dir()), None)
TOOLS = {
    "avr": {"avr-g++": "gcc-avr avr-libc binutils-avr", "make": "make"},
    "native": {"g++": "g++", "make": "make"},
    "emulator": {"gcc": "gcc", "make": "make"},
}
FILES = {
    "avr": {"/usr/share/arduino/hardware/arduino/avr/cores/arduino/Arduino.h": "arduino-core-avr"},
    "emulator": {"/usr/include/simavr/sim_avr.h": "libsimavr-dev", "/usr/include/libelf.h": "libelf-dev"},
}

LATE_US = 700
"""A reading takes 0.2 ms, an answer in text about as long again."""


def need(*kinds: str) -> None:
    """Skip with one line where the tools are missing; fail in CI, where they must be there."""
    if CHECKOUT is None:
        pytest.skip("the board's software is only in a checkout")
    missing = {package for kind in kinds for tool, package in TOOLS[kind].items() if not shutil.which(tool)}
    missing |= {package for kind in kinds for file, package in FILES.get(kind, {}).items() if not Path(file).exists()}
    if not missing:
        return
    said = f"the board's software cannot be built here; apt install {' '.join(sorted(missing))}"
    if os.environ.get("CI"):
        pytest.fail(said)
    pytest.skip(said)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One builder at a time, whoever runs the tests; the lock goes with its holder."""
    import fcntl

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make(*targets: str) -> Path:
    """Bring these targets of hardware/Makefile up to date; the folder they are in."""
    assert CHECKOUT is not None
    folder = CHECKOUT / "hardware" / "build"
    with _alone(folder):
        words = ["make", "-s", "-C", str(CHECKOUT / "hardware"), f"BUILD={folder}", *targets]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"{' '.join(words)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def hardware_build() -> Path:
    """The folder with the sketch for Uno and Nano, the negative controls and the emulator."""
    need("avr", "emulator")
    return make("firmware", "emulator")


@pytest.fixture(scope="session")
def native_build() -> Path:
    """The folder with the sketch built for this computer, under `native/`."""
    need("native")
    return make("native")


class Conversion(NamedTuple):
    """A line of the emulator's log."""

    t_us: float
    channel: int
    value: int
    fate: str
    """read, missed, torn, wrong, tore, partial, lost or last."""


@dataclass
class Heard:
    """What a run of an emulated board has sent, and what the emulator knows of it."""

    samples: list[BoardSample] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    decoder: Decoder = field(default_factory=Decoder)
    conversions: list[Conversion] = field(default_factory=list)
    tally: dict[str, Any] = field(default_factory=dict)

    def fates(self) -> Counter[str]:
        """How many conversions ended how, but for the last of each chip."""
        return Counter(conversion.fate for conversion in self.conversions if conversion.fate != "last")

    def between(self, begin_s: float, end_s: float) -> list[BoardSample]:
        """The samples of that time, by the board's clock."""
        return [sample for sample in self.samples if begin_s * 1e6 <= sample.t_us < end_s * 1e6]


class Bench:
    """Runs emulated boards as fast as they go and listens at their ports."""

    def __init__(self, build: Path, folder: Path) -> None:
        self.build, self.folder = build, folder
        self._runs = itertools.count()

    def elf(self, name: str = "uno/steadyboard") -> Path:
        return self.build / f"{name}.elf"

    def plug_in(self, name: str = "uno/steadyboard", *, script: str = "", **options: Any) -> FirmwareEmulator:
        """A board; `script` are lines for the emulator."""
        number = next(self._runs)
        lines, log = self.folder / f"script_{number}", self.folder / f"log_{number}.csv"
        lines.write_text(script)
        given = {"steadysim": self.build / "steadysim", "script": lines, "log": log, **options}
        board = FirmwareEmulator(self.elf(name), **given)
        board.log_file = log
        return board

    def heard(self, board: FirmwareEmulator, samples: list[BoardSample]) -> Heard:
        """What an emulator that has ended knows, beside the samples that somebody else has read."""
        return Heard(samples=samples, conversions=read_log(board.log_file), tally=board.last_tally)

    def listen(
        self,
        name: str = "uno/steadyboard",
        *,
        seconds: float,
        say: Sequence[tuple[float, bytes]] = (),
        baud: int = 115_200,
        **options: Any,
    ) -> Heard:
        """All that a board sends in so many seconds of its own time; `say` are commands and their moments.

        The commands are in the script: a host would say them late, by what lies unread between the two.
        """
        heard = Heard()
        script = options.pop("script", "") + "\n" + "\n".join(f"@{at_s * 1e6:.0f} type {b.hex()}" for at_s, b in say)
        with (
            self.plug_in(name, speed="max", wait_for_host=True, script=script, **options) as board,
            serial.Serial(board.port, baud, timeout=5, exclusive=True) as port,
        ):
            now_s = 0.0
            while now_s < seconds:
                data = port.read(1)
                assert data, f"the board fell silent at {now_s} s: {board.tally()}"
                now_s = max(now_s, take(heard, data + port.read(port.in_waiting)))
        # The last one, of the same end as the log's.
        heard.tally = board.last_tally
        heard.conversions = read_log(board.log_file)
        return heard


def take(heard: Heard, data: bytes) -> float:
    """Decode what has come; the board's time at its end, as far as it is known."""
    heard.raw += data
    now_s = 0.0
    for message in heard.decoder.feed(data):
        if isinstance(message, Text):
            heard.texts.append(message.text)
        else:
            heard.samples.append(message)
            now_s = message.t_us / 1e6
    for line in re.findall(rb"^(\d+),-?\d+,", data, re.MULTILINE):
        now_s = int(line) / 1e6
    return now_s


def read_log(file: Path) -> list[Conversion]:
    """The emulator's log, by time."""
    with file.open() as lines:
        rows = [
            Conversion(float(row["t_us"]), CHANNELS.index(row["channel"]), int(row["value"]), row["fate"])
            for row in csv.DictReader(lines)
        ]
    return sorted(rows)


def check_counts(samples: Iterable[BoardSample], conversions: Iterable[Conversion], late_us: float) -> int:
    """Each count of each frame is what that chip converted when the frame says that it did; how many were looked at."""
    times: list[list[float]] = [[], [], [], []]
    values: list[list[int]] = [[], [], [], []]
    for conversion in conversions:
        times[conversion.channel].append(conversion.t_us)
        values[conversion.channel].append(conversion.value)
    checked = 0
    for sample in samples:
        for channel, (count, age_us) in enumerate(zip(sample.counts, sample.age_us, strict=True)):
            if age_us >= AGE_MOST_US or sample.faulty >> channel & 1:
                continue
            # The board's clock starts some µs after the chips', ages are in steps of 64 µs, and a chip that is
            # ready while another is clocked waits for it.
            at = bisect.bisect_right(times[channel], sample.t_us - age_us + late_us) - 1
            assert at >= 0, f"{sample} has a count before the first conversion"
            off_us = sample.t_us - age_us - times[channel][at]
            assert -late_us <= off_us <= late_us, f"channel {channel} of {sample} is {off_us} µs from any conversion"
            assert values[channel][at] == count, f"channel {channel} of {sample} was {values[channel][at]}"
            checked += 1
    return checked


@pytest.fixture
def bench(hardware_build: Path, tmp_path: Path) -> Bench:
    """Emulated boards with the real firmware."""
    return Bench(hardware_build, tmp_path)


@pytest.fixture
def checked() -> Callable[..., int]:
    """Checks every count that was heard against the emulator's log; how many those were."""
    return lambda heard, late_us=LATE_US: check_counts(heard.samples, heard.conversions, late_us)
