"""Counting beside a task: things drift by while it is played, and afterwards it is asked how many there were.

The answer is leant to from the centre, by full light. It is kept with the run and moves no difficulty.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from steadyquest.conventions import TICKS_PER_S, Lean
from steadyquest.game.events import CountAsked, Event
from steadyquest.game.scene import Item
from steadyquest.game.spec import Point
from steadyquest.game.tasks.answers import Answers
from steadyquest.game.tasks.home import LIMIT_TICKS, STAY_TICKS, WayHome
from steadyquest.game.tasks.stage import AFTER_TICKS, AVATAR_RADIUS, NOTHING, Acting, Stage, Task, ticks
from steadyquest.words import tr

CROSS_S = 6.0
"""How long a thing takes from one edge to the other."""
APART_S = (2.5, 7.0)
"""From one thing to the next."""
EDGE, HEIGHT, WAVE = 2.4, 1.05, 0.06
"""It comes from outside and drifts along above the play, in reach units, so that it is never taken for a target."""
SIZE = 0.12
ANSWER_S, LIMIT_S = 1.2, 15.0
WORDS: dict[str, Callable[[], str]] = {
    "leaf": lambda: tr("How many leaves drifted by? Lean to the number."),
    "bell": lambda: tr("How many bells drifted by? Lean to the number."),
    "mushroom": lambda: tr("How many mushrooms drifted by? Lean to the number."),
}
"""What may drift by: the first that the level does not use itself. None of them looks otherwise in a plain look."""


class Counting(Acting):
    """A task with things to be counted. Everything of the task itself stays as it is."""

    def __init__(self, task: Task, *, most: int, stage: Stage) -> None:
        self._task, self._stage, self._most = task, stage, most
        self._name = next(name for name in WORDS if name not in (stage.thing, stage.avoid))
        self._tick, self._shown = 0, 0
        self._next = self._pause()
        self._drifting: list[tuple[int, float]] = []
        """When each came, and which way it goes."""
        self._answers: Answers | None = None
        self._states: dict[str, str] = {}
        self._home: WayHome | None = None
        """While one comes back to the centre, where numbers are leant to from."""
        self._asked_at = self._over_at = 0
        self.done = False
        self._mirror()

    def step(self, lean: Lean) -> list[Event]:
        """One tick of the task, or of the question after it."""
        self._tick += 1
        if self._answers is not None:
            return self._listen(lean, self._answers)
        self._drift()
        events = self._task.step(lean)
        self._mirror()
        if self._task.done:
            self._ask()
        return events

    def scene(self) -> Iterable[Item]:
        """What the task shows, and what drifts by; afterwards the numbers."""
        if self._answers is not None:
            home = self._home
            yield from self._answers.items("answer", states=self._states) if home is None else (home.item(),)
            return
        yield from self._task.scene()
        for came, way in self._drifting:
            part = (self._tick - came) / (CROSS_S * TICKS_PER_S)
            y = HEIGHT + WAVE * math.sin(math.tau * 2 * part)
            yield Item("drifter", self._name, way * EDGE * (2 * part - 1), y, SIZE, 0.0, "count")

    def avatar(self, lean: Lean) -> Point:
        """Where the task has it; at the lean while it is asked."""
        return super().avatar(lean) if self._answers is not None else self._task.avatar(lean)

    def skip(self) -> list[Event]:
        """Neither the rest of the task nor the question."""
        self.done = True
        return [] if self._answers is not None else self._task.skip()

    def place(self, at: Point) -> None:
        """For the task."""
        self._task.place(at)

    def _mirror(self) -> None:
        task = self._task
        self.rep, self.reps = task.rep, task.reps
        self.dark, self.revealing, self.bright = task.dark, task.revealing, task.bright
        self.words, self.meant, self.beat, self.calls = task.words, task.meant, task.beat, task.calls
        self.avatar_radius = task.avatar_radius

    def _pause(self) -> int:
        return self._tick + ticks(self._stage.rng.uniform(*APART_S))

    def _drift(self) -> None:
        self._drifting = [(came, way) for came, way in self._drifting if self._tick - came < CROSS_S * TICKS_PER_S]
        if self._tick >= self._next and self._shown < self._most:
            self._drifting.append((self._tick, 1.0 if self._stage.rng.random() < 0.5 else -1.0))
            self._shown += 1
            self._next = self._pause()

    def _ask(self) -> None:
        if not self._shown:
            self.done = True
            return
        rng, shown = self._stage.rng, self._shown
        lowest = max(0, shown - rng.randrange(3))
        names = tuple(str(lowest + i) for i in range(3))
        self._answers = Answers(names, stage=self._stage, need=ticks(ANSWER_S), blind=False)
        self._asked_at = self._tick
        self._home = WayHome(stay=STAY_TICKS, limit=LIMIT_TICKS, dark_limit=LIMIT_TICKS)
        self.dark = self.revealing = False
        self.bright, self.beat, self.calls, self.avatar_radius = True, None, False, AVATAR_RADIUS
        self.words, self.meant = WORDS[self._name](), str(shown)

    def _listen(self, lean: Lean, answers: Answers) -> list[Event]:
        if self._over_at:
            self.done = self._tick >= self._over_at
            return NOTHING
        if self._home is not None:
            self._come_home(lean, self._home)
            return NOTHING
        said = answers.step(lean)
        if said is None and self._tick - self._asked_at < LIMIT_S * TICKS_PER_S:
            return NOTHING
        self._over_at = self._tick + AFTER_TICKS
        # The right number is shown in any case; another one that was said is not blamed.
        self._states = dict.fromkeys(answers.names, "done")
        self._states[str(self._shown)] = "reached" if said == str(self._shown) else ""
        return [CountAsked(self._stage.tick, self._stage.step, self._shown, None if said is None else int(said))]

    def _come_home(self, lean: Lean, home: WayHome) -> None:
        if home.step(lean, ticks=self._tick - self._asked_at, seen=True):
            self._home, self._asked_at = None, self._tick
