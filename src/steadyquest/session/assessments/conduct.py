"""Conducting an assessment: which trial is next, again or left out, and what each came to. Knows no screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadyquest.errors import SignalError, SteadyQuestError
from steadyquest.session.assessments.levels import level_of, limits_reach, shift_share
from steadyquest.session.assessments.part import TrialPart
from steadyquest.session.assessments.protocol import LIMITS, LOADING, RHYTHM, Assessment, Trial, suits
from steadyquest.session.assessments.trials import asked_mm, trials_of_player, trials_of_session
from steadyquest.session.assessments.wording import name
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.records.store import Store
    from steadyquest.session.assessments.combined import MeasuredAssessment
    from steadyquest.session.assessments.measured_trial import MeasuredTrial
    from steadyquest.session.sitting import Session


class Assessing:
    """One assessment in one session: ask for `level`, `begin`, and when its run is over `outcome`; then on."""

    def __init__(self, wanted: Assessment, *, session: Session, store: Store) -> None:
        _refuse(wanted.kind, session)
        session.assessments += 1
        self.wanted, self.number = wanted, session.assessments
        self._session, self._store = session, store
        self._todo = list(wanted.trials)
        self._done = 0
        self._outcomes: dict[int, MeasuredTrial] = {}
        self._earlier: tuple[MeasuredAssessment | None] | None = None
        """None until it was looked for."""

    @property
    def trial(self) -> Trial | None:
        """The trial that is next, or runs; None when all are done."""
        return self._todo[0] if self._todo else None

    @property
    def outcomes(self) -> tuple[MeasuredTrial, ...]:
        """What the trials came to so far, each as it was last repeated."""
        return tuple(self._outcomes[number] for number in sorted(self._outcomes))

    @property
    def progress(self) -> tuple[int, int]:
        """Which trial this is, and of how many."""
        return min(self._done + 1, self._done + len(self._todo)), self._done + len(self._todo)

    def level(self) -> Level:
        """The present trial as a level. Raises SignalError when all are done."""
        session, trial = self._session, self._present()
        share = shift_share(trial.axis, reach=session.reach, wanted_mm=self._earlier_mm(trial))
        return level_of(trial, stance=session.person.stance, shift_share=share)

    def part(self) -> TrialPart:
        """What the present trial's run is a part of. Raises SignalError when all are done."""
        session, trial = self._session, self._present()
        player = session.player
        reach = None
        if trial.kind == LIMITS:
            reach = limits_reach(player.height_cm if player is not None else None, reach=session.reach)
        return TrialPart(self.number, trial.number, reach)

    def begin(self) -> None:
        """Start the present trial's run with the next sample. Raises SignalError when nobody stands ready."""
        self._session.start(self.level(), part=self.part())

    def outcome(self) -> MeasuredTrial | None:
        """What the run that has just ended came to, measured from its records; None when it left nothing."""
        from steadyquest.session.assessments.measured import measured_player, together

        self._session.keep()
        session_id, trial = self._session.id, self._present()
        if session_id is None:
            return None
        records = trials_of_session(self._store, session_id)
        mine = [one for one in records if (one.assessment, one.trial.number) == (self.number, trial.number)]
        if not mine:
            return None
        found = self._outcomes[trial.number] = together(measured_player(self._store, mine))
        return found

    def earlier(self) -> MeasuredAssessment | None:
        """Of limits: the player's last test before this one that may be held beside it, read from the records once."""
        from steadyquest.session.assessments.comparable import earlier_limits

        if self._earlier is None and self._outcomes and self.wanted.kind == LIMITS:
            try:
                self._earlier = (earlier_limits(self._store, self.outcomes[-1].record),)
            except SteadyQuestError:
                # An old recording that cannot be read costs its own picture, and nothing of today's.
                self._earlier = (None,)
        return self._earlier[0] if self._earlier else None

    def go_on(self) -> None:
        """The present trial is done, or left out."""
        self._present()
        self._todo.pop(0)
        self._done += 1

    def repeat(self) -> None:
        """The trial before the present one once more, in its place; what it came to is superseded."""
        if not self._done:
            raise SignalError(tr("there is no earlier trial to be repeated"))
        self._done -= 1
        self._todo.insert(0, self.wanted.trials[self._done])

    def only(self, direction: str) -> None:
        """Of limits: the present trial again, in this direction alone; the others keep what they came to."""
        from steadyquest.session.assessments.protocol import one_more

        self._todo[0] = one_more(self._present(), direction=direction)

    def _present(self) -> Trial:
        if not self._todo:
            raise SignalError(tr("all trials of this assessment are done"))
        return self._todo[0]

    def _earlier_mm(self, trial: Trial) -> float | None:
        """How far in mm the sides of the same shift were last time, so that the two can be compared."""
        player_id = self._session.person.id
        if trial.kind != RHYTHM or player_id is None:
            return None
        stance = self._session.person.stance
        earlier = [
            record
            for record in trials_of_player(self._store, player_id, kinds=(RHYTHM,))
            if record.trial.axis == trial.axis and record.run.stance == stance
        ]
        return asked_mm(earlier[-1]) if earlier else None


def _refuse(kind: str, session: Session) -> None:
    """What cannot be done with who stands there, in one line."""
    person = session.person
    if session.options.home:
        raise SignalError(tr("assessments are for where a therapist stands by, not for home"))
    if not suits(kind, person.stance):
        raise SignalError(tr("{name} is for standing; choose a stance on two feet first").format(name=name(kind)))
    if kind == LOADING and not person.legs_known:
        raise SignalError(
            tr("the weight on the legs is told from where the feet stand; say their letters on the mat first")
        )
