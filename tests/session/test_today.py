"""What people say of a day."""

from __future__ import annotations

import pytest

from steadyquest.errors import RecordError
from steadyquest.session.today import checked, stops


@pytest.mark.parametrize(
    "notes",
    [
        {"support": "one_hand", "shoes": "orthosis"},
        {"faces_before": {"pain": 0, "fun": 4}},
        {"faces_after": {}},
        {"said": "went well"},
        {"support": None},
    ],
)
def test_what_can_be_noted_is_kept_as_it_is(notes):
    """Known words, faces from 0 to 4, one's own words; None takes a note away."""
    assert checked(notes) == notes


@pytest.mark.parametrize(
    "notes", [{"support": "rope"}, {"shoes": ""}, {"said": "x" * 501}, {"faces_before": 3}, {"weather": "fine"}]
)
def test_what_cannot_be_noted_is_one_line(notes):
    """Unknown words and names, too much of it, or something else."""
    with pytest.raises(RecordError) as caught:
        checked(notes)
    assert "\n" not in str(caught.value)


def test_a_face_that_there_is_not_is_left_out():
    """A sixth face, or a fourth row."""
    assert checked({"faces_after": {"pain": 5, "tired": 2, "hungry": 1}}) == {"faces_after": {"tired": 2}}


def test_words_become_one_line():
    """As the report prints them; only spaces are none."""
    assert checked({"said": "  went\nwell "}) == {"said": "went well"}
    assert checked({"said": " \n"}) == {"said": None}


@pytest.mark.parametrize(("limit", "pain", "asked"), [(3, 2, False), (3, 3, True), (1, 4, True), (None, 4, False)])
def test_the_therapist_is_asked_from_the_face_they_set(limit, pain, asked):
    """Without a rule never."""
    settings = {} if limit is None else {"stop_pain": limit}
    assert stops(settings, {"pain": pain}) is asked
    assert not stops(settings, {})
