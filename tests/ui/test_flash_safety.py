"""Nothing flashes: every level played by somebody at its busiest, and the screens that move, frame by frame.

Frames are 7, 8 or 9 ticks apart, in turn by chance: 12.5 a second in the middle. Nothing that the renderer draws is
meant to turn more than four times a second; what would flicker faster cannot hide behind a rhythm of the sampling.
"""

from __future__ import annotations

import functools
import io
import random
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pygame
import pytest
from tests.ui.flashes import CELLS, FIELD, SIZE, Flashes

from steadyquest.conventions import TICK_S, FeetMap
from steadyquest.game.scene import Scene
from steadyquest.game.spec import HOURS, Profile
from steadyquest.game.staircase import Staircase
from steadyquest.game.tasks.kinds import SKILLS, needs_feet
from steadyquest.grade.play import measured_reach, stance_for, standing_feet
from steadyquest.levels.library import shipped
from steadyquest.levels.schema import WORLDS
from steadyquest.session.run import Run
from steadyquest.session.setup import RunSetup
from steadyquest.signal.mat import share_error
from steadyquest.simulate.people import find_person
from steadyquest.simulate.person import SimulatedPerson
from steadyquest.ui.art_render import rasterise
from steadyquest.ui.landscape import Landscapes, landscape_job
from steadyquest.ui.scene_view import SceneView
from steadyquest.ui.theme import Canvas, Look
from steadyquest.ui.view import View

LEVELS = shipped()
TICKS_APART = (7, 8, 9)
CLIP_HZ = 60.0
DARK, PALE, RED = (60, 60, 60), (150, 150, 150), (230, 20, 20)


# -- the analysis itself ------------------------------------------------------------------------------------------


def clip(
    colour_at: Callable[[float], tuple[int, int, int]],
    *,
    share: float = 1.0,
    seconds: float = 3.0,
    ground: tuple[int, int, int] = DARK,
    hz: float = CLIP_HZ,
) -> Flashes:
    """A patch of the middle field, as large a share of it as asked, in a colour that changes with time."""
    flashes, frame = Flashes(), np.empty((*CELLS, 3), dtype=np.uint8)
    w, h = FIELD[0], round(FIELD[1] * share)
    for n in range(round(seconds * hz)):
        frame[:] = ground
        frame[50 : 50 + w, 20 : 20 + h] = colour_at(n / hz)
        flashes.see_cells(frame, n / hz)
    return flashes


def blink(hz: float, one: tuple[int, int, int] = DARK, other: tuple[int, int, int] = PALE) -> Callable[[float], Any]:
    """One colour and the other, `hz` times a second."""
    return lambda at_s: other if (at_s * hz + 1e-9) % 1 >= 0.5 else one


def grey(luminance: float) -> tuple[int, int, int]:
    """The grey byte nearest to a relative luminance, by WCAG's own curve turned round."""
    part = luminance * 12.92 if luminance <= 0.0031308 else 1.055 * luminance ** (1 / 2.4) - 0.055
    return (round(part * 255),) * 3


@pytest.mark.parametrize(("hz", "found"), [(1.0, False), (2.0, False), (3.0, False), (4.0, True), (10.0, True)])
def test_more_than_three_flashes_in_a_second_are_too_many(hz, found):
    """As many as the clip has, and no more than three are allowed."""
    flashes = clip(blink(hz))
    assert flashes.too_many is found
    assert flashes.general == pytest.approx(hz, abs=0.5)


def test_a_change_of_a_tenth_counts_and_a_smaller_one_does_not():
    """A pair of greys on each side of a difference of 0.1; the bytes step by 0.004 there."""
    assert clip(blink(5, grey(0.30), grey(0.405))).too_many
    assert clip(blink(5, grey(0.30), grey(0.395))).general == 0


def test_two_bright_states_do_not_flash():
    """The darker of the two has to be below 0.8."""
    assert clip(blink(5, grey(0.79), grey(0.95))).too_many
    assert clip(blink(5, grey(0.81), grey(0.95))).general == 0


