"""Reference ranges: the numbers of the published table, who may be compared, and the simulated people."""

from __future__ import annotations

import json
import random
import statistics

import numpy as np
import pytest

from steadyquest.analysis.measure import measure
from steadyquest.analysis.norms import AREAS_MM2, ROMBERGS, VELOCITIES_MM_S, age_group, reference_range
from steadyquest.simulate.body import Body
from steadyquest.simulate.people import FITTED

STANDING = {"eyes": "open", "surface": "firm", "stance": "comfortable", "duration_s": 60.0}
VELOCITY, AREA = "mean_velocity_mm_s", "ellipse_area_95_mm2"


@pytest.fixture
def published(bds):
    """The percentiles computed from the authors' table, beside the recordings."""
    return json.loads((bds.parent / "norms_bds_pds.json").read_text())


def test_the_ranges_are_those_of_the_published_table(published):
    """All eight conditions, velocity and area, in mm/s and mm² to the digits written; as many people."""
    for (group, eyes, surface), found in VELOCITIES_MM_S.items():
        row = published["groups"][f"{group}|{eyes}|{surface}".title()]
        assert found == pytest.approx(
            (*(10 * row["COPvelo"][p] for p in ("p5", "p50", "p95")), row["n_subjects"]), abs=0.006
        )
        area = AREAS_MM2[group, eyes, surface]
        assert area == pytest.approx(
            (*(100 * row["COParea"][p] for p in ("p5", "p50", "p95")), row["n_subjects"]), abs=0.06
        )
    for group, found in ROMBERGS.items():
        row = published["romberg_velo_ratio_EC_EO_firm"][group.title()]
        assert found[:3] == pytest.approx([row[p] for p in ("p5", "p50", "p95")], abs=6e-4)


@pytest.mark.parametrize("age_years", [0.5, 5, 9, 12, 17, 17.99])
def test_a_child_never_has_a_range(age_years):
    """Whatever is measured."""
    for key in (VELOCITY, AREA, "romberg_firm", "rms_ml_mm"):
        found = reference_range(key, age_years=age_years, **STANDING)
        assert found.range is None
        assert found.why_not == "there are no reference ranges for children"


@pytest.mark.parametrize(
    ("key", "options", "words"),
    [
        (VELOCITY, {"age_years": None}, "age is not known"),
        (VELOCITY, {"age_years": float("nan")}, "age is not known"),
        (VELOCITY, {"age_years": 91}, "nobody over 85"),
        (VELOCITY, {"stance": "tandem_left"}, "feet as one likes"),
        (VELOCITY, {"stance": "narrow"}, "feet as one likes"),
        (VELOCITY, {"support": "one hand"}, "without support"),
        (VELOCITY, {"duration_s": 10.0}, "too short"),
        (VELOCITY, {"duration_s": float("nan")}, "too short"),
        (AREA, {"duration_s": 30.0}, "grows with time"),
        ("sample_entropy_ml", {}, "no reference range for this measure"),
        (VELOCITY, {"surface": "sand"}, "no reference range for this measure"),
    ],
)
def test_whom_and_what_the_table_does_not_hold_has_no_range_but_a_reason(key, options, words):
    """Nobody is compared with people who stood otherwise."""
    found = reference_range(key, **{"age_years": 40.0, **STANDING, **options})
    assert found.range is None
    assert words in found.why_not


def test_a_velocity_of_twenty_seconds_may_be_compared_and_its_group_is_told():
    """It is not biased by duration."""
    found = reference_range(VELOCITY, age_years=71, **{**STANDING, "duration_s": 20.0})
    assert (found.group, found.range) == ("old", VELOCITIES_MM_S["old", "open", "firm"])
    assert found.source
    assert not found.why_not


def test_the_two_adults_of_the_recordings_are_in_their_groups():
    """27 and 75 years."""
    assert (age_group(27), age_group(75)) == ("young", "old")


@pytest.mark.slow
@pytest.mark.parametrize("standing", FITTED)
def test_simulated_people_measured_by_the_ordinary_way_stand_within_the_ranges(standing):
    """Of 20 minutes of each fitted profile at least 18, and the median, lie inside velocity and area."""
    runs = []
    for seed in range(20):
        body = Body(FITTED[standing], rng=random.Random(1000 + seed))
        cop = np.array([body.step(0.0, 0.0) for _ in range(6000)])
        runs.append(measure(np.arange(6000) / 100, cop))
    about = {"age_years": {"young": 30, "old": 70}[standing.age], "eyes": standing.eyes, "surface": standing.surface}
    for key in (VELOCITY, AREA):
        range_ = reference_range(key, **about, stance="comfortable", duration_s=60.0).range
        values = [run[key] for run in runs]
        assert sum(range_.p5 <= value <= range_.p95 for value in values) >= 18
        assert range_.p5 <= statistics.median(values) <= range_.p95
