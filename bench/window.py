"""The window: frames, the age of what is shown, the start, and memory. On a virtual screen, in software."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from figure import figure, percentile, typical

HERE = Path(__file__).parent
PLAYER = HERE / "player.py"
QUIET = {"PYGAME_HIDE_SUPPORT_PROMPT": "1"}


def missing() -> str | None:
    """What these benches need and this machine lacks."""
    return None if shutil.which("Xvfb") else "Xvfb is not installed: no figure for the window"


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A virtual screen of 1920 × 1080 on a free number, and the environment that leads to it."""
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    server = subprocess.Popen(words, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as number, tempfile.TemporaryDirectory() as home:
        display = number.readline().strip()
        folders = {f"XDG_{kind}_HOME": home for kind in ("DATA", "CONFIG")}
        try:
            yield {**os.environ, **folders, "DISPLAY": f":{display}", "SDL_AUDIODRIVER": "dummy", **QUIET}
        finally:
            server.terminate()
            server.wait()


def played(env: dict[str, str], *words: str) -> dict[str, Any]:
    """Let the player play; what it measured."""
    done = subprocess.run([sys.executable, str(PLAYER), *words], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def frames(**_: Any) -> Iterator[dict[str, Any]]:
    """Half a minute of the busiest shipped level at 1080p, a simulated person playing."""
    if said := missing():
        print(said, file=sys.stderr)
        return
    with screen() as env:
        seen = played(env, "sim", "30")
    held = sum(15 <= ms <= 18 for ms in seen["interval_ms"]) / len(seen["interval_ms"])
    yield figure(
        "frame intervals of 15 to 18 ms, 1920×1080, software",
        100 * held,
        "%",
        target=99,
        compared_with="99 % of frames",
        more_is_better=True,
    )
    yield figure(
        "work in a frame, 95th percentile",
        percentile(seen["work_ms"], 0.95),
        "ms",
        target=6,
        compared_with="at most 6 ms",
        more_is_better=False,
    )
    yield figure(
        "surfaces made in a frame",
        seen["surfaces"] / len(seen["work_ms"]),
        "surfaces",
        target=0,
        compared_with="none",
        more_is_better=False,
    )


@contextmanager
def board(env: dict[str, str]) -> Iterator[str]:
    """An 80 Hz board behind a pseudo-terminal: two minutes of quiet standing."""
    rng = random.Random(3)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stand.csv"
        rows = [f"{i / 80:.4f},{rng.gauss(0, 1):.3f},{rng.gauss(-20, 1):.3f}" for i in range(80 * 120)]
        file.write_text("\n".join(["time_s,cop_ml_mm,cop_ap_mm", *rows]))
        words = [sys.executable, "-m", "steadyquest", "board", "emulate", "--from", str(file)]
        emulator = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=env)
        try:
            assert emulator.stdout is not None
            yield emulator.stdout.readline().strip()
        finally:
            emulator.terminate()
            emulator.wait()


def latency(**_: Any) -> Iterator[dict[str, Any]]:
    """How old the newest sample is when the frame that shows it flips, by the board's own time."""
    if said := missing():
        print(said, file=sys.stderr)
        return
    with screen() as env, board(env) as port:
        seen = played(env, port, "30")
    age, drawing = seen["age_ms"], percentile(seen["work_ms"], 0.5)
    floor = 1000 / 80 / 2 + drawing
    yield figure(
        "age of the newest sample at the flip, median",
        percentile(age, 0.5),
        "ms",
        target=11,
        compared_with=f"at most 11 ms; the floor of half a sample period and drawing is {floor:.1f} ms",
        more_is_better=False,
    )
    yield figure(
        "age of the newest sample at the flip, 95th percentile",
        percentile(age, 0.95),
        "ms",
        target=17,
        compared_with=f"at most 17 ms; the floor of a whole sample period and drawing is {12.5 + drawing:.1f} ms",
        more_is_better=False,
    )


def start(**_: Any) -> Iterator[dict[str, Any]]:
    """From the command to the first frame of the title, with a warm cache."""
    if said := missing():
        print(said, file=sys.stderr)
        return
    with screen() as env:

        def once() -> float:
            began = time.perf_counter()
            with subprocess.Popen(
                [sys.executable, str(PLAYER), "title"], env=env, stdout=subprocess.PIPE, text=True
            ) as child:
                assert child.stdout is not None
                child.stdout.readline()
                took = time.perf_counter() - began
                child.terminate()
            return took

        yield figure(
            "from the command to the first title frame, warm",
            typical(once),
            "s",
            target=1.5,
            compared_with="at most 1.5 s",
            more_is_better=False,
        )


def memory(*, long: bool = False, **_: Any) -> Iterator[dict[str, Any]]:
    """Resident memory while playing level after level, and its growth after the first minute."""
    if said := missing():
        print(said, file=sys.stderr)
        return
    seconds = 1800 if long else 180
    with screen() as env:
        seen = played(env, "sim", str(seconds), "--again")
    sizes = seen["rss_mb"]
    yield figure(
        f"memory while playing for {seconds // 60} min, largest",
        max(sizes),
        "MB",
        target=250,
        compared_with="at most 250 MB",
        more_is_better=False,
    )
    settled = sizes[len(sizes) // 3 :]
    half = len(settled) // 2
    growth = sum(settled[half:]) / (len(settled) - half) - sum(settled[:half]) / half
    yield figure(
        "growth from the middle to the last third",
        growth,
        "MB",
        target=2,
        compared_with="no growth: within 2 MB of what the allocator keeps",
        more_is_better=False,
    )
