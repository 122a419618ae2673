"""Simulated people in measured trials: standing in the four sensory conditions, leaning as far as they can."""

from __future__ import annotations

import json
import math
import random
import statistics
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from steadyquest.conventions import UNIT_VECTORS
from steadyquest.game.events import RepEnded, RepStarted, TrialEnded
from steadyquest.game.scene import Item, Scene
from steadyquest.game.spec import HoldSpec, LevelSpec, LimitsSpec, Profile, StandSpec, StepSpec
from steadyquest.session.reps import RepLog
from steadyquest.session.run import Run
from steadyquest.session.setup import RunSetup
from steadyquest.signal.reach import Reach, uniform
from steadyquest.simulate.body import JOIN_S, Body
from steadyquest.simulate.people import FITTED, PEOPLE, Standing, as_individual, under
from steadyquest.simulate.person import GLANCE, SimulatedPerson

CONDITIONS = [(eyes, surface) for surface in ("firm", "foam") for eyes in ("open", "closed")]
NORMS = Path(__file__).parents[3] / "shared" / "data" / "norms_bds_pds.json"
RUNS, SECONDS, RATE_HZ = 20, 60, 100


def setup_for(source, *, reach, seed):
    return RunSetup(
        seed=seed,
        calibration=source.calibration,
        reach=reach,
        centre_mm=(0.0, 0.0),
        profile=Profile(weight_kg=source.person.weight_kg, affected=source.person.affected),
        staircases={},
    )


def tried(name, task, *, seed=1, spread=0.0, reach=None, eyes="open", surface="firm"):
    """One run of one step, as it is played: the events, and the centre of pressure at every tick, (n, 2) in mm."""
    source = SimulatedPerson(name, seed=seed, spread=spread, at_once=GLANCE)
    source.reach = reach = reach or Reach(source.limit.mm, "given")
    level = LevelSpec(title="t", world="fog", say="s", steps=(StepSpec(task=task),), eyes=eyes, surface=surface)
    run, events, path = Run(level, setup_for(source, reach=reach, seed=seed)), [], []
    while not run.finished:
        for sample in source.read():
            events += run.feed(sample)
            force, ml, ap = source.calibration.wrench(sample.counts)
            path += [(ml / force, ap / force)] * (run.world.tick - len(path))
        source.observe(run.world.scene())
    return events, np.array(path)


def measured(events, path):
    """The samples of each trial, from its first tick to its last."""
    began = [event.tick for event in events if isinstance(event, RepStarted)]
    ended = [event.tick for event in events if isinstance(event, TrialEnded)]
    return [path[start - 1 : end - 1] for start, end in zip(began, ended, strict=True)]


def velocity_and_area(cop_mm):
    """Mean velocity in cm/s and 95 % prediction ellipse in cm², after a 10 Hz low-pass without phase."""
    from scipy import signal, stats

    p = signal.filtfilt(*signal.butter(4, 10.0, fs=RATE_HZ), cop_mm - cop_mm.mean(axis=0), axis=0)
    n = len(p)
    velocity = np.hypot(*np.diff(p, axis=0).T).sum() / ((n - 1) / RATE_HZ) / 10.0
    quantile = stats.f.ppf(0.95, 2, n - 2)
    area = np.pi * np.sqrt(np.linalg.det(np.cov(p.T))) * quantile * 2 * (n - 1) * (n + 1) / (n * (n - 2)) / 100.0
    return velocity, area


@pytest.mark.slow
@pytest.mark.parametrize(("eyes", "surface"), CONDITIONS)
@pytest.mark.parametrize(("name", "age"), [("steady", "Young"), ("older", "Old")])
def test_an_adult_who_stands_through_a_trial_lies_within_the_reference_ranges(name, age, eyes, surface):
    """Played by way of counts, run and scene: of 20 minutes at least 18, and their median, are as 9 in 10 adults'."""
    if not NORMS.is_file():
        pytest.skip("the reference ranges are not beside the checkout")
    norms = json.loads(NORMS.read_text(encoding="utf-8"))["groups"][f"{age}|{eyes.title()}|{surface.title()}"]
    (v_low, v_high), (a_low, a_high) = ((norms[key]["p5"], norms[key]["p95"]) for key in ("COPvelo", "COParea"))
    found = []
    for seed in range(RUNS):
        task = StandSpec(seconds=SECONDS)
        (cop_mm,) = measured(*tried(name, task, seed=seed, eyes=eyes, surface=surface))
        assert len(cop_mm) == SECONDS * RATE_HZ
        found.append(velocity_and_area(cop_mm))
    inside = [v_low <= v <= v_high and a_low <= a <= a_high for v, a in found]
    velocities, areas = zip(*found, strict=True)
    assert sum(inside) >= 18
    assert v_low <= statistics.median(velocities) <= v_high
    assert a_low <= statistics.median(areas) <= a_high


