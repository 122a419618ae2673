"""The feel probe on the screen: the offer before play, and the thanks after it. The play between is the usual one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.errors import SignalError
from steadyquest.session import feel_probe
from steadyquest.session.labels import is_file, is_hand
from steadyquest.ui import keys
from steadyquest.ui.overlay import Confirm, Message, sentence
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.session.feel_probe import Probe
    from steadyquest.session.result import RunResult
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

TILES = ((92.0, "star"), (476.0, "lumi"), (860.0, "icon_lantern_4"))
TILE_W, TILE_Y, TILE_H = 328.0, 132.0, 396.0


def offered(desk: Desk) -> Screen | None:
    """The offer, once in a session, when it is due or was asked for; None to go on without."""
    session, store, asked = desk.session, desk.config.store, desk.config.options.probe
    if session is None or store is None or session.person.id is None or desk.probe_asked:
        return None
    if desk.config.options.home:
        return None  # it is measured where somebody stands by, always in the same way
    desk.probe_asked = True
    probes = feel_probe.probes_of(store, session.person.id)
    person = session.person
    if asked:
        return OfferProbe(desk, probes, anew=asked == "anew")
    # A hand on the keys feels nothing, a recording has no will, and who came for one level came for that.
    if is_hand(desk.label) or is_file(desk.label) or desk.config.given_levels:
        return None
    due = feel_probe.is_due(probes, stance=person.stance, surface=person.surface)
    return OfferProbe(desk, probes) if due else None


class OfferProbe(Choosing):
    """Before we play: eight places to find by feel. May be left out, and is asked again next time."""

    place = "fog"

    def __init__(self, desk: Desk, probes: tuple[Probe, ...], *, anew: bool = False) -> None:
        self._probes = probes
        self._problem = ""
        self._level = self._made(desk, anew=anew)
        super().__init__(desk, focus="go" if self._level else "skip")

    def _made(self, desk: Desk, *, anew: bool) -> Level | None:
        session = desk.session
        assert session is not None  # noqa: S101 - only offered with one
        try:
            return feel_probe.next_probe(self._probes, stance=session.person.stance, reach=session.reach, anew=anew)
        except SignalError as fault:
            self._problem = str(fault)
        return None

    def buttons(self) -> list[Button]:
        """Not today, other places where there are some already, on."""
        frozen = self._frozen is not None
        return [
            Button(key="skip", box=(60, BAR_Y, 280, BAR_H), label=tr("Not today")),
            *([Button(key="anew", box=(500, BAR_Y, 280, BAR_H), label=tr("New places"))] if frozen else []),
            Button(
                key="go",
                box=(940, BAR_Y, 280, BAR_H),
                label=tr("Let's go"),
                icon="icon_play",
                kind="main",
                enabled=self._level is not None,
            ),
        ]

    def chosen(self, key: str) -> Screen | None:
        """New places want the therapist's word: what was measured before is then another story."""
        if key == "go" and self._level is not None:
            return flow.intro(self.desk, self._level)
        if key == "anew":
            return self._ask_anew()
        return flow.after_probe(self.desk)

    def takes_lean(self, key: str) -> bool:
        """Now, or not today; other places want the therapist's word."""
        return key in {"go", "skip"}

    def paint(self, surface: pygame.Surface) -> None:
        """What is going to happen, in three pictures."""
        view = self.view
        heading(surface, view, tr("Before we play: eight places to find by feel"))
        if self._problem:
            view.card(surface, (190, 200, 900, 300))
            view.words(surface, sentence(self._problem), (240, 220, 800, 260), size="large")
            return
        words = (
            tr("Go to the star. Keep its place in mind."),
            tr("Come back to the middle."),
            tr("Your light goes out. Find the place by feel."),
        )
        for (x, picture), said in zip(TILES, words, strict=True):
            view.card(surface, (x, TILE_Y, TILE_W, TILE_H))
            middle = (x + TILE_W / 2, TILE_Y + 136)
            view.sprite(surface, picture, middle, 176)
            view.words(surface, said, (x + 18, TILE_Y + 258, TILE_W - 36, 124), size="large", among=words)

    @property
    def for_therapist(self) -> str:
        """When it was done last, for the strip."""
        frozen = self._frozen
        if frozen is None:
            return tr("feel probe: the first, its places are frozen from today's reach")
        mine = [probe for probe in self._probes if probe.group[:2] == frozen.group[:2] and probe.finished]
        said = tr("feel probe: series {series}, {n} so far")
        return said.format(series=frozen.series, n=len(mine))

    @property
    def _frozen(self) -> Probe | None:
        session = self.desk.session
        return feel_probe.series_of(self._probes, session.person.stance) if session is not None else None

    def _ask_anew(self) -> Screen:
        question = tr("For the therapist: take new places from today's reach? Earlier probes cannot be compared then.")
        return Confirm(
            self.desk, self, question=question, yes=tr("New places"), no=tr("Keep them"), then=self._begin_anew
        )

    def _begin_anew(self) -> Screen | None:
        level = self._made(self.desk, anew=True)
        if level is None:
            return Message(self.desk, self, text=self._problem, icon="icon_warning")
        return flow.intro(self.desk, level)


class ProbeDone(Choosing):
    """Thanks, and a true fact. No stars: nothing was to be won."""

    place = "fog"

    def __init__(self, desk: Desk, result: RunResult) -> None:
        self._fact = result.fact
        super().__init__(desk, focus="go")

    def buttons(self) -> list[Button]:
        """On."""
        return [Button(key="go", box=(490, 560, 300, 84), label=tr("Go on"), icon="icon_play", kind="main")]

    def chosen(self, key: str) -> Screen | None:  # noqa: ARG002 - whatever is pressed
        """To what was to be played."""
        return flow.after_probe(self.desk)

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Escape goes on as well: there is nothing behind."""
        if keys.action_of(event, keys.MENU) == "back":
            return self.chosen("go")
        return super().handle(event)

    def takes_lean(self, key: str) -> bool:
        """On."""
        return bool(key)

    def paint(self, surface: pygame.Surface) -> None:
        """Thanks."""
        view = self.view
        view.card(surface, (190, 76, 900, 596))
        view.words(surface, tr("Thank you!"), (230, 96, 820, 90), size="heading", title=True)
        view.sprite(surface, "lumi_happy", (640, 300), 210)
        view.words(surface, self._fact, (270, 420, 740, 120), size="large")
