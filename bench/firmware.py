"""The firmware and its emulator: what it takes of the chip, how fast the emulator is, how late a press comes."""

from __future__ import annotations

import random
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import serial
from figure import figure, percentile

from steadyquest.conventions import BoardSample, Counts
from steadyquest.device.firmware_emulator import ELF, FirmwareEmulator
from steadyquest.wire import Decoder

HARDWARE = Path(__file__).resolve().parent.parent / "hardware"
FLASH_BYTES, RAM_BYTES = 32_768, 2_048
EQUAL_HZ, MISMATCHED_HZ = (80.0,) * 4, (78.13, 82.71, 88.37, 92.93)
SECONDS, FAST_SECONDS = 15.0, 60.0
PRESSES = 100
SEEDS = range(4)
"""Of how the chips start: by chance, a few tenths of a millisecond apart."""


def missing() -> str | None:
    """What these benches need and this machine lacks; builds what can be built."""
    if not shutil.which("avr-g++") or not Path("/usr/include/simavr/sim_avr.h").exists():
        return "no AVR tools or no simavr here: no figure for the firmware"
    subprocess.run(["make", "-s", "-C", str(HARDWARE), "firmware", "emulator"], check=True, stdout=subprocess.DEVNULL)
    return None


def size(**_: Any) -> Iterator[dict[str, Any]]:
    """What the sketch takes of an ATmega328P."""
    if said := missing():
        print(said, file=sys.stderr)
        return
    out = subprocess.run(["avr-size", str(ELF)], capture_output=True, text=True, check=True).stdout
    text, data, bss = (int(word) for word in out.splitlines()[1].split()[:3])
    for what, taken, whole, most in (
        ("flash", text + data, FLASH_BYTES, 50),
        ("RAM, without the stack", data + bss, RAM_BYTES, 40),
    ):
        yield figure(
            f"firmware for the Uno, share of the {what}",
            100 * taken / whole,
            "%",
            target=most,
            compared_with=f"at most {most} %",
            more_is_better=False,
        )


def emulator(**_: Any) -> Iterator[dict[str, Any]]:
    """The emulator with a host that listens: in real time, and as fast as it goes."""
    if said := missing():
        print(said, file=sys.stderr)
        return
    with FirmwareEmulator(osc_hz=MISMATCHED_HZ, noise_counts=40) as board, serial.Serial(board.port, timeout=0) as port:
        port.baudrate = 115_200
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            select.select([port], [], [], 0.1)
            port.read(4096)
        real = board.tally()
    yield figure(
        "emulator in real time, share of one core",
        100 * real["cpu_s"] / real["wall_s"],
        "%",
        target=25,
        compared_with="at most 25 % of one core",
        more_is_better=False,
    )
    with FirmwareEmulator(osc_hz=MISMATCHED_HZ, noise_counts=40, speed="max", seconds=FAST_SECONDS) as board:
        fast = board.wait(120)
    yield figure(
        "emulator as fast as it goes",
        fast["t_s"] / fast["wall_s"],
        "× real time",
        target=4,
        compared_with="at least 4 times real time",
        more_is_better=True,
    )


def latency(**_: Any) -> Iterator[dict[str, Any]]:
    """From counts that are pressed on the emulated cells to the decoded sample that has all four of them."""
    if said := missing():
        print(said, file=sys.stderr)
        return
    for kind, osc_hz, most_ms in (("equal oscillators", EQUAL_HZ, 15), ("four of 78 to 93 Hz", MISMATCHED_HZ, 28)):
        late_ms = [ms for seed in SEEDS for ms in _pressed(osc_hz, seed=seed)]
        what = f"from pressed counts to the decoded sample, {kind}"
        yield figure(
            f"{what}, 95th percentile (median {percentile(late_ms, 0.5):.1f} ms)",
            percentile(late_ms, 0.95),
            "ms",
            target=most_ms,
            compared_with=f"at most {most_ms} ms on an idle machine",
            more_is_better=False,
        )


def _pressed(osc_hz: tuple[float, ...], *, seed: int) -> list[float]:
    rng, late_ms, decoder = random.Random(seed), [], Decoder()
    with FirmwareEmulator(osc_hz=osc_hz, seed=seed) as board, serial.Serial(board.port, timeout=0) as port:
        port.baudrate = 115_200
        _until(port, decoder, (0, 0, 0, 0))
        time.sleep(0.5)
        for n in range(1, PRESSES + 1):
            # At any moment of the chips' periods: over four whole ones, or some moments would come more often.
            _listen(port, decoder, 0.03 + rng.uniform(0.0, 0.05))
            load = (n, 2 * n, 3 * n, 4 * n)
            began = time.perf_counter()
            board.press(load)
            _until(port, decoder, load)
            late_ms.append(1e3 * (time.perf_counter() - began))
    return late_ms


def _listen(port: serial.Serial, decoder: Decoder, seconds: float) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        select.select([port], [], [], left)
        decoder.feed(port.read(4096))


def _until(port: serial.Serial, decoder: Decoder, load: Counts) -> None:
    while True:
        select.select([port], [], [], 1.0)
        messages = decoder.feed(port.read(4096))
        if any(isinstance(m, BoardSample) and m.counts == load for m in messages):
            return
