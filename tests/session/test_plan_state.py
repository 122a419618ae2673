"""A player's plan in their sessions: what it sets, where it is, and how it goes on."""

from datetime import UTC, datetime, timedelta

import pytest

from steadyquest.game.events import RepStarted
from steadyquest.levels.plan_read import parse_plan
from steadyquest.levels.read import parse_level
from steadyquest.records.plans import THERAPIST
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.session import Options, Session
from steadyquest.session.plan_state import present
from steadyquest.session.reasons import told
from steadyquest.session.replay import replay_session
from steadyquest.session.run import Run

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HEAD = "format = 1\ngoal = 'Walk to school'\nminutes = 7\n"
TWO_PHASES = """
[[phase]]
weeks = 1
levels = ["river/ducks"]
[[phase]]
weeks = 1
levels = ["fog"]
advance = "two_good_sessions"
"""
REACH = 'task = "reach"\nwhere = ["affected", "other"]\nback = false\ndwell_s = 0.1\nlimit_s = 2\ncount = {count}'


def level(key, step, **keys):
    head = {"title": key, "world": key.partition("/")[0], "say": "Play."} | keys
    lines = ["format = 1", *(f"{name} = {value!r}".replace("'", '"') for name, value in head.items())]
    return parse_level("\n".join([*lines, f"[[step]]\n{step}"]), file=f"{key}.toml", name=key)


LEVELS = (
    level("meadow/first", REACH.format(count=10), stance=["comfortable", "sit_on_plate"]),
    level("river/ducks", REACH.format(count=10)),
    level("fog/lake", 'task = "hold"\nradius = 1.0\nseconds = 2', still_ok="for the test", repeat=8),
)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "quest.db") as store:
        yield store


@pytest.fixture
def mia(store):
    return store.players.add("Mia", affected="left")


@pytest.fixture
def assigned(store, mia):
    """Gives Mia a plan."""

    def assigned(text, *, at=MONDAY):
        plan = parse_plan(HEAD + text, file="p", levels=LEVELS)
        return store.plans.assign(mia.id, title=plan.title, text=plan.text, digest=plan.hash, at=at)

    return assigned


@pytest.fixture
def session(store, mia, make_puppet):
    """A session of Mia's on some day."""

    def session(day=0, *, recorder=None, levels=LEVELS, **options):
        now = MONDAY + timedelta(days=day)
        return Session(
            make_puppet(),
            player=store.players.find(mia.id),
            options=Options(now=lambda: now, seed=1, reach_mm=60.0, **options),
            levels=levels,
            store=store,
            recorder=recorder,
        )

    return session


@pytest.fixture
def able(store, mia):
    """Mia has come to a difficulty of 0.7 in keeping still: a session opens at 0.6."""
    store.staircases.save(mia.id, skill="steadiness", rung=0, d=0.7, updated_at=MONDAY - timedelta(days=1))


@pytest.fixture
def play(store, session):
    """Plays one level of a session to its end, standing still; the session, ended."""

    def play(key, day=0, **options):
        with Recorder(store) as recorder:
            sitting = session(day, recorder=recorder, **options)
            sitting.source.stand(2.5)
            sitting.poll()
            sitting.start(next(level for level in LEVELS if level.key == key))
            while sitting.stage == "running":
                sitting.source.stand(1.0)
                sitting.poll()
            sitting.end()
        return sitting

    return play


def test_a_session_is_played_as_the_plan_says(assigned, session):
    """Minutes, stance, middle, range and emphasis are the plan's, and the record says which plan and phase."""
    assigned('stance = "sit_on_plate"\ncentre = "between"\nemphasis = 0.7\nenvelope = [0.3, 0.6]\n'
             '[[phase]]\nweeks = 1\nlevels = ["meadow"]\n')  # fmt: skip
    sitting = session()
    person = sitting.person
    setup = person.setup_for(LEVELS[0], seed=1, calibration=sitting.calibration, centre_mm=(0.0, 0.0), weight_kg=40.0)
    assert (sitting.minutes, person.stance, person.centre) == (7, "sit_on_plate", "between")
    assert setup.profile.emphasis == 0.7
    assert [(s.lo, s.hi, s.d) for s in setup.staircases.values()] == [(0.3, 0.6, 0.3)]
    kept = person.chosen_settings()["plan"]
    assert (kept["phase"], kept["phases"], kept["week"]) == (0, 1, 1)
    assert [level.key for level in sitting.offers()] == ["meadow/first"]


