"""Step on: the empty plate is zeroed, the player steps on, stands steady, and the centre is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pygame

from steadyquest.errors import SteadyQuestError
from steadyquest.session.labels import is_hand
from steadyquest.ui import keys
from steadyquest.ui.mat_picture import draw_mat, foot_mm
from steadyquest.ui.overlay import Confirm, Message, sentence
from steadyquest.ui.screens import flow, today
from steadyquest.ui.screens.base import BAR_H, BAR_Y, Choosing, heading, stance_picture, stance_words
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from steadyquest.session import Session
    from steadyquest.signal.mat import Feet
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

READY_S = 0.9
"""How long the check mark is to be seen before it goes on."""
FEET_S = 10.0
"""It waits so long for somebody who is about to say where the feet stand: whose focus is on a button for it."""
STANCES = ("comfortable", "sit_on_plate", "feet_on_plate")
"""What may be chosen for the whole session; narrow and one-legged stances stay with the levels that ask for them."""
STANCE_X, STANCE_Y, STANCE_W, STANCE_H, STANCE_GAP = 900.0, 122.0, 320.0, 120.0, 8.0
TODAY = (STANCE_X, STANCE_Y + 3 * (STANCE_H + STANCE_GAP), STANCE_W, 84.0)
MIDDLE = (640.0, 352.0)
NOTICE_BOX = (320.0, 586.0, 580.0, 122.0)
"""For three lines about the plate's zero, between the buttons and under the ring."""
MAT = (60.0, 142.0, 330.0, 262.0)
FEET_X, FEET_Y, FEET_W, FEET_H, FEET_GAP = 60.0, 420.0, 330.0, 76.0, 14.0


