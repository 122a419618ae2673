"""A simulated person as a source of samples, and playing."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from steadyquest.analysis.measure import measure
from steadyquest.conventions import DIRECTIONS, GRAVITY_M_S2, Lean
from steadyquest.errors import DeviceError
from steadyquest.game.events import Paused, PlaceRecalled, RepEnded, TargetReached
from steadyquest.game.spec import FollowSpec, HoldSpec, LevelSpec, Profile, ReachSpec, RecallSpec, StepSpec, fixed
from steadyquest.game.staircase import Staircase
from steadyquest.game.world import World
from steadyquest.session.run import Run
from steadyquest.session.setup import RunSetup
from steadyquest.signal.reach import Reach, uniform
from steadyquest.simulate.people import PEOPLE
from steadyquest.simulate.person import GLANCE, BodyReach, SimulatedPerson

EASY = ReachSpec(distance=fixed(0.55), radius=fixed(0.4), dwell_s=fixed(0.6), limit_s=fixed(12.0), count=6)


def cop(person, sample):
    force, ml, ap = person.calibration.wrench(sample.counts)
    return ml / force, ap / force


def play(task, *, person="steady", seed=1, d=0.2, rung=0, reach_mm=45.0):
    """Plays a level of one step, unfiltered, a sample a tick; the events."""
    reach = uniform(reach_mm)
    skills = ("steadiness", "reach", "tracking", "feel")
    world = World(
        LevelSpec(title="t", world="river", say="s", steps=(StepSpec(task=task),)),
        seed=seed,
        staircases={skill: Staircase(d=d, fixed=True) for skill in skills},
        profile=Profile(rungs=dict.fromkeys(skills, rung)),
        reach=reach,
    )
    source = SimulatedPerson(person, seed=seed, reach=reach)
    events = []
    while not world.finished:
        source.observe(world.scene())
        (sample,) = source.read()
        ml, ap = cop(source, sample)
        events += world.step(Lean(sample.t_us, *reach.to_units(ml, ap), ml, ap, 70.0, True))
    return events


def play_for_real(task, *, person, seed=1, d=0.1, at_once=GLANCE, **keys):
    """Plays a level of one step as it is graded: counts, chain, world, scene; in the reach of that body."""
    source = SimulatedPerson(person, seed=seed, at_once=at_once)
    source.reach = Reach(source.limit.mm, "given")
    who, skills = source.person, ("steadiness", "reach", "tracking")
    setup = RunSetup(
        seed=seed,
        calibration=source.calibration,
        reach=source.reach,
        centre_mm=(0.0, 0.0),
        profile=Profile(weight_kg=who.weight_kg, affected=who.affected),
        staircases={skill: Staircase(d=d, fixed=True) for skill in skills},
    )
    run, events = Run(LevelSpec(title="t", world="river", say="s", steps=(StepSpec(task=task, **keys),)), setup), []
    while not run.finished:
        for sample in source.read():
            events += run.feed(sample)
        source.observe(run.world.scene())
    return events


def stood(name, *, seconds, seed=1, spread=0.0):
    """The centre of pressure of somebody who stands on the plate, by way of the counts: (n, 2) in mm."""
    person = SimulatedPerson(name, seed=seed, spread=spread, at_once=100)
    return np.array([cop(person, sample) for _ in range(seconds) for sample in person.read()])


def success(events):
    ended = [event for event in events if isinstance(event, RepEnded)]
    return sum(isinstance(event, TargetReached) for event in ended) / len(ended)


@pytest.mark.parametrize("rate_hz", [100.0, 80.0, 96.0])
def test_each_read_is_the_next_sample_whatever_the_time_is(rate_hz):
    """Stamps are ticks of the board's own rate; sequence numbers count on."""
    person = SimulatedPerson(seed=1, rate_hz=rate_hz)
    samples = [sample for _ in range(300) for sample in person.read()]
    assert [sample.t_us for sample in samples] == [round(k * 1e6 / rate_hz) for k in range(1, 301)]
    assert [sample.seq for sample in samples] == list(range(300))
    assert person.health.rate_hz == rate_hz


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_stands_on_the_plate_with_their_weight_from_the_first_sample(name):
    """Nobody has to be tared or waited for, and the source says that it is simulated."""
    person = SimulatedPerson(name, seed=1)
    assert person.board_id == f"sim:{name}"
    force_n, *_ = person.calibration.wrench(person.read()[0].counts)
    assert force_n == pytest.approx(PEOPLE[name].weight_kg * GRAVITY_M_S2, abs=0.01)
    assert math.dist(cop(person, person.read()[0]), (0, 0)) < 40


