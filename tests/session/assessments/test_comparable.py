"""What may be held beside what: the same player's last test of the same condition."""

from __future__ import annotations

from dataclasses import replace

import pytest

from steadyquest.session.assessments import comparable
from steadyquest.session.assessments.combined import assessments
from steadyquest.session.assessments.comparable import compared_as, earlier_limits
from steadyquest.session.assessments.measured import measured_session
from steadyquest.session.assessments.trials import trials_of_player


@pytest.fixture
def leaned(assess, store, mia):
    """Four tests of limits, the first and the last two without support; their records, oldest first."""
    for seed, support in enumerate(("none", "one_hand", "none", "none"), 1):
        assess("limits", seed=seed, notes={"support": support, "shoes": "socks"})
    return trials_of_player(store, mia.id)


def test_before_is_the_last_test_of_the_same_condition(leaned, store):
    """Neither one with a hand to hold on to, nor the one that was asked about, nor a later one."""
    first, held, third, last = leaned
    earlier = earlier_limits(store, last)
    assert [trial.record.run.id for trial in earlier.trials] == [third.run.id]
    (measured,) = assessments(measured_session(store, third.session.id))
    assert {way: one.values for way, one in earlier.ways.items()} == {w: o.values for w, o in measured.ways.items()}
    assert earlier_limits(store, third).trials[0].record.run.id == first.run.id
    assert earlier_limits(store, held) is None
    assert earlier_limits(store, first) is None


def test_what_could_not_be_measured_is_passed_over(leaned, store, monkeypatch):
    """The one before it is shown then."""
    first, _, third, last = leaned
    measured_player = comparable.measured_player

    def unmeasured(store, records, **how):
        found = measured_player(store, records, **how)
        return tuple(replace(one, ways=()) if one.record.run.id == third.run.id else one for one in found)

    monkeypatch.setattr(comparable, "measured_player", unmeasured)
    assert earlier_limits(store, last).trials[0].record.run.id == first.run.id


def test_nobody_real_is_held_beside_somebody_simulated(assess, store, mia):
    """And shoes, feet and stance have to be the same."""
    assess("limits")
    (record,) = trials_of_player(store, mia.id)
    others = [replace(record, condition=record.condition._replace(**{name: "other"}))
              for name in ("support", "shoes", "feet", "stance", "surface", "eyes")]  # fmt: skip
    others.append(replace(record, session=replace(record.session, source="COM12")))
    assert all(compared_as(other) != compared_as(record) for other in others)
    # Of somebody whom nobody named: whose would it be.
    assert earlier_limits(store, replace(record, session=replace(record.session, player_id=None))) is None
