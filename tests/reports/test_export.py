"""An export: what is in it, what is not, and that it is whole or not there."""

from __future__ import annotations

import csv
import json
import math
import tomllib
from itertools import pairwise

import numpy as np
import pytest

from steadyquest.conventions import BoardSample, Command
from steadyquest.errors import ReportError
from steadyquest.levels.read import parse_level
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.reports import export as made
from steadyquest.reports.export_folder import MARK
from steadyquest.session.headless import HeadlessPlay
from steadyquest.session.options import Options
from steadyquest.session.run import Run
from steadyquest.session.setup import RunSetup
from steadyquest.session.sitting import Session
from steadyquest.signal.calibration import nominal
from steadyquest.simulate.person import SimulatedPerson

TELLING = ("Zebedee", "zebedee", "Quill", "Wobblewick", "wobblewick", "Marzipan", "ttyZEB0")
"""Words that would tell who somebody is; the records below are full of them."""
OWN_LEVEL = """
# for Zebedee
format = 1
title = "Zebedee's pond"
world = "fog"
say = "Zebedee, stand quite still."
say_plain = "Quill, stand."
author = "Wobblewick"
notes = "Zebedee Quill lives in Marzipan Road"
still_ok = "Zebedee is to stand."
[[step]]
task = "hold"
seconds = 11
say = "Now, Quill."  # Zebedee
also = "name Zebedee's friends"
"""


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """A played session of somebody, with a level of their own, and a bare one of a board with ages and faults."""
    folder = tmp_path_factory.mktemp("records")
    with open_store(folder / "zebedee.db") as store:
        player = store.players.add(
            "Zebedee Quill",
            birth_year=2015,
            height_cm=131.5,
            affected="left",
            aids="Marzipan frame",
            notes="Wobblewick",
        )
        store.players.change_settings(player.id, {("home_code",): "wobblewick"})
        store.players.add("Marzipan")
        played(store, store.players.find(player.id))
        bare(store, player.id)
        store.results.add(player.id, kind="tug", value=12.25, note="Zebedee was tired", session_id=1)
        store.results.add(player.id, kind="pbs", value=41)
        yield store


def played(store, player):
    own = parse_level(OWN_LEVEL, file="zebedee_pond.toml")
    assert own.key == "own/zebedee_pond"
    with Recorder(store) as recorder:
        session = Session(
            SimulatedPerson("steady", seed=3, rate_hz=100),
            player=player,
            options=Options(seed=1),
            levels=(),
            store=store,
            recorder=recorder,
            label="zebedee quill.csv",
        )
        session.note(said="Zebedee was brave", support="one_hand", shoes="socks", faces_before={"pain": 1, "fun": 4})
        asked = []

        def on_poll(session):
            if session.samples > 700 and not asked:
                asked.append(session.command("recentre"))
                session.command("note", ["distracted", 400])

        HeadlessPlay(session, named=[own, own], watch=session.source.observe, fast=True).play(on_poll=on_poll)
        session.end()


def bare(store, player_id):
    """Samples as a board with four amplifiers sends them, twice restarted, with the ends of the counts in them."""
    rng = np.random.default_rng(5)
    calibration = nominal("E3A41C07", tare=(1000.5, -2000.25, 33.0, 8.0))
    samples, t_us = [], 10**12
    for i in range(25_000):
        t_us += int(rng.integers(9_000, 13_000))
        epoch = i // 9_000
        counts = tuple(int(v) for v in 400_000 + rng.normal(0, 900, 4))
        if i % 997 == 0:
            counts = (8_388_607, -8_388_608, 0, -1)
        ages = tuple(int(v) * 64 for v in rng.integers(0, 140, 4))
        status, fresh = (int(v) for v in rng.integers(0, 16, 2))
        samples.append(BoardSample(t_us, epoch, i % 65536, counts, ages, status, fresh, int(i % 1_501 == 7)))
    with Recorder(store) as recorder:
        recorder.start_session(
            player_id=player_id,
            source="/dev/ttyZEB0",
            board_id="unknown-ttyZEB0",
            calibration={**calibration.as_dict(), "by": "Wobblewick"},
            settings={"feet": "C4 D4", "plan": {"title": "Zebedee walks", "hash": "ab", "phase": 1}, "owner": "Quill"},
            origin="wobblewick/2026-01-05/3",
        )
        recorder.add_samples(samples)
        recorder.end_session()


@pytest.fixture(scope="module")
def exported(records, tmp_path_factory):
    """Everything, exported."""
    return made.export(records, made.everything(records), to=tmp_path_factory.mktemp("to") / "out").folder


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def floats(rows, *names):
    return np.array([[float(row[name] or "nan") for name in names] for row in rows])


