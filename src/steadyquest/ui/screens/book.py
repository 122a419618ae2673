"""The collection book: two pages for each place with whom and what was met there, and whom one can still meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.levels.read import OWN
from steadyquest.levels.schema import WORLDS
from steadyquest.reports import wording
from steadyquest.session.collection import Keepsake, collection
from steadyquest.ui import keys
from steadyquest.ui.looks import picture_for
from steadyquest.ui.screens import book_layout as at
from steadyquest.ui.screens import book_paint as paint
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

DIGITS = {pygame.K_1 + n: n for n in range(8)}
_TURNS = {"easier": -1, "harder": 1}
"""The shoulders of a pad go from place to place, as on the map."""


class Book(Choosing):
    """Looking only; what lies behind comes back."""

    place = "map"

    def __init__(self, desk: Desk, behind: Screen, *, shown: str = "") -> None:
        self._behind, self._look, self._leaf = behind, "", 0
        self._desk = desk
        self._read()
        self._shown = shown if shown in self._pages else next(iter(self._pages), "")
        self._pictures = paint.Pictures()
        super().__init__(desk, focus=f"world {self._shown}")

    def buttons(self) -> list[Button]:
        """Places, pictures, leaves to turn, the way back."""
        names, n = list(self._pages), len(self._leaf_of())
        return [
            *(
                Button(key=f"world {name}", box=at.tab_box(i, among=len(names)), kind="bare")
                for i, name in enumerate(names)
            ),
            *(Button(key=f"met {i}", box=at.cell_box(i, of=n), kind="bare") for i in range(n)),
            *self._arrows(),
            Button(key="back", box=(52, BAR_Y, 300, BAR_H), label=tr("Back"), icon="icon_back"),
        ]

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """A number or the shoulders of a pad show a place; the key that opened the book closes it."""
        if keys.action_of(event, keys.MAP) == "book":
            return self._behind
        if event.type == pygame.KEYDOWN and event.key in DIGITS:
            names = list(self._pages)
            return self._show(names[DIGITS[event.key]]) if DIGITS[event.key] < len(names) else self
        action = keys.action_of(event, keys.PLAY)
        if action in _TURNS and event.type == pygame.JOYBUTTONDOWN:
            names = list(self._pages)
            return self._show(names[(names.index(self._shown) + _TURNS[action]) % len(names)]) if names else self
        after = super().handle(event)
        kind, _, name = self.menu.focus.partition(" ")
        # Keys that come to a place show it; a pointer that passes over one does not.
        if after is self and kind == "world" and name != self._shown and event.type != pygame.MOUSEMOTION:
            self._show(name)
        return after

    def chosen(self, key: str) -> Screen | None:
        """A place shows its pages; pictures are only looked at."""
        if key == "back":
            return self._behind
        kind, _, name = key.partition(" ")
        if kind == "world":
            return self._show(name)
        if key in {"earlier", "later"}:
            self._leaf += 1 if key == "later" else -1
            if not any(arrow.key == key and arrow.enabled for arrow in self._arrows()):
                self.menu.focus = "earlier" if key == "later" else "later"
            self.refresh()
        return self

    def takes_lean(self, key: str) -> bool:  # noqa: ARG002 - there is nothing here that could do harm
        """All of it is the player's."""
        return True

    def update(self) -> Screen | None:
        """Another look has other pictures."""
        if self._look != self.view.look:
            self._read()
            self._leaf = 0
            self.refresh()
        return super().update()

    def draw(self, surface: pygame.Surface) -> None:
        """The place itself behind its pages."""
        from steadyquest.ui.screens.map_layout import along_to

        along = along_to(self._shown, list(self._pages)) if self._shown else 0.0
        # White on black, of the land only the ends of some lines would be seen beside the pages.
        self.view.fill(surface, self.place if self.view.look != "contrast" else "title", along=along)
        self.paint(surface)
        self.menu.draw(surface, self.view)

    def paint(self, surface: pygame.Surface) -> None:
        """The title, the places, the open pages, and a line about what has the focus."""
        view, focus = self.view, self.menu.focus
        x, y, w, h = at.HEADING
        view.card(surface, at.HEADING, radius=26)
        view.words(surface, tr("Met on the way"), (x + 24, y + 2, w - 48, h - 4), size="large", title=True)
        for i, place in enumerate(self._pages):
            box = at.tab_box(i, among=len(self._pages))
            paint.paint_tab(
                surface, view, place, box=box, shown=place == self._shown, focused=focus == f"world {place}"
            )
        paint.paint_pages(surface, view)
        of = self._leaf_of()
        for i, keepsake in enumerate(of):
            box, focused = at.cell_box(i, of=len(of)), focus == f"met {i}"
            paint.paint_cell(surface, view, self._pictures, keepsake, box=box, focused=focused)
        arrows = self._arrows()
        view.words(surface, self._line(), at.caption_box(arrows=bool(arrows)), size="small", colour=view.colours.ink)
        for arrow in arrows:
            paint.paint_arrow(surface, view, arrow, focused=focus == arrow.key)

    def _line(self) -> str:
        """About the picture that has the focus, else about the place."""
        kind, _, number = self.menu.focus.partition(" ")
        of = self._leaf_of()
        if kind == "met" and int(number) < len(of):
            keepsake = of[int(number)]
            said = tr("Met in: {levels}") if keepsake.met else tr("Still to be met in: {levels}")
            return said.format(levels=", ".join(keepsake.titles[:2]) + (" …" if len(keepsake.titles) > 2 else ""))
        if not self._shown:
            return tr("Nothing yet. It fills with what you play.")
        all_of = self._pages[self._shown]
        n = sum(keepsake.met for keepsake in all_of)
        return tr("{place}: {n} of {all} met").format(place=wording.world(self._shown), n=n, all=len(all_of))

    def _leaf_of(self) -> tuple[Keepsake, ...]:
        """The pictures of the open leaf."""
        return self._pages.get(self._shown, ())[self._leaf * at.CELLS : (self._leaf + 1) * at.CELLS]

    def _arrows(self) -> list[Button]:
        last = at.leaves(len(self._pages.get(self._shown, ()))) - 1
        ways = (("earlier", self._leaf > 0), ("later", self._leaf < last))
        return [Button(key=way, box=at.arrow_box(way), kind="bare", enabled=able) for way, able in ways if last]

    def _show(self, place: str) -> Book:
        self._shown, self._leaf = place, 0
        self.refresh()
        self.menu.focus = f"world {place}"
        return self

    def _read(self) -> None:
        """The pages as they are now, in the order of the valley."""
        desk, look = self._desk, self._desk.view.look
        self._look = look
        levels = desk.session.levels if desk.session is not None else desk.levels()
        past = desk.session.person.past.values() if desk.session is not None else ()
        all_of = collection(levels, past, shown=lambda name: picture_for(name, look=look))
        self._pages = {place: all_of[place] for place in (*WORLDS, OWN) if place in all_of}
