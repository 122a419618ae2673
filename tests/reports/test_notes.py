"""For the notes: five plain lines, always, and nobody's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from steadyquest.records.rows import ClinicalResult
from steadyquest.reports.assessment_data import AssessmentDocument, AssessmentHistory
from steadyquest.reports.document import gather
from steadyquest.reports.notes import notes


def lines_of(story):
    return notes(gather(story.store(), 7))


def test_a_session_is_told_in_five_lines(whole_session):
    """When and who, what and how much, how they stood, what was measured, how it felt and what is next."""
    who, done, stood, measured, felt = lines_of(whole_session)
    assert "2024-03-05" in who
    assert "player no. 3" in who
    assert "5 levels, 4:42 min in levels, 29 reps" in done
    assert "74 % of the judged ones well" in done
    assert "support: one hand" in stood
    assert "shoes: not noted" in stood
    assert "mm/s" in measured
    assert "no measured change" in measured
    assert felt.startswith("Faces: not asked.")


def test_nobody_is_named(whole_session):
    """The record that it goes into knows who it is about."""
    assert not any("Mimi" in line for line in lines_of(whole_session))


def test_faces_words_and_outcomes_are_in_them(whole_session):
    """As they were noted; the results of assessments stand before what was measured in play."""
    whole_session.session = {
        "notes": {"faces_before": {"pain": 1}, "faces_after": {"pain": 0}, "said": "Left heel came up\nwhen tired."}
    }
    tug = ClinicalResult(id=1, player_id=3, session_id=7, kind="tug", value=12.3, note="", made_at=datetime.now(UTC))
    by_hand = AssessmentDocument(done=(), history=AssessmentHistory(), clinical=(tug,))
    *_, measured, felt = notes(replace(gather(whole_session.store(), 7), assessments=by_hand))
    assert "12.3 s; Mean velocity" in measured
    assert felt.startswith("Faces: before pain: 1 of 4, after pain: 0 of 4. Said: Left heel came up when tired. Next:")


@pytest.mark.parametrize(
    "session", [{}, {"player_id": None}, {"source": "sim:steady"}, {"notes": {"said": "\x1b[2J\n"}}]
)
def test_any_session_gives_five_lines(story, session):
    """Also one in which nothing was played; nothing in a line steers a screen."""
    story.session = session
    found = lines_of(story)
    assert len(found) == 5
    assert all(line.strip() and line.isprintable() for line in found)


def test_a_simulated_person_is_said_to_be_one(story):
    """In a record it would look like somebody."""
    story.session = {"source": "sim:steady"}
    assert "SIMULATED" in lines_of(story)[0]
