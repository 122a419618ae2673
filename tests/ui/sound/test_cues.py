"""Cues: what of a scene makes a sound, acted out in worlds and in single scenes."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pytest

from steadyquest.conventions import Lean
from steadyquest.game.scene import Item, Scene, Tone
from steadyquest.game.spec import (
    LevelSpec,
    Profile,
    ReachSpec,
    RhythmSpec,
    SightSpec,
    SteerSpec,
    StepSpec,
    fixed,
)
from steadyquest.game.world import World
from steadyquest.signal.reach import uniform
from steadyquest.ui.sound.cues import Cue, Cues


def scene(tick: int, *items: Item, tones: tuple[Tone, ...] = (), rep: int = 0, task: str = "reach") -> Scene:
    """A scene with these things in it."""
    return Scene(tick, 0, items, tones, task=task, steps=1, rep=rep, reps=8)


def target(state: str = "", x: float = 0.5) -> Item:
    """A target at the right."""
    return Item("target", "duck", x, 0.0, 0.2, 0.0, state)


def names(cues: list[Cue]) -> list[str]:
    """Their names."""
    return [cue.name for cue in cues]


def test_success_sounds_once_from_its_side() -> None:
    """However many frames show it."""
    cues = Cues()
    assert cues.of(scene(1, target())) == []
    first = cues.of(scene(30, target("reached")))
    assert [(cue.name[:-1], cue.pan > 0) for cue in first] == [("reached", True)]
    assert cues.of(scene(32, target("reached"))) == []
    assert cues.of(scene(90, target())) == []
    assert names(cues.of(scene(140, target("reached")))) != names(first)


def test_a_miss_is_silence() -> None:
    """Waving, going, and the way home."""
    cues = Cues()
    cues.of(scene(1, target()))
    assert cues.of(scene(800, target("missed"))) == []
    assert cues.of(scene(900, Item("home", "home", 0, 0, 0.2), rep=1)) == []


def test_a_rep_begins_with_a_tick_when_the_way_home_is_over() -> None:
    """Not when the one before it ends."""
    cues = Cues()
    cues.of(scene(1, target()))
    assert cues.of(scene(100, Item("home", "home", 0, 0, 0.2), rep=1)) == []
    assert cues.of(scene(200, target(x=-0.5), rep=1)) == [Cue("tick")]
    assert cues.of(scene(202, target(x=-0.5), rep=1)) == []


def test_a_beat_sounds_once_from_its_side_and_again_after_a_rest() -> None:
    """It is in the scene for several frames."""
    cues, beat = Cues(), (Tone("beat", 0.5, -0.7),)
    cues.of(scene(1))
    assert cues.of(scene(10, tones=beat)) == [Cue("beat", -0.7)]
    assert cues.of(scene(12, tones=beat)) == []
    cues.of(scene(20))
    assert cues.of(scene(110, tones=beat)) == [Cue("beat", -0.7)]


def test_the_signal_to_set_out_is_heard_also_where_all_else_is_quiet() -> None:
    """Of a measured trial."""
    cues = Cues()
    cues.of(scene(1, task="limits"))
    assert cues.of(scene(100, tones=(Tone("start"),), task="limits", rep=1)) == [Cue("go")]


def test_another_run_begins_without_a_sound_of_the_last() -> None:
    """The tick counts from the start again."""
    cues = Cues()
    cues.of(scene(500, target("reached")))
    assert cues.of(scene(1, target("reached"))) == []


def heard_in(step: Any, *, rung: int = 0, lean: str = "follow") -> tuple[Counter[str], Counter[str]]:
    """Play a level of one step; what was heard, and what happened."""
    reach = uniform(60.0)
    steps = (StepSpec(task=step, sight=SightSpec(sight=_RUNGS[rung])),)
    level = LevelSpec(title="T", world="river", say="Play.", steps=steps)
    world = World(level, seed=2, staircases={}, profile=Profile(), reach=reach)
    cues, heard, happened = Cues(), Counter[str](), Counter[str]()
    while not world.finished:
        shown = world.scene()
        if world.tick % 2 == 0:
            heard.update(cue.name.rstrip("012") for cue in cues.of(shown))
        x, y = _at(shown) if lean == "follow" else (0.0, 0.0)
        ml_mm, ap_mm = reach.to_mm(x, y)
        events = world.step(Lean(world.tick * 10_000, x, y, ml_mm, ap_mm, 70.0, True))
        happened.update(type(event).__name__ for event in events)
    return heard, happened


_RUNGS = ("full", "glimpse", "some", "reveal", "memory")


def _at(shown: Scene) -> tuple[float, float]:
    asks = [item for item in shown.items if item.kind in {"target", "home", "gate", "beat"} and item.state != "next"]
    if not asks:
        return 0.0, 0.0
    return (asks[0].x, 0.0) if asks[0].kind == "gate" else (asks[0].x, asks[0].y)


@pytest.mark.parametrize(
    "step",
    [
        ReachSpec(where=("all",), dwell_s=fixed(0.4), count=6),
        SteerSpec(count=6, every_s=fixed(1.0)),
        RhythmSpec(count=8, beat_s=fixed(1.2)),
    ],
)
def test_each_success_is_heard_and_nothing_more(step: Any) -> None:
    """As many rising notes as reps that went well, give or take the last, which the end may hide."""
    heard, happened = heard_in(step)
    assert happened["TargetReached"] >= 5
    assert 0 <= happened["TargetReached"] - heard["reached"] <= 1


def test_nothing_is_heard_of_success_in_the_deep_night() -> None:
    """What the ladder hides from the eye it hides from the ear: ticks, and no more."""
    heard, happened = heard_in(ReachSpec(where=("left", "right"), count=4), rung=4)
    assert happened["TargetReached"] + happened["RepMissed"] == 4
    assert set(heard) <= {"tick"}


def test_who_does_nothing_hears_ticks_only() -> None:
    """Misses have no sound at all."""
    heard, happened = heard_in(ReachSpec(where=("right",), limit_s=fixed(2.0), count=3), lean="stay")
    assert happened["RepMissed"] == 3
    assert heard == Counter({"tick": 2})


def test_on_a_beat_every_beat_is_heard() -> None:
    """Its count-in and each rep, once a second."""
    cues, heard = Cues(), 0
    reach = uniform(60.0)
    level = LevelSpec(
        title="T", world="river", say="March.", steps=(StepSpec(task=RhythmSpec(count=5, beat_s=fixed(1.0))),)
    )
    world = World(level, seed=2, staircases={}, profile=Profile(), reach=reach)
    while not world.finished:
        if world.tick % 2 == 0:
            heard += sum(cue.name == "beat" for cue in cues.of(world.scene()))
        world.step(Lean(world.tick * 10_000, 0.0, 0.0, 0.0, 0.0, 70.0, True))
    assert heard >= 5
    assert math.isclose(heard, world.tick / 100, abs_tol=2)
