"""The measuring of reach, as simulated people see it."""

import pytest

from steadyquest.session import Options, Session
from steadyquest.simulate.person import SimulatedPerson


@pytest.mark.parametrize("name", ["steady", "child", "child_hemi_left"])
@pytest.mark.parametrize("kind", ["quick", "full"])
def test_simulated_people_lean_as_far_as_they_can_and_come_back(name, kind):
    """They see where to lean and are measured like anybody: about as far as their body goes and sways."""
    person = SimulatedPerson(name, seed=4, spread=0.0)
    sitting = Session(person, player=None, options=Options(seed=1))
    while sitting.stage != "ready":
        sitting.poll()
    measure = sitting.begin_reach(kind)
    n = 0
    while not measure.done and n < 100 * 8 * len(person.limit.mm) * 2:
        n += 1
        sitting.poll()
        person.observe(sitting.scene())
    assert measure.done
    assert sitting.keep_reach() == ()
    assert sitting.reach.kind == kind
    for i in (0, 2, 4):
        assert sitting.reach.mm[i] == pytest.approx(person.limit.mm[i], abs=18.0)
    assert sitting.scene() is None


def test_who_does_not_lean_changes_nothing():
    """A still person is asked twice; the first guess stays a first guess."""
    person = SimulatedPerson("still", seed=4)
    sitting = Session(person, player=None, options=Options(seed=1))
    while sitting.stage != "ready":
        sitting.poll()
    before, measure = sitting.reach, sitting.begin_reach("quick")
    while not measure.done:
        sitting.poll()
        person.observe(sitting.scene())
    assert set(sitting.keep_reach()) == {"left", "right", "forward"}
    assert sitting.reach is before
    assert sitting.reach.kind == "default"
