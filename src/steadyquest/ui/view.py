"""The painter's table: everything that depends on the window's size and the look, and how it is put on the screen.

Positions and sizes are the layout's logical units (theme.py); what is drawn comes from caches.
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from steadyquest.ui.art import Art
from steadyquest.ui.fonts import Align, Texts
from steadyquest.ui.paper import Paper
from steadyquest.ui.theme import RADIUS, TEXT_SIZES, Canvas, Colours, Look, colours

Box = tuple[float, float, float, float]
"""x, y, width, height."""
Point = tuple[float, float]
Room = tuple[str, float, float]
"""Words, and the width and height that there is for them."""

SHADOW = 14
EDGE = 2


class View:
    """What all screens draw with. Made anew for another size or look."""

    def __init__(
        self, size_px: tuple[int, int], *, look: Look = "story", text_scale: float = 1.0, calm: bool = False
    ) -> None:
        self.look: Look = look
        self.text_scale, self.calm = text_scale, calm
        self.canvas = Canvas(size_px)
        self.texts = Texts(self.canvas)
        self.art = Art(self.canvas, look)
        self.scenery = self.art.scenery
        self.scenery.calm = calm
        self.paper = Paper()
        self.colours: Colours = colours(look)
        self.place = ("title", 0)
        """The scenery that was drawn last, and its hour."""
        self._sizes: dict[tuple[object, ...], float] = {}
        self.cut: dict[tuple[object, ...], str] = {}
        """Words that did not fit even at the smallest size, and what is shown instead."""

    def close(self) -> None:
        """End what is drawn in the background."""
        self.art.close()

    def fill(self, surface: pygame.Surface, place: str, *, hour: int = 0, along: float = 0.0) -> None:
        """The scenery, over the whole window; of a long one what begins so far `along`, in logical units."""
        self.place = (place, hour)
        if self.look == "contrast" and place != "map":
            # The horizon is for who plays; between a heading and its cards it is a stray line.
            surface.fill("#000000")
            return
        scenery = self.scenery.landscape(place, hour)
        hidden = max(0, scenery.get_width() - surface.get_width())
        surface.blit(scenery, (-min(hidden, max(0, round(along * self.canvas.scale))), 0))

    def dim(self, surface: pygame.Surface) -> None:
        """Calm down what has been drawn so far."""
        c = self.colours
        surface.blit(self.paper.veil(self.canvas.size_px, colour=c.veil, alpha=c.veil_alpha), (0, 0))

    def card(
        self,
        surface: pygame.Surface,
        box: Box,
        *,
        colour: str | None = None,
        edge: str | None = None,
        edge_units: float = EDGE,
        radius: float = RADIUS,
        shadow: bool = True,
    ) -> None:
        """A piece of cut paper."""
        px, rect, flat = self.canvas.px, self.canvas.rect(*box), self.look != "story"
        around = px(SHADOW) if shadow and not flat else 0
        card = self.paper.card(
            rect.size,
            colour=colour or self.colours.paper,
            radius=min(px(radius), min(rect.size) // 2),
            shadow=around,
            edge=edge or self.colours.paper_edge,
            edge_px=px(edge_units),
        )
        surface.blit(card, (rect.x - around, rect.y - around))

    def words(
        self,
        surface: pygame.Surface,
        string: str,
        box: Box,
        *,
        size: str = "body",
        colour: str | None = None,
        align: Align = "center",
        bold: bool = False,
        title: bool = False,
        top: bool = False,
        grows: bool = True,
        among: Sequence[str | Room] = (),
        air: float = 0.0,
    ) -> float:
        """Words in a box: wrapped, made smaller when they would not fit, in the middle of its height or at its top.

        `grows`: the player's text size counts, as far as there is room. `among`: words in boxes like this one, or in
        boxes of their own, with which it shares the size. `air`: kept free at both sides by smaller letters, where
        the smallest allow it. Returns the height of the words.
        """
        if not string:
            return 0.0
        x, y, w, h = box
        smallest = TEXT_SIZES["strip" if size == "strip" else "small"]
        free = self._aired(string, (w, h), air, smallest, bold=bold, title=title)
        x, w = x + (w - free) / 2, free
        look = {"bold": bold, "title": title, "align": align}
        ink = colour or self.colours.ink
        grown = grows and self.text_scale > 1 and size != "strip"
        letters = TEXT_SIZES[size] * (self.text_scale if grown else 1.0)
        if len(among) > 1:
            rooms = tuple((one, *box[2:]) if isinstance(one, str) else one for one in among)
            letters = self._shared(rooms, letters, air=air, bold=bold, title=title)
        key = (string, size, w, h, bold, title)
        shown = self.cut.get(key, string)
        text = self.texts.fitted(shown, letters, ink, box=(w, h), smallest=smallest, **look)  # type: ignore[arg-type]
        if shown is string and not self._fits(text, w, h):
            self.cut[key] = self._shortened(string, smallest, box=(w, h), bold=bold, title=title)
            return self.words(surface, string, box, size=size, colour=colour, top=top, grows=grows, **look)  # type: ignore[arg-type]
        rect = self.canvas.rect(x, y, w, h)
        spare = rect.width - text.get_width()
        left = rect.x + {"left": 0, "center": spare // 2, "right": spare}[align]
        surface.blit(text, (left, rect.y if top else rect.y + (rect.height - text.get_height()) // 2))
        return text.get_height() / self.canvas.scale

    def _aired(
        self, string: str, box: tuple[float, float], air: float, smallest: float, *, bold: bool, title: bool
    ) -> float:
        """The width that words in a box may take."""
        free = box[0] - 2 * air
        fits = air and self.texts.fits(string, smallest, box=(free, box[1]), bold=bold, title=title)
        return free if fits else box[0]

    def _shared(self, rooms: tuple[Room, ...], most: float, *, air: float, bold: bool, title: bool) -> float:
        """The size of letters at which all of them fit: side by side, large and small words look like a mistake."""
        key = (rooms, most, air, bold, title)
        if key not in self._sizes:
            sizes, smallest = [most], TEXT_SIZES["small"]
            while sizes[-1] > smallest:
                sizes.append(max(smallest, sizes[-1] - 4))
            free = [(one, (self._aired(one, (w, h), air, smallest, bold=bold, title=title), h)) for one, w, h in rooms]
            self._sizes[key] = next(
                (
                    size
                    for size in sizes
                    if all(self.texts.fits(one, size, box=box, bold=bold, title=title) for one, box in free)
                ),
                smallest,
            )
        return self._sizes[key]

    def _fits(self, text: pygame.Surface, w: float, h: float) -> bool:
        return text.get_width() <= self.canvas.px(w) + 1 and text.get_height() <= self.canvas.px(h) + 1

    def _shortened(self, string: str, size: float, *, box: tuple[float, float], bold: bool, title: bool) -> str:
        """As much of it as fits, and an ellipsis."""
        least, most = 0, len(string)
        while least < most:
            tried = (least + most + 1) // 2
            text = self.texts.text(
                string[:tried].rstrip() + "…", size, self.colours.ink, bold=bold, title=title, width=box[0]
            )
            least, most = (tried, most) if self._fits(text, *box) else (least, tried - 1)
        return string[:least].rstrip() + "…"

    def sprite(
        self, surface: pygame.Surface, name: str, at: Point, size: float, *, hour: int = 0, colour: str = ""
    ) -> None:
        """A drawing, its middle at a place; icons take a colour."""
        picture = self.art.sprite(name, size, hour=hour, colour=colour if name.startswith("icon_") else "")
        x, y = self.canvas.point(*at)
        surface.blit(picture, (x - picture.get_width() // 2, y - picture.get_height() // 2))

    def ring(self, surface: pygame.Surface, at: Point, radius: float, *, progress: float, width: float = 12) -> None:
        """A ring that fills."""
        px, c = self.canvas.px, self.colours
        ring = self.paper.ring(px(radius), width=px(width), progress=progress, colour=c.light, ground=self._empty)
        self._centred(surface, ring, at)

    @property
    def _empty(self) -> str:
        """What is not full yet; in the contrast look edges are as white as what fills."""
        return self.colours.paper_edge if self.look != "contrast" else "#555555"

    def disc(self, surface: pygame.Surface, at: Point, radius: float, *, colour: str, edge: str | None = None) -> None:
        """A dot."""
        px = self.canvas.px
        self._centred(surface, self.paper.disc(px(radius), colour=colour, edge=edge, edge_px=px(3)), at)

    def bar(self, surface: pygame.Surface, box: Box, share: float, *, colour: str | None = None) -> None:
        """A bar that fills from the left."""
        rect = self.canvas.rect(*box)
        round_px = rect.height // 2
        pygame.draw.rect(surface, self._empty, rect, border_radius=round_px)
        if share > 0:
            full = rect.copy()
            full.width = max(rect.height, round(rect.width * min(1.0, share)))
            pygame.draw.rect(surface, colour or self.colours.good, full, border_radius=round_px)
        if self.look == "contrast":
            pygame.draw.rect(surface, "#ffffff", rect, self.canvas.px(2), border_radius=round_px)

    def _centred(self, surface: pygame.Surface, picture: pygame.Surface, at: Point) -> None:
        x, y = self.canvas.point(*at)
        surface.blit(picture, (x - picture.get_width() // 2, y - picture.get_height() // 2))
