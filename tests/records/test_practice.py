"""What was practised over many sessions, read in one go."""

import pytest

from steadyquest.game.staircase import REASONS


def rep(number, *, success=True, tick_end=100, **more):
    plain = {"step": 0, "rep": number, "task": "reach", "skill": "reach", "d": 0.5, "rung": 0, "x": 0.5, "y": 0.0}
    return {**plain, "success": success, "tick_end": tick_end, "share": 1.0, **more}


def moved(tick, reason="success", *, skill="reach", before=0.5, after=0.54):
    data = {"skill": skill, "before": before, "after": after, "reason": REASONS[reason]}
    return {"event": "DifficultyMoved", "tick": tick, **data}


@pytest.fixture
def play(recorder):
    """Plays a session of one run: its reps and events; gives the session's number."""

    def play(player, reps, events, **run):
        session_id = recorder.start_session(player_id=player.id, source="sim")
        run_id = recorder.start_run(
            **{"level_key": "meadow/x", "title": "X", "stance": "comfortable", "surface": "firm", **run}
        )
        recorder.add_events(run_id, events)
        for fields in reps:
            recorder.add_rep(run_id, **fields)
        recorder.end_run(run_id)
        recorder.end_session()
        recorder.flush()
        return session_id

    return play


def test_a_rep_counts_when_it_moved_the_difficulty(store, mia, play):
    """Tagged while it ran: no move. Tagged afterwards: a move that was taken back. Moves by hand are no reps."""
    play(
        mia,
        [rep(0, tick_end=100), rep(1, tick_end=200), rep(2, tick_end=300, success=False), rep(3, success=None)],
        [moved(100), moved(150, "harder"), moved(300, "miss"), moved(310, "tagged")],
    )
    assert [(r.success, r.counted) for r in store.practice.reps(mia.id)] == [
        (True, True),
        (True, False),
        (False, False),
    ]


def test_a_move_at_the_edge_of_the_range_counts_too(store, mia, play):
    """The difficulty stayed, the rep was judged all the same."""
    play(mia, [rep(0)], [moved(100, "top", before=0.6, after=0.6)])
    assert [r.counted for r in store.practice.reps(mia.id)] == [True]


def test_only_ones_own_and_only_the_newest(store, mia, play):
    """Another player's reps are not there, and `newest` leaves the older sessions out."""
    play(store.players.add("Tom"), [rep(0)], [moved(100)])
    first, second = (play(mia, [rep(0)], [moved(100)]) for _ in range(2))
    assert [r.session_id for r in store.practice.reps(mia.id)] == [first, second]
    assert [r.session_id for r in store.practice.reps(mia.id, newest=1)] == [second]
    assert [r.session_id for r in store.practice.reps(mia.id, newest=1, until=first)] == [first]
    assert [m.session_id for m in store.practice.moves(mia.id, until=first)] == [first]
    assert [(m.session_id, m.before, m.after) for m in store.practice.moves(mia.id)] == [
        (first, 0.5, 0.54),
        (second, 0.5, 0.54),
    ]


def test_runs_of_a_level_come_with_session_and_reps(store, mia, play):
    """Those of other levels and of other players stay away; nothing played is an empty list."""
    assert store.practice.runs_of_level(mia.id, "probe/feel") == []
    play(mia, [rep(0)], [])
    number = play(mia, [rep(0, x=0.25), rep(1, x=-0.25)], [], level_key="probe/feel")
    (played,) = store.practice.runs_of_level(mia.id, "probe/feel")
    assert (played.session.id, played.run.ended, [r.x for r in played.reps]) == (number, "finished", [0.25, -0.25])


def test_staircases_tell_where_each_session_ended(store, mia):
    """One row a session, skill and rung, with the range of that day."""
    store.staircases.save(mia.id, skill="reach", rung=1, d=0.4, lo=0.2, hi=0.8)
    (row,) = store.practice.staircases(mia.id)
    assert (row.skill, row.rung, row.d, row.lo, row.hi, row.session_id) == ("reach", 1, 0.4, 0.2, 0.8, None)
