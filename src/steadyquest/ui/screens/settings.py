"""Settings: a few rows, each with its choices. They are the player's where one plays, else until the game closes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pygame

from steadyquest.session.today import STOP_PAIN
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.video import MODES
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

CARD = (60.0, 118.0, 1160.0, 466.0)
ROW_H = 64.0
STEADINESS = ("lively", "normal", "calm")
MINUTES = (5, 10, 15, 20, 30)
STRONG_PAIN = 3
"""The face, of 0 to 4, at which the therapist is asked; another one with `players set NAME stop_pain=N`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One setting: its name, its values with their words, what is set now, and how to set it."""

    key: str
    name: str
    choices: tuple[tuple[Any, str], ...]
    now: Any
    take: Callable[[Any], None]


class Settings(Choosing):
    """The screen behind comes back with everything applied."""

    def __init__(self, desk: Desk, behind: Screen) -> None:
        self._behind = behind
        super().__init__(desk)

    def rows(self) -> list[Row]:
        """What can be set in this version."""
        desk = self.desk
        looks = (("story", tr("Story")), ("plain", tr("Plain")), ("contrast", tr("High contrast")))
        steady = dict(zip(STEADINESS, (tr("Lively"), tr("Normal"), tr("Calm")), strict=True))
        video = dict(zip(MODES, (tr("Automatic"), tr("Software"), tr("Graphics card")), strict=True))
        centres = {"own": tr("As one stands"), "between": tr("In between"), "middle": tr("Of the board")}
        faces = {"no": tr("Not asked"), "ask": tr("Asked"), "stop": tr("Pain stops")}
        steadiness = desk.setting("steadiness", "normal")
        return [
            Row("look", tr("Look"), looks, desk.view.look, desk.change_look),
            Row("steady", tr("Cursor"), tuple(steady.items()), steadiness, self._saves("steadiness")),
            Row("centre", tr("Middle"), tuple(centres.items()), desk.setting("centre", "own"), self._saves("centre")),
            Row("minutes", tr("Minutes"), tuple((m, str(m)) for m in MINUTES), desk.minutes, desk.choose_minutes),
            Row("faces", tr("Faces"), tuple(faces.items()), self._faces_now(), self._take_faces),
            Row("video", tr("Video"), tuple(video.items()), desk.video_choice, desk.choose_video),
        ]

    def buttons(self) -> list[Button]:
        """A button for each choice of each row."""
        buttons = []
        for i, row in enumerate(self.rows()):
            width = (860.0 - 12 * (len(row.choices) - 1)) / len(row.choices)
            for j, (value, words) in enumerate(row.choices):
                box = (336 + j * (width + 12), CARD[1] + 16 + i * ROW_H, width, ROW_H - 12)
                buttons.append(Button(key=f"{row.key} {j}", box=box, label=words, chosen=value == row.now))
        return [*buttons, Button(key="back", box=(60, BAR_Y, 240, BAR_H), label=tr("Back"), icon="icon_back")]

    def chosen(self, key: str) -> Screen | None:
        """Take the choice; it shows at once."""
        if key == "back":
            return self._behind
        name, _, number = key.partition(" ")
        row = next(row for row in self.rows() if row.key == name)
        row.take(row.choices[int(number)][0])
        self.refresh()
        return self

    def paint(self, surface: pygame.Surface) -> None:
        """The names of the rows, and whose settings they are."""
        view = self.view
        player = self.desk.player
        title = tr("Settings of {name}").format(name=player.name) if player is not None else tr("Settings")
        heading(surface, view, title)
        view.card(surface, CARD)
        for i, row in enumerate(self.rows()):
            view.words(surface, row.name, (90, CARD[1] + 16 + i * ROW_H, 236, ROW_H - 12), bold=True, align="left")
        y = CARD[1] + 16 + len(self.rows()) * ROW_H
        note = tr("Cursor, middle and minutes: from the next session. Video: from the next start.")
        view.words(surface, note, (90, y - 4, 1100, 84), size="small", colour=view.colours.ink_soft, align="left")

    def _faces_now(self) -> str:
        """Whether the player is asked how it feels, and whether strong pain asks the therapist."""
        if not self.desk.setting("faces", False):
            return "no"
        return "stop" if self.desk.setting(STOP_PAIN, None) is not None else "ask"

    def _take_faces(self, choice: str) -> None:
        self.desk.save_setting("faces", choice != "no")
        kept = self.desk.setting(STOP_PAIN, None) or STRONG_PAIN
        self.desk.save_setting(STOP_PAIN, kept if choice == "stop" else None)

    def _saves(self, name: str) -> Callable[[Any], None]:
        return lambda value: self.desk.save_setting(name, value)
