"""What is played for a grading."""

from __future__ import annotations

import pickle
from concurrent.futures import CancelledError
from dataclasses import replace

import pytest

from steadyquest.grade import plan as planned
from steadyquest.grade.plan import GradePlan, pieces, plays, seed_of


def test_everybody_plays_at_the_lowest_rung_and_the_steady_adult_at_all(level):
    """As the design has it."""
    ways = GradePlan().ways(level().spec)
    assert [way for way in ways if way[1]] == [("steady", rung) for rung in (1, 2, 3, 4)]
    assert len([way for way in ways if not way[1]]) == 10


def test_without_the_steady_adult_the_first_of_the_people_climbs(level):
    """Somebody has to."""
    plan = GradePlan(people=("child", "still"), rungs=(1, 3))
    assert plan.ways(level().spec) == [("child", 1), ("child", 3), ("still", 1)]


@pytest.mark.parametrize(
    ("keys", "rungs"),
    [({"sight": "memory"}, (0,)), ({"sight_max": 2}, (0, 1, 2)), ({"sight_min": 1, "sight_max": 3}, (0, 2, 3))],
)
def test_rungs_that_come_to_the_same_in_a_level_are_played_once(level, keys, rungs):
    """A level may fix its sight or bound it; the lowest that leads there is kept."""
    assert GradePlan().rungs_of("steady", level(**keys).spec) == rungs


def test_each_piece_is_plain_data_and_they_add_up(level):
    """Every piece can be sent anywhere, and all together are what was announced."""
    plan = GradePlan(people=("steady", "still"), rungs=(0, 2), difficulties=(0.0, 1.0), runs=3)
    found = list(pieces([level(), level()], plan))
    assert sum(len(piece.difficulties) for piece in found) == plays([level(), level()], plan) == 2 * 3 * 3 * 2
    assert [pickle.loads(pickle.dumps(piece)) for piece in found] == found  # noqa: S301
    assert [piece.n for piece in found] == sorted(piece.n for piece in found)


def test_a_player_has_a_seed_of_their_own_that_nothing_else_moves(level):
    """Not who else plays, at which difficulties, rungs or how often, nor the text of the level."""
    few = GradePlan(people=("child",), difficulties=(0.5,), rungs=(0,), runs=2)
    one = {(p.person, p.run): p.seed for p in pieces([level()], few)}
    all_ = {(p.person, p.run): p.seed for p in pieces([level(title="Another")], GradePlan())}
    assert one.items() <= all_.items()
    assert len(set(all_.values())) == len(all_)
    assert one != {(p.person, p.run): p.seed for p in pieces([level()], replace(few, seed=2))}


def test_seeds_are_the_same_on_every_machine():
    """Pinned: a hash that is salted in each process would change them."""
    assert seed_of(1, level="river/feed_the_ducks", person="steady", run=0) == 174075855628237


def test_a_piece_breaks_off_between_two_plays_when_it_is_asked_to_stop(monkeypatch):
    """Whoever waits for the end of a grading waits for one play, not for a whole piece."""
    asked = iter([False, True])
    monkeypatch.setattr(planned, "_is_asked_to_stop", planned._is_asked_to_stop)
    monkeypatch.setattr(planned, "play_once", lambda *_, **how: begun.append(how["difficulty"]))
    begun = []
    planned.stop_when(lambda: next(asked))
    piece = planned.Piece(level=None, n=0, person="steady", rung=0, run=0, difficulties=(0.0, 0.5, 1.0), seed=1)
    with pytest.raises(CancelledError):
        planned.played(piece)
    assert begun == [0.0]