COUNTS = ("fl_count", "fr_count", "rl_count", "rr_count")
AGES = ("fl_age_us", "fr_age_us", "rl_age_us", "rr_age_us")


@pytest.mark.parametrize("number", [1, 2])
def test_raw_samples_come_back_bit_for_bit(records, exported, number):
    """Every sample, with its clock, its ages and its bits: nothing is lost on the way to text and back."""
    rows = table(exported / f"session-{number:04}" / "samples.csv")
    read = [
        BoardSample(*(int(row[name]) for name in ("t_us", "epoch", "seq")), tuple(int(row[name]) for name in COUNTS),
                    tuple(int(row[name]) for name in AGES), *(int(row[name]) for name in ("status", "fresh", "faulty")))
        for row in rows
    ]  # fmt: skip
    assert read == list(records.sessions.samples(number))


def test_the_centre_of_pressure_follows_from_counts_and_calibration_alone(exported):
    """With numpy, samples.csv and session.json, as the README says: newtons, centre, and where there is none."""
    folder = exported / "session-0001"
    about = json.loads((folder / "session.json").read_text())
    raw, signal = floats(table(folder / "samples.csv"), *COUNTS), table(folder / "signal.csv")
    wanted = floats(signal, "fl_n", "fr_n", "rl_n", "rr_n", "fz_n", "cop_ml_mm", "cop_ap_mm")
    starts = [part["first_sample"] for part in about["calibrations"]]
    assert starts[0] == 0
    for part, (start, stop) in zip(about["calibrations"], pairwise([*starts, len(raw)]), strict=True):
        matrix, tare = np.array(part["calibration"]["matrix"]), np.array(part["calibration"]["tare"])
        net = raw[start:stop] - tare
        force, *moments = (net @ matrix.T).T
        cop = np.column_stack(moments) / force[:, None]
        cop[force < part["least_n"]] = np.nan
        own = np.column_stack((net * matrix[0], force, cop))
        np.testing.assert_allclose(wanted[start:stop], own, rtol=0, atol=1e-9)
    assert [row["valid"] for row in signal] == ["0" if math.isnan(x) else "1" for x in wanted[:, 5]]


def test_four_amplifiers_are_brought_to_one_time_as_the_readme_says(exported):
    """Straight lines between each channel's own conversions, to the mean age; faulty rows have no centre."""
    folder = exported / "session-0002"
    part = json.loads((folder / "session.json").read_text())["calibrations"][0]
    rows, signal = table(folder / "samples.csv"), table(folder / "signal.csv")
    t, epoch, faulty = floats(rows, "t_us", "epoch", "faulty").T
    counts, ages = floats(rows, *COUNTS), floats(rows, *AGES)
    matrix, tare = np.array(part["calibration"]["matrix"]), np.array(part["calibration"]["tare"])
    got = floats(signal, "fz_n", "cop_ml_mm", "cop_ap_mm")
    for number in np.unique(epoch):
        of = epoch == number
        at = t[of] - ages[of].mean()
        lined = [np.interp(at, t[of] - ages[of, k], counts[of, k]) for k in range(4)]
        force, ml, ap = matrix @ (np.column_stack(lined) - tare).T
        np.testing.assert_allclose(got[of, 0], force, rtol=0, atol=1e-6)
        seen = (force >= part["least_n"]) & (faulty[of] == 0)
        np.testing.assert_allclose(got[of][seen, 1:], np.column_stack((ml / force, ap / force))[seen], atol=1e-6)
        assert np.isnan(got[of][~seen, 1:]).all()


def test_the_lean_is_the_one_that_the_game_had(records, exported):
    """Sample by sample the same as playing the run again, across a new centre; outside of runs there is none."""
    signal = table(exported / "session-0001" / "signal.csv")
    runs = records.sessions.runs(1)
    assert any(event.name == "Recentred" for run in runs for event in records.sessions.events(run.id))
    for row in runs:
        asked = records.sessions.commands(row.id)
        run = Run(parse_level(row.level_text, file="x", name="own/x").spec, RunSetup.from_dict(row.setup))
        for i, sample in enumerate(records.sessions.samples(1, start=row.start_sample), start=row.start_sample):
            due = [Command(c.kind, c.value) for c in asked if c.tick == run.world.tick + 1]
            run.feed(sample, due)
            shown = signal[i]
            assert (shown["run"], shown["tick"]) == (str(row.number), str(run.world.tick))
            assert (float(shown["lean_x"]), float(shown["lean_y"])) == (run.lean.x, run.lean.y)
            assert shown["lean_valid"] == str(int(run.lean.valid))
            if run.finished:
                break
        assert run.finished
    assert signal[0]["run"] == signal[0]["lean_x"] == ""


