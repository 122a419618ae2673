"""The board's self-test on the screen: the corner to press lights up, and at the end each fault has its mend."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from steadyquest.errors import RecordError
from steadyquest.session.board_test import ONLY_WEIGH, USUAL, BoardTest, Report
from steadyquest.session.zero import last_zero, note_zero
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.screens.board_plate import CELLS, Corner, Loads, Rates, State, Trail, draw_plate, draw_state
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.session.board_test import Finding, Part
    from steadyquest.signal.source import Source
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

PLATE = (60.0, 122.0, 560.0, 458.0)
SIDE = (640.0, 122.0, 580.0, 458.0)
SKIP = (320.0, BAR_Y, 260.0, BAR_H)
SILENT_S = 3.0
"""A board sends 80 frames a second; after this long without one it is gone."""


class SelfTest(Choosing):
    """Follows the test with every sample that comes; afterwards it shows one finding at a time."""

    quiet = True

    def __init__(
        self,
        desk: Desk,
        source: Source,
        *,
        parts: tuple[Part, ...] = USUAL,
        then: Callable[[Report | None], Screen],
    ) -> None:
        self._source, self._parts, self._then = source, parts, then
        known = last_zero(desk.config.store, source.board_id)
        self._test = BoardTest(source.calibration, parts=parts, last_zero=known and known.tare)
        self._report: Report | None = None
        self._at = 0
        self._came = desk.earlier.came
        self._heard_s = desk.clock()
        self._rates, self._trail = Rates(), Trail()
        super().__init__(desk, focus="skip")

    def buttons(self) -> list[Button]:
        """Stop and skip while it runs; the findings, and what to do about them, afterwards."""
        report = self._report
        if report is None:
            return [
                Button(key="back", box=(60, BAR_Y, 240, BAR_H), label=tr("Stop"), icon="icon_back"),
                Button(
                    key="skip",
                    # Nothing comes to lie here afterwards: one click too many must not choose what was never read.
                    box=SKIP,
                    label=tr("Skip this"),
                    kind="main",
                    enabled=self._test.asked is not None,
                ),
            ]
        bar = [
            Button(key="back", box=(60, BAR_Y, 220, BAR_H), label=tr("Back"), icon="icon_back"),
            Button(key="again", box=(600, BAR_Y, 270, BAR_H), label=tr("Test again")),
        ]
        if len(report.findings) > 1:
            bar.append(Button(key="next", box=(900, BAR_Y, 320, BAR_H), label=tr("Next fault"), kind="main"))
        elif report.well and report.weighed is None:
            bar.append(Button(key="weigh", box=(900, BAR_Y, 320, BAR_H), label=tr("Compare the weights")))
        return bar

    def chosen(self, key: str) -> Screen | None:
        """Back to the board, the next finding, or the test once more."""
        if key == "back":
            return self._then(self._report)
        if key == "again":
            return SelfTest(self.desk, self._source, parts=self._parts, then=self._then)
        if key == "weigh":
            return SelfTest(self.desk, self._source, parts=ONLY_WEIGH, then=self._then)
        if key == "skip" and self._report is None:
            self._test.skip()
        elif key == "next" and self._report is not None:
            self._at = (self._at + 1) % len(self._report.findings)
        self.refresh()
        return self

    def update(self) -> Screen | None:
        """Feed what has come since the last frame, and end with the test."""
        samples = self.desk.earlier.since(self._came)
        self._came = self.desk.earlier.came
        asked_before = self._test.asked is not None
        self._rates.feed(samples)
        for sample in samples:
            self._test.feed(sample)
        self._trail.feed(self._loads())
        if self._report is None:
            self._watch(heard=bool(samples))
            if self._test.stage == "done":
                self._end()
            self.refresh()
            if self._test.stage == "done" or (not asked_before and self._test.asked is not None):
                self._lead()
        return self

    def paint(self, surface: pygame.Surface) -> None:
        """The plate at the left, words at the right."""
        view, report = self.view, self._report
        heading(surface, view, self._test.words if report is None else self._verdict(report))
        view.card(surface, PLATE)
        view.card(surface, SIDE)
        asked = self._test.asked
        lit = {asked: self._test.progress} if asked is not None else {}
        if report is not None and report.findings:
            lit = dict.fromkeys(report.findings[self._at].cells, 1.0)
        draw_plate(surface, view, PLATE, self._corners(), lit=lit, trail=self._trail)
        if report is None:
            self._paint_stages(surface)
        elif report.findings:
            self._paint_finding(surface, report.findings[self._at])
        else:
            self._paint_well(surface, report)

    def _lead(self) -> None:
        """Enter goes on: it skips, shows the next fault, or tests again. When all is well nothing waits for it."""
        able = {button.key for button in self.menu.buttons if button.enabled}
        well = self._report is not None and self._report.well
        self.menu.focus = "" if well else next(key for key in ("skip", "next", "again", "back") if key in able)

    # -- while it runs ----------------------------------------------------------------------------------------

    def _watch(self, *, heard: bool) -> None:
        now_s, health = self.desk.clock(), self._source.health
        self._heard_s = now_s if heard else self._heard_s
        self._test.note_corrupt(health.corrupt)
        if not health.connected or now_s - self._heard_s > SILENT_S:
            self._test.gone(health.problem)

    def _end(self) -> None:
        report = self._report = self._test.report()
        store = self.desk.config.store
        if report.zero is None or store is None or store.read_only:
            return
        try:
            note_zero(store, self._source.board_id, calibration=self._source.calibration, tare=report.zero)
        except RecordError:
            # It is only a convenience for next time; sessions say loudly when they cannot be kept.
            return

    def _loads(self) -> Loads | None:
        zero, sample = self._test.zero, self.desk.sample
        if zero is None or sample is None:
            return None
        gains = self._test.kg_per_count
        fl, fr, rl, rr = ((sample.counts[cell] - zero[cell]) * gains[cell] for cell in CELLS)
        return fl, fr, rl, rr

    def _corners(self) -> dict[int, Corner]:
        loads = self._loads()
        return {cell: Corner(loads[cell] if loads else None, self._rates.hz[cell], self._state(cell)) for cell in CELLS}

    def _state(self, cell: int) -> State:
        report, test = self._report, self._test
        if cell in test.bad_cells or (report is not None and report.of_cell(cell)):
            return "bad"
        full = report is not None and any(finding.code == "plate_not_empty" for finding in report.findings)
        done = report is not None and not full and test.zero is not None and cell not in report.unpressed
        return "good" if done or cell in test.good_corners else ""

    def _paint_stages(self, surface: pygame.Surface) -> None:
        view = self.view
        x, y, w, _ = SIDE
        names = {
            "listen": tr("Empty plate: each corner, the cable, the zero"),
            "press": tr("Press each corner: is every cell in its place?"),
            "weigh": tr("One weight on each corner: do they weigh alike?"),
        }
        parts = list(self._parts)
        running = parts.index(self._test.stage) if self._test.stage in parts else len(parts)
        for at, part in enumerate(parts):
            top = y + 30 + at * 130
            middle = (x + 52, top + 46)
            if at < running:
                draw_state(surface, view, middle, "good")
            else:
                view.disc(surface, middle, 20, colour=view.colours.paper, edge=view.colours.ink_soft)
            colour = view.colours.ink if at == running else view.colours.ink_soft
            box = (x + 96, top, w - 126, 92)
            view.words(surface, names[part], box, size="body", bold=at == running, align="left", colour=colour)
            if at == running:
                view.bar(surface, (x + 96, top + 98, w - 126, 16), self._share())
        words = tr("A hand or a foot will do. Press on the corner, hold it, let go.")
        if self._test.stage == "weigh":
            words = tr("Anything of 5 kg or more, or a person. It need not stand exactly.")
        elif self._test.stage == "listen":
            words = tr("Nothing may touch the plate, and nobody should walk about beside it.")
        view.words(surface, words, (x + 30, y + 318, w - 60, 120), size="small", align="left")

    def _share(self) -> float:
        """How much of the running part is done."""
        if self._test.stage == "listen":
            return self._test.progress
        return (self._test.answered + self._test.progress) / len(CELLS)

    # -- afterwards -------------------------------------------------------------------------------------------

    def _verdict(self, report: Report) -> str:
        found = len(report.findings)
        if not found:
            return tr("All is well") if not report.notes() else tr("Nothing wrong was found")
        return tr("This has to be mended") if found == 1 else tr("{n} things to mend").format(n=found)

    def _paint_finding(self, surface: pygame.Surface, finding: Finding) -> None:
        view = self.view
        x, y, w, h = SIDE
        report = self._report
        view.sprite(surface, "icon_warning", (x + 52, y + 58), 60, colour=view.colours.bad)
        view.words(surface, finding.title, (x + 96, y + 14, w - 116, 90), bold=True, align="left")
        seen = ": ".join(words for words in (finding.where, finding.detail) if words)
        view.words(surface, seen, (x + 30, y + 100, w - 60, 144), size="small", align="left")
        view.card(surface, (x + 20, y + 248, w - 40, 156), colour=view.colours.button, shadow=False)
        view.words(surface, finding.mend, (x + 40, y + 252, w - 80, 148), align="left", colour=view.colours.button_ink)
        if report is not None and len(report.findings) > 1:
            words = tr("{at} of {all}; begin with the first").format(at=self._at + 1, all=len(report.findings))
            view.words(
                surface, words, (x + 30, y + h - 46, w - 60, 40), size="small", colour=view.colours.ink_soft
            )  # fmt: skip

    def _paint_well(self, surface: pygame.Surface, report: Report) -> None:
        view = self.view
        x, y, w, _ = SIDE
        view.disc(surface, (x + w / 2, y + 120), 78, colour=view.colours.good, edge=view.colours.paper)
        view.sprite(surface, "icon_check", (x + w / 2, y + 120), 100, colour=view.colours.paper)
        view.words(surface, tr("No fault was found."), (x + 30, y + 214, w - 60, 60), size="large", bold=True)
        words = " ".join(report.notes()) or tr("This board is ready to be played on.")
        view.words(surface, words, (x + 30, y + 280, w - 60, 150), top=True)
