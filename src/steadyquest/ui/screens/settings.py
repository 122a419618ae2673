"""Settings: look, cursor, pace, middle, minutes, faces; and the way to the other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadyquest.session.access import PACES
from steadyquest.session.today import STOP_PAIN
from steadyquest.ui.screens.base import BAR_H, BAR_Y
from steadyquest.ui.screens.settings_page import Row, SettingsPage
from steadyquest.ui.widgets import Button
from steadyquest.words import tr

if TYPE_CHECKING:
    from steadyquest.ui.screen import Screen

STEADINESS = ("lively", "normal", "calm")
MINUTES = (5, 10, 15, 20, 30)
STRONG_PAIN = 3
"""The face, of 0 to 4, at which the therapist is asked; another one with `players set NAME stop_pain=N`."""


class Settings(SettingsPage):
    """What is asked for most."""

    def rows(self) -> list[Row]:
        """What can be set in this version."""
        desk = self.desk
        # Every sentence below is shown while its row has the focus.
        looks = (("story", tr("Story")), ("plain", tr("Plain")), ("contrast", tr("High contrast")))
        steady = dict(zip(STEADINESS, (tr("Lively"), tr("Normal"), tr("Calm")), strict=True))
        paces = dict(zip(PACES, (tr("As written"), tr("Three quarters"), tr("Half")), strict=True))
        centres = {"own": tr("As one stands"), "between": tr("In between"), "middle": tr("Of the board")}
        faces = {"no": tr("Not asked"), "ask": tr("Asked"), "stop": tr("Pain stops")}
        steadiness = desk.setting("steadiness", "normal")
        return [
            Row(
                "look",
                tr("Look"),
                looks,
                desk.view.look,
                desk.change_look,
                tr("Paper and animals, plain shapes, or white on black. F3 changes it too."),
            ),
            Row(
                "steady",
                tr("Cursor"),
                tuple(steady.items()),
                steadiness,
                self._saves("steadiness"),
                tr("Lively follows at once; calm trembles least and follows a little later. From the next session."),
            ),
            Row(
                "pace",
                tr("Pace"),
                tuple(paces.items()),
                desk.access.pace,
                self._access("pace"),
                tr("How fast levels go, from the next level on. Assessments and the feel probe stay as they are."),
            ),
            Row(
                "centre",
                tr("Middle"),
                tuple(centres.items()),
                desk.setting("centre", "own"),
                self._saves("centre"),
                tr("Where the player's middle is: where the weight rests, or the feet's. From the next session."),
            ),
            Row(
                "minutes",
                tr("Minutes"),
                tuple((m, str(m)) for m in MINUTES),
                desk.minutes,
                desk.choose_minutes,
                tr("How long a session lasts. From the next session."),
            ),
            Row(
                "faces",
                tr("Faces"),
                tuple(faces.items()),
                self._faces_now(),
                self._take_faces,
                tr("Before and after: pain, tired, fun. Strong pain can ask for your word first."),
            ),
        ]

    def further(self) -> list[Button]:
        """Other settings, each on a screen of its own."""
        pages = (("seeing", tr("Seeing")), ("choosing", tr("Choosing")), ("sound", tr("Sound")))
        return [
            Button(key=key, box=(404 + i * 280, BAR_Y, 256, BAR_H), label=label) for i, (key, label) in enumerate(pages)
        ]

    def opened(self, key: str) -> Screen:
        """One of them; it comes back here."""
        from steadyquest.ui.screens.access_settings import ChoosingSettings, SeeingSettings
        from steadyquest.ui.screens.sound_settings import SoundSettings

        pages: dict[str, type[SettingsPage]] = {"seeing": SeeingSettings, "choosing": ChoosingSettings}
        return pages.get(key, SoundSettings)(self.desk, self)

    def _faces_now(self) -> str:
        """Whether the player is asked how it feels, and whether strong pain asks the therapist."""
        if not self.desk.setting("faces", False):
            return "no"
        return "stop" if self.desk.setting(STOP_PAIN, None) is not None else "ask"

    def _take_faces(self, choice: str) -> None:
        self.desk.save_setting("faces", choice != "no")
        kept = self.desk.setting(STOP_PAIN, None) or STRONG_PAIN
        self.desk.save_setting(STOP_PAIN, kept if choice == "stop" else None)
