"""Who is new is shown which way to lean; whoever has played a few levels is not; what is measured, nobody."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from steadyquest.levels.library import shipped
from steadyquest.session.assessments.levels import key_of
from steadyquest.session.options import Options
from steadyquest.session.past import Past
from steadyquest.session.person import NEW_PLAYS, Person
from steadyquest.session.setup import RunSetup
from steadyquest.signal.calibration import nominal

LEVEL = next(level for level in shipped() if level.spec.world == "meadow")


def setup(plays: int, *, key: str = LEVEL.key) -> RunSetup:
    """The setup of a level for somebody who has played so many."""
    person = Person(None, options=Options(), store=None)
    if plays:
        person.past["river/feed_the_ducks"] = Past("river/feed_the_ducks", plays, 0.8, 2, (0,))
    level = replace(LEVEL, key=key)
    return person.setup_for(level, seed=1, calibration=nominal("t"), centre_mm=(0.0, 0.0), weight_kg=70.0)


@pytest.mark.parametrize(("plays", "shown"), [(0, True), (NEW_PLAYS - 1, True), (NEW_PLAYS, False), (200, False)])
def test_the_first_levels_show_which_way_to_lean(plays: int, shown: bool) -> None:
    """Counted in levels played, whichever they were."""
    assert setup(plays).profile.way_hints is shown


def test_what_is_measured_shows_no_sign() -> None:
    """The feel probe and assessments are the same for everybody."""
    assert not setup(0, key="probe/feel").profile.way_hints
    assert not setup(0, key=key_of("limits")).profile.way_hints


def test_a_record_keeps_whether_signs_were_shown() -> None:
    """So that a replay shows what was seen; an older record, which had none, is read as such."""
    stored = json.loads(json.dumps(setup(0).as_dict()))
    assert RunSetup.from_dict(stored).profile.way_hints
    del stored["profile"]["way_hints"]
    assert not RunSetup.from_dict(stored).profile.way_hints
