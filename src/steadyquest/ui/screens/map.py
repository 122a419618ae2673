"""Map: three levels to choose from, and behind them the whole valley. The player picks; any level may be opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from steadyquest.reports import wording
from steadyquest.session.worlds import place_of
from steadyquest.ui import keys
from steadyquest.ui.layer import Layer
from steadyquest.ui.screens import flow
from steadyquest.ui.screens import map_layout as at
from steadyquest.ui.screens import map_paint as paint
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing
from steadyquest.ui.screens.map_ask import ask_about_stance, ask_for_place
from steadyquest.ui.screens.map_places import Places, look_around, take_news
from steadyquest.ui.screens.map_rows import Rows
from steadyquest.ui.screens.map_way import Way, arrow_pressed, ways_along
from steadyquest.ui.widgets import Button
from steadyquest.words import language, tr

if TYPE_CHECKING:
    from steadyquest.levels.read import Level
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

DIGITS = {pygame.K_0 + n: n for n in range(10)}
"""Not those of the number pad, whose 2, 4, 6 and 8 move the focus."""
ARROWS = {"left": pygame.K_LEFT, "right": pygame.K_RIGHT, "up": pygame.K_UP, "down": pygame.K_DOWN}
"""A stick does what these keys do."""
NUMBERS_S = 5.0
"""After a place's number the numbers of its levels are shown and taken for so long."""
_TEN = 10
_ALONG = {"left": -1, "right": 1}
_TURNS = {"easier": -1, "harder": 1}
"""The shoulders of a pad go from place to place."""


