"""Headless play, from the command to the records and back."""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from steadyquest.records.store import open_store
from steadyquest.session.replay import replay_session

PLAY_KEYS = ["session", "runs", "samples", "gaps", "corrupt", "seconds"]
RUN_KEYS = ["level", "seed", "rung", "d_start", "d_end", "success", "reps", "stars", "events", "start_s", "seconds"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are for Linux and macOS")


def cop_file(path, *, seconds=20, hz=100, header="time_s,cop_ml_mm,cop_ap_mm", line=None):
    rng = random.Random(1)
    rows = [
        line(i / hz) if line else f"{i / hz:.3f},{rng.gauss(0, 2):.4f},{rng.gauss(-20, 3):.4f}"
        for i in range(seconds * hz)
    ]
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def test_a_simulated_person_plays_named_levels_once_each_and_the_session_replays(run, hold):
    """Two levels, one JSON line with every key; replay finds the same events; report and measure work on it."""
    played = run(
        "--board",
        "sim",
        "--headless",
        "--fast",
        "--player",
        "Kim",
        "--level",
        "river/feed_the_ducks",
        "--level",
        hold(10),
        "--seed",
        "3",
        "--json",
    )
    assert (played.code, list(played.json)[:6]) == (0, PLAY_KEYS), played.err
    assert [list(r) for r in played.json["runs"]] == [RUN_KEYS, RUN_KEYS]
    assert [(r["level"], r["seed"]) for r in played.json["runs"]] == [("river/feed_the_ducks", 3), ("own/hold_10", 4)]
    replay = run("sessions", "replay", "last", "--json")
    assert (replay.code, replay.json["same"], replay.json["first_difference"]) == (0, True, None)
    assert replay.json["events"] == sum(r["events"] for r in played.json["runs"])
    span = played.json["runs"][1]
    measured = run("measure", "last", "--start-s", span["start_s"], "--seconds", "10", "--json")
    assert measured.json["n"] == 1000
    assert 1 < measured.json["mean_velocity_mm_s"] < 30
    report = run("report", "last", "-o", "r.html", "--json")
    assert (report.code, report.json["file"]) == (0, "r.html")
    players = run("players", "list", "--json")
    assert [player["name"] for player in players.json] == ["Kim"]


def test_the_same_seed_gives_the_same_play(run):
    """Person, level and events are repeatable."""
    words = ("--board", "sim", "--headless", "--fast", "--level", "fog/stepping_stones", "--seed", "5", "--json")
    first, second = (run(*words, "--database", f"{n}.db").json for n in (1, 2))
    assert {**first, "session": 0} == {**second, "session": 0}


def test_a_file_is_played_as_fast_as_it_can_be_read(run, home, hold):
    """A CSV in centimetres without force plays with 700 N; all of its samples are kept until the run is over."""
    file = cop_file(
        home.path / "cop.csv",
        header="time_s,cop_ml_cm,cop_ap_cm",
        line=lambda t: f"{t:.3f},{0.1 * (t % 1):.4f},{-1 + 0.1 * (t % 0.7):.4f}",
    )
    played = run("--board", file, "--headless", "--fast", "--level", hold(10), "--reach", "60", "--json")
    assert played.json["reach"] == "given"
    assert played.json["runs"][0]["success"] == 1.0
    row = run("sessions", "list", "--json").json[0]
    assert row["samples"] == played.json["samples"] >= 1300


def test_suitable_levels_are_played_until_the_minutes_are_over(run):
    """Without --level a session goes on by itself, with a new level each time, for about the time that was set."""
    played = run("--board", "sim", "--headless", "--fast", "--minutes", "5", "--seed", "2", "--json")
    # In the last minute it is one that is nearly sure to go well.
    levels = [r["level"] for r in played.json["runs"] if r["start_s"] < 4 * 60]
    assert len(set(levels)) == len(levels) >= 3
    assert 5 * 60 <= played.json["seconds"] < 5 * 60 + 180


def test_difficulty_goes_on_from_where_it_was(run):
    """The next session of the same player opens 0.1 below; a fixed difficulty is kept out of it."""
    words = ("--board", "sim", "--headless", "--fast", "--player", "Kim", "--level", "river/feed_the_ducks", "--json")
    first = run(*words, "--seed", "1").json["runs"][0]
    fixed = run(*words, "--seed", "2", "--difficulty", "0.9").json["runs"][0]
    second = run(*words, "--seed", "3").json["runs"][0]
    assert (fixed["d_start"], fixed["d_end"]) == (0.9, 0.9)
    assert second["d_start"] == pytest.approx(first["d_end"] - 0.1)


@pytest.mark.slow
@POSIX
def test_a_real_recording_over_a_port_is_kept_replayed_and_measured(start, run, hold, bds):
    """At its own 100 Hz through a pseudo-terminal: every sample, no gaps, the same events, the file's own measures."""
    file = bds / "BDS00013.csv"
    port = start("board", "emulate", "--from", file).stdout.readline().strip()
    played = run("--headless", "--board", port, "--level", hold(40), "--json", timeout=120)
    assert played.code == 0, played.err
    session, (level,) = played.json, played.json["runs"]
    assert (session["gaps"], session["corrupt"]) == (0, 0)
    assert level["reps"] == 1
    assert run("sessions", "replay", "last", "--json").json["same"] is True
    # Empty plate until `?`, five seconds more, then the file: its first row is the sample after 5 s of emptiness.
    start_s = level["start_s"]
    ours = run("measure", "last", "--start-s", start_s, "--seconds", "40", "--filter-hz", "0", "--json").json
    best = min(
        (
            run("measure", file, "--start-s", start_s - lead_s, "--seconds", "40", "--filter-hz", "0", "--json").json
            for lead_s in (5.0, 5.01, 5.02)
        ),
        key=lambda theirs: abs(theirs["ellipse_area_95_mm2"] - ours["ellipse_area_95_mm2"]),
    )
    assert ours["n"] == best["n"] == 4000
    for key, value in best.items():
        # Half a count on each cell, 1/4380 N of 440 N, moves the CoP by up to 0.4 µm; a range by twice that.
        # Entropy is not told of an unfiltered recording, of neither.
        near = value if value is None else pytest.approx(value, rel=1e-4, abs=1e-3)
        assert ours[key] == near, key


@pytest.mark.slow
def test_killed_at_any_moment_nothing_but_the_last_second_is_lost(start, run, home, hold):
    """Twenty times kill -9: the database opens, holds the samples, replays, and the next start says so."""
    rng, said = random.Random(11), ""
    for number in range(1, 21):
        process = start("--board", "sim", "--headless", "--level", hold(60), "--seed", number)
        while "Stand still" not in (line := process.stdout.readline()):
            said += line
        began = time.monotonic()
        time.sleep(rng.uniform(0.2, 3.0))
        process.send_signal(signal.SIGKILL)
        lived_s = time.monotonic() - began
        process.wait()
        with open_store(home.path / "data" / "steadyquest" / "steadyquest.db") as store:
            row = store.sessions.find("last")
            kept = sum(1 for _ in store.sessions.samples(row.id))
            assert (row.id, row.ended_at, row.samples) == (number, None, kept)
            assert kept / 100 > lived_s - 1.0, f"lived {lived_s:.2f} s, kept {kept} samples"
            assert replay_session(store, row.id).same
        assert ("was cut off" in said) == (number > 1)
        said = ""


def test_a_second_game_on_the_same_records_is_refused(start, run, hold):
    """One line, exit 2; lists and reports are welcome meanwhile."""
    first = start("--board", "sim", "--headless", "--level", hold(60), "--seed", "1")
    while "Stand still" not in first.stdout.readline():
        pass
    second = run("--board", "sim", "--headless", "--fast", "--level", hold(3))
    assert second.code == 2
    assert len(second.err.strip().splitlines()) == 1
    assert str(first.pid) in second.err
    assert run("sessions", "list", "--json").code == 0


@POSIX
@pytest.mark.slow
def test_an_unplugged_board_pauses_and_carries_on_when_it_is_back(start, run, home, hold):
    """The port goes away in the middle of a level and comes back under the same name: one session, paused between."""
    file, link = cop_file(home.path / "cop.csv", seconds=60), home.path / "board"
    first = start("board", "emulate", "--from", file, "--link", link)
    first.stdout.readline()
    play = start("--headless", "--board", link, "--level", hold(8), "--json")
    for line in play.stderr:
        if "Playing" in line:
            break
    time.sleep(2.0)
    first.terminate()
    first.wait(10)
    second = start("board", "emulate", "--from", file, "--link", link)
    second.stdout.readline()
    out, err = play.communicate(timeout=90)
    assert play.returncode == 0, err
    session = json.loads(out.splitlines()[-1])
    assert session["runs"][0]["reps"] == 1
    assert run("sessions", "replay", "last", "--json").json["same"] is True


@POSIX
@pytest.mark.slow
def test_lost_and_damaged_frames_are_counted_not_fatal(start, run, home, hold):
    """A bad cable: gaps and corrupt frames are in the result, the level is played, the replay agrees."""
    file = cop_file(home.path / "cop.csv")
    port = start("board", "emulate", "--from", file, "--drop", "0.02", "--corrupt", "0.02", "--seed", "4")
    played = run("--headless", "--board", port.stdout.readline().strip(), "--level", hold(5), "--json")
    assert played.code == 0, played.err
    assert played.json["gaps"] > 5
    assert played.json["corrupt"] > 5
    assert run("sessions", "replay", "last", "--json").json["same"] is True


BAD = {
    "gaps in words": ("time_s,cop_ml_mm,cop_ap_mm", lambda t: f"{t:.2f},one,2", "one"),
    "NaN": ("time_s,cop_ml_mm,cop_ap_mm", lambda t: f"{t:.2f},nan,2", "2"),
    "columns": ("time_s,x,y", lambda t: f"{t:.2f},1,2", "cop_ml"),
    "backward": ("time_s,cop_ml_mm,cop_ap_mm", lambda t: f"{20 - t:.2f},{t},{-t}", "time"),
    "unit": ("time_s,cop_ml_cm,cop_ap_cm", lambda t: f"{t:.2f},{t * 100},{t}", "unit"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_recording_is_one_line_and_exit_2(run, home, hold, what):
    """For play and for measure alike: what, where, what to do."""
    header, line, word = BAD[what]
    file = cop_file(home.path / "bad.csv", header=header, line=line)
    for words in (("--board", file, "--headless", "--fast", "--level", hold(3)), ("measure", file)):
        failed = run(*words)
        assert (failed.code, failed.out) == (2, "")
        assert len(failed.err.strip().splitlines()) == 1
        assert word in failed.err
        assert "Traceback" not in failed.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--board", "nowhere", "--headless"), "nowhere"),
        (("--board", "sim:nobody", "--headless"), "nobody"),
        (("--board", "missing.csv", "--headless"), "missing.csv"),
        (("--board", "sim", "--headless", "--fast", "--level", "river/feed_the_duck"), "feed_the_ducks"),
        (("--board", "sim", "--headless", "--fast", "--reach", "5"), "15 to 400"),
        (("--headless",), "--board"),
        (("--board", "keyboard", "--headless"), "window"),
        (("--board", "sim", "--fast"), "--headless"),
        (("--board", "sim", "--headless", "--database", "/"), "/"),
        (("--board", "sim", "--headless", "--database", "no/such/folder/a.db"), "no/such/folder"),
        (
            (
                "--board",
                "keyboard",
            ),
            "--headless",
        ),
        (("report", "last"), "steadyquest"),
        (("measure", "last"), "steadyquest"),
        (("sessions", "replay", "last"), "no sessions"),
        (("players", "delete", "Nobody", "--yes"), "Nobody"),
        (("board", "monitor", "nowhere"), "nowhere"),
        (("board", "emulate", "--from", "missing.csv"), "missing.csv"),
        (("restore", "missing.db", "--yes"), "missing.db"),
        (("--board", "sim", "--headless", "--fast", "--difficulty", "nan"), "nan"),
        (("--board", "sim", "--headless", "--fast", "--minutes", "nan"), "nan"),
        (("--board", "sim", "--headless", "--fast", "--seed", "9" * 30), "--seed"),
        (("--board", "sim", "--headless", "--fast", "--database", "/dev/null"), "no plain file"),
        (("sessions", "list", "--database", "x" * 5000), "leads nowhere"),
        (("players", "add", "Kim", "--picture", "../../etc/passwd"), "--picture"),
    ],
)
def test_what_cannot_be_done_is_said_in_plain_words_with_exit_2(run, words, expected):
    """No traceback, a word that names the thing, exit 2."""
    failed = run(*words)
    assert failed.code == 2
    assert expected in failed.err
    assert "Traceback" not in failed.err
    assert len(failed.err.strip().splitlines()) <= 4


def test_a_recording_too_short_to_stand_in_is_said_so(run, home, hold):
    """One second of recording cannot be played; nothing is invented."""
    file = cop_file(home.path / "short.csv", seconds=1)
    failed = run("--board", file, "--headless", "--fast", "--level", hold(3))
    assert failed.code == 2
    assert "longer recording" in failed.err


def test_a_report_never_takes_the_place_of_what_is_no_file(run, home, hold):
    """A folder or a device named by mistake is refused, and stays what it is."""
    run("--board", "sim", "--headless", "--fast", "--level", hold(3), "--seed", "1")
    (home.path / "folder").mkdir()
    for odd in ("folder", "/dev/null"):
        failed = run("report", "last", "-o", odd)
        assert failed.code == 2
        assert "Traceback" not in failed.err
    assert not Path("/dev/null").is_file()


def test_a_loop_of_links_and_a_closed_stdout_are_one_line(start, run, home):
    """Odd surroundings end in words, not in tracebacks."""
    (home.path / "a.db").symlink_to(home.path / "b.db")
    (home.path / "b.db").symlink_to(home.path / "a.db")
    looped = run("sessions", "list", "--database", home.path / "a.db")
    assert looped.code == 2
    assert "leads nowhere" in looped.err
    closed = start("levels", "list", stdout=None, preexec_fn=lambda: os.close(1)) if os.name == "posix" else None
    if closed is not None:
        assert "Traceback" not in closed.communicate(timeout=30)[1]


def test_nobody_listening_does_not_end_a_game(start, run, hold):
    """`| head -1` closes the pipe; the level is still played to its end."""
    process = start("--board", "sim", "--headless", "--fast", "--level", hold(5), "--seed", "1")
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(30) == 0
    assert run("sessions", "list", "--json").json[0]["runs"] == 1


def test_records_that_vanish_while_they_are_played_on_are_missed(start, run, home, hold):
    """The file is deleted under the game: said, and exit 2, instead of a session that is nowhere."""
    process = start("--board", "sim", "--headless", "--level", hold(4), "--seed", "1")
    for line in process.stdout:
        if "Playing" in line:
            break
    for file in (home.path / "data" / "steadyquest").glob("steadyquest.db*"):
        file.unlink()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "is gone" in err


@pytest.mark.skipif(sys.platform == "win32", reason="signals are for Linux and macOS")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_game_that_is_told_to_stop_keeps_and_tells_what_was_played(start, run, hold, number):
    """Ctrl-C, a shutdown, a closed terminal: the session is ended, its JSON line is there, exit 130."""
    process = start("--board", "sim", "--headless", "--level", hold(60), "--seed", "1", "--json")
    for line in process.stderr:
        if "Playing" in line:
            break
    time.sleep(0.7)
    process.send_signal(getattr(signal, number))
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in err
    (played,) = json.loads(out.splitlines()[-1])["runs"]
    assert played["level"] == "own/hold_60"
    assert run("sessions", "list", "--json").json[0]["state"] == "ended"


def test_seated_feet_of_three_kilograms_can_play(run, home, hold):
    """Only the feet rest on the plate: they stand steady, the level is played."""
    level = hold(5)
    level.write_text(level.read_text().replace("say =", 'stance = ["feet_on_plate"]\nsay ='))
    rng = random.Random(2)
    file = cop_file(
        home.path / "feet.csv",
        header="time_s,cop_ml_mm,cop_ap_mm,fz_n",
        line=lambda t: f"{t:.2f},{rng.gauss(0, 1):.2f},{rng.gauss(0, 1):.2f},30",
    )
    played = run("--board", file, "--headless", "--fast", "--stance", "feet_on_plate", "--level", level, "--json")
    assert played.code == 0, played.err
    assert played.json["runs"][0]["success"] == 1.0


def test_risky_levels_are_not_played_on_a_board_without_somebody_asked(run, hold):
    """Headless nobody can give the word; a simulated person needs none."""
    level = hold(3)
    level.write_text(level.read_text().replace("say =", 'stance = ["tandem_left"]\nsay ='))
    refused = run("--board", "nowhere", "--headless", "--level", level)
    assert refused.code == 2
    assert "stand by" in refused.err
    assert run("--board", "sim", "--headless", "--fast", "--level", level).code == 0
    assert "never suggested" in run("--board", "sim", "--headless", "--fast", "--stance", "narrow").err


def test_a_slip_of_the_pen_makes_no_records(run, home):
    """Reading from a file that is not there says so and leaves nothing behind."""
    for words in (("sessions", "list"), ("players", "list"), ("sessions", "replay", "last"), ("report", "last")):
        assert run(*words, "--database", "slip.db").code == 2
    assert not (home.path / "slip.db").exists()
    assert run("sessions", "list", "--json").json == []