@pytest.mark.parametrize(("eyes", "surface"), CONDITIONS)
@pytest.mark.parametrize(("name", "age"), [("steady", "young"), ("older", "old")])
def test_a_fitted_adult_becomes_the_fit_of_that_condition_and_keeps_being_that_person(name, age, eyes, surface):
    """The numbers of the table to the last bit; with the noise of one of many, the same factor in every condition."""
    person, fit = PEOPLE[name], FITTED[Standing(age, eyes, surface)]
    assert under(person.sway, age=person.age, eyes=eyes, surface=surface) == fit
    one = as_individual(person.sway, rng=random.Random(3))
    factor = one.ml.noise_mm / person.sway.ml.noise_mm
    there = under(one, age=person.age, eyes=eyes, surface=surface)
    assert there.ml.noise_mm / fit.ml.noise_mm == pytest.approx(factor)
    assert there.ap.noise_mm / fit.ap.noise_mm == pytest.approx(factor)
    assert there.ml._replace(noise_mm=0.0) == fit.ml._replace(noise_mm=0.0)


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_stands_as_themselves_with_the_eyes_open_on_the_firm_plate(name):
    """Nothing is changed where nothing is asked for; and nobody falls where it is hardest."""
    person = PEOPLE[name]
    same = under(person.sway, age=person.age, eyes="open", surface="firm")
    assert (*same.ml, *same.ap) == pytest.approx((*person.sway.ml, *person.sway.ap), rel=1e-12)
    assert same.tremor_hz == person.sway.tremor_hz
    for eyes, surface in CONDITIONS[1:]:
        body = Body(under(person.sway, age=person.age, eyes=eyes, surface=surface), rng=random.Random(2))
        assert max(abs(v) for _ in range(3000) for v in body.step(0.0, 0.0)) < 100.0


def noise_free(sway):
    ml, ap = (axis._replace(noise_mm=0.0, tremor_mm=0.0) for axis in (sway.ml, sway.ap))
    return sway._replace(ml=ml, ap=ap)


def test_a_body_goes_over_to_another_sway_without_a_jump_and_then_has_it_purely():
    """From one sample to the next no more than either sway moves itself; after a second the old one is gone."""
    firm, foam = FITTED[Standing("young", "open", "firm")], FITTED[Standing("young", "closed", "foam")]
    body, other = Body(firm, rng=random.Random(1)), Body(firm, rng=random.Random(8))
    path = [body.step(0.0, 0.0) for _ in range(500)]
    [other.step(0.0, 0.0) for _ in range(500)]
    body.change(foam, rng=random.Random(2), stood_s=5.0)
    other.change(foam, rng=random.Random(2), stood_s=5.0)
    path += [body.step(0.0, 0.0) for _ in range(3000)]
    there = [other.step(0.0, 0.0) for _ in range(3000)]
    joined = round(JOIN_S * RATE_HZ)
    steps = [math.dist(a, b) for a, b in pairwise(path)]
    assert max(steps[499 : 499 + joined]) < max(steps[499 + joined :])
    assert path[500 + joined :] == there[joined:]
    assert path[500 : 500 + joined - 1] != there[: joined - 1]


def test_the_lean_goes_on_while_the_sway_changes():
    """Only the sway is another: the place where one stands is kept."""
    quiet = noise_free(PEOPLE["steady"].sway)
    body = Body(quiet, rng=random.Random(1))
    [body.step(30.0, -10.0) for _ in range(600)]
    body.change(quiet, rng=random.Random(2), stood_s=6.0)
    for _ in range(300):
        assert body.step(30.0, -10.0) == pytest.approx((30.0, -10.0), abs=1e-3)


def test_who_tires_goes_on_tiring_on_the_foam():
    """After four minutes twice as unsteady, whether or not the ground changed meanwhile."""
    sway = PEOPLE["tiring"].sway
    fresh, tired = (Body(sway, rng=random.Random(1), tires_per_min=0.25) for _ in range(2))
    fresh.change(sway, rng=random.Random(2), stood_s=0.0)
    tired.change(sway, rng=random.Random(2), stood_s=240.0)
    deviations = [np.array([body.step(0.0, 0.0) for _ in range(3000)])[500:].std() for body in (fresh, tired)]
    assert deviations[1] / deviations[0] == pytest.approx(2.0, rel=0.1)


def test_what_is_told_changes_the_body_once_and_the_eyes_open_again():
    """Another scene of the same condition changes nothing; the next condition does."""
    told = [Scene(1, 0, (Item("gaze", eyes, 0.0, 0.0),), task="stand", eyes=eyes) for eyes in ("open", "closed")]

    def stood(*scenes):
        person = SimulatedPerson("steady", seed=1)
        path = []
        for scene in scenes:
            person.observe(scene)
            path += [person.read()[0].counts for _ in range(200)]
        return path

    plain = stood(None, told[0], told[0])
    closed = stood(None, told[1], told[1])
    assert plain == stood(None, None, None)
    assert plain[:200] == closed[:200]
    assert plain[200:] != closed[200:]
    opened = stood(told[1], told[0], told[0])
    assert opened == stood(told[1], told[0], told[0])
    assert opened[:200] != plain[:200]


