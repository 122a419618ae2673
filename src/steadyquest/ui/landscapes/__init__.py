"""The landscapes, one module a place: SVG text made of cut-paper layers in the palette of the hour."""

from __future__ import annotations

from collections.abc import Callable

from steadyquest.ui.landscapes import cave, coast, fog, map_plain, map_sheet, meadow, peak, plain, river, valley, wood
from steadyquest.ui.landscapes.paper import Frame
from steadyquest.ui.theme import WIDTH, Look

_DRAWN: dict[str, Callable[[Frame], str]] = {
    "meadow": meadow.draw,
    "river": river.draw,
    "wood": wood.draw,
    "fog": fog.draw,
    "cave": cave.draw,
    "peak": peak.draw,
    "coast": coast.draw,
    "title": valley.draw,
    "map": map_sheet.draw,
}

_QUIET: dict[tuple[str, Look], Callable[[Frame], str]] = {
    ("map", "plain"): map_plain.draw_plain,
    ("map", "contrast"): map_plain.draw_contrast,
}
"""What has more to show in these looks than bands of colour."""
_LENGTHS = {"map": map_sheet.LENGTH}
"""How long the pictures are that a window shows only a part of, in logical units."""


def length_of(place: str) -> float:
    """How long the picture of a place is; as wide as the layout, unless one looks along it."""
    return _LENGTHS.get(place, WIDTH)


def drawn_places() -> frozenset[str]:
    """Every place that has scenery of its own."""
    return frozenset(_DRAWN)


def draw(place: str, *, hour: int, look: Look, seen: tuple[float, float, float, float]) -> str:
    """The SVG of a place at an hour; `seen` is the part of the logical plane that is to be drawn."""
    frame = Frame.of(place if place in _DRAWN else "meadow", hour=hour, seen=seen)
    if (quiet := _QUIET.get((frame.place, look))) is not None:
        return quiet(frame)
    if look == "contrast":
        return plain.draw_contrast(frame)
    if look == "plain":
        return plain.draw_plain(frame)
    return _DRAWN[frame.place](frame)
