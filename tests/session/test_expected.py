"""How a level is expected to go."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from steadyquest.game.staircase import Staircase
from steadyquest.session.expected import AT_FIRST, AT_THE_BOTTOM, AT_THE_TOP, by_skills, expected
from steadyquest.session.options import Options
from steadyquest.session.past import Past
from steadyquest.session.person import Person

REACH = 'task = "reach"\nwhere = ["left"]\ndistance = 0.5\nlimit_s = 8\n'


@pytest.mark.parametrize(
    ("staircase", "share"),
    [
        (Staircase(), AT_FIRST),
        (Staircase(0.4, reversals=2), (AT_FIRST + 0.75) / 2),
        (Staircase(0.4, reversals=9), 0.75),
        (Staircase(0.7, reversals=9, hi=0.7), AT_THE_TOP),
        (Staircase(0.0, reversals=9), AT_THE_BOTTOM),
        (Staircase(0.2, reversals=9, lo=0.2), AT_THE_BOTTOM),
    ],
)
def test_a_staircase_promises_75_percent_once_it_has_found_its_player(staircase, share):
    """More before that and at the upper end of the range, less at the lower end."""
    assert by_skills([staircase]) == pytest.approx(share)


def test_a_fixed_difficulty_promises_nothing():
    """It follows nobody."""
    assert by_skills([Staircase(0.3, fixed=True)]) is None


def test_what_a_level_came_to_counts_half(level):
    """A level that is harder than others of its skill is expected to stay so."""
    made = level(REACH)
    person = Person(None, options=Options(), store=None)
    assert expected(made, person=person) == AT_FIRST
    person.past[made.key] = Past(made.key, 1, 0.5, 1)
    assert expected(made, person=person) == pytest.approx((AT_FIRST + 0.5) / 2)


def test_with_a_fixed_difficulty_only_the_past_counts(level):
    """Without one, nothing is known."""
    made = level(REACH)
    person = Person(None, options=Options(difficulty=0.3), store=None)
    assert expected(made, person=person) is None
    person.past[made.key] = Past(made.key, 1, 0.5, 1)
    assert expected(made, person=person) == 0.5


def test_where_nothing_is_judged_nothing_is_expected(level):
    """Recall and rest have no success."""
    made = level('task = "recall"\nwhere = ["left"]\n', 'task = "rest"\nseconds = 5\n')
    assert expected(made, person=Person(None, options=Options(), store=None)) is None


def test_places_opened_by_hand_stay_with_the_player():
    """Once each, and only for who was let in."""
    player = SimpleNamespace(id=None, settings={"open_worlds": ["fog"]}, affected=None, height_cm=None)
    person = Person(player, options=Options(), store=None)
    assert person.open_world("peak") == person.open_world("peak") == ["fog", "peak"]
    assert {"fog", "peak"} < person.open_worlds
    assert "peak" not in Person(None, options=Options(), store=None).open_worlds
