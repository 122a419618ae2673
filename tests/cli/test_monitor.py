"""`board monitor` on an emulated board: as lines, as JSON, and as a picture in a terminal."""

from __future__ import annotations

import os
import select
import signal
import time

import pytest

from steadyquest.records.store import open_store
from steadyquest.session.zero import keep_zero
from steadyquest.signal.calibration import counts_at, nominal

POSIX = pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
pytestmark = POSIX


@pytest.fixture
def port(start, home):
    """An emulated board on which 61 kg stand in front and to the right, after five empty seconds."""
    csv = home.path / "stand.csv"
    rows = [f"{i / 80:.4f},{50 + i % 7},20,600" for i in range(1, 4800)]
    csv.write_text("\n".join(["time_s,cop_ml_mm,cop_ap_mm,fz_n", *rows]))
    return start("board", "emulate", "--from", csv).stdout.readline().strip()


def test_lines_where_nobody_looks_and_a_summary_for_programs(run, port):
    """One line a second, then one of JSON with each cell's own figures."""
    seen = run("board", "monitor", port, "--seconds", "4", "--json")
    assert seen.code == 0, seen.err
    assert "Board E3000001 at" in seen.err
    assert "not calibrated" in seen.err
    assert seen.err.count("FL ") == 4
    assert seen.json["samples"] > 150
    assert seen.json["rates_hz"] == pytest.approx(dict.fromkeys(("FL", "FR", "RL", "RR"), 80.0))
    assert seen.json["board_rates_hz"] == [80.0] * 4
    assert (seen.json["gaps"], seen.json["corrupt"], seen.json["faulty"]) == (0, 0, [])
    assert seen.json["load_kg"] == pytest.approx(0.0, abs=0.01)


@pytest.mark.slow
def test_the_boards_calibration_and_its_last_zero_are_used(run, port, home):
    """A person may stand on the plate already: the zero of last time tells what they weigh."""
    records = home.path / "records.db"
    with open_store(records) as store:
        calibration = nominal("E3000001", tare=None).as_dict()
        store.calibrations.save("E3000001", {**calibration, "kind": "map", "made_at": "2026-05-04T10:00:00"})
        empty = counts_at(nominal("x"), force_n=-10 * 9.80665, cop_ml_mm=0.0, cop_ap_mm=0.0)
        keep_zero(store, "E3000001", tuple(map(float, empty)))
    seen = run("board", "monitor", port, "--seconds", "2", "--database", records, "--json")
    assert "calibration: map, 2026-05-04  zero of 20" in seen.err
    assert seen.json["load_kg"] == pytest.approx(10.0, abs=0.01)
    anew = run("board", "monitor", port, "--seconds", "3.2", "--zero", "--database", records, "--json")
    assert anew.json["load_kg"] == pytest.approx(0.0, abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("last_kg", "options", "note"),
    [
        (6.0, (), "Less than empty: take the zero anew with --zero."),
        (-60.0, ("--zero",), "The zero is 60 kg above the last one: was somebody on the plate?"),
        (0.1, (), ""),
        (0.1, ("--zero",), ""),
    ],
)
def test_a_zero_that_cannot_be_right_is_told(run, port, home, last_kg, options, note):
    """The last one, when the plate weighs less than nothing by it; a new one, when it is a person's weight off."""
    records = home.path / "records.db"
    with open_store(records) as store:
        last = counts_at(nominal("x"), force_n=last_kg * 9.80665, cop_ml_mm=0.0, cop_ap_mm=0.0)
        keep_zero(store, "E3000001", tuple(map(float, last)))
    seen = run("board", "monitor", port, "--seconds", "3.2", *options, "--database", records, "--json")
    assert " ".join(seen.json["notes"]).startswith(note)
    assert bool(seen.json["notes"]) == bool(note)
    assert note in seen.err


def test_records_that_cannot_be_had_do_not_keep_anybody_from_looking(run, port, home):
    """One line says so; only records that were named have to be there."""
    folder = home.path / "xdg_data_home"
    home.env["XDG_DATA_HOME"] = str(folder)
    folder.write_text("a file where a folder should be")
    assert run("board", "monitor", port, "--seconds", "1", "--json").json["samples"] > 20
    assert run("board", "monitor", port, "--seconds", "1", "--database", folder).code == 2


def test_in_a_terminal_it_is_drawn_in_place_and_ctrl_c_leaves_it_tidy(start, port):
    """On the terminal's other page, without a cursor; both come back, and the last picture stays."""
    import fcntl
    import struct
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    monitor = start("board", "monitor", port, stdin=theirs, stdout=theirs, stderr=theirs, text=False)
    os.close(theirs)
    said, told, deadline = b"", False, time.monotonic() + 30
    while time.monotonic() < deadline and select.select([ours], [], [], 5)[0]:
        try:
            said += os.read(ours, 65_536)
        except OSError:
            break
        if not told and said.count(b"\x1b[H") > 12:
            monitor.send_signal(signal.SIGINT)
            told = True
    os.close(ours)
    assert monitor.wait(10) == 0
    assert (said.count(b"\x1b[?1049h"), said.count(b"\x1b[?1049l")) == (1, 1)
    assert said.index(b"\x1b[?25l") < said.rindex(b"\x1b[?25h")
    last = said.split(b"\x1b[?1049l")[1].decode()
    assert "Board E3000001 at" in last
    assert "FL" in last
    assert "RR" in last
    assert "\x1b" not in last
    assert "Traceback" not in last