class StepOn(Choosing):
    """Follows the session's stages. The arrow keys lean already."""

    leaning = True
    place = "meadow"

    def __init__(self, desk: Desk, *, behind: Callable[[], Screen | None] | None = None) -> None:
        self._behind = behind
        self._ready_since_s: float | None = None
        self._shown: tuple[Feet | None, Feet | None] = (None, None)
        self._noted: dict[str, Any] = {}
        # Not on Back: who presses Enter in impatience must not be thrown out.
        super().__init__(desk, focus=f"stance {desk.stance}")
        for stance in STANCES:
            desk.view.art.preload(stance_picture(stance), size=300)

    def buttons(self) -> list[Button]:
        """Back, the zero once more, and how the player stands or sits."""
        bar = [Button(key="back", box=(60, BAR_Y, 240, BAR_H), label=tr("Back"), icon="icon_back")]
        if self.desk.session is not None and not self._by_hand():
            bar.append(Button(key="tare", box=(920, BAR_Y, 300, BAR_H), label=tr("Zero again")))
        stances = [
            Button(
                key=f"stance {stance}",
                box=(STANCE_X, STANCE_Y + i * (STANCE_H + STANCE_GAP), STANCE_W, STANCE_H),
                label=stance_words(stance),
                icon=stance_picture(stance),
                chosen=stance == self.desk.stance,
            )
            for i, stance in enumerate(STANCES)
        ]
        return [*bar, *stances, *self._today(), *self._feet_buttons()]

    def _today(self) -> list[Button]:
        """Who holds, and what is on the feet: for the therapist, once there is a session to note it in."""
        if self.desk.session is None or self._by_hand():
            return []
        self._noted = self._notes()
        said = today.summary(self._noted)
        under = said or tr("not noted yet")
        return [Button(key="today", box=TODAY, label=tr("Support, shoes"), under=under, chosen=bool(said))]

    def _feet_buttons(self) -> list[Button]:
        """Where the feet stand: as last time, in one press, or placed anew."""
        if not self._on_mat():
            self._shown = (None, None)
            return []
        feet, last = self._shown = self._known_feet()
        found = []
        if last is not None and last != feet:
            found.append(("same feet", tr("Feet as last time"), str(last)))
        if feet is None:
            found.append(("feet", tr("Feet on the mat …"), ""))
        else:
            apart = tr("{mm:.0f} mm apart").format(mm=feet.separation_mm)
            found.append(("feet", tr("Feet: {feet}").format(feet=feet), apart))
        return [
            Button(
                key=key,
                box=(FEET_X, FEET_Y + i * (FEET_H + FEET_GAP), FEET_W, FEET_H),
                label=words,
                under=under,
                chosen=key == "feet" and feet is not None,
            )
            for i, (key, words, under) in enumerate(found)
        ]

    def _known_feet(self) -> tuple[Feet | None, Feet | None]:
        """Where they stand now, and where they stood last time; nothing where there is no mat."""
        return (self.desk.feet, self.desk.last_feet) if self._on_mat() else (None, None)

    def _notes(self) -> dict[str, Any]:
        return self.desk.session.notes if self.desk.session is not None and not self._by_hand() else {}

    def _on_mat(self) -> bool:
        """Whether there is a plate with two feet side by side on it."""
        from steadyquest.conventions import ON_BOTH_FEET

        return self.desk.session is not None and not self._by_hand() and self.desk.stance in ON_BOTH_FEET

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """Escape goes back; tab and a pad's cross move the focus: arrow keys and stick are the player's."""
        action = keys.action_of(event, keys.MENU)
        if action == "back":
            return self.chosen("back")
        moves = event.type != pygame.KEYDOWN or action in {"ok", "next", "previous"}
        if event.type in {pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP} or (action and moves):
            return super().handle(event)
        return self

    def chosen(self, key: str) -> Screen | None:
        """Back to the title; the session began only if samples came, and then it is kept."""
        if key == "back" and self._behind is not None:
            return self._behind()
        if key == "back":
            self.desk.let_go()
            return flow.title(self.desk)
        if key == "tare" and self.desk.session is not None:
            self.desk.session.tare()
            self._ready_since_s = None
        if key == "feet":
            self._ready_since_s = None
            self.menu.focus = f"stance {self.desk.stance}"
            return flow.feet(self.desk, self)
        if key == "today":
            self._ready_since_s = None
            self.menu.focus = f"stance {self.desk.stance}"
            return flow.today(self.desk, self)
        if key == "same feet":
            self.desk.place_feet(self.desk.last_feet)
            self.menu.focus = f"stance {self.desk.stance}"
            self.refresh()
        kind, _, stance = key.partition(" ")
        if kind == "stance":
            self._take(stance)
        return self

    def update(self) -> Screen | None:
        """Begin the session as soon as the source is open, and go on once the player stands."""
        if (self._known_feet(), self._notes()) != (self._shown, self._noted):
            self.refresh()
        if self.desk.problem and self.desk.source is None:
            return Message(
                self.desk, self, text=self.desk.problem, icon="icon_warning", then=lambda: self.chosen("back")
            )
        if self.desk.session is None and self.desk.source is not None:
            try:
                self.desk.begin_session()
            except SteadyQuestError as error:
                return Message(self.desk, self, text=str(error), icon="icon_warning", then=lambda: self.chosen("back"))
            self.refresh()
        if self.desk.session is not None and self.desk.session.zero_asked:
            return self._ask_zero(self.desk.session)
        return self._go_on_when_ready()

    def paint(self, surface: pygame.Surface) -> None:
        """The sentence, the stance in its settling ring, and a check mark at the end."""
        view, stage = self.view, self._stage()
        heading(surface, view, self._words(stage))
        progress = self.desk.session.stage_progress if self.desk.session is not None else 0.0
        if stage == "ready":
            progress = 1.0
        view.disc(surface, MIDDLE, 206, colour=view.colours.paper, edge=view.colours.paper_edge)
        view.ring(surface, MIDDLE, 222, progress=progress, width=18)
        picture = "board" if stage in {"connecting", "taring"} else stance_picture(self.desk.stance)
        view.sprite(surface, picture, MIDDLE, 300)
        if stage == "ready":
            view.sprite(surface, "icon_check", (MIDDLE[0] + 160, MIDDLE[1] + 150), 110)
        if self._on_mat():
            height_cm = self.desk.player.height_cm if self.desk.player else None
            draw_mat(surface, view, MAT, feet=self.desk.feet, length_mm=foot_mm(height_cm))
        under = self._under(stage)
        if under:
            box = NOTICE_BOX if self._notice() else (340.0, BAR_Y, 560.0, BAR_H)
            view.card(surface, box)
            view.words(surface, under, (box[0] + 16, box[1] + 4, box[2] - 32, box[3] - 8), size="small")

    def _take(self, stance: str) -> None:
        """Another stance wants another weight and middle: the session takes them anew."""
        if stance == self.desk.stance and self.desk.session is not None:
            return
        self.desk.choose_stance(stance)
        self._ready_since_s = None
        self.refresh()

    def _by_hand(self) -> bool:
        return is_hand(self.desk.label)

    def _stage(self) -> str:
        session = self.desk.session
        if session is None or session.watchdog:
            return "connecting"
        return session.stage

    def _words(self, stage: str) -> str:
        if self.desk.problem:
            return sentence(self.desk.problem)
        return {
            "connecting": tr("Connecting…"),
            "taring": tr("Please leave the plate empty"),
            "empty": self._invitation(),
            "stepping_on": tr("Find your place"),
            "centring": tr("Stand still for a moment") if self._stands() else tr("Sit still for a moment"),
        }.get(stage, tr("There you are!"))

    def _invitation(self) -> str:
        """Letters are named only to who has chosen some."""
        if not self._stands():
            return tr("Take your place on the plate")
        return tr("Step on") if self._known_feet()[0] is None else tr("Step on, feet on your letters")

    def _stands(self) -> bool:
        return not self.desk.stance.endswith("_on_plate")

    def _notice(self) -> str:
        session = self.desk.session
        # What is asked in a card is not said twice.
        return session.notice if session is not None and not session.zero_asked else ""

    def _ask_zero(self, session: Session) -> Screen:
        """Nobody plays on a zero that is a person's weight off, unless somebody says that it is right."""

        def trust() -> Screen:
            session.trust_zero()
            return self

        return Confirm(
            self.desk,
            self,
            question=session.notice,
            yes=tr("It was empty"),
            no=tr("Zero again"),
            then=trust,
            otherwise=lambda: self.chosen("tare"),
            still=lambda: session.zero_asked,
            icon="icon_warning",
        )

    def _under(self, stage: str) -> str:
        if notice := self._notice():
            return notice
        if stage in {"ready", "running"}:
            return tr("Weight and centre are fine.")
        if stage == "connecting" and self.desk.opening is not None:
            return tr("Opening {what}…").format(what=self.desk.label)
        return ""

    def _go_on_when_ready(self) -> Screen | None:
        if self._stage() not in {"ready", "running"}:
            self._ready_since_s = None
            return self
        if self._ready_since_s is None:
            self._ready_since_s = self.desk.clock()
        wait_s = FEET_S if self.menu.focus in {"feet", "same feet", "today"} else READY_S
        if self.desk.clock() - self._ready_since_s < wait_s:
            return self
        return self._behind() if self._behind is not None else flow.after_step_on(self.desk)
