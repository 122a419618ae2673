"""Leaning with the left stick of a gamepad. Unplugged, it says so, and comes back when plugged in again."""

from __future__ import annotations

import math

import pygame

from steadyquest.conventions import BoardSample
from steadyquest.errors import DeviceError
from steadyquest.ui.inputs import HandSource, Place, bounded, toward
from steadyquest.words import tr

DEAD_ZONE = 0.15
"""Sticks of worn pads rest up to a tenth off the middle."""
SPEED = 3.0
"""Reach units a second."""
NO_PAD = "Wii Remote"
"""The system lists a Wii Balance Board as a gamepad, too; it is played on by `--board wii`."""


class StickHand:
    """Where the left stick is."""

    label = "gamepad"

    def __init__(self) -> None:
        self._stick = [0.0, 0.0]

    def handle(self, event: pygame.event.Event) -> None:
        """Take a movement of the stick. Up is forward; the hardware counts down as positive."""
        if event.type == pygame.JOYAXISMOTION and event.axis in {0, 1}:
            self._stick[event.axis] = event.value if event.axis == 0 else -event.value

    def release(self) -> None:
        """Back to the centre."""
        self._stick = [0.0, 0.0]

    def move(self, at: Place, dt_s: float) -> Place:
        """Towards the stick's place, not faster than a body would."""
        return toward(at, past_dead_zone(self._stick[0], self._stick[1]), SPEED * dt_s)


def past_dead_zone(x: float, y: float) -> Place:
    """The stick's place with the dead zone taken out of the middle, so that it begins at nothing.

    >>> past_dead_zone(0.1, 0.05)
    (0.0, 0.0)
    >>> past_dead_zone(1.0, 0.0)
    (1.0, 0.0)
    """
    out = math.hypot(x, y)
    if out <= DEAD_ZONE:
        return 0.0, 0.0
    scale = (out - DEAD_ZONE) / (1.0 - DEAD_ZONE) / out
    return bounded((x * scale, y * scale), limit=1.0)


class GamepadSource(HandSource):
    """A hand source whose pad may be unplugged: then no samples come, and `health` says why."""

    def handle(self, event: pygame.event.Event) -> None:
        """Take stick movements, and note the pad's going and coming."""
        super().handle(event)
        if event.type in {pygame.JOYDEVICEREMOVED, pygame.JOYDEVICEADDED}:
            self.look_again()

    def read(self) -> list[BoardSample]:
        """The samples due since the last call; none while the pad is away, so that the game pauses."""
        due = super().read()
        return due if self.health.connected else []

    def look_again(self) -> None:
        """See whether a pad is there."""
        there = bool(pads())
        self.health.connected = there
        self.health.problem = "" if there else tr("The gamepad is gone; plug it in again.")
        if not there:
            self.release()


_open: dict[int, pygame.joystick.JoystickType] = {}


def pads() -> list[str]:
    """The names of the gamepads that are plugged in, each opened so that its events come."""
    if not pygame.joystick.get_init():
        pygame.joystick.init()
    _open.clear()
    for i in range(pygame.joystick.get_count()):
        try:
            pad = pygame.joystick.Joystick(i)
        except pygame.error:
            continue
        if NO_PAD not in pad.get_name():
            _open[pad.get_instance_id()] = pad
    return [pad.get_name() for pad in _open.values()]


def gamepad(*, weight_kg: float) -> GamepadSource:
    """The first gamepad as a source. Raises DeviceError when there is none."""
    if not pads():
        raise DeviceError(tr("no gamepad was found; plug one in, or play with --board keyboard"))
    return GamepadSource(StickHand(), weight_kg=weight_kg)
