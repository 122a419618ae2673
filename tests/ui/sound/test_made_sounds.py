"""Every sound there is, in every place's key: how loud, how steep, in tune, and without a seam."""

from __future__ import annotations

import itertools
import time
from functools import cache

import numpy as np
import pytest

from steadyquest.ui.sound.backing import GROUND_S, LIGHT_S, ground, light
from steadyquest.ui.sound.effect_names import EFFECTS, HELP_NAMES
from steadyquest.ui.sound.effects import all_effects, chord, effect, grain
from steadyquest.ui.sound.loudness import (
    ATTACK_S,
    CEILING_DBFS,
    DUCKED,
    MIX,
    RATE_HZ,
    SHARES,
    STEEPEST,
    VOICE_CEILING,
    amplitude,
    loudest,
)
from steadyquest.ui.sound.sound_help import CHORD, NOTES, grain_name
from steadyquest.ui.sound.themes import THEMES, frequency_hz

LOUDEST_RMS_DBFS = {"effect": -24.0, "menu": -32.0, "help": -26.0, "music": -33.0}
"""Over a whole sound. The backing lies under everything else."""

in_every_place = pytest.mark.parametrize("place", THEMES)


a_backing = pytest.mark.parametrize(
    "place", [place if place in {"title", "cave"} else pytest.param(place, marks=pytest.mark.slow) for place in THEMES]
)


@cache
def backing(place: str) -> tuple[np.ndarray, np.ndarray]:
    """Ground and light of a place, made once."""
    return ground(THEMES[place]), light(THEMES[place])


def dbfs(value: float) -> float:
    """Of an amplitude."""
    return 20 * float(np.log10(value))


def rms_dbfs(sound: np.ndarray) -> float:
    """Root mean square."""
    return dbfs(float(np.sqrt(np.mean(sound**2))))


def steepest(sound: np.ndarray) -> float:
    """The largest step from one sample to the next."""
    return float(np.max(np.abs(np.diff(sound, axis=0))))


def strongest_hz(sound: np.ndarray) -> float:
    """The strongest frequency."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 18))
    return float(np.argmax(spectrum)) * RATE_HZ / (1 << 18)


def test_each_place_has_a_key_of_its_own() -> None:
    """No two share root and scale."""
    keys = {(theme.root % 12, theme.scale) for theme in THEMES.values()}
    assert len(keys) == len(THEMES)


@in_every_place
def test_no_short_sound_is_loud_or_sudden(place: str) -> None:
    """Peak, RMS, the steepest step, and nothing at the first and last sample."""
    for name, sound in all_effects(THEMES[place]).items():
        kind = "help" if name in HELP_NAMES else EFFECTS[name].kind
        assert dbfs(np.max(np.abs(sound))) <= CEILING_DBFS[kind] + 1e-6, name
        assert rms_dbfs(sound) <= LOUDEST_RMS_DBFS[kind], name
        assert steepest(sound) <= STEEPEST, name
        assert sound[0] == 0.0, name
        assert abs(sound[-1]) < 1e-4, name
        began = np.max(np.abs(sound[: round(ATTACK_S / 4 * RATE_HZ)]))
        assert began <= 0.2 * amplitude(CEILING_DBFS[kind]), f"{name} is there at once"


@in_every_place
def test_success_rises_and_there_is_no_sound_for_a_miss(place: str) -> None:
    """Its three notes are the scale's, each higher than the one before."""
    theme = THEMES[place]
    for first in range(3):
        sound = effect(f"reached{first}", theme)
        heard = [strongest_hz(sound[round(at * RATE_HZ) : round((at + 0.1) * RATE_HZ)]) for at in (0.0, 0.1, 0.2)]
        assert heard == sorted(heard)
        assert heard[0] == pytest.approx(frequency_hz(theme, first, octave=2), rel=0.03)
        assert heard[2] == pytest.approx(frequency_hz(theme, first + 4, octave=2), rel=0.03)
    assert not [name for name in EFFECTS if "miss" in name or "fail" in name]