def test_a_quarter_of_a_field_of_ten_degrees_may_flash():
    """Less than that is small; more is too much, wherever on the screen it is."""
    assert clip(blink(5), share=0.23).general == 0
    assert clip(blink(5), share=0.28).too_many


def test_two_small_patches_in_one_field_are_added_up():
    """Neither is a quarter, both are."""
    flashes, frame = Flashes(), np.empty((*CELLS, 3), dtype=np.uint8)
    half = round(FIELD[1] * 0.15)
    for n in range(120):
        frame[:] = DARK
        if n // 6 % 2:
            frame[10 : 10 + FIELD[0], 5 : 5 + half] = frame[10 : 10 + FIELD[0], 20 : 20 + half] = PALE
        flashes.see_cells(frame, n / CLIP_HZ)
    assert flashes.too_many


def test_a_saturated_red_flashes_where_its_luminance_does_not():
    """A red and a grey of the same luminance: no general flash, and red ones as many as the clip has."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in RED)]
    same = grey(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    flashes = clip(blink(5, RED, same))
    assert (flashes.general, flashes.too_many) == (0, True)
    assert flashes.red == pytest.approx(5, abs=0.5)


def test_a_pink_is_no_saturated_red():
    """(R − G − B) × 320 changes by far more than 20, and R is three fifths of the sum."""
    pink, dull = (220, 130, 130), (150, 150, 150)
    assert clip(blink(5, pink, dull)).red == 0


def test_slow_waves_and_single_changes_are_no_flashes():
    """A light that breathes, a step to another picture, and a ramp with a tremor below a tenth."""

    def breath(at_s: float) -> tuple[int, int, int]:
        return grey(0.4 + 0.3 * np.sin(2 * np.pi * at_s / 1.5))

    assert clip(breath, seconds=6.0).general <= 1.0
    assert clip(lambda at_s: PALE if at_s > 1 else DARK).general <= 0.5
    assert clip(lambda at_s: grey(0.2 + 0.1 * at_s + 0.02 * np.sin(60 * at_s))).general <= 0.5


def test_a_flash_that_is_made_of_small_steps_is_found():
    """No step between two frames is a tenth; the rise and the fall are."""
    assert clip(lambda at_s: grey(0.35 + 0.15 * np.sin(2 * np.pi * 5 * at_s))).too_many


def test_four_flashes_in_two_seconds_are_none_in_one():
    """The second slides: what is older counts no more."""
    assert clip(lambda at_s: blink(2.0)(at_s) if at_s < 2 else DARK, seconds=4.0).general <= 2.5


@pytest.mark.parametrize("hz", [6.25, 7.0, 12.5, 25.0, 50.0])
def test_no_flicker_hides_behind_the_sampling(hz):
    """Seen as rarely as the levels are, a fast flicker is still too much, also at the rate of the sampling itself."""
    flashes, frame = Flashes(), np.empty((*CELLS, 3), dtype=np.uint8)
    for tick in ticks(1000):
        frame[:] = blink(hz)(tick * TICK_S)
        flashes.see_cells(frame, tick * TICK_S)
    assert flashes.too_many


# -- the levels ---------------------------------------------------------------------------------------------------


def ticks(most: int, *, seed: int = 1) -> Iterator[int]:
    """The ticks that are looked at."""
    rng, tick = random.Random(seed), 0
    while tick < most:
        yield tick
        tick += rng.choice(TICKS_APART)


def played(level: Any, *, rung: int) -> Iterator[Scene]:
    """A steady adult plays at the highest difficulty: most that moves, and most successes to sparkle."""
    run, player = _begun(level.spec, rung=rung)
    looked_at = ticks(round((level.spec.max_s + 60) * 100))
    tick = next(looked_at)
    while not run.finished and tick is not None:
        for sample in player.read():
            run.feed(sample)
            if run.world.tick >= tick:
                yield run.world.scene()
                tick = next(looked_at, None)
                if tick is None:
                    return
        player.observe(run.world.scene())


def _begun(spec: Any, *, rung: int) -> tuple[Run, SimulatedPerson]:
    who = find_person("steady")
    reach = measured_reach(who, seed=1)
    player = SimulatedPerson(who, seed=1, reach=reach, at_once=4)
    feet = standing_feet(who.height_m) if needs_feet(spec) else None
    skills = {*SKILLS, *([spec.skill] if spec.skill else [])}
    profile = Profile(
        affected=who.affected,
        weight_kg=who.weight_kg,
        stance=stance_for(spec, who),
        rungs=dict.fromkeys(skills, rung),
        feet=None if feet is None else FeetMap(feet.left.ml_mm, feet.right.ml_mm, share_error(feet)),
    )
    setup = RunSetup(
        seed=1,
        calibration=player.calibration,
        reach=reach,
        centre_mm=(0.0, 0.0),
        profile=profile,
        staircases={skill: Staircase(d=1.0, fixed=True) for skill in skills},
        feet=str(feet or ""),
    )
    return Run(spec, setup), player


@functools.lru_cache(maxsize=8)
def scenery(world: str, hour: int, look: Look) -> pygame.Surface:
    """The land itself: how bright it is decides what flashes before it."""
    png = rasterise(landscape_job(world, hour=hour, canvas=Canvas(SIZE), look=look))
    return pygame.image.load(io.BytesIO(png), "x.png").convert()


@pytest.fixture
def window(monkeypatch, tmp_path_factory) -> Iterator[Callable[[Look], View]]:
    """A small window that nobody sees, in any look, with the land as it is drawn."""
    shelf, made = tmp_path_factory.getbasetemp() / "flash_art", list[View]()
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setattr("steadyquest.ui.art.default_cache_dir", lambda: shelf)
    monkeypatch.setattr(Landscapes, "landscape", lambda self, place, hour=0: scenery(place, hour, self._look))
    monkeypatch.setattr(Landscapes, "preload", lambda *_: None)
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode(SIZE)

    def open_in(look: Look) -> View:
        made.append(View(SIZE, look=look))
        return made[-1]

    yield open_in
    for one in made:
        one.close()
    scenery.cache_clear()
    pygame.display.quit()


def look_at(level: Any, view: View, *, hour: int) -> tuple[Flashes, int]:
    """What the frames of a level at an hour come to, and how many there were."""
    surface, flashes, frames = pygame.display.get_surface(), Flashes(), 0
    spec = level.spec
    picture = level.path.parent / spec.picture if spec.picture else None
    seen = SceneView(
        view.art,
        view.texts,
        view.canvas,
        world=spec.world,
        look=view.look,
        you=spec.you,
        thing=spec.thing,
        picture=picture,
    )
    for scene in played(level, rung=hour):
        seen.draw(surface, scene)
        flashes.see(surface, scene.tick * TICK_S)
        frames += 1
    return flashes, frames


@pytest.mark.parametrize(("world", "hour"), [(world, n % len(HOURS)) for n, world in enumerate(WORLDS)][::2])
def test_one_level_of_every_other_world_does_not_flash(world, hour, window):
    """The quick look; every level at every hour takes minutes."""
    level = next(level for level in LEVELS if level.spec.world == world)
    flashes, frames = look_at(level, window("story"), hour=hour)
    assert frames > 200
    assert not flashes.too_many


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize(
    ("look", "hour"),
    [*(("story", hour) for hour in range(len(HOURS))), ("plain", 0), ("contrast", 0), ("contrast", 4)],
)
def test_no_level_flashes_at_any_hour(world, look, hour, window):
    """Not one second of any level has more than three flashes, general or red, by day and in the dark, in each look."""
    view = window(look)
    for level in (level for level in LEVELS if level.spec.world == world):
        flashes, frames = look_at(level, view, hour=hour)
        assert frames > 100, level.key
        assert not flashes.too_many, f"{level.key} at {HOURS[hour]}: {flashes.general} general, {flashes.red} red"
