"""Choose an assessment: six cards, what each looks at, and when it was last done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pygame

from steadyquest.session.assessments import wording
from steadyquest.session.assessments.protocol import FEEL, KINDS, QUIET, QUIET_S, assessment
from steadyquest.ui import keys
from steadyquest.ui.screens import assess_lead as lead
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.assess_words import day
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.view import Box
from steadyquest.ui.widgets import Button, draw_focus
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

LEFT, TOP, CARD_W, CARD_H, GAP = 60.0, 122.0, 376.0, 166.0, 16.0
COLUMNS = 3
STRIP = (60.0, 490.0, 1160.0, 98.0)
"""What the card with the focus is for; of quiet standing also how long and how often."""
OPTION_W, OPTION_H = 140.0, 70.0
TRIALS = (1, 3)
CLINICAL = "clinical"


class ChooseAssessment(Choosing):
    """For the therapist, from the map."""

    place = "fog"

    def __init__(self, desk: Desk) -> None:
        self._last = last_done(desk)
        self._seconds, self._trials = QUIET_S[0], TRIALS[0]
        self._shown = QUIET
        super().__init__(desk, focus=QUIET)

    def buttons(self) -> list[Button]:
        """Six cards, the choices of quiet standing while its card is shown, and the bar."""
        cards = [Button(key=kind, box=card_box(i), kind="bare") for i, kind in enumerate(KINDS)]
        # After the card that they belong to: whoever goes through one by one comes to them.
        after = KINDS.index(QUIET) + 1
        return [
            *cards[:after],
            *(self._options() if self._shown == QUIET else []),
            *cards[after:],
            Button(key="back", box=(60, BAR_Y, 240, BAR_H), label=tr("Back"), icon="icon_back"),
            Button(key=CLINICAL, box=(820, BAR_Y, 400, BAR_H), label=tr("Clinical results")),
        ]

    def _options(self) -> list[Button]:
        found = [("seconds", s, tr("{n:g} s").format(n=s), s == self._seconds) for s in QUIET_S]
        found += [("trials", n, tr("{n} ×").format(n=n), n == self._trials) for n in TRIALS]
        x0, y = STRIP[0] + STRIP[2] - len(found) * (OPTION_W + 12) - 12, STRIP[1] + (STRIP[3] - OPTION_H) / 2
        return [
            Button(
                key=f"{what} {value:g}",
                box=(x0 + i * (OPTION_W + 12), y, OPTION_W, OPTION_H),
                label=words,
                chosen=chosen,
            )
            for i, (what, value, words, chosen) in enumerate(found)
        ]

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """What has the focus is told below, and down from there leads to its choices: no other card slips in."""
        way, focus = keys.action_of(event, keys.MENU), self.menu.focus
        options = [button.key for button in self._options()]
        if (focus, way) == (QUIET, "down"):
            self.menu.focus = options[0]
            return self
        if focus in options and way == "up":
            self.menu.focus = QUIET
            return self
        after = super().handle(event)
        focus = self.menu.focus
        if focus in (*KINDS, CLINICAL) and focus != self._shown:
            self._shown = focus
            self.refresh()
        return after

    def chosen(self, key: str) -> Screen | None:
        """Into an assessment, to the results by hand, or back to the map."""
        what, _, value = key.partition(" ")
        if key == "back":
            return flow.level_map(self.desk)
        if key == CLINICAL:
            from steadyquest.ui.screens.assess_clinical import ClinicalResults

            return ClinicalResults(self.desk, behind=self)
        if what == "seconds":
            self._seconds = float(value)
        elif what == "trials":
            self._trials = int(value)
        elif key == QUIET:
            return lead.begin(self.desk, lead.quiet(seconds=self._seconds, trials=self._trials))
        else:
            return lead.begin(self.desk, assessment(key))
        self.refresh()
        return self

    def paint(self, surface: pygame.Surface) -> None:
        """The question, the cards, and the line below them."""
        heading(surface, self.view, tr("What shall be measured?"))
        for i, kind in enumerate(KINDS):
            self._paint_card(surface, kind, card_box(i))
        view, (x, y, w, h) = self.view, STRIP
        view.card(surface, STRIP)
        room = w - 48 - (len(self._options()) * (OPTION_W + 12) if self._shown == QUIET else 0.0)
        said = tr("Timed Up and Go, balance scale, walk, own goal: entered by hand.")
        words = said if self._shown == CLINICAL else wording.aim(self._shown)
        view.words(surface, words, (x + 24, y + 4, room, h - 8), align="left")

    def _paint_card(self, surface: pygame.Surface, kind: str, box: Box) -> None:
        view, (x, y, w, h) = self.view, box
        focused = self.menu.focus == kind
        if focused:
            draw_focus(surface, view, box)
        view.card(surface, box, shadow=not focused)
        view.sprite(surface, f"assess_{kind}", (x + 66, y + h / 2), 108)
        left, room = x + 130, w - 130 - 10
        names = tuple(map(wording.name, KINDS))
        view.words(surface, wording.name(kind), (left, y + 12, room, 82), bold=True, align="left", among=names)
        soft = view.colours.ink_soft
        last = self._last.get(kind)
        when = day(last) if last is not None else tr("not yet")
        # Never larger than the name above it, which may have had to stay small.
        view.words(surface, when, (left, y + 98, room, 58), size="small", colour=soft, align="left", grows=False)


def card_box(i: int) -> Box:
    """The i-th card."""
    row, column = divmod(i, COLUMNS)
    return LEFT + column * (CARD_W + GAP), TOP + row * (CARD_H + GAP), CARD_W, CARD_H


def last_done(desk: Desk) -> dict[str, datetime]:
    """When each was last done by who plays."""
    from steadyquest.session.assessments.trials import trials_of_player
    from steadyquest.session.feel_probe import probes_of

    store, player = desk.config.store, desk.player
    if store is None or player is None:
        return {}
    found = {record.trial.kind: record.at for record in trials_of_player(store, player.id)}
    probes = probes_of(store, player.id)
    return found | ({FEEL: probes[-1].at} if probes else {})
