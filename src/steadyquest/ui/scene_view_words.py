"""The sentence above the play: shown when it is new, then put away, so that nothing is read while one leans."""

from __future__ import annotations

import pygame

from steadyquest.game.scene import Scene
from steadyquest.ui.fonts import Texts
from steadyquest.ui.scene_view_motion import eased
from steadyquest.ui.sprites import rounded_box
from steadyquest.ui.theme import WIDTH, Canvas, Look, colours

SHOWN_TICKS = 700
"""Seven seconds: time to read it aloud to a child."""
AWAY_TICKS = 40
WIDEST, TALLEST = 920.0, 96.0
TOP = 18.0
LETTERS = 34.0
PAD_X, PAD_Y = 30.0, 12.0


class WordsPanel:
    """A sentence on a strip of paper at the upper edge."""

    def __init__(
        self, texts: Texts, canvas: Canvas, *, look: Look, text_scale: float = 1.0, still: bool = False
    ) -> None:
        self._texts, self._canvas, self._look = texts, canvas, look
        self._text_scale, self._still = text_scale, still
        self._words, self._since, self._tick = "", 0, 0
        self._panel: pygame.Surface | None = None

    def draw(self, surface: pygame.Surface, scene: Scene) -> None:
        """The scene's words, for as long as they are new; again while the world stands still."""
        if scene.words != self._words or scene.tick < self._tick:
            self._words, self._since = scene.words, scene.tick
            self._panel = self._made(scene.words) if scene.words else None
        self._tick = scene.tick
        if self._panel is None:
            return
        age = scene.tick - self._since
        away = 0.0 if scene.paused else eased((age - SHOWN_TICKS) / AWAY_TICKS)
        if away >= 1.0:
            return
        x, y = self._canvas.point(WIDTH / 2, TOP)
        top = y - round(away * (self._panel.get_height() + y))
        if self._still:  # it fades where it is
            self._panel.set_alpha(round(255 * (1.0 - away)))
            top = y
        surface.blit(self._panel, (x - self._panel.get_width() // 2, top))

    def _made(self, words: str) -> pygame.Surface:
        c, px = colours(self._look), self._canvas.px
        text = self._fitted(words, ink=c.ink)
        box = rounded_box(
            (text.get_width() + px(PAD_X) * 2, text.get_height() + px(PAD_Y) * 2),
            fill=c.paper,
            edge=c.paper_edge,
            radius_px=px(20),
            edge_px=px(3),
        )
        box.blit(text, (px(PAD_X), px(PAD_Y)))
        return box

    def _fitted(self, words: str, *, ink: str) -> pygame.Surface:
        grown = self._text_scale
        return self._texts.fitted(words, LETTERS * grown, ink, box=(WIDEST, TALLEST * grown))
