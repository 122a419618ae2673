"""Which screen of an assessment comes after which: choose, script, trial, result, summary, and out of it again.

Owns when something can be measured at all, and what has to be known first: where the feet are, how far one leans.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from steadyquest.errors import SteadyQuestError
from steadyquest.session.assessments.protocol import FEEL, LIMITS, LOADING, QUIET, RHYTHM, Assessment, assessment
from steadyquest.ui.desk import FIRM
from steadyquest.ui.overlay import Confirm, Message
from steadyquest.ui.screens import flow
from steadyquest.words import tr

if TYPE_CHECKING:
    import pygame

    from steadyquest.session.result import RunResult
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen


def why_not(desk: Desk) -> str:
    """Why nothing can be measured here and now, in one kind sentence; empty when it can."""
    config = desk.config
    if config.home is not None or config.options.home:
        return tr("Measuring is done where a therapist stands by, not at home.")
    if config.store is None or config.recorder is None:
        return tr("Nothing is recorded in this session, so nothing can be measured.")
    if desk.player is None:
        return tr("What is measured is kept with a player, to compare it later. Choose a player first.")
    return ""


def choose(desk: Desk) -> Screen:
    """The six assessments, or in plain words why none can be done; either way the map is behind."""
    reason = why_not(desk)
    if reason:
        return Message(desk, flow.level_map(desk), text=reason)
    stand_as_chosen(desk)
    from steadyquest.ui.screens.assess_choose import ChooseAssessment

    return ChooseAssessment(desk)


def begin(desk: Desk, wanted: Assessment, *, reach_asked: bool = False) -> Screen:
    """Into an assessment: first whatever it has to know, then the script of its first trial."""
    session, store = desk.session, desk.config.store
    if session is None or store is None:
        return over(desk)
    stand_as_chosen(desk)
    if not reach_asked and needs_reach(desk, wanted.kind) and session.reach.kind == "default":
        return _ask_for_reach(desk, wanted)
    if wanted.kind == FEEL:
        return _probe(desk)
    if wanted.kind == LOADING and not session.person.legs_known:
        return flow.feet(desk, _Behind(desk, lambda: _with_feet(desk, wanted)))
    from steadyquest.session.assessments.conduct import Assessing

    try:
        desk.assessing = Assessing(wanted, session=session, store=store)
    except SteadyQuestError as error:
        return Message(desk, _Behind(desk, lambda: refused(desk)), text=str(error), icon="icon_warning")
    return script(desk)


def needs_reach(desk: Desk, kind: str) -> bool:
    """Whether an assessment is built on how far the player leans."""
    height_cm = desk.player.height_cm if desk.player is not None else None
    return kind in (RHYTHM, FEEL) or (kind == LIMITS and height_cm is None)


def quiet(*, seconds: float, trials: int) -> Assessment:
    """Quiet standing as it was chosen on the screen."""
    return assessment(QUIET, seconds=seconds, trials=trials)


def script(desk: Desk) -> Screen:
    """What to prepare and to say before the next trial; the summary after the last one."""
    if desk.assessing is None:
        return over(desk)
    if desk.assessing.trial is None:
        return summary(desk)
    from steadyquest.ui.screens.assess_script import Script

    try:
        return Script(desk, desk.assessing)
    except SteadyQuestError as error:
        return Message(desk, _Behind(desk, lambda: refused(desk)), text=str(error), icon="icon_warning")


def result(desk: Desk, found: RunResult | None) -> Screen:
    """What the trial came to; the script once more where nothing was begun."""
    if desk.assessing is None or desk.assessing.trial is None:
        return over(desk)
    if found is None:
        return script(desk)
    from steadyquest.ui.screens.assess_result import TrialResult

    desk.share_reach()
    return TrialResult(desk, desk.assessing)


def summary(desk: Desk) -> Screen:
    """What was done; where nothing was, straight back."""
    assessing, desk.assessing = desk.assessing, None
    if assessing is None or not assessing.outcomes:
        return refused(desk)
    from steadyquest.ui.screens.assess_summary import AssessmentDone

    return AssessmentDone(desk, assessing)


def ask_to_end(desk: Desk, behind: Screen) -> Screen:
    """The question before the rest of the trials is left out; where none was done yet there is none."""
    assessing = desk.assessing
    if assessing is None or not assessing.outcomes:
        if desk.config.assess is None:
            return summary(desk)
        question = tr("End this assessment? Nothing was measured yet.")
    else:
        question = tr("End this assessment here? What was measured so far is kept.")
    return Confirm(desk, behind, question=question, yes=tr("End it"), no=tr("Go on"), then=lambda: summary(desk))


def refused(desk: Desk) -> Screen:
    """Back to where one can choose; where the command line chose, out."""
    if desk.config.assess is None:
        return choose(desk)
    return over(desk)


def over(desk: Desk) -> Screen:
    """To the map; where the command line asked for the assessment, to the end, if there is anything to end."""
    stand_as_chosen(desk)
    if desk.config.assess is None:
        return flow.level_map(desk)
    if desk.session is not None and desk.session.results:
        return flow.session_end(desk)
    desk.let_go()
    return flow.title(desk)


def stand_as_chosen(desk: Desk) -> None:
    """As the player stands in this session, whatever the last level asked for; the foam is away."""
    from steadyquest.session.person import DEFAULT_STANCE

    if desk.session is not None and desk.session.world is None:
        person = desk.session.person
        person.take_stance(person.chosen_stance or DEFAULT_STANCE, surface=desk.config.options.surface or FIRM)


def _ask_for_reach(desk: Desk, wanted: Assessment) -> Screen:
    question = tr("This is built on how far the player leans, which was not measured yet. Measure it first?")

    def measure() -> Screen:
        desk.assess_next = wanted
        from steadyquest.ui.screens.reach import ChooseReach

        return ChooseReach(desk)

    return Confirm(
        desk,
        _Behind(desk, lambda: refused(desk)),
        question=question,
        yes=tr("Measure it"),
        no=tr("Use a guess"),
        then=measure,
        otherwise=lambda: begin(desk, wanted, reach_asked=True),
    )


def _with_feet(desk: Desk, wanted: Assessment) -> Screen:
    """On once the feet are known, else back."""
    known = desk.session is not None and desk.session.person.legs_known
    return begin(desk, wanted, reach_asked=True) if known else refused(desk)


def _probe(desk: Desk) -> Screen:
    from steadyquest.session.feel_probe import probes_of
    from steadyquest.ui.screens.probe import OfferProbe

    session, store = desk.session, desk.config.store
    if session is None or store is None or session.person.id is None:
        text = tr("The feel probe is measured from week to week. Choose a player first.")
        return Message(desk, _Behind(desk, lambda: refused(desk)), text=text)
    desk.probe_asked = True
    return OfferProbe(desk, probes_of(store, session.person.id))


class _Behind:
    """Behind a question or the mat: it is over in a frame, and leads on."""

    leaning = False

    def __init__(self, desk: Desk, then: Callable[[], Screen]) -> None:
        self._desk, self._then = desk, then

    def handle(self, event: pygame.event.Event) -> Screen:  # noqa: ARG002 - it is over in a frame
        """Nothing can be chosen here."""
        return self

    def update(self) -> Screen:
        """On."""
        return self._then()

    def draw(self, surface: pygame.Surface) -> None:
        """The scenery of what comes."""
        self._desk.view.fill(surface, "fog")
