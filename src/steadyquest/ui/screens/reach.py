"""Reach: how far this player leans, as a small game; or last time's, or a length set by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pygame

from steadyquest.conventions import DIRECTIONS, UNIT_VECTORS
from steadyquest.session.labels import is_board, is_hand
from steadyquest.ui import keys
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steadyquest.signal.reach_measure import ReachMeasure
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

CENTRE = (640.0, 400.0)
FURTHEST_MM = 84.0
FURTHEST = 236.0
"""This many millimetres are drawn this many units long."""
STEP_MM = 5.0
LEAST_MM, MOST_MM = 15.0, 250.0
STONE_MM = 10.5
"""The path grows by a stone every so many millimetres."""


def words_for(direction: str) -> str:
    """Where to lean, as one would say it to a child."""
    return {
        "right": tr("Lean to the right, as far as is good"),
        "left": tr("Lean to the left, as far as is good"),
        "forward": tr("Lean forward, as far as is good"),
        "back": tr("Lean back, as far as is good"),
        "forward_right": tr("Lean forward and right"),
        "forward_left": tr("Lean forward and left"),
        "back_right": tr("Lean back and right"),
        "back_left": tr("Lean back and left"),
    }[direction]


def place_of(direction: str, mm: float, *, whole_mm: float = FURTHEST_MM) -> tuple[float, float]:
    """Where a lean of so many millimetres is drawn."""
    ux, uy = UNIT_VECTORS[direction]
    far = min(mm, MOST_MM) / whole_mm * FURTHEST
    return CENTRE[0] + ux * far, CENTRE[1] - uy * far


class ChooseReach(Choosing):
    """Quick, all eight, last time's, or by hand."""

    place = "meadow"

    def __init__(self, desk: Desk) -> None:
        session = desk.session
        self._kept = session is not None and session.reach.kind != "default"
        # Hands and simulated people have no limits to be found; a measured reach need not be found again.
        on_board = is_board(desk.label)
        self._again = self._measure_again(desk) if self._kept and not is_hand(desk.label) else ""
        wanted = (on_board and not self._kept) or self._again
        super().__init__(desk, focus="quick" if wanted else "keep")

    def buttons(self) -> list[Button]:
        """Four ways."""
        kept = self._kept
        w, h, y = 264.0, 250.0, 200.0
        names = [
            ("quick", tr("Quick"), "lantern", tr("3 ways, 30 s")),
            ("full", tr("All around"), "star", tr("8 ways")),
            ("keep", tr("As last time") if kept else tr("Careful"), "stone", "" if kept else tr("a first guess")),
            ("hand", tr("By hand"), "icon_settings", ""),
        ]
        return [
            *(
                Button(key=key, box=(76 + i * (w + 24), y, w, h), label=label, icon=icon, under=under, kind="tile")
                for i, (key, label, icon, under) in enumerate(names)
            ),
            Button(key="back", box=(60, BAR_Y, 240, BAR_H), label=tr("Back"), icon="icon_back"),
        ]

    def chosen(self, key: str) -> Screen | None:
        """Measure, keep, or correct."""
        if key == "back" and self.desk.assess_next is not None and self.desk.config.assess is None:
            self.desk.assess_next = None
            return flow.assess(self.desk)
        if key == "back":
            self.desk.let_go()
            return flow.title(self.desk)
        if key in {"quick", "full"}:
            return MeasureReach(self.desk, kind=key)
        return ReachByHand(self.desk) if key == "hand" else flow.after_reach(self.desk)

    def takes_lean(self, key: str) -> bool:
        """To measure, or as last time; lengths set by hand are the therapist's."""
        return key in {"quick", "full", "keep"}

    def paint(self, surface: pygame.Surface) -> None:
        """The question; and why it is asked again, where it is."""
        heading(surface, self.view, tr("How far do you lean?"))
        if self._again:
            box = (190.0, 486.0, 900.0, 84.0)
            self.view.card(surface, box)
            words = (box[0] + 20, box[1] + 2, box[2] - 40, box[3] - 4)
            self.view.words(surface, tr("You lean further by now. Shall we see how far?"), words)

    @property
    def for_therapist(self) -> str:
        """The numbers behind it, for the strip."""
        return self._again

    @staticmethod
    def _measure_again(desk: Desk) -> str:
        session, store = desk.session, desk.config.store
        if session is None or store is None or session.person.id is None:
            return ""
        from steadyquest.session.reach_advice import measure_again

        person = session.person
        return measure_again(store, session.person.id, stance=person.stance, surface=person.surface)