def test_every_column_of_every_file_is_in_the_dictionary_and_nothing_else(exported):
    """A file without an entry, or an entry without a file, is a question that nobody can answer later."""
    rows = table(exported / "data_dictionary.csv")
    said = {}
    for row in rows:
        assert row["meaning"], row
        said.setdefault(row["file"], []).append(row["column"])
    found = {}
    for file in exported.rglob("*.csv"):
        name = "cop-NNN.csv" if file.name.startswith("cop-") else file.name
        found.setdefault(name, []).append(file.read_text().splitlines()[0].split(","))
    assert set(found) == set(said)
    for name, headers in found.items():
        assert all(header == said[name] for header in headers), name
    readme = (exported / "README.txt").read_text()
    assert all(name.replace("cop-NNN", "cop-")[:4] in readme for name in said)
    for row in rows:
        kind = {"whole": int, "number": float, "json": json.loads, "0/1": ("", "0", "1").index}.get(row["type"], str)
        for file in exported.rglob(row["file"].replace("NNN", "*")):
            for value in {line[row["column"]] for line in table(file)} - {""}:
                kind(value)


def test_nothing_in_an_export_tells_who_it_was(records, exported):
    """Names, notes, words, paths, own levels, codes, plans: in no byte of no file, and in no file's name."""
    stored = b"".join(path.read_bytes() for path in records.path.parent.glob("zebedee.db*"))
    assert all(word.encode() in stored for word in TELLING), "the records do not even hold these words"
    for path in exported.rglob("*"):
        assert not any(word in path.name for word in TELLING), path
        if path.is_file():
            text = path.read_bytes().decode()
            assert not [word for word in TELLING if word in text], path
            assert str(records.path.parent) not in text


def test_what_is_no_secret_is_there(records, exported):
    """Codes, years, sides, support, kinds of source, results with their units."""
    assert table(exported / "players.csv") == [
        {"player": "P001", "birth_year": "2015", "height_cm": "131.5", "affected": "left"},
        {"player": "P002", "birth_year": "", "height_cm": "", "affected": ""},
    ]
    first, second = table(exported / "sessions.csv")
    assert (first["player"], first["source"], first["support"], first["fun_before"]) == (
        "P001",
        "file",
        "one_hand",
        "4",
    )
    assert (second["source"], second["board"], second["samples"]) == ("board", "", "25000")
    results = table(exported / "clinical_results.csv")
    assert [(r["player"], r["session"], r["kind"], r["value"], r["unit"]) for r in results] == [
        ("P001", "1", "tug", "12.25", "s"),
        ("P001", "", "pbs", "41.0", "points"),
    ]
    days = [row.day.isoformat() for row in records.results.all(records.players.find("Zebedee Quill").id)]
    assert sorted(r["measured_on"] for r in results) == sorted(days)
    about = json.loads((exported / "session-0002" / "session.json").read_text())
    assert about["settings"] == {"feet": "C4 D4", "plan": {"hash": "ab", "phase": 1, "phases": None, "week": None}}
    assert about["board"] is None


def test_a_level_of_ones_own_is_there_without_its_words(records, exported):
    """What decides about play is kept, and the text can be read as a level; the hash is that of the whole text."""
    first = table(exported / "session-0001" / "runs.csv")[0]
    stored = records.sessions.runs(1)[0]
    assert first["level"] == f"own/level-{stored.level_hash[:8]}"
    assert (first["title"], first["level_hash"]) == ("", stored.level_hash)
    text = (exported / "session-0001" / first["level_file"]).read_text()
    step = tomllib.loads(text)["step"][0]
    assert (step["task"], step["seconds"]) == ("hold", 11)
    assert parse_level(text, file="x").spec.steps[0].task == parse_level(OWN_LEVEL, file="x").spec.steps[0].task


def test_runs_events_and_reps_are_those_of_the_records(records, exported):
    """Row by row; times are those of samples in the run."""
    folder = exported / "session-0001"
    runs = table(folder / "runs.csv")
    assert [(int(r["run"]), int(r["start_sample"])) for r in runs] == [
        (run.number, run.start_sample) for run in records.sessions.runs(1)
    ]
    events = [(run.number, e) for run in records.sessions.runs(1) for e in records.sessions.events(run.id)]
    shown = table(folder / "events.csv")
    assert [(int(r["run"]), int(r["tick"]), r["event"], json.loads(r["data"])) for r in shown] == [
        (number, event.tick, event.name, event.data) for number, event in events
    ]
    reps = table(folder / "reps.csv")
    assert all(r["task"] == "hold" and float(r["stop_s"]) - float(r["start_s"]) > 10 for r in reps)
    starts = {r["run"]: float(r["start_s"]) for r in runs}
    assert all(float(r["start_s"]) >= starts[r["run"]] for r in reps)
    assert {r["kind"] for r in table(folder / "commands.csv")} == {"recentre", "note"}


