"""For whom a level is too easy, right or too hard."""

from __future__ import annotations

import pytest

from steadyquest.grade.verdicts import climbed, verdicts
from steadyquest.grade.wording import about


def verdict(graded, row, *, person="child", **more):
    (found,) = verdicts(graded({person: row}, climber=person, **more))
    return found


@pytest.mark.parametrize(
    ("row", "code", "at"),
    [
        ((99, 95, 90, 85, 81), "too_easy", ()),
        ((99, 95, 80, 85, 81), "right", (0.5,)),
        ((90, 80, 70, 60, 50), "right", (0.25, 0.5, 0.75)),
        ((95, 90, 85, 55, 20), "between", (0.5, 0.75)),
        ((59, 50, 40, 30, 20), "too_hard", ()),
        ((60, 50, 40, 30, 20), "right", (0.0,)),
        ((20, 40, 90, 95, 99), "between", (0.25, 0.5)),
    ],
)
def test_the_zone_from_60_to_80_per_cent_is_right(graded, row, code, at):
    """With its ends; a level that jumps over it is right somewhere in between."""
    found = verdict(graded, row)
    assert (found.code, found.at) == (code, at)
    assert found.suits == (code in ("right", "between"))


@pytest.mark.parametrize(("row", "code"), [((75, 10, 0, 0, 0), "wins"), ((74, 10, 0, 0, 0), "does_not_win")])
@pytest.mark.parametrize("person", ["still", "random"])
def test_who_does_not_play_wins_with_three_reps_of_four(graded, row, code, person):
    """At any difficulty; nothing is ever right for them."""
    found = verdict(graded, row, person=person)
    assert found.code == code
    assert not found.suits


def test_what_rises_again_is_told_with_its_place(graded):
    """Only when it is more than chance."""
    assert verdict(graded, (90, 60, 85, 60, 50)).easier_at == (0.5,)
    assert verdict(graded, (90, 70, 75, 60, 50)).easier_at == ()
    assert verdict(graded, (9, 6, 8, 6, 5), reps=10).easier_at == ()


def test_a_level_told_by_its_error_is_right_for_nobody_and_too_hard_for_nobody(graded, level, steps):
    """`recall` is neither."""
    grade = graded({"child": (None,) * 5}, climber="child", of=level(steps["recall"]), off_mm=12.0)
    (found,) = verdicts(grade)
    assert (found.code, found.suits, found.least) == ("by_error", False, None)
    assert [line for line in about(grade) if "judged" in line]


def test_words_name_everybody_once(good):
    """Each person is in one of the sentences; only who goes on into the dark is in another."""
    said = " ".join(line for line in about(good) if "dark" not in line)
    for words in ("a steady adult", "a child with hemiplegia on the left", "an adult who tires", "A still", "A random"):
        assert said.count(words) == 1


def test_rungs_have_verdicts_of_their_own(good):
    """Of who climbs them: what is too easy by day is right in the dark."""
    assert [(verdict.rung, verdict.code) for verdict in climbed(good)] == [
        (1, "too_easy"),
        (2, "right"),
        (3, "right"),
        (4, "right"),
    ]
    assert any("rung 3 (at 0.25, 0.5, 0.75, 1)" in line for line in about(good))


def test_words_tell_of_plays_that_were_cut_off_and_of_pauses(graded):
    """More than one play in five."""
    said = " ".join(about(graded({"child": (70,) * 5}, climber="child", complete=2, pauses=3)))
    assert "over before a child of 8 is done, in 15 of 25 plays" in said
    assert "pauses it 15 times in 25 plays" in said
    quiet = " ".join(about(graded({"child": (70,) * 5}, climber="child", complete=4, pauses=1)))
    assert "25 plays" not in quiet
