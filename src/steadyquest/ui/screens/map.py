"""Map: three worlds, a stone for every level, three of them glowing. The player picks; any may be opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from steadyquest.ui import keys
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import Choosing, heading
from steadyquest.ui.widgets import Button, draw_focus
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

PANEL_W, PANEL_H, PANEL_X, PANEL_Y, PANEL_GAP = 376.0, 440.0, 52.0, 128.0, 24.0
STONE_W, STONE_H, STONE_GAP = 344.0, 88.0, 10.0
STONES = 4
"""So many fit into a world's panel; more are reached by going down."""
PICTURES = {"meadow": "flower", "river": "duck", "fog": "lighthouse"}


def name_of(world: str) -> str:
    """A world's name for people."""
    names = {
        "meadow": tr("Meadow"),
        "river": tr("River"),
        "wood": tr("Wood"),
        "fog": tr("Fog"),
        "cave": tr("Cave"),
        "peak": tr("Peak"),
        "coast": tr("Coast"),
    }
    return names.get(world, world.replace("_", " "))


class LevelMap(Choosing):
    """The valley. Focus begins on the first of the three that glow."""

    place = "map"

    def __init__(self, desk: Desk) -> None:
        self._levels = list(desk.config.levels())
        self._worlds = list(dict.fromkeys(level.spec.world for level in self._levels))[:3]
        self._offered = [level.key for level in desk.session.offers()] if desk.session is not None else []
        self._top: dict[str, int] = dict.fromkeys(self._worlds, 0)
        if desk.session is not None and desk.session.minutes_left <= 0:
            desk.last_level = True
        for world in self._worlds:
            desk.view.scenery.preload(world, 0)
        super().__init__(desk, focus=(self._offered or [""])[0])
        self._follow_focus()

    def buttons(self) -> list[Button]:
        """The visible stones of every world, and the bar."""
        stones = [
            Button(key=level.key, box=self._box(column, row), kind="bare")
            for column, world in enumerate(self._worlds)
            for row, level in enumerate(self._of(world))
            if 0 <= row - self._top[world] < STONES
        ]
        return [
            *stones,
            Button(key="back", box=(52, 616, 300, 76), label=tr("End the session"), icon="icon_back"),
            Button(key="centre", box=(492, 616, 296, 76), label=tr("Centre here")),
            Button(key="settings", box=(948, 616, 280, 76), label=tr("Settings"), icon="icon_settings"),
        ]

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """C centres; going on past the last visible stone brings the next ones."""
        if keys.action_of(event, keys.PLAY) == "recentre" and event.type == pygame.KEYDOWN:
            return self.chosen("centre")
        if self._scroll(keys.action_of(event, keys.MENU)):
            return self
        return super().handle(event)

    def chosen(self, key: str) -> Screen | None:
        """A stone opens its level."""
        if key == "back":
            return flow.ask_to_end(self.desk, self)
        if key == "settings":
            return flow.settings(self.desk, self)
        if key == "centre":
            if self.desk.session is not None:
                self.desk.session.command("recentre")
            return self
        return flow.intro(self.desk, next(level for level in self._levels if level.key == key))

    def paint(self, surface: pygame.Surface) -> None:
        """The heading, the worlds and their stones."""
        words = tr("One more: pick one that you like") if self.desk.last_level else tr("Where shall we go?")
        heading(surface, self.view, words)
        for column, world in enumerate(self._worlds):
            self._paint_world(surface, column, world)

    # -- stones -----------------------------------------------------------------------------------------------

    def _of(self, world: str) -> Sequence[Level]:
        return [level for level in self._levels if level.spec.world == world]

    def _box(self, column: int, row: int) -> tuple[float, float, float, float]:
        x = PANEL_X + column * (PANEL_W + PANEL_GAP) + (PANEL_W - STONE_W) / 2
        shown = row - self._top[self._worlds[column]]
        return x, PANEL_Y + 66 + shown * (STONE_H + STONE_GAP) - 14, STONE_W, STONE_H

    def _paint_world(self, surface: pygame.Surface, column: int, world: str) -> None:
        view = self.view
        x = PANEL_X + column * (PANEL_W + PANEL_GAP)
        view.card(surface, (x, PANEL_Y, PANEL_W, PANEL_H))
        view.words(surface, name_of(world), (x + 20, PANEL_Y + 4, PANEL_W - 90, 46), title=True, align="left")
        view.sprite(surface, PICTURES.get(world, "leaf"), (x + PANEL_W - 44, PANEL_Y + 28), 56)
        levels = self._of(world)
        for row, level in enumerate(levels):
            if 0 <= row - self._top[world] < STONES:
                self._paint_stone(surface, level, self._box(column, row))
        below = len(levels) - self._top[world] - STONES
        if below > 0 or self._top[world]:
            self._paint_arrow(surface, x + PANEL_W - 116, way=-1, on=self._top[world] > 0)
            self._paint_arrow(surface, x + PANEL_W - 88, way=1, on=below > 0)

    def _paint_arrow(self, surface: pygame.Surface, x: float, *, way: int, on: bool) -> None:
        """There is more above, or below."""
        point, y = self.view.canvas.point, PANEL_Y + 30
        corners = [point(x - 10, y - 6 * way), point(x + 10, y - 6 * way), point(x, y + 8 * way)]
        pygame.draw.polygon(surface, self.view.colours.ink if on else self.view.colours.paper_edge, corners)

    def _paint_stone(self, surface: pygame.Surface, level: Level, box: tuple[float, float, float, float]) -> None:
        view, c = self.view, self.view.colours
        x, y, w, h = box
        glows = level.key in self._offered
        if self.menu.focus == level.key:
            draw_focus(surface, view, box)
        view.card(
            surface, box, colour=c.accent if glows else c.button, edge=c.light if glows else c.paper_edge, shadow=False
        )
        ink = c.accent_ink if glows else c.button_ink
        past = self.desk.session.past(level.key) if self.desk.session is not None else None
        stars, hours = (past.stars, past.rungs) if past is not None else (0, ())
        badge = 64 if hours else 0
        view.words(
            surface,
            level.spec.title,
            (x + 14, y + 4, w - 28 - badge, 48),
            size="small",
            bold=True,
            colour=ink,
            align="left",
        )
        for i in range(3):
            name = "icon_star" if i < stars else "icon_star_empty"
            at = view.canvas.point(x + 30 + i * 36, y + h - 20)
            picture = view.art.icon(name, 30, ink)
            surface.blit(picture, (at[0] - picture.get_width() // 2, at[1] - picture.get_height() // 2))
        if hours:
            view.sprite(surface, f"icon_lantern_{max(hours)}", (x + w - 40, y + h / 2), 60)

    # -- worlds with more stones than fit -----------------------------------------------------------------------

    def _scroll(self, action: str) -> bool:
        """Move the stones of a world up or down when the focus is on the outermost; whether it did."""
        level = next((lv for lv in self._levels if lv.key == self.menu.focus), None)
        if level is None or action not in {"up", "down"}:
            return False
        world, of = level.spec.world, [lv.key for lv in self._of(level.spec.world)]
        row = of.index(level.key) + (1 if action == "down" else -1)
        if not 0 <= row < len(of) or 0 <= row - self._top[world] < STONES:
            return False
        self._top[world] += 1 if action == "down" else -1
        self.menu.focus = of[row]
        self.refresh()
        return True

    def _follow_focus(self) -> None:
        """Bring the offered stones into sight."""
        for key in reversed(self._offered):
            level = next((lv for lv in self._levels if lv.key == key and lv.spec.world in self._worlds), None)
            if level is None:
                continue
            row = [lv.key for lv in self._of(level.spec.world)].index(key)
            if not 0 <= row - self._top[level.spec.world] < STONES:
                self._top[level.spec.world] = max(0, row - STONES + 1)
        if self._offered:
            self.menu.focus = self._offered[0]
        self.refresh()
