"""The one true fact after a level: what was done, and never how well."""

from __future__ import annotations

import pytest

from steadyquest.session.facts import fact_of


def rep(task, *, success=True, share=1.0, seconds=2.0, **extra):
    return {"task": task, "success": success, "share": share, "seconds": seconds, "extra": extra}


def missed(task):
    return rep(task, success=False, share=0.0)


FACTS = {
    "choose": "You found 2 answers.",
    "steer": "You went through 2 gates.",
    "roll": "You rolled all the way to 2 places.",
    "catch": "2 things came by and you were ready.",
    "rhythm": "You were there on 2 beats.",
    "match": "You held your weight to the side 2 times.",
    "march": "You lifted a foot on 2 beats.",
    "rise": "You stood up and sat down 2 times.",
}


@pytest.mark.parametrize(("task", "fact"), FACTS.items())
def test_every_task_has_a_fact_of_what_was_done(task, fact):
    """Two reps that went well and one that did not: the two are told, and the third is not held against anybody."""
    assert fact_of([rep(task), missed(task), rep(task)], seconds=30) == fact


@pytest.mark.parametrize("task", [*FACTS, "reach", "hold", "follow", "recall"])
def test_where_nothing_went_well_the_time_is_told(task):
    """Nobody reads a nought."""
    rows = [rep(task, success=False, share=0.0, answered=False)] * 3
    assert fact_of(rows, seconds=31.6) == "You played for 32 seconds."


def test_one_is_one():
    """No "1 gates"."""
    assert fact_of([rep("steer")], seconds=9) == "You went through 1 gate."


def test_who_got_up_and_down_at_another_time_still_did():
    """A cycle that came too late missed the tempo, and was a cycle."""
    assert fact_of([rep("rise", success=False, share=0.4)], seconds=9) == "You stood up and sat down 1 time."


def test_a_level_of_several_tasks_has_one_fact():
    """Places before counts, counts before time on the way."""
    rows = [rep("hold", seconds=10.0), rep("steer"), rep("follow", share=0.8)]
    assert fact_of(rows, seconds=60) == "You went through 1 gate."
    assert fact_of([*rows, rep("reach", seconds=1.5)], seconds=60) == "You found 1 place, in 1.5 seconds."


def test_skipped_reps_tell_nothing():
    """They have neither a verdict nor a share."""
    skipped = {"task": "steer", "success": None, "share": None, "seconds": 1.0, "extra": {}}
    assert fact_of([skipped], seconds=3) == "It waits for you on the map."
    assert fact_of([skipped], seconds=12) == "You played for 12 seconds."
