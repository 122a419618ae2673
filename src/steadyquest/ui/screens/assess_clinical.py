"""Clinical results: tests that are done beside the board, entered by hand and kept with the player."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.errors import RecordError, SteadyQuestError
from steadyquest.records.clinical import CLINICAL, checked, title, told
from steadyquest.ui.overlay import Confirm, Message, sentence
from steadyquest.ui.screens.assess_words import day
from steadyquest.ui.screens.base import BAR_H, BAR_Y, heading
from steadyquest.ui.screens.form import Form
from steadyquest.ui.text_field import TextField
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.records.rows import ClinicalResult
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

CARD = (60.0, 118.0, 1160.0, 466.0)
ROW_H = 108.0
FIELD_X, FIELD_W, FIELD_H = 424.0, 150.0, 64.0
BOXES = {
    kind: (FIELD_X, CARD[1] + 20 + i * ROW_H + (ROW_H - FIELD_H) / 2, FIELD_W, FIELD_H)
    for i, kind in enumerate(CLINICAL)
}
EARLIER = 2
"""So many of the newest are shown beside each line."""


class ClinicalResults(Form):
    """A line for each; what is left empty is not entered. `behind` comes back afterwards."""

    boxes = BOXES
    place = "fog"

    def __init__(self, desk: Desk, *, behind: Screen) -> None:
        self._behind = behind
        self._fields = {kind: TextField("", most=6, allowed="0123456789.,") for kind in CLINICAL}
        self.desk = desk
        self._earlier = self._read()
        self._kept = 0
        super().__init__(desk, focus=next(iter(CLINICAL)))
        pygame.key.start_text_input()

    def buttons(self) -> list[Button]:
        """The lines, and back, take the last away, keep."""
        return [
            *(Button(key=kind, box=box, kind="field") for kind, box in BOXES.items()),
            Button(key="back", box=(60, BAR_Y, 252, BAR_H), label=tr("Back"), icon="icon_back"),
            Button(
                key="undo",
                box=(356, BAR_Y, 440, BAR_H),
                label=tr("Take the last away"),
                enabled=bool(self._earlier),
                hover=False,
            ),
            Button(key="save", box=(840, BAR_Y, 380, BAR_H), label=tr("Keep"), icon="icon_check", kind="main"),
        ]

    def chosen(self, key: str) -> Screen | None:
        """Enter in a line goes to the next one, and from the last to keep."""
        if key == "back":
            return self._behind
        if key in CLINICAL:
            after = [*CLINICAL, "save"]
            self.menu.focus = after[after.index(key) + 1]
            return self
        return self._save() if key == "save" else self._ask_undo()

    def paint(self, surface: pygame.Surface) -> None:
        """What each is called, its unit, and what was entered before."""
        view, soft = self.view, self.view.colours.ink_soft
        heading(surface, view, self._heading())
        view.card(surface, CARD)
        for kind, (x, y, w, h) in BOXES.items():
            view.words(surface, sentence(title(kind)), (CARD[0] + 30, y - 14, 320, h + 28), bold=True, align="left")
            view.words(surface, self._unit(kind), (x + w + 16, y - 14, 116, h + 28), size="small", align="left")
            before = [one for one in self._earlier if one.kind == kind][-EARLIER:]
            lines = [tr("{result}, {day}").format(result=told(kind, one.value), day=day(one.made_at)) for one in before]
            box = (x + w + 146, y - 18, CARD[0] + CARD[2] - x - w - 166, h + 36)
            view.words(surface, "\n".join(reversed(lines)) or "–", box, size="small", colour=soft, align="left")

    def _heading(self) -> str:
        if self._kept:
            return tr("Kept. Thank you.")
        return tr("Results entered by hand, of today")

    @staticmethod
    def _unit(kind: str) -> str:
        limits = CLINICAL[kind]
        if limits.unit != "points":
            return limits.unit
        return tr("{least:g}–{most:g}").format(least=limits.least, most=limits.most)

    def _read(self) -> list[ClinicalResult]:
        store, player = self.desk.config.store, self.desk.player
        return store.results.all(player.id) if store is not None and player is not None else []

    def _save(self) -> Screen:
        store, player, session = self.desk.config.store, self.desk.player, self.desk.session
        try:
            values = {kind: _number(kind, field.text) for kind, field in self._fields.items() if field.text.strip()}
            if not values or store is None or player is None:
                return Message(self.desk, self, text=tr("Type a result into one of the lines first."))
            if session is not None:
                session.keep()
            store.results.add_all(player.id, values=values, session_id=session.id if session is not None else None)
        except SteadyQuestError as error:
            return Message(self.desk, self, text=str(error), icon="icon_warning")
        for field in self._fields.values():
            field.put("")
        self._earlier, self._kept = self._read(), self._kept + 1
        self.refresh()
        self.menu.focus = "back"
        return self

    def _ask_undo(self) -> Screen:
        last = max(self._earlier, key=lambda one: one.id)
        question = tr("Take this away: {test}, {result}, {day}?")
        said = {"test": title(last.kind), "result": told(last.kind, last.value), "day": day(last.made_at)}
        return Confirm(
            self.desk,
            self,
            question=question.format(**said),
            yes=tr("Take it away"),
            no=tr("Leave it"),
            then=lambda: self._undo(last.id),
        )

    def _undo(self, result_id: int) -> Screen:
        store = self.desk.config.store
        try:
            if store is not None:
                store.results.delete(result_id)
        except SteadyQuestError as error:
            return Message(self.desk, self, text=str(error), icon="icon_warning")
        self._earlier, self._kept = self._read(), 0
        self.refresh()
        return self


def _number(kind: str, text: str) -> float:
    """What was typed, with a point or a comma. Raises RecordError for what the test cannot give."""
    try:
        value = float(text.replace(",", "."))
    except ValueError as fault:
        said = tr("{title} cannot be “{text}”; type a number")
        raise RecordError(said.format(title=title(kind), text=text)) from fault
    return checked(kind, value)
