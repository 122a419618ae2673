"""What keys, pad buttons and presenter remotes mean. The one table that play, menus and the F1 page share."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from steadyquest.words import tr


@dataclass(frozen=True, slots=True)
class Binding:
    """One meaning and what brings it about."""

    action: str
    keys: tuple[int, ...] = ()
    typed: str = ""
    """Characters, for keys that move about between keyboard layouts."""
    pad: tuple[int, ...] = ()


PLAY: tuple[Binding, ...] = (
    Binding("pause", (pygame.K_SPACE, pygame.K_b, pygame.K_F5, pygame.K_PERIOD, pygame.K_PAUSE), pad=(7, 0)),
    Binding("harder", (pygame.K_PLUS, pygame.K_KP_PLUS), typed="+=", pad=(5,)),
    Binding("easier", (pygame.K_MINUS, pygame.K_KP_MINUS), typed="-−", pad=(4,)),
    Binding("recentre", (pygame.K_c,), pad=(3,)),
    Binding("again", (pygame.K_a, pygame.K_PAGEUP), pad=(8,)),
    Binding("skip", (pygame.K_s, pygame.K_PAGEDOWN), pad=(2,)),
    Binding("note", (pygame.K_n,), pad=(6,)),
    Binding("tap", (pygame.K_t,), pad=(9,)),
    Binding("end", (pygame.K_ESCAPE,), pad=(1,)),
)
"""While a level is played. A presenter remote sends Page Up, Page Down, b or a full stop, and F5."""

MENU: tuple[Binding, ...] = (
    Binding("left", (pygame.K_LEFT, pygame.K_KP4), pad=(13,)),
    Binding("right", (pygame.K_RIGHT, pygame.K_KP6), pad=(14,)),
    Binding("up", (pygame.K_UP, pygame.K_KP8), pad=(11,)),
    Binding("down", (pygame.K_DOWN, pygame.K_KP2), pad=(12,)),
    Binding("next", (pygame.K_TAB, pygame.K_PAGEDOWN)),
    Binding("previous", (pygame.K_PAGEUP,)),
    Binding(
        "ok", (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE, pygame.K_F5, pygame.K_b, pygame.K_PERIOD), pad=(0, 7)
    ),
    Binding("back", (pygame.K_ESCAPE, pygame.K_AC_BACK), pad=(1,)),
)
"""While there is something to choose."""

EVERYWHERE: tuple[Binding, ...] = (
    Binding("keys", (pygame.K_F1,)),
    Binding("strip", (pygame.K_F2,)),
    Binding("look", (pygame.K_F3,)),
    Binding("calm", (pygame.K_k,)),
    Binding("fullscreen", (pygame.K_F11,)),
    Binding("mute", (pygame.K_m,)),
)

MAP: tuple[Binding, ...] = (Binding("measure", (pygame.K_e,)), Binding("book", (pygame.K_l,)))
"""On the map, beside what menus have."""

HATS = {(-1, 0): "left", (1, 0): "right", (0, 1): "up", (0, -1): "down"}
STICK_ON, STICK_OFF = 0.6, 0.3
"""A stick moves the focus once when it passes the first, and again only after it came back under the second."""


def _tables(bindings: tuple[Binding, ...]) -> tuple[dict[int, str], dict[str, str], dict[int, str]]:
    keys = {key: b.action for b in bindings for key in b.keys}
    typed = {char: b.action for b in bindings for char in b.typed}
    pad = {button: b.action for b in bindings for button in b.pad}
    return keys, typed, pad


_TABLES = {id(table): _tables(table) for table in (PLAY, MENU, EVERYWHERE, MAP)}


def action_of(event: pygame.event.Event, bindings: tuple[Binding, ...]) -> str:
    """What the event means in this table, or an empty string."""
    keys, typed, pad = _TABLES[id(bindings)]
    if event.type == pygame.KEYDOWN:
        if event.key == pygame.K_TAB and event.mod & pygame.KMOD_SHIFT:
            return "previous" if bindings is MENU else ""
        return keys.get(event.key) or typed.get(getattr(event, "unicode", "") or "", "")
    if event.type == pygame.JOYBUTTONDOWN:
        return pad.get(event.button, "")
    if event.type == pygame.JOYHATMOTION and bindings is MENU:
        return HATS.get(tuple(event.value), "")
    return ""


class StickSteps:
    """Turns a stick's way into single steps of the focus."""

    def __init__(self) -> None:
        self._out: dict[int, bool] = {}

    def action(self, event: pygame.event.Event) -> str:
        """left, right, up or down when the stick has just been pushed that far, else an empty string."""
        if event.type != pygame.JOYAXISMOTION or event.axis not in {0, 1}:
            return ""
        if abs(event.value) < STICK_OFF:
            self._out[event.axis] = False
            return ""
        if abs(event.value) < STICK_ON or self._out.get(event.axis):
            return ""
        self._out[event.axis] = True
        return (("left", "right"), ("up", "down"))[event.axis][event.value > 0]


def pages() -> list[tuple[str, str]]:
    """Keys and their meaning, for the F1 page."""
    return [
        (tr("Space"), tr("pause, go on")),
        (tr("+  −"), tr("harder, easier")),
        ("C", tr("centre here")),
        ("A  S", tr("again, skip this one")),
        ("N  E  L", tr("take a note; on the map: measure, book")),
        ("T", tr("a right answer in the second task")),
        (tr("Esc"), tr("back; in a level: pause, then end")),
        (tr("Arrows, number pad"), tr("lean (keyboard play); choose")),
        (tr("Page Up, Down, B"), tr("presenter remote: again, skip, pause")),
        (tr("Pad A B X Y"), tr("pause, end, skip, centre; shoulders: −  +")),
        (tr("Pad Back, left stick"), tr("take a note; again")),
        ("F1  F2", tr("these keys, numbers for the therapist")),
        ("F3  K", tr("next look, calm mode")),
        ("F11  M", tr("full screen, sound off and on")),
    ]
