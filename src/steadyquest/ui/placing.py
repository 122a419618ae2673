"""Placing a live target: the therapist or a sibling says where the next one comes, by pointer, cross or stick."""

from __future__ import annotations

import math

import pygame

from steadyquest.game.scene import Scene
from steadyquest.ui import keys
from steadyquest.ui.gamepad import past_dead_zone
from steadyquest.ui.inputs import Place, bounded
from steadyquest.ui.scene_view import CENTRE, REACH
from steadyquest.ui.theme import Canvas

FURTHEST = 1.0
"""A click further out places at the edge of what this player reaches."""
BY_PAD = 0.6
"""How far out the pad's cross places."""
LET_GO = 0.3
"""A stick that comes back within this was let go: the place it was pushed to counts."""
PUSHED = 0.5
"""Less far out it only touched."""
WAYS = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, 1.0), "down": (0.0, -1.0)}


def is_wanted(scene: Scene | None) -> bool:
    """Whether the game waits for somebody to place the next target."""
    return scene is not None and any(
        item.kind == "hint" and item.name == "place" and item.state == "next" for item in scene.items
    )


def place_of(event: pygame.event.Event, canvas: Canvas) -> Place | None:
    """Where the event places, in reach units; None when it does not."""
    if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
        x, y = canvas.units(*event.pos)
        return _rounded(bounded(((x - CENTRE[0]) / REACH[0], (CENTRE[1] - y) / REACH[1]), limit=FURTHEST))
    if event.type == pygame.JOYHATMOTION and tuple(event.value) != (0, 0):
        return _rounded(bounded(tuple(event.value), limit=BY_PAD))
    if event.type == pygame.JOYBUTTONDOWN and (way := WAYS.get(keys.action_of(event, keys.MENU))):
        return way[0] * BY_PAD, way[1] * BY_PAD
    return None


class Aim:
    """Where somebody is about to place: under the pointer, or where a stick is pushed to. Letting go of it places."""

    def __init__(self) -> None:
        self.at: Place | None = None
        self._stick = [0.0, 0.0]

    def place(self, event: pygame.event.Event, canvas: Canvas, *, stick: bool, pointer: bool) -> Place | None:
        """The place, when this event decides it. `stick`, `pointer`: whether these are free, not the player's lean."""
        at = place_of(event, canvas)
        if pointer and event.type == pygame.MOUSEMOTION:
            self.at = place_of(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=event.pos, button=1), canvas)
        elif stick and event.type == pygame.JOYAXISMOTION and event.axis in {0, 1}:
            at = self._pushed(event)
        if at is not None:
            self.at, self._stick = None, [0.0, 0.0]
        return at

    def _pushed(self, event: pygame.event.Event) -> Place | None:
        self._stick[event.axis] = event.value if event.axis == 0 else -event.value
        x, y = past_dead_zone(*self._stick)
        far = math.hypot(x, y)
        if far >= PUSHED:
            self.at = _rounded(bounded((x, y), limit=FURTHEST))
            return None
        return self.at if far < LET_GO and self.at is not None else None


def _rounded(at: Place) -> Place:
    return round(at[0], 3), round(at[1], 3)
