"""Board: which port it is on, how well it sends, what its four cells feel, and what to do next.

For the therapist or the maker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.conventions import BoardSample
from steadyquest.session.board_test import SYMPTOMS, kg_per_count
from steadyquest.session.labels import is_hand
from steadyquest.signal.calibration import Calibration
from steadyquest.signal.tare import Tare
from steadyquest.ui.overlay import Confirm, sentence
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.screens.board_plate import CELLS, Corner, Loads, Rates, State, Trail, draw_plate
from steadyquest.ui.screens.board_test import SelfTest
from steadyquest.ui.screens.finder import Finder
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.session.board_test import Report
    from steadyquest.ui.config import FoundBoard
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

PLATE = (60.0, 122.0, 560.0, 458.0)
SIDE = (640.0, 122.0, 580.0, 458.0)
ROW_H = 86.0
MOST_PORTS = 4
FACT_H = 44.0


class Board(Choosing):
    """Ports while nothing is open; health and cells once something is."""

    def __init__(self, desk: Desk, *, zero: Calibration | None = None, news: str = "") -> None:
        self._finder = Finder(desk.config.find_boards)
        self._report: Report | None = None
        self._tare: Tare | None = None
        self._zero, self._news = zero, news
        self._loads_kg: Loads | None = None
        self._came = desk.earlier.came
        self._rates, self._trail = Rates(), Trail()
        super().__init__(desk)

    def buttons(self) -> list[Button]:
        """Ports to choose from, or what can be done with the board; back, and play when there is something to play."""
        ready = self._is_open()
        bar = [
            Button(key="back", box=(60, BAR_Y, 220, BAR_H), label=tr("Back"), icon="icon_back"),
            Button(
                key="play",
                box=(960, BAR_Y, 260, BAR_H),
                label=tr("Play"),
                icon="icon_play",
                kind="main",
                enabled=ready,
            ),
        ]
        x, y, w, h = SIDE
        if ready:
            half = (w - 60) / 2
            return [
                Button(key="tare", box=(x + 20, y + h - 94, half, 74), label=tr("Zero now")),
                Button(key="other", box=(x + 40 + half, y + h - 94, half, 74), label=tr("Other port")),
                Button(key="test", box=(300, BAR_Y, 320, BAR_H), label=tr("Test the board")),
                Button(key="calibrate", box=(640, BAR_Y, 300, BAR_H), label=tr("Calibrate")),
                *bar,
            ]
        ports = [
            Button(
                key=board.port,
                box=(x + 24, y + 72 + i * ROW_H, w - 48, ROW_H - 12),
                label=board.port,
                icon="icon_board",
                under=board.description,
            )
            for i, board in enumerate(self._finder.found[: MOST_PORTS - 2 * (self.desk.opening is not None)])
        ]
        return [*ports, *bar]

    def chosen(self, key: str) -> Screen | None:
        """A port that is not known is opened only after a yes."""
        if key in {"back", "play"}:
            self._finder.close()
            return flow.title(self.desk) if key == "back" else flow.to_player(self.desk)
        source = self.desk.source
        if key == "test" and source is not None:
            return SelfTest(self.desk, source, then=self.tested)
        if key == "calibrate" and source is not None:
            self._finder.close()
            return self._calibrate()
        if key == "tare":
            self._tare, self._news = Tare(self._calibration()), ""
        elif key == "other":
            self.desk.let_go()
            self._zero, self._report, self._news = None, None, ""
        elif board := next((board for board in self._finder.found if board.port == key), None):
            return self._ask(board)
        # A board that was pulled out while it was being clicked is simply not there any more.
        self.refresh()
        return self

    def tested(self, report: Report | None) -> Screen:
        """The self-test is over; it was stopped when there is no report."""
        self._report = report or self._report
        if report is not None and report.zero is not None:
            self._zero = self._calibration().tared(report.zero)
        self.refresh()
        return self

    def update(self) -> Screen | None:
        """Take over what was opened, and follow the tare."""
        self.refresh()
        samples = self.desk.earlier.since(self._came)
        self._came = self.desk.earlier.came
        if self._is_open():
            self._take_in(samples)
        return self

    def paint(self, surface: pygame.Surface) -> None:
        """The plate from above at the left; the list, or how the board is, at the right."""
        heading(surface, self.view, tr("The board"))
        self.view.card(surface, PLATE)
        self.view.card(surface, SIDE)
        corners = {cell: self._corner(cell) for cell in CELLS} if self._is_open() else {}
        draw_plate(surface, self.view, PLATE, corners, trail=self._trail if self._is_open() else None)
        if self._is_open():
            self._paint_health(surface)
        else:
            self._paint_ports(surface)

    def _take_in(self, samples: list[BoardSample]) -> None:
        for sample in samples:
            if self._tare is not None and self._tare.feed(sample) and self._tare.zero is not None:
                self._zero, self._tare = self._calibration().tared(self._tare.zero), None
        self._rates.feed(samples)
        if samples:
            self._loads_kg = self._loads(samples[-1])
            self._trail.feed(self._loads_kg)

    def _calibrate(self) -> Screen:
        from steadyquest.ui.screens.calibrate import Calibrate

        return Calibrate(self.desk)

    # -- ports ------------------------------------------------------------------------------------------------

    def _is_open(self) -> bool:
        return self.desk.source is not None and not is_hand(self.desk.label)

    def _ask(self, board: FoundBoard) -> Screen:
        if board.known:
            return self._take(board)
        question = tr("Is this the balance board? Other things look the same from here: {what} on {port}.")
        return Confirm(
            self.desk,
            self,
            question=question.format(what=board.description, port=board.port),
            yes=tr("Yes, open it"),
            no=tr("No"),
            then=lambda: self._take(board),
            icon="icon_board",
        )

    def _take(self, board: FoundBoard) -> Screen:
        self.desk.by_hand = True
        self.desk.choose(board.port)
        self.refresh()
        return self

    def _paint_ports(self, surface: pygame.Surface) -> None:
        view = self.view
        x, y, w, h = SIDE
        opening = self.desk.opening
        if opening is not None:
            symptom = SYMPTOMS.get(opening.code)
            words = tr("Opening {port}… the board needs a few seconds.").format(port=self.desk.label)
            if self.desk.problem:
                words = f"{self.desk.problem}. {symptom.shown().mend}" if symptom else self.desk.problem
            colour = view.colours.bad if self.desk.problem else view.colours.ink
            view.words(
                surface, sentence(words), (x + 24, y + 252, w - 48, h - 260), size="small", colour=colour, align="left"
            )
        if self._finder.found:
            view.words(surface, tr("Which one is it?"), (x + 24, y + 10, w - 48, 60), bold=True, align="left")
            return
        words = sentence(self._finder.problem) or tr("Plug the board into a USB port. It shows up here by itself.")
        view.words(surface, words, (x + 30, y + 40, w - 60, 200), size="large", align="left")

    # -- how it is --------------------------------------------------------------------------------------------

    def _paint_health(self, surface: pygame.Surface) -> None:
        source, view = self.desk.source, self.view
        if source is None:
            return
        health = source.health
        total = tr("no zero yet") if self._loads_kg is None else f"{sum(self._loads_kg):.1f} kg".replace("-0.0", "0.0")
        rows = [
            (tr("Board"), source.board_id),
            (tr("Rate"), f"{health.rate_hz:.0f} Hz" if health.connected else tr("gone")),
            (tr("Lost, broken"), f"{health.gaps}, {health.corrupt}"),
            (tr("Load"), total),
            (tr("Calibration"), self._calibration_words(source.calibration)),
        ]
        x, y, w, _ = SIDE
        for i, (name, value) in enumerate(rows):
            top = y + 10 + i * FACT_H
            view.words(
                surface, name, (x + 24, top, 230, FACT_H), size="small", colour=view.colours.ink_soft, align="left"
            )  # fmt: skip
            view.words(surface, value, (x + 262, top, w - 286, FACT_H), size="small", bold=True, align="left")
        bad = bool(health.problem) or bool(self._report and self._report.findings)
        box = (x + 24, y + 18 + len(rows) * FACT_H, w - 48, 112)
        colour = view.colours.bad if bad else view.colours.ink
        view.words(surface, sentence(health.problem) or self._advice(), box, size="small", colour=colour, align="left")

    def _calibration_words(self, calibration: Calibration) -> str:
        names = {"nominal": tr("nominal"), "gains": tr("four gains"), "map": tr("full map")}
        made = f", {calibration.made_at[:10]}" if calibration.made_at else ""
        return names.get(calibration.kind, calibration.kind) + made

    def _advice(self) -> str:
        """What to do next."""
        report = self._report
        if self._tare is not None:
            return tr("Leave the plate empty and still…")
        if report is not None and report.findings:
            # Where it is, the plate shows.
            return tr("The test found: {what}. Mend it, then test again.").format(what=report.findings[0].title)
        if report is None and self._news:
            return self._news
        if report is None and self._zero is not None:
            return tr("Step on and see. Every session takes its own zero.")
        if report is None:
            return tr("Test the board before the first session of the day: it takes half a minute.")
        if self._calibration().kind == "nominal":
            return tr("The test found nothing wrong. Calibrate the board, then its millimetres are true.")
        return tr("The test found nothing wrong. Play!")

    # -- the plate --------------------------------------------------------------------------------------------

    def _calibration(self) -> Calibration:
        assert self.desk.source is not None  # noqa: S101 - only asked while something is open
        return self._zero or self.desk.source.calibration

    def _loads(self, sample: BoardSample) -> Loads | None:
        calibration = self._calibration()
        zero = calibration.tare
        if zero is None:
            return None
        gains = kg_per_count(calibration)
        fl, fr, rl, rr = ((sample.counts[cell] - zero[cell]) * gains[cell] for cell in CELLS)
        return fl, fr, rl, rr

    def _corner(self, cell: int) -> Corner:
        load_kg = None if self._loads_kg is None else self._loads_kg[cell]
        return Corner(load_kg, self._rates.hz[cell], self._state(cell))

    def _state(self, cell: int) -> State:
        sample, report = self.desk.sample, self._report
        if (sample is not None and sample.faulty >> cell & 1) or (report is not None and report.of_cell(cell)):
            return "bad"
        return "good" if report is not None and report.cells and cell not in report.unpressed else ""
