"""The sound device and its channels: who may sound where, how loud, and what happens when there is none.

Nothing is made here and nothing waits. Without a device, or after it is gone, every call does nothing.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping

import pygame

from steadyquest.ui.sound.loudness import BUFFER, CHANNELS, DUCKED, MIX, RATE_HZ, SHARES, Volumes
from steadyquest.ui.sound.shelf import GROUND, LIGHT
from steadyquest.ui.system import quiet_terminal

_log = logging.getLogger(__name__)

GOES_MS = 900
"""How long the backing takes to go."""
STOPS_MS = 80
"""Everything else ends so when it has to end at once: quick, and without a click."""
GLIDE, NEAR = 0.03, 0.004
"""The share of the way to where it should be that the backing's volume goes in a frame: there in two seconds."""
TURNS = (GROUND, LIGHT)

Bank = Mapping[str, pygame.mixer.Sound]


def open_device() -> bool:
    """Open the sound device; False, said once in the log, when there is none."""
    try:
        with quiet_terminal():
            pygame.mixer.init(RATE_HZ, -16, 2, BUFFER)
    except pygame.error as why:
        _log.info("the game is silent: %s", why)
        return False
    pygame.mixer.set_num_channels(CHANNELS)
    pygame.mixer.set_reserved(CHANNELS)
    return True


class Mixer:
    """All channels. `frame` once a frame, `play` when something happens."""

    def __init__(self) -> None:
        self.volumes = Volumes()
        self._channels: list[pygame.mixer.Channel] = []
        self._bank: Bank = {}
        self._backing: Bank | None = None
        """Whose turns go round now."""
        self._gains = [0.0] * len(TURNS)

    def opened(self) -> None:
        """The device is there."""
        self._channels = [pygame.mixer.Channel(i) for i in range(CHANNELS)]

    def load(self, bank: Bank) -> None:
        """Play these sounds from now on."""
        if bank is not self._bank:
            self._bank = bank
            self._level()

    def set_volumes(self, volumes: Volumes) -> None:
        """Take other volumes. Muting ends everything at once."""
        if volumes == self.volumes:
            return
        self.volumes = volumes
        self._level()
        if volumes.muted:
            self.hush("effect", "help")
            self._end_backing(STOPS_MS)

    def play(self, name: str, *, pan: float = 0.0, kind: str = "effect", ducked: bool = False) -> bool:
        """Begin a sound on a free channel of its kind; False, and silence, when none is free or it is not there.

        A sound that runs is never cut off for another: that would click.
        """
        share = SHARES[kind]
        sound = self._bank.get(name)
        if sound is None or not self.volumes.gain(share.volume) or not pygame.mixer.get_init():
            return False
        for channel in self._channels[share.first : share.first + share.channels]:
            if not channel.get_busy():
                channel.play(sound)
                _place(channel, pan, DUCKED if ducked else 1.0)
                return True
        return False

    def hush(self, *kinds: str) -> None:
        """End what sounds of these kinds, quickly and without a click."""
        if not pygame.mixer.get_init():
            return
        for kind in kinds:
            share = SHARES[kind]
            for channel in self._channels[share.first : share.first + share.channels]:
                if channel.get_busy():
                    channel.fadeout(STOPS_MS)

    def frame(self, *, backing: bool, hour: int, ducked: bool) -> None:
        """Move the backing's volume a little towards what it should be, and let it come or go."""
        if self._channels and not pygame.mixer.get_init():
            self._channels = []  # it is gone: silent from now on
        if not self._channels:
            return
        level = self.volumes.gain("music")
        wanted = backing and level > 0
        if self._backing is not None and (not wanted or self._backing is not self._bank):
            self._end_backing(GOES_MS)
        elif wanted and self._backing is None:
            self._begin_backing()
        for i, part in enumerate(MIX[min(max(hour, 0), len(MIX) - 1)]):
            aim = part * level * (DUCKED if ducked else 1.0)
            here = self._gains[i]
            if aim != here and self._backing is not None:
                self._gains[i] = aim if abs(aim - here) < NEAR else here + GLIDE * (aim - here)
                self._channels[SHARES["music"].first + i].set_volume(self._gains[i])

    def _begin_backing(self) -> None:
        """Once the one before it is gone."""
        first = SHARES["music"].first
        channels = self._channels[first : first + len(TURNS)]
        if any(channel.get_busy() for channel in channels) or not all(turn in self._bank for turn in TURNS):
            return
        self._backing = self._bank
        for i, (channel, turn) in enumerate(zip(channels, TURNS, strict=True)):
            self._gains[i] = 0.0
            channel.set_volume(0.0)
            channel.play(self._bank[turn], loops=-1)

    def _end_backing(self, over_ms: int) -> None:
        self._backing = None
        if not pygame.mixer.get_init():
            return
        first = SHARES["music"].first
        for channel in self._channels[first : first + len(TURNS)]:
            # SDL fades nothing that cannot be heard: it would go on for ever.
            if channel.get_volume() > 0:
                channel.fadeout(over_ms)
            else:
                channel.stop()

    def _level(self) -> None:
        """Effects get their volume before they begin, so that not one of their first buffers is too loud."""
        gain = self.volumes.gain("effects")
        if not pygame.mixer.get_init():
            return
        for name, sound in self._bank.items():
            sound.set_volume(1.0 if name in TURNS else gain)


def _place(channel: pygame.mixer.Channel, pan: float, gain: float) -> None:
    """From a side, never all the way: who hears with one ear hears it too."""
    left, right = _SIDES[round((max(-1.0, min(1.0, pan)) + 1) * (len(_SIDES) - 1) / 2)]
    channel.set_volume(left * gain, right * gain)


FARTHEST = 0.9


def _sides(steps: int) -> list[tuple[float, float]]:
    angles = [(FARTHEST * (2 * i / (steps - 1) - 1) + 1) * math.pi / 4 for i in range(steps)]
    return [(math.cos(angle), math.sin(angle)) for angle in angles]


_SIDES = _sides(41)
