"""The end of an assessment: what was done, as pictures at one scale, and thanks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import pygame

from steadyquest.session.assessments import wording
from steadyquest.session.assessments.protocol import LIMITS, LOADING, RHYTHM, SENSORY
from steadyquest.session.labels import is_board, is_firmware
from steadyquest.ui import keys
from steadyquest.ui.desk import FIRM
from steadyquest.ui.screens import assess_lead as lead
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.assess_pictures import half_of, paint_rhythm, paint_sway, picture_of_trial
from steadyquest.ui.screens.assess_sheet import Kept
from steadyquest.ui.screens.assess_words import values_line
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.view import Box
from steadyquest.ui.widgets import Button
from steadyquest.words import tr, trn

if TYPE_CHECKING:
    from steadyquest.session.assessments.combined import MeasuredAssessment
    from steadyquest.session.assessments.conduct import Assessing
    from steadyquest.session.assessments.measured_trial import MeasuredTrial
    from steadyquest.session.assessments.protocol import Trial
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

CARD = (60.0, 118.0, 1160.0, 466.0)
SAID_W = 330.0
MOST_COLUMNS = 4


class AssessmentDone(Choosing):
    """Thanks. No stars: nothing was to be won."""

    place = "fog"

    def __init__(self, desk: Desk, assessing: Assessing) -> None:
        self._kind = assessing.wanted.kind
        self._among = len(assessing.wanted.trials)
        self._found = assessing.outcomes
        self._pictures = pictures(self._kind, self._found, earlier=assessing.earlier())
        self._zero = desk.zero_of != FIRM and (is_board(desk.label) or is_firmware(desk.label))
        super().__init__(desk, focus="go")

    def buttons(self) -> list[Button]:
        """On."""
        label = tr("Zero the plate") if self._zero else tr("Go on")
        return [Button(key="go", box=(860, BAR_Y, 360, BAR_H), label=label, icon="icon_play", kind="main")]

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Escape goes on as well: there is nothing behind."""
        if keys.action_of(event, keys.MENU) == "back":
            return self.chosen("go")
        return super().handle(event)

    def chosen(self, key: str) -> Screen | None:  # noqa: ARG002 - whatever is pressed
        """Back to the map; the plate without the foam has another zero."""
        if self._zero and self.desk.session is not None:
            self.desk.session.tare()
            self.desk.zero_of = FIRM
            return flow.step_on(self.desk, behind=lambda: lead.over(self.desk))
        return lead.over(self.desk)

    def paint(self, surface: pygame.Surface) -> None:
        """Words at the left, pictures at the right."""
        view, (x, y, _, h) = self.view, CARD
        heading(surface, view, tr("Thank you, that is done"))
        view.card(surface, CARD)
        view.sprite(surface, "lumi_happy", (x + 30 + SAID_W / 2 - 15, y + 110), 170)
        view.words(surface, wording.name(self._kind), (x + 30, y + 204, SAID_W - 30, 92), size="large", title=True)
        view.words(surface, self._said(), (x + 30, y + 300, SAID_W - 30, h - 316), top=True)
        for box, picture in zip(self._boxes(), self._pictures, strict=True):
            if picture is not None:
                picture.draw(surface, view, box)

    @property
    def for_therapist(self) -> str:
        """The primary values of the last trial; the rest is in the report."""
        return values_line(self._found[-1])

    def _said(self) -> str:
        if self._zero:
            return tr("Take the foam off the plate: then it is zeroed again.")
        good, all_ = sum(one.usable for one in self._found), self._among
        if self._kind == LIMITS:
            n = sum(bool(way.values) for one in self._found for way in one.ways)
            return trn("{n} direction was measured.", "{n} directions were measured.", n).format(n=n)
        if good == all_:
            return tr("All of it was measured.")
        said = trn("{n} of {all} trial was measured.", "{n} of {all} trials were measured.", all_)
        return said.format(n=good, all=all_)

    def _boxes(self) -> list[Box]:
        """A grid: as many columns as there are trials of one condition, at most four."""
        x, y, w, h = CARD[0] + SAID_W + 40, CARD[1] + 14, CARD[2] - SAID_W - 60, CARD[3] - 28
        n = len(self._pictures)
        columns, rows = grid(n)
        wide, tall = w / columns, h / rows
        return [(x + i % columns * wide + 6, y + i // columns * tall + 4, wide - 12, tall - 8) for i in range(n)]


def grid(n: int) -> tuple[int, int]:
    """Columns and rows for so many pictures.

    >>> grid(1), grid(3), grid(4), grid(6), grid(10)
    ((1, 1), (3, 1), (2, 2), (3, 2), (4, 3))
    """
    columns = n if n <= 3 else 2 if n == 4 else 3 if n <= 6 else MOST_COLUMNS
    return max(1, columns), max(1, -(-n // max(1, columns)))


def pictures(
    kind: str, found: Sequence[MeasuredTrial], *, earlier: MeasuredAssessment | None = None
) -> list[Kept | None]:
    """One picture for each that can be shown; of the sensory test one for each condition, all at one scale.

    `earlier`: of limits, what is shown behind it.
    """
    good = [one for one in found if one.usable]
    if kind in (LIMITS, LOADING):
        return [picture_of_trial(one, earlier=earlier) for one in good[-1:]]
    if kind == RHYTHM:
        return [Kept(partial(paint_rhythm, found=one, label=_shift(one.record.trial))) for one in good]
    swayed = [(one, one.ready.cop_mm) for one in good if one.ready is not None]
    half_mm = half_of([cop_mm for _, cop_mm in swayed])
    if kind == SENSORY:
        by_condition = {wording.condition(one.record.trial): cop_mm for one, cop_mm in swayed}
        named = list(by_condition.items())
    else:
        named = [(tr("trial {n}").format(n=one.record.trial.number), cop_mm) for one, cop_mm in swayed]
    label = "" if len(named) == 1 and kind != SENSORY else None
    return [
        Kept(partial(paint_sway, cop_mm=cop_mm, half_mm=half_mm, label=name if label is None else label))
        for name, cop_mm in named
    ]


def _shift(trial: Trial) -> str:
    """What a small picture of a rhythm is of, in two lines."""
    way = tr("sideways") if trial.axis == "ml" else tr("forward and back")
    return way + "\n" + tr("{n:g} s").format(n=trial.beat_s)
