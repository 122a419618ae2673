"""The lantern's light as it comes and goes along the sight ladder, what a reveal shows, and the sign for new players.

All of it follows from the scene: nothing here lights up that is not in it.
"""

from __future__ import annotations

import itertools
import math

import pygame

from steadyquest.game.scene import Item, Scene
from steadyquest.game.sight import REVEAL
from steadyquest.ui.palettes import rgb
from steadyquest.ui.scene_view_motion import Motion, eased
from steadyquest.ui.scene_view_pen import Pen, centred, radii
from steadyquest.ui.sprites import blank

GROWS_TICKS = 24
"""How long the light takes to be as wide as it gets: it opens, it never flashes."""
LIGHTS = 4
"""Pictures of the light, from small to full."""
SMALLEST = 0.45
DOTS_APART = 26.0
CLEAR = 46.0
"""The line of a reveal begins so far from the player."""
WAYS = 32
WAY = 104.0
CHEVRONS = ((-26.0, 150), (0.0, 205), (26.0, 255))
"""Where each stands along the sign, and how strong it is."""
_FINE = 4
_VERDICTS = frozenset({"reached", "missed"})


class Light:
    """How long the lantern has been lit."""

    def __init__(self, *, still: bool = False) -> None:
        self._still = still
        self._since: int | None = None
        self._tick = -1

    def step(self, scene: Scene) -> int:
        """Which picture of the light this scene has, 0 to LIGHTS - 1. The first scene of all is lit already."""
        if scene.tick < self._tick or self._tick < 0:
            self._since = scene.tick - GROWS_TICKS
        self._tick = scene.tick
        if not scene.lit:
            self._since = None
        elif self._since is None:
            self._since = scene.tick
        if self._still or self._since is None:
            return LIGHTS - 1
        return round(eased((scene.tick - self._since) / GROWS_TICKS) * (LIGHTS - 1))


def lights(full: pygame.Surface) -> list[pygame.Surface]:
    """The light in its sizes, the full one last."""
    sizes = [SMALLEST + (1 - SMALLEST) * k / (LIGHTS - 1) for k in range(LIGHTS - 1)]
    w, h = full.get_size()
    return [*(pygame.transform.smoothscale(full, (round(w * s), round(h * s))) for s in sizes), full]


def draw_reveal(pen: Pen, scene: Scene) -> None:
    """Between what was felt and what was meant, a row of dots: how far apart they are is seen at a glance."""
    if scene.rung != REVEAL or not scene.lit:
        return
    avatar = next((item for item in scene.items if item.kind == "avatar"), None)
    target = next((item for item in scene.items if item.kind == "target" and item.state in _VERDICTS), None)
    if avatar is None or target is None:
        return
    (x0, y0), (x1, y1) = pen.at(avatar.x, avatar.y), pen.at(target.x, target.y)
    length = math.dist((x0, y0), (x1, y1))
    first, step = CLEAR * pen.scale, DOTS_APART * pen.scale
    last = length - min(radii(target)) * pen.scale
    for k in range(max(0, math.ceil((last - first) / step))):
        share = (first + k * step) / length
        centred(pen.surface, pen.kit.path_dot, (round(x0 + (x1 - x0) * share), round(y0 + (y1 - y0) * share)))


def way(pen: Pen, item: Item, motion: Motion) -> None:
    """Three chevrons on the way from the centre to the target."""
    del motion
    (x0, y0), at = pen.at(0.0, 0.0), pen.at(item.x, item.y)
    turn = round(math.atan2(at[1] - y0, at[0] - x0) / (2 * math.pi) * WAYS) % WAYS
    centred(pen.surface, pen.kit.kept(("way", turn), lambda: _chevrons(pen, turn)), at)


def _chevrons(pen: Pen, turn: int) -> pygame.Surface:
    n = pen.kit.canvas.px(WAY)
    unit, side = n * _FINE / WAY, n * _FINE
    whole = blank(side, side)
    whole.fill((*rgb(pen.kit.edge), 0))
    ahead = pygame.Vector2(1, 0).rotate(360 * turn / WAYS)
    aside, middle = ahead.rotate(90), pygame.Vector2(side / 2, side / 2)
    for along, alpha in CHEVRONS:
        tip = middle + ahead * (along + 9) * unit
        ends = [tip - ahead * 15 * unit + aside * dy * 17 * unit for dy in (-1, 1)]
        for colour, width in ((pen.kit.edge, 12.5), (pen.kit.mark, 7.5)):
            _bent_line(whole, [ends[0], tip, ends[1]], colour=(*rgb(colour), alpha), width=width * unit)
    small = pygame.transform.smoothscale(whole, (n, n))
    return small.convert_alpha() if pygame.display.get_surface() else small


def _bent_line(
    surface: pygame.Surface, points: list[pygame.Vector2], *, colour: tuple[int, int, int, int], width: float
) -> None:
    """A line with round ends and corners."""
    for a, b in itertools.pairwise(points):
        across = (b - a).normalize().rotate(90) * width / 2
        pygame.draw.polygon(surface, colour, [a + across, b + across, b - across, a - across])
    for point in points:
        pygame.draw.circle(surface, colour, point, width / 2)
