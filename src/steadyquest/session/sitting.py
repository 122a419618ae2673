"""A session: one sitting at the board, from connecting to leaving. Source to signal to game to records.

Nothing here draws, and nothing here decides about a run: `run.Run` does that, live and in replay alike.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from steadyquest.conventions import BoardSample, Command, Lean, least_kg_of
from steadyquest.errors import SignalError
from steadyquest.game.events import Event
from steadyquest.session.assessments.levels import is_measured
from steadyquest.session.chronicle import Stood
from steadyquest.session.feel_probe import unjudged
from steadyquest.session.plan_state import keep_due, settle
from steadyquest.session.preparation import CENTRE_US, EMPTY, READY, TARING
from steadyquest.session.progress import moved, row_of
from steadyquest.session.result import ResultLog, SessionSummary
from steadyquest.session.run import Run
from steadyquest.session.rung_advice import chosen_reason
from steadyquest.session.skills import skills_of
from steadyquest.session.state import SessionState
from steadyquest.session.today import checked
from steadyquest.signal.mat import Feet
from steadyquest.signal.reach import Reach
from steadyquest.signal.reach_measure import ReachMeasure
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.session.assessments.part import TrialPart


class Session(SessionState):
    """Call `poll` as often as you like; everything else is a question or a wish."""

    def poll(self) -> list[Event]:
        """Take all samples that have arrived; what happened in them."""
        self._record_earlier()
        samples = self.source.read()
        events: list[Event] = []
        if samples:
            self._heard_at = self._clock()
            self._begin_record()
            self._chronicle.samples(samples)
            for sample in samples:
                events += self._take(sample)
            self.sample = samples[-1]
        elif self._run is not None and self.source.ended:
            events = self.stop(ended="lost")
        self.events_last_poll = events
        return events

    def command(self, kind: str, value: Any = None) -> None:
        """What a person asks of the running world; without one, only recentre has a meaning."""
        if self._run is not None:
            self._asked.append(Command(kind, value))
        elif kind == "recentre":
            self.recentre()

    def tare(self) -> None:
        """Take a new zero from the empty plate."""
        self._preparation.tare()

    def trust_zero(self) -> None:
        """A person says that the plate was empty when its zero was taken, however it looks."""
        if self._zero is not None:
            self._zero.confirm()
            self._tell_zero()

    def place_feet(self, feet: Feet | None) -> None:
        """The feet stand there on the mat, or nobody knows where; the centre follows, as the player has it set."""
        self.person.place_feet(feet)
        self._stand()
        self._adopt()
        self._chronicle.feet_placed(str(feet or ""), of_last=not self.results)

    def choose_stance(self, stance: str) -> None:
        """Stand or sit so for the whole session, in every level that allows it; weight and centre are taken anew."""
        self.person.choose_stance(stance)
        self._stand()
        self._adopt()
        self.recentre()

    def note(self, **notes: Any) -> None:
        """What people say of this session: support, shoes, faces, words. Raises RecordError for what cannot be one."""
        self._chronicle.noted(**checked(notes))

    def recentre(self) -> None:
        """Take the centre and the weight anew from the next steady moment."""
        self._preparation.centre_again()

    def stand_known(self, *, weight_kg: float, own_mm: tuple[float, float]) -> None:
        """A recording begins at once: its weight and its middle are known, and are not taken of its first seconds."""
        self._preparation.stand_known(weight_kg=weight_kg, own_mm=own_mm)

    def begin_reach(self, kind: str) -> ReachMeasure:
        """Measure reach, "quick" or "full"; fed by `poll` from now on. `keep_reach` takes it over."""
        self._measure = ReachMeasure(kind, centre_mm=self.centre_mm)
        return self._measure

    def keep_reach(self) -> tuple[str, ...]:
        """Take over what was measured; the directions in which no lean was seen. Without any, nothing changes."""
        measure, self._measure = self._measure, None
        if measure is None:
            return ()
        if measure.mm:
            reach = measure.reach(self.reach)
            self.set_reach(reach.mm, reach.kind)
        return measure.unseen

    def set_reach(self, mm: Sequence[float], kind: str) -> None:
        """Use this reach in this stance, and remember it for the player."""
        person = self.person
        person.reach = Reach(tuple(mm), kind)
        self._adopt()
        self._chronicle.reach_kept(stance=person.stance, surface=person.surface, kind=kind, mm=mm)

    def start(self, level: Level, *, rung: int | None = None, part: TrialPart | None = None) -> None:
        """Begin a run with the next sample. `rung`: the hour that the therapist has chosen, kept for its skills.

        `part`: of which assessment the run is a trial.

        At home there is no therapist, and nobody moves it. Raises SignalError when nobody stands ready.
        """
        if self._run is None and self._preparation.stage != READY:
            raise SignalError(tr("Nobody stands steady on the plate yet: step on and stand still for two seconds."))
        self.stop()
        if rung is not None and not self.options.home:
            self._choose_rung(level, rung)
        self.person.take_stance(self.person.stance_for(level), surface=level.spec.surface)
        self._adopt()
        seed = secrets.randbits(31) if self.options.seed is None else self.options.seed + len(self.results)
        setup = self.person.setup_for(
            level, seed=seed, calibration=self.calibration, centre_mm=self.centre_mm, weight_kg=self.weight_kg
        )
        if part is not None:
            setup = part.in_setup(setup)
        if self._zero is not None:
            # It was there to be read; after the run it would be told once more.
            self._zero.notice = ""
        self.level, self._run, self._asked = level, Run(level.spec, setup), []
        self._log = ResultLog(level_key=level.key, title=level.spec.title, seed=setup.seed, rung=self._run.world.rung)

    def stop(self, *, ended: str = "stopped") -> list[Event]:
        """End the run early; what was played is kept. A run that has not begun leaves nothing."""
        run = self._run
        if run is None:
            return []
        if not self._log.began:
            self._run = None
            return []
        events = run.end()
        self._chronicle.happened(run, self._log, events)
        self._close_run(run, ended=ended)
        return events

    def keep(self) -> None:
        """Wait until all so far is on the disk, so that it can be read back. RecordError when it cannot be written."""
        self._chronicle.flush()

    def end(self) -> SessionSummary:
        """End the session; the source is closed and all is written."""
        self.stop()
        self.close()
        return SessionSummary(
            session_id=self.id,
            results=tuple(self.results),
            samples=self.samples,
            gaps=self.health.gaps,
            corrupt=self.health.corrupt,
            seconds=self.seconds,
            reach=self.reach.kind,
        )

    def close(self) -> None:
        """Let go of source and records."""
        self.source.close()
        session_id = self.id
        self._chronicle.ended(self.health)
        self._go_on_with_plan(session_id)

    def note_latency(self, latency_ms: float) -> None:
        """Store how old the newest sample was when it was shown, as measured."""
        self._chronicle.latency(latency_ms)

    # One sample

    def _take(self, sample: BoardSample) -> list[Event]:
        t_us = self._timeline.feed(sample)
        self.samples += 1
        run = self._run
        if run is None:
            self._prepare(sample)
            return []
        if not self._log.began:
            self._begin_run(run, start_s=t_us * 1e-6)
        asked, self._asked = self._asked, []
        events = run.feed(sample, asked)
        if events or asked:
            self._chronicle.happened(run, self._log, events)
        if run.finished:
            self._close_run(run, ended="finished")
        return events

    def _prepare(self, sample: BoardSample) -> None:
        before = self._preparation.stage
        lean = self._preparation.feed(sample)
        after = self._preparation.stage
        if self._measure is not None and lean is not None:
            self._measure.feed(lean)
        if after != before and before == TARING:
            self._note_zero()
        elif lean is not None and after in (EMPTY, READY):
            self._mind_zero(sample, lean)
        if after != before and after == READY and self.weight_kg is not None:
            self._chronicle.weighed(self.weight_kg)
            self._chronicle.stood(
                Stood(
                    sample=self.samples - 1,
                    seconds=CENTRE_US * 1e-6,
                    stance=self.person.stance,
                    feet=str(self.person.feet or ""),
                    tare=self.calibration.tare,
                )
            )

    def _mind_zero(self, sample: BoardSample, lean: Lean) -> None:
        """While nobody is on the plate between runs, a small drift is taken away."""
        if self._zero is None:
            return
        tare = self._zero.feed(
            sample, load_kg=lean.load_kg, t_us=self._timeline.now_us, calibration=self._preparation.calibration
        )
        if tare is not None:
            self._preparation.take_zero(tare)
            self._tell_zero()
        elif self._zero.stepped_off and not self.results:
            # Before the first level nothing depends on the zero yet; later, somebody is told and decides.
            self.tare()

    def _note_zero(self) -> None:
        if self._zero is not None:
            self._zero.tared(self.calibration, t_us=self._timeline.now_us)
        self._tell_zero()

    def _tell_zero(self) -> None:
        zero = self._zero
        if zero is None:
            self._chronicle.zeroed(self.calibration, (), known=None)
        else:
            self._chronicle.zeroed(self.calibration, zero.taken, known=zero.known)

    def _record_earlier(self) -> None:
        """Keep what came before the session. Nobody was asked anything then: no zero and no centre is taken of it."""
        earlier, self._earlier = self._earlier, ()
        if earlier:
            self._begin_record()
            self._chronicle.samples(earlier)
            for sample in earlier:
                self._timeline.feed(sample)
            self.samples += len(earlier)
            self._began_s = self.seconds

    def _begin_record(self) -> None:
        fresh = self.id is None
        self._chronicle.began(
            board_id=self.source.board_id, calibration=self.calibration, settings=self.person.chosen_settings()
        )
        plan, session_id = self.person.plan, self.id
        if fresh and session_id is not None and plan is not None and self._store is not None:
            keep_due(plan, session_id=session_id, verb=partial(self._chronicle.keep, self._store.plans.enter))

    def _go_on_with_plan(self, session_id: int | None) -> None:
        """What followed from this session for the player's plan, once all of it is in the records."""
        plan, player_id = self.person.plan, self.person.id
        if plan is None or plan.assigned is None or player_id is None or session_id is None or self._store is None:
            return
        if self.plan_step is None:
            self.plan_step = settle(self._store, player_id, session_id=session_id, now=self.options.now())

    def _begin_run(self, run: Run, *, start_s: float) -> None:
        start_sample = self.samples - 1
        self._log.begin(start_s=start_s)
        openings = self.person.progress.openings(run.setup.staircases, rung=run.world.rung)
        if openings is not None:
            self._chronicle.set(openings=[opening.as_dict() for opening in openings])
        if self.level is not None:
            self._chronicle.run_began(run, self.level, start_sample=start_sample, start_s=start_s)

    def _close_run(self, run: Run, *, ended: str) -> None:
        result = self._log.close(run.world, ended=ended, now_s=self.seconds)
        if is_measured(result.level_key):
            result = unjudged(result)
        self.results.append(result)
        self.person.remember(result)
        self._preparation.centre_mm = run.chain.centre_mm
        self.person.progress.keep(run.world.staircases, rung=run.world.rung)
        for skill, staircase in moved(run.setup.staircases, run.world.staircases).items():
            self._chronicle.staircase_kept(skill=skill, rung=run.world.rung, row=row_of(staircase))
        self._chronicle.run_ended(result)
        self._run = None
        self._adopt()

    def _choose_rung(self, level: Level, rung: int) -> None:
        rungs = self.person.progress.rungs
        changed = [skill for skill in skills_of(level.spec) if rungs.get(skill, 0) != rung]
        advice = self.person.rung_advice() if changed else {}
        for skill in changed:
            rungs[skill] = rung
            self._chronicle.rung_kept(skill=skill, rung=rung, reason=chosen_reason(advice.get(skill), rung))

    def _adopt(self) -> None:
        self._preparation.adopt(reach=self.reach, centre_mm=self.centre_mm, least_kg=least_kg_of(self.person.stance))
