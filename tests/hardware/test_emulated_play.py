"""A simulated person on the emulated plate plays a level to its end: eyes, body, cells, firmware, serial port, game."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from steadyquest.device.serial_port import SerialSource
from steadyquest.levels.read import parse_level
from steadyquest.session.headless import HeadlessPlay
from steadyquest.session.on_plate import PersonOnPlate, person_visit, serve
from steadyquest.session.options import Options
from steadyquest.session.sitting import Session
from steadyquest.simulate.person import SimulatedPerson

LEVEL = """
format = 1
title = "Three bells"
world = "river"
say = "Lean to each one."
max_s = 60
[[step]]
task = "reach"
count = 3
"""


class Kept:
    """A source whose samples are kept, to be checked afterwards."""

    def __init__(self, source):
        self.inner, self.samples = source, []

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def read(self):
        got = self.inner.read()
        self.samples += got
        return got


@pytest.mark.slow
def test_a_person_on_the_emulated_plate_plays_to_the_end_and_every_count_is_true(bench, checked):
    """Real time, four mismatched oscillators: all bells are reached, no frame lost, each count as it was converted."""
    board = bench.plug_in(osc_hz=(78.13, 82.71, 88.37, 92.93))
    source = Kept(PersonOnPlate(board, SimulatedPerson("steady", seed=5)))
    session = Session(source, player=None, options=Options(reach_mm=50, seed=5))

    def look(scene):
        source.inner.reach = session.reach
        source.inner.observe(scene)

    HeadlessPlay(session, named=[parse_level(LEVEL, file="bells.toml")], watch=look).play()
    summary = session.end()
    assert [result.ended for result in summary.results] == ["finished"]
    assert summary.results[0].success == 1.0
    assert (summary.gaps, summary.corrupt) == (0, 0)
    heard = bench.heard(board, source.samples)
    assert len(source.samples) == summary.samples > 5 * 78
    assert checked(heard) > 3 * summary.samples
    assert heard.fates().keys() == {"read"}


def test_each_host_meets_an_empty_plate_first_and_then_the_person(bench, monkeypatch):
    """For the tare. Whoever opens the port next meets the same from its start."""
    monkeypatch.setattr("steadyquest.session.on_plate.LEAD_IN_S", 0.5)
    done: list[bool] = []
    with bench.plug_in() as board:
        serving = threading.Thread(
            target=serve,
            args=(board, lambda: person_visit("still", seed=1)),
            kwargs={"period_s": 0.01, "stop": lambda: bool(done)},
        )
        serving.start()
        try:
            loads = [_loads_met(board.port) for _ in range(2)]
        finally:
            done.append(True)
            serving.join()
    for load in loads:
        assert not any(load[:20])
        assert load[-1] == pytest.approx(70 * 9.80665 * 2190, rel=0.01)


def _loads_met(port):
    source = SerialSource(port)
    until = time.monotonic() + 1.2
    samples = []
    while time.monotonic() < until:
        samples += source.read()
        time.sleep(0.01)
    source.close()
    time.sleep(0.1)
    return [sum(sample.counts) for sample in samples]


def test_it_dies_with_whoever_started_it(bench):
    """A program that is killed leaves no emulator behind."""
    code = (
        "import sys, time\nfrom steadyquest.device.firmware_emulator import FirmwareEmulator\n"
        f"e = FirmwareEmulator({str(bench.elf())!r}, steadysim={str(bench.build / 'steadysim')!r})\n"
        "print(e._process.pid, flush=True)\ntime.sleep(60)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    pid = int(child.stdout.readline())
    child.kill()
    child.communicate()
    deadline = time.monotonic() + 5
    while _runs(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _runs(pid)


def _runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
