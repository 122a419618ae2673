"""The report card: how far each mark is off, what to expect under a person, and keep, repeat or discard."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pygame

from steadyquest.errors import SteadyQuestError
from steadyquest.session.calibration_words import LEAST_MM, believable
from steadyquest.signal.mat import MARKS
from steadyquest.ui.overlay import Confirm, Message, sentence
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.screens.calibrate_plate import SIDE, offs_of, paint_errors, paint_mark, paint_plate, sheet_of
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.analysis.report_card import ReportCard
    from steadyquest.session.calibrating import Calibrating
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

ROW_H = 50.0
MOST_REASONS = 3


class CalibrateCard(Choosing):
    """What came of it."""

    def __init__(self, desk: Desk, *, doing: Calibrating) -> None:
        self._doing = doing
        self._outcome = doing.outcome(made_at=datetime.now(UTC).isoformat(timespec="seconds"))
        super().__init__(desk)

    def buttons(self) -> list[Button]:
        """Keep what is good; repeat what is not."""
        card = self._outcome.card
        bar = [
            Button(key="back", box=(60, BAR_Y, 250, BAR_H), label=tr("Discard"), icon="icon_back"),
            Button(key="again", box=(340, BAR_Y, 270, BAR_H), label=tr("Begin again")),
        ]
        if self._outcome.accepted:
            bar.append(
                Button(key="keep", box=(880, BAR_Y, 340, BAR_H), label=tr("Keep it"), icon="icon_check", kind="main")
            )
        elif card is not None and card.marks_at_fault:
            label = tr("Repeat {marks}").format(marks=", ".join(str(n) for n in card.marks_at_fault))
            bar.append(Button(key="repeat", box=(760, BAR_Y, 460, BAR_H), label=label, kind="main"))
        return bar

    def chosen(self, key: str) -> Screen | None:
        """Keeping is one press; throwing away asks."""
        if key == "keep":
            return self._keep()
        if key == "repeat" and self._outcome.card is not None:
            self._doing.repeat(*self._outcome.card.marks_at_fault)
            return self._marks()
        if key == "again":
            self._doing.begin_again()
            return self._marks()
        question = tr("Throw this calibration away?")
        return Confirm(
            self.desk, self, question=question, yes=tr("Throw away"), no=tr("No"),
            then=lambda: flow.board(self.desk), icon="icon_board",
        )  # fmt: skip

    def paint(self, surface: pygame.Surface) -> None:
        """Arrows at the left, figures or reasons at the right."""
        view, card = self.view, self._outcome.card
        accepted = self._outcome.accepted
        heading(surface, view, tr("The calibration is good") if accepted else tr("The calibration is refused"))
        sheet = sheet_of(self._doing.plan)
        paint_plate(surface, view, sheet)
        for number in self._doing.skipped:
            paint_mark(surface, view, sheet.at(*MARKS[number - 1]), number=number, state="skipped")
        if card is not None:
            paint_errors(surface, view, sheet, offs_of(card))
        view.card(surface, SIDE)
        view.sprite(surface, "icon_check" if accepted else "icon_warning", (SIDE[0] + 52, SIDE[1] + 46), 60)
        self._paint_reasons(surface) if not accepted else self._paint_figures(surface, card)

    def _paint_reasons(self, surface: pygame.Surface) -> None:
        view, (x, y, w, h) = self.view, SIDE
        reasons = self._outcome.refusals[:MOST_REASONS]
        view.words(surface, tr("Why"), (x + 96, y + 12, w - 116, 68), size="large", title=True, align="left")
        each = (h - 100) / len(reasons)
        for i, refusal in enumerate(reasons):
            line = sentence(refusal.line) + "."
            view.words(
                surface, line, (x + 24, y + 88 + i * each, w - 48, each - 6), size="small", align="left", top=True
            )

    def _paint_figures(self, surface: pygame.Surface, card: ReportCard | None) -> None:
        if card is None:
            return
        view, (x, y, w, _) = self.view, SIDE
        grade = tr("Off by {mm}").format(mm=believable(card.rms_mm))
        view.words(surface, grade, (x + 96, y + 12, w - 116, 68), size="large", title=True, align="left")
        for i, (name, value) in enumerate(self._rows(card)):
            top = y + 88 + i * ROW_H
            view.words(
                surface, name, (x + 24, top, 306, ROW_H), size="small", colour=view.colours.ink_soft, align="left"
            )
            view.words(surface, value, (x + 342, top, w - 358, ROW_H), size="small", bold=True, align="left")

    def _rows(self, card: ReportCard) -> list[tuple[str, str]]:
        noise, drift = card.noise_filtered_mm, card.drift_kg
        rows = [
            (tr("Unseen marks"), f"{card.left_out_rms_mm:.1f} mm"),
            (tr("Worst mark"), f"{card.worst_mark}: {card.worst_mm:.1f} mm"),
            (tr("Uncalibrated"), f"{card.before_mm:.1f} mm"),
            (tr("Noise"), "–" if noise is None else f"{noise:.2f} mm"),
            (tr("Drift"), "–" if drift is None else f"{1000 * drift:+z.0f} g"),
        ]
        rows += [
            (tr("Error at {kg} kg").format(kg=kg), f"{mm:.1f} mm" if mm >= LEAST_MM else f"< {LEAST_MM:g} mm")
            for kg, mm in card.error_mm.items()
        ]
        return rows

    def _keep(self) -> Screen:
        from steadyquest.session.calibrations import keep

        store, calibration = self.desk.config.store, self._outcome.calibration
        card = self._outcome.card
        if store is None or calibration is None or card is None:
            return Message(
                self.desk, self, text=tr("There is no database to keep a calibration in."), icon="icon_warning"
            )
        try:
            keep(store, outcome=self._outcome, material=self._doing.material())
        except SteadyQuestError as error:
            return Message(self.desk, self, text=str(error), icon="icon_warning")
        if self.desk.source is not None:
            # What is open uses it at once; each session takes its own zero.
            cast("Any", self.desk.source).calibration = replace(calibration, tare=None)
        said = tr("Kept: off by {mm}. From now on this board uses it.").format(mm=believable(card.rms_mm))
        # The last zero of the procedure is the newest that there is.
        board = flow.board(self.desk, zero=calibration, news=said)
        return Message(self.desk, board, text=said, icon="icon_check")

    def _marks(self) -> Screen:
        from steadyquest.ui.screens.calibrate_marks import CalibrateMarks

        doing = self._doing
        return CalibrateMarks(self.desk, plan=doing.plan, mass_kg=doing.mass_kg or 0.0, doing=doing)
