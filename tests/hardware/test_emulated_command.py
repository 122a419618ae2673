"""`board emulate --firmware`: what can be typed, what is refused, and a stream that a host reads through it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from steadyquest.cli.board_emulate import board_emulate
from steadyquest.device.serial_port import SerialSource

EMULATE = (sys.executable, "-m", "steadyquest", "board", "emulate")


@pytest.fixture
def csv(tmp_path):
    """Ten seconds at 100 Hz on one spot, 50 mm to the right."""
    path = tmp_path / "right.csv"
    path.write_text(
        "\n".join(["time_s,cop_ml_mm,cop_ap_mm,fz_n", *(f"{i / 100},{50 + i % 2},0,600" for i in range(1000))])
    )
    return path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "say what is on the plate"),
        ("--from a.csv --person child --firmware", "say what is on the plate"),
        ("--from a.csv --osc 80", "--osc: only the real firmware can do that; add --firmware"),
        ("--from a.csv --fault FL=hung --swap FL,FR", "--fault, --swap: only the real firmware"),
        ("--from a.csv --firmware --drop 0.1 --rate 80", "--rate, --drop: the real firmware makes its own frames"),
        ("--person child --firmware --loop", "are for --from"),
        ("--person child --firmware --osc 80,90", "neither one rate nor four"),
        ("--person child --firmware --osc 0", "neither one rate nor four"),
        ("--person child --firmware --osc nan", "neither one rate nor four"),
        ("--person child --firmware --fault FL", "FL is none of FL|FR"),
        ("--person child --firmware --fault FL=hung@-1", "is none of"),
        ("--person child --firmware --fault FL=hung@soon", "is none of"),
        ("--person child --firmware --swap FL,FL", "names no two corners"),
        ("--from a.csv --firmware --noise-mm nan", "nan is not a number that can be used"),
        ("--from a.csv --firmware --noise-mm 101", "--noise-mm has to be from 0 to 100"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(words, said):
    """Before a port is made."""
    done = CliRunner().invoke(board_emulate, words.split())
    assert done.exit_code == 2
    assert said in done.output.splitlines()[-1]


@pytest.mark.slow
def test_a_recording_reaches_a_host_through_the_real_firmware(hardware_build, csv, tmp_path):
    """Empty for the tare, then the recording, with two cables exchanged and one chip that goes missing in between."""
    link = tmp_path / "board"
    words = ["--firmware", str(hardware_build / "uno" / "steadyboard.elf"), "--from", str(csv), "--link", str(link)]
    words += ["--swap", "FL,FR", "--fault", "RR=missing@7.5", "--osc", "78,83,88,93", "--json"]
    begun = subprocess.Popen([*EMULATE, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        port = begun.stdout.readline().strip()
        assert str(link.readlink()) == port
        source = SerialSource(str(link))
        samples, until = [], time.monotonic() + 9
        while time.monotonic() < until:
            samples += source.read()
            time.sleep(0.02)
        health = source.health
        source.close()
    finally:
        begun.send_signal(signal.SIGTERM)
        out, err = begun.communicate(timeout=10)
    assert (begun.returncode, err) == (0, "")
    assert json.loads(out.splitlines()[-1]) == {"emulated": str(csv)}
    assert not link.is_symlink()
    # The chips' own noise, and no load.
    assert 0 < max(abs(count) for count in samples[100].counts) < 300
    loaded = [sample for sample in samples if min(sample.counts) > 100_000 and not sample.faulty]
    # To the right in truth: with their cables exchanged the left front cell carries more than the right one.
    assert all(sample.counts[0] > 1.5 * sample.counts[1] for sample in loaded)
    assert len(loaded) > 100
    assert samples[-1].faulty == 0b1000
    assert (health.gaps, health.corrupt) == (0, 0)
