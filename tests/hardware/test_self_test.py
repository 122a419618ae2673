"""The self-test on the real firmware: each fault that the emulator knows, as a person would meet it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from steadyquest.device.firmware_emulator import FirmwareEmulator
from steadyquest.device.serial_port import SerialSource
from steadyquest.session.board_test import QUICK, USUAL, WHOLE, BoardTest, Report
from steadyquest.signal.calibration import counts_at, nominal

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="simavr runs here on Linux")]

FL, FR, RL, RR = range(4)
SIGN = {FL: (-1, 1), FR: (1, 1), RL: (-1, -1), RR: (1, -1)}
NOISE_COUNTS = 39.0
"""Of an HX711 at gain 128 and 80 values a second: 90 nV rms (its data sheet)."""
ZEROS = (12_000, -40_500, 7_300, 150_200)
OSC_HZ = (81.0, 78.5, 93.0, 86.0)
HOST_MOST_S = 60.0


@contextlib.contextmanager
def board(build: Path, **more: Any) -> Iterator[FirmwareEmulator]:
    """The Uno's own program on four healthy amplifiers, four times as fast as life or faster."""
    given: dict[str, Any] = {"osc_hz": OSC_HZ, "noise_counts": NOISE_COUNTS, "counts": ZEROS, "speed": "max", **more}
    with FirmwareEmulator(build / "uno" / "steadyboard.elf", **given) as emulator:
        yield emulator


def counts_of(corner: int | None, kg: float, *, plug: tuple[int, ...], sign: tuple[int, ...]) -> list[float]:
    """What the four amplifiers convert while somebody presses a corner."""
    pressed = (0, 0, 0, 0)
    if corner is not None:
        right, front = SIGN[corner]
        pressed = counts_at(nominal("x"), force_n=kg * 9.80665, cop_ml_mm=right * 180.0, cop_ap_mm=front * 125.0)
    return [ZEROS[channel] + sign[cell] * pressed[cell] for channel, cell in enumerate(plug)]


def outcome(
    emulator: FirmwareEmulator,
    parts: Any = QUICK,
    *,
    plug: tuple[int, ...] = (0, 1, 2, 3),
    sign: tuple[int, ...] = (1, 1, 1, 1),
    breaks: tuple[int, str] | None = None,
) -> Report:
    """A person at the plate does what the words ask for."""
    source = SerialSource(emulator.port)
    if breaks is not None:
        # Not from the start: a power cycle brings a hung chip back, and the board begins with one.
        emulator.fault(*breaks)
    try:
        test, began_s = BoardTest(source.calibration, parts=parts), time.monotonic()
        was: int | None = None
        while test.stage != "done":
            assert time.monotonic() - began_s < HOST_MOST_S, test.words
            time.sleep(0.005)
            test.note_corrupt(source.health.corrupt)
            for sample in source.read():
                test.feed(sample)
            lifted = test.words.startswith(("Let go", "Leave the plate"))
            now = None if lifted else test.asked
            if now != was:
                emulator.press(counts_of(now, 15.0, plug=plug, sign=sign))
                was = now
        return test.report()
    finally:
        source.close()


def codes(report: Report) -> list[tuple[str, tuple[int, ...]]]:
    """What was found, where."""
    return [(finding.code, finding.cells) for finding in report.findings]


def test_a_healthy_board_passes_all_of_it(hardware_build: Path) -> None:
    """Four mismatched oscillators and the amplifiers' own noise."""
    with board(hardware_build) as emulator:
        report = outcome(emulator, WHOLE)
    assert codes(report) == []
    assert report.weighed
    assert [cell.rate_hz for cell in report.cells] == pytest.approx(OSC_HZ, rel=0.01)


@pytest.mark.parametrize("cell", [FL, RR])
@pytest.mark.parametrize(
    ("kind", "code"),
    [("missing", "cell_missing"), ("hung", "cell_missing"), ("stuck_low", "cell_missing"), ("noisy", "cell_noisy")],
)
def test_a_broken_amplifier_is_named(hardware_build: Path, kind: str, code: str, cell: int) -> None:
    """By its corner, and no other, however it breaks."""
    with board(hardware_build) as emulator:
        assert codes(outcome(emulator, breaks=(cell, kind))) == [(code, (cell,))]


def test_a_rate_pin_that_was_not_lifted_is_named(hardware_build: Path) -> None:
    """One chip at ten values a second; and all four."""
    with board(hardware_build, osc_hz=(80.0, 80.0, 10.3, 80.0)) as emulator:
        assert codes(outcome(emulator)) == [("slow_rate", (RL,))]
    with board(hardware_build, osc_hz=(10.0, 9.6, 10.3, 11.0)) as emulator:
        assert codes(outcome(emulator)) == [("slow_rate", (FL, FR, RL, RR))]


def test_an_odd_oscillator_is_named(hardware_build: Path) -> None:
    """It runs at 60 where the others run at 85."""
    with board(hardware_build, osc_hz=(85.0, 86.0, 84.0, 60.0)) as emulator:
        assert codes(outcome(emulator)) == [("uneven_rates", (RR,))]


def test_no_noise_at_all_is_an_amplifier_that_is_stuck(hardware_build: Path) -> None:
    """No real one is silent."""
    with board(hardware_build, noise_counts=0.0) as emulator:
        assert codes(outcome(emulator)) == [("cell_stuck", (FL, FR, RL, RR))]


def test_a_cell_at_its_end_is_named(hardware_build: Path) -> None:
    """As with a loose signal wire."""
    with board(hardware_build, counts=(12_000, -40_500, 99_000_000, 150_200)) as emulator:
        assert codes(outcome(emulator)) == [("cell_saturated", (RL,))]


def test_swapped_and_reversed_cells_are_found_by_pressing(hardware_build: Path) -> None:
    """Front plugs swapped, rear right upside down."""
    with board(hardware_build) as emulator:
        report = outcome(emulator, USUAL, plug=(1, 0, 2, 3), sign=(1, 1, 1, -1))
    assert codes(report) == [("cell_reversed", (RR,)), ("corners_swapped", (FL, FR))]


def test_a_cell_without_its_plate_is_dead(hardware_build: Path) -> None:
    """It is alive, but nothing presses on it."""
    with board(hardware_build) as emulator:
        assert codes(outcome(emulator, USUAL, sign=(1, 0, 1, 1))) == [("cell_dead", (FR,))]


@pytest.mark.parametrize(("fault", "code", "exit_code"), [({}, None, 0), ({"FR": "missing"}, "cell_missing", 1)])
def test_the_command_says_it_and_exits_by_it(
    hardware_build: Path, tmp_path: Path, fault: Any, code: Any, exit_code: int
) -> None:
    """`board test --quick --json`, with its output in a pipe."""
    with board(hardware_build, faults=fault, speed="real") as emulator:
        words = [sys.executable, "-m", "steadyquest", "board", "test", emulator.port, "--quick", "--json"]
        env = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "LANGUAGE": "en"}
        done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False, env=env)
    data = json.loads(done.stdout.strip().splitlines()[-1])
    assert [finding["code"] for finding in data["findings"]] == ([code] if code else [])
    assert done.returncode == exit_code, done.stderr
    assert ("front right" if code else "Nothing wrong was found.") in done.stderr
    assert ("no earlier zero" in done.stderr) == (code is None)
