"""What the tests of the board share: its software built once, emulated boards, and what they send."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

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
