"""A run: samples and commands in, events out. Live play, replay and every test go through here.

World time is sample time. Each sample becomes a lean; the world then runs the whole 10 ms ticks up to its stamp.
A hole runs no ticks: it becomes a pause.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from copy import deepcopy

from steadyquest.conventions import TICK_US, BoardSample, Command, Lean
from steadyquest.game.events import Event
from steadyquest.game.spec import LevelSpec
from steadyquest.game.world import BY_PERSON, World
from steadyquest.session.setup import RunSetup
from steadyquest.signal.chain import Chain
from steadyquest.signal.guard import Guard, Steadiness

HOLE_US = 250_000
WATCHDOG_S = HOLE_US * 1e-6
"""Nothing heard for so long in real time is a lost signal."""
SIGNAL_LOST = "signal_lost"
MEAN_US = 1_000_000
"""A person who asks for the centre gets the mean of the last second."""
RECENT = 1000
"""Leans kept for it: a second at the fastest rate that a board could have."""


class Run:
    """One run from its setup. Feed it every sample from its first one on."""

    def __init__(self, level: LevelSpec, setup: RunSetup) -> None:
        self.setup = setup
        self.chain = Chain(setup.calibration, filter_spec=setup.filter, reach=setup.reach)
        self.chain.centre_mm, self.chain.least_kg = setup.centre_mm, setup.least_kg
        self.world = World(
            level,
            seed=setup.seed,
            staircases=deepcopy(dict(setup.staircases)),
            profile=setup.profile,
            reach=setup.reach,
        )
        self._lean_of = self.chain.feed
        self.lean: Lean | None = None
        self.commands: list[tuple[int, Command]] = []
        """What people asked, each with the tick at which it took effect."""
        self._guard = Guard(setup.profile.weight_kg)
        self._steadiness = Steadiness()
        self._own: list[Command] = []
        self._asked: list[Command] = []
        """What takes effect at the next tick: the run's own pauses first, so that a replay has the same order."""
        self._recent: deque[Lean] = deque(maxlen=RECENT)
        self._task = self.world.task
        self._safety = setup.safety_of(self._task)
        self._next_us = self._sound_us = 0
        """When the next tick is due, and the last sample without a faulty channel."""
        self._last: BoardSample | None = None

    @property
    def finished(self) -> bool:
        """Whether the world has come to its end."""
        return self.world.finished

    def feed(self, sample: BoardSample, commands: Sequence[Command] = ()) -> list[Event]:
        """Take one sample, and what people asked since the last one; play the ticks that are due."""
        last, self._last, t_us = self._last, sample, sample.t_us
        if last is None:
            self._next_us, self._sound_us = t_us + TICK_US, t_us
        elif not 0 <= t_us - last.t_us <= HOLE_US or sample.epoch != last.epoch:
            self._after_hole(sample)
        lean = self.lean = self._lean_of(sample)
        self._recent.append(lean)
        if lean.valid or sample.sound:
            self._sound_us = t_us
        if self.world.paused:
            self._watch_paused(lean)
        elif t_us - self._sound_us > HOLE_US:
            self._alarm(SIGNAL_LOST)
        elif alarm := self._guard.feed(lean, self._safety):
            self._alarm(alarm)
        if commands:
            self._asked += commands
        return self._play(t_us, lean) if self._next_us <= t_us else []

    def end(self) -> list[Event]:
        """End the run early, now."""
        if self.finished:
            return []
        end = Command("end")
        self.commands.append((self.world.tick + 1, end))
        return self.world.step(self.lean or Lean(0, 0.0, 0.0, 0.0, 0.0, 0.0, False), [end])

    def _play(self, t_us: int, lean: Lean) -> list[Event]:
        events: list[Event] = []
        world = self.world
        while self._next_us <= t_us and not world.finished:
            self._next_us += TICK_US
            commands = self._taken(lean) if self._own or self._asked else ()
            happened = world.step(lean, commands)
            if happened:
                events += happened
                self._keep_up()
        return events

    def _keep_up(self) -> None:
        """Take over what has just happened in the world: another task has other thresholds."""
        if self.world.task != self._task:
            self._task = self.world.task
            self._safety = self.setup.safety_of(self._task)

    def _alarm(self, alarm: str) -> None:
        if not self._own:
            self._own.append(Command("pause", alarm))
            self._steadiness.reset()

    def _watch_paused(self, lean: Lean) -> None:
        if self.world.paused != BY_PERSON and self._is_safe(lean) and not self._own:
            self._guard.reset()
            self._own.append(Command("resume", "steady"))

    def _is_safe(self, lean: Lean) -> bool:
        return self._steadiness.feed(lean) and lean.load_kg >= self._guard.least_load_kg(self._safety)

    def _after_hole(self, sample: BoardSample) -> None:
        self._next_us, self._sound_us = sample.t_us + TICK_US, sample.t_us
        self.chain.reset()
        self._recent.clear()
        self._guard.reset()
        self._steadiness.reset()
        self._own = [] if self.world.paused else [Command("pause", SIGNAL_LOST)]

    def _taken(self, lean: Lean) -> list[Command]:
        """What takes effect at the coming tick. What people asked is kept with it."""
        tick = self.world.tick + 1
        self.commands += [(tick, command) for command in self._asked]
        taken = [*self._own, *(granted for command in self._asked if (granted := self._granted(command, lean)))]
        self._own, self._asked = [], []
        return taken

    def _granted(self, command: Command, lean: Lean) -> Command | None:
        """A person's command as the world gets it, or None when it cannot be."""
        if command.kind == "recentre":
            if not lean.valid:
                return None
            self.chain.centre_mm = self._mean_of_last_second(lean)
            return command._replace(value=self.chain.centre_mm)
        if command.kind == "resume":
            # A person ends a person's pause; a safety pause ends by a steady second on the plate.
            if self.world.paused != BY_PERSON:
                return None
            self._guard.reset()
        return command

    def _mean_of_last_second(self, lean: Lean) -> tuple[float, float]:
        last = [recent for recent in self._recent if recent.valid and 0 <= lean.t_us - recent.t_us <= MEAN_US]
        return (
            sum(recent.cop_ml_mm for recent in last) / len(last),
            sum(recent.cop_ap_mm for recent in last) / len(last),
        )
