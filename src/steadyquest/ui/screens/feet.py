"""Place the feet: which letters of the mat the heels stand on, by typing, by buttons, or by pointing at the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.errors import SignalError
from steadyquest.signal.mat import USUAL, Feet, moved, nearest, parse_feet, with_foot
from steadyquest.ui.mat_picture import SOLES, draw_mat, foot_mm, frame
from steadyquest.ui.overlay import sentence
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.text_field import TextField
from steadyquest.ui.view import Box
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

MAT = (360.0, 122.0, 560.0, 458.0)
TYPED = (330.0, BAR_Y, 250.0, BAR_H)
COLUMN_W, STEP_H, GAP = 270.0, 74.0, 12.0
COLUMNS = {"left": 60.0, "right": 950.0}
TOP = 212.0
MOST = 24


class PlaceFeet(Choosing):
    """What is chosen here is known from then on; Back leaves it as it was."""

    place = "meadow"

    def __init__(self, desk: Desk, behind: Screen) -> None:
        self._behind = behind
        self._feet = desk.feet or desk.last_feet or USUAL
        self._problem = ""
        self._typed = TextField("", most=MOST)
        height_cm = desk.player.height_cm if desk.player else None
        self._length_mm = foot_mm(height_cm)
        super().__init__(desk, focus="ok")
        pygame.key.start_text_input()

    def buttons(self) -> list[Button]:
        """Four ways for each foot; what is typed; unknown; done."""
        bar = [
            Button(key="back", box=(60, BAR_Y, 240, BAR_H), label=tr("Back"), icon="icon_back"),
            Button(key="typed", box=TYPED, kind="field"),
            Button(key="unknown", box=(610, BAR_Y, 250, BAR_H), label=tr("Not known")),
            Button(key="ok", box=(890, BAR_Y, 330, BAR_H), label=tr("They stand so"), icon="icon_check", kind="main"),
        ]
        return [*self._ways("left"), *self._ways("right"), *bar]

    def _ways(self, foot: str) -> list[Button]:
        x, half = COLUMNS[foot], (COLUMN_W - GAP) / 2
        out = -1 if foot == "left" else 1
        rows = [TOP + i * (STEP_H + GAP) for i in range(3)]
        sides = {out: tr("out"), -out: tr("in")}
        boxes: list[tuple[str, Box, str]] = [
            ("forward", (x, rows[0], COLUMN_W, STEP_H), tr("forward")),
            ("left", (x, rows[1], half, STEP_H), sides[-1]),
            ("right", (x + half + GAP, rows[1], half, STEP_H), sides[1]),
            ("backward", (x, rows[2], COLUMN_W, STEP_H), tr("backward")),
        ]
        return [Button(key=f"{foot} {way}", box=box, label=words) for way, box, words in boxes]

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Letters and digits go into the line, wherever the focus is; a click on the mat puts the nearer foot there."""
        if self._is_typing(event):
            self.menu.focus = "typed"
        if self.menu.focus == "typed" and self._typed.handle(event):
            self._read(final=False)
            return self
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self._pointed(event.pos):
            return self
        return super().handle(event)

    def chosen(self, key: str) -> Screen | None:
        """A step, or the way back with the feet, without them, or with things as they were."""
        foot, _, way = key.partition(" ")
        if way:
            ml_steps, ap_steps = {"left": (-1, 0), "right": (1, 0), "forward": (0, 1), "backward": (0, -1)}[way]
            self._take(moved(self._feet, foot=foot, ml_steps=ml_steps, ap_steps=ap_steps))
            return self
        if key in {"ok", "typed"} and not self._read(final=True):
            return self
        if key == "typed":
            self.menu.focus = "ok"
            return self
        if key != "back":
            self.desk.place_feet(self._feet if key == "ok" else None)
        return self._behind

    def paint(self, surface: pygame.Surface) -> None:
        """How far apart, the mat, and what each foot's place is called."""
        view = self.view
        said = tr("Where do the feet stand? {feet}: {mm:.0f} mm apart")
        words = sentence(self._problem) or said.format(feet=self._feet, mm=self._feet.separation_mm)
        heading(surface, view, words)
        draw_mat(surface, view, MAT, feet=self._feet, length_mm=self._length_mm)
        names = {"left": tr("Left foot"), "right": tr("Right foot")}
        places = dict(zip(("left", "right"), str(self._feet).split(), strict=True))
        for foot, x in COLUMNS.items():
            view.card(surface, (x, MAT[1], COLUMN_W, 76), edge=SOLES[foot], edge_units=4)
            view.words(surface, f"{names[foot]} {places[foot]}", (x + 12, MAT[1] + 4, COLUMN_W - 24, 68), bold=True)
        how = tr("Heels on letter and number")
        for x in COLUMNS.values():
            view.card(surface, (x, 478, COLUMN_W, 102))
        left, right = COLUMNS.values()
        view.words(surface, how, (left + 12, 482, COLUMN_W - 24, 94), size="small")
        more = tr("Or click where it stands")
        view.words(surface, more, (right + 12, 482, COLUMN_W - 24, 94), size="small")

    def draw(self, surface: pygame.Surface) -> None:
        """The line to type in comes last, over its focus."""
        super().draw(surface)
        focused = self.menu.focus == "typed"
        self._typed.draw(surface, self.view, TYPED, focused=focused, empty=tr("or type: C4 C4"))

    def _is_typing(self, event: pygame.event.Event) -> bool:
        typed = getattr(event, "text", "") if event.type == pygame.TEXTINPUT else getattr(event, "unicode", "")
        return event.type in {pygame.KEYDOWN, pygame.TEXTINPUT} and bool(typed) and typed.isalnum()

    def _read(self, *, final: bool) -> bool:
        """Take over what is typed as soon as it is a pair; say what is wrong only when it is meant to be one."""
        self._problem = ""
        if not self._typed.text.strip():
            return True
        try:
            self._feet = parse_feet(self._typed.text)
        except SignalError as fault:
            self._problem = str(fault) if final else ""
            return False
        return True

    def _take(self, feet: Feet) -> None:
        self._feet = feet
        self._problem = ""
        self._typed.put("")

    def _pointed(self, pos: tuple[int, int]) -> bool:
        at, (x, y) = frame(MAT), self.view.canvas.units(*pos)
        if not (MAT[0] <= x < MAT[0] + MAT[2] and MAT[1] <= y < MAT[1] + MAT[3]):
            return False
        mark = at.mark(x, y)
        foot = "left" if mark.ml_mm < self._feet.middle_mm else "right"
        self._take(with_foot(self._feet, foot=foot, at=nearest(*mark)))
        return True
