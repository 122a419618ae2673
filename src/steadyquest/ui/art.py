"""Drawings as surfaces: found by name, painted for look and hour, made at the size needed, kept in memory and on disk.

A drawing that is missing or broken becomes a plain disc with a star: said once in the log, never a crash.
"""

from __future__ import annotations

import io
import logging
import time
from collections import OrderedDict, deque
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pygame

from steadyquest.errors import DisplayError
from steadyquest.resources import resource
from steadyquest.ui.art_queue import Orders
from steadyquest.ui.art_render import Job, Shelf
from steadyquest.ui.landscape import Landscapes
from steadyquest.ui.looks import picture_for, sheet
from steadyquest.ui.palettes import clamp_hour
from steadyquest.ui.sprites import faded, greyed, plain_disc, with_shadow
from steadyquest.ui.theme import Canvas, Look

_log = logging.getLogger(__name__)

CACHE_BYTES = 48 * 2**20
LARGEST_PX = 2048
_ALPHAS = {"faint": 90} | {f"fade{k}": 220 - 40 * k for k in range(6)}


class _Wanted(NamedTuple):
    name: str
    size_px: int
    hour: int
    state: str
    colour: str


class Art:
    """Drawings for one canvas and look."""

    def __init__(self, canvas: Canvas, look: Look, *, cache_dir: Path | None = None) -> None:
        self.canvas, self.look = canvas, look
        self.shelf = Shelf(cache_dir or default_cache_dir())
        self.orders = Orders(self.shelf)
        self.scenery = Landscapes(self.orders, canvas=canvas, look=look)
        self._cache: OrderedDict[_Wanted, pygame.Surface] = OrderedDict()
        self._bytes = 0
        self._waiting: deque[_Wanted] = deque()

    def sprite(
        self, name: str, size: float, *, hour: int = 0, state: str = "", colour: str = "", as_named: bool = False
    ) -> pygame.Surface:
        """The drawing in a square of `size` logical units.

        state: "" as drawn; "lit" in the lantern's light; "faint" nearly gone; "off" grey, not to be had; "fade0" to
        "fade5" going. colour: for icons, instead of the ink. as_named: this very picture, because it is asked for,
        also in a look that has another one in its place.
        """
        wanted = self._wanted(name, size, hour=hour, state=state, colour=colour, as_named=as_named)
        surface = self._cache.get(wanted)
        if surface is None:
            surface = self._keep(wanted, self._make(wanted))
        else:
            self._cache.move_to_end(wanted)
        return surface

    def icon(self, name: str, size: float, colour: str) -> pygame.Surface:
        """An icon in one colour; "play" is short for "icon_play"."""
        return self.sprite(name if name.startswith("icon_") else f"icon_{name}", size, colour=colour)

    def picture(self, path: Path, size: float, *, state: str = "") -> pygame.Surface:
        """A PNG beside a level (a child's drawing, a pet), fitted into a square of `size` logical units."""
        wanted = _Wanted(str(path), self.canvas.px(size), 0, state, "picture")
        if wanted not in self._cache:
            return self._keep(wanted, _in_state(_fitted_picture(path, wanted.size_px), state))
        self._cache.move_to_end(wanted)
        return self._cache[wanted]

    def preload(self, *names: str, size: float, hour: int = 0, state: str = "") -> None:
        """Have drawings made beside the game; `warm_step` then takes them over, a few each frame."""
        for name in names:
            wanted = self._wanted(name, size, hour=hour, state=state)
            if wanted not in self._cache and wanted not in self._waiting:
                self._waiting.append(wanted)
                if (job := _job(wanted, self.look)) is not None:
                    self.orders.order(job)

    def warm_step(self, budget_ms: float = 2.0) -> bool:
        """Take over preloaded drawings for at most about that long; True when none is waiting any more."""
        until = time.perf_counter() + budget_ms / 1000
        for _ in range(len(self._waiting)):
            wanted = self._waiting.popleft()
            job = _job(wanted, self.look)
            if job is None or self.orders.came(job):
                self._keep(wanted, self._finish(wanted, self.orders.take(job) if job else None))
            elif self.orders.is_coming(job):
                self._waiting.append(wanted)
                continue
            else:  # the same drawing under another name has taken it; it lies on the shelf
                self._keep(wanted, self._make(wanted))
            if time.perf_counter() >= until:
                break
        return not self._waiting

    def close(self) -> None:
        """End the background work."""
        self.orders.close()

    def _wanted(
        self, name: str, size: float, *, hour: int, state: str, colour: str = "", as_named: bool = False
    ) -> _Wanted:
        size_px = min(self.canvas.px(size), LARGEST_PX)
        shown = name if as_named else picture_for(name, look=self.look)
        return _Wanted(shown, size_px, clamp_hour(hour), state, colour)

    def _make(self, wanted: _Wanted) -> pygame.Surface:
        job = _job(wanted, self.look)
        raw = None
        if job is not None:
            try:
                raw = pygame.image.load(io.BytesIO(self.shelf.make(job)), "art.png")
            except (DisplayError, pygame.error) as why:
                _warn_once(wanted.name, str(why))
        return self._finish(wanted, raw)

    def _finish(self, wanted: _Wanted, raw: pygame.Surface | None) -> pygame.Surface:
        surface = raw or plain_disc(wanted.size_px)
        if self.look == "story" and raw is not None and not wanted.name.startswith(("icon_", "stance_")):
            surface = with_shadow(surface)
        return _in_state(surface, wanted.state)

    def _keep(self, wanted: _Wanted, surface: pygame.Surface) -> pygame.Surface:
        self._cache[wanted] = surface
        self._bytes += surface.get_width() * surface.get_height() * 4
        while self._bytes > CACHE_BYTES and len(self._cache) > 1:
            _, old = self._cache.popitem(last=False)
            self._bytes -= old.get_width() * old.get_height() * 4
        return surface