def test_a_person_is_repeated_by_the_seed():
    """Two of the same seed press the same counts, two of different seeds do not."""
    first, again, other = (SimulatedPerson("child", seed=seed) for seed in (3, 3, 4))
    assert [first.read() for _ in range(50)] == [again.read() for _ in range(50)]
    assert first.read() != other.read()


def test_who_has_stepped_off_gives_nothing_more():
    """Closing twice is no harm."""
    person = SimulatedPerson(seed=1)
    person.close()
    person.close()
    assert person.ended
    assert person.read() == []


def test_an_unknown_name_is_refused():
    """The same line as everywhere else."""
    with pytest.raises(DeviceError, match="no simulated person giant"):
        SimulatedPerson("giant", seed=1)


def test_a_body_reaches_less_far_back_and_smoothly_between():
    """The reach is an ellipse through the four lengths, and its two ways undo each other."""
    reach = BodyReach(right_mm=60, left_mm=30, forward_mm=50, back_mm=40)
    by_name = dict(zip(DIRECTIONS, reach.mm, strict=True))
    assert [by_name[name] for name in ("right", "forward", "left", "back")] == pytest.approx([60, 50, 30, 40])
    assert all(abs(a - b) < 2 for a, b in pairwise(reach.mm_at(i / 50) for i in range(400)))
    assert reach.to_units(*reach.to_mm(-0.3, 0.7)) == pytest.approx((-0.3, 0.7))


def test_nobody_leans_further_than_their_own_body_can():
    """When the session's reach unit is longer than the body's, a target at one unit is not reached."""
    far = ReachSpec(distance=fixed(1.0), radius=fixed(0.2), count=4)
    assert success(play(far, reach_mm=120.0)) == 0.0


@pytest.mark.parametrize("person", ["steady", "older", "child"])
def test_an_easy_level_is_won_by_light(person):
    """Near targets and a wide zone are no trouble."""
    assert success(play(ReachSpec(count=6), person=person)) >= 0.75
    assert success(play(HoldSpec(at=("centre", "forward")), person=person)) >= 0.5


@pytest.mark.parametrize("person", ["still", "random"])
def test_still_and_random_do_not_win_a_reach(person):
    """A level that they won would teach nothing."""
    assert success(play(ReachSpec(count=6), person=person)) < 0.75


def test_the_dark_is_harder_than_the_light():
    """Over several players, reaching without a lantern succeeds less often."""
    lit, dark = (
        sum(success(play(ReachSpec(), person="older", seed=seed, d=0.6, rung=rung)) for seed in range(3)) / 3
        for rung in (0, 4)
    )
    assert dark < lit


def test_a_recalled_place_is_answered_near_where_it_was():
    """Every place is answered by stillness, off by a hand's breadth of reach, but not exactly."""
    answers = [event for event in play(RecallSpec(count=6)) if isinstance(event, PlaceRecalled)]
    errors = [math.hypot(answer.along, answer.across) for answer in answers]
    assert all(answer.answered for answer in answers)
    assert 0.01 < sum(errors) / len(errors) < 0.4


def test_samples_that_come_at_once_are_those_that_come_one_by_one():
    """As long as nothing is shown, it is only a matter of how many are handed over."""
    single, several = SimulatedPerson("older", seed=4), SimulatedPerson("older", seed=4, at_once=GLANCE)
    assert [len(several.read()) for _ in range(3)] == [GLANCE] * 3
    assert [sample for _ in range(GLANCE * 3) for sample in single.read()][-1].seq == GLANCE * 3 - 1
    assert several.read() == [sample for _ in range(GLANCE) for sample in single.read()]


@pytest.mark.parametrize("person", ["steady", "child_hemi_left"])
def test_a_look_every_40_ms_wins_about_as_much_as_one_each_sample(person):
    """Nobody plays better or worse for being computed faster: within a tenth of the reps of several runs."""
    often, seldom = (
        sum(success(play_for_real(EASY, person=person, seed=seed, d=0.1, at_once=n)) for seed in range(6)) / 6
        for n in (1, GLANCE)
    )
    assert seldom == pytest.approx(often, abs=0.1)