class MeasureReach(Choosing):
    """One way after the other; lanterns light up along the way as far as the player leans."""

    leaning = True
    place = "meadow"

    def __init__(self, desk: Desk, *, kind: str) -> None:
        assert desk.session is not None  # noqa: S101 - the flow only comes here with one
        self._session = desk.session
        self._kind = kind
        self._measure: ReachMeasure = desk.session.begin_reach(kind)
        super().__init__(desk)

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """S skips this way, A starts again, Escape goes back."""
        action = keys.action_of(event, keys.PLAY)
        if action == "end":
            return ChooseReach(self.desk)
        if action == "skip":
            self._measure.skip()
        elif action == "again":
            return MeasureReach(self.desk, kind=self._kind)
        elif action == "recentre":
            self._session.command("recentre")
        return self

    def update(self) -> Screen | None:
        """On to the summary when every way was tried."""
        if not self._measure.done:
            return self
        return ReachByHand(self.desk, measured=bool(self._measure.mm), unseen=self._session.keep_reach())

    def paint(self, surface: pygame.Surface) -> None:
        """The sentence, the path of lanterns, and a lantern where the player is."""
        view, measure = self.view, self._measure
        direction = measure.direction
        if direction is None:
            return
        words = tr("No signal. Is the board plugged in?") if self._session.watchdog else words_for(direction)
        heading(surface, view, words)
        side = self.desk.side

        def place(mm: float) -> tuple[float, float]:
            x, y = place_of(direction, mm)
            return CENTRE[0] + side * (x - CENTRE[0]), y

        lean, centre = self._session.lean, self._session.centre_mm
        for i in range(1, int(FURTHEST_MM / STONE_MM) + 1):
            mm = i * STONE_MM
            lit = mm <= measure.extent_mm
            at = place(mm)
            if lit:
                view.sprite(surface, "lantern", at, 40)
            else:
                view.disc(surface, at, 10, colour=view.colours.paper, edge=view.colours.ink)
        if measure.extent_mm >= LEAST_MM:
            view.ring(surface, place(measure.extent_mm), 46, progress=measure.progress, width=8)
        view.disc(surface, CENTRE, 20, colour=view.colours.paper, edge=view.colours.ink)
        if lean is not None:
            dx, dy = lean.cop_ml_mm - centre[0], lean.cop_ap_mm - centre[1]
            scale = FURTHEST / FURTHEST_MM
            at = (CENTRE[0] + side * dx * scale, CENTRE[1] - dy * scale)
            view.sprite(surface, "lumi", (_kept(at[0], 1200), _kept(at[1], 640)), 96)
        hint = tr("Stay a moment, then come back. S: skip")
        if measure.asks_again:
            hint = tr("No lean was seen. Once more? S: skip")
        box = (260.0, 630.0, 760.0, 56.0)
        view.card(surface, box)
        view.words(surface, hint, (box[0] + 14, box[1], box[2] - 28, box[3]), size="small")


