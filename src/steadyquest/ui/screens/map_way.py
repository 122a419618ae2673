"""The way of the map: how the window moves along it, the lanterns of what was played, signs of the places, and Lumi.

Lumi goes to the lantern of the level that has the focus. Nothing here jumps, unless motion is reduced.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from steadyquest.levels.read import OWN
from steadyquest.reports import wording
from steadyquest.ui.landscapes.map_sheet import STEP, WAY_Y, middle_of, way_y
from steadyquest.ui.scene_view_motion import eased
from steadyquest.ui.screens import map_layout as at
from steadyquest.ui.sprites import blank, glow
from steadyquest.ui.theme import WIDTH
from steadyquest.ui.widgets import draw_focus
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.screens.map_places import Places
    from steadyquest.ui.view import View

GOES_S = 0.22
"""The window and Lumi come two thirds of the way in so much time."""
NEARLY = 0.4
LIFTS_S = 2.5
"""So slowly the mist goes from a place that has just opened."""
LUMI = 74.0
LUMI_FOOT = 0.44
"""How far above the ground the middle of the picture is, as a share of its size."""
LAMP_W, LAMP_H, LAMP_Y = 60.0, 72.0, 24.0
LANTERN, UNLIT, BADGE = 31.0, 25.0, 25.0
GLOWS = ((30.0, "#ffd76a", 1.0), (22.0, "#fff3c4", 1.0))
POST = "#7d5a3e"
MIST_Y, MIST_H = 170.0, 168.0
FINE = 3


class Way:
    """The part of the way that is seen, and who stands on it. Pictures are made anew for another view."""

    def __init__(self, places: Places, *, shown: str, lifted: str = "") -> None:
        self._places, self._lifted, self._lift = places, lifted, 0.0
        self.along = at.along_to(shown, places.names) if places.names else 0.0
        self._walker = middle_of(shown) if shown else WIDTH / 2
        self._walking = False
        self._left = self.along
        self._view: View | None = None
        self._lamps: dict[bool, pygame.Surface] = {}
        self._mist: pygame.Surface | None = None

    def go(self, seconds: float, *, shown: str, level_key: str, still: bool) -> None:
        """A little further: the window to the shown place, Lumi to the level that is meant, or to the place.

        The mist goes from a place that has just opened. `still`: everything is there at once.
        """
        if not shown:
            return
        share = 1.0 if still else 1.0 - math.exp(-max(0.0, seconds) / GOES_S)
        self._lift = 1.0 if still or not self._lifted else min(1.0, self._lift + max(0.0, seconds) / LIFTS_S)
        self.along = _nearer(self.along, at.along_to(shown, self._places.names), share)
        before = self._walker
        self._walker = _nearer(before, self._stands_at(shown, level_key), share)
        self._walking = self._walker != before

    @property
    def state(self) -> tuple[float, float, bool, float]:
        """What changes when something moves."""
        return self.along, self._walker, self._walking, self._lift

    def draw(self, surface: pygame.Surface, view: View, *, shown: str, focus: str) -> None:
        """Mist, lanterns, Lumi, signs."""
        self._prepare(view)
        # Whole pixels, as the land is moved by: what stands on it keeps its size and does not tremble.
        self._left = round(self.along * view.canvas.scale) / view.canvas.scale
        left, _, wide, _ = view.canvas.seen
        near = [
            place
            for place in self._places.names
            if left - STEP / 2 < middle_of(place) - self._left < left + wide + STEP / 2
        ]
        for place in near:
            self._draw_lanterns(surface, view, place)
        for place in near:
            if not self._places.is_open(place):
                self._draw_mist(surface, view, place)
            elif place == self._lifted and self._lift < 1.0:
                self._draw_mist(surface, view, place, thick=1.0 - eased(self._lift))
        self._draw_lumi(surface, view)
        for place in near:
            self._draw_sign(surface, view, place, shown=place == shown, focused=focus == f"world {place}")

    def _stands_at(self, shown: str, level_key: str) -> float:
        levels = self._places.of(shown)
        keys = [level.key for level in levels]
        if level_key in keys:
            return at.lantern_at(shown, keys.index(level_key), of=len(keys))[0]
        return middle_of(shown)

    def _draw_lanterns(self, surface: pygame.Surface, view: View, place: str) -> None:
        levels, half = self._places.of(place), view.canvas.px(LAMP_W) // 2
        stones = []
        for i, level in enumerate(levels):
            x, y = at.lantern_at(place, i, of=len(levels))
            past = self._places.past(level)
            hours = past.rungs if past is not None else ()
            px, py = view.canvas.point(x - self._left, y - at.LANTERN_FOOT - LAMP_H + 6)
            surface.blit(self._lamps[bool(hours)], (px - half, py))
            stones.append((x - self._left, y + 3, max(hours, default=None)))
        for x, y, hour in stones:
            if hour is None:
                view.disc(surface, (x, y), 4.5, colour=view.colours.paper_edge)
            else:
                view.sprite(surface, f"icon_lantern_{hour}", (x, y), BADGE)

    def _draw_mist(self, surface: pygame.Surface, view: View, place: str, *, thick: float = 1.0) -> None:
        assert self._mist is not None  # noqa: S101 - prepared first
        self._mist.set_alpha(round(255 * thick))
        surface.blit(self._mist, view.canvas.point(middle_of(place) - self._left - STEP / 2, MIST_Y))

    def _draw_lumi(self, surface: pygame.Surface, view: View) -> None:
        x = self._walker - self._left
        if view.look == "contrast":
            view.disc(surface, (x, WAY_Y), 17, colour=view.colours.light, edge="#ffffff")
            return
        view.sprite(
            surface, "lumi_walk" if self._walking else "lumi", (x, way_y(self._walker) + 8 - LUMI * LUMI_FOOT), LUMI
        )

    def _draw_sign(self, surface: pygame.Surface, view: View, place: str, *, shown: bool, focused: bool) -> None:
        x, y, w, h = at.world_box(place, along=self._left)
        x = round(x * view.canvas.scale) / view.canvas.scale
        box = (x, y, w, h)
        c, is_open = view.colours, self._places.is_open(place)
        if focused:
            draw_focus(surface, view, box)
        edge = c.focus if shown else c.paper_edge
        view.card(surface, box, edge=edge, edge_units=4 if shown else 2, radius=24, shadow=not focused)
        middle = (x + 31, y + h / 2)
        picture = view.art.sprite(f"world_{place}", 42, state="" if is_open else "faint")
        px, py = view.canvas.point(*middle)
        surface.blit(picture, (px - picture.get_width() // 2, py - picture.get_height() // 2))
        if not is_open:
            view.sprite(surface, "icon_mist", middle, 38, colour=c.ink_soft)
        name = _name(place) if is_open else tr("soon")
        colour = c.ink if is_open else c.ink_soft
        view.words(surface, name, (x + 54, y + 3, w - 66, h - 6), size="small", colour=colour, bold=shown)

    # -- pictures -----------------------------------------------------------------------------------------------

    def _prepare(self, view: View) -> None:
        if self._view is view:
            return
        self._view = view
        self._lamps = {lit: _lamp(view, lit=lit) for lit in (False, True)}
        self._mist = _mist(view)
        view.art.sprite("lumi_walk", LUMI)


def ways_along(names: Sequence[str], shown: str) -> list[str]:
    """Where there are more places than the shown one: to the west, to the east."""
    if shown not in names:
        return []
    i = names.index(shown)
    return [way for way, more in (("west", i > 0), ("east", i + 1 < len(names))) if more]


def arrow_pressed(event: pygame.event.Event, view: View, ways: Sequence[str]) -> int:
    """-1 or 1 when the pointer pressed one of the arrows at the ends of the way, else 0."""
    if event.type != pygame.MOUSEBUTTONUP or event.button != 1:
        return 0
    spot = view.canvas.units(*event.pos)
    pressed = [way for way in ways if pygame.Rect(at.ARROW_AT[way]).collidepoint(spot)]
    return (1 if pressed[0] == "east" else -1) if pressed else 0


def _nearer(here: float, goal: float, share: float) -> float:
    there = here + (goal - here) * share
    return goal if abs(goal - there) < NEARLY else there


def _name(place: str) -> str:
    """One short word; the own valley is the player's."""
    return tr("Yours") if place == OWN else wording.world(place)


