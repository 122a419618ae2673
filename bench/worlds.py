"""Every world with its busiest level: frames at 1080p in software, starts, memory. On a virtual screen."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from figure import figure, percentile
from window import missing, played, screen

SECONDS = 8
WATCHED_TICKS, EVERY = 2000, 20


def busiest() -> dict[str, str]:
    """The level of each world in which the most is to be seen, averaged over twenty seconds of following it."""
    from steadyquest.levels.library import shipped

    found: dict[str, tuple[float, str]] = {}
    for level in shipped():
        found[level.spec.world] = max(found.get(level.spec.world, (0.0, "")), (_seen(level), level.key))
    return {world: key for world, (_, key) in found.items()}


def _seen(level: Any) -> float:
    from steadyquest.conventions import FeetMap, Lean
    from steadyquest.game.spec import Profile
    from steadyquest.game.world import World
    from steadyquest.signal.reach import uniform

    profile = Profile(feet=FeetMap(-60.0, 60.0))
    world = World(level.spec, seed=1, staircases={}, profile=profile, reach=uniform(60.0))
    at, counts = (0.0, 0.0), []
    for tick in range(WATCHED_TICKS):
        world.step(Lean(tick * 10_000, *at, at[0] * 60, at[1] * 60, 70.0, True), ())
        if world.finished:
            break
        if tick % EVERY == 0:
            items = world.scene().items
            counts.append(len(items))
            at = next(((i.x, i.y) for i in items if i.kind in {"target", "guide", "home", "gate", "gem"}), at)
    return sum(counts) / max(1, len(counts))


def frames(*, long: bool = False, **_: Any) -> Iterator[dict[str, Any]]:
    """Work in a frame, the share of frames in time, and memory, of each world."""
    if said := missing():
        print(said, file=sys.stderr)
        return
    with screen() as env:
        for world, key in busiest().items():
            seen = played(env, "sim", str(30 if long else SECONDS), "--again", "--level", key)
            held = sum(ms <= 18 for ms in seen["interval_ms"]) / len(seen["interval_ms"])
            where = f"{world} ({key.partition('/')[2]})"
            yield _work(where, seen)
            yield figure(
                f"{where}: frames shown in time",
                100 * held,
                "%",
                target=99,
                compared_with="99 % at 60 a second",
                more_is_better=True,
            )
            yield _memory(where, seen)


def _work(where: str, seen: dict[str, Any]) -> dict[str, Any]:
    return figure(
        f"{where}: work in a frame, 95th percentile",
        percentile(seen["work_ms"], 0.95),
        "ms",
        target=8,
        compared_with=f"at most 8 ms; the median is {percentile(seen['work_ms'], 0.5):.1f} ms",
        more_is_better=False,
    )


def _memory(where: str, seen: dict[str, Any]) -> dict[str, Any]:
    return figure(
        f"{where}: memory",
        max(seen["rss_mb"], default=0.0),
        "MB",
        target=250,
        compared_with="at most 250 MB",
        more_is_better=False,
    )


def along(**_: Any) -> Iterator[dict[str, Any]]:
    """Gliding from place to place on the map."""
    if said := missing():
        print(said, file=sys.stderr)
        return
    with screen() as env:
        seen = played(env, "map", "20")
    yield _work("the map, gliding", seen)
    yield _memory("the map", seen)


def starts(**_: Any) -> Iterator[dict[str, Any]]:
    """From choosing a level to its first whole frame, with pictures kept on disk and with none."""
    if said := missing():
        print(said, file=sys.stderr)
        return
    with screen() as env, tempfile.TemporaryDirectory() as cache:
        for world, key in busiest().items():
            seen = played({**env, "XDG_CACHE_HOME": cache}, "start", key)
            for name, target in (("cold", 3000), ("warm", 300)):
                yield figure(
                    f"{world}: start of a level, {name}",
                    seen[name],
                    "ms",
                    target=target,
                    compared_with=f"at most {target} ms",
                    more_is_better=False,
                )