def default_cache_dir() -> Path:
    """The user's cache folder for pictures."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("steadyquest", appauthor=False)) / "art"


def art_names() -> list[str]:
    """Every drawing there is."""
    return sorted(path.stem for path in resource("assets/art").glob("*.svg"))


def has_art(name: str) -> bool:
    """Whether there is a drawing of that name."""
    return drawing(name) is not None


@lru_cache(maxsize=256)
def drawing(name: str) -> str | None:
    """The drawing's SVG text, or None (said once in the log)."""
    if not name.replace("_", "").isalnum():
        return None
    try:
        return resource(f"assets/art/{name}.svg").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as why:
        _warn_once(name, str(why))
        return None


@lru_cache(maxsize=512)
def _job(wanted: _Wanted, look: Look) -> Job | None:
    svg = drawing(wanted.name)
    if svg is None:
        return None
    style = sheet(look, hour=wanted.hour, lit=wanted.state == "lit", icon=wanted.colour)
    return Job(svg=svg, sheet=style, width_px=wanted.size_px, height_px=wanted.size_px)


@lru_cache(maxsize=256)
def _warn_once(name: str, why: str) -> None:
    _log.warning("the drawing %s cannot be used, a plain shape stands in: %s", name, why)


def _in_state(surface: pygame.Surface, state: str) -> pygame.Surface:
    if state == "off":
        surface = greyed(surface)
    elif state in _ALPHAS:
        surface = faded(surface, alpha=_ALPHAS[state])
    return surface.convert_alpha() if pygame.display.get_surface() else surface


def _fitted_picture(path: Path, size_px: int) -> pygame.Surface:
    try:
        image = pygame.image.load(path)
    except (pygame.error, OSError) as why:
        _warn_once(str(path), str(why))
        return plain_disc(size_px)
    w, h = image.get_size()
    factor = size_px / max(w, h, 1)
    whole = pygame.Surface((w, h), pygame.SRCALPHA)
    whole.blit(image, (0, 0))
    small = pygame.transform.smoothscale(whole, (max(1, round(w * factor)), max(1, round(h * factor))))
    square = pygame.Surface((size_px, size_px), pygame.SRCALPHA)
    square.blit(small, small.get_rect(center=(size_px // 2, size_px // 2)))
    return square
