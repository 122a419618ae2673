"""What a report is made of: rows of the records, ticks that find their samples, damage with its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from steadyquest.conventions import BoardSample
from steadyquest.errors import RecordError
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.reports.document import Track, calibration_of, gather, least_kg_throughout


def test_the_whole_session_is_gathered(whole_session):
    """Name, runs, reps, pauses, times on the plate: all from the records."""
    document = gather(whole_session.store(), 7)
    assert document.player == "Mimi"
    assert [len(run.reps) for run in document.runs] == [8, 1, 6, 13, 2]
    assert [len(run.pauses) for run in document.runs] == [1, 0, 0, 0, 1]
    assert document.seconds == pytest.approx(len(whole_session.samples) / 100, abs=0.02)
    assert document.on_plate[0] == pytest.approx((12.0, 83.99))
    pause = document.runs[0].pauses[0]
    assert (pause.start_s, pause.stop_s, pause.reason) == (pytest.approx(31.0), pytest.approx(43.0), "person")


def test_ticks_find_their_samples_across_a_hole(story, swayed):
    """A hole in the samples runs no ticks: what came after it is later than its ticks say."""
    row = story.run("Hole", cop_mm=swayed(30), reps=[])
    samples = story.samples.copy()
    samples["t_us"][1000:] += 7_000_000
    track = Track(samples, (samples["t_us"] - samples["t_us"][0]) / 1e6)
    assert track.of_ticks(row, [500, 999, 1500]) == pytest.approx([5.0, 9.99, 22.01], abs=0.011)


def test_a_damaged_block_costs_the_curves_not_the_report(whole_session):
    """The reason stands in the document; runs and reps are still told."""
    whole_session.broken = "samples 10 to 20 of session 7 are damaged"
    document = gather(whole_session.store(), 7)
    assert document.problem == "samples 10 to 20 of session 7 are damaged"
    assert document.on_plate is None
    assert len(document.runs) == 5
    assert document.seconds > 400


def test_a_run_that_was_cut_off_ends_where_its_events_end(story, swayed):
    """No duration was written: the last thing that happened tells it."""
    events = [(1200, "TargetReached", {}), (2500, "RepStarted", {})]
    story.run("Cut", cop_mm=swayed(26), reps=[], events=events, seconds=None, ended=None)
    assert gather(story.store(), 7).runs[0].stop_s == pytest.approx(25.0, abs=0.02)


@pytest.mark.parametrize("data", [{}, {"board_id": "x"}, {"matrix": "no", "tare": None}, {"matrix": [], "tare": [1]}])
def test_a_calibration_that_cannot_be_read_is_none(whole_session, data):
    """A record of a stranger version costs the curves, not the report."""
    whole_session.session = {"calibration": data}
    session = whole_session.store().find(7)
    assert calibration_of(session) is None
    assert gather(whole_session.store(), 7).on_plate is None


def test_a_session_that_is_not_there_is_the_records_error(story):
    """The records' own line is passed on."""
    with pytest.raises(RecordError, match="no session 8"):
        gather(story.store(), 8)


def test_a_recorded_session_is_gathered_from_a_database(whole_session, tmp_path):
    """The same document from real records as from memory, but for what only the clock knows."""
    wanted = gather(whole_session.store(), 7)
    with open_store(tmp_path / "records.db") as store:
        player = store.players.add("Mimi")
        with Recorder(store) as recorder:
            _record(recorder, whole_session, player_id=player.id)
        found = gather(store, "last")
    assert (found.player, found.seconds, found.on_plate) == (wanted.player, wanted.seconds, wanted.on_plate)
    for run, told in zip(found.runs, wanted.runs, strict=True):
        assert (run.stop_s, run.pauses) == (told.stop_s, told.pauses)
        assert [rep.success for rep in run.reps] == [rep.success for rep in told.reps]
        assert [hold.figures for hold in run.quiet] == [hold.figures for hold in told.quiet]


def _record(recorder, story, *, player_id: int) -> None:
    """Write a story as a session would."""
    session = story.store().find(7)
    facts = ("source", "board_id", "calibration", "settings", "software")
    recorder.start_session(player_id=player_id, **{name: getattr(session, name) for name in facts})
    samples = story.samples
    plain = zip(*(samples[name].tolist() for name in samples.dtype.names), strict=True)
    recorder.add_samples([BoardSample(*row) for row in plain])
    began = ("level_key", "title", "world", "level_text", "level_hash", "seed", "rung", "stance", "surface")
    ended = ("d_start", "d_end", "success", "reps", "tried", "stars", "seconds", "ended")
    for row in story.runs:
        opening = {name: getattr(row, name) for name in (*began, "start_sample", "start_s", "setup")}
        run_id = recorder.start_run(**opening)
        recorder.add_events(run_id, [event.as_dict() for event in story.events[row.id]])
        for rep in story.reps[row.id]:
            fields = {name: getattr(rep, name) for name in rep.__dataclass_fields__}
            recorder.add_rep(run_id, **{k: v for k, v in fields.items() if k not in ("run_id", "number")})
        recorder.end_run(run_id, **{name: getattr(row, name) for name in ended})
    recorder.end_session()


def test_a_sitting_persons_feet_are_on_the_plate_with_three_kilograms(story, swayed):
    """From a run with the feet on the plate on, less load counts; who stands has to weigh more."""
    story.run("Chair", cop_mm=swayed(20), reps=[], stance="feet_on_plate")
    story.wait(2, force_n=3 * 9.80665)
    story.run("Lake", cop_mm=swayed(20), reps=[])
    story.wait(2, force_n=3 * 9.80665)
    assert gather(story.store(), 7).on_plate == (pytest.approx((0.0, 41.99)),)
    rows = [replace(row, start_sample=start) for row, start in ((story.runs[0], 30), (story.runs[1], 50))]
    assert least_kg_throughout(rows, 100).tolist() == [2.0] * 50 + [5.0] * 50
    assert least_kg_throughout([], 3).tolist() == [5.0] * 3
