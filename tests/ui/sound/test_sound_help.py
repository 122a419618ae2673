"""Sound help: what is heard of the tones, how soon, how smoothly, and that it is enough to play by."""

from __future__ import annotations

import math
from collections import deque

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyquest.conventions import Lean
from steadyquest.game import events as ev
from steadyquest.game.scene import Tone
from steadyquest.game.sight import MEMORY
from steadyquest.game.spec import LevelSpec, Profile, ReachSpec, SightSpec, StepSpec, fixed
from steadyquest.game.tasks.kinds import SKILLS
from steadyquest.game.world import World
from steadyquest.levels.library import find
from steadyquest.signal.reach import uniform
from steadyquest.ui.sound.effects import chord, grain
from steadyquest.ui.sound.loudness import RATE_HZ, SHARES, STEEPEST
from steadyquest.ui.sound.sound_help import CHORD, EVERY_S, NOTES, SOONEST_S, SoundHelp, Swell, grain_name
from steadyquest.ui.sound.themes import THEMES

FRAME_S = 1 / 60


def heard(tones_at, *, seconds: float) -> list[tuple[float, Swell]]:
    """What begins when, asked once a frame."""
    sound_help, begun = SoundHelp(), []
    for i in range(round(seconds / FRAME_S)):
        swell = sound_help.step(tones_at(i * FRAME_S), now_s=i * FRAME_S)
        if swell is not None:
            begun.append((i * FRAME_S, swell))
    return begun


def test_near_is_high_the_side_is_the_side_and_there_is_a_chord() -> None:
    """The three things that it tells."""
    assert SoundHelp().step([Tone("distance", 0.0, -1.0)], now_s=0.0) == Swell(grain_name(0), -1.0)
    assert SoundHelp().step([Tone("distance", 1.0, 0.5)], now_s=0.0) == Swell(grain_name(NOTES - 1), 0.5)
    assert SoundHelp().step([Tone("on_target", 0.9, 0.1)], now_s=0.0) == Swell(CHORD, 0.1)


def test_a_beat_is_no_help_and_no_tone_is_silence() -> None:
    """The metronome has a sound of its own."""
    assert SoundHelp().step([Tone("beat", 0.5, 1.0)], now_s=0.0) is None
    assert SoundHelp().step([], now_s=0.0) is None


@given(st.floats(0, 1), st.floats(0, 1))
def test_nearer_is_never_told_as_farther(a: float, b: float) -> None:
    """For any two distances."""
    first, second = (SoundHelp().step([Tone("distance", p)], now_s=0.0) for p in sorted((a, b)))
    assert first.name <= second.name


def test_it_goes_on_while_nothing_changes() -> None:
    """One swell follows the other before the first has died away."""
    begun = heard(lambda _t: [Tone("distance", 0.5)], seconds=2.0)
    gaps = np.diff([t for t, _ in begun])
    assert np.all(gaps <= EVERY_S["distance"] + FRAME_S)


def test_a_change_is_told_within_a_fifteenth_of_a_second() -> None:
    """From the moment of the change to the beginning of the swell that says so."""
    for ms in range(0, 200, 7):
        change = 1.0 + ms / 1000

        def tones(t: float, change: float = change) -> list[Tone]:
            return [Tone("distance", 0.2 if t < change else 0.8)]

        told = next(t for t, swell in heard(tones, seconds=1.6) if swell.name == grain_name(12))
        assert told - change <= SOONEST_S + FRAME_S


def test_between_two_notes_it_does_not_flutter() -> None:
    """A trembling lean on the edge of a step hears one note."""
    edge = 7.5 / (NOTES - 1)
    begun = heard(lambda t: [Tone("distance", edge + 0.012 * math.sin(60 * t))], seconds=3.0)
    assert len({swell.name for _, swell in begun}) == 1


