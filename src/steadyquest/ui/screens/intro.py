"""Level intro: its name, one sentence, how to stand, and 3, 2, 1."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pygame

from steadyquest.game.tasks.kinds import asks_for_side
from steadyquest.levels.word import needs_word, words_for_risk
from steadyquest.session.feel_probe import is_probe
from steadyquest.ui import keys
from steadyquest.ui.overlay import Confirm
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import Choosing, draw_thing, stance_picture, stance_words
from steadyquest.ui.screens.feet_first import feet_first
from steadyquest.ui.screens.rewriting import Rewriting
from steadyquest.ui.screens.rung_choice import RungChoice
from steadyquest.ui.sound.heard import Heard, level_heard
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

READING_S = 5.0
"""A level's sentence can be read in this time; Enter goes on at once."""
CALM_READING = 2.0
"""In calm mode there is so much more time."""
COUNT_S = 3.0
GUESS = (160.0, 632.0, 960.0, 48.0)
"""Below the card, for as long as nobody knows how far this player leans."""
LONG_ENOUGH_S = 10.0
"""Scenery that is still being made is waited for no longer."""
HOUR_KEYS = {pygame.K_1: 0, pygame.K_2: 1, pygame.K_3: 2, pygame.K_4: 3, pygame.K_5: 4}
"""The therapist may choose the hour; it is kept for the level's skills."""


def opened(desk: Desk, level: Level, *, at_once: bool = False) -> Screen:
    """The intro, after the mat where legs are told apart and the therapist's word where something is risky.

    `at_once` counts already.
    """
    mat = feet_first(desk, level)
    if mat is not None:
        return mat
    intro = Intro(desk, level)
    risks = [risk for risk in needs_word(level, stance_of(desk, level)) if risk not in desk.agreed]
    if not risks:
        if at_once:
            intro.count()
        return intro

    def agree() -> Screen:
        desk.agreed.update(risks)
        return Intro(desk, level)

    question = tr("For the therapist: this level has {risks}. Is somebody standing by?")
    return Confirm(
        desk,
        intro,
        question=question.format(risks=", ".join(words_for_risk(risk) for risk in risks)),
        yes=tr("Yes, go on"),
        no=tr("Not now"),
        then=agree,
        otherwise=lambda: flow.after_refusal(desk),
        icon="icon_warning",
    )


def stance_of(desk: Desk, level: Level) -> str:
    """How the player will stand or sit in this level."""
    return desk.session.person.stance_for(level) if desk.session is not None else level.spec.stance[0]


