"""Settings of seeing and of choosing: text, motion, calm, the mirror; the board and switches instead of hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from steadyquest.session.access import DWELLS_S, SCANS_S, SWITCHES, TEXT_SIZES
from steadyquest.ui.access.figure import draw_how
from steadyquest.ui.access.switches import CHOOSE, NEXT, switch_of, switch_words
from steadyquest.ui.overlay import Overlay, draw_notice
from steadyquest.ui.screens.settings_page import Row, SettingsPage
from steadyquest.ui.video import MODES
from steadyquest.ui.widgets import Button
from steadyquest.words import LANGUAGES, tr

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

HOW = (96.0, 470.0, 1100.0, 92.0)


class SeeingSettings(SettingsPage):
    """How large, how still, how bright, and which way round."""

    def rows(self) -> list[Row]:
        """Text, motion, calm, the picture's sides, the window."""
        desk = self.desk
        access = desk.access
        texts = tuple((size, tr("{n} %").format(n=size)) for size in TEXT_SIZES)
        video = tuple(zip(MODES, (tr("Automatic"), tr("Software"), tr("Graphics card")), strict=True))
        languages = (("", tr("Automatic")), *LANGUAGES.items())
        return [
            Row(
                "language",
                tr("Language"),
                languages,
                access.language,
                self._access("language"),
                tr("Of everything on the screen and aloud, and of reports. Automatic: as the computer has it."),
            ),
            Row(
                "text",
                tr("Text"),
                texts,
                access.text,
                self._access("text"),
                tr("Larger letters, wherever there is room for them."),
            ),
            Row(
                "reduced",
                tr("Motion"),
                ((False, tr("All of it")), (True, tr("Reduced"))),
                access.reduced,
                self._access("reduced"),
                tr("Reduced: nothing hops, sparkles, sways or glides; things fade instead."),
            ),
            Row(
                "calm",
                tr("Calm mode"),
                ((False, tr("Off")), (True, tr("On"))),
                access.calm,
                self._access("calm"),
                tr("Still, paler, without music, with longer pauses. The key K does it too, and takes it back."),
            ),
            Row(
                "mirrored",
                tr("Picture"),
                ((False, tr("As one stands")), (True, tr("Face to face"))),
                access.mirrored,
                self._access("mirrored"),
                tr("Face to face: what is on your right is shown at the left. Records stay the same."),
            ),
            Row(
                "video",
                tr("Video"),
                video,
                desk.video_choice,
                desk.choose_video,
                tr("How pictures come to the screen. From the next start of the game."),
            ),
        ]


class ChoosingSettings(SettingsPage):
    """What a player can choose with who has no hand for it."""

    def rows(self) -> list[Row]:
        """The board, switches, their pace, and which keys they are."""
        access = self.desk.access
        dwell_s = access.dwell_on(by_hand=self.desk.hand is not None)
        seconds = tr("{s:g} s")
        dwells = tuple((s, seconds.format(s=s) if s else tr("Off")) for s in DWELLS_S)
        scans = tuple((s, seconds.format(s=s)) for s in SCANS_S)
        numbers = tuple(zip(SWITCHES, (tr("None"), tr("One"), tr("Two")), strict=True))
        keys = (
            ("choose", switch_words(access.switch_choose or CHOOSE)),
            *((("next", switch_words(access.switch_next or NEXT)),) if access.switches > 1 else ()),
        )
        return [
            Row(
                "dwell",
                tr("By leaning"),
                dwells,
                dwell_s,
                self._access("dwell_s"),
                tr("Lean to go on, stay leaning for so long to choose, then back to the middle."),
            ),
            Row(
                "switches",
                tr("Switches"),
                numbers,
                access.switches,
                self._access("switches"),
                tr(
                    "One: the focus goes on by itself, the switch chooses. Two: one goes on, the other chooses. "
                    "On full screens first a row, then a button."
                ),
            ),
            Row(
                "scan",
                tr("Switch pace"),
                scans,
                access.scan_s,
                self._access("scan_s"),
                tr("With one switch: how long the focus stays before it goes on."),
            ),
            Row(
                "key",
                tr("Which keys"),
                keys,
                None,
                self._ask,
                tr("Choose, then press what is to be the switch: any key, or a button of a gamepad."),
            ),
        ]

    def paint(self, surface: pygame.Surface) -> None:
        """The rows, and below them how one chooses by leaning."""
        super().paint(surface)
        draw_how(surface, self.view, HOW)

    def _ask(self, which: str) -> Screen:
        return PressSwitch(self.desk, self, which=which)


class PressSwitch(Overlay):
    """Waits for the press that says which key or button the switch is."""

    takes_all_keys = True

    def __init__(self, desk: Desk, beneath: SettingsPage, *, which: str) -> None:
        self._settings, self._which = beneath, which
        super().__init__(desk, beneath)

    def buttons(self) -> list[Button]:
        """Back."""
        return [Button(key="back", box=(520, 426, 240, 84), label=tr("Back"))]

    def handle(self, event: pygame.event.Event) -> Screen | None:
        """The next press is the switch; Escape leaves it as it was."""
        switch = switch_of(event) if event.type in {pygame.KEYDOWN, pygame.JOYBUTTONDOWN} else ""
        if not switch or getattr(event, "key", None) == pygame.K_ESCAPE:
            return super().handle(event)
        self.desk.change_access(f"switch_{self._which}", switch)
        self._settings.refresh()
        return self.beneath

    def paint(self, surface: pygame.Surface) -> None:
        """The words."""
        questions = {"choose": tr("Press the switch that chooses."), "next": tr("Press the switch that goes on.")}
        draw_notice(surface, self.desk, text=questions[self._which], icon="icon_target")