@in_every_place
def test_the_nearer_the_higher_and_small_speakers_play_all_of_it(place: str) -> None:
    """Sixteen different pitches between 150 Hz and 2.5 kHz, never louder for being higher."""
    theme = THEMES[place]
    grains = [grain(number, theme) for number in range(NOTES)]
    heard = [strongest_hz(sound) for sound in grains]
    assert all(b > a * 1.05 for a, b in itertools.pairwise(heard))
    assert 150 < heard[0] < heard[-1] < 2500
    peaks = [np.max(np.abs(sound)) for sound in grains]
    assert all(b <= a + 1e-9 for a, b in itertools.pairwise(peaks))


def test_the_chord_has_several_pitches_at_once() -> None:
    """Four lines in its spectrum, where a step of the way has one and its octave."""

    def lines(sound: np.ndarray) -> int:
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
        inside = spectrum[1:-1]
        tops = (inside > spectrum[:-2]) & (inside > spectrum[2:]) & (inside > 0.3 * spectrum.max())
        return int(np.sum(tops))

    theme = THEMES["meadow"]
    assert lines(chord(theme)) >= 4
    assert lines(grain(5, theme)) == 1
    assert {grain_name(0), grain_name(15), CHORD} <= set(HELP_NAMES)


@a_backing
def test_the_backing_goes_round_without_a_seam(place: str) -> None:
    """The step from the last sample to the first, and its bend, are like those inside."""
    for turn, seconds in zip(backing(place), (GROUND_S, LIGHT_S), strict=True):
        assert turn.shape == (round(seconds * RATE_HZ), 2)
        twice = np.concatenate((turn[-200:], turn[:200]))
        assert steepest(twice) <= steepest(turn)
        assert np.max(np.abs(np.diff(twice, 2, axis=0))) <= np.max(np.abs(np.diff(turn, 2, axis=0)))


@a_backing
def test_the_backing_stays_under_everything(place: str) -> None:
    """Its peak and RMS, and no half second that stands out of it by more than 12 dB."""
    for turn in backing(place):
        assert dbfs(np.max(np.abs(turn))) <= CEILING_DBFS["music"] + 1e-6
        assert rms_dbfs(turn) <= LOUDEST_RMS_DBFS["music"]
        assert steepest(turn) <= STEEPEST / 2
        parts = np.array_split(turn, 40)
        assert max(rms_dbfs(part) for part in parts) - rms_dbfs(turn) < 12


@a_backing
def test_the_later_the_hour_the_darker_its_sound(place: str) -> None:
    """The centre of the spectrum sinks from hour to hour, computed from what the mixer would add up."""
    base, bells = (turn[: round(LIGHT_S * RATE_HZ), 0] for turn in backing(place))
    hz = np.fft.rfftfreq(len(bells), 1 / RATE_HZ)

    def centre_hz(hour: int) -> float:
        low, high = MIX[hour]
        power = np.abs(np.fft.rfft(low * base + high * bells)) ** 2
        return float(np.sum(hz * power) / np.sum(power))

    centres = [centre_hz(hour) for hour in range(len(MIX))]
    assert centres == sorted(centres, reverse=True)


def test_the_same_place_sounds_the_same_each_time() -> None:
    """Seeded: made anew, it is equal to the last bit; another place is another tune."""
    assert np.array_equal(light(THEMES["title"]), backing("title")[1])
    assert not np.array_equal(backing("title")[1], backing("cave")[1])


def test_all_channels_together_cannot_clip() -> None:
    """Every channel at its ceiling at full volume, and a recording over the ducked rest."""
    made = sum(share.channels * amplitude(CEILING_DBFS[share.kind]) for share in SHARES.values())
    assert made < 1.0
    assert VOICE_CEILING + DUCKED * made < 1.0
    assert loudest() < 1.0
    assert CEILING_DBFS["menu"] <= CEILING_DBFS["effect"]


def test_a_place_is_made_within_the_time_that_an_intro_has() -> None:
    """Three seconds at most, from nothing; the machine may be slow."""
    began = time.perf_counter()
    theme = THEMES["coast"]
    all_effects(theme), ground(theme), light(theme)
    assert time.perf_counter() - began < 3.0
