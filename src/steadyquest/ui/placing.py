"""Placing a live target: the therapist or a sibling clicks where the next one comes, or takes the pad's cross."""

from __future__ import annotations

import pygame

from steadyquest.game.scene import Scene
from steadyquest.ui import keys
from steadyquest.ui.inputs import Place, bounded
from steadyquest.ui.scene_view import CENTRE, REACH
from steadyquest.ui.theme import Canvas

FURTHEST = 1.0
"""A click further out places at the edge of what this player reaches."""
BY_PAD = 0.6
"""How far out the pad's cross places."""
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


def _rounded(at: Place) -> Place:
    return round(at[0], 3), round(at[1], 3)
