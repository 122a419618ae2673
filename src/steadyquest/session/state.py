"""What a session knows of itself: everything that can be asked and changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from steadyquest.conventions import BoardSample, Command, Lean, is_nameless, least_kg_of
from steadyquest.game.events import Event
from steadyquest.game.scene import Scene
from steadyquest.game.world import World, rung_of_run
from steadyquest.levels.plan_levels import is_too_dark
from steadyquest.session import choose
from steadyquest.session.chronicle import Chronicle
from steadyquest.session.expected import expected
from steadyquest.session.options import Options
from steadyquest.session.past import Past
from steadyquest.session.person import Person
from steadyquest.session.plan_rules import Step
from steadyquest.session.preparation import TARING, Preparation
from steadyquest.session.reach_scene import scene_of
from steadyquest.session.result import ResultLog, RunResult
from steadyquest.session.run import WATCHDOG_S, Run
from steadyquest.session.zero import ZeroWatch, last_zero
from steadyquest.signal.calibration import Calibration, Row
from steadyquest.signal.reach import Reach
from steadyquest.signal.reach_measure import ReachMeasure
from steadyquest.signal.source import Health, Source
from steadyquest.signal.timeline import Timeline

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.records.rows import Player
    from steadyquest.records.store import Store
    from steadyquest.records.writer import Recorder

RUNNING = "running"
REST_AFTER_RUNS = 3
_LAST_MINUTES = 1.0
"""About as long as one level lasts: what is picked now is the last."""


class SessionState:
    """A session's parts, and the questions about it. What happens in it is in `sitting.Session`."""

    def __init__(
        self,
        source: Source,
        *,
        player: Player | None,
        options: Options,
        levels: Sequence[Level] = (),
        store: Store | None = None,
        recorder: Recorder | None = None,
        label: str = "",
        earlier: Sequence[BoardSample] = (),
        empty: Row | None = None,
        of_game: Mapping[str, Any] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.source, self.player, self.options, self.levels = source, player, options, levels
        self.person = Person(player, options=options, store=store, of_game=of_game)
        self._run: Run | None = None
        self.samples = 0
        self.sample: BoardSample | None = None
        self.events_last_poll: list[Event] = []
        self.results: list[RunResult] = []
        self.level: Level | None = None
        self._store = store
        self._chronicle = Chronicle(
            recorder, player_id=self.person.id, source=label, moment=lambda: self.options.moment
        )
        self.plan_step: Step | None = None
        """Where the player's plan went at the end of this session."""
        self._timeline = Timeline()
        self._preparation = Preparation(
            source.calibration,
            filter_spec=self.person.filter,
            reach=self.reach,
            centre=self.person.centre,
            least_kg=least_kg_of(self.person.stance),
            empty=empty,
        )
        self._stand()
        self._zero = None if source.calibration.tare else _watch_of(source, store)
        """Only of what has to be tared: keys, files and simulated people have no plate that drifts."""
        self._measure: ReachMeasure | None = None
        self._log = ResultLog()
        self._asked: list[Command] = []
        self.assessments = 0
        """How many were begun in this session."""
        self._earlier, self._began_s = earlier, 0.0
        """What came between connecting and the session: it is part of the record."""
        self._clock, self._heard_at = clock, clock()

    # What is there now

    @property
    def id(self) -> int | None:
        """The session's number in the records; None before the first sample, or when nothing is kept."""
        return self._chronicle.session_id

    @property
    def notes(self) -> dict[str, Any]:
        """What people said of this session so far."""
        return dict(self._chronicle.notes)

    @property
    def problem(self) -> str:
        """One line while records cannot be written."""
        return self._chronicle.problem

    @property
    def notice(self) -> str:
        """One line that the therapist should read before play: the zero has moved, or wants to be taken anew."""
        return self._zero.notice if self._zero is not None and self._run is None else ""

    @property
    def zero_asked(self) -> bool:
        """Whether the zero is a person's weight off: before play it wants to be taken again, or a person's word."""
        return self._zero is not None and self._run is None and self._zero.heavy and self.stage != TARING

    @property
    def stage(self) -> str:
        """connecting, taring, empty, centring, ready or running."""
        return RUNNING if self._run is not None else self._preparation.stage

    @property
    def stage_progress(self) -> float:
        """How much of the stage is done, 0 to 1."""
        return self._preparation.progress

    @property
    def health(self) -> Health:
        """The source's."""
        return self.source.health

    @property
    def lean(self) -> Lean | None:
        """The newest lean."""
        return self._run.lean if self._run is not None else self._preparation.lean

    @property
    def weight_kg(self) -> float | None:
        """As weighed while standing steady."""
        return self._preparation.weight_kg

    @property
    def centre_mm(self) -> tuple[float, float]:
        """Where the player's middle is, in plate millimetres."""
        return self._preparation.centre_mm

    @property
    def calibration(self) -> Calibration:
        """The calibration in use, with its newest zero."""
        return self._preparation.calibration

    @property
    def reach(self) -> Reach:
        """The reach in use; its `kind` says where it is from. A trial of limits has its own while it runs."""
        return self.person.reach if self._run is None else self._run.setup.reach

    @property
    def world(self) -> World | None:
        """The running world."""
        return self._run.world if self._run is not None else None

    @property
    def result(self) -> RunResult | None:
        """Of the last run."""
        return self.results[-1] if self.results else None

    @property
    def watchdog(self) -> bool:
        """Whether no sample has come for a quarter of a second of real time."""
        return self._clock() - self._heard_at > WATCHDOG_S

    @property
    def seconds(self) -> float:
        """Sample time since the first sample."""
        return self._timeline.now_us * 1e-6

    @property
    def minutes(self) -> float:
        """How long this session is to last: as somebody said today, else as the plan says, else as set."""
        plan = self.person.plan
        if plan is None or self.options.minutes_given:
            return self.options.minutes
        return plan.spec.home_minutes if self.options.home else plan.spec.minutes

    @property
    def minutes_left(self) -> float:
        """Of the time set for this session."""
        return max(0.0, self.minutes - (self.seconds - self._began_s) / 60)

    @property
    def should_rest(self) -> bool:
        """After every third run."""
        return bool(self.results) and len(self.results) % REST_AFTER_RUNS == 0

    def _stand(self) -> None:
        """Let the centre know where the feet have their middle."""
        feet = self.person.feet
        self._preparation.stand_about(feet.middle_mm if feet is not None else 0.0)

    def scene(self) -> Scene | None:
        """What there is to be seen of the running world, or of the measuring of reach."""
        if self._run is not None:
            return self._run.world.scene()
        return None if self._measure is None else scene_of(self._measure, lean=self.lean, centre_mm=self.centre_mm)

    def offers(self) -> list[Level]:
        """Three levels to choose from; near the end of the time, ones that are nearly sure to go well."""
        return [offer.level for offer in self.offered()]

    def offered(self) -> list[choose.Offer]:
        """The same, and why each is offered."""
        return choose.offered(
            self._light_enough(),
            tuple(self.person.past.values()),
            stance=self.person.chosen_stance,
            feet_known=self.person.legs_known,
            expected=lambda level: expected(level, person=self.person),
            opened=self.person.open_worlds,
            wanted=self._wanted(),
            sure=self.minutes_left < _LAST_MINUTES and bool(self.results),
        )

    def _light_enough(self) -> Sequence[Level]:
        """The levels that are not darker than the plan goes; all of them without a plan."""
        plan = self.person.plan
        return self.levels if plan is None else [level for level in self.levels if not is_too_dark(plan.spec, level)]

    def _wanted(self) -> tuple[str, ...] | None:
        """What the plan asks for today, here or at home."""
        plan = self.person.plan
        if plan is None:
            return None
        return plan.wanted_at_home(self.levels) if self.options.home else plan.wanted(self.levels)

    def past(self, level_key: str) -> Past | None:
        """What is known of earlier runs of a level."""
        return self.person.past.get(level_key)

    def rung_of(self, level: Level) -> int:
        """The rung, and so the hour, at which a level would be played now."""
        return rung_of_run(level.spec, self.person.progress.rungs)


def _watch_of(source: Source, store: Store | None) -> ZeroWatch:
    return ZeroWatch(last_zero(store, source.board_id), named=not is_nameless(source.board_id))
