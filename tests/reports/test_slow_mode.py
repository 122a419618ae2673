"""Slow mode is told in the report: a slow run is easier, and whoever reads of it has to know."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.session.conftest import Puppet, level

from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.reports.blocks import Facts
from steadyquest.reports.document import gather
from steadyquest.reports.session_report import session_document
from steadyquest.session.options import Options
from steadyquest.session.sitting import Session


@pytest.mark.parametrize("percent", [100, 75, 50])
def test_the_pace_is_told_where_it_is_not_the_written_one(tmp_path: Path, percent: int) -> None:
    """Among the facts of the session; nothing is said of what is as everybody has it."""
    with open_store(tmp_path / "a.db") as store, Recorder(store) as recorder:
        player = store.players.add("Mia", settings={"pace": percent})
        puppet = Puppet()
        sitting = Session(puppet, player=player, options=Options(seed=4), store=store, recorder=recorder)
        puppet.stand(4.0)
        sitting.poll()
        sitting.start(level('task = "reach"\nwhere = ["right"]\nlimit_s = 2.0\ncount = 1'))
        puppet.stand(8.0, ml_mm=10.0)
        sitting.poll()
        session_id = sitting.end().session_id
        assert session_id is not None
        blocks = session_document(gather(store, session_id)).blocks
        settings = store.sessions.find(session_id).settings
    facts = dict(next(block for block in blocks if isinstance(block, Facts)).facts)
    told = facts.get("Pace of levels", "")
    assert told == ("" if percent == 100 else f"{percent} % of what is written")
    assert settings.get("pace") == (None if percent == 100 else percent)
