from datetime import UTC, datetime

STATE = {"d": 0.42, "reversals": 9, "last_direction": -1, "best_d": 0.5, "lo": 0.1, "hi": 0.9}


def test_a_staircase_comes_back_as_it_was_saved(store, mia):
    """To the last digit, with the moment."""
    when = datetime(2025, 5, 4, 12, 30, tzinfo=UTC)
    store.staircases.save(mia.id, skill="reach", rung=2, **STATE, updated_at=when)
    assert store.staircases.load(mia.id, skill="reach", rung=2) == {**STATE, "updated_at": when}
    assert store.staircases.load(mia.id, skill="reach", rung=1) is None
    assert store.staircases.load(mia.id, skill="tracking", rung=2) is None


def test_a_moment_may_be_text_and_is_there_without_being_given(store, mia):
    """The database's own clock says when."""
    store.staircases.save(mia.id, skill="reach", rung=0, d=0.1, updated_at="2025-05-04T14:30:00+02:00")
    assert store.staircases.load(mia.id, skill="reach", rung=0)["updated_at"] == datetime(
        2025, 5, 4, 12, 30, tzinfo=UTC
    )
    store.staircases.save(mia.id, skill="reach", rung=0, d=0.1)
    assert abs((store.staircases.load(mia.id, skill="reach", rung=0)["updated_at"] - datetime.now(UTC)).days) < 2


def test_the_newest_state_counts_whether_in_a_session_or_not(store, recorder, mia):
    """Within one session it is replaced, over sessions it becomes history."""
    store.staircases.save(mia.id, skill="reach", rung=0, d=0.1)
    for d in (0.2, 0.3):
        session = recorder.start_session(player_id=mia.id)
        store.staircases.save(mia.id, skill="reach", rung=0, d=d - 0.05, session_id=session)
        store.staircases.save(mia.id, skill="reach", rung=0, d=d, session_id=session)
        recorder.end_session()
    assert store.staircases.load(mia.id, skill="reach", rung=0)["d"] == 0.3
    with store.database.read() as connection:
        assert connection.exec_driver_sql("SELECT d FROM staircases ORDER BY id").scalars().all() == [0.1, 0.2, 0.3]


def test_rungs_are_the_last_ones_with_their_reasons_kept(store, mia):
    """The ladder may be climbed and descended."""
    for rung, reason in ((1, "75 % in two sessions"), (2, "again"), (1, "the therapist's word")):
        store.staircases.save_rung(mia.id, "reach", rung, reason)
    store.staircases.save_rung(mia.id, "feel", 3)
    assert store.staircases.rungs(mia.id) == {"reach": 1, "feel": 3}
    assert [(move["rung"], move["reason"]) for move in store.staircases.rung_history(mia.id)][2] == (
        1,
        "the therapist's word",
    )
    assert store.staircases.rungs(99) == {}
