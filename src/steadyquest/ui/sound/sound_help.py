"""Sound help: the scene's tones as short swells, one after the other.

Distance is pitch, side is stereo, and on the target there is a chord.

A swell is never changed once it sounds, so nothing steps or crackles, whatever buffers a sound card has; the next one
comes within a tenth of a second, at once when what it says has changed. Knows neither mixer nor samples.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from steadyquest.game.scene import Tone

NOTES = 16
"""Three octaves of five notes: a step is a fifteenth of a reach."""
CHORD = "help_chord"
EVERY_S = {"distance": 0.09, "on_target": 0.24}
SOONEST_S = 0.06
"""What has changed is told after this time at the soonest."""
STAYS = 0.7
"""A note stays until the pitch is this far, in steps, from it: it does not flutter between two."""
PAN_CHANGED = 0.15


class Swell(NamedTuple):
    """What is to be heard now: the name of a sound and the side it comes from."""

    name: str
    pan: float


def grain_name(number: int) -> str:
    """The name of a step, 0 far to 15 near."""
    return f"help_{number:02d}"


class SoundHelp:
    """Decides when the next swell is due and what it says."""

    def __init__(self) -> None:
        self._number = -1
        self._last: Swell | None = None
        self._last_s = -math.inf

    def step(self, tones: Iterable[Tone], *, now_s: float) -> Swell | None:
        """The swell to begin now, or None. `now_s` is any clock that goes on."""
        tone = next((tone for tone in tones if tone.kind in EVERY_S), None)
        if tone is None:
            self._last, self._number = None, -1
            return None
        swell = self._swell(tone)
        waited_s = now_s - self._last_s
        if waited_s < (SOONEST_S if self._is_news(swell) else EVERY_S[tone.kind]):
            return None
        self._last, self._last_s = swell, now_s
        return swell

    def _swell(self, tone: Tone) -> Swell:
        if tone.kind == "on_target":
            return Swell(CHORD, tone.pan)
        exact = tone.pitch * (NOTES - 1)
        if self._number < 0 or abs(exact - self._number) > STAYS:
            self._number = min(NOTES - 1, max(0, round(exact)))
        return Swell(grain_name(self._number), tone.pan)

    def _is_news(self, swell: Swell) -> bool:
        last = self._last
        return last is None or last.name != swell.name or abs(last.pan - swell.pan) > PAN_CHANGED
