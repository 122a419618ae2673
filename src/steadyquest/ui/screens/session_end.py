"""Session end: what was done, and the report."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from steadyquest.errors import SteadyQuestError
from steadyquest.session.assessments.levels import is_measured
from steadyquest.ui.overlay import Message, sentence
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing
from steadyquest.ui.system import to_clipboard
from steadyquest.ui.widgets import Button
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.session.result import SessionSummary
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

MOST_LINES = 4
NOTES_BOX = (788.0, 490.0, 344.0, 66.0)
"""In the card, beside where the report lies."""
CLOSES_S = 8.0
"""With levels from the command line the game closes by itself."""


class SessionEnd(Choosing):
    """The session is closed and on disk when this shows."""

    def __init__(self, desk: Desk) -> None:
        self._since_s = desk.clock()
        self._report = self._next_hours(desk)
        self._session_id = desk.summary.session_id if desk.summary is not None else None
        self._at_work: threading.Thread | None = None
        self._was_busy = False
        self._lines: tuple[str, ...] = ()
        super().__init__(desk)
        if desk.config.home is not None and self._session_id is not None:
            self._begin(self._leave, tr("Writing the file for the clinic…"))

    def buttons(self) -> list[Button]:
        """Report, giving the session to another player, back to the title, leave."""
        can = self.desk.config.write_report is not None and self._session_id is not None and not self._at_work
        if self.desk.config.home is not None:
            return [
                Button(
                    key="quit", box=(932, BAR_Y, 288, BAR_H), label=tr("Done"), kind="main", enabled=not self._is_busy()
                )
            ]
        notes = [Button(key="notes", box=NOTES_BOX, label=tr("Copy for the notes"), enabled=can)]
        return [
            *(notes if self.desk.config.notes_of is not None else []),
            Button(key="report", box=(60, BAR_Y, 340, BAR_H), label=tr("Make the report"), enabled=can),
            Button(key="owner", box=(424, BAR_Y, 280, BAR_H), label=tr("Other player"), enabled=self._is_kept()),
            Button(key="quit", box=(728, BAR_Y, 180, BAR_H), label=tr("Quit")),
            Button(key="title", box=(932, BAR_Y, 288, BAR_H), label=tr("Next player"), kind="main"),
        ]

    def chosen(self, key: str) -> Screen | None:
        """The report is written beside the game."""
        if self.desk.config.home is not None:
            # Whoever closes the game must not cut the file for the clinic off.
            return self if self._is_busy() else None
        if key == "quit":
            return None
        if key == "owner" and self._session_id is not None:
            from steadyquest.ui.screens.owner import Owner

            self._since_s = float("inf")
            try:
                return Owner(self.desk, behind=self, session_id=self._session_id)
            except SteadyQuestError as error:
                return Message(self.desk, self, text=str(error), icon="icon_warning")
        if key == "report":
            self._begin(self._write, tr("Writing the report…"))
            return self
        if key == "notes":
            self._begin(self._gather_notes, tr("Gathering the lines…"))
            return self
        self.desk.let_go()
        self.desk.player = None
        return flow.title(self.desk)

    def _begin(self, work: Callable[[], None], words: str) -> None:
        """Work beside the screen, which waits with closing by itself."""
        self._since_s = float("inf")
        self._at_work = threading.Thread(target=work, daemon=True, name="write a file")
        self._report, self._was_busy = words, True
        self._at_work.start()
        self.refresh()

    def tell(self, words: str) -> None:
        """Something to know, in the card's last lines."""
        self._report = words

    def update(self) -> Screen | None:
        """After given levels the game closes by itself."""
        if self._was_busy and not self._is_busy():
            self._was_busy = False
            self._copy_notes()
            self.refresh()
        waited = self.desk.clock() - self._since_s > CLOSES_S
        return None if self.desk.config.given_levels and waited else self

    def paint(self, surface: pygame.Surface) -> None:
        """Minutes, levels with their stars, repetitions; where the report is."""
        view, summary = self.view, self.desk.summary
        view.card(surface, (120, 40, 1040, 540))
        view.words(surface, tr("Well done, that was today"), (160, 52, 960, 84), size="heading", title=True)
        if summary is None:
            return
        view.words(surface, self._done(summary), (160, 136, 960, 56), size="large")
        if not self.desk.results:
            view.sprite(surface, "lumi_happy", (640, 306), 210)
        for i, result in enumerate(self.desk.results[-MOST_LINES:]):
            y = 206 + i * 52
            view.sprite(surface, f"icon_lantern_{result.rung}", (200, y + 24), 44)
            view.words(surface, result.title, (240, y, 620, 48), align="left")
            for star in range(0 if is_measured(result.level_key) else 3):
                name = "icon_star" if star < result.stars else "icon_star_empty"
                view.sprite(surface, name, (920 + star * 56, y + 24), 42)
        view.words(
            surface,
            sentence(self._report),
            (160, 414, 610, 148),
            size="small",
            colour=view.colours.ink_soft,
            align="left",
        )

    def _done(self, summary: SessionSummary) -> str:
        """How much it was: levels and what was measured are counted apart."""
        trials = sum(is_measured(result.level_key) for result in self.desk.results)
        levels, minutes, reps = summary.runs - trials, round(summary.minutes), summary.reps
        parts = (
            trn("{n} minute", "{n} minutes", minutes).format(n=minutes),
            trn("{n} level", "{n} levels", levels).format(n=levels) if levels or not trials else "",
            trn("{n} measurement", "{n} measurements", trials).format(n=trials) if trials else "",
            trn("{n} try", "{n} tries", reps).format(n=reps) if levels or not trials else "",
        )
        return " · ".join(part for part in parts if part)

    @staticmethod
    def _next_hours(desk: Desk) -> str:
        """For the therapist: which skills may be played at another hour next time. The numbers are in the report."""
        store, player = desk.config.store, desk.player
        if store is None or player is None or not desk.results:
            return ""
        from steadyquest.reports.progress_words import next_hours
        from steadyquest.session.person import Person

        return next_hours(Person(player, options=desk.config.options, store=store).rung_advice())

    def _is_kept(self) -> bool:
        return self.desk.config.store is not None and self._session_id is not None

    def _is_busy(self) -> bool:
        return self._at_work is not None and self._at_work.is_alive()

    def _leave(self) -> None:
        """The one file that the clinic takes in."""
        home = self.desk.config.home
        try:
            if home is not None:
                self._report = tr("For the clinic: {path}").format(path=Path(home.leave()).resolve())
        except (SteadyQuestError, OSError) as error:
            self._report = str(error)

    def _gather_notes(self) -> None:
        number, gather = self._session_id, self.desk.config.notes_of
        if number is None or gather is None:
            return
        try:
            self._lines = tuple(gather(number))
        except SteadyQuestError as error:
            self._report = str(error)

    def _copy_notes(self) -> None:
        """To the clipboard, in the thread that has the window."""
        lines, self._lines = self._lines, ()
        if lines:
            copied = to_clipboard("\n".join(lines))
            self._report = (
                tr("Five lines for your notes can be pasted now; they name nobody.")
                if copied
                else tr("There is no clipboard here: “steadyquest report last --notes” prints the lines.")
            )

    def _write(self) -> None:
        number, write = self._session_id, self.desk.config.write_report
        if number is None or write is None:
            return
        try:
            self._report = tr("The report is here: {path}").format(path=Path(write(number)).resolve())
        except (SteadyQuestError, OSError) as error:
            self._report = str(error)
