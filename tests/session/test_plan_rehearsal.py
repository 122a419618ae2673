"""A six-week plan, played through by a simulated child: phases go on, the dose adds up, the report says so."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from steadyquest.levels.library import find
from steadyquest.levels.plan_read import parse_plan
from steadyquest.levels.plan_spec import PhaseSpec, PlanSpec
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.reports.session_report import write_session_report
from steadyquest.session.plan_dose import dose_under
from steadyquest.session.plan_rehearsal import begin, days_of, rehearse
from steadyquest.session.reasons import told
from steadyquest.session.replay import replay_session
from steadyquest.simulate.people import find_person

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
KEYS = ("meadow/first_light", "meadow/butterflies", "river/feed_the_ducks", "river/the_ferry", "river/waves",
        "fog/the_sleepy_owl", "fog/stones_in_the_dark")  # fmt: skip
SIX_WEEKS = """format = 1
goal = "Kick the ball with both legs"
minutes = 2.5
days_per_week = 2
stance = "comfortable"
emphasis = 0.6
rung_max = 1
envelope = [0.0, 0.5]
home_minutes = 1
home_days_per_week = 1

[[phase]]
title = "Leaning that way, too"
weeks = 2
levels = ["meadow"]
home = ["meadow/first_light"]

[[phase]]
weeks = 3
levels = ["river/feed_the_ducks", "river/the_ferry"]
advance = "two_good_sessions"

[[phase]]
weeks = 1
levels = ["river", "fog"]
advance = "therapist"
"""
CLAIMS = re.compile(r"progress|improv|better|worse|\bgain|recover|stronger|verbess", re.IGNORECASE)


@pytest.mark.parametrize(("days", "found"), [(1, [0, 7]), (3, [0, 2, 4, 7, 9, 11]), (7, list(range(14)))])
def test_who_comes_as_planned_comes_on_days_spread_over_each_week(days, found):
    """As often as planned, and never twice a day."""
    spec = PlanSpec(goal="g", phases=(PhaseSpec(weeks=2, levels=()),), days_per_week=days, home_days_per_week=2)
    assert days_of(spec) == [(day, False) for day in found]


@pytest.mark.parametrize(("home", "found"), [(2, [1, 5]), (4, [1, 3, 5, 6]), (7, [0, 1, 2, 3, 4, 5, 6])])
def test_home_lies_between_the_days_at_the_clinic(home, found):
    """Only where there are more days than that, one plays at home on the same day as well."""
    phases = (PhaseSpec(weeks=1, levels=(), home=("x",)),)
    spec = PlanSpec(goal="g", phases=phases, days_per_week=3, home_days_per_week=home)
    assert [day for day, at_home in days_of(spec) if at_home] == found
    assert [day for day, at_home in days_of(spec) if not at_home] == [0, 2, 4]


@pytest.mark.slow
def test_a_six_week_plan_is_played_through_by_a_simulated_child(tmp_path):
    """Twelve sessions in six weeks; each phase ends by its rule, with its reason; the last report tells the dose."""
    levels = [find(key) for key in KEYS]
    plan, who = parse_plan(SIX_WEEKS, file="six_weeks.toml", levels=levels), find_person("child_hemi_left")
    with open_store(tmp_path / "quest.db") as store, Recorder(store) as recorder:
        player = begin(store, plan, who=who, name="Kim", levels=levels, now=NOW)
        days = list(rehearse(store, recorder, player, who=who, levels=levels, seed=3))
        assigned = store.plans.current(player.id)
        steps = store.plans.phases(assigned.id)
        dose = dose_under(store, assigned, plan.spec, now=NOW)

        clinic, home = [day for day in days if not day.home], [day for day in days if day.home]
        assert [day.week for day in clinic] == [week for week in range(1, 7) for _ in range(2)]
        # Only the first phase has levels for home.
        assert [day.week for day in home] == [1, 2]
        assert all(run.level_key == "meadow/first_light" for day in home for run in day.summary.results)
        assert [step.phase for step in steps] == [1, 2, 3]
        assert [step.rule for step in steps[:2]] == ["weeks", "two_good_sessions"]
        assert all(told(step.reason, step.why) for step in steps)
        played = {day.state.phase: {run.level_key for run in day.summary.results} for day in clinic}
        assert played[0] <= {"meadow/first_light", "meadow/butterflies"}
        assert played[1] <= {"river/feed_the_ducks", "river/the_ferry"}

        # The dose is what the sessions say.
        assert [week.days for week in dose.weeks] == [3, 3, 2, 2, 2, 2]
        assert [week.home_days for week in dose.weeks] == [1, 1, 0, 0, 0, 0]
        assert dose.minutes == pytest.approx(sum(_played_s(day.summary) for day in days) / 60, abs=0.01)
        assert dose.reps == sum(day.summary.reps for day in days)
        assert all(week.minutes >= 2 * 2.5 for week in dose.weeks)

        # Every difficulty stayed in the therapist's range, every rung below the plan's, and all can be computed again.
        runs = [run for day in days for run in store.sessions.runs(day.summary.session_id)]
        assert all(0.0 <= run.d_end <= 0.5 for run in runs if run.d_end is not None)
        assert all(run.rung <= 1 for run in runs)
        assert "fog/stones_in_the_dark" not in {run.level_key for run in runs}
        assert all(run.setup["profile"]["emphasis"] == 0.6 for run in runs)
        assert replay_session(store, days[-1].summary.session_id).same

        page = write_session_report(store, "last", file=tmp_path / "r.html").read_text(encoding="utf-8")
    section = page[page.index('aria-labelledby="plan"') :]
    section = section[: section.index("</section>")]
    words = re.sub(r"<[^>]+>", " ", section)
    assert "So far: 14 days" in words
    assert "Of these at home: 2 days" in words
    assert "two good sessions in a row" in words
    assert not CLAIMS.search(words)
    assert days[-1].moment.date() <= NOW.date() < days[0].moment.date() + timedelta(days=42)


@pytest.mark.slow
def test_who_stays_away_has_less_of_it(tmp_path):
    """The same child misses half of the days: the weeks say so, and the phases still begin with a session."""
    levels = [find(key) for key in KEYS[:2]]
    text = SIX_WEEKS[: SIX_WEEKS.index("[[phase]]\nweeks = 3")].replace("minutes = 2.5", "minutes = 1")
    plan, who = parse_plan(text, file="short.toml", levels=levels), find_person("child_hemi_left")
    with open_store(tmp_path / "quest.db") as store, Recorder(store) as recorder:
        player = begin(store, plan, who=who, name="Kim", levels=levels, now=NOW)
        days = list(rehearse(store, recorder, player, who=who, levels=levels, seed=6, missed=0.6))
        dose = dose_under(store, store.plans.current(player.id), plan.spec, now=NOW)
    assert 1 <= len(days) < 4
    assert dose.days == len(days)


def _played_s(summary):
    return max(run.start_s + run.seconds for run in summary.results)
