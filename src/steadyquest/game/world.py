"""The world: one run of one level, tick by tick. The same inputs give the same events, bit for bit.

leans, commands ──▶ running step's task ──▶ events ──▶ staircase, score ──▶ events
                                    └────▶ items ──▶ sight ladder ──▶ scene
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from steadyquest.conventions import TICKS_PER_S, Command, Lean, ReachMap
from steadyquest.game import bending, sight
from steadyquest.game import events as ev
from steadyquest.game.marks import RepMarks
from steadyquest.game.opening import ask_for_feet, steps_of_run
from steadyquest.game.pacing import paced
from steadyquest.game.scene import Item, Scene, Tone
from steadyquest.game.score import Score
from steadyquest.game.spec import LevelSpec, Point, Profile, StepSpec
from steadyquest.game.staircase import Move, Staircase
from steadyquest.game.stars import stars_for
from steadyquest.game.tasks.kinds import kind_of, make_task, staircase_of
from steadyquest.game.tasks.stage import NOTHING, Stage, Task
from steadyquest.game.tones import beat_tone, help_tones, start_tone

BY_PERSON = "person"
_PAUSES: dict[str, type[ev.Paused]] = {
    "signal_lost": ev.SignalLost,
    "stepped_off": ev.SteppedOff,
    "lurched": ev.Lurched,
}
NOWHERE = Lean(0, 0.0, 0.0, 0.0, 0.0, 0.0, False)


@dataclass(frozen=True, slots=True)
class _Playing:
    """One step of the level while it is played."""

    index: int
    name: str
    """The kind of its task."""
    spec: StepSpec
    skill: str | None
    rung: int
    task: Task
    stage: Stage
    bends: bool
    """Whether the step changes the lean."""


class World:
    """One run. `staircases` are by skill, for the run's rung; a skill without one starts at the first difficulty."""

    def __init__(
        self,
        level: LevelSpec,
        *,
        seed: int,
        staircases: Mapping[str, Staircase],
        profile: Profile,
        reach: ReachMap,
    ) -> None:
        ask_for_feet(level, profile)
        self.level, self.seed, self.profile = level, seed, profile
        self.staircases = dict(staircases)
        self.tick = 0
        self.finished = False
        self.paused = ""
        self.rung = rung_of_run(level, profile.rungs)
        self.score = Score()
        self._reach = reach
        self._rng = Random(seed)
        self._steps = tuple(paced(step, profile.pace) for step in steps_of_run(level, rng=self._rng))
        self._played = 0
        self._most = round(level.max_s / profile.pace * TICKS_PER_S)
        self._lean = NOWHERE
        self._reps = RepMarks()
        self._now = self._open(0)
        self._news: list[ev.Event] = [ev.RunStarted(0, self.rung, seed), self._opened()]

    @property
    def task(self) -> str:
        """The kind of the running step."""
        return self._now.name

    @property
    def skill(self) -> str | None:
        """The skill that the running step counts for."""
        return self._now.skill

    def step(self, lean: Lean, commands: Sequence[Command] = ()) -> list[ev.Event]:
        """Play exactly one tick of 10 ms. Commands take effect in it. A finished world stands still."""
        if self.finished:
            return NOTHING
        self.tick += 1
        events, self._news = self._news, NOTHING
        for command in commands:
            events = events + self._obey(command)
        now = self._now
        if now.bends:
            lean = bending.bent(lean, now.spec)
        self._lean = lean
        if self.paused or self.finished:
            return events
        now.stage.tick = self.tick
        outcomes = now.task.step(lean)
        if outcomes:
            events = events + self._judged(outcomes)
        self._played += 1
        if now.task.done or self._played >= self._most:
            events = events + self._go_on()
        return events

    def scene(self) -> Scene:
        """All that may be seen and heard now; what the rung hides is not in it."""
        now, lean = self._now, self._lean
        task = now.task
        lit = task.bright or (
            not task.dark
            and sight.is_lit(now.spec.sight, now.rung, tick=self._played, rep=task.rep, revealing=task.revealing)
        )
        x, y = task.avatar(lean)
        avatar = Item("avatar", self.level.you, x, y, task.avatar_radius)
        sounds = task.beat is not None or task.calls or self.profile.sound_help
        tones = self._tones(task, (x, y)) if sounds else ()
        sway = now.spec.scene_sway
        return Scene(
            self.tick,
            self.rung,
            sight.seen((*task.scene(), avatar), lit=lit, rung=now.rung),
            tones,
            self._words(),
            lit,
            self.paused,
            now.name,
            now.index,
            len(self._steps),
            task.rep,
            task.reps,
            task.meant,
            bending.rolled(sway, self._played) if sway else 0.0,
            self.level.eyes,
            self.level.surface,
        )

    def _obey(self, command: Command) -> list[ev.Event]:
        return _ORDERS[command.kind](self, command) if command.kind in _ORDERS else []

    def _pause(self, command: Command) -> list[ev.Event]:
        reason = str(command.value or BY_PERSON)
        # A person's pause stays until a person ends it, also when safety has paused already.
        if self.paused and (reason != BY_PERSON or self.paused == BY_PERSON):
            return []
        self.paused = reason
        return [_PAUSES.get(reason, ev.Paused)(self.tick, reason)]

    def _resume(self, _command: Command) -> list[ev.Event]:
        if not self.paused:
            return []
        self.paused = ""
        return [ev.Resumed(self.tick)]

    def _by_hand(self, command: Command) -> list[ev.Event]:
        if self._now.skill is None:
            return []
        skill = staircase_of(self._now.skill)
        return self._moved(skill, self._staircase(skill).by_hand(command.kind))

    def _recentre(self, command: Command) -> list[ev.Event]:
        ml_mm, ap_mm = command.value
        return [ev.Recentred(self.tick, ml_mm, ap_mm)]

    def _note(self, command: Command) -> list[ev.Event]:
        tag, asked_at = command.value if isinstance(command.value, (list, tuple)) else (command.value, self.tick)
        noted = ev.NoteTaken(self.tick, str(tag))
        back = self._reps.tag(int(asked_at))
        return [noted] if back is None else [noted, *self._moved(back.skill, back.staircase.take_back(back.before))]

    def _place(self, command: Command) -> list[ev.Event]:
        x, y = command.value
        self._now.task.place((float(x), float(y)))
        return []

    def _tap(self, _command: Command) -> list[ev.Event]:
        return [ev.AnswerTapped(self.tick, self._now.index)] if self._now.spec.also else []

    def _again(self, _command: Command) -> list[ev.Event]:
        skipped = self._skipped()
        self._now = self._open(self._now.index)
        return [*skipped, self._opened()]

    def _skip(self, _command: Command) -> list[ev.Event]:
        if self._now.skill is not None:
            self.score.leave_out()
        return [*self._skipped(), *self._go_on()]

    def _end(self, _command: Command) -> list[ev.Event]:
        return [*self._skipped(), *self._finish(complete=False)]

    def _skipped(self) -> list[ev.Event]:
        self._now.stage.tick = self.tick
        return self._now.task.skip()

    def _judged(self, outcomes: list[ev.Event]) -> list[ev.Event]:
        """The outcomes of a tick, each judged rep followed by what it did to the difficulty."""
        events: list[ev.Event] = []
        for outcome in outcomes:
            events.append(outcome)
            if isinstance(outcome, ev.RepStarted):
                self._reps.begin(outcome)
            elif isinstance(outcome, ev.RepEnded):
                events += self._count(outcome)
        return events

    def _count(self, outcome: ev.RepEnded) -> list[ev.Event]:
        skill = self._now.skill
        if isinstance(outcome, ev.PlaceRecalled) or skill is None:
            self.score.tell()
            return []
        success = isinstance(outcome, ev.TargetReached)
        self.score.judge(success=success)
        if self._reps.tagged:
            return []
        staircase = self._staircase(skill)
        self._reps.judged(skill, staircase)
        return self._moved(skill, staircase.judge(success=success, played_d=self._reps.d))

    def _moved(self, skill: str, move: Move) -> list[ev.Event]:
        return [] if self._staircase(skill).fixed else [ev.DifficultyMoved(self.tick, skill, *move)]

    def _go_on(self) -> list[ev.Event]:
        is_last = self._now.index + 1 == len(self._steps)
        if self._played >= self._most and not (is_last and self._now.task.done):
            self.score.leave_out()
            return [*self._skipped(), *self._finish(complete=True)]
        if is_last:
            return self._finish(complete=True)
        self._now = self._open(self._now.index + 1)
        return [self._opened()]

    def _finish(self, *, complete: bool) -> list[ev.Event]:
        self.finished = True
        score = self.score
        best_d = {skill: staircase.best_d for skill, staircase in self.staircases.items()}
        outcome = score.outcome(complete=complete, rung=self.rung, best_d=best_d)
        stars = stars_for(outcome, best_before=self.profile.best_d, hours_kept=self.profile.hours_kept)
        return [ev.RunFinished(self.tick, score.success, score.judged, score.tried, stars, complete)]

    def _open(self, index: int) -> _Playing:
        spec = self._steps[index]
        kind, profile = kind_of(spec), self.profile
        skill = (self.level.skill or kind.skill) if kind.skill else None
        rung = sight.rung_of(spec.sight, self.rung)
        stage = Stage(
            step=index,
            rng=self._rng,
            reach=self._reach,
            profile=profile,
            thing=self.level.thing,
            avoid=self.level.avoid or self.level.thing,
            blind=rung == sight.MEMORY,
            difficulty=self._difficulty(skill),
            is_lit=lambda rep: sight.is_lit(spec.sight, rung, tick=self._played, rep=rep, revealing=False),
            eyes=self.level.eyes,
            says=spec.say is not None,
            # Where the picture goes another way than the lean, a sign on it would say the wrong thing.
            way_hints=profile.way_hints and not bending.bends(spec),
        )
        stage.tick = self.tick
        bends = kind.bends and bending.bends(spec)
        return _Playing(index, kind.name, spec, skill, rung, make_task(spec, stage), stage, bends)

    def _opened(self) -> ev.StepStarted:
        now = self._now
        return ev.StepStarted(self.tick, now.index, now.name, now.skill, now.rung)

    def _difficulty(self, skill: str | None) -> Callable[[], float]:
        if skill is None:
            return lambda: 0.0
        staircase = self._staircase(staircase_of(skill))
        return lambda: staircase.d

    def _staircase(self, skill: str) -> Staircase:
        return self.staircases.setdefault(skill, Staircase())

    def _words(self) -> str:
        now, plain = self._now, self.level.say_plain if self.profile.plain else None
        words = now.task.words or now.spec.say or plain or self.level.say
        return f"{words} {now.spec.also}" if now.spec.also and not now.task.words else words

    def _tones(self, task: Task, at: Point) -> tuple[Tone, ...]:
        """The beat, the signal; and sound help, but never where a place is to be felt."""
        beat = (start_tone(),) if task.calls else () if task.beat is None else (beat_tone(task.beat),)
        if not self.profile.sound_help or task.dark:
            return beat
        return (*beat, *help_tones(task.scene(), at))


_ORDERS: dict[str, Callable[[World, Command], list[ev.Event]]] = {
    "pause": World._pause,
    "resume": World._resume,
    "easier": World._by_hand,
    "harder": World._by_hand,
    "recentre": World._recentre,
    "again": World._again,
    "skip": World._skip,
    "place": World._place,
    "tap": World._tap,
    "note": World._note,
    "end": World._end,
}


def rung_of_run(level: LevelSpec, rungs: Mapping[str, int]) -> int:
    """The one rung of a run: the lowest among its steps' skills; a step's own sight changes only that step."""
    asked: dict[bool, list[int]] = {True: [], False: []}
    for step in level.steps:
        skill = kind_of(step).skill
        if skill is not None:
            wanted = staircase_of(level.skill or skill)
            asked[step.sight.sight == "player"].append(sight.rung_of(step.sight, rungs.get(wanted, 0)))
    return min(asked[True] or asked[False] or [0])
