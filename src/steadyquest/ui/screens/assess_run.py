"""A trial on the screen: the play that every level has, with all its safety, but nothing that would move a measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadyquest.errors import SteadyQuestError
from steadyquest.ui.overlay import Message
from steadyquest.ui.screens import assess_lead as lead
from steadyquest.ui.screens.play import Play

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.session.assessments.conduct import Assessing
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen


class TrialPlay(Play):
    """One run of one trial. It can be paused, noted and ended; easier, harder, centre and skip mean nothing here."""

    takes = frozenset[str]()

    def __init__(self, desk: Desk, assessing: Assessing, level: Level) -> None:
        self._assessing = assessing
        self._why_not = ""
        super().__init__(desk, level)

    def begin(self, *, rung: int | None = None) -> Play:  # noqa: ARG002 - a trial has one hour
        """Start the trial with the next sample."""
        try:
            self._assessing.begin()
        except SteadyQuestError as error:
            self._why_not = str(error)
        self.desk.share_reach()
        self.desk.stats.clear()
        return self

    def update(self) -> Screen | None:
        """Back to the script when it could not begin."""
        if self._why_not:
            return Message(
                self.desk, self, text=self._why_not, icon="icon_warning", then=lambda: lead.script(self.desk)
            )
        return super().update()

    def again(self) -> Screen:
        """The trial from its script; what was recorded of it is superseded."""
        self.session.stop()
        return lead.script(self.desk)
