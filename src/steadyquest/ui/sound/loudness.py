"""How loud anything may ever be, and who shares what.

There is no limiter that works while one plays, because none is needed: every sound is made with a ceiling, every
channel plays one sound at a time, and all channels together at full volume stay below full scale.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

RATE_HZ = 48_000
BUFFER = 512
"""Samples that the mixer asks for at a time: 10.7 ms."""

CEILING_DBFS = {"music": -24.0, "effect": -16.0, "menu": -26.0, "help": -22.0}
"""The highest peak of each kind, at full volume."""
STEEPEST = 0.05
"""The largest step from one sample to the next in anything made here (-26 dBFS): no click."""
ATTACK_S = 0.01
"""Everything begins at nothing and takes at least so long to come."""
VOICE_CEILING = 0.5
"""A recording may be as loud as a file can be; it is played at no more than half of that."""
DUCKED = 0.5
"""Everything else while somebody speaks, and the music while the game stands still."""


class Share(NamedTuple):
    """A kind's channels in the mixer, and which volume rules them."""

    kind: str
    first: int
    channels: int
    volume: str


SHARES = {
    "music": Share("music", 0, 2, "music"),
    "effect": Share("effect", 2, 3, "effects"),
    "help": Share("help", 5, 3, "effects"),
}
CHANNELS = 8
"""Menu sounds are softer effects and share their channels."""

MIX: tuple[tuple[float, float], ...] = ((0.8, 1.0), (0.85, 0.7), (0.9, 0.45), (0.95, 0.25), (1.0, 0.1))
"""Ground and light of the backing at each hour: the later, the less light over the ground."""

STEPS = {"off": 0.0, "soft": 0.35, "medium": 0.6, "loud": 1.0}
"""What can be set: about 5 dB from one to the next."""
SETTING = "sound"
"""The group of a player's settings that these are in."""


class Volumes(NamedTuple):
    """What is set: a step for each of the three, and whether all is muted."""

    music: str = "medium"
    effects: str = "medium"
    voice: str = "medium"
    muted: bool = False

    def gain(self, name: str) -> float:
        """The factor of one of the three now."""
        return 0.0 if self.muted else STEPS[getattr(self, name)]


def volumes_of(kept: Any) -> Volumes:
    """What a player's settings say; whatever is not understood is as it comes.

    >>> volumes_of({"music": "off", "voice": "deafening", "muted": True})
    Volumes(music='off', effects='medium', voice='medium', muted=True)
    """
    if not isinstance(kept, Mapping):
        return Volumes()
    steps = {name: kept[name] for name in ("music", "effects", "voice") if kept.get(name) in STEPS}
    return Volumes(**steps, muted=kept.get("muted") is True)


def amplitude(dbfs: float) -> float:
    """The peak, as a share of full scale.

    >>> amplitude(0.0), round(amplitude(-6.0), 2)
    (1.0, 0.5)
    """
    return float(10.0 ** (dbfs / 20.0))


def loudest() -> float:
    """The highest peak that all channels together can come to, as a share of full scale.

    While a recording sounds, the others are ducked.

    >>> loudest() < 1.0
    True
    """
    made = sum(share.channels * amplitude(CEILING_DBFS[share.kind]) for share in SHARES.values())
    return max(made, VOICE_CEILING + DUCKED * made)
