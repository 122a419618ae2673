"""Files from anybody, and every way by which they come in: as typed, in one process and without waiting for it."""

from __future__ import annotations

import contextlib
import importlib.util
import random
import re
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from steadyquest.cli import main
from steadyquest.errors import LevelError, Problem
from steadyquest.levels.library import shipped
from steadyquest.levels.read import Level


def _of_screens() -> Any:
    """What the tests of the screens begin with: the game without a window."""
    file = Path(__file__).parents[1] / "ui" / "screens" / "conftest.py"
    spec = importlib.util.spec_from_file_location("conftest_of_screens", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_screens = _of_screens()
game, store, art_cache, levels = _screens.game, _screens.store, _screens.art_cache, _screens.levels

HANG_S = 5.0
"""Of processor time: far above what any of these files takes, and far below what nobody waits for."""
LINE = re.compile(r".+:\d+: (error|warning): .+")


class HungError(BaseException):
    """No `except Exception` swallows it."""


@contextlib.contextmanager
def no_hang() -> Iterator[None]:
    """What computes longer than anybody waits is ended, where the system can do that."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def hung(*_: object) -> None:
        raise HungError

    before = signal.signal(signal.SIGVTALRM, hung)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@dataclass(frozen=True, slots=True)
class Typed:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Both outputs."""
        return self.out + self.err

    @property
    def problems(self) -> list[str]:
        """The lines that name a file and a line in it."""
        return [line for line in self.said.splitlines() if LINE.fullmatch(line)]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, and one stands in it."""
    for kind in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("STEADYQUEST_LEVELS", str(tmp_path / "own"))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path


@pytest.fixture
def typed(home: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Typed]:
    """Type a command: the whole program, in this process."""

    def typed(*words: object) -> Typed:
        capfd.readouterr()
        monkeypatch.setattr(sys, "argv", ["steadyquest", *map(str, words)])
        streams = sys.stdout, sys.stderr
        with no_hang(), pytest.raises(SystemExit) as ended:
            main()
        # A program that is about to end lets go of them; this one goes on.
        sys.stdout, sys.stderr = streams
        out, err = capfd.readouterr()
        done = Typed(int(ended.value.code or 0), out, err)
        assert "Traceback" not in done.said
        return done

    return typed


@pytest.fixture(scope="session")
def shelf() -> list[Level]:
    """The levels that came with the game, read once."""
    return shipped()


@pytest.fixture
def quick_library(shelf: list[Level], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every plan is checked against all levels; here they are not read anew for each."""
    monkeypatch.setattr("steadyquest.levels.library.shipped", lambda: list(shelf))


def png(width: int = 8, height: int = 8) -> bytes:
    """The beginning of a picture, as far as it is looked at."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + bytes(50)


@pytest.fixture
def picture() -> Callable[..., bytes]:
    """A picture of any size, by its head."""
    return png


@pytest.fixture
def all_below(home: Path) -> Callable[[], set[Path]]:
    """Every file of that home, so that two looks can be compared."""
    return lambda: {path for path in home.rglob("*") if not path.is_dir()}


def spoilt(rng: random.Random, data: bytes) -> bytes:
    """The same file after something happened to it."""
    for _ in range(rng.randint(1, 4)):
        data = rng.choice(_SPOIL)(rng, data)
    return data[:250_000]


@pytest.fixture(scope="session")
def spoil() -> Callable[[int, bytes], bytes]:
    """A file after accidents that a number chooses."""
    return lambda seed, data: spoilt(random.Random(seed), data)


@pytest.fixture(scope="session")
def nudge() -> Callable[[int, bytes], bytes]:
    """A file with other numbers and more keys, most of which are allowed."""
    return lambda seed, data: nudged(random.Random(seed), data)


def nudged(rng: random.Random, data: bytes) -> bytes:
    """The same file with odd numbers that fit many keys, and odd lines at its end."""
    for _ in range(rng.randint(1, 3)):
        found = [one for one in _NUMBER.finditer(data) if not data[: one.start()].endswith((b"format = ", b"max_s = "))]
        one = rng.choice(found)
        data = data[: one.start()] + rng.choice(FITTING) + data[one.end() :]
    return data.rstrip() + b"\n" + b"".join(rng.sample(ODD, rng.randint(0, 3)))


@pytest.fixture(scope="session")
def sound_or_told() -> Callable[[Callable[[], Any], bytes], Any]:
    """What was read; or None, when every fault was told with a line that is in the file."""

    def read(reading: Callable[[], Any], data: bytes) -> Any:
        try:
            with no_hang():
                return reading()
        except LevelError as fault:
            check_told(fault.problems, lines=data.count(b"\n") + 1)
            return None

    return read


def check_told(problems: tuple[Problem, ...], *, lines: int) -> None:
    """Each fault is one plain line that leads to its place."""
    assert 1 <= len(problems) <= 201
    for problem in problems:
        assert 1 <= problem.line <= lines
        assert problem.key
        assert LINE.fullmatch(str(problem))
        assert len(str(problem)) < 3000


WEIRD = (
    b"nan", b"-inf", b"inf", b"1e999", b"-0.0", b"1e-320", b"-1", b"0", b"99999999999999999999", b"9" * 5000, b"0x7f",
    b"0b1", b"1_000", b"1979-05-27", b"07:32:00", b"true", b'"1"', b"[]", b"[[]]", b"{}", b"[1, 2, 3]", b"'''", b'"""',
    "٣".encode(), "½".encode(), b"[[[[1]]]]", b"", b"0.3", b"1", b"2", b"100",
)  # fmt: skip
PIECES = (
    b"\x00", b"\x1b[31m", "\u202e".encode(), "\u200f".encode(), "\ufeff".encode(), "\u2028".encode(), b"\xed\xa0\x80",
    b"\\ud800", b"\\u0000", b"\\U0010ffff", b"\r", b"\x85", "\x85".encode(), b"\xff\xfe", "\ufffe".encode(),
    b"[[step]]\n", b"[step]\n", b"[[phase]]\n", b"[[step.x]]\n", b"title = 1\n", b'"', b"#", b"=", b"]", b"\n\n",
    "👩\u200d👧".encode(), b"\t", b"format = 2\n", b"reversed = true\n", b"wind = [0.5, -0.5]\n", b"gain = 3\n",
    b"repeat = 10\n", b"scene_sway = 10\n",
)  # fmt: skip
FITTING = (
    b"0",
    b"0.05",
    b"0.1",
    b"0.3",
    b"0.6",
    b"0.95",
    b"1",
    b"2",
    b"3",
    b"6",
    b"10",
    b"60",
    b"100",
    b"1e-1",
    b"-0.0",
)
ODD = (
    b"reversed = true\n", b"wind = [0.5, -0.5]\n", b"gain = 3\n", b"gain = 0.2\n", b"scene_sway = 10\n",
    b"distractors = 12\n", b'also = "Count."\n', b'sight = "memory"\n', b'sight = "glimpse"\n', b"off_s = 30\n",
    b"lit_share = 0\n", b"sight_min = 4\n",
)  # fmt: skip
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")


def _flip(rng: random.Random, data: bytes) -> bytes:
    spoilt = bytearray(data)
    for _ in range(rng.randint(1, 3)):
        spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
    return bytes(spoilt)


def _shuffle(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    some = lines[at : at + 8]
    rng.shuffle(some)
    return b"\n".join([*lines[:at], *some, *lines[at + 8 :]])


def _number(rng: random.Random, data: bytes) -> bytes:
    found = [*_NUMBER.finditer(data)]
    if not found:
        return data
    one = rng.choice(found)
    return data[: one.start()] + rng.choice(WEIRD) + data[one.end() :]


def _insert(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(PIECES) + data[at:]


def _insert_line(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(PIECES).rstrip(b"\n"))
    return b"\n".join(lines)


def _twice(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    return b"\n".join([*lines[: at + rng.randint(1, 9)], *lines[at:]])


def _cut(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] if rng.random() < 0.5 else data[at:] or b"#"


def _flood(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice([*PIECES, *WEIRD, b"[", b" ", b"a = 1\n", b"'"]) * rng.choice([50, 3000]) + data[at:]


_SPOIL = (_flip, _shuffle, _number, _number, _number, _insert, _insert_line, _insert_line, _twice, _cut, _flood)
