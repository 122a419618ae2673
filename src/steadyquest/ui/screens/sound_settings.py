"""Sound settings: three volumes, mute, and sound help. They are the player's where one plays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from steadyquest.ui.screens.settings_page import Row, SettingsPage
from steadyquest.ui.sound.loudness import SETTING, STEPS, volumes_of
from steadyquest.words import tr


class SoundSettings(SettingsPage):
    """Heard at once, except for sound help, which a session asks for when it begins."""

    def rows(self) -> list[Row]:
        """Music, effects, voice; all on or off; sound help."""
        desk = self.desk
        now = volumes_of(desk.setting(SETTING, None))
        words = (tr("Off"), tr("Soft"), tr("Medium"), tr("Loud"))
        steps = tuple(zip(STEPS, words, strict=True))
        on_off = ((False, tr("On")), (True, tr("Muted")))
        helped = ((False, tr("Off")), (True, tr("On")))
        sound_help = bool(desk.setting("sound_help", False))
        return [
            Row("music", tr("Music"), steps, now.music, self._keeps("music")),
            Row("effects", tr("Effects"), steps, now.effects, self._keeps("effects")),
            Row("voice", tr("Voice"), steps, now.voice, self._keeps("voice")),
            Row("muted", tr("All sound"), on_off, now.muted, self._keeps("muted")),
            Row("help", tr("Sound help"), helped, sound_help, self._saves("sound_help")),
        ]

    def note(self) -> str:
        """What sound help is, and when it counts."""
        return tr(
            "Sound help, from the next session: the pitch tells how near it is, left or right on which side, a chord "
            "that you are there."
        )

    def _keeps(self, name: str) -> Callable[[Any], None]:
        return lambda value: self.desk.save_setting(name, value, within=SETTING)
