"""What a trial came to: its checks in plain words, one picture, and on. Figures are the strip's alone."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pygame

from steadyquest.conventions import UNIT_VECTORS
from steadyquest.errors import SteadyQuestError
from steadyquest.session.assessments import wording
from steadyquest.session.assessments.protocol import CLOCKWISE, LIMITS
from steadyquest.ui.overlay import Overlay, sentence
from steadyquest.ui.screens import assess_lead as lead
from steadyquest.ui.screens.assess_pictures import picture_of_trial
from steadyquest.ui.screens.assess_sheet import Kept
from steadyquest.ui.screens.assess_words import FLAGGED, OK, REFUSED, Checked, checked, title, values_line
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.sound.heard import Heard
from steadyquest.ui.view import Box
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.session.assessments.combined import MeasuredAssessment
    from steadyquest.session.assessments.conduct import Assessing
    from steadyquest.session.assessments.measured_trial import MeasuredTrial
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

SAID = (60.0, 122.0, 560.0, 458.0)
SHOWN = (644.0, 122.0, 576.0, 458.0)
MOST_LINES = 3
LINES_APART = 18.0
ICONS = {OK: "icon_check", FLAGGED: "icon_help", REFUSED: "icon_warning"}
COLOURS = {OK: "good", FLAGGED: "warn", REFUSED: "bad"}


class TrialResult(Choosing):
    """The trial is in the records when this shows; it is measured from them beside the screen."""

    place = "fog"

    def __init__(self, desk: Desk, assessing: Assessing) -> None:
        assert assessing.trial is not None  # noqa: S101 - the flow only comes here with one
        self._assessing, self._trial = assessing, assessing.trial
        self.found: MeasuredTrial | None = None
        self._earlier: MeasuredAssessment | None = None
        self._problem = ""
        self._checked: Checked | None = None
        self._picture: Kept | None = None
        super().__init__(desk)
        self.at_work = threading.Thread(target=self._measure, daemon=True, name="measure a trial")
        self.at_work.start()

    def buttons(self) -> list[Button]:
        """End, again, on; of what does not count, again is the main one."""
        if self._checked is None:
            return []
        refused = self._checked.state == REFUSED
        is_last = self._assessing.progress[0] == self._assessing.progress[1]
        again = tr("Repeat …") if self._trial.kind == LIMITS else tr("Repeat this trial")
        on = tr("To the end") if is_last else tr("Next trial")
        return [
            Button(key="back", box=(60, BAR_Y, 252, BAR_H), label=tr("End"), icon="icon_back", hover=False),
            Button(key="again", box=(356, BAR_Y, 412, BAR_H), label=again, kind="main" if refused else "plain"),
            Button(
                key="go",
                box=(812, BAR_Y, 408, BAR_H),
                label=on,
                icon="icon_play",
                kind="plain" if refused else "main",
            ),
        ]

    def chosen(self, key: str) -> Screen | None:
        """On, again, or the end; Escape asks, and loses nothing."""
        if self._checked is None:
            return self
        if key == "back":
            return lead.ask_to_end(self.desk, self)
        if key == "again":
            if self._trial.kind == LIMITS:
                return ChooseDirection(self.desk, self, assessing=self._assessing)
            return lead.script(self.desk)
        if key == "go":
            self._assessing.go_on()
            return lead.script(self.desk)
        return self

    def update(self) -> Screen | None:
        """Show it once it is measured."""
        if self._checked is None and not self.at_work.is_alive():
            self._checked = Checked(REFUSED, (sentence(self._problem),)) if self._problem else checked(self.found)
            self._picture = picture_of_trial(self.found, earlier=self._earlier)
            self.refresh()
        return self

    def paint(self, surface: pygame.Surface) -> None:
        """The checks at the left, the picture at the right."""
        view = self.view
        heading(surface, view, self._heading())
        view.card(surface, SAID)
        view.card(surface, SHOWN)
        if self._checked is None:
            view.words(surface, tr("Looking at it …"), SAID, size="large")
            return
        self._paint_checks(surface, self._checked)
        x, y, w, h = SHOWN
        if self._picture is not None:
            self._picture.draw(surface, view, (x + 14, y + 14, w - 28, h - 28))
        else:
            view.sprite(surface, f"assess_{self._trial.kind}", (x + w / 2, y + h / 2), 200)

    @property
    def for_therapist(self) -> str:
        """The primary values with their units."""
        return values_line(self.found) if self._checked is not None else ""

    def heard(self) -> Heard:
        """Quiet, as in the trials before and after."""
        return Heard("")

    def _measure(self) -> None:
        """Reading and filtering take a moment: not in the frame."""
        try:
            self.found = self._assessing.outcome()
            self._earlier = self._assessing.earlier()
        except SteadyQuestError as error:
            self._problem = str(error)

    def _heading(self) -> str:
        n, among = self._assessing.progress
        name = wording.name(self._trial.kind)
        return name if among == 1 else tr("{name}: trial {n} of {all}").format(name=name, n=n, all=among)

    def _paint_checks(self, surface: pygame.Surface, said: Checked) -> None:
        view, (x, y, w, h) = self.view, SAID
        colour = getattr(view.colours, COLOURS[said.state])
        view.sprite(surface, ICONS[said.state], (x + 70, y + 70), 80, colour=colour)
        view.words(surface, title(said.state), (x + 126, y + 18, w - 150, 104), size="large", title=True, align="left")
        lines = said.lines or (wording.condition(self._trial), tr("Nothing speaks against it."))
        size = "body" if len(lines) < MOST_LINES else "small"
        top, most = y + 140, (h - 152) / min(MOST_LINES, len(lines))
        for line in lines[:MOST_LINES]:
            room = (x + 30, top, w - 60, most - 8)
            tall = view.words(surface, sentence(line), room, size=size, align="left", top=True)
            # The next one follows at once: what is short leaves no hole.
            top += min(most, tall + LINES_APART)


class ChooseDirection(Overlay):
    """Which of the eight directions once more, or all of them."""

    CARD: Box = (240.0, 34.0, 800.0, 642.0)
    MIDDLE = (640.0, 322.0)
    FAR = (256.0, 130.0)
    SIZE = (236.0, 82.0)

    def __init__(self, desk: Desk, beneath: TrialResult, *, assessing: Assessing) -> None:
        self._assessing = assessing
        super().__init__(desk, beneath)
        self.menu.focus = next((f"way {name}" for name in self._refused()), "all")

    def buttons(self) -> list[Button]:
        """Around the middle as one would lean; all in the middle; back below."""
        w, h = self.SIZE
        ways = [
            Button(
                key=f"way {name}",  # one of them is called as the button that goes back is
                box=(
                    self.MIDDLE[0] + x * self.FAR[0] - w / 2,
                    self.MIDDLE[1] - y * self.FAR[1] - h / 2,
                    w,
                    h,
                ),
                label=wording.direction(name),
                chosen=name in self._refused(),
            )
            for name in CLOCKWISE
            for x, y in (_on_square(name),)
        ]
        middle = Button(key="all", box=(self.MIDDLE[0] - w / 2, self.MIDDLE[1] - h / 2, w, h), label=tr("all eight"))
        return [*ways, middle, Button(key="back", box=(520, 578, 240, 72), label=tr("Not now"))]

    def chosen(self, key: str) -> Screen | None:
        """One direction alone, the whole trial, or neither."""
        if key == "back":
            return self.beneath
        if key == "all":
            # Back by one and on again: the trial as the protocol has it.
            self._assessing.go_on()
            self._assessing.repeat()
        else:
            self._assessing.only(key.removeprefix("way "))
        return lead.script(self.desk)

    def paint(self, surface: pygame.Surface) -> None:
        """The question."""
        view, (x, y, w, _) = self.desk.view, self.CARD
        view.card(surface, self.CARD)
        view.words(surface, tr("Which direction once more?"), (x + 30, y + 8, w - 60, 74), size="large", title=True)

    def _refused(self) -> tuple[str, ...]:
        """Directions that gave nothing: they are marked."""
        trial = self._assessing.trial
        found = [one for one in self._assessing.outcomes if trial and one.record.trial.number == trial.number]
        return tuple(way.direction for one in found for way in one.ways if not way.values)


def _on_square(name: str) -> tuple[int, int]:
    x, y = UNIT_VECTORS[name]
    return round(x), round(y)