def test_what_somebody_says_today_stands_above_the_plan(assigned, session):
    """Minutes and stance from the command line or the screen; last time's stance only where the plan has it."""
    assigned('stance = ["comfortable", "sit_on_plate"]\n[[phase]]\nweeks = 1\nlevels = ["meadow"]\n')
    assert session(minutes=3.0, minutes_given=True).minutes == 3
    assert session(minutes=3.0).minutes == 7
    assert session(stance="feet_on_plate").person.stance == "feet_on_plate"
    assert session(last_stance="sit_on_plate").person.stance == "sit_on_plate"
    assert session(last_stance="feet_on_plate").person.stance == "comfortable"


def test_the_ladder_is_held_at_the_plans_rung(store, mia, assigned, session):
    """As the session opens; what was kept before stays in the records, and the therapist may still choose."""
    store.staircases.save_rung(mia.id, "reach", 3)
    assigned("rung_max = 1\n" + TWO_PHASES)
    sitting = session()
    assert sitting.rung_of(LEVELS[1]) == 1
    assert store.staircases.rungs(mia.id) == {"reach": 3}
    assert session(no_plan=True).rung_of(LEVELS[1]) == 3


def test_the_emphasis_of_the_plan_is_played_recorded_and_replayed(store, assigned, play):
    """Seven of ten reps on the affected side; a replay gives the same events."""
    assigned("emphasis = 0.7\n" + TWO_PHASES)
    sitting = play("river/ducks")
    reps = store.sessions.reps(store.sessions.runs(sitting.id)[0].id)
    assert sum(rep.x < 0 for rep in reps) == 7
    assert store.sessions.runs(sitting.id)[0].setup["profile"]["emphasis"] == 0.7
    assert replay_session(store, sitting.id).same
    assert store.sessions.find(sitting.id).started_at == MONDAY


def test_what_is_darker_than_the_plan_goes_is_never_offered(assigned, session):
    """Neither in its place, nor among the usual ones that are offered when nothing of the plan can be played."""
    dark = level("fog/dark", REACH.format(count=10), sight="reveal")
    everything = (*LEVELS, dark)
    assigned("rung_max = 2\n" + TWO_PHASES.replace('"river/ducks"', '"fog"'))
    sitting = session(levels=everything)
    assert [one.key for one in sitting.offers()] == ["fog/lake"]
    assert [one.key for one in session(levels=(LEVELS[0], dark)).offers()] == ["meadow/first"]


def test_a_levels_own_emphasis_stays(store, mia, assigned, session):
    """The plan speaks only where the level says nothing."""
    assigned("emphasis = 0.9\n" + TWO_PHASES)
    own = level("river/own", REACH.format(count=10) + "\nemphasis = 0.3")
    sitting = session()
    setup = sitting.person.setup_for(own, seed=1, calibration=sitting.calibration, centre_mm=(0, 0), weight_kg=40.0)
    run = Run(own.spec, setup)
    events = [event for sample in sitting.source.stand(40.0).read() for event in run.feed(sample)]
    assert run.finished
    assert sum(event.x < 0 for event in events if isinstance(event, RepStarted)) == 3


def test_weeks_that_are_over_lead_on_when_the_next_session_begins(store, assigned, session, play):
    """From the first session, not from the day of the assignment; the session is played in the new phase already."""
    plan = assigned(TWO_PHASES)
    assert [level.key for level in session(day=20).offers()] == ["river/ducks"]
    play("river/ducks", day=20)
    assert store.plans.phases(plan.id) == []
    assert session(day=26).person.plan.phase == 0
    sitting = session(day=27)
    assert (sitting.person.plan.phase, sitting.person.plan.week) == (1, 1)
    assert [level.key for level in sitting.offers()] == ["fog/lake"]
    assert store.plans.phases(plan.id) == []  # to look is not to play
    played = play("fog/lake", day=27)
    (step,) = store.plans.phases(plan.id)
    assert (step.phase, step.rule, step.session_id) == (1, "weeks", played.id)
    assert (step.reason, step.why) == ("", {"code": "weeks", "n": 1})
    assert told(step.reason, step.why) == "1 week of this phase is over"
    assert store.sessions.find(played.id).settings["plan"]["phase"] == 1


