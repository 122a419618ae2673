"""Add player: a nickname and a picture; what else helps is optional and stays on this machine.

The same page serves for another name or picture later.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pygame

from steadyquest.errors import SteadyQuestError
from steadyquest.ui.overlay import Message
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import BAR_H, BAR_Y
from steadyquest.ui.screens.form import Form
from steadyquest.ui.text_field import TextField
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.rows import Player
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

PICTURES = ("fox", "hare", "bear", "otter", "heron", "badger", "robin", "turtle")
CARD = (60.0, 30.0, 1160.0, 554.0)
FIELDS = {
    "name": (430.0, 54.0, 520.0, 64.0),
    "year": (330.0, 418.0, 200.0, 60.0),
    "height": (330.0, 498.0, 200.0, 60.0),
}
SIDES = (None, "left", "right")
OLDEST_YEARS = 120
HEIGHTS_CM = (50, 250)


class AddPlayer(Form):
    """A form that a therapist fills in within ten seconds."""

    boxes = FIELDS

    def __init__(self, desk: Desk, *, name: str = "", player: Player | None = None) -> None:
        self._player = player
        self._picture = (player.picture if player else "") or PICTURES[0]
        self._side = player.affected if player else None
        self._fields = {
            "name": TextField(player.name if player else name, most=40),
            "year": TextField(_digits(player.birth_year if player else None), most=4, allowed="0123456789"),
            "height": TextField(_digits(player.height_cm if player else None), most=3, allowed="0123456789"),
        }
        store = desk.config.store
        self._taken = {p.name.casefold() for p in (store.players.all() if store is not None else [])}
        super().__init__(desk, focus="name")
        pygame.key.start_text_input()

    def buttons(self) -> list[Button]:
        """Fields are buttons too, so that the focus finds them."""
        fields = [Button(key=key, box=box, kind="field") for key, box in FIELDS.items()]
        name, year, height = fields
        pictures = [
            Button(
                key=f"picture {picture}",
                box=(90 + i * 139, 146, 127, 127),
                icon=f"player_{picture}",
                chosen=picture == self._picture,
            )
            for i, picture in enumerate(PICTURES)
        ]
        words = {None: tr("none"), "left": tr("left"), "right": tr("right")}
        sides = [
            Button(key=f"side {side}", box=(752 + i * 152, 488, 140, 72), label=words[side], chosen=side == self._side)
            for i, side in enumerate(SIDES)
        ]
        return [
            name,
            *pictures,
            year,
            height,
            *sides,
            Button(key="back", box=(60, BAR_Y, 240, BAR_H), label=tr("Back"), icon="icon_back"),
            Button(
                key="save",
                box=(880, BAR_Y, 340, BAR_H),
                label=tr("Save") if self._player else tr("Add and play"),
                icon="icon_check",
                kind="main",
            ),
        ]

    def chosen(self, key: str) -> Screen | None:
        """Pictures and sides are picked; Enter in the name saves."""
        kind, _, value = key.partition(" ")
        if key == "back":
            return flow.players(self.desk)
        if kind == "picture":
            self._picture = value
        elif kind == "side":
            self._side = value if value in {"left", "right"} else None
        elif key == "save" or (key == "name" and self._fields["name"].text.strip()):
            return self._save()
        self.refresh()
        return self

    def paint(self, surface: pygame.Surface) -> None:
        """The card, its words, and the fields."""
        view, soft = self.view, self.view.colours.ink_soft
        view.card(surface, CARD)
        view.words(surface, tr("Nickname"), (90, 54, 320, 64), size="large", title=True, align="left")
        view.words(surface, tr("Optional"), (90, 306, 260, 52), size="large", title=True, align="left")
        why = tr("It stays on this machine. Height makes the first reach fit; the weaker side can get more turns.")
        view.words(surface, why, (360, 300, 820, 84), size="small", colour=soft, align="left")
        view.words(surface, tr("Birth year"), (90, 418, 230, 60), align="left")
        view.words(surface, tr("Height, cm"), (90, 498, 230, 60), align="left")
        view.words(surface, tr("Weaker side"), (752, 418, 440, 60), align="left")

    def _empty(self, key: str) -> str:
        return self._suggestion() if key == "name" else ""

    def _suggestion(self) -> str:
        """What the player is called when nothing is typed, so that a pad alone is enough."""
        words = {
            "fox": tr("Fox"),
            "hare": tr("Hare"),
            "bear": tr("Bear"),
            "otter": tr("Otter"),
            "heron": tr("Heron"),
            "badger": tr("Badger"),
            "robin": tr("Robin"),
            "turtle": tr("Turtle"),
        }
        word = words.get(self._picture, tr("Player"))
        names = (word if n == 1 else f"{word} {n}" for n in range(1, len(self._taken) + 2))
        return next(name for name in names if name.casefold() not in self._taken)

    def _save(self) -> Screen:
        try:
            player = self._written()
        except (SteadyQuestError, ValueError) as error:
            return Message(self.desk, self, text=str(error), icon="icon_warning")
        if self._player is not None:
            return flow.players(self.desk)
        self.desk.sit_down(player)
        return flow.step_on(self.desk)

    def _written(self) -> Player:
        store = self.desk.config.store
        if store is None:
            raise ValueError(tr("There is no database to keep a player in."))
        this_year = datetime.datetime.now().astimezone().year
        year = _number(self._fields["year"].text, tr("birth year"), limits=(this_year - OLDEST_YEARS, this_year))
        height = _number(self._fields["height"].text, tr("height"), limits=HEIGHTS_CM)
        name = self._fields["name"].text.strip() or self._suggestion()
        more: dict[str, Any] = {
            "picture": self._picture,
            "birth_year": year,
            "height_cm": height,
            "affected": self._side,
        }
        if self._player is None:
            return store.players.add(name, **more)
        if name != self._player.name:
            store.players.rename(self._player.id, name)
        return store.players.update(self._player.id, **more)


def _digits(value: float | None) -> str:
    return f"{value:.0f}" if value else ""


def _number(text: str, what: str, *, limits: tuple[int, int]) -> int | None:
    if not text:
        return None
    least, most = limits
    if not least <= int(text) <= most:
        problem = tr("The {what} {found} cannot be; {least} to {most}, or leave it empty.")
        raise ValueError(problem.format(what=what, found=text, least=least, most=most))
    return int(text)