class Intro(Choosing):
    """Shown over the place where the level plays, so that its scenery is ready by then."""

    leaning = True

    def __init__(self, desk: Desk, level: Level) -> None:
        self._level = level
        self.place = level.spec.world
        self.hour = desk.session.rung_of(level) if desk.session is not None else 0
        self._chosen_hour: int | None = None
        self._hours = RungChoice(desk, level)
        self._since_s = desk.clock()
        self._counting = False
        self._play = flow.play(desk, level)
        self._rewriting = Rewriting(desk, level)
        self._heard = level_heard(level)
        super().__init__(desk)
        desk.view.scenery.preload(self.place, self.hour)

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Enter counts at once, Escape goes back to the map."""
        action = keys.action_of(event, keys.MENU)
        if action == "back":
            if is_probe(self._level.key):
                return flow.after_probe(self.desk)
            given = self.desk.config.given_levels
            return flow.ask_to_end(self.desk, self) if given else flow.level_map(self.desk)
        if event.type == pygame.KEYDOWN and event.key in HOUR_KEYS and self._hours.is_free:
            self.hour = self._chosen_hour = HOUR_KEYS[event.key]
            self.view.scenery.preload(self.place, self.hour)
        clicked = event.type == pygame.MOUSEBUTTONUP and event.button == 1
        if (action == "ok" or clicked) and not self._counting:
            self.count()
        return self

    def update(self) -> Screen | None:
        """Read, then count, then play."""
        view = self.view
        if anew := self._rewriting.anew():
            return anew
        view.art.warm_step()
        gone_s = self.desk.clock() - self._since_s
        if not self._counting:
            ready = view.scenery.ready(self.place, self.hour) or gone_s > LONG_ENOUGH_S
            reading_s = READING_S * (CALM_READING if self.desk.access.calm else 1.0)
            if gone_s > reading_s and ready and not self._signal_lost():
                self.count()
        elif self._signal_lost():
            self._counting = False
        elif gone_s >= COUNT_S:
            return self._play.begin(rung=self._chosen_hour)
        return self

    def paint(self, surface: pygame.Surface) -> None:
        """A card with the words at the left, the stance at the right; the count in its place."""
        view, spec = self.view, self._level.spec
        view.card(surface, (110, 100, 1060, 520))
        say = self._say()
        view.words(surface, spec.title, (150, 120, 620, 120), size="heading", title=True, align="left")
        view.words(surface, say, (150, 244, 620, 150), size="large", align="left", top=True)
        view.sprite(surface, spec.you, (212, 464), 116)
        draw_thing(surface, view, self._level, (362, 464), size=116)
        # For the therapist's hands: never larger than what is read to the player.
        soft = view.colours.ink_soft
        view.words(surface, self._below(), (150, 534, 620, 72), size="small", colour=soft, align="left", grows=False)
        self._hours.paint(surface, self.hour)
        if notice := self._notice():
            x, y, w, h = GUESS
            view.card(surface, GUESS, radius=16)
            view.words(surface, notice, (x + 20, y, w - 40, h), size="small")
        self._rewriting.paint(surface)
        middle = (970.0, 340.0)
        if not self._counting:
            # Clear of the row of hours above it.
            view.sprite(surface, stance_picture(stance_of(self.desk, self._level)), (middle[0], 354), 306)
            view.words(surface, self._how(), (800, 524, 340, 80), size="small")
            return
        view.ring(surface, middle, 140, progress=1.0 - self._left_s / COUNT_S, width=18)
        count = str(self._count)
        view.words(surface, count, (middle[0] - 100, middle[1] - 90, 200, 180), size="title", title=True)

    @property
    def for_therapist(self) -> str:
        """What the strip adds: why another hour is suggested."""
        return self._hours.for_therapist

    def count(self) -> None:
        """Three, two, one."""
        self._counting = True
        self._since_s = self.desk.clock()
        self._play.prepare(self.hour)

    def heard(self) -> Heard:
        """The sentence, or the therapist's recording of it, then the count."""
        return self._heard._replace(hour=self.hour, counting=self._count if self._counting else 0, say=self._say())

    @property
    def _left_s(self) -> float:
        return COUNT_S - (self.desk.clock() - self._since_s)

    @property
    def _count(self) -> int:
        return max(1, math.ceil(self._left_s))

    def _say(self) -> str:
        spec = self._level.spec
        return spec.say_plain if self.view.look != "story" and spec.say_plain else spec.say

    def _signal_lost(self) -> bool:
        return self.desk.session is not None and self.desk.session.watchdog

    def _below(self) -> str:
        if self._signal_lost():
            return tr("No signal. Is the board plugged in?")
        return "" if self._counting else self._hours.hint()

    def _notice(self) -> str:
        """What is only assumed of this player, one thing at a time."""
        session, player = self.desk.session, self.desk.player
        if session is not None and session.reach.kind == "default":
            return tr("The reach is a careful guess: it was not measured yet.")
        if asks_for_side(self._level.spec) and not (player is not None and player.affected):
            return tr("For the therapist: no affected side is known, so left stands for it.")
        return ""

    def _how(self) -> str:
        eyes = tr("eyes closed") if self._level.spec.eyes == "closed" else ""
        stance = stance_words(stance_of(self.desk, self._level))
        return ", ".join(part for part in (stance, eyes) if part)