def test_two_good_sessions_lead_on_at_the_end_of_the_second(store, mia, able, assigned, play):
    """After the last phase all phases are over, and its levels go on."""
    plan = assigned(TWO_PHASES.replace("weeks = 1", "weeks = 1\nadvance = 'therapist'", 1))
    store.plans.enter(plan.id, phase=1, rule=THERAPIST, reason="now", at=MONDAY)
    first = play("fog/lake", day=0)
    assert first.plan_step is None
    second = play("fog/lake", day=1)
    assert second.plan_step.rule == "two_good_sessions"
    assert "100 % and 100 % of the reps went well, at difficulty 0.74 and" in second.plan_step.reason
    step = store.plans.phases(plan.id)[-1]
    assert (step.phase, step.session_id) == (2, second.id)
    assert told(step.reason, step.why) == second.plan_step.reason
    state = present(store, mia.id, now=MONDAY + timedelta(days=2))
    assert state.is_over
    assert state.wanted(LEVELS) == ("fog/lake",)
    assert play("fog/lake", day=3).plan_step is None


def test_easy_sessions_do_not_lead_on(store, assigned, play):
    """Everything went well, but nothing was asked."""
    plan = assigned(TWO_PHASES)
    store.plans.enter(plan.id, phase=1, rule=THERAPIST, reason="now", at=MONDAY)
    for day in (0, 1):
        assert play("fog/lake", day=day).plan_step is None


def test_a_step_that_was_not_kept_is_found_again(store, mia, able, assigned, play):
    """The power went out before the end: the next session begins in the new phase and says so."""
    plan = assigned(TWO_PHASES)
    store.plans.enter(plan.id, phase=1, rule=THERAPIST, reason="now", at=MONDAY)
    play("fog/lake", day=0, no_plan=True)
    last = play("fog/lake", day=1, no_plan=True)
    state = present(store, mia.id, now=MONDAY + timedelta(days=2))
    assert (state.phase, state.due.session_id) == (2, last.id)
    play("fog/lake", day=2)
    assert [row.phase for row in store.plans.phases(plan.id)] == [1, 2]


def test_a_moved_session_takes_its_step_back(store, mia, able, assigned, play):
    """It was another child who played so well."""
    plan = assigned(TWO_PHASES)
    store.plans.enter(plan.id, phase=1, rule=THERAPIST, reason="now", at=MONDAY)
    play("fog/lake", day=0)
    second = play("fog/lake", day=1)
    store.sessions.move(second.id, store.players.add("Tom").id)
    state = present(store, mia.id, now=MONDAY + timedelta(days=2))
    assert (state.phase, state.due, len(state.goings)) == (1, None, 1)


def test_home_leads_no_phase_on(store, mia, able, assigned, play):
    """It is practice, and it makes the phase begin; but nobody saw how it was done."""
    plan = assigned(TWO_PHASES)
    store.plans.enter(plan.id, phase=1, rule=THERAPIST, reason="now", at=MONDAY)
    for day in (0, 1):
        assert play("fog/lake", day=day, home=True).plan_step is None
    state = present(store, mia.id, now=MONDAY + timedelta(days=2))
    assert (state.goings, state.began) == ((), MONDAY)
    assert len(store.plans.practice(mia.id, since=MONDAY)) == 2


def test_a_tried_plan_changes_no_assignment(store, mia, assigned, play):
    """It is played in its first phase, however often."""
    assigned(TWO_PHASES)
    tried = parse_plan(HEAD + '[[phase]]\nweeks = 1\nlevels = ["meadow"]\n', file="other", levels=LEVELS)
    sitting = play("meadow/first", plan=tried)
    assert sitting.person.plan.assigned is None
    assert sitting.plan_step is None
    assert store.sessions.find(sitting.id).settings["plan"]["id"] is None
    assert store.plans.current(mia.id).title == "p"


def test_without_a_plan_nothing_is_different(session, store, mia):
    """No settings, no wishes, the usual offers."""
    sitting = session()
    assert sitting.person.plan is None
    assert "plan" not in sitting.person.chosen_settings()
    assert sitting.minutes == 20
    assert present(store, mia.id, now=MONDAY) is None


def test_a_kept_plan_that_cannot_be_read_any_more_stops_nobody(store, mia, session):
    """Play goes on without it."""
    store.plans.assign(mia.id, title="Old", text="format = 1", digest="x", at=MONDAY)
    assert session().person.plan is None


def test_levels_that_are_gone_leave_the_usual_offers(assigned, session, store, mia):
    """A plan whose levels cannot be played now does not leave the map empty."""
    plan = parse_plan(HEAD + '[[phase]]\nweeks = 1\nlevels = ["own/gone"]\n', file="p")
    store.plans.assign(mia.id, title="p", text=plan.text, digest=plan.hash, at=MONDAY)
    assert session().offers()
