"""Clinical results: tests that are done beside the board, entered by hand and kept with the player."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pygame

from steadyquest.errors import RecordError, SteadyQuestError
from steadyquest.records.clinical import CLINICAL, checked, checked_day, title, told
from steadyquest.session.plan_rules import day_of
from steadyquest.ui.overlay import Confirm, Message, sentence
from steadyquest.ui.screens.assess_words import day
from steadyquest.ui.screens.base import BAR_H, BAR_Y, heading
from steadyquest.ui.screens.form import Form
from steadyquest.ui.text_field import TextField
from steadyquest.ui.widgets import Button
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.records.rows import ClinicalResult
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

CARD = (60.0, 118.0, 1160.0, 466.0)
DAY = "day"
LINES = (DAY, *CLINICAL)
ROW_H = 90.0
FIELD_X, FIELD_W, DAY_W, FIELD_H = 396.0, 150.0, 232.0, 64.0
UNIT_W, LABEL_W = 90.0, 296.0
BOXES = {
    key: (FIELD_X, CARD[1] + 8 + i * ROW_H + (ROW_H - FIELD_H) / 2, DAY_W if key == DAY else FIELD_W, FIELD_H)
    for i, key in enumerate(LINES)
}
EARLIER_BOX = (FIELD_X + DAY_W + 28, BOXES[DAY][1], 264.0, FIELD_H)
EARLIER = 2
"""So many of the newest are shown beside each line."""


class ClinicalResults(Form):
    """The day, and a line for each; what is left empty is not entered. `behind` comes back afterwards."""

    boxes = BOXES
    place = "fog"

    def __init__(self, desk: Desk, *, behind: Screen) -> None:
        self._behind = behind
        self._fields = {kind: TextField("", most=6, allowed="0123456789.,") for kind in CLINICAL}
        self._fields[DAY] = TextField("", most=10, allowed="0123456789-")
        self.desk = desk
        self._earlier = self._read()
        self._kept = 0
        super().__init__(desk, focus=next(iter(CLINICAL)))
        pygame.key.start_text_input()

    def buttons(self) -> list[Button]:
        """The lines, a day earlier, and back, take the last away, keep."""
        return [
            *(Button(key=key, box=box, kind="field") for key, box in BOXES.items()),
            Button(key="earlier", box=EARLIER_BOX, label=tr("A day earlier")),
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

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """To the right of the day's line is a button: there the arrow leads on, and moves no cursor."""
        if self.menu.focus == DAY and event.type == pygame.KEYDOWN and event.key == pygame.K_RIGHT:
            self.menu.focus = "earlier"
            return self
        return super().handle(event)

    def chosen(self, key: str) -> Screen | None:
        """Enter in a line goes to the next one, and from the last to keep."""
        if key == "back":
            return self._behind
        if key in LINES:
            after = [*LINES, "save"]
            self.menu.focus = after[after.index(key) + 1]
            return self
        if key == "earlier":
            self._fields[DAY].put((self._day() - timedelta(days=1)).isoformat())
            return self
        return self._save() if key == "save" else self._ask_undo()

    def paint(self, surface: pygame.Surface) -> None:
        """What each is called, its unit, and what was entered before."""
        view, soft = self.view, self.view.colours.ink_soft
        heading(surface, view, self._heading())
        view.card(surface, CARD)
        self._paint_day(surface)
        titles = tuple(sentence(title(kind)) for kind in CLINICAL)
        for kind in CLINICAL:
            x, y, w, h = BOXES[kind]
            room = (CARD[0] + 30, y - 14, LABEL_W, h + 28)
            view.words(surface, sentence(title(kind)), room, bold=True, align="left", among=titles)
            room = (x + w + 16, y - 14, UNIT_W, h + 28)
            # What was entered before begins right behind it, in small letters too.
            view.words(surface, self._unit(kind), room, size="small", align="left", grows=False)
            before = [one for one in self._earlier if one.kind == kind][-EARLIER:]
            lines = [tr("{result}, {day}").format(result=told(kind, one.value), day=day(one.day)) for one in before]
            left = x + w + 26 + UNIT_W
            box = (left, y - 12, CARD[0] + CARD[2] - left - 14, h + 24)
            view.words(surface, "\n".join(reversed(lines)) or "–", box, size="small", colour=soft, align="left")

    def _paint_day(self, surface: pygame.Surface) -> None:
        """How long ago it was, so that a slip of the pen is seen."""
        view, (_, y, _, h) = self.view, BOXES[DAY]
        view.words(surface, tr("Measured on"), (CARD[0] + 30, y - 14, LABEL_W, h + 28), bold=True, align="left")
        x = EARLIER_BOX[0] + EARLIER_BOX[2] + 22
        ago = (_today() - self._day()).days
        said = trn("{n} day ago", "{n} days ago", ago).format(n=ago) if ago > 0 else ""
        view.words(surface, said, (x, y - 12, CARD[0] + CARD[2] - x - 20, h + 24), size="small", align="left")

    def _empty(self, key: str) -> str:
        """Without a word it is today."""
        return tr("today") if key == DAY else ""

    def _day(self) -> date:
        """The day that stands in its line; today where none does."""
        try:
            return checked_day(self._fields[DAY].text, today=_today())
        except RecordError:
            return _today()

    def _heading(self) -> str:
        if self._kept:
            return tr("Kept. Thank you.")
        return tr("Results entered by hand")

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
            typed = {kind: self._fields[kind].text for kind in CLINICAL}
            values = {kind: _number(kind, text) for kind, text in typed.items() if text.strip()}
            if not values or store is None or player is None:
                return Message(self.desk, self, text=tr("Type a result into one of the lines first."))
            on = self._other_day(player.birth_year)
            # What was measured on another day is no part of this session.
            of = session if on is None else None
            if of is not None:
                of.keep()
            store.results.add_all(player.id, values=values, session_id=of.id if of is not None else None, on=on)
        except SteadyQuestError as error:
            return Message(self.desk, self, text=str(error), icon="icon_warning")
        for field in self._fields.values():
            field.put("")
        self._earlier, self._kept = self._read(), self._kept + 1
        self.refresh()
        self.menu.focus = "back"
        return self

    def _other_day(self, birth_year: int | None) -> date | None:
        """The day in its line; None for today. Raises RecordError for one that cannot be."""
        text, today = self._fields[DAY].text.strip(), _today()
        on = checked_day(text, today=today, birth_year=birth_year) if text else today
        return on if on != today else None

    def _ask_undo(self) -> Screen:
        last = max(self._earlier, key=lambda one: one.id)
        question = tr("Take this away: {test}, {result}, {day}?")
        said = {"test": title(last.kind), "result": told(last.kind, last.value), "day": day(last.day)}
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


def _today() -> date:
    return day_of(datetime.now(UTC))


def _number(kind: str, text: str) -> float:
    """What was typed, with a point or a comma. Raises RecordError for what the test cannot give."""
    try:
        value = float(text.replace(",", "."))
    except ValueError as fault:
        said = tr("{title} cannot be “{text}”; type a number")
        raise RecordError(said.format(title=title(kind), text=text)) from fault
    return checked(kind, value)
