"""What one section of a report tells, no other one tells again; and one of something is one."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from steadyquest.reports.assessment_data import AssessmentHistory
from steadyquest.reports.blocks import Card
from steadyquest.reports.document import gather
from steadyquest.reports.practice_data import PracticeDocument
from steadyquest.reports.progress import lines
from steadyquest.reports.progress_data import ProgressDocument
from steadyquest.reports.recall_section import recalls_section
from steadyquest.session.feel_probe import Probe

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def probe(run_id):
    about = {"at": datetime(2026, 3, 2, tzinfo=UTC), "stance": "comfortable", "series": 1, "source": "sim"}
    more = {"places_mm": (), "answers": (), "finished": True, "condition": ("", "", "")}
    return Probe(run_id=run_id, session_id=1, **about, **more)


def recalls(data, told):
    sections = recalls_section(replace(data, practice=PracticeDocument((), {}, told, ())))
    return [block for section in sections for block in section.blocks if isinstance(block, Card)]


def test_the_probe_is_not_told_again_among_the_places_found(whole_session):
    """A level of places that is no probe still is, and so is a probe that no other section tells."""
    data = gather(whole_session.store(), 7)
    (number,) = {e.run_id for events in whole_session.events.values() for e in events if e.name == "PlaceRecalled"}
    assert len(recalls(data, None)) == 1
    assert len(recalls(data, probe(number + 1000))) == 1
    assert recalls(data, probe(number)) == []


@pytest.mark.parametrize(("n", "said"), [(1, "1 session, 1 minute in levels, 1 rep."), (2, "2 sessions, 2 minutes in")])
def test_one_is_one(n, said):
    """In the first line for a command line."""
    empty = {"skills": {}, "rung_moves": (), "advice": {}, "probes": ()}
    sessions = tuple(SimpleNamespace() for _ in range(n))
    assert (
        said
        in lines(
            ProgressDocument(
                player="Mia",
                sessions=sessions,
                minutes=float(n),
                reps=n,
                until=NOW,
                history=AssessmentHistory(),
                **empty,
            )
        )[0]
    )
