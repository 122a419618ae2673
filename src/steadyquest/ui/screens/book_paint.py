"""How the collection book is drawn: tabs of the places, two pages of paper, pictures, and shapes of what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.levels.read import OWN
from steadyquest.reports import wording
from steadyquest.ui.screens import book_layout as at
from steadyquest.ui.widgets import Button, draw_focus
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.session.collection import Keepsake
    from steadyquest.ui.view import Box, View

FOLD_STEPS = 7
"""Strips of shade from the fold outwards."""
FAR_SIDE = {"story": "#dcc8a4", "plain": "#ccd3d9", "contrast": "#4a4a4a"}
"""Shapes of what is still to be met: to be made out, and quieter than what was."""


class Pictures:
    """Pictures and shapes of one view, made when they are first shown."""

    def __init__(self) -> None:
        self._view: View | None = None
        self._shapes: dict[str, pygame.Surface] = {}

    def picture(self, view: View, keepsake: Keepsake) -> pygame.Surface:
        """The picture itself, or its shape as long as it is still to be met."""
        if keepsake.met:
            return _coloured(view, keepsake)
        if self._view is not view:
            self._view, self._shapes = view, {}
        if keepsake.name not in self._shapes:
            self._shapes[keepsake.name] = _shape(_coloured(view, keepsake), FAR_SIDE[view.look])
        return self._shapes[keepsake.name]


def paint_tab(surface: pygame.Surface, view: View, place: str, *, box: Box, shown: bool, focused: bool) -> None:
    """A place along the top; the shown one is of the pages' own paper."""
    x, y, w, h = box
    c = view.colours
    if focused:
        draw_focus(surface, view, box)
    fill, edge = (c.paper, c.focus) if shown else (c.button, c.paper_edge)
    view.card(surface, box, colour=fill, edge=edge, edge_units=4 if shown else 2, radius=18, shadow=not focused)
    view.sprite(surface, f"world_{place}", (x + w / 2, y + 29), 50)
    name = tr("Yours") if place == OWN else wording.world(place)
    view.words(surface, name, (x + 3, y + h - 40, w - 6, 36), size="small", colour=c.button_ink, bold=shown)


def paint_pages(surface: pygame.Surface, view: View) -> None:
    """An open book: paper, and the shade where its pages meet."""
    x, y, w, _ = at.PAGES
    view.card(surface, at.PAGES)
    middle, top, tall = x + w / 2, y + 12, at.CAPTION[1] - y - 14
    if view.look == "story":
        for i in range(FOLD_STEPS):
            wide = (FOLD_STEPS - i) * 3.2
            veil = view.paper.veil((view.canvas.px(wide * 2), view.canvas.px(tall)), colour="#6b4a2a", alpha=5)
            surface.blit(veil, view.canvas.point(middle - wide, top))
    pygame.draw.line(
        surface,
        view.colours.paper_edge,
        view.canvas.point(middle, top),
        view.canvas.point(middle, top + tall),
        view.canvas.px(2.5),
    )


def paint_cell(
    surface: pygame.Surface, view: View, pictures: Pictures, keepsake: Keepsake, *, box: Box, focused: bool
) -> None:
    """A picture, and under it a lantern for each hour at which it was met."""
    x, y, w, h = box
    if focused:
        draw_focus(surface, view, (x + 6, y + 6, w - 12, h - 10))
    picture = pictures.picture(view, keepsake)
    px, py = view.canvas.point(x + w / 2, y + 12 + at.PICTURE / 2)
    surface.blit(picture, (px - picture.get_width() // 2, py - picture.get_height() // 2))
    step = min(at.LANTERN, (w - 24 - at.LANTERN) / max(1, len(keepsake.hours) - 1))
    first = x + w / 2 - step * (len(keepsake.hours) - 1) / 2
    for i, hour in enumerate(keepsake.hours):
        view.sprite(surface, f"icon_lantern_{hour}", (first + i * step, y + h - 26), at.LANTERN)


def paint_arrow(surface: pygame.Surface, view: View, arrow: Button, *, focused: bool) -> None:
    """There are more leaves before, or after."""
    if focused:
        draw_focus(surface, view, arrow.box)
    view.card(surface, arrow.box, colour=view.colours.button, radius=14, shadow=False)
    point, (x, y), turn = view.canvas.point, arrow.middle, 1 if arrow.key == "later" else -1
    corners = [point(x - 7 * turn, y - 12), point(x - 7 * turn, y + 12), point(x + 9 * turn, y)]
    pygame.draw.polygon(surface, view.colours.button_ink, corners, 0 if arrow.enabled else view.canvas.px(2))


def _coloured(view: View, keepsake: Keepsake) -> pygame.Surface:
    level = keepsake.level
    if keepsake.is_own and level.spec.picture is not None and level.path is not None:
        return view.art.picture(level.path.parent / level.spec.picture, at.PICTURE)
    # It was named for this look already: another picture must not stand in for it once more.
    return view.art.sprite(keepsake.name, at.PICTURE, as_named=True)


def _shape(picture: pygame.Surface, colour: str) -> pygame.Surface:
    """All of it in one colour, its soft edge kept and its shadow left out."""
    red, green, blue = pygame.Color(colour)[:3]
    shape = picture.copy()
    shape.fill((0, 0, 0, 255), special_flags=pygame.BLEND_RGBA_MULT)
    shape.fill((red, green, blue, 0), special_flags=pygame.BLEND_RGBA_ADD)
    solid = pygame.mask.from_surface(picture, 150)
    cut = solid.to_surface(setcolor=(255, 255, 255, 255), unsetcolor=(255, 255, 255, 0))
    soft = pygame.transform.box_blur(cut, 1) if min(cut.get_size()) > 8 else cut
    shape.blit(soft, (0, 0), special_flags=pygame.BLEND_RGBA_MIN)
    return shape.convert_alpha() if pygame.display.get_surface() else shape
