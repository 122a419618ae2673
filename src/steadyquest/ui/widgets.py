"""What can be chosen: buttons and tiles with a focus that is always visible, moved by keys, mouse, pad or remote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pygame

from steadyquest.ui.keys import MENU, StickSteps, action_of
from steadyquest.ui.view import Box, Room, View

Kind = Literal["main", "plain", "tile", "bare", "field"]
_WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
FOCUS_GAP, FOCUS_WIDTH = 4, 5
OFF_EDGE = "#5a5a5a"
"""Where black is paper, only the edge can tell what cannot be chosen from what can."""
DOWN_COSTS = 2.5
"""Menus read in rows: a unit up or down counts as much as this many across. The focus stays in its row sideways and
takes the nearest row up and down."""
OTHER_ROW = 2000.0
"""More than anything in the same row can cost."""
TILE_LINE = 46.0
PAD, LEAST_PAD, AIR = 16.0, 6.0, 10.0
"""Between the edge and what is in a button; the least, and what words keep free beside it as long as they can."""
OVERLAP = 10.0
"""What overlaps by more than this along the way lies beside, not ahead."""


@dataclass(slots=True, kw_only=True)
class Button:
    """One thing to choose. `key` is what the screen hears when it is chosen."""

    key: str
    box: Box
    label: str = ""
    icon: str = ""
    kind: Kind = "plain"
    under: str = ""
    """A second, smaller line."""
    enabled: bool = True
    chosen: bool = False
    hover: bool = True
    """The pointer above it takes the focus. Not for what is hard to undo: Enter must not land there by a nudge."""

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box."""
        x, y, w, h = self.box
        return x + w / 2, y + h / 2


class Menu:
    """Some buttons, one of which has the focus. A quiet one gives it to none until somebody moves it there."""

    def __init__(self, buttons: Sequence[Button], *, focus: str = "", quiet: bool = False) -> None:
        self._stick, self._quiet = StickSteps(), quiet
        self.focus = focus
        self.show(buttons)

    def show(self, buttons: Sequence[Button]) -> None:
        """Show these buttons instead; the focus stays on the same key where that is still there."""
        self.buttons = list(buttons)
        able = [b.key for b in self.buttons if b.enabled]
        if self.focus not in able:
            mains = [b.key for b in self.buttons if b.enabled and b.kind == "main"]
            self.focus = "" if self._quiet else (mains or able or [""])[0]

    def button(self, key: str) -> Button:
        """The button with this key."""
        return next(b for b in self.buttons if b.key == key)

    def handle(self, event: pygame.event.Event, view: View) -> str:
        """Take an event. Returns the key of the button that was chosen, "back", or an empty string."""
        if event.type == pygame.MOUSEMOTION:
            under = self._under(view, event.pos)
            if under is not None and under.hover and not self._is_typing():
                self.focus = under.key
        elif event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            return self._click(self._under(view, event.pos))
        action = self._stick.action(event) or action_of(event, MENU)
        if action == "ok":
            return self.focus
        if action == "back":
            return "back"
        self._move(action)
        return ""

    def draw(self, surface: pygame.Surface, view: View) -> None:
        """All buttons, and the focus."""
        # Who asked for larger words gets them wherever they fit, also beside a button that has no room for them.
        like = self._like(row=view.text_scale <= 1)
        for button, among in zip(self.buttons, like, strict=True):
            draw_button(surface, view, button, focused=button.key == self.focus, among=among)

    def _like(self, *, row: bool) -> list[tuple[Room, ...]]:
        """For each button the words of those that look like it, and with `row` of those that stand beside it."""
        groups = defaultdict[tuple[object, ...], list[Room]](list)
        of = [(_looks(b), _row_of(b)) if row else (_looks(b),) for b in self.buttons]
        for button, mine in zip(self.buttons, of, strict=True):
            for group in mine:
                groups[group].append(_room(button))
        return [tuple(dict.fromkeys(room for group in mine for room in groups[group])) for mine in of]

    def _under(self, view: View, pos: tuple[int, int]) -> Button | None:
        at = view.canvas.units(*pos)
        return next((button for button in self.buttons if button.enabled and _inside(button.box, at)), None)

    def _is_typing(self) -> bool:
        """A nudge of the mouse must not take the keys away from who types."""
        return any(button.kind == "field" and button.key == self.focus for button in self.buttons)

    def _click(self, button: Button | None) -> str:
        """A click chooses; in a field it only begins to type."""
        if button is None:
            return ""
        self.focus = button.key
        return "" if button.kind == "field" else button.key

    def _move(self, action: str) -> None:
        able = [b for b in self.buttons if b.enabled]
        here = next((b for b in able if b.key == self.focus), None)
        if here is None:
            if action:
                self.focus = able[0].key if able else ""
            return
        if action in {"next", "previous"}:
            step = 1 if action == "next" else -1
            self.focus = able[(able.index(here) + step) % len(able)].key
        elif action in _WAYS:
            self.focus = _nearest(here, able, _WAYS[action])


def _inside(box: Box, at: tuple[float, float]) -> bool:
    x, y, w, h = box
    return x <= at[0] < x + w and y <= at[1] < y + h


