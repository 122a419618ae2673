"""The short sounds made from their table, and the swells of sound help."""

from __future__ import annotations

import numpy as np

from steadyquest.ui.sound.effect_names import EFFECTS
from steadyquest.ui.sound.loudness import CEILING_DBFS, RATE_HZ
from steadyquest.ui.sound.sound_help import CHORD, NOTES, grain_name
from steadyquest.ui.sound.themes import Theme, frequency_hz
from steadyquest.ui.sound.tones import Samples, edges, levelled, note

OCTAVE = 2
"""Degree 0 of an effect lies two octaves above the root of its place."""


def effect(name: str, theme: Theme) -> Samples:
    """One effect in the key of a place."""
    made = EFFECTS[name]
    whole = np.zeros(round(made.seconds * RATE_HZ))
    for at_s, degree, strength in made.notes:
        at = round(at_s * RATE_HZ)
        struck = note(
            frequency_hz(theme, degree, octave=OCTAVE),
            seconds=(len(whole) - at) / RATE_HZ,
            partials=made.partials,
            fall_s=made.fall_s,
            attack_s=made.attack_s,
        )
        whole[at:] += strength * struck
    return levelled(whole, CEILING_DBFS[made.kind] - made.below_db)


# Sound help: short swells that overlap, so that pitch and side can change with each one and nothing ever steps.

GRAIN_S, GRAIN_ATTACK_S, GRAIN_RELEASE_S = 0.18, 0.03, 0.12
CHORD_S, CHORD_RELEASE_S = 0.42, 0.3
CHORD_DEGREES = (5, 8, 10, 12)
TREBLE = 0.35
"""Ears are keener higher up: the strength of a note falls with its frequency to this power."""


def grain(number: int, theme: Theme) -> Samples:
    """The swell of one of the steps from far (0) to near."""
    hz, lowest_hz = (frequency_hz(theme, degree, octave=1) for degree in (number, 0))
    swell = edges(round(GRAIN_S * RATE_HZ), attack_s=GRAIN_ATTACK_S, release_s=GRAIN_RELEASE_S)
    softer_db = 20 * TREBLE * float(np.log10(hz / lowest_hz))
    return levelled(_steady(hz, len(swell)) * swell, CEILING_DBFS["help"] - softer_db)


def chord(theme: Theme) -> Samples:
    """On the target."""
    swell = edges(round(CHORD_S * RATE_HZ), attack_s=GRAIN_ATTACK_S, release_s=CHORD_RELEASE_S)
    whole = sum(_steady(frequency_hz(theme, degree, octave=1), len(swell)) for degree in CHORD_DEGREES)
    return levelled(np.asarray(whole) * swell, CEILING_DBFS["help"])


def _steady(hz: float, n: int) -> Samples:
    t = np.arange(n) / RATE_HZ
    return np.asarray(np.sin(2 * np.pi * hz * t) + 0.2 * np.sin(4 * np.pi * hz * t))


def all_effects(theme: Theme) -> dict[str, Samples]:
    """Everything short of a place, by name."""
    made = {name: effect(name, theme) for name in EFFECTS}
    made |= {grain_name(number): grain(number, theme) for number in range(NOTES)}
    return {**made, CHORD: chord(theme)}