class LevelMap(Choosing):
    """The valley. Focus begins on the first of the three that glow."""

    place = "map"

    def __init__(self, desk: Desk) -> None:
        self._places: Places = look_around(desk)
        self._language = language()
        self._news = take_news(self._places)
        self._shown = self._first_shown(desk)
        self._rows = Rows()
        self._top = self._rows.top
        self._numbers_until_s = 0.0
        self._way = Way(self._places, shown=self._shown, lifted=self._news)
        self._moved_s, self._front = desk.clock(), Layer(at.FRONT)
        self._stick = keys.StickSteps()
        if desk.session is not None and desk.session.minutes_left <= 0:
            desk.last_level = True
        for offer in self._places.offers:
            level = offer.level
            desk.view.scenery.preload(level.spec.world, desk.session.rung_of(level) if desk.session else 0)
        super().__init__(desk, focus=f"offer {self._places.offers[0].level.key}" if self._places.offers else "")

    def buttons(self) -> list[Button]:
        """The three, the places, the visible stones of the shown one, and the bar."""
        names = self._places.names
        top = self._top.get(self._shown, 0)
        return [
            *(
                Button(key=f"offer {offer.level.key}", box=at.offer_box(i), kind="bare")
                for i, offer in enumerate(self._places.offers)
            ),
            *(
                Button(key=f"world {name}", box=at.world_box(name, along=at.along_to(self._shown, names)), kind="bare")
                for name in names
            ),
            *self._arrows(),
            *(
                Button(key=level.key, box=at.stone_box(i, top=top), kind="bare")
                for i, level in self._rows.seen(self._shown, self._stones())
            ),
            Button(key="book", box=at.BOOK, label=tr("Book"), icon="icon_book"),
            *self._bar(),
        ]

    def _bar(self) -> list[Button]:
        """End, centre, measure where a therapist stands by, settings."""
        at_home = self.desk.config.home is not None
        measure = Button(key="measure", box=(634, BAR_Y, 282, BAR_H), label=tr("Measure"), icon="icon_measure")
        return [
            Button(key="back", box=(52, BAR_Y, 300, BAR_H), label=tr("End the session"), icon="icon_back"),
            Button(
                key="centre",
                box=(492 if at_home else 374, BAR_Y, 296 if at_home else 238, BAR_H),
                label=tr("Centre here"),
            ),
            *([] if at_home else [measure]),
            Button(key="settings", box=(948, BAR_Y, 280, BAR_H), label=tr("Settings"), icon="icon_settings"),
        ]

    def back_on(self) -> Screen:
        """In another language the whole map is another one."""
        return super().back_on() if language() == self._language else LevelMap(self.desk)

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """C centres, E measures; a number shows a place, a second one opens its level; down at the end brings more."""
        if event.type == pygame.JOYAXISMOTION:
            way = self._stick.action(event)
            return self.handle(pygame.event.Event(pygame.KEYDOWN, key=ARROWS[way], mod=0, unicode="")) if way else self
        if event.type == pygame.KEYDOWN and event.key in DIGITS:
            return self._number(DIGITS[event.key])
        wanted = keys.action_of(event, keys.MAP)
        if wanted == "book" or (wanted == "measure" and self.desk.config.home is None):
            return self.chosen(wanted)
        action = keys.action_of(event, keys.PLAY)
        if action == "recentre" and event.type == pygame.KEYDOWN:
            return self.chosen("centre")
        if action in _TURNS and event.type == pygame.JOYBUTTONDOWN:
            self._turn(_TURNS[action])
            return self
        if event.type == pygame.MOUSEWHEEL:
            self._move(-event.y)
            return self
        if by := arrow_pressed(event, self.view, ways_along(self._places.names, self._shown)):
            self._turn(by)
            return self
        way = keys.action_of(event, keys.MENU)
        if self._scroll(way) or self._step_over(way):
            return self
        after = super().handle(event)
        if event.type not in {pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP}:
            self._show_focused()
        return after

    def chosen(self, key: str) -> Screen | None:
        """An offer or a stone opens its level, a place shows its stones."""
        if key == "back":
            return flow.ask_to_end(self.desk, self)
        if key == "settings":
            return flow.settings(self.desk, self)
        if key == "measure":
            return flow.assess(self.desk)
        if key == "book":
            return flow.book(self.desk, self, shown=self._shown)
        if key == "centre":
            if self.desk.session is not None:
                self.desk.session.command("recentre")
            return self
        if key in {"up", "down"}:
            self._move(-1 if key == "up" else 1)
            return self
        kind, _, name = key.partition(" ")
        if kind == "world":
            self._show(name)
            return self
        return self._open(self._places.level(name if kind == "offer" else key))

    def update(self) -> Screen | None:
        """The window goes along the way to the shown place."""
        now_s = self.desk.clock()
        key = self.menu.focus.removeprefix("offer ")
        self._way.go(now_s - self._moved_s, shown=self._shown, level_key=key, still=self.desk.access.still)
        self._moved_s = now_s
        return super().update()

    def draw(self, surface: pygame.Surface) -> None:
        """The valley behind everything, as far along the way as one is."""
        view = self.view
        view.fill(surface, self.place, along=self._way.along)
        self._way.draw(surface, view, shown=self._shown, focus=self.menu.focus)
        paint.paint_arrows_along(surface, view, ways_along(self._places.names, self._shown))
        top = self._top.get(self._shown, 0)
        key = (self._places, self.desk.last_level, self.menu.focus, self._shown, top, self._numbering)
        self._front.draw(surface, view, key=key, paint=self.paint)
        self.menu.draw(surface, view)

    def takes_lean(self, key: str) -> bool:
        """A level that opens without the therapist's word, and looking around."""
        kind, _, name = key.partition(" ")
        if kind in {"world", "up", "down", "book"}:
            return True
        places = self._places
        meant = (level for level in places.levels if level.key == (name if kind == "offer" else key))
        return any(places.may_open(level) and places.suits(level) and not places.asks(level) for level in meant)

    def paint(self, surface: pygame.Surface) -> None:
        """What lies in front of the way: the question, the three, and the stones of the shown place."""
        view, focus, places = self.view, self.menu.focus, self._places
        view.card(surface, at.PANEL)
        x, y, w, h = at.HEADING
        view.card(surface, at.HEADING, radius=26)
        view.words(surface, self._question(), (x + 24, y + 2, w - 48, h - 4), size="large", title=True)
        arrows, numbers = self._arrows(), self._numbering
        paint.paint_caption(surface, view, places, shown=self._shown, numbers=numbers, arrows=bool(arrows))
        for arrow in arrows:
            paint.paint_arrow(surface, view, arrow, focused=focus == arrow.key)
        top = self._top.get(self._shown, 0)
        for i, level in self._rows.seen(self._shown, places.of(self._shown)):
            number = (i + 1) % _TEN if numbers and i < _TEN else None
            box, focused = at.stone_box(i, top=top), focus == level.key
            paint.paint_stone(surface, view, level, box=box, places=places, number=number, focused=focused)
        for i, offer in enumerate(places.offers):
            focused = focus == f"offer {offer.level.key}"
            paint.paint_offer(surface, view, offer, box=at.offer_box(i), places=places, focused=focused)

    @property
    def for_therapist(self) -> str:
        """What is known of the level that has the focus, and the short way to any."""
        key = self.menu.focus.removeprefix("offer ")
        known = [self._places.known_of(level) for level in self._places.levels if level.key == key]
        return "   ·   ".join((*known, tr("1–8, then 1–0: any level")))

    def _question(self) -> str:
        if self._news:
            return tr("The mist has lifted: {place}").format(place=wording.world(self._news))
        return tr("One more: pick one that you like") if self.desk.last_level else tr("Where shall we go?")

    def _first_shown(self, desk: Desk) -> str:
        """What is news; else where one was last, else where the first offer leads."""
        names = self._places.names
        session = desk.session
        last = [lv for lv in self._places.levels if session and session.result and lv.key == session.result.level_key]
        wanted = [self._news, *(place_of(level) for level in (*last, *(o.level for o in self._places.offers)))]
        return next((place for place in wanted if place in names), (names or [""])[0])

    # -- opening ------------------------------------------------------------------------------------------------

    def _open(self, level: Level) -> Screen | None:
        """Into the level; what is in the mist, or for another stance, only by the therapist's word."""
        if not self._places.may_open(level):
            return self._ask_for_place(place_of(level), level)
        return flow.intro(self.desk, level) if self._places.suits(level) else self._ask(level)

    def _ask(self, level: Level) -> Screen:
        return ask_about_stance(self.desk, self, level)

    def _ask_for_place(self, place: str, level: Level) -> Screen:
        return ask_for_place(self.desk, self, place, then=lambda: self._lift(place, level))

    def _lift(self, place: str, level: Level) -> Screen | None:
        """The place is open from now on, and the level that was meant comes."""
        session = self.desk.session
        if session is not None:
            by_hand = session.person.open_world(place)
            if self.desk.player is not None:
                self.desk.save_setting("open_worlds", by_hand)
        self._places = look_around(self.desk)
        self._way = Way(self._places, shown=self._shown)
        take_news(self._places)
        return self._open(level)

    # -- places and stones --------------------------------------------------------------------------------------

    @property
    def _numbering(self) -> bool:
        return self.desk.clock() < self._numbers_until_s

    def _number(self, n: int) -> Screen | None:
        """A place's number, then a level's."""
        if self._numbering:
            of = self._stones()
            i = (n or _TEN) - 1
            self._numbers_until_s = 0.0
            return self._open(of[i]) if i < len(of) else self
        names = self._places.names
        if 1 <= n <= len(names):
            self._show(names[n - 1])
            self.menu.focus = f"world {names[n - 1]}"
            self._top[self._shown] = 0
            self._numbers_until_s = self.desk.clock() + NUMBERS_S
            self.refresh()
        return self

    def _show(self, place: str) -> None:
        self._shown, self._numbers_until_s = place, 0.0
        self.refresh()

    def _step_over(self, way: str) -> bool:
        """Up and down between offers, way and stones lead to the shown place and back; left and right go along it."""
        kind = self.menu.focus.partition(" ")[0]
        stones = [button for button in self.menu.buttons if button.key in {lv.key for lv in self._stones()}]
        if (kind, way) == ("offer", "down") and self._shown:
            self.menu.focus = f"world {self._shown}"
        elif way == "up" and any(button.key == self.menu.focus for button in stones):
            top = min(button.box[1] for button in stones)
            if self.menu.button(self.menu.focus).box[1] > top:
                return False
            self.menu.focus = f"world {self._shown}"
        elif kind == "world" and way in _ALONG:
            names = self._places.names
            i = names.index(self.menu.focus.partition(" ")[2]) + _ALONG[way]
            self.menu.focus = f"world {names[max(0, min(i, len(names) - 1))]}"
            self._show_focused()
        elif (kind, way) == ("world", "down") and stones:
            x = self.menu.button(self.menu.focus).middle[0]
            self.menu.focus = min(stones, key=lambda button: (button.box[1], abs(button.middle[0] - x))).key
        else:
            return False
        return True

    def _stones(self) -> Sequence[Level]:
        return self._places.of(self._shown)

    def _show_focused(self) -> None:
        """Keys that come to a place show it; a pointer that passes over one does not."""
        kind, _, name = self.menu.focus.partition(" ")
        if kind == "world" and name != self._shown:
            self._show(name)

    def _turn(self, by: int) -> None:
        names = self._places.names
        if names:
            self._show(names[(names.index(self._shown) + by) % len(names)])
            self.menu.focus = f"world {self._shown}"

    def _arrows(self) -> list[Button]:
        return self._rows.arrows(self._shown, len(self._stones()))

    def _move(self, by: int) -> None:
        of = [level.key for level in self._stones()]
        self.menu.focus = self._rows.move(self._shown, of, by=by, focus=self.menu.focus)
        self.refresh()

    def _scroll(self, action: str) -> bool:
        """Move the stones when the focus is on an outermost visible one; whether it did."""
        of = [level.key for level in self._stones()]
        focus = self._rows.scroll(self._shown, of, way=action, focus=self.menu.focus)
        if focus:
            self.menu.focus = focus
            self.refresh()
        return bool(focus)
