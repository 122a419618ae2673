"""Sections: what a row or a card says of its run."""

from __future__ import annotations

import pytest

from steadyquest.errors import ReportError
from steadyquest.reports.document import gather
from steadyquest.reports.recall_section import recall_card
from steadyquest.reports.sections import CONDITIONS, outcome_of, quiet_card, run_row, stance_of, unmeasured


def _runs(story):
    return gather(story.store(), 7).runs


def test_reps_are_read_from_their_rows(whole_session):
    """True, False, told without a verdict, skipped."""
    rows = [rep for reps in whole_session.reps.values() for rep in reps]
    outcomes = [outcome_of(rep) for rep in rows]
    assert [outcomes.count(kind) for kind in ("reached", "missed", "told", "skipped")] == [17, 6, 6, 1]


def test_a_row_says_how_its_run_went(whole_session):
    """Success is counted over judged reps alone; skipped and told ones are named beside it."""
    rows = [run_row(i, run) for i, run in enumerate(_runs(whole_session), 1)]
    assert [row[4].small.replace("\u00a0", " ") for row in rows] == [
        "6 of 8 succeeded (75 %)",
        "1 of 1 succeeded (100 %)",
        "6 not judged",
        "9 of 13 succeeded (69 %)",
        "1 of 1 succeeded (100 %), 1 skipped",
    ]
    assert [row[1].chips for row in rows] == [("held on × 1",), (), (), (), ("stopped early",)]
    assert rows[4][6].small == "1 pause, 0:08 (stepped off)"


def test_several_pauses_are_added_up(story, swayed):
    """Two pauses of four seconds, each reason once."""
    events = [(100 * i, name, {"reason": "person"}) for i, name in enumerate(["Paused", "Resumed"] * 2, start=1)]
    story.run("Pauses", cop_mm=swayed(6), reps=[], events=events)
    assert run_row(1, _runs(story)[0])[6].small == "2 pauses, 0:02 (asked for)"


def test_a_run_without_recalled_places_has_no_card(whole_session):
    """Only the third run has one."""
    cards = [recall_card(i, run) for i, run in enumerate(_runs(whole_session), 1)]
    assert [card is not None for card in cards] == [False, False, True, False, False]


def test_recalled_places_are_told_by_side(whole_session):
    """Signed errors in mm: each answer, and the means, left before right before middle."""
    card = recall_card(3, _runs(whole_session)[2])
    assert [tuple(cell.text for cell in row) for row in card.blocks[0].rows] == [
        ("left", "3", "−12, −8, −15", "−11.8", "+4.0"),
        ("right", "2", "+3, +6", "+4.6", "−0.8"),
        ("middle", "1", "−1", "−1.0", "−9.0"),
    ]


def test_a_hold_is_shown_with_the_primary_measure_first(whole_session):
    """Mean velocity leads; how it was measured stands beside the plate."""
    run = _runs(whole_session)[1]
    card = quiet_card(2, run, run.quiet[0])
    table, place = card.blocks
    assert [row[0].text for row in table.rows if row[0].strong] == ["Mean velocity"]
    assert {row[0].measure for row in table.rows} == run.quiet[0].figures.keys() - set(CONDITIONS)
    told = " ".join(place.lines)
    assert "100 Hz" in told
    assert "low-pass 10 Hz" in told
    assert "ML +6 mm, AP −18 mm" in told


def test_what_cannot_be_had_of_a_hold_is_said(whole_session):
    """A spectrum needs twenty seconds: a hold of twelve has none, and says so."""
    run = _runs(whole_session)[3]
    card = quiet_card(4, run, run.quiet[2])
    assert "a spectrum needs at least 20 s" in card.blocks[1].words
    assert not any("frequency" in (row[0].measure or "") for row in card.blocks[0].rows if "rot" not in row[0].measure)


def test_a_hold_without_measures_has_a_line_and_no_card(whole_session):
    """Its title says which of the run's holds it was."""
    run = _runs(whole_session)[3]
    assert unmeasured(4, run, run.quiet[1]).startswith("4 · Feed the ducks · hold 2 of 3: too short")
    with pytest.raises(ReportError, match="not measured"):
        quiet_card(4, run, run.quiet[1])


def test_foam_is_said_and_firm_is_not(story, swayed):
    """The surface is told where it matters."""
    story.run("Foam", cop_mm=swayed(3), reps=[], stance="narrow", surface="foam")
    assert stance_of(_runs(story)[0]) == "feet together, foam"
