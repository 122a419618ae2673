"""`board test` as a person runs it: what it says, and how it ends."""

from __future__ import annotations

import json
import sys

import pytest

CSV = "time_s,cop_ml_mm,cop_ap_mm\n" + "".join(f"{i / 100:.2f},{i % 50},{-i % 40}\n" for i in range(100))


@pytest.fixture
def port(home, start):
    """A board from a recording: pure numbers, without an amplifier's noise."""
    file = home.path / "still.csv"
    file.write_text(CSV)
    return start("board", "emulate", "--from", file).stdout.readline().strip()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_board_at_fault_ends_with_one_and_each_fault_has_its_mend(run, port):
    """A recording has no noise, and no real amplifier is without: all four are stuck."""
    done = run("board", "test", port, "--quick", "--json")
    assert done.code == 1, done.err
    assert [(finding["code"], finding["cells"]) for finding in done.json["findings"]] == [
        ("cell_stuck", ["FL", "FR", "RL", "RR"])
    ]
    assert done.json["board_id"] == "E3000001"
    assert done.json["line"]["lost"] == 0
    assert "Leave the plate empty" in done.err
    assert "replace the amplifier" in done.err
    json.dumps(done.json, allow_nan=False)


def test_a_port_that_is_not_there_could_not_be_tested(run):
    """Exit 2, one mend, and the reason."""
    done = run("board", "test", "/dev/nothing_here")
    assert done.code == 2
    assert "/dev/nothing_here" in done.out + done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("keyboard",), "is no board"),
        (("sim",), "is no board"),
        (("walk.csv",), "is no board"),
        (("x", "--quick", "--weigh"), "--quick"),
        ((), "PORT"),
    ],
)
def test_what_is_no_board_is_refused_before_anything_is_opened(run, words, said):
    """Exit 2 and one line."""
    done = run("board", "test", *words)
    assert done.code == 2
    assert said in done.err
