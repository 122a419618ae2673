"""Assessments, from what can be measured to their summaries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.ui.screens.gallery_kit import PLAYED_S, Shown, measured, wait_ready

from steadyquest.records.clinical import CLINICAL
from steadyquest.session.assessments.protocol import LOADING, assessment
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
    """Results by hand: empty, one out of its range, and kept."""
    by_hand = ClinicalResults(game.desk, behind=choose)
    yield "assess_by_hand", by_hand
    for kind, field in by_hand._fields.items():
        limits = CLINICAL[kind]
        field.put(f"{min(limits.most, max(limits.least, 8.0)):g}")
    by_hand.chosen("save")
    yield "assess_by_hand_kept", by_hand
    yield "assess_by_hand_undo", by_hand.chosen("undo")


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
    game.desk.assessing.go_on()
    yield f"assess_{kind}_done", assess_lead.summary(game.desk)
