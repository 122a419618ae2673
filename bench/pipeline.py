"""Bytes to lean to world tick, without a screen."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import every_task
from figure import figure, typical

from steadyquest.conventions import BoardSample
from steadyquest.device.replay import BytesReplay
from steadyquest.game.spec import Profile
from steadyquest.levels.read import Level, parse_level
from steadyquest.session import Options, Session
from steadyquest.session.run import Run
from steadyquest.session.setup import RunSetup
from steadyquest.signal.calibration import counts_at, nominal
from steadyquest.signal.reach import Reach
from steadyquest.wire import Decoder, encode_sample

SECONDS = 300
RATE_HZ = 100
REACH = Reach((60.0, 55.0, 50.0, 55.0, 60.0, 45.0, 40.0, 45.0))
LEVEL = """
format = 1
title = "Long way"
world = "river"
say = "Lean to each one."
max_s = 900
[[step]]
task = "reach"
count = 100
[[step]]
task = "follow"
seconds = 300
"""


@cache
def level() -> Level:
    """A level that outlasts the bench."""
    return parse_level(LEVEL, file="bench.toml")


@cache
def samples() -> tuple[BoardSample, ...]:
    """Five minutes of somebody who shifts about within reach, smoothly."""
    rng, calibration = random.Random(1), nominal("bench")
    at, wish, made = [0.0, 0.0], (0.0, 0.0), []
    for n in range(SECONDS * RATE_HZ):
        if n % 150 == 0:
            wish = (rng.uniform(-50, 50), rng.uniform(-35, 45))
        at = [a + 0.02 * (w - a) + rng.gauss(0, 0.1) for a, w in zip(at, wish, strict=True)]
        counts = counts_at(calibration, force_n=690.0, cop_ml_mm=at[0], cop_ap_mm=at[1])
        made.append(BoardSample(10_000 * (n + 1), 0, n & 0xFFFF, counts, (0, 0, 0, 0), 0, 15, 0))
    return tuple(made)


def setup() -> RunSetup:
    """An adult in the middle."""
    return RunSetup(
        seed=1,
        calibration=nominal("bench"),
        reach=REACH,
        centre_mm=(0.0, 0.0),
        profile=Profile(),
        staircases={},
    )


def replay(**_: Any) -> Iterator[dict[str, Any]]:
    """The bare way: decoder, chain, guards, world."""
    data = b"".join(encode_sample(sample) for sample in samples())
    chunks = [data[i : i + 290] for i in range(0, len(data), 290)]

    def once() -> float:
        run, decoder = Run(level().spec, setup()), Decoder()
        feed, began = run.feed, time.process_time()
        for chunk in chunks:
            for message in decoder.feed(chunk):
                feed(message)
        return SECONDS / (time.process_time() - began)

    speed = typical(once)
    yield figure(
        "bytes to world tick, one core, no records",
        speed,
        "× real time",
        target=1500,
        compared_with="at least 1,500 times real time at 100 Hz (goal 2,000)",
        more_is_better=True,
    )


def with_records(**_: Any) -> Iterator[dict[str, Any]]:
    """The whole session, its writer thread and SQLite with full syncs."""
    from steadyquest.records.store import open_store
    from steadyquest.records.writer import Recorder

    data = b"".join(encode_sample(sample) for sample in samples())

    def once() -> float:
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            with open_store(Path(folder) / "bench.db") as store, Recorder(store) as recorder:
                source = BytesReplay(data, board_id="bench", calibration=nominal("bench"))
                options = Options(reach_mm=50, seed=1)
                session = Session(source, player=None, options=options, store=store, recorder=recorder)
                while not source.ended:
                    session.poll()
                    if session.stage == "ready" and not session.results:
                        session.start(level())
                session.end()
            return SECONDS / (time.perf_counter() - began)

    speed = typical(once, times=3)
    yield figure(
        "bytes to disk, with records",
        speed,
        "× real time",
        target=500,
        compared_with="at least 500 times real time at 100 Hz",
        more_is_better=True,
    )


def scripted(**_: Any) -> Iterator[dict[str, Any]]:
    """Leans straight into the world, task by task: those of somebody who plays well, so that reps come and go."""
    for task in every_task.STEPS:
        every_task.leans(task)
        yield figure(
            f"scripted player, leans straight into the world: {task}",
            typical(partial(_ratio, every_task.stepped, task), times=9),
            "× real time",
            target=2500,
            compared_with="at least 2,500 times real time",
            more_is_better=True,
        )


def person(**_: Any) -> Iterator[dict[str, Any]]:
    """A simulated person with body and eyes, task by task: counts, chain, world, scene, intention."""
    for task in every_task.STEPS:
        yield figure(
            f"simulated person with body, eyes and world: {task}",
            typical(partial(_ratio, every_task.played, task)),
            "× real time",
            target=500,
            compared_with="at least 500 times real time at 100 Hz, a look every 40 ms (goal 1,000)",
            more_is_better=True,
        )


def _ratio(play: Callable[[str], int], task: str) -> float:
    """How many times real time."""
    began = time.process_time()
    samples = play(task)
    return samples / RATE_HZ / (time.process_time() - began)
