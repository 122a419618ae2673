"""Pause: a calm picture, why, and how it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.ui import keys
from steadyquest.ui.overlay import Overlay, sentence
from steadyquest.ui.screens.base import stance_picture
from steadyquest.ui.screens.notes import NoteBar
from steadyquest.ui.sound.heard import Heard
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen
    from steadyquest.ui.screens.play import Play

CARD = (190.0, 100.0, 900.0, 470.0)
REMOTE = frozenset({pygame.K_b, pygame.K_F5, pygame.K_PERIOD})
"""What a presenter remote sends for a start and for a black screen."""
SHORTEST_S = 0.3
"""So long it stays at least, so that nothing flickers."""
COMMANDS = frozenset({"harder", "easier", "recentre", "skip"})
"""What a therapist may ask while it stands still."""
PICTURES = {"person": "lantern", "signal_lost": "board", "lurched": "lumi"}


class Pause(Overlay):
    """Lies over the play until the world goes on."""

    def __init__(self, desk: Desk, beneath: Play) -> None:
        self._play = beneath
        self.session = beneath.session
        self._since_s = desk.clock()
        self._resumed = self._seen = False
        self._reason = "person"
        self.why = ""
        """What helps, where it is known better than by the reason."""
        super().__init__(desk, beneath)
        self._look_at_the_world()

    def buttons(self) -> list[Button]:
        """Go on, again, end. What only a steady second ends has no "go on"."""
        x, y, w, h = CARD
        third = (w - 4 * 28) / 3
        top = y + h - 116
        goes_on = self._reason == "person"
        again = Button(key="again", box=(x + 56 + third, top, third, 84), label=tr("Again"))
        end = Button(key="end", box=(x + 84 + 2 * third, top, third, 84), label=tr("End this"))
        go_on = Button(
            key="go on", box=(x + 28, top, third, 84), label=tr("Go on"), icon="icon_play", kind="main", enabled=goes_on
        )
        return [go_on, again, end]

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Space goes on like the button; the therapist's keys work without looking."""
        key = getattr(event, "key", None)
        action = "" if key in {pygame.K_PAGEUP, pygame.K_PAGEDOWN} else keys.action_of(event, keys.PLAY)
        # A remote has one key for both: where its focus was moved to something, that is meant.
        is_chosen = bool(self.menu.focus) and (key is None or key in REMOTE)
        if action == "pause" and not is_chosen:
            return self.chosen("go on") if self._reason == "person" else self._hold()
        if action in {"again", "end"}:
            return self.chosen(action)
        if action == "note":
            return NoteBar(self.desk, self)
        if action in COMMANDS & self._play.takes:
            self.session.command(action)
            return self
        return super().handle(event)

    def chosen(self, key: str) -> Screen | None:
        """Go on asks the world; the overlay stays until it does."""
        if key == "again":
            return self._play.again()
        if key in {"end", "back"}:
            return self._play.end()
        self.session.command("resume", "person")
        self._resumed = True
        return self

    def _hold(self) -> Screen:
        """A person's pause: it stays until a person goes on, whatever has paused before."""
        self.session.command("pause", "person")
        self._resumed = False
        return self

    def update(self) -> Screen | None:
        """Back to the play as soon as the world goes on."""
        if self.session.world is None:
            return self._play
        self._look_at_the_world()
        scene = self.session.scene()
        runs = scene is not None and not scene.paused and not self.session.watchdog
        shown = self.desk.clock() - self._since_s >= SHORTEST_S
        return self._play if runs and shown and (self._seen or self._resumed) else self

    def paint(self, surface: pygame.Surface) -> None:
        """A picture, the reason, and what helps."""
        view = self.desk.view
        x, y, w, _ = CARD
        view.card(surface, CARD)
        picture = PICTURES.get(self._reason) or stance_picture(self.desk.stance)
        view.sprite(surface, picture, (x + 170, y + 180), 230)
        heading, help_words = words_for(self._reason, by_hand=self.desk.hand is not None)
        view.words(surface, heading, (x + 310, y + 40, w - 350, 110), size="heading", title=True, align="left")
        if self.why and self._reason == "person":
            help_words = self.why
        problem = self.session.health.problem if self._reason == "signal_lost" else ""
        if problem:  # the source knows better what has happened
            help_words = sentence(problem)
        view.words(surface, help_words, (x + 310, y + 156, w - 350, 180), size="large", align="left")

    def heard(self) -> Heard:
        """One low note, and what is to be done where it was not a person who paused."""
        below, reason = self._play.heard(), self._reason
        say = " ".join(words_for(reason, by_hand=self.desk.hand is not None)) if reason != "person" else ""
        return Heard(below.place, below.hour, paused=True, say=say)

    def _look_at_the_world(self) -> None:
        session = self.session
        scene = session.scene()
        reason = "signal_lost" if session.watchdog else (scene.paused if scene is not None else "")
        if reason:
            self._seen = True
            if reason != self._reason:
                self._reason = reason
                self.menu.show(self.buttons())
                if reason != "person":
                    self.menu.focus = ""  # nothing is to be pressed by mistake while it goes on by itself


def words_for(reason: str, *, by_hand: bool = False) -> tuple[str, str]:
    """Why it stands still, and what helps. A keyboard cannot be unplugged: then the computer was held up."""
    steady = tr("It goes on by itself after a steady second.")
    return {
        "signal_lost": (tr("A short stop"), tr("The computer was busy. Everything so far is kept.") + " " + steady)
        if by_hand
        else (tr("The board is quiet"), tr("Is it plugged in? Everything so far is kept.")),
        "stepped_off": (tr("Time to breathe"), tr("Step back on when you are ready.") + " " + steady),
        "lurched": (tr("That was quick"), tr("Stand quietly.") + " " + steady),
    }.get(reason, (tr("A pause"), tr("Everything waits for you.")))
