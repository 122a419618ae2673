"""Why a step or an hour changed, in a report in another language than the one in which the sessions were led."""

from datetime import UTC, datetime, timedelta

import pytest

from steadyquest.levels.plan_read import parse_plan
from steadyquest.levels.plan_starter import plan_starter
from steadyquest.records.store import open_store
from steadyquest.records.writer import Recorder
from steadyquest.reports.blocks import Cell, Table, parts
from steadyquest.reports.progress import as_dict, progress_document
from steadyquest.reports.progress_data import gather_progress
from steadyquest.session.plan_rules import due_by_weeks
from steadyquest.session.reasons import ENOUGH, Reason
from steadyquest.session.rung_advice import RungAdvice, chosen_reason
from steadyquest.words import speak, tr

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOW = BEGAN + timedelta(days=15)


@pytest.fixture
def led_in_german(tmp_path):
    """A plan's step and a chosen hour, kept while German was spoken; before it, both as older records have them."""
    speak("de")
    with open_store(tmp_path / "quest.db") as store, Recorder(store) as recorder:
        mia = store.players.add("Mia")
        plan = parse_plan(plan_starter("hemiplegia", goal="Auf den Baum"), file="p")
        assigned = store.plans.assign(mia.id, title=plan.title, text=plan.text, digest=plan.hash, at=BEGAN)
        number = recorder.start_session(player_id=mia.id, started_at=NOW, alive_at=NOW, source="sim")
        recorder.end_run(recorder.start_run(level_key="meadow/x", title="X"), seconds=60.0, tried=3, reps=3)
        recorder.flush()
        store.plans.enter(assigned.id, phase=1, rule="weeks", reason="2 Wochen dieser Phase sind um", at=BEGAN)
        step = due_by_weeks(plan.spec.phases[0], 1, began=BEGAN, now=NOW + timedelta(days=99))
        store.plans.enter(assigned.id, phase=2, rule=step.rule, why=step.why.as_dict(), at=NOW, session_id=number)
        old = "chosen by the therapist, as suggested: es ging gut"
        store.staircases.save_rung(mia.id, "reach", 1, old, session_id=number)
        advice = RungAdvice("reach", 1, 2, Reason(ENOUGH, {"d": 0.5, "shares": [0.8, 0.9]}))
        recorder.save_rung(player_id=mia.id, skill="reach", rung=2, why=chosen_reason(advice, 2).as_dict())
        recorder.end_session()
        recorder.flush()
        yield store, mia
    speak("en")


def cells(store, player):
    document = progress_document(gather_progress(store, player, advice={}))
    tables = [block for block in parts(document) if isinstance(block, Table)]
    return [cell.text for table in tables for row in table.rows for cell in row if isinstance(cell, Cell)]


def test_a_report_in_spanish_over_sessions_in_german_tells_reasons_in_spanish(led_in_german):
    """What older records have as a sentence stays in the language in which it was written."""
    store, mia = led_in_german
    for language in ("de", "es", "en"):
        speak(language)
        said = cells(store, mia)
        chosen = tr("chosen by the therapist, as suggested: {why}")
        assert str(Reason("weeks", {"n": 2})) in said
        assert chosen.format(why=Reason(ENOUGH, {"d": 0.5, "shares": [0.8, 0.9]})) in said
        assert "2 Wochen dieser Phase sind um" in said
        assert chosen.format(why="es ging gut") in said
        moves = as_dict(gather_progress(store, mia, advice={}))["rung_moves"]
        assert [move["reason"] in said for move in moves] == [True, True]
        assert moves[1]["why"]["because"] == {"code": ENOUGH, "d": 0.5, "shares": [0.8, 0.9]}
