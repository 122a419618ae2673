"""A simulated person as a source of samples, and playing."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from steadyquest.conventions import DIRECTIONS, GRAVITY_M_S2, Lean
from steadyquest.errors import DeviceError
from steadyquest.game.events import PlaceRecalled, RepEnded, TargetReached
from steadyquest.game.spec import HoldSpec, LevelSpec, Profile, ReachSpec, RecallSpec, StepSpec, fixed
from steadyquest.game.staircase import Staircase
from steadyquest.game.world import World
from steadyquest.signal.reach import uniform
from steadyquest.simulate.people import PEOPLE
from steadyquest.simulate.person import BodyReach, SimulatedPerson


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
