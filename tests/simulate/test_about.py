"""One sentence about each simulated person."""

from __future__ import annotations

import pytest

from steadyquest.errors import DeviceError
from steadyquest.simulate.about import SENTENCES, about
from steadyquest.simulate.people import PEOPLE


def test_everybody_in_the_table_has_one_sentence_and_nobody_else():
    """In the order of the table, short enough for a line, and no two alike."""
    assert list(SENTENCES) == list(PEOPLE)
    said = [about(name) for name in PEOPLE]
    assert len(set(said)) == len(said)
    assert all(len(sentence) <= 100 and sentence.endswith(".") for sentence in said)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_sentence_names_the_affected_side_of_its_person(side):
    """Left is left."""
    name = f"child_hemi_{side}"
    assert PEOPLE[name].affected == side
    assert f"on the {side}" in about(name)


def test_nobody_is_told_about_who_is_not_there():
    """The same line as everywhere."""
    with pytest.raises(DeviceError, match="no simulated person giant"):
        about("giant")
