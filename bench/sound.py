"""Sound: its work in a frame, and how long a place's sounds take from nothing. Nobody hears it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from figure import figure, percentile

LEVEL = "river/round_the_island"
SECONDS = 20.0


def _child(what: str) -> Any:
    """Measure in a process of its own, on SDL's dummy devices and an empty cache."""
    env = {**os.environ, "SDL_AUDIODRIVER": "dummy", "SDL_VIDEODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
    done = subprocess.run([sys.executable, __file__, what], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def frames(**_: Any) -> Iterator[dict[str, Any]]:
    """A level with everything that sounds, played by a simulated person; only the sound's own part is timed."""
    seen = _child("frames")
    assert seen["begun"] > 2 * SECONDS, "sound help was not heard all the time"
    yield figure(
        "sound's work in a frame, 95th percentile",
        percentile(seen["ms"], 0.95),
        "ms",
        target=0.3,
        compared_with="at most 0.3 ms",
        more_is_better=False,
    )


def cold(**_: Any) -> Iterator[dict[str, Any]]:
    """From asking for a place to all of its sounds loaded, with an empty cache and then with a full one."""
    seen = _child("cold")
    yield figure(
        "a place's sounds, cold", seen["cold_s"], "s", target=3, compared_with="at most 3 s", more_is_better=False
    )
    yield figure(
        "a place's sounds, warm", seen["warm_s"], "s", target=0.3, compared_with="at most 0.3 s", more_is_better=False
    )


def _loaded_s(folder: Path, place: str) -> float:
    from steadyquest.ui.sound import mixer
    from steadyquest.ui.sound.library import Library

    library = Library(folder=folder, open_device=mixer.open_device)
    began = time.perf_counter()
    library.ask(place)
    while library.bank(place) is None:
        time.sleep(0.002)
    took = time.perf_counter() - began
    library.close()
    return took


def _measure_cold(folder: Path) -> dict[str, Any]:
    return {"cold_s": _loaded_s(folder, "coast"), "warm_s": _loaded_s(folder, "coast")}


def _measure_frames(folder: Path) -> dict[str, Any]:
    from steadyquest.cli.sources import Sources
    from steadyquest.levels.library import find
    from steadyquest.records.store import open_store
    from steadyquest.session.options import Options
    from steadyquest.ui.app import App, AppConfig
    from steadyquest.ui.screens import flow
    from steadyquest.ui.video import open_window

    level = find(LEVEL)
    with open_store(folder / "b.db") as store:
        kim = store.players.add("Kim", picture="bear")
        store.players.change_settings(kim.id, {("sound_help",): True})
        config = AppConfig(
            options=Options(reach_mm=60, seed=1),
            open_source=Sources(store=store, seed=1, fast=False).open,
            levels=lambda: (level,),
            store=store,
            video="software",
            size=(640, 360),
        )
        app = App(config, open_window(video="software", size=(640, 360), remembered={}))
        app.sound.start(folder=folder / "sounds")
        app.desk.sit_down(next(iter(store.players.all())))
        app.desk.choose("sim")
        _wait(app, lambda: app.desk.settle() or app.desk.source is not None)
        app.desk.begin_session()
        _wait(app, lambda: app.desk.session.stage == "ready")
        app.loop.show(flow.play(app.desk, level).begin())
        _wait(app, lambda: app.sound._library.bank("river") is not None)
        ms, begun = _timed(app)
        app.sound.close()
        app.desk.let_go()
        app.desk.view.close()
    return {"ms": ms, "begun": begun}


def _wait(app: Any, until: Any) -> None:
    while not until():
        app.loop.frame()


def _timed(app: Any) -> tuple[list[float], int]:
    ms: list[float] = []
    begun = [0]
    frame, play = app.sound.frame, app.sound.mixer.play

    def timed(screen: Any) -> None:
        began = time.perf_counter()
        frame(screen)
        ms.append((time.perf_counter() - began) * 1e3)

    def counted(name: str, **more: Any) -> bool:
        begun[0] += (done := play(name, **more))
        return bool(done)

    app.sound.frame, app.sound.mixer.play = timed, counted
    until = time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        app.loop.frame()
    return ms, begun[0]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as root:
        measured = {"frames": _measure_frames, "cold": _measure_cold}[sys.argv[1]](Path(root))
    print(json.dumps(measured))
