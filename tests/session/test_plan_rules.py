"""When a plan goes on: by weeks, by two good sessions in a row."""

from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from steadyquest.levels.plan_spec import PhaseSpec, PlanSpec, Span
from steadyquest.records.practice import PractisedRep
from steadyquest.session.plan_rules import Going, due_by_sessions, due_by_weeks, goings_of, week_of

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
BY_WEEKS = PhaseSpec(weeks=2, levels=("river",))
BY_SESSIONS = PhaseSpec(weeks=2, levels=("river", "fog/bells"), advance="two_good_sessions")
SPEC = PlanSpec(goal="g", phases=(BY_WEEKS, BY_SESSIONS))


def judged(session_id, *, level="river/ducks", skill="reach", reps=20, good=16, d=0.6, counted=True):
    """The reps of one session, the good ones first."""
    return [
        PractisedRep(
            session_id,
            MONDAY,
            session_id,
            "comfortable",
            "firm",
            "reach",
            skill,
            0,
            d,
            n < good,
            0.0,
            0.0,
            counted,
            level,
        )
        for n in range(reps)
    ]


def goings(*sessions, spec=SPEC):
    return goings_of([rep for session in sessions for rep in session], phase=BY_SESSIONS, spec=spec)


@pytest.mark.parametrize(("days", "due"), [(0, False), (13, False), (14, True), (30, True)])
def test_weeks_are_counted_from_the_phases_first_session(days, due):
    """Two weeks are fourteen days: the fifteenth day is in the next phase."""
    step = due_by_weeks(BY_WEEKS, 0, began=MONDAY, now=MONDAY + timedelta(days=days))
    assert (step is not None) == due
    if step:
        assert (step.phase, step.rule, step.reason) == (1, "weeks", "2 weeks of this phase are over")


def test_a_phase_that_has_not_begun_is_not_over():
    """However long ago the plan was assigned."""
    assert due_by_weeks(BY_WEEKS, 0, began=None, now=MONDAY) is None
    assert due_by_weeks(BY_SESSIONS, 0, began=MONDAY, now=MONDAY + timedelta(days=99)) is None


def test_a_clock_that_was_set_back_makes_no_week_below_the_first():
    """The session lies in the future then; it is still the first week."""
    assert week_of(MONDAY, MONDAY - timedelta(days=40)) == 1


@pytest.mark.parametrize(
    ("second", "due"),
    [
        ({}, True),
        ({"good": 15}, True),
        ({"good": 14}, False),
        ({"d": 0.5}, True),
        ({"d": 0.49}, False),
        ({"reps": 8, "good": 8}, True),
        ({"reps": 7, "good": 7}, False),
    ],
)
def test_a_good_session_has_enough_reps_three_quarters_well_and_hard_enough(second, due):
    """Two in a row lead on, and the reason says how they were."""
    step = due_by_sessions(BY_SESSIONS, 1, goings=goings(judged(1), judged(2, **second)))
    assert (step is not None) == due
    if step:
        assert (step.phase, step.rule, step.session_id) == (2, "two_good_sessions", 2)
        assert "80 % and" in step.reason


def test_the_two_must_follow_each_other():
    """One in between that was not good begins the count anew; one without the phase's levels does not count at all."""
    between = goings(judged(1), judged(2, good=5), judged(3))
    assert due_by_sessions(BY_SESSIONS, 0, goings=between) is None
    elsewhere = goings(judged(1), judged(2, level="cave/marble", good=0), judged(3))
    assert due_by_sessions(BY_SESSIONS, 0, goings=elsewhere) is not None
    assert due_by_sessions(BY_WEEKS, 0, goings=elsewhere) is None


def test_tagged_reps_do_not_count():
    """Who held on or compensated has not shown that they are ready; a session of nothing else says nothing."""
    (going,) = goings([*judged(1, good=20), *judged(1, good=0, counted=False)])
    assert (going.reps, going.share) == (20, 1.0)
    assert goings(judged(1, counted=False)) == []


def test_a_session_is_taken_over_all_its_reps():
    """Weighted by how many there were of each skill."""
    steady = judged(1, level="fog/bells", skill="steadiness", reps=10, good=0, d=0.6)
    (going,) = goings([*judged(1, reps=30, good=30, d=0.2), *steady])
    assert going == Going(1, 40, 0.75, pytest.approx(0.3), pytest.approx(0.5))
    assert not going.good


def test_a_range_that_ends_lower_asks_for_less():
    """Four fifths of its upper end: what the therapist's range cannot reach is not asked for. Feel has steadiness's."""
    spec = PlanSpec(
        goal="g", phases=(BY_SESSIONS,), envelope=MappingProxyType({"reach": Span(0, 0.5), "steadiness": Span(0, 0.25)})
    )
    (going,) = goings(judged(1, d=0.4), spec=spec)
    assert going.enough_d == pytest.approx(0.4)
    assert going.good
    (going,) = goings(judged(1, skill="feel", d=0.2), spec=spec)
    assert going.enough_d == pytest.approx(0.2)
    (going,) = goings(judged(1, skill="tracking", d=0.45), spec=spec)
    assert not going.good
