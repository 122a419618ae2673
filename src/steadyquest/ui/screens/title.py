"""Title: the game's name, Play, and what to play with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pygame

from steadyquest.errors import SteadyQuestError
from steadyquest.session.labels import is_board, is_person
from steadyquest.ui.overlay import Confirm, Message
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import Choosing
from steadyquest.ui.screens.finder import Finder
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen
    from steadyquest.ui.view import Box, View

TILE_W, TILE_H, TILE_GAP = 216.0, 168.0, 20.0
TILES_X, TILES_Y = 60.0, 508.0
CARD = (60.0, 378.0, 860.0, 112.0)


class Title(Choosing):
    """The first screen. Nothing slow happens before it was drawn once."""

    lean_at = (462.0, 302.0)
    """Beside Play: the name is in the corner."""

    def __init__(self, desk: Desk) -> None:
        self._finder: Finder | None = None
        self._pads: list[str] = []
        self._drawn = 0
        self._cut_off: Any = None
        """The session that was never closed, if there is one."""
        self._cut_off_player: Any = None
        super().__init__(desk, focus="play")

    def buttons(self) -> list[Button]:
        """Play, the sources, settings and leaving; an offer to carry on when something was cut off."""
        tiles = [
            ("board", tr("Board"), "icon_board"),
            ("keyboard", tr("Keyboard"), "icon_keyboard"),
            ("mouse", tr("Mouse"), "icon_mouse"),
            ("gamepad", tr("Gamepad"), "icon_gamepad"),
            ("sim", tr("Simulated"), "icon_person"),
        ]
        return [
            Button(key="play", box=(60, 250, 340, 104), label=tr("Play"), icon="icon_play", kind="main"),
            *self._offer(),
            *(self._tile(i, *tile) for i, tile in enumerate(tiles)),
            Button(key="settings", box=(740, 36, 280, 76), label=tr("Settings"), icon="icon_settings"),
            Button(key="quit", box=(1040, 36, 180, 76), label=tr("Quit")),
        ]

    def chosen(self, key: str) -> Screen | None:
        """Sources are taken at once; Play goes on with the one that is taken."""
        if key == "back":
            return Confirm(
                self.desk,
                self,
                question=tr("Leave SteadyQuest?"),
                yes=tr("Leave"),
                no=tr("Stay"),
                then=lambda: self.chosen("quit"),
            )
        if key == "quit":
            self._leave()
            self.desk.let_go()
            return None
        if key == "settings":
            return flow.settings(self.desk, self)
        if key in {"carry_on", "close"}:
            return self._answer(carry_on=key == "carry_on")
        if key == "play":
            return self._play()
        if key == "board":
            return self._board()
        return self._take(key)

    def takes_lean(self, key: str) -> bool:
        """To play, and what becomes of a session that was cut off; it is kept either way."""
        return key in {"play", "carry_on", "close"}

    def update(self) -> Screen | None:
        """After the first picture: look for boards and pads, and for a session that was cut off."""
        if self._finder is None and self._drawn:
            self._finder = Finder(self.desk.config.find_boards)
            self._look_for_pads()
            self._look_for_the_cut_off()
        if self._finder is not None and not self.desk.by_hand:
            self._take_what_is_there()
        if self._drawn and self.view.scenery.ready("title"):
            self.view.scenery.preload("meadow")
            self.view.scenery.preload("map")
        self.refresh()
        return self

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Pads come and go."""
        if event.type in {pygame.JOYDEVICEADDED, pygame.JOYDEVICEREMOVED} and self._drawn:
            self._look_for_pads()
        return super().handle(event)

    def paint(self, surface: pygame.Surface) -> None:
        """The name on the sky, and the offer's card."""
        self._drawn += 1
        view = self.view
        view.sprite(surface, "lumi_behind", (1080, 356), 280)
        name = (58.0, 44.0, 700.0, 110.0)
        _cut_out(surface, view, "SteadyQuest", name, size="title", title=True)
        line = tr("Where the weight goes, the light goes.")
        _cut_out(surface, view, line, (62.0, 158.0, 800.0, 56.0), size="large", title=False)
        if self._cut_off is not None:
            view.card(surface, CARD)
            x, y, w, h = CARD
            view.words(surface, self._cut_off_words(), (x + 24, y + 6, w - 478, h - 12), size="small", align="left")

    # -- what to play with ------------------------------------------------------------------------------------

    def _tile(self, i: int, key: str, label: str, icon: str) -> Button:
        box = (TILES_X + i * (TILE_W + TILE_GAP), TILES_Y, TILE_W, TILE_H)
        chosen = self._is_taken(key)
        enabled = key != "gamepad" or bool(self._pads)
        return Button(
            key=key,
            box=box,
            label=label,
            icon=icon,
            kind="tile",
            under=self._state(key),
            chosen=chosen,
            enabled=enabled,
        )

    def _is_taken(self, key: str) -> bool:
        label = self.desk.label
        if key == "board":
            return bool(label) and is_board(label)
        return label == key or (key == "sim" and is_person(label))

    def _state(self, key: str) -> str:
        if key == "board":
            return self._board_state()
        return {
            "keyboard": tr("arrow keys"),
            "mouse": tr("pointer"),
            "gamepad": tr("found") if self._pads else tr("not found"),
            "sim": tr("a person"),
        }[key]

    def _board_state(self) -> str:
        if self._is_taken("board"):
            if self.desk.problem:
                return tr("not there")
            return tr("connected") if self.desk.source is not None else tr("connecting…")
        found = self._finder.found if self._finder is not None else ()
        return tr("choose it") if found else tr("plug it in")

    def _board(self) -> Screen:
        known = self._finder.known if self._finder is not None else None
        if known is not None and not self._is_taken("board"):
            return self._take(known.port)
        self._leave()
        return flow.board(self.desk)

    def _take(self, label: str) -> Screen:
        self.desk.by_hand = True
        self.menu.focus = "play"
        try:
            self.desk.choose(label)
        except SteadyQuestError as error:
            return Message(self.desk, self, text=str(error), icon="icon_warning")
        return self

    def _take_what_is_there(self) -> None:
        """A known board connects by itself, now or when it is plugged in; until then the keyboard serves."""
        known = self._finder.known if self._finder is not None else None
        label = known.port if known is not None else "keyboard"
        if self.desk.label != label and (known is not None or not self.desk.label):
            self.desk.choose(label)

    def _look_for_pads(self) -> None:
        from steadyquest.ui.gamepad import pads

        self._pads = pads()

    def _play(self) -> Screen:
        if not self.desk.label:
            self._take_what_is_there()
        if self.desk.problem:
            return Message(self.desk, self, text=self.desk.problem, icon="icon_warning")
        self._leave()
        return flow.to_player(self.desk)

    def _leave(self) -> None:
        if self._finder is not None:
            self._finder.close()
            self._finder = None

    # -- a session that was cut off ---------------------------------------------------------------------------

    def _offer(self) -> list[Button]:
        if self._cut_off is None:
            return []
        x, y, w, h = CARD
        return [
            Button(key="carry_on", box=(x + w - 440, y + 18, 220, h - 36), label=tr("Carry on")),
            Button(key="close", box=(x + w - 206, y + 18, 190, h - 36), label=tr("Close it")),
        ]

    def _look_for_the_cut_off(self) -> None:
        store = self.desk.config.store
        if store is None:
            return
        self._cut_off = store.sessions.unfinished()
        if self._cut_off is not None:
            mine = (p for p in store.players.all() if p.id == self._cut_off.player_id)
            self._cut_off_player = next(mine, None)
            self.refresh()
            self.menu.focus = "carry_on"

    def _cut_off_words(self) -> str:
        name = self._cut_off_player.name if self._cut_off_player is not None else tr("Somebody")
        return tr("{name}'s session was cut off; it is kept.").format(name=name)

    def _answer(self, *, carry_on: bool) -> Screen:
        """Either way the old session is closed as it stands; carrying on plays on as the same player."""
        store = self.desk.config.store
        if store is not None:
            store.sessions.close_unfinished(self._cut_off.id)
        self._cut_off = None
        self.menu.focus = "play"
        if not carry_on:
            return self
        self.desk.sit_down(self._cut_off_player)
        return self._play()


def _cut_out(surface: pygame.Surface, view: View, words: str, box: Box, *, size: str, title: bool) -> None:
    """Pale letters with a dark edge, legible on any sky."""
    x, y, w, h = box
    for dx, dy in ((-2, 0), (2, 0), (0, -2), (0, 2), (2, 4)):
        place = (x + dx, y + dy, w, h)
        view.words(surface, words, place, size=size, title=title, colour=view.colours.veil, align="left", bold=True)
    view.words(surface, words, box, size=size, title=title, colour=view.colours.on_veil, align="left", bold=True)
