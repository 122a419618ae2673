"""Trials that were repeated: an export measures them as well and marks them, reports go on without them."""

from __future__ import annotations

import csv

import pytest

from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.reports import export as made
from steadyquest.session import Options, Session
from steadyquest.session.assessments.conduct import Assessing
from steadyquest.session.assessments.measured import measured_session
from steadyquest.session.assessments.protocol import assessment
from steadyquest.simulate.person import SimulatedPerson

VELOCITY = "mean_velocity_mm_s"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("repeats") / "quest.db") as store:
        yield store


@pytest.fixture(scope="module")
def outcomes(store):
    """Two trials of quiet standing, the first one again after its end, then given up at once and done once more."""
    person = SimulatedPerson("steady", seed=3, spread=0.0)
    player = store.players.add("Mia", height_cm=170.0)
    with Recorder(store) as recorder:
        session = Session(person, player=player, options=Options(seed=3), store=store, recorder=recorder, label="sim")

        def play(*, most_s=100.0):
            assessing.begin()
            began_s = session.seconds
            while session.world is not None and session.seconds - began_s < most_s:
                session.poll()
            session.stop()
            return assessing.outcome()

        for _ in range(400):
            session.poll()
        assessing = Assessing(assessment("quiet", trials=2), session=session, store=store)
        found = [play(), play(), play(most_s=2.0), play()]
        assessing.go_on()
        found.append(play())
        session.end()
    return found


@pytest.fixture(scope="module")
def rows(store, outcomes, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "out"
    made.export(store, made.everything(store), to=folder)
    with (folder / "session-0001" / "measures.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    with (folder / "data_dictionary.csv").open(encoding="utf-8", newline="") as file:
        (described,) = [row for row in csv.DictReader(file) if row["column"] == "superseded"]
    assert (described["file"], described["type"]) == ("measures.csv", "0/1")
    return found


def test_a_repeated_trial_is_exported_with_its_own_figures_and_marked(rows, outcomes):
    """In the order in which they were done; each value is the one that was measured right after the trial."""
    runs = {row["run"]: row["superseded"] for row in rows}
    assert runs == {"1": "1", "2": "1", "3": "1", "4": "0", "5": "0"}
    assert [row["run"] for row in rows] == sorted(row["run"] for row in rows)
    values = {row["run"]: float(row["value"]) for row in rows if row["key"] == VELOCITY}
    assert values == {str(n): outcomes[n - 1].values[VELOCITY] for n in (1, 2, 4, 5)}
    (given_up,) = [row for row in rows if row["run"] == "3"]
    assert (given_up["key"], given_up["value"]) == ("", "")
    assert "before anything was measured" in given_up["why_not"]


def test_reports_go_on_without_what_was_repeated(store, outcomes):
    """What counts is each trial as it was last."""
    assert [trial.record.run.number for trial in measured_session(store, 1)] == [4, 5]