def _nearest(here: Button, among: Sequence[Button], way: tuple[int, int]) -> str:
    """The key of the next button in a direction, or the one that has the focus."""
    best, least = here.key, float("inf")
    for button in among:
        gaps = _gap(here.box, button.box, axis=0), _gap(here.box, button.box, axis=1)
        dx, dy = (there - mine for there, mine in zip(button.middle, here.middle, strict=True))
        along = abs(way[1])
        ahead, aside = gaps[along], max(0.0, gaps[1 - along])
        cost = (
            ahead * (DOWN_COSTS if along else 1.0)
            + aside * (1.0 if along else DOWN_COSTS)
            + 0.1 * abs(dx * way[1] + dy * way[0])
        )
        if not along and aside:  # only where nothing more is in the row
            cost += OTHER_ROW
        if dx * way[0] + dy * way[1] > 0 and ahead > -OVERLAP and cost < least:
            best, least = button.key, cost
    return best


def _gap(one: Box, other: Box, *, axis: int) -> float:
    """The space between two boxes along an axis; negative where they overlap."""
    return max(other[axis] - one[axis] - one[axis + 2], one[axis] - other[axis] - other[axis + 2])


def draw_button(
    surface: pygame.Surface, view: View, button: Button, *, focused: bool, among: Sequence[Room] = ()
) -> None:
    """One button in its kind and state. Bare ones and fields are painted by their screen, focus and all."""
    if button.kind in {"bare", "field"}:
        return
    if focused:
        draw_focus(surface, view, button.box)
    fill, ink = _paints(view, button)
    edge, units = _edge(view, button)
    view.card(surface, button.box, colour=fill, edge=edge, edge_units=units, shadow=not focused)
    if button.kind == "tile":
        _draw_tile(surface, view, button, ink, among)
    else:
        _draw_row(surface, view, button, ink, among)
    if button.chosen:
        x, y, w, _ = button.box
        # Over the corner, clear of a long label.
        view.disc(surface, (x + w - 6, y + 5), 17, colour=view.colours.focus, edge=view.colours.paper)
        view.sprite(surface, "icon_check", (x + w - 6, y + 5), 23, colour=view.colours.paper)


def draw_focus(surface: pygame.Surface, view: View, box: Box) -> None:
    """The ring around what Enter would choose: a band of colour between two pale ones, visible on any ground."""
    x, y, w, h = box
    out = FOCUS_GAP + FOCUS_WIDTH
    around = (x - out, y - out, w + 2 * out, h + 2 * out)
    pale = view.colours.paper
    view.card(surface, around, colour=view.colours.focus, edge=pale, radius=22 + out)
    view.card(surface, (x - 3, y - 3, w + 6, h + 6), colour=pale, edge=pale, radius=25, shadow=False)


def _paints(view: View, button: Button) -> tuple[str, str]:
    c = view.colours
    if not button.enabled:
        return c.paper, c.ink_soft
    if button.kind == "main":
        return c.accent, c.accent_ink
    return (c.paper if button.kind == "tile" else c.button), c.button_ink


def _edge(view: View, button: Button) -> tuple[str | None, float]:
    """Its colour and width."""
    if not button.enabled and view.look == "contrast":
        return OFF_EDGE, 2
    return (view.colours.focus, 4) if button.chosen and button.kind != "main" else (None, 2)


def _looks(button: Button) -> tuple[object, ...]:
    return button.kind, button.box[2:], bool(button.icon), bool(button.under)


def _row_of(button: Button) -> tuple[object, ...]:
    return button.kind, button.box[1], button.box[3], bool(button.under)


def _room(button: Button) -> Room:
    """The label, and the width and height that there is for it."""
    _, _, w, h = button.box
    if button.kind == "tile":
        return button.label, w - 20, TILE_LINE
    if button.under:
        return button.label, w - _left(button) - 2 * PAD, h * 0.5 - 2
    # What stands in the middle comes near the edge only when it is long.
    pad = PAD - AIR if button.icon else LEAST_PAD
    return button.label, w - _left(button) - 2 * pad, h - 4


def _left(button: Button) -> float:
    """How much of a row its icon takes."""
    return _icon_side(button) + PAD if button.icon else 0.0


def _icon_side(button: Button) -> float:
    return min(button.box[3] - 16, 72.0)


def _draw_row(surface: pygame.Surface, view: View, button: Button, ink: str, among: Sequence[Room]) -> None:
    x, y, w, h = button.box
    if button.icon:
        side = _icon_side(button) if button.label else min(w, h) - 16
        at = (x + PAD + side / 2, y + h / 2) if button.label else button.middle
        view.sprite(surface, button.icon, at, side, colour=ink)
    if not button.label:
        return
    _, wide, tall = _room(button)
    left = x + _left(button) + (w - _left(button) - wide) / 2
    if button.under:
        above, under = (left, y + 4, wide, tall), (left, y + tall, wide, tall)
        view.words(surface, button.label, above, size="small", colour=ink, bold=True, align="left", among=among)
        view.words(surface, button.under, under, size="small", colour=ink, align="left")
    else:
        size, room = "large" if button.kind == "main" else "body", (left, y + 2, wide, tall)
        view.words(surface, button.label, room, size=size, colour=ink, bold=True, among=among, air=AIR)


def _draw_tile(surface: pygame.Surface, view: View, button: Button, ink: str, among: Sequence[Room]) -> None:
    x, y, w, h = button.box
    lines = TILE_LINE if not button.under else TILE_LINE + 36
    side = min(w - 24, h - lines - 20)
    if button.icon:
        view.sprite(surface, button.icon, (x + w / 2, y + 10 + side / 2), side, colour=ink)
    room = (x + 10, y + h - lines - 6, w - 20, TILE_LINE)
    view.words(surface, button.label, room, colour=ink, bold=True, among=among)
    if button.under:
        view.words(surface, button.under, (x + 10, y + h - 46, w - 20, 38), size="small", colour=ink)
