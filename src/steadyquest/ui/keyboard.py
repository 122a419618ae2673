"""Leaning with the arrow keys, or with the number pad, which has the diagonals too.

A key moves the lean its way, as slowly as a body would; letting go stays there. On the way back the lean stops at
the centre, so that it is found again without looking. 5 or Home comes back to it.
"""

from __future__ import annotations

import math

import pygame

from steadyquest.ui.inputs import DEFAULT_FULL_SCALE_MM, HandSource, Place, bounded, toward

SPEED = 80.0 / DEFAULT_FULL_SCALE_MM
"""Reach units a second: 80 mm/s at the default reach."""
EASE_S = 0.08
"""Time constant of setting off and of stopping."""

WAYS: dict[int, tuple[int, int]] = {
    pygame.K_LEFT: (-1, 0),
    pygame.K_RIGHT: (1, 0),
    pygame.K_UP: (0, 1),
    pygame.K_DOWN: (0, -1),
    pygame.K_KP4: (-1, 0),
    pygame.K_KP6: (1, 0),
    pygame.K_KP8: (0, 1),
    pygame.K_KP2: (0, -1),
    pygame.K_KP7: (-1, 1),
    pygame.K_KP9: (1, 1),
    pygame.K_KP1: (-1, -1),
    pygame.K_KP3: (1, -1),
}
HOME_KEYS = frozenset({pygame.K_KP5, pygame.K_HOME})


class KeyboardHand:
    """Which keys are down, and how fast the lean is moving."""

    label = "keyboard"

    def __init__(self) -> None:
        self._down: dict[int, tuple[int, int]] = {}
        self._velocity: list[float] = [0.0, 0.0]
        self._stopped = [0, 0]
        """The way in which each axis was last stopped at the centre; it starts again with the next press."""
        self._homing = False

    def handle(self, event: pygame.event.Event) -> None:
        """Take a key going down or up."""
        if event.type == pygame.KEYDOWN and event.key in WAYS:
            self._down[event.key] = WAYS[event.key]
            self._stopped = [0 if way else stopped for way, stopped in zip(WAYS[event.key], self._stopped, strict=True)]
            self._homing = False
        elif event.type == pygame.KEYDOWN and event.key in HOME_KEYS:
            self._homing = True
        elif event.type == pygame.KEYUP:
            self._down.pop(event.key, None)
        elif event.type == pygame.WINDOWFOCUSLOST:
            self.release()

    def release(self) -> None:
        """Forget all keys: their going up will be somebody else's."""
        self._down.clear()

    def move(self, at: Place, dt_s: float) -> Place:
        """Ease towards the speed that the keys ask for, and stop at the centre on the way back."""
        if self._homing:
            self._velocity = [0.0, 0.0]
            self._homing = at != (0.0, 0.0)
            return toward(at, (0.0, 0.0), SPEED * dt_s)
        way = self._way()
        ease = 1.0 - math.exp(-dt_s / EASE_S)
        new = [self._axis(i, at[i], way[i], ease, dt_s) for i in (0, 1)]
        return bounded((new[0], new[1]))

    def _way(self) -> Place:
        x = max(-1, min(1, sum(way[0] for way in self._down.values())))
        y = max(-1, min(1, sum(way[1] for way in self._down.values())))
        length = math.hypot(x, y) or 1.0
        return x / length, y / length

    def _axis(self, i: int, at: float, way: float, ease: float, dt_s: float) -> float:
        if way and self._stopped[i] == math.copysign(1, way):
            way = 0.0
        self._velocity[i] += (way * SPEED - self._velocity[i]) * ease
        new = at + self._velocity[i] * dt_s
        if at and way and at * way < 0 and new * at <= 0:
            self._velocity[i] = 0.0
            self._stopped[i] = int(math.copysign(1, way))
            return 0.0
        return new


def keyboard(*, weight_kg: float) -> HandSource:
    """The keyboard as a source."""
    return HandSource(KeyboardHand(), weight_kg=weight_kg)
