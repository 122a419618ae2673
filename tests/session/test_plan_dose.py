"""Practised against planned: days, minutes and reps by weeks."""

from datetime import date, datetime, timedelta

import pytest

from steadyquest.levels.plan_spec import PhaseSpec, PlanSpec
from steadyquest.records.plans import Practice
from steadyquest.session.plan_dose import dose_of

NOON = datetime(2026, 3, 4, 12).astimezone()  # a Wednesday, here
SPEC = PlanSpec(
    goal="g",
    phases=(PhaseSpec(weeks=3, levels=("river",), home=("river/ducks",)),),
    minutes=20,
    days_per_week=2,
    home_days_per_week=3,
)


def practice(day, *, minutes=15.0, reps=40, home=False, origin=""):
    return Practice(
        session_id=day,
        started_at=NOON + timedelta(days=day),
        seconds=60 * minutes,
        reps=reps,
        settings={"home": True} if home else {},
        origin=origin,
    )


def dose(*sessions, day=0):
    return dose_of(SPEC, sessions, now=NOON + timedelta(days=day))


def test_weeks_begin_with_the_first_session():
    """Seven days each; a day with two sessions is one day; what was planned is clinic and home together."""
    found = dose(practice(0), practice(0, minutes=5), practice(6), practice(7), day=8)
    first, second, third = found.weeks
    assert (first.begins, first.days, first.minutes, first.reps) == (date(2026, 3, 4), 2, 35.0, 120)
    assert (second.begins, second.days, second.minutes) == (date(2026, 3, 11), 1, 15.0)
    assert (first.is_whole, second.is_whole, third.is_ahead) == (True, False, True)
    assert (found.days_per_week, found.minutes_per_week) == (5, 20 * 2 + 10 * 3)
    assert (found.days, found.minutes, found.reps) == (3, 50.0, 160)
    assert found.whole == (first,)


def test_home_is_told_apart():
    """By the session's own word, or because it came from elsewhere."""
    (week, *_) = dose(practice(0), practice(1, home=True), practice(2, origin="far/3"), day=3).weeks
    assert (week.days, week.home_days, week.minutes, week.home_minutes) == (3, 2, 45.0, 30.0)


def test_a_week_without_practice_is_there_with_nothing_in_it():
    """A holiday is no fault, and it is not hidden either."""
    found = dose(practice(0), practice(15), day=15)
    assert [week.days for week in found.weeks] == [1, 0, 1]
    assert len(found.whole) == 2


def test_nothing_played_has_no_weeks():
    """The first week has not begun."""
    assert dose(day=40).weeks == ()
    assert dose(day=40).as_dict()["done"] == {"days": 0, "minutes": 0, "reps": 0}


def test_a_plan_that_goes_on_shows_its_newest_weeks():
    """Years of practice do not make an endless picture."""
    found = dose(*(practice(7 * week) for week in range(100)), day=700)
    assert len(found.weeks) == 60
    assert found.weeks[-1].number == 101


def test_a_late_clock_does_not_break_the_count():
    """The machine's clock was set back after the first session."""
    found = dose(practice(0), day=-30)
    assert found.weeks[0].is_ahead
    assert found.days == 0


@pytest.mark.parametrize("days", [0, 3])
def test_days_of_a_week_are_never_more_than_seven(days):
    """Clinic and home on every day are still seven days."""
    spec = PlanSpec(goal="g", phases=SPEC.phases, days_per_week=7, home_days_per_week=days or None)
    assert spec.days == 7
