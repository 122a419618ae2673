"""Choosing without hands on every screen: what the game asks once an event and once a frame.

A lean or a press becomes the event of a key that menus know, and goes to the shown screen as if it had been pressed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pygame

from steadyquest.conventions import UNIT_VECTORS
from steadyquest.ui import placing
from steadyquest.ui.access import figure
from steadyquest.ui.access.leaning import LeanChoice
from steadyquest.ui.access.rows import RowScan, frame_of
from steadyquest.ui.access.switches import CHOOSE, NEXT, Presses, Scan, switch_of
from steadyquest.ui.keyboard import HOME_KEYS, WAYS

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen
    from steadyquest.ui.widgets import Menu

KEYS = {
    "left": pygame.K_LEFT,
    "right": pygame.K_RIGHT,
    "up": pygame.K_UP,
    "down": pygame.K_DOWN,
    "next": pygame.K_TAB,
    "ok": pygame.K_RETURN,
    "look": pygame.K_UNKNOWN,
}
PLACES = tuple((round(x * placing.BY_PAD, 3), round(y * placing.BY_PAD, 3)) for x, y in UNIT_VECTORS.values())
"""Where a switch can put the next target."""
BY_HANDS = frozenset({pygame.KEYDOWN, pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP, pygame.JOYBUTTONDOWN})
STICK = frozenset({0, 1})


class Choices:
    """`tell` hands an event to the shown screen."""

    def __init__(self, desk: Desk, *, tell: Callable[[pygame.event.Event], None]) -> None:
        self._desk, self._tell = desk, tell
        self._lean, self._scan, self._presses = LeanChoice(), Scan(), Presses()
        self._rows = RowScan()
        self._place = 0
        self._shown: Any = None
        self._then_s = math.nan

    # -- events -----------------------------------------------------------------------------------------------

    def event(self, event: pygame.event.Event, screen: Screen) -> bool:
        """See an event before the screen does. True when it was a switch, or a lean by hand that chooses."""
        if self._leans(event, screen):
            return True
        if event.type in BY_HANDS:
            # Whoever chooses by hand is not to be disturbed by where the weight is.
            self._lean.wait()
        return self._switch(event, screen)

    def _switch(self, event: pygame.event.Event, screen: Screen) -> bool:
        access, switch = self._desk.access, switch_of(event)
        wanted = {access.switch_choose or CHOOSE: "ok"}
        if access.switches > 1:
            wanted[access.switch_next or NEXT] = "next"
        if not access.switches or switch not in wanted or self._is_taken(event, screen):
            return False
        if self._presses.pressed(event, now_s=self._desk.clock()):
            self._scan.begin()
            self._press(wanted[switch], screen)
        return True

    def _is_taken(self, event: pygame.event.Event, screen: Screen) -> bool:
        """Whether somebody types now, or says which key is to be the switch."""
        if takes_all_keys(screen):
            return True
        return event.type in {pygame.KEYDOWN, pygame.KEYUP} and is_typing(menu_of(screen))

    def _press(self, action: str, screen: Screen) -> None:
        session, menu = self._desk.session, menu_of(screen)
        if not _is_play(screen):
            focus = "" if menu is None else self._rows.next(menu) if action == "next" else self._rows.press(menu)
            if menu is not None and focus:
                self._focus(menu, focus)
            else:
                self._tell(_key(action))
        elif self._places(screen) and session is not None:
            if action == "next":
                self._place = (self._place + 1) % len(PLACES)
            else:
                session.command("place", list(PLACES[self._place]))
        elif action == "ok":
            # While one plays, a switch is the pause: from there the rest can be reached.
            self._tell(_key("pause"))

    def _leans(self, event: pygame.event.Event, screen: Screen) -> bool:
        """Whether this is a lean by arrow keys or stick, where leans choose: then it is not a step of the focus."""
        hand = self._desk.hand
        if hand is None or not self.listens(screen):
            return False
        is_key = event.type in {pygame.KEYDOWN, pygame.KEYUP} and (event.key in WAYS or event.key in HOME_KEYS)
        if not is_key and not (event.type == pygame.JOYAXISMOTION and event.axis in STICK):
            return False
        hand.handle(event)
        return True

    # -- a frame ----------------------------------------------------------------------------------------------

    def frame(self, screen: Screen) -> None:
        """Once a frame, after the newest sample."""
        now_s = self._desk.clock()
        dt_s, self._then_s = (0.0 if math.isnan(self._then_s) else now_s - self._then_s), now_s
        if below(screen) is not self._shown:
            self._shown, self._place = below(screen), 0
            self._lean.wait()
            self._scan.begin()
            self._rows.begin()
        if self.listens(screen):
            self._follow_lean(screen, dt_s)
        else:
            self._lean.wait()
        if self._desk.access.switches == 1:
            self._go_on(screen, dt_s)

    def listens(self, screen: Screen) -> bool:
        """Whether leans choose on this screen now."""
        desk, menu, takes = self._desk, menu_of(screen), takes_lean(screen)
        if not desk.stands or desk.label == "mouse" or menu is None:
            return False
        if screen.leaning or not desk.access.dwell_on(by_hand=desk.hand is not None):
            return False
        return any(button.enabled and takes(button.key) for button in menu.buttons)

    def _follow_lean(self, screen: Screen, dt_s: float) -> None:
        desk, menu = self._desk, menu_of(screen)
        lean = desk.lean
        if lean is None or menu is None or not lean.valid:
            self._lean.wait()
            return
        dwell_s = desk.access.dwell_on(by_hand=desk.hand is not None)
        may_choose = bool(menu.focus) and takes_lean(screen)(menu.focus)
        action = self._lean.step(desk.side * lean.x, lean.y, dt_s=dt_s, dwell_s=dwell_s, may_choose=may_choose)
        if action == "ok":
            self._tell(_key(action))
        elif action:
            self._step(screen, menu, action)

    def _step(self, screen: Screen, menu: Menu, way: str) -> None:
        """The focus goes that way, past what wants a hand; where nothing else lies there, it stays."""
        takes, began = takes_lean(screen), menu.focus
        for _ in menu.buttons:
            before = menu.focus
            self._tell(_key(way))
            if takes(menu.focus):
                return
            if menu.focus == before:
                break
        if takes(began) and any(button.key == began for button in menu.buttons):
            menu.focus = began

    def _go_on(self, screen: Screen, dt_s: float) -> None:
        """With one switch: the focus, or the place for the next target, goes on by itself."""
        menu, places = menu_of(screen), self._places(screen)
        waits = menu is None or screen.leaning or is_typing(menu) or takes_all_keys(screen)
        if (waits and not places) or not self._scan.step(dt_s=dt_s, every_s=self._desk.access.scan_s):
            return
        if places:
            self._place = (self._place + 1) % len(PLACES)
            return
        if menu is not None and (focus := self._rows.next(menu)):
            self._focus(menu, focus)
            return
        for _ in menu.buttons if menu is not None else ():
            self._tell(_key("next"))
            if not is_typing(menu):  # a line to type in is nothing for a switch
                return

    def _focus(self, menu: Menu, key: str) -> None:
        """The focus is there now; the screen hears of it, for one that shows what has the focus."""
        menu.focus = key
        self._tell(_key("look"))

    def _places(self, screen: Screen) -> bool:
        """Whether the game waits for somebody to place the next target."""
        session = self._desk.session
        return _is_play(screen) and session is not None and placing.is_wanted(session.scene())

    # -- the picture ------------------------------------------------------------------------------------------

    def draw(self, surface: pygame.Surface, screen: Screen) -> None:
        """The little plate and the ring, where leans choose; the row, or the place for a target, of a switch."""
        desk, menu = self._desk, menu_of(screen)
        if desk.access.switches and menu is not None and not screen.leaning and (row := self._rows.row(menu)):
            figure.draw_row(surface, desk.view, frame_of(row))
        if self.listens(screen) and menu is not None:
            lean = desk.lean
            at = (desk.side * lean.x, lean.y) if lean is not None and lean.valid else (0.0, 0.0)
            if self._lean.progress and menu.focus:
                figure.draw_progress(surface, desk.view, menu.button(menu.focus).box, self._lean.progress)
            middle = getattr(below(screen), "lean_at", figure.FIGURE)
            figure.draw_figure(surface, desk.view, at, way=self._lean.way, waits=self._lean.waits, middle=middle)
        elif desk.access.switches and self._places(screen):
            figure.draw_place(surface, desk.view, PLACES[self._place], side=desk.side)


def below(screen: Any) -> Any:
    """The screen itself, under the therapist's strip."""
    from steadyquest.ui.screens.strip import Strip

    while isinstance(screen, Strip):
        screen = screen.beneath
    return screen


def menu_of(screen: Any) -> Menu | None:
    """What can be chosen on the screen."""
    return getattr(below(screen), "menu", None)


def takes_all_keys(screen: Any) -> bool:
    """Whether the screen waits for whatever is pressed."""
    return getattr(below(screen), "takes_all_keys", False)


def takes_lean(screen: Any) -> Callable[[str], bool]:
    """Which buttons of the screen a lean may choose."""
    return getattr(below(screen), "takes_lean", lambda _key: False)


def is_typing(menu: Menu | None) -> bool:
    """Whether letters go into a field now."""
    return menu is not None and any(b.kind == "field" and b.key == menu.focus for b in menu.buttons)


def _is_play(screen: Any) -> bool:
    """Whether a level is played: what can be told to stand still."""
    return hasattr(below(screen), "hold")


def _key(action: str) -> pygame.event.Event:
    key = pygame.K_SPACE if action == "pause" else KEYS[action]
    return pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode="")
