"""Faces: how it feels before and after, one tap each. Nothing has to be said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from steadyquest.session.today import AFTER, BEFORE, FACES, MOST, stops
from steadyquest.ui.overlay import Confirm, Message
from steadyquest.ui.screens import flow
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading
from steadyquest.ui.widgets import Button, draw_focus
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

CARD = (60.0, 118.0, 1160.0, 466.0)
ROW_Y, ROW_H = 130.0, 150.0
FACE, FACE_X, FACE_GAP = 132.0, 350.0, 38.0


def are_due(desk: Desk, when: str) -> bool:
    """Whether this player is asked, and was not yet today."""
    session = desk.session
    return session is not None and bool(desk.setting("faces", False)) and when not in session.notes


class Faces(Choosing):
    """Three rows of five faces. `then` says which screen comes after."""

    place = "meadow"

    def __init__(self, desk: Desk, when: str, *, then: Callable[[], Screen]) -> None:
        self._when, self._then = when, then
        self._said: dict[str, int] = {}
        self.hour = 0 if when == BEFORE else 1
        super().__init__(desk, focus=f"{FACES[0]} 0")
        for kind in FACES:
            desk.view.art.preload(*(f"face_{kind}_{face}" for face in range(MOST + 1)), size=FACE - 28)

    def buttons(self) -> list[Button]:
        """The faces, and on; skipping is as easy as answering."""
        faces = [
            Button(
                key=f"{kind} {face}",
                box=(FACE_X + face * (FACE + FACE_GAP), ROW_Y + row * ROW_H + 6, FACE, FACE),
                kind="bare",
            )
            for row, kind in enumerate(FACES)
            for face in range(MOST + 1)
        ]
        words = tr("Go on") if self._said else tr("Not now")
        return [*faces, Button(key="go", box=(860, BAR_Y, 360, BAR_H), label=words, icon="icon_play", kind="main")]

    def chosen(self, key: str) -> Screen | None:
        """A face is taken at once and may be changed; the focus goes on to the next row."""
        if key in {"go", "back"}:
            return self._done()
        kind, _, face = key.partition(" ")
        if kind in FACES:
            self._said[kind] = int(face)
            row = FACES.index(kind) + 1
            self.menu.focus = f"{FACES[row]} {face}" if row < len(FACES) else "go"
            self.refresh()
        return self

    def takes_lean(self, key: str) -> bool:
        """How it feels is for the player to say."""
        return bool(key)

    def paint(self, surface: pygame.Surface) -> None:
        """The rows; a chosen face stands on a bright disc, the others of its row are fainter."""
        view = self.view
        words = tr("How do you feel today?") if self._when == BEFORE else tr("How was it?")
        heading(surface, view, words)
        view.card(surface, CARD)
        names = {"pain": tr("Does anything hurt?"), "tired": tr("How tired?"), "fun": tr("How much fun?")}
        asked = tuple(names.values())
        for row, kind in enumerate(FACES):
            y = ROW_Y + row * ROW_H
            view.words(surface, names[kind], (90, y + 6, 240, FACE), bold=True, align="left", among=asked)
            for face in range(MOST + 1):
                self._paint_face(
                    surface, kind, face, at=(FACE_X + face * (FACE + FACE_GAP) + FACE / 2, y + 6 + FACE / 2)
                )

    def _paint_face(self, surface: pygame.Surface, kind: str, face: int, *, at: tuple[float, float]) -> None:
        view, said, key = self.view, self._said.get(kind), f"{kind} {face}"
        if self.menu.focus == key:
            draw_focus(surface, view, self.menu.button(key).box)
        if said == face:
            view.disc(surface, at, FACE / 2, colour=view.colours.accent, edge=view.colours.ink)
        state = "faint" if said is not None and said != face else ""
        picture = view.art.sprite(f"face_{kind}_{face}", FACE - 28, state=state)
        surface.blit(picture, picture.get_rect(center=view.canvas.point(*at)))

    def _done(self) -> Screen:
        session = self.desk.session
        if session is not None:
            session.note(**{self._when: self._said})
        settings = self.desk.player.settings if self.desk.player is not None else {}
        if self._when == BEFORE and stops(settings, self._said):
            return self._ask_therapist() if self.desk.config.home is None else self._rest_today()
        return self._then()

    def _rest_today(self) -> Screen:
        """At home nobody is there to decide: it is a day of rest."""
        text = tr("Then today is for resting. Tell the people in the clinic that it hurt.")
        return Message(
            self.desk, self, text=text, icon="hint_rest", then=lambda: flow.session_end(self.desk), for_player=True
        )

    def _ask_therapist(self) -> Screen:
        """The rule that the therapist set; they decide."""
        return Confirm(
            self.desk,
            self,
            question=tr("For the therapist: the pain is where you wanted to be asked. Play today?"),
            yes=tr("Play"),
            no=tr("Not today"),
            then=self._then,
            otherwise=lambda: flow.session_end(self.desk),
            icon="icon_warning",
        )


def before(desk: Desk, then: Callable[[], Screen]) -> Screen:
    """The faces before play where they are due, else what comes next."""
    return Faces(desk, BEFORE, then=then) if are_due(desk, BEFORE) else then()


def after(desk: Desk, then: Callable[[], Screen]) -> Screen:
    """The faces after play where they are due, else what comes next."""
    played = desk.session is not None and bool(desk.session.results)
    return Faces(desk, AFTER, then=then) if played and are_due(desk, AFTER) else then()
