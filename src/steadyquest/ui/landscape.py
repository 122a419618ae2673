"""Landscapes as surfaces: made once beside the game, kept on disk, never waited for.

Until a landscape is ready a gradient of the same palette stands in for it.
"""

from __future__ import annotations

from collections import OrderedDict

import pygame

from steadyquest.ui import landscapes
from steadyquest.ui.art_queue import Orders
from steadyquest.ui.art_render import Job
from steadyquest.ui.palettes import clamp_hour, palette, rgb
from steadyquest.ui.theme import WIDTH, Canvas, Look

KEPT = 3
"""Landscapes held in memory at once, each the size of the window."""
CALMED = 128
"""Of 255: how far calm mode takes the scenery to its own grey."""
AHEAD = 4
"""Landscapes made ahead and not yet shown: what was ordered longest ago is let go, and stays on disk."""

_Key = tuple[str, int]


class Landscapes:
    """The scenery for one canvas and look, on the shelf and in the background work of the art."""

    def __init__(self, orders: Orders, *, canvas: Canvas, look: Look) -> None:
        self._orders, self._canvas, self._look = orders, canvas, look
        self._jobs: dict[_Key, Job] = {}
        self._ordered: OrderedDict[_Key, None] = OrderedDict()
        self._ready: OrderedDict[_Key, pygame.Surface] = OrderedDict()
        self._instead: OrderedDict[_Key, pygame.Surface] = OrderedDict()
        self.calm = False
        """Calm mode: everything nearer to the scenery's own middle colour."""

    def landscape(self, place: str, hour: int = 0) -> pygame.Surface:
        """The scenery of a place at an hour, as large as the window; a gradient until it is ready."""
        key = (place, clamp_hour(hour))
        if self._take(key):
            self._ready.move_to_end(key)
            return self._ready[key]
        if key not in self._instead:
            stand_in = gradient(place, hour=hour, size_px=self._canvas.size_px, look=self._look)
            self._instead[key] = calmed(stand_in) if self.calm else stand_in
            _keep_newest(self._instead)
        return self._instead[key]

    def preload(self, place: str, hour: int = 0) -> None:
        """Have a landscape made beside the game."""
        key = (place, clamp_hour(hour))
        if key not in self._ready:
            self._order(key)

    def ready(self, place: str, hour: int = 0) -> bool:
        """Whether the landscape itself, not its stand-in, would be given now."""
        return self._take((place, clamp_hour(hour)))

    def wait(self, place: str, hour: int = 0, *, timeout_s: float = 30.0) -> bool:
        """Wait until the landscape is ready: for pictures and tests, never in a frame."""
        key = (place, clamp_hour(hour))
        self.preload(place, hour)
        return key in self._ready or (self._orders.wait(self._job(key), timeout_s=timeout_s) and self._take(key))

    def _take(self, key: _Key) -> bool:
        if key in self._ready:
            return True
        job = self._job(key)
        if not self._orders.came(job):
            self._order(key)
            return False
        raw = self._orders.take(job)
        self._ordered.pop(key, None)
        size = (job.width_px, job.height_px)
        if raw is None:  # it cannot be made: the gradient stays
            raw = gradient(key[0], hour=key[1], size_px=self._canvas.size_px, look=self._look)
        elif raw.get_size() != size:
            raw = pygame.transform.smoothscale(raw, size)
        raw = calmed(raw) if self.calm else raw
        self._ready[key] = raw.convert() if pygame.display.get_surface() else raw
        self._instead.pop(key, None)
        _keep_newest(self._ready)
        return True

    def _order(self, key: _Key) -> None:
        self._orders.order(self._job(key))
        self._ordered[key] = None
        self._ordered.move_to_end(key)
        while len(self._ordered) > AHEAD:
            oldest, _ = self._ordered.popitem(last=False)
            self._orders.forget(self._job(oldest))

    def _job(self, key: _Key) -> Job:
        if key not in self._jobs:
            self._jobs[key] = landscape_job(key[0], hour=key[1], canvas=self._canvas, look=self._look)
        return self._jobs[key]


def landscape_job(place: str, *, hour: int, canvas: Canvas, look: Look) -> Job:
    """What is to be rasterised for a landscape as large as the window; longer where one looks along it."""
    x, y, w, h = canvas.seen
    # Whole pixels: the picture's shape has to be exactly that of its window.
    more_px = round((landscapes.length_of(place) - WIDTH) * canvas.scale)
    svg = landscapes.draw(place, hour=hour, look=look, seen=(x, y, w + more_px / canvas.scale, h))
    return Job(svg=svg, width_px=canvas.size_px[0] + more_px, height_px=canvas.size_px[1])


def gradient(place: str, *, hour: int, size_px: tuple[int, int], look: Look) -> pygame.Surface:
    """The palette from the sky down to the ground, smoothly: a fast stand-in."""
    colours = palette(place, hour)
    stops = [colours.sky_top, colours.sky_low, colours.ground_top, colours.ground_low]
    if look == "contrast":
        stops = ["#000000"] * len(stops)
    strip = pygame.Surface((1, len(stops)), depth=24)
    for y, stop in enumerate(stops):
        strip.set_at((0, y), rgb(stop))
    surface = pygame.transform.smoothscale(strip, size_px)
    return surface.convert() if pygame.display.get_surface() else surface


def calmed(surface: pygame.Surface) -> pygame.Surface:
    """The same scenery with less in it: half way to a grey of its own brightness.

    Nothing becomes brighter or darker than the scenery was, so what stood out from it still does.
    """
    red, green, blue, *_ = pygame.transform.average_color(surface)
    grey = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    veil = pygame.Surface(surface.get_size(), depth=24)
    veil.fill((grey, grey, grey))
    veil.set_alpha(CALMED)
    calm = surface.copy()
    calm.blit(veil, (0, 0))
    return calm


def _keep_newest(surfaces: OrderedDict[_Key, pygame.Surface]) -> None:
    while len(surfaces) > KEPT:
        surfaces.popitem(last=False)
