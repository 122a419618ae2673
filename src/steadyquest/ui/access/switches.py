"""One or two switches: which press is one, and when the focus goes on by itself.

A switch is any key or pad button; most switch boxes for computers send a key. Owns the rule, draws nothing.
"""

from __future__ import annotations

import pygame

from steadyquest.words import tr

NEXT, CHOOSE = f"key:{pygame.K_TAB}", f"key:{pygame.K_SPACE}"
"""What serves where nothing was pressed to be the switch."""
AGAIN_S = 0.3
"""A second press sooner than this is a tremor."""
FIRST = 1.6
"""On a new screen the focus stays so much longer than it does later."""


def switch_of(event: pygame.event.Event) -> str:
    """What was pressed, as it is kept with the player; empty for anything else."""
    if event.type in {pygame.KEYDOWN, pygame.KEYUP}:
        return f"key:{event.key}"
    if event.type in {pygame.JOYBUTTONDOWN, pygame.JOYBUTTONUP}:
        return f"pad:{event.button}"
    return ""


def switch_words(switch: str) -> str:
    """The switch, for people."""
    kind, _, number = switch.partition(":")
    if not number.isdigit():
        return tr("none")
    if kind == "pad":
        return tr("Pad button {n}").format(n=int(number) + 1)
    name = pygame.key.name(int(number)) if pygame.display.get_init() else ""
    return tr("Key “{name}”").format(name=name or number)


class Presses:
    """Single presses out of what a switch sends: no repeats of a held key, no second press by tremor."""

    def __init__(self) -> None:
        self._down: set[str] = set()
        self._last_s = -AGAIN_S

    def pressed(self, event: pygame.event.Event, *, now_s: float) -> bool:
        """Whether this event is a new press."""
        switch = switch_of(event)
        if event.type in {pygame.KEYUP, pygame.JOYBUTTONUP}:
            self._down.discard(switch)
            return False
        is_new = switch not in self._down and now_s - self._last_s >= AGAIN_S
        self._down.add(switch)
        if is_new:
            self._last_s = now_s
        return is_new


class Scan:
    """When the focus goes on by itself."""

    def __init__(self) -> None:
        self._stays_s, self._is_first = 0.0, True

    def begin(self) -> None:
        """Another screen, or somebody chose: look first."""
        self._stays_s, self._is_first = 0.0, True

    def step(self, *, dt_s: float, every_s: float) -> bool:
        """Whether it goes on now."""
        self._stays_s += dt_s
        if self._stays_s < every_s * (FIRST if self._is_first else 1.0):
            return False
        self._stays_s, self._is_first = 0.0, False
        return True