def test_a_glide_is_smooth_as_it_comes_out() -> None:
    """The sum of all swells of a lean that comes and goes: no step above the bound, and no gap of silence."""
    theme = THEMES["river"]
    sounds = {grain_name(i): grain(i, theme) for i in range(NOTES)} | {CHORD: chord(theme)}

    def tones(t: float) -> list[Tone]:
        near = 0.5 - 0.5 * math.cos(2 * math.pi * t / 3)
        return [Tone("on_target" if near > 0.9 else "distance", near, math.sin(2 * t))]

    begun = heard(tones, seconds=6.0)
    out = np.zeros(7 * RATE_HZ)
    ends: list[float] = []
    for at_s, swell in begun:
        ends = [end for end in ends if end > at_s]
        if len(ends) == SHARES["help"].channels:
            continue  # no channel is free: the mixer leaves it out
        sound = sounds[swell.name]
        at = round(at_s * RATE_HZ)
        out[at : at + len(sound)] += sound
        ends.append(at_s + len(sound) / RATE_HZ)
    assert np.max(np.abs(np.diff(out))) < STEEPEST
    levels = [np.sqrt(np.mean(part**2)) for part in np.array_split(out[RATE_HZ // 10 : 6 * RATE_HZ], 120)]
    assert min(levels) > 0.02 * max(levels)


class Listener:
    """Plays with closed eyes: hears what begins, 0.25 s late, and leans at half a reach a second."""

    LATE_TICKS, SPEED = 25, 0.5

    def __init__(self) -> None:
        self.x = self.y = 0.0
        self._heard: deque[tuple[int, Swell]] = deque()
        self._aim = (0.0, 0.0)
        self._way, self._least = 1.0, math.inf
        """Forward or back is not told: they try, and turn round when it grows lower."""

    def hear(self, tick: int, swell: Swell | None) -> None:
        """Take in what begins now, understand what began a moment ago."""
        if swell is not None:
            self._heard.append((tick, swell))
        while self._heard and self._heard[0][0] <= tick - self.LATE_TICKS:
            self._understand(self._heard.popleft()[1])

    def _understand(self, swell: Swell) -> None:
        if swell.name == CHORD:
            self._aim, self._least = (self.x, self.y), math.inf
            return
        far = 1.0 - int(swell.name[-2:]) / (NOTES - 1)
        ahead = math.sqrt(max(0.0, far**2 - swell.pan**2))
        if ahead > self._least + 0.12:
            self._way, self._least = -self._way, ahead
        self._least = min(self._least, ahead)
        self._aim = (self.x + swell.pan, self.y + self._way * ahead)

    def move(self) -> None:
        """One tick of leaning."""
        dx, dy = self._aim[0] - self.x, self._aim[1] - self.y
        far, step = math.hypot(dx, dy), self.SPEED * 0.01
        share = 1.0 if far <= step else step / far
        self.x, self.y = self.x + dx * share, self.y + dy * share


def played_by_ear(level: LevelSpec, *, sound_help: bool) -> ev.RunFinished:
    """A run by somebody who gets nothing but what would begin to sound: names of sounds and sides."""
    reach = uniform(60.0)
    world = World(
        level,
        seed=4,
        staircases={},
        profile=Profile(sound_help=sound_help, rungs=dict.fromkeys(SKILLS, MEMORY)),
        reach=reach,
    )
    assert world.rung == MEMORY
    ears, player = SoundHelp(), Listener()
    while not world.finished:
        if world.tick % 2 == 0:  # about a frame
            player.hear(world.tick, ears.step(world.scene().tones, now_s=world.tick * 0.01))
        player.move()
        ml_mm, ap_mm = reach.to_mm(player.x, player.y)
        for event in world.step(Lean(world.tick * 10_000, player.x, player.y, ml_mm, ap_mm, 70.0, True)):
            if isinstance(event, ev.RunFinished):
                return event
    raise AssertionError("the run did not end")


ALL_ROUND = LevelSpec(
    title="By ear",
    world="river",
    say="Find the ducks.",
    steps=(
        StepSpec(
            task=ReachSpec(where=("all",), distance=fixed(0.6), limit_s=fixed(12.0), count=8),
            sight=SightSpec(sight="memory"),
        ),
    ),
)


@pytest.mark.parametrize("level", ["river/feed_the_ducks", "all round"])
def test_with_it_a_level_in_memory_can_be_won_with_the_screen_off(level: str) -> None:
    """Somebody who only hears finds at least three of four targets, a shipped level's and ones all round."""
    spec = ALL_ROUND if level == "all round" else find(level).spec
    finished = played_by_ear(spec, sound_help=True)
    assert finished.complete
    assert finished.success is not None
    assert finished.success >= 0.75


@pytest.mark.parametrize("level", ["river/feed_the_ducks", "all round"])
def test_without_it_dark_means_dark(level: str) -> None:
    """The same person, the same level, no tones: no more is won than by standing still."""
    spec = ALL_ROUND if level == "all round" else find(level).spec
    finished = played_by_ear(spec, sound_help=False)
    assert (finished.success or 0.0) <= 0.25