def _lamp(view: View, *, lit: bool) -> pygame.Surface:
    """A lantern on its post: with its light about it, or grey."""
    px, c = view.canvas.px, view.colours
    w, h = px(LAMP_W), px(LAMP_H)
    lamp = blank(w, h)
    post = {"story": POST, "plain": c.ink_soft, "contrast": "#ffffff"}[view.look]
    pygame.draw.rect(lamp, post, (w // 2 - px(1.6), px(LAMP_Y), max(2, px(3.2)), h - px(LAMP_Y)))
    if view.look == "contrast":
        ring = view.paper.disc(px(9), colour=c.light if lit else "#000000", edge="#ffffff", edge_px=px(2.4))
        lamp.blit(ring, ring.get_rect(center=(w // 2, px(LAMP_Y))))
        return lamp.convert_alpha()
    for radius, colour, strength in GLOWS if lit else ():
        light = glow(px(radius), colour, strength=strength)
        lamp.blit(light, light.get_rect(center=(w // 2, px(LAMP_Y))))
    name = "lantern" if view.look == "story" else "paper_lantern"
    picture = view.art.sprite(name, LANTERN if lit else UNLIT, state="lit" if lit else "off")
    lamp.blit(picture, picture.get_rect(center=(w // 2, px(LAMP_Y))))
    return lamp.convert_alpha()


def _mist(view: View) -> pygame.Surface:
    """What lies over a place that is not open yet: thickest in its middle, gone at its edges."""
    small_w, small_h = 48, 20
    small = blank(small_w, small_h)
    colour = (0, 0, 0) if view.look == "contrast" else pygame.Color(view.colours.paper)[:3]
    for y in range(small_h):
        for x in range(small_w):
            across = math.sin(math.pi * (x + 0.5) / small_w)
            down = math.sin(math.pi * (y + 0.5) / small_h)
            small.set_at((x, y), (*colour, round(225 * min(1.0, across * 1.5) * min(1.0, down * 1.6))))
    size = (view.canvas.px(STEP), view.canvas.px(MIST_H))
    return pygame.transform.smoothscale(small, size).convert_alpha()
