"""Plays in a real window and prints what it measured.

`player.py title`, `player.py BOARD SECONDS [--again] [--level KEY]`, `player.py start KEY` for a level's start, or
`player.py map SECONDS` along the map.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path

import pygame

LEVEL = "river/round_the_island"
SIZE = (1920, 1080)
SETTLE_S, EVERY_S = 2.0, 5.0
WARM_STARTS, STEP_S = 5, 0.8


def title() -> None:
    """The real command, to the first frame."""
    from steadyquest.cli import main
    from steadyquest.ui.loop import Loop

    frame = Loop.frame

    def first(loop: Loop) -> bool:
        frame(loop)
        print("title", flush=True)
        time.sleep(60)
        return False

    Loop.frame = first  # type: ignore[method-assign]
    sys.argv = ["steadyquest", "--video", "software"]
    main()


def rss_mb() -> float:
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class Counted(pygame.Surface):
    """Counts the surfaces that Python code makes."""

    made = 0

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        Counted.made += 1


def play(board: str, seconds: float, *, again: bool, key: str = LEVEL) -> None:
    """Open the window, stand, play, measure."""
    import tempfile

    from steadyquest.cli.sources import Sources
    from steadyquest.levels.library import find, shipped
    from steadyquest.records.store import open_store
    from steadyquest.records.writer import Recorder
    from steadyquest.session.options import Options
    from steadyquest.ui.app import App, AppConfig
    from steadyquest.ui.video import open_window

    level = find(key)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(Path(folder) / "b.db") as store,
        Recorder(store) as recorder,
    ):
        config = AppConfig(
            options=Options(reach_mm=60, seed=1, minutes=240),
            open_source=Sources(store=store, seed=1, fast=False).open,
            levels=lambda: tuple(shipped()) if board == "map" else (level,),
            store=store,
            recorder=recorder,
            video="software",
            size=SIZE,
        )
        window = open_window(video="software", size=SIZE, remembered={})
        app = App(config, window)
        if board:  # making the sounds for the first time would stand in the way of a start
            app.sound.start()
        if board == "map":
            result = along_the_map(app, level, seconds)
        else:
            result = measured(app, board, level, seconds, again=again) if board else started(app, level)
        app.sound.close()
        app.desk.let_go()
        app.desk.view.close()
    print(json.dumps(result))


def ready(app, board, level, *, scenery=True):  # type: ignore[no-untyped-def]
    """Connected, standing steady, the scenery drawn."""
    desk = app.desk
    desk.choose(board)
    while desk.source is None:
        desk.settle()
        assert not desk.problem, desk.problem
        time.sleep(0.01)
    session = desk.begin_session()
    while session.stage != "ready":
        desk.poll()
        time.sleep(0.005)
    if scenery:
        desk.view.scenery.wait(level.spec.world, 0, timeout_s=60)
    return session


def begin(app, level):  # type: ignore[no-untyped-def]
    """The play screen, with all that its first frame needs."""
    from steadyquest.ui.screens.play import Play

    screen = Play(app.desk, level)
    screen.prepare(0)
    while not app.desk.view.art.warm_step(50.0):
        time.sleep(0.01)
    app.loop.show(screen.begin())


def measured(app, board, level, seconds, *, again):  # type: ignore[no-untyped-def]
    """The figures of so many seconds of play, after two to settle."""
    session = ready(app, board, level)
    begin(app, level)
    sizes, noted, stats = [], 0.0, app.desk.stats
    settled = time.monotonic() + SETTLE_S
    until = settled + seconds
    pygame.Surface = Counted  # type: ignore[misc]
    while (now := time.monotonic()) < until:
        app.loop.frame()
        if session.world is None:
            if not again:
                break
            begin(app, level)
        if settled and now > settled:
            stats.clear()
            Counted.made, settled = 0, 0
        if now - noted > EVERY_S:
            sizes.append(rss_mb())
            noted = now
    figures = {name: stats.newest(getattr(stats, name)) for name in ("work_ms", "interval_ms", "age_ms")}
    return {**figures, "surfaces": Counted.made, "rss_mb": sizes}


def started(app, level):  # type: ignore[no-untyped-def]
    """How long a level takes to begin, in ms: with an empty cache on disk, then in a fresh window with a full one."""
    from steadyquest.ui.view import View

    ready(app, "sim", level, scenery=False)
    took = []
    for _ in range(1 + WARM_STARTS):
        app.desk.view.close()
        app.desk.view = View(SIZE)
        app.desk.poll()
        began = time.perf_counter()
        app.desk.view.scenery.wait(level.spec.world, 0, timeout_s=60)
        begin(app, level)
        app.loop.frame()
        took.append(1000 * (time.perf_counter() - began))
        app.desk.session.stop()
    return {"cold": took[0], "warm": statistics.median(took[1:])}


def along_the_map(app, level, seconds):  # type: ignore[no-untyped-def]
    """The figures of so many seconds of going from place to place, the pictures made beforehand."""
    from steadyquest.ui.screens import flow

    ready(app, "sim", level)
    app.desk.view.scenery.wait("map", 0, timeout_s=60)
    app.loop.show(flow.level_map(app.desk))
    for _ in range(3):
        app.loop.frame()
    app.desk.stats.clear()
    began, steps = time.monotonic(), 0
    while (now := time.monotonic()) < began + seconds:
        if now > began + steps * STEP_S:
            key = pygame.K_DOWN if not steps else (pygame.K_LEFT if steps // 6 % 2 else pygame.K_RIGHT)
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode=""))
            steps += 1
        app.loop.frame()
    stats = app.desk.stats
    figures = {name: stats.newest(getattr(stats, name)) for name in ("work_ms", "interval_ms")}
    return {**figures, "rss_mb": [rss_mb()]}


if __name__ == "__main__":
    if sys.argv[1] == "title":
        title()
    elif sys.argv[1] == "start":
        play("", 0.0, again=False, key=sys.argv[2])
    else:
        key = sys.argv[sys.argv.index("--level") + 1] if "--level" in sys.argv else LEVEL
        play(sys.argv[1], float(sys.argv[2]), again="--again" in sys.argv, key=key)
