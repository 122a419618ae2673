"""Measuring the reach again is offered from the records: in this stance, since it was measured, and not before."""

import pytest

from steadyquest.game.staircase import REASONS
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.session.reach_advice import measure_again


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "quest.db") as store:
        yield store


@pytest.fixture
def play(store):
    """Plays a session of five far reps, of which some succeed; gives its number."""

    def play(player, good, *, stance="comfortable", x=0.95):
        with Recorder(store) as recorder:
            number = recorder.start_session(player_id=player.id)
            run_id = recorder.start_run(level_key="meadow/x", stance=stance, surface="firm")
            for i in range(5):
                said = {"step": 0, "rep": i, "task": "reach", "skill": "reach", "d": 0.6, "rung": 0, "y": 0.0}
                recorder.add_rep(run_id, **said, x=x, success=i < good, tick_end=i)
            data = {"skill": "reach", "before": 0.5, "after": 0.5, "reason": REASONS["success"]}
            recorder.add_events(run_id, [{"event": "DifficultyMoved", "tick": i, **data} for i in range(5)])
            recorder.end_run(run_id)
            recorder.end_session()
        return number

    return play


def asked(store, player):
    return measure_again(store, player.id, stance="comfortable", surface="firm")


def test_four_of_five_over_two_sessions_are_enough(store, play):
    """One session is not; the sentence has the share."""
    mia = store.players.add("Mia")
    play(mia, 4)
    assert asked(store, mia) == ""
    play(mia, 4)
    assert "80 %" in asked(store, mia)


def test_less_success_other_stances_and_near_targets_say_nothing(store, play):
    """Seven of ten are too few, sitting says nothing of standing, and 0.85 is not far."""
    mia, tom, ida = (store.players.add(name) for name in ("Mia", "Tom", "Ida"))
    for good in (3, 4):
        play(mia, good)
        play(tom, 5, stance="sit_on_plate")
        play(ida, 5, x=0.85)
    assert [asked(store, player) for player in (mia, tom, ida)] == ["", "", ""]


def test_once_measured_it_begins_anew(store, play):
    """What was before the newest measure, or in its session, was told by another reach."""
    mia = store.players.add("Mia")
    number = [play(mia, 5) for _ in range(2)][-1]
    assert asked(store, mia)
    store.reaches.save(mia.id, stance="comfortable", surface="firm", kind="quick", mm=[60.0] * 8, session_id=number)
    assert asked(store, mia) == ""
    play(mia, 5)
    play(mia, 5)
    assert asked(store, mia)
