"""Calibrating: warm-up, zero, the nine marks, the empty check. The board sees by itself what the hands do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pygame

from steadyquest.session.calibrating import Calibrating
from steadyquest.session.warm_up import WARM_S
from steadyquest.signal.mat import MARKS
from steadyquest.ui.overlay import Confirm, sentence
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.screens.calibrate_plate import SIDE, paint_mark, paint_plate, paint_weight, sheet_of
from steadyquest.ui.widgets import Button, draw_focus
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.session.calibration_plan import Plan
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

RING_AT, RING_R = (SIDE[0] + SIDE[2] / 2, SIDE[1] + 134.0), 96.0
HINT = (SIDE[0] + 20, SIDE[1] + 318, SIDE[2] - 40, 132.0)


class CalibrateMarks(Choosing):
    """The procedure on the screen. Enter in impatience must not stop it."""

    quiet = True

    def __init__(
        self, desk: Desk, *, plan: Plan, mass_kg: float, warm_up_s: float = WARM_S, doing: Calibrating | None = None
    ) -> None:
        self.doing = doing or Calibrating(plan, mass_kg=mass_kg, warm_up_s=warm_up_s)
        self._sheet = sheet_of(plan)
        self._came = desk.earlier.came
        super().__init__(desk)

    def buttons(self) -> list[Button]:
        """What fits the stage; marks that are done can be chosen to be repeated."""
        doing = self.doing
        bar = [Button(key="back", box=(60, BAR_Y, 240, BAR_H), label=tr("Stop"), icon="icon_back")]
        if doing.stage == "warming":
            bar.append(Button(key="skip_warm_up", box=(880, BAR_Y, 340, BAR_H), label=tr("Go on now")))
            return bar
        marks = [
            Button(key=f"mark {number}", box=self._sheet.box_of(*MARKS[number - 1]), kind="bare")
            for number in sorted((*doing.taken, *doing.skipped))
        ]
        again = Button(key="again", box=(330, BAR_Y, 260, BAR_H), label=tr("Begin again"))
        if doing.stage == "placing":
            bar += [
                again,
                Button(key="zero", box=(620, BAR_Y, 290, BAR_H), label=tr("Zero again")),
                Button(key="skip", box=(940, BAR_Y, 280, BAR_H), label=tr("Skip this mark"), enabled=doing.may_skip),
            ]
        elif doing.stage == "clearing":
            bar.append(again)
        return [*bar, *marks]

    def chosen(self, key: str) -> Screen | None:
        """Skip, repeat, begin again, or stop; what throws marks away asks first."""
        doing, (kind, _, number) = self.doing, key.partition(" ")
        if key == "back":
            return self._ask(tr("Stop calibrating? Nothing is kept."), yes=tr("Stop"), then=self._leave)
        if key == "again":
            return self._ask(
                tr("Begin again with the zero? The marks are lost."), yes=tr("Begin again"), then=self._anew
            )
        if key == "skip_warm_up":
            if doing.warm_up.steady:
                return self._cold()
            question = tr("Cold cells drift, and the calibration may be refused for it. Go on without the warm-up?")
            return self._ask(question, yes=tr("Go on"), then=self._cold)
        if key == "skip":
            doing.skip_mark()
        elif key == "zero":
            doing.zero_again()
        elif kind == "mark":
            doing.repeat(int(number))
        self.refresh()
        return self

    def update(self) -> Screen | None:
        """Take every sample since the last frame; at the end the report card."""
        earlier = self.desk.earlier
        for sample in earlier.since(self._came):
            self.doing.feed(sample)
        self._came = earlier.came
        if self.doing.stage == "done":
            from steadyquest.ui.screens.calibrate_card import CalibrateCard

            return CalibrateCard(self.desk, doing=self.doing)
        self.refresh()
        return self

    def paint(self, surface: pygame.Surface) -> None:
        """The sentence, the plate with its marks, and how far it is."""
        view, doing = self.view, self.doing
        heading(surface, view, doing.words)
        paint_plate(surface, view, self._sheet)
        if doing.stage == "placing" and doing.place_mm is not None:
            paint_weight(surface, view, self._sheet, doing.place_mm)
        for number in doing.plan.marks:
            at = self._sheet.at(*MARKS[number - 1])
            if self.menu.focus == f"mark {number}":
                draw_focus(surface, view, self._sheet.box_of(*MARKS[number - 1]))
            paint_mark(surface, view, at, number=number, state=self._state(number), progress=doing.progress)
        view.card(surface, SIDE)
        view.ring(surface, RING_AT, RING_R, progress=doing.progress, width=18)
        x, y = RING_AT
        view.words(surface, self._middle(), (x - 72, y - 50, 144, 100), size="large", title=True)
        x, y, w, _ = SIDE
        view.words(surface, self._under(), (x + 20, y + 244, w - 40, 72), bold=True)
        problem = self._problem()
        good = doing.hint == "steady" and not problem
        words = problem or doing.hint_words or self._advice()
        colour = view.colours.good if good else view.colours.bad if problem or doing.hint else view.colours.ink_soft
        view.words(surface, words, HINT, size="small", colour=colour)

    # -- within -----------------------------------------------------------------------------------------------

    def _state(self, number: int) -> str:
        doing = self.doing
        if number == doing.mark:
            return "next"
        return "done" if number in doing.taken else "skipped" if number in doing.skipped else "todo"

    def _middle(self) -> str:
        """What stands in the ring."""
        doing = self.doing
        if doing.stage == "warming":
            left_s = max(0, round(doing.warm_up.seconds - doing.warm_up.elapsed_s))
            return f"{left_s // 60}:{left_s % 60:02}"
        if doing.stage == "placing" and doing.felt is not None:
            return f"{doing.felt.load_kg:z.1f} kg"
        return f"{doing.progress:.0%}"

    def _under(self) -> str:
        """What stands under it."""
        doing = self.doing
        if doing.stage == "warming":
            return tr("Drift so far: {g:+z.0f} g").format(g=1000 * doing.warm_up.drift_kg)
        if doing.mark is not None:
            return tr("{done} of {all} marks done").format(done=len(doing.taken), all=len(doing.plan.marks))
        return ""

    def _advice(self) -> str:
        if self.doing.stage == "placing" and self.doing.taken:
            return tr("Choose a mark that is done to repeat it.")
        return tr("Two still seconds are enough.") if self.doing.stage in {"taring", "clearing"} else ""

    def _problem(self) -> str:
        source = self.desk.source
        if source is None:
            return tr("There is no board any more. Stop, and open it again.")
        return sentence(source.health.problem)

    def _ask(self, question: str, *, yes: str, then: Any) -> Screen:
        return Confirm(self.desk, self, question=question, yes=yes, no=tr("No"), then=then, icon="icon_board")

    def _leave(self) -> Screen:
        return flow.board(self.desk)

    def _anew(self) -> Screen:
        self.doing.begin_again()
        self.refresh()
        return self

    def _cold(self) -> Screen:
        self.doing.skip_warm_up()
        self.refresh()
        return self
