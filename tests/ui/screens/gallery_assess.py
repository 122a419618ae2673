"""Assessments, from what can be measured to their summaries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.ui.screens.gallery_kit import PLAYED_S, Shown, measured, wait_ready

from steadyquest.records.clinical import CLINICAL
from steadyquest.session.assessments.combined import MeasuredAssessment, combined
from steadyquest.session.assessments.protocol import LIMITS, LOADING, assessment
from steadyquest.signal.mat import parse_feet
from steadyquest.ui.overlay import Confirm
from steadyquest.ui.screens import assess_lead, flow
from steadyquest.ui.screens.assess_clinical import ClinicalResults


def assess(game: Any) -> Shown:
    """What can be measured, and the results by hand."""
    with measured(game):
        choose = flow.assess(game.desk)
        yield "assess", choose
        yield from _clinical(game, choose)


def assessing(kind: str) -> Callable[[Any], Shown]:
    """The part of an assessment: its first trial, from the script to the summary, done by somebody simulated."""

    def part(game: Any) -> Shown:
        with measured(game):
            yield from _assessed(game, kind)

    part.__name__ = f"assess_{kind}"
    return part


def _clinical(game: Any, choose: Any) -> Shown:
    """Results by hand: empty, of three days ago, and kept with those of today."""
    by_hand = ClinicalResults(game.desk, behind=choose)
    yield "assess_by_hand", by_hand
    for days in (0, 3):
        for kind, limits in CLINICAL.items():
            by_hand._fields[kind].put(f"{min(limits.most, max(limits.least, 8.0 + days)):g}")
        for _ in range(days):
            by_hand.chosen("earlier")
        if days:
            yield "assess_by_hand_earlier", by_hand
        by_hand.chosen("save")
    yield "assess_by_hand_kept", by_hand
    yield "assess_by_hand_undo", by_hand.chosen("undo")


def _a_week_before(found: Any) -> MeasuredAssessment:
    """A test as it might have been then: nearer on one side, as near on the other, one direction missing."""
    day = found.record.session.started_at - timedelta(days=7)
    record = replace(found.record, session=replace(found.record.session, started_at=day))
    shares = (0.7, 0.75, 0.8, 0.9, 1.0, None, 1.0, 0.85)
    ways = tuple(
        replace(way, values={"maximum_mm": share * way.values["maximum_mm"]} if share else {})
        for way, share in zip(found.ways, shares, strict=True)
    )
    return combined([replace(found, record=record, ways=ways)])


def _assessed(game: Any, kind: str) -> Shown:
    if kind == LOADING:
        game.desk.place_feet(parse_feet("C4 C4"))
        wait_ready(game)
    script = assess_lead.begin(game.desk, assessment(kind))
    if isinstance(script, Confirm):
        yield f"assess_{kind}_asks", script
        script = script.chosen("back")
    session = game.desk.session
    yield f"assess_{kind}_script", script
    trial = script._play.begin()
    began_s, is_shown = session.seconds, False
    while session.world is not None:
        game.desk.poll()
        if not is_shown and session.seconds - began_s > PLAYED_S:
            is_shown = True
            yield f"assess_{kind}_trial", trial
    result = assess_lead.result(game.desk, session.result)
    result.at_work.join()
    result.update()
    yield f"assess_{kind}_result", result
    yield f"assess_{kind}_again", result.chosen("again")
    if kind == LIMITS:
        game.desk.assessing._earlier = (_a_week_before(result.found),)
        compared = assess_lead.result(game.desk, session.result)
        compared.at_work.join()
        compared.update()
        yield f"assess_{kind}_compared", compared
    game.desk.assessing.go_on()
    yield f"assess_{kind}_done", assess_lead.summary(game.desk)