def test_one_session_and_one_player_hold_theirs_alone(records, tmp_path):
    """Of a session: its player and the results entered for it."""
    made.export(records, made.one_session(records, 1), to=tmp_path / "one")
    assert [p.name for p in sorted((tmp_path / "one").glob("session-*"))] == ["session-0001"]
    assert [r["player"] for r in table(tmp_path / "one" / "players.csv")] == ["P001"]
    assert [r["kind"] for r in table(tmp_path / "one" / "clinical_results.csv")] == ["tug"]
    told = made.export(records, made.one_player(records, "marzipan"), to=tmp_path / "other")
    assert (told.players, told.sessions) == (1, 0)
    assert [r["player"] for r in table(tmp_path / "other" / "players.csv")] == ["P002"]


def test_only_an_export_is_ever_replaced(records, tmp_path):
    """Never a folder with anything else in it, whatever was asked; an empty one is welcome."""
    chosen, place = made.one_session(records, 2), tmp_path / "out"
    place.mkdir()
    made.export(records, chosen, to=place)
    with pytest.raises(ReportError, match="--overwrite"):
        made.export(records, chosen, to=place)
    (place / "session-0002" / "mine.txt").write_text("of the export before")
    made.export(records, chosen, to=place, overwrite=True)
    assert not (place / "session-0002" / "mine.txt").exists()
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter1.txt").write_text("years of work")
    with pytest.raises(ReportError, match="something else"):
        made.export(records, chosen, to=other, overwrite=True)
    assert (other / "chapter1.txt").read_text() == "years of work"
    (tmp_path / "file").write_text("")
    for wrong, line in ((tmp_path / "file", "no folder"), (tmp_path / "no" / "where", "make it first")):
        with pytest.raises(ReportError, match=line) as refused:
            made.export(records, chosen, to=wrong, overwrite=True)
        assert "\n" not in str(refused.value)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "out", "thesis"]


class Stop(BaseException):
    """Ctrl-C, as a test may raise it."""


@pytest.mark.parametrize("fault", [Stop(), OSError(28, "No space left on device")])
def test_what_is_broken_off_leaves_nothing(records, tmp_path, fault):
    """Neither a half folder nor a hidden one; an earlier export is still there, whole."""
    chosen = made.everything(records)
    made.export(records, made.one_session(records, 2), to=tmp_path / "earlier")

    def broken(_session):
        raise fault

    for place in ("new", "earlier"):
        with pytest.raises((Stop, ReportError)):
            made.export(records, chosen, to=tmp_path / place, overwrite=True, done=broken)
    assert [p.name for p in tmp_path.iterdir()] == ["earlier"]
    assert (tmp_path / "earlier" / MARK).exists()
    assert [p.name for p in (tmp_path / "earlier").glob("session-*")] == ["session-0002"]


def test_what_a_killed_export_left_is_taken_over(records, tmp_path):
    """A power cut leaves a hidden folder; the next export to this place clears it away."""
    (tmp_path / ".out.part" / "session-0001").mkdir(parents=True)
    made.export(records, made.one_session(records, 2), to=tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_damaged_session_costs_its_signals_and_no_more(tmp_path):
    """Its row says what is missing; the others are whole."""
    import sqlite3
    from contextlib import closing

    with open_store(tmp_path / "r.db") as store:
        player = store.players.add("Robin")
        for _ in range(2):
            bare(store, player.id)
    with closing(sqlite3.connect(tmp_path / "r.db")) as connection, connection:
        connection.execute("UPDATE sample_blocks SET data = x'00' WHERE session_id = 1 AND start = 0")
    with open_store(tmp_path / "r.db") as store:
        told = made.export(store, made.everything(store), to=tmp_path / "out")
    assert len(told.problems) == 1
    first, second = table(tmp_path / "out" / "sessions.csv")
    assert "damaged" in first["problem"]
    assert second["problem"] == ""
    assert len(table(tmp_path / "out" / "session-0001" / "signal.csv")) == 0
    assert len(table(tmp_path / "out" / "session-0002" / "signal.csv")) == 25_000
