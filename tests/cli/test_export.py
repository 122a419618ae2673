"""`export`: open files, by every way of choosing, refused where it could harm."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
import time

import pytest


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Records with one session of standing still, and how to reach them."""
    file = tmp_path_factory.mktemp("played") / "r.db"
    words = ["--level", "fog/still_lake", "--seed", "1", "--board", "sim", "--headless", "--fast", "--player", "Kim"]
    command = [sys.executable, "-m", "steadyquest", "play", *words, "--database", str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return ["--database", str(file)]


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_session_is_exported_and_told(run, played, tmp_path):
    """Lines for people, one JSON line for programs; a second time into the same folder it is asked for the word."""
    out = tmp_path / "out"
    done = run("export", "last", "--to", out, "--json", *played)
    assert (done.code, done.json) == (0, {"folder": str(out), "players": 1, "sessions": 1, "problems": []})
    assert "names nobody" in done.err
    assert "Kim" not in "".join(path.read_text() for path in out.rglob("*") if path.is_file())
    again = run("export", "--all", "--to", out, *played)
    assert again.code == 2
    assert "--overwrite" in again.err
    assert run("export", "--player", "kim", "--to", out, "--overwrite", *played).code == 0


@pytest.mark.slow
def test_measures_are_those_of_the_measure_command(run, played, tmp_path):
    """The span of a measured part, measured by `measure`: of the session, and of the run's own recording."""
    assert run("export", "1", "--to", tmp_path / "out", *played).code == 0
    folder = tmp_path / "out" / "session-0001"
    rows = [row for row in table(folder / "measures.csv") if row["key"]]
    assert rows
    first = [row for row in rows if row["rep"] == rows[0]["rep"]]
    start_s, rate_hz = float(first[0]["start_s"]), float(first[0]["rate_hz"])
    seconds = float(first[0]["duration_s"]) + 1 / rate_hz
    span = ("--seconds", f"{seconds:.3f}", "--json")
    of_session = run("measure", "1", "--start-s", f"{start_s:.3f}", *span, *played)
    assert of_session.code == 0, of_session.err
    recording = folder / "cop-001.csv"
    since = start_s - float(table(recording)[0]["time_s"])
    of_file = run("measure", recording, "--start-s", f"{since:.3f}", *span)
    assert of_file.code == 0, of_file.err
    for row in first:
        assert float(row["value"]) == pytest.approx(of_session.json[row["key"]], rel=1e-9), row["key"]
        assert float(row["value"]) == pytest.approx(of_file.json[row["key"]], rel=1e-9), row["key"]


@pytest.mark.slow
def test_trials_of_assessments_are_measured_in_it(run, tmp_path):
    """Standing as `measure` measures the same span; limits direction by direction, each with its rep."""
    records = ["--database", str(tmp_path / "r.db")]
    for kind in ("quiet", "limits"):
        words = ["--board", "sim", "--headless", "--fast", "--seed", "2", "--player", "Kim"]
        assert run("assess", kind, *words, *records).code == 0
    assert run("export", "--player", "Kim", "--to", "out", *records).code == 0
    first, second = (tmp_path / "out" / f"session-000{n}" for n in (1, 2))
    quiet = table(first / "measures.csv")
    assert {(row["kind"], row["filter_hz"], row["why_not"]) for row in quiet} == {("quiet", "10.0", "")}
    at = ("--start-s", quiet[0]["start_s"], "--seconds", str(int(quiet[0]["n"]) / 100), "--json")
    measured = run("measure", "1", *at, *records).json
    for row in quiet:
        assert float(row["value"]) == pytest.approx(measured[row["key"]], rel=1e-9), row["key"]
    limits, reps = table(second / "measures.csv"), {row["number"]: row for row in table(second / "reps.csv")}
    assert len({row["direction"] for row in limits}) == 8
    for row in limits:
        rep = reps[row["rep"]]
        assert (row["start_s"], rep["task"]) == (rep["start_s"], "limits")
        assert ("right" in row["direction"], "left" in row["direction"]) == (
            float(rep["x"]) > 0.1,
            float(rep["x"]) < -0.1,
        )
    run_row = table(second / "runs.csv")[0]
    assert (run_row["level"], run_row["assessment"], run_row["trial"]) == ("assess/limits", "1", "1")


@pytest.mark.slow
def test_what_cannot_be_is_refused_in_one_line(run, played, tmp_path):
    """Nothing chosen, two things chosen, nobody of that name, no folder, somebody's own folder."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "thesis.txt").write_text("mine")
    for words in (
        ["--to", "x"],
        ["1", "--all", "--to", "x"],
        ["--player", "Kim", "--all", "--to", "x"],
        ["9", "--to", "x"],
        ["--player", "Robin", "--to", "x"],
        ["1"],
        ["1", "--to", "nowhere/x"],
        ["1", "--to", "own", "--overwrite"],
    ):
        refused = run("export", *words, *played)
        assert refused.code == 2, words
        assert "Traceback" not in refused.err
    assert [p.name for p in tmp_path.iterdir() if p.name in ("x", ".x.part")] == []
    assert (tmp_path / "own" / "thesis.txt").read_text() == "mine"


LONG = """
import sys
from steadyquest.conventions import BoardSample
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.signal.calibration import nominal
with open_store(sys.argv[1]) as store, Recorder(store) as recorder:
    for _ in range(3):
        recorder.start_session(calibration=nominal("b", tare=(0.0,) * 4).as_dict(), board_id="b")
        counts = [(9**5, 9**5, 9**5, 9**5 + i % 99) for i in range(60_000)]
        rows = [BoardSample(i * 10_000, 0, i % 65536, c, (0,) * 4, 0, 15, 0) for i, c in enumerate(counts)]
        recorder.add_samples(rows)
        recorder.end_session()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)])
def test_an_export_that_is_killed_half_way_leaves_no_folder(run, start, tmp_path, how, code):
    """Ctrl-C and being told to stop leave nothing at all; a power cut only a hidden folder, which the next clears."""
    subprocess.run([sys.executable, "-c", LONG, str(tmp_path / "r.db")], check=True, timeout=60)
    records = ["--database", str(tmp_path / "r.db")]
    process = start("export", "--all", "--to", "out", *records)
    begun = tmp_path / ".out.part" / "session-0002"
    for _ in range(600):
        if begun.exists():
            break
        time.sleep(0.05)
    process.send_signal(how)
    process.communicate(timeout=30)
    assert process.returncode == code
    assert not (tmp_path / "out").exists()
    if how != signal.SIGKILL:
        assert not (tmp_path / ".out.part").exists()
    assert run("export", "1", "--to", "out", *records).code == 0
    assert not (tmp_path / ".out.part").exists()