@pytest.mark.parametrize("name", ["steady", "child_hemi_left", "tremor"])
def test_in_a_stand_one_is_at_ease_and_nothing_is_put_right(name):
    """The path is the sway itself, about one place: what the same body does that wishes for nothing."""
    (cop_mm,) = measured(*tried(name, StandSpec(seconds=20.0)))
    plain = SimulatedPerson(name, seed=1, spread=0.0, at_once=GLANCE)
    counts = [sample.counts for _ in range(2600 // GLANCE) for sample in plain.read()]
    alone = np.array([(ml / force, ap / force) for force, ml, ap in map(plain.calibration.wrench, counts)])
    shifts = [cop_mm - alone[start : start + len(cop_mm)] for start in range(495, 505)]
    assert min(np.ptp(shift, axis=0).max() for shift in shifts) < 0.05


def test_after_another_task_the_sway_is_pure_when_the_measuring_begins():
    """A hold to the side, then a stand on foam with the eyes closed: settled within its five seconds."""
    steps = (StepSpec(task=HoldSpec(at=("left",))), StepSpec(task=StandSpec(seconds=20.0)))
    source = SimulatedPerson("steady", seed=2, spread=0.0)
    reach = source.reach = uniform(60.0)
    level = LevelSpec(title="t", world="fog", say="s", steps=steps, eyes="closed", surface="foam")
    run, wishes, log, rows = Run(level, setup_for(source, reach=reach, seed=2)), [], RepLog(), []
    while not run.finished:
        happened = [event for sample in source.read() for event in run.feed(sample)]
        source.observe(run.world.scene())
        rows += log.rows(happened)
        if run.world.task == "stand" and run.world.scene().items[0].progress > 0.0:
            wishes.append(source._wish)
    assert len(set(wishes)) == 1
    assert [(row["task"], row["skill"], row["success"], row["share"]) for row in rows if row["task"] == "stand"] == [
        ("stand", None, None, 1.0)
    ]
    assert rows[-1]["extra"] == {"practice": False}


def theoretical(height_m):
    """100 % of the limits test: 8° forward, left and right and 4.5° back, of a centre of mass at 0.55 of height."""
    eight, back = (0.55 * height_m * 1000.0 * math.sin(math.radians(angle)) for angle in (8.0, 4.5))
    return {"right": eight, "left": eight, "forward": eight, "back": back}


def furthest_of(name, *, where=("right", "left", "forward", "back"), seed=1):
    """The furthest on-axis place of a trial in each direction, as a share of the theoretical limit; and the path."""
    limits = theoretical(PEOPLE[name].height_m)
    by_direction = [limits.get(key) or math.sqrt(limits["right"] * limits["back"]) for key in UNIT_VECTORS]
    events, path = tried(
        name, LimitsSpec(where=where, seconds=8.0), reach=Reach(tuple(by_direction), "given"), seed=seed
    )
    trials = measured(events, path)
    shares = {
        key: max(trial @ np.array(UNIT_VECTORS[key])) / limits[key] for key, trial in zip(where, trials, strict=True)
    }
    return shares, trials


def test_people_lean_further_in_the_limits_test_than_they_like_to_and_less_than_a_textbook_has():
    """The steady adult about 85 % to the front; the older one and the child less; nobody beyond 100 %."""
    steady, older, child = (furthest_of(name)[0] for name in ("steady", "older", "child"))
    assert steady["forward"] == pytest.approx(0.85, abs=0.08)
    assert all(older[key] < steady[key] < 1.05 for key in steady)
    assert 0.6 < child["forward"] < 0.95
    comfortable = PEOPLE["steady"].reach_mm[2] / theoretical(PEOPLE["steady"].height_m)["forward"]
    assert steady["forward"] > 1.5 * comfortable


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left")])
def test_with_hemiplegia_one_leans_about_half_as_far_to_that_side(side, other):
    """In the limits test as anywhere."""
    shares, _ = furthest_of(f"child_hemi_{side}", where=("right", "left"))
    assert shares[side] / shares[other] == pytest.approx(0.525, abs=0.15)


def test_nobody_sets_out_before_their_reaction_time_and_everybody_is_back_before_the_next_signal():
    """At the signal one stands in the middle; the lean comes a reaction and a body later."""
    _, trials = furthest_of("steady", where=("right", "left", "right"))
    for sign, trial in zip((1, -1, 1), trials, strict=True):
        along = sign * trial[:, 0]
        assert abs(along[:15]).max() < 20.0
        out = int(np.argmax(along > 0.5 * along.max()))
        assert 40 < out < 200


def test_a_level_of_before_is_played_as_before():
    """Outside of limits nobody leans beyond what they like to: a hold beyond the reach ends at the body's limit."""
    events, path = tried("steady", HoldSpec(at=("right",)), reach=uniform(130.0))
    assert any(isinstance(event, RepEnded) for event in events)
    assert path[:, 0].max() < PEOPLE["steady"].reach_mm[0] + 15.0
