"""Letters: the two fonts, and a cache of rendered text.

Fredoka One for titles, Source Sans Pro for the rest; a glyph that Fredoka lacks sends the whole string to Source
Sans Bold. Without the font packages pygame's own font serves.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Literal

import pygame

from steadyquest.resources import font_path
from steadyquest.ui.theme import Canvas

Align = Literal["left", "center", "right"]
CACHE_BYTES = 48 * 2**20
MOST_FITS = 4096
"""Answers kept on whether words fit: numbers that change every moment must not fill the memory."""
_ALIGNS = {"left": pygame.FONT_LEFT, "center": pygame.FONT_CENTER, "right": pygame.FONT_RIGHT}
_NO_GLYPH = "\U0010fffe"
"""A code point that no font has: what it measures, every missing glyph measures."""


class Texts:
    """Rendered words for one canvas. Sizes and widths in logical units; the oldest unused surfaces go first."""

    def __init__(self, canvas: Canvas, *, cache_bytes: int = CACHE_BYTES) -> None:
        if not pygame.font.get_init():
            pygame.font.init()
        self.canvas = canvas
        self._fonts: dict[tuple[str, int], pygame.font.Font] = {}
        self._cache: OrderedDict[tuple[object, ...], pygame.Surface] = OrderedDict()
        self._bytes, self._limit = 0, cache_bytes
        self._fit: dict[tuple[object, ...], bool] = {}

    def text(
        self,
        string: str,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        title: bool = False,
        width: float | None = None,
        align: Align = "left",
        even: bool = False,
    ) -> pygame.Surface:
        """The words as a surface, wrapped to `width` units if given. The same words give the same surface.

        Words that fit on one line give a surface of their own width; wrapped ones are as wide as asked, or, `even`,
        as narrow as the same number of lines allows: no single word is left for the last one.
        """
        key = (string, size, colour, bold, title, width, align, even)
        surface = self._cache.get(key)
        if surface is not None:
            self._cache.move_to_end(key)
            return surface
        font = self._font(self._face(string, bold=bold, title=title), self.canvas.px(size))
        font.align = _ALIGNS[align]
        words = _printable(string)
        limit = 0 if width is None or _on_one_line(font, words, self.canvas.px(width)) else self.canvas.px(width)
        broken = _evenly(font, words, limit) if even and limit else ""
        surface = font.render(broken or words, True, colour, wraplength=0 if broken else limit)
        surface = surface.convert_alpha() if pygame.display.get_surface() else surface
        self._keep(key, surface)
        return surface

    def measure(
        self, string: str, size: float, *, bold: bool = False, title: bool = False, width: float | None = None
    ) -> tuple[float, float]:
        """Width and height of the words in logical units, as `text` would render them."""
        w, h = self.text(string, size, "#000000", bold=bold, title=title, width=width).get_size()
        return w / self.canvas.scale, h / self.canvas.scale

    def fitted(
        self,
        string: str,
        size: float,
        colour: str,
        *,
        box: tuple[float, float],
        smallest: float = 28,
        bold: bool = False,
        title: bool = False,
        align: Align = "center",
    ) -> pygame.Surface:
        """The words wrapped into a box of logical units, in even lines, smaller step by step until they fit."""
        while size > smallest and not self.fits(string, size, box=box, bold=bold, title=title):
            size = max(smallest, size - 4)
        return self.text(string, size, colour, bold=bold, title=title, width=box[0], align=align, even=True)

    def fits(
        self, string: str, size: float, *, box: tuple[float, float], bold: bool = False, title: bool = False
    ) -> bool:
        """Whether the words, wrapped, lie within a box of logical units, no word broken. Nothing is rendered."""
        key = (string, size, box, bold, title)
        if key not in self._fit:
            if len(self._fit) > MOST_FITS:
                self._fit.clear()
            font = self._font(self._face(string, bold=bold, title=title), self.canvas.px(size))
            words, (w, h) = _printable(string), (self.canvas.px(box[0]), self.canvas.px(box[1]))
            if _on_one_line(font, words, w):
                self._fit[key] = font.size(words)[1] <= h
            else:
                broken = _evenly(font, words, w)
                self._fit[key] = bool(broken) and font.get_linesize() * (broken.count("\n") + 1) <= h
        return self._fit[key]

    def _keep(self, key: tuple[object, ...], surface: pygame.Surface) -> None:
        self._cache[key] = surface
        self._bytes += surface.get_width() * surface.get_height() * 4
        while self._bytes > self._limit and len(self._cache) > 1:
            _, old = self._cache.popitem(last=False)
            self._bytes -= old.get_width() * old.get_height() * 4

    def _font(self, face: str, size_px: int) -> pygame.font.Font:
        if (face, size_px) not in self._fonts:
            path = font_path(face)
            self._fonts[face, size_px] = pygame.font.Font(path, size_px)
        return self._fonts[face, size_px]

    def _face(self, string: str, *, bold: bool, title: bool) -> str:
        if title and self._has_all(string):
            return "title"
        return "bold" if bold or title else "body"

    def _has_all(self, string: str) -> bool:
        font = self._font("title", 40)
        missing = font.metrics(_NO_GLYPH)
        return all(font.metrics(letter) != missing for letter in set(string) if not letter.isspace())


def _on_one_line(font: pygame.font.Font, words: str, width_px: int) -> bool:
    return "\n" not in words and font.size(words)[0] <= width_px


def _evenly(font: pygame.font.Font, words: str, limit_px: int) -> str:
    """The words with line breaks, as few as within `limit_px`, the lines about equally long.

    Empty where a single word is wider. SDL's own breaks keep a space at the end of a line, which puts it out of the
    middle.
    """
    # Not split(): a space that is not to be broken at is part of its word.
    widest = max(font.size(word)[0] for word in words.replace("\n", " ").split(" "))
    if widest > limit_px:
        return ""
    fewest = len(_lines(font, words, limit_px))
    least, most = widest - 1, limit_px
    while most - least > 1:
        tried = (least + most) // 2
        least, most = (least, tried) if len(_lines(font, words, tried)) <= fewest else (tried, most)
    return "\n".join(_lines(font, words, most))


def _lines(font: pygame.font.Font, words: str, width_px: int) -> list[str]:
    """As many words on each line as fit."""
    lines = []
    for paragraph in words.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line.strip() and font.size(longer.rstrip())[0] > width_px:
                lines.append(line.rstrip())
                line = word
            else:
                line = longer
        lines.append(line.rstrip())
    return lines


def _printable(string: str) -> str:
    # SDL stops at a NUL and refuses lone surrogates; both can come from a nickname.
    return string.replace("\x00", "").encode("utf-8", "replace").decode("utf-8") or " "
