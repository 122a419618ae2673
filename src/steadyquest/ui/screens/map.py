"""Map: three worlds, a stone for every level, three of them glowing. The player picks; any may be opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from steadyquest.reports import wording
from steadyquest.ui import keys
from steadyquest.ui.overlay import Confirm
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading, stance_picture, stance_words
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
ARROW, ARROWS_X = 42.0, 174.0
"""The side of an arrow, and how far from the panel's right edge the two begin."""
PICTURES = {"meadow": "flower", "river": "duck", "fog": "lighthouse"}


class LevelMap(Choosing):
    """The valley. Focus begins on the first of the three that glow."""

    place = "map"

    def __init__(self, desk: Desk) -> None:
        self._levels = list(desk.levels())
        self._worlds = list(dict.fromkeys(level.spec.world for level in self._levels))[:3]
        self._offered = [level.key for level in desk.session.offers()] if desk.session is not None else []
        self._top: dict[str, int] = dict.fromkeys(self._worlds, 0)
        self._pointer = (0.0, 0.0)
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
            *(arrow for column, world in enumerate(self._worlds) for arrow in self._arrows(column, world)),
            Button(key="back", box=(52, BAR_Y, 300, BAR_H), label=tr("End the session"), icon="icon_back"),
            Button(key="centre", box=(492, BAR_Y, 296, BAR_H), label=tr("Centre here")),
            Button(key="settings", box=(948, BAR_Y, 280, BAR_H), label=tr("Settings"), icon="icon_settings"),
        ]

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """C centres; going on past the last visible stone brings the next ones."""
        if keys.action_of(event, keys.PLAY) == "recentre" and event.type == pygame.KEYDOWN:
            return self.chosen("centre")
        if event.type == pygame.MOUSEMOTION:
            self._pointer = self.view.canvas.units(*event.pos)
        if event.type == pygame.MOUSEWHEEL:
            self._roll(-event.y)
            return self
        if self._scroll(keys.action_of(event, keys.MENU)):
            return self
        return super().handle(event)

    def chosen(self, key: str) -> Screen | None:
        """A stone opens its level; one that is not for the chosen stance only by the therapist's word."""
        if key == "back":
            return flow.ask_to_end(self.desk, self)
        if key == "settings":
            return flow.settings(self.desk, self)
        if key == "centre":
            if self.desk.session is not None:
                self.desk.session.command("recentre")
            return self
        kind, _, world = key.partition(" ")
        if kind in {"up", "down"}:
            self._move(world, -1 if kind == "up" else 1)
            return self
        level = next(level for level in self._levels if level.key == key)
        return flow.intro(self.desk, level) if self._suits(level) else self._ask(level)

    def paint(self, surface: pygame.Surface) -> None:
        """The heading, the worlds and their stones."""
        words = tr("One more: pick one that you like") if self.desk.last_level else tr("Where shall we go?")
        heading(surface, self.view, words)
        for column, world in enumerate(self._worlds):
            self._paint_world(surface, column, world)

    def _suits(self, level: Level) -> bool:
        return self.desk.chosen_stance is None or self.desk.chosen_stance in level.spec.stance

    def _ask(self, level: Level) -> Screen:
        question = tr("For the therapist: this level is for another stance: {stance}. Open it all the same?")
        return Confirm(
            self.desk,
            self,
            question=question.format(stance=stance_words(level.spec.stance[0])),
            yes=tr("Open it"),
            no=tr("Not now"),
            then=lambda: flow.intro(self.desk, level),
        )

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
        view.words(
            surface, wording.world(world), (x + 20, PANEL_Y + 4, PANEL_W - ARROWS_X - 30, 46), title=True, align="left"
        )
        view.sprite(surface, PICTURES.get(world, "leaf"), (x + PANEL_W - 44, PANEL_Y + 28), 56)
        levels = self._of(world)
        for row, level in enumerate(levels):
            if 0 <= row - self._top[world] < STONES:
                self._paint_stone(surface, level, self._box(column, row))
        for arrow in self._arrows(column, world):
            self._paint_arrow(surface, arrow)

    def _paint_arrow(self, surface: pygame.Surface, arrow: Button) -> None:
        """There is more above, or below."""
        view = self.view
        if self.menu.focus == arrow.key:
            draw_focus(surface, view, arrow.box)
        view.card(surface, arrow.box, colour=view.colours.button, radius=14, shadow=False)
        point, (x, y), way = view.canvas.point, arrow.middle, -1 if arrow.key.startswith("up") else 1
        corners = [point(x - 12, y - 7 * way), point(x + 12, y - 7 * way), point(x, y + 9 * way)]
        hollow = 0 if arrow.enabled else view.canvas.px(2)
        pygame.draw.polygon(surface, view.colours.button_ink, corners, hollow)

    def _paint_stone(self, surface: pygame.Surface, level: Level, box: tuple[float, float, float, float]) -> None:
        view, c = self.view, self.view.colours
        x, y, w, h = box
        glows, suits = level.key in self._offered, self._suits(level)
        if self.menu.focus == level.key:
            draw_focus(surface, view, box)
        view.card(
            surface,
            box,
            colour=c.accent if glows else c.button if suits else c.paper,
            edge=c.light if glows else c.paper_edge,
            shadow=False,
        )
        ink = c.accent_ink if glows else c.button_ink if suits else c.ink_soft
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
        if not suits:
            view.sprite(surface, stance_picture(level.spec.stance[0]), (x + 152, y + h - 22), 40)

    # -- worlds with more stones than fit -----------------------------------------------------------------------

    def _arrows(self, column: int, world: str) -> list[Button]:
        hidden = len(self._of(world)) - STONES
        if hidden <= 0:
            return []
        x = PANEL_X + column * (PANEL_W + PANEL_GAP) + PANEL_W - ARROWS_X
        ways = (("up", self._top[world] > 0), ("down", self._top[world] < hidden))
        return [
            Button(
                key=f"{way} {world}", box=(x + i * (ARROW + 10), PANEL_Y + 5, ARROW, ARROW), kind="bare", enabled=able
            )
            for i, (way, able) in enumerate(ways)
        ]

    def _roll(self, by: int) -> None:
        """The wheel moves the stones of the world under the pointer."""
        column, within = divmod(self._pointer[0] - PANEL_X, PANEL_W + PANEL_GAP)
        if 0 <= column < len(self._worlds) and within <= PANEL_W:
            self._move(self._worlds[int(column)], by)

    def _move(self, world: str, by: int) -> None:
        """Show stones further up or down. A focus that they carry out of sight goes to the nearest one."""
        of = [level.key for level in self._of(world)]
        top = self._top[world] = max(0, min(self._top[world] + by, len(of) - STONES))
        focus = self.menu.focus
        if focus in of:
            self.menu.focus = of[max(top, min(of.index(focus), top + STONES - 1))]
        elif focus == f"up {world}" and top == 0:
            self.menu.focus = f"down {world}"
        elif focus == f"down {world}" and top >= len(of) - STONES:
            self.menu.focus = f"up {world}"
        self.refresh()

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
