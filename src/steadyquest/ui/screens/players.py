"""Players: everybody's picture. Choose, add, rename, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pygame

from steadyquest.errors import SteadyQuestError
from steadyquest.ui.overlay import Confirm, Message
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.rows import Player
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

COLUMNS, ROWS = 4, 2
PER_PAGE = COLUMNS * ROWS
TILE_W, TILE_H, GAP = 230.0, 214.0, 24.0
LEFT = (1280 - COLUMNS * TILE_W - (COLUMNS - 1) * GAP) / 2
TOP = 128.0
Mode = Literal["play", "rename", "delete"]


class Players(Choosing):
    """A page of players."""

    def __init__(self, desk: Desk, *, mode: Mode = "play") -> None:
        store = desk.config.store
        self._players: list[Player] = list(store.players.all()) if store is not None else []
        self._mode: Mode = mode
        self._page = 0
        super().__init__(desk)

    def buttons(self) -> list[Button]:
        """A tile for each player of the page, arrows when there are more, and the bar."""
        shown = self._players[self._page * PER_PAGE : (self._page + 1) * PER_PAGE]
        tiles = [self._tile(i, player) for i, player in enumerate(shown)]
        return [*tiles, *self._arrows(), *self._bar()]

    def chosen(self, key: str) -> Screen | None:
        """A player plays, gets another name or goes, as the mode says."""
        if key == "back":
            return flow.title(self.desk) if self._mode == "play" else self._switch("play")
        if key == "add":
            return flow.add_player(self.desk)
        if key in {"rename", "delete"}:
            return self._switch("rename" if key == "rename" else "delete")
        if key in {"earlier", "later"}:
            self._page += 1 if key == "later" else -1
            self.refresh()
            return self
        return self._take(next(p for p in self._players if f"player {p.id}" == key))

    def takes_lean(self, key: str) -> bool:
        """Who plays, and looking for one's picture; names and records are the therapist's."""
        return self._mode == "play" and (key.startswith("player ") or key in {"earlier", "later"})

    def paint(self, surface: pygame.Surface) -> None:
        """The question."""
        questions = {
            "play": tr("Who is playing?") if self._players else tr("Who is playing? Add the first player."),
            "rename": tr("Who gets another name or picture?"),
            "delete": tr("Whose records are to be deleted?"),
        }
        heading(surface, self.view, questions[self._mode])

    def _tile(self, i: int, player: Player) -> Button:
        row, column = divmod(i, COLUMNS)
        box = (LEFT + column * (TILE_W + GAP), TOP + row * (TILE_H + GAP), TILE_W, TILE_H)
        picture = f"player_{player.picture or 'fox'}"
        return Button(key=f"player {player.id}", box=box, label=player.name, icon=picture, kind="tile")

    def _arrows(self) -> list[Button]:
        pages = -(-len(self._players) // PER_PAGE)
        y = TOP + TILE_H - 30
        arrows = [
            Button(key="earlier", box=(34, y, 84, 84), label="‹", enabled=self._page > 0),
            Button(key="later", box=(1162, y, 84, 84), label="›", enabled=self._page + 1 < pages),
        ]
        return arrows if pages > 1 else []

    def _bar(self) -> list[Button]:
        some = bool(self._players)
        names = [
            ("add", tr("Add"), "icon_add", True),
            ("rename", tr("Rename"), "", some),
            ("delete", tr("Delete"), "", some),
            ("back", tr("Back"), "icon_back", True),
        ]
        return [
            Button(
                key=key,
                box=(LEFT + i * (TILE_W + GAP), BAR_Y, TILE_W, BAR_H),
                label=label,
                icon=icon,
                enabled=enabled,
                chosen=key == self._mode,
                hover=key != "delete",
                kind="main" if key == "add" and not some else "plain",
            )
            for i, (key, label, icon, enabled) in enumerate(names)
        ]

    def _switch(self, mode: Mode) -> Screen:
        self._mode = mode if mode != self._mode else "play"
        self.refresh()
        if self._players:
            self.menu.focus = self.menu.buttons[0].key
        return self

    def _take(self, player: Player) -> Screen | None:
        if self._mode == "play":
            self.desk.sit_down(player)
            return flow.step_on(self.desk)
        if self._mode == "rename":
            from steadyquest.ui.screens.add_player import AddPlayer

            return AddPlayer(self.desk, player=player)
        question = tr("Delete {name} and every session, run and sample of theirs? This cannot be undone.")
        return Confirm(
            self.desk,
            self,
            question=question.format(name=player.name),
            yes=tr("Delete"),
            no=tr("Keep"),
            then=lambda: self._delete(player),
            icon="icon_warning",
        )

    def _delete(self, player: Player) -> Screen:
        if self.desk.config.store is not None:
            try:
                self.desk.config.store.players.delete(player.id)
            except SteadyQuestError as error:
                return Message(self.desk, Players(self.desk), text=str(error), icon="icon_warning")
        if self.desk.player is not None and self.desk.player.id == player.id:
            self.desk.player = None
        return Players(self.desk)
