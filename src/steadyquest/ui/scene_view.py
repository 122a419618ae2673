"""The scene as a picture: everything that game/scene.py says is there, in the place's colours at the rung's hour.

Knows no tasks and reads nothing but the scene. What the player may not see is not in it, so it is not drawn.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pygame

from steadyquest.game.scene import Item, Scene
from steadyquest.ui.art import Art, has_art
from steadyquest.ui.fonts import Texts
from steadyquest.ui.palettes import clamp_hour
from steadyquest.ui.particles import sparks
from steadyquest.ui.scene_view_kit import Kit
from steadyquest.ui.scene_view_land import Land
from steadyquest.ui.scene_view_light import Light, draw_reveal, lights
from steadyquest.ui.scene_view_motion import Motion, Motions
from steadyquest.ui.scene_view_pen import CENTRE, REACH, Pen, centred, radii
from steadyquest.ui.scene_view_tasks import TASK_PAINTERS, counted, crossed
from steadyquest.ui.scene_view_words import WordsPanel
from steadyquest.ui.theme import Canvas, Look

__all__ = ["CENTRE", "REACH", "SceneView", "Shown"]

SEEN_ACROSS, SEEN_UP = (1.4, 2.05), (1.2, 1.42)
"""In reach units: up to where places are true, and what they never quite come to."""
AVATAR_UNITS = {"boat": 124.0}
AVATAR_SIZE = 106.0
ANCHORS = {"lumi": (0.5, 0.62), "lumi_happy": (0.5, 0.62), "boat": (0.5, 0.62)}
"""The point of the drawing that stands where the weight is, as a share of its square."""
MIDDLE = (0.5, 0.5)
SMALL_BELOW, SMALL_LEAST = 0.119, 40.0
"""A player with a smaller radius than that rolls through a garden, and is drawn as small as its paths."""
THING_LEAST, THING_MOST = 64.0, 120.0
LIFT_CLEAR = 66.0
"""How far above the middle of its ring a thing makes room."""
FADES = 6
PATH_EACH = 2
"""Every other dot is enough to show the way and leaves the land to be seen."""
BADGE = (150.0, 190.0)
"""Where a small hint is shown, beside the play."""
HINT_PICTURES = {"rest": "hint_rest", "find": "hint_find", "place": "hint_place"}

_ORDER = (
    "path",
    "wall",
    "gaze",
    "home",
    "zone",
    "foot",
    "beat",
    "gem",
    "gate",
    "way",
    "target",
    "answer",
    "drifter",
    "guide",
    "hint",
)
"""From the ground up; the avatar stands above these, and the filled part of a ring above the avatar."""


class Shown(NamedTuple):
    """How a player wants the picture: larger words, nothing that moves by itself, left and right changed."""

    text_scale: float = 1.0
    still: bool = False
    mirrored: bool = False


AS_IT_COMES = Shown()


class SceneView:
    """Draws the scenes of one level."""

    def __init__(
        self,
        art: Art,
        texts: Texts,
        canvas: Canvas,
        *,
        world: str,
        look: Look,
        you: str,
        thing: str,
        picture: Path | None = None,
        shown: Shown = AS_IT_COMES,
    ) -> None:
        self._shown_as = shown
        self._side = -1.0 if shown.mirrored else 1.0
        self.art, self.texts, self.canvas, self.look = art, texts, canvas, look
        self.world, self.you, self.thing, self.picture = world, you, thing, picture
        self._kits: dict[int, Kit] = {}
        self._motions = Motions(still=shown.still)
        self._land, self._is_asking = Land(), False
        self._light, self._lights = Light(still=shown.still), dict[int, list[pygame.Surface]]()
        self._glow: pygame.Surface | None = None
        self._tip(0.0)
        self._words = WordsPanel(texts, canvas, look=look, text_scale=shown.text_scale, still=shown.still)

    def prepare(self, hour: int) -> None:
        """Have everything ready that an hour needs, before the first frame of it."""
        hour = clamp_hour(hour)
        self.art.scenery.preload(self.world, hour)
        self._lights_of(hour)
        self._you(self.you, hour)
        self._thing(self.thing, THING_LEAST, hour)

    def draw(self, surface: pygame.Surface, scene: Scene, *, lean_hint: tuple[float, float] | None = None) -> None:
        """The whole scene. `lean_hint` marks a place in reach units that the scene does not show."""
        hour = clamp_hour(scene.rung)
        self._tip(0.0 if self._shown_as.still else scene.roll_deg * self._side)
        # Where a question is about a picture, no other one may stand in for it.
        self._is_asking = bool(scene.meant)
        pen = Pen(surface, self._kit(hour), hour, self._at, self._anywhere, self._thing, self.texts)
        self._land.draw(surface, self.art.scenery.landscape(self.world, hour), slope=self._slope)
        self._motions.begin(scene)
        shone = self._lights_of(hour)
        self._glow = shone[self._light.step(scene)] if shone else None
        draw_reveal(pen, scene)
        seen = Counter[str]()
        for item in sorted(_shown(scene), key=_depth):
            paint = _PAINTERS.get(item.kind)
            if math.isfinite(item.x) and math.isfinite(item.y):
                if paint is not None:
                    paint(self, pen, item, index=seen[item.kind])
                elif item.kind in TASK_PAINTERS:
                    TASK_PAINTERS[item.kind](pen, item, self._motions.of(item, seen[item.kind]))
            seen[item.kind] += 1
        surface.fblits(pen.above)
        if lean_hint is not None:
            centred(surface, pen.kit.hint, self._at(*lean_hint))
        self._words.draw(surface, scene)

    # -- kinds of items -----------------------------------------------------------------------------------------

    def _path(self, pen: Pen, item: Item, *, index: int) -> None:
        if index % PATH_EACH == 0:
            centred(pen.surface, pen.kit.path_dot, self._at(item.x, item.y))

    def _home(self, pen: Pen, item: Item, *, index: int) -> None:
        del index
        at, (rx, ry) = self._at(item.x, item.y), self._radii(item)
        pen.ground(at, rx, ry)
        centred(pen.surface, pen.kit.path_dot, at)
        pen.fill(at, rx, ry, progress=item.progress)

    def _ring(self, pen: Pen, item: Item, *, index: int) -> None:
        at, (rx, ry), motion = self._at(item.x, item.y), self._radii(item), self._motions.of(item, index)
        won = item.state == "reached"
        pen.ground(at, rx, ry, won=won)
        if won or item.state in ("", "inside"):
            pen.fill(at, rx, ry, progress=1.0 if won else item.progress)
        self._put_thing(pen, item, motion=motion, ry=ry)
        if won:
            self._sparkle(pen, at, rx=rx, age=motion.age)

    def _drifter(self, pen: Pen, item: Item, *, index: int) -> None:
        if item.state == "count":
            counted(pen, item)
        elif item.state == "avoid":
            at, (rx, ry), motion = self._at(item.x, item.y), self._radii(item), self._motions.of(item, index)
            crossed(pen, at, rx=rx, ry=ry)
            self._put_thing(pen, item, motion=motion, ry=ry)
        else:
            self._ring(pen, item, index=index)

    def _hint(self, pen: Pen, item: Item, *, index: int) -> None:
        del index
        resting = item.name == "rest"
        size, (x, y) = (190.0, (CENTRE[0], CENTRE[1] - 20)) if resting else (96.0, BADGE)
        at, r = self.canvas.point(x, y), size * 0.72
        pen.ground(at, r, r)
        pen.fill(at, r, r, progress=item.progress)
        name, state = HINT_PICTURES.get(item.name, item.name), "faint" if item.state == "done" else ""
        # The plain look rests with an icon: as dark as ink by day, as pale as the ring about it by night.
        centred(pen.surface, self._thing(name, size, pen.hour, state=state, colour=pen.kit.mark), at)

    def _avatar(self, pen: Pen, item: Item, *, index: int) -> None:
        del index
        x, y = self._at(item.x, item.y)
        glow = self._glow
        if glow is not None:
            half = glow.get_width() // 2
            pen.surface.blit(glow, (x - half, y - half), special_flags=pygame.BLEND_RGB_ADD)
        small = 0.0 < item.radius < SMALL_BELOW
        if self.look == "contrast":
            centred(pen.surface, pen.kit.small_token if small else pen.kit.token, (x, y))
            return
        name = item.name if has_art(item.name) else self.you
        size = max(SMALL_LEAST, round(item.radius * 2.4 * REACH[0] / 4) * 4.0) if small else 0.0
        anchor = MIDDLE if small or self.look != "story" else ANCHORS.get(name, MIDDLE)
        picture, (ax, ay) = self._you(name, pen.hour, size=size), anchor
        pen.surface.blit(picture, (x - round(picture.get_width() * ax), y - round(picture.get_height() * ay)))

    # -- their parts --------------------------------------------------------------------------------------------

    def _put_thing(self, pen: Pen, item: Item, *, motion: Motion, ry: float) -> None:
        if motion.fade >= 1.0:
            return
        size = min(THING_MOST, max(THING_LEAST, round(ry * 0.36) * 4.0))
        state = {"done": "faint", "next": "faint"}.get(item.state, "")
        if motion.fade > 0:
            state = f"fade{int(motion.fade * FADES)}"
        picture = self._thing(item.name, size, pen.hour, state=state)
        (x, y), scale = self._at(item.x, item.y), self.canvas.scale
        up = motion.lift * max(LIFT_CLEAR, ry * 0.6) - motion.dy
        centred(pen.surface, picture, (x + round(motion.dx * scale), y - round(up * scale)))

    def _sparkle(self, pen: Pen, at: tuple[int, int], *, rx: float, age: int) -> None:
        if self._shown_as.still:
            return
        scale, half = self.canvas.scale, pen.kit.sparks[0].get_width() // 2
        pen.above += [
            (pen.kit.sparks[shade], (at[0] + round(dx * scale) - half, at[1] + round(dy * scale) - half))
            for dx, dy, shade in sparks(age, radius=rx)
        ]

    # -- pictures and places ------------------------------------------------------------------------------------

    def _thing(self, name: str, size: float, hour: int, *, state: str = "", colour: str = "") -> pygame.Surface:
        if self.picture is not None and name == self.thing:
            return self.art.picture(self.picture, size, state=state)
        shown = name if has_art(name) else self.thing
        return self.art.sprite(shown, size, hour=hour, state=state, colour=colour, as_named=self._is_asking)

    def _you(self, name: str, hour: int, *, size: float = 0.0) -> pygame.Surface:
        return self.art.sprite(name, size or AVATAR_UNITS.get(name, AVATAR_SIZE), hour=hour, state="lit")

    def _lights_of(self, hour: int) -> list[pygame.Surface]:
        if hour not in self._lights:
            full = self._kit(hour).glow
            self._lights[hour] = lights(full) if full is not None else []
        return self._lights[hour]

    def _kit(self, hour: int) -> Kit:
        if hour not in self._kits:
            self._kits[hour] = Kit(self.canvas, look=self.look, hour=hour)
        return self._kits[hour]

    def _at(self, x: float, y: float) -> tuple[int, int]:
        """Where a place is seen: never outside of the window, however short the reach or long the step."""
        return self._anywhere(_kept_in(x, *SEEN_ACROSS), _kept_in(y, *SEEN_UP))

    def _anywhere(self, x: float, y: float) -> tuple[int, int]:
        dx, dy = self._side * x * REACH[0], -y * REACH[1]
        if self._slope:
            # Shapes stay upright; where they are is tipped with the land.
            dx, dy = dx * self._turn[0] - dy * self._turn[1], dx * self._turn[1] + dy * self._turn[0]
        return self.canvas.point(CENTRE[0] + dx, CENTRE[1] + dy)

    def _tip(self, degrees: float) -> None:
        """Tip everything clockwise about the place where one stands."""
        angle = math.radians(degrees)
        self._turn, self._slope = (math.cos(angle), math.sin(angle)), math.tan(angle)

    def _radii(self, item: Item) -> tuple[float, float]:
        return radii(item)


def _kept_in(place: float, true_to: float, most: float) -> float:
    """The place itself up to `true_to`; beyond it ever less further, and never as far as `most`.

    >>> [round(_kept_in(x, 1.4, 2.0), 2) for x in (-1.0, 1.4, 2.0, -50.0)]
    [-1.0, 1.4, 1.86, -2.0]
    """
    if abs(place) <= true_to:
        return place
    room = most - true_to
    return math.copysign(true_to + room * math.tanh((abs(place) - true_to) / room), place)


def _shown(scene: Scene) -> tuple[Item, ...]:
    """The items to draw: in a rest Lumi sleeps in the hint and stands nowhere else."""
    if any(item.kind == "hint" and item.name == "rest" for item in scene.items):
        return tuple(item for item in scene.items if item.kind != "avatar")
    return scene.items


def _depth(item: Item) -> int:
    return _ORDER.index(item.kind) if item.kind in _ORDER else len(_ORDER)


_PAINTERS: dict[str, Callable[..., None]] = {
    "path": SceneView._path,
    "home": SceneView._home,
    "zone": SceneView._ring,
    "target": SceneView._ring,
    "guide": SceneView._ring,
    "beat": SceneView._ring,
    "drifter": SceneView._drifter,
    "hint": SceneView._hint,
    "avatar": SceneView._avatar,
}
