"""The quiet backing of a place: a ground of slow chords and a light of single bells, each a turn without a seam.

The two turns have different lengths, so that together they repeat only every two minutes. The hour is mixed, not
made: the later it is, the less light there is over the ground.
"""

from __future__ import annotations

from random import Random

import numpy as np

from steadyquest.ui.sound.loudness import CEILING_DBFS
from steadyquest.ui.sound.themes import Theme, frequency_hz
from steadyquest.ui.sound.tones import Samples, added_round, finer, levelled, note, placed

GROUND_S, LIGHT_S = 24.0, 20.0
GROUND_HZ, LIGHT_HZ = 12_000, 24_000
"""They are made at these rates, above all that is in them, and brought to the mixer's afterwards."""
HALL_S = 1.8
"""How long the hall rings."""
HALL_SHARE = 0.4
BEAT_S = 0.5
"""Bells fall on a grid of half seconds, a little beside it."""
DETUNED_HZ = 0.14
"""Left and right of a voice swell against each other once in seven seconds."""
GROUND_PARTIALS = (1.0, 0.34, 0.12, 0.05)


def ground(theme: Theme) -> Samples:
    """Four chords, each growing out of the one before it."""
    n = round(GROUND_S * GROUND_HZ)
    turn, part = np.zeros((n, 2)), n // len(theme.chords)
    swell = np.sin(np.pi * np.arange(2 * part) / (2 * part)) ** 2
    for i, chord in enumerate(theme.chords):
        for degree in chord:
            added_round(turn, _voice(frequency_hz(theme, degree), 2 * part) * swell[:, None], at=i * part)
    return _finished(turn, seed=theme.seed, rate_hz=GROUND_HZ, factor=4)


def light(theme: Theme) -> Samples:
    """Single bells, now here, now there, from the theme's own dice."""
    dice = Random(theme.seed)
    turn = np.zeros((round(LIGHT_S * LIGHT_HZ), 2))
    beats = sorted(dice.sample(range(round(LIGHT_S / BEAT_S)), theme.notes))
    degree = 5
    for beat in beats:
        # A tune goes by small steps and comes back to the middle.
        degree = min(11, max(2, degree + dice.choice((-2, -1, -1, 1, 1, 2))))
        bell = note(
            frequency_hz(theme, degree, octave=1),
            seconds=3.0,
            partials=theme.bell,
            fall_s=1.1,
            attack_s=0.03,
            rate_hz=LIGHT_HZ,
        )
        bell *= dice.uniform(0.5, 1.0)
        at = round((beat * BEAT_S + dice.uniform(0.0, 0.06)) * LIGHT_HZ)
        added_round(turn, placed(bell, dice.uniform(-0.6, 0.6)), at=at)
    return _finished(turn, seed=theme.seed, rate_hz=LIGHT_HZ, factor=2)


def _voice(frequency_hz_: float, n: int) -> Samples:
    t = np.arange(n) / GROUND_HZ
    sides = []
    for detuned_hz in (-DETUNED_HZ / 2, DETUNED_HZ / 2):
        phase = 2 * np.pi * (frequency_hz_ + detuned_hz) * t
        sides.append(sum(weight * np.sin(k * phase) for k, weight in enumerate(GROUND_PARTIALS, start=1)))
    return np.asarray(np.stack(sides, axis=1) / frequency_hz_**0.5)


def _finished(turn: Samples, *, seed: int, rate_hz: int, factor: int) -> Samples:
    return levelled(finer(_in_hall(turn, seed=seed, rate_hz=rate_hz), factor), CEILING_DBFS["music"])


def _in_hall(turn: Samples, *, seed: int, rate_hz: int) -> Samples:
    """The turn with a hall around it. Folded round, so that the ring of its end is there at its start."""
    n = round(HALL_S * rate_hz)
    noise = np.random.default_rng(seed).standard_normal((n, 2))
    ring = noise * np.exp(-np.arange(n) / n * 6.0)[:, None]
    ring[1:] = (ring[1:] + ring[:-1]) / 2  # halls are dull
    ring /= np.sqrt(np.sum(ring**2, axis=0))
    wet = np.fft.irfft(np.fft.rfft(turn, axis=0) * np.fft.rfft(ring, len(turn), axis=0), len(turn), axis=0)
    return np.asarray((1 - HALL_SHARE) * turn + HALL_SHARE * wet)
