"""All that is heard, decided once a frame from the screen that is shown: backing, effects, sound help, voice.

Screens know nothing of it: it looks at what they show, as a person does (`heard`), and at where the focus is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pygame

from steadyquest.ui import keys
from steadyquest.ui.sound import mixer
from steadyquest.ui.sound.cues import Cues
from steadyquest.ui.sound.heard import Heard, heard_of, menu_of
from steadyquest.ui.sound.library import Library
from steadyquest.ui.sound.loudness import SETTING, Volumes, volumes_of
from steadyquest.ui.sound.sound_help import SoundHelp
from steadyquest.ui.sound.voice import Sentence, Voice

if TYPE_CHECKING:
    from steadyquest.ui.desk import Desk
    from steadyquest.ui.screen import Screen

ENDS_SPEECH = frozenset({"skip", "pause", "end"})
CHOOSES = frozenset({"ok", "back"})


class Sound:
    """The sound of one game. Silent until `start`, and for ever where there is no sound device."""

    def __init__(self, desk: Desk, *, voice: Voice | None = None) -> None:
        self._desk = desk
        self.mixer = mixer.Mixer()
        self.voice = voice or Voice()
        self._library: Library | None = None
        self._cues, self._help = Cues(), SoundHelp()
        self._kept: Any = None
        self._before = Heard()
        self._told = ""
        """The level's sentence that was said last."""
        self._focus: tuple[int, str] = (0, "")
        self._pointed = self._chose = False

    def start(self, *, folder: Path | None = None) -> None:
        """Begin, beside the game: the device is opened and sounds are made where they are missing."""
        self._library = Library(folder=folder, open_device=self._open)

    def close(self) -> None:
        """Be quiet for good."""
        self.voice.close()
        if self._library is not None:
            self._library.close()
            self._library = None
            if pygame.mixer.get_init():
                pygame.mixer.quit()

    def toggle_mute(self) -> None:
        """All off, or on again; remembered with the player."""
        self._desk.save_setting("muted", not self._volumes().muted, within=SETTING)

    def event(self, event: pygame.event.Event, screen: Screen) -> None:
        """See an event before the screen does: what it means for speech and for the menu's sounds."""
        if event.type == pygame.MOUSEMOTION:
            self._pointed = True
        elif screen.leaning:
            self._play_key(keys.action_of(event, keys.PLAY))
        if self._chooses(event, menu_of(screen)):
            self._chose = True

    def frame(self, screen: Screen) -> None:
        """Once a frame, after the newest sample."""
        if self._library is None:
            return
        heard = heard_of(screen)
        self._take_volumes()
        self._take_bank(heard)
        self._backing(heard)
        self._menu(menu_of(screen) if heard.scene is None else None)
        self._moments(heard)
        self._scene(heard)
        self._speech(heard)
        self._before = heard

    # -- parts of a frame -------------------------------------------------------------------------------------

    def _volumes(self) -> Volumes:
        volumes = volumes_of(self._desk.setting(SETTING, None))
        return volumes._replace(music="off") if self._desk.access.calm else volumes

    def _take_volumes(self) -> None:
        volumes = self._volumes()
        if volumes != self._kept:
            self._kept = volumes
            self.mixer.set_volumes(volumes)
            if not self.mixer.volumes.gain("voice"):
                self.voice.stop()

    def _take_bank(self, heard: Heard) -> None:
        if heard.place and self._library is not None:
            self._library.ask(heard.place)
            if (bank := self._library.bank(heard.place)) is not None:
                self.mixer.load(bank)

    def _backing(self, heard: Heard) -> None:
        ducked = heard.paused or self.voice.speaks
        self.mixer.frame(backing=bool(heard.place), hour=heard.hour, ducked=ducked)

    def _menu(self, menu: Any) -> None:
        here = (id(menu), menu.focus if menu is not None else "")
        moved = here != self._focus and here[0] == self._focus[0] and here[1] and not self._pointed
        if self._chose:
            self.mixer.play("choose")
        elif moved:
            self.mixer.play("focus")
        self._focus, self._pointed, self._chose = here, False, False

    def _moments(self, heard: Heard) -> None:
        """What happens on the screens around a level."""
        before = self._before
        if heard.paused and not before.paused:
            self.mixer.hush("help")
            self.voice.stop()
            self.mixer.play("pause")
        if heard.counting and heard.counting != before.counting:
            self.mixer.play("count")
        if before.counting and heard.scene is not None:
            self.mixer.play("go")
        if heard.stars > before.stars:
            self.mixer.play(f"star{min(3, heard.stars)}")

    def _scene(self, heard: Heard) -> None:
        scene = heard.scene
        if scene is None or scene.paused:
            self._help.step((), now_s=0.0)
            return
        ducked = self.voice.speaks
        side = self._desk.side  # a picture that is swapped sounds swapped
        for cue in self._cues.of(scene):
            self.mixer.play(cue.name, pan=side * cue.pan, ducked=ducked)
        swell = self._help.step(scene.tones, now_s=self._desk.clock())
        if swell is not None:
            self.mixer.play(swell.name, pan=side * swell.pan, kind="help", ducked=ducked)

    def _speech(self, heard: Heard) -> None:
        if heard.paused:
            if heard.say and heard.say != self._before.say:
                self._say(heard)
        elif heard.say != self._told:
            self._told = heard.say
            if heard.say:
                self._say(heard)
            else:
                self.voice.stop()

    def _say(self, heard: Heard) -> None:
        gain = self.mixer.volumes.gain("voice")
        if gain:
            self.voice.say(Sentence(heard.say, gain, heard.voice))

    def _open(self) -> bool:
        if not mixer.open_device():
            return False
        self.mixer.opened()
        return True

    # -- events -----------------------------------------------------------------------------------------------

    def _play_key(self, action: str) -> None:
        if action in ENDS_SPEECH:
            self.voice.stop()
        elif action == "again":
            self._told = ""

    def _chooses(self, event: pygame.event.Event, menu: Any) -> bool:
        if menu is None:
            return False
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            x, y = self._desk.view.canvas.units(*event.pos)
            return any(button.enabled and _is_on(button.box, x, y) for button in menu.buttons)
        return bool(menu.focus) and not is_typing(menu) and keys.action_of(event, keys.MENU) in CHOOSES


def is_typing(menu: Any) -> bool:
    """Whether letters go into a field now."""
    return menu is not None and any(b.kind == "field" and b.key == menu.focus for b in menu.buttons)


def _is_on(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    return box[0] <= x < box[0] + box[2] and box[1] <= y < box[1] + box[3]
