"""Script: what the therapist prepares and says before a trial. It waits for the therapist; then 3, 2, 1."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pygame

from steadyquest.conventions import SEATED_STANCES
from steadyquest.levels.word import needs_word, words_for_risk
from steadyquest.session.assessments import wording
from steadyquest.session.labels import is_board, is_firmware
from steadyquest.session.preparation import CENTRING, READY
from steadyquest.ui.overlay import Confirm
from steadyquest.ui.screens import assess_lead as lead
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.assess_run import TrialPlay
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading, stance_picture
from steadyquest.ui.sound.heard import Heard, level_heard
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.session.assessments.conduct import Assessing
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

COUNT_S = 3.0
CARD = (60.0, 118.0, 1160.0, 466.0)
LEFT, TEXT_W = 96.0, 700.0
COUNT_AT = (1000.0, 352.0)
PICTURES = (830.0, 152.0, 350.0, 410.0)
"""Stance above, eyes and ground below."""


class Script(Choosing):
    """One trial before it is begun. Nothing starts by itself."""

    place = "fog"

    def __init__(self, desk: Desk, assessing: Assessing) -> None:
        assert desk.session is not None and assessing.trial is not None  # noqa: S101, PT018 - the flow sees to it
        self.desk = desk
        self._session, self._assessing, self._trial = desk.session, assessing, assessing.trial
        self._level = assessing.level()
        self._play = TrialPlay(desk, assessing, self._level)
        self._heard = level_heard(self._level)._replace(say="")
        self._since_s: float | None = None
        self._was_off = False
        self._waits = self._status()
        super().__init__(desk, focus="tare" if self._needs_zero() else "start")
        desk.view.scenery.preload(self.place, 0)

    @property
    def leaning(self) -> bool:  # type: ignore[override]
        """The arrow keys lean from the count on."""
        return self._since_s is not None

    def buttons(self) -> list[Button]:
        """End, leave out, the zero once more where there is a plate, start."""
        # It keeps the focus while nobody stands there: it only does nothing yet.
        start = Button(
            key="start",
            box=(900, BAR_Y, 320, BAR_H),
            label=tr("Start"),
            icon="icon_play",
            kind="plain" if self._waits else "main",
        )
        tare = Button(key="tare", box=(612, BAR_Y, 264, BAR_H), label=tr("Zero again"))
        return [
            Button(key="back", box=(60, BAR_Y, 252, BAR_H), label=tr("End"), icon="icon_back", hover=False),
            Button(key="leave", box=(336, BAR_Y, 252, BAR_H), label=tr("Leave out")),
            *([tare] if self._has_plate() else []),
            start,
        ]

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """While it counts every key stops the count; else choose."""
        if self._since_s is None:
            return super().handle(event)
        if event.type in {pygame.KEYDOWN, pygame.JOYBUTTONDOWN, pygame.MOUSEBUTTONUP} and not self._leans(event):
            self._since_s = None
        return self

    def chosen(self, key: str) -> Screen | None:
        """Start, after the therapist's word where one is needed."""
        if key == "back":
            return lead.ask_to_end(self.desk, self)
        if key == "leave":
            self._assessing.go_on()
            return lead.script(self.desk)
        if key == "tare":
            return self._zero()
        if key == "start" and not self._waits:
            risks = [risk for risk in needs_word(self._level, self.desk.stance) if risk not in self.desk.agreed]
            return self._ask(risks) if risks else self._count()
        return self

    def update(self) -> Screen | None:
        """Who steps off gets a new centre when they are back; the count goes on only while somebody stands."""
        self.view.art.warm_step()
        self._follow()
        waits = self._status()
        if waits != self._waits:
            self._waits = waits
            self.refresh()
        if self._since_s is None:
            return self
        if waits:
            self._since_s = None
        elif self.desk.clock() - self._since_s >= COUNT_S:
            self.desk.zero_of = self._trial.surface
            return self._play.begin()
        return self

    @property
    def _seated(self) -> bool:
        return self.desk.stance in SEATED_STANCES

    def paint(self, surface: pygame.Surface) -> None:
        """Which trial, the words at the left, how to stand at the right; the count in its place."""
        view, trial = self.view, self._trial
        heading(surface, view, self._heading())
        view.card(surface, CARD)
        soft, y = view.colours.ink_soft, CARD[1] + 10
        condition = wording.condition(trial)
        view.words(surface, condition[:1].upper() + condition[1:], (LEFT, y, TEXT_W, 50), bold=True, align="left")
        view.words(surface, tr("Prepare"), (LEFT, y + 50, TEXT_W, 36), size="small", colour=soft, align="left")
        view.words(surface, wording.prepare(trial), (LEFT, y + 84, TEXT_W, 112), align="left", top=True)
        view.words(surface, tr("Say"), (LEFT, y + 196, TEXT_W, 36), size="small", colour=soft, align="left")
        view.words(
            surface,
            wording.say(trial, seated=self._seated),
            (LEFT, y + 230, TEXT_W, 216),
            size="large",
            align="left",
            top=True,
        )
        if self._since_s is not None:
            self._paint_count(surface)
        elif self._waits:
            self._paint_waiting(surface)
        else:
            self._paint_pictures(surface)

    @property
    def for_therapist(self) -> str:
        """How long it is measured."""
        trial = self._trial
        if trial.directions:
            said = tr("{n} directions, {seconds:g} s each, {practice} for practice first")
            return said.format(n=len(trial.directions), seconds=trial.seconds, practice=trial.practice)
        if trial.beat_s:
            return tr("{seconds:g} s to the beat").format(seconds=trial.seconds)
        return tr("{settle:g} s to settle, then {seconds:g} s measured").format(
            settle=trial.settle_s, seconds=trial.seconds
        )

    def heard(self) -> Heard:
        """The count; what is to be said is said by the therapist."""
        return self._heard._replace(counting=self._number if self._since_s is not None else 0)

    @property
    def _left_s(self) -> float:
        return COUNT_S - (self.desk.clock() - (self._since_s or 0.0))

    @property
    def _number(self) -> int:
        return max(1, math.ceil(self._left_s))

    # -- the zero ---------------------------------------------------------------------------------------------

    def _has_plate(self) -> bool:
        return is_board(self.desk.label) or is_firmware(self.desk.label)

    def _needs_zero(self) -> bool:
        """Foam came on to the plate, or off it: its weight is no part of anybody."""
        return self._has_plate() and self._trial.surface != self.desk.zero_of

    def _zero(self) -> Screen:
        self._session.tare()
        self.desk.zero_of = self._trial.surface
        return flow.step_on(self.desk, behind=lambda: lead.script(self.desk))

    # -- whether it can begin ---------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Somebody who was off the plate stands a little elsewhere: the centre is taken anew."""
        lean = self._session.lean
        if lean is None or self._session.watchdog or self._session.world is not None:
            return
        if not lean.valid:
            self._was_off = True
        elif self._was_off and self._session.stage == READY:
            self._was_off = False
            self._session.recentre()

    def _status(self) -> str:
        """What it waits for, in words; empty when it can begin."""
        session = self._session
        if session.watchdog:
            return tr("No signal. Is the board plugged in?")
        if session.lean is None or not session.lean.valid:
            return tr("Nobody is on the plate yet")
        if session.stage == CENTRING:
            return tr("Stand still for a moment")
        return "" if session.stage == READY else tr("Step on")

    def _ask(self, risks: list[str]) -> Screen:
        def agree() -> Screen:
            self.desk.agreed.update(risks)
            return self._count()

        question = tr("For the therapist: this trial has {risks}. Is somebody standing by?")
        return Confirm(
            self.desk,
            self,
            question=question.format(risks=", ".join(words_for_risk(risk) for risk in risks)),
            yes=tr("Yes, go on"),
            no=tr("Not now"),
            then=agree,
            icon="icon_warning",
        )

    def _count(self) -> Screen:
        """Three, two, one."""
        self._since_s = self.desk.clock()
        self._play.prepare(0)
        return self

    def _leans(self, event: pygame.event.Event) -> bool:
        """Arrow keys are the player's while it counts."""
        return event.type == pygame.KEYDOWN and event.key in {
            pygame.K_LEFT,
            pygame.K_RIGHT,
            pygame.K_UP,
            pygame.K_DOWN,
            *range(pygame.K_KP1, pygame.K_KP9 + 1),
        }

    # -- what is to be seen -----------------------------------------------------------------------------------

    def _heading(self) -> str:
        n, among = self._assessing.progress
        name = wording.name(self._trial.kind)
        if among == 1:
            return name
        return tr("{name}: trial {n} of {all}").format(name=name, n=n, all=among)

    def _paint_pictures(self, surface: pygame.Surface) -> None:
        view, (x, y, w, _) = self.view, PICTURES
        view.sprite(surface, stance_picture(self.desk.stance), (x + w / 2, y + 112), 214)
        for i, name in enumerate((f"hint_eyes_{self._trial.eyes}", f"hint_{self._trial.surface}")):
            view.sprite(surface, name, (x + w * (0.26 + 0.48 * i), y + 318), 150)

    def _paint_waiting(self, surface: pygame.Surface) -> None:
        view, (x, y, w, h) = self.view, PICTURES
        picture = "board" if self._session.watchdog else stance_picture(self.desk.stance)
        progress = self._session.stage_progress if self._session.stage == CENTRING else 0.0
        view.ring(surface, (x + w / 2, y + 134), 132, progress=progress, width=14)
        view.sprite(surface, picture, (x + w / 2, y + 134), 180)
        view.words(surface, self._waits, (x, y + 282, w, h - 282), size="large", bold=True)

    def _paint_count(self, surface: pygame.Surface) -> None:
        view = self.view
        view.ring(surface, COUNT_AT, 140, progress=1.0 - self._left_s / COUNT_S, width=18)
        x, y = COUNT_AT
        view.words(surface, str(self._number), (x - 100, y - 90, 200, 180), size="title", title=True)
