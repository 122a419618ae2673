"""A stage for two actors: a script says when the player leans where, and what is expected to happen."""

import math
import re

import pytest

from steadyquest.conventions import UNIT_VECTORS, Command, Lean
from steadyquest.game.spec import LevelSpec, Profile, StepSpec
from steadyquest.game.world import World
from steadyquest.signal.reach import uniform

LINE = re.compile(r"\s*([\d.]+) s\s+(lean|->|none|do)\s*(.*)")

FOLLOWED = ("target", "zone", "guide", "home", "drifter", "gate", "beat", "gem")


class Act:
    """Plays one world by hand. Leans are kept until the next one."""

    def __init__(self, *steps, seed=1, reach=None, staircases=None, profile=None, **level):
        specs = tuple(step if isinstance(step, StepSpec) else StepSpec(task=step) for step in steps)
        fields = {"title": "Test", "world": "river", "say": "Play."} | level
        self.reach = reach or uniform(60.0)
        self.world = World(
            LevelSpec(steps=specs, **fields),
            seed=seed,
            staircases=staircases or {},
            profile=profile or Profile(),
            reach=self.reach,
        )
        self.events = []
        self.at = (0.0, 0.0)
        self.load_kg = 70.0

    def lean(self, where, amount=0.0):
        """Lean somewhere by name and amount, or to a point."""
        ux, uy = (0.0, 0.0) if where == "centre" else UNIT_VECTORS.get(where, where)
        scale = amount if isinstance(where, str) else 1.0
        self.at = (ux * scale, uy * scale)
        return self

    def tick(self, *commands):
        """One tick; its events."""
        x, y = self.at
        ml_mm, ap_mm = self.reach.to_mm(x, y)
        happened = self.world.step(Lean(self.world.tick * 10_000, x, y, ml_mm, ap_mm, self.load_kg, True), commands)
        self.events += happened
        return happened

    def play(self, seconds):
        """Play on; the events of that time."""
        before = len(self.events)
        for _ in range(round(seconds * 100)):
            self.tick()
        return self.events[before:]

    def until(self, kind, *, most_s=120.0, follow=False):
        """Play until an event of this kind; that event. `follow`: lean to whatever is asked for."""
        for _ in range(round(most_s * 100)):
            if follow:
                self.follow()
            for event in self.tick():
                if isinstance(event, kind):
                    return event
        raise AssertionError(f"no {kind.__name__} within {most_s} s; saw {self.events[-5:]}")

    def follow(self):
        """Lean to the target, zone, guide or home of the scene."""
        wanted = [
            item for item in self.world.scene().items if item.kind in FOLLOWED and item.state not in ("next", "avoid")
        ]
        if wanted:
            self.at = (wanted[0].x, wanted[0].y)

    def seen(self, *kinds):
        """What there is of these kinds in the scene now."""
        return [item for item in self.world.scene().items if item.kind in kinds]

    def named(self, *kinds):
        """All events of these kinds so far."""
        return [event for event in self.events if isinstance(event, kinds)]

    def script(self, text):
        """Act out a script: `0.6 s  lean right 0.5`, `1.4 s  -> TargetReached`, `1.0 s  none TargetReached`."""
        for line in filter(str.strip, text.splitlines()):
            at_s, verb, rest = LINE.fullmatch(line.rstrip()).groups()
            seen = self._play_to(float(at_s))
            words = rest.split()
            if verb == "lean":
                self.lean(words[0], float(words[1]) if len(words) > 1 else 0.0)
            elif verb == "do":
                self.tick(Command(*words))
            elif verb == "none":
                assert words[0] not in [type(event).__name__ for event in self.events], line
            else:
                assert words[0] in [type(event).__name__ for event in seen], f"{line.strip()}: saw {seen}"
        return self

    def _play_to(self, at_s):
        ticks = math.floor(at_s * 100 + 1.5) - self.world.tick
        before = len(self.events)
        for _ in range(ticks):
            self.tick()
        return self.events[before:]


@pytest.fixture
def act():
    """Make an act of steps: `act(ReachSpec(...), seed=3)`."""
    return Act
