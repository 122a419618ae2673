"""The table of simulated people."""

from __future__ import annotations

import math
import random
import statistics
from dataclasses import replace

import pytest

from steadyquest.errors import DeviceError
from steadyquest.simulate.people import FITTED, PEOPLE, Standing, as_individual, find_person

NAMES = "steady, older, child, child_hemi_left, child_hemi_right, child_diplegia, tremor, tiring, still, random"


def test_all_ten_people_are_there():
    """Their names are those that `--board sim:NAME` takes; only the two adults' sway claims to be fitted."""
    assert ", ".join(PEOPLE) == NAMES
    assert [name for name, person in PEOPLE.items() if person.fitted] == ["steady", "older"]
    assert PEOPLE["steady"].sway == FITTED[Standing("young", "open", "firm")]
    assert PEOPLE["older"].sway == FITTED[Standing("old", "open", "firm")]


def test_an_unknown_person_is_told_with_those_there_are():
    """One line, and a hint for a slip of the keys."""
    with pytest.raises(DeviceError, match=r"no simulated person stedy; .* \(did you mean steady\?\)"):
        find_person("stedy")
    with pytest.raises(DeviceError, match=rf"there are: {NAMES}$"):
        find_person("")


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left")])
def test_who_has_hemiplegia_reaches_half_as_far_to_that_side_and_is_the_other_ones_mirror(side, other):
    """Half as far as a typical child, slower, with more sway to the sides; and the same the other way round."""
    typical, person, mirror = PEOPLE["child"], PEOPLE[f"child_hemi_{side}"], PEOPLE[f"child_hemi_{other}"]
    right_mm, left_mm, *ahead = person.reach_mm
    reach_mm = {"right": right_mm, "left": left_mm}
    assert person.affected == side
    assert reach_mm[side] == pytest.approx(typical.reach_mm[0] / 2, rel=0.05)
    assert reach_mm[other] == pytest.approx(typical.reach_mm[0], rel=0.1)
    assert mirror.reach_mm == (left_mm, right_mm, *ahead)
    assert person.habits.speed_per_s < typical.habits.speed_per_s
    assert person.habits.reaction_s > typical.habits.reaction_s
    assert person.sway.ml.noise_mm / typical.sway.ml.noise_mm > person.sway.ap.noise_mm / typical.sway.ap.noise_mm > 1


def test_who_has_diplegia_reaches_less_everywhere_and_sways_more_forward_and_back():
    """Small, slow, unsteady on both axes."""
    typical, person = PEOPLE["child"], PEOPLE["child_diplegia"]
    assert all(mm < 0.7 * other_mm for mm, other_mm in zip(person.reach_mm, typical.reach_mm, strict=True))
    assert person.habits.speed_per_s < typical.habits.speed_per_s
    assert person.sway.ap.noise_mm / typical.sway.ap.noise_mm > person.sway.ml.noise_mm / typical.sway.ml.noise_mm > 1


def test_the_controls_differ_from_the_steady_adult_in_nothing_but_what_they_do():
    """Still and random stand like everybody: what they win is not won by standing better."""
    steady = PEOPLE["steady"]
    for name, moves in (("still", "never"), ("random", "anywhere")):
        person = PEOPLE[name]
        assert (person.sway, person.weight_kg, person.reach_mm) == (steady.sway, steady.weight_kg, steady.reach_mm)
        assert person.habits == replace(steady.habits, moves=moves)


def test_people_of_one_kind_differ_by_a_log_normal_factor_on_both_axes():
    """The logarithm of the noise spreads by 0.3; the control stays the same."""
    sway, rng = PEOPLE["steady"].sway, random.Random(1)
    crowd = [as_individual(sway, rng=rng) for _ in range(2000)]
    factors = [one.ml.noise_mm / sway.ml.noise_mm for one in crowd]
    assert statistics.stdev(math.log(factor) for factor in factors) == pytest.approx(0.3, rel=0.1)
    assert statistics.median(factors) == pytest.approx(1.0, rel=0.05)
    assert all(
        one.ap.noise_mm / sway.ap.noise_mm == pytest.approx(factor) and one.ml.kp == sway.ml.kp
        for one, factor in zip(crowd, factors, strict=True)
    )


def test_without_spread_everybody_is_the_same():
    """The check against the reference ranges needs the fitted noise itself."""
    sway = PEOPLE["older"].sway
    assert as_individual(sway, rng=random.Random(9), spread=0.0) == sway
