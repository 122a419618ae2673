"""The key of each place: its root, its five notes, its chords and its bells. Data only."""

from __future__ import annotations

from typing import NamedTuple

MAJOR = (0, 2, 4, 7, 9)
MINOR = (0, 3, 5, 7, 10)
"""Pentatonic, in semitones above the root: whatever falls together fits together."""
HOME = "title"
"""The theme of every screen that is at no place."""


class Theme(NamedTuple):
    """What a place sounds like. Chords are in degrees of the scale; five are an octave."""

    root: int
    """MIDI number, between E2 and D3: three octaves of sound help above it stay in what small speakers play."""
    scale: tuple[int, ...]
    chords: tuple[tuple[int, ...], ...]
    bell: tuple[float, ...]
    """How strong the partials of its bells are."""
    notes: int
    """Bell notes in one turn of the backing."""
    seed: int


_OPEN, _SIX, _TWO, _NINE = (0, 3, 5, 7), (4, 5, 7, 9), (1, 3, 6, 8), (0, 3, 6, 7)
_DARK, _FOUR, _FALL, _LOW = (0, 3, 5, 6), (2, 4, 7, 8), (4, 6, 8, 10), (0, 2, 5, 8)
_SOFT, _WOOD, _GLASS, _REED = (
    (1.0, 0.25, 0.08),
    (1.0, 0.1, 0.22, 0.05),
    (1.0, 0.0, 0.3, 0.0, 0.12),
    (1.0, 0.4, 0.2, 0.06),
)

THEMES: dict[str, Theme] = {
    HOME: Theme(48, MAJOR, (_OPEN, _SIX, _NINE, _TWO), _SOFT, 12, 11),
    "meadow": Theme(50, MAJOR, (_OPEN, _TWO, _SIX, _NINE), _SOFT, 16, 12),
    "river": Theme(41, MAJOR, (_NINE, _OPEN, _TWO, _SIX), _GLASS, 18, 13),
    "wood": Theme(45, MINOR, (_DARK, _FOUR, _LOW, _FALL), _WOOD, 13, 14),
    "fog": Theme(40, MINOR, (_LOW, _DARK, _FALL, _DARK), _SOFT, 9, 15),
    "cave": Theme(47, MINOR, (_DARK, _LOW, _DARK, _FOUR), _GLASS, 10, 16),
    "peak": Theme(43, MAJOR, (_OPEN, _NINE, _OPEN, _TWO), _REED, 12, 17),
    "coast": Theme(46, MAJOR, (_SIX, _NINE, _TWO, _OPEN), _REED, 14, 18),
}


def theme_of(place: str) -> Theme:
    """The theme of a place; a place without its own sounds like home."""
    return THEMES.get(place, THEMES[HOME])


def frequency_hz(theme: Theme, degree: int, *, octave: int = 0) -> float:
    """The frequency of a degree of the scale; degrees go on above the octave.

    >>> a_minor = THEMES["wood"]
    >>> [round(frequency_hz(a_minor, degree), 1) for degree in (0, 3, 5, 10)]
    [110.0, 164.8, 220.0, 440.0]
    """
    up, step = divmod(degree, len(theme.scale))
    midi = theme.root + 12 * (up + octave) + theme.scale[step]
    return float(440.0 * 2.0 ** ((midi - 69) / 12.0))
