"""Leaning with the left stick of a gamepad. Unplugged, it says so, and comes back when plugged in again."""

from __future__ import annotations

import math

import pygame

from steadyquest.conventions import BoardSample
from steadyquest.errors import DeviceError
from steadyquest.ui.inputs import HandSource, Place, bounded, toward
from steadyquest.words import tr

DEAD_ZONE = 0.15
"""About the place where a stick rests."""
MOST_DRIFT = 0.4
"""A worn stick rests up to so far off the middle; further out somebody holds it."""
STEADY, REST_S = 0.05, 1.0
"""A stick that moves less than this for so long, while nobody leans, is at rest."""
SPEED = 3.0
"""Reach units a second."""
NO_PAD = "Wii Remote"
"""The system lists a Wii Balance Board as a gamepad, too; it is played on by `--board wii`."""


class StickHand:
    """Where the left stick is."""

    label = "gamepad"

    def __init__(self) -> None:
        self._stick = [0.0, 0.0]
        self._rest: Place = (0.0, 0.0)

    def rests_at(self, place: Place) -> None:
        """Where the stick is when nobody touches it."""
        self._rest = place
        self.release()

    def handle(self, event: pygame.event.Event) -> None:
        """Take a movement of the stick. Up is forward; the hardware counts down as positive."""
        if event.type == pygame.JOYAXISMOTION and event.axis in {0, 1}:
            self._stick[event.axis] = event.value if event.axis == 0 else -event.value

    def release(self) -> None:
        """Back to where it rests."""
        self._stick = [*self._rest]

    def move(self, at: Place, dt_s: float) -> Place:
        """Towards the stick's place, not faster than a body would."""
        x, y = (_off(value, rest) for value, rest in zip(self._stick, self._rest, strict=True))
        return toward(at, past_dead_zone(x, y), SPEED * dt_s)


class Resting:
    """Learns where a stick rests, from where it is while nobody leans."""

    def __init__(self) -> None:
        self._about: Place | None = None
        self._since_s = 0.0

    def feed(self, place: Place, *, now_s: float) -> Place | None:
        """The place of rest, once the stick has stayed there long enough; None until then."""
        if self._about is None or math.dist(place, self._about) > STEADY:
            self._about, self._since_s = place, now_s
        if now_s - self._since_s < REST_S or math.hypot(*place) > MOST_DRIFT:
            return None
        return self._about


def _off(value: float, rest: float) -> float:
    """How far from its rest, so that both ends are still whole.

    >>> _off(0.2, 0.2), _off(1.0, 0.2), _off(-1.0, 0.2)
    (0.0, 1.0, -1.0)
    """
    room = 1.0 - math.copysign(rest, rest * (value - rest)) if rest else 1.0
    return (value - rest) / room


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

    def __init__(self, hand: StickHand, *, weight_kg: float) -> None:
        super().__init__(hand, weight_kg=weight_kg)
        self._stick_hand = hand
        self._resting: Resting | None = Resting()
        """While nobody leans."""

    def handle(self, event: pygame.event.Event) -> None:
        """Take stick movements, and note the pad's going and coming."""
        if event.type == pygame.JOYAXISMOTION:
            self._resting = None
        super().handle(event)
        if event.type in {pygame.JOYDEVICEREMOVED, pygame.JOYDEVICEADDED}:
            self.look_again()

    def read(self) -> list[BoardSample]:
        """The samples due since the last call; none while the pad is away, so that the game pauses."""
        due = super().read()
        if self._resting is not None and (place := stick_place()) is not None:
            rest = self._resting.feed(place, now_s=self._clock())
            if rest is not None:
                self._stick_hand.rests_at(rest)
        return due if self.health.connected else []

    def release(self) -> None:
        """Nobody leans now: where the stick is, it rests."""
        super().release()
        self._resting = Resting()

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


def stick_place() -> Place | None:
    """Where the first pad's left stick is now; None without one."""
    for pad in _open.values():
        try:
            if pad.get_numaxes() > 1:
                return pad.get_axis(0), -pad.get_axis(1)
        except pygame.error:
            continue
    return None


def gamepad(*, weight_kg: float) -> GamepadSource:
    """The first gamepad as a source. Raises DeviceError when there is none."""
    if not pads():
        raise DeviceError(tr("no gamepad was found; plug one in, or play with --board keyboard"))
    return GamepadSource(StickHand(), weight_kg=weight_kg)
