"""Which trial of which assessment a run is: what the run's setup says of it, so that it can be found again."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from steadyquest.session.setup import RunSetup
from steadyquest.signal.reach import Reach

ASSESSMENT, NUMBER = "assessment", "number"


class TrialPart(NamedTuple):
    """The so many-th trial of the so many-th assessment of the session, both from 1."""

    assessment: int
    number: int
    reach: Reach | None = None
    """What a reach unit is in it; None: the player's own reach."""

    def in_setup(self, setup: RunSetup) -> RunSetup:
        """The setup of a run that is this trial."""
        said = {ASSESSMENT: self.assessment, NUMBER: self.number}
        return replace(setup, trial=said, reach=self.reach or setup.reach)
