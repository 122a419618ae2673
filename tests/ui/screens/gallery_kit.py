"""What the parts of the gallery share: a board on the bench, somebody who plays, and how a level is played into."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from steadyquest.conventions import BoardSample
from steadyquest.game.tasks.kinds import needs_feet
from steadyquest.levels.word import needs_word
from steadyquest.records.writer import Recorder
from steadyquest.session.preparation import READY
from steadyquest.signal.calibration import nominal
from steadyquest.signal.source import Health
from steadyquest.simulate.person import SimulatedPerson
from steadyquest.simulate.plate import home_built
from steadyquest.ui.screens import flow

Shown = Iterator[tuple[str, Any]]
PERIOD_US = 12_500
PLAYED_S = 12.0
MOST_S = 200.0


class Bench:
    """A board at 80 samples a second by the game's clock; whoever shows it lays loads on it."""

    ended = False

    def __init__(self, clock: Callable[[], float]) -> None:
        self._rng = random.Random(1)
        self._plate = home_built(self._rng, noise_counts=100.0)
        self.board_id, self.health = "E3000001", Health(rate_hz=80.0)
        self.calibration = nominal(self.board_id, tare=None)
        self.load = (0.0, 0.0, 0.0)
        self._clock, self._begin_s, self._sent = clock, clock(), 0

    def read(self) -> list[BoardSample]:
        """What is due."""
        due = round((self._clock() - self._begin_s) * 1e6 / PERIOD_US)
        return [self._sample() for _ in range(due - self._sent)]

    def close(self) -> None:
        """Nothing to close."""

    def _sample(self) -> BoardSample:
        self._sent += 1
        kg, ml, ap = self.load
        counts = self._plate.counts(self._rng, mass_kg=kg, ml_mm=ml, ap_mm=ap)
        return BoardSample(self._sent * PERIOD_US, 0, self._sent & 0xFFFF, counts, (0, 0, 0, 0), 0, 15, 0)


def longest(game: Any) -> Any:
    """The level with the longest words of all that open at once: without the mat or the therapist's word."""
    levels = [lv for lv in game.desk.config.levels() if not needs_feet(lv.spec) and not needs_word(lv)]
    return max(levels, key=lambda level: len(level.spec.title) + len(level.spec.say))


def met(game: Any, name: str, *, picture: str) -> Any:
    """The player of that name, new if need be."""
    players = game.desk.config.store.players
    here = {player.name: player for player in players.all()}
    return here.get(name) or players.add(name, picture=picture)


def somebody(game: Any) -> SimulatedPerson:
    """Somebody simulated stands ready, with a session; they play as fast as they are looked at."""
    person = SimulatedPerson("steady", seed=12, at_once=4)
    game.desk.source, game.desk.label = person, "sim"
    game.desk.begin_session()
    wait_ready(game)
    game.desk.share_reach()
    return person


def wait_ready(game: Any) -> None:
    """Until who stands on the plate has stood still."""
    for _ in range(2000):
        game.clock.now_s += 1 / 60
        game.desk.poll()
        if game.desk.session.stage == READY:
            return
    raise AssertionError("nobody ever stood still")


def into(game: Any, level: Any, *, hour: int, task: str = "", played_s: float = PLAYED_S) -> Any:
    """The level at an hour, after some seconds of (its task of) it."""
    session = game.desk.session
    screen = flow.play(game.desk, level).begin(rung=hour)
    assert not screen._problem, screen._problem
    began_s = since_s = session.seconds
    while session.seconds - since_s < played_s and session.seconds - began_s < MOST_S:
        game.desk.poll()
        if session.world is None:
            return screen
        if task and session.world.task != task:
            since_s = session.seconds
    return screen


@contextmanager
def measured(game: Any) -> Iterator[None]:
    """Somebody with a name stands ready, and there are records."""
    store = game.desk.config.store
    game.desk.sit_down(next(iter(store.players.all()), None) or store.players.add("Heron", height_cm=160.0))
    with Recorder(store) as recorder:
        game.desk.config.recorder = recorder
        somebody(game)
        yield
        game.desk.let_go()