def test_only_who_plays_by_what_is_shown_needs_to_be_shown_anything():
    """The two controls do not look."""
    assert [name for name in PEOPLE if not SimulatedPerson(name, seed=1).looks] == ["still", "random"]


@pytest.mark.parametrize("seed", range(3))
def test_still_stands_in_the_middle_and_sways_as_adults_do(seed):
    """Mean velocity and ellipse of a minute, by way of the counts, are those of 9 in 10 young adults (BDS)."""
    cop_mm = stood("still", seconds=60, seed=seed)
    measures = measure(np.arange(len(cop_mm)) / 100, cop_mm)
    assert 5.191 <= measures["mean_velocity_mm_s"] <= 15.095
    assert 67.48 <= measures["ellipse_area_95_mm2"] <= 593.17
    assert np.abs(cop_mm.mean(axis=0)).max() < 6.0


def test_random_goes_to_all_sides_and_never_beyond_reach():
    """Everywhere within what the body can, and within a few millimetres of sway of it."""
    person, cop_mm = SimulatedPerson("random", seed=2), stood("random", seconds=240, seed=2)
    shares = [person.limit.share(ml, ap) for ml, ap in cop_mm.tolist()]
    assert max(shares) < 1.35
    assert sum(share > 0.5 for share in shares) > 0.2 * len(shares)
    quarters = {(ml > 10, ap > 10) for ml, ap in cop_mm.tolist() if min(abs(ml), abs(ap)) > 10}
    assert len(quarters) == 4


def test_who_tires_sways_more_at_the_end_than_at_the_beginning():
    """The person's habit reaches the body: in the fifth minute twice the sway of the first."""
    tiring, fresh = (stood(name, seconds=300, seed=3) for name in ("tiring", "still"))
    assert tiring[-6000:].std() / fresh[-6000:].std() == pytest.approx(2.125, rel=0.1)
    assert tiring[:6000].std() / fresh[:6000].std() == pytest.approx(1.125, rel=0.1)


@pytest.mark.parametrize("name", [name for name in PEOPLE if name not in {"still", "random"}])
def test_everybody_wins_something_easy_in_the_reach_of_their_own_body(name):
    """Near targets that wait: six in ten at least, through counts, chain and world, and without one pause."""
    events = [event for seed in range(2) for event in play_for_real(EASY, person=name, seed=seed)]
    assert success(events) >= 0.6
    assert not any(isinstance(event, Paused) for event in events)


@pytest.mark.parametrize("name", ["steady", "older"])
def test_adults_keep_with_a_slow_guide(name):
    """Most laps of the circle that a level without further words has."""
    laps = [event for seed in range(3) for event in play_for_real(FollowSpec(), person=name, seed=seed)]
    assert success(laps) >= 0.6


@pytest.mark.parametrize("bent", [{"reversed": True}, {"wind": (0.3, 0.0)}, {"gain": 0.5}])
def test_who_looks_finds_out_what_a_step_does_with_the_picture(bent):
    """Turned round, pulled or slowed: reps take longer, and most of them still succeed."""
    ways = [
        [event for seed in range(3) for event in play_for_real(EASY, person="steady", seed=seed, **keys)]
        for keys in ({}, bent)
    ]
    plain, other = (sum(event.seconds for event in way if isinstance(event, RepEnded)) for way in ways)
    assert success(ways[1]) >= 0.75
    assert other > plain


def test_a_child_with_hemiplegia_has_the_same_game_on_both_sides_in_a_reach_that_is_not():
    """In millimetres the targets on the affected side are half as far; in the game they are as far as the others."""
    source = SimulatedPerson("child_hemi_left", seed=1)
    by_name = dict(zip(DIRECTIONS, source.limit.mm, strict=True))
    assert by_name["left"] / by_name["right"] == pytest.approx(0.5, abs=0.05)
    sides = ReachSpec(where=("affected", "other"), radius=fixed(0.4), distance=fixed(0.6), limit_s=fixed(12.0), count=8)
    assert success(play_for_real(sides, person="child_hemi_left")) >= 0.6