class ReachByHand(Choosing):
    """All eight lengths as a spider; each can be made longer or shorter."""

    place = "meadow"

    def __init__(self, desk: Desk, *, measured: bool = False, unseen: Sequence[str] = ()) -> None:
        assert desk.session is not None  # noqa: S101 - the flow only comes here with one
        self._session = desk.session
        self._measured = measured
        self._unseen = unseen
        self._mm = list(desk.session.reach.mm)
        self._changed = False
        self._at = 2
        super().__init__(desk, focus="go")

    def buttons(self) -> list[Button]:
        """A dot for each direction, plus, minus, and on."""
        dots = [
            Button(
                key=f"way {name}",  # one of them is called as the button that goes back is
                box=_around(place_of(name, FURTHEST_MM * 0.98), 62),
                kind="bare",
                chosen=i == self._at,
            )
            for i, name in enumerate(DIRECTIONS)
        ]
        return [
            *dots,
            Button(key="less", box=(946, 330, 120, 84), label="−"),
            Button(key="more", box=(1086, 330, 120, 84), label="+"),
            Button(key="back", box=(60, BAR_Y, 240, BAR_H), label=tr("Back"), icon="icon_back"),
            Button(key="go", box=(920, BAR_Y, 300, BAR_H), label=tr("That fits"), icon="icon_check", kind="main"),
        ]

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Plus and minus work whatever has the focus."""
        action = keys.action_of(event, keys.PLAY)
        if action in {"harder", "easier"} and event.type == pygame.KEYDOWN:
            self._change(STEP_MM if action == "harder" else -STEP_MM)
            return self
        return super().handle(event)

    def chosen(self, key: str) -> Screen | None:
        """Pick a direction, change it, or take it all."""
        if key == "back":
            return ChooseReach(self.desk)
        way = key.removeprefix("way ")
        if way != key:
            self._at = DIRECTIONS.index(way)
        elif key in {"less", "more"}:
            self._change(STEP_MM if key == "more" else -STEP_MM)
        elif key == "go":
            if self._changed:
                self._session.set_reach(self._mm, "hand")
            return flow.after_reach(self.desk)
        self.refresh()
        return self

    def takes_lean(self, key: str) -> bool:
        """On with what was measured; lengths are changed by hand."""
        return self._measured and key == "go"

    def paint(self, surface: pygame.Surface) -> None:
        """The spider at the left, the chosen direction at the right."""
        view = self.view
        heading(surface, view, tr("This is how far you lean") if self._measured else tr("How far is a full lean?"))
        view.disc(surface, CENTRE, 276, colour=view.colours.paper, edge=view.colours.paper_edge)
        whole_mm = max(self._mm) * 1.25
        ends = [place_of(name, mm, whole_mm=whole_mm) for name, mm in zip(DIRECTIONS, self._mm, strict=True)]
        corners = [view.canvas.point(*end) for end in ends]
        pygame.draw.polygon(surface, view.colours.light, corners)
        pygame.draw.polygon(surface, view.colours.ink, corners, view.canvas.px(3))
        for i, name in enumerate(DIRECTIONS):
            at = place_of(name, FURTHEST_MM * 0.98)
            picked = i == self._at
            if self.menu.focus == f"way {name}":
                view.disc(surface, at, 34, colour=view.colours.focus, edge=view.colours.paper)
            fill = view.colours.focus if picked else view.colours.paper
            view.disc(surface, at, 22 if picked else 15, colour=fill, edge=view.colours.ink)
        card = (936.0, 180.0, 280.0, 250.0)
        view.card(surface, card)
        view.words(surface, _name_of(DIRECTIONS[self._at]), (card[0] + 12, card[1] + 12, card[2] - 24, 60), bold=True)
        length = tr("{mm:.0f} mm").format(mm=self._mm[self._at])
        view.words(surface, length, (card[0] + 12, card[1] + 72, card[2] - 24, 70), size="heading", title=True)
        if self._unseen:
            box = (40.0, 190.0, 300.0, 230.0)
            view.card(surface, box)
            said = (
                tr("No lean was seen: {ways}. There it is a first guess.")
                if self._session.reach.kind == "default"
                else (tr("No lean was seen: {ways}. There it is as before."))
            )
            words = said.format(ways=", ".join(_name_of(way) for way in self._unseen))
            view.words(surface, words, (box[0] + 16, box[1] + 8, box[2] - 32, box[3] - 16), size="small")

    def _change(self, by_mm: float) -> None:
        self._mm[self._at] = min(MOST_MM, max(LEAST_MM, self._mm[self._at] + by_mm))
        self._changed = True


def _name_of(direction: str) -> str:
    return {
        "right": tr("right"),
        "left": tr("left"),
        "forward": tr("forward"),
        "back": tr("back"),
        "forward_right": tr("forward right"),
        "forward_left": tr("forward left"),
        "back_right": tr("back right"),
        "back_left": tr("back left"),
    }[direction]


def _around(at: tuple[float, float], side: float) -> tuple[float, float, float, float]:
    return at[0] - side / 2, at[1] - side / 2, side, side


def _kept(value: float, most: float) -> float:
    return min(most, max(80.0, value)) if math.isfinite(value) else most / 2
