"""The landscapes, one module a place: SVG text made of cut-paper layers in the palette of the hour."""

from __future__ import annotations

from collections.abc import Callable

from steadyquest.ui.landscapes import fog, map_sheet, meadow, plain, river, valley
from steadyquest.ui.landscapes.paper import Frame
from steadyquest.ui.theme import Look

_DRAWN: dict[str, Callable[[Frame], str]] = {
    "meadow": meadow.draw,
    "river": river.draw,
    "fog": fog.draw,
    "title": valley.draw,
    "map": map_sheet.draw,
}


def draw(place: str, *, hour: int, look: Look, seen: tuple[float, float, float, float]) -> str:
    """The SVG of a place at an hour; `seen` is the part of the logical plane that the window shows."""
    frame = Frame.of(place if place in _DRAWN else "meadow", hour=hour, seen=seen)
    if look == "contrast":
        return plain.draw_contrast(frame)
    if look == "plain":
        return plain.draw_plain(frame)
    return _DRAWN[frame.place](frame)
